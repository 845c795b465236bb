"""Somebody by the office alone, or with the name.

أمين بغداد عمار موسى كاظم يطلق = أمين بغداد يطلق      names between an office and what is done
النائب مصطفى الكرعاوي: … = نائب: …                  who speaks, told of by what he is

What is said must be the same: this is asked of what stands before it alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import fillers, offices, rarity
from workers.dedupe.words.kinds import CONCEPT, MODIFIER, OFFICE, SOFT, WORD
from workers.dedupe.words.lists import folded

_SPEAKERS: Final = folded(
    [
        "نائب", "خبير", "مستشار", "قيادي", "مسؤول", "محلل", "برلماني", "عضو", "مختص", "باحث", "أكاديمي",
    ]
)  # fmt: skip
_OF_STATE: Final = folded(["حكومي", "عراقي", "سياسي", "برلماني", "رسمي"])
"""What an adviser is of who is not named."""
_BEFORE_IT: Final = 8
"""Words before what is said."""
_NAMES: Final = 4
_NAME: Final = 0.5
"""Words of a name, and the weight of one."""
_SAYS: Final = (CONCEPT + "says", CONCEPT + "affirm")


def by_name(alone: Sequence[Part], its: Reading, other: Reading) -> set[int]:
    """Where the parts of `alone`, which `its` tells, begin that only say the name of who is told of by an
    office, or what he is whom the other title names."""
    if not alone or not other.words:
        return set()
    word, there = its.words[0], other.words[0]
    if its.breaks and other.breaks and (word in _SPEAKERS) != (there in _SPEAKERS):
        end = min(its.breaks)
        if end <= _BEFORE_IT and word.removeprefix("ال") == there.removeprefix("ال"):
            return _of_a_speaker(alone, its, end, named=word.startswith("ال"))
    if word == there and (word in offices.CALLED or its.parts[0].kind == OFFICE):
        return _behind_an_office(alone, its, other)
    return set()


def _of_a_speaker(alone: Sequence[Part], its: Reading, end: int, *, named: bool) -> set[int]:
    """What only says who speaks, before `end`."""
    who = [part for part in alone if part.at < end]
    if any(part.kind == MODIFIER and part.at for part in who):
        return set()
    if named:
        return {part.at for part in who}
    return {part.at for part in who if part.at == 0 or its.words[part.at] in _OF_STATE}


def _behind_an_office(alone: Sequence[Part], its: Reading, other: Reading) -> set[int]:
    """The name behind an office, right before what is done or said, where the other title has what is done
    right behind the office."""
    names = [part for part in alone if part.kind == WORD and not part.joint]
    if not names or not 0 < names[0].at <= _BEFORE_IT:
        return set()
    first = names[0].at
    run = [part for part in its.parts if part.at >= first and part in names]
    run = [part for at, part in enumerate(run) if part.at - first <= at + 1][:_NAMES]
    if not all(_may_name(part, its) for part in run) or its.words[first].startswith("ال"):
        return set()
    before = next(
        (part for part in reversed(its.parts) if part.end <= first and part.kind != SOFT), None
    )
    after = next((part for part in its.parts if part.at >= run[-1].end), None)
    if before is None or after is None or before.unit not in other.told or after in alone:
        return set()
    solid = [part for part in other.parts if part.kind != SOFT or part.unit in _SAYS]
    follows = any(
        one.unit == before.unit and (then.unit == after.unit) for one, then in pairwise(solid)
    )
    does = acts(after) or after.unit in _SAYS
    return {part.at for part in run} if follows and does else set()


def _may_name(part: Part, its: Reading) -> bool:
    word = its.words[part.at]
    if acts(part) or part.kind != WORD or word.removeprefix("ال") in offices.BODIES:
        return False
    if part.unit in fillers.NARROWER or part.unit in fillers.WEAK:
        return False
    return part.unit in offices.GIVEN or rarity.weight(part.unit) >= _NAME

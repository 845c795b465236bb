"""What a repeat may leave out of what was told, and what it may not.

besides, agents    may go at once: who announces it, its end, a second clause or toll
implied            goes without saying for what else is told
harmless           goes where nearly all else is told
hanging            may not: something that both tell hangs on it
(here)             may not: a deed, to whom, a number, an office, a «no», where; nor may most of it
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from workers.dedupe.comparing.agents import by_whom
from workers.dedupe.comparing.besides import (
    announces,
    ends_with,
    other_toll,
    second_clause,
    who_did_it,
)
from workers.dedupe.comparing.hanging import VERBS, does_it, heads, loose, stands_for, tops
from workers.dedupe.comparing.harmless import harmless
from workers.dedupe.comparing.implied import implied
from workers.dedupe.comparing.owners import of_whom
from workers.dedupe.comparing.which import says_which
from workers.dedupe.forms.twins import DENY
from workers.dedupe.reading.neighbours import next_told, right_before
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import fillers
from workers.dedupe.words.kinds import (
    MODIFIER,
    MONTH,
    NATION,
    NOT,
    NUMBER,
    OFFICE,
    ORDINAL,
    PLACE,
    SOFT,
    WORD,
    YEAR,
)
from workers.dedupe.words.likeness import heft

WHICH: Final = ", of which all else is told"
WHO: Final = ", who does it"
"""Ends the reason where another does it than the title without it says."""
_NEVER: Final = (MODIFIER, ORDINAL, NUMBER, OFFICE, MONTH, YEAR)
_MOST: Final = 0.7
"""Share of the earlier title's weight that a repeat tells at least."""
_MOST_OF_MUCH: Final = 0.5
"""The same, where what is told is enough to be told of nothing else."""
_LEAST_PARTS: Final = 3
_WITHOUT_PEOPLE: Final = 3
_WITHOUT_PLACE: Final = 5
"""Parts that both tell, where one of them leaves out where."""
_IS: Final = frozenset(["يعد", "تعد", "يمثل", "تمثل", "يعتبر", "تعتبر", "يشكل", "تشكل", "هو", "هي"])
"""Before what is said of the first noun: who leaves it out tells of that alone."""
_CHANGE: Final = "تغيير"
_TO: Final = ("", "to")
_SPECIFIC: Final = 2.2
"""Weight of what both tell, from which on hardly anything else is told by the same words."""
_TELLING: Final = 1.4
"""The same, where only who announces it is left out."""


def left_out(
    drops: Sequence[Part],
    earlier: Reading,
    later: Reading,
    both: set[str],
    twins: Mapping[str, str],
) -> str:
    """What must not be left out in a repeat ("": nothing of the kind was). `twins`: units of `later` that
    `earlier` writes otherwise."""
    if not drops:
        return ""
    heavy = heft(both)
    if heavy >= _TELLING:
        specific = heavy >= _SPECIFIC
        aside = announces(drops, earlier) | by_whom(drops, earlier, later)
        if specific:
            aside |= ends_with(drops, earlier)
        aside |= who_did_it(earlier, later, both, twins, states=specific)
        aside |= second_clause(drops, earlier, both) | other_toll(drops, earlier, later)
        drops = [part for part in drops if part.at not in aside or says_which(part, earlier, both)]
    for part in drops:
        if why := _needed(part, earlier, later, both, heavy):
            return f"it leaves out {why}"
    most = _MOST_OF_MUCH if heavy >= _SPECIFIC else _MOST
    if len(both) < _LEAST_PARTS or heavy < most * (heavy + heft(part.unit for part in drops)):
        return "it leaves out most"
    return ""


def _needed(part: Part, earlier: Reading, later: Reading, both: set[str], heavy: float) -> str:
    """What is missing without the part ("": nothing)."""
    specific = heavy >= _SPECIFIC
    if says_which(part, earlier, both):
        return f"which it is: {part.unit}"
    if implied(part, earlier, later, both, telling=heavy >= _TELLING):
        return ""
    if of_whom(part, earlier, later):
        return f"{part.unit}{WHO}"
    if specific and harmless(part, earlier, later, both):
        return ""
    if part.kind == WORD and earlier.words[part.at] in fillers.LIGHT:
        return ""  # يحقق 15 مليار ريال أرباحا, away from its noun
    if acts(part) or part.unit == _CHANGE or (part.at > 0 and earlier.words[part.at - 1] in _IS):
        return f"what is done: {part.unit}"
    if _suffers(part, earlier):
        return f"to whom it is done: {part.unit}"
    speaks = part.at < earlier.speaker and part.kind == OFFICE
    if (part.kind in _NEVER and not speaks) or part.unit in (NOT, DENY):
        return part.unit
    after = next_told(part, earlier)
    if after is not None and after.unit in both:
        if after.joint and tops(part, after, earlier):
            return f"{part.unit}{WHICH}"
        hangs = after.joint in _TO
        if hangs and heads(part, after, earlier):
            return f"{part.unit}{WHO}"
        if hangs and not does_it(part, after, earlier):
            if stands_for(part, after, earlier, later):
                return ""
            may = part.kind == NATION or speaks
            if not (may or loose(part, after, earlier, both, heavy, specific=specific)):
                return f"{part.unit}, on which {after.unit} hangs"
    least = _WITHOUT_PEOPLE if part.kind == NATION else _WITHOUT_PLACE
    return f"where: {part.unit[1:]}" if part.unit[:1] == PLACE and len(both) < least else ""


def _suffers(part: Part, whole: Reading) -> bool:
    """Whether it stands right behind an Arabic verb: شرطي يصيب شابا is not إصابة شرطي."""
    before = right_before(part, whole)
    if before is None or part.joint or part.kind == SOFT or not acts(before) or not before.at:
        return False
    return whole.words[before.at][0] in VERBS

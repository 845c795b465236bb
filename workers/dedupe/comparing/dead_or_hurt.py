"""Who of them died.

مصرع شخص وإصابة 3 ≠ مصرع 3 وإصابة شخص
غرق 40 مهاجرا     ≠ غرق قارب يقل 40 مهاجرا    so many drowned, or were aboard
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from workers.dedupe.reading.neighbours import right_behind
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import numbers
from workers.dedupe.words.kinds import CONCEPT, NUMBER
from workers.dedupe.words.lists import folded_words

_HURT: Final = {"killed", "wounded"}
_DROWN: Final = CONCEPT + "drown"
_VESSELS: Final = frozenset(CONCEPT + name for name in ("boat", "ship"))
_ABOARD: Final = folded_words("يقل تقل يحمل تحمل ينقل تنقل متنه متنها عليه عليها فيه")
_CARRYING: Final = frozenset(["carrying", "with", "of", "de", "con", "mit", "avec"])
"""The same of European tongues: a boat with 40; in Turkish the boat stands right before that it sank."""


def who_died(later: Reading, earlier: Reading) -> str:
    """Whether so many died in one title as were hurt in the other, and both tell of dead and of hurt."""
    if not (later.counts and earlier.counts) or later.counts == earlier.counts:
        return ""
    now = [one for one in later.counts if one not in earlier.counts]
    before = [one for one in earlier.counts if one not in later.counts]
    for one in now:
        for two in before:
            if one.value != two.value or one.of == two.of:
                continue
            if {one.of, two.of} == _HURT and _apart(later) and _apart(earlier):
                return f"toll: {two.value:g} {two.of} ≠ {one.value:g} {one.of}"
    return ""


def drowned(later: Reading, earlier: Reading) -> str:
    """Whether so many drowned in one title as were aboard what sank in the other, which tells of no dead."""
    return _drowned(later, earlier) or _drowned(earlier, later)


def _drowned(one: Reading, other: Reading) -> str:
    if one.tongue and other.tongue:
        return _in_europe(one, other)
    if _ABOARD.isdisjoint(one.words) or _DROWN not in one.told & other.told:
        return ""
    if "killed" in (numbers.BEFELL.get(unit) for unit in one.told - {_DROWN}):
        return ""
    sank = {behind.unit for behind in _behind(one) if behind.unit in _VESSELS}
    died = {behind.unit for behind in _behind(other) if behind.kind == NUMBER}
    if sank and (both := died & one.told):
        return f"toll: {min(both)[1:]} drowned ≠ aboard"
    return ""


def _in_europe(one: Reading, other: Reading) -> str:
    if [part.unit for part in one.parts].count(_DROWN) != 1 or _DROWN not in other.told:
        return ""
    vessel = next((part for part in one.parts if part.unit in _VESSELS), None)
    if vessel is None or not _VESSELS.isdisjoint(other.told):
        return ""
    turkish = one.tongue == "turkish" and one.parts[-1].at == vessel.end
    for part in one.parts:
        if part.kind == NUMBER and part.unit in other.told:
            between = one.words[vessel.end - 1 : part.at][-2:]  # «bateau de» may be one part
            if turkish or not _CARRYING.isdisjoint(between):
                return f"toll: {part.unit[1:]} drowned ≠ aboard"
    return ""


def _behind(reading: Reading) -> list[Part]:
    """Who or what drowns or sinks, in Arabic."""
    found = (right_behind(part, reading) for part in reading.parts if part.unit == _DROWN)
    return [behind for behind in found if behind is not None]


def _apart(reading: Reading) -> bool:
    """Whether dead and wounded are told of, each by themselves: not مصرع وإصابة 9."""
    told = [numbers.BEFELL.get(part.unit, "") for part in reading.parts]
    if not _HURT.issubset(told):
        return False
    return not any({one, after} == _HURT for one, after in pairwise(told))

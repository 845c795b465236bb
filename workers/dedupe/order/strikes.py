"""Who fires upon whom.

الحوثيون يطلقون صاروخا      =  صاروخ حوثي                   told by who fires it, or by whose it is

إيران تقصف سفينة is not قصف سفينة إيرانية, nor إيران تطلق صاروخا على سفينة what is fired على سفينة إيرانية.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.neighbours import right_before, right_behind
from workers.dedupe.reading.parts import Part, Two, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT

_FIRED: Final = frozenset(
    CONCEPT + name for name in ("rocket", "rocket_many", "drone", "drone_many", "satellite_")
)
_FIRES: Final = frozenset(CONCEPT + deed for deed in ("launch", "shoot"))
_STRIKES: Final = _FIRED | frozenset(
    CONCEPT + deed for deed in ("launch", "shoot", "bomb", "attack", "target_", "hit")
)
_UPON: Final = ("علي", "ضد")


def fired_by(now: Two, later: Reading, was: Two, earlier: Reading) -> bool:
    """Whether of two parts one fires the other in both titles. `now` and `was`: the two as each title has
    them, first the one that it names first."""
    return (_owner_first(now, later) and _owner_behind(was, now[1])) or (
        _owner_first(was, earlier) and _owner_behind(now, was[1])
    )


def _owner_first(two: Two, reading: Reading) -> bool:
    """Whether the first, which begins the title, fires the second."""
    owner, thing = two
    if owner.at > reading.speaker + 1 or owner.joint:
        return False
    return thing.unit in _FIRED and any(
        acts(part) and part.unit in _FIRES and part.end == thing.at for part in reading.parts
    )


def _owner_behind(two: Two, thing: Part) -> bool:
    """Whether the thing is named first, and whose it is stands right behind it."""
    first, owner = two
    same = first.unit == thing.unit
    return same and owner.at == first.end and not owner.joint


def upon_its_own(later: Reading, earlier: Reading) -> str:
    """Why what a side strikes in one title is its own in the other ("": it is not)."""
    if _STRIKES.isdisjoint(later.told & earlier.told):
        return ""
    return _upon(later, earlier) or _upon(earlier, later)


def _upon(one: Reading, other: Reading) -> str:
    first = next((part for part in one.parts if part.at >= one.speaker), None)
    if first is None or first.joint or acts(first) or first.unit not in other.told:
        return ""
    for part in other.parts:
        if part.unit != first.unit or part.joint:
            continue
        thing = right_before(part, other)
        if thing is None or thing.end != part.at or thing.joint not in _UPON:
            continue
        struck = next((each for each in one.parts if each.unit == thing.unit), None)
        if struck is not None and struck.joint in _UPON:
            behind = right_behind(struck, one)
            if behind is None or behind.unit != first.unit:
                return f"roles: {first.unit} does it ≠ {first.unit} suffers it"
    return ""

"""Men who are counted, told by what they are or by the force of which they are: 3 شرطيين, 3 من الشرطة."""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT

_OF: Final = "من"
_POLICE: Final = frozenset([CONCEPT + "police"])
_SENT_AWAY: Final = frozenset(["فصل", "طرد", "تسريح"])
"""From a force, rather than men of it."""
_FORCES: Final = {
    **dict.fromkeys(
        (CONCEPT + men for men in ("policeman_", "policeman_many", "guardsman_", "guardsman_many")),
        _POLICE,
    ),
    **dict.fromkeys(
        (CONCEPT + men for men in ("soldier", "soldier_many")), frozenset([CONCEPT + "army"])
    ),
}


def of_its_force(one: Part, later: Reading, other: Part, earlier: Reading) -> bool:
    """Whether one of two parts is a force behind «of», and the other its men; the titles count alike."""
    men, force, words = (
        (other, one, later.words) if one.joint == _OF else (one, other, earlier.words)
    )
    if force.joint != _OF or men.joint or force.unit not in _FORCES.get(men.unit, ()):
        return False
    after = words[force.end] if force.end < len(words) else ""
    return not after.startswith("ال") and _SENT_AWAY.isdisjoint(words)  # not الشرطة الاتحادية

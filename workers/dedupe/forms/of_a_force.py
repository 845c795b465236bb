"""Men who are counted, told by what they are or by the force of which they are: 3 شرطيين, 3 من الشرطة."""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.words.kinds import CONCEPT

_OF: Final = "من"
_POLICE: Final = frozenset(CONCEPT + force for force in ("police", "secforces", "interior_forces_"))
_FORCES: Final = {
    **dict.fromkeys(
        (CONCEPT + men for men in ("policeman_", "policeman_many", "guardsman_", "guardsman_many")),
        _POLICE,
    ),
    **dict.fromkeys(
        (CONCEPT + men for men in ("soldier", "soldier_many")), frozenset([CONCEPT + "army"])
    ),
}


def of_its_force(one: Part, other: Part) -> bool:
    """Whether one of two parts is a force behind «of», and the other its men; the titles count alike."""
    men, force = (other, one) if one.joint == _OF else (one, other)
    return force.joint == _OF and not men.joint and force.unit in _FORCES.get(men.unit, ())

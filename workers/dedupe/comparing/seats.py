"""Where somebody sits who receives others there: نيجيرفان بارزاني يستقبل وفدا في أربيل."""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import holders
from workers.dedupe.words.kinds import CONCEPT, PLACE

_RECEIVE: Final = CONCEPT + "receive"
_SEATS: Final = {
    PLACE + "أربيل": frozenset(["nechirvan", "masrour", "masoud", "qubad"]),
    PLACE + "بغداد": frozenset(
        [
            "fuad_hussein", "mashhadani", "haibat", "zaidan", "araji", "abbasi", "shammari", "hakim",
            "maliki",
        ]
    ),
}  # fmt: skip
"""Towns, and those of holders.toml who sit there."""


def at_his_seat(part: Part, its: Reading, other: Reading) -> bool:
    """Whether it is where he sits who receives somebody, and the other title names no place."""
    if part.unit not in _SEATS or part.joint != "في":
        return False
    if any(one.kind == PLACE for one in other.parts):
        return False
    if _RECEIVE not in its.told and _RECEIVE not in other.told:
        return False
    told = {one.who for one in holders.told(its.words)} & _SEATS[part.unit]
    return bool(told) and any(one.who in told for one in holders.told(other.words))

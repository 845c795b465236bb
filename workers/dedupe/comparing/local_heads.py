"""Who does it in a town or province, where the other title only says that it was done there.

كربلاء.. افتتاح مستشفى للأطفال = محافظ كربلاء يفتتح مستشفى للأطفال

The other title must begin with the place, or say that it was there, and tell of no other office or body.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.neighbours import right_behind
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, offices
from workers.dedupe.words.kinds import CONCEPT, OFFICE, PLACE

LOCAL: Final = frozenset([OFFICE + "governor"])
_DONE: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "open", "begin", "launch", "close", "build", "hold", "distribute", "resume", "inspect", "lift",
        "complete_", "demolish", "halt",
    )
)  # fmt: skip
"""What a governor does, of whom it is not the news that he did."""


def heads_it_there(part: Part, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether `part`, which `its` alone tells, is who heads the place where it was done."""
    place = right_behind(part, its)
    if part.at > 0 or place is None or place.kind != PLACE or place.unit not in both or place.joint:
        return False
    if both.isdisjoint(_DONE) or _somebody(other):
        return False
    there = next((one for one in other.parts if one.unit == place.unit), None)
    return there is not None and (
        there.joint == "في" or (there.at == 0 and there.end in other.breaks)
    )


def _somebody(other: Reading) -> bool:
    """Whether somebody does it or speaks there."""
    if OFFICE in other.kinds or any(
        one.unit in concepts.ACTORS or one.unit in offices.PORTFOLIOS for one in other.parts
    ):
        return True
    return any(acts(one) and other.words[one.at][0] in "يت" and one.at > 0 for one in other.parts)

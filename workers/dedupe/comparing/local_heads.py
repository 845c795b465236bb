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

_HIS_OWN: Final = frozenset(["مكتبه", "مقره", "منزله", "حسابه", "صفحته"])
"""Words with a «his» that is not the province's."""
LOCAL: Final = frozenset([OFFICE + "governor"])
_PROVINCE: Final = frozenset(["محافظه", "اداره"])
_DONE: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "open", "begin", "launch", "close", "build", "hold", "distribute", "resume", "inspect", "lift",
        "complete_", "demolish", "halt", "idle", "holiday_", "postpone", "ban", "impose", "cancel", "extend_",
    )
)  # fmt: skip
"""What a governor does, of whom it is not the news that he did."""


def heads_it_there(part: Part, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether `part`, which `its` alone tells, is who heads the place where it was done."""
    place = right_behind(part, its)
    if part.at > 0 or place is None or place.kind != PLACE or place.unit not in both or place.joint:
        return False
    if both.isdisjoint(_DONE):
        return False
    there = next((one for one in other.parts if one.unit == place.unit), None)
    if there is not None and _does_it(there, other):
        hers = any(word.endswith("ها") and word not in its.words for word in other.words)
        return not hers and _HIS_OWN.isdisjoint(its.words)  # نينوى تعطل الدوام, no يغلق مكتبه
    if _somebody(other):
        return False
    return there is not None and (
        there.joint == "في" or (there.at == 0 and there.end in other.breaks)
    )


def _does_it(place: Part, other: Reading) -> bool:
    """Whether the title begins with the place as who does it, and names no body or office."""
    first = place.at == 0 or (place.at == 1 and other.words[0] in _PROVINCE)
    if not first or place.joint or OFFICE in other.kinds:
        return False
    after = right_behind(place, other)
    if after is None or other.words[after.at][0] != "ت":
        return False
    return acts(after) or after.unit in concepts.SAID  # محافظة بغداد تعلن تعطيل الدوام


def _somebody(other: Reading) -> bool:
    """Whether somebody does it or speaks there."""
    if OFFICE in other.kinds or any(
        one.unit in concepts.ACTORS or one.unit in offices.PORTFOLIOS for one in other.parts
    ):
        return True
    return any(acts(one) and other.words[one.at][0] in "يت" and one.at > 0 for one in other.parts)

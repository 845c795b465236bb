"""What titles of wars say in two ways, or by the way.

برصاص الاحتلال = بالرصاص الحي      bullets that a preposition tells, and that they were live ones
خلال 24 ساعة = خلال الـ24 ساعة الماضية   hours that are counted are those past
أسرى فلسطينيون في رام الله = أسرى   of which people they are who are at home where they are
بروكسل: الاتحاد الأوروبي            where a body of states sits
جنوبي البلاد                     a quarter of the land in which a place lies that both tell
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.neighbours import right_before
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, nations
from workers.dedupe.words.kinds import CONCEPT, NATION, NUMBER, PLACE

_BULLETS: Final = CONCEPT + "bullet_"
_SHOT: Final = frozenset(["برصاص", "بنيران"])
_LIVE: Final = frozenset(["حي", "الحي"])
_PAST: Final = CONCEPT + "lastpast"
_NEXT: Final = CONCEPT + "next_"
_HOURS: Final = frozenset(["ساعه", "ساعات", "الساعات", "ايام", "الايام", "يوم", "يوما"])
_BRUSSELS: Final = PLACE + "بروكسل"
_SITS_THERE: Final = frozenset(CONCEPT + name for name in ("eu", "ecommission", "nato"))
_CAPTIVES: Final = frozenset(
    CONCEPT + name for name in ("prisoner", "prisoner_many", "hostage_person", "hostage_many")
)
_COUNTRY: Final = frozenset(["البلاد", "بلاد", "القطاع"])


def by_the_way(part: Part, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether a part that `its` tells alone says nothing beside those around it."""
    unit = part.unit
    if unit == _BULLETS or its.words[part.at] in _LIVE:
        return _shot(part, its, other)
    if unit == _PAST:
        return _NEXT not in other.told and _counted_before(part, its, both)
    if unit == _BRUSSELS:
        return part.end <= its.speaker and not _SITS_THERE.isdisjoint(both)
    if unit in concepts.COMPASS:
        behind = its.words[part.end] if part.end < len(its.words) else ""
        return (
            behind in _COUNTRY
            and concepts.COMPASS.isdisjoint(other.told)
            and any(one[0] == PLACE and one in nations.WITHIN for one in both)
        )
    return part.kind == NATION and _at_home(part, its, other, both)


def _shot(part: Part, its: Reading, other: Reading) -> bool:
    """Whether the other title tells the bullets too."""
    told = _BULLETS in other.told or any(one.joint in _SHOT for one in other.parts)
    if part.unit == _BULLETS:
        return told
    before = right_before(part, its)
    return told and before is not None and before.unit == _BULLETS


def _counted_before(part: Part, its: Reading, both: set[str]) -> bool:
    """Whether a number of hours or days that both tell stands before it."""
    words = its.words[max(0, part.at - 2) : part.at]
    return any(
        one.kind == NUMBER and one.unit in both for one in its.parts if one.end <= part.at
    ) and (not _HOURS.isdisjoint(words))


def _at_home(part: Part, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether it says of which people captives are in their own land, where the other names no people."""
    before = right_before(part, its)
    return (
        before is not None
        and before.unit in _CAPTIVES
        and before.unit in both
        and NATION not in other.kinds
        and any(part.unit in nations.WITHIN.get(unit, ()) for unit in both if unit[0] == PLACE)
    )

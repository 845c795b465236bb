"""Iraq, where most of what the desks read happens: it goes without saying.

في العراق                     where it happens
مستشار الأمن القومي العراقي     whose office it is
"""

from __future__ import annotations

from typing import Final

from streamer.text import fold
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations, offices
from workers.dedupe.words.kinds import MODIFIER, NATION, OFFICE, PLACE, SOFT

_OF_AN_OFFICE: Final = 4
"""Words of an office before the people whose it is."""
_ALL_OVER: Final = frozenset(["عموم", "انحا", "ارجا", "بعموم", "بانحا", "جميع"])
_ABROAD: Final = frozenset(fold(unit[1:]) for unit in nations.COUNTRIES if unit != nations.HOME)


def at_home(part: Part, its: Reading, other: Reading) -> bool:
    """Whether it only says that it happens in Iraq, where the other title names no place beyond."""
    everywhere = part.at > 0 and its.words[part.at - 1] in _ALL_OVER
    if part.unit != nations.HOME or not (
        part.joint == "في" or everywhere or part.end <= its.speaker
    ):
        return False
    if any(
        word in _ABROAD
        for one in other.parts
        if one.size > 1
        for word in other.words[one.at : one.end]
    ):
        return False  # البعثة الأممية في ليبيا, a body of one name
    return not names_a_country(other) and all(
        nations.HOME in nations.WITHIN.get(one.unit, ()) for one in other.parts if one.kind == PLACE
    )


def names_a_country(reading: Reading) -> bool:
    """Whether it tells of a country or of its people."""
    return NATION in reading.kinds or any(
        part.unit in nations.COUNTRIES for part in reading.parts if part.kind == PLACE
    )


def of_our_office(part: Part, its: Reading, both: set[str]) -> bool:
    """Whether it only says that an office of which both tell is of Iraq: مستشار الأمن القومي العراقي."""
    if part.unit != nations.HOME or part.joint or not its.words[part.at].startswith("ال"):
        return False
    before = [one for one in its.parts if one.end <= part.at and one.kind != SOFT]
    return any(
        one.kind == OFFICE or (one.kind == MODIFIER and one.unit in offices.DEPUTIES)
        for one in before[-_OF_AN_OFFICE:]
        if part.at - one.at <= _OF_AN_OFFICE
    ) and all(one.unit in both for one in before[-2:])

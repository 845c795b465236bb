"""A state, and the capital that speaks for it.

أنقرة: … · تركيا تعلن …               first of all, or behind «by»
مع كييف · ضد موسكو, على روسيا         with or upon whom something is done
بين موسكو وكييف · كييف وموسكو تتبادلان   two of them
سفارة المملكة في مانيلا · بالفلبين      where an embassy is
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations
from workers.dedupe.words.kinds import NATION, OFFICE, PLACE

WITH: Final = ("مع", "ضد", "with", "against")
_BY: Final = ("by", "von", "par", "por", "da", "از سوي", "توسط")
"""Before whoever did what the other title says of him first: von Teheran ausgesetzt, Iran stoppt."""
_EMBASSIES: Final = frozenset(["سفاره", "قنصليه", OFFICE + "ambassador"])
_FIRST: Final = 4
"""Parts of a title of which one is the embassy."""
_BETWEEN: Final = "بين"
_TWO: Final = ("", _BETWEEN)
_STATES: Final = (PLACE, NATION)
_AT_HOME: Final = (PLACE + "بغداد", nations.HOME)


def of_an_embassy(reading: Reading) -> bool:
    """Whether it tells of one, which is in the capital of where it is: سفارة المملكة في مانيلا, بالفلبين."""
    return any(part.unit in _EMBASSIES for part in reading.parts[:_FIRST])


def capital(one: Part, other: Part) -> bool:
    """Whether one is the capital that speaks for the other: أنقرة: …, تركيا تعلن …; not where it happens."""
    if one.joint != other.joint:
        first, agent = (one, other) if not one.joint else (other, one)
        by_it = first.at == 0 and not first.joint and agent.joint in _BY
        return by_it and nations.CAPITALS.get(one.unit) == other.unit
    if one.joint in WITH and (one.unit, other.unit) == _AT_HOME:
        return True  # مع بغداد
    if nations.CAPITALS.get(one.unit) != other.unit:
        return False
    if one.joint in WITH:
        return True  # مع كييف
    return one.at == other.at == 0 or not (one.joint or not one.at or not other.at)


def two_states(reading: Reading) -> bool:
    """Whether two states begin it or stand behind a «between», or the capitals that speak for them: كييف
    وموسكو تتبادلان, تبادل بين موسكو وكييف."""
    for one, other in pairwise(part for part in reading.parts if part.kind in _STATES):
        if one.joint not in _TWO or other.joint or other.at != one.end:
            continue
        if not reading.words[other.at].startswith("و") or (one.at and one.joint != _BETWEEN):
            continue
        return all(one.unit in nations.COUNTRIES | nations.CAPITALS.keys() for one in (one, other))
    return False


def of_two(one: Part, other: Part) -> bool:
    """Whether each is one of two states, here by its name and there by its capital: بين موسكو وكييف."""
    return (
        one.joint in _TWO
        and other.joint in _TWO
        and one.unit[0] == other.unit[0] == PLACE
        and (
            nations.CAPITALS.get(one.unit) == other.unit
            or nations.CAPITALS.get(other.unit) == one.unit
        )
    )


def upon_its_capital(one: Part, other: Part, joints: tuple[str, ...]) -> bool:
    """Whether both are upon one state, by its name or its capital's: ضد موسكو, على روسيا; to Ankara."""
    if not (one.joint in joints and other.joint in joints):
        return False
    return other.unit in (nations.CAPITALS.get(one.unit), one.unit) or (
        nations.CAPITALS.get(other.unit) == one.unit
    )

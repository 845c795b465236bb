"""One thing told by one phrase in one title, and by words that stand apart in the other.

إضراب الأسير عدنان عن الطعام = عدنان يضرب عن الطعام      a hunger strike, with his name between its words
صدور مرسوم أميري = الأمير يصدر مرسوما                  whose decree it is, by an adjective or by who gives it
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.neighbours import right_before
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, OFFICE

_HUNGER_STRIKE: Final = CONCEPT + "hungerstrike_"
_STRIKE: Final = CONCEPT + "strike_"
_FOOD: Final = "طعام"
_FROM: Final = "عن"
_DECREES: Final = frozenset(
    ["مرسوم", "مرسوما", "المرسوم", "بمرسوم", "مراسيم", "امر", "امرا", "بامر", "اوامر"]
)
_WHOSE: Final = {
    "اميري": "emir", "اميريا": "emir", "اميريه": "emir", "ملكي": "king", "ملكيا": "king", "ملكيه": "king",
    "رياسي": "president", "رياسيا": "president", "سلطاني": "sultan", "سلطانيا": "sultan",
    "جمهوري": "president", "جمهوريا": "president",
}  # fmt: skip
"""Adjective of a decree → the office of whoever gives it."""


def said_by_parts(part: Part, whole: Reading, other: Reading) -> bool:
    """Whether the other title tells by one phrase, or by an office, what this part is of; or the other way
    round."""
    if part.unit == _STRIKE or part.unit == _FOOD:
        return _HUNGER_STRIKE in other.told and _from_food(whole)
    if part.unit == _HUNGER_STRIKE:
        return _from_food(other)
    office = _WHOSE.get(whole.words[part.at])
    return office is not None and OFFICE + office in other.told and _of_a_decree(part, whole)


def _from_food(reading: Reading) -> bool:
    return any(one.unit == _STRIKE for one in reading.parts) and any(
        one.unit == _FOOD and one.joint == _FROM for one in reading.parts
    )


def _of_a_decree(part: Part, whole: Reading) -> bool:
    noun = right_before(part, whole)
    return noun is not None and whole.words[noun.at] in _DECREES

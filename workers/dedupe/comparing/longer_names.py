"""Who acts or speaks, by a longer name than the other title has for him.

هيئة شؤون الأسرى · هيئة الأسرى           what a body is for
جيش الاحتلال · الاحتلال                 the army of an occupier
الناطق باسم الجيش: … · الجيش: …         who speaks for a body that speaks
الصفدي: المملكة … · الأردن …             the kingdom that the title names elsewhere
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, offices
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE, PLACE

_AFFAIRS: Final = CONCEPT + "affairs"
_ARMY: Final = CONCEPT + "army"
_OF_A_BODY: Final = frozenset([_AFFAIRS, _ARMY])
_OCCUPIERS: Final = frozenset(["الاحتلال", "العدو"])
_SPOKESMAN: Final = OFFICE + "spokesman"
_NEAR: Final = 4
"""Words from a spokesman to whom he speaks for."""
_KINGDOM: Final = frozenset(["المملكه", "السلطنه", "الاماره"])
"""What a title calls the country that it names elsewhere."""


def named_longer(
    part: Part, after: Part | None, whole: Reading, other: Reading, both: set[str]
) -> bool:
    """Whether `part` of `whole` only makes longer the name of who acts in `other` too. `after`: what stands
    right behind it."""
    if part.unit in _OF_A_BODY:
        return after is not None and _of_its_body(part, after, whole, both)
    if part.unit == _SPOKESMAN:
        return _speaks_for_it(part, whole, other, both)
    return (
        not part.joint
        and whole.words[part.at] in _KINGDOM
        and any(one.kind in (NATION, PLACE) and one.unit in both for one in whole.parts)
    )


def _of_its_body(part: Part, after: Part, whole: Reading, both: set[str]) -> bool:
    """Whether it only makes longer the name of who acts: هيئة شؤون الأسرى, جيش الاحتلال."""
    if after.unit not in both or after.joint:
        return False
    if part.unit == _ARMY:
        return whole.words[after.at] in _OCCUPIERS
    return part.at > 0 and whole.words[part.at - 1].removeprefix("ال") in offices.BODIES


def _speaks_for_it(part: Part, whole: Reading, other: Reading, both: set[str]) -> bool:
    """Whether it is who speaks for a body that speaks in the other title: الناطق باسم الجيش, الجيش."""
    if not (other.speaker or any(one.unit in concepts.SAID for one in other.parts)):
        return False
    if not (part.at < whole.speaker or any(one.unit in concepts.SAID for one in whole.parts)):
        return False
    return any(
        one.unit in both
        and abs(one.at - part.at) <= _NEAR
        and (one.unit in concepts.ACTORS or one.unit in offices.PORTFOLIOS)
        for one in whole.parts
    )

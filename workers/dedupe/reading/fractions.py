"""Halves, quarters and the accusative of large numbers, as numbers.

مليون ونصف المليون · 1.5 مليون     طن ونصف · 1.5 طن       ثلاثة أطنان ونصف · 3.5 أطنان
بنصف مليون · 500 ألف              ساعتين ونصف · 2.5        15 مليونا · مليونا و600 ألف
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.words import concepts
from workers.dedupe.words.kinds import CONCEPT, DUAL, NUMBER, TIMES, VALUE

_TWOS: Final = frozenset(
    [f"{NUMBER}2000", f"{NUMBER}2e+06", f"{NUMBER}2000000", f"{NUMBER}2e+09", f"{NUMBER}2000000000"]
)
_HALVES: Final = {"نصف": 0.5, "ربع": 0.25}
_BEFORE: Final = {"": None, "و": "و", "ب": "في", "ل": "ل", "وب": "في", "ول": "ل", "ال": None}
"""Clitic → the joint that it is; None: the one that stands there."""
FRACTIONS: Final = {
    **{clitic + word: (share, joint) for word, share in _HALVES.items() for clitic, joint in _BEFORE.items()},
    "ونصفا": (0.5, "و"),
    "half": (0.5, None),
}  # fmt: skip
"""A word → its share, and the joint that it stands behind."""
_MEASURES: Final = concepts.SPANS | {
    CONCEPT + name
    for name in (
        "ton", "kilo", "kilometre_", "metre_", "litre_", "hectare_", "donum_", "gram_", "cubic_metre",
        "square_metre", "dollars", "barrels", "percent",
    )
}  # fmt: skip
"""What there may be one and a half of."""
_YEAR: Final = frozenset(["عام", "عاما"])
_OF_YEAR: Final = CONCEPT + "years"


def twice(part: Part) -> bool:
    """Whether it is two thousands, millions or milliards in one word."""
    return part.unit in _TWOS


def accusatives(parts: Sequence[Part], words: Sequence[str]) -> Sequence[Part]:
    """With ألفا and مليونا as a thousand, a million where they are no dual: 15 مليونا, مليونا و600 ألف."""
    if not any(twice(part) and words[part.at][-1] == "ا" for part in parts):
        return parts
    found: list[Part] = []
    for at, part in enumerate(parts):
        before = parts[at - 1] if at else None
        after = parts[at + 1] if at + 1 < len(parts) else None
        counted = before is not None and before.kind in (VALUE, TIMES) and before.end == part.at
        goes_on = (
            after is not None
            and after.at == part.end
            and words[after.at][0] == "و"
            and (after.kind in (VALUE, TIMES) or words[after.at] in FRACTIONS)
        )
        if twice(part) and words[part.at][-1] == "ا" and (counted or goes_on):
            part = part._replace(unit=f"{NUMBER}{float(part.unit[1:]) / 2:.10g}", kind=TIMES)
        found.append(part)
    return found


def fractions(parts: Sequence[Part], words: Sequence[str]) -> Sequence[Part]:
    """With halves and quarters as numbers."""
    if FRACTIONS.keys().isdisjoint(words):
        return parts
    found: list[Part] = []
    said_again = ""  # the noun behind a half: ونصف المليون, ونصف الطن
    for at, part in enumerate(parts):
        share, joint = FRACTIONS.get(words[part.at], (0.0, None))
        before = found[-1] if found else None
        after = parts[at + 1] if at + 1 < len(parts) else None
        again, said_again = said_again, ""
        if again and before is not None and before.end == part.at and part.unit == again:
            found[-1] = before._replace(size=before.size + part.size)
        elif (
            share and joint == "و" and before is not None and before.end == part.at
            and (half := _and_a(share, before, part, found, words))
        ):  # fmt: skip
            found[-1:] = half
            said_again = _one_of(before)
        elif share and after is not None and after.at == part.end and _halved(after):
            stands = part.joint if joint is None else joint
            found.append(Part(f"{NUMBER}{share:g}", VALUE, stands, part.at, part.size))
        else:
            found.append(part)
    return found


def _halved(noun: Part) -> bool:
    """Whether half of it is a number of it: نصف مليون, نصف طن; but نصف العام is its middle."""
    return noun.kind == TIMES or (noun.unit in _MEASURES and noun.unit not in concepts.SPANS)


def _one_of(number: Part) -> str:
    """The unit that is said again behind the half of a number: مليونين ونصف المليون."""
    if number.kind not in (VALUE, TIMES):
        return number.unit
    return f"{NUMBER}{float(number.unit[1:]) / (2 if twice(number) else 1):g}"


def _and_a(
    share: float, before: Part, half: Part, found: list[Part], words: Sequence[str]
) -> list[Part]:
    """What `before` and a half behind it are together; nothing: it is no half of that. What stands before
    the measure, and counts it, is changed in `found`."""
    if before.kind == TIMES or twice(before):
        one = float(before.unit[1:]) / (2 if twice(before) else 1)
        return [before, Part(f"{NUMBER}{share * one:.10g}", VALUE, "و", half.at, half.size)]
    if before.kind == DUAL:
        return [before._replace(unit=f"{NUMBER}{2 + share:g}", size=2)]
    if words[before.at] in _YEAR:
        before = before._replace(unit=_OF_YEAR, kind=CONCEPT, counted="years")
    if before.unit not in _MEASURES:
        return []
    number = found[-2] if len(found) > 1 else None
    if number is not None and number.kind == VALUE and number.end == before.at:
        found[-2] = number._replace(unit=f"{NUMBER}{float(number.unit[1:]) + share:.10g}")
        return [before._replace(size=before.size + half.size)]
    if number is not None and number.kind == TIMES:
        return []
    return [  # before the noun, as in 1.5 طن
        Part(f"{NUMBER}{1 + share:g}", VALUE, before.joint, before.at, 1),
        before._replace(at=half.at, joint=""),
    ]

"""That they are many, where neither title counts them: عشرات المستوطنين, مستوطنون; آلاف يتظاهرون, تظاهرة.

Not of the dead and the hurt, and not where each title says so otherwise (عشرات, مئات).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import numbers
from workers.dedupe.words.kinds import CONCEPT, MANY, NUMBER
from workers.dedupe.words.lists import folded_words

_VAGUE: Final = folded_words(
    "عشرات مئات آلاف العشرات المئات الآلاف dozens scores hundreds thousands dizaines centaines milliers"
)
_CROWDS: Final = frozenset(CONCEPT + name for name in ("protest", "sitin_", "funeral_"))


def only_many(
    part: Part, its: Reading, others: Sequence[Part], other: Reading, both: set[str]
) -> bool:
    """Whether a part that `its` tells alone says only that those are many of whom both tell."""
    word = its.words[part.at].removeprefix("و")
    if word not in _VAGUE or part.size > 1 or part.counted in numbers.TOLL:
        return False
    if any(one.kind == NUMBER or _vague(one, other) for one in others):
        return False
    if part.at and its.words[part.at - 1][0].isdigit():
        return False
    behind = [one for one in its.parts if one.at >= part.end][:2]
    return any(
        one.unit in both and (one.unit.endswith(MANY) or one.unit in _CROWDS) for one in behind
    )


def _vague(part: Part, reading: Reading) -> bool:
    return reading.words[part.at].removeprefix("و") in _VAGUE

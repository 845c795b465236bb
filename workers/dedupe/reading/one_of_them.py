"""One of several, told by their plural, as one.

مقتل أحد عناصر الشرطة = مقتل شرطي      إصابة أحد الجنود = إصابة جندي

Not so of leaders: قائد is who commands, أحد القادة is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.words.concepts import SINGULAR
from workers.dedupe.words.kinds import CONCEPT
from workers.dedupe.words.lists import folded_words

_ONE: Final = folded_words("أحد إحدى")
_LEADERS: Final = CONCEPT + "leader_many"


def one_of_them(parts: list[Part], words: Sequence[str]) -> list[Part]:
    """With the singular behind «one of»."""
    if _ONE.isdisjoint(words):
        return parts
    return [
        part._replace(unit=SINGULAR[part.unit])
        if part.unit in SINGULAR
        and part.unit != _LEADERS
        and part.at
        and words[part.at - 1] in _ONE
        else part
        for part in parts
    ]

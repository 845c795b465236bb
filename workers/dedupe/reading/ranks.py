"""Which place somebody has among others, told with a verb and the word for a place or without them.

العراق يحتل المرتبة الرابعة عربيا · العراق الرابع عربيا       في المركز 3 · ثالثا
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.words.kinds import ORDINAL, SOFT, VALUE
from workers.dedupe.words.lists import folded_words

_RANK: Final = folded_words("المرتبة بالمرتبة للمرتبة المركز بالمركز للمركز")
_HOLDS: Final = folded_words(
    "يحتل تحتل احتل احتلت يحل تحل حل حلت يأتي تأتي جاء جاءت يتبوأ تتبوأ تبوأ تبوأت"
)
_NEAR: Final = 1
"""Words between the verb and the rank: حل في المركز."""


def ranked(parts: list[Part], words: Sequence[str]) -> list[Part]:
    """With the word for a rank, and the verb before it, soft where a place is told, and the place
    as an ordinal."""
    if _RANK.isdisjoint(words):
        return parts
    found: list[Part] = []
    for part in parts:
        if part.at and words[part.at - 1] in _RANK and _place(part):
            if part.kind == VALUE:
                part = part._replace(unit=ORDINAL + part.unit[1:], kind=ORDINAL)
            if found and found[-1].end == part.at:  # else it was read as nothing
                found[-1] = found[-1]._replace(kind=SOFT)
                verb = found[-2] if len(found) > 1 else None
                if verb and words[verb.at] in _HOLDS and part.at - 1 - verb.end <= _NEAR:
                    found[-2] = verb._replace(kind=SOFT)
        found.append(part)
    return found


def _place(part: Part) -> bool:
    return part.kind in (ORDINAL, VALUE) and part.unit[1:].isdigit()

"""رحيل, who leaves, or dies.

رحيل الفنان عادل إمام · رحيل شاعر عن 80 عاما      an artist, at his age, or with other words of a death
رحيل المدرب · رحيل القوات                       else he leaves
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.words.kinds import CONCEPT

LEAVE: Final = CONCEPT + "leave"
_PASSING: Final = "رحيل"
_OF_DEATH: Final = frozenset(
    [
        "يعزي", "تعزي", "تعزيه", "التعازي", "ينعي", "نعي", "عمر", "مرض", "المرض", "كورونا", "بكورونا",
        "السرطان", "بالسرطان", "صراع", "معاناه", "متاثرا", "نوبه", "بنوبه",
    ]
)  # fmt: skip
_ARTISTS: Final = frozenset(
    [
        "اسطوره", "الفنان", "الفنانه", "الممثل", "الممثله", "الشاعر", "الكاتب", "المخرج", "المفكر", "المطرب",
        "العلامه",
    ]
)  # fmt: skip
_AWAY: Final = "عن"
_AGED: Final = frozenset(["عاما", "سنه", "عام"])
_DIE: Final = CONCEPT + "die"


def passing(part: Part, words: Sequence[str]) -> Part:
    """What a part with the unit LEAVE is here."""
    aged = _AWAY in words and not _AGED.isdisjoint(words)
    artist = _AWAY not in words and part.end < len(words) and words[part.end] in _ARTISTS
    dies = words[part.at].endswith(_PASSING) and (aged or artist or not _OF_DEATH.isdisjoint(words))
    return part._replace(unit=_DIE) if dies else part

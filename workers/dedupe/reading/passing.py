"""Who leaves, who leaves for somewhere, and who dies.

يغادر بغداد                                    he leaves
يغادر إلى نيويورك · مغادرة الأمير إلى نيويورك       he travels there

رحيل الفنان عادل إمام · رحيل شاعر عن 80 عاما      an artist, at his age, or with other words of a death
رحيل المدرب · رحيل القوات · رحيل المدرب إلى قطر      he leaves
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.words import lexicon
from workers.dedupe.words.kinds import CONCEPT, PLACE

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
_TRAVEL: Final = CONCEPT + "travel_"
_TO: Final = "الي"
_AS_FAR: Final = 4
"""Words from who leaves to where he goes."""


def passing(part: Part, words: Sequence[str]) -> Part:
    """What a part with the unit LEAVE is here."""
    leaves = words[part.at].endswith(_PASSING)
    if not leaves and _goes_to(words, part.end):
        return part._replace(unit=_TRAVEL)
    aged = _AWAY in words and not _AGED.isdisjoint(words)
    artist = _AWAY not in words and part.end < len(words) and words[part.end] in _ARTISTS
    dies = leaves and (aged or artist or not _OF_DEATH.isdisjoint(words))
    return part._replace(unit=_DIE) if dies else part


def _goes_to(words: Sequence[str], at: int) -> bool:
    """Whether it is told where to, and not from where."""
    to = next((to for to in range(at, min(at + _AS_FAR, len(words))) if words[to] == _TO), None)
    if to is None or lexicon.stands(words, at, PLACE):
        return False
    return lexicon.stands(words, to + 1, PLACE)

"""All of them or some, which say nothing by themselves, and tell two pieces of news apart side by side.

إلغاء جميع الرحلات ≠ إلغاء بعض الرحلات
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.lists import folded_words

_ALL: Final = folded_words(
    "جميع كافة كل عموم بأكملها بأكمله all every tous toutes todos todas alle tüm bütün"
)
_SOME: Final = folded_words(
    "بعض معظم غالبية أغلب أغلبية جزئيا جزئي some most several certains certaines plusieurs algunos algunas"
    " einige bazı"
)


def scopes(later: Reading, earlier: Reading) -> str:
    """How many one tells of and how many the other, where one says all and the other not all."""
    if _SOME.isdisjoint(later.words) and _SOME.isdisjoint(earlier.words):
        return ""
    for one, other in ((later, earlier), (earlier, later)):
        some = _SOME.intersection(one.words)
        every = _ALL.intersection(other.words)
        if some and every and _ALL.isdisjoint(one.words) and _SOME.isdisjoint(other.words):
            return f"scope: {min(every)} ≠ {min(some)}"
    return ""

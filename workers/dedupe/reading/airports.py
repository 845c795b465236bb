"""Airports by the town whose they are, where a title calls one by a name of its own.

مطار رفيق الحريري = مطار بيروت

Of towns with one airport, or one that everybody means. Names are those that the airports have of themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streamer.text import words

_TOWNS: Final = {
    tuple(words(name)): words(town)[0]
    for town, names in {
        "بيروت": ("رفيق الحريري", "الحريري"),
        "عمان": ("الملكة علياء",),
        "تونس": ("تونس قرطاج", "قرطاج"),
        "الجزائر": ("هواري بومدين",),
        "الرياض": ("الملك خالد",),
        "جدة": ("الملك عبدالعزيز",),
        "الدمام": ("الملك فهد",),
        "الدوحة": ("حمد",),
        "إسطنبول": ("أتاتورك",),
        "باريس": ("شارل ديغول",),
    }.items()
    for name in names
}
_AIRPORTS: Final = frozenset(clitic + "مطار" for clitic in ("", "و", "ب", "ل", "وب", "ول"))
_LONGEST: Final = 2


def by_their_towns(title: Sequence[str]) -> Sequence[str]:
    """The folded words with the town for such a name behind an airport."""
    if _AIRPORTS.isdisjoint(title):
        return title
    found = list(title)
    at = next(at for at, word in enumerate(found) if word in _AIRPORTS) + 1
    for size in range(_LONGEST, 0, -1):
        town = _TOWNS.get(tuple(found[at : at + size]))
        if town is not None:
            end = at + size
            found[at:end] = [town]
            if found[at + 1 : at + 2] == [town]:  # مطار قرطاج تونس
                del found[at + 1]
            break
    return found

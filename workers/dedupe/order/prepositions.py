"""Prepositions that turn a title round: from and to, with and against, in and near, despite and because."""

from __future__ import annotations

from typing import Final

from streamer import text
from workers.dedupe.reading.parts import Part
from workers.dedupe.words.lexicon import NATION, PLACE

_FROM: Final = frozenset(["من", "from", "de", "از"])
_TO: Final = frozenset(["الي", "نحو", "to", "vers", "به", "بو"])
_WITH: Final = frozenset(["مع", "with", "avec", "با", "con", "com", "mit", "ile", "لهگهڵ"])
_AGAINST: Final = frozenset(
    text.fold(word)
    for word in (
        "ضد", "على", "against", "contre", "karşı", "دژی", "علیه", "contra", "frente a", "face à", "gegen",
        "aleyhine",
    )
)  # fmt: skip
_DESPITE: Final = frozenset(
    text.fold(word) for word in ("رغم", "despite", "malgré", "trotz", "a pesar de")
)
_BECAUSE: Final = frozenset(
    text.fold(word)
    for word in (
        "بسبب", "جراء", "نتيجة", "إثر", "على إثر", "بفعل", "because of", "due to", "amid", "à cause de",
        "grâce à",
        "suite à", "wegen", "nedeniyle", "به دلیل", "به علت", "بر اثر", "بەهۆی",
    )
)  # fmt: skip


_THERE: Final = frozenset(["في", "داخل", "inside"])
_NEAR: Final = frozenset(["قرب", "بالقرب من", "near", "près", "nähe"])
_FOR: Final = frozenset(["ل", "for", "pour"])
_AT: Final = frozenset(["علي"])


_WHEN: Final = frozenset(
    text.fold(word)
    for word in (
        "after",
        "before",
        "amid",
        "following",
        "après",
        "avant",
        "nach",
        "vor",
        "tras",
        "بعد",
        "قبل",
    )
)


def despite(one: Part, other: Part) -> bool:
    """Whether it is in spite of something in one title, and for its sake or at its time in the other."""
    a, b = one.joint, other.joint
    rest = _BECAUSE | _WHEN
    return (a in _DESPITE and b in rest) or (b in _DESPITE and a in rest)


def against(one: Part, other: Part) -> bool:
    """Whether the noun stands behind prepositions that say the contrary: from and to, with and against."""
    a, b = one.joint, other.joint
    if a == b:
        return False
    if "ك" in (a, b):
        return True  # like somebody is not somebody
    goes = {*_TO, "ل"} if one.kind in (PLACE, NATION) else _TO
    return any(
        (a in x and b in y) or (a in y and b in x)
        for x, y in (
            (_FROM, goes),
            (_WITH, _AGAINST),
            (_THERE, _NEAR),
            (_FOR, _AGAINST - _AT),
            (_DESPITE, _BECAUSE),
        )
    )

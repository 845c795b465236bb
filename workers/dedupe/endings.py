"""Whether two words in Latin letters, or of Persian and Kurdish, are one word with other endings.

Turkish      sözleşme · sözleşmesini          açılması · açılışı          gönderdi · gönderildi
French       signe · signature                circulation · circulera
German       entgleist · entgleiste           Kurdish     qeza · qezaya     هۆشبەر · هۆشبەرەکان

One beginning, and behind it an ending of the same language in both. An ending that makes another thing of a
word is in none of the sets: who does it (killer), a negation (yapmadı). Another voice of what is done to
somebody is seen by voices.py. A beginning of few letters says nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_LEAST: Final = 4
"""Letters of the beginning; of Turkish, which adds many endings, one more."""


def _endings(words: str) -> frozenset[str]:
    return frozenset(["", *words.split()])


_ENGLISH: Final = _endings(
    """
    s es ed e
    """
)
_FRENCH: Final = _endings(
    """
    e s es ent ee ees ation ations ature ement era eront
    """
)
_SPANISH: Final = _endings(
    """
    o a os as an en aron ado ada ados adas ar acion
    """
)
_GERMAN: Final = _endings(
    """
    e t en et te ten s es em
    """
)
_TURKISH: Final = _endings(
    """
    i u in un e a yi yu ye ya si su sini sunu sina sine sinda sinde ni nu na ne nda nde ndan nden da
    de ta te dan den tan ten ini unu ina ine inda inde unda unde indan inden nin nun daki deki taki
    teki inin unun sinin di du ti tu iyor uyor ildi uldu ndi ecek acak mesi masi isi usu isinde me
    ma mek mak dir dur tir tur
    """
)
_KURDISH: Final = _endings(
    """
    e a en an ek eke eki yek yeke ya ye yen yan i ine in
    """
)
_SORANI: Final = _endings(
    """
    ي ه هكه هكهي هكان هكاني ان اني يك يهك هيهك يهكي كان كاني كه كهي ێك ێكي يش هوه يه هيهكي ن ني يان
    ێ يي
    """
)
_PERSIAN: Final = _endings(
    """
    ي ها هاي هايي اي ان ه هاند ند د ش شان
    """
)
_SETS: Final = (_ENGLISH, _FRENCH, _SPANISH, _GERMAN, _KURDISH)


@lru_cache(maxsize=50_000)
def one_ending(one: str, other: str) -> bool:
    """Whether folded words are one word in two forms."""
    latin = one[0].isascii(), other[0].isascii()
    if latin[0] != latin[1] or one + "s" == other or other + "s" == one:
        return False  # one sailor is not sailors
    begin = _begin(one, other)
    if len(begin) < (_LEAST if latin[0] else _LEAST - 1):
        return False
    if not latin[0]:
        own = _SORANI if _sorani(one + other) else _PERSIAN if _persian(one + other) else None
        return own is not None and _in_one(one, other, begin, (own,), _LEAST - 1)
    return _in_one(one, other, begin, _SETS, _LEAST) or _in_one(
        one, other, begin, (_TURKISH,), _LEAST + 1
    )


def _begin(one: str, other: str) -> str:
    at = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        at += 1
    return one[:at]


def _in_one(one: str, other: str, begin: str, sets: tuple[frozenset[str], ...], least: int) -> bool:
    """Whether some cut leaves an ending of one set behind both words."""
    for at in range(len(begin), max(least, len(begin) - 2) - 1, -1):
        ends = {one[at:], other[at:]}
        if any(ends <= known for known in sets):
            return True
    return False


def _sorani(letters: str) -> bool:
    """Whether a letter says that it is Kurdish: ێ ۆ ڕ ڵ, or ه (ە) within."""
    return any(char in "ێۆڕڵڤ" for char in letters) or any(
        ending in letters for ending in ("هكه", "يهك", "هكان", "هوهي", "هوهك")
    )


def _persian(letters: str) -> bool:
    return any(char in "گپچژ" for char in letters)

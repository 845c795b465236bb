"""What the signs of the vowels tell apart, where both titles write them.

عُمان ≠ عمّان, العُماني ≠ العمّاني       a state and a capital
قَتل ≠ قُتل, عِلم ≠ عَلم                 another vowel on the same letter
عُمان = عمان                          one of them writes none: it may be either

Signs decide only when both write them. The last letter has the sign of its case, which is another with each
wording, so it is not looked at; nor are a doubling and a sukun, which most leave out: only Amman is told
from Oman by its doubling. Names of the signs: Unicode, Arabic block, U+064B to U+0652.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from streamer.text import fold

_SIGNS: Final = re.compile("[\u064e-\u0651]")
_WORD: Final = re.compile("[\u0620-\u0652\u0671]+")
_LETTER: Final = re.compile("([\u0620-\u063f\u0641-\u064a\u0671])([\u064b-\u0652]*)")
_VOWELS: Final = frozenset("\u064e\u064f\u0650")
_FATHA: Final = "\u064e"
_DAMMA: Final = "\u064f"
_SHADDA: Final = "\u0651"
_AMMAN_OR_OMAN: Final = re.compile("^[وفبلك]{0,2}(?:ال|لل)?عمان(?:ي|يه|يين|يون|يات)?$")
_CLITICS: Final = frozenset(
    before + article for before in ("", "و", "ف", "ب", "ل", "ك") for article in ("", "ال")
) | {"لل", "ولل"}


def signed(title: str) -> tuple[str, ...]:
    """The words of the title that have a sign of a vowel or of a doubling, as written."""
    if not _SIGNS.search(title):
        return ()
    return tuple(word for word in _WORD.findall(title) if _SIGNS.search(word))


def other_vowels(some: tuple[str, ...], others: tuple[str, ...]) -> str:
    """Why a word of `some` is none of `others`, though written with the same letters ("": nothing says so).
    Both as `signed` gives them."""
    for one in some:
        for other in others:
            if one != other and _is_another(one, other) and one not in others and other not in some:
                return f"vowels: {other} ≠ {one}"
    return ""


def _is_another(one: str, other: str) -> bool:
    bare, same = sorted((fold(one), fold(other)), key=len)
    if not (same.endswith(bare) and same.removesuffix(bare) in _CLITICS):
        return False
    if _AMMAN_OR_OMAN.match(same):
        return {_amman(one), _amman(other)} == {True, False}
    letters = zip(_from_the_end(one), _from_the_end(other), strict=False)
    next(letters, None)
    return any(now and was and now != was for now, was in letters)


def _from_the_end(word: str) -> Iterator[str]:
    """The vowel of each letter, or "", the last letter first."""
    for found in reversed(list(_LETTER.finditer(word))):
        yield next((sign for sign in found[2] if sign in _VOWELS), "")


def _amman(word: str) -> bool | None:
    """Whether its signs are those of Amman, not of Oman; None: they say neither."""
    signs = {found[1]: found[2] for found in _LETTER.finditer(word)}
    doubled = _SHADDA in signs.get("م", "")
    first = signs.get("ع", "")
    if doubled or _FATHA in first:
        return True
    return False if _DAMMA in first else None

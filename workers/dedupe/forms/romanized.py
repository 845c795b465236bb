"""Whether two words in Latin letters are one foreign name, written as two tongues or desks write it.

Qaddafi · Gadhafi          Rasheed · Rashid          Zelensky · Zelenskyy · Selenskyj
Ciwan · Civan              Hussein ≠ Hassan          Salman ≠ Suleiman

Only what is the same sound is made alike. Vowels stay apart otherwise, for Saleh is not Salah; and so do two
words of a list, which are no names.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from workers.dedupe.words import lexicon

_LEAST: Final = 5
"""Letters of the shorter one."""
_ALIKE: Final = (
    (re.compile("(yy|yj|ij|iy|y)$"), "i"),
    (re.compile("ou(?=[aei])"), "w"),
    (re.compile("ee|ie(?=.)"), "i"),
    (re.compile("oo|ou"), "u"),
    (re.compile("dh"), "d"),
    (re.compile("^q"), "k"),
    (re.compile("w"), "v"),
    (re.compile("^s(?=elensk)"), "z"),
    (re.compile(r"([b-df-hj-np-tv-z])\1"), r"\1"),
)


def one_name(one: str, other: str) -> bool:
    """Of folded words."""
    if min(len(one), len(other)) < _LEAST or not (one[0].isascii() and other[0].isascii()):
        return False
    if lexicon.known(one).phrases or lexicon.known(other).phrases:
        return False
    a, b = _sound(one), _sound(other)
    return a == b or ({a[0], b[0]} == {"k", "g"} and a[1:] == b[1:] and "q" in (one[0], other[0]))


@lru_cache(maxsize=4_000)
def _sound(word: str) -> str:
    for letters, alike in _ALIKE:
        word = letters.sub(alike, word)
    return word

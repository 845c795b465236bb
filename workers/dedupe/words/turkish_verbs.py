"""A Turkish verb as the lists have it, whatever ending a headline gives it.

devrilmesi, devrilen, devrildiğini        → devrildi
destekliyoruz, desteklediklerini          → destekledi

Only into a past that a list knows. What turns the meaning stays: a negation (vermedi, vermez), and what is
still to be done (yapılacak).
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

_WRITTEN: Final = """
    ma me masi mesi masini mesini masinda mesinde masina mesine masinin mesinin masiyla mesiyle an en yan yen
    anlar
    enler digi dugu tigi tugu digini dugunu tigini tugunu diklerini diklarini duklarini duklerini tiklerini
    tiklarini tuklarini tuklerini iyor uyor yor iyoruz uyoruz yoruz iyorum uyorum yorum iyorlar uyorlar
    yorlar mis mus mistir mustur misler muslar arak erek yarak yerek inca ince unca unce diler dilar dular
    duler tiler tilar tular tuler dik duk tik tuk
"""
_ENDINGS: Final = tuple(sorted(_WRITTEN.split(), key=len, reverse=True))
"""Folded."""
_PAST: Final = ("di", "du", "ti", "tu", "edi", "adi", "idi", "udi")
_VOWELS: Final = "aeiu"
_LEAST: Final = 6
"""Letters of a word that may be such a form."""
_STEM: Final = 2


def plain(word: str, known: Container[str]) -> str:
    """The past of a folded verb where `known` has it, else the word."""
    if len(word) < _LEAST or not word.endswith(_ENDINGS) or word in known:
        return word
    return next((past for past in _pasts(word) if past in known), word)


def _pasts(word: str) -> Iterator[str]:
    for ending in _ENDINGS:
        stem = word[: -len(ending)]
        if len(stem) >= _STEM and word.endswith(ending):
            for past in _PAST:
                if not (stem[-1] in _VOWELS and past[0] in _VOWELS):
                    yield stem + past

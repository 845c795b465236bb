"""Numbers that German and Italian write as one word, and Spanish the tens and hundreds that no list has.

zweitausend → 2000      dreiundzwanzig → 23      duemilacinquecento → 2500      veintiséis → 26

Short ones (zwei, due) are in numbers.toml; ein, un and uno are articles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

_GERMAN_ONES: Final = {
    "ein": 1, "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9, "zehn": 10, "elf": 11, "zwolf": 12, "dreizehn": 13, "vierzehn": 14, "funfzehn": 15,
    "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
_GERMAN_TENS: Final = {
    "zwanzig": 20, "dreissig": 30, "vierzig": 40, "funfzig": 50, "sechzig": 60, "siebzig": 70,
    "achtzig": 80, "neunzig": 90,
}  # fmt: skip
_ITALIAN_ONES: Final = {
    "uno": 1, "un": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8,
    "nove": 9, "dieci": 10, "undici": 11, "dodici": 12, "tredici": 13, "quattordici": 14, "quindici": 15,
    "sedici": 16, "diciassette": 17, "diciotto": 18, "diciannove": 19,
}  # fmt: skip
_ITALIAN_WHOLE_TENS: Final = {
    "venti": 20, "trenta": 30, "quaranta": 40, "cinquanta": 50, "sessanta": 60, "settanta": 70,
    "ottanta": 80, "novanta": 90,
}  # fmt: skip
_SPANISH: Final = {
    "veintiuno": 21, "veintiun": 21, "veintiuna": 21, "veintidos": 22, "veintitres": 23,
    "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26, "veintisiete": 27, "veintiocho": 28,
    "veintinueve": 29, "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19,
    "sesenta": 60, "doscientos": 200, "doscientas": 200, "trescientos": 300, "trescientas": 300,
    "cuatrocientos": 400, "cuatrocientas": 400, "quinientos": 500, "quinientas": 500,
    "seiscientos": 600, "seiscientas": 600, "setecientos": 700, "setecientas": 700,
    "ochocientos": 800, "ochocientas": 800, "novecientos": 900, "novecientas": 900,
}  # fmt: skip


def _any(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


class _Numerals(NamedTuple):
    """How a tongue writes a number as one word."""

    pattern: re.Pattern[str]
    """With the groups thousands, hundreds, tens, ones beside tens, and last, of what stands alone."""
    ones: Mapping[str, int]
    tens: Mapping[str, int]
    hundred: str
    thousand: str


_GERMAN: Final = _Numerals(
    re.compile(
        rf"(?:(?P<thousands>\w*?)tausend)?(?:(?P<hundreds>{_any([*_GERMAN_ONES])})?hundert)?(?:und)?"
        rf"(?:(?:(?P<ones>{_any([*_GERMAN_ONES])})und)?(?P<tens>{_any([*_GERMAN_TENS])})"
        rf"|(?P<last>{_any([*_GERMAN_ONES])}))?"
    ),
    _GERMAN_ONES, _GERMAN_TENS, "hundert", "tausend",
)  # fmt: skip
_ITALIAN_TENS: Final = {
    form: value for ten, value in _ITALIAN_WHOLE_TENS.items() for form in (ten, ten[:-1])
}
"""Ventuno has no i."""
_ITALIAN: Final = _Numerals(
    re.compile(
        rf"(?:(?P<thousands>\w*?)(?:mila|mille))?(?:(?P<hundreds>{_any([*_ITALIAN_ONES])})?cento)?"
        rf"(?:(?P<tens>{_any([*_ITALIAN_TENS])})(?P<ones>{_any([*_ITALIAN_ONES])})?"
        rf"|(?P<last>{_any([*_ITALIAN_ONES])}))?"
    ),
    _ITALIAN_ONES, _ITALIAN_TENS, "cento", "mila",
)  # fmt: skip
_GERMAN_SIGNS: Final = ("tausend", "hundert", "zig", "ssig")
"""One of them stands in every number that is asked for."""
_ALONE: Final = frozenset(["tausend", "hundert"])
"""They multiply what stands before them."""
_LONG: Final = 7


def in_digits(told: Sequence[str], tongue: str) -> Sequence[str]:
    """Folded words of a title, with such numbers in digits."""
    if tongue == "spanish":
        return [str(_SPANISH[word]) if word in _SPANISH else word for word in told]
    if tongue not in ("german", "italian"):
        return told
    read = _german if tongue == "german" else _italian
    return [str(read(word) or word) if len(word) >= _LONG else word for word in told]


def _german(word: str) -> int:
    if word in _ALONE or not any(sign in word for sign in _GERMAN_SIGNS):
        return 0
    return _value(word, _GERMAN)


def _italian(word: str) -> int:
    return _value(word, _ITALIAN)


def _value(word: str, its: _Numerals) -> int:
    """The number that a word is; 0: it is none."""
    found = its.pattern.fullmatch(word)
    if found is None:
        return 0
    thousands = 0
    if found["thousands"] is not None:
        thousands = _value(found["thousands"], its) if found["thousands"] else 1
        if not thousands:
            return 0
    hundreds = 0
    if its.hundred in word.rpartition(its.thousand)[2]:
        hundreds = 100 * its.ones.get(found["hundreds"] or "", 1)
    tens = its.tens.get(found["tens"] or "", 0)
    ones = its.ones.get(found["ones"] or "", 0) + its.ones.get(found["last"] or "", 0)
    return thousands * 1000 + hundreds + tens + ones

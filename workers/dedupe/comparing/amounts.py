"""By how much something changes, to what, and from what: one number may say each.

خفض الإنتاج بـ200 ألف برميل  ≠  خفض الإنتاج إلى 200 ألف برميل
ارتفاع الضريبة إلى 15 بالمئة  ≠  ارتفاع الضريبة من 15 بالمئة
تراجع بأكثر من 3 بالمئة       =  تراجع بنسبة تتجاوز 3 بالمئة       a «from» of a comparison is none
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import lexicon
from workers.dedupe.words.kinds import CONCEPT, NUMBER
from workers.dedupe.words.lists import folded_words

_CHANGE: Final = frozenset(
    CONCEPT + deed for deed in ("rise", "fall", "raise", "lower", "extend_", "shrink_", "double_")
)
_BY: Final = folded_words(
    "ب بنسبة بمقدار بواقع بقيمة بنحو بحوالي بقرابة بزهاء بمعدل بما بفارق بحدود بأكثر بأقل بأزيد بمبلغ"
)
_TO: Final = folded_words(
    "إلى ل لنحو لحوالي لقرابة ليبلغ لتبلغ ليصل لتصل ليسجل لتسجل عند لمستوى لحدود لأكثر لأقل مسجلا مسجلة بالغا"
)
_FROM: Final = "من"
_THAN: Final = frozenset([_FROM, "عن", "علي"])
_DEGREES: Final = folded_words(
    "أكثر أقل أزيد أعلى أدنى بأكثر بأقل بأزيد لأكثر لأقل يزيد تزيد يقل تقل قريبا قريب قريبة"
)
_PASSED: Final = folded_words(
    "نحو حوالي قرابة زهاء مستوى مستويات حدود حاجز عتبة مبلغ يقارب تقارب ما يزيد تزيد أكثر أقل أزيد نسبة"
    " مقدار قيمة رقم سعر"
)
_FAR: Final = 5
"""Words before the number."""
_HALF: Final = NUMBER + "50"
"""Per cent, by which what falls falls to the same."""
_PERCENT: Final = CONCEPT + "percent"


def other_amount(later: Reading, earlier: Reading) -> str:
    """Why a number that both tell is by how much in one, and to or from what in the other ("": none is)."""
    if not (later.counts and earlier.counts) or later.tongue or earlier.tongue:
        return ""
    if _CHANGE.isdisjoint(later.told & earlier.told):
        return ""
    now, before = _ways(later), _ways(earlier)
    for unit, how in now.items():
        was = before.get(unit, how)
        if how.isdisjoint(was) and not (unit == _HALF and _FROM not in how | was):
            return f"number: {min(was)} {unit[1:]} ≠ {min(how)} {unit[1:]}"
    return ""


def _ways(reading: Reading) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for part in reading.parts:
        if part.kind == NUMBER and (way := _way(part, reading)):
            found.setdefault(part.unit, set()).add(way)
    return found


def _way(part: Part, reading: Reading) -> str:
    """What the words before a number make of it, or ""."""
    words = reading.words
    clitic = lexicon.known(words[part.at]).clitic
    if clitic in ("ب", "ل"):
        return "by" if clitic == "ب" else "to"
    at = part.at - 1
    while at >= max(0, part.at - _FAR):
        word = words[at]
        if word in _THAN and at and words[at - 1] in _DEGREES:
            at -= 1
            word = words[at]
        elif word == _FROM:
            return _FROM
        if word in _BY:
            return "by"
        if word in _TO:
            return "to"
        if word not in _PASSED and word not in _DEGREES:
            break
        at -= 1
    behind = reading.begins.get(part.end)
    if at == part.at - 1 and behind is not None and behind.unit == _PERCENT:
        return "by"
    return ""

"""By how much something changes, to what, and from what: one number may say each.

خفض الإنتاج بـ200 ألف برميل  ≠  خفض الإنتاج إلى 200 ألف برميل
ارتفاع الضريبة إلى 15 بالمئة  ≠  ارتفاع الضريبة من 15 بالمئة
خفض الأسعار إلى 500           ≠  خفض الأسعار 500
la inflación sube al 3 %      ≠  la inflación sube un 3 %
تراجع بأكثر من 3 بالمئة       =  تراجع بنسبة تتجاوز 3 بالمئة       a «from» of a comparison is none
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from workers.dedupe.order.sides_of_it import FROM, TO
from workers.dedupe.reading.neighbours import right_before, right_behind
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import lexicon
from workers.dedupe.words.kinds import CONCEPT, NUMBER
from workers.dedupe.words.lists import folded_words
from workers.dedupe.words.numbers import TOLL

_RISES: Final = frozenset(CONCEPT + deed for deed in ("raise", "lower", "rise", "fall", "extend_"))
_CHANGE: Final = _RISES | {CONCEPT + deed for deed in ("shrink_", "double_")}
_SIGNS: Final = {
    "by": re.compile(r"\b(?:by|بنسبه|بمقدار|بواقع|ب|um) (\d[\d.]*)"),
    "to": re.compile(r"\b(?:to|الي|auf|on|hasta) (\d[\d.]*)"),
}
_BY: Final = folded_words(
    "ب بنسبة بمقدار بواقع بقيمة بنحو بحوالي بقرابة بزهاء بمعدل بما بفارق بحدود بأكثر بأقل بأزيد بمبلغ"
)
_TO: Final = folded_words(
    "إلى ل لنحو لحوالي لقرابة ليبلغ لتبلغ ليصل لتصل ليسجل لتسجل عند لمستوى لحدود لأكثر لأقل مسجلا مسجلة بالغا"
)
_TO_IT: Final = folded_words("a al au to on hasta para até for")
_TO_IN_ENGLISH: Final = frozenset(["to", "on"])
_BY_IT: Final = frozenset(["the", "of", "de", "by", "um"])
"""Of European tongues, as they are read in English: «un» is «the», «di» is «of»."""
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
_HALF: Final = "50"
"""Per cent, by which what falls falls to the same."""
_PERCENT: Final = CONCEPT + "percent"
_TO_THAT: Final = "الي"
_REACHES: Final = folded_words(
    "إلى يبلغ تبلغ ليبلغ لتبلغ بلغ بلغت عند مسجلا مسجلة ليسجل لتسجل يسجل تسجل"
)


def other_amount(later: Reading, earlier: Reading) -> str:
    """Why a number that both tell is by how much in one, and to or from what in the other ("": none is)."""
    if not (later.counts and earlier.counts):
        return ""
    if why := _signed(later, earlier):  # whatever word says that it changes
        return why
    both = later.told & earlier.told
    if not _CHANGE.isdisjoint(both) and (why := _another_way(later, earlier)):
        return why
    if _RISES.isdisjoint(both):
        return ""
    return (
        _from_or_to(later, earlier)
        or _only_to(later, earlier)
        or _only_to(earlier, later)
        or _by_or_to(later, earlier)
    )


def _signed(later: Reading, earlier: Reading) -> str:
    """Whether by how much it changes in one title is to what in the other."""
    found = [
        {what: set(sign.findall(" ".join(one.words))) for what, sign in _SIGNS.items()}
        for one in (later, earlier)
    ]
    for one, other in (found, found[::-1]):
        if wrong := (one["by"] & other["to"]) - one["to"] - other["by"] - {_HALF}:
            return f"number: by {min(wrong)} ≠ to {min(wrong)}"
    return ""


def _another_way(later: Reading, earlier: Reading) -> str:
    """The same of Arabic, whichever of many words says it, and whether it is from what in one."""
    if later.tongue or earlier.tongue:
        return ""
    now, before = _ways(later), _ways(earlier)
    for unit, how in now.items():
        was = before.get(unit, how)
        if how.isdisjoint(was) and not (unit[1:] == _HALF and _FROM not in how | was):
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


def _from_or_to(later: Reading, earlier: Reading) -> str:
    """Whether what changes to a number in one title changes from it in the other, in any tongue."""
    was = {part.unit: part.joint for part in earlier.parts if part.kind == NUMBER}
    for part in later.parts:
        joint = was.get(part.unit, "") if part.kind == NUMBER else ""
        if (part.joint in TO and joint in FROM) or (part.joint in FROM and joint in TO):
            return f"number: {joint} {part.unit[1:]} ≠ {part.joint} {part.unit[1:]}"
    return ""


def _by_or_to(later: Reading, earlier: Reading) -> str:
    """The same of European tongues: sube al 3 %, sube un 3 %; sale del 3 %, sale al 3 %."""
    if not (later.tongue and earlier.tongue):
        return ""
    was = dict(_ways_of_europe(earlier))
    for unit, how in _ways_of_europe(later):
        if unit[1:] != _HALF and was.get(unit, how) != how:
            return f"number: {was[unit]} {unit[1:]} ≠ {how} {unit[1:]}"
    return ""


def _ways_of_europe(reading: Reading) -> Iterator[tuple[str, str]]:
    """Each number that something changes to or by, with which of the two."""
    goes = _TO_IN_ENGLISH if reading.tongue == "english" else _TO_IT
    for part in reading.parts:
        if part.kind != NUMBER or not part.at:
            continue
        before = reading.words[max(0, part.at - 2) : part.at]
        sides = right_before, right_behind
        deed = sides[reading.tongue == "turkish"](part, reading)
        if not goes.isdisjoint(before[-1:] if before[-1] != "the" else before):
            yield part.unit, "to"
        elif before[-1] in _BY_IT or (deed is not None and deed.unit in _RISES):
            yield part.unit, "by"


def _only_to(one: Reading, other: Reading) -> str:
    """Whether what changes to a number in `one` changes by it in `other`, which says no word for it."""
    if one.tongue or any(count.of in TOLL for count in one.counts):
        return ""
    for part in one.parts:
        if part.kind != NUMBER or part.joint != _TO_THAT:
            continue
        there = next((it for it in other.parts if it.unit == part.unit), None)
        if there is None or there.joint or (there.at and other.words[there.at - 1] in _REACHES):
            continue
        before = right_before(there, other)
        if before is not None and before.unit not in _RISES:
            return f"number: to {part.unit[1:]} ≠ by it"
    return ""

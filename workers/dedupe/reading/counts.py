"""Numbers, in digits or words, with what they count.

مقتل خمسة وعشرين شخصا   25 killed     what befell them stands before the number, else behind it
10 جرحى                10 wounded    the noun says it
شخصين                  2             the dual says number and noun in one word
5 آذار · عام 2019       a date, no number
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streamer import text
from workers.dedupe.reading.fractions import FRACTIONS, accusatives, fractions, twice
from workers.dedupe.reading.no_counts import YEARS, is_day, is_ordinal, is_year
from workers.dedupe.reading.parts import Count, Part
from workers.dedupe.words import lexicon, numbers, stemming
from workers.dedupe.words.kinds import (
    CONCEPT,
    DUAL,
    NATION,
    NUMBER,
    ORDINAL,
    SOFT,
    TIMES,
    VALUE,
    WORD,
    YEAR,
)

_NUMERIC: Final = (VALUE, TIMES, DUAL)
_NEAR: Final = 4
"""How many parts away what befell those who are counted may stand."""
_UP_TO: Final = frozenset(["الي", "ل", "to"])
_RISE: Final = CONCEPT + "rise"
_SCALE: Final = 1000.0
_STRENGTH: Final = CONCEPT + "strength"
_STRIKES: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "attack", "bomb", "blast", "blast_many", "shoot", "launch", "clash", "drone", "rocket",
    )
)  # fmt: skip
"""What harms people, and is none of them."""
_DEADLY: Final = _STRIKES | {
    CONCEPT + event
    for event in ("fire", "crash", "accident", "quake", "flood", "storm", "collapse", "drown")
}
"""Of what a toll is a number of victims."""


def counted(
    parts: Sequence[Part], words: Sequence[str], breaks: frozenset[int] = frozenset()
) -> tuple[list[Part], tuple[Count, ...]]:
    """The parts with each number as one part, and the numbers with what they count."""
    if not any(part.kind in _NUMERIC for part in parts) and FRACTIONS.keys().isdisjoint(words):
        return list(parts), ()
    parts = fractions(accusatives(_plurals(parts), words), words)
    joined: list[Part] = []
    counts: list[Count] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        if part.kind == ORDINAL and (tens := _tens(parts, at)):
            joined.append(part._replace(unit=f"{ORDINAL}{int(part.unit[1:]) + tens}", size=2))
            at += 2
        elif part.kind not in _NUMERIC:
            joined.append(part)
            at += 1
        elif is_year(parts, at, words, breaks):
            if joined and joined[-1].end == part.at and words[joined[-1].at] in YEARS:
                joined[-1] = joined[-1]._replace(kind=SOFT)
            joined.append(part._replace(unit=YEAR + part.unit[1:], kind=YEAR))
            at += 1
        else:
            value, end = (float(part.unit[1:]), at + 1) if part.kind == DUAL else _value(parts, at)
            if is_day(parts, at, end):
                joined.append(Part(f"{YEAR}day{value:g}", YEAR, part.joint, part.at, 1))
            else:
                of = _of(parts, at, end, words)
                if of == "hours" and value >= _TWO_DAYS and value % _DAY == 0:
                    value, of = value / _DAY, "days"  # 72 ساعة
                    parts = _in(parts, end, "days", ("hours", "weeks"))
                if (of, value) in _AS_ONE and (noun := _behind(parts, end, words)) is not None:
                    unit = CONCEPT + _AS_ONE[of, value]  # سبعة أيام
                    joined.append(Part(unit, CONCEPT, part.joint, part.at, noun.end - part.at))
                    at = end + 1
                    continue
                if of == "weeks" and value > 1:
                    value, of = value * _WEEK, "days"
                    parts = _in(parts, end, "days", ("hours", "weeks"))
                if of == "months" and value > _YEAR_MONTHS and value % _HALF_YEAR == 0:
                    value, of = value / _YEAR_MONTHS, "years"  # 18 شهرا
                    parts = _in(parts, end, "years", ("months",))
                if of == "months" and value == _YEAR_MONTHS and _behind(parts, end, words):
                    year = part._replace(unit=_A_YEAR, kind=WORD)  # 12 شهرا
                    joined.append(year._replace(size=parts[end].end - part.at))
                    at = end + 1
                    continue
                if of == _BASIS_POINT:
                    value, of = value / _POINTS, "percent"
                    parts = _in(parts, end, "percent", ("basis_point",))
                if is_ordinal(parts, at, end, words):
                    joined.append(Part(f"{ORDINAL}{value:g}", ORDINAL, part.joint, part.at, 1))
                    at = end
                    continue
                counts.append(Count(value, of))
                size = parts[end - 1].end - part.at
                joined.append(Part(f"{NUMBER}{value:g}", NUMBER, part.joint, part.at, size, of))
                if part.kind == DUAL:
                    joined.append(_noun(part))
            at = end
    return joined, tuple(counts)


_AS_ONE: Final[dict[tuple[str, float], str]] = {("days", 7): "weeks", ("days", 30): "months"}
"""How many of what is told as one of the next: أسبوعا, شهرا."""
_DAY: Final = 24
_TWO_DAYS: Final = 48
_WEEK: Final = 7
_YEAR_MONTHS: Final = 12
_HALF_YEAR: Final = 6
_POINTS: Final = 100
_BASIS_POINT: Final = CONCEPT + "basis_point"
_A_YEAR: Final = "عام"
_FEW: Final = range(3, 11)
"""Of so many Arabic has the plural, which in the genitive ends as the dual does."""


def _plurals(parts: Sequence[Part]) -> Sequence[Part]:
    """With what looks like a dual right behind a number as its noun: ثلاثة شرطيين are no two."""
    return [
        _noun(part)
        if part.kind == DUAL
        and at
        and parts[at - 1].kind == VALUE
        and parts[at - 1].end == part.at
        and not part.joint
        and float(parts[at - 1].unit[1:]) in _FEW
        else part
        for at, part in enumerate(parts)
    ]


def _in(parts: Sequence[Part], at: int, of: str, units: tuple[str, ...]) -> Sequence[Part]:
    """With the noun at `at`, of one of the units, as another: hours or weeks as days."""
    noun = parts[at] if at < len(parts) else None
    if noun is None or noun.unit[1:] not in units:
        return parts
    return [*parts[:at], noun._replace(unit=CONCEPT + of, counted=of), *parts[at + 1 :]]


def _tens(parts: Sequence[Part], at: int) -> int:
    """What a number of tens adds to the ordinal before it: الرابعة والثلاثون; 0: none does."""
    after = parts[at + 1] if at + 1 < len(parts) else None
    if after is None or after.kind != VALUE or after.joint != "و" or after.at != parts[at].end:
        return 0
    return int(float(after.unit[1:])) if parts[at].unit[1:].isdigit() else 0


def _value(parts: Sequence[Part], at: int) -> tuple[float, int]:
    """The number that begins at part `at`, and the part behind it: خمسة وعشرين ألفا is one number."""
    total, current, seen = 0.0, 0.0, False
    while at < len(parts) and parts[at].kind in (VALUE, TIMES):
        part, value = parts[at], float(parts[at].unit[1:])
        if part.kind == TIMES:
            if value >= _SCALE:
                total, current = total + (current or 1.0) * value, 0.0
            else:
                current = (current or 1.0) * value
        elif twice(part) and not seen and not _multiplied(parts, at):
            total += value  # مليونين و500 ألف
        elif not seen or part.joint == "و" or (current >= 20 and value < 10 and current % 10 == 0):
            current += value
        else:
            break
        seen = True
        at += 1
        if at < len(parts) and parts[at].at != parts[at - 1].end:
            break  # something stands between them
    return total + current, at


def _multiplied(parts: Sequence[Part], at: int) -> bool:
    """Whether what stands right behind the number multiplies it: ألفي مليار."""
    after = parts[at + 1] if at + 1 < len(parts) else None
    return after is not None and after.kind == TIMES and after.joint != "و"


def _noun(part: Part) -> Part:
    """The noun of which a dual says two."""
    folded = text.fold(part.counted)
    sense = next(lexicon.senses(folded), None)
    if sense is None:
        return Part(lexicon.known(folded).stem, WORD, part.joint, part.at, part.size)
    return Part(sense.unit, sense.kind, part.joint, part.at, part.size, sense.counted)


def _of(parts: Sequence[Part], at: int, end: int, words: Sequence[str]) -> str:
    """What the number in parts `at` to `end` counts."""
    if parts[at].kind == DUAL:
        noun: Part | None = _noun(parts[at])
    else:
        noun = _behind(parts, end, words)
    said = ""
    if noun is not None:
        said = noun.counted or numbers.BEFELL.get(noun.unit, "")
    if said and said != "anybody":
        return said
    if noun is not None and noun.unit in _STRIKES:
        return stemming.kin(noun.unit)  # مقتل جندي في 3 هجمات
    if at and parts[at - 1].unit == _STRENGTH and not said:
        return stemming.kin(_STRENGTH)  # زلزال بقوة 6.2 … ومقتل 200
    befell = _befell(parts, at, end, words)
    if befell or said:
        return befell or said
    if noun is not None and noun.kind in (WORD, SOFT, CONCEPT, NATION):
        return stemming.kin(noun.unit)
    return stemming.kin(parts[at - 1].unit) if at else ""


def _behind(parts: Sequence[Part], end: int, words: Sequence[str]) -> Part | None:
    """The noun behind a number, with at most من between them; what is joined by و is not counted."""
    noun = parts[end] if end < len(parts) else None
    if noun is None or noun.joint not in ("", "من", "of", "de"):
        return None
    word = words[noun.at]
    return None if word[0] == "و" and "و" in lexicon.known(word).clitic else noun


def _befell(parts: Sequence[Part], at: int, end: int, words: Sequence[str]) -> str:
    """What happened to those who are counted: the nearest such concept, before rather than behind."""
    rises = parts[at].joint in _UP_TO and any(part.unit == _RISE for part in parts[:at])
    begin = 0 if rises else max(0, at - _NEAR)  # ارتفاع عدد المصابين بانفجار أنبوب غاز إلى 11
    for near in (reversed(parts[begin:at]), iter(parts[end : end + _NEAR])):
        for part in near:
            if part.unit in numbers.BEFELL:
                return numbers.BEFELL[part.unit]
            if part.kind in _NUMERIC:
                break
    return _risen(parts[:at], words) if rises else ""


def _risen(parts: Sequence[Part], words: Sequence[str]) -> str:
    """What a toll is of: ارتفاع ضحايا الحادث, حصيلة الحريق; "": what rises is no toll."""
    of = next((part.counted for part in parts if part.counted in numbers.TOLL), "")
    deadly = any(part.unit in _DEADLY for part in parts)
    return of or ("victims" if deadly and not numbers.TOLLS.isdisjoint(words) else "")

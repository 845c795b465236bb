"""One of those who are hurt, or several, where no number says it: facts of one story, and no repeat.

إصابة طالبة ≠ إصابة طالبات          one or several
إعدام أحد السجناء ≠ إعدام السجين       one of them, or the one that is known
وفاة أحد جريحي حادث ≠ وفاة جريحي حادث     one of them or all
مقتل 5 من عائلة واحدة ≠ مقتل 5 عائلات     of one, or so many of it
مقتل 7 من فصيل ≠ مقتل 7 من فصيلين        of one, or of two

Asked of titles that else tell the same.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, numbers
from workers.dedupe.words.kinds import MANY, NUMBER
from workers.dedupe.words.lists import folded_words

_ONE_OF: Final = folded_words("أحد إحدى بعض")
_SINGLE: Final = {
    "طالب": "طلاب", "عامل": "عمال", "طفل": "اطفال", "جندي": "جنود", "شاب": "شبان", "شخص": "اشخاص",
    "عنصر": "عناصر", "امراه": "نسا", "رجل": "رجال", "طبيب": "اطبا", "ضابط": "ضباط", "راكب": "ركاب",
    "تاجر": "تجار", "فتاه": "فتيات", "سجين": "سجنا", "اسير": "اسري",
}  # fmt: skip
"""Folded: those of whom several are no word with an ending more."""
_SINGLY: Final = folded_words("واحد واحدة")
_THE: Final = ("ال", "بال", "لل")
_TWO: Final = ("ين", "ان")
_MEN: Final = ("ين", "ون", "ان")
_WOMEN: Final = ("ات", "تين", "تان")


def how_many(later: Reading, earlier: Reading) -> tuple[Part, ...]:
    """The parts of `later` that say another number of them than `earlier` ((): they say the same)."""
    now, before = _befallen(later), _befallen(earlier)
    for word, part in now.items():
        if word in before:
            continue
        if any(_several(word, was) or _several(was, word) for was in before if was not in now):
            return (part,)
    families = (
        _all_of_one(later, earlier)
        or _all_of_one(earlier, later)
        or _of_two(later, earlier)
        or _of_two(earlier, later)
    )
    if families:
        return tuple(part for part in later.parts if part.unit in families)
    if units := (
        _singled_out(later, earlier)
        or _singled_out(earlier, later)
        or _the_one(later, earlier)
        or _the_one(earlier, later)
    ):
        return tuple(part for part in later.parts if part.unit in units)
    of = _one_of(later, earlier) or _one_of(earlier, later)
    return tuple(part for part in later.parts if later.words[part.at] == of)


def _befallen(reading: Reading) -> dict[str, Part]:
    """Who stands right behind what befell them: the word without its article → the part."""
    return {
        reading.words[after.at].removeprefix("ال"): after
        for part, after in pairwise(reading.parts)
        if part.unit in numbers.BEFELL and after.at == part.end and not after.joint
    }


def _several(one: str, many: str) -> bool:
    if one.endswith("ه") and many in {one[:-1] + ending for ending in _WOMEN}:
        return True
    return _SINGLE.get(one) == many or many in {one + ending for ending in _MEN}


def _all_of_one(one: Reading, other: Reading) -> tuple[str, ...]:
    """What those who are counted in `one` all are of, one and several of it, where `other` counts
    several ((): nothing)."""
    for part, single in pairwise(one.parts):
        if part.joint != "من" or one.words[single.at] not in _SINGLY or single.at != part.end:
            continue
        units = (part.unit, part.unit.removesuffix("_") + MANY)
        for number, many in pairwise(other.parts):
            counted = number.kind == NUMBER and not many.joint and many.at == number.end
            word = other.words[many.at]
            if many.unit in units and (counted or word.endswith((*_MEN, *_WOMEN))):
                return units
    return ()


def _singled_out(one: Reading, other: Reading) -> set[str]:
    """What `one` tells of one of several, where `other` tells of several; those too."""
    if _ONE_OF.isdisjoint(one.words):
        return set()
    singled = {
        part.unit for part in one.parts if part.at and one.words[part.at - 1] in _ONE_OF
    } & concepts.SEVERAL.keys()
    return next(
        (
            {unit, concepts.SEVERAL[unit]}
            for unit in sorted(singled)
            if concepts.SEVERAL[unit] in other.told
        ),
        set(),
    )


def _the_one(one: Reading, other: Reading) -> set[str]:
    """Whom `one` tells of as one of several, and `other`, with an article, as the one that is known."""
    if _ONE_OF.isdisjoint(one.words) or not _ONE_OF.isdisjoint(other.words):
        return set()
    known = {part.unit for part in other.parts if other.words[part.at].startswith(_THE)}
    return known & {
        part.unit for part in one.parts if part.at and one.words[part.at - 1] in _ONE_OF
    }


def _of_two(one: Reading, other: Reading) -> tuple[str, ...]:
    """Of what those who are counted in `one` are, and of two or several of which in `other` ((): of
    nothing): 7 من فصيل, 7 من فصيلين."""
    mine, its = _of_what(one), _of_what(other)
    return next(
        (
            (part.unit, several.unit)
            for word, part in mine.items()
            for many, several in its.items()
            if many
            in {word.removesuffix("ه") + ("ت" if word[-1] == "ه" else "") + end for end in _TWO}
        ),
        (),
    )


def _of_what(reading: Reading) -> dict[str, Part]:
    """The words of what those are who are counted: 7 من فصيلين."""
    return {
        reading.words[part.at].removeprefix("ال"): part
        for number, part in pairwise(reading.parts)
        if number.kind == NUMBER and part.joint == "من"
    }


def _one_of(one: Reading, other: Reading) -> str:
    """Of whom `one` tells of one of them, and `other`, in the same word, of all ("": of nobody)."""
    if _ONE_OF.isdisjoint(one.words) or not _ONE_OF.isdisjoint(other.words):
        return ""
    pairs = pairwise(one.words)
    return next((of for word, of in pairs if word in _ONE_OF and of in other.words), "")

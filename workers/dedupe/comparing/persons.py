"""Who it is: offices, what they are of, and what makes another person of one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from streamer.text import stems
from workers.dedupe.forms.spellings import one_word
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, offices, rarity
from workers.dedupe.words.kinds import MODIFIER, NATION, OFFICE, PLACE, SOFT, WORD
from workers.dedupe.words.remembered import remembered

_SURNAME: Final = 0.6
_NAME: Final = 0.7
"""Weight of a word from which on it is more likely a name than not."""
_DEFINITE: Final = ("ال", "وال", "بال", "لل")
_FULL: Final = (2, 3)
"""Words of a full name."""
_TWO: Final = "ين"
_ENDINGS: Final = (
    ("", ""),
    ("ه", ""),
    ("ته", ""),
    ("ين", _TWO),
    ("ان", _TWO),
    ("تين", _TWO),
    ("تان", _TWO),
)
"""Endings of one and of two, and what marks the noun of two."""


def persons(later: Reading, earlier: Reading, adds: Sequence[Part], drops: Sequence[Part]) -> str:
    """Another office in the place of one; a deputy or a former one is another person."""
    now, before = _portfolio(later), _portfolio(earlier)
    one_office = now[0] != "" and now[0] == before[0]
    if one_office and now[1] not in earlier.told and before[1] not in later.told:
        return f"office: of {before[1]} ≠ of {now[1]}"
    for unit, word in _kin(later).items():
        was = _kin(earlier).get(unit, word)
        if word.endswith("ته") != was.endswith("ته"):
            return f"person: {was} ≠ {word}"
    if told := _women(later, earlier) or _first_names(later, earlier):
        return told
    if told := _like_him(later, earlier) or _like_him(earlier, later):
        return told
    if _full_name(adds) and _full_name(drops):
        return f"person: {_written(earlier, drops)} ≠ {_written(later, adds)}"
    for kind, name in ((OFFICE, "office"), (MODIFIER, "person")):
        one = next((part for part in adds if part.kind == kind), None)
        two = next((part for part in drops if part.kind == kind), None)
        if one and two:
            return f"{name}: {two.unit[1:]} ≠ {one.unit[1:]}"
    for parts, whole in ((adds, later.parts), (drops, earlier.parts)):
        for part in parts:
            if part.kind == MODIFIER and (_of_an_office(part, whole) or _relative(part, whole)):
                return f"person: one says {part.unit[1:]}"
    return ""


def _like_him(one: Reading, other: Reading) -> str:
    """Whether `one` tells of his like of a people, and `other` of one of theirs who holds another office:
    يستقبل نظيره الإيراني, يستقبل السفير الإيراني."""
    if (
        offices.LIKE_HIM.isdisjoint(one.words)
        or OFFICE not in one.kinds
        or OFFICE not in other.kinds
    ):
        return ""
    his = next(part.unit for part in one.parts if part.kind == OFFICE)
    theirs = {
        after.unit
        for part, after in pairwise(one.parts)
        if after.kind == NATION and one.words[after.at - 1] in offices.LIKE_HIM
    }
    for part, after in pairwise(other.parts):
        if (
            part.kind == OFFICE
            and part.unit != his
            and after.unit in theirs
            and after.at == part.end
        ):
            return f"office: his like ≠ {part.unit[1:]}"
    return ""


def _full_name(parts: Sequence[Part]) -> bool:
    """Whether all that one title tells and the other does not is two or three words that may be a person's
    name: المحكمة تبرئ [حيدر العبادي]."""
    if len(parts) not in _FULL or not any(map(rare, parts)):
        return False
    if any(part.kind != WORD or part.joint or acts(part) for part in parts):
        return False
    return all(one.end == after.at for one, after in pairwise(parts))


def _written(reading: Reading, parts: Sequence[Part]) -> str:
    return " ".join(reading.words[parts[0].at : parts[-1].end])


def _first_names(later: Reading, earlier: Reading) -> str:
    """Whether before one surname each has another name: محسن الربيعي, جبار الربيعي."""
    now = _before_surnames(later)
    before = _before_surnames(earlier) if now else {}
    for surname in [one for one in now if one in before]:
        name, was = now[surname], before[surname]
        known = (
            name in earlier.told
            or was in later.told
            or one_word(name, was)
            or was in concepts.ALIKE.get(name, ())  # قبر الجواهري, ضريح الجواهري
        )
        if name != was and not known:
            return f"person: {was} {surname} ≠ {name} {surname}"
    return ""


def _before_surnames(reading: Reading) -> dict[str, str]:
    """Arabic surname, with an article and as an adjective → the name right before it, where it has none."""
    found: dict[str, str] = {}
    for one, after in pairwise(reading.parts):
        word, surname = reading.words[one.at], reading.words[after.at]
        names = one.kind == WORD == after.kind and one.end == after.at and not after.joint
        if not names or not (surname.startswith("ال") and surname.endswith("ي")):
            continue
        if rarity.weight(after.unit) >= _SURNAME and not (word.startswith("ال") or acts(one)):
            found.setdefault(after.unit, one.unit)
    return found


def _women(later: Reading, earlier: Reading) -> str:
    """Whether one tells of a man and the other, at the same word, of a woman: طالب, طالبة; صديقه, صديقته."""
    now = _sexes(later.words)
    before = _sexes(earlier.words) if now else {}
    for noun in [one for one in now if one in before]:
        if now[noun].isdisjoint(before[noun]):
            return f"person: {noun}, of a man and of a woman"
    return ""


_WEAK: Final = frozenset(["محام", "محاميا", "قاض", "قاضيا"])
"""A lawyer, a judge, as grammar has him."""
_SHORT: Final = 3
"""Letters of what is no accusative of a person: جدا, عما."""
_SAYS_WHO: Final = frozenset(["بحسب", "حسب", "وفق", "لسان", "يقول"])
_EITHER: Final = ("مدربه", "سباحه")
"""Of a club, and swimming, far more often than a woman."""


def _sexes(words: Sequence[str]) -> dict[str, set[str]]:
    """Noun of offices.PERSONS → how it stands in the title: "" of a man, ه (a woman, or a man of somebody) or
    ته (a woman of somebody); their duals by themselves, for طفلين may be a boy and a girl, طفلتين never."""
    found: dict[str, set[str]] = {}
    before = ""
    for at, word in enumerate(words):
        for noun, ending in _sex(word):
            his = ending == "ه" and not word.startswith(_DEFINITE)
            if his and (
                before in _SAYS_WHO or not offices.GIVEN.isdisjoint(words[at + 1 : at + 2])
            ):
                found.setdefault(noun, set()).add("")  # حارسه محمد عواد, بحسب محاميه
            if two_of_them(before) and two_of_them(word):
                continue  # فصيلين مسلحين, مجموعتين مسلحتين
            if not (noun[-1] == "ي" and word.startswith("ال") and before.startswith(_DEFINITE)):
                found.setdefault(noun, set()).add(ending)  # else an adjective: العملية السياسية
        before = word
    return found


def two_of_them(word: str) -> bool:
    """Whether it may be a dual by its ending; يين is of many of a people: عراقيين."""
    return word.endswith(_DUALS) and not word.endswith("يين")


_DUALS: Final = ("ين", "ان")


@remembered(40_000)
def _sex(word: str) -> tuple[tuple[str, str], ...]:
    """The same of one word: hardly any has it."""
    if word[0].isascii():
        return ()
    if word.endswith(_EITHER):
        noun = next(one for one in _EITHER if word.endswith(one))[:-1]
        return ((noun, ""), (noun, "ه"))
    if (man := word.removeprefix("و").removeprefix("ال")) in _WEAK:
        return ((man.removesuffix("يا") + "ي", ""),)
    if word.endswith("ا") and len(man) > _SHORT and man[:-1] in offices.PERSONS:
        return ((man[:-1], ""),)  # اعتقال صحفيا
    return tuple(
        (noun + two, ending.replace("ان", "ين"))
        for form in stems(word)
        for ending, two in _ENDINGS
        if form.endswith(ending) and (noun := form.removesuffix(ending)) in offices.PERSONS
    )


def _kin(reading: Reading) -> dict[str, str]:
    """The words of kin that say whose: شقيقه is not شقيقته."""
    return {
        part.unit: reading.words[part.at]
        for part in reading.parts
        if part.kind == MODIFIER and reading.words[part.at][-1] == "ه"
    }


def _portfolio(reading: Reading) -> tuple[str, str]:
    """The first office that has a portfolio, and what it is; ("", "") where none has."""
    for part, after in pairwise(reading.parts):
        if part.kind == OFFICE and after.unit in offices.PORTFOLIOS and not after.joint:
            return part.unit, after.unit
    return "", ""


def _relative(part: Part, whole: Sequence[Part]) -> bool:
    """Whether it makes another person of the name behind it: شقيق ميسي."""
    after = next((one for one in whole if one.at >= part.end and one.kind != SOFT), None)
    return part.unit in offices.DEPUTIES and after is not None and rare(after) and not after.joint


def _of_an_office(part: Part, whole: Sequence[Part]) -> bool:
    at = whole.index(part)
    return any(one.kind == OFFICE for one in whole[max(0, at - 2) : at + 2])


def rare(part: Part) -> bool:
    """Whether it is a place, a leader, or a word so rare that it may be a name."""
    if part.unit[:1] == PLACE or part.unit in concepts.LEADERS:
        return True
    return part.kind == WORD and rarity.weight(part.unit) >= _NAME

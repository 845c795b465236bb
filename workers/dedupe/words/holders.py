"""Who is meant by a name alone or by an office alone, and where a title tells of him (holders.toml)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from streamer.text import fold
from workers.dedupe.words import nations, offices
from workers.dedupe.words.kinds import NATION
from workers.dedupe.words.lexicon import senses
from workers.dedupe.words.lists import folded_words, toml
from workers.dedupe.words.remembered import remembered

_JOINED: Final = "وبلفك"
"""Letters that may be written before a word."""
_LIKE_HIM: Final = tuple(offices.LIKE_HIM)
_LIKES: Final = frozenset(
    clitic + word for word in offices.LIKE_HIM for clitic in ("", "و", "ب", "ل")
)
_SIZES: Final = (2, 3)
"""Words of an office that somebody has a like of: وزير الخارجية."""
_ANOTHER: Final = folded_words(
    "السابق السابقة الأسبق الجديد الجديدة بالإنابة القادم القادمة المقبل للسيدات للشباب الأولمبي الفاسي"
    " للمقاصة الإيرانية العربي الإسلامي"
)
"""Behind an office that is another's, or not any more his who holds it."""
_CALLED_AFTER: Final = folded_words(
    "جامعة مدينة ميناء جائزة جسر مستشفى قاعدة كأس مركز مطار مجمع طريق شارع"
)
_KING: Final = 2
"""Words of a king's name without his father's."""
_OF_A_NAME: Final = frozenset(["عبد", "ابو", "ابن", "بن", "ال", "ام"])


class Told(NamedTuple):
    """Where a title tells of somebody."""

    who: str
    at: int
    end: int
    """Its first folded word, and the one behind its last."""
    named: bool
    """Whether by a name of several words, of which the last alone is none of his."""
    office: bool
    """Whether by what he is, not by his name."""


class _Called(NamedTuple):
    who: str
    rest: tuple[str, ...]
    """Words behind the first one."""
    family: bool
    """Whether it is a name of one word."""
    home: bool
    named: bool
    office: bool
    """As in Told."""


_LISTED: Final[dict[str, dict[str, list[list[str]]]]] = toml("holders.toml")
NAMES: Final = {
    who: frozenset(word for form in names for word in fold(form).split())
    for holders in _LISTED.values()
    for who, (names, _) in holders.items()
}
"""Who → all words of his names."""


def _called() -> dict[str, tuple[_Called, ...]]:
    """First word of a name or an office → all that begin with it, the longest first."""
    found: dict[str, list[_Called]] = {}
    for table, holders in _LISTED.items():
        for who, (names, held) in holders.items():
            for form in (*names, *held):
                first, *rest = fold(form).split()
                family = form in names and not rest
                named = form in names and rest != [] and form.split()[-1] not in names
                home = form in held and table == "home"
                one = _Called(who, tuple(rest), family, home, named, form not in names)
                found.setdefault(first, []).append(one)
    return {
        first: tuple(sorted(ones, key=lambda one: -len(one.rest))) for first, ones in found.items()
    }


_FIRST: Final = _called()


def _portfolios() -> dict[tuple[str, ...], dict[str, str]]:
    """Words of an office before the people whose it is → their country → who holds it there."""
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for table, holders in _LISTED.items():
        for who, (_, held) in holders.items():
            for form in held:
                *office, last = fold(form).split()
                if table == "home":
                    found.setdefault((*office, last), {}).setdefault(nations.HOME, who)
                elif office and (people := _people(last)):
                    found.setdefault(tuple(office), {}).setdefault(people, who)
    return {office: held for office, held in found.items() if len(held) > 1}


@cache
def _offices() -> tuple[dict[tuple[str, ...], dict[str, str]], dict[str, tuple[str, ...]]]:
    """The offices that are held in several countries, and who holds one of them → its words."""
    held = _portfolios()
    return held, {who: office for office, by in held.items() for who in by.values()}


@lru_cache(maxsize=4_000)
def told(words: tuple[str, ...]) -> tuple[Told, ...]:
    """Everybody of the list whom the folded words tell of, by a name or an office; an office is not of him
    where another's name stands behind it: المبعوث الأمريكي باراك."""
    found = [one for at, word in enumerate(words) if _ways(word) for one in _at(words, at)]
    if not _LIKES.isdisjoint(words):
        found += _like_him(words, found)
    named = {one.at: one.who for one in found if not one.office}
    return tuple([one for one in found if not one.office or named.get(one.end, one.who) == one.who])


def _like_him(words: tuple[str, ...], before: Sequence[Told]) -> Iterator[Told]:
    """Who is of another country what somebody before him is of his: وزير الخارجية المصري ونظيره الفرنسي."""
    held, office_of = _offices()
    for at, word in enumerate(words[:-1]):
        if word not in _LIKES or not (country := _people(words[at + 1])):
            continue
        offices_told = {
            office_of[one.who] for one in before if one.at < at and one.who in office_of
        }
        ministers = [
            ("وزير", words[begin + 1])
            for begin in range(at - 1)
            if words[begin].endswith(("وزير", "وزيره"))
        ]
        offices_told.update(
            words[begin : begin + size]
            for begin in range(at)
            for size in _SIZES
            if words[begin : begin + size] in held and begin + size <= at
        )
        if len({_of_what(office) for office in (*offices_told, *ministers)}) != 1:
            continue  # of whom of them is he the like?
        like = {held[office].get(country) for office in offices_told} - {None}
        if len(like) == 1:  # never the first of several: a set has no order
            yield from (Told(who, at, at + 2, False, True) for who in like if who)


def _of_what(office: tuple[str, ...]) -> tuple[str, str]:
    """The office without articles and its further words: وزير خارجية, وزيرة الخارجية والمغتربين."""
    return office[0].removesuffix("ه"), " ".join(office[1:2]).removeprefix("ال")


def _after_him(words: tuple[str, ...], at: int, end: int) -> bool:
    """Whether a king's name is that of another, or of what is called after him: جامعة الملك سلمان."""
    if words[at].lstrip("و") != "الملك":
        return False
    before = words[at - 1].removeprefix("ب").removeprefix("ل") if at else ""
    other = end - at == _KING and words[end : end + 1] == ("بن",)
    return before in _CALLED_AFTER or other


def _at(words: tuple[str, ...], at: int) -> Iterator[Told]:
    longest = 0
    for called in _ways(words[at]):
        end = at + 1 + len(called.rest)
        if len(called.rest) < longest or words[at + 1 : end] != called.rest:
            continue
        if called.family and at and (words[at - 1] in offices.GIVEN or words[at - 1] in _OF_A_NAME):
            continue  # of another given name
        if _after_him(words, at, end):
            continue
        if called.home and end < len(words):
            people = _people(words[end])
            if people and people != nations.HOME:
                continue  # وزير الدفاع التركي
            end += bool(people)
        if called.office and _ANOTHER.intersection(words[end : end + 1]):
            continue  # رئيس الموساد السابق
        if called.office:
            longest = len(called.rest)  # المبعوث الأمريكي إلى العراق is not that to Syria
        like_him = at > 1 and words[at - 2].endswith(_LIKE_HIM) and _people(words[at - 1])
        yield Told(called.who, at - 1 if like_him else at, end, called.named, called.office)


@remembered(20_000)
def _ways(word: str) -> tuple[_Called, ...]:
    found = _FIRST.get(word, ())
    if not found and word[0] in _JOINED:
        found = _FIRST.get(word[1:], ())
        if not found and word.startswith("لل"):
            found = _FIRST.get("ال" + word[2:], ())
    return found


def _people(word: str) -> str:
    """The country of the people that the word is, or ""."""
    return next((sense.unit for sense in senses(word) if sense.kind == NATION), "")

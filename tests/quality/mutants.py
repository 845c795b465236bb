"""Real titles, each changed by machine into another piece of news: none may be called a repeat.

    other      a place, people, office, month, weekday, ordinal or number by another of its kind
    swapped    two nouns around a verb, or two places or peoples, in each other's place
    denied     a verb or a noun of action behind لا, لم, لن, عدم, نفي
    contrary   a deed by one that excludes it (rivals.toml), in the form that it has
    noun       an adjective or noun that no list knows by another such

What the judge reads as one part is changed as one, so a change is what a desk would call one; whether it is
another piece of news is not asked of the judge.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Final, NamedTuple

from streamer import text
from workers.dedupe.forms.twins import DENY
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading, read
from workers.dedupe.words import concepts, lexicon, nations, rarity
from workers.dedupe.words.kinds import (
    CONCEPT,
    MONTH,
    NATION,
    NOT,
    NUMBER,
    OFFICE,
    ORDINAL,
    PLACE,
    WEEKDAY,
    WORD,
)
from workers.dedupe.words.lists import FREQUENCY

_PLACES: Final = (
    "كركوك", "الموصل", "حلب", "درعا", "بيروت", "تونس", "الخرطوم", "صنعاء", "عدن", "طرابلس", "بنغازي", "عمان",
    "الكويت", "الدوحة", "أنقرة", "طهران", "باريس", "لندن", "موسكو", "بكين", "طنطا", "أسوان", "الأقصر",
    "دمياط", "سوهاج",
)  # fmt: skip
_PEOPLES: Final = (
    ("العراقي", "العراقية"), ("السوري", "السورية"), ("اللبناني", "اللبنانية"), ("التونسي", "التونسية"),
    ("الإيراني", "الإيرانية"), ("التركي", "التركية"), ("الفرنسي", "الفرنسية"), ("الروسي", "الروسية"),
    ("الصيني", "الصينية"), ("الهندي", "الهندية"), ("الإيطالي", "الإيطالية"), ("الكندي", "الكندية"),
)  # fmt: skip
_OFFICES: Final = (
    "وزير الدفاع",
    "محافظ السويس",
    "رئيس الجمهورية",
    "رئيس الوزراء",
    "السفير",
    "النائب العام",
    "البابا",
)
_MONTHS: Final = ("يناير", "مارس", "مايو", "يوليو", "سبتمبر", "نوفمبر")
_DAYS: Final = ("السبت", "الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة")
_ORDINALS: Final = (
    ("الثالث", "الثالثة"),
    ("الرابع", "الرابعة"),
    ("السابع", "السابعة"),
    ("التاسع", "التاسعة"),
)
_NOUNS: Final = (
    "الصناعية", "الجامعة", "المصانع", "الصيادين", "المعلمين", "المياه", "الصحراوي", "القديمة",
    "الأطباء", "الجديدة",
    "الملاحة", "السياحة", "القطن", "المناجم", "الأوبرا", "المكتبات", "الفلاحين", "البنوك",
    "الطيارين", "القضاة",
)  # fmt: skip
_DENIALS: Final = ("لا", "لن", "لم")
_AROUND: Final = re.compile(r"(\W*).*?(\W*)")
"""What stands around a word and is none."""


class Mutant(NamedTuple):
    how: str
    before: str
    after: str


def mutants(title: str, dice: random.Random) -> Iterator[Mutant]:
    """Of a title in Arabic letters, what each way makes of it; nothing, where one finds nothing to change."""
    title = text.title(title).text
    reading = read(title)
    spots = _spots(title, reading)
    if spots is None:
        return
    words = title.split()
    for how, parts in WAYS.items():
        found = [one for one in parts(reading, dice) if all(part.at in spots for part, _ in one)]
        if found:
            changed = list(words)
            for part, new in dice.choice(found):
                at = spots[part.at]
                around = _AROUND.fullmatch(" ".join(words[at : at + part.size]))
                assert around is not None
                changed[at : at + part.size] = [
                    f"{around[1]}{new}{around[2]}",
                    *[""] * (part.size - 1),
                ]
            after = " ".join(word for word in changed if word)
            if text.fold(after) != text.fold(title):
                yield Mutant(how, title, after)


def _spots(title: str, reading: Reading) -> dict[int, int] | None:
    """Number of a word for the judge → its number in the title, where they can be matched."""
    written = [text.words(word) for word in title.split()]
    flat = [(at, word) for at, folded in enumerate(written) for word in folded]
    spots: dict[int, int] = {}
    begin = 0
    for number, word in enumerate(reading.words):
        at = next((at for at in range(begin, len(flat)) if flat[at][1] == word), None)
        if at is None:
            return None
        spots[number], begin = flat[at][0], at + 1
    return spots


_Change = list[tuple[Part, str]]


def _clitic(reading: Reading, part: Part, new: str) -> str:
    """`new` with the و, ب, ل or ف that stands before what it replaces."""
    word = reading.words[part.at]
    known = lexicon.known(word)
    before = known.clitic.removesuffix("ال") if "ال" in known.clitic else known.clitic
    if word.startswith("لل"):
        return "لل" + new.removeprefix("ال") if new.startswith("ال") else "ل" + new
    return before + new


def _other(reading: Reading, dice: random.Random) -> list[_Change]:
    found: list[_Change] = []
    told = reading.told
    for part in reading.parts:
        word = reading.words[part.at]
        she = word.endswith("ه")
        new = ""
        if part.kind == PLACE and part.size == 1:
            around = {place for one in told for place in nations.WITHIN.get(one, ())} | told
            new = dice.choice(
                [
                    one
                    for one in _PLACES
                    if read(one).told.isdisjoint(around) and not _speaks(one, told)
                ]
            )
        elif part.kind == NATION and "ال" in word[:3] and word.endswith(("ي", "يه")):
            new = dice.choice([two for two in _PEOPLES if not read(two[0]).told & told])[she]
        elif part.kind == MONTH and part.size == 1:
            new = dice.choice([one for one in _MONTHS if not read(one).told & told])
        elif part.kind == WEEKDAY:
            new = dice.choice([one for one in _DAYS if not read(one).told & told])
        elif part.kind == ORDINAL and word.startswith("ال"):
            new = dice.choice([two for two in _ORDINALS if not read(two[0]).told & told])[she]
        elif part.kind == NUMBER and part.size == 1 and word.isdigit():
            new = str(int(word) + dice.choice([1, 2, 3, 7, 10]))
        elif part.kind == OFFICE and part.size == 2:
            new = dice.choice([one for one in _OFFICES if not read(one).told & told])
        if new:
            found.append([(part, _clitic(reading, part, new))])
    return found


def _speaks(place: str, told: frozenset[str]) -> bool:
    """Whether it is the capital of a country that is told."""
    return any(nations.CAPITALS.get(unit) in told for unit in read(place).told)


def _nouns(reading: Reading, dice: random.Random) -> list[_Change]:
    """Not behind an office, where it would be a name."""
    return [
        [(part, dice.choice([one for one in _NOUNS if read(one).told.isdisjoint(reading.told)]))]
        for part in reading.parts
        if part.kind == WORD and part.size == 1 and reading.words[part.at].startswith("ال")
        and rarity.weight(part.unit) > 0.3 and reading.units.count(part.unit) == 1
        and not any(one.kind == OFFICE and 0 <= part.at - one.end <= 1 for one in reading.parts)
    ]  # fmt: skip


def _swapped(reading: Reading, dice: random.Random) -> list[_Change]:
    """Two nouns of which one does and one suffers it, right before a verb and right behind; or two places, or
    two peoples."""
    found: list[_Change] = []
    parts = reading.parts
    for verb in range(1, len(parts) - 1):
        one, two = parts[verb - 1], parts[verb + 1]
        if (
            not acts(parts[verb])
            or reading.words[parts[verb].at][0] not in "يت"
            or parts[verb].unit in _MUTUAL
        ):
            continue
        beside = one.end == parts[verb].at and parts[verb].end == two.at
        nouns = _noun(one) and _noun(two) and not (one.joint or two.joint)
        if beside and nouns and one.unit != two.unit:
            found.append(_exchange(reading, one, two))
    for kind in (PLACE, NATION):
        some = [part for part in parts if part.kind == kind and part.size == 1]
        if len(some) == 2 and some[0].unit != some[1].unit and _apart(reading, *some):
            found.append(_exchange(reading, *some))
    return found


_MUTUAL: Final = frozenset(CONCEPT + deed for deed in ("meet", "discuss", "draw", "clash", "swap"))
"""What two do to each other."""


def _noun(part: Part) -> bool:
    return part.kind in (WORD, PLACE, NATION, CONCEPT, OFFICE) and part.size == 1 and not acts(part)


def _apart(reading: Reading, one: Part, other: Part) -> bool:
    """Whether they are not listed side by side: بين مصر وتركيا."""
    between = reading.words[one.end : other.at]
    return len(between) > 1 and not reading.words[other.at].startswith("و")


def _exchange(reading: Reading, one: Part, other: Part) -> _Change:
    return [
        (one, _clitic(reading, one, _bare(reading.words[other.at]))),
        (other, _clitic(reading, other, _bare(reading.words[one.at]))),
    ]


def _bare(word: str) -> str:
    """A word without the و, ب, ل or ف that stands before it."""
    if word.startswith("لل"):
        return f"ال{word[2:]}"
    return word.removeprefix(lexicon.known(word).clitic.removesuffix("ال"))


def _denied(reading: Reading, dice: random.Random) -> list[_Change]:
    found: list[_Change] = []
    if not reading.told.isdisjoint((NOT, DENY)):
        return found  # denied twice
    for part in reading.parts:
        word = reading.words[part.at]
        if part.size != 1 or not acts(part):
            continue
        if word[0] in "يت" and len(word) > 3 and f"ال{word}" not in FREQUENCY:
            found.append([(part, f"{dice.choice(_DENIALS)} {word}")])
        elif part.at == 0 and not word.startswith(("ال", "و")):
            found.append([(part, f"{dice.choice(('عدم', 'نفي'))} {word}")])
    return found


def _contrary(reading: Reading, dice: random.Random) -> list[_Change]:
    found: list[_Change] = []
    for part in reading.parts:
        if part.unit[1:] not in concepts.RIVALS or part.unit[0] != CONCEPT or part.size != 1:
            continue
        word = reading.words[part.at]
        form = _form(word)
        for line, group in concepts.RIVALS[part.unit[1:]]:
            others = [
                new
                for at, names in enumerate(_LINES[line])
                if at != group
                for name in names
                for new in _CONCEPTS.get(name, ())
                if " " not in new and not new.isascii() and _form(text.fold(new)) == form
                and not read(new).told & reading.told
            ]  # fmt: skip
            if form and others:
                new = dice.choice(others)
                if form == "present" and word[0] == "ت":
                    new = "ت" + new[1:]
                found.append([(part, new)])
    return found


def _form(folded: str) -> str:
    """Whether it is a verb of the present in one person, or a noun of action without article; "": neither."""
    if folded.startswith(("ال", "و", "ب", "ل", "ف")):
        return ""
    if folded[0] in "يت" and f"ي{folded[1:]}" in FREQUENCY and f"ال{folded}" not in FREQUENCY:
        return "present"
    return "noun" if f"ال{folded}" in FREQUENCY else ""


_LINES: Final[dict[str, list[list[str]]]] = {
    line: groups
    for table in tomllib.loads(
        (files("workers.dedupe.words") / "rivals.toml").read_text("utf-8")
    ).values()
    for line, groups in table.items()
}
_CONCEPTS: Final[dict[str, list[str]]] = tomllib.loads(
    (files("workers.dedupe.words") / "synonyms.toml").read_text("utf-8")
)["concepts"]
WAYS: Final = {
    "other": _other,
    "swapped": _swapped,
    "denied": _denied,
    "contrary": _contrary,
    "noun": _nouns,
}


def mutated(titles: Sequence[str], of_each: int, seed: int) -> list[Mutant]:
    """Of the titles, in a random order, until each way has made so many."""
    dice = random.Random(seed)
    made: dict[str, list[Mutant]] = {how: [] for how in WAYS}
    for title in dice.sample(titles, len(titles)):
        if all(len(some) >= of_each for some in made.values()):
            break
        for mutant in mutants(title, dice):
            if len(made[mutant.how]) < of_each:
                made[mutant.how].append(mutant)
    return [mutant for some in made.values() for mutant in some]

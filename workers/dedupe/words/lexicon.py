"""What the judge knows of single words: the lists beside this file (`*.toml`), and how rare a word is.

    folded word ─► clitics and endings off, one after the other ─► in a list? ─► its Senses, phrases first
                └► frequencies.txt: which cut leaves a word that is used?     ─► stem, and its rarity

Every form of a list is folded as headlines are. A word is looked up as it stands first, then without what may
stand before it (و ف ب ك ل ال), then without what may stand behind it, so that what a list says of a form
always beats what is guessed. All of it is pure and the same on every machine: verdicts rest on it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from sys import intern
from typing import Any, Final, NamedTuple

import msgspec

from streamer.text import stems, words
from workers.classify import lists
from workers.dedupe.words.remembered import remembered

# What a unit is, by its first letter; words and stems have none of these before them.
PLACE: Final = "@"
CONCEPT: Final = "="
OFFICE: Final = "+"
MODIFIER: Final = "^"
ORDINAL: Final = "~"
NUMBER: Final = "#"
MONTH: Final = "%m"
WEEKDAY: Final = "%w"
DAY: Final = "%d"
HOUR: Final = "%h"
YEAR: Final = "%y"
NOT: Final = "=not"
MANY: Final = "_many"
"""Ends the concept of a plural, of which the singular is another (طفل, أطفال)."""
# What is no unit, or not by itself.
FILLER: Final = ""
JOINT: Final = "joint"
SAYS: Final = "says"
SOFT: Final = "soft"
TAG: Final = "tag"
WORD: Final = "word"
NATION: Final = "nation"
VALUE: Final = "value"
TIMES: Final = "times"
DUAL: Final = "dual"

_TEXTS: Final = 162_347
"""Titles and leads behind frequencies.txt."""
_UNKNOWN: Final = 4
"""How often a word that is not in the table is taken to stand in them."""


class Sense(NamedTuple):
    """One meaning of a word or phrase: `unit` is what is compared, `kind` how."""

    unit: str
    kind: str
    value: float = 0.0
    counted: str = ""
    """What is counted, where the word says so (`killed`), or the noun of a dual."""


class Phrase(NamedTuple):
    rest: tuple[str, ...]
    """The folded words behind the first one."""
    sense: Sense


class Known(NamedTuple):
    """What is known of one folded word."""

    phrases: tuple[Phrase, ...]
    """Those that begin with it, longest first; the word alone among them where a list has it."""
    stem: str
    clitic: str
    """What stood before the form that was found: its ب and ل are prepositions."""


def _toml(name: str) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.toml.decode((files(__package__) / name).read_text("utf-8"))
    return found


def _frequencies() -> dict[str, int]:
    text = (files(__package__) / "frequencies.txt").read_text("utf-8")
    rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {word: int(count) for word, count in rows}


FREQUENCY: Final = _frequencies()
_FILLERS: Final = _toml("fillers.toml")
_EXCLUDE: Final[dict[str, dict[str, list[list[str]]]]] = _toml("rivals.toml")
_RIVALS: Final = {**_EXCLUDE["rivals"], **_EXCLUDE["turns"]}
TURNS: Final = frozenset(_EXCLUDE["turns"])
"""Lines of rivals.toml of which the contrary is a turn of the same story."""
_CONCEPTS: Final = _toml("synonyms.toml")
_NUMBERS: Final = _toml("numbers.toml")
_CALENDAR: Final = _toml("calendar.toml")
_OFFICES: Final = _toml("offices.toml")
_SAME: Final[dict[str, str]] = {
    " ".join(words(one)): other for one, other in _OFFICES["same"].items()
}

RIVALS: Final[dict[str, tuple[tuple[str, int], ...]]] = {
    concept: tuple(
        (line, at)
        for line, groups in _RIVALS.items()
        for at, group in enumerate(groups)
        if concept in group
    )
    for concept in {one for groups in _RIVALS.values() for group in groups for one in group}
}
"""Concept → its lines of rivals.toml, each with its group there."""
VERBS: Final = frozenset(CONCEPT + name for name in _CONCEPTS["verbs"])
IMPLIED: Final = {
    CONCEPT + name: frozenset(CONCEPT + one for one in by)
    for name, by in _CONCEPTS["implied"].items()
}
"""Concept → those that say it as well, so that a title with one of them may leave it out."""
ADDED: Final = frozenset(CONCEPT + name for name in _CONCEPTS["added"])
"""Those of IMPLIED that may be added as well."""


def _alike() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in _CONCEPTS["alike"]:
        one, other = (CONCEPT + name if name.isascii() else " ".join(words(name)) for name in pair)
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {one: frozenset(others) for one, others in found.items()}


ALIKE: Final = _alike()
"""Concept → those, and the words, that may stand for it, or it for them."""
HAPPENS: Final = frozenset(CONCEPT + name for name in _CONCEPTS["happens"])
TOLL: Final = frozenset(_NUMBERS["toll"])
SPANS: Final = frozenset(CONCEPT + name for name in ("days", "weeks", "months", "years", "hours"))
"""Nouns of time: beside a date they say nothing (يوم الأحد, شهر آذار)."""
_NATIONS: Final = _toml("nations.toml")
CAPITALS: Final[dict[str, str]] = {
    PLACE + one: PLACE + other for one, other in _NATIONS["capitals"].items()
}
"""A capital → the country that it speaks for."""


def _within() -> dict[str, frozenset[str]]:
    pairs = [(one, CAPITALS[one]) for one in CAPITALS]
    pairs += [
        (PLACE + one, PLACE + around)
        for around, names in _NATIONS["within"].items()
        for one in names
    ]
    iraq = (name for part in lists.packaged() for name in part.places.iraq if name != "العراق")
    pairs += [(PLACE + name, PLACE + "العراق") for name in iraq]
    found: dict[str, set[str]] = {}
    for one, around in pairs:
        found.setdefault(one, set()).add(around)
    return {one: frozenset(around) for one, around in found.items()}


COUNTRIES: Final = frozenset(PLACE + name for name in _NATIONS["people"])
WITHIN: Final = _within()
"""Place → those that it lies in."""
BEFELL: Final = {
    **{
        name: name
        for name in (
            "killed",
            "wounded",
            "arrest",
            "kidnap",
            "release",
            "drown",
            "jail",
            "executed",
        )
    },
    "die": "killed",
    "perish": "killed",
    "missing_": "missing",
    "rescue": "rescued",
}
"""Concepts that say what happened to those who are counted → what they are counted as."""


def _senses() -> Iterator[tuple[str, Sense]]:
    """Form → sense, the strongest list first: of two senses of one form the first holds."""
    for name, forms in _CONCEPTS["concepts"].items():
        for form in forms:
            if len(form.split()) > 1:  # phrases before all: وقف إطلاق النار is not وقف
                yield form, Sense(CONCEPT + name, CONCEPT, counted=counting(form))
    for form in _FILLERS["itself"]:
        yield form, Sense(" ".join(words(form)), WORD)
    calendar = _CALENDAR
    for table, mark in (
        ("month", MONTH),
        ("weekday", WEEKDAY),
        ("day", DAY),
        ("hour", HOUR),
        ("ordinal", ORDINAL),
    ):
        for name, forms in calendar[table].items():
            yield from ((form, Sense(mark + name, mark)) for form in forms)
    for value, forms in _NUMBERS["words"].items():
        yield from ((form, Sense(NUMBER, VALUE, float(value))) for form in forms)
    for value, forms in _NUMBERS["times"].items():
        yield from ((form, Sense(NUMBER, TIMES, float(value))) for form in forms)
    for noun, forms in _NUMBERS["dual"].items():
        yield from ((form, Sense(NUMBER, DUAL, 2.0, noun)) for form in forms)
    nations = _NATIONS
    for part in lists.packaged():
        for name, forms in (*part.places.iraq.items(), *part.places.abroad.items()):
            yield from ((form, Sense(PLACE + name, PLACE)) for form in forms)
    for name, forms in nations["places"].items():
        yield from ((form, Sense(PLACE + name, PLACE)) for form in forms)
    for name, forms in nations["people"].items():
        yield from ((form, Sense(PLACE + name, NATION)) for form in forms)
    for name, forms in _OFFICES["offices"].items():
        yield from ((form, Sense(OFFICE + name, OFFICE)) for form in forms)
    for table in ("deputies", "formers"):
        for form in _OFFICES[table]:
            yield form, Sense(_modifier(form), MODIFIER)
    fillers = _FILLERS
    for form in fillers["joints"]:
        yield form, Sense(" ".join(words(form)), JOINT)
        if form.startswith("في ") and form.count(" ") == 1:  # بمحيط, في محيط
            yield f"ب{form[3:]}", Sense(" ".join(words(form)), JOINT)
    for form in fillers["says"]:
        affirms = form in _CONCEPTS["concepts"]["affirm"]
        yield form, Sense(CONCEPT + ("affirm" if affirms else "says"), SAYS)
    for table, kind in (("tag_words", TAG), ("words", FILLER)):
        yield from ((form, Sense("", kind)) for form in fillers[table])
    for name, forms in _CONCEPTS["concepts"].items():
        yield from (
            (form, Sense(CONCEPT + name, CONCEPT, counted=counting(form))) for form in forms
        )
    for form in fillers["soft"]:
        yield form, Sense(" ".join(words(form)), SOFT, counted=counting(form))
    for name, forms in _NUMBERS["counted"].items():
        for form in forms:
            unit = " ".join(words(form)) if name in TOLL else CONCEPT + name
            yield form, Sense(unit, WORD if name in TOLL else CONCEPT, counted=name)


def _modifier(form: str) -> str:
    """سابق and سابقا are one."""
    bare = " ".join(word.removesuffix("ا") for word in words(form))
    return MODIFIER + _SAME.get(bare, bare)


@lru_cache(maxsize=1)
def _kinds_counted() -> dict[str, str]:
    return {
        " ".join(words(form)): name for name, forms in _NUMBERS["counted"].items() for form in forms
    }


def counting(form: str) -> str:
    """The kind of numbers.toml that a noun is of, or ""."""
    return _kinds_counted().get(" ".join(words(form)), "")


def _joined() -> Iterator[tuple[str, Sense]]:
    """Persian phrases of two words, written as one: رئیس‌جمهور."""
    for form, sense in _senses():
        if " " in form and any(char in "یکگپچژ" for char in form):
            yield form.replace(" ", ""), sense


def _phrases() -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, dict[tuple[str, ...], Sense]] = {}
    for form, sense in (*_senses(), *_joined()):
        first, *rest = words(form) or [""]
        if first:
            found.setdefault(first, {}).setdefault(tuple(rest), sense)
    return {
        first: tuple(
            Phrase(rest, sense)
            for rest, sense in sorted(by_rest.items(), key=lambda item: -len(item[0]))
        )
        for first, by_rest in found.items()
    }


_PHRASES: Final = _phrases()


def _folded(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(words(form)) for form in forms)


_UNNAMED: Final = _toml("unnamed.toml")
NAMELESS_WHOLE: Final = frozenset(
    form for word in _UNNAMED["whole"] for one in words(word) for form in stems(one)
)
NAMELESS_ALWAYS: Final = tuple(tuple(words(form)) for form in _UNNAMED["always"])
NAMELESS: Final = tuple(tuple(words(form)) for form in _UNNAMED["phrases"])
NAMELESS_STARTS: Final = tuple(tuple(words(form)) for form in _UNNAMED["starts"])

PORTFOLIOS: Final = _folded(_OFFICES["portfolios"]) | _folded(
    "ال" + form for form in _OFFICES["portfolios"]
)
ACTORS: Final = frozenset(CONCEPT + name for name in _CONCEPTS["bodies"])
"""Concepts of bodies through which a state acts or speaks."""
BODIES: Final = _folded(form for noun in _OFFICES["bodies"] for form in (noun, "ال" + noun))
WEAK: Final = _folded(_FILLERS["weak"])
NARROWER: Final = _folded(_FILLERS["narrower"])
SORTS: Final = _folded(_FILLERS["sorts"]) | _folded("ال" + form for form in _FILLERS["sorts"])
GIVEN: Final = _folded(_OFFICES["given"])
"""Names of which many have one: a leader's surname is none, for his dog has it before its own."""
LEADERS: Final = frozenset(CONCEPT + name for name in _CONCEPTS["people"])

TAGS: Final = _folded(_FILLERS["tags"])
SOURCES: Final = _folded(_FILLERS["sources"])
OUTLET_STARTS: Final = _folded(_FILLERS["outlet_starts"])
OUTLET_STARTS_LAST: Final = _folded(_FILLERS["outlet_starts_last"])
OUTLET_ENDS: Final = _folded(_FILLERS["outlet_ends"])
OUTLET_ENDS_LAST: Final = _folded(_FILLERS["outlet_ends_last"])
HEADS: Final = _folded(form for noun in _FILLERS["heads"] for form in (noun, "ال" + noun))
AS_WHOM: Final = _folded(_FILLERS["as_whom"])
LIGHT: Final = _folded(_FILLERS["light"])
BEFORE_NUMBER: Final = _folded(
    clitic + form for form in _FILLERS["light_before_number"] for clitic in ("", "و")
)
HOLDERS: Final = {
    CONCEPT + name: (OFFICE + office, PLACE + of)
    for name, (office, of) in _OFFICES["holders"].items()
}
"""A leader → the office and the country of which it is."""
OFFERS: Final = _folded(_FILLERS["offers"])
MODAL: Final = frozenset(known_unit for form in _FILLERS["modal"] for known_unit in words(form))
EVENTS: Final = _folded(_FILLERS["events"])
PERSONS: Final = _folded(_OFFICES["persons"])
DEPUTIES: Final = frozenset(map(_modifier, _OFFICES["deputies"]))
NUMBERED: Final = _folded(_CALENDAR["numbered"])
RECURRING: Final = _folded(_CALENDAR["recurring"])
STAGES: Final = _folded(_CALENDAR["stages"])
MONTHS: Final = tuple(_CALENDAR["month"][str(month)][0] for month in range(1, 13))

# ── a word and its forms ──────────────────────────────────────────────────────────────────────

_ENDINGS: Final = ("ات", "ون", "ين", "ان", "وا", "نا", "ها", "هم", "يهك", "ێك", "ت", "ه", "ا")
_HER: Final = ("ته", "تها", "تهم")
_OTHER_LETTERS: Final = str.maketrans("چپڤ", "جبف")
"""How Arabic writes what Iraqis and Kurds write with letters of their own."""
_ARTICLES: Final = ("وبال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال")
_SINGLE: Final = ("و", "ف", "ب", "ك", "ل")


@lru_cache(maxsize=4_000)
def known(word: str) -> Known:
    """What is known of a folded word; workers.dedupe.reading.reader remembers longer what it makes of it."""
    base = _stem(word)
    clitic = word[: len(word) - len(base)] if word.endswith(base) else ""
    phrases: list[Phrase] = []
    alone = False
    bare = stems(word)
    for form in _forms(word):
        if alone and form not in bare:
            break
        found = _PHRASES.get(form)
        if found and form != word:
            found = tuple(phrase for phrase in found if _may(word, form, phrase.sense))
        if found and alone:  # of longer phrases all: للمنطقة الخضراء is المنطقة الخضراء
            phrases += [phrase for phrase in found if phrase.rest]
        elif found:
            phrases += found
            if not found[-1].rest:
                clitic = word[: word.find(form)] if form in word else word[:1]
                alone = True
    if len(phrases) > 1:
        phrases.sort(key=lambda phrase: -len(phrase.rest))
    return Known(tuple(phrases), intern(base), clitic)


_HALF: Final = "نصف"
"""Not of يصف: we describe."""
_BARE: Final = (JOINT, FILLER, SAYS)
"""Never with ال before them: الإمام is not أمام."""


_PLURALS: Final = ("ات", "ون", "ين", "ان")
_A_DAY: Final = "يوم"


def _may(word: str, form: str, sense: Sense) -> bool:
    """Whether `word`, found as `form`, may have this sense. A plural of a noun is another word than the noun
    (the lists have both where both are one), but verbs and peoples have it in their grammar."""
    before = word[: word.find(form)] if form in word else ""
    if ("ال" in before or before.endswith("لل")) and (
        sense.kind in _BARE or sense.unit == MONTH + "8"
    ):
        return False  # الأب is no August
    if before.startswith("ك") and sense.kind in (JOINT, FILLER):
        return False  # كحول
    if form == _A_DAY and _A_DAY not in word:
        return False  # توم is no يوم
    ending = word[len(before) + len(form) :] if form in word else ""
    if ending == "نا" and sense.unit not in VERBS:
        return False
    if ending and sense.kind in (JOINT, FILLER):
        return False  # بلدية is not لدى
    if form[-1] == "ه" and word.endswith(form[:-1] + "ات"):
        ending = "ات"
    says = sense.kind == SAYS and form[0] == "ي"  # يعلنون
    return ending not in _PLURALS or says or sense.kind == NATION or sense.unit in VERBS


def _forms(word: str) -> Iterator[str]:
    """The word, then what is left without clitics, then without endings, and verbs in one person."""
    if not _arabic(word) or len(word) > 24:
        yield word
        if word.endswith("s") and len(word) > 4:
            yield word[:-1]
        return
    bases = [form for form in stems(word) if form == word or len(form) >= 2]
    yield from bases
    for base in bases:
        if len(base) >= 3 and base[0] in "تن" and base != _HALF:
            yield "ي" + base[1:]
        if len(base) >= 5 and base[0] == "س" and base[1] in "يتنا":
            if base[1] != "ا":
                yield base[1:]
            yield "ي" + base[2:]  # سأرحل
    # Each of them ends as the word does, and most words end in none of these.
    if word.endswith(_HER):
        for base in bases:
            for pronoun in _HER:
                if len(base) - len(pronoun) >= 2 and base.endswith(pronoun):
                    yield base[: -len(pronoun)] + "ه"
    if word.endswith(_ENDINGS):
        endings = [ending for ending in _ENDINGS if word.endswith(ending)]
        for base in bases:
            for ending in endings:
                if len(base) - len(ending) >= 3:
                    short = base[: -len(ending)]
                    yield short
                    if ending == "ات":
                        yield short + "ه"
                    if ending != "ات" and short[0] in "تن" and len(short) >= 4:
                        yield "ي" + short[1:]
    if (plain := word.translate(_OTHER_LETTERS)) != word:
        yield from (form for base in stems(plain) for form in (base, "ال" + base))


def _arabic(word: str) -> bool:
    return "\u0620" <= word[0] <= "\u06ff"


def _stem(word: str) -> str:
    """A word that no list has, without its clitics, so that بالمستشفى is المستشفى: cut only where what is
    left is used more than the whole. Plurals and genders stay what they are."""
    if not _arabic(word) or len(word) < 4:
        return word
    count = FREQUENCY.get
    whole = count(word, 0)
    if (
        len(word) >= 5
        and word[0] == "س"
        and word[1] in "يتن"
        and (not whole or count("ي" + word[2:], 0))
    ):
        return _stem(word[1:])  # سيتدخل: headlines tell the future in the present as well
    base = word
    for article in _ARTICLES if word.startswith(_ARTICLES) else ():
        rest = word[len(article) :]
        if word.startswith(article) and len(rest) >= 3:
            used = count(rest, 0) + (count("ال" + rest, 0) if article != "ال" else 0)
            if used >= (max(1, whole * 0.05) if len(rest) == 3 else 1) or (
                not whole and len(rest) > 3
            ):
                base = rest
                break
    else:
        for letter in _SINGLE:
            rest = word[1:]
            if word[0] == letter and len(rest) >= 3 and count(rest, 0) >= 3 * whole + 1:
                base = _stem(rest)
                break
        else:
            if not whole and word.startswith("با") and len(word) >= 7:
                base = word[1:]  # باختناق: a noun of action that the table does not have
    return _ending(base, count(base, 0))


def _ending(base: str, whole: int) -> str:
    """One form for what grammar alone tells apart: case, and the person of a verb."""
    count = FREQUENCY.get
    if len(base) >= 5 and base.endswith("ون") and count(base[:-2] + "ين", 0):
        return base[:-2] + "ين"
    if base[-1] in "هام":
        for pronoun in ("تها", "تهم", "ته"):
            if base.endswith(pronoun) and count(base[: -len(pronoun)] + "ه", 0) > whole:
                return base[: -len(pronoun)] + "ه"
        for pronoun in ("ها", "هم"):
            if base.endswith(pronoun) and count(base[:-2], 0) > whole and len(base) >= 5:
                return base[:-2]
    if not whole and len(base) >= 6 and base[-1] == "ا" and base[-2] not in "يوت":
        return base[:-1]  # اختناقا: a case ending
    if base.endswith("ات") and len(base) >= 5 and count("ال" + base, 0):
        return base  # مشروعات: of a plural no letter is the ending of a verb
    if base[-1] in "تا":
        short = base[:-1]
        if len(short) >= 3 + (base[-1] == "ا") and count(short, 0) * 3 > whole:
            return short
    if base[0] == "ت" and len(base) >= 4 and count("ي" + base[1:], 0) * 5 > whole:
        return "ي" + base[1:]
    if base[0] == "ت" and len(base) == 4 and not whole:
        return "ي" + base[1:]  # تطرد: the form of a verb
    return base


_KIN_ENDINGS: Final = ("يات", "تين", "ات", "ون", "ين", "ان", "يه", "ها", "هم", "ه", "ي", "ا")


@remembered(40_000)
def kin(unit: str) -> str:
    """What a unit shares with its relatives: for finding reports of one story, never for a repeat."""
    if unit[0] in "@=+^~#%" or len(unit) < 5:
        return unit
    if not _arabic(unit):
        for ending in ("ing", "ed", "es", "s", "ler", "lar"):
            if unit.endswith(ending) and len(unit) - len(ending) >= 4:
                return intern(unit[: -len(ending)])
        return unit
    for ending in _KIN_ENDINGS:
        if unit.endswith(ending) and len(unit) - len(ending) >= 3:
            return intern(unit[: -len(ending)])
    return unit


@remembered(40_000)
def weight(unit: str) -> float:
    """How much a unit tells: the rarer, the more; from 0 (everywhere) to 1 (never met)."""
    if unit[0] in "@=+":
        return _listed().get(unit, 0.6)
    if unit[0] in "^~#%":
        return 0.35
    return _rarity(sum(FREQUENCY.get(form, 0) for form in _spellings(unit)))


@remembered(40_000)
def rarity(word: str) -> float:
    """The weight of a folded word's stem; much less work than `known` for a word that is met once."""
    return weight(_stem(word))


def _spellings(unit: str) -> tuple[str, ...]:
    return (unit, "ال" + unit, unit + "ه", "ال" + unit + "ه", "و" + unit, "ب" + unit, "ل" + unit)


def _rarity(count: int) -> float:
    return math.log(_TEXTS / max(count, _UNKNOWN)) / math.log(_TEXTS / _UNKNOWN)


_SPAN: Final = math.log(_TEXTS / _UNKNOWN)


def share(weight: float) -> float:
    """The share of titles that have a unit of such a weight."""
    return math.exp(-weight * _SPAN)


def of_share(share: float) -> float:
    """The weight of a unit that such a share of titles has, below 1."""
    return -math.log(share) / _SPAN


@lru_cache(maxsize=1)
def _listed() -> dict[str, float]:
    """Rarity of places, concepts and offices, by all their forms together."""
    counts: dict[str, int] = {}
    for first, phrases in _PHRASES.items():
        for phrase in phrases:
            unit = phrase.sense.unit
            if unit and unit[0] in "@=+":
                rest = min((FREQUENCY.get(word, 0) for word in phrase.rest), default=10**9)
                found = min(rest, FREQUENCY.get(first, 0) + FREQUENCY.get("ال" + first, 0))
                counts[unit] = counts.get(unit, 0) + found
    return {unit: _rarity(max(count, 60)) for unit, count in counts.items()}

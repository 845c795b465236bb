"""Words of tongues that the lists do not know, by the English that they do (tongues.toml,
tongues_doublets.toml, tongues_things.toml, tongues_cldr.toml, tongues_capitals.toml,
tongues_peoples.toml).

tre morti in un incidente stradale → three dead in the accident road
arrestati dalla polizia → arrested by police      «from» behind what is done to somebody

What no list has stays as it is, and so does the order of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from streamer.text import words
from workers.dedupe.words import conjugations
from workers.dedupe.words.british import american
from workers.dedupe.words.compounds import parted
from workers.dedupe.words.futures import FUTURES, in_the_present
from workers.dedupe.words.german_verbs import joined, without_dots
from workers.dedupe.words.homonyms import meant, of_age
from workers.dedupe.words.inflections import phrase_at, uninflected
from workers.dedupe.words.lists import toml
from workers.dedupe.words.numerals import in_digits
from workers.dedupe.words.phrases import PHRASES, Phrase
from workers.dedupe.words.turkish_verbs import plain

_Table = dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
"""First folded word → the words behind it, with what they are rendered by; the longest first."""
_WILL: Final = "will"
_FLIES: Final = frozenset(["plane", "helicopter"])
"""What falls to the ground as nothing else does."""
_PRISON: Final = frozenset(["prison", "jail", "bars"])
_CAUGHT: Final = frozenset(["arrested", "arrests"])
_WHERE: Final = frozenset(
    ["nda", "nde", "ndaki", "ndeki", "da", "de", "nin", "nun", "ni", "nu", "yla", "yle"]
)
"""Endings of Turkish that say where or whose."""
_DONE: Final = (
    "ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "cho", "cha", "sto", "sta",
)  # fmt: skip
"""Endings of participles in Spanish and Portuguese."""


def _listed(*names: str) -> dict[str, list[tuple[str, str]]]:
    """Tongue → form, English; what a form is by the first of its lines."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        for tongue, rows in toml(name).items():
            found.setdefault(tongue, []).extend(
                (form, english) for english, forms in rows.items() for form in forms
            )
    return found


_LISTS: Final = _listed(
    "tongues.toml", "tongues_doublets.toml", "tongues_things.toml", "tongues_cldr.toml",
    "tongues_capitals.toml", "tongues_peoples.toml",
)  # fmt: skip
FORMS: Final = {
    tongue: frozenset(form.lower() for form, _ in rows if " " not in form)
    for tongue, rows in _LISTS.items()
}
"""Tongue → words of its own, as they are written."""
ENGLISH: Final = frozenset(english for rows in _LISTS.values() for _, english in rows)
"""What they stand for."""


def _table(rows: Iterable[tuple[str, str]]) -> _Table:
    found: dict[str, dict[tuple[str, ...], tuple[str, ...]]] = {}
    for form, english in rows:
        first, *rest = words(form)
        found.setdefault(first, {}).setdefault(tuple(rest), tuple(words(english)))
    return {
        first: tuple(sorted(by_rest.items(), key=lambda item: -len(item[0])))
        for first, by_rest in found.items()
    }


_AS_LISTED: Final = {
    tongue: _table([*rows, *conjugations.ROWS.get(tongue, ())]) for tongue, rows in _LISTS.items()
}


def _in_common_words(table: _Table) -> _Table:
    """A table of another tongue, with its English in the words that the English list has for all."""
    return {
        first: tuple((rest, _commonest(english)) for rest, english in rows)
        for first, rows in table.items()
    }


@lru_cache(maxsize=20_000)
def _commonest(english: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    at = 0
    while at < len(english):
        size, by = 1, english[at : at + 1]
        for rest, other in _AS_LISTED["english"].get(english[at], ()):
            if english[at + 1 : at + 1 + len(rest)] == rest:
                size, by = 1 + len(rest), other
                break
        found += by
        at += size
    return tuple(found)


_INTO_ENGLISH: Final = ("french", "german", "spanish", "italian", "portuguese")
_TABLES: Final = {
    tongue: _in_common_words(table) if tongue in _INTO_ENGLISH else table
    for tongue, table in _AS_LISTED.items()
}


def _turkish() -> Iterator[str]:
    """Words of Turkish that the lists know, alone or in a phrase."""
    for table in (PHRASES.items(), _TABLES["turkish"].items()):
        for first, phrases in table:
            if first.isascii():
                yield first
                for phrase in phrases:
                    yield from phrase.rest if isinstance(phrase, Phrase) else phrase[0]


_TURKISH: Final = frozenset(_turkish())


def rendered(told: Sequence[str], tongue: str, title: Sequence[str] = ()) -> list[str]:
    """Folded words of a title in `tongue`, as far as they are known in English; `title`: all of it, where
    they are a clause."""
    if not tongue:
        return list(told)
    if tongue == "english":
        told = meant(american(told), title)
    table = _TABLES.get(tongue)
    if table is None:
        return uninflected(told, tongue)
    told = in_digits(told, tongue)
    if tongue == "german":
        told = joined([part for word in told for part in parted(without_dots(word, table), table)])
    elif tongue == "turkish":
        told = [plain(word, _TURKISH) for word in told]
    found: list[str] = []
    at = 0
    while at < len(told):
        size = 1
        english: tuple[str, ...] = (told[at],)
        for rest, by in table.get(told[at], ()):
            if _is(told[at + 1 : at + 1 + len(rest)], rest, tongue):
                size, english = 1 + len(rest), by
                break
        if size == 1 and tongue in FUTURES and english == (told[at],):
            english = _to_come(told[at], table, tongue)
        elif tongue == "german" and told[at].endswith("s") and english == (told[at],):
            english = next((by for rest, by in table.get(told[at][:-1], ()) if not rest), english)
        if (whole := phrase_at(told, at)) > size or (
            whole == size and size > 1 and tongue != "turkish"
        ):
            found += told[at : at + whole]
            at += whole
            continue
        if found and tongue != "english" and _by(told, at, found[-1], english):
            english = ("by",)
        found += english
        at += size
    if not _PRISON.isdisjoint(found):  # «condemns to years» is a judge's word
        found = ["sentences" if word == "condemns" else word for word in found]
    if "dead" in found and "years" in found:
        found = of_age(found)
    if "falls" in found and not _FLIES.isdisjoint(found):
        found = ["crashes" if word == "falls" else word for word in found]
    if "accused" in found and not _CAUGHT.isdisjoint(found):  # who is arrested is accused
        found = [word for word in found if word != "accused"]
    return uninflected(found, tongue)


def _to_come(word: str, table: _Table, tongue: str) -> tuple[str, ...]:
    """A verb told in the future, as «will» and its present, where a list knows that."""
    now = in_the_present(word, table, tongue)
    if now in table:
        now = next((" ".join(by) for rest, by in table[now] if not rest), word)
    return (_WILL, now) if now != word else (word,)


def _is(told: Sequence[str], rest: tuple[str, ...], tongue: str) -> bool:
    """Whether words are those of a list; the last of a Turkish phrase may have an ending of where it is."""
    if tuple(told) == rest:
        return True
    if tongue != "turkish" or not rest or len(told) < len(rest):
        return False
    end = told[-1].removeprefix(rest[-1])
    return end in _WHERE and told[-1] != end and tuple(told[:-1]) == rest[:-1]


def _by(told: Sequence[str], at: int, before: str, english: tuple[str, ...]) -> bool:
    """Whether it says who did it: arrestati dalla polizia, atacado por Irán."""
    if english == ("from",):
        return _is_done(before)
    return told[at] == "por" and (_is_done(before) or told[at - 1].endswith(_DONE))


def _is_done(word: str) -> bool:
    return word in conjugations.PASTS or (len(word) > 4 and word.endswith("ed"))

"""Words of tongues that the lists do not know, by the English that they do (tongues.toml,
tongues_doublets.toml, tongues_things.toml, tongues_cldr.toml, tongues_capitals.toml,
tongues_peoples.toml).

tre morti in un incidente stradale → three dead in the accident road
lehnt das Gesetz ab → rejects the Gesetz          the two halves of a German verb
arrestati dalla polizia → arrested by police      «from» behind what is done to somebody

What no list has stays as it is, and so does the order of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final

import msgspec

from streamer.text import words
from workers.dedupe.words import conjugations, lexicon
from workers.dedupe.words.british import american
from workers.dedupe.words.compounds import parted
from workers.dedupe.words.homonyms import meant, of_age
from workers.dedupe.words.inflections import phrase_at, uninflected
from workers.dedupe.words.numerals import in_digits
from workers.dedupe.words.phrases import PHRASES, Phrase
from workers.dedupe.words.turkish_verbs import plain

_Table = dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
"""First folded word → the words behind it, with what they are rendered by; the longest first."""
_HALVES: Final = {
    **conjugations.HALVES,
    ("nimmt", "fest"): "arrests",
    ("nehmen", "fest"): "arrests",
    ("nahm", "fest"): "arrested",
    ("nahmen", "fest"): "arrested",
    ("lehnt", "ab"): "rejects",
    ("lehnen", "ab"): "rejects",
    ("lehnte", "ab"): "rejected",
    ("stimmt", "zu"): "approves",
    ("stimmte", "zu"): "approved",
    ("weist", "zuruck"): "rejects",
    ("tritt", "zuruck"): "resigns",
    ("trat", "zuruck"): "resigned",
    ("zieht", "zuruck"): "withdraws",
    ("baut", "ab"): "cuts",
    ("kundigt", "an"): "announces",
    ("kundigte", "an"): "announced",
    ("greift", "an"): "attacks",
    ("greifen", "an"): "attacks",
    ("griff", "an"): "attacked",
    ("legt", "zu"): "rises",
    ("legen", "zu"): "rise",
    ("legte", "zu"): "rose",
    ("legten", "zu"): "rose",
    ("hebt", "auf"): "lifts",
    ("hebt", "an"): "raises",
    ("hob", "an"): "raised",
    ("sagt", "ab"): "cancels",
    ("sagte", "ab"): "cancelled",
    ("schiebt", "ab"): "deports",
    ("sturzt", "ab"): "crashes",
    ("sturzte", "ab"): "crashed",
    ("trifft", "ein"): "arrives",
    ("traf", "ein"): "arrived",
    ("reist", "ab"): "leaves",
    ("fangt", "an"): "begins",
    ("bricht", "ab"): "ends",
    ("bricht", "aus"): "erupts",
    ("schiesst", "ab"): "downs",
    ("schoss", "ab"): "downed",
    ("legt", "lahm"): "paralyzes",
    ("legen", "lahm"): "paralyzes",
    ("legte", "lahm"): "paralyzes",
    ("steht", "still"): "paralyzes",
    ("stehen", "still"): "paralyzes",
    ("stellt", "ein"): "halts",
    ("stellen", "ein"): "halts",
    ("stellte", "ein"): "halted",
    ("setzt", "aus"): "suspends",
    ("setzte", "aus"): "suspended",
    ("schlagt", "vor"): "proposes",
    ("ruft", "zuruck"): "recalls",
    ("ruft", "auf"): "calls for",
    ("ruft", "aus"): "declares",
    ("weist", "aus"): "expels",
    ("sturzt", "ein"): "collapses",
    ("sturzte", "ein"): "collapsed",
    ("stellt", "sicher"): "confiscates",
    ("stellte", "sicher"): "confiscated",
    ("fuhrt", "ein"): "introduces",
    ("schafft", "ab"): "abolishes",
    ("gibt", "bekannt"): "announces",
    ("gab", "bekannt"): "announced",
    ("teilt", "mit"): "announces",
    ("teilte", "mit"): "announced",
    ("setzt", "fort"): "continues",
    ("brennt", "nieder"): "burns",
    ("brennt", "ab"): "burns",
    ("geht", "zuruck"): "falls",
    ("steigt", "an"): "rises",
    ("lasst", "frei"): "releases",
    ("liess", "frei"): "released",
}
"""Beginning and end of German verbs."""


_LONG: Final = 5
_DOTS: Final = re.compile("(?<![aeiouq])([aou])e(?=[^aeiou])")


def _listed(*names: str) -> dict[str, list[tuple[str, str]]]:
    """Tongue → form, English; what a form is by the first of its lines."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        listed: dict[str, dict[str, list[str]]] = msgspec.toml.decode(
            (files(__package__) / name).read_text("utf-8")
        )
        for tongue, rows in listed.items():
            found.setdefault(tongue, []).extend(
                (form, english) for english, forms in rows.items() for form in forms
            )
    return found


_LISTS: Final = _listed(
    "tongues.toml",
    "tongues_doublets.toml",
    "tongues_things.toml",
    "tongues_cldr.toml",
    "tongues_capitals.toml",
    "tongues_peoples.toml",
)
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
        told = _joined([part for word in told for part in parted(_umlaut(word), _TABLES["german"])])
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
        if size == 1 and tongue in _FUTURES and english == (told[at],):
            present = _present(told[at], table, tongue)
            english = (_WILL, present) if present != told[at] else (present,)
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


def _present(word: str, table: _Table, tongue: str) -> str:
    """A verb told in the future as in the present, where a list knows that: fermera, eliminará."""
    if word in table or lexicon.known(word).phrases:
        return word
    for ending, present in _FUTURES[tongue]:
        now = word[: -len(ending)] + present
        if (
            word.endswith(ending)
            and len(now) > _LONG - 1
            and (now in table or lexicon.known(now).phrases)
        ):
            if now in table:
                return next((" ".join(by) for rest, by in table[now] if not rest), word)
            return now
    return word


_FLIES: Final = frozenset(["plane", "helicopter"])
"""What falls to the ground as nothing else does."""
_PRISON: Final = frozenset(["prison", "jail", "bars"])
_CAUGHT: Final = frozenset(["arrested", "arrests"])
_WILL: Final = "will"
_FUTURES: Final = {
    "french": (("era", "e"), ("eront", "ent"), ("ira", "it"), ("iront", "issent"), ("ra", "")),
    "spanish": (
        ("ara", "a"),
        ("aran", "an"),
        ("era", "e"),
        ("eran", "en"),
        ("ira", "e"),
        ("iran", "en"),
    ),
    "italian": (("era", "a"), ("eranno", "ano"), ("ira", "e")),
    "portuguese": (("ara", "a"), ("arao", "am"), ("era", "e")),
}
"""Endings of a future, folded, and of its present."""


def _is(told: Sequence[str], rest: tuple[str, ...], tongue: str) -> bool:
    """Whether words are those of a list; the last of a Turkish phrase may have an ending of where it is."""
    if tuple(told) == rest:
        return True
    if tongue != "turkish" or not rest or len(told) < len(rest):
        return False
    end = told[-1].removeprefix(rest[-1])
    return end in _WHERE and told[-1] != end and tuple(told[:-1]) == rest[:-1]


_WHERE: Final = frozenset(
    ["nda", "nde", "ndaki", "ndeki", "da", "de", "nin", "nun", "ni", "nu", "yla", "yle"]
)


def _umlaut(word: str) -> str:
    """Without the e that stands for two dots, as a fold leaves the letter: Mueller, Muller."""
    if len(word) < _LONG or word in _TABLES["german"] or lexicon.known(word).phrases:
        return word
    return _DOTS.sub(r"\1", word)


def _by(told: Sequence[str], at: int, before: str, english: tuple[str, ...]) -> bool:
    """Whether it says who did it: arrestati dalla polizia, atacado por Irán."""
    if english == ("from",):
        return _is_done(before)
    return told[at] == "por" and (_is_done(before) or told[at - 1].endswith(_DONE))


_DONE: Final = (
    "ado",
    "ada",
    "ados",
    "adas",
    "ido",
    "ida",
    "idos",
    "idas",
    "cho",
    "cha",
    "sto",
    "sta",
)
"""Endings of participles in Spanish and Portuguese."""


def _is_done(word: str) -> bool:
    return word in conjugations.PASTS or (len(word) > 4 and word.endswith("ed"))


def _joined(told: Sequence[str]) -> Sequence[str]:
    """With the two halves of a verb at the place of the first."""
    ends = {end for _, end in _HALVES}
    for at in range(len(told) - 1, 0, -1):
        if told[at] not in ends:
            continue
        for begin in range(at):
            whole = _HALVES.get((told[begin], told[at]))
            if whole:
                return [*told[:begin], whole, *told[begin + 1 : at], *told[at + 1 :]]
    return told

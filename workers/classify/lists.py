"""The lists of words, and the only file here that reads any: `*.toml` beside it, in the package.

All lists have one form, so that a user's own file (`[classify] extra`) may hold any of the tables:

    [sections]                       topic = [names of sections]
    [words]                          topic = [words, phrases]
    [places.iraq], [places.abroad]   name = [spellings]
    [urgency]                        strong = [words, phrases]

languages.toml has a form of its own and is not for users.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Final

import msgspec

from streamer.errors import SettingsError
from streamer.text import words
from workers.classify.phrases import LONGEST
from workers.story import TOPICS

PACKAGED: Final = ("sections.toml", "words.toml", "places.toml", "urgency.toml")


class Places(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Canonical name → spellings, by what the place says of the topic."""

    iraq: dict[str, tuple[str, ...]] = {}
    abroad: dict[str, tuple[str, ...]] = {}


class Urgency(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    strong: tuple[str, ...] = ()


class Lists(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of lists; what it leaves out is empty."""

    sections: dict[str, tuple[str, ...]] = {}
    words: dict[str, tuple[str, ...]] = {}
    places: Places = Places()
    urgency: Urgency = Urgency()


def parse(name: str, text: str) -> Lists:
    """The lists in the TOML `text` of the file called `name`. Raises SettingsError."""
    try:
        lists = msgspec.toml.decode(text, type=Lists)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise SettingsError([f"{name}: {error}"]) from None
    faults = [f"{name}: {fault}" for fault in (*_wrong_topics(lists), *_wrong_phrases(lists))]
    if faults:
        raise SettingsError(faults)
    return lists


def _wrong_topics(lists: Lists) -> Iterator[str]:
    for table, by_topic in (("sections", lists.sections), ("words", lists.words)):
        for topic in by_topic:
            if topic not in TOPICS:
                yield f"{table}.{topic}: no such topic; expected one of {', '.join(TOPICS)}"


def _wrong_phrases(lists: Lists) -> Iterator[str]:
    tables = (lists.sections, lists.words, lists.places.iraq, lists.places.abroad)
    phrases = (phrase for table in tables for group in table.values() for phrase in group)
    for phrase in (*phrases, *lists.urgency.strong):
        if not 1 <= len(words(phrase)) <= LONGEST:
            yield f"{phrase!r}: expected one to {LONGEST} words"


class Tongue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Letters and short words of a language, as written."""

    letters: str = ""
    words: tuple[str, ...] = ()


class Languages(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """BCP 47 code → Tongue, by script. `arabic` has ar and fa."""

    arabic: dict[str, Tongue]
    latin: dict[str, Tongue]


def packaged() -> list[Lists]:
    """The lists that come with Ajil."""
    return [parse(name, _text(name)) for name in PACKAGED]


def languages() -> Languages:
    """The languages that can be told."""
    return msgspec.toml.decode(_text("languages.toml"), type=Languages)


def _text(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")

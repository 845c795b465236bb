"""The lists of words, and the only file here that reads any: `*.toml` beside it, in the package.

All lists have one form, so that a user's own file (`[classify] extra`) may hold any of the tables:

    [sections]                       topic = [names of sections]
    [words]                          topic = [words, phrases]
    [places.iraq], [places.abroad]   name = [spellings]
    [places]                         never = [phrases that only look like a place]
    [[places.settled]]               word, name, with = [words]: a place only beside one of them;
                                     written = [spellings with their marks]
    [urgency]                        grave, strong, harm, whom, toll, calm, echo = [words, phrases]

languages.toml has a form of its own and is not for users.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Final

import msgspec

from streamer.errors import SettingsError
from streamer.text import words
from workers.classify.phrases import LONGEST
from workers.story import TOPICS

PACKAGED: Final = (
    "sections.toml", "words.toml", "places_iraq.toml", "places_abroad.toml", "urgency.toml",
)  # fmt: skip


class Settled(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word that is the place `name` only where the text settles it; without conditions always."""

    word: str
    name: Annotated[str, msgspec.Meta(min_length=1)]
    near: tuple[str, ...] = msgspec.field(default=(), name="with")
    """One of these words stands in the text too,"""
    written: tuple[str, ...] = ()
    """or one of these spellings, marks and all, as the publisher wrote it."""


class Places(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Canonical name → spellings, by what the place says of the topic; and what is ambiguous."""

    iraq: dict[str, tuple[str, ...]] = {}
    abroad: dict[str, tuple[str, ...]] = {}
    never: tuple[str, ...] = ()
    settled: tuple[Settled, ...] = ()


class Urgency(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    grave: tuple[str, ...] = ()
    """What interrupts a programme."""
    strong: tuple[str, ...] = ()
    """What is urgent."""
    harm: tuple[str, ...] = ()
    """What is urgent beside another such word or one of `whom`: alone it may be a match or an illness."""
    whom: tuple[str, ...] = ()
    """Whom or what it befalls."""
    toll: tuple[str, ...] = ()
    """What is counted where people die: a hundred of them are grave."""
    calm: tuple[str, ...] = ()
    """What shows that the headline is less urgent than its words."""
    echo: tuple[str, ...] = ()
    """What shows that it tells of no event: routine, whatever else it says."""


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
    for phrase in _phrases(lists):
        if not 1 <= len(words(phrase)) <= LONGEST:
            yield f"{phrase!r}: expected one to {LONGEST} words"
    for settled in lists.places.settled:
        for word in settled.near:
            if len(words(word)) != 1:
                yield f"places.settled: with: {word!r}: expected one word"


def _phrases(lists: Lists) -> Iterator[str]:
    for table in (lists.sections, lists.words, lists.places.iraq, lists.places.abroad):
        for group in table.values():
            yield from group
    yield from lists.places.never
    yield from (settled.word for settled in lists.places.settled)
    yield from (phrase for group in msgspec.structs.astuple(lists.urgency) for phrase in group)


class Tongue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Letters and short words of a language, as written."""

    letters: str = ""
    words: tuple[str, ...] = ()


class Languages(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """BCP 47 code → Tongue, by script. `arabic` has ar and fa."""

    arabic: dict[str, Tongue]
    latin: dict[str, Tongue]


@cache
def packaged() -> tuple[Lists, ...]:
    """The lists that come with Ajil, read once for all who ask. Tests hold that `parse` finds no fault in
    them: half of the time of loading would go there."""
    return tuple(msgspec.toml.decode(_text(name), type=Lists) for name in PACKAGED)


def languages() -> Languages:
    """The languages that can be told."""
    return msgspec.toml.decode(_text("languages.toml"), type=Languages)


def _text(name: str) -> str:
    # Beside this file; importlib.resources would load a dozen modules for the same.
    return Path(__file__).with_name(name).read_text("utf-8")

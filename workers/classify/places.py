"""Places named in a headline: found by any listed spelling, told by their canonical Arabic name.

Some words are a place only beside another word, or one of two places: عمان is the capital of Jordan, and
the sultanate where مسقط or العمانية stands too; سيول is the capital of Korea, and without Korea torrents
of rain. As written, the two عمان differ (عُمان, عمّان); where a publisher sets the mark it is believed.
All of this stands in the lists.

A headline that opens with its outlet's own name, as a dateline does (بغداد اليوم _ ديالى), does not happen
in the outlet's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from streamer.text import words
from workers.classify.lists import Lists
from workers.classify.phrases import Hit, Phrases, Text

Where = Literal["iraq", "abroad"]

_DATELINE: Final = re.compile(r"\s*(?:وكالة\s+)?بغداد اليوم\s*[-–—_ـ/|:]+")
_CLITICS: Final = "وفبكل"


class Place(NamedTuple):
    name: str
    where: Where


class Meaning(NamedTuple):
    """A place that a spelling stands for (None: no place at all), and what has to settle that."""

    place: Place | None
    near: frozenset[str] = frozenset()
    written: tuple[str, ...] = ()


class Gazetteer:
    """`spellings` is for the Reader; `find` takes what it read."""

    def __init__(self, lists: Sequence[Lists]) -> None:
        self.spellings: Phrases[Meaning] = Phrases((*_ambiguous(lists), *_plain(lists)))

    def find(self, text: Text, hits: Sequence[Hit[Meaning]], written: str) -> tuple[Place, ...]:
        """The places in `text` (`written`, before it was folded), in its order, each once. `hits`: what was
        found of `spellings` there."""
        if not hits:
            return ()
        if _DATELINE.match(written) and "اليوم" in text.words:
            hits = self.spellings.find(text.words, text.words.index("اليوم") + 1)
        found: dict[Place, None] = {}
        for hit in hits:
            place = _settled(hit.values, text.words, written)
            if place is not None:
                found[place] = None
        return tuple(found)


def _settled(meanings: tuple[Meaning, ...], text: Sequence[str], written: str) -> Place | None:
    """The first meaning that the text allows."""
    first = meanings[0]
    if not (first.near or first.written):
        return first.place
    there = {*text, *(word[1:] for word in text if word[0] in _CLITICS)}
    for place, near, spellings in meanings:
        always = not (near or spellings)
        if always or not near.isdisjoint(there) or any(one in written for one in spellings):
            return place
    return None


def _ambiguous(lists: Sequence[Lists]) -> Iterable[tuple[str, Meaning]]:
    """Before the plain spellings, and in the order of the lists: the first that fits is taken."""
    iraq = {name for part in lists for name in part.places.iraq}
    for part in lists:
        for one in part.places.settled:
            near = frozenset(word for text in one.near for word in words(text))
            place = Place(one.name, "iraq" if one.name in iraq else "abroad")
            yield one.word, Meaning(place, near, one.written)
        yield from ((phrase, Meaning(None)) for phrase in part.places.never)


def _plain(lists: Sequence[Lists]) -> Iterable[tuple[str, Meaning]]:
    for part in lists:
        for name, spellings in part.places.iraq.items():
            yield from ((spelling, Meaning(Place(name, "iraq"))) for spelling in spellings)
        for name, spellings in part.places.abroad.items():
            yield from ((spelling, Meaning(Place(name, "abroad"))) for spelling in spellings)

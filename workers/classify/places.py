"""Places named in a headline: found by any listed spelling, told by their canonical Arabic name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from workers.classify.lists import Lists
from workers.classify.phrases import Phrases, Words

Where = Literal["iraq", "abroad"]


class Place(NamedTuple):
    name: str
    where: Where


class Gazetteer:
    def __init__(self, lists: Iterable[Lists]) -> None:
        self._spellings: Phrases[Place] = Phrases(_pairs(lists))

    def find(self, text: Words) -> tuple[Place, ...]:
        """The places in `text`, in the order of the text, each once."""
        hits = self._spellings.find(text)
        return tuple(dict.fromkeys([place for hit in hits for place in hit.values]))


def _pairs(lists: Iterable[Lists]) -> Iterable[tuple[str, Place]]:
    for part in lists:
        for name, spellings in part.places.iraq.items():
            yield from ((spelling, Place(name, "iraq")) for spelling in spellings)
        for name, spellings in part.places.abroad.items():
            yield from ((spelling, Place(name, "abroad")) for spelling in spellings)

"""All that the lists say of a word: the phrases that begin with it, the longest first, each with its sense.

The lists contradict each other: of two senses of one form the first holds, so their order here is a law.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from streamer.text import words
from workers.dedupe.words import calendar, concepts, fillers, nations, numbers, offices
from workers.dedupe.words.compound_names import joined
from workers.dedupe.words.kinds import Sense, Senses


class Phrase(NamedTuple):
    rest: tuple[str, ...]
    """The folded words behind the first one."""
    sense: Sense


def _senses() -> Senses:
    """The strongest list first."""
    for form, sense in concepts.senses():
        if len(form.split()) > 1:  # phrases before all: وقف إطلاق النار is not وقف
            yield form, sense
    yield from fillers.themselves()
    yield from calendar.senses()
    yield from numbers.senses()
    yield from nations.senses()
    yield from offices.senses()
    yield from fillers.senses()
    yield from concepts.senses()
    yield from fillers.soft()
    yield from numbers.nouns()


def _joined(senses: Senses) -> Senses:
    """Persian phrases of two words, written as one: رئیس‌جمهور."""
    for form, sense in senses:
        if " " in form and any(char in "یکگپچژ" for char in form):
            yield form.replace(" ", ""), sense


def _phrases() -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, dict[tuple[str, ...], Sense]] = {}
    for form, sense in (*_senses(), *_joined(_senses())):
        first, *rest = joined(words(form)) or [""]
        if first:
            found.setdefault(first, {}).setdefault(tuple(rest), sense)
    return {
        first: tuple(
            Phrase(rest, sense)
            for rest, sense in sorted(by_rest.items(), key=lambda item: -len(item[0]))
        )
        for first, by_rest in found.items()
    }


PHRASES: Final = _phrases()
"""A folded word → what begins with it; the word alone is the last."""

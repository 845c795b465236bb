"""Finding the phrases of a list in a text, at a cost that does not grow with the list.

A text is cut into folded words once (`Words.of`), each with its forms: as written, and without
the و ف ب ك ل ال لل before it. A list is a dict of folded phrases, and another from a phrase's
first word to the length of the longest phrase that begins with it. At each word of a text the
second dict says how far to look (mostly: not at all), the first whether it is there. So a text of
n words costs at most n · forms · LONGEST look-ups, be the list of a hundred names or of a million.

The longest phrase wins and its words are spent, so that مجلس الأمن is no hit for الأمن. Only the
first word of a phrase may carry a clitic. What a list writes with ال meets only ال, because for
many names the article is half of the meaning (الحلة is a town, حلة a garment).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from typing import Final, Generic, NamedTuple, TypeVar

from streamer.text import stems, words

LONGEST: Final = 4
"""Words in the longest phrase; longer ones are refused when the list is made."""

LONG: Final = 32
"""Letters of a word from which on it is taken as it is."""

Value = TypeVar("Value")


class Hit(NamedTuple, Generic[Value]):
    """A phrase that was found: as its list writes it first, and all that it stands for."""

    phrase: str
    values: tuple[Value, ...]


class Words(NamedTuple):
    """A text in folded words, and the forms of each."""

    words: tuple[str, ...]
    forms: tuple[tuple[str, ...], ...]
    all: tuple[str, ...]
    """The forms of all words."""

    @classmethod
    def of(cls, text: str) -> Words:
        if not text:
            return NOTHING
        found = tuple(words(text))
        of_each = tuple(map(forms, found))
        return cls(found, of_each, tuple(chain.from_iterable(of_each)))


NOTHING: Final = Words((), (), ())


def forms(word: str) -> tuple[str, ...]:
    """The folded word and what is left without its clitics; no list has words longer than LONG."""
    return _forms(word) if len(word) <= LONG else (word,)


# The words of news repeat. Bounded twice, in entries here and in their size above, so that no
# publisher can fill the memory with words of its own making.
_forms = lru_cache(maxsize=20_000)(stems)


class Phrases(Generic[Value]):
    """A list of phrases, each standing for one or more values."""

    def __init__(self, pairs: Iterable[tuple[str, Value]]) -> None:
        """`pairs` of phrase (any spelling, one to LONGEST words) and value; else ValueError."""
        self._hits: dict[str, Hit[Value]] = {}
        self._reach: dict[str, int] = {}
        for phrase, value in pairs:
            self._add(phrase, value)

    def _add(self, phrase: str, value: Value) -> None:
        parts = words(phrase)
        if not 1 <= len(parts) <= LONGEST:
            raise ValueError(f"{phrase!r}: expected one to {LONGEST} words")
        key = " ".join(parts)
        known = self._hits.get(key, Hit(phrase, ()))
        if value not in known.values:
            self._hits[key] = Hit(known.phrase, (*known.values, value))
        self._reach[parts[0]] = max(len(parts), self._reach.get(parts[0], 0))

    def find(self, text: Words) -> list[Hit[Value]]:
        """The phrases in `text` from first to last, longest first, no word used twice."""
        found: list[Hit[Value]] = []
        unknown = self._reach.keys().isdisjoint
        if unknown(text.all):  # the common case
            return found
        free = 0
        for at, first in enumerate(text.forms):
            if at < free or unknown(first):
                continue
            hit, length = self._at(text, at)
            if hit is not None:
                found.append(hit)
                free = at + length
        return found

    def _at(self, text: Words, at: int) -> tuple[Hit[Value] | None, int]:
        """The longest phrase that begins at word `at`, and how many words it spends."""
        best: Hit[Value] | None = None
        length = 0
        for form in text.forms[at]:
            for many in range(self._reach.get(form, 0), length, -1):
                rest = text.words[at + 1 : at + many]
                if len(rest) == many - 1:
                    hit = self._hits.get(" ".join((form, *rest)))
                    if hit is not None:
                        best, length = hit, many
                        break
        return best, length

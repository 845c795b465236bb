"""Finding the phrases of several lists in a text in one reading, at a cost that does not grow with the lists.

A text is cut into folded words, and of each word it is known (and remembered, for the words of news
repeat) in which lists a phrase may begin with it, as written or without the و ف ب ك ل ال لل before it.
Mostly in none, and the reading goes on. Where one may, the list says how far to look, and a dict of its
folded phrases whether it is there. So a text of n words costs n look-ups and a few more for each word
that begins a phrase, be the lists of a hundred names or of a million.

The longest phrase of a list wins and its words are spent, so that مجلس الأمن is no hit for الأمن. Only the
first word of a phrase may carry a clitic. What a list writes with ال meets only ال, because for many names
the article is half of the meaning (الحلة is a town, حلة a garment).

Road not taken: an Aho-Corasick automaton over the letters. It finds parts of words too, so that every hit has
to be checked for its edges and clitics in Python, which is the dear part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final, Generic, NamedTuple, TypeVar

from streamer.text import stems, words

LONGEST: Final = 4
"""Words in the longest phrase; longer ones are refused when the list is made."""

LONG: Final = 32
"""Letters of a word from which on it is taken as it is."""

_REMEMBERED: Final = 20_000

Value = TypeVar("Value")


class Hit(NamedTuple, Generic[Value]):
    """A phrase that was found: as its list writes it first, and all that it stands for."""

    phrase: str
    values: tuple[Value, ...]


class Text(NamedTuple):
    """A text in folded words, and for each list the words at which one of its phrases may begin."""

    words: tuple[str, ...]
    begins: tuple[Sequence[int], ...]


def forms(word: str) -> tuple[str, ...]:
    """The folded word and what is left without its clitics; no list has words longer than LONG."""
    return _forms(word) if len(word) <= LONG else (word,)


# Bounded twice, in entries here and in their size by LONG, so that no publisher can fill the memory
# with words of its own making.
_forms = lru_cache(maxsize=_REMEMBERED)(stems)


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

    def begins_with(self, word_forms: Iterable[str]) -> bool:
        """Whether a phrase may begin with a word of these forms."""
        return not self._reach.keys().isdisjoint(word_forms)

    def find(self, text: tuple[str, ...], begins: Sequence[int]) -> list[Hit[Value]]:
        """The phrases in `text` from first to last, longest first, no word used twice."""
        found: list[Hit[Value]] = []
        free = 0
        for at in begins:
            if at >= free:
                hit, length = self._at(text, at)
                if hit is not None:
                    found.append(hit)
                    free = at + length
        return found

    def _at(self, text: tuple[str, ...], at: int) -> tuple[Hit[Value] | None, int]:
        """The longest phrase that begins at word `at`, and how many words it spends."""
        best: Hit[Value] | None = None
        length = 0
        for form in forms(text[at]):
            for many in range(self._reach.get(form, 0), length, -1):
                rest = text[at + 1 : at + many]
                if len(rest) == many - 1:
                    hit = self._hits.get(" ".join((form, *rest)))
                    if hit is not None:
                        best, length = hit, many
                        break
        return best, length


class Reader:
    """Cuts texts into words, and knows of each where the phrases of some lists may begin."""

    def __init__(self, lists: Sequence[Phrases[Any]]) -> None:
        self._lists = tuple(lists)
        self._nothing = Text((), ((),) * len(self._lists))
        self._remembers = lru_cache(maxsize=_REMEMBERED)(self._meets)

    def read(self, text: str) -> Text:
        if not text:
            return self._nothing
        found = tuple(words(text))
        begins: tuple[list[int], ...] = tuple([[] for _ in self._lists])
        for at, lists in enumerate(map(self._met, found)):
            if lists:  # rare: most words begin nothing
                for which in lists:
                    begins[which].append(at)
        return Text(found, begins)

    def _met(self, word: str) -> tuple[int, ...]:
        return self._remembers(word) if len(word) <= LONG else ()

    def _meets(self, word: str) -> tuple[int, ...]:
        """The lists that know a phrase which begins with this word."""
        of_word = forms(word)
        return tuple([at for at, one in enumerate(self._lists) if one.begins_with(of_word)])

"""Finding the phrases of several lists in a text in one reading, at a cost that does not grow with the
lists.

A text is cut into folded words, and of each word it is known (and remembered, for the words of news
repeat) in which lists a phrase may begin with it, as written or without the و ف ب ك ل ال لل before it.
Mostly in none, and the reading goes on. Where one may, the list says how far to look, and a dict of its
folded phrases whether it is there. So a text of n words costs n look-ups and a few more for each word
that begins a phrase, be the lists of a hundred names or of a million.

The longest phrase of a list wins and its words are spent, so that مجلس الأمن is no hit for الأمن. Only the
first word of a phrase may carry a clitic. What a list writes with ال meets only ال, because for many names
the article is half of the meaning (الحلة is a town, حلة a garment).

Road not taken: an Aho-Corasick automaton over the letters. It finds parts of words too, so that every
hit has to be checked for its edges and clitics in Python, which is the dear part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, Generic, NamedTuple, TypeVar

from streamer.text import stems, words

LONGEST: Final = 4
"""Words in the longest phrase; longer ones are refused when the list is made."""

LONG: Final = 32
"""Letters of a word that are looked at; no list has longer ones."""

Value = TypeVar("Value")


class Hit(NamedTuple, Generic[Value]):
    """A phrase that was found: as its list writes it first, and all that it stands for."""

    phrase: str
    values: tuple[Value, ...]


Start = tuple[str, int]
"""A form of a word with which phrases of a list begin, and the words of the longest of these."""

Begin = tuple[int, tuple[Start, ...]]
"""The place of such a word in its text, and its forms."""


class Text(NamedTuple):
    """A text in folded words; for each list where one of its phrases may begin; and the number of each word
    (what `number` of the Reader gave it)."""

    words: tuple[str, ...]
    begins: tuple[Sequence[Begin], ...]
    numbers: Sequence[int]


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

    def starts(self, word_forms: Iterable[str]) -> tuple[Start, ...]:
        """With which of these forms phrases begin; the word itself comes first."""
        return tuple([(form, self._reach[form]) for form in word_forms if form in self._reach])

    def find(self, text: tuple[str, ...], begins: Sequence[Begin]) -> list[Hit[Value]]:
        """The phrases in `text` from first to last, longest first, no word used twice."""
        found: list[Hit[Value]] = []
        hits = self._hits
        free = 0
        for at, starts in begins:
            if at < free:
                continue
            best: Hit[Value] | None = None
            length = 0
            for form, reach in starts:
                for many in range(min(reach, len(text) - at), length, -1):
                    key = form if many == 1 else " ".join((form, *text[at + 1 : at + many]))
                    hit = hits.get(key)
                    if hit is not None:
                        best, length = hit, many
                        break
            if best is not None:
                found.append(best)
                free = at + length
        return found


class Reader:
    """Cuts texts into words, and knows of each where the phrases of some lists may begin."""

    def __init__(
        self, lists: Sequence[Phrases[Any]], number: Callable[[str], int] = lambda _: 0
    ) -> None:
        """`number` is asked once for every word that is met, until `forget` is called."""
        self._lists = tuple(lists)
        self._number = number
        self._nothing = Text((), ((),) * len(self._lists), ())
        self._known: dict[str, tuple[tuple[tuple[int, tuple[Start, ...]], ...], int]] = {}

    def __len__(self) -> int:
        """The words that are known."""
        return len(self._known)

    def forget(self) -> None:
        self._known.clear()

    def read(self, text: str) -> Text:
        if not text:
            return self._nothing
        found = tuple(words(text))
        known = self._known.get
        met = [known(word) or self._meet(word) for word in found]
        begins: tuple[list[Begin], ...] = tuple([[] for _ in self._lists])
        for at, (lists, _) in enumerate(met):
            if lists:  # rare: most words begin nothing
                for which, starts in lists:
                    begins[which].append((at, starts))
        return Text(found, begins, [number for _, number in met])

    def _meet(self, word: str) -> tuple[tuple[tuple[int, tuple[Start, ...]], ...], int]:
        """The lists that know phrases which begin with this word, with what; and its number."""
        if len(word) > LONG:  # as its beginning: no publisher can fill the memory with long words
            word = word[:LONG]
            if word in self._known:
                return self._known[word]
        of_word = stems(word)
        starts = ((which, one.starts(of_word)) for which, one in enumerate(self._lists))
        met = self._known[word] = tuple([one for one in starts if one[1]]), self._number(word)
        return met

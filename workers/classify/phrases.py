"""Finding the phrases of several lists in a text in one reading, at a cost that does not grow with the
lists.

A text is cut into folded words, and of each word it is known (and remembered, for the words of news
repeat) which phrase of which list it is by itself, and with which words behind it a longer one goes on,
as written or without the و ف ب ك ل ال لل before it. Mostly it is none, and the reading goes on. So a text of
n words costs n look-ups and a few more for each word that begins a phrase, be the lists of a hundred
names or of a million.

The longest phrase of a list wins and its words are spent, so that مجلس الأمن is no hit for الأمن. Only the
first word of a phrase may carry a clitic. What a list writes with ال meets only ال, because for many names
the article is half of the meaning (الحلة is a town, حلة a garment).

Road not taken: an Aho-Corasick automaton over the letters. It finds parts of words too, so that every
hit has to be checked for its edges and clitics in Python, which is the dear part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, Final, Generic, NamedTuple, TypeVar

from streamer.text import simple_fold, simple_words, stems, words

LONGEST: Final = 4
"""Words in the longest phrase; longer ones are refused when the list is made."""

LONG: Final = 32
"""Letters of a word that are looked at; no list has longer ones."""

Value = TypeVar("Value")


class Hit(NamedTuple, Generic[Value]):
    """A phrase that was found: as its list writes it first, and all that it stands for."""

    phrase: str
    values: tuple[Value, ...]


Longer = tuple[tuple[str, dict[str, int]], ...]
"""Forms of a word with which longer phrases of a list begin: each with the second words of these, and how
many words the longest has that goes on so."""


class Start(NamedTuple, Generic[Value]):
    """What of a list begins with a word."""

    alone: Hit[Value] | None
    """The phrase that the word is by itself."""
    longer: Longer


class Text(NamedTuple):
    """A text in folded words; for each list its phrases, from first to last; and the number of each word
    (what `number` of the Reader gave it)."""

    words: Sequence[str]
    hits: tuple[list[Hit[Any]], ...]
    numbers: Sequence[int]


class Phrases(Generic[Value]):
    """A list of phrases, each standing for one or more values."""

    def __init__(self, pairs: Iterable[tuple[str, Value]]) -> None:
        """`pairs` of phrase (any spelling, one to LONGEST words) and value; else ValueError."""
        self._hits: dict[str, Hit[Value]] = {}
        self._seconds: dict[str, dict[str, int]] = {}
        for phrase, value in pairs:
            self._add(phrase, value)

    def _add(self, phrase: str, value: Value) -> None:
        parts = words(phrase)
        if not 1 <= len(parts) <= LONGEST:
            raise ValueError(f"{phrase!r}: expected one to {LONGEST} words")
        key = " ".join(parts)
        known = self._hits.get(key)
        if known is None:
            self._hits[key] = Hit(phrase, (value,))
        elif value not in known.values:
            self._hits[key] = Hit(known.phrase, (*known.values, value))
        if len(parts) > 1:
            seconds = self._seconds.setdefault(parts[0], {})
            seconds[parts[1]] = max(len(parts), seconds.get(parts[1], 0))

    def start(self, word_forms: Sequence[str]) -> Start[Value] | None:
        """What begins with these forms of a word, of which the word itself comes first."""
        hits, seconds = self._hits, self._seconds
        if len(word_forms) == 1:
            form = word_forms[0]
            hit, goes_on = hits.get(form), seconds.get(form)
            return Start(hit, ((form, goes_on),) if goes_on else ()) if hit or goes_on else None
        alone = next((hits[form] for form in word_forms if form in hits), None)
        longer = tuple([(form, seconds[form]) for form in word_forms if form in seconds])
        return Start(alone, longer) if alone or longer else None

    def firsts(self) -> Iterable[str]:
        """The words with which phrases begin."""
        return (key.partition(" ")[0] for key in self._hits)

    def longest(
        self, text: Sequence[str], at: int, longer: Longer
    ) -> tuple[Hit[Value] | None, int]:
        """The longest phrase of two words or more at `at` of `text`, and its words; None, 1: none is."""
        best, length = None, 1
        if at + 1 < len(text):
            second = text[at + 1]
            for form, seconds in longer:
                if second not in seconds:
                    continue
                reach = seconds[second]
                for many in range(min(reach, len(text) - at), length, -1):
                    hit = self._hits.get(" ".join((form, *text[at + 1 : at + many])))
                    if hit is not None:
                        best, length = hit, many
                        break
        return best, length

    def find(self, text: Sequence[str], first: int = 0) -> list[Hit[Value]]:
        """The phrases in `text` from `first` on, longest first, no word used twice: what a Reader finds too,
        more quickly, for it remembers words."""
        found, free = [], first
        for at in range(first, len(text)):
            start = self.start(stems(text[at][:LONG])) if at >= free else None
            if start is not None:
                hit, length = self.longest(text, at, start.longer)
                hit = hit or start.alone
                if hit is not None:
                    found.append(hit)
                    free = at + length
        return found


Met = tuple[str, int, tuple[tuple[int, Hit[Any] | None, Longer], ...]]
"""What is known of a word: folded, its number, and of each list that knows it: which, and its Start. (A
plain tuple: there are many.)"""


class Reader:
    """Cuts texts into words, and finds the phrases of some lists in them."""

    def __init__(
        self, lists: Sequence[Phrases[Any]], number: Callable[[str], int] = lambda _: 0
    ) -> None:
        """`number` is asked once for every word that is met, until `forget` is called."""
        self._lists = tuple(lists)
        self._known = _Known(self._lists, number)
        self._written = _Written(self._known)

    def __len__(self) -> int:
        """The words that are known, in any spelling."""
        return max(len(self._known), len(self._written))

    def forget(self) -> None:
        self._known.clear()
        self._written.clear()

    def read(self, text: str) -> Text:
        written = simple_words(text)
        if written is not None:
            met = list(chain.from_iterable(map(self._written.__getitem__, written)))
        else:
            met = list(map(self._known.__getitem__, words(text)))
        if not met:
            return Text((), tuple([[] for _ in self._lists]), ())
        found, numbers, all_starts = zip(*met, strict=True)
        hits: tuple[list[Hit[Any]], ...] = tuple([[] for _ in self._lists])
        there = [
            at for at, starts in enumerate(all_starts) if starts
        ]  # rare: most words begin nothing
        if there:
            self._match(found, all_starts, there, hits)
        return Text(found, hits, numbers)

    def _match(
        self,
        found: Sequence[str],
        all_starts: Sequence[tuple[tuple[int, Hit[Any] | None, Longer], ...]],
        there: Sequence[int],
        hits: tuple[list[Hit[Any]], ...],
    ) -> None:
        free = [0] * len(hits)
        last = len(found) - 1
        for at in there:
            for which, alone, longer in all_starts[at]:
                if at < free[which]:
                    continue
                if longer and at < last and (len(longer) > 1 or found[at + 1] in longer[0][1]):
                    hit, length = self._lists[which].longest(found, at, longer)
                    if hit is not None:
                        hits[which].append(hit)
                        free[which] = at + length
                        continue
                if alone is not None:
                    hits[which].append(alone)


class _Known(dict[str, Met]):
    """What is known of the words that were met."""

    def __init__(self, lists: tuple[Phrases[Any], ...], number: Callable[[str], int]) -> None:
        self._number = number
        self._firsts: dict[str, list[tuple[int, Phrases[Any]]]] = {}
        """The words with which phrases begin, and of which lists."""
        for which, one in enumerate(lists):
            for word in set(one.firsts()):
                self._firsts.setdefault(word, []).append((which, one))
        self._disjoint = self._firsts.keys().isdisjoint

    def __missing__(self, word: str) -> Met:
        if len(word) > LONG:  # as its beginning: no publisher can fill the memory with long words
            return (word, *self[word[:LONG]][1:])
        forms = stems(word)
        starts = () if self._disjoint(forms) else self._starts(forms)
        met = self[word] = (word, self._number(word), starts)
        return met

    def _starts(self, forms: tuple[str, ...]) -> tuple[tuple[int, Hit[Any] | None, Longer], ...]:
        firsts = self._firsts
        forms = tuple([form for form in forms if form in firsts])
        lists = firsts[forms[0]]
        if len(forms) > 1:
            lists = sorted({one for form in forms for one in firsts[form]}, key=_first)
        starts = [(which, one.start(forms)) for which, one in lists]
        return tuple([(which, start.alone, start.longer) for which, start in starts if start])


_first = itemgetter(0)


class _Written(dict[str, tuple[Met, ...]]):
    """What is known of words as they are written in simple text: each is one folded, several or none."""

    def __init__(self, known: _Known) -> None:
        self._known = known

    def __missing__(self, word: str) -> tuple[Met, ...]:
        folded = simple_fold(word)
        if " " in folded:
            met = tuple(map(self._known.__getitem__, folded.split()))
        else:
            met = (self._known[folded],) if folded else ()
        if len(word) <= LONG:
            self[word] = met
        return met

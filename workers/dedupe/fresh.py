"""What is new, in words as the publisher wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final

from streamer import text
from workers.dedupe.comparing.official_word import SAID_SO
from workers.dedupe.reading import hearsay
from workers.dedupe.reading.neighbours import following
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.compound_names import halves
from workers.dedupe.words.kinds import SOFT
from workers.dedupe.words.remembered import remembered
from workers.dedupe.words.renderings import rendered
from workers.dedupe.words.spelt_out import spelt_out

_MOST: Final = 8
"""Words told at most."""


def fresh_words(
    title: str, reading: Reading, adds: Iterable[Part], tolls: Sequence[tuple[str, float, float]]
) -> tuple[str, ...]:
    """The added parts of `title` as written; a toll with what it was before: «7 أشخاص (5 → 7)»."""
    adds = tuple(adds)
    if not (adds or tolls):  # mostly: no word need be looked at
        return ()
    if SAID_SO in adds:
        return (hearsay.official(title),)
    told = [_toll(title, reading, *toll) for toll in tolls]
    wanted = {word for part in adds for word in reading.words[part.at : part.end]}
    wanted.update(half for word in tuple(wanted) for half in halves(word))
    told += [raw for raw in title.split() if not wanted.isdisjoint(_words(raw))]
    if not told and reading.tongue:  # as it is rendered, and its endings are spelt out
        told = [raw for raw in title.split() if not wanted.isdisjoint(_rendered(raw, reading))]
    if not told:  # a date in figures is read in words
        told = [" ".join(reading.words[part.at : part.end]) for part in adds]
    return tuple(dict.fromkeys(told))[:_MOST]


def _rendered(raw: str, reading: Reading) -> list[str]:
    return rendered(text.words(spelt_out(raw, reading.tongue)), reading.tongue)


@remembered(10_000)
def _words(raw: str) -> tuple[str, ...]:
    """The folded words of one as it is written: mostly one."""
    return tuple(text.words(raw))


def _toll(title: str, reading: Reading, of: str, before: float, now: float) -> str:
    for part in reading.parts:
        if part.counted == of and part.unit == f"#{now:g}":
            after = following(part, reading)
            end = part.end
            if after is not None and after.at == end and (after.kind == SOFT or after.counted):
                end += after.size
            written = _as_written(title, reading.words[part.at : end])
            return f"{written} ({before:g} → {now:g})"
    return f"{of}: {before:g} → {now:g}"


def _as_written(title: str, words: Sequence[str]) -> str:
    """The written words that fold to `words`."""
    wanted = set(words)
    return " ".join(raw for raw in title.split() if not wanted.isdisjoint(text.words(raw)))


def words_left(title: str, before: Iterable[str]) -> tuple[str, ...]:
    """The words of `title`, as written, that no earlier title had. Words left out or in another order
    may turn the meaning round as well, so they are never passed over as nothing."""
    known = {word for one in before for word in text.words(one)}
    words = (word for word in title.split() if not known.issuperset(text.words(word)))
    return tuple(dict.fromkeys(words)) or ("worded otherwise",)


def word_diff(before: str, after: str) -> str:
    """What an edit took away and put in, word by word, in order: «−5 +7». Empty where nothing did."""
    a, b = before.split(), after.split()
    folds = [[text.fold(word) for word in words] for words in (a, b)]
    changes: list[str] = []
    matcher = SequenceMatcher(None, folds[0], folds[1], autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what != "equal":
            changes += [f"−{word}" for word in a[i:j]] + [f"+{word}" for word in b[k:m]]
    return " ".join(changes[: 2 * _MOST])

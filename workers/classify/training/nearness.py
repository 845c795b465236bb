"""By what titles of one event differ in the vectors of the large model, and by what titles of two do.

Two titles over nearly one lead tell of one event in other words, and nobody had to label them. Across such
pairs a vector varies by wording; so it is turned, and shrunk, in the directions in which they vary most
(within-class covariance normalization: Hatch, Kajarekar and Stolcke, Interspeech 2006), and of what is left
the directions are kept in which titles at large vary most. No title is among them of the days whose events
are held back for measuring (tests/data/clusters_heldback.tsv).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Final

import numpy as np

from streamer.text import words
from workers.classify.training import texts
from workers.classify.training.learn import Floats

_HELD: Final = date(2013, 2, 18), date(2013, 2, 22)
"""From and to which day events are held back for measuring, and a day around."""
_ALIKE: Final = 0.5
"""Cosine of two leads, by words weighted by rarity, from which on they are of one event."""
_OTHER_WORDS: Final = 0.6
"""Share of words that two titles have in common, below which they are worded otherwise."""
_DAYS: Final = 3
_RARE: Final = 60
"""Leads that have a word by which others are looked for."""
_KEPT: Final = 192
"""Directions."""


def usable(items: Sequence[texts.Item]) -> list[texts.Item]:
    return [
        item
        for item in items
        if item.lead
        and item.published
        and not _HELD[0] <= date.fromisoformat(item.published) <= _HELD[1]
    ]


def pairs(items: Sequence[texts.Item]) -> Iterator[tuple[int, int]]:
    """Of one event in other words, by their places."""
    leads = [frozenset(words(item.lead)) for item in items]
    titles = [frozenset(words(item.title)) for item in items]
    having = Counter(word for lead in leads for word in lead)
    weight = {word: math.log(len(items) / count) ** 2 for word, count in having.items()}
    heft = [math.sqrt(sum(weight[word] for word in lead)) or 1.0 for lead in leads]
    told: dict[str, list[int]] = {}
    for place, lead in enumerate(leads):
        rare = sorted(word for word in lead if having[word] <= _RARE)
        shared = Counter(other for word in rare for other in told.get(word, ()))
        for other in sorted(shared):
            alike = sum(weight[word] for word in lead & leads[other]) / heft[place] / heft[other]
            both = titles[place] & titles[other]
            share = len(both) / len(titles[place] | titles[other])
            if alike >= _ALIKE and share < _OTHER_WORDS and _near(items[place], items[other]):
                yield other, place
        for word in rare:
            told.setdefault(word, []).append(place)


def _near(one: texts.Item, other: texts.Item) -> bool:
    apart = date.fromisoformat(one.published) - date.fromisoformat(other.published)
    return abs(apart.days) <= _DAYS


def turned(vectors: Floats, some: Sequence[tuple[int, int]]) -> tuple[Floats, Floats]:
    """The middle of the vectors, and what turns them: directions by columns."""
    middle = vectors.mean(axis=0)
    ones, others = (np.array(places) for places in zip(*some, strict=True))
    between = vectors[ones] - vectors[others]
    within = between.T @ between / len(between)
    within += np.eye(len(within), dtype=within.dtype) * np.trace(within) / len(within)
    sizes, axes = np.linalg.eigh(within)
    shrunk = (axes / np.sqrt(sizes)) @ axes.T
    _, widest = np.linalg.eigh(np.cov((vectors - middle) @ shrunk, rowvar=False))
    turn = shrunk @ widest[:, -_KEPT:]
    return middle, turn / np.abs(turn).max()


def packed(vectors: Floats, some: Sequence[tuple[int, int]]) -> bytes:
    middle, turn = turned(vectors, some)
    out = BytesIO()
    np.savez_compressed(out, middle=middle.astype(np.float32), turn=turn.astype(np.float16))
    return out.getvalue()

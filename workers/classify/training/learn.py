"""The linear model, learnt by gradient descent (Adam, whole batches) in numpy: no dice, the same numbers
each time.

A document is its words, a word its rows (features.py); both steps are sums, so a pass over 90,000
documents goes through each distinct word once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from streamer.text import words
from workers.classify.features import ROWS, rows
from workers.classify.model import Model

Floats = NDArray[np.float32]
Passed = Callable[[float], None]
PASSES: Final = 60
STEP: Final = 0.1
SHRINK: Final = 1e-6
_MOMENTUM: Final = 0.9
_MEMORY: Final = 0.98


class _Sums:
    """Lists of numbers, each a row of a matrix: `forth` sums them, over √length; `back` is its transpose."""

    def __init__(self, lists: Sequence[Sequence[int]], size: int) -> None:
        lengths = np.array([len(one) for one in lists])
        self._of = np.concatenate([np.asarray(one, np.int64) for one in lists])
        self._starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        self.root = (1 / np.sqrt(lengths)).astype(np.float32)[:, None]
        order = np.argsort(self._of, kind="stable")
        self._from = np.repeat(np.arange(len(lists)), lengths)[order]
        self._met, self._met_starts = np.unique(self._of[order], return_index=True)
        self._size = size

    def forth(self, matrix: Floats) -> Floats:
        return np.asarray(np.add.reduceat(matrix[self._of], self._starts, axis=0) * self.root)

    def back(self, gradient: Floats) -> Floats:
        scaled = gradient * self.root
        out = np.zeros((self._size, gradient.shape[1]), np.float32)
        out[self._met] = np.add.reduceat(scaled[self._from], self._met_starts, axis=0)
        return out


class Corpus:
    """Texts in the form that learning and reading in bulk need."""

    def __init__(self, texts: Sequence[str]) -> None:
        known: dict[str, int] = {}
        documents = [
            [known.setdefault(word, len(known)) for word in words(text) or [""]] for text in texts
        ]
        self.by_word: Final = _Sums([rows(word) for word in known], ROWS)
        self.by_text: Final = _Sums(documents, len(known))

    def logits(self, weights: Floats, bias: Floats) -> Floats:
        return self.by_text.forth(self.by_word.forth(weights)) + bias


def softmax(logits: Floats) -> Floats:
    risen = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(risen / risen.sum(axis=1, keepdims=True))


def sigmoid(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logits)))


def learn(
    corpus: Corpus,
    targets: Floats,
    weight: Floats,
    *,
    one_of: bool,
    passes: int = PASSES,
    bias: float | None = None,
    passed: Passed = lambda step: None,
) -> tuple[Floats, Floats]:
    """Weights (ROWS × columns) and bias. `targets`: shares from 0 to 1; `weight`: of each text;
    `one_of`: the columns exclude each other (softmax), else each is a question of its own. `bias`: given, not
    learnt: what a text of unknown words says. `passed`: told of each pass."""
    share = (weight / weight.sum()).astype(np.float32)[:, None]
    columns = targets.shape[1]
    weights = np.zeros((ROWS, columns), np.float32)
    base = np.full(columns, bias or 0.0, np.float32)
    pace, pace_base = np.zeros_like(weights), np.zeros_like(base)
    force, force_base = np.zeros_like(weights), np.zeros_like(base)
    for turn in range(1, passes + 1):
        logits = corpus.logits(weights, base)
        wrong = ((softmax if one_of else sigmoid)(logits) - targets) * share
        gradient = corpus.by_word.back(corpus.by_text.back(wrong)) + SHRINK * weights
        for value, slope, first, second in (
            (weights, gradient, pace, force),
            (base, wrong.sum(axis=0), pace_base, force_base),
        )[: 2 if bias is None else 1]:
            first += (1 - _MOMENTUM) * (slope - first)
            second += (1 - _MEMORY) * (slope * slope - second)
            root = np.sqrt(second / (1 - _MEMORY**turn)) + 1e-8
            value -= (STEP / (1 - _MOMENTUM**turn)) * first / root
        passed(1)
    return weights, base


def model(
    columns: Sequence[str], weights: Floats, bias: Floats, settings: dict[str, float]
) -> Model:
    """In whole numbers from -127 to 127, a scale a column."""
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
    # A few rows are far from zero; cutting them at eight deviations keeps the others fine.
    scale = np.minimum(scale, np.maximum(8 * weights.std(axis=0), 1e-9) / 127 * 4)
    whole = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
    return Model(
        columns=tuple(columns), weights=whole, scale=scale.astype(np.float32),
        bias=bias.astype(np.float32), settings=settings,
    )  # fmt: skip

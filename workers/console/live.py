"""The judged log as it grows: one reader for the process, any number of listeners.

    {prefix}:news ─► run (XREAD) ─► the latest, in memory ─► since(place) ─┐
            └──────────────────────── (XRANGE) ────────────► older(place) ─┴─► a Cursor a listener

The law. A listener is a place in the log and nothing else: no queue of its own, nothing to hand over between
catching up and following. What lies in memory is everything of the log with floor < place ≤ head; a place
in there is served from memory, any other from the log. So nothing can be missed or told twice.

A place is good if its entry is there, or if it is the last ever made. Any other is unknown, or was trimmed:
a gap, and the listener goes on with the oldest kept.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

import structlog

from streamer.connect import is_not_now
from workers.console.entries import Moved, Told, with_moves
from workers.judged_log import LogEntry
from workers.log_place import OLDEST, Place, before, place_of, read, written
from workers.store import Store

log = structlog.get_logger(__name__)

KEPT_BYTES: Final = 512 * 1024
"""Of the latest, in memory."""
CHUNK: Final = 100
"""Entries read at once for a listener that catches up."""
_BLOCK_MS: Final = 1000


class Batch(NamedTuple):
    """What was told up to place `to`. `live`: from memory, so the listener keeps up."""

    told: list[Told | Moved]
    to: Place
    live: bool


class Gap(NamedTuple):
    """The listener's place is not in the log. `oldest`: id of the first entry kept, if any."""

    oldest: str | None


class Live:
    """The reader, and what it read last. `store` gives None until Redis is known."""

    def __init__(self, store: Callable[[], Store | None]) -> None:
        self._store = store
        self.head: Place | None = None
        """The last entry read; None: the log was never reached."""
        self.moved = asyncio.Event()
        """Set, and replaced by a new one, when `head` moves or all is over."""
        self.closed = False
        self._floor: Place = OLDEST
        self._latest: deque[Told | Moved] = deque()
        self._size = 0

    async def run(self) -> None:
        """Reads until `close` or until it is cancelled. Redis may come and go."""
        said = ""
        pause = 0.05
        while not self.closed:
            try:
                await self._read_on()
                said, pause = "", 0.05
            except Exception as error:
                if (reason := type(error).__name__) != said:
                    said = reason
                    if is_not_now(error):
                        log.warning("console.waits", reason="Redis", error=str(error))
                    else:
                        log.exception("console.cannot_read_the_log")
                await asyncio.sleep(pause)
                pause = min(1.0, pause * 2)

    def close(self) -> None:
        """All listeners end."""
        self.closed = True
        self._wake()

    def since(self, place: Place) -> Batch | None:
        """From memory; None: it does not reach back so far, or not so far on."""
        if self.head is None or not self._floor <= place <= self.head:
            return None
        newer = list(takewhile(lambda one: one.place > place, reversed(self._latest)))
        return Batch(newer[::-1], self.head, live=True)

    async def older(self, place: Place) -> Batch | None:
        """A chunk from the log, which may be empty; None: the place is not there. Raises what redis
        raises."""
        store = self.store()
        if place == OLDEST:
            rows = await store.log(b"0-0", CHUNK)
        else:
            # Asked first: what is made after this is news to whoever stands at the last ever made.
            _, last = await store.bounds()
            rows = await store.log(before(place), CHUNK + 1)
            if rows and read(rows[0].id) == place:
                rows = rows[1:]
            elif read(last) != place:
                return None
        return Batch(with_moves(rows), read(rows[-1].id) if rows else place, live=False)

    async def oldest(self) -> str | None:
        """Id of the first entry kept. Raises what redis raises."""
        first, _ = await self.store().bounds()
        return None if first == b"0-0" else first.decode()

    def store(self) -> Store:
        """Raises ConnectionError while there is none."""
        store = self._store()
        if store is None:
            raise ConnectionError("Redis is not known yet")
        return store

    async def _read_on(self) -> None:
        store = self.store()
        if self.head is None:
            _, last = await store.bounds()
            self._begin_at(read(last))
            return
        entries = await store.follow_log(written(self.head).encode(), _BLOCK_MS)
        if entries:
            self._take(entries)
            return
        _, last = await store.bounds()
        if read(last) < self.head:
            # The log went back: Redis was emptied, or failed over. Who stood behind it finds a gap.
            log.warning("console.log_went_back")
            self._begin_at(read(last))

    def _begin_at(self, place: Place) -> None:
        self._latest.clear()
        self._size = 0
        self._floor = self.head = place
        self._wake()

    def _take(self, entries: Sequence[LogEntry]) -> None:
        for one in with_moves(entries):
            self._latest.append(one)
            self._size += len(one.data)
        self.head = read(entries[-1].id)
        while self._size > KEPT_BYTES:
            gone = self._latest.popleft()
            self._size -= len(gone.data)
            self._floor = gone.place
        self._wake()

    def _wake(self) -> None:
        self.moved.set()
        self.moved = asyncio.Event()


class Cursor:
    """One listener's place. `asked`: the id it says it read last; None: it starts from now."""

    def __init__(self, live: Live, asked: str | None) -> None:
        self._live = live
        self._at: Place | None = None if asked is None else place_of(asked)
        self._lost = asked is not None and self._at is None
        self._sure = asked is None

    async def settle(self) -> None:
        """Finds out where now is, by the log itself: the reader may be a moment behind it. Raises what
        redis raises."""
        if self._at is None and not self._lost:
            _, last = await self._live.store().bounds()
            self._at = read(last)

    async def next(self) -> Batch | Gap:
        """What comes next, which may be nothing yet. Raises what redis raises; the next call then
        takes up at the same place."""
        live = self._live
        await self.settle()
        batch = None
        if self._at is not None and not self._lost:
            batch = live.since(self._at) if self._sure else None
            if batch is None:
                batch = await live.older(self._at)
        if batch is None:
            self._lost = True
            oldest = await live.oldest()
            self._at, self._lost, self._sure = OLDEST, False, True
            return Gap(oldest)
        self._at, self._sure = batch.to, True
        return batch

"""Looking back in the judged log: older ones, one story, what a filter would have sent.

The log may hold millions. So every look has a bound in entries and in time, and says how far it came;
the loop goes on between two chunks, and only few look at once.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from streamer.headline import first_sight
from workers.console.entries import Told, told
from workers.filters import Filter
from workers.hand import Hand
from workers.judged_log import LogEntry
from workers.log_place import Place, before, read, written
from workers.store import Store

MOST_LOOKED_AT: Final = 200_000
"""Entries of one look."""
PATIENCE: Final = 2.5
"""Seconds of one look."""
MOST_REPORTS: Final = 500
"""Of one story, that are shown."""
EXAMPLES: Final = 50
_CHUNK: Final = 500
_AT_ONCE: Final = 2
_DAY_MS: Final = 86_400_000
_SLACK_MS: Final = 3_600_000
"""By which the clock of first sights and that of Redis may differ."""


class Page(NamedTuple):
    """Events newest first. `older`: the place to look on from; None: the log has no more."""

    told: list[Told]
    older: str | None


class Reports(NamedTuple):
    """The events of a story in order, with to whom each was owed. `whole`: nothing was left out."""

    entries: list[tuple[Told, tuple[str, ...]]]
    whole: bool


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What a filter would have sent. `since`: epoch milliseconds to which it was looked back; `days`: how
    many a day (UTC, `2024-03-12`), newest first; `examples`: the newest."""

    fired: int
    looked_at: int
    since: int
    whole: bool
    days: tuple[tuple[str, int], ...]
    examples: tuple[Told, ...]


class _Budget:
    """What is left of one look."""

    def __init__(self) -> None:
        self._until = asyncio.get_running_loop().time() + PATIENCE
        self._left = MOST_LOOKED_AT

    def spend(self, entries: int) -> bool:
        self._left -= entries
        return self._left > 0 and asyncio.get_running_loop().time() < self._until


class History:
    """`store` raises ConnectionError while there is none. All methods raise what redis raises, too."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store
        self._gate = asyncio.Semaphore(_AT_ONCE)

    async def page(self, wanted: Filter, count: int, start: Place | None = None) -> Page:
        """The newest `count` that are wanted, of those before `start` (exclusive; None: of all)."""
        found: list[Told] = []
        budget, place = _Budget(), start
        async with self._gate:
            while True:
                entries = await self._back(place)
                for one in told(entries):
                    if wanted.wants(one.facts):
                        found.append(one)
                        if len(found) == count:
                            return Page(found, one.id)
                if len(entries) < _CHUNK:
                    return Page(found, None)
                place = read(entries[-1].id)
                if not budget.spend(len(entries)):
                    return Page(found, written(place))
                await asyncio.sleep(0)

    async def story(self, story: str, hand: Hand | None = None) -> Reports:
        """From its first sight on; nothing where nobody knows it. `hand`: what the desk moved."""
        hand = hand or Hand()
        moved = [item for item, there in hand.moved.items() if there == story]
        began = min(map(_began, (story, *moved)))
        found: list[tuple[Told, tuple[str, ...]]] = []
        needles = [f'"story":"{story}"'.encode(), *(f'"id":"{one}"'.encode() for one in moved)]
        budget, after = _Budget(), f"{max(0, began - _SLACK_MS)}-0".encode()
        async with self._gate:
            while entries := await self._store().log(after, _CHUNK):
                after = entries[-1].id
                for entry in entries:
                    # Looked for in the bytes: of a hundred thousand entries a dozen are decoded.
                    data = entry.data
                    if data is None or not any(needle in data for needle in needles):
                        continue
                    for one in told([entry]):
                        if hand.story_of(one.event.id, one.event.story) == story:
                            found.append((one, entry.to))
                if len(found) > MOST_REPORTS:
                    return Reports(found[:MOST_REPORTS], False)
                if not budget.spend(len(entries)):
                    return Reports(found, False)
                await asyncio.sleep(0)
        return Reports(found, True)

    async def tried(self, wanted: Filter, days: float, now: datetime) -> Tried:
        """What `wanted` would have sent in the last `days`."""
        oldest = int(now.timestamp() * 1000 - days * _DAY_MS)
        fired, looked_at, since, whole = 0, 0, int(now.timestamp() * 1000), True
        by_day: Counter[str] = Counter()
        examples: list[Told] = []
        budget, place = _Budget(), None
        async with self._gate:
            while entries := await self._back(place):
                fresh = [entry for entry in entries if read(entry.id)[0] >= oldest]
                for one in told(fresh):
                    looked_at += 1
                    if wanted.wants(one.facts):
                        fired += 1
                        by_day[_day(one.place[0])] += 1
                        if len(examples) < EXAMPLES:
                            examples.append(one)
                place = read(entries[-1].id)
                since = max(oldest, place[0])
                if len(fresh) < _CHUNK:
                    break
                if not budget.spend(len(entries)):
                    whole = False
                    break
                await asyncio.sleep(0)
        return Tried(
            fired=fired, looked_at=looked_at, since=since, whole=whole,
            days=tuple(sorted(by_day.items(), reverse=True)), examples=tuple(examples),
        )  # fmt: skip

    async def _back(self, place: Place | None) -> list[LogEntry]:
        """A chunk of entries before `place`, newest first."""
        store = self._store()
        if place is not None and place <= (0, 0):
            return []
        start = "+" if place is None else before(place)
        rows = await store.redis.xrevrange(store.keys.news, max=start, count=_CHUNK)
        return [LogEntry(entry_id, (fields or {}).get(b"data"), ()) for entry_id, fields in rows]


def _began(name: str) -> int:
    """When an item was first seen, epoch milliseconds; 0: it is none of ours."""
    try:
        return int(first_sight(name).timestamp() * 1000)
    except ValueError:
        return 0


def _day(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).date().isoformat()

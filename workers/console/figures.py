"""How quick and how much: what the judged log and the list of deliveries say, counted as they grow.

    {prefix}:news       ─► items an hour, time to see (publication to first sight), what a delivery was about
    {prefix}:delivered  ─► time to alert (publication to the receiver's yes), by source and channel
    every SAMPLE s      ─► depths of the queues

Nothing is kept beside what Redis keeps: another process that reads the same streams finds the same. It
is bounded: SPAN of time, so many samples a source and a channel, so many deliveries remembered.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple

import msgspec

from workers.console.charts import quantile
from workers.console.entries import Told, told
from workers.judged_log import LogEntry
from workers.store import Store

SPAN_MS: Final = 24 * 3_600_000
HOUR_MS: Final = 3_600_000
SAMPLE: Final = 10.0
"""Seconds between two looks at the queues."""
MOST_SAMPLES: Final = 360
_KEPT: Final = 500
"""Delays kept a source or channel: the newest."""
_MOST_PAIRS: Final = 5000
"""Sources, and pairs of source and channel, that are told apart; the rest is `other`."""
_REMEMBERED: Final = 50_000
"""Events whose publication is remembered until they are delivered."""
_CHUNK: Final = 1000
_STEPS: Final = 40
"""Chunks of one look: what is longer is gone on with at the next."""


class Quick(msgspec.Struct, frozen=True, kw_only=True):
    """Delays in seconds; `count`: how many they are found from."""

    source: str
    channel: str
    count: int
    p50: float | None
    p95: float | None
    p99: float | None


class Sample(NamedTuple):
    """Depths of the queues at one moment (epoch seconds)."""

    at: float
    waiting: int
    owed: int
    dead: int


class _What(NamedTuple):
    source: str
    published: float | None


class Figures:
    """`channels`: subscriber → its channel, as the configuration has it now."""

    def __init__(
        self, store: Callable[[], Store], channels: Callable[[], Mapping[str, str]]
    ) -> None:
        self._store = store
        self._channels = channels
        self._lock = asyncio.Lock()
        self._news = self._delivered = b""
        self._events: OrderedDict[str, _What] = OrderedDict()
        self._alerts: defaultdict[tuple[str, str], deque[float]] = defaultdict(_delays)
        self._sights: defaultdict[str, deque[float]] = defaultdict(_delays)
        self._waits: defaultdict[str, deque[float]] = defaultdict(_delays)
        self._got: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self._hours: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self._minutes: Counter[int] = Counter()
        self._last: dict[str, int] = {}
        self.samples: deque[Sample] = deque(maxlen=MOST_SAMPLES)

    async def refresh(self, now: datetime) -> None:
        """Reads on. Raises what redis raises, or ConnectionError."""
        async with self._lock:
            store = self._store()
            oldest = f"{int(now.timestamp() * 1000) - SPAN_MS}-0".encode()
            await self._lost(store)
            news = max(self._news, oldest, key=_order)
            self._news = await self._read(store, store.keys.news, news, self._event)
            delivered = max(self._delivered, oldest, key=_order)
            self._delivered = await self._read(
                store, store.keys.delivered, delivered, self._delivery
            )
            self._forget(int(now.timestamp() * 1000))

    def sample(self, now: datetime, waiting: int, owed: int, dead: int) -> None:
        self.samples.append(Sample(now.timestamp(), waiting, owed, dead))

    # ── what is asked ─────────────────────────────────────────────────────────────────────────

    def alerts(self) -> list[Quick]:
        """Time from publication to alert, a source and a channel."""
        return [
            _quick(source, channel, delays)
            for (source, channel), delays in sorted(self._alerts.items())
        ]

    def by_channel(self) -> list[Quick]:
        merged: defaultdict[str, list[float]] = defaultdict(list)
        for (_, channel), delays in self._alerts.items():
            merged[channel] += delays
        return [_quick("", channel, delays) for channel, delays in sorted(merged.items())]

    def sight(self, source: str) -> Quick:
        """Time from publication to first sight."""
        return _quick(source, "", self._sights.get(source, ()))

    def wait(self, subscriber: str) -> Quick:
        """Time from publication to this subscriber's yes."""
        channel = self._channels().get(subscriber, "")
        return _quick("", channel, self._waits.get(subscriber, ()))

    def got(self, subscriber: str) -> int:
        """What it was told in the last 24 hours, as far as that is remembered."""
        return sum(self._got.get(subscriber, Counter()).values())

    def hours(self, source: str | None, now: datetime) -> list[tuple[str, int]]:
        """Events of the last 24 hours, an hour each, the oldest first; None: of all sources."""
        last = int(now.timestamp() * 1000) // HOUR_MS
        counts = (
            self._hours.get(source, Counter()) if source else sum(self._hours.values(), Counter())
        )
        return [(_hour(hour), counts[hour]) for hour in range(last - 23, last + 1)]

    def minutes(self, now: datetime) -> list[tuple[str, int]]:
        """Events of the last hour, a minute each."""
        last = int(now.timestamp()) // 60
        return [(_minute(minute), self._minutes[minute]) for minute in range(last - 59, last + 1)]

    def last_event(self, source: str) -> int | None:
        """When it last said something, epoch milliseconds."""
        return self._last.get(source)

    def last(self) -> int | None:
        """When anything was last told, epoch milliseconds."""
        return max(self._last.values(), default=None)

    # ── reading ───────────────────────────────────────────────────────────────────────────────

    async def _lost(self, store: Store) -> None:
        """A log that went back (Redis was emptied) is counted anew."""
        _, last = await store.bounds()
        if self._news and _order(last) < _order(self._news):
            self._news = self._delivered = b""
            for kept in (
                self._events, self._alerts, self._sights, self._waits, self._got, self._hours,
                self._minutes, self._last,
            ):  # fmt: skip
                kept.clear()

    async def _read(
        self,
        store: Store,
        stream: str,
        after: bytes,
        take: Callable[[bytes, dict[bytes, bytes]], None],
    ) -> bytes:
        for _ in range(_STEPS):
            rows = await store.redis.xrange(stream, min=b"(" + after, count=_CHUNK)
            for entry, fields in rows:
                take(entry, fields or {})
            if not rows:
                break
            after = bytes(rows[-1][0])
            await asyncio.sleep(0)
        return after

    def _event(self, entry: bytes, fields: dict[bytes, bytes]) -> None:
        names = fields.get(b"to", b"").decode("utf-8", "replace").split()
        for one in told([LogEntry(entry, fields.get(b"data"), ())]):
            self._count(one, names)

    def _count(self, one: Told, names: list[str]) -> None:
        event, ms = one.event, one.place[0]
        source = self._known(event.source)
        self._hours[source][ms // HOUR_MS] += 1
        self._minutes[ms // 60_000] += 1
        self._last[source] = ms
        published, seen = _seconds(event.published), _seconds(event.seen)
        late = event.late is True
        if event.event == "new" and published is not None and seen is not None and not late:
            self._sights[source].append(max(0.0, seen - published))
        counts = published if event.event == "new" and not late else None
        channels = self._channels()
        classified = _seconds(event.classified)
        waits = False
        for name in names:
            if channels.get(name) != "redis":
                waits = True
                continue
            self._got[name][ms // HOUR_MS] += 1  # told with the commit
            if counts is not None and classified is not None:
                self._took(source, name, "redis", classified - counts)
        if waits:
            self._events[event.delivery_id] = _What(source, counts)
            while len(self._events) > _REMEMBERED:
                self._events.popitem(last=False)

    def _delivery(self, entry: bytes, fields: dict[bytes, bytes]) -> None:
        what = self._events.get(fields.get(b"delivery", b"").decode("utf-8", "replace"))
        name = fields.get(b"subscriber", b"").decode("utf-8", "replace")
        channel = self._channels().get(name)
        if channel is None:
            return
        ms = int(entry.partition(b"-")[0])
        self._got[name][ms // HOUR_MS] += 1
        if what is not None and what.published is not None:
            self._took(what.source, name, channel, ms / 1000 - what.published)

    def _took(self, source: str, name: str, channel: str, seconds: float) -> None:
        seconds = max(0.0, seconds)
        pair = (source, channel)
        if pair not in self._alerts and len(self._alerts) >= _MOST_PAIRS:
            pair = ("other", channel)
        self._alerts[pair].append(seconds)
        self._waits[name].append(seconds)

    def _known(self, source: str) -> str:
        known = source in self._hours or len(self._hours) < _MOST_PAIRS
        return source if known else "other"

    def _forget(self, now_ms: int) -> None:
        oldest = (now_ms - SPAN_MS) // HOUR_MS
        for counts in (*self._hours.values(), *self._got.values()):
            for hour in [hour for hour in counts if hour < oldest]:
                del counts[hour]
        minute = now_ms // 60_000 - 60
        for at in [at for at in self._minutes if at < minute]:
            del self._minutes[at]


def _delays() -> deque[float]:
    return deque(maxlen=_KEPT)


def _quick(source: str, channel: str, delays: Iterable[float]) -> Quick:
    ordered = sorted(delays)
    return Quick(
        source=source, channel=channel, count=len(ordered), p50=quantile(ordered, 0.5),
        p95=quantile(ordered, 0.95), p99=quantile(ordered, 0.99),
    )  # fmt: skip


def _seconds(moment: str | None) -> float | None:
    try:
        when = datetime.fromisoformat(moment) if moment else None
        return when.timestamp() if when is not None and when.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _order(entry: bytes) -> tuple[int, int]:
    ms, _, number = entry.partition(b"-")
    return int(ms or 0), int(number or 0)


def _hour(hour: int) -> str:
    return f"{datetime.fromtimestamp(hour * 3600, UTC):%H}:00 UTC"


def _minute(minute: int) -> str:
    return f"{datetime.fromtimestamp(minute * 60, UTC):%H:%M} UTC"

"""What is known of the service, for page, API and metrics: plain facts, no secrets, no receivers' addresses.

A process may only poll, or only work; what it does not run, or cannot ask Redis just now, is None. Of
addresses only hosts are shown: a path or a query may hold a key.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, Protocol
from urllib.parse import urlsplit

import msgspec

from streamer.connect import is_not_now
from streamer.dates import utc
from streamer.settings import Settings, SourceSettings, SubscriberSettings
from streamer.stream import HeadlineStream
from workers.console.entries import Told, read, told, written
from workers.console.status import Judge, Source, Status, Subscriber
from workers.meters import Meters
from workers.store import LogEntry, Store

_PATIENCE: Final = 2.0
"""Seconds that Redis may take for everything a page asks of it."""
_FRESH: Final = 1.0
"""Seconds for which an answer of Redis is good: however often a page is asked for."""
_STEP: Final = 5000


class SourceState(Protocol):
    """What the poller knows of a source; times are epoch seconds."""

    @property
    def settings(self) -> SourceSettings: ...
    @property
    def problem(self) -> str | None: ...
    @property
    def note(self) -> str | None: ...
    @property
    def status(self) -> int | None: ...
    @property
    def failures(self) -> int: ...
    @property
    def asked(self) -> float | None: ...
    @property
    def good(self) -> float | None: ...
    @property
    def next(self) -> float | None: ...
    @property
    def published(self) -> int: ...


class Polling(Protocol):
    """The pollers' side of this process."""

    @property
    def states(self) -> Mapping[str, SourceState]: ...
    @property
    def held_back(self) -> str | None: ...


class Judging(Protocol):
    """The judge of this process; `fence` None: it stands by."""

    @property
    def fence(self) -> int | None: ...
    @property
    def foreign(self) -> int: ...


class Running(Protocol):
    """The service as the console sees it."""

    @property
    def settings(self) -> Settings: ...
    @property
    def poller(self) -> Polling | None: ...
    @property
    def pipeline(self) -> Judging | None: ...
    @property
    def store(self) -> Store | None: ...
    @property
    def stream(self) -> HeadlineStream | None: ...
    @property
    def meters(self) -> Meters: ...
    def not_ready(self) -> str | None: ...


class _Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What Redis says."""

    waiting: int
    owed: dict[str, int]
    dead: dict[str, int]
    dead_letters: int
    off: dict[str, tuple[str, str]]


class View:
    """The console's eyes; `service` is asked anew each time."""

    def __init__(self, service: Running) -> None:
        self._service = service
        self._lock = asyncio.Lock()
        self._counted: tuple[float, _Counts | None, str | None] = (float("-inf"), None, None)

    @property
    def meters(self) -> Meters:
        return self._service.meters

    @property
    def store(self) -> Store | None:
        return self._service.store

    @property
    def timezone(self) -> str:
        return self._service.settings.service.timezone

    def not_ready(self) -> str | None:
        """Why `/readyz` says no, in one short line."""
        reason = self._service.not_ready()
        return None if reason is None else _short(reason)

    async def status(self, listeners: int = 0) -> Status:
        """Never raises for Redis; takes at most two seconds."""
        service, reason = self._service, self.not_ready()
        counts, problem = await self._counts()
        poller, pipeline = service.poller, service.pipeline
        states = poller.states if poller else {}
        return Status(
            at=utc(datetime.now(UTC)),
            ready=reason is None,
            reason=reason,
            redis=problem,
            polls=poller is not None,
            held_back=poller.held_back if poller else None,
            judge=Judge(
                here=pipeline.fence is not None, fence=pipeline.fence, foreign=pipeline.foreign
            )
            if pipeline
            else None,
            waiting=counts.waiting if counts else None,
            backlog=service.settings.service.backlog,
            dead_letters=counts.dead_letters if counts else None,
            listeners=listeners,
            sources=tuple(_source(one, states.get(one.name)) for one in service.settings.source),
            subscribers=tuple(_subscriber(one, counts) for one in service.settings.subscriber),
        )

    async def latest(self, count: int) -> tuple[list[Told], str]:
        """The last entries of the log, newest first, at most `count`; and the id to go on from with
        `/events`. Raises what redis raises, or TimeoutError."""
        store = self.store
        if store is None:
            raise ConnectionError("Redis is not known yet")
        async with asyncio.timeout(_PATIENCE):
            rows = await store.redis.xrevrange(store.keys.news, count=count)
            if not rows:
                return [], written(read((await store.bounds())[1]))
        entries = [LogEntry(entry_id, (fields or {}).get(b"data"), ()) for entry_id, fields in rows]
        return told(entries), written(read(entries[0].id))

    async def _counts(self) -> tuple[_Counts | None, str | None]:
        """What Redis says, or why it says nothing."""
        clock = asyncio.get_running_loop().time
        async with self._lock:
            at, counts, problem = self._counted
            if clock() - at >= _FRESH:
                counts, problem = None, None
                try:
                    async with asyncio.timeout(_PATIENCE):
                        counts = await self._ask()
                except Exception as error:
                    if not (isinstance(error, TimeoutError) or is_not_now(error)):
                        raise
                    problem = _short(str(error) or "no answer in time")
                self._counted = (clock(), counts, problem)
            return counts, problem

    async def _ask(self) -> _Counts:
        store, stream = self._service.store, self._service.stream
        if store is None or stream is None:
            raise ConnectionError("Redis is not known yet")
        owing = await store.owing()
        owed = await asyncio.gather(*(store.owed_count(name) for name in owing))
        return _Counts(
            waiting=await stream.waiting(),
            owed=dict(zip(owing, owed, strict=True)),
            dead=await _dead(store),
            dead_letters=await store.dead_count(),
            off=await store.switched_off(),
        )


async def _dead(store: Store) -> dict[str, int]:
    """Dead letters a subscriber: by their names alone, for the letters hold whole events."""
    counts: Counter[str] = Counter()
    start = 0
    while names := await store.redis.zrange(store.keys.dead, start, start + _STEP - 1):
        counts.update(name.partition(b" ")[0].decode("utf-8", "replace") for name in names)
        start += _STEP
    return dict(counts)


def _source(settings: SourceSettings, state: SourceState | None) -> Source:
    host = urlsplit(settings.url).hostname or ""
    if state is None or (state.asked is None and state.next is None):
        return Source(name=settings.name, kind=settings.kind, host=host, state="elsewhere")
    known = "failing" if state.problem else "good" if state.good is not None else "new"
    return Source(
        name=settings.name, kind=settings.kind, host=host, state=known,
        status=state.status, asked=_time(state.asked), good=_time(state.good),
        next=_time(state.next), problem=state.problem, note=state.note,
        failures=state.failures, published=state.published,
    )  # fmt: skip


def _subscriber(settings: SubscriberSettings, counts: _Counts | None) -> Subscriber:
    name = settings.name
    return Subscriber(
        name=name,
        channel=settings.channel,
        owed=counts.owed.get(name, 0) if counts else None,
        dead=counts.dead.get(name, 0) if counts else None,
        off=counts.off[name][1] if counts and name in counts.off else None,
    )


def _time(epoch: float | None) -> str | None:
    return None if epoch is None else utc(datetime.fromtimestamp(epoch, tz=UTC))


def _short(reason: str) -> str:
    return " ".join(reason.split())[:300]

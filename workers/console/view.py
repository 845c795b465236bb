"""What is known of the service, for page, API and metrics: plain facts, no secrets, no receivers' addresses.

A process may only poll, or only work; what it does not run, or cannot ask Redis just now, is None. Of
addresses only hosts are shown: a path or a query may hold a key.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

import msgspec

from streamer.connect import is_not_now
from streamer.dates import utc
from streamer.settings import Settings, SourceSettings, SubscriberSettings, made_section
from workers import made
from workers.console.condition import condition
from workers.console.figures import Figures
from workers.console.history import History
from workers.console.running import Helm, Running
from workers.console.status import Judge, Source, Status, Subscriber
from workers.deeds import Deeds
from workers.hand import Hand
from workers.log_place import read, written
from workers.made import Made, What
from workers.meters import Meters
from workers.polled import Polled, SourceState, polled
from workers.store import Store

_PATIENCE: Final = 2.0
"""Seconds that Redis may take for everything a page asks of it."""
_FRESH: Final = 1.0
"""Seconds for which an answer of Redis is good: however often a page is asked for."""
_LOOK_WITHIN: Final = 5.0
_STEP: Final = 5000


class _Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What Redis says."""

    waiting: int
    owed: dict[str, int]
    dead: dict[str, int]
    dead_letters: int
    off: dict[str, tuple[str, str]]
    circuits: dict[str, tuple[int, int]]
    polled: dict[str, Polled]
    held: frozenset[str]
    made: Made


class View:
    """The console's eyes; `service` is asked anew each time."""

    def __init__(self, service: Running) -> None:
        self._service = service
        self._lock = asyncio.Lock()
        self._counted: tuple[float, _Counts | None, str | None] = (float("-inf"), None, None)
        self.deeds = Deeds()
        self.history = History(self._known_store)
        self.figures = Figures(self._known_store, self.channels)

    @property
    def meters(self) -> Meters:
        return self._service.meters

    @property
    def store(self) -> Store | None:
        return self._service.store

    @property
    def helm(self) -> Helm:
        helm = self._service.helm
        assert helm, "who looks on from beside the service changes nothing"
        return helm

    @property
    def settings(self) -> Settings:
        return self._service.settings

    def channels(self) -> dict[str, str]:
        """Subscriber → channel."""
        return {one.name: one.channel for one in self._service.settings.subscriber}

    def _known_store(self) -> Store:
        if self.store is None:
            raise ConnectionError("Redis is not known yet")
        return self.store

    async def look(self, now: datetime) -> None:
        """One look at streams and queues, for the charts; Redis may be away."""
        try:
            async with asyncio.timeout(_LOOK_WITHIN):
                await self.figures.refresh(now)
                counts = await self._ask()
        except Exception as error:
            if not (isinstance(error, TimeoutError) or is_not_now(error)):
                raise
            return
        self.figures.sample(now, counts.waiting, sum(counts.owed.values()), counts.dead_letters)

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
        states: dict[str, SourceState] = dict(counts.polled) if counts else {}
        if poller:
            # What this process asks itself, it knows best.
            states |= {name: one for name, one in poller.states.items() if one.asked or one.next}
        made_sources = made.names(counts.made, "source") if counts else set()
        made_subscribers = made.names(counts.made, "subscriber") if counts else set()
        now = datetime.now(UTC)
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
            events=sum(count for _, count in self.figures.hours(None, now)),
            sources=tuple(
                self._source(one, states.get(one.name), now, made=one.name in made_sources)
                for one in service.settings.source
            ),
            subscribers=tuple(
                self._subscriber(one, counts, made=one.name in made_subscribers)
                for one in service.settings.subscriber
            ),
        )

    async def last(self) -> str:
        """The id to go on from with `/events`. Raises what redis raises."""
        _, last = await self._known_store().bounds()
        return written(read(last))

    async def just_made(self, what: What, name: str) -> Source | Subscriber:
        """A source or subscriber that was made just now, before the service has taken it in."""
        data = (await made.read(self._known_store()))[f"{what} {name}"]
        if what == "source":
            source = made_section(data, SourceSettings)
            return self._source(source, None, datetime.now(UTC), made=True)
        return self._subscriber(made_section(data, SubscriberSettings), None, made=True)

    async def hand(self) -> Hand:
        """What the desk muted, moved and held. Raises what redis raises."""
        return await self.deeds.read(self._known_store())

    def forget(self) -> None:
        """What Redis said is no longer so: something was changed just now."""
        self._counted = (float("-inf"), None, None)

    def _source(
        self, settings: SourceSettings, state: SourceState | None, now: datetime, *, made: bool
    ) -> Source:
        host = urlsplit(settings.url).hostname or ""
        hours = tuple(count for _, count in self.figures.hours(settings.name, now))
        known = "elsewhere"
        if state is not None:
            known = "failing" if state.problem else "good" if state.good is not None else "new"
        problem, note = (state.problem, state.note) if state else (None, None)
        how = condition(
            state=known, status=state.status if state else None, problem=problem, note=note,
            asked_to_wait=state is not None and state.asked_to_wait,
            last_ms=self.figures.last_event(settings.name), hours=hours,
            now_ms=int(now.timestamp() * 1000),
        )  # fmt: skip
        plain = Source(
            name=settings.name, kind=settings.kind, host=host, state=known, condition=how,
            every=settings.every, at_most=settings.at_most, made=made,
            to_see=self.figures.sight(settings.name), hours=hours,
        )  # fmt: skip
        if state is None:
            return plain
        return msgspec.structs.replace(
            plain, status=state.status, asked=_time(state.asked), good=_time(state.good),
            next=_time(state.next), pace=_pace(state), problem=problem, note=note,
            answer=state.answer, empty=state.empty, failures=state.failures, misses=state.misses,
            published=state.published,
        )  # fmt: skip

    def _subscriber(
        self, settings: SubscriberSettings, counts: _Counts | None, *, made: bool
    ) -> Subscriber:
        name = settings.name
        failures, probe_ms = counts.circuits.get(name, (0, 0)) if counts else (0, 0)
        return Subscriber(
            name=name,
            channel=settings.channel,
            owed=counts.owed.get(name, 0) if counts else None,
            dead=counts.dead.get(name, 0) if counts else None,
            off=counts.off[name][1] if counts and name in counts.off else None,
            failures=failures,
            probe=_time(probe_ms / 1000) if probe_ms else None,
            held=bool(counts and name in counts.held),
            delivered=self.figures.got(name),
            to_alert=self.figures.wait(name),
            made=made,
        )

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
        return _Counts(
            waiting=await stream.waiting(),
            owed=await store.owed_counts(owing),
            dead=await _dead(store),
            dead_letters=await store.dead_count(),
            off=await store.switched_off(),
            circuits=await store.circuits(owing),
            polled=await polled(store, [one.name for one in self._service.settings.source]),
            made=await made.read(store),
            held=frozenset((await self.deeds.read(store)).held),
        )


async def _dead(store: Store) -> dict[str, int]:
    """Dead letters a subscriber: by their names alone, for the letters hold whole events."""
    counts: Counter[str] = Counter()
    start = 0
    while names := await store.redis.zrange(store.keys.dead, start, start + _STEP - 1):
        counts.update(name.partition(b" ")[0].decode("utf-8", "replace") for name in names)
        start += _STEP
    return dict(counts)


def _pace(state: SourceState) -> float | None:
    if state.problem or state.asked is None or state.next is None or state.next <= state.asked:
        return None
    return round(state.next - state.asked, 1)


def _time(epoch: float | None) -> str | None:
    return None if epoch is None else utc(datetime.fromtimestamp(epoch, tz=UTC))


def _short(reason: str) -> str:
    return " ".join(reason.split())[:300]

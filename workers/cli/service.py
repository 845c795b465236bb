"""`ajil run`, `ajil poll`, `ajil work`: pollers and workers put together in one process.

settings ─► console (health first) ─► Redis, waited for ─► pollers, workers ─► until told to stop
                                        │
              every second: is Redis writable? is there a newer configuration? who is switched off?
"""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import signal
import socket
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, Final

import structlog

from streamer.clock import SteadyClock
from streamer.connect import AnyRedis, connect, inspect, is_not_now
from streamer.embedded import Embedded
from streamer.errors import AjilError
from streamer.keys import Keys
from streamer.lease import Lease, Shares, shard_of
from streamer.log import hide
from streamer.poller import Poller
from streamer.reading import Readers
from streamer.settings import Settings
from streamer.stream import HeadlineStream
from streamer.traces import Traces
from streamer.visit import Visitor
from workers import polled
from workers.app import Workers
from workers.cli import alarming, prefix, wiring
from workers.cli.around import make_folder, raise_file_limit, tell
from workers.cli.configured import Configured, receivers
from workers.cli.helm import Helm
from workers.console import Console, View
from workers.deeds import Deeds
from workers.delivery import Couriers
from workers.judged_log import Judged
from workers.meaning import Beforehand
from workers.meters import Meters
from workers.pipeline import Pipeline
from workers.polled import Teller
from workers.store import Store
from workers.version import VERSION

log = structlog.get_logger(__name__)

_JUDGE_LEASE: Final = 4.0
"""Seconds: three renewals may be missed (pipeline.HOLD_EVERY)."""
_MOST_LINES: Final = 50
_STOP_WITHIN: Final = 8.5
"""Seconds for all parts together to end: what comes after, the process itself, has the rest of ten."""
_PART_WITHIN: Final = 5.0
_VISITS_WITHIN: Final = 2.0
"""Seconds for visits under way: a visit that is broken off is simply made again."""
_BURIED: Final = 2_000
"""Deliveries of one who is gone that become dead letters in one look: who is owed 100,000 must not keep all
else that is looked after waiting."""


class Service:
    """One process of the service. `poll` and `work` say which sides it runs."""

    def __init__(
        self, common: wiring.Common, settings: Settings, *, poll: bool, work: bool
    ) -> None:
        self._common = common
        self.settings = settings
        self._poll, self._work = poll, work
        self._owner = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self._now = SteadyClock()
        self._stop = asyncio.Event()
        self._reload = False
        self._broken: BaseException | None = None
        self._not_ready: str | None = "it is starting"
        self._configured = Configured(settings)
        self.helm = Helm(lambda: self.settings, self._known_store)
        self._teller: Teller | None = None
        self._deeds = Deeds()
        self.meters = Meters()
        self._view = View(self)
        self._traces: Traces | None = None
        self.poller: Poller | None = None
        self.pipeline: Pipeline | None = None
        self.couriers: Couriers | None = None
        self.stream: HeadlineStream | None = None
        self.store: Store | None = None

    async def run(self) -> int:
        """Until SIGTERM or SIGINT, or until a part breaks; gives the exit status."""
        raise_file_limit()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop.set)
        loop.add_signal_handler(signal.SIGHUP, self._on_hangup)
        closing: list[Callable[[], Coroutine[Any, Any, Any]]] = []
        try:
            if await self._unless_stopped(self._start(closing)):
                log.info("service.started", poll=self._poll, work=self._work, owner=self._owner)
                await self._stop.wait()
        except AjilError as error:
            log.error("service.cannot_start", reason=str(error))
            self._broken = error
        except Exception as error:
            log.exception("service.broken")
            self._broken = error
        finally:
            self._not_ready = "it is stopping"
            await self._close(closing)
            log.info("service.stopped")
        return 1 if self._broken else 0

    async def _close(self, closing: list[Callable[[], Coroutine[Any, Any, Any]]]) -> None:
        """Ends the parts, the last first; all of them together within the ten seconds that are promised,
        whoever hangs."""
        loop = asyncio.get_running_loop()
        end = loop.time() + _STOP_WITHIN
        for close in reversed(closing):
            try:
                await asyncio.wait_for(close(), max(0.2, min(_PART_WITHIN, end - loop.time())))
            except Exception as error:
                log.warning("service.slow_stop", what=close.__qualname__, error=repr(error))

    async def _unless_stopped(self, work: Coroutine[Any, Any, None]) -> bool:
        """False: told to stop before `work` was done; it is broken off then."""
        doing = asyncio.create_task(work, name="start")
        stopping = asyncio.create_task(self._stop.wait())
        await asyncio.wait((doing, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if doing.done():
            doing.result()
            return not self._stop.is_set()
        doing.cancel()
        await asyncio.gather(doing, return_exceptions=True)
        return False

    # ── starting ──────────────────────────────────────────────────────────────────────────────

    async def _start(self, closing: list[Callable[[], Coroutine[Any, Any, Any]]]) -> None:
        settings = self.settings
        make_folder(Path(settings.service.data_dir))
        if settings.service.otlp:
            owner = self._owner
            self._traces = Traces(settings.service.otlp, instance=owner, version=VERSION)
            closing.append(self._traces.close)
        url = await self._redis_url(closing)
        client = connect(url, name=f"ajil-{self._owner}")
        closing.append(client.aclose)
        keys = Keys(settings.redis.prefix)
        service = settings.service
        self.stream = HeadlineStream(client, keys, keep=service.keep, backlog=service.backlog)
        self.stream.traces = self._traces
        self.store = Store(client, keys, keep=service.keep)
        await self._listen(closing)
        if not await self._wait_for(client):
            return
        configured = self._configured
        await self._until_redis(lambda: configured.publish(self._store()))
        # Before anything is judged: who was made through the API is owed what comes from now on, too.
        await self._until_redis(lambda: configured.read_made(self._store()))
        await self._until_redis(lambda: self._deeds.read(self._store()))
        if self._work:
            await self._start_workers(client, keys, closing)
        if self._poll:
            await self._start_poller(client, keys, closing)
        self._apply(configured.in_force)
        if self._work:
            alarm = alarming.watch(
                lambda: self.settings, self._view, self._known_store,
                lambda: self.pipeline is not None and self.pipeline.fence is not None,
            )  # fmt: skip
            closing.append(_cancelling(self._task(alarm, "alarm")))
        follow = self._task(self._follow(), "follow")
        closing.append(_cancelling(follow))

    async def _redis_url(self, closing: list[Any]) -> str:
        settings = self.settings
        if settings.redis.url or not (self._poll and self._work):
            return wiring.redis_url(settings)
        embedded = Embedded(Path(settings.service.data_dir), memory=settings.service.memory)
        closing.append(embedded.stop)
        url = await embedded.start()
        hide([url, url.split("@")[0].rpartition(":")[2]])
        where = f"redis://:***@{url.rpartition('@')[2]}"
        tell(f"redis    {where}   (with its password: {settings.service.data_dir}/redis.url)")
        return url

    async def _listen(self, closing: list[Any]) -> None:
        """Console, API and metrics. With `poll` or `work` alone another process may have the port."""
        listen = self.settings.service.listen
        if not listen:
            return
        console = Console(self.settings.service, self._view)
        try:
            address = await console.start()
        except OSError as error:
            reason = f"service.listen {listen}: {error.strerror or error}"
            if self._poll and self._work:
                raise AjilError(f"{reason}; another process has that port, name another") from None
            log.warning("console.not_here", reason=reason)
            return
        closing.append(console.stop)
        tell(f"console  {address}")
        log.info("console.listens", address=address)

    async def _wait_for(self, client: AnyRedis) -> bool:
        """Waits for Redis, saying so; False when told to stop meanwhile."""
        pause = 0.1
        names = [one.name for one in self.settings.subscriber]
        while not self._stop.is_set():
            try:
                warnings = await inspect(client)
                await prefix.check(client, self._store().keys, names)
                for warning in warnings:
                    log.warning("redis.doubt", warning=warning)
                    if "replicas" in warning:
                        self._store().replicas = 1
                return True
            except Exception as error:
                if not is_not_now(error):
                    raise
                self._not_ready = f"Redis cannot be reached: {error}"
                if pause == 0.1:
                    log.warning("redis.waited_for", error=str(error))
            await self._rest(pause)
            pause = min(2.0, pause * 2)
        return False

    async def _start_workers(self, client: AnyRedis, keys: Keys, closing: list[Any]) -> None:
        stream, store = self.stream, self._store()
        assert stream is not None
        poster = wiring.poster(self.settings)
        doors = wiring.doors(self.settings)
        closing += [poster.close, *(door.close for door in doors.values())]
        self.couriers = couriers = Couriers(
            store, poster, {}, clock=self._now, dice=random.random, noted=self.meters.delivered,
            carriers={name: door.carry for name, door in doors.items()}, traces=self._traces,
        )  # fmt: skip

        couriers.held = frozenset(self._deeds.hand.held)

        def committed(judged: Sequence[Judged]) -> None:
            couriers.wake(name for one in judged for name in one.others)
            self.meters.judged(judged)
            _say(judged)

        meaning = wiring.meaning(self.settings)
        self.pipeline = Pipeline(
            stream,
            store,
            Lease(client, keys.judge, keys.fence, self._owner, _JUDGE_LEASE),
            wiring.classifier(self.settings, meaning, live=True),
            self._configured.roster(self._configured.in_force),
            new_index=lambda: wiring.new_index(self.settings, meaning),
            before=Beforehand(meaning) if meaning is not None else None,
            clock=self._now,
            committed=committed,
            traces=self._traces,
        )
        workers = Workers(
            self.pipeline,
            couriers,
            data_dir=Path(self.settings.service.data_dir),
            failed=self._fail,
        )
        closing.append(workers.stop)
        await workers.start()

    async def _start_poller(self, client: AnyRedis, keys: Keys, closing: list[Any]) -> None:
        assert self.stream is not None
        fetcher = wiring.fetcher(self.settings)
        closing.append(fetcher.close)
        readers = Readers()

        async def close_readers() -> None:
            await asyncio.to_thread(readers.close)

        closing.append(close_readers)
        self.poller = poller = Poller(
            self.stream,
            Shares(client, keys.pollers, keys.shards, self._owner),
            Visitor(
                self.stream,
                fetcher,
                readers,
                clock=self._now,
                max_age=self.settings.service.max_age,
                public_url=self.settings.service.public_url,
            ),
            clock=self._now,
            dice=random.random,
            noted=self.meters.visited,
            begun=self.meters.begun,
        )
        task = self._task(poller.run(), "poller")
        closing.append(_cancelling(task))

        async def stop_poller() -> None:
            await poller.stop(within=_VISITS_WITHIN)

        closing.append(stop_poller)

    # ── while it runs ─────────────────────────────────────────────────────────────────────────

    async def _follow(self) -> None:
        """Once a second: reload, health, the newest configuration, who is switched off."""
        told = float("-inf")
        while not self._stop.is_set():  # its cancellation may be lost (see Poller.run)
            try:
                if self._reload:
                    self._reload = False
                    await self._read_again()
                await self._look()
                if (now := asyncio.get_running_loop().time()) - told >= polled.EVERY:
                    told = now
                    await self._tell_states()
            except Exception as error:
                if not is_not_now(error):
                    raise
                self._not_ready = f"Redis: {error}"
            await self._rest(1.0)

    async def _look(self) -> None:
        store, stream = self._store(), self.stream
        assert stream is not None
        await stream.pulse()
        waiting = await stream.waiting()
        self.meters.waiting.set(waiting)
        full = waiting >= stream.backlog
        self._not_ready = f"the backlog is full: {waiting} headlines wait" if full else None
        await self._deeds.read(store)
        if self.couriers is not None:
            self.couriers.held = frozenset(self._deeds.hand.held)
        if await self._configured.look(store):
            self._apply(self._configured.in_force)
        if self.pipeline and self.pipeline.fence is not None and self._configured.is_newest:
            await self._bury_what_nobody_gets()

    async def _tell_states(self) -> None:
        """What this process knows of the sources that are its own, for every console."""
        poller = self.poller
        if poller is None:
            return
        if self._teller is None:
            self._teller = Teller(self._store())
        states = poller.states
        await self._teller.tell(states, {name: shard_of(name) in poller.mine for name in states})

    async def _bury_what_nobody_gets(self) -> None:
        """What is owed to removed subscribers, or to those switched off, becomes dead letters."""
        store, couriers, pipeline = self._store(), self.couriers, self.pipeline
        assert couriers is not None
        assert pipeline is not None
        for name in await store.owing():
            if name not in couriers.receivers:
                why = "the subscriber was removed"
            elif name in pipeline.roster.off:
                why = "the subscriber was switched off"
            else:
                continue
            count = await store.bury_all(name, self._ms(), why, _BURIED)
            log.error("delivery.dead", subscriber=name, letters=count)

    async def _read_again(self) -> None:
        try:
            await self._configured.read_again(self._common.config, self._store())
        except Exception:
            self._reload = True  # once Redis is back
            raise

    def _apply(self, settings: Settings) -> None:
        before, self.settings = self.settings, settings
        wiring.hide_secrets(settings)
        assert self.stream is not None
        self.stream.keep = self._store().keep = settings.service.keep
        self.stream.backlog = settings.service.backlog
        if self.poller is not None:
            self.poller.visitor.max_age = settings.service.max_age
            self.poller.configure({source.name: source for source in settings.source})
        if self.pipeline is not None and self.couriers is not None:
            self.couriers.receivers = receivers(settings)
            self.pipeline.roster = self._configured.roster(settings)
            if (before.dedupe, before.service.keep) != (settings.dedupe, settings.service.keep):
                self.pipeline.start_over()
            self.couriers.wake()

    # ── what the console asks ─────────────────────────────────────────────────────────────────

    def not_ready(self) -> str | None:
        return self._not_ready

    # ── small things ──────────────────────────────────────────────────────────────────────────

    def _store(self) -> Store:
        assert self.store is not None
        return self.store

    def _known_store(self) -> Store:
        if self.store is None:
            raise ConnectionError("Redis is not known yet")
        return self.store

    def _ms(self) -> int:
        return int(self._now().timestamp() * 1000)

    def _on_hangup(self) -> None:
        self._reload = True

    def _fail(self, error: BaseException) -> None:
        self._broken = error
        self._stop.set()

    def _task(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name=name)

        def over(ended: asyncio.Task[None]) -> None:
            if not ended.cancelled() and (error := ended.exception()) is not None:
                log.error("service.broken", task=name, exc_info=error)
                self._fail(error)

        task.add_done_callback(over)
        return task

    async def _until_redis(self, work: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        while not self._stop.is_set():
            try:
                await work()
                return
            except Exception as error:
                if not is_not_now(error):
                    raise
                self._not_ready = f"Redis: {error}"
            await self._rest(0.5)

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            pass


def _say(judged: Sequence[Judged]) -> None:
    """Each verdict in a line of its own, unless thousands come at once: then the lines would cost more
    than the judging."""
    if len(judged) > _MOST_LINES:
        log.info("headlines.judged", count=len(judged), first=judged[0].event.id)
        return
    for one in judged:
        event = one.event
        log.info(
            "headline.judged", id=event.id, verdict=event.event, revision=event.revision,
            story=event.story, topic=event.topics[0].name, urgency=event.urgency,
            subscribers=len(one.streams) + len(one.others), source=event.source,
        )  # fmt: skip


def _cancelling(task: asyncio.Task[None]) -> Callable[[], Coroutine[Any, Any, None]]:
    async def cancel() -> None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    return cancel

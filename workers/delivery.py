"""One delivery: compose ─► carry ─► judge ─► settle; and the couriers who do it.

What is due lies in Redis; a courier takes it by lease, and any number of couriers in any number of
processes take side by side. The outcome is a value, and what to do about it is decided in one place
(`_settle`). One receiver has at most PER_SUBSCRIBER deliveries under way, so a slow one delays only itself.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Final, NamedTuple

import msgspec
import structlog

from streamer.connect import is_not_now
from streamer.settings import SubscriberSettings
from workers.channels import Channel
from workers.post import Poster
from workers.retry import next_attempt
from workers.store import LEASE, Store, Taken
from workers.story import Event, GiveUp, Outcome, TryAgain, decode

log = structlog.get_logger(__name__)

PER_SUBSCRIBER: Final = 8
ALTOGETHER: Final = 512
_LOOK_AGAIN: Final = 0.2
"""Seconds between two looks at what is due, where nobody wakes the courier."""
_MARGIN_MS: Final = 50
"""A message paced to one a second starts that much later, because the way to the receiver varies."""


class Receiver(NamedTuple):
    """A subscriber that couriers serve."""

    settings: SubscriberSettings
    channel: Channel
    give_up: float
    """Seconds."""

    @property
    def address(self) -> str:
        """Digest of where it is: what is paced and switched off is the address, not the name."""
        target = f"{self.settings.channel} {self.settings.url.reveal()}"
        return blake2b(target.encode(), digest_size=9).hexdigest()


class Couriers:
    """Carries what is due, as long as `run` runs."""

    def __init__(
        self,
        store: Store,
        poster: Poster,
        receivers: Mapping[str, Receiver],
        *,
        clock: Callable[[], datetime],
        dice: Callable[[], float],
        noted: Callable[[Receiver, Event, Outcome, datetime], None] = lambda *_: None,
    ) -> None:
        self._store = store
        self._poster = poster
        self.receivers = receivers
        self._clock = clock
        self._dice = dice
        self._noted = noted
        self._under_way: dict[tuple[str, str], Taken] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._count: Counter[str] = Counter()
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Something was committed just now."""
        self._woken.set()

    async def run(self) -> None:
        """Takes and carries until `stop`."""
        renewing = asyncio.create_task(self._renew())
        pause = 0.0
        try:
            while not self._stopping:
                self._woken.clear()
                try:
                    took = await self._take_round()
                    pause = 0.0
                except Exception as error:
                    if not is_not_now(error):
                        raise
                    if not pause:
                        log.warning("courier.waits", reason="Redis", error=str(error))
                    took, pause = False, min(1.0, pause * 2 or 0.05)
                    await asyncio.sleep(pause)
                if not took:
                    await self._rest()
        finally:
            renewing.cancel()

    async def stop(self, within: float = 8.0) -> None:
        """Takes nothing more, and waits for what is under way; what is not done `within` seconds is
        left to the next courier."""
        self._stopping = True
        self._woken.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)
        for task in self._tasks:
            task.cancel()

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), _LOOK_AGAIN)
        except TimeoutError:
            pass

    async def _take_round(self) -> bool:
        took = False
        for name in await self._store.ready(self._now_ms()):
            receiver = self.receivers.get(name)
            free = min(PER_SUBSCRIBER - self._count[name], ALTOGETHER - len(self._tasks))
            if receiver is None or free <= 0:
                continue
            rate = receiver.channel.PER_SECOND
            taken = await self._store.take(
                name,
                now_ms=self._now_ms(),
                most=free,
                address=receiver.address,
                gap_ms=int(1000 / rate) + _MARGIN_MS if rate else 0,
            )
            for one in taken:
                took = True
                self._start(receiver, one)
        return took

    def _start(self, receiver: Receiver, one: Taken) -> None:
        place = (one.subscriber, one.delivery)
        if place in self._under_way:
            return  # it took longer than its lease: it is still ours
        self._under_way[place] = one
        self._count[one.subscriber] += 1
        task = asyncio.create_task(self._carry(receiver, one))
        self._tasks.add(task)

        def over(_: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            self._under_way.pop(place, None)
            self._count[one.subscriber] -= 1
            self._woken.set()

        task.add_done_callback(over)

    async def _carry(self, receiver: Receiver, one: Taken) -> None:
        with structlog.contextvars.bound_contextvars(
            id=one.delivery.split("_", 1)[0], delivery=one.delivery, subscriber=one.subscriber
        ):
            outcome, event = await self._try(receiver, one)
            pause = 0.05
            while True:
                try:
                    await self._settle(receiver, one, event, outcome)
                    return
                except Exception as error:
                    if not is_not_now(error):
                        log.exception("delivery.cannot_be_settled")
                        return
                    # The receiver said yes: that is kept in hand until it can be written down.
                    await asyncio.sleep(pause)
                    pause = min(1.0, pause * 2)

    async def _try(self, receiver: Receiver, one: Taken) -> tuple[Outcome, Event | None]:
        try:
            event = decode(one.event)
        except msgspec.DecodeError:
            return GiveUp(why="the event is no longer kept"), None
        try:
            parcel = receiver.channel.compose(event, receiver.settings, self._clock())
        except Exception as error:
            log.exception("delivery.cannot_be_composed")
            return GiveUp(why=f"it could not be composed: {type(error).__name__}"), event
        answer = await self._poster.post(parcel)
        return receiver.channel.judge(answer, self._clock()), event

    async def _settle(
        self, receiver: Receiver, one: Taken, event: Event | None, outcome: Outcome
    ) -> None:
        now = self._clock()
        now_ms = int(now.timestamp() * 1000)
        first = one.owed_ms / 1000
        if isinstance(outcome, TryAgain):
            due = next_attempt(
                one.attempts + 1, outcome, first=first, now=now.timestamp(),
                give_up=receiver.give_up, dice=self._dice(),
            )  # fmt: skip
            if due is not None:
                await self._store.later(one, now_ms, int(due * 1000))
                if outcome.after and receiver.channel.PER_SECOND:
                    # Asked to slow down: that is meant for the address, not for this message alone.
                    await self._store.slow_down(receiver.address, int(due * 1000), now_ms)
                log.warning("delivery.later", why=outcome.why, attempts=one.attempts + 1,
                            wait=round(due - now.timestamp(), 1))  # fmt: skip
            else:
                await self._bury(
                    one, now_ms, f"given up after {one.attempts + 1} attempts: {outcome.why}"
                )
        elif isinstance(outcome, GiveUp):
            await self._bury(one, now_ms, outcome.why)
            if outcome.gone:
                await self._store.switch_off(one.subscriber, receiver.address, outcome.why)
                await self._store.bury_all(one.subscriber, now_ms, f"switched off: {outcome.why}")
                log.error("subscriber.switched_off", why=outcome.why)
        else:
            await self._store.done(one, now_ms)
            log.info("delivery.done", attempts=one.attempts + 1)
        if event is not None:
            self._noted(receiver, event, outcome, now)

    async def _bury(self, one: Taken, now_ms: int, why: str) -> None:
        if await self._store.bury(one._replace(attempts=one.attempts + 1), now_ms, why) == 2:
            log.error("dead_letters.full", dropped="the oldest")
        log.error("delivery.dead", why=why, attempts=one.attempts + 1)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(LEASE / 3)
            try:
                await self._store.hide_longer(list(self._under_way.values()), self._now_ms())
            except Exception as error:
                if not is_not_now(error):
                    raise

    def _now_ms(self) -> int:
        return int(self._clock().timestamp() * 1000)

"""One delivery: compose ─► carry ─► judge ─► settle.

The outcome is a value, and what to do about it is decided in one place (`settle`). What the receiver said is
written down before anything else can happen to the delivery; where that cannot be done, it is kept in hand.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Final, NamedTuple

import structlog

from streamer.connect import is_not_now
from streamer.settings import SubscriberSettings
from streamer.traces import Span, Traces
from workers.channels import Channel, Memory, Remembering
from workers.circuit import open_until
from workers.holding import Holding
from workers.owed import Taken
from workers.pacing import Pace
from workers.retry import next_attempt
from workers.store import Store
from workers.story import (
    Answer,
    Delivered,
    Event,
    GiveUp,
    News,
    Outcome,
    Parcel,
    TryAgain,
    decode_owed,
    events_of,
)

log = structlog.get_logger(__name__)

Carry = Callable[[Parcel], Awaitable[Answer]]
"""Takes a parcel to its receiver; raises nothing for what the network does."""
_LONGEST_PAUSE: Final = 0.5


class Receiver(NamedTuple):
    """A subscriber that couriers serve."""

    settings: SubscriberSettings
    channel: Channel
    give_up: float
    """Seconds."""
    pace: Pace = Pace()

    @property
    def address(self) -> str:
        """Digest of where it is: what is paced and switched off is the address, not the name."""
        target = f"{self.settings.channel} {self.settings.url.reveal()}"
        if self.settings.to:
            target += f" {self.settings.to} {self.settings.token.reveal()}"
        return blake2b(target.encode(), digest_size=9).hexdigest()


class Carrier:
    """Carries deliveries that a courier took. `carry`: by name of the carrier, "" the POST."""

    def __init__(
        self,
        store: Store,
        holding: Holding,
        carry: Mapping[str, Carry],
        *,
        clock: Callable[[], datetime],
        wall: Callable[[], datetime],
        dice: Callable[[], float],
        noted: Callable[[Receiver, Event, Outcome, datetime], None],
        traces: Traces | None = None,
    ) -> None:
        self._store = store
        self._holding = holding
        self._carriers = carry
        self._clock = clock
        self._wall = wall
        self._dice = dice
        self._noted = noted
        self._traces = traces
        self.failing: set[str] = set()
        """Subscribers whose last answer was no for now."""

    async def carry(self, receiver: Receiver, one: Taken) -> None:
        """From the courier's hand to its end. Never raises."""
        with structlog.contextvars.bound_contextvars(
            id=one.delivery.split("_", 1)[0], delivery=one.delivery, subscriber=one.subscriber
        ):
            steps = self._begun(receiver, one) if self._traces else []
            outcome, news, learnt = await self._try(receiver, one)
            for step in steps:
                why = "" if isinstance(outcome, Delivered) else outcome.why
                step.end(fault=why, outcome=type(outcome).__name__)
            pause = 0.05
            while True:
                try:
                    await self._settle(receiver, one, news, outcome, learnt)
                    return
                except Exception as error:
                    if not is_not_now(error):
                        log.exception("delivery.cannot_be_settled")
                        return
                    # The receiver said yes: that is kept in hand until it can be written down.
                    await asyncio.sleep(pause)
                    pause = min(_LONGEST_PAUSE, pause * 2)

    def _begun(self, receiver: Receiver, one: Taken) -> list[Span]:
        """One try, in the trace of each headline that it tells of."""
        assert self._traces
        return [
            self._traces.begin(
                "deliver", "client", parent=parent, delivery=one.delivery,
                subscriber=one.subscriber, channel=receiver.settings.channel,
                attempt=one.attempts + 1,
            )
            for parent in one.trace.split() or [""]
        ]  # fmt: skip

    async def _try(self, receiver: Receiver, one: Taken) -> tuple[Outcome, News | None, Memory]:
        if not one.event:
            return GiveUp(why="the event is no longer kept"), None, {}
        try:
            news = decode_owed(one.delivery, one.event)
        except (ValueError, RecursionError):
            return GiveUp(why="the event cannot be read"), None, {}
        try:
            parcel = await self._compose(receiver, one, news)
        except Exception as error:
            if is_not_now(error):
                return TryAgain(why="Redis went away while it was composed"), news, {}
            log.exception("delivery.cannot_be_composed")
            return GiveUp(why=f"it could not be composed: {type(error).__name__}"), news, {}
        try:
            answer = await self._carriers[parcel.carrier](parcel)
            outcome = receiver.channel.judge(answer, self._wall())
            if isinstance(receiver.channel, Remembering):
                return outcome, news, receiver.channel.learn(news, answer, parcel)
            return outcome, news, {}
        except Exception as error:
            log.exception("delivery.cannot_be_carried")
            return TryAgain(why=f"it could not be carried: {type(error).__name__}"), news, {}

    async def _compose(self, receiver: Receiver, one: Taken, news: News) -> Parcel:
        channel, settings = receiver.channel, receiver.settings
        if settings.to and isinstance(channel, Remembering):
            memory = await self._holding.memory(one.subscriber, news)
            return channel.compose_with(news, settings, self._wall(), memory)
        return channel.compose(news, settings, self._wall())

    # ── settle ────────────────────────────────────────────────────────────────────────────────

    async def _settle(
        self, receiver: Receiver, one: Taken, news: News | None, outcome: Outcome, learnt: Memory
    ) -> None:
        now = self._clock()
        now_ms = int(now.timestamp() * 1000)
        if learnt:
            await self._holding.keep(one.subscriber, learnt)
        if isinstance(outcome, TryAgain):
            self.failing.add(one.subscriber)
            await self._later(receiver, one, outcome, now.timestamp())
        elif isinstance(outcome, GiveUp):
            if outcome.gone:
                # First of all: from here on nobody takes anything for it.
                await self._store.switch_off(one.subscriber, receiver.address, outcome.why)
                log.error("subscriber.switched_off", why=outcome.why)
            await self._bury(one, now_ms, outcome.why, answered=True)
            if outcome.gone:
                await self._store.bury_all(one.subscriber, now_ms, f"switched off: {outcome.why}")
        else:
            self.failing.discard(one.subscriber)
            if news is not None:
                await self._holding.told(one.subscriber, receiver.pace, news, now_ms)
            await self._store.done(one, now_ms)
            log.info("delivery.done", attempts=one.attempts + 1)
        for event in events_of(news) if news is not None else ():
            self._noted(receiver, event, outcome, now)

    async def _later(self, receiver: Receiver, one: Taken, outcome: TryAgain, now: float) -> None:
        attempts, now_ms = one.attempts + 1, int(now * 1000)
        due = next_attempt(
            attempts, outcome, first=one.tried_ms / 1000 or now, now=now, give_up=receiver.give_up,
            dice=self._dice(),
        )  # fmt: skip
        if due is None:
            await self._bury(one, now_ms, f"given up after {attempts} attempts: {outcome.why}")
        else:
            await self._store.later(one, now_ms, int(due * 1000))
            log.warning(
                "delivery.later", why=outcome.why, attempts=attempts, wait=round(due - now, 1)
            )
        await self._count_failure(receiver, one, outcome, now)
        if due is not None and outcome.after and receiver.channel.PER_SECOND:
            # Asked to slow down: that is meant for the address, not for this message alone.
            await self._store.slow_down(receiver.address, int(due * 1000), now_ms)

    async def _count_failure(
        self, receiver: Receiver, one: Taken, outcome: TryAgain, now: float
    ) -> None:
        """One more in a row; where the circuit is open, nobody tries before the next probe."""
        now_ms = int(now * 1000)
        since_ms = await self._store.failed(one.subscriber, receiver.address, now_ms)
        if since_ms is None:
            return
        until = open_until(
            since=since_ms / 1000, now=now, give_up=receiver.give_up, after=outcome.after,
            dice=self._dice(),
        )  # fmt: skip
        until_ms = int(until * 1000)
        await self._store.open_circuit(one.subscriber, until_ms)
        log.warning("subscriber.unreachable", why=outcome.why, wait=round(until - now, 1))
        # Whoever would have to wait beyond its own end is at its end now.
        latest = until_ms - int(receiver.give_up * 1000)
        if since_ms >= latest:
            return
        for other, due in await self._store.owed(one.subscriber):
            begun = max(other.tried_ms or other.owed_ms, since_ms)
            if begun < latest and due is not None and other.delivery != one.delivery:
                event = await self._store.event_of(other.delivery)
                why = f"given up, its receiver has not answered for long: {outcome.why}"
                await self._bury(
                    other._replace(event=event, attempts=other.attempts - 1), now_ms, why
                )

    async def _bury(self, one: Taken, now_ms: int, why: str, answered: bool = False) -> None:
        result = await self._store.bury(
            one._replace(attempts=one.attempts + 1), now_ms, why, answered
        )
        if result:
            log.error("delivery.dead", why=why, attempts=one.attempts + 1)
        if result == 2:
            log.error("dead_letters.full", dropped="the oldest")

"""One delivery: compose ─► carry ─► judge ─► settle; and the couriers who do it.

What is due lies in Redis; a courier takes it by lease, and any number of couriers in any number of
processes take side by side. The outcome is a value, and what to do about it is decided in one place
(`_settle`). One receiver has at most PER_SUBSCRIBER deliveries under way, and one where it fails and there is
a crowd; one that has none under way gets its first at once: so a slow one delays only itself.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final, NamedTuple

import structlog

from streamer.connect import is_not_now
from streamer.settings import SubscriberSettings
from workers.channels import Channel
from workers.post import Poster
from workers.retry import next_attempt
from workers.store import LEASE, PAGE, Store, Taken
from workers.story import Event, GiveUp, Outcome, TryAgain, decode

log = structlog.get_logger(__name__)

PER_SUBSCRIBER: Final = 8
ALTOGETHER: Final = 256
"""Deliveries under way at which nobody gets a second one,"""
MOST: Final = 768
"""and nobody a first: each holds a socket, and a process has often but 1,024 files."""
_LOOK_AGAIN: Final = 0.2
"""Seconds between two looks at what is due, where nobody wakes the courier."""
_MARGIN_MS: Final = 50
"""A message paced to one a second starts that much later, because the way to the receiver varies."""
_LONGEST_PAUSE: Final = 0.5
_GRACE: Final = 1.0
"""Seconds after an outage of Redis in which nothing is taken: first, what others hold in hand is noted."""


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
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`clock` says what is due. `wall`, the machine's time, stands in what receivers compare with
        their own: the timestamp of a signature, the date in a Retry-After."""
        self._store = store
        self._poster = poster
        self.receivers = receivers
        self._clock = clock
        self._dice = dice
        self._noted = noted
        self._wall = wall
        self._under_way: dict[tuple[str, str], Taken] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._count: Counter[str] = Counter()
        self._failing: set[str] = set()
        """Subscribers whose last answer was no for now."""
        self._down_since: float | None = None
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
                if renewing.done():
                    renewing.result()  # raises what ended it
                try:
                    took = await self._take_round()
                    pause = 0.0
                except Exception as error:
                    if not is_not_now(error):
                        raise
                    took, pause = False, min(_LONGEST_PAUSE, pause * 2 or 0.05)
                    if self._down_since is None:
                        log.warning("courier.waits", reason="Redis", error=str(error))
                        self._down_since = asyncio.get_running_loop().time()
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
        tasks = set(self._tasks)
        if tasks:
            await asyncio.wait(tasks, timeout=within)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), _LOOK_AGAIN)
        except TimeoutError:
            pass

    async def _take_round(self) -> bool:
        """Takes for everybody for whom something is due; True where it took anything."""
        took, start = False, 0
        while names := await self._store.ready(self._now_ms(), start):
            await self._let_others_note()
            left = 0
            for name in names:
                if self._stopping or len(self._tasks) >= MOST:
                    return took
                receiver = self.receivers.get(name)
                free = self._free(name)
                if receiver is None or free <= 0:
                    left += 1
                    continue
                taken = await self._take(receiver, name, free)
                took = took or bool(taken)
                left += not taken
            # Those whom we cannot serve stay in front; whoever stands behind them must not wait.
            start += left
            if len(names) < PAGE:
                break
        self._down_since = None
        return took

    async def _take(self, receiver: Receiver, name: str, most: int) -> list[Taken]:
        rate = receiver.channel.PER_SECOND
        taken = await self._store.take(
            name,
            now_ms=self._now_ms(),
            most=most,
            address=receiver.address,
            gap_ms=int(1000 / rate) + _MARGIN_MS if rate else 0,
        )
        for one in taken:
            if not self._stopping:
                self._start(receiver, one)
        return taken

    def _free(self, name: str) -> int:
        """How many more deliveries may be under way to this subscriber."""
        crowded = len(self._tasks) >= ALTOGETHER // 2
        mine = 1 if crowded and name in self._failing else PER_SUBSCRIBER
        room = ALTOGETHER - len(self._tasks)
        if not self._count[name]:
            room = max(1, room)
        return min(mine - self._count[name], room)

    async def _let_others_note(self) -> None:
        """After an outage in which leases ran out: a yes that another courier holds in hand is noted
        first, or its message would be sent again."""
        since, self._down_since = self._down_since, None
        if since is not None and asyncio.get_running_loop().time() - since > LEASE / 3:
            await asyncio.sleep(_GRACE)

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
                    pause = min(_LONGEST_PAUSE, pause * 2)

    async def _try(self, receiver: Receiver, one: Taken) -> tuple[Outcome, Event | None]:
        if not one.event:
            return GiveUp(why="the event is no longer kept"), None
        try:
            event = decode(one.event)
        except (ValueError, RecursionError):
            return GiveUp(why="the event cannot be read"), None
        try:
            parcel = receiver.channel.compose(event, receiver.settings, self._wall())
        except Exception as error:
            log.exception("delivery.cannot_be_composed")
            return GiveUp(why=f"it could not be composed: {type(error).__name__}"), event
        try:
            answer = await self._poster.post(parcel)
            return receiver.channel.judge(answer, self._wall()), event
        except Exception as error:
            log.exception("delivery.cannot_be_carried")
            return TryAgain(why=f"it could not be carried: {type(error).__name__}"), event

    async def _settle(
        self, receiver: Receiver, one: Taken, event: Event | None, outcome: Outcome
    ) -> None:
        now = self._clock()
        now_ms = int(now.timestamp() * 1000)
        if isinstance(outcome, TryAgain):
            self._failing.add(one.subscriber)
            await self._later(receiver, one, outcome, now.timestamp())
        elif isinstance(outcome, GiveUp):
            if outcome.gone:
                # First of all: from here on nobody takes anything for it.
                await self._store.switch_off(one.subscriber, receiver.address, outcome.why)
                log.error("subscriber.switched_off", why=outcome.why)
            await self._bury(one, now_ms, outcome.why)
            if outcome.gone:
                await self._store.bury_all(one.subscriber, now_ms, f"switched off: {outcome.why}")
        else:
            self._failing.discard(one.subscriber)
            await self._store.done(one, now_ms)
            log.info("delivery.done", attempts=one.attempts + 1)
        if event is not None:
            self._noted(receiver, event, outcome, now)

    async def _later(self, receiver: Receiver, one: Taken, outcome: TryAgain, now: float) -> None:
        attempts, now_ms = one.attempts + 1, int(now * 1000)
        due = next_attempt(
            attempts, outcome, first=one.tried_ms / 1000 or now, now=now, give_up=receiver.give_up,
            dice=self._dice(),
        )  # fmt: skip
        if due is None:
            await self._bury(one, now_ms, f"given up after {attempts} attempts: {outcome.why}")
            return
        await self._store.later(one, now_ms, int(due * 1000))
        if outcome.after and receiver.channel.PER_SECOND:
            # Asked to slow down: that is meant for the address, not for this message alone.
            await self._store.slow_down(receiver.address, int(due * 1000), now_ms)
        log.warning("delivery.later", why=outcome.why, attempts=attempts, wait=round(due - now, 1))

    async def _bury(self, one: Taken, now_ms: int, why: str) -> None:
        result = await self._store.bury(one._replace(attempts=one.attempts + 1), now_ms, why)
        if result:
            log.error("delivery.dead", why=why, attempts=one.attempts + 1)
        if result == 2:
            log.error("dead_letters.full", dropped="the oldest")

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

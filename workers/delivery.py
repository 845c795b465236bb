"""The couriers: what is due ─► take, by lease ─► carry (workers.carrying), many at once.

What is due lies in Redis; a courier takes it by lease, and any number of couriers in any number of
processes take side by side. One receiver has at most PER_SUBSCRIBER deliveries under way, and one where it
fails and there is a crowd; one that has none under way gets its first at once: so a slow one delays only
itself. One that fails again and again costs one try at a time (workers.circuit), and what people do not want
to hear just now is held (workers.holding).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Final

import structlog

from streamer.connect import is_not_now
from streamer.traces import Traces
from workers.carrying import Carrier, Carry, Receiver
from workers.holding import Holding
from workers.ledger import LEASE, PAGE
from workers.owed import Taken
from workers.post import Poster
from workers.store import Store
from workers.story import Event, Outcome

__all__ = ["ALTOGETHER", "MOST", "PER_SUBSCRIBER", "Couriers", "Receiver"]

log = structlog.get_logger(__name__)

PER_SUBSCRIBER: Final = 8
ALTOGETHER: Final = 256
"""Deliveries under way at which nobody gets a second one,"""
MOST: Final = 768
"""and nobody a first: each holds a socket, and a process has often but 1,024 files."""
TAKES: Final = 16
"""Subscribers taken for at once."""
_LOOK_AGAIN: Final = 0.2
"""Seconds between two looks at what is due, where nobody wakes the courier."""
_MARGIN_MS: Final = 50
"""A message paced to one a second starts that much later, because the way to the receiver varies."""
_LONGEST_PAUSE: Final = 0.5
_GRACE: Final = 1.0
"""Seconds after an outage of Redis in which nothing is taken: first, what others hold in hand is noted."""


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
        carriers: Mapping[str, Carry] | None = None,
        traces: Traces | None = None,
    ) -> None:
        """`clock` says what is due. `wall`, the machine's time, stands in what receivers compare with
        their own: the timestamp of a signature, the date in a Retry-After. `carriers`: others than POST, by
        the name that a parcel has."""
        self._store = store
        self.receivers = receivers
        self.held: Collection[str] = ()
        """Subscribers whom the desk holds: what they are owed waits."""
        self._clock = clock
        self._holding = Holding(store)
        self._carrier = Carrier(
            store, self._holding, {"": poster.post, **(carriers or {})},
            clock=clock, wall=wall, dice=dice, noted=noted, traces=traces,
        )  # fmt: skip
        self._under_way: dict[tuple[str, str], Taken] = {}
        self._again: dict[tuple[str, str], tuple[Receiver, Taken]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._count: Counter[str] = Counter()
        self._down_since: float | None = None
        self._woken = asyncio.Event()
        self._told: set[str] = set()
        self._stopping = False

    def wake(self, subscribers: Iterable[str] = ()) -> None:
        """Something was committed just now, and owed to those (the first few: others are found)."""
        self._told.update(islice(subscribers, max(0, TAKES - len(self._told))))
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
        told, self._told = sorted(self._told), set()
        took, start = False, 0
        if told and self._down_since is None and len(self._tasks) < MOST:
            took = await self._take_for(told) > 0
        while names := await self._store.ready(self._now_ms(), start):
            await self._let_others_note()
            left = 0
            for at in range(0, len(names), TAKES):
                if self._stopping or len(self._tasks) >= MOST:
                    return took
                got = await self._take_for(names[at : at + TAKES])
                took = took or got > 0
                left += len(names[at : at + TAKES]) - got
            # Those whom we cannot serve stay in front; whoever stands behind them must not wait.
            start += left
            if len(names) < PAGE:
                break
        self._down_since = None
        return took

    async def _take_for(self, names: Sequence[str]) -> int:
        """Side by side: a wide flash has a subscriber each, and Redis writes every take to its disk. Gives
        for how many there was anything."""
        taken = await asyncio.gather(*(self._take(*one) for one in list(self._served(names))))
        return sum(map(bool, taken))

    def _served(self, names: Sequence[str]) -> Iterator[tuple[Receiver, str, int]]:
        """Those to take for, and how many at most; together no more than there is room for."""
        share = max(1, (ALTOGETHER - len(self._tasks)) // len(names))
        for name in names:
            receiver = self.receivers.get(name)
            free = min(self._free(name), share)
            if receiver is not None and free > 0 and name not in self.held:
                yield receiver, name, free

    async def _take(self, receiver: Receiver, name: str, most: int) -> list[Taken]:
        rate, pace = receiver.channel.PER_SECOND, receiver.pace
        now = self._clock()
        looks = pace.any or bool(rate)
        if looks:
            ready = await self._holding.before(
                name, pace, receiver.address, one_a_second=bool(rate), now_ms=self._now_ms()
            )
            most = max(1, min(most, ready))
        taken = await self._store.take(
            name,
            now_ms=self._now_ms(),
            most=most,
            address=receiver.address,
            gap_ms=int(1000 / rate) + _MARGIN_MS if rate else 0,
            per_minute=pace.per_minute,
            looks=looks,
        )
        for one in await self._holding.sift(name, pace, taken, now):
            if not self._stopping:
                self._start(receiver, one)
        return taken

    def _free(self, name: str) -> int:
        """How many more deliveries may be under way to this subscriber."""
        crowded = len(self._tasks) >= ALTOGETHER // 2
        mine = 1 if crowded and name in self._carrier.failing else PER_SUBSCRIBER
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
        if (held := self._under_way.get(place)) is not None:
            if one.attempts > held.attempts:
                # It failed, and is due again at once, before its task has come to its end.
                self._again[place] = receiver, one
            return  # else it took longer than its lease: it is still ours
        self._under_way[place] = one
        self._count[one.subscriber] += 1
        task = asyncio.create_task(self._carrier.carry(receiver, one))
        self._tasks.add(task)

        def over(_: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            self._under_way.pop(place, None)
            self._count[one.subscriber] -= 1
            if (again := self._again.pop(place, None)) and not self._stopping:
                self._start(*again)
            self._woken.set()

        task.add_done_callback(over)

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

"""Couriers in this process, on a real store, under a clock that a test moves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from streamer.guard import Guard
from streamer.settings import SubscriberSettings, duration
from tests.builders import Clock, Room, judged
from tests.hostile import LOOPBACK
from tests.waiting import until
from workers.carrying import Carry
from workers.cli import wiring
from workers.delivery import Couriers, Receiver
from workers.ledger import LEASE
from workers.letters import DeadLetter
from workers.pacing import pace_of
from workers.post import Poster
from workers.story import Event, Outcome


class Desk:
    """`subscribers`, and what is committed for them. `clock` says what is due; nothing waits for it."""

    def __init__(
        self,
        room: Room,
        *subscribers: SubscriberSettings,
        total: float = 15.0,
        carriers: Mapping[str, Carry] | None = None,
    ) -> None:
        self.room = room
        self.clock: Clock = room.clock
        self.poster = Poster(Guard(LOOPBACK), user_agent="Ajil/test", total=total)
        self.outcomes: list[tuple[str, str, Outcome]] = []
        """Subscriber, event id and outcome of each try."""
        self.couriers = Couriers(
            room.store, self.poster, {}, clock=self.clock, dice=lambda: 0.5, noted=self._noted,
            carriers=carriers,
        )  # fmt: skip
        self.follow(*subscribers)

    def follow(self, *subscribers: SubscriberSettings) -> None:
        receivers = {}
        for one in subscribers:
            channel = wiring.channel(one.channel)
            assert not channel.check(one), channel.check(one)
            give_up = one.give_up or duration(channel.GIVE_UP)
            receivers[one.name] = Receiver(one, channel, give_up, pace_of(one, "UTC"))
        self.couriers.receivers = receivers

    def _noted(self, receiver: Receiver, event: Event, outcome: Outcome, at: datetime) -> None:
        self.outcomes.append((receiver.settings.name, event.id, outcome))

    async def owe(self, *events: Event, to: str = "") -> None:
        """Commits events that all subscribers are owed, or the one named."""
        names = [to] if to else sorted(self.couriers.receivers)
        wide = await self.room.commit(*(judged(event, others=names) for event in events))
        while wide:
            wide = await self.room.store.spread(self.room.fence)
        self.couriers.wake()

    async def later(self, seconds: float) -> None:
        """So many seconds go by."""
        self.clock.go(seconds)
        self.couriers.wake()

    async def settled(self, limit: float = 60.0) -> None:
        """Until nothing is due, and nothing is in a courier's hands."""

        async def quiet() -> bool:
            store = self.room.store
            if await store.ready(self.room.now_ms):
                return False
            waiting = [
                one
                for name in self.couriers.receivers
                for one, due in await store.owed(name)
                if due is not None and one.attempts == 0 and 0 < due - self.room.now_ms <= LEASE * 1000
                and not await self.room.redis.sismember(store.keys.held(name), one.delivery)
            ]  # fmt: skip
            return (
                not waiting and not self.couriers._tasks
            )  # one just taken is in their hands by now

        await until(quiet, limit)

    async def owed(self, name: str) -> list[str]:
        return [one.delivery for one, _ in await self.room.store.owed(name)]

    async def dead(self) -> list[DeadLetter]:
        return [letter async for letter in self.room.store.dead()]


@asynccontextmanager
async def desk(room: Room, *subscribers: SubscriberSettings, **more: Any) -> AsyncIterator[Desk]:
    one = Desk(room, *subscribers, **more)
    running = asyncio.create_task(one.couriers.run())
    try:
        yield one
    finally:
        await one.couriers.stop(within=1.0)
        await asyncio.wait_for(running, 5)
        await one.poster.close()

"""What is owed, in Redis: taken by lease, settled as done, later or dead (take.lua, settle.lua)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

import msgspec

from workers.ledger import OPENS, PAGE, Ledger
from workers.letters import DeadLetter

PROBE: Final = 16.0
"""Seconds that the one try at a dead receiver may take (workers.post: 15)."""
_AT_ONCE: Final = 16
"""Stories whose deliveries are buried side by side."""


class Taken(NamedTuple):
    """A delivery in a courier's hands. Epoch milliseconds: `owed_ms`, when it was owed; `tried_ms`, when
    it first failed, 0: not yet."""

    subscriber: str
    delivery: str
    attempts: int
    owed_ms: int
    story: str
    event: bytes
    tried_ms: int = 0
    chain: int = 0
    """Bytes of its story's chain then (owe.lua): whether another came since; 0: nobody asked."""
    behind: bytes = b"[]"
    """Itself and the newest of the events in it, as a JSON array."""
    trace: str = ""
    """As in Judged; of all that a digest holds, by spaces."""


class Owed(Ledger):
    """Deliveries, from the moment they are owed until they are settled."""

    async def ready(self, now_ms: int, start: int = 0, most: int = PAGE) -> list[str]:
        """Subscribers for whom something is due, from the `start`th on."""
        rows = await self.redis.zrangebyscore(
            self.keys.ready, "-inf", now_ms, start=start, num=most
        )
        return [row.decode() for row in rows]

    async def take(
        self,
        subscriber: str,
        *,
        now_ms: int,
        most: int,
        address: str,
        gap_ms: int,
        per_minute: int = 0,
        looks: bool = False,
    ) -> list[Taken]:
        """What is due for one subscriber, hidden from others for LEASE seconds. `address` (a digest) is
        spoken to at most every `gap_ms`, as a probe only while its circuit is open, and not at all once it
        was switched off. `looks`: with what waits behind each in its story."""
        keys = self.keys
        reply = await self._take(
            keys=[
                keys.ready, keys.due(subscriber), keys.owed(subscriber), keys.pace(address), keys.off,
                keys.circuit(subscriber), keys.chain(subscriber), keys.held(subscriber),
                keys.minute(subscriber),
            ],
            args=[
                keys.prefix, subscriber, now_ms, most, int(self.lease * 1000), gap_ms, address, per_minute,
                int(looks), OPENS, int(PROBE * 1000),
            ],
        )  # fmt: skip
        return [
            Taken(
                subscriber=subscriber, delivery=row[0].decode(), attempts=int(row[1]),
                owed_ms=int(row[2]), tried_ms=int(row[3]), story=row[4].decode(), event=row[5],
                trace=row[6].decode("ascii", "replace"),
                **({"chain": row[7], "behind": row[8]} if looks else {}),
            )
            for row in zip(*[iter(reply)] * (9 if looks else 7), strict=True)
        ]  # fmt: skip

    async def hide_longer(self, held: Iterable[Taken], now_ms: int) -> None:
        """Renews the lease of deliveries that are still under way; what was put off meanwhile stays so."""
        async with self.redis.pipeline(transaction=False) as pipe:
            for one in held:
                until = now_ms + int(self.lease * 1000)
                pipe.zadd(self.keys.due(one.subscriber), {one.delivery: until}, xx=True, gt=True)
            await pipe.execute()

    async def event_of(self, delivery: str) -> bytes:
        """What a delivery is about; empty: it is no longer kept."""
        return bytes(await self.redis.hget(self.keys.body(delivery), "event") or b"")

    async def done(self, one: Taken, now_ms: int) -> bool:
        """The receiver said yes, which closes its circuit."""
        return await self._settled(one, "done", now_ms, one.attempts + 1) > 0

    async def later(self, one: Taken, now_ms: int, due_ms: int) -> bool:
        return await self._settled(one, "later", now_ms, one.attempts + 1, due_ms) > 0

    async def bury(self, one: Taken, now_ms: int, why: str, answered: bool = False) -> int:
        """Makes a dead letter of it; 2 when an old dead letter had to go for it, 0 when it was settled
        already. `answered`: its receiver did, so it is not dead itself."""
        letter = DeadLetter(
            subscriber=one.subscriber, delivery=one.delivery, story=one.story, why=why,
            attempts=one.attempts, owed=one.owed_ms, died=now_ms, event=_as_json(one.event),
            trace=one.trace,
        )  # fmt: skip
        return await self._settled(
            one, "dead", now_ms, msgspec.json.encode(letter), self._most_dead, int(answered)
        )  # fmt: skip

    async def _settled(self, one: Taken, what: str, now_ms: int, *more: Any) -> int:
        keys, name = self.keys, one.subscriber
        return int(
            await self._settle(
                keys=[
                    keys.ready, keys.due(name), keys.owed(name), keys.chain(name),
                    keys.body(one.delivery), keys.delivered, keys.dead, keys.dead_letters,
                    keys.held(name), keys.circuit(name),
                ],
                args=[name, one.delivery, what, now_ms, *more],
            )
        )  # fmt: skip

    async def owed(self, subscriber: str) -> list[tuple[Taken, int | None]]:
        """All that is owed to one subscriber, each with when it is due (epoch ms; None: it waits for an
        earlier one of its story). The events are not read."""
        rows = {one.delivery: (one, due) async for one, due in self.each_owed(subscriber)}
        return sorted(rows.values(), key=lambda row: (row[0].owed_ms, *_in_order(row[0].delivery)))

    async def each_owed(self, subscriber: str) -> AsyncIterator[tuple[Taken, int | None]]:
        """As `owed`, in no order, and what is settled meanwhile may be among them; some come twice."""
        cursor = -1
        while cursor:
            cursor, found = await self.redis.hscan(
                self.keys.owed(subscriber), max(cursor, 0), count=PAGE
            )
            if not found:
                continue
            scores = await self.redis.zmscore(self.keys.due(subscriber), list(found))
            for (delivery, state), score in zip(found.items(), scores, strict=True):
                attempts, first, tried, story = state.decode().split(" ", 3)
                one = Taken(
                    subscriber=subscriber, delivery=delivery.decode(), attempts=int(attempts),
                    owed_ms=int(first), tried_ms=int(tried), story=story, event=b"",
                )  # fmt: skip
                yield one, None if score is None else int(score)

    async def owing(self) -> list[str]:
        """Subscribers to whom anything is owed."""
        found = self.redis.zscan_iter(self.keys.ready, count=PAGE)
        return sorted({name.decode() async for name, _ in found})

    async def owed_count(self, subscriber: str) -> int:
        return int(await self.redis.hlen(self.keys.owed(subscriber)))

    async def owed_counts(self, subscribers: Sequence[str]) -> dict[str, int]:
        """Of each, how much is owed to it."""
        counts: list[int] = []
        for start in range(0, len(subscribers), PAGE):
            async with self.redis.pipeline(transaction=False) as pipe:
                for name in subscribers[start : start + PAGE]:
                    pipe.hlen(self.keys.owed(name))
                counts += await pipe.execute()
        return dict(zip(subscribers, counts, strict=True))

    async def bury_all(
        self, subscriber: str, now_ms: int, why: str, most: int | None = None
    ) -> int:
        """All that is owed to a subscriber who is gone or switched off becomes dead letters; `most`: so many
        of it, the oldest, and the rest when this is called again. Gives how many."""
        stories: dict[str, list[Taken]] = {}
        for one, _ in (await self.owed(subscriber))[:most]:
            stories.setdefault(one.story, []).append(one)
        count, waiting = 0, iter(stories.values())
        while some := list(islice(waiting, _AT_ONCE)):
            count += sum(
                await asyncio.gather(*(self._bury_story(one, now_ms, why) for one in some))
            )
        await self.redis.delete(self.keys.window(subscriber))
        return count

    async def _bury_story(self, these: Sequence[Taken], now_ms: int, why: str) -> int:
        """In order, for so they are taken up again."""
        count = 0
        for one in these:
            event = await self.event_of(one.delivery)
            count += await self.bury(one._replace(event=event), now_ms, why) > 0
        return count


def _in_order(delivery: str) -> tuple[int, str]:
    """Of what was owed in one millisecond, the earlier revision of an item first."""
    revision = delivery.rpartition("_")[2]
    return int(revision) if revision.isdecimal() else 0, delivery


def _as_json(event: bytes) -> msgspec.Raw:
    """As it is where it is JSON, else as a string: a dead letter must be readable whatever it holds."""
    try:
        msgspec.json.decode(event or b"null")
    except (ValueError, RecursionError):
        event = msgspec.json.encode(event.decode("utf-8", "replace"))
    return msgspec.Raw(event or b"null")

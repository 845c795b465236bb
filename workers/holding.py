"""What is held back for people, and told together: the hands of workers.pacing, in Redis.

    what is due ─► before() folds what has been collected, or what is too much for the pace
                ─► (store.take) ─► sift() ─► those to be carried now; the rest waits in `due`, held

A digest is made in Redis, in one step (fold.lua), and is from then on a delivery like any other: tried by the
same table, under an id of its own, and dead by the same rules. So nothing held is ever in our hands alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import structlog

from workers.channels import Memory
from workers.ledger import OPENS, script
from workers.owed import Taken
from workers.pacing import BURST, Cooling, Hold, Merge, Pace, Send, decide, quiet_until
from workers.store import Store
from workers.story import URGENCIES, Event, News, decode_owed, decode_several, events_of, is_digest

log = structlog.get_logger(__name__)

ROOM: Final = 17_000
"""Bytes of events in one digest: the body of a webhook stays under 20,000 with them."""
_STORIES: Final = 60
"""Looked at in one fold,"""
_FOLDED: Final = 400
"""and deliveries folded: some 2 ms of Redis. Of a longer story the rest is told when the next window ends."""
_DAY: Final = timedelta(days=1)


class Holding:
    """One for all couriers of a process."""

    def __init__(self, store: Store) -> None:
        self._redis: Any = store.redis
        self._keys = store.keys
        self._store = store
        self._hold = self._redis.register_script(script("hold"))
        self._fold = self._redis.register_script(script("fold"))

    # ── before anything is taken ──────────────────────────────────────────────────────────────

    async def before(
        self, name: str, pace: Pace, address: str, *, one_a_second: bool, now_ms: int
    ) -> int:
        """Folds what is to be folded now; gives how many may then be taken one by one. While nothing may be
        sent (store.take says when), nothing is folded: what comes until then goes along."""
        window, free, circuit, due = await self._look(name, address, now_ms)
        if max(free, circuit) > now_ms:
            return due
        if pace.collects and window and window <= now_ms:
            while await self.fold(name, now_ms, whole=False):
                pass
            _, _, _, due = await self._look(name, address, now_ms)
        if one_a_second and due >= BURST:
            await self.fold(name, now_ms, whole=True, least=2)
        if not pace.per_minute:
            return due
        free = pace.per_minute - await self._sent(name, pace.per_minute, now_ms)
        if due <= free or free < 1:
            return due
        if free == 1:
            # The last message that this minute has room for: whatever else is due goes into it.
            await self.fold(name, now_ms, whole=True, least=2)
            return 1
        return free - 1

    async def _look(self, name: str, address: str, now_ms: int) -> tuple[int, int, int, int]:
        """End of the window, when the address is free, when its circuit lets a probe go (epoch ms, 0: none),
        and how many are due."""
        keys = self._keys
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.get(keys.window(name))
            pipe.get(keys.pace(address))
            pipe.hmget(keys.circuit(name), "address", "failures", "until")
            pipe.zcount(keys.due(name), "-inf", now_ms)
            window, free, (where, failures, until), due = await pipe.execute()
        is_open = where == address.encode() and int(failures or 0) >= OPENS
        return int(window or 0), int(free or 0), int(until or 0) if is_open else 0, int(due)

    async def _sent(self, name: str, most: int, now_ms: int) -> int:
        rows = await self._redis.lrange(self._keys.minute(name), 0, most - 1)
        return sum(int(at) > now_ms - 60_000 for at in rows)

    async def fold(
        self, name: str, now_ms: int, *, whole: bool, least: int = 1, story: str = ""
    ) -> int:
        """Makes one delivery of what is due; `whole`: of every item, else of each story its newest. Gives
        how many were folded; nothing is done with fewer than `least`."""
        keys = self._keys
        folded = int(
            await self._fold(
                keys=[
                    keys.ready, keys.due(name), keys.owed(name), keys.chain(name), keys.held(name),
                    keys.window(name),
                ],
                args=[
                    keys.prefix, name, now_ms, "items" if whole else "stories", ROOM, _STORIES, story,
                    least, _FOLDED,
                ],
            )
        )  # fmt: skip
        if folded:
            log.info("delivery.folded", subscriber=name, deliveries=folded)
        return folded

    # ── after it was taken ────────────────────────────────────────────────────────────────────

    async def sift(
        self, name: str, pace: Pace, taken: Sequence[Taken], now: datetime
    ) -> list[Taken]:
        """Those to be carried now. The others are held, or folded, by the time this returns."""
        if not taken or not pace.any:
            return list(taken)
        now_ms = _ms(now)
        window = await self._window(name, now) if pace.collects else None
        cooling = await self._cooling(name, taken) if pace.cooldown else {}
        carried: list[Taken] = []
        held: list[tuple[Taken, int]] = []
        merged: list[Taken] = []
        for one in taken:
            decision = _decide(pace, one, now, window, cooling.get(one.story))
            if isinstance(decision, Hold):
                until = _ms(decision.until)
                if decision.window and window is None:
                    until = await self._open(name, until, now_ms)
                    window = datetime.fromtimestamp(until / 1000, UTC)
                held.append((one, until))
            elif isinstance(decision, Merge):
                held.append((one, now_ms))
                merged.append(one)
            else:
                carried.append(one)
        if held:
            await self._put_back(name, held, now_ms)
        for one in merged:
            await self.fold(name, now_ms, whole=True, least=2, story=one.story)
        return carried

    async def _put_back(self, name: str, held: Sequence[tuple[Taken, int]], now_ms: int) -> None:
        keys = self._keys
        arguments: list[Any] = [name, now_ms]
        for one, until in held:
            arguments += (one.delivery, until, one.chain)
        await self._hold(
            keys=[
                keys.ready, keys.due(name), keys.owed(name), keys.chain(name), keys.held(name),
                keys.minute(name),
            ],
            args=arguments,
        )  # fmt: skip

    async def _window(self, name: str, now: datetime) -> datetime | None:
        """The end of the window that is open."""
        end = await self._redis.get(self._keys.window(name))
        if end is None or int(end) <= _ms(now):
            return None
        return datetime.fromtimestamp(int(end) / 1000, UTC)

    async def _open(self, name: str, until: int, now_ms: int) -> int:
        """Opens a window, or gives the end of the one that another courier opened meanwhile."""
        key = self._keys.window(name)
        kept = max(0, until - now_ms) + int(_DAY.total_seconds() * 1000)
        if await self._redis.set(key, until, nx=True, px=kept):
            return until
        return int(await self._redis.get(key) or until)

    # ── stories that somebody was told of ─────────────────────────────────────────────────────

    async def _cooling(self, name: str, taken: Sequence[Taken]) -> dict[str, Cooling]:
        stories = [one.story for one in taken if not is_digest(one.delivery)]
        found: dict[str, Cooling] = {}
        if not stories:
            return found
        rows = await self._redis.mget([self._keys.cooling(name, story) for story in stories])
        for story, row in zip(stories, rows, strict=True):
            if row is not None:
                until, _, urgency = row.decode().partition(" ")
                at = datetime.fromtimestamp(int(until) / 1000, UTC)
                found[story] = Cooling(until=at, urgency=int(urgency))
        return found

    async def told(self, name: str, pace: Pace, news: News, now_ms: int) -> None:
        """The receiver was told: its stories begin to cool."""
        if not pace.cooldown:
            return
        lasts = int(pace.cooldown * 1000)
        async with self._redis.pipeline(transaction=False) as pipe:
            for event in events_of(news):
                state = f"{now_ms + lasts} {URGENCIES.index(event.urgency)}"
                pipe.set(self._keys.cooling(name, event.story), state, px=lasts)
            await pipe.execute()

    # ── what a channel keeps of a story ───────────────────────────────────────────────────────

    async def memory(self, name: str, news: News) -> Memory:
        """Of the stories in it."""
        found = {}
        for story in {event.story for event in events_of(news)}:
            rows = await self._redis.hgetall(self._keys.thread(name, story))
            found[story] = {key.decode(): value.decode() for key, value in rows.items()}
        return found

    async def keep(self, name: str, learnt: Memory) -> None:
        """What is kept under a name stays as it was first learnt; all of it lives as long as the log."""
        async with self._redis.pipeline(transaction=False) as pipe:
            for story, values in learnt.items():
                key = self._keys.thread(name, story)
                for field, value in values.items():
                    pipe.hsetnx(key, field, value)
                pipe.expire(key, int(self._store.keep))
            await pipe.execute()


def _decide(
    pace: Pace, one: Taken, now: datetime, window: datetime | None, cooling: Cooling | None
) -> Send | Hold | Merge:
    try:
        news = decode_owed(one.delivery, one.event)
        story: list[Event] = decode_several(one.behind) or list(events_of(news))
    except (ValueError, RecursionError):
        return Send()  # whoever carries it finds out, and says so
    if is_digest(one.delivery) or one.attempts:
        # It waited already, or was tried already: only quiet hours are still a reason.
        quiet = quiet_until(pace, now)
        flash = any(event.urgency == "flash" for event in (*story, *events_of(news)))
        return Hold(until=quiet) if quiet and not flash else Send()
    return decide(pace, story, now, window=window, cooling=cooling)


def _ms(when: datetime) -> int:
    return int(when.timestamp() * 1000)

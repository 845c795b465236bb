"""Everything of the workers in Redis: the judged log, the commit, what is owed, dead letters.

The order of things, and what a kill in between leaves behind:

    commit   one script: log, streams of redis subscribers, owed lines, acknowledgement. Killed before:
             the entries are pending, the successor judges them. Killed after: nothing is left to do.
    spread   what wide events owe, in portions from a to-do list; killed in between, the next goes on.
    take     a courier hides what it takes for LEASE seconds and hides it longer while it works.
             Killed: it shows again by itself.
    settle   done, later or dead. Killed before: it is sent once more, under the same id.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterable, Sequence
from importlib.resources import files
from typing import Any, Final, NamedTuple

import msgspec
from redis.asyncio import RedisCluster
from redis.exceptions import ResponseError

from streamer.connect import AnyRedis
from streamer.keys import CONSUMER, GROUP, Keys
from workers.story import Event

LEASE: Final = 6.0
"""Seconds that a taken delivery stays hidden; below ten, so that a dead courier's are taken over in time."""
OPENS: Final = 5
"""Failures in a row at which a receiver is taken for dead: its circuit opens."""
PROBE: Final = 16.0
"""Seconds that the one try at a dead receiver may take (workers.post: 15)."""
WIDE: Final = 100
"""Room of one script, in lines that are owed (owe.lua): some 2 ms of Redis, on a slow day 4."""
MOST_DEAD: Final = 100_000
_LONGEST_CIRCUIT: Final = 8 * 86400
"""Seconds that the failures of an address are remembered: longer than anything is tried."""
PAGE: Final = 500
"""Subscribers, or names of deliveries, asked for at once,"""
_LETTERS: Final = 100
"""and dead letters, which hold an event each."""
_AT_ONCE: Final = 16
"""Deliveries that are buried side by side."""
_LUA: Final = files("workers")


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """An event with all that the commit needs to know of it."""

    event: Event
    data: bytes
    """The event as JSON, as it goes out."""
    channel: str
    """Pub/sub channel, or "": none."""
    streams: tuple[str, ...]
    """`redis` subscribers."""
    others: tuple[str, ...]
    """Subscribers that couriers serve."""
    trace: str = ""
    """The traceparent of the step before, where traces are kept (streamer.traces)."""
    stamp: bytes = b""
    """What spares the reader of the log the reading of the title (workers.dedupe.stamp)."""


class Aside(NamedTuple):
    """An entry of the headline stream that cannot be judged."""

    entry: bytes
    data: bytes
    reason: str
    error: Exception | None = None
    """What judging it raised, for the log."""


class LogEntry(NamedTuple):
    """One entry of the judged log; `data` None: no event. `hand`: an act of the desk (workers.hand)."""

    id: bytes
    data: bytes | None
    to: tuple[str, ...]
    hand: bytes | None = None
    stamp: bytes = b""
    """What the title is looked up by (workers.dedupe.stamp), where the judge said it."""


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


class DeadLetter(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What failed for good, and why; holds the event, so that it can be tried again."""

    subscriber: str
    delivery: str
    story: str
    why: str
    attempts: int
    owed: int
    """Epoch milliseconds, as `died`."""
    died: int
    event: msgspec.Raw
    trace: str = ""


class Committed(NamedTuple):
    """What a commit left behind it."""

    tail: bytes
    """The log's new one."""
    wide: bool
    """There is something to spread."""
    unheard: int
    """So many of the events that have a channel, the last ones, are still to be announced."""


class Refusal(Exception):
    """The commit found that something does not hold; nothing was written. `what`: LEASE, TAIL, ORDER."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Store:
    """One Redis, one prefix. `wide`: deliveries that one script writes; `most_dead`: dead letters kept."""

    def __init__(
        self,
        redis: AnyRedis,
        keys: Keys,
        *,
        keep: float,
        wide: int = WIDE,
        most_dead: int = MOST_DEAD,
        lease: float = LEASE,
    ) -> None:
        self.redis: Any = redis  # redis-py's types do not know that replies are bytes here
        self.keys = keys
        self.keep = keep
        self.lease = lease
        self._wide = wide
        self._most_dead = most_dead
        self._config: tuple[bytes | None, bytes | None] = None, None
        """Its mark, and itself, as they were read."""
        self.replicas = 0
        """When above 0, each commit waits (WAIT) until one of them has it: fail-over loses what none has."""
        self._commit, self._spread, self._take, self._settle, self._revive = (
            self.redis.register_script(script(name))
            for name in ("commit", "spread", "take", "settle", "revive")
        )

    # ── the judged log ────────────────────────────────────────────────────────────────────────

    async def epoch(self) -> bytes:
        """The name of this store: another one once it lost its keys."""
        while (name := await self.redis.get(self.keys.epoch)) is None:
            await self.redis.set(self.keys.epoch, secrets.token_hex(8), nx=True)
        return bytes(name)

    async def bounds(self) -> tuple[bytes, bytes]:
        """Ids of the log's first entry and of the last ever generated; 0-0 where there is none."""
        try:
            info = await self.redis.xinfo_stream(self.keys.news)
        except ResponseError as error:
            if "no such key" not in str(error):
                raise
            return b"0-0", b"0-0"
        first = info["first-entry"]
        return (first[0] if first else b"0-0"), info["last-generated-id"]

    async def in_log(self, entry: bytes) -> bool:
        """Whether the log holds this entry."""
        return bool(await self.redis.xrange(self.keys.news, min=entry, max=entry, count=1))

    async def log(self, after: bytes, count: int = 1000) -> list[LogEntry]:
        """Entries of the log behind `after`, in order."""
        rows = await self.redis.xrange(self.keys.news, min=b"(" + after, max="+", count=count)
        return [_log_entry(entry_id, fields) for entry_id, fields in rows]

    async def follow_log(self, after: bytes, block_ms: int, count: int = 1000) -> list[LogEntry]:
        """As `log`, but waits up to `block_ms` for one."""
        reply = await self.redis.xread({self.keys.news: after}, count=count, block=block_ms)
        if not reply:
            return []
        rows = next(iter(reply.values()))[0] if isinstance(reply, dict) else reply[0][1]
        return [_log_entry(entry_id, fields) for entry_id, fields in rows]

    async def commit(
        self,
        *,
        fence: int,
        tail: bytes,
        entries: Sequence[bytes],
        judged: Iterable[Judged],
        aside: Iterable[Aside],
        now_ms: int,
    ) -> Committed:
        """Writes a batch of at least one entry and acknowledges it, atomically. Raises Refusal, and
        whatever redis raises: then it is not known whether it was written, and the log must be read."""
        oldest = f"{max(0, now_ms - int(self.keep * 1000))}-0"
        arguments: list[Any] = [
            self.keys.prefix, fence, tail, GROUP, now_ms, oldest, self._wide, len(entries), *entries,
        ]  # fmt: skip
        for one in judged:
            arguments += (
                b"E", one.event.delivery_id, one.event.story, one.data, one.channel,
                " ".join((*one.streams, *one.others)), len(one.streams), one.trace,
                one.stamp,
            )  # fmt: skip
        for item in aside:
            arguments += (b"A", item.entry, item.data, item.reason)
        keys = self.keys
        names = [
            keys.judge, keys.headlines, keys.news, keys.aside, keys.todo, keys.ready, keys.suspects,
        ]  # fmt: skip
        reply = await self._committing(names, arguments)
        if reply[0] != b"OK":
            raise Refusal(reply[0].decode())
        return Committed(bytes(reply[1]), reply[2] == 1, int(reply[3]))

    async def _committing(self, keys: list[str], arguments: list[Any]) -> Any:
        if not self.replicas or isinstance(self.redis, RedisCluster):
            reply = await self._commit(keys=keys, args=arguments)
            if self.replicas:
                node = self.redis.get_node_from_key(keys[0])
                await self.redis.execute_command("WAIT", 1, 1000, target_nodes=node)
            return reply
        # WAIT speaks of what its own connection wrote: so both go over one.
        async with self.redis.pipeline(transaction=False) as pipe:
            await self._commit(keys=keys, args=arguments, client=pipe)
            pipe.execute_command("WAIT", 1, 1000)
            reply, _ = await pipe.execute()
        return reply

    async def spread(self, fence: int) -> bool:
        """Writes some of what is owed beyond what a commit may write; True while something is left."""
        keys = self.keys
        left = await self._spread(
            keys=[keys.judge, keys.todo, keys.ready, keys.news],
            args=[keys.prefix, fence, self._wide],
        )
        return bool(left == 1)

    async def announce(self, judged: Sequence[Judged], unheard: int) -> None:
        """Tells whoever listens of what the commit left, one event a call: at most once."""
        spoken = [one for one in judged if one.channel]
        for one in spoken[len(spoken) - unheard :]:
            await self.redis.publish(one.channel, one.data)

    async def gather(self) -> None:
        """Gives the judge's consumer what others were handed: nobody else is to read in its group, but
        what somebody took there must not be in the way for ever."""
        name, start = self.keys.headlines, b"-"
        while rows := await self.redis.xpending_range(name, GROUP, min=start, max="+", count=PAGE):
            astray = [row["message_id"] for row in rows if row["consumer"] != CONSUMER.encode()]
            if astray:
                await self.redis.xclaim(name, GROUP, CONSUMER, 0, astray, justid=True)
            start = b"(" + rows[-1]["message_id"]

    async def suspect(self, entry: bytes) -> int:
        """Notes that `entry` is about to be judged alone, because judges died over its batch; the
        commit takes the note back. Gives how often it was noted."""
        return int(await self.redis.hincrby(self.keys.suspects, entry.decode(), 1))

    async def send_test(self, subscriber: str, event: bytes) -> None:
        """A test alert onto the stream of a `redis` subscriber; it stands in no log."""
        await self.redis.xadd(self.keys.to(subscriber), {"data": event})

    # ── what is owed ──────────────────────────────────────────────────────────────────────────

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

    async def slow_down(self, address: str, until_ms: int, now_ms: int) -> None:
        """Nothing more to `address` before `until_ms`."""
        if until_ms > now_ms:
            await self.redis.set(self.keys.pace(address), until_ms, px=until_ms - now_ms)

    async def failed(self, subscriber: str, address: str, now_ms: int) -> int | None:
        """One more failure in a row at this address. Gives when the first of them was (epoch ms), where the
        circuit is open."""
        key = self.keys.circuit(subscriber)
        if await self.redis.hget(key, "address") not in (None, address.encode()):
            await self.redis.delete(key)
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.hset(key, "address", address)
            pipe.hincrby(key, "failures", 1)
            pipe.hsetnx(key, "since", now_ms)
            pipe.hget(key, "since")
            pipe.expire(key, _LONGEST_CIRCUIT)
            _, failures, _, since, _ = await pipe.execute()
        return int(since) if failures >= OPENS else None

    async def open_circuit(self, subscriber: str, until_ms: int) -> None:
        """Nobody tries this one before `until_ms`, and then one delivery alone. Whoever took one meanwhile
        as a probe put the next much later, for as long as its answer was not known: that is over."""
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.hset(self.keys.circuit(subscriber), "until", until_ms)
            pipe.expire(self.keys.circuit(subscriber), _LONGEST_CIRCUIT)
            pipe.zadd(self.keys.ready, {subscriber: until_ms}, xx=True)
            await pipe.execute()

    async def circuits(self, subscribers: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Those whose circuit is open: failures in a row, and when the next probe goes (ms)."""
        found: dict[str, tuple[int, int]] = {}
        for start in range(0, len(subscribers), PAGE):
            part = subscribers[start : start + PAGE]
            async with self.redis.pipeline(transaction=False) as pipe:
                for name in part:
                    pipe.hmget(self.keys.circuit(name), "failures", "until")
                rows = await pipe.execute()
            for name, (failures, until) in zip(part, rows, strict=True):
                if failures and int(failures) >= OPENS:
                    found[name] = int(failures), int(until or 0)
        return found

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
        return sorted(rows.values(), key=lambda row: (row[0].owed_ms, row[0].delivery))

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
        of it, more or less, and the rest when this is called again. Gives how many."""
        count, part = 0, []
        async for one, _ in self.each_owed(subscriber):
            part.append(one)
            if len(part) == _AT_ONCE:
                count += await self._bury_these(part, now_ms, why)
                part = []
            if most is not None and count >= most:
                break
        count += await self._bury_these(part, now_ms, why)
        await self.redis.delete(self.keys.window(subscriber))
        return count

    async def _bury_these(self, these: Sequence[Taken], now_ms: int, why: str) -> int:
        async def one(it: Taken) -> int:
            return await self.bury(it._replace(event=await self.event_of(it.delivery)), now_ms, why)

        return sum(map(bool, await asyncio.gather(*map(one, these))))

    # ── dead letters ──────────────────────────────────────────────────────────────────────────

    async def dead(self, subscriber: str | None = None) -> AsyncIterator[DeadLetter]:
        """Dead letters, the oldest first: those that are there now."""
        names = [name async for name in self._dead_names(subscriber)]
        for start in range(0, len(names), _LETTERS):
            part = names[start : start + _LETTERS]
            for data in await self.redis.hmget(self.keys.dead_letters, part):
                try:
                    yield msgspec.json.decode(data or b"", type=DeadLetter)
                except ValueError:
                    continue  # dropped meanwhile, or not written by us

    async def _dead_names(self, subscriber: str | None) -> AsyncIterator[bytes]:
        """ "SUBSCRIBER DELIVERY" of each: whose a letter is, is known without reading it."""
        start, mine = 0, b"" if subscriber is None else f"{subscriber} ".encode()
        while names := await self.redis.zrange(self.keys.dead, start, start + PAGE - 1):
            start += PAGE
            for name in names:
                if name.startswith(mine):
                    yield name

    async def dead_count(self) -> int:
        return int(await self.redis.zcard(self.keys.dead))

    async def drop(self, letter: DeadLetter) -> bool:
        """Forgets a dead letter."""
        name = f"{letter.subscriber} {letter.delivery}"
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.zrem(self.keys.dead, name)
            pipe.hdel(self.keys.dead_letters, name)
            removed, _ = await pipe.execute()
        return bool(removed)

    async def revive(self, letter: DeadLetter, now_ms: int) -> bool:
        """Owes a dead letter anew, as if it were just judged; False when somebody else took it up."""
        keys = self.keys
        reply = await self._revive(
            keys=[keys.dead, keys.dead_letters, keys.ready, keys.circuit(letter.subscriber)],
            args=[
                keys.prefix, letter.subscriber, letter.delivery, letter.story, bytes(letter.event), now_ms,
                letter.trace,
            ],
        )  # fmt: skip
        return bool(reply == 1)

    # ── subscribers that were switched off ────────────────────────────────────────────────────

    async def switch_off(self, subscriber: str, address: str, why: str) -> None:
        """`address`: digest of the URL that said 410; another URL switches on again."""
        await self.redis.hset(self.keys.off, subscriber, f"{address} {why}")

    async def switched_off(self) -> dict[str, tuple[str, str]]:
        """Subscriber → digest of the address, and why."""
        rows = await self.redis.hgetall(self.keys.off)
        parts = {name.decode(): value.decode().partition(" ") for name, value in rows.items()}
        return {name: (address, why) for name, (address, _, why) in parts.items()}

    async def switch_on(self, subscriber: str) -> None:
        await self.redis.hdel(self.keys.off, subscriber)

    # ── the configuration that all follow ─────────────────────────────────────────────────────

    async def publish_config(self, shared: bytes) -> None:
        """The newest configuration; all processes follow it."""
        if await self.config() != shared:
            async with self.redis.pipeline(transaction=True) as pipe:
                pipe.set(self.keys.config, shared)
                pipe.set(self.keys.config_at, secrets.token_hex(8))
                await pipe.execute()

    async def config(self) -> bytes | None:
        """It may have tens of thousands of subscribers, and is asked for every second: so it is read when it
        is another one."""
        mark = await self.redis.get(self.keys.config_at)
        if mark is None or mark != self._config[0]:
            self._config = mark, await self.redis.get(self.keys.config)
        return self._config[1]


def _log_entry(entry_id: bytes, fields: dict[bytes, bytes]) -> LogEntry:
    to = fields.get(b"to", b"").decode("utf-8", "replace")
    return LogEntry(
        entry_id,
        fields.get(b"data"),
        tuple(to.split()),
        fields.get(b"hand"),
        fields.get(b"stamp", b""),
    )


def script(name: str) -> str:
    """A script with the words that it shares with others behind its first line."""
    shebang, _, body = _LUA.joinpath(f"{name}.lua").read_text("utf-8").partition("\n")
    owes = any(word in body for word in ("owe_one(", "write(", " free("))
    return f"{shebang}\n{_LUA.joinpath('owe.lua').read_text('utf-8') if owes else ''}{body}"


def _as_json(event: bytes) -> msgspec.Raw:
    """As it is where it is JSON, else as a string: a dead letter must be readable whatever it holds."""
    try:
        msgspec.json.decode(event or b"null")
    except (ValueError, RecursionError):
        event = msgspec.json.encode(event.decode("utf-8", "replace"))
    return msgspec.Raw(event or b"null")

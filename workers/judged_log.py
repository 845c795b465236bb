"""The judged log in Redis, and the commit: the log, the streams of redis subscribers, owed lines and the
acknowledgement in one script (commit.lua); what that owes beyond its room is spread after it (spread.lua).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sys import intern
from typing import Any, NamedTuple

import msgspec
from redis.asyncio import RedisCluster
from redis.exceptions import ResponseError

from streamer.keys import CONSUMER, GROUP
from workers.ledger import PAGE, Ledger
from workers.story import Event


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
    """What spares the reader of the log the reading of the title (workers.dedupe.finding.stamp)."""


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
    """What the title is looked up by (workers.dedupe.finding.stamp), where the judge said it."""


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


class JudgedLog(Ledger):
    """What the judge writes, and everybody reads."""

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


def _log_entry(entry_id: bytes, fields: dict[bytes, bytes]) -> LogEntry:
    to = fields.get(b"to", b"").decode("utf-8", "replace")
    return LogEntry(
        entry_id,
        fields.get(b"data"),
        tuple(map(intern, to.split())),
        fields.get(b"hand"),
        fields.get(b"stamp", b""),
    )

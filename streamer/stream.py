"""Both ends of the headline stream: publishing into it, and reading from it in order.

The pollers' end publishes the items of a visit in one atomic step (publish.lua) and keeps, afterwards and
never before, what the source showed. The workers' end reads through one consumer group with one
consumer, because one judge at a time reads: what a dead judge had been given is simply what is pending.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any, Final, NamedTuple

import msgspec
from redis.exceptions import ResponseError

from streamer import headline as headlines
from streamer import known
from streamer.connect import AnyRedis
from streamer.habit import Habit
from streamer.headline import Headline, Item
from streamer.keys import ALIAS_BUCKETS, CONSUMER, GROUP, Keys
from streamer.shown import Memory, Published, Shown
from streamer.traces import First, Traces

_PUBLISH: Final = files("streamer").joinpath("publish.lua").read_text()
_CHUNK: Final = 100
"""Items a script call: some 2 ms of Redis."""
_HABIT: Final = 30 * 86_400
_TOLD: Final = frozenset({"new", "edited", "marked", "withdrawn"})
"""Verdicts on items that went onto the stream."""
_EDITABLE: Final = 15 / 16
"""Of `keep`: an edit of an older item is a new item, since the judge, who may be behind, must still
know what he said of one that is edited."""


class Emptied(Exception):
    """Redis is not the one that was learnt from: it lost its keys. Learn anew."""


class Full(Exception):
    """As many headlines wait as `service.backlog` allows. Ask again later."""


class Entry(NamedTuple):
    """One entry as read from the headline stream; `data` is None where the field is missing. `traceparent`:
    of the step before, where traces are kept (streamer.traces)."""

    id: bytes
    data: bytes | None
    traceparent: str = ""


class HeadlineStream:
    """The stream `{prefix}:headlines` on one Redis."""

    def __init__(self, redis: AnyRedis, keys: Keys, *, keep: float, backlog: int) -> None:
        self.redis: Any = redis  # redis-py's types do not know that replies are bytes here
        self.keys = keys
        self.keep = keep
        self.backlog = backlog
        self.traces: Traces | None = None
        """None: none are kept."""
        self.epoch: bytes | None = None
        """Which store it is that answers, as last looked up; a worker may look for itself."""
        self._learnt_from: bytes | None = None
        """The store that what the sources showed was put into: the pollers' own."""
        self._publish = self.redis.register_script(_PUBLISH)

    # ── the pollers' end ──────────────────────────────────────────────────────────────────────

    async def learn_epoch(self) -> bytes:
        """The name of the store as it is now; an empty one is given a name."""
        while (epoch := await self.redis.get(self.keys.epoch)) is None:
            await self.redis.set(self.keys.epoch, secrets.token_hex(8), nx=True)
        self.epoch = epoch
        return bytes(epoch)

    async def was_emptied(self) -> bool:
        """Whether the store lost its keys since this was last asked; it is published to again from
        now on, so whoever asks must forget what the sources showed."""
        before, self._learnt_from = self._learnt_from, await self.learn_epoch()
        return before not in (None, self._learnt_from)

    async def publish(
        self,
        source: str,
        items: Sequence[tuple[Item, Shown | None]],
        now: datetime,
        *,
        learn: bool = False,
        asked: float | None = None,
    ) -> list[Published]:
        """Puts onto the stream what is new or changed among `items`, each with what the source
        showed of it before. `learn` remembers everything and adds nothing. `asked`: when the visit began,
        epoch seconds. Raises Emptied (until
        `was_emptied` was asked) or Full, or what redis raises; then nothing of the chunk at hand was
        done, and the same call may be made again: what was published before is known."""
        if self._learnt_from is None:
            self._learnt_from = await self.learn_epoch()
        keys = [self.keys.headlines, self.keys.epoch, *self._buckets(now)]
        oldest = headlines.moment(now - timedelta(seconds=self.keep * _EDITABLE))
        life = int(self.keep * 1000 * (1 + 2 / ALIAS_BUCKETS))
        published: list[Published] = []
        for start in range(0, len(items), _CHUNK):
            arguments: list[Any] = [
                self._learnt_from, self.backlog, oldest, life, source, "learn" if learn else "publish",
            ]  # fmt: skip
            chunk = items[start : start + _CHUNK]
            traced = self._traced(source, chunk, asked) if self.traces and not learn else []
            for at, (item, before) in enumerate(chunk):
                arguments += _arguments(item, before, now, traced[at] if traced else None)
            reply = await self._publish(keys=keys, args=arguments)
            if reply == [b"EPOCH"]:
                raise Emptied
            if reply == [b"FULL"]:
                raise Full
            words = [word.decode() for word in reply]
            verdicts = list(map(Published, words[::2], words[1::2]))
            for first, verdict in zip(traced, verdicts, strict=False):
                if verdict.verdict in _TOLD:
                    first.end(id=verdict.id, was=verdict.verdict)
            published += verdicts
        return published

    def _traced(
        self, source: str, items: Sequence[tuple[Item, Shown | None]], asked: float | None
    ) -> list[First]:
        """The beginning of a trace for each item; of what turns out to be known it is never told."""
        assert self.traces
        began_ns = None if asked is None else int(asked * 1e9)
        return [self.traces.first(source, item.headline.kind, began_ns) for item, _ in items]

    async def recall(self, source: str) -> tuple[bytes | None, bytes | None, bytes | None]:
        """What was kept of a source, as it lies there: what it showed, what it is used to doing, and how it
        stands with us."""
        keys = self.keys
        names = [keys.source(source), keys.learnt(source), keys.standing(source)]
        memory, habit, standing = await self.redis.mget(names)
        return memory, habit, standing

    async def keep_standing(self, source: str, data: bytes | None, seconds: int) -> None:
        """How a source stands with us; None: there is nothing to keep."""
        if data is None:
            await self.redis.delete(self.keys.standing(source))
        else:
            await self.redis.set(self.keys.standing(source), data, ex=seconds)

    async def keep_habits(self, habits: Mapping[str, Habit]) -> None:
        """By name of the source, each for a month: who is configured again much later begins anew."""
        async with self.redis.pipeline(transaction=False) as pipe:
            for source, habit in habits.items():
                pipe.set(self.keys.learnt(source), habit.pack(), ex=_HABIT)
            await pipe.execute()

    async def memory(self, source: str) -> Memory | None:
        """What was kept of a source; None: it is to be learnt. Unreadable memory is no memory."""
        return known.decode(await self.kept(source))

    async def kept(self, source: str) -> bytes | None:
        """The memory of a source as it lies there."""
        data: bytes | None = await self.redis.get(self.keys.source(source))
        return data

    async def keep_memory(self, source: str, memory: Memory) -> bytes:
        """Gives what is kept, byte for byte."""
        data = known.encode(memory)
        await self.redis.set(self.keys.source(source), data)
        return data

    async def pulse(self) -> None:
        """A small write; raises what redis raises where Redis takes none (down, full, read-only)."""
        await self.redis.set(self.keys.pulse, 1, px=60_000)

    async def waiting(self) -> int:
        """Headlines that no verdict has been committed for; the committer trims behind itself."""
        return int(await self.redis.xlen(self.keys.headlines))

    def _buckets(self, now: datetime) -> list[str]:
        newest = int(now.timestamp() / (self.keep / ALIAS_BUCKETS))
        order = (newest, newest + 1, *range(newest - 1, newest - ALIAS_BUCKETS - 2, -1))
        return [self.keys.aliases(bucket) for bucket in order]

    # ── the workers' end ──────────────────────────────────────────────────────────────────────

    async def make_group(self) -> None:
        """The consumer group, from the stream's beginning; no matter whether it is there already."""
        try:
            await self.redis.xgroup_create(self.keys.headlines, GROUP, id="0", mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise

    async def read_pending(self, after: bytes, count: int) -> list[Entry]:
        """What was given to a judge and not acknowledged, in order, behind entry `after`."""
        return _entries(await self._read(after, count, None))

    async def read_new(self, count: int, block_ms: int) -> list[Entry]:
        """What nobody was given yet, in order; empty after `block_ms`."""
        return _entries(await self._read(b">", count, block_ms))

    async def _read(self, after: bytes, count: int, block_ms: int | None) -> Any:
        return await self.redis.xreadgroup(
            GROUP, CONSUMER, {self.keys.headlines: after}, count=count, block=block_ms
        )

    async def times_delivered(self, first: bytes, last: bytes, count: int) -> dict[bytes, int]:
        """How often each pending entry was handed out."""
        rows = await self.redis.xpending_range(
            self.keys.headlines, GROUP, min=first, max=last, count=count
        )
        return {row["message_id"]: row["times_delivered"] for row in rows}


def decode(data: bytes) -> Headline:
    """Raises msgspec.DecodeError (or its ValidationError) on anything that is no headline of ours."""
    headline = headlines.DECODER.decode(data)
    if not headline.id or not headline.seen.endswith("Z"):
        raise msgspec.ValidationError("it has no id, or no moment of first sight in UTC")
    return headline


def _arguments(item: Item, before: Shown | None, now: datetime, first: First | None) -> list[Any]:
    headline = item.headline
    if before and before.print not in ("-", item.print):
        headline = msgspec.structs.replace(headline, previous=before.title)
    # The script puts the id and the verdict in front: which they are is known only there.
    tail = headlines.ENCODER.encode(msgspec.structs.replace(headline, id="", was="new"))[1:]
    return [
        headlines.identity(item.aliases[0], now),
        before.id if before else "",
        before.print if before else "",
        "1" if before and before.marked else "",
        item.print,
        "1" if headline.marked else "0",
        "withdrawn" if headline.was == "withdrawn" else "new",
        tail,
        first.publish.traceparent if first else "",
        len(item.aliases),
        *item.aliases,
    ]


def _entries(reply: Any) -> list[Entry]:
    """RESP2 answers a list of [stream, entries], RESP3 a map of stream to lists of entries."""
    if not reply:
        return []
    if isinstance(reply, dict):
        [chunks] = reply.values()
        entries = [entry for chunk in chunks for entry in chunk] if _nested(chunks) else chunks
    else:
        [[_, entries]] = reply
    # An entry that was deleted while pending has no fields.
    return [_entry(entry_id, fields or {}) for entry_id, fields in entries]


def _entry(entry_id: bytes, fields: dict[bytes, bytes]) -> Entry:
    traceparent = fields.get(b"traceparent")
    if traceparent is None:
        return Entry(entry_id, fields.get(b"data"))
    return Entry(entry_id, fields.get(b"data"), traceparent[:100].decode("ascii", "replace"))


def _nested(chunks: Any) -> bool:
    return bool(chunks) and isinstance(chunks[0], list)

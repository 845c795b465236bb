"""`ajil replay`: recorded headlines through the workers.

Without `--live` everything is the service's own (publish step, judge, commit), on a Valkey that is thrown
away afterwards; only the clock is the recording's (workers.cli.recorded). So one file gives the same bytes
every time. With `--live` the lines go into the running service, now.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec
import structlog
import typer

from streamer import headline
from streamer.connect import connect
from streamer.embedded import Embedded
from streamer.errors import AjilError
from streamer.headline import Headline
from streamer.keys import Keys
from streamer.lease import Lease
from streamer.settings import Settings
from streamer.shown import Published
from streamer.stream import Emptied, Full, HeadlineStream
from streamer.stream import Entry as StreamEntry
from workers.cli import wiring
from workers.cli.progress import bar
from workers.cli.recorded import Recorded, Recording
from workers.judged_log import Judged
from workers.judging import Judging
from workers.pipeline import BATCH, Pipeline, Roster
from workers.store import Store
from workers.story import Event, decode, encode
from workers.subscriptions import Subscriptions

log = structlog.get_logger(__name__)

_PAUSE: Final = 0.2
"""Seconds until a full backlog is asked again,"""
_SHORTEST: Final = 0.005
"""and until a verdict is looked for again, at first."""
_UNJUDGED: Final = "it cannot be judged; the log says why"
_NOBODY: Final = 10.0
"""Seconds after which somebody must judge: so long may the take-over from a dead judge last."""


def settings_for(common: wiring.Common, *, live: bool) -> Settings:
    """The configuration; a replay on its own store needs none."""
    return wiring.settings_or_exit(common) if live else wiring.settings_or_default(common)


async def replay(settings: Settings, file: str, *, as_json: bool, live: bool) -> int:
    """0, or 1 where a line was bad."""
    now = (lambda: datetime.now(UTC)) if live else None
    recording = Recording(settings, file, now)
    run = _into_service if live else _on_own_store
    # With --live and no --json nothing is printed on the way.
    with bar("replay", recording.size, own_lines=as_json or not live) as recording.passed:
        await run(settings, recording, as_json=as_json)
    return 1 if recording.bad else 0


# ── on a store of its own ─────────────────────────────────────────────────────────────────────


@contextlib.asynccontextmanager
async def _own_store(settings: Settings) -> AsyncIterator[tuple[HeadlineStream, Store, Lease]]:
    with tempfile.TemporaryDirectory(prefix="ajil-replay-") as folder:
        embedded = Embedded(Path(folder), memory=settings.service.memory)
        client: Any = connect(await embedded.start(), name="ajil-replay")
        try:
            await client.config_set("appendonly", "no")  # nothing here outlives us
            keys, keep = Keys("replay"), settings.service.keep
            lease = Lease(client, keys.judge, keys.fence, "replay", ttl=86_400.0)
            yield (
                HeadlineStream(client, keys, keep=keep, backlog=sys.maxsize),
                Store(client, keys, keep=keep),
                lease,
            )
        finally:
            await client.aclose()
            await embedded.stop()


async def _on_own_store(settings: Settings, recording: Recording, *, as_json: bool) -> None:
    async with _own_store(settings) as (stream, store, lease):
        judged: list[Judged] = []

        meaning = wiring.meaning(settings)
        pipeline = Pipeline(
            stream, store, lease, wiring.classifier(settings, meaning), _nobody(settings),
            new_index=lambda: wiring.new_index(settings, meaning), clock=lambda: datetime.now(UTC),
            stamps=_seen_at_once, committed=judged.extend,
        )  # fmt: skip
        await pipeline.hold()
        await pipeline.catch_up()
        chunk = _Chunk(stream, pipeline, judged, recording, as_json=as_json)
        async for recorded in recording:
            name = recorded.source.name
            [result] = await stream.publish(name, [(recorded.item, None)], recorded.clock)
            await chunk.add(recorded, result)
        await chunk.judge()


class _Chunk:
    """Lines that were published and not yet judged. An item stands in it once, so that each event can be
    told to its line."""

    def __init__(
        self,
        stream: HeadlineStream,
        pipeline: Pipeline,
        judged: list[Judged],
        recording: Recording,
        *,
        as_json: bool,
    ) -> None:
        self._stream = stream
        self._pipeline = pipeline
        self._judged = judged
        self._recording = recording
        self._as_json = as_json
        self._lines: list[tuple[Recorded, Published]] = []
        self._on_stream: set[str] = set()
        self._last: dict[str, Event] = {}

    async def add(self, recorded: Recorded, result: Published) -> None:
        known = result.verdict == "known"
        if len(self._lines) >= BATCH or (not known and result.id in self._on_stream):
            await self.judge()
        self._lines.append((recorded, result))
        if not known:
            self._on_stream.add(result.id)

    async def judge(self) -> None:
        """Judges what was published, and prints one event for each line, in order."""
        if self._on_stream:
            batch = await self._stream.read_new(len(self._on_stream), block_ms=1)
            await self._pipeline.take(batch)
            if self._pipeline.behind:
                raise AjilError("the store of the replay failed; the reason stands in the log")
        events = {one.event.id: one.event for one in self._judged}
        for recorded, result in self._lines:
            told = None if result.verdict == "known" else events.get(result.id)
            before = self._last.get(result.id)
            event = told or (before and _unchanged(recorded, before))
            if event is None:
                self._recording.complain(recorded.number, _UNJUDGED)
                continue
            self._last[result.id] = event
            _print(event, as_json=self._as_json)
        self._lines.clear()
        self._on_stream.clear()
        self._judged.clear()


def _unchanged(recorded: Recorded, before: Event) -> Event:
    """An unchanged showing of a known item, as a repeat of what was last told of it."""
    seen = recorded.item.headline.seen
    return msgspec.structs.replace(
        before, event="repeat", source=recorded.source.name, kind=recorded.source.kind, seen=seen,
        queued=seen, classified=seen, because=("shown unchanged",), fresh=(), previous=None,
    )  # fmt: skip


def _print(event: Event, *, as_json: bool) -> None:
    typer.echo(encode(event) if as_json else f"{event.seen}  {event.event:<10} {event.title}")


def _seen_at_once(entry: StreamEntry, found: Headline, now: str) -> tuple[str, str]:
    """Queued and judged when it was seen: a recording has no other time."""
    return found.seen, found.seen


def _nobody(settings: Settings) -> Roster:
    age = timedelta(seconds=settings.service.max_age)
    return Roster(Subscriptions(()), frozenset(), frozenset(), 0, age)


# ── into the running service ──────────────────────────────────────────────────────────────────


async def _into_service(settings: Settings, recording: Recording, *, as_json: bool) -> None:
    async with wiring.store_at_once(settings) as store:
        stream = HeadlineStream(
            store.redis, store.keys, keep=settings.service.keep, backlog=settings.service.backlog
        )
        answers = None
        if as_json:
            await _somebody_judges(store)
            answers = _Answers(settings, store, stream)
        counts: Counter[str] = Counter()
        async for recorded in recording:
            if answers:
                await answers.read_on()
            result = await _publish(stream, recorded)
            counts[result.verdict] += 1
            if answers:
                event = await answers.to(recorded, result)
                if event is None:
                    recording.complain(recorded.number, _UNJUDGED)
                else:
                    _print(event, as_json=True)
        if words := ", ".join(f"{count} {what}" for what, count in sorted(counts.items())):
            typer.echo(words, err=True)


async def _publish(stream: HeadlineStream, recorded: Recorded) -> Published:
    while True:
        try:
            [result] = await stream.publish(
                recorded.source.name, [(recorded.item, None)], recorded.clock
            )
        except Full:
            await asyncio.sleep(_PAUSE)  # the workers are behind: nothing is lost by waiting
        except Emptied:
            await stream.was_emptied()  # learns the store anew
        else:
            return result


async def _somebody_judges(store: Store) -> None:
    """Raises AjilError where nobody does: no line would ever be answered."""
    loop = asyncio.get_running_loop()
    end = loop.time() + _NOBODY
    while not await store.redis.exists(store.keys.judge):
        if loop.time() > end:
            raise AjilError(
                "nobody judges there: start `ajil run` or `ajil work` on the same Redis"
            )
        await asyncio.sleep(_PAUSE)


class _Answers:
    """What the running service says to each line, as it says it."""

    def __init__(self, settings: Settings, store: Store, stream: HeadlineStream) -> None:
        self._settings = settings
        self._store = store
        self._stream = stream
        self._last = b"0-0"
        self._places: dict[str, bytes] = {}
        """Item → the last entry of the log about it."""

    async def to(self, recorded: Recorded, result: Published) -> Event | None:
        """The event, once it is judged. What is told already, or needs no word, is a repeat. None: it was set
        aside. The log was read before the line was published."""
        before = self._places.get(result.id)
        if result.verdict != "known":
            pause, said = _SHORTEST, False
            began = asyncio.get_running_loop().time()
            while self._places.get(result.id) == before:
                # Asked before the log is read: what was judged by then stands there.
                waiting = await self._stream.waiting()
                await self.read_on()
                if not waiting:
                    break
                await asyncio.sleep(pause)
                pause = min(_PAUSE, pause * 1.5)
                if not said and asyncio.get_running_loop().time() - began > _NOBODY:
                    said = True
                    log.warning("replay.waits", reason="no verdict yet: does anybody judge?")
            if self._places.get(result.id) != before:
                return await self._event(result.id)
        known = await self._event(result.id) if before else self._judged(recorded, result)
        return known and _unchanged(recorded, known)

    async def read_on(self) -> None:
        while entries := await self._store.log(self._last):
            self._last = entries[-1].id
            for entry in entries:
                try:
                    self._places[decode(entry.data or b"").id] = entry.id
                except msgspec.DecodeError:
                    continue  # not ours

    async def _event(self, item: str) -> Event:
        place = self._places[item]
        [(_, fields)] = await self._store.redis.xrange(self._store.keys.news, place, place)
        return decode(fields[b"data"])

    def _judged(self, recorded: Recorded, result: Published) -> Event | None:
        """An item that was learnt without a word: as it would be judged if nothing else were known. None: it
        cannot be judged."""
        judging = Judging(
            index=wiring.new_index(self._settings), classifier=wiring.classifier(self._settings),
            roster=_nobody(self._settings), keys=self._store.keys, stamps=_seen_at_once,
        )  # fmt: skip
        found = msgspec.structs.replace(recorded.item.headline, id=result.id)
        entry = StreamEntry(b"0-0", headline.ENCODER.encode(found))
        judged, aside = judging.of([entry], recorded.clock)
        for one in aside:
            log.error("headline.set_aside", reason=one.reason, exc_info=one.error)
        return judged[0].event if judged else None

"""`ajil replay`: recorded headlines through the workers.

Without `--live` everything is the service's own (publish step, judge, commit), on a Valkey that is
thrown away afterwards; only the clock is the file's: `seen`, else `published`, else the line before's,
and it never runs back. So one file gives the same bytes every time.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec
import typer

from streamer import dates, headline
from streamer.connect import connect
from streamer.embedded import Embedded
from streamer.errors import AjilError
from streamer.headline import Headline, Item
from streamer.keys import Keys
from streamer.lease import Lease
from streamer.outlet import registrable
from streamer.settings import Settings, SourceSettings
from streamer.shown import Published
from streamer.sources import Entry
from streamer.stream import Entry as StreamEntry
from streamer.stream import Full, HeadlineStream
from workers.cli import wiring
from workers.dedupe import Index
from workers.pipeline import BATCH, Pipeline, Roster
from workers.store import Judged, Store
from workers.story import Event, encode
from workers.subscriptions import Subscriptions

_LONGEST_LINE: Final = 1024**2
_START: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DEFAULT: Final = Path("ajil.toml")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One recorded headline."""

    source: str
    title: str
    url: str | None = None
    guid: str | None = None
    summary: str | None = None
    section: str | None = None
    published: str | None = None
    seen: str | None = None


class Recorded(NamedTuple):
    source: SourceSettings
    item: Item
    clock: datetime


def settings_for(common: wiring.Common, *, live: bool) -> Settings:
    """The configuration; a replay of its own store needs none."""
    if not live and common.config == _DEFAULT and not _DEFAULT.exists():
        wiring.configure_log(common)
        return Settings()
    return wiring.settings_or_exit(common)


async def replay(settings: Settings, file: str, *, as_json: bool, live: bool) -> int:
    """0, or 1 where a line was bad."""
    lines = _Lines(settings, file, live=live)
    if live:
        await _into_service(settings, lines)
    else:
        await _on_own_store(settings, lines, as_json=as_json)
    return 1 if lines.bad else 0


# ── reading ───────────────────────────────────────────────────────────────────────────────────


class _Lines:
    """The good lines of a file, in order; bad ones are named on standard error and counted."""

    def __init__(self, settings: Settings, file: str, *, live: bool) -> None:
        self._sources = {source.name: source for source in settings.source}
        self._zone = settings.service.timezone
        self._file = file
        self._live = live
        self.bad = 0

    def __iter__(self) -> Iterator[Recorded]:
        clock: datetime | None = None
        with contextlib.ExitStack() as stack:
            try:
                raw = sys.stdin.buffer if self._file == "-" else open(self._file, "rb")  # noqa: SIM115
            except OSError as error:
                raise AjilError(f"{self._file}: {error.strerror}") from None
            stack.enter_context(raw)
            number = 0
            while data := raw.readline(_LONGEST_LINE):
                number += 1
                if not data.strip():
                    continue
                try:
                    line = msgspec.json.decode(data, type=Line)
                    recorded = self._record(line, clock)
                except (msgspec.MsgspecError, ValueError) as error:
                    self.bad += 1
                    name = "standard input" if self._file == "-" else self._file
                    typer.echo(
                        f"{name}: line {number}: {error}; expected a JSON object with source and "
                        "title, and where known url, guid, summary, section, published, seen",
                        err=True,
                    )
                    continue
                clock = recorded.clock
                yield recorded

    def _record(self, line: Line, clock: datetime | None) -> Recorded:
        if not line.source.strip() or len(line.source) > 100:
            raise ValueError("`source` must be a name")
        source = self._sources.get(line.source) or self._unconfigured(line)
        now = datetime.now(UTC) if self._live else self._clock(line, clock, source)
        entry = Entry(
            title=line.title, url=line.url, guid=line.guid, summary=line.summary,
            section=line.section, published=line.published,
        )  # fmt: skip
        items = headline.read(source, [entry], now)
        if not items:
            raise ValueError("`title` has no words once it is cleaned")
        return Recorded(source, items[0], now)

    def _clock(self, line: Line, clock: datetime | None, source: SourceSettings) -> datetime:
        told = None
        if line.seen is not None:
            told = _time(line.seen, source.timezone)
            if told is None:
                raise ValueError("`seen` is not a time")
        elif line.published is not None:
            told = _time(line.published, source.timezone)
        if told is None:
            return clock or _START
        return max(told, clock or told)

    def _unconfigured(self, line: Line) -> SourceSettings:
        """A source that the configuration does not know: its outlet is where the item stands."""
        host = None
        with contextlib.suppress(ValueError):
            host = urlsplit(line.url or "").hostname
        url = f"http://{host}/" if host else "http://replay.invalid/"
        return SourceSettings(
            name=line.source, kind="feed", url=url, timezone=self._zone,
            outlet=registrable(host) if host else line.source,
        )  # fmt: skip


def _time(raw: str, zone: str) -> datetime | None:
    return dates.parse(raw, zone=ZoneInfo(zone), seen=_START)


# ── on a store of its own ─────────────────────────────────────────────────────────────────────


@contextlib.asynccontextmanager
async def _own_store(settings: Settings) -> AsyncIterator[tuple[HeadlineStream, Store, Lease]]:
    with tempfile.TemporaryDirectory(prefix="ajil-replay-") as folder:
        embedded = Embedded(Path(folder), memory=settings.service.memory)
        client = connect(await embedded.start(), name="ajil-replay")
        try:
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


async def _on_own_store(settings: Settings, lines: _Lines, *, as_json: bool) -> None:
    async with _own_store(settings) as (stream, store, lease):
        judged: list[Judged] = []

        def stamps(entry: StreamEntry, found: Headline, now: str) -> tuple[str, str]:
            return found.seen, found.seen

        pipeline = Pipeline(
            stream, store, lease, wiring.classifier(settings),
            Roster(Subscriptions(()), frozenset(), frozenset(), 1000,
                   timedelta(seconds=settings.service.max_age)),
            new_index=lambda: Index(window=settings.dedupe.window, keep=settings.service.keep),
            clock=lambda: datetime.now(UTC), stamps=stamps, committed=judged.extend,
        )  # fmt: skip
        await pipeline.hold()
        await pipeline.catch_up()
        chunk = _Chunk(stream, pipeline, judged, as_json=as_json)
        for recorded in lines:
            name = recorded.source.name
            [result] = await stream.publish(name, [(recorded.item, None)], recorded.clock)
            await chunk.add(recorded, result)
        await chunk.judge()


class _Chunk:
    """Lines that were published and not yet judged. An item stands in it once, so that each event can be
    told to its line."""

    def __init__(
        self, stream: HeadlineStream, pipeline: Pipeline, judged: list[Judged], *, as_json: bool
    ) -> None:
        self._stream = stream
        self._pipeline = pipeline
        self._judged = judged
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
            event = None if result.verdict == "known" else events.get(result.id)
            event = event or _unchanged(recorded, self._last[result.id])
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
    typer.echo(
        encode(event).decode() if as_json else f"{event.seen}  {event.event:<10} {event.title}"
    )


async def _into_service(settings: Settings, lines: _Lines) -> None:
    async with wiring.store_at_once(settings) as store:
        stream = HeadlineStream(
            store.redis, store.keys, keep=settings.service.keep, backlog=settings.service.backlog
        )
        counts: dict[str, int] = {}
        for recorded in lines:
            while True:
                try:
                    [result] = await stream.publish(
                        recorded.source.name, [(recorded.item, None)], recorded.clock
                    )
                    break
                except Full:
                    await asyncio.sleep(0.2)  # the workers are behind: nothing is lost by waiting
            counts[result.verdict] = counts.get(result.verdict, 0) + 1
        words = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
        typer.echo(words or "nothing", err=True)

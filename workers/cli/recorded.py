"""Recorded headlines: the lines of a file or of standard input, as items with their clock.

    bytes ─► lines ─► Line ─► Recorded: the source it belongs to, the item, the time it is
               └────────┴──► a bad line: named with its number, and passed over

The clock is the file's own: `seen`, else `published`, else the line before's, and it never runs back. A
pipe or a terminal is waited for beside the event loop, so that a signal is heard meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import stat
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec
import typer

from streamer import dates, headline, publisher_clock
from streamer.errors import AjilError
from streamer.headline import Item
from streamer.outlet import registrable
from streamer.publisher_clock import PublisherClock
from streamer.settings import Settings, SourceSettings
from streamer.sources import Entry
from workers.cli.wiring import told_to_end

LONGEST: Final = 1024**2
"""Bytes of a line; a longer one is a bad one."""
START: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The clock of lines before any that says a time."""
_LATEST: Final = datetime(3000, 1, 1, tzinfo=UTC)
_PIECE: Final = 1 << 16
_LONGEST_NAME: Final = 100


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
    number: int
    """Of the line, from 1."""
    source: SourceSettings
    item: Item
    clock: datetime


class Recording:
    """The good lines of `file` (`-`: standard input), in order. Bad ones are told on standard error and
    counted in `bad`. `now`: a clock to use in place of the file's."""

    def __init__(
        self, settings: Settings, file: str, now: Callable[[], datetime] | None = None
    ) -> None:
        self._sources = {source.name: source for source in settings.source}
        self._zone = settings.service.timezone
        self._file = file
        self._now = now
        self._name = "standard input" if file == "-" else file
        self._clocks: dict[str, PublisherClock] = {}
        self.bad = 0
        self.passed: Callable[[float], None] = lambda size: None
        """Told the bytes of each line, for whoever shows how far it is."""

    @property
    def size(self) -> int | None:
        """Bytes; None: nobody knows, as of a pipe."""
        try:
            found = os.stat(0 if self._file == "-" else self._file)
        except OSError:
            return None
        return found.st_size if stat.S_ISREG(found.st_mode) else None

    def complain(self, number: int, why: str) -> None:
        """Names a bad line."""
        self.bad += 1
        typer.echo(f"{self._name}: line {number}: {why}", err=True)

    async def __aiter__(self) -> AsyncIterator[Recorded]:
        """Raises AjilError where the file cannot be read."""
        clock: datetime | None = None
        number = 0
        with self._opened() as descriptor:
            async for data in _lines(descriptor):
                if told_to_end():
                    raise asyncio.CancelledError
                number += 1
                self.passed(len(data) + 1)
                data = data.removeprefix(b"\xef\xbb\xbf") if number == 1 else data
                if not data.strip():
                    continue
                try:
                    recorded = self._record(number, data, clock)
                except (msgspec.MsgspecError, ValueError, RecursionError) as error:
                    self.complain(
                        number,
                        f"{error}; expected a JSON object with source and title, and where known "
                        "url, guid, summary, section, published, seen",
                    )
                    continue
                clock = recorded.clock
                yield recorded
        if clock is None and not self.bad:
            typer.echo(f"{self._name} holds no headline", err=True)

    @contextlib.contextmanager
    def _opened(self) -> Iterator[int]:
        try:
            descriptor = os.dup(0) if self._file == "-" else os.open(self._file, os.O_RDONLY)
        except OSError as error:
            raise AjilError(f"{self._name} cannot be read: {error.strerror}") from None
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _record(self, number: int, data: bytes, clock: datetime | None) -> Recorded:
        if len(data) > LONGEST:
            raise ValueError(f"it is longer than {LONGEST} bytes")
        line = msgspec.json.decode(data, type=Line)
        if not line.source.isprintable() or not 0 < len(line.source.strip()) <= _LONGEST_NAME:
            raise ValueError("`source` is no name")
        source = self._sources.get(line.source) or self._unconfigured(line)
        now = self._now() if self._now else self._clock(line, clock, source)
        entry = Entry(
            title=line.title, url=line.url, guid=line.guid, summary=line.summary,
            section=line.section, published=line.published,
        )  # fmt: skip
        before = self._clocks.get(source.name, PublisherClock())
        known = self._clocks[source.name] = publisher_clock.look(before, source, [entry], now)
        items = headline.read(source, [entry], now, local_clock=known.wrong)
        if not items:
            raise ValueError("`title` has no words once it is cleaned")
        return Recorded(number, source, items[0], now)

    def _clock(self, line: Line, clock: datetime | None, source: SourceSettings) -> datetime:
        told = None
        if line.seen is not None:
            told = _time(line.seen, source.timezone, clock)
            if told is None:
                raise ValueError("`seen` is no time")
        elif line.published is not None:
            told = _time(line.published, source.timezone, clock)
        return max(told or START, clock or START)

    def _unconfigured(self, line: Line) -> SourceSettings:
        """A source that the configuration does not know: its outlet is where the item stands."""
        host = None
        with contextlib.suppress(ValueError):
            host = urlsplit(line.url or "").hostname
        return SourceSettings(
            name=line.source, kind="feed", url=f"http://{host or 'replay.invalid'}/",
            timezone=self._zone, outlet=registrable(host) if host else line.source,
        )  # fmt: skip


def _time(raw: str, zone: str, clock: datetime | None) -> datetime | None:
    """In UTC; None: no time, or none that a clock can show."""
    told = dates.parse(raw, zone=ZoneInfo(zone), seen=clock or START)
    return told.astimezone(UTC) if told is not None and START <= told <= _LATEST else None


# ── bytes ─────────────────────────────────────────────────────────────────────────────────────


async def _lines(descriptor: int) -> AsyncIterator[bytes]:
    """Lines without their ends. Of one that is too long, as much as shows that it is."""
    waits = not stat.S_ISREG(os.fstat(descriptor).st_mode)
    rest = bytearray()
    while piece := await _read(descriptor, waits=waits):
        *ended, last = piece.split(b"\n")
        for end in ended:
            rest += end
            yield bytes(rest)
            rest.clear()
        rest += last
        del rest[LONGEST + 1 :]
    if rest:
        yield bytes(rest)


async def _read(descriptor: int, *, waits: bool) -> bytes:
    if waits:
        loop = asyncio.get_running_loop()
        readable = asyncio.Event()
        try:
            loop.add_reader(descriptor, readable.set)
        except OSError:
            pass  # what cannot be waited for (/dev/null) can be read at once
        else:
            try:
                await readable.wait()
            finally:
                loop.remove_reader(descriptor)
    try:
        return os.read(descriptor, _PIECE)
    except OSError as error:
        raise AjilError(f"the recording cannot be read: {error.strerror}") from None

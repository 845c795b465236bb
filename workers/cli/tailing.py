"""`ajil tail`: live alerts in the terminal, straight from the judged log."""

from __future__ import annotations

import asyncio
import select
import sys
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
import structlog
import typer
from rich.console import Console
from rich.text import Text

from streamer.connect import is_not_now
from streamer.errors import SettingsError
from streamer.settings import Settings
from workers import log_place
from workers.cli import wiring
from workers.filters import Facts, Filter, from_query
from workers.judged_log import LogEntry
from workers.store import Store
from workers.story import Event, decode, encode

log = structlog.get_logger(__name__)

_STYLES: Final = {"flash": "bold white on red", "urgent": "bold red", "routine": ""}
_FSI, _PDI = "\u2068", "\u2069"
_BLOCK_MS: Final = 1000
_PAUSE: Final = 0.5
"""Seconds between two tries while Redis is away."""


def filter_of(options: Mapping[str, Sequence[str]]) -> Filter:
    """The filter that options ask for; several values by commas, or by giving an option again.
    SettingsError on values that no subscriber could have either."""
    try:
        return from_query(options)
    except ValueError as error:
        raise SettingsError([f"--{fault}" for fault in str(error).splitlines()]) from None


async def tail(settings: Settings, wanted: Filter, *, as_json: bool) -> int:
    """Prints what comes from now on, until Ctrl-C or until nobody reads our output; 0. Once it listens,
    it waits for a Redis that goes away."""
    try:
        async with wiring.store_at_once(settings) as store:
            _, last = await store.bounds()
            said = False
            while not (_nobody_reads() or wiring.told_to_end()):
                try:
                    last = await _print_new(store, last, wanted, as_json=as_json)
                    said = False
                except Exception as error:
                    if isinstance(error, OSError) or not is_not_now(error):
                        raise
                    if not said:
                        log.warning("tail.waits", reason="Redis", error=str(error))
                    said = True
                    await asyncio.sleep(_PAUSE)
    except (BrokenPipeError, asyncio.CancelledError):
        pass
    return 0


async def _print_new(store: Store, last: bytes, wanted: Filter, *, as_json: bool) -> bytes:
    """What came behind `last`, for a second at most; gives the new last."""
    entries = await store.follow_log(last, block_ms=_BLOCK_MS)
    console = Console(highlight=False)
    for entry in entries:
        event = _event(entry)
        if event is None or not wanted.wants(Facts.of(event)):
            continue
        if as_json:
            data = entry.data or b""
            typer.echo(data if b"\n" not in data else encode(event))
        else:
            console.print(_line(event), soft_wrap=True)
    if entries:
        return entries[-1].id
    _, newest = await store.bounds()
    # The log went back: Redis was emptied, or failed over. What is to come is waited for there.
    return newest if log_place.read(newest) < log_place.read(last) else last


def _event(entry: LogEntry) -> Event | None:
    """None: what others wrote there."""
    try:
        return decode(entry.data or b"")
    except msgspec.DecodeError:
        return None


def _nobody_reads() -> bool:
    """Whether our output is a pipe whose reader has gone; a quiet log would not show it."""
    try:
        poll = select.poll()
        poll.register(sys.stdout.fileno(), 0)
        return any(state & (select.POLLERR | select.POLLNVAL) for _, state in poll.poll(0))
    except (OSError, ValueError):
        return False


def _line(event: Event) -> Text:
    """One line: time, urgency, what it is, topic, source, title. The title stands in an isolate, so that
    a right-to-left one does not turn the line around (UAX 9)."""
    line = Text()
    line.append(event.seen[11:19], style="dim")
    line.append(f" {event.urgency:<7}", style=_STYLES[event.urgency])
    line.append(f" {event.event:<10} {event.topics[0].name:<10} {event.source:<16} ", style="dim")
    line.append(f"{_FSI}{event.title}{_PDI}", style=_STYLES[event.urgency])
    return line

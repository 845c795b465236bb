"""`ajil tail`: live alerts in the terminal, straight from the judged log."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
import typer
from rich.console import Console
from rich.text import Text

from streamer.errors import SettingsError
from streamer.settings import Settings
from workers.cli import wiring
from workers.filters import Facts, Filter, from_query
from workers.story import Event, decode

_STYLES: Final = {"flash": "bold white on red", "urgent": "bold red", "routine": ""}
_FSI, _PDI = "\u2068", "\u2069"


def filter_of(options: Mapping[str, Sequence[str] | str]) -> Filter:
    """The filter that options ask for; several values by commas, or by giving an option again.
    SettingsError on values that no subscriber could have either."""
    query = {
        key: [value.strip() for given in ([values] if isinstance(values, str) else values)
              for value in given.split(",") if value.strip()]
        for key, values in options.items()
    }  # fmt: skip
    try:
        return from_query(query)
    except ValueError as error:
        raise SettingsError(str(error).splitlines()) from None


async def tail(settings: Settings, wanted: Filter, *, as_json: bool) -> int:
    """Prints what comes from now on, until Ctrl-C or a closed pipe; 0."""
    console = Console(highlight=False)
    loop, me = asyncio.get_running_loop(), asyncio.current_task()
    assert me is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, me.cancel)
    async with wiring.store_at_once(settings) as store:
        _, tail_id = await store.bounds()
        try:
            while True:
                for entry in await store.follow_log(tail_id, block_ms=1000):
                    tail_id = entry.id
                    try:
                        event = decode(entry.data or b"")
                    except msgspec.DecodeError:
                        continue
                    if wanted.wants(Facts.of(event)):
                        if as_json:
                            typer.echo((entry.data or b"").decode())
                        else:
                            console.print(_line(event))
        except BrokenPipeError:
            sys.stderr.close()  # whoever read us has gone; Python would say so once more at exit
            return 0
        except asyncio.CancelledError:
            return 0


def _line(event: Event) -> Text:
    """One line: time, urgency, what it is, topic, source, title. The title stands in an isolate, so that
    a right-to-left one does not turn the line around (UAX 9)."""
    line = Text()
    line.append(event.seen[11:19], style="dim")
    line.append(f" {event.urgency:<7}", style=_STYLES[event.urgency])
    line.append(f" {event.event:<10} {event.topics[0].name:<10} {event.source:<16} ", style="dim")
    line.append(f"{_FSI}{event.title}{_PDI}", style=_STYLES[event.urgency])
    return line

"""What the demo shows: colours in a terminal (unless NO_COLOR), the same lines plain elsewhere.

Every headline stands in an isolate of its own direction (UAX 9: FSI … PDI), so that an Arabic title turns
nothing around that stands beside it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from deploy.demo.ledger import Row
from deploy.demo.receivers import Arrival

_EVENTS: Final = {"new": "green", "update": "yellow", "follow": "cyan", "withdrawn": "magenta"}


class _Paper(Console):
    """A console that may be torn off (`| head`, a closed terminal): then it is silent, and says so once."""

    torn: Callable[[], None] = staticmethod(lambda: None)

    def on_broken_pipe(self) -> None:
        self.quiet = True
        # What is still buffered must go somewhere when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        self.torn()


class Screen:
    """`console`: for tests; by default standard output."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or _Paper(highlight=False, markup=False, emoji=False)

    def when_torn(self, call: Callable[[], None]) -> None:
        """Calls when nobody reads any more what is shown."""
        if isinstance(self._console, _Paper):
            self._console.torn = call

    def say(self, text: str) -> None:
        """A line of the demo itself."""
        self._line(Text(text, "bold"))

    def stage(self, text: str) -> None:
        """Something that happens off the page: a feed breaks, a receiver comes back."""
        self._line(Text.assemble((f"{_clock()}  ", "dim"), ("        ~ " + text, "dim italic")))

    def alert(self, event: dict[str, Any], took: float | None) -> None:
        """An alert as the desk has it."""
        what = event["event"]
        urgent = event["urgency"] != "routine"
        line = Text.assemble(
            (f"{_clock()}  ", "dim"),
            f"{_seconds(took):>7}  ",
            (f"{what:<9}  ", _EVENTS.get(what, "")),
            (f"{event['urgency']:<7}  ", "bold red" if urgent else "dim"),
            f"{event['topics'][0]['name']:<10}  {event['source']:<13}  ",
            (_isolated(event["title"]), "bold" if urgent else ""),
        )
        if event.get("previous") and event["previous"] != event["title"]:
            line.append(f"  (was {_isolated(event['previous'])})", "dim")
        self._line(line)

    def slack(self, arrival: Arrival, took: float | None) -> None:
        """A message as Slack has it."""
        head = f"{_seconds(took):>7}  {'→ Slack':<9}  "
        self._line(
            Text.assemble((f"{_clock()}  ", "dim"), (head, "blue"), _isolated(arrival.title))
        )

    def summary(self, rows: Sequence[Row]) -> None:
        """A line for each way out, and by name whatever went wrong. Welcome: not owed, and right to come."""
        table = Table(box=None, pad_edge=False, title_justify="left", header_style="bold")
        table.add_column("way out")
        names = ("expected", "welcome", "arrived", "missing", "doubled", "unexpected", "p50", "p95")
        for name in names:
            table.add_column(name, justify="right", no_wrap=True)
        for row in rows:
            wrong = bool(row.missing or row.doubled or row.unexpected)
            table.add_row(
                row.way, str(row.expected), str(row.welcome), str(row.arrived), str(len(row.missing)),
                str(len(row.doubled)), str(len(row.unexpected)),
                _seconds(row.p50), _seconds(row.p95), style="red" if wrong else "",
            )  # fmt: skip
        self._print("")
        self._print(table)
        for row in rows:
            lost = [f"{'/'.join(sorted(one.events))} of {one.item}" for one in row.missing]
            for what, names in (
                ("missing", lost),
                ("doubled", row.doubled),
                ("unexpected", row.unexpected),
            ):
                for name in names:
                    self._line(Text(f"{what} at {row.way}: {_isolated(name)}", "red"))

    def _line(self, text: Text) -> None:
        self._print(text, soft_wrap=True)

    def _print(self, what: Any, **form: Any) -> None:
        try:
            self._console.print(what, **form)
        except OSError:  # a terminal that was closed (EIO)
            if isinstance(self._console, _Paper):
                self._console.on_broken_pipe()


def _clock() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")


def _seconds(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f} s"


def _isolated(text: str) -> str:
    return f"\u2068{text}\u2069"

"""`ajil status`: sources, queues and subscribers in one screen, from what stands in Redis: so it may be
asked beside any process of the service, or when none runs any more."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from datetime import UTC, datetime
from typing import Final

import msgspec
import typer
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from streamer.settings import Settings
from streamer.stream import HeadlineStream
from streamer.text import line
from workers import made
from workers.cli import wiring
from workers.console.charts import lapse
from workers.console.figures import Quick
from workers.console.status import Source, Status, Subscriber
from workers.console.view import View
from workers.meters import Meters
from workers.store import Store

EVERY: Final = 2.0
"""Seconds between two looks of `--watch`."""
_WIDE: Final = 160
"""Columns where it goes into a pipe or a file: nothing is cut."""
_STYLES: Final = {
    "fresh": "green", "good": "green", "silent": "yellow", "slowed": "yellow", "held": "yellow",
    "failing": "red", "selector": "red", "off": "red", "open": "red",
}  # fmt: skip


class _Beside:
    """The service as it is seen from beside it: by its configuration and its Redis."""

    poller = None
    pipeline = None
    helm = None

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.store = store
        service = settings.service
        self.stream = HeadlineStream(
            store.redis, store.keys, keep=service.keep, backlog=service.backlog
        )
        self.meters = Meters()

    def not_ready(self) -> str | None:
        return None


async def status(settings: Settings, *, watch: bool, as_json: bool) -> int:
    """Shows it, once or again and again until Ctrl-C; 0."""
    async with wiring.store_at_once(settings) as store:
        merged = made.merged(settings, await made.read(store))
        view = View(_Beside(merged, store))
        if not watch:
            await view.look(datetime.now(UTC))
            await _show(view, store, as_json=as_json)
            return 0
        # Ctrl-C is how a watch ends, and no failure of it.
        with contextlib.suppress(asyncio.CancelledError):
            await _watch(view, store, as_json=as_json)
    return 0


async def _show(view: View, store: Store, *, as_json: bool) -> None:
    shown, judge = await view.status(), await _judge(store)
    if as_json:
        typer.echo(msgspec.json.encode({"judge_lease": judge, **msgspec.to_builtins(shown)}))
        return
    terminal = sys.stdout.isatty()
    Console(highlight=False, width=None if terminal else _WIDE).print(_screen(shown, judge))


async def _watch(view: View, store: Store, *, as_json: bool) -> None:
    if as_json or not sys.stdout.isatty():
        while not wiring.told_to_end():
            await view.look(datetime.now(UTC))
            await _show(view, store, as_json=as_json)
            await asyncio.sleep(EVERY)
        return
    with Live(console=Console(highlight=False), auto_refresh=False, screen=True) as live:
        while not wiring.told_to_end():
            await view.look(datetime.now(UTC))
            live.update(_screen(await view.status(), await _judge(store)), refresh=True)
            await asyncio.sleep(EVERY)


async def _judge(store: Store) -> str | None:
    """Who judges: the owner of the lease; None: nobody."""
    held = await store.redis.get(store.keys.judge)
    return held.decode("utf-8", "replace").partition(":")[2] if held else None


def _screen(shown: Status, judge: str | None) -> Group:
    head = Text.assemble(
        ("judge ", "dim"), judge or ("nobody", "red"), ("   waiting ", "dim"),
        f"{_number(shown.waiting)} of {shown.backlog:,}", ("   dead letters ", "dim"),
        (_number(shown.dead_letters), "red" if shown.dead_letters else ""),
        ("   events in 24 h ", "dim"), f"{shown.events:,}",
    )  # fmt: skip
    return Group(head, _sources(shown.sources), _subscribers(shown.subscribers))


def _sources(sources: tuple[Source, ...]) -> Table:
    table = Table("source", "state", "answer", "last good", "in 24 h", "time to see", "problem")
    for one in sources:
        table.add_row(
            one.name, Text(one.condition, style=_STYLES.get(one.condition, "")),
            f"{one.status or '-'} {one.answer or ''}".strip(), _ago(one.good), str(sum(one.hours)),
            _quick(one.to_see),
            # A publisher's own words may stand in it: cleaned, they cannot steer a terminal.
            Text(line(one.problem or one.note or one.empty or "") or ""),
        )  # fmt: skip
    return table


def _subscribers(subscribers: tuple[Subscriber, ...]) -> Table:
    table = Table(
        "subscriber", "channel", "state", "owed", "delivered in 24 h", "dead", "time to alert"
    )
    for one in subscribers:
        state = "off" if one.off else "held" if one.held else "open" if one.failures else "good"
        words = "unreachable" if state == "open" else state
        if state == "open":
            words += f", {one.failures} failures in a row, next try {_until(one.probe)}"
        table.add_row(
            one.name, one.channel, Text(words, style=_STYLES[state]), _number(one.owed),
            f"{one.delivered:,}", _number(one.dead),
            _quick(one.to_alert),
        )  # fmt: skip
    return table


def _quick(one: Quick | None) -> str:
    """The half and 95 % of it."""
    if one is None or one.p50 is None or one.p95 is None:
        return "-"
    return f"{lapse(one.p50)} / {lapse(one.p95)}"


def _ago(moment: str | None) -> str:
    if moment is None:
        return "-"
    passed = (datetime.now(UTC) - datetime.fromisoformat(moment)).total_seconds()
    return f"{lapse(max(0.0, passed))} ago"


def _until(moment: str | None) -> str:
    left = 0.0
    if moment is not None:
        left = (datetime.fromisoformat(moment) - datetime.now(UTC)).total_seconds()
    return f"in {lapse(left)}" if left > 0 else "now"


def _number(value: int | None) -> str:
    return "?" if value is None else f"{value:,}"

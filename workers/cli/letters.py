"""`ajil deliveries`, `ajil dead`, `ajil resend`: what waits, what failed for good, what is told anew."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from streamer.dates import utc
from streamer.errors import SettingsError
from streamer.settings import Settings
from streamer.text import line
from workers import made, resending
from workers.cli import wiring
from workers.letters import DeadLetter
from workers.store import Store

_WIDE: Final = 250
"""Columns of a table that goes into a pipe or a file: nothing is cut."""


async def deliveries(settings: Settings, subscriber: str, *, as_json: bool) -> int:
    """Shows what is owed; 0."""
    rows: list[dict[str, Any]] = []
    async with wiring.store_at_once(settings) as store:
        owing = await store.owing()
        _known(subscriber, settings, owing)
        for name in [subscriber] if subscriber else owing:
            for one, due in await store.owed(name):
                rows.append(
                    {
                        "subscriber": name, "delivery": one.delivery, "story": one.story,
                        "attempts": one.attempts, "owed": _time(one.owed_ms),
                        "due": _time(due) if due is not None else None,
                    }
                )  # fmt: skip
    _show(rows, as_json=as_json, nothing="nothing is waiting")
    return 0


async def dead(
    settings: Settings, action: str, subscriber: str, deliveries: Sequence[str], *, as_json: bool
) -> int:
    """Does `action` (list, retry or drop) with each dead letter that is meant, of `deliveries` or all, and
    shows them; 1 when one was named that is not there."""
    rows: list[dict[str, Any]] = []
    async with wiring.store_at_once(settings) as store:
        names, meant = set(), []
        async for letter in store.dead():
            names.add(letter.subscriber)
            if subscriber in ("", letter.subscriber) and (
                not deliveries or letter.delivery in deliveries
            ):
                meant.append(letter)
        _known(subscriber, settings, names)
        for letter in meant:
            if await _do(store, action, letter):
                rows.append(_row(letter))
    _show(rows, as_json=as_json, nothing="no dead letters")
    missing = set(deliveries) - {row["delivery"] for row in rows}
    for delivery in sorted(missing):
        typer.echo(f"{delivery}: no such dead letter", err=True)
    return 1 if missing else 0


async def resend(settings: Settings, subscriber: str, since: str, until: str) -> int:
    """Owes a subscriber anew what the log holds between the two; each an id of the news stream, a time, or a
    lapse before now. 0."""
    now = datetime.now(UTC)
    try:
        start, end = resending.between(since, until, now)
    except ValueError as error:
        raise SettingsError([f"--{fault}" for fault in error.args]) from None
    async with wiring.store_at_once(settings) as store:
        whole = made.merged(settings, await made.read(store))
        _known(subscriber, whole, (), named="SUBSCRIBER")
        meant = next(one for one in whole.subscriber if one.name == subscriber)
        count = await resending.resend(
            store, meant, in_commit=wiring.channel(meant.channel).IN_COMMIT,
            start=start, end=end, now_ms=int(now.timestamp() * 1000),
        )  # fmt: skip
    typer.echo(f"{subscriber}: {count} told anew")
    return 0


def _known(
    subscriber: str, settings: Settings, others: Iterable[str], named: str = "--subscriber"
) -> None:
    """Raises SettingsError on a name that nobody has, nor had. `named`: what the command calls it."""
    names = {one.name for one in settings.subscriber}.union(others)
    if subscriber and subscriber not in names:
        known = ", ".join(sorted(names)) or "none"
        raise SettingsError([f"{named}: {subscriber} is unknown; expected one of: {known}"])


async def _do(store: Store, action: str, letter: DeadLetter) -> bool:
    """False where somebody else was quicker."""
    if action == "retry":
        return await store.revive(letter, int(datetime.now(UTC).timestamp() * 1000))
    return action == "list" or await store.drop(letter)


def _row(letter: DeadLetter) -> dict[str, Any]:
    event = msgspec.json.decode(letter.event)
    return {
        "subscriber": letter.subscriber, "delivery": letter.delivery, "attempts": letter.attempts,
        "why": letter.why, "owed": _time(letter.owed), "died": _time(letter.died),
        "title": event.get("title") if isinstance(event, dict) else None,
    }  # fmt: skip


def _time(ms: int) -> str:
    return utc(datetime.fromtimestamp(ms / 1000, UTC))


def _show(rows: list[dict[str, Any]], *, as_json: bool, nothing: str) -> None:
    if as_json:
        for row in rows:
            typer.echo(msgspec.json.encode(row))
        return
    if not rows:
        typer.echo(nothing)
        return
    table = Table(*rows[0])
    for row in rows:
        # A receiver's own words may stand in it: cleaned, they cannot steer a terminal.
        table.add_row(
            *(Text("" if value is None else line(str(value)) or "") for value in row.values())
        )
    Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE).print(table)

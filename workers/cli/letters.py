"""`ajil deliveries` and `ajil dead`: what is waiting, and what failed for good."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from streamer.dates import utc
from streamer.settings import Settings
from workers.cli import wiring
from workers.store import DeadLetter, Store

_BODY_MS: Final = 4 * 86_400_000


async def deliveries(settings: Settings, subscriber: str, *, as_json: bool) -> int:
    """Shows what is owed; 0."""
    rows: list[dict[str, Any]] = []
    async with wiring.store_at_once(settings) as store:
        for name in [subscriber] if subscriber else await store.owing():
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
    settings: Settings,
    action: Callable[[Store, DeadLetter], Awaitable[bool]],
    subscriber: str,
    delivery: str,
    *,
    as_json: bool,
) -> int:
    """Does `action` with each dead letter that is meant, and shows them; 1 when one was named that is
    not there."""
    rows: list[dict[str, Any]] = []
    async with wiring.store_at_once(settings) as store:
        letters = [
            letter
            async for letter in store.dead(subscriber or None)
            if delivery in ("", letter.delivery)
        ]
        for letter in letters:
            if await action(store, letter):
                rows.append(_row(letter))
    _show(rows, as_json=as_json, nothing="no dead letters")
    return 1 if delivery and not rows else 0


async def _list(store: Store, letter: DeadLetter) -> bool:
    return True


async def _retry(store: Store, letter: DeadLetter) -> bool:
    now_ms = int(datetime.now(UTC).timestamp() * 1000)
    return await store.revive(letter, now_ms, _BODY_MS)


async def _drop(store: Store, letter: DeadLetter) -> bool:
    return await store.drop(letter)


ACTIONS: Final = {"list": _list, "retry": _retry, "drop": _drop}


def _row(letter: DeadLetter) -> dict[str, Any]:
    title = msgspec.json.decode(letter.event, type=dict[str, Any] | None)
    return {
        "subscriber": letter.subscriber, "delivery": letter.delivery, "attempts": letter.attempts,
        "why": letter.why, "owed": _time(letter.owed), "died": _time(letter.died),
        "title": (title or {}).get("title"),
    }  # fmt: skip


def _time(ms: int) -> str:
    return utc(datetime.fromtimestamp(ms / 1000, UTC))


def _show(rows: list[dict[str, Any]], *, as_json: bool, nothing: str) -> None:
    if as_json:
        for row in rows:
            typer.echo(msgspec.json.encode(row).decode())
        return
    if not rows:
        typer.echo(nothing)
        return
    table = Table(*rows[0])
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row.values()))
    Console().print(table)

"""`ajil check`: is the configuration right, do the sources answer, do the subscribers get it?"""

from __future__ import annotations

import asyncio
import secrets
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, Final, cast

import msgspec
import typer
from rich.console import Console
from rich.text import Text

from streamer import dates, headline
from streamer.errors import AjilError
from streamer.fetch import Failed, Fetcher
from streamer.reading import Readers
from streamer.settings import Settings, SourceSettings, SubscriberSettings
from streamer.sources import Entry, Kind, Mark
from workers.classify import Classifier
from workers.cli import wiring
from workers.story import Delivered, Event, encode

_AT_ONCE: Final = 16


class Seen(msgspec.Struct, kw_only=True):
    """One item as it would be published."""

    title: str
    url: str | None = None
    published: str | None = None
    section: str | None = None
    urgent: bool = False
    skipped: str | msgspec.UnsetType = msgspec.UNSET
    """Why it would not be published."""


class Checked(msgspec.Struct, kw_only=True):
    """One source. `status`: HTTP status, None where there was no answer."""

    name: str
    status: int | None = None
    error: str | None = None
    note: str | None = None
    items: list[Seen] = []


async def check(settings: Settings, *, fetch: bool, send: str, as_json: bool) -> int:
    """0 when all went well. The configuration itself is good by now."""
    good = True
    if fetch:
        good = await _fetch_all(settings, as_json=as_json)
    if send:
        good = await _send(settings, send) and good
    if not fetch and not send:
        if as_json:
            for source in settings.source:
                typer.echo(msgspec.json.encode(Checked(name=source.name)).decode())
        else:
            typer.echo(
                f"the configuration is good: {len(settings.source)} sources, "
                f"{len(settings.subscriber)} subscribers"
            )
    return 0 if good else 1


async def _fetch_all(settings: Settings, *, as_json: bool) -> bool:
    fetcher, readers = wiring.fetcher(settings), Readers()
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(source: SourceSettings) -> Checked:
        async with gate:
            return await try_source(source, fetcher, readers)

    good = True
    try:
        for task in [asyncio.create_task(one(source)) for source in settings.source]:
            checked = await task
            good = good and checked.error is None
            if as_json:
                typer.echo(msgspec.json.encode(checked).decode())
            else:
                _show(checked)
    finally:
        await fetcher.close()
        await asyncio.to_thread(readers.close)
    return good


async def try_source(source: SourceSettings, fetcher: Fetcher, readers: Readers) -> Checked:
    """Asks once, and says what would be published; stores nothing."""
    kind = cast(Kind, import_module(f"streamer.sources.{source.kind}"))
    headers = {key: value.reveal() for key, value in source.headers.items()}
    answer = await fetcher.get(
        kind.request(source.url, headers, Mark()), max_bytes=source.max_bytes
    )
    if isinstance(answer, Failed):
        return Checked(name=source.name, status=answer.status, error=answer.why)
    reading = await readers.read(source.kind, answer, source.select)
    seen = datetime.now(UTC)
    return Checked(
        name=source.name,
        status=answer.status,
        error=reading.problem,
        note=reading.note,
        items=[_item(source, entry, seen, reading.lang) for entry in reading.entries],
    )


def _item(source: SourceSettings, entry: Entry, seen: datetime, lang: str | None) -> Seen:
    read = headline.read(source, [entry], seen, lang)
    if not read:
        return Seen(
            title=entry.title, url=entry.url, skipped=entry.skipped or "no title once it is cleaned"
        )
    found = read[0].headline
    return Seen(
        title=found.title, url=found.url, published=found.published,
        section=found.section, urgent=found.marked,
    )  # fmt: skip


def _show(checked: Checked) -> None:
    console = Console(highlight=False)
    state = checked.error or f"{sum(item.skipped is msgspec.UNSET for item in checked.items)} items"
    style = "red" if checked.error else "green"
    console.print(Text(f"{checked.name}: {checked.status or 'no answer'}, {state}", style=style))
    if checked.note:
        console.print(Text(f"  note: {checked.note}", style="yellow"))
    for item in checked.items:
        why = "" if item.skipped is msgspec.UNSET else f"  (skipped: {item.skipped})"
        mark = "! " if item.urgent else "  "
        console.print(Text(f"  {mark}{item.published or '-':<25} \u2068{item.title}\u2069{why}"))


async def _send(settings: Settings, name: str) -> bool:
    chosen = [one for one in settings.subscriber if name in ("all", one.name)]
    if not chosen:
        known = ", ".join(one.name for one in settings.subscriber) or "none"
        raise AjilError(f"no subscriber is called {name}; known: {known}")
    event = _test_event(settings)
    good = True
    for subscriber in chosen:
        why = await _send_one(settings, subscriber, event)
        good = good and not why
        typer.echo(f"{subscriber.name}: {why or 'the test alert was taken'}")
    return good


async def _send_one(settings: Settings, subscriber: SubscriberSettings, event: Event) -> str:
    """What went wrong, or nothing."""
    channel = wiring.channel(subscriber.channel)
    if channel.IN_COMMIT:
        async with wiring.store_at_once(settings) as store:
            await store.send_test(subscriber.name, encode(event))
        return ""
    poster = wiring.poster(settings)
    try:
        now = datetime.now(UTC)
        answer = await poster.post(channel.compose(event, subscriber, now))
        outcome = channel.judge(answer, now)
    finally:
        await poster.close()
    return "" if isinstance(outcome, Delivered) else f"it was not taken: {cast(Any, outcome).why}"


def _test_event(settings: Settings) -> Event:
    now = datetime.now(UTC)
    title = "تنبيه تجريبي من عاجل: هذا ليس خبراً"
    found = Classifier().classify(
        title=title, summary=None, section=None, marked=False, kind="test", lang="ar"
    )
    at = dates.utc(now)
    item_id = headline.identity(secrets.token_hex(8), now)
    return Event(
        id=item_id, event="new", revision=1, story=item_id, source="ajil-check", kind="test",
        sources=("ajil-check",), outlet="ajil", title=title, url=None, summary=None, section=None,
        lang=found.lang, dir=found.dir, published=None, published_raw=None, published_from=None,
        seen=at, queued=at, classified=at, topics=found.topics, urgency=found.urgency,
        urgency_score=found.urgency_score, places=found.places,
        because=("a test alert: ajil check --send",), test=True,
    )  # fmt: skip

"""`ajil check`: is the configuration right, do the sources answer, do the subscribers get it (sending)?"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Final

import msgspec
import typer
from rich.console import Console
from rich.text import Text

from streamer import completing, headline, item_url, kinds, publisher_clock, text
from streamer.fetch import Failed, Fetcher
from streamer.following import Following
from streamer.publisher_clock import PublisherClock
from streamer.reading import Readers
from streamer.robots import DISALLOWED, Robots
from streamer.settings import Settings, SourceSettings
from streamer.sources import Mark, Reading
from workers.cli import sending, wiring

_AT_ONCE: Final = 16
_PAGES: Final = 10.0
"""Seconds for the article pages of one source."""


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
    """0 when all went well, else 1. The configuration itself is good by now. SettingsError where nobody
    is called `send`."""
    receivers = await sending.receivers(settings, send)
    good = True
    if fetch:
        good = await _fetch_all(settings, as_json=as_json)
    if receivers:
        good = await sending.to_each(settings, receivers, as_json=as_json) and good
    if not fetch and not receivers:
        if as_json:
            for source in settings.source:
                typer.echo(msgspec.json.encode(Checked(name=source.name)))
        # Of no source there is no object: that all is well must be said somewhere.
        if not as_json or not settings.source:
            sources, subscribers = len(settings.source), len(settings.subscriber)
            words = (
                f"{wiring.counted(sources, 'source')}, {wiring.counted(subscribers, 'subscriber')}"
            )
            typer.echo(f"the configuration is good: {words}", err=as_json)
    return 0 if good else 1


# ── fetch ─────────────────────────────────────────────────────────────────────────────────────


async def _fetch_all(settings: Settings, *, as_json: bool) -> bool:
    if not settings.source:
        typer.echo("there are no sources to fetch", err=True)
    fetcher, readers = wiring.fetcher(settings), Readers()
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(source: SourceSettings) -> Checked:
        async with gate:
            return await try_source(source, fetcher, readers)

    good = True
    tasks = [asyncio.create_task(one(source)) for source in settings.source]
    try:
        for task in tasks:
            checked = await task
            good = good and checked.error is None
            if as_json:
                typer.echo(msgspec.json.encode(checked))
            else:
                _show(checked)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await fetcher.close()
        await asyncio.to_thread(readers.close)
    return good


async def try_source(source: SourceSettings, fetcher: Fetcher, readers: Readers) -> Checked:
    """Asks once, and says what would be published; stores nothing."""
    robots = Robots(fetcher, fetcher.user_agent)
    if not await robots.allows(source.url):
        return Checked(name=source.name, error=DISALLOWED)
    request = kinds.request(source, source.url, Mark())
    answer = await fetcher.get(request, max_bytes=source.max_bytes)
    if isinstance(answer, Failed):
        return Checked(name=source.name, status=answer.status, error=answer.why)
    reading = await readers.read(source.kind, answer, source.select)
    if reading.further:
        following = Following(fetcher, readers, robots, lambda: datetime.now(UTC))
        followed = await following.ask(source, reading, {})
        if followed.failed:
            return Checked(
                name=source.name, status=followed.failed.status, error=followed.failed.why
            )
        reading = followed.reading
    return Checked(
        name=source.name,
        status=answer.status,
        error=reading.problem,
        note="; ".join(one for one in (reading.note, reading.empty) if one) or None,
        items=await _completed(source, reading, fetcher, readers, robots),
    )


async def _completed(
    source: SourceSettings, reading: Reading, fetcher: Fetcher, readers: Readers, robots: Robots
) -> list[Seen]:
    """Every entry; the first few that lack section or date with what their article pages say."""
    now = datetime.now(UTC)
    seen = list(_items(source, reading, now))
    if not source.articles:
        return seen
    items = headline.read(source, reading.entries, now, reading.lang)
    # No alert waits for it here.
    done, _ = await completing.complete(
        source, items, now, fetcher, readers, robots, PublisherClock(), within=_PAGES
    )
    told = {(one.headline.title, one.headline.url): one.headline for one in done}
    for one in seen:
        if one.skipped is msgspec.UNSET and (more := told.get((one.title, one.url))):
            one.section = one.section or more.section
            one.published = one.published or more.published
    return seen


def _items(source: SourceSettings, reading: Reading, seen: datetime) -> Iterator[Seen]:
    """Every entry, in the order of the document."""
    clock = publisher_clock.look(PublisherClock(), source, reading.entries, seen)
    read = partial(headline.read, source, seen=seen, lang=reading.lang, local_clock=clock.wrong)
    published = Counter((item.print, item.headline.url) for item in read(reading.entries))
    for entry in reading.entries:
        # Read as if nothing stood in its way, so that it is shown as clean as all others.
        plain = msgspec.structs.replace(entry, skipped=None)
        found = read([plain])
        if not found:
            yield Seen(
                title=text.line(entry.title) or "",
                url=item_url.safe(entry.url),
                skipped=entry.skipped or "no title once it is cleaned",
            )
            continue
        item, told = found[0], found[0].headline
        why = entry.skipped
        if why is None:
            if not published[item.print, told.url]:
                why = "the same item stands there twice"
            published[item.print, told.url] -= 1
        yield Seen(
            title=told.title, url=told.url, published=told.published,
            section=told.section, urgent=told.marked, skipped=why or msgspec.UNSET,
        )  # fmt: skip


def _show(checked: Checked) -> None:
    console = Console(highlight=False)
    state = checked.error or f"{sum(item.skipped is msgspec.UNSET for item in checked.items)} items"
    style = "red" if checked.error else "green"
    console.print(
        Text(f"{checked.name}: {checked.status or 'no answer'}, {state}", style=style),
        soft_wrap=True,
    )
    if checked.note:
        console.print(Text(f"  note: {checked.note}", style="yellow"), soft_wrap=True)
    for item in checked.items:
        why = "" if item.skipped is msgspec.UNSET else f"  (skipped: {item.skipped})"
        mark = "! " if item.urgent else "  "
        console.print(
            Text(f"  {mark}{item.published or '-':<25} \u2068{item.title}\u2069{why}"),
            soft_wrap=True,
        )

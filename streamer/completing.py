"""Headlines that lack section or date (tickers), completed from their article pages before they are told.

    items ─► which lack something, and have a page on the outlet's own site? ─► the first few, at once
          ─► does robots.txt allow it? ─► fetch ─► article, in a child ─► what was missing, filled in
                 └─ who has not answered within `WITHIN` is not waited for: what comes later changes nothing

Nothing that a headline has is replaced: the title above all is what the ticker said.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
import structlog

from streamer import dates, headline, item_url, publisher_clock, text
from streamer.article import Article
from streamer.fetch import Failed, Fetcher
from streamer.headline import Headline, Item
from streamer.kinds import headers_for
from streamer.publisher_clock import PublisherClock
from streamer.reading import Readers
from streamer.robots import DISALLOWED, Robots
from streamer.settings import SourceSettings
from streamer.sources import Entry, Request

log = structlog.get_logger(__name__)

WITHIN: Final = 1.5
"""Seconds that an alert is held at most; two are promised, and the rest is the machine's."""
MOST: Final = 8
"""Pages asked for at one visit; the first of a document are the newest."""
_LARGEST: Final = 2 * 1024**2
_ACCEPT: Final = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"


async def complete(
    source: SourceSettings,
    items: Sequence[Item],
    seen: datetime,
    fetcher: Fetcher,
    readers: Readers,
    robots: Robots,
    clock: PublisherClock,
    within: float = WITHIN,
) -> tuple[list[Item], PublisherClock]:
    """`items`, in their order, with what their pages say, and what that teaches of the publisher's clock.
    Raises nothing; takes little longer than `within` seconds."""
    wanted = [at for at, item in enumerate(items) if _lacks(source, item.headline)][:MOST]
    if not wanted:
        return list(items), clock
    tasks = {
        at: asyncio.create_task(
            _article(source, items[at].headline, fetcher, readers, robots, within)
        )
        for at in wanted
    }
    try:
        await asyncio.wait(tasks.values(), timeout=within)
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
    found = {
        at: article
        for at, task in tasks.items()
        if not task.cancelled() and task.exception() is None and (article := task.result())
    }
    dated = [Entry(title="", published=one.published) for one in found.values() if one.published]
    clock = publisher_clock.look(clock, source, dated, seen)
    done = list(items)
    for at, article in found.items():
        done[at] = filled(source, items[at], article, seen, local_clock=clock.wrong)
    return done, clock


def filled(
    source: SourceSettings,
    item: Item,
    article: Article,
    seen: datetime,
    *,
    local_clock: bool = False,
) -> Item:
    """`item` with what its article knows better than nothing."""
    old = item.headline
    more: dict[str, str | bool | None] = {}
    if old.section is None and (section := text.line(article.section)):
        more["section"] = section[: headline.LONGEST_SECTION]
    if old.summary is None and article.summary:
        summary, cut = text.summary(article.summary)
        if summary and text.fold(summary) != text.fold(old.title):
            more |= {"summary": summary, "truncated": old.truncated or cut}
    raw = text.line(article.published) if old.published is None else None
    if raw:
        when, wrong = publisher_clock.moment(
            raw, ZoneInfo(source.timezone), seen, local_clock=local_clock
        )
        more["published_raw"] = raw[: headline.LONGEST_RAW_DATE]
        if when is not None:
            more |= {
                "published": dates.iso(when),
                "published_from": "corrected" if wrong else "article",
                "day_only": publisher_clock.is_day(raw, when),
            }
    return msgspec.structs.replace(item, headline=msgspec.structs.replace(old, **more))


def _lacks(source: SourceSettings, told: Headline) -> bool:
    if told.url is None or (told.section is not None and told.published is not None):
        return False
    # A page of another site is not the outlet's to speak of, nor ours to ask.
    page = item_url.safe(source.url)
    own = {source.outlet, item_url.site(page) if page else source.outlet}
    return item_url.site(told.url) in own


async def _article(
    source: SourceSettings,
    told: Headline,
    fetcher: Fetcher,
    readers: Readers,
    robots: Robots,
    within: float,
) -> Article | None:
    url = told.url or ""
    if not await robots.allows(url):
        log.debug("article.failed", why=DISALLOWED)
        return None
    headers = {"Accept": _ACCEPT, **headers_for(source, url)}
    most = min(source.max_bytes, _LARGEST)
    answer = await fetcher.get(Request(url=url, headers=headers), max_bytes=most, deadline=within)
    if isinstance(answer, Failed):
        log.debug("article.failed", why=answer.why)
        return None
    article = await readers.article(answer, told.title, within)
    if article.problem:
        log.debug("article.failed", why=article.problem)
        return None
    return article

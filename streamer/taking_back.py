"""Is an item that is missing taken back? Its own page says it, beside the page of one that is there.

Most sites say it by a status, 404 or 410. A kind whose pages always answer 200 looks itself
(streamer.kinds.Vouching).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import structlog

from streamer import shown
from streamer.dates import utc
from streamer.fetch import Failed, Fetcher
from streamer.headline import Item
from streamer.kinds import vouching
from streamer.robots import Robots
from streamer.settings import SourceSettings
from streamer.shown import Shown
from streamer.sources import Request
from streamer.stream import HeadlineStream

log = structlog.get_logger(__name__)

_PAGE: Final = 5.0
"""Seconds for the page of an item that may have been taken back."""


class TakingBack:
    """One for a process."""

    def __init__(
        self,
        stream: HeadlineStream,
        fetcher: Fetcher,
        robots: Robots,
        clock: Callable[[], datetime],
    ) -> None:
        self._stream = stream
        self._fetcher = fetcher
        self._robots = robots
        self._clock = clock

    async def publish(
        self, settings: SourceSettings, candidates: Sequence[Shown], there: Sequence[Shown]
    ) -> None:
        """Publishes as withdrawn those whose own page is gone, while another item's on the same host is
        there: a host that has lost all its pages has taken nothing back."""
        witness = {_host(one): one for one in reversed(there) if one.url and not one.missed}
        asked = [one for one in candidates if _host(one) in witness]
        answers = await asyncio.gather(*(self._stands(settings, one) for one in asked))
        gone = [one for one, stands in zip(asked, answers, strict=True) if stands is False]
        good = [
            host
            for host in {_host(one) for one in gone}
            if await self._stands(settings, witness[host])
        ]
        now = self._clock()
        items: list[tuple[Item, Shown | None]] = [
            (shown.taken_back(settings, one, utc(now)), one) for one in gone if _host(one) in good
        ]
        for result in await self._stream.publish(settings.name, items, now):
            if result.verdict == "withdrawn":
                log.info("headline.withdrawn", id=result.id)

    async def _stands(self, settings: SourceSettings, one: Shown) -> bool | None:
        """None: nobody can say."""
        url = one.url or ""
        kind = vouching(settings.kind)
        page = kind.item_page(url) if kind else url
        if not await self._robots.allows(page):
            return None
        request = Request(url=page)
        answer = await self._fetcher.get(request, max_bytes=settings.max_bytes, deadline=_PAGE)
        if isinstance(answer, Failed):
            return False if answer.status in (404, 410) else None
        return kind.stands(answer.body, url) if kind else True


def _host(one: Shown) -> str:
    return urlsplit(one.url or "").netloc

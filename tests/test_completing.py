"""Headlines of a ticker, completed from their article pages by a real visit."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiohttp import web

from streamer import headline
from streamer.article import Article
from streamer.completing import MOST, WITHIN, complete, filled
from streamer.publisher_clock import PublisherClock
from streamer.robots import Robots
from streamer.settings import SourceSettings
from streamer.sources import Entry, Request
from tests.commands import ALLOW, ajil, events_of, written
from tests.fakes import _Served
from tests.visits import Visits
from tests.waiting import until


class Press(_Served):
    """A home page with a ticker, and articles that say section and date, or are slow to."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[tuple[int, str]] = [(10_001, "خبر قديم أول"), (10_002, "خبر قديم ثان")]
        self.asked: Counter[str] = Counter()
        self.date = "20-05-2024, 09:40"
        self.slow: set[int] = set()
        self.strangers = ""
        """Items that lead elsewhere."""
        self.let_go = asyncio.Event()
        self.robots = ""
        self.app.router.add_get("/robots.txt", self._robots)
        self.app.router.add_get("/", self._home)
        self.app.router.add_get("/{page}.html", self._article)

    async def _home(self, _: web.Request) -> web.Response:
        items = "".join(
            f'<li><a href="/{number}-x.html">{title}</a></li>' for number, title in self.items
        )
        page = f'<div class="breaking-news"><span>آخر الأخبار</span><ul>{self.strangers}{items}</ul></div>'
        return web.Response(text=f"<html><body>{page}</body></html>", content_type="text/html")

    async def _robots(self, _: web.Request) -> web.Response:
        return web.Response(text=self.robots)

    async def _article(self, request: web.Request) -> web.Response:
        self.asked[request.path] += 1
        number = int(request.match_info["page"].split("-")[0])
        if number in self.slow:
            await self.let_go.wait()
        title = dict(self.items)[number]
        page = (
            f"<h1>{title}</h1><p>أمن | {self.date} |</p><p>الرافد _ ديالى</p><p>{'متن ' * 30}</p>"
        )
        return web.Response(text=f"<html><body>{page}</body></html>", content_type="text/html")


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    async with Press() as press:
        yield press
        press.let_go.set()


def ticker(press: Press, **more: Any) -> SourceSettings:
    values: dict[str, Any] = {
        "name": "t", "kind": "ticker", "url": press.base + "/", "outlet": "127.0.0.1",
        "timezone": "Asia/Baghdad", "articles": True,
    }  # fmt: skip
    return SourceSettings(**{**values, **more})


async def test_a_headline_is_completed_and_its_title_stays(visits: Visits, press: Press) -> None:
    await visits.to(ticker(press))
    assert not press.asked  # what is only learnt is told to nobody
    now = visits.clock.now + timedelta(hours=3)
    press.date = f"{now:%d-%m-%Y, %H:%M}"
    press.items.insert(0, (10_003, "افتتاح جسر الرافد"))
    await visits.to(ticker(press))
    await visits.to(ticker(press))
    [one] = await visits.told()
    assert (one.title, one.section) == ("افتتاح جسر الرافد", "أمن")
    assert one.published == f"{now:%Y-%m-%dT%H:%M}:00+03:00"
    assert (one.published_raw, one.published_from) == (press.date, "article")
    assert (one.summary or "").startswith("الرافد _ ديالى: متن")
    assert press.asked == {"/10003-x.html": 1}


async def test_without_articles_no_page_is_asked_for(visits: Visits, press: Press) -> None:
    await visits.to(ticker(press, articles=False))
    press.items.insert(0, (10_003, "افتتاح جسر الرافد"))
    await visits.to(ticker(press, articles=False))
    [one] = await visits.told()
    assert (one.section, one.published) == (None, None)
    assert not press.asked


async def test_a_date_ahead_of_first_sight_is_none_and_its_words_are_kept(
    visits: Visits, press: Press
) -> None:
    await visits.to(ticker(press))
    press.date = "20-05-2094, 09:40"
    press.items.insert(0, (10_003, "افتتاح جسر الرافد"))
    await visits.to(ticker(press))
    [one] = await visits.told()
    assert (one.published, one.published_raw, one.published_from) == (None, press.date, None)
    assert one.section == "أمن"


async def test_a_wrong_clock_is_learnt_from_article_pages_too(visits: Visits, press: Press) -> None:
    """A clock in Baghdad, stamped as UTC: +00:00 at three hours ahead."""
    await visits.to(ticker(press))
    for number in range(10_003, 10_007):
        press.date = f"{visits.clock.now + timedelta(hours=3):%Y-%m-%dT%H:%M:%S}+00:00"
        press.items.insert(0, (number, f"خبر جديد رقم {number}"))
        await visits.to(ticker(press))
    told = await visits.told()
    assert [one.published_from for one in told] == [None, None, "corrected", "corrected"]
    assert (told[3].published or "").endswith("+03:00")


async def test_a_page_that_does_not_answer_holds_nothing_up_for_long(
    visits: Visits, press: Press
) -> None:
    """And what comes later changes nothing."""
    await visits.to(ticker(press))
    press.items.insert(0, (10_003, "افتتاح جسر الرافد"))
    press.slow.add(10_003)
    hasty = Visits(visits.redis, visits.keys.prefix, visits.readers, hold=0.5)
    try:
        # Without a limit of its own the visit would last as long as the page.
        await asyncio.wait_for(hasty.to(ticker(press)), 15)
        press.let_go.set()
        await hasty.to(ticker(press))
    finally:
        await hasty.close()
    assert [(one.title, one.section) for one in await visits.told()] == [
        ("افتتاح جسر الرافد", None)
    ]
    assert press.asked["/10003-x.html"] == 1


async def test_one_slow_page_costs_the_others_nothing(visits: Visits, press: Press) -> None:
    await visits.to(ticker(press))
    press.items[:0] = [(10_003, "افتتاح جسر الرافد"), (10_004, "ميناء جديد في الجنوب")]
    press.slow.add(10_003)
    hasty = Visits(visits.redis, visits.keys.prefix, visits.readers, hold=5)
    try:
        await hasty.to(ticker(press))
    finally:
        await hasty.close()
    told = {one.title: one.section for one in await visits.told()}
    assert told == {"افتتاح جسر الرافد": None, "ميناء جديد في الجنوب": "أمن"}


async def test_a_host_whose_turns_are_all_taken_holds_nothing_up_for_long(
    visits: Visits, press: Press
) -> None:
    """Waiting for a turn is no part of a request's own deadline."""
    settings, now = ticker(press), visits.clock.now
    press.slow.update(range(20_000, 20_004))
    busy = [
        asyncio.create_task(
            visits.fetcher.get(Request(url=f"{press.base}/{number}-x.html"), max_bytes=1024**2)
        )
        for number in press.slow
    ]
    await until(lambda: sum(press.asked.values()) == 4)
    items = headline.read(
        settings, [Entry(title="افتتاح جسر الرافد", url=f"{press.base}/10003-x.html")], now
    )
    robots = Robots(visits.fetcher, "test")
    done, _ = await asyncio.wait_for(
        complete(
            settings, items, now, visits.fetcher, visits.readers, robots, PublisherClock(), 0.5
        ),
        15,
    )
    assert done == items
    press.let_go.set()
    await asyncio.gather(*busy)
    await robots.close()


def test_what_a_headline_has_is_not_replaced() -> None:
    settings = SourceSettings(name="t", kind="ticker", url="http://a.example/", timezone="UTC")
    seen = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    article = Article(section="أمن", published="2026-03-01T11:00:00Z", summary="متن المقال كله")
    bare = Entry(title="افتتاح جسر الرافد", url="http://a.example/1.html")
    full = msgspec.structs.replace(
        bare, section="رياضة", published="2026-03-01T10:00:00Z", summary="موجز"
    )
    [of_bare, of_full] = headline.read(
        settings, [bare, msgspec.structs.replace(full, url="http://a.example/2.html")], seen
    )
    told = filled(settings, of_bare, article, seen).headline
    assert (told.section, told.summary, told.published_from) == ("أمن", "متن المقال كله", "article")
    assert filled(settings, of_full, article, seen) == of_full


def test_two_seconds_are_promised() -> None:
    assert WITHIN < 2


async def test_many_at_once_cost_a_few_pages_only(visits: Visits, press: Press) -> None:
    await visits.to(ticker(press))
    press.items[:0] = [(10_100 + number, f"خبر جديد رقم {number}") for number in range(20)]
    await visits.to(ticker(press))
    told = await visits.told()
    assert len(told) == 20
    assert sum(press.asked.values()) == MOST
    assert all(one.section == "أمن" for one in told[:1])


async def test_pages_of_other_sites_are_not_asked_for(visits: Visits, press: Press) -> None:
    """By a selector: of a ticker found by itself, what leads elsewhere is an advertisement."""
    await visits.to(ticker(press, select=".breaking-news"))
    async with Press() as other:
        address = f"http://127.0.0.2:{other.port}/10001-x.html"
        press.strangers = f'<li><a href="{address}">خبر من موقع آخر</a></li>'
        await visits.to(ticker(press, select=".breaking-news"))
        assert [one.url for one in await visits.told()] == [address]
        assert not other.asked


async def test_pages_that_robots_txt_disallows_are_not_asked_for(
    visits: Visits, press: Press
) -> None:
    press.robots = "User-agent: *\nDisallow: /10003"
    await visits.to(ticker(press))
    press.items[:0] = [(10_003, "افتتاح جسر الرافد"), (10_004, "إغلاق جسر الفرات")]
    await visits.to(ticker(press))
    assert [one.section for one in await visits.told()] == [None, "أمن"]
    assert press.asked == {"/10004-x.html": 1}


async def test_check_shows_headlines_as_they_would_be_told(press: Press, tmp_path: Path) -> None:
    source = f'[[source]]\nname = "t"\nkind = "ticker"\nurl = "{press.base}/"\narticles = true\n'
    written(tmp_path, ALLOW + source)
    done = await ajil("check", "--fetch", "--json", cwd=tmp_path)
    [checked] = events_of(done)
    assert [(one["section"], one["published"]) for one in checked["items"]] == [
        ("أمن", "2024-05-20T09:40:00+03:00")
    ] * 2

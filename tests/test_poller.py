"""The pollers on real servers: sites on loopback, readers in their own processes, Valkey and Redis.

The clock of the poller is the tests' own; timers run on the loop's.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from streamer import stream as streams
from streamer.connect import AnyRedis, connect, is_not_now
from streamer.fetch import Fetcher
from streamer.guard import Guard
from streamer.headline import Headline
from streamer.keys import Keys
from streamer.lease import Shares, shard_of
from streamer.poller import Poller
from streamer.reading import Readers
from streamer.settings import SourceSettings
from streamer.shown import Memory
from streamer.source_state import State
from streamer.stream import HeadlineStream
from streamer.visit import Visitor
from tests.fakes import Site
from tests.servers import Server
from tests.visits import Visits
from tests.waiting import until

KEEP = 7 * 86_400.0
MAX_AGE = 6 * 3600.0
EVERY = 0.05
HOUR = timedelta(hours=1)


class Clock:
    """The time of day, which only the test moves, but for a millisecond a look: ids differ so."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


class CountingReaders(Readers):
    """Readers that say how often they were asked."""

    jobs = 0

    async def read(self, *job: Any) -> Any:
        self.jobs += 1
        return await super().read(*job)


class Rig:
    """One poller with all that it needs, and what it put onto the headline stream."""

    def __init__(
        self,
        url: str,
        prefix: str,
        readers: Readers,
        clock: Clock,
        backlog: int,
        public_url: str = "",
    ) -> None:
        self.readers, self.clock = readers, clock
        self.client: AnyRedis = connect(url, name="poller")
        self.keys = Keys(prefix)
        self.stream = HeadlineStream(self.client, self.keys, keep=KEEP, backlog=backlog)
        self.fetcher = Fetcher(Guard(["127.0.0.0/8"]), user_agent="test", per_host=4, total=30)
        visitor = Visitor(
            self.stream,
            self.fetcher,
            readers,
            clock=clock,
            max_age=MAX_AGE,
            public_url=public_url,
        )
        self.visits: Counter[str] = Counter()
        self.ends: list[tuple[str, str, float]] = []
        self.poller = Poller(
            self.stream,
            Shares(self.client, self.keys.pollers, self.keys.shards, f"poller-{id(self)}"),
            visitor,
            clock=clock,
            dice=lambda: 0.0,
            noted=self._noted,
        )
        self.task = asyncio.create_task(self.poller.run())

    def _noted(self, source: str, outcome: str, seconds: float) -> None:
        self.visits[source] += 1
        self.ends.append((source, outcome, seconds))

    def state(self, name: str) -> State:
        return self.poller.states[name]

    def ask(self, *sources: SourceSettings) -> None:
        self.poller.configure({one.name: one for one in sources})

    async def visited(self, name: str, times: int = 1, limit: float = 60.0) -> None:
        """Until `name` was visited so often, from the beginning of a visit that has not begun yet."""
        goal = self.visits[name] + times + 1
        await until(lambda: self.visits[name] >= goal, limit)

    async def learnt(self, name: str) -> None:
        await until(lambda: self.state(name).known is not None and self.state(name).good)

    async def headlines(self) -> list[Headline]:
        rows: Any = await self.client.xrange(self.keys.headlines)
        return [streams.decode(fields[b"data"]) for _, fields in rows]

    async def told(self) -> list[tuple[str, str]]:
        return [(one.was, one.title) for one in await self.headlines()]

    async def tells(self, *wanted: tuple[str, str], limit: float = 60.0) -> None:
        """Waits for `wanted`; fails at once on anything more."""

        async def all_there() -> bool:
            try:
                got = await self.told()
            except Exception as error:
                if is_not_now(error):
                    return False
                raise
            assert len(got) <= len(wanted), got
            return Counter(got) == Counter(wanted)

        await until(all_there, limit)

    async def memory(self, name: str) -> Memory | None:
        return await self.stream.memory(name)

    def dies(self) -> None:
        """As by SIGKILL: no farewell, and nothing more of what it was about to do."""
        self.poller._stopping = True  # before Python 3.12 a cancellation may be lost
        self.task.cancel()
        for task in list(
            self.poller._tasks
        ):  # its own: another poller's visits have the same names
            task.cancel()

    async def close(self) -> None:
        if not self.task.done():
            await self.poller.stop(within=2)
            await asyncio.wait_for(asyncio.gather(self.task, return_exceptions=True), 10)
        await self.fetcher.close()
        await self.client.aclose()


@pytest.fixture(scope="module")
def readers() -> Iterator[CountingReaders]:
    readers = CountingReaders(workers=1, deadline=20)
    yield readers
    readers.close()


@pytest.fixture
async def rigs(readers: CountingReaders, prefix: str) -> AsyncIterator[Callable[..., Rig]]:
    """Makes pollers that share one prefix and one clock."""
    made: list[Rig] = []
    clock = Clock()

    def make(server: Server, *, backlog: int = 100_000) -> Rig:
        made.append(Rig(server.url, prefix, readers, clock, backlog))
        return made[-1]

    yield make
    for rig in made:
        await rig.close()


@pytest.fixture
async def rig(rigs: Callable[..., Rig], valkey_server: Server) -> Rig:
    return rigs(valkey_server)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        for number in range(10_001, 10_007):
            site.publish(number, f"خبر قديم رقم {number}")
        yield site


def source(site: Site, kind: str = "feed", name: str = "", **more: Any) -> SourceSettings:
    path = {"feed": "/rss.xml", "ticker": "/"}.get(kind, "/")
    more = {"url": site.base + path, "every": EVERY, "outlet": site.name} | more
    return SourceSettings(name=name or f"{site.name}-{kind}", kind=kind, timezone="UTC", **more)


@contextmanager
def said() -> Iterator[list[Any]]:
    """What is logged, with the source it is about."""
    with capture_logs(processors=[merge_contextvars]) as lines:
        yield lines


def events(lines: list[Any], name: str) -> list[Any]:
    return [line for line in lines if line["event"] == name]


# ── what is published ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["feed", "ticker"])
async def test_the_first_visit_learns_and_what_comes_then_is_published_once(
    rig: Rig, site: Site, kind: str
) -> None:
    rig.ask(source(site, kind))
    await rig.learnt(f"outlet-{kind}")
    site.publish(10_100, "عاجل | انفجار في المدينة")
    await rig.tells(("new", "انفجار في المدينة"))
    await rig.visited(f"outlet-{kind}", 3)
    [one] = await rig.headlines()
    assert (one.source, one.kind, one.outlet) == (f"outlet-{kind}", kind, "outlet")
    assert one.marked
    assert one.url == f"{site.base}/10100-x.html"


async def test_with_first_run_publish_the_first_visit_publishes(rig: Rig, site: Site) -> None:
    rig.ask(source(site, first_run="publish"))
    await rig.tells(*[("new", one.title) for one in site.articles])
    await rig.visited("outlet-feed", 2)
    assert len(await rig.told()) == 6


async def test_ticker_and_feed_of_an_outlet_publish_an_item_once(rig: Rig, site: Site) -> None:
    rig.ask(source(site), source(site, "ticker"))
    await rig.learnt("outlet-feed")
    await rig.learnt("outlet-ticker")
    for number in range(10_100, 10_110):
        site.publish(number, f"خبر جديد رقم {number}")
        await rig.visited("outlet-feed")
        await rig.visited("outlet-ticker")
    told = await rig.headlines()
    assert Counter(one.title for one in told) == Counter(
        f"خبر جديد رقم {number}" for number in range(10_100, 10_110)
    )


@pytest.mark.parametrize("first", ["ticker", "feed"])
async def test_a_short_title_on_the_ticker_and_a_long_one_in_the_feed_are_no_edit(
    rig: Rig, site: Site, first: str
) -> None:
    """Nor is either, when the other source shows its own once more."""
    other = {"ticker": "feed", "feed": "ticker"}[first]
    titles = {
        "ticker": "مقتل ثلاثة في حادث سير",
        "feed": "مقتل ثلاثة أشخاص في حادث سير على طريق المطار",
    }
    shows: list[str] = []
    old = "".join(
        f'<li><a href="/{n}-x.html">خبر قديم رقم {n}</a></li>' for n in range(10_001, 10_005)
    )

    def answer(request: web.Request) -> web.Response:
        kind = "ticker" if request.path == "/" else "feed"
        title = titles[kind] if kind in shows else ""
        if kind == "ticker":
            new = f'<li><a href="/10100-x.html">{title}</a></li>' if title else ""
            text = f'<html><body><div class="breaking-news"><ul>{new}{old}</ul></div></body></html>'
            return web.Response(text=text, content_type="text/html")
        new = (
            f"<item><title>{title}</title><link>{site.base}/10100-x.html</link></item>"
            if title
            else ""
        )
        more = f"<item><title>خبر</title><link>{site.base}/10001-x.html</link></item>"
        return web.Response(text=f"<rss version='2.0'><channel>{new}{more}</channel></rss>")

    site.hook = answer
    rig.ask(source(site, "feed"), source(site, "ticker"))
    await rig.learnt("outlet-feed")
    await rig.learnt("outlet-ticker")
    shows.append(first)
    await rig.tells(("new", titles[first]), limit=60)
    shows.append(other)
    for name in ("outlet-feed", "outlet-ticker"):
        await rig.visited(name, 2, limit=60)
    assert await rig.told() == [("new", titles[first])]
    # What one of them changes afterwards is an edit, against its own title.
    before, titles[other] = titles[other], "مقتل خمسة في حادث سير"
    await rig.tells(("new", titles[first]), ("edited", titles[other]), limit=60)
    assert [one.previous for one in await rig.headlines()] == [None, before]


async def test_two_outlets_never_know_each_others_items(rigs: Any, valkey_server: Server) -> None:
    rig = rigs(valkey_server)
    async with Site("here") as here, Site("there") as there:
        rig.ask(source(here), source(there))
        for site in (here, there):
            site.publish(10_001, "خبر قديم")
        await rig.learnt("here-feed")
        await rig.learnt("there-feed")
        for site in (here, there):
            site.publish(10_100, "الرقم نفسه والعنوان نفسه")
        await until(lambda: len_of(rig, 2))
        first, second = await rig.headlines()
        assert first.id != second.id


async def len_of(rig: Rig, wanted: int) -> bool:
    return len(await rig.told()) == wanted


async def test_an_edit_is_published_as_edited_with_the_old_title(rig: Rig, site: Site) -> None:
    rig.ask(source(site))
    await rig.learnt("outlet-feed")
    article = site.publish(10_100, "مقتل ثلاثة في حادث سير")
    await rig.tells(("new", "مقتل ثلاثة في حادث سير"))
    article.title = "مقتل خمسة في حادث سير"
    await rig.tells(("new", "مقتل ثلاثة في حادث سير"), ("edited", "مقتل خمسة في حادث سير"))
    new, edited = await rig.headlines()
    assert edited.id == new.id
    assert edited.previous == "مقتل ثلاثة في حادث سير"


async def test_what_was_learnt_is_known_when_it_is_edited(rig: Rig, site: Site) -> None:
    rig.ask(source(site))
    await rig.learnt("outlet-feed")
    old, site.articles[2].title = site.articles[2].title, "عنوان آخر تماماً"
    await rig.tells(("edited", "عنوان آخر تماماً"))
    assert [one.previous for one in await rig.headlines()] == [old]


# ── conditional requests ──────────────────────────────────────────────────────────────────────


async def test_what_did_not_change_is_not_sent_again(rig: Rig, site: Site) -> None:
    rig.ask(source(site))
    await rig.visited("outlet-feed", 4)
    statuses = [status for path, status in site.asked if path == "/rss.xml"]
    assert statuses[0] == 200
    assert set(statuses[1:]) == {304}
    assert rig.state("outlet-feed").status == 304


async def test_a_body_is_read_only_when_it_changed(
    rig: Rig, site: Site, readers: CountingReaders
) -> None:
    """Many sites know no conditional requests: the same bytes are the same page."""
    page = "<rss version='2.0'><channel><item><title>خبر</title><guid>g1</guid></item>{}</channel></rss>"
    body = page.format("")
    site.hook = lambda request: web.Response(text=body, content_type="application/rss+xml")
    rig.ask(source(site))
    before = readers.jobs
    await rig.visited("outlet-feed", 4)
    assert readers.jobs == before + 1
    body = page.format("<item><title>خبر ثان</title><guid>g2</guid></item>")
    await rig.tells(("new", "خبر ثان"))
    await rig.visited("outlet-feed", 3)
    assert readers.jobs == before + 2


async def test_a_mark_is_kept_only_after_what_it_stands_for_was_published(
    rigs: Any, own_server: Server, site: Site
) -> None:
    """Redis refuses writes from the very moment in which the site answers: the same answer must be
    asked for again, not a 304."""
    rig = rigs(own_server)
    rig.ask(source(site))
    await rig.learnt("outlet-feed")
    site.publish(10_100, "خبر في لحظة سيئة")
    refused: list[bool] = []

    def refuse(request: web.Request) -> None:
        if not refused:
            refused.append(True)
            own_server.stop_writes("oom")

    site.hook = refuse
    await until(lambda: rig.poller.held_back == "Redis takes no writes")
    assert await rig.told() == []
    at = len(site.asked)
    own_server.allow_writes()
    await rig.tells(("new", "خبر في لحظة سيئة"))
    assert site.asked[at] == ("/rss.xml", 200)
    await rig.visited("outlet-feed", 2)
    assert site.asked[-1] == ("/rss.xml", 304)


async def test_a_mark_outlives_the_poller(rigs: Any, valkey_server: Server, site: Site) -> None:
    first = rigs(valkey_server)
    first.ask(source(site))
    await first.learnt("outlet-feed")
    await first.close()
    site.asked.clear()
    site_count = len(site.articles)
    second = rigs(valkey_server)
    second.ask(source(site))
    await second.visited("outlet-feed", 2)
    assert {status for _, status in site.asked} == {304}
    site.publish(10_100, "خبر بعد التشغيل")
    await second.tells(("new", "خبر بعد التشغيل"))
    assert len(site.articles) == site_count + 1


async def test_what_was_learnt_of_the_pace_outlives_the_poller(
    rigs: Any, valkey_server: Server, site: Site
) -> None:
    first = rigs(valkey_server)
    first.ask(source(site))
    await first.learnt("outlet-feed")
    site.publish(10_100, "عاجل | خبر قبل التوقف")
    await first.tells(("new", "خبر قبل التوقف"))
    await first.visited("outlet-feed", 3)
    await first.close()
    known = first.state("outlet-feed").habit
    assert known.urgent_at > 0
    second = rigs(valkey_server)
    second.ask(source(site))
    await second.visited("outlet-feed")
    habit = second.state("outlet-feed").habit
    assert (habit.headline_at, habit.urgent_at) == (known.headline_at, known.urgent_at)
    assert habit.visited_at > known.visited_at


async def test_a_quiet_source_is_asked_less_often_and_never_before_every(
    rig: Rig, site: Site
) -> None:
    """Five hours pass from visit to visit: it is known to be quiet soon."""
    rig.ask(source(site, every=0.05, at_most=0.3))
    await rig.learnt("outlet-feed")
    asked: list[float] = []
    turns = rig.poller._schedule.turns
    site.hook = lambda request: asked.append(turns["outlet-feed"].began)
    for _ in range(10):
        rig.clock.now += 5 * HOUR
        await rig.visited("outlet-feed", 0)
    gaps = [later - earlier for earlier, later in pairwise(asked)]
    assert min(gaps) > 0.045
    assert sum(gaps[-3:]) > 3 * 0.25


# ── taken back ────────────────────────────────────────────────────────────────────────────────


async def published_one_more(rig: Rig, site: Site, kind: str = "feed") -> None:
    rig.ask(source(site, kind))
    await rig.learnt(f"outlet-{kind}")
    site.publish(10_100, "خبر سيسحب")
    await rig.tells(("new", "خبر سيسحب"))


def take_away(site: Site, *numbers: int) -> None:
    site.articles = [one for one in site.articles if one.number not in numbers]


async def forgotten(rig: Rig, name: str, url: str) -> None:
    """Until the source's memory no longer holds an item: all was decided about it."""

    async def gone() -> bool:
        memory = await rig.memory(name)
        return memory is not None and url not in {one.url for one in memory.shown}

    await until(gone)
    await rig.visited(name, 2)


@pytest.mark.parametrize(("kind", "status"), [("feed", 404), ("ticker", 404), ("feed", 410)])
async def test_an_item_whose_page_is_gone_too_is_withdrawn_once(
    rig: Rig, site: Site, kind: str, status: int
) -> None:
    """Its second missing is seen at a 304: the page as such did not change any more."""
    await published_one_more(rig, site, kind)
    site.hook = page_answers(status)
    site.articles.append(site.articles.pop(0))
    site._in_feed = site._in_ticker = 6  # it is off the list
    await rig.tells(("new", "خبر سيسحب"), ("withdrawn", "خبر سيسحب"))
    await forgotten(rig, f"outlet-{kind}", f"{site.base}/10100-x.html")
    new, withdrawn = await rig.headlines()
    assert withdrawn.id == new.id


async def test_it_is_withdrawn_on_changing_pages_too(rig: Rig, site: Site) -> None:
    await published_one_more(rig, site)
    take_away(site, 10_100)
    await rig.visited("outlet-feed")
    site.publish(10_101, "خبر آخر")
    await rig.tells(("new", "خبر سيسحب"), ("new", "خبر آخر"), ("withdrawn", "خبر سيسحب"))


async def test_a_withdrawn_item_that_comes_back_is_edited(rig: Rig, site: Site) -> None:
    await published_one_more(rig, site)
    articles = list(site.articles)
    take_away(site, 10_100)
    await rig.tells(("new", "خبر سيسحب"), ("withdrawn", "خبر سيسحب"))
    site.articles = articles
    await rig.tells(("new", "خبر سيسحب"), ("withdrawn", "خبر سيسحب"), ("edited", "خبر سيسحب"))
    assert len({one.id for one in await rig.headlines()}) == 1


def page_answers(status: int) -> Callable[[web.Request], web.Response | None]:
    def answer(request: web.Request) -> web.Response | None:
        return web.Response(status=status) if request.path == "/10100-x.html" else None

    return answer


@pytest.mark.parametrize("status", [200, 403, 500, 503])
async def test_nothing_is_withdrawn_while_its_page_does_not_say_that_it_is_gone(
    rig: Rig, site: Site, status: int
) -> None:
    await published_one_more(rig, site)
    site.hook = page_answers(status)
    site.articles.append(site.articles.pop(0))
    site._in_feed = 6  # it is off the list, and has a page
    await forgotten(rig, "outlet-feed", f"{site.base}/10100-x.html")
    assert site.asked_for("/10100-x.html") == 1
    assert await rig.told() == [("new", "خبر سيسحب")]


async def test_nothing_is_withdrawn_when_the_host_has_lost_all_pages(rig: Rig, site: Site) -> None:
    await published_one_more(rig, site)
    site.gone = {one.number for one in site.articles}
    take_away(site, 10_100)
    await forgotten(rig, "outlet-feed", f"{site.base}/10100-x.html")
    assert await rig.told() == [("new", "خبر سيسحب")]


async def test_a_page_of_one_host_is_no_witness_for_those_of_another(rig: Rig, site: Site) -> None:
    """The other one may have lost all its pages."""
    async with Site("other") as other:
        shown = [f"{site.base}/{number}-x.html" for number in range(10_001, 10_006)]
        shown.append(f"{other.base}/10100-x.html")

        def answer(request: web.Request) -> web.Response | None:
            if request.path != "/rss.xml":
                return None
            items = (
                f"<item><title>خبر {one[-12:-7]}</title><link>{one}</link></item>" for one in shown
            )
            text = f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>"
            return web.Response(text=text)

        site.hook = answer
        rig.ask(source(site))
        await rig.learnt("outlet-feed")
        gone = shown.pop()
        await forgotten(rig, "outlet-feed", gone)
        assert await rig.told() == []


async def test_more_than_three_missing_are_a_fault_of_the_source(rig: Rig, site: Site) -> None:
    await published_one_more(rig, site)
    take_away(site, 10_100, 10_006, 10_005, 10_004)
    await forgotten(rig, "outlet-feed", f"{site.base}/10100-x.html")
    assert site.asked_for("/10100-x.html") == 0
    assert await rig.told() == [("new", "خبر سيسحب")]


async def test_nothing_is_withdrawn_that_has_no_page(rig: Rig, site: Site) -> None:
    shown = ["واحد", "اثنان", "ثلاثة", "أربعة"]

    def feed(request: web.Request) -> web.Response:
        items = "".join(f"<item><title>{one}</title><guid>{one}</guid></item>" for one in shown)
        return web.Response(text=f"<rss version='2.0'><channel>{items}</channel></rss>")

    site.hook = feed
    rig.ask(source(site))
    await rig.learnt("outlet-feed")
    shown.remove("أربعة")
    await rig.visited("outlet-feed", 4)
    memory = await rig.memory("outlet-feed")
    assert memory is not None
    assert len(memory.shown) == 3
    assert await rig.told() == []


async def test_a_withdrawal_that_redis_refuses_is_made_up_for(
    rigs: Any, own_server: Server, site: Site
) -> None:
    """Redis refuses writes between the question for the page and the withdrawal."""
    rig = rigs(own_server)
    await published_one_more(rig, site)
    refused: list[bool] = []

    def refuse(request: web.Request) -> None:
        if request.path.endswith(".html") and not refused:
            refused.append(True)
            own_server.stop_writes("oom")

    site.hook = refuse
    take_away(site, 10_100)
    await until(lambda: rig.poller.held_back)
    own_server.allow_writes()
    await rig.tells(("new", "خبر سيسحب"), ("withdrawn", "خبر سيسحب"))


# ── learnt anew ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "change",
    [
        {"url": "/rss.xml?edition=2"},
        {"kind": "ticker", "url": "/"},
        {"outlet": "other"},
        {"id_pattern": r"/(\d+)-x"},
    ],
    ids="-".join,
)
async def test_a_source_that_is_another_now_is_learnt_anew(
    rig: Rig, site: Site, change: dict[str, str]
) -> None:
    rig.ask(source(site, name="one"))
    await rig.learnt("one")
    site.publish(10_100, "خبر قبل التغيير")
    await rig.tells(("new", "خبر قبل التغيير"))
    more = {**change, "url": site.base + change.get("url", "/rss.xml")}
    kind = more.pop("kind", "feed")
    site.publish(10_101, "خبر مع التغيير")
    with said() as lines:
        rig.ask(source(site, kind, name="one", **more))
        await until(lambda: events(lines, "source.learnt"))
    before = await rig.told()
    assert before in (
        [("new", "خبر قبل التغيير")],
        [("new", "خبر قبل التغيير"), ("new", "خبر مع التغيير")],
    )
    site.publish(10_102, "خبر بعد التغيير")
    await rig.tells(*before, ("new", "خبر بعد التغيير"))
    await rig.visited("one", 2)
    assert len(await rig.told()) == len(before) + 1


@pytest.mark.parametrize("change", [{"id_pattern": r"/(\d+)-x"}, {"select": ".breaking-news"}])
async def test_a_page_that_did_not_change_is_read_anew_in_another_way(
    visits: Visits, site: Site, change: dict[str, str]
) -> None:
    """A validator of what was read otherwise is not sent: its 304 would leave all as it was."""
    await visits.to(source(site, "ticker", name="one"))
    before = await visits.stream.memory("one")
    await visits.to(source(site, "ticker", name="one"))
    await visits.to(source(site, "ticker", name="one", **change))
    assert [status for path, status in site.asked if path == "/"] == [200, 304, 200]
    after = await visits.stream.memory("one")
    assert before is not None
    assert after is not None
    assert after.site != before.site
    assert await visits.told() == []


async def test_a_visit_under_way_with_the_old_url_is_not_taken_for_one_of_the_new(
    rig: Rig, site: Site
) -> None:
    async with Site("other") as other:
        for number in range(20_001, 20_005):
            other.publish(number, f"خبر من موقع آخر {number}")
        rig.ask(source(site, name="one"))
        await rig.learnt("one")

        def in_flight(request: web.Request) -> None:
            rig.ask(source(other, name="one", outlet=site.name))

        site.publish(10_100, "خبر أخير من القديم")
        site.hook = in_flight
        await until(lambda: other.asked_for("/rss.xml") > 2)
        assert await rig.told() == [("new", "خبر أخير من القديم")]
        other.publish(20_100, "خبر أول من الجديد")
        await rig.tells(("new", "خبر أخير من القديم"), ("new", "خبر أول من الجديد"))


def page_with(block: str, *titles: tuple[int, str]) -> str:
    items = "".join(f'<li><a href="/{number}-x.html">{title}</a></li>' for number, title in titles)
    return f'<html lang="ar"><body><div class="{block}"><ul>{items}</ul></div></body></html>'


async def test_a_ticker_whose_block_moved_is_learnt_anew(rig: Rig, site: Site) -> None:
    one, two, three = (10_001, "خبر أول هنا"), (10_002, "خبر ثان هناك"), (10_003, "خبر ثالث")
    shown = [page_with("breaking-news", one)]
    site.hook = lambda request: web.Response(text=shown[0], content_type="text/html")
    rig.ask(source(site, "ticker"))
    await rig.learnt("outlet-ticker")
    with said() as lines:
        shown[0] = page_with("news-ticker", two)
        await until(lambda: events(lines, "source.learnt"))
    assert [line["first"] for line in events(lines, "source.learnt")] == [False]
    shown[0] = page_with("news-ticker", three, two)
    await rig.tells(("new", "خبر ثالث"))


def listed(numbers: range | list[int], title: str = "خبر طويل رقم {}") -> str:
    rows = (f'<li><a href="/{n}-x.html">{title.format(n)}</a></li>' for n in numbers)
    return f"<ul>{''.join(rows)}</ul>"


def whole(*blocks: str) -> str:
    return f'<html lang="ar"><body><h1>وكالة</h1>{"".join(blocks)}</body></html>'


def bar(numbers: range | list[int], title: str = "خبر طويل رقم {}") -> str:
    return f'<div class="breaking-news"><b>عاجل</b>{listed(numbers, title)}</div>'


def latest(numbers: range | list[int], title: str = "خبر طويل رقم {}") -> str:
    return f'<div class="side"><h3>آخر الأخبار</h3>{listed(numbers, title)}</div>'


class Pages:
    """A ticker's page that a test changes; each change has been read when `show` returns."""

    def __init__(self, rig: Rig, site: Site) -> None:
        self.rig, self.text, self._read = rig, "", ""
        site.hook = self._answer

    def _answer(self, request: web.Request) -> web.Response | None:
        if request.path != "/":
            return None
        return web.Response(text=self.text, content_type="text/html")

    async def show(self, *blocks: str) -> None:
        self.text = whole(*blocks)
        await self.rig.visited("outlet-ticker", 2)


async def ticker(rig: Rig, site: Site, *blocks: str, **more: Any) -> Pages:
    pages = Pages(rig, site)
    pages.text = whole(*blocks)
    rig.ask(source(site, "ticker", **more))
    await rig.learnt("outlet-ticker")
    return pages


def new(*numbers: int) -> list[tuple[str, str]]:
    return [("new", f"خبر طويل رقم {number}") for number in numbers]


async def test_of_a_block_that_moved_nothing_that_stood_there_is_told(rig: Rig, site: Site) -> None:
    """The new place holds what the old one did, and older news that it did not."""
    pages = await ticker(rig, site, latest(range(10_001, 10_006)))
    with said() as lines:
        await pages.show(
            f'<section id="neu" class="news-ticker">{listed(range(9_990, 10_006))}</section>'
        )
    assert events(lines, "source.learnt")
    assert await rig.told() == []
    await pages.show(
        f'<section id="neu" class="news-ticker">{listed([10_007, *range(9_990, 10_006)])}</section>'
    )
    await rig.tells(*new(10_007))


async def test_a_list_that_is_read_while_the_bar_is_empty_is_learnt_and_then_told(
    rig: Rig, site: Site
) -> None:
    pages = await ticker(rig, site, bar([10_001, 10_002]), latest(range(9_000, 9_020)))
    with said() as lines:
        await pages.show(bar([]), latest(range(9_000, 9_020)))
    assert len(events(lines, "source.empty")) == 1
    assert not events(lines, "source.note")
    assert await rig.told() == []
    await pages.show(bar([]), latest(range(9_000, 9_021)))
    await rig.tells(*new(9_020))
    await pages.show(bar([10_003]), latest(range(9_000, 9_021)))
    await rig.tells(*new(9_020, 10_003))
    # The list went unread meanwhile; what came up in it is no older than that.
    await pages.show(bar([]), latest(range(9_000, 9_022)))
    await rig.tells(*new(9_020, 10_003, 9_021))


async def test_a_bar_that_comes_up_beside_the_list_is_told(rig: Rig, site: Site) -> None:
    """Such a bar is not there at all until something happens."""
    pages = await ticker(rig, site, latest(range(10_001, 10_006)))
    await pages.show(bar([10_100]), latest(range(10_001, 10_006)))
    await rig.tells(*new(10_100))
    await pages.show(latest(range(10_001, 10_006)))
    await pages.show(bar([10_101]), latest(range(10_001, 10_006)))
    await rig.tells(*new(10_100, 10_101))


async def test_what_comes_into_the_bar_from_the_list_is_no_edit_though_it_is_shorter_there(
    rig: Rig, site: Site
) -> None:
    pages = await ticker(rig, site, latest(range(10_001, 10_006)))
    await pages.show(bar([10_003], "قصير هنا رقم {}"), latest(range(10_001, 10_006)))
    await pages.show(latest(range(10_001, 10_006)))
    assert await rig.told() == []
    await pages.show(latest(range(10_001, 10_006), "نص جديد للخبر رقم {}"))
    await rig.tells(*[("edited", f"نص جديد للخبر رقم {n}") for n in range(10_001, 10_006)])


async def test_a_selector_that_fits_no_more_is_said_once_shown_until_mended_and_floods_nobody(
    rigs: Any, valkey_server: Server, site: Site
) -> None:
    rig = rigs(valkey_server)
    strip = f'<div id="strip">{listed(range(10_001, 10_005))}</div>'
    moved = f'<div class="news-ticker">{listed(range(9_000, 9_020))}</div>'
    pages = await ticker(rig, site, strip, moved, select="#strip")
    with said() as lines:
        await pages.show(moved)
        await pages.show(moved, "<p>x</p>")
    [warning] = events(lines, "source.note")
    assert warning["log_level"] == "warning"
    assert "nothing on the page fits the selector '#strip'" in warning["note"]
    assert rig.state("outlet-ticker").note == warning["note"]
    await pages.show(f'<div class="news-ticker">{listed(range(9_000, 9_021))}</div>')
    await rig.tells(*new(9_020))
    await rig.close()
    # After a restart at a page that has not changed it is still known, and not said again.
    other = rigs(valkey_server)
    with said() as lines:
        other.ask(source(site, "ticker", select="#strip"))
        await until(lambda: other.state("outlet-ticker").note == warning["note"])
        await other.visited("outlet-ticker", 2)
        assert not events(lines, "source.note")
        pages.rig = other
        await pages.show(strip, moved)
    assert len(events(lines, "source.mended")) == 1
    assert other.state("outlet-ticker").note is None
    assert len(await other.told()) == 1


async def test_a_page_without_its_ticker_is_a_failed_visit_and_takes_nothing_back(
    rig: Rig, site: Site
) -> None:
    pages = await ticker(rig, site, bar(range(10_001, 10_005)))
    pages.text = whole("<p>صيانة</p>")
    await until(lambda: rig.state("outlet-ticker").problem == "no ticker found on the page")
    await rig.visited("outlet-ticker", 2)
    memory = await rig.memory("outlet-ticker")
    assert memory is not None
    assert len(memory.shown) == 4
    await pages.show(bar(range(10_001, 10_006)))
    await rig.tells(*new(10_005))


# ── the schedule ──────────────────────────────────────────────────────────────────────────────


async def test_a_removed_source_is_asked_no_more_and_its_visit_is_broken_off(
    rig: Rig, site: Site
) -> None:
    async with silent() as url:
        rig.ask(source(site), source(site, name="hung", url=url))
        await rig.learnt("outlet-feed")
        await until(lambda: rig.state("hung").asked)
        rig.ask(source(site, "ticker"))
        assert set(rig.poller.states) == {"outlet-ticker"}
        await rig.visited("outlet-ticker")
        site.asked.clear()
        await rig.visited("outlet-ticker", 5)
        assert site.asked_for("/rss.xml") == 0
        names = {task.get_name() for task in asyncio.all_tasks()}
        assert "visit hung" not in names


async def test_a_source_that_is_reconfigured_often_is_not_asked_more_often(
    rig: Rig, site: Site
) -> None:
    """Each change puts a turn of its own into the schedule: only the last one counts."""
    rig.ask(source(site, every=0.5))
    await rig.learnt("outlet-feed")
    for every in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        rig.ask(source(site, every=every))
    already = site.asked_for("/rss.xml")
    began = asyncio.get_running_loop().time()
    await until(lambda: site.asked_for("/rss.xml") >= already + 5)
    assert asyncio.get_running_loop().time() - began > 4 * 0.4, "five visits in the time of four"


async def test_a_source_removed_and_named_again_has_one_turn(rig: Rig, site: Site) -> None:
    every = 0.4
    for _ in range(5):
        rig.ask(source(site, every=every))
        rig.ask()
    rig.ask(source(site, every=every))
    await rig.learnt("outlet-feed")
    began = asyncio.get_running_loop().time()
    already = site.asked_for("/rss.xml")
    await until(lambda: site.asked_for("/rss.xml") >= already + 5)
    assert asyncio.get_running_loop().time() - began > 3 * every


async def test_a_visit_that_is_called_off_before_it_began_is_made_later(
    rig: Rig, site: Site
) -> None:
    rig.ask(source(site))
    async with asyncio.timeout(60):
        while not rig.poller._tasks:
            await asyncio.sleep(0)
    assert rig.state("outlet-feed").asked is None
    for task in rig.poller._tasks:
        task.cancel()
    await rig.learnt("outlet-feed")


async def test_a_slow_site_delays_nobody_else(rig: Rig, site: Site) -> None:
    async with silent() as url:
        slow = [source(site, name=f"slow-{n}", url=f"{url}{n}") for n in range(50)]
        rig.ask(*slow, source(site))
        await until(lambda: rig.state("slow-0").asked)
        await rig.visited("outlet-feed", 10)
        assert all(rig.state(one.name).good is None for one in slow)


@asynccontextmanager
async def silent() -> AsyncIterator[str]:
    """A server that takes every connection and says nothing; gives its URL."""
    held: list[asyncio.StreamWriter] = []

    async def hold(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)

    # Another host than the sites', so that it has slots of its own.
    server = await asyncio.start_server(hold, "127.0.0.2", 0)
    yield f"http://127.0.0.2:{server.sockets[0].getsockname()[1]}/"
    server.close()
    for writer in held:
        writer.close()


# ── failures ──────────────────────────────────────────────────────────────────────────────────


async def test_a_failing_source_is_said_once_for_each_cause_and_asked_less_and_less(
    rig: Rig, site: Site
) -> None:
    first = [500, 500, 500, 500, 404]
    status = 500

    def answer(_: web.Request) -> web.Response | None:
        now = first.pop(0) if first else status
        return web.Response(status=now) if now != 200 else None

    site.hook = answer
    with said() as lines:
        rig.ask(source(site, every=0.02))
        await until(lambda: rig.state("outlet-feed").failures >= 6)
        state = rig.state("outlet-feed")
        await until(lambda: len(rig.ends) >= 6)
        assert state.next is not None
        assert state.asked is not None
        # 0.02 s doubled five times, less what the visit took; the clock adds some milliseconds.
        _, _, took = rig.ends[-1]
        assert state.next - state.asked + took == pytest.approx(0.64, abs=0.1)
        assert state.problem == "answered 500"
        assert state.status == 500
        status = 200
        await until(lambda: state.good)
        assert (state.failures, state.problem) == (0, None)
        await until(lambda: events(lines, "source.well_again"))
        status = 500
        await until(lambda: state.problem)
    causes = [line["why"] for line in events(lines, "source.failed")]
    assert causes == ["answered 500", "answered 404", "answered 500"]
    assert {line["source"] for line in events(lines, "source.failed")} == {"outlet-feed"}


@pytest.mark.parametrize(
    ("header", "seconds"), [("3600", 3600), ("1000000000", 6 * 3600), ("date", 7200)]
)
async def test_retry_after_is_obeyed_up_to_six_hours(
    rig: Rig, site: Site, header: str, seconds: float
) -> None:
    async with Site("other") as other:
        value = format_datetime(datetime.now(UTC) + 2 * HOUR) if header == "date" else header
        site.hook = lambda request: web.Response(status=429, headers={"Retry-After": value})
        rig.ask(source(site), source(other))
        state = rig.state("outlet-feed")
        await until(lambda: state.failures == 1 and state.next)
        assert state.next is not None
        assert state.asked is not None
        assert state.next - state.asked == pytest.approx(seconds, abs=15)
        await rig.visited("other-feed", 5)
        rig.ask(source(site, topics=("economy",)), source(other))
        await rig.visited("other-feed", 5)
        assert len(site.asked) == 1, "another filter is no reason to ask sooner"
        site.hook = None
        rig.ask(source(site, url=f"{site.base}/"), source(other))
        await until(lambda: len(site.asked) > 1)


async def test_a_kind_that_cannot_be_loaded_harms_its_own_sources_alone(
    rig: Rig, site: Site
) -> None:
    with said() as lines:
        rig.ask(source(site, "nosuch", name="broken", every=0.01), source(site))
        await until(lambda: rig.state("broken").failures >= 4)
        await rig.learnt("outlet-feed")
        site.publish(10_100, "خبر جديد")
        await rig.tells(("new", "خبر جديد"))
    assert rig.state("broken").problem == "broken by ModuleNotFoundError"
    assert len(events(lines, "visit.broken")) == 1
    assert rig.poller.held_back is None


async def test_a_reading_that_is_killed_costs_one_visit(rigs: Any, valkey_server: Server) -> None:
    own = CountingReaders(workers=1, deadline=20)
    rig = rigs(valkey_server)
    rig.poller.visitor._readers = own
    try:
        async with Site() as site:
            for number in range(10_001, 10_004):
                site.publish(number, f"خبر قديم {number}")
            rig.ask(source(site))
            await rig.learnt("outlet-feed")
            (child,) = own._all
            asked = child.jobs
            os.kill(child.pid, signal.SIGSTOP)  # it hangs over what it gets now
            site.publish(10_100, "خبر يقتل قارئه")
            await until(lambda: child.jobs > asked)
            os.kill(child.pid, signal.SIGKILL)
            state = rig.state("outlet-feed")
            await until(lambda: state.problem)
            assert state.problem == "reading ended its process (too much time or memory)"
            await rig.tells(("new", "خبر يقتل قارئه"))
            await until(lambda: state.problem is None)
    finally:
        own.close()


async def test_what_cannot_pass_by_itself_ends_the_poller_loudly(rig: Rig, site: Site) -> None:
    """A poller that polls no more must not look as if it did."""
    rig.ask(source(site))
    await rig.learnt("outlet-feed")
    await rig.client.set(rig.keys.headlines, "no stream")
    with pytest.raises(Exception, match="WRONGTYPE"):
        await asyncio.wait_for(asyncio.shield(rig.task), 40)


# ── after a long absence ──────────────────────────────────────────────────────────────────────


async def test_after_a_long_absence_only_dated_news_is_told(
    rigs: Any, valkey_server: Server
) -> None:
    """A ticker shows no dates: what came up in a night nobody can tell from what came up now. The judge
    marks dated ones as late."""
    async with Site() as site:
        first = rigs(valkey_server)
        for number in range(10_001, 10_004):
            site.publish(number, f"خبر قديم {number}", published=first.clock.now - HOUR)
        both = [source(site), source(site, "ticker", outlet="the-ticker")]
        first.ask(*both)
        await first.learnt("outlet-feed")
        await first.learnt("outlet-ticker")
        await first.close()
        first.clock.now += timedelta(hours=7)
        site.publish(10_100, "خبر من الليل", published=first.clock.now - 5 * HOUR)
        site.articles[-1].title = "عنوان مصحح في الليل"
        second = rigs(valkey_server)
        second.ask(*both)
        await second.learnt("outlet-feed")
        await second.learnt("outlet-ticker")
        await until(lambda: len_of(second, 3))
        told = {(one.kind, one.was, one.title) for one in await second.headlines()}
        assert told == {
            ("feed", "new", "خبر من الليل"),
            ("feed", "edited", "عنوان مصحح في الليل"),
            ("ticker", "edited", "عنوان مصحح في الليل"),
        }
        site.publish(10_101, "خبر الآن", published=first.clock.now)
        await until(lambda: len_of(second, 5))


async def test_what_stands_for_weeks_is_not_forgotten(rig: Rig, site: Site) -> None:
    """What an item is known by lives `keep`; what is still shown is written again in time."""
    rig.ask(source(site))
    await rig.learnt("outlet-feed")
    for _ in range(12):
        rig.clock.now += timedelta(hours=23)
        await rig.visited("outlet-feed", 3)
    memory = await rig.memory("outlet-feed")
    assert memory is not None
    assert rig.clock.now.timestamp() - min(one.touched for one in memory.shown) < KEEP / 4
    rig.ask(source(site), source(site, "ticker", first_run="publish"))
    await rig.visited("outlet-ticker", 2)
    assert await rig.told() == []


# ── back-pressure ─────────────────────────────────────────────────────────────────────────────


async def test_at_the_backlog_nobody_is_asked_until_the_workers_have_room(
    rigs: Any, server: Server, site: Site
) -> None:
    """Fault 9: a full backlog stops the pollers, it never trims what waits."""
    rig = rigs(server, backlog=3)
    rig.ask(source(site))
    await rig.learnt("outlet-feed")
    with said() as lines:
        for number in range(10_100, 10_103):
            site.publish(number, f"خبر رقم {number}")
        await until(lambda: rig.poller.held_back == "the backlog is full")
        site.publish(10_103, "خبر لا يضيع")
        asked = len(site.asked)
        await until(lambda: rig.state("outlet-feed").next is None)
        await rig.client.xtrim(rig.keys.headlines, maxlen=0, approximate=False)
        assert len(site.asked) <= asked + 1
        await rig.tells(("new", "خبر لا يضيع"))
        assert rig.poller.held_back is None
    assert len(events(lines, "poller.held_back")) == 1


# ── several pollers ───────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
async def test_pollers_share_the_sources_and_take_over_from_the_dead_within_ten_seconds(
    rigs: Any, server: Server, site: Site
) -> None:
    names = [f"s{n}" for n in range(12)]
    sources = [
        source(site, name=name, url=f"{site.base}/rss.xml?{name}", outlet=name) for name in names
    ]
    first, second = rigs(server), rigs(server)
    first.ask(*sources)
    second.ask(*sources)

    def shared() -> bool:
        mine, yours = first.poller.mine, second.poller.mine
        return not mine & yours and len(mine) == len(yours) == 64

    await until(shared)
    for rig in (first, second):
        held = [name for name in names if shard_of(name) in rig.poller.mine]
        assert held, "with these names both have some"
        rig.visits.clear()
        await until(lambda rig=rig, held=held: all(rig.visits[name] > 1 for name in held))
    site.publish(10_100, "خبر قبل الموت")
    await until(lambda: len_of(first, len(names)))
    lost = [name for name in names if shard_of(name) in second.poller.mine]
    second.dies()
    site.publish(10_101, "خبر بعد الموت")
    first.visits.clear()
    await until(lambda: all(first.visits[name] for name in lost), 30)
    await until(lambda: len_of(first, 2 * len(names)))
    told = Counter((one.source, one.title) for one in await first.headlines())
    assert set(told.values()) == {1}


async def test_one_that_leaves_gives_its_sources_away_at_once(
    rigs: Any, valkey_server: Server, site: Site
) -> None:
    first = rigs(valkey_server)
    first.ask(source(site))
    await first.learnt("outlet-feed")
    second = rigs(valkey_server)
    second.ask(source(site))
    await until(lambda: second.poller._beat.at > 0)
    await first.close()
    await second.visited("outlet-feed")
    site.publish(10_100, "خبر بعد الرحيل")
    await second.tells(("new", "خبر بعد الرحيل"))


async def test_a_poller_that_was_overtaken_does_not_write_over_the_others_memory(
    rigs: Any, valkey_server: Server
) -> None:
    """It hung so long that another took its source over. What it then still publishes is known; what it
    remembers would undo what the other has found."""
    rig, other = rigs(valkey_server), rigs(valkey_server)
    other.task.cancel()  # no schedule of its own: it is sent by hand
    site, overtaking = Site(), asyncio.Event()

    @web.middleware
    async def overtake(request: web.Request, handler: Any) -> web.StreamResponse:
        answer: web.StreamResponse = await handler(request)
        if overtaking.is_set():
            overtaking.clear()
            site.publish(10_101, "خبر وجده الآخر")
            await other.poller.visitor.visit(State(settings=source(site)), source(site))
        return answer

    site.app.middlewares.append(overtake)
    async with site:
        for number in range(10_001, 10_007):
            site.publish(number, f"خبر قديم رقم {number}")
        rig.ask(source(site))
        await rig.learnt("outlet-feed")
        with said() as lines:
            site.publish(10_100, "خبر وجداه معاً")
            overtaking.set()
            await until(lambda: events(lines, "visit.dropped"))
        await rig.visited("outlet-feed", 2)
        told = [("new", "خبر وجداه معاً"), ("new", "خبر وجده الآخر")]
        assert Counter(await rig.told()) == Counter(told)
        memory = await rig.memory("outlet-feed")
        assert memory is not None
        assert len(memory.shown) == 8


# ── Redis in trouble ──────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.parametrize("how", ["killed", "frozen"])
async def test_while_redis_is_away_nobody_is_asked_and_then_nothing_is_lost(
    rigs: Any, own_server: Server, site: Site, how: str
) -> None:
    """Faults 3 and 7: a Redis that died, or is a black hole, is noticed; pollers wait and lose nothing."""
    rig = rigs(own_server)
    rig.ask(source(site), source(site, "ticker"))
    await rig.learnt("outlet-feed")
    await rig.learnt("outlet-ticker")
    site.publish(10_100, "خبر قبل العطل")
    await rig.tells(("new", "خبر قبل العطل"))
    with said() as lines:
        own_server.kill() if how == "killed" else own_server.freeze()
        site.publish(10_101, "خبر أثناء العطل")
        await until(lambda: rig.poller.held_back == "Redis takes no writes")
        await until(lambda: all(one.next is None for one in rig.poller.states.values()))
        asked = len(site.asked)
        beats = len(events(lines, "poller.held_back"))
        await asyncio.sleep(2.5)  # more than a beat and fifty visits of both
        assert len(site.asked) == asked
        own_server.restart() if how == "killed" else own_server.thaw()
        site.publish(10_102, "خبر بعد العطل")
        told = ["خبر قبل العطل", "خبر أثناء العطل", "خبر بعد العطل"]
        await rig.tells(*[("new", title) for title in told])
        await rig.visited("outlet-feed", 2)
        await rig.visited("outlet-ticker", 2)
    assert len(await rig.told()) == 3
    assert beats == 1
    assert len(lines) < 40, "an outage is no reason to fill the log"


@pytest.mark.parametrize("how", ["restarted", "flushed"])
async def test_an_emptied_redis_is_learnt_anew_and_no_old_news_comes_out(
    rigs: Any, own_server: Server, site: Site, how: str
) -> None:
    """Fault 4: a Redis that came back empty is learnt from anew; old news does not flood out."""
    rig = rigs(own_server)
    rig.ask(source(site), source(site, "ticker"))
    await rig.learnt("outlet-feed")
    await rig.learnt("outlet-ticker")
    site.publish(10_100, "خبر قبل الفراغ")
    await rig.tells(("new", "خبر قبل الفراغ"))
    # Both have shown it and kept it: a memory that is written after the keys are gone is no empty store.
    await rig.visited("outlet-feed", 2)
    await rig.visited("outlet-ticker", 2)
    with said() as lines:
        if how == "restarted":
            own_server.restart(empty=True)
        else:
            with own_server.client() as client:
                client.flushall()
        await until(lambda: len(events(lines, "source.learnt")) >= 2)
    await rig.visited("outlet-feed", 2)
    await rig.visited("outlet-ticker", 2)
    assert await rig.told() == []
    site.publish(10_101, "خبر بعد الفراغ")
    await rig.tells(("new", "خبر بعد الفراغ"))


class Backup:
    """The server as it was, to be put back as a fail-over or a crash without fsync would."""

    def __init__(self, server: Server, folder: Path) -> None:
        self._server, self._live, self._kept = server, folder / "server", folder / "kept"
        shutil.copytree(self._live, self._kept)

    def put_back(self) -> None:
        self._server.kill()
        shutil.rmtree(self._live)
        shutil.copytree(self._kept, self._live)
        self._server.restart()


async def test_what_a_fail_over_lost_is_found_again(
    rigs: Any, own_server: Server, site: Site, tmp_path: Path
) -> None:
    """Fault 6: what a fail-over lost is polled again, though the page does not change any more.

    The page does not change any more, and the restart may come between two questions to Redis, so
    that not one of them fails."""
    rig = rigs(own_server)
    rig.ask(source(site))
    await rig.learnt("outlet-feed")
    backup = Backup(own_server, tmp_path)
    site.publish(10_100, "خبر ضاع")
    await rig.tells(("new", "خبر ضاع"))
    await rig.visited("outlet-feed")
    backup.put_back()
    await rig.tells(("new", "خبر ضاع"))
    await rig.visited("outlet-feed", 2)
    assert len(await rig.told()) == 1


async def test_what_a_fail_over_lost_in_mid_visit_is_found_again(
    rigs: Any, own_server: Server, site: Site, tmp_path: Path
) -> None:
    """The visit began with a memory that Redis no longer has: it must not be written back."""
    rig = rigs(own_server)
    rig.ask(source(site))
    await rig.learnt("outlet-feed")
    backup = Backup(own_server, tmp_path)
    site.publish(10_100, "خبر ضاع")
    await rig.tells(("new", "خبر ضاع"))
    await rig.visited("outlet-feed")

    def fail_over(request: web.Request) -> None:
        site.hook = None
        backup.put_back()

    site.publish(10_101, "خبر جاء مع العطل")
    site.hook = fail_over
    await rig.tells(("new", "خبر ضاع"), ("new", "خبر جاء مع العطل"))
    await rig.visited("outlet-feed", 2)
    assert len(await rig.told()) == 2


async def test_a_poller_that_is_told_to_stop_lets_a_visit_publish_what_it_has(
    rig: Rig, site: Site
) -> None:
    rig.ask(source(site))
    await rig.learnt("outlet-feed")
    closing: list[asyncio.Task[None]] = []

    def stop(request: web.Request) -> None:
        site.hook = None
        closing.append(asyncio.create_task(rig.poller.stop()))

    site.publish(10_100, "خبر في آخر لحظة")
    site.hook = stop
    await rig.tells(("new", "خبر في آخر لحظة"))
    await asyncio.wait_for(closing[0], 30)
    await asyncio.wait_for(rig.task, 30)
    members: Any = await rig.client.zcard(rig.keys.pollers)
    assert members == 0

"""How sites behave, and how we do: failures 1 to 10 of the list of real ones, each tried on a real visit.

1, 2   validators that are stuck           3  a 304 that nobody asked for
4, 5   refused, and challenged as a robot  6  an empty or an HTML answer in place of a feed
7, 8   asked to wait, within reason        9  a schedule that drifts
10     (a hub that falls silent) is in test_websub
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise
from typing import Any

import pytest
from aiohttp import web

from tests.fakes import Site
from tests.test_poller import (
    EVERY,
    Rig,
    events,
    readers,
    rig,
    rigs,
    said,
    site,
    source,
)
from tests.visits import Visits
from tests.waiting import until

__all__ = ["readers", "rig", "rigs", "site"]  # fixtures

HALF_AN_HOUR = timedelta(minutes=31)
FEED = "<rss version='2.0'><channel><title>x</title>{}{}</channel></rss>"
ITEM = "<item><title>{0}</title><link>http://nahr.example/{1}</link><guid>{1}</guid></item>"


def feed(*titles: str, head: str = "") -> str:
    """A feed, the newest first."""
    items = (ITEM.format(title, 10_000 + len(titles) - at) for at, title in enumerate(titles))
    return FEED.format(head, "".join(items))


def serves(site: Site, *titles: str, head: str = "", **headers: str) -> list[float]:
    """Lets the site serve these from now on; gives the moments at which it is asked."""
    asked: list[float] = []
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(request: web.Request) -> web.Response:
        asked.append(asyncio.get_running_loop().time())
        return web.Response(text=feed(*titles, head=head), headers=named)

    site.hook = answer
    return asked


def gaps(asked: list[float]) -> list[float]:
    return [later - earlier for earlier, later in pairwise(asked)]


# ── 1 to 3: validators ────────────────────────────────────────────────────────────────────────


def stuck(titles: list[str], known: str, **validators: str) -> Any:
    """A site that answers 304 to every request that brings the validator `known`, whatever came up."""
    named = {name.replace("_", "-"): value for name, value in validators.items()}

    def answer(request: web.Request) -> web.Response:
        if known in request.headers:
            return web.Response(status=304, headers=named)
        return web.Response(text=feed(*titles), headers=named)

    return answer


@pytest.mark.parametrize(
    ("known", "validators"),
    [
        ("If-None-Match", {"ETag": '"for ever"'}),
        ("If-Modified-Since", {"Last_Modified": "Thu, 01 Jan 2041 00:00:00 GMT"}),
        ("If-None-Match", {"ETag": '"a"', "Last_Modified": "Sun, 01 Mar 2026 12:00:00 GMT"}),
    ],
    ids=["etag", "last-modified", "both"],
)
async def test_validators_that_never_change_hide_nothing_for_long(
    rig: Rig, site: Site, known: str, validators: dict[str, str]
) -> None:
    titles = ["خبر قديم أول", "خبر قديم ثان"]
    site.hook = stuck(titles, known, **validators)
    rig.ask(source(site))
    await rig.learnt("outlet-feed")
    with said() as lines:
        titles.insert(0, "خبر خلف وسم عالق")
        await rig.tells(("new", "خبر خلف وسم عالق"))
        await until(lambda: events(lines, "source.validators_lie"))
    # From now on they are sent no more.
    site.asked.clear()
    await rig.visited("outlet-feed", 3)
    assert {status for _, status in site.asked} == {200}


async def test_either_header_may_be_stuck_alone(rig: Rig, site: Site) -> None:
    """The ETag moves, Last-Modified does not, and the site takes either for "unchanged"."""
    titles = ["خبر قديم أول", "خبر قديم ثان"]

    def answer(request: web.Request) -> web.Response:
        headers = {"ETag": f'"{len(titles)}"', "Last-Modified": "Sun, 01 Mar 2026 12:00:00 GMT"}
        if "If-Modified-Since" in request.headers:
            return web.Response(status=304, headers=headers)
        return web.Response(text=feed(*titles), headers=headers)

    site.hook = answer
    rig.ask(source(site))
    await rig.learnt("outlet-feed")
    titles.insert(0, "خبر يخفيه تاريخ قديم")
    await rig.tells(("new", "خبر يخفيه تاريخ قديم"))


async def test_good_validators_are_believed_again_after_each_look(rig: Rig, site: Site) -> None:
    rig.ask(source(site))
    await rig.visited("outlet-feed", 30)
    statuses = [status for path, status in site.asked if path == "/rss.xml"]
    assert 304 in statuses[-12:]
    assert 2 <= statuses.count(200) <= 4, "one in thirteen"
    assert not rig.state("outlet-feed").distrusted


async def test_a_304_that_nobody_asked_for_is_a_failure(rig: Rig, site: Site) -> None:
    site.hook = lambda request: web.Response(status=304)
    rig.ask(source(site))
    await until(lambda: rig.state("outlet-feed").failures)
    assert rig.state("outlet-feed").problem == "answered 304 to what was not conditional"


# ── 4 to 6: refused, challenged, empty ────────────────────────────────────────────────────────

CHALLENGE = (
    "<!doctype html><html><head><title>Just a moment...</title></head><body>"
    "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script></body></html>"
)


@pytest.mark.parametrize("kind", ["feed", "ticker"])
@pytest.mark.parametrize(
    ("status", "body"),
    [(403, CHALLENGE), (503, CHALLENGE), (202, CHALLENGE), (200, CHALLENGE), (200, ""), (200, "   "),
     (200, "<html><body><h1>Down for maintenance</h1></body></html>")],
    ids=["403", "503", "202", "200", "empty", "blank", "maintenance"],
)  # fmt: skip
async def test_what_is_no_page_of_ours_is_a_failed_visit_and_changes_nothing(
    rig: Rig, site: Site, kind: str, status: int, body: str
) -> None:
    name = f"outlet-{kind}"
    rig.ask(source(site, kind))
    await rig.learnt(name)
    before = await rig.memory(name)
    site.hook = lambda request: web.Response(status=status, text=body, content_type="text/html")
    state = rig.state(name)
    await until(lambda: state.failures >= 2)
    assert state.problem
    assert await rig.memory(name) == before
    site.hook = None
    site.publish(10_100, "خبر بعد التعافي")
    await rig.tells(("new", "خبر بعد التعافي"))
    await until(lambda: state.problem is None)


# ── 7 and 8: hints ────────────────────────────────────────────────────────────────────────────


async def test_what_the_site_says_of_its_freshness_is_kept_to(rig: Rig, site: Site) -> None:
    asked = serves(site, "خبر", Cache_Control="max-age=1")
    rig.ask(source(site))
    await until(lambda: len(asked) >= 3)
    assert asked[2] - asked[0] > 1.5, "not the twentieth of a second that `every` allows"


@pytest.mark.parametrize(
    ("head", "headers"),
    [
        ("<ttl>99999999</ttl>", {}),
        ("", {"Cache_Control": "max-age=999999999"}),
        ("", {"Expires": "Fri, 01 Jan 2100 00:00:00 GMT"}),
        ("<skipDays>" + "".join(f"<day>{day}</day>" for day in ("Sunday", "Monday")) + "</skipDays>", {}),
        ("<sy:updatePeriod>yearly</sy:updatePeriod>", {}),
    ],
    ids=["ttl", "max-age", "expires", "skipDays", "sy"],
)  # fmt: skip
async def test_no_hint_makes_a_source_wait_longer_than_at_most(
    rig: Rig, site: Site, head: str, headers: dict[str, str]
) -> None:
    asked = serves(site, "خبر", head=head, **headers)
    rig.ask(source(site, every=EVERY, at_most=0.5))
    await until(lambda: len(asked) >= 4)
    assert asked[3] - asked[0] > 2 * 0.5, "it is heeded up to there"


async def test_a_hint_is_believed_until_news_came_sooner(rig: Rig, site: Site) -> None:
    serves(site, "خبر قديم", head="<ttl>60</ttl>")
    rig.ask(source(site, at_most=0.5))
    await rig.learnt("outlet-feed")
    state = rig.state("outlet-feed")
    assert state.hint == 3600
    asked = serves(site, "خبر جديد", "خبر قديم", head="<ttl>60</ttl>")
    await rig.tells(("new", "خبر جديد"))
    await until(lambda: len(asked) >= 5)
    assert state.hint == 0
    assert min(gaps(asked)) < 0.5


@pytest.mark.parametrize(
    ("minutes", "believed"), [((5, 35), False), ((5, 90), True), ((70, 90), True), ((), True)]
)
async def test_a_hint_that_the_feeds_own_dates_deny_is_not_believed_at_all(
    visits: Visits, site: Site, minutes: tuple[int, ...], believed: bool
) -> None:
    """Two items within one of the intervals that it says lie between its editions."""
    now = visits.clock.now
    items = "".join(
        f"<item><title>خبر رقم {at}</title><guid>{at}</guid>"
        f"<pubDate>{format_datetime(now - timedelta(minutes=at))}</pubDate></item>"
        for at in minutes
    )
    site.hook = lambda request: web.Response(text=FEED.format("<ttl>60</ttl>", items))
    settings = source(site)
    await visits.to(settings)
    assert visits.states[settings.name].hint == (3600 if believed else 0)


# ── robots ────────────────────────────────────────────────────────────────────────────────────


def speaks_of_robots(site: Site, text: str) -> None:
    @web.middleware
    async def speak(request: web.Request, handler: Any) -> web.StreamResponse:
        if request.path == "/robots.txt":
            return web.Response(text=text)
        answer: web.StreamResponse = await handler(request)
        return answer

    site.app.middlewares.append(speak)


async def test_what_robots_txt_disallows_is_said_and_not_asked(rig: Rig) -> None:
    site = Site()
    speaks_of_robots(site, "User-agent: *\nDisallow: /rss.xml")
    async with site:
        for number in range(10_001, 10_004):
            site.publish(number, f"خبر قديم {number}")
        with said() as lines:
            rig.ask(source(site), source(site, "ticker"))
            await rig.learnt("outlet-ticker")
            await until(lambda: rig.state("outlet-feed").failures >= 2)
        assert rig.state("outlet-feed").problem == "robots.txt disallows it"
        assert len(events(lines, "source.failed")) == 1
        assert site.asked_for("/rss.xml") == 0


async def test_a_crawl_delay_holds_for_all_sources_of_the_origin_together(rig: Rig) -> None:
    """Two sources that begin at once; the second waits for its turn."""
    site = Site()
    speaks_of_robots(site, "User-agent: *\nCrawl-delay: 3")
    async with site:
        asked: list[float] = []
        site.hook = lambda request: asked.append(asyncio.get_running_loop().time())
        rig.ask(source(site), source(site, "ticker"))
        await until(lambda: len(asked) >= 2)
    assert asked[1] - asked[0] > 1, "three, less what the first was late"


@pytest.mark.parametrize("status", [200, 500])
async def test_a_crawl_delay_sets_the_pace_of_one_source_too(rig: Rig, status: int) -> None:
    """After a failure as well, though `every` and the back-off are much shorter."""
    site = Site()
    speaks_of_robots(site, "User-agent: *\nCrawl-delay: 60")
    site.hook = lambda request: web.Response(status=status, text=feed("خبر قديم أول"))
    async with site:
        rig.ask(source(site))
        await until(lambda: rig.visits["outlet-feed"])
        state = rig.state("outlet-feed")
        assert (state.status, state.delay) == (status, 60)
        assert (state.next or 0) - rig.clock.now.timestamp() > 20


# ── 9: the schedule ───────────────────────────────────────────────────────────────────────────


async def test_a_slow_answer_does_not_make_the_schedule_drift(rig: Rig) -> None:
    """Intervals run from the beginning of one visit to that of the next."""
    site = Site()

    @web.middleware
    async def slowly(request: web.Request, handler: Any) -> web.StreamResponse:
        if request.path == "/rss.xml":
            asked.append(asyncio.get_running_loop().time())
            await asyncio.sleep(2.0)
        answer: web.StreamResponse = await handler(request)
        return answer

    asked: list[float] = []
    site.app.middlewares.append(slowly)
    async with site:
        rig.ask(source(site, every=2.4, at_most=2.4))
        await until(lambda: len(asked) >= 4)
    assert (asked[3] - asked[1]) / 2 < 4.0, "not the sum of interval and answer"


# ── completeness ──────────────────────────────────────────────────────────────────────────────


async def test_a_page_that_turned_over_is_a_possible_miss_and_looked_at_more_often(
    rig: Rig, site: Site
) -> None:
    rig.ask(source(site))
    await rig.learnt("outlet-feed")
    site._in_feed = 4
    state = rig.state("outlet-feed")
    with said() as lines:
        site.articles = []
        for number in range(10_100, 10_120):
            site.articles.insert(0, site.publish(number, f"خبر رقم {number} في ساعة"))
            site.articles.pop(0)
        await until(lambda: events(lines, "source.possible_miss"))
    assert state.misses == 1
    assert state.habit.ceiling < float("inf")
    assert events(lines, "source.possible_miss")[0]["source"] == "outlet-feed"
    site.publish(10_200, "خبر واحد بعدها")
    await rig.visited("outlet-feed", 2)
    assert state.misses == 1


async def test_what_the_ticker_shows_and_the_feed_never_does_is_a_possible_miss_of_the_feed(
    rig: Rig, site: Site
) -> None:
    rig.ask(source(site), source(site, "ticker"))
    await rig.learnt("outlet-feed")
    await rig.learnt("outlet-ticker")
    hidden = {10_150, 10_160}

    def without(request: web.Request) -> web.Response | None:
        if request.path != "/rss.xml":
            return None
        titles = [one.title for one in site.articles if one.number not in hidden]
        numbers = [one.number for one in site.articles if one.number not in hidden]
        items = "".join(
            f"<item><title>{title}</title><link>{site.base}/{number}-x.html</link></item>"
            for title, number in zip(titles, numbers, strict=True)
        )
        return web.Response(text=FEED.format("", items))

    site.hook = without
    site.publish(10_150, "خبر لا تعرفه الخلاصة")
    # One that both show, the ticker first: so it is known that they speak of the same.
    site.publish(10_160, "خبر مشترك")
    await until(lambda: rig.state("outlet-ticker").published >= 2)
    hidden.remove(10_160)
    await rig.visited("outlet-feed")
    await rig.visited("outlet-feed")
    rig.clock.now += HALF_AN_HOUR
    site.publish(10_300, "خبر لاحق بعد نصف ساعة")
    await until(lambda: rig.state("outlet-feed").misses)
    assert rig.state("outlet-feed").habit.ceiling < float("inf"), "it is looked at more often"

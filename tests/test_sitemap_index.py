"""An index of sitemaps: which of them are asked, and what a source tells that is one."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from streamer.connect import is_not_now
from streamer.following import AGAIN, MOST
from streamer.kinds import Broken
from streamer.settings import Secret, SourceSettings
from streamer.sitemap_index import WORTH_A_LOOK, newest
from streamer.sources import Mark, Request, conditional, sitemap
from tests.commands import ALLOW, ajil, written
from tests.fakes import _Served
from tests.hostile import names
from tests.visits import Visits

BASE = "https://rafid.example/sitemap.xml"


def index(*sitemaps: tuple[str, str]) -> str:
    inner = "".join(
        f"<sitemap><loc>{loc}</loc>{f'<lastmod>{when}</lastmod>' if when else ''}</sitemap>"
        for loc, when in sitemaps
    )
    return f"<sitemapindex>{inner}</sitemapindex>"


def named(*sitemaps: tuple[str, str]) -> list[str]:
    found = newest(index(*sitemaps), BASE)
    return [link.removeprefix("https://rafid.example") for link in found]


def test_news_come_first_and_then_what_changed_last() -> None:
    assert named(
        ("/pages.xml", "2026-03-02"), ("/posts-1.xml", "2026-03-01T10:00:00+03:00"),
        ("/posts-2.xml", "2026-03-01T08:00:00Z"), ("/no-date.xml", ""),
        ("/news-old.xml", "2020-01-01"), ("/sitemap-news.xml", "2026-03-01"),
    ) == [
        "/sitemap-news.xml", "/news-old.xml", "/pages.xml", "/posts-2.xml", "/posts-1.xml",
        "/no-date.xml",
    ]  # fmt: skip


def test_without_dates_both_ends_are_looked_at() -> None:
    found = named(*((f"/{number}.xml", "") for number in range(100)))
    assert found[:6] == ["/0.xml", "/99.xml", "/1.xml", "/98.xml", "/2.xml", "/97.xml"]
    assert len(set(found)) == WORTH_A_LOOK


def test_only_its_own_host_is_the_indexs_to_name() -> None:
    assert named(
        ("https://elsewhere.example/news.xml", ""), ("ftp://rafid.example/news.xml", ""),
        ("http://169.254.169.254/news.xml", ""), (BASE, ""), ("/news.xml", ""), ("/news.xml", ""),
    ) == ["/news.xml"]  # fmt: skip


class Archive(_Served):
    """A site of sitemaps with validators; `asked`: (path, status); `passwords`: what was sent to a path."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, str] = {}
        self.status: dict[str, tuple[int, dict[str, str]]] = {}
        self.asked: list[tuple[str, int]] = []
        self.passwords: dict[str, str | None] = {}
        self.app.router.add_get("/{path:.*}", self._any)

    async def _any(self, request: web.Request) -> web.StreamResponse:
        response = self._answer(request)
        self.asked.append((request.path, response.status))
        self.passwords[request.path] = request.headers.get("Authorization")
        return response

    def _answer(self, request: web.Request) -> web.StreamResponse:
        if request.path in self.status:
            status, headers = self.status[request.path]
            return web.Response(status=status, headers=headers)
        text = self.files.get(request.path)
        if text is None:
            return web.Response(status=404)
        tag = '"' + hashlib.md5(text.encode()).hexdigest() + '"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(text=text, content_type="application/xml", headers={"ETag": tag})

    def last(self) -> Counter[tuple[str, int]]:
        """What was asked since this was last called."""
        asked, self.asked = Counter(self.asked), []
        asked.pop(("/robots.txt", 404), None)
        return asked


def news(*stories: tuple[int, str, datetime]) -> str:
    urls = "".join(
        f"<url><loc>/{number}-x.html</loc><n:news><n:title>{title}</n:title>"
        f"<n:publication_date>{when.isoformat()}</n:publication_date></n:news></url>"
        for number, title, when in stories
    )
    return f"<urlset>{urls}</urlset>"


PAGES = "<urlset><url><loc>/about.html</loc></url></urlset>"


@pytest.fixture
async def archive() -> AsyncIterator[Archive]:
    async with Archive() as archive:
        yield archive


def source(archive: Archive, **more: Any) -> SourceSettings:
    values: dict[str, Any] = {
        "name": "s", "kind": "sitemap", "url": archive.base + "/sitemap.xml",
        "outlet": "127.0.0.1", "timezone": "UTC",
    }  # fmt: skip
    return SourceSettings(**{**values, **more})


def two_days(archive: Archive, visits: Visits) -> datetime:
    """An index of today's and yesterday's news, and of pages; gives the time."""
    now = visits.clock.now
    archive.files = {
        "/sitemap.xml": index(("/pages.xml", ""), ("/news-1.xml", ""), ("/news-2.xml", "")),
        "/pages.xml": PAGES,
        "/news-1.xml": news((10_001, "خبر أمس", now - timedelta(hours=30))),
        "/news-2.xml": news((10_002, "خبر اليوم", now - timedelta(hours=2))),
    }
    return now


async def test_what_comes_into_any_of_them_is_told_and_each_is_asked_conditionally(
    visits: Visits, archive: Archive
) -> None:
    now = two_days(archive, visits)
    assert await visits.to(source(archive)) is None
    assert await visits.told() == []
    archive.last()
    assert await visits.to(source(archive)) is None
    # The sitemap of pages tells nothing, so it is left alone for a while.
    assert archive.last() == {
        ("/sitemap.xml", 304): 1, ("/news-1.xml", 304): 1, ("/news-2.xml", 304): 1,
    }  # fmt: skip
    archive.files["/news-2.xml"] = news(
        (10_003, "افتتاح جسر الرافد", now), (10_002, "خبر اليوم", now - timedelta(hours=2))
    )
    assert await visits.to(source(archive)) is None
    assert archive.last() == {
        ("/sitemap.xml", 304): 1, ("/news-1.xml", 304): 1, ("/news-2.xml", 200): 1,
    }  # fmt: skip
    assert [one.title for one in await visits.told()] == ["افتتاح جسر الرافد"]
    # What stands in the one that did not change is neither gone nor a page that turned over.
    memory = await visits.stream.memory("s")
    assert memory is not None
    assert {one.title: one.missed for one in memory.shown} == {
        "خبر أمس": 0, "خبر اليوم": 0, "افتتاح جسر الرافد": 0,
    }  # fmt: skip
    assert visits.states["s"].misses == 0


async def test_of_a_sitemap_that_comes_up_only_what_is_new_is_told(
    visits: Visits, archive: Archive
) -> None:
    """A new day has a new sitemap; an archive that comes up is no news, with dates or without."""
    now = two_days(archive, visits)
    await visits.to(source(archive))
    archive.files["/sitemap.xml"] = index(
        ("/news-3.xml", ""), ("/news-2.xml", ""), ("/news-1.xml", "")
    )
    undated = "<url><loc>/7-x.html</loc><n:news><n:title>بلا تاريخ</n:title></n:news></url>"
    archive.files["/news-3.xml"] = news(
        (10_004, "خبر جديد تماماً", now + timedelta(seconds=20)),
        (9_000, "خبر من الأرشيف", now - timedelta(days=40)),
        (10_000, "خبر قبل ساعات", now - timedelta(hours=3)),
    ).replace("</urlset>", f"{undated}</urlset>")
    await visits.to(source(archive))
    assert [one.title for one in await visits.told()] == ["خبر جديد تماماً"]


@pytest.mark.parametrize(("header", "seconds"), [("3600", 3600), ("1000000000", 6 * 3600)])
async def test_one_that_fails_costs_itself_alone_and_that_is_said(
    visits: Visits, archive: Archive, header: str, seconds: float
) -> None:
    now = two_days(archive, visits)
    await visits.to(source(archive))
    archive.status["/news-1.xml"] = (503, {"Retry-After": header})
    archive.files["/news-2.xml"] = news((10_003, "افتتاح جسر الرافد", now))
    assert await visits.to(source(archive)) is None
    assert [one.title for one in await visits.told()] == ["افتتاح جسر الرافد"]
    assert visits.states["s"].note == "news-1.xml: answered 503"
    archive.last()
    for _ in range(3):
        assert await visits.to(source(archive)) is None
    assert not [path for path, _ in archive.last() if path == "/news-1.xml"]
    assert visits.states["s"].note == "news-1.xml: it asked to be left alone"
    del archive.status["/news-1.xml"]
    visits.clock.go(seconds)
    assert await visits.to(source(archive)) is None
    assert visits.states["s"].note is None
    assert len(await visits.told()) == 1  # what stood there all the while


async def test_when_none_of_them_can_be_read_the_visit_has_failed(
    visits: Visits, archive: Archive
) -> None:
    archive.files = {"/sitemap.xml": index(("/pages.xml", ""), ("/more.xml", ""))}
    archive.files["/pages.xml"] = PAGES
    archive.files["/more.xml"] = index(("/news.xml", ""))
    archive.files["/news.xml"] = news((1, "خبر", visits.clock.now))
    failed = await visits.to(source(archive))
    assert failed is not None
    assert "without news" in failed.why
    archive.status = {path: (429, {"Retry-After": "50"}) for path in ("/pages.xml", "/more.xml")}
    failed = await visits.to(source(archive))
    assert failed is not None
    assert (failed.why, failed.status, failed.retry_after) == ("answered 429", 429, 50)
    # Depth one: an index in the index is not followed.
    assert ("/news.xml", 200) not in archive.last()


async def test_a_large_index_costs_a_few_requests_and_its_news_are_found(
    visits: Visits, archive: Archive
) -> None:
    names = [f"/{number}.xml" for number in range(12)]
    archive.files = {"/sitemap.xml": index(*((name, "") for name in names))}
    archive.files |= dict.fromkeys(names, PAGES)
    archive.files[names[2]] = news((10_001, "خبر قديم", visits.clock.now))
    archive.files[names[6]] = news((10_000, "خبر أقدم", visits.clock.now))
    assert await visits.to(source(archive)) is None
    archive.last()
    for _ in range(4):
        assert await visits.to(source(archive)) is None
        assert sum(archive.last().values()) <= 1 + MOST + AGAIN
    memory = await visits.stream.memory("s")
    assert memory is not None
    assert {one.title for one in memory.shown} == {"خبر أقدم", "خبر قديم"}


async def test_those_without_news_are_looked_at_again_in_turn_and_left_alone_in_between(
    visits: Visits, archive: Archive
) -> None:
    two_days(archive, visits)
    pages = [f"/{letter}.xml" for letter in "abcd"]
    # Before the news, so that at the first visit it is found out that there are none.
    archive.files |= dict.fromkeys(pages, PAGES)
    archive.files["/sitemap.xml"] = index(
        *((name, "2026-01-01") for name in [*pages, "/news-2.xml"])
    )
    for _ in range(3):
        assert await visits.to(source(archive)) is None
    visits.clock.go(900)
    archive.last()
    asked = []
    for _ in range(6):
        assert await visits.to(source(archive)) is None
        asked.append({path for path, _ in archive.last() if path in pages})
    assert asked == [set(pages[:AGAIN]), set(pages[AGAIN:]), *[set()] * 4]


async def test_how_long_one_is_to_be_left_alone_is_kept_though_nothing_else_changed(
    visits: Visits, archive: Archive
) -> None:
    two_days(archive, visits)
    await visits.to(source(archive))
    archive.status["/news-1.xml"] = (503, {})
    await visits.to(source(archive))
    archive.status["/news-1.xml"] = (503, {"Retry-After": "3600"})
    await visits.to(source(archive))
    archive.last()
    for _ in range(3):
        assert await visits.to(source(archive)) is None
    assert not [path for path, _ in archive.last() if path == "/news-1.xml"]


async def test_robots_txt_is_asked_of_each(visits: Visits, archive: Archive) -> None:
    two_days(archive, visits)
    archive.files["/robots.txt"] = "User-agent: *\nDisallow: /news-1.xml\n"
    await visits.to(source(archive))
    assert not [path for path, _ in archive.asked if path == "/news-1.xml"]
    assert [path for path, _ in archive.asked if path == "/news-2.xml"]


async def test_a_password_goes_to_its_origin_alone_however_that_is_spelt(
    visits: Visits, archive: Archive, prefix: str
) -> None:
    now = two_days(archive, visits)
    by_name = names(news_example=[["127.0.0.1"]])
    visits = Visits(visits.redis, prefix, visits.readers, look_up=by_name)
    async with Archive() as other:
        other.files = {"/news-3.xml": news((10_003, "خبر آخر", now))}
        there = other.base.replace("127.0.0.1", "news.example") + "/news-3.xml"
        archive.files["/sitemap.xml"] = index(("/news-1.xml", ""), (there, ""))
        url = archive.base.replace("127.0.0.1", "News.Example") + "/sitemap.xml"
        await visits.to(source(archive, url=url, headers={"Authorization": Secret("Basic eDp5")}))
        assert archive.passwords["/sitemap.xml"] == "Basic eDp5"
        assert archive.passwords["/news-1.xml"] == "Basic eDp5"
        assert other.passwords["/news-3.xml"] is None
    await visits.close()


async def test_a_kind_that_fails_over_one_of_them_is_broken_and_redis_is_not(
    visits: Visits, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An OSError of its own would be taken for one of Redis, and all sources would be held back."""

    def fails(url: str, headers: Mapping[str, str], mark: Mark) -> Request:
        if url.endswith("/news-1.xml"):
            raise ConnectionError("a plug-in asks somebody else first")
        return conditional(url, headers, mark, "*/*")

    two_days(archive, visits)
    monkeypatch.setattr(sitemap, "request", fails)
    with pytest.raises(Broken) as caught:
        await visits.to(source(archive))
    assert isinstance(caught.value.__cause__, ConnectionError)
    assert not is_not_now(caught.value)


async def test_check_shows_what_stands_in_them(archive: Archive, tmp_path: Path) -> None:
    now = datetime.now().astimezone()
    archive.files = {
        "/sitemap.xml": index(("/news.xml", "")),
        "/news.xml": news((10_001, "افتتاح جسر الرافد", now)),
    }
    written(
        tmp_path,
        f'{ALLOW}[[source]]\nname = "s"\nkind = "sitemap"\nurl = "{archive.base}/sitemap.xml"\n',
    )
    done = await ajil("check", "--fetch", "--json", cwd=tmp_path)
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert [one["title"] for one in told["items"]] == ["افتتاح جسر الرافد"]

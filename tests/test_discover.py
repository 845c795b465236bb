"""`ajil discover` on invented sites: what is found, under which address, and what is left alone."""

from __future__ import annotations

import asyncio
import json
import tomllib
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from streamer.errors import AjilError
from streamer.front_page import FrontPage, read
from streamer.settings import NetworkSettings, Settings
from streamer.sources import Response
from tests.commands import ALLOW, Done, ajil, written
from tests.fakes import _Served
from tests.servers import free_port
from workers.cli import discovering

TICKER = (
    '<div class="breaking-news"><span>آخر الأخبار</span><ul>'
    '<li><a href="/10001-x.html">افتتاح جسر الرافد أمام المركبات</a></li>'
    '<li><a href="/10002-x.html">ميناء جديد في جنوب المدينة</a></li></ul></div>'
)
NEWS = (
    "<urlset><url><loc>/10001-x.html</loc><n:news><n:title>افتتاح جسر الرافد</n:title></n:news></url>"
    "</urlset>"
)
OPEN = Settings(network=NetworkSettings(allow=("127.0.0.0/8",)))
EMPTY = '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title></feed>'


def feed(first: int = 0, minutes: int = 9) -> str:
    now = datetime.now(UTC)
    items = "".join(
        f"<item><title>خبر رقم {number}</title><link>/{20_000 + number}-x.html</link>"
        f"<pubDate>{format_datetime(now - timedelta(minutes=minutes * number))}</pubDate></item>"
        for number in range(first, first + 20)
    )
    return f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'


class Town(_Served):
    """A site that answers what it was given, and else an error page with status 200, as many do."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: dict[str, str] = {}
        self.asked: Counter[str] = Counter()
        self.app.router.add_get("/{path:.*}", self._any)

    async def _any(self, request: web.Request) -> web.StreamResponse:
        self.asked[request.path] += 1
        text = self.pages.get(request.path)
        if text == "hang":
            await asyncio.sleep(3600)
        if text is not None and text.startswith("/"):
            raise web.HTTPFound(text)
        return web.Response(
            text=text or "<html><body>لا شيء هنا</body></html>", content_type="text/html"
        )


PAGE = (
    '<html><head><link rel="alternate" type="application/rss+xml" href="/feeds/all">'
    f'<link rel="alternate" type="application/rss+xml" href="/secret/all"></head><body>{TICKER}</body></html>'
)


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with Town() as town:
        yield town


async def discover(
    town: Town, folder: Path, *more: str, path: str = "/", allow: str = ALLOW
) -> Done:
    written(folder, allow)
    return await ajil("discover", town.base + path, *more, cwd=folder)


def sources(done: Done) -> list[dict[str, Any]]:
    assert done.code == 0, done.err
    return tomllib.loads(done.out)["source"]


async def test_all_that_a_site_has_is_found_and_the_blocks_can_be_used(
    town: Town, tmp_path: Path
) -> None:
    town.pages = {
        "/": "/home",
        "/home": '<html><head><link rel="canonical" href="/front"><title>الرافد</title>'
        '<link rel="alternate" type="application/rss+xml" title="All news" href="/feeds/all">'
        '<link rel="alternate" type="application/atom+xml" title="سياسة" href="/feeds/politics">'
        '<link rel="alternate" type="application/json" href="/wp-json/1"></head>'
        f'<body>{TICKER}<a href="/rss">RSS</a> <a href="/more/rss-2.xml">2</a></body></html>',
        "/feeds/all": feed(),
        "/rss": feed(),  # the same feed by another name
        "/more/rss-2.xml": feed(40, minutes=90),
        "/feeds/politics": EMPTY,  # empty, but named as a feed
        "/atom.xml": EMPTY,  # empty, and only guessed
        "/robots.txt": "User-agent: *\nSitemap: /map.xml\n",
        "/map.xml": "<sitemapindex><sitemap><loc>/pages.xml</loc></sitemap>"
        "<sitemap><loc>/latest-news.xml</loc></sitemap></sitemapindex>",
        "/latest-news.xml": NEWS,
    }
    town.pages["/front"] = town.pages["/home"]
    done = await discover(town, tmp_path)
    found = sources(done)
    assert [(one["kind"], one["url"].removeprefix(town.base), one["every"]) for one in found] == [
        ("ticker", "/front", "15s"),
        ("feed", "/feeds/all", "1m"),
        ("feed", "/feeds/politics", "30s"),
        ("feed", "/more/rss-2.xml", "5m"),
        ("sitemap", "/latest-news.xml", "30s"),
    ]
    assert max(town.asked.values()) == 1
    written(tmp_path, ALLOW + done.out)
    assert (await ajil("check", cwd=tmp_path)).code == 0


async def test_an_address_of_another_outlet_is_not_taken_for_the_pages_own(
    town: Town, tmp_path: Path
) -> None:
    """A page may call any address its own; what stands there is not of the outlet that was asked for."""
    other = Town()
    other.host = "127.0.0.2"
    async with other:
        head = f'<head><link rel="canonical" href="{other.base}/front"></head>'
        town.pages["/"] = other.pages["/front"] = f"<html>{head}<body>{TICKER}</body></html>"
        [one] = sources(await discover(town, tmp_path))
        assert (one["kind"], one["url"]) == ("ticker", town.base + "/")
        assert not other.asked


@pytest.mark.parametrize(
    ("kind", "body"),
    [("feed", feed()), ("feed", EMPTY), ("sitemap", NEWS),
     ("feed", '{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "title": "a b"}]}'),
     ("telegram", '<div class="tgme_widget_message" data-post="rafid/1">'
                  '<div class="tgme_widget_message_text">خبر</div></div>')],
)  # fmt: skip
async def test_the_address_may_be_a_sources_own(
    town: Town, capsys: pytest.CaptureFixture[str], kind: str, body: str
) -> None:
    town.pages["/here"] = body
    assert await discovering.discover(OPEN, town.base + "/here", as_json=True) == 0
    one = json.loads(capsys.readouterr().out)
    assert (one["kind"], one["url"]) == (kind, town.base + "/here")


async def test_a_named_feed_that_does_not_answer_is_told_one_that_is_gone_is_not(
    town: Town, capsys: Any
) -> None:
    dead = f"http://127.0.0.1:{free_port()}/rss"
    town.pages["/"] = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{href}">'
        for href in (dead, "http://10.1.1.1/rss", "/page.html")
    )
    with capture_logs():
        assert await discovering.discover(OPEN, town.base, as_json=False) == 0
    out = capsys.readouterr().out
    assert [one["url"] for one in tomllib.loads(out)["source"]] == [dead]
    assert "# could not be asked: " in out


async def test_a_page_without_anything_ends_with_1(town: Town, capsys: Any) -> None:
    town.pages["/"] = "<html><body><h1>About us</h1><p>We make bread.</p></body></html>"
    assert await discovering.discover(OPEN, town.base, as_json=False) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "nothing was found" in said.err


async def test_an_address_that_brings_nothing_is_an_error(town: Town, tmp_path: Path) -> None:
    # Loopback is not allowed. What no search needs is not read: nothing is said of it.
    desk = '[[subscriber]]\nname = "desk"\nchannel = "slack"\nurl = "${AJIL_NO_SUCH_VARIABLE}"\n'
    done = await discover(town, tmp_path, allow=desk)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    town.pages["/"] = "<html><head><title>Just a moment...</title></head></html>"
    with pytest.raises(AjilError, match="challenge"):
        await discovering.discover(OPEN, town.base, as_json=False)


def test_what_a_page_links_to_is_told_apart() -> None:
    page = """<html><head><base href="/ar/"><link rel=ALTERNATE type="application/rss+xml; charset=utf-8"
      href=rss.xml><link rel="alternate stylesheet" type="text/xml" href="/x.xsl">
      <link rel="alternate" hreflang="en" href="/en/"></head><body>
      <a href="https://feeds.rafid.example/top">a</a><a href="/feedback">b</a><a href="/rss.png">c</a>
      <a href="/news/feed/">d</a><a href="javascript:rss()">e</a><a href="/refeed">f</a>
      <a href="https://t.me/rafid_news?x">g</a><a href="https://t.me/share/url?url=x">h</a>
      <a href="https://t.me/+AbCdEf">i</a></body></html>"""
    found = read(Response(status=200, url="https://rafid.example/x", body=page.encode()), "")
    assert [one.url for one in found.feeds] == ["https://rafid.example/ar/rss.xml"]
    assert [one.url for one in found.maybe] == [
        "https://feeds.rafid.example/top", "https://rafid.example/news/feed/",
    ]  # fmt: skip
    assert found.channels == ("rafid_news",)


def test_feeds_of_comments_are_no_sources() -> None:
    page = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'
        for title, href in (
            ("الرافد » الخلاصة", "/feed/"), ("الرافد » خلاصة التعليقات", "/c/feed/"),
            ("Rafid » Comments Feed", "/d/feed/"), ("Rafid » جسر", "/2024/a-story/feed/"),
            ("x", "/comments/feed/"), ("y", "/wp-json/oembed/1.0"),
        )
    )  # fmt: skip
    address = "https://rafid.example/2024/a-story/"
    found = read(Response(status=200, url=address, body=page.encode()), "")
    assert [one.url for one in found.feeds] == ["https://rafid.example/feed/"]


@given(st.binary(max_size=300))
def test_no_bytes_raise(body: bytes) -> None:
    for one in (body, b"<html><a href='" + body, b"<link rel=alternate href=" + body):
        assert isinstance(
            read(Response(status=200, url="https://a.example/", body=one), ""), FrontPage
        )


async def test_what_robots_txt_disallows_is_not_asked_and_that_is_said(
    town: Town, tmp_path: Path
) -> None:
    town.pages = {
        "/": PAGE, "/feeds/all": feed(), "/secret/all": feed(50), "/feed": feed(80),
        "/robots.txt": "User-agent: *\nDisallow: /secret\nDisallow: /feed$\n",
    }  # fmt: skip
    done = await discover(town, tmp_path)
    urls = [one["url"].removeprefix(town.base) for one in sources(done)]
    assert urls == ["/", "/feeds/all"]
    assert not town.asked["/secret/all"]
    assert not town.asked["/feed"]
    assert f"{town.base}/secret/all: robots.txt disallows it" in done.err
    assert f"{town.base}/feed: robots.txt disallows it" in done.err


async def test_a_site_that_wants_to_be_left_alone_is_left_alone(town: Town, tmp_path: Path) -> None:
    town.pages = {"/": PAGE, "/robots.txt": "User-agent: *\nDisallow: /\n"}
    done = await discover(town, tmp_path)
    assert done.code == 1
    assert "robots.txt disallows it" in done.err
    assert set(town.asked) == {"/robots.txt"}


async def test_pauses_that_robots_txt_wants_are_made(town: Town, tmp_path: Path) -> None:
    """So long that the search ends first: what the page names is taken at its word."""
    town.pages = {
        "/": PAGE, "/feeds/all": feed(),
        "/robots.txt": "User-agent: *\nDisallow: /secret\nCrawl-delay: 600\n",
    }  # fmt: skip
    done = await discover(town, tmp_path)
    found = sources(done)
    assert [one["url"].removeprefix(town.base) for one in found] == ["/", "/feeds/all"]
    assert town.asked.total() - town.asked["/robots.txt"] == 1
    left_out = len({"/feeds/all", *discovering._PLACES, *discovering._SITEMAPS})
    assert f"{left_out} more addresses were not asked: the site wants a pause of 10m" in done.err


async def test_a_sitemap_line_of_robots_txt_that_is_no_address_costs_itself_alone(
    town: Town, capsys: Any
) -> None:
    town.pages = {
        "/": "<html><body></body></html>", "/map.xml": NEWS,
        "/robots.txt": "Sitemap: http://[x\nSitemap: ftp://x/\nSitemap: http://x:y/\nSitemap: map.xml\n",
    }  # fmt: skip
    assert await discovering.discover(OPEN, town.base, as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["url"] == town.base + "/map.xml"

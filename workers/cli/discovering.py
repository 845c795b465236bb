"""`ajil discover URL`: what of a site can be asked, as `[[source]]` blocks.

    URL ─► what came? ─┬─ a feed, a sitemap, a channel: that
                       └─ a page ─► its ticker · feeds it names · common places · robots.txt, sitemaps
                                      each asked once, and kept where it can be read and tells something

Sites serve one feed under several addresses: of those that show the same stories the first is kept. What
robots.txt disallows is not asked, and that is said; where it wants a pause between two requests, it gets it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

import msgspec
import typer

from streamer import dates
from streamer.errors import AjilError
from streamer.fetch import Failed, Fetcher
from streamer.front_page import FrontPage
from streamer.links import absolute
from streamer.outlet import registrable
from streamer.reading import Readers
from streamer.robots import DISALLOWED, Robots
from streamer.settings import Settings, SourceSettings
from streamer.settings.writing import block, lapse, name_of, plain
from streamer.sitemap_index import NEWS
from streamer.sources import Reading, Request, Response
from workers.cli import wiring

_PLACES: Final = (
    "/rss.xml", "/feed", "/rss", "/feed/", "/rss/", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json",
    "/ar/rss.xml", "/rss/home.xml", "/feeds/posts/default",
)  # fmt: skip
"""Where feeds lie when no page says so; /feed is WordPress's, which half of all sites run on."""
_SITEMAPS: Final = (
    "/sitemap-news.xml", "/news-sitemap.xml", "/sitemap_news.xml", "/news_sitemap.xml", "/sitemap/news.xml",
    "/sitemap.xml", "/sitemap_index.xml",
)  # fmt: skip
_MOST_SITEMAPS: Final = 8
_DEADLINE: Final = 10.0
"""Seconds for one address,"""
_SEARCH: Final = 45.0
"""and for all of them."""
_LARGEST: Final = 5 * 1024**2
_ACCEPT: Final = "text/html, application/xml;q=0.9, */*;q=0.8"
_STEPS: Final = (15.0, 30.0, 60.0, 120.0, 300.0)
"""Intervals that are suggested, seconds."""
_ITEMS_A_LOOK: Final = 0.1
"""A look every tenth of the usual gap between two items finds one after a twentieth of it, on average."""


class Found(NamedTuple):
    """A source that works, and what is said of it."""

    source: SourceSettings
    notes: tuple[str, ...]


async def discover(settings: Settings, url: str, *, as_json: bool) -> int:
    """Prints what was found; 0, or 1 where nothing was."""
    fetcher, readers = wiring.fetcher(settings), Readers()
    robots = Robots(fetcher, fetcher.user_agent)
    search = _Search(settings, fetcher, readers, robots)
    try:
        found = await search.run(url)
    finally:
        await robots.close()
        await fetcher.close()
        await asyncio.to_thread(readers.close)
    for number, (source, notes) in enumerate(found):
        if as_json:
            told = {"name": source.name, "kind": source.kind, "url": source.url,
                    "every": lapse(source.every), "outlet": source.outlet, "notes": notes}  # fmt: skip
            typer.echo(msgspec.json.encode(told))
        else:
            typer.echo(("\n" if number else "") + block(source, notes, always=("every",)), nl=False)
    for address in search.disallowed:
        typer.echo(f"{address}: {DISALLOWED}", err=True)
    if search.left_out:
        typer.echo(
            f"{len(search.left_out)} more addresses were not asked: the site wants a pause of "
            f"{lapse(search.delay)} between two requests",
            err=True,
        )
    if not found:
        typer.echo("nothing was found there that could be asked", err=True)
    return 0 if found else 1


class _Search:
    """One search. Whatever a site answers, it costs that candidate only."""

    def __init__(
        self, settings: Settings, fetcher: Fetcher, readers: Readers, robots: Robots
    ) -> None:
        self.disallowed: list[str] = []
        """Addresses that robots.txt disallows, in the order of asking."""
        self.left_out: set[str] = set()
        """Addresses for which the pauses that the site wants left no time,"""
        self.delay = 0.0
        """and the longest of these, seconds."""
        self._robots = robots
        self._settings = settings
        self._fetcher = fetcher
        self._readers = readers
        self._names: set[str] = {source.name for source in settings.source}
        self._shown: set[tuple[str, frozenset[str]]] = set()
        self._addresses: set[tuple[str, str]] = set()
        self._outlet = ""
        self._answers: dict[str, Response | Failed] = {}
        self._end = asyncio.get_running_loop().time() + _SEARCH

    async def run(self, url: str) -> list[Found]:
        """Raises AjilError where the address itself brings nothing."""
        response = await self._first(url)
        self._outlet = registrable(urlsplit(response.url).hostname or "")
        for kind in _kinds_of(response):
            if (found := await self._tried(kind, response, empty=True)) is not None:
                return [found]
        page = await self._readers.ask("front_page", response, "", FrontPage)
        if page.problem:
            raise AjilError(f"{plain(url)}: {page.problem}")
        return await self._of_page(await self._canonical(response, page), page)

    async def _first(self, url: str) -> Response:
        why = ""
        for address in [url] if "://" in url else [f"https://{url}", f"http://{url}"]:
            answer = await self._get(address)
            if isinstance(answer, Response):
                return answer
            why = answer.why
        raise AjilError(f"{plain(url)}: {why}")

    async def _canonical(self, response: Response, page: FrontPage) -> Response:
        """The page under the address that it calls its own, where that is of the same outlet and works."""
        own = page.canonical
        if own is None or own.rstrip("/") == response.url.rstrip("/"):
            return response
        if registrable(urlsplit(own).hostname or "") != self._outlet:
            return response
        answer = await self._get(own)
        return answer if isinstance(answer, Response) else response

    async def _of_page(self, response: Response, page: FrontPage) -> list[Found]:
        root = urljoin(response.url, "/")
        named = [link.url for link in page.feeds]
        common = [urljoin(root, place) for place in _PLACES]
        maybe = [link.url for link in page.maybe]
        titles = {link.url: link.title for link in (*page.maybe, *page.feeds)}
        ticker, feeds, sitemaps, channels = await asyncio.gather(
            self._tried("ticker", response),
            self._all("feed", [*named, *maybe, *common], titles, named),
            self._sitemaps(root),
            self._all("telegram", [f"https://t.me/s/{name}" for name in page.channels]),
        )
        return [*([ticker] if ticker else []), *feeds, *sitemaps, *channels]

    async def _all(
        self,
        kind: str,
        urls: Iterable[str],
        titles: dict[str, str] | None = None,
        named: Iterable[str] = (),
    ) -> list[Found]:
        """Those that can be read, in order. Empty ones only where the page itself names them."""
        urls = list(dict.fromkeys(urls))
        answers = await asyncio.gather(*(self._get(url) for url in urls))
        found = []
        for url, answer in zip(urls, answers, strict=True):
            title = (titles or {}).get(url, "")
            one = None
            if isinstance(answer, Response):
                one = await self._tried(kind, answer, title, empty=url in named)
            elif url in named and answer.status is None and not answer.permanent:
                one = self._taken_at_its_word(kind, url, title, answer)
            found += [one] if one else []
        return found

    def _taken_at_its_word(self, kind: str, url: str, title: str, failed: Failed) -> Found:
        """What the page names, and nobody answers for now."""
        outlet = self._outlet if self._is_elsewhere(url) else ""
        source = SourceSettings(
            name=self._named(kind, title, url), kind=kind, url=url, every=30.0, outlet=outlet
        )
        notes = [title] if title else []
        return Found(source, (*notes, f"could not be asked: {failed.why}"))

    async def _sitemaps(self, root: str) -> list[Found]:
        """News sitemaps named by robots.txt or lying where they usually do; of an index those for news."""
        lines = (await self._robots.sitemaps(root))[:50]
        named = [url for line in lines if (url := absolute(line, root)) is not None]
        urls = dict.fromkeys([*named, *(urljoin(root, one) for one in _SITEMAPS)])
        ordered = sorted(urls, key=_is_not_for_news)[:_MOST_SITEMAPS]
        found = await self._all("sitemap", ordered)
        if found:
            return found
        inner = [url for one in ordered for url in await self._of_index(one)]
        inner.sort(key=_is_not_for_news)
        return await self._all("sitemap", inner[:_MOST_SITEMAPS])

    async def _of_index(self, url: str) -> list[str]:
        """The sitemaps that an index names on its own host, the likeliest first."""
        answer = await self._get(url)
        if not isinstance(answer, Response):
            return []
        return list((await self._readers.read("sitemap", answer, "")).further)

    async def _tried(
        self, kind: str, answer: Response, title: str = "", *, empty: bool = False
    ) -> Found | None:
        """The source, where what came can be read and tells something new."""
        reading = await self._readers.read(kind, answer, "")
        told = [entry for entry in reading.entries if entry.skipped is None]
        if reading.problem or not (told or empty or reading.block):
            return None
        shown = (kind, frozenset(entry.url or entry.title for entry in told))
        if (kind, answer.url) in self._addresses or (told and shown in self._shown):
            return None
        self._addresses.add((kind, answer.url))
        self._shown.add(shown)
        # A redirect within the outlet is where the feed lives now.
        address = answer.url
        source = SourceSettings(
            name=self._named(kind, title, address),
            kind=kind,
            url=address,
            every=_every(kind, reading, datetime.now(UTC)),
            outlet=self._outlet if self._is_elsewhere(address) else "",
        )
        return Found(source, tuple(_notes(reading, len(told), title)))

    async def _get(self, url: str) -> Response | Failed:
        """Each address once, and none when the time is up."""
        if url not in self._answers:
            if failed := await self._manners(url):
                return failed
            left = self._end - asyncio.get_running_loop().time()
            if left <= 0:
                return Failed(why="the search took too long")
            request = Request(url=url, headers={"Accept": _ACCEPT})
            self._answers[url] = await self._fetcher.get(
                request, max_bytes=_LARGEST, deadline=min(left, _DEADLINE)
            )
        return self._answers[url]

    async def _manners(self, url: str) -> Failed | None:
        """Waits for its turn where the site wants a pause; why it may not be asked."""
        verdict = await self._robots.verdict(url)
        if not verdict.allowed:
            if url not in self.disallowed:
                self.disallowed.append(url)
            return Failed(why=DISALLOWED, permanent=True)
        if not verdict.delay or await self._robots.turn(url, verdict.delay, self._end):
            return None
        self.left_out.add(url)
        self.delay = max(self.delay, verdict.delay)
        return Failed(why="the site wants long pauses between two requests")

    def _is_elsewhere(self, url: str) -> bool:
        return registrable(urlsplit(url).hostname or "") != self._outlet

    def _named(self, kind: str, title: str, url: str) -> str:
        """A name of its own: the outlet's, then the kind, then what tells it from the others."""
        first = self._outlet.partition(".")[0]
        outlet = name_of(self._outlet if first.isdigit() else first) or "source"
        if kind == "telegram":
            outlet = name_of(urlsplit(url).path.rpartition("/")[2]) or outlet
        words = [
            f"{outlet}-{kind}",
            f"{outlet}-{name_of(title)}",
            f"{outlet}-{name_of(urlsplit(url).path)}",
        ]
        plain_ones = [name for name in words if not name.endswith("-")]
        numbered = (f"{words[0]}-{number}" for number in range(2, 1000))
        name = next(one for one in (*plain_ones, *numbered) if one not in self._names)
        self._names.add(name)
        return name


def _kinds_of(response: Response) -> list[str]:
    """The kinds that a body may be of before it is taken for a page with links."""
    start = response.body[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if (
        urlsplit(response.url).hostname in ("t.me", "telegram.me")
        or b"tgme_" in response.body[:20_000]
    ):
        return ["telegram"]
    if start.startswith((b"<!doctype html", b"<html")):
        return []
    return ["feed", "sitemap"]


def _is_not_for_news(sitemap: str) -> bool:
    """By its path alone: the host of a paper may be called news too."""
    return not NEWS.search(urlsplit(sitemap).path)


def _every(kind: str, reading: Reading, now: datetime) -> float:
    """A tenth of the usual gap between two items, by their dates; a ticker is there to be quick."""
    stamps = sorted(
        when
        for entry in reading.entries
        if entry.published
        and (when := dates.parse(entry.published, zone=ZoneInfo("UTC"), seen=now)) is not None
    )[-30:]
    gaps = [(b - a).total_seconds() for a, b in pairwise(stamps)]
    if not gaps:
        return 15.0 if kind == "ticker" else 30.0
    wish = median(gaps) * _ITEMS_A_LOOK
    return next((step for step in _STEPS if step >= wish), _STEPS[-1])


def _notes(reading: Reading, told: int, title: str) -> Iterable[str]:
    if title:
        yield title
    where = f" at {reading.block}" if reading.block else ""
    if reading.further:
        yield "an index of sitemaps: the newest of them are asked beside it"
    else:
        yield f"{told} items{where}" if told else f"empty now{where}"
    if reading.note:
        yield f"note: {reading.note}"

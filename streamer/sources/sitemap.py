"""Google-News sitemaps (developers.google.com, News sitemaps): address, title and date of each story.

    bytes ─► unpacked where they are gzip ─► charset ─► guard ─► XML ─► Entries

A sitemap without a single news title is a problem, not a quiet hour, for it would never say anything;
an empty one is a quiet hour, as it holds two days of news. Of an index of sitemaps those are named that are
to be asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from streamer.entries import MOST_ENTRIES, date_of, lang_of, title_of
from streamer.links import absolute
from streamer.sitemap_index import LONGEST_INDEX, newest, text_of
from streamer.sources import Entry, Mark, Reading, Request, Response, conditional
from streamer.xmltree import Node, parse

_ACCEPT: Final = "application/xml, text/xml;q=0.9, application/gzip;q=0.8, */*;q=0.1"


def request(url: str, headers: Mapping[str, str], mark: Mark) -> Request:
    """A conditional GET for XML."""
    return conditional(url, headers, mark, _ACCEPT)


def read(response: Response, select: str) -> Reading:
    """The stories of a news sitemap, in its order, at most 2,000. `select` is not used."""
    opened = text_of(response, MOST_ENTRIES)
    if isinstance(opened, str):
        return Reading(problem=opened)
    decoded, shape = opened
    text = shape.cut or decoded.text.lstrip()
    if shape.root == "sitemapindex":
        return _index(response)
    if shape.root != "urlset":
        kind = "an HTML page came" if shape.root == "html" else f"its root is {shape.root[:40]}"
        return Reading(problem=f"not a sitemap: {kind if shape.root else 'no XML came'}")
    top, broken = parse(text)
    urls = list(top.all("url"))
    if urls and not any(_news(url) for url in urls):
        return Reading(problem="a sitemap without news: none of its addresses has a news:title")
    if broken and not urls:
        return Reading(problem="the document is broken before its first entry")
    cut = f"cut at {MOST_ENTRIES} entries" if shape.cut else None
    notes = [decoded.note, cut, f"a broken document ({broken})" if broken else None]
    return Reading(
        entries=tuple(_entry(url, response.url) for url in urls),
        note="; ".join(note for note in notes if note) or None,
        lang=next((lang for url in urls if (lang := _lang(url))), None),
    )


def _index(response: Response) -> Reading:
    opened = text_of(response, LONGEST_INDEX)
    if isinstance(opened, str):
        return Reading(problem=opened)
    decoded, shape = opened
    further = newest(shape.cut or decoded.text.lstrip(), response.url)
    if not further:
        return Reading(problem="an index of sitemaps that names none on its own host")
    return Reading(note=decoded.note, further=further)


def _entry(url: Node, base: str) -> Entry:
    news = _news(url)
    title, skipped = title_of(news.words("title") if news else "")
    return Entry(
        title=title,
        url=absolute(url.words("loc"), base),
        published=date_of(news.words("publication_date")) if news else None,
        skipped=skipped if url.closed else "cut off",
    )


def _news(url: Node) -> Node | None:
    """What stands in the news extension; images and videos have titles of their own."""
    return url.child("news")


def _lang(url: Node) -> str | None:
    publication = news.child("publication") if (news := _news(url)) else None
    return lang_of(publication.words("language")) if publication else None

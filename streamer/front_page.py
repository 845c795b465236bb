"""What a page links to that could be a source: feeds, channels, and the address it calls its own. Pure; run
in a child process. Whether those are what they seem is found out by asking them (workers.cli.discovering).
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

import msgspec

from streamer.links import absolute
from streamer.page import Page, attribute, challenge, opened, text_of
from streamer.sources import Response

MOST: Final = 12
"""Links of a kind that are told."""
_TYPES: Final = re.compile(
    r"application/(rss|atom|rdf|feed)\+(xml|json)|application/(xml|json)|text/xml", re.I
)
_LOOKS_SO: Final = re.compile(
    r"(?:^|[/._-])(?:rss|feeds?|atom|rdf)(?:[/._?-]|\d|$)|^(?:rss|feeds?)\.", re.I
)
_NO_FEED: Final = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|css|js|ico|pdf)$|feedback", re.I)
_MACHINE: Final = re.compile(r"/wp-json/|oembed")
"""WordPress offers its machine interface as it does its feeds."""
_COMMENTS: Final = re.compile(r"\bcomments?\b|commentaires|kommentar|yorum|تعليق", re.I)
_CHANNEL: Final = re.compile(
    r"https?://(?:www\.)?(?:t|telegram)\.me/(?:s/)?([A-Za-z]\w{4,31})/?(?:\?.*)?"
)
_NO_CHANNEL: Final = frozenset({"share", "joinchat", "addlist", "proxy", "socks", "iv"})


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """`title`: what the page calls it; may be empty."""

    url: str
    title: str = ""


class FrontPage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Addresses are absolute, each once, in the order of the page."""

    title: str = ""
    canonical: str | None = None
    feeds: tuple[Link, ...] = ()
    """Those that the page names as its feeds (HTML, link type `alternate`)."""
    maybe: tuple[Link, ...] = ()
    """Links whose address looks like a feed's."""
    channels: tuple[str, ...] = ()
    """Names of Telegram channels."""
    problem: str | None = None


def read(response: Response, hint: str) -> FrontPage:
    """What is linked on a page. `hint` is not used. Raises nothing on any bytes."""
    page = opened(response)
    if isinstance(page, str):
        return FrontPage(problem=page)
    if asked := challenge(page):
        return FrontPage(problem=f"a challenge came instead of the page: {asked}")
    heading = page.tree.css_first("title")
    feeds = _alternates(page)
    maybe = [one for one in _anchors(page) if one.url not in {feed.url for feed in feeds}]
    return FrontPage(
        title=text_of(heading)[:200] if heading else "",
        canonical=_canonical(page),
        feeds=tuple(feeds[:MOST]),
        maybe=tuple(maybe[:MOST]),
        channels=tuple(_channels(page)[:MOST]),
    )


def _alternates(page: Page) -> list[Link]:
    found: dict[str, str] = {}
    for node in page.tree.css("link[rel][href]"):
        rel = attribute(node, "rel").lower().split()
        kind = attribute(node, "type").partition(";")[0].strip()
        named = "alternate" in rel and bool(_TYPES.fullmatch(kind)) and "stylesheet" not in rel
        if (named or "feed" in rel) and (url := absolute(attribute(node, "href"), page.base)):
            found.setdefault(url, " ".join(attribute(node, "title").split())[:200])
    story = urlsplit(_canonical(page) or page.url).path.strip("/")
    return [
        Link(url=url, title=title)
        for url, title in found.items()
        if not _MACHINE.search(url) and not _is_of_comments(url, title, story)
    ]


def _is_of_comments(url: str, title: str, story: str) -> bool:
    """A feed of what readers say of one story (WordPress names one on each page)."""
    of_story = bool(story) and urlsplit(url).path.strip("/") == f"{story}/feed"
    return of_story or bool(_COMMENTS.search(title)) or "/comments/" in url


def _anchors(page: Page) -> list[Link]:
    found: dict[str, str] = {}
    for node in page.tree.css("a[href]"):
        url = absolute(attribute(node, "href"), page.base)
        if url and _looks_like_a_feed(url):
            found.setdefault(url, text_of(node)[:200] or attribute(node, "title")[:200])
    return [Link(url=url, title=title) for url, title in found.items()]


def _looks_like_a_feed(url: str) -> bool:
    parts = urlsplit(url)
    if _NO_FEED.search(parts.path):
        return False
    return bool(_LOOKS_SO.search(parts.path.rstrip("/")) or _LOOKS_SO.search(parts.hostname or ""))


def _channels(page: Page) -> list[str]:
    found = (
        _CHANNEL.fullmatch(absolute(attribute(node, "href"), page.base) or "")
        for node in page.tree.css("a[href]")
    )
    names = dict.fromkeys(one[1] for one in found if one)
    return [name for name in names if name.lower() not in _NO_CHANNEL]


def _canonical(page: Page) -> str | None:
    for select, name in (("link[rel=canonical]", "href"), ('meta[property="og:url"]', "content")):
        node = page.tree.css_first(select)
        if node and (url := absolute(attribute(node, name), page.base)):
            return url
    return None

"""A file of sitemaps.org as text, unpacked where it is gzip; and the sitemaps that an index of them names.

An index may name thousands, of which those that grow are wanted: first those that are called news, then by
`lastmod`, the newest first. Without either nobody knows at which end the newest stand, so they are taken
from both ends in turn. A sitemap on another host is not the index's to name (sitemaps.org, "Sitemap file
location").
"""

from __future__ import annotations

import re
import zlib
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from streamer.charset import Decoded, decode
from streamer.links import absolute
from streamer.sources import Response
from streamer.xmlguard import Shape, look
from streamer.xmltree import Node, parse

LARGEST: Final = 50 * 1024**2
"""Bytes of a sitemap once it is unpacked (sitemaps.org, protocol)."""
LONGEST_INDEX: Final = 50_000
"""Sitemaps that an index may name (sitemaps.org, protocol)."""
WORTH_A_LOOK: Final = 20
"""Of an index, sitemaps that are looked at, if those before them turn out to have no news."""
NEWS: Final = re.compile(r"news|latest|akhbar|أخبار|%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1", re.I)
"""What an address is called where the latest news stand."""
_GZIP: Final = b"\x1f\x8b"
_ENTRIES: Final = frozenset({"url", "sitemap"})


def newest(text: str, base: str) -> tuple[str, ...]:
    """The sitemaps of an index on its own host that most likely hold what is new, the likeliest first."""
    host = urlsplit(base).hostname
    found: dict[str, datetime | None] = {}
    for one in parse(text)[0].all("sitemap"):
        link = absolute(one.words("loc"), base)
        if link and link != base and urlsplit(link).hostname == host:
            found.setdefault(link, _changed(one))
    old = datetime.min.replace(tzinfo=UTC)
    links = list(found)
    if not any(found.values()):
        links = [links[-1 - at // 2] if at % 2 else links[at // 2] for at in range(len(links))]
    links.sort(key=lambda link: found[link] or old, reverse=True)  # stable: ties stay in order
    links.sort(key=lambda link: not NEWS.search(urlsplit(link).path))
    return tuple(links[:WORTH_A_LOOK])


def _changed(one: Node) -> datetime | None:
    """Its `lastmod` (W3C Datetime)."""
    try:
        moment = datetime.fromisoformat(one.words("lastmod"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def text_of(response: Response, most: int) -> tuple[Decoded, Shape] | str:
    """The document, with its shape cut at `most` entries; or why there is none."""
    body = _unpacked(response.body)
    if body is None:
        return "the sitemap cannot be unpacked, or is over 50 MiB"
    decoded = decode(body, response.headers.get("content-type", ""))
    text = decoded.text.lstrip()
    if not text:
        return "the body is empty"
    shape = look(text, most, entries=_ENTRIES)
    return f"the document is refused: {shape.refused}" if shape.refused else (decoded, shape)


def _unpacked(body: bytes) -> bytes | None:
    """A file that is served packed, as `sitemap.xml.gz` is; None: broken or too large."""
    if not body.startswith(_GZIP):
        return body
    try:
        unpacker = zlib.decompressobj(wbits=31)
        plain = unpacker.decompress(body, LARGEST)
    except zlib.error:
        return None
    return None if unpacker.unconsumed_tail else plain

"""A file of sitemaps.org as text, unpacked where it is gzip; and the sitemaps that an index of them names."""

from __future__ import annotations

import zlib
from typing import Final

import msgspec

from streamer.charset import Decoded, decode
from streamer.links import absolute
from streamer.sources import Response
from streamer.xmlguard import Shape, look
from streamer.xmltree import parse

LARGEST: Final = 50 * 1024**2
"""Bytes of a sitemap once it is unpacked (sitemaps.org, protocol)."""
MOST: Final = 200
_GZIP: Final = b"\x1f\x8b"
_ENTRIES: Final = frozenset({"url", "sitemap"})


class Index(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Absolute addresses, in the order of the index; `problem`: it is none."""

    sitemaps: tuple[str, ...] = ()
    problem: str | None = None


def read(response: Response, hint: str) -> Index:
    """The sitemaps that an index names. `hint` is not used. Raises nothing on any bytes."""
    opened = text_of(response, MOST)
    if isinstance(opened, str):
        return Index(problem=opened)
    decoded, shape = opened
    if shape.root != "sitemapindex":
        return Index(problem="no index of sitemaps")
    return Index(sitemaps=tuple(listed(shape.cut or decoded.text.lstrip(), response.url)))


def listed(text: str, base: str) -> list[str]:
    """The addresses in the text of an index."""
    found = (absolute(one.words("loc"), base) for one in parse(text)[0].all("sitemap"))
    return list(dict.fromkeys(link for link in found if link))


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

"""Sources as OPML 2.0 (opml.org/spec2), in and out.

What only Ajil knows of a source (kind, pace, selector) stands in attributes of a namespace of its own, so
that other readers pass over it. Secrets (headers) never go out. Coming in, every dialect is read that
listparser knows, also RDF with FOAF; a list within a list is not followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from typing import Final
from xml.sax.saxutils import quoteattr

import listparser
import msgspec

from streamer.charset import decode, without_controls
from streamer.errors import AjilError
from streamer.settings import SourceSettings
from streamer.settings.writing import lapse, told
from streamer.xmlguard import look
from streamer.xmltree import Node, parse

NAMESPACE: Final = "https://ajil.news/opml/1"
MOST: Final = 10_000
_OURS: Final = "ajil:"
_PLAIN: Final = frozenset({"name", "url"})
"""Told by OPML's own attributes."""
_LAPSES: Final = frozenset({"every", "at_most"})


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """A subscription of a list. `more`: our own keys, as they were written."""

    url: str
    title: str = ""
    more: dict[str, str] = {}


def read(body: bytes) -> list[Outline]:
    """The subscriptions in a list, in its order, each address once. Raises AjilError where it is none."""
    text = decode(body).text.lstrip()
    shape = look(text, MOST, entries=frozenset({"outline"}))
    if shape.refused:
        raise AjilError(f"the document is refused: {shape.refused}")
    if not shape.root or shape.root == "html":
        raise AjilError("no OPML: it is no XML, or a page")
    text = shape.cut or text
    # Bytes, never text: listparser would take text that begins with http:// for an address.
    parsed = listparser.parse(_without_prolog(text).encode())
    if not parsed.feeds and parsed.version == "" and shape.root != "opml":
        raise AjilError(f"no OPML: its root is {shape.root[:40]}")
    own = {
        node.attributes.get("xmlurl", "").strip(): node for node in parse(text)[0].all("outline")
    }
    return [
        Outline(url=feed.url, title=feed.title, more=_more(own.get(feed.url)))
        for feed in parsed.feeds
    ]


def write(sources: Iterable[SourceSettings], when: datetime) -> str:
    """An OPML document of `sources`, written at `when`. It has a key where it differs from the default."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0" xmlns:ajil="{NAMESPACE}">',
        f"  <head><title>Ajil</title><dateCreated>{format_datetime(when)}</dateCreated></head>",
        "  <body>",
        *(f"    <outline {_attributes(source)}/>" for source in sources),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _attributes(source: SourceSettings) -> str:
    plain = {"text": source.name, "title": source.name, "type": "rss", "xmlUrl": source.url}
    ours = {
        f"{_OURS}{key}": _written(key, value)
        for key, value in told(source).items()
        if key not in _PLAIN and (key, value) != ("kind", "feed")
    }
    return " ".join(
        f"{key}={quoteattr(without_controls(value))}" for key, value in {**plain, **ours}.items()
    )


def _written(key: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if key in _LAPSES and isinstance(value, float):
        return lapse(value)
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _more(node: Node | None) -> dict[str, str]:
    """Our keys of an outline. Their prefix is not looked at, since the names are no others' either."""
    keys = {field.name for field in msgspec.structs.fields(SourceSettings)} - {
        "name",
        "url",
        "headers",
    }
    found = node.attributes if node else {}
    return {key: value for key, value in found.items() if key in keys}


def _without_prolog(text: str) -> str:
    """What a prolog says of the charset is no longer true."""
    return re.sub(r"^\s*<\?xml\b[^>]*?>", "", text, count=1)

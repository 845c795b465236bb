"""RSS and Atom, in every dialect, by feedparser, and JSON Feed. (The only import of feedparser.)

    bytes ─► charset ─┬─► guard: entities, depth, entries ─► feedparser ─► Entries, mended
                      └─► JSON (streamer.jsonfeed)

feedparser never fetches: it is given UTF-8 with a prolog that says so. Every entry that it sees is
listed; one that cannot be published says why in `skipped`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any, Final

import feedparser

from streamer import jsonfeed
from streamer.charset import decode
from streamer.entries import (
    MOST_ENTRIES,
    date_of,
    guid_of,
    lang_of,
    section_of,
    summary_of,
    title_of,
)
from streamer.links import absolute
from streamer.sources import Entry, Mark, Reading, Request, Response, conditional
from streamer.xmlguard import look
from streamer.xmltree import without_bad_references

_ACCEPT: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
)
_PROLOG: Final = re.compile(r"\s*<\?xml\b[^>]*?>")


def request(url: str, headers: Mapping[str, str], mark: Mark) -> Request:
    """A conditional GET for feeds."""
    return conditional(url, headers, mark, _ACCEPT)


def read(response: Response, select: str) -> Reading:
    """The entries of a feed, in its order, at most 2,000. `select` is not used."""
    decoded = decode(response.body, response.headers.get("content-type", ""))
    text = decoded.text.lstrip()
    if not text:
        return Reading(problem="the body is empty")
    if text[0] in "{[":
        return jsonfeed.read(text, response.url, decoded.note)
    shape = look(text, MOST_ENTRIES)
    if shape.refused:
        return Reading(problem=f"the document is refused: {shape.refused}")
    if shape.root == "html":
        return Reading(problem="not a feed: an HTML page came")
    try:
        parsed = _parse(shape.cut or text)
    except Exception as error:  # feedparser raises of every kind on some broken documents
        return Reading(problem=f"not a feed that can be read ({type(error).__name__})")
    if not parsed.entries and not parsed.version:
        return Reading(problem=f"not a feed: its root is {shape.root[:40] or 'missing'}")
    if not parsed.entries and parsed.bozo:
        return Reading(problem="the document is broken before its first entry")
    entries = [_entry(item, response.url) for item in parsed.entries]
    if shape.open_entry and entries:
        entries[-1] = _cut_off(entries[-1])
    notes = [decoded.note, f"cut at {MOST_ENTRIES} entries" if shape.cut else None]
    if parsed.bozo:
        notes.append(f"a broken document ({type(parsed.bozo_exception).__name__})")
    return Reading(
        entries=tuple(entries),
        note="; ".join(note for note in notes if note) or None,
        lang=lang_of(parsed.feed.get("language")),
    )


def _parse(text: str) -> Any:
    # feedparser stumbles over a reference to half a letter, and hands on those to control characters.
    text = without_bad_references(_PROLOG.sub("", text, count=1))
    utf8 = '<?xml version="1.0" encoding="utf-8"?>' + text
    return feedparser.parse(
        io.BytesIO(
            utf8.encode()
        ),  # never bare bytes or text, which it would take for a file's name
        # No content-location: it would rewrite guids, which must outlive a move of the feed.
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _entry(item: Any, base: str) -> Entry:
    title, skipped = title_of(_text(item, "title"))
    return Entry(
        title=title,
        url=_url(item, base),
        guid=guid_of(_text(item, "id")),
        summary=summary_of(_summary(item)),
        section=_section(item),
        published=_date(item),
        skipped=skipped,
    )


def _url(item: Any, base: str) -> str | None:
    guid = _text(item, "id")
    for name in ("feedburner_origlink", "link"):
        # feedparser puts a guid in place of a missing link, also one that only names: 17, abc.
        found = _text(item, name)
        if url := absolute(found, "" if found == guid else base):
            return url
    # Where the link is empty, it does not look whether the guid is one.
    return absolute(guid, "") if "link" in item else None


def _section(item: Any) -> str | None:
    for tag in item.get("tags") or ():
        name = tag.get("label") or tag.get("term")
        if isinstance(name, str) and name.strip():
            return section_of(name)
    return None


def _date(item: Any) -> str | None:
    dates = (date_of(_text(item, name)) for name in ("published", "updated", "created"))
    return next((date for date in dates if date), None)


def _summary(item: Any) -> str:
    text = _text(item, "summary")
    if not text and item.get("content"):
        text = _text(item["content"][0], "value")
    return text


def _text(item: Any, name: str) -> str:
    # `in` first: feedparser answers for "updated" with "published" where it has only that.
    value = item.get(name) if name in item else None
    return value if isinstance(value, str) else ""


def _cut_off(entry: Entry) -> Entry:
    return Entry(title=entry.title, url=entry.url, guid=entry.guid, skipped="cut off")

"""RSS and Atom, in every dialect, by feedparser. (The only import of feedparser.)

    bytes ─► charset ─► guard: entities, depth, entries ─► feedparser ─► Entries, mended

feedparser never fetches: it is given UTF-8 with a prolog that says so. Every entry that it sees is
listed; one that cannot be published says why in `skipped`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any, Final

import feedparser

from streamer.charset import decode, without_controls
from streamer.links import absolute
from streamer.mojibake import mend
from streamer.sources import Entry, Mark, Reading, Request, Response, conditional
from streamer.xmlguard import look

MOST_ENTRIES: Final = 2000
LONGEST: Final = {"title": 2000, "summary": 8000, "section": 200, "published": 200}
LONGEST_GUID: Final = 1000
"""Characters; a longer guid is none, since one cut short might be another's."""
_ACCEPT: Final = (
    "application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
)
_PROLOG: Final = re.compile(r"\s*<\?xml\b[^>]*?>")
_REFERENCE: Final = re.compile(r"&#?\w+;?")
_WORDS: Final = re.compile(r"[^\W_]")
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")


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
        return Reading(problem="not a feed of XML: JSON came")
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
        lang=_lang(parsed.feed.get("language")),
    )


def _parse(text: str) -> Any:
    utf8 = '<?xml version="1.0" encoding="utf-8"?>' + _PROLOG.sub("", text, count=1)
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
    title, skipped = _title(item)
    return Entry(
        title=title,
        url=absolute(_text(item, "feedburner_origlink"), base)
        or absolute(_text(item, "link"), base),
        guid=_guid(item),
        summary=_mended(item, "summary"),
        section=_section(item),
        published=_date(item),
        skipped=skipped,
    )


def _title(item: Any) -> tuple[str, str | None]:
    raw = _text(item, "title")[: LONGEST["title"]]
    title = mend(raw)
    if title is None:
        return raw, "damaged letters"
    if not _WORDS.search(_REFERENCE.sub("", title)):
        return title, "no title"
    return title, None


def _guid(item: Any) -> str | None:
    guid = without_controls(_text(item, "id")).strip()
    return guid if 0 < len(guid) <= LONGEST_GUID else None


def _section(item: Any) -> str | None:
    for tag in item.get("tags") or ():
        name = tag.get("label") or tag.get("term")
        if isinstance(name, str) and name.strip():
            return mend(name[: LONGEST["section"]])
    return None


def _date(item: Any) -> str | None:
    for name in ("published", "updated", "created"):
        if name in item:
            date = without_controls(_text(item, name)).strip()[: LONGEST["published"]]
            if date:
                return date
    return None


def _mended(item: Any, name: str) -> str | None:
    text = _text(item, name)
    if not text and item.get("content"):
        text = _text(item["content"][0], "value")
    return mend(text[: LONGEST["summary"]]) or None


def _text(item: Any, name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _cut_off(entry: Entry) -> Entry:
    return Entry(title=entry.title, url=entry.url, guid=entry.guid, skipped="cut off")


def _lang(language: object) -> str | None:
    found = _LANG.fullmatch(language.strip()) if isinstance(language, str) else None
    return found[0].replace("_", "-") if found else None

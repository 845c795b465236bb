"""JSON Feed, versions 1 and 1.1 (jsonfeed.org), as Entries.

Python's own JSON reader is used, as it takes what real feeds hold: halves of letters, numbers for ids.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

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
from streamer.sources import Entry, Reading

_VERSION: Final = re.compile(r"(?:https?://)?(?:www\.)?jsonfeed\.org/version/1(?:\.\d)?/?", re.I)
"""What a JSON Feed says of itself (jsonfeed.org/version/1.1); a bare number, any JSON may say."""


def read(text: str, url: str, note: str | None = None) -> Reading:
    """The entries of a JSON Feed that came from `url`, in its order. `note`: a warning to go along."""
    try:
        # Without limits, a number of a million digits takes hours to become one.
        feed = json.loads(text, parse_int=_number, parse_float=_number, parse_constant=str)
    except (ValueError, RecursionError):
        return Reading(problem="not a feed: JSON came that cannot be read")
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not _VERSION.fullmatch(_text(feed, "version").strip()):
        return Reading(problem="not a feed: JSON came that is no JSON Feed")
    told = [item for item in items if isinstance(item, dict)]
    cut = f"cut at {MOST_ENTRIES} entries" if len(told) > MOST_ENTRIES else None
    return Reading(
        entries=tuple(_entry(item, url) for item in told[:MOST_ENTRIES]),
        note="; ".join(one for one in (note, cut) if one) or None,
        lang=lang_of(feed.get("language")),
    )


def _entry(item: dict[str, Any], base: str) -> Entry:
    title, skipped = title_of(_text(item, "title"))
    tags = item.get("tags")
    tags = tags if isinstance(tags, list) else []
    section = next((tag for tag in tags if isinstance(tag, str) and tag.strip()), "")
    return Entry(
        title=title,
        url=absolute(_text(item, "url"), base) or absolute(_text(item, "external_url"), base),
        guid=guid_of(_text(item, "id")),
        summary=summary_of(_first(item, "summary", "content_text", "content_html")),
        section=section_of(section),
        published=date_of(_first(item, "date_published", "date_modified")),
        skipped=skipped,
    )


def _first(item: dict[str, Any], *names: str) -> str:
    return next((text for name in names if (text := _text(item, name))), "")


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _number(digits: str) -> str:
    """Numbers stay as they are written: an id is a name, and nothing here is counted."""
    return digits

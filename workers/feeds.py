"""Feeds out: the newest reports of a filter as RSS 2.0, Atom 1.0 (RFC 4287) or JSON Feed 1.1.

An item of the feed is an item of the news, under its id, as it stands now: an edit changes it in its place,
and what was withdrawn is gone. Nothing in a feed tells when it was made, so the same news gives the same
bytes, and a reader that asks again costs 304.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any, Final

import feedgenerator
import msgspec

from workers.story import Event

KINDS: Final = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
"""The ending of the address → media type."""
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_UNFIT: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2, Char) cannot hold."""


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed says of itself. `home`: the page it belongs to, `own`: its own address."""

    title: str
    home: str
    own: str


def changed(event: Event) -> datetime:
    """When it was judged, whole seconds, in UTC; a stamp that is none counts as long ago."""
    try:
        then = datetime.fromisoformat(event.classified)
        return (
            (then if then.tzinfo else then.replace(tzinfo=UTC))
            .astimezone(UTC)
            .replace(microsecond=0)
        )
    except (ValueError, OverflowError):
        return _NEVER


def newest(events: Sequence[Event]) -> datetime:
    """When the newest of them was judged; long ago where there is none."""
    return max(map(changed, events), default=_NEVER)


def write(kind: str, heading: Heading, events: Sequence[Event]) -> bytes:
    """`events`: the newest first, each item once. `kind`: a key of KINDS."""
    return _json(heading, events) if kind == "json" else _xml(kind, heading, events)


class _Rss(feedgenerator.Rss201rev2Feed):  # type: ignore[misc]  # the package is untyped
    """With the date that we name: the package would take the clock for an empty feed."""

    def latest_post_date(self) -> datetime:
        at: datetime = self.feed["at"]
        return at


class _Atom(feedgenerator.Atom1Feed):  # type: ignore[misc]
    latest_post_date = _Rss.latest_post_date


def _xml(kind: str, heading: Heading, events: Sequence[Event]) -> bytes:
    feed = (_Atom if kind == "atom" else _Rss)(
        title=_fit(heading.title), link=heading.home, description=_fit(heading.title),
        feed_url=heading.own, feed_guid=heading.own, author_name="Ajil", at=newest(events),
    )  # fmt: skip
    for event in events:
        feed.add_item(
            title=_fit(event.title),
            link=event.url or f"{heading.home}#{event.id}",
            # Readers take it for HTML in both formats; what the publisher wrote is text.
            description=escape(_fit(event.summary or ""), quote=False),
            pubdate=_published(event),
            updateddate=changed(event),
            unique_id=_name(event),
            unique_id_is_permalink=False,
            categories=_categories(event),
            author_name=_fit(event.outlet),
        )
    text: str = feed.writeString("utf-8")
    return text.encode()


def _json(heading: Heading, events: Sequence[Event]) -> bytes:
    items: list[dict[str, Any]] = []
    for event in events:
        item: dict[str, Any] = {
            "id": _name(event), "title": event.title, "content_text": event.summary or event.title,
            "date_published": _published(event).isoformat(),
            "date_modified": changed(event).isoformat(),
            "authors": [{"name": event.outlet}], "tags": list(_categories(event)),
            "_ajil": event,
        }  # fmt: skip
        if event.url:
            item["url"] = event.url
        if event.lang != "und":
            item["language"] = event.lang
        items.append(item)
    return msgspec.json.encode(
        {
            "version": "https://jsonfeed.org/version/1.1", "title": heading.title,
            "home_page_url": heading.home, "feed_url": heading.own, "items": items,
        }
    )  # fmt: skip


def _name(event: Event) -> str:
    return f"urn:x-ajil:{event.id}"


def _categories(event: Event) -> tuple[str, ...]:
    return (*(topic.name for topic in event.topics), event.urgency)


def _published(event: Event) -> datetime:
    """By the publisher, or else first seen."""
    try:
        then = datetime.fromisoformat(event.published or event.seen)
        return then if then.tzinfo else then.replace(tzinfo=UTC)
    except ValueError:
        return changed(event)


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)

"""News as a Slack message: Block Kit, and the text that notifications show.

The law: nothing in a headline can mention or link anyone, and all of it is shown as written.
- What a publisher wrote stands in `rich_text` blocks. Slack parses nothing in their text elements:
  a mention would be an element of its own, and we write none but `text` and one `link` a headline
  (docs.slack.dev, Block Kit, "Rich text block"). mrkdwn has no way to show `*_~` as they are.
- `text`, which notifications show, is escaped (`& < >`), and parsing, names and unfurling are off.
- Directions: a line begins with a mark of the headline's direction, and foreign text stands in
  isolates (UAX 9: FSI … PDI), out of which it cannot reach, its own bidi controls being removed.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from typing import Any, Final
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from streamer.settings import SubscriberSettings
from workers.story import Digest, Event, News

LONGEST_TEXT: Final = 2000
"""Characters of one text shown; Block Kit allows 3,000 in a text object."""
LONGEST_IN_DIGEST: Final = 300
"""Of one headline among many."""
LONGEST_URL: Final = 3000
_FSI, _PDI, _LRM, _RLM = "\u2068", "\u2069", "\u200e", "\u200f"
_SIGN: Final = {"routine": "", "urgent": "🔴 ", "flash": "🚨 "}
_STEERING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]+")
"""Bidi embeddings, overrides and isolates."""
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_UNFIT: Final = re.compile(
    r"[\s<>|\"\\^`{}\x00-\x20\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff]"
)
"""What an address may not hold as it is (RFC 3986, 2), or what would not be seen in it."""


def message(news: News, subscriber: SubscriberSettings, now: datetime) -> dict[str, Any]:
    """`text` and `blocks`, with all that Slack would do by itself switched off."""
    lines, text, context = (
        _of_digest(news, subscriber, now)
        if isinstance(news, Digest)
        else _of_event(news, subscriber, now)
    )
    return {
        "text": _escaped(f"{text}\n{context}"),
        "mrkdwn": False,
        "parse": "none",
        "link_names": False,
        "unfurl_links": False,
        "unfurl_media": False,
        "blocks": [
            {
                "type": "rich_text",
                "elements": [{"type": "rich_text_section", "elements": line} for line in lines],
            },
            {
                "type": "context",
                "elements": [{"type": "plain_text", "text": _escaped(context), "emoji": False}],
            },
        ],
    }


Line = list[dict[str, Any]]


def _of_event(
    event: Event, subscriber: SubscriberSettings, now: datetime
) -> tuple[list[Line], str, str]:
    title = _isolated(event.title)
    head = _mark(event) + _SIGN[event.urgency]
    lines = [[_text(head), _headline(event, title)]]
    if event.previous:
        lines.append([_text(head[0]), _text(_isolated(event.previous), strike=True)])
    context = _LRM + " · ".join(_isolated(part) for part in _about(event, subscriber, now))
    return lines, head + title, context


def _of_digest(
    digest: Digest, subscriber: SubscriberSettings, now: datetime
) -> tuple[list[Line], str, str]:
    """A line for each event: sign, headline, outlet and time."""
    zone = zone_of(subscriber.timezone)
    lines, titles = [], []
    for place, event in enumerate(digest.events):
        title = _isolated(event.title, LONGEST_IN_DIGEST)
        head = f"{_mark(event)}• {_SIGN[event.urgency]}"
        stamp = _clock(event.published or event.seen, zone, now)
        told = [event.outlet, stamp, *([] if event.event == "new" else [event.event])]
        tail = "  " + " · ".join(_isolated(part, LONGEST_IN_DIGEST) for part in told)
        end = "" if place == len(digest.events) - 1 else "\n"
        lines.append([_text(head), _headline(event, title), _text(tail + end)])
        titles.append(head + title)
    context = f"{_LRM}{digest.stories} stories" if digest.stories != 1 else f"{_LRM}1 story"
    if digest.items > digest.stories:
        context += f", {digest.items} reports"
    return lines, "\n".join(titles), context


def _mark(event: Event) -> str:
    return _RLM if event.dir == "rtl" else _LRM


def _headline(event: Event, title: str) -> dict[str, Any]:
    style = {"strike": True} if event.event == "withdrawn" else {"bold": True}
    if url := _address(event.url):
        return {"type": "link", "url": url, "text": title, "style": style}
    return {"type": "text", "text": title, "style": style}


def _text(text: str, *, strike: bool = False) -> dict[str, Any]:
    return {"type": "text", "text": text, **({"style": {"strike": True}} if strike else {})}


def _about(event: Event, subscriber: SubscriberSettings, now: datetime) -> list[str]:
    """Outlet, topic, urgency, time, and what happened: the words are those of the configuration."""
    return [
        event.outlet,
        event.topics[0].name if event.topics else "",
        event.urgency,
        _clock(event.published or event.seen, zone_of(subscriber.timezone), now),
        *([] if event.event == "new" else [event.event]),
        *(["test"] if event.test is True else []),
    ]


def _clock(stamp: str, zone: tzinfo | None, now: datetime) -> str:
    """The time of day in the reader's zone, or in the event's with its offset; with the date where
    it is not today's."""
    try:
        then = datetime.fromisoformat(stamp)
        then = then if then.tzinfo else then.replace(tzinfo=UTC)
        local = then.astimezone(zone) if zone else then
        today = now.astimezone(local.tzinfo).date() == local.date()
    except (ValueError, OverflowError):
        return stamp
    text = local.strftime("%H:%M" if today else "%Y-%m-%d %H:%M")
    return text if zone else f"{text} {local:%Z}"


def zone_of(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def _isolated(text: str, longest: int = LONGEST_TEXT) -> str:
    """As written, but for what is not seen: within its own isolate, on one line, never empty."""
    clean = _CONTROL.sub(" ", _STEERING.sub("", text)).strip()
    if len(clean) > longest:
        clean = clean[: longest - 1] + "…"
    return f"{_FSI}{clean or '—'}{_PDI}"


def _escaped(text: str) -> str:
    """docs.slack.dev, "Formatting message text": these three, and no others."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _address(url: str | None) -> str | None:
    """An http(s) address that shows where it leads (no `user@`), or None."""
    fit = _UNFIT.sub(lambda unfit: quote(unfit[0], safe=""), url or "")
    try:
        parts = urlsplit(fit)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(fit) > LONGEST_URL:
        return None
    return None if "@" in parts.netloc or "%" in parts.netloc else fit

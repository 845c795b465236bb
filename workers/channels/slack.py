"""Slack, by incoming webhook and Block Kit.

The law: nothing in a headline can mention or link anyone, and all of it is shown as written.
- What a publisher wrote stands in `rich_text` blocks. Slack parses nothing in their text elements:
  a mention would be an element of its own, and we write none but `text` and one `link`
  (docs.slack.dev, Block Kit, "Rich text block"). mrkdwn has no way to show `*_~` as they are.
- `text`, which notifications show, is escaped (`& < >`), and parsing, names and unfurling are off.
- Directions: the line begins with a mark of the headline's direction, and foreign text stands in
  isolates (UAX 9: FSI … PDI), out of which it cannot reach, its own bidi controls being removed.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from typing import Any, Final
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import msgspec

from streamer.settings import SubscriberSettings
from workers.retry import retry_after
from workers.story import Answer, Delivered, Event, GiveUp, Outcome, Parcel, TryAgain

IN_COMMIT = False
PER_SECOND = 1.0  # docs.slack.dev, "Rate limits": one message a second for an incoming webhook
GIVE_UP = "6h"

LONGEST_TEXT: Final = 2000
"""Characters of one text shown; Block Kit allows 3,000 in a text object."""
LONGEST_URL: Final = 3000
_FSI, _PDI, _LRM, _RLM = "\u2068", "\u2069", "\u200e", "\u200f"
_SIGN: Final = {"routine": "", "urgent": "🔴 ", "flash": "🚨 "}
_STEERING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]+")
"""Bidi embeddings, overrides and isolates."""
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_UNFIT: Final = re.compile(
    r"[\s<>|\"\\^`{}\x00-\x20\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f]"
)
"""What an address may not hold as it is (RFC 3986, 2), or what would not be seen in it."""
_CODE: Final = re.compile(rb"[a-z_]{1,40}")
_UNKNOWN_HOOK: Final = frozenset({b"no_service", b"no_team", b"no_active_hooks"})
_PASSING: Final = frozenset({408, 425, 429})


def check(subscriber: SubscriberSettings) -> list[str]:
    """A missing address, a zone that does not exist, and the Web API's keys."""
    faults = []
    if not subscriber.url:
        faults.append("url: expected the address of an incoming webhook")
    faults += [
        f"{key}: only incoming webhooks are served, expected url and no {key}"
        for key in ("token", "to")
        if getattr(subscriber, key)
    ]
    if subscriber.timezone and _zone(subscriber.timezone) is None:
        faults.append("timezone: expected a name of the IANA database, as Asia/Baghdad")
    return faults


def compose(event: Event, subscriber: SubscriberSettings, now: datetime) -> Parcel:
    """One message: the headline as a link, what it was before, and where it comes from."""
    title = _isolated(event.title)
    head = (_RLM if event.dir == "rtl" else _LRM) + _SIGN[event.urgency]
    lines = [[_text(head), _headline(event, title)]]
    if event.previous:
        lines.append([_text(head[0]), _text(_isolated(event.previous), strike=True)])
    context = _LRM + " · ".join(_isolated(part) for part in _about(event, subscriber, now))
    payload = {
        "text": _escaped(f"{head}{title}\n{context}"),
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
    return Parcel(
        url=subscriber.url.reveal(),
        headers={"content-type": "application/json; charset=utf-8"},
        body=msgspec.json.encode(payload),
    )


def judge(answer: Answer, now: datetime) -> Outcome:
    """Slack's answers ("Handling errors" of incoming webhooks): a 4xx will not better itself, and
    a hook or a channel that is no more is gone; 429 and all else is no for now."""
    status = answer.status
    if status is None:
        return TryAgain(why=answer.error or "no answer")
    code = answer.body.strip()
    why = f"HTTP {status}"
    if 200 <= status < 300:
        return Delivered()
    if _CODE.fullmatch(code):
        why += f" {code.decode()}"
    if 400 <= status < 500 and status not in _PASSING:
        return GiveUp(why=why, gone=status == 410 or (status == 404 and code in _UNKNOWN_HOOK))
    return TryAgain(why=why, after=retry_after(answer.headers.get("retry-after"), now))


# ── parts of a message ────────────────────────────────────────────────────────────────────────


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
        _clock(event.published or event.seen, _zone(subscriber.timezone), now),
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


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def _isolated(text: str) -> str:
    """As written, but for what is not seen: within its own isolate, on one line, never empty."""
    clean = _CONTROL.sub(" ", _STEERING.sub("", text)).strip()
    if len(clean) > LONGEST_TEXT:
        clean = clean[: LONGEST_TEXT - 1] + "…"
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

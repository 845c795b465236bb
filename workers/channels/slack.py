"""Slack: by incoming webhook, or, where `token` and `to` are given, by the Web API.

By the Web API a story is one thread: its first report stands in the channel, what follows goes below it. An
edit edits the message, and what is withdrawn is struck through where it stands. Which message is which is
kept for each story (`root`: channel and timestamp of the first; an item's id: its own timestamp). Where an
edit is refused, because the message is gone or too old, the news goes into the thread.

What a message looks like, and why nothing in a headline can mention or link anyone: workers.blockkit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import msgspec

from streamer.settings import SubscriberSettings
from workers.blockkit import message, zone_of
from workers.channels import Memory
from workers.retry import retry_after
from workers.story import (
    Answer,
    Delivered,
    Digest,
    Event,
    GiveUp,
    News,
    Outcome,
    Parcel,
    TryAgain,
)

IN_COMMIT = False
PER_SECOND = (
    1.0  # docs.slack.dev, "Rate limits": one message a second for a webhook, and for a channel
)
GIVE_UP = "6h"
REMEMBERS = True

WEB_API: Final = "https://slack.com/api/"
_JSON: Final = "application/json; charset=utf-8"
_CODE: Final = re.compile(rb"[a-z_]{1,40}")
_UNKNOWN_HOOK: Final = frozenset({b"no_service", b"no_team", b"no_active_hooks"})
_PASSING: Final = frozenset({408, 425, 429})
_GONE: Final = frozenset({"account_inactive", "token_revoked", "token_expired", "team_disabled"})
"""The token is dead: another one switches on again."""
_FAULTY: Final = frozenset(
    {
        *(
            "invalid_blocks",
            "invalid_blocks_format",
            "msg_too_long",
            "msg_blocks_too_long",
            "no_text",
        ),
        *("invalid_arguments", "invalid_json", "json_not_object", "restricted_action"),
    }
)
"""Of this message, for good. All else (a bot not invited, a channel archived) somebody can mend in Slack."""


_FIXED: Final = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""A message that is edited no more: what would have changed it goes into the thread (docs.slack.dev,
"chat.update")."""
_NO_THREAD: Final = frozenset({"thread_not_found", "cannot_reply_to_message"})
"""Somebody deleted the message that the thread hung on: what follows goes to the channel."""


class _Said(msgspec.Struct):
    """An answer of the Web API (docs.slack.dev, "Using the Slack Web API")."""

    ok: bool
    error: str = ""
    ts: str = ""
    channel: str = ""


_SAID: Final = msgspec.json.Decoder(_Said)


def check(subscriber: SubscriberSettings) -> list[str]:
    """A missing address, half of a Web API, a zone that does not exist."""
    faults = []
    if bool(subscriber.token) != bool(subscriber.to):
        missing = "to" if subscriber.token else "token"
        faults.append(f"{missing}: missing, expected token and to together (Web API)")
    elif not subscriber.url and not subscriber.to:
        faults.append("url: expected the address of an incoming webhook, or token and to")
    if subscriber.token and not re.fullmatch(r"[!-~]+", subscriber.token.reveal()):
        faults.append("token: expected a token of Slack, without blanks")
    if subscriber.timezone and zone_of(subscriber.timezone) is None:
        faults.append("timezone: expected a name of the IANA database, as Asia/Baghdad")
    return faults


def compose(news: News, subscriber: SubscriberSettings, now: datetime) -> Parcel:
    """One message of its own: headlines as links, what one was before, and where it comes from."""
    return compose_with(news, subscriber, now, {})


def compose_with(
    news: News, subscriber: SubscriberSettings, now: datetime, memory: Memory
) -> Parcel:
    payload = message(news, subscriber, now)
    if not subscriber.to:
        return _post(subscriber.url.reveal(), payload)
    base = (subscriber.url.reveal() or WEB_API).rstrip("/").removesuffix("/chat.postMessage")
    method, place = _place(news, subscriber.to, memory)
    if method == "chat.update":  # it knows neither unfurling nor mrkdwn
        payload = {key: payload[key] for key in ("text", "blocks", "parse", "link_names")}
    parcel = _post(f"{base}/{method}", {**place, **payload})
    parcel.headers["authorization"] = f"Bearer {subscriber.token.reveal()}"
    return parcel


def judge(answer: Answer, now: datetime) -> Outcome:
    """Slack's answers ("Handling errors" of incoming webhooks, and of the Web API): a 4xx will not better
    itself, and a hook or a channel that is no more is gone; 429 and all else is no for now."""
    status = answer.status
    if status is None:
        return TryAgain(why=answer.error or "no answer")
    code = answer.body.strip()
    why = f"HTTP {status}"
    if 200 <= status < 300:
        return _judge_said(answer, now) if code.startswith(b"{") else _plain_yes(code)
    if _CODE.fullmatch(code):
        why += f" {code.decode()}"
    if 400 <= status < 500 and status not in _PASSING:
        return GiveUp(why=why, gone=status == 410 or (status == 404 and code in _UNKNOWN_HOOK))
    return TryAgain(why=why, after=retry_after(answer.headers.get("retry-after"), now))


def learn(news: News, answer: Answer, parcel: Parcel) -> Memory:
    """Where the message stands now; or that it is not to be edited, or its story has no thread any more, so
    that the next try goes elsewhere."""
    said = _said(answer)
    if said is None:
        return {}
    if not said.ok and not isinstance(news, Digest):
        if said.error in _FIXED and parcel.url.endswith("/chat.update"):
            return {news.story: {_fixed(news): said.error}}
        return {news.story: {"lost": said.error}} if said.error in _NO_THREAD else {}
    if not said.ok or not said.ts or not said.channel:
        return {}
    root = {"root": f"{said.channel} {said.ts}"}
    if isinstance(news, Digest):
        return {event.story: root for event in news.events}
    return {news.story: {**root, news.id: said.ts}}


# ── the Web API ───────────────────────────────────────────────────────────────────────────────


def _place(news: News, to: str, memory: Memory) -> tuple[str, dict[str, Any]]:
    """The method, and where the message goes: a channel, a thread of it, or the place of another."""
    if isinstance(news, Digest):
        return "chat.postMessage", {"channel": to}
    kept: Mapping[str, str] = memory.get(news.story, {})
    channel, _, root = kept.get("root", "").partition(" ")
    if not root or "lost" in kept:
        return "chat.postMessage", {"channel": to}
    if (own := kept.get(news.id)) and _edits(news) and _fixed(news) not in kept:
        return "chat.update", {"channel": channel, "ts": own}
    return "chat.postMessage", {"channel": channel, "thread_ts": root}


def _fixed(event: Event) -> str:
    """The name under which it is kept that the message of this item takes no edit."""
    return f"{event.id} fixed"


def _edits(event: Event) -> bool:
    """Whether it changes a message that stands there. A `new` that does was sent before, by somebody who
    died over our note of it: it is written once more into its own place."""
    return event.event in ("new", "update", "withdrawn")


def _judge_said(answer: Answer, now: datetime) -> Outcome:
    said = _said(answer)
    if said is None:
        return TryAgain(why="an answer that is none of Slack's")
    if said.ok:
        return Delivered()
    why = f"Slack says {said.error}" if _CODE.fullmatch(said.error.encode()) else "Slack says no"
    if said.error in _FAULTY or said.error in _GONE:
        return GiveUp(why=why, gone=said.error in _GONE)
    return TryAgain(why=why, after=retry_after(answer.headers.get("retry-after"), now))


def _plain_yes(code: bytes) -> Outcome:
    """An incoming webhook says "ok", and nothing else; a page of somebody in between is no yes."""
    if code[:1] == b"<":
        return TryAgain(why="an answer that is none of Slack's")
    return Delivered()


def _said(answer: Answer) -> _Said | None:
    try:
        return _SAID.decode(answer.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _post(url: str, payload: dict[str, Any]) -> Parcel:
    return Parcel(url=url, headers={"content-type": _JSON}, body=msgspec.json.encode(payload))

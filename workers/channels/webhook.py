"""A webhook: one POST an event, or a digest, per Standard Webhooks (standardwebhooks.com, specification 1.0).

    webhook-id         {id}_{event}_{revision}: the same for every retry, replay and subscriber
    webhook-timestamp  seconds of this attempt, so that a replayed request is known by its age
    webhook-signature  v1,… of id.timestamp.body, one for each secret while secrets are rotated
    body               {"type": "headline.{event}", "timestamp": when it was judged, "data": event}
                       {"type": "headline.digest", …, "data": {"events": […], …}}

The body depends on the news alone; the bytes that are signed are the bytes that are sent.
"""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime
from typing import Final, cast

import msgspec
from standardwebhooks import Webhook

from streamer.settings import SubscriberSettings
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
    events_of,
)

IN_COMMIT = False
PER_SECOND = 0.0
GIVE_UP = "75h"

LARGEST: Final = 20_000
"""Bytes: a body is smaller than this."""
_PASSING: Final = frozenset({408, 425, 429})
"""Answers of the 4xx kind that speak of the moment, not of the message."""


def check(subscriber: SubscriberSettings) -> list[str]:
    """A missing address, and secrets that are none. Never shows a secret."""
    faults = []
    if not subscriber.url:
        faults.append("url: expected the address of the receiver")
    for number, secret in enumerate(subscriber.secret.reveal().split(), 1):
        if not _is_secret(secret):
            faults.append(f"secret: number {number} is not whsec_ followed by base64")
    return faults


def compose(news: News, subscriber: SubscriberSettings, now: datetime) -> Parcel:
    """The POST, signed with every secret there is; without a secret it bears no signature."""
    body = _body(news)
    at = now.astimezone(UTC)  # the package takes any datetime for UTC, whatever its zone
    headers = {
        "content-type": "application/json",
        "webhook-id": news.delivery_id,
        "webhook-timestamp": str(int(at.timestamp())),
    }
    if secrets := subscriber.secret.reveal().split():
        headers["webhook-signature"] = " ".join(
            Webhook(secret).sign(news.delivery_id, at, body.decode()) for secret in secrets
        )
    return Parcel(url=subscriber.url.reveal(), headers=headers, body=body)


def judge(answer: Answer, now: datetime) -> Outcome:
    """2xx is yes, 410 is no for ever, other 4xx no for this one; all else is no for now."""
    status = answer.status
    if status is None:
        return TryAgain(why=answer.error or "no answer")
    why = f"HTTP {status}"
    if 200 <= status < 300:
        return Delivered()
    if status == 410:
        return GiveUp(why=why, gone=True)
    if 400 <= status < 500 and status not in _PASSING:
        return GiveUp(why=why)
    if 300 <= status < 400:
        why += ", a redirect, which is never followed"
    return TryAgain(why=why, after=retry_after(answer.headers.get("retry-after"), now))


def _is_secret(secret: str) -> bool:
    if not secret.startswith("whsec_"):
        return False
    text = secret.removeprefix("whsec_").rstrip("=")
    try:  # unpadded is well, as the package has it
        return bool(base64.b64decode(text + "=" * (-len(text) % 4), validate=True))
    except (ValueError, binascii.Error):
        return False


def _body(news: News) -> bytes:
    """The payload under the limit: whole, or else with the first of these that suffices. What a digest holds
    is limited when it is made (workers.holding), so that only events without measure are ever cut."""
    for shorter in (_whole, _short_summary, _no_summary, _bare):
        if isinstance(news, Digest):
            events = tuple(map(shorter, news.events))
            name, data = "digest", cast(News, msgspec.structs.replace(news, events=events))
        else:
            name, data = news.event, shorter(news)
        at = max(event.classified for event in events_of(news))
        body = msgspec.json.encode({"type": f"headline.{name}", "timestamp": at, "data": data})
        if len(body) < LARGEST:
            break
    return body


def _whole(event: Event) -> Event:
    return event


def _short_summary(event: Event) -> Event:
    summary = event.summary and event.summary[:200]
    return msgspec.structs.replace(event, summary=summary, truncated=True)


def _no_summary(event: Event) -> Event:
    return msgspec.structs.replace(event, summary=None, truncated=True)


def _bare(event: Event) -> Event:
    """Every text and list within bounds that come to less than the limit, whatever it holds:
    JSON needs at most six bytes for a character. Text that lawful sources never reach."""

    def few(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(value[:50] for value in values[:8])

    def text(value: str | None, longest: int) -> str | None:
        return value and value[:longest]

    return msgspec.structs.replace(
        event,
        summary=None,
        title=event.title[:300],
        previous=text(event.previous, 300),
        section=text(event.section, 100),
        published_raw=text(event.published_raw, 100),
        url=event.url if event.url and len(event.url.encode()) <= 2000 else None,
        sources=few(event.sources),
        places=few(event.places),
        because=few(event.because),
        fresh=few(event.fresh),
        truncated=True,
    )

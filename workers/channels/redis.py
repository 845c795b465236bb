"""A `redis` subscriber: a durable stream of its own, `{prefix}:news:to:{name}`.

The commit writes it, in the same script as the verdict, so nothing is ever composed, carried or
retried here.
"""

from __future__ import annotations

from datetime import datetime

from streamer.settings import SubscriberSettings
from workers.story import Answer, News, Outcome, Parcel

IN_COMMIT = True
PER_SECOND = 0.0
GIVE_UP = "75h"


def check(subscriber: SubscriberSettings) -> list[str]:
    """Settings that mean that somebody else was thought of: an address, a secret."""
    return [
        f"{key}: a redis subscriber has no use for it, expected it to be absent"
        for key in ("url", "secret", "token", "to")
        if getattr(subscriber, key)
    ] + [
        f"{key}: a redis subscriber reads at a pace of its own, expected it to be absent"
        for key in ("quiet", "digest", "per_minute", "cooldown")
        if getattr(subscriber, key)
    ]


def compose(news: News, subscriber: SubscriberSettings, now: datetime) -> Parcel:
    raise AssertionError("a redis subscriber is written by the commit")


def judge(answer: Answer, now: datetime) -> Outcome:
    raise AssertionError("a redis subscriber is written by the commit")

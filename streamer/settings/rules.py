"""What must agree with what: one line a rule, kept apart from the values themselves.

A rule looks at one section whose named keys are good, and gives the faulty key with what is wrong,
or nothing. A rule about a key that is faulty anyway is not asked.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from streamer.settings.hosts import is_loopback
from streamer.settings.types import (
    KafkaSettings,
    RedisSettings,
    ServiceSettings,
    SourceSettings,
    SubscriberSettings,
)

Fault = tuple[str, str]
"""The key, and what is wrong with it."""


class Rule(NamedTuple):
    """A check of a section, and the keys it is about."""

    keys: tuple[str, ...]
    check: Callable[[Any], Fault | None]


def _one_slot(redis: RedisSettings) -> Fault | None:
    """All keys of one script must hash to one slot (Redis Cluster specification, hash tags)."""
    scheme, _, _ = redis.url.reveal().partition("://")
    if not scheme.endswith("+cluster") or redis.prefix.startswith("{"):
        return None
    return (
        "prefix",
        f'"{redis.prefix}" is not in braces; expected "{{{redis.prefix}}}" on a cluster',
    )


def _guarded(service: ServiceSettings) -> Fault | None:
    if not service.listen or service.token or is_loopback(service.listen):
        return None
    return "token", "missing; expected one, since others can reach what service.listen names"


def _pace(source: SourceSettings) -> Fault | None:
    if source.every <= source.at_most:
        return None
    return "every", f"longer than at_most ({source.at_most:g}s); expected no more than that"


def _address(subscriber: SubscriberSettings) -> Fault | None:
    channel, url = subscriber.channel, subscriber.url
    if channel == "redis" and url:
        return "url", "a redis subscriber has a stream of its own in [redis]; expected no url"
    if channel == "webhook" and not url:
        return "url", "missing; expected the address that receives the webhooks"
    if channel == "slack" and not url and not (subscriber.token and subscriber.to):
        return "url", "missing; expected the address of an incoming webhook, or token and to"
    return None


def _signing(subscriber: SubscriberSettings) -> Fault | None:
    """Standard Webhooks: a symmetric secret is `whsec_` and base64."""
    if subscriber.channel != "webhook":
        return None
    for one in subscriber.secret.reveal().split():
        try:
            good = one.startswith("whsec_") and b64decode(one.removeprefix("whsec_"), validate=True)
        except ValueError:
            good = False
        if not good:
            return "secret", 'no signing secret; expected "whsec_" and base64, several by blanks'
    return None


def _hours(subscriber: SubscriberSettings) -> Fault | None:
    start, _, end = subscriber.quiet.partition("-")
    if not start or start != end:
        return None
    return "quiet", "begins and ends at the same minute; expected two times of the day"


def _no_kafka(kafka: KafkaSettings) -> Fault | None:
    why = "distributed running through Kafka is not part of this version; expected none"
    return ("brokers", why) if kafka.brokers else None


RULES: Final[dict[type, tuple[Rule, ...]]] = {
    RedisSettings: (Rule(("url", "prefix"), _one_slot),),
    ServiceSettings: (Rule(("listen", "token"), _guarded),),
    KafkaSettings: (Rule(("brokers",), _no_kafka),),
    SourceSettings: (Rule(("every", "at_most"), _pace),),
    SubscriberSettings: (
        Rule(("channel", "url", "token", "to"), _address),
        Rule(("channel", "secret"), _signing),
        Rule(("quiet",), _hours),
    ),
}

"""Kafka: every event as a message on a topic (extra `kafka`, by aiokafka).

    token   kafka://h1:9092,h2:9092    kafka+ssl://USER:PASSWORD@h1:9093    …?sasl=plain    all of it a secret
    to      the topic

The key is the id of the alert, so that all its revisions lie in one partition, in order; the value is the
event, the header `webhook-id` the same as on every other way out, `type` what it is. A delivery is done once
all in-sync replicas have it (acks=all); after a failure it may be there twice, under the same ids.

The package dials by itself, also whom a broker names, in a process of its own (workers.kafka_door), where
every address is held to `network.allow` as the socket is about to be connected.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final, NamedTuple
from urllib.parse import unquote

from streamer.settings import SubscriberSettings
from workers.story import (
    ENCODER,
    Answer,
    Delivered,
    Digest,
    GiveUp,
    News,
    Outcome,
    Parcel,
    TryAgain,
)

IN_COMMIT = False
PER_SECOND = 0.0
GIVE_UP = "75h"

_ADDRESS: Final = re.compile(
    r"kafka(?P<tls>\+ssl)?://((?P<user>[^\s:@/?#]+):(?P<password>[^\s:@/?#]+)@)?"
    r"(?P<brokers>[^\s@/?#]+)/?(\?sasl=(?P<sasl>[a-z0-9-]+))?"
)
_BROKER: Final = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})")
_TOPIC: Final = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._-]{1,249}")
"""github.com/apache/kafka, org.apache.kafka.common.internals.Topic."""
_MECHANISMS: Final = ("scram-sha-512", "scram-sha-256", "plain")


class Cluster(NamedTuple):
    """Where a topic lies, and who we are there."""

    brokers: tuple[str, ...]
    """`host:port` of each."""
    tls: bool
    mechanism: str
    """As Kafka writes it; empty: nobody is asked who he is."""
    user: str
    password: str


def cluster(address: str) -> Cluster | None:
    """The address taken apart; None: it is none."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    brokers = tuple(found["brokers"].split(","))
    mechanism = found["sasl"] or _MECHANISMS[0]
    if not all(_is_broker(one) for one in brokers) or mechanism not in _MECHANISMS:
        return None
    if found["user"] is None:
        return None if found["sasl"] else Cluster(brokers, bool(found["tls"]), "", "", "")
    return Cluster(
        brokers, bool(found["tls"]), mechanism.upper(),
        unquote(found["user"]), unquote(found["password"]),
    )  # fmt: skip


def check(subscriber: SubscriberSettings) -> list[str]:
    """No address or topic, a password that would go in clear, what a log of events has no use for. Never
    shows the address."""
    faults = []
    found = cluster(subscriber.token.reveal())
    if found is None:
        faults.append(
            "token: expected kafka://HOST:PORT,… or kafka+ssl://USER:PASSWORD@HOST:PORT,… with "
            f"?sasl= one of {', '.join(_MECHANISMS)}"
        )
    elif found.mechanism == "PLAIN" and not found.tls:
        faults.append("token: sasl=plain sends the password as it is, expected kafka+ssl://")
    if not _TOPIC.fullmatch(subscriber.to):
        faults.append("to: expected the name of a topic: letters, digits, . _ -")
    faults += [
        f"{key}: a kafka subscriber has no use for it, expected it to be absent"
        for key in ("url", "secret")
        if getattr(subscriber, key)
    ]
    faults += [
        f"{key}: who reads a topic has a pace of its own, expected it to be absent"
        for key in ("quiet", "digest", "per_minute", "cooldown")
        if getattr(subscriber, key)
    ]
    return faults


def compose(news: News, subscriber: SubscriberSettings, now: datetime) -> Parcel:
    """The event as it is. (A digest is only what was folded while the subscriber was another channel's.)"""
    kind = "digest" if isinstance(news, Digest) else news.event
    return Parcel(
        url=subscriber.token.reveal(),
        headers={
            "topic": subscriber.to,
            "key": news.id,
            "webhook-id": news.delivery_id,
            "type": f"headline.{kind}",
        },
        body=ENCODER.encode({"events": news.events} if isinstance(news, Digest) else news),
        carrier="kafka",
    )


def judge(answer: Answer, now: datetime) -> Outcome:
    """A message that no broker would ever take is no for good; everything else can pass."""
    if answer.status == 200:
        return Delivered()
    why = answer.error or "the brokers say no"
    return GiveUp(why=why) if answer.status == 400 else TryAgain(why=why)


def _is_broker(text: str) -> bool:
    found = _BROKER.fullmatch(text)
    return found is not None and 0 < int(found[2]) < 65_536

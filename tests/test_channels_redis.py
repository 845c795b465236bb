"""A redis subscriber is written by the commit: its channel only says what is set in vain."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from streamer.settings import Secret, SubscriberSettings
from workers.channels import Channel, redis

CASES = Path(__file__).parent / "data" / "channels"


def test_the_module_is_a_channel_that_the_commit_writes() -> None:
    channel: Channel = redis
    assert channel.IN_COMMIT


def test_a_recorded_misplaced_setting_is_named_without_its_value() -> None:
    case = json.loads((CASES / "redis_misplaced.json").read_bytes())["subscriber"]
    subscriber = msgspec.convert(case, SubscriberSettings, dec_hook=lambda _, text: Secret(text))
    assert redis.check(subscriber) == json.loads(
        (CASES / "redis_misplaced.answer.json").read_bytes()
    )


def test_a_plain_redis_subscriber_has_no_fault() -> None:
    assert redis.check(SubscriberSettings(name="archive", channel="redis")) == []

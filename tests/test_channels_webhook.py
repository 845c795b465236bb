"""Standard Webhooks as sent: recorded cases, the published vector, and any event whatever."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from streamer.settings import Secret, SubscriberSettings
from workers.channels import Channel, webhook
from workers.story import Answer, Delivered, Event, GiveUp, Outcome, Parcel, TryAgain

CASES = Path(__file__).parent / "data" / "channels"
NOW = datetime(2019, 3, 12, 6, 41, 7, 500_000, tzinfo=UTC)
VECTOR = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"


def read_case(name: str) -> tuple[Event, SubscriberSettings, datetime]:
    case: dict[str, Any] = json.loads((CASES / f"{name}.json").read_bytes())
    return (
        msgspec.convert(case["event"], Event),
        msgspec.convert(
            case["subscriber"], SubscriberSettings, dec_hook=lambda _, text: Secret(text)
        ),
        datetime.fromisoformat(case["now"]),
    )


EVENT, SUBSCRIBER, _ = read_case("webhook_new")


def to(secret: str) -> SubscriberSettings:
    return msgspec.structs.replace(SUBSCRIBER, secret=Secret(secret))


def signed(secret: str, name: str, seconds: str, body: bytes) -> str:
    """The specification in its own words, without the package."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = name.encode() + b"." + seconds.encode() + b"." + body
    return "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()


def assert_signed(parcel: Parcel, *secrets: str) -> None:
    name, seconds = parcel.headers["webhook-id"], parcel.headers["webhook-timestamp"]
    assert parcel.headers["webhook-signature"].split(" ") == [
        signed(secret, name, seconds, parcel.body) for secret in secrets
    ]


def test_the_module_is_a_channel() -> None:
    channel: Channel = webhook
    assert not channel.IN_COMMIT
    assert channel.GIVE_UP == "75h"


def test_the_published_vector_of_standard_webhooks_is_met_by_hand_and_by_the_package() -> None:
    name, seconds, body = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert signed(VECTOR, name, str(seconds), body) == expected
    at = datetime.fromtimestamp(seconds, UTC)
    assert Webhook(VECTOR).sign(name, at, body.decode()) == expected


def test_a_recorded_event_gives_the_recorded_post() -> None:
    event, subscriber, now = read_case("webhook_new")
    parcel = webhook.compose(event, subscriber, now)
    answer = json.loads((CASES / "webhook_new.answer.json").read_bytes())
    assert parcel.url == answer["url"]
    assert parcel.headers == answer["headers"]
    assert json.loads(parcel.body) == answer["body"]
    assert_signed(parcel, *subscriber.secret.reveal().split())


def test_a_receiver_that_uses_the_package_accepts_either_secret_while_they_are_rotated() -> None:
    """Fault 17: while secrets are rotated both sign."""
    parcel = webhook.compose(EVENT, to(f"{VECTOR} {OTHER}"), datetime.now(UTC))
    for secret in (VECTOR, OTHER):
        received = Webhook(secret).verify(parcel.body, parcel.headers)
        assert msgspec.convert(received["data"], Event) == EVENT


def test_after_the_rotation_the_old_signature_is_gone() -> None:
    """Fault 17: after the rotation the old signature is gone."""
    assert_signed(webhook.compose(EVENT, to(OTHER), NOW), OTHER)


def test_without_a_secret_there_is_no_signature_but_an_id_and_a_time() -> None:
    headers = webhook.compose(EVENT, to(""), NOW).headers
    assert headers == {
        "content-type": "application/json",
        "webhook-id": "k3v9_new_1",
        "webhook-timestamp": str(int(NOW.timestamp())),
    }


def test_a_retry_has_the_same_id_and_body_and_a_new_time_and_signature() -> None:
    """Fault 16: a retry is the same message under the same id, signed anew."""
    one = webhook.compose(EVENT, SUBSCRIBER, NOW)
    two = webhook.compose(EVENT, SUBSCRIBER, NOW + timedelta(hours=5))
    assert one.headers["webhook-id"] == two.headers["webhook-id"]
    assert one.body == two.body
    assert one.headers["webhook-timestamp"] != two.headers["webhook-timestamp"]
    assert one.headers["webhook-signature"] != two.headers["webhook-signature"]


def test_the_zone_of_the_clock_does_not_move_the_signed_time() -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=3)))
    assert webhook.compose(EVENT, SUBSCRIBER, elsewhere) == webhook.compose(EVENT, SUBSCRIBER, NOW)


texts = st.text(max_size=400) | st.text(st.characters(max_codepoint=31), max_size=20_000)
lists = st.lists(texts, max_size=5).map(tuple) | st.just(("مصدر" * 60,) * 300)
events = st.builds(
    lambda **fields: msgspec.structs.replace(EVENT, **fields),
    title=texts,
    summary=st.none() | texts | st.just("\u0001" * 9000),
    previous=st.none() | texts,
    section=st.none() | texts,
    published_raw=st.none() | texts,
    url=st.none() | texts.map("https://nahr.example/".__add__),
    sources=lists,
    places=lists,
    because=lists,
    fresh=lists,
)


@given(events)
def test_any_event_is_signed_json_under_20_kb_and_whole_where_it_can_be(event: Event) -> None:
    parcel = webhook.compose(event, SUBSCRIBER, NOW)
    assert len(parcel.body) < 20_000
    assert_signed(parcel, VECTOR, OTHER)
    payload = json.loads(parcel.body)
    assert payload["type"] == f"headline.{event.event}"
    assert payload["timestamp"] == EVENT.classified
    sent = msgspec.convert(payload["data"], Event)
    assert sent.delivery_id == event.delivery_id
    assert sent == event or sent.truncated is True
    whole = {"type": f"headline.{event.event}", "timestamp": event.classified, "data": event}
    if len(msgspec.json.encode(whole)) < 20_000:
        assert sent == event


def test_the_summary_is_shortened_before_the_title() -> None:
    long = msgspec.structs.replace(EVENT, summary="خبر" * 5000)
    sent = json.loads(webhook.compose(long, SUBSCRIBER, NOW).body)["data"]
    assert sent["title"] == EVENT.title
    assert sent["summary"] == ("خبر" * 5000)[:200]


again, never, gone = TryAgain(why=""), GiveUp(why=""), GiveUp(why="", gone=True)
MEANING: list[tuple[Outcome, list[int | None]]] = [
    (Delivered(), [200, 201, 202, 204, 299]),
    (again, [None, 301, 302, 307, 308, 408, 425, 429, 500, 502, 503, 504, 599]),
    (never, [400, 401, 403, 404, 405, 413, 422, 451]),
    (gone, [410]),
]


@pytest.mark.parametrize(
    ("status", "meant"), [(status, meant) for meant, found in MEANING for status in found]
)
def test_what_an_answer_means(status: int | None, meant: Outcome) -> None:
    """Faults 13 to 15: 5xx is tried again, 410 is for good, 3xx is a failure."""
    outcome = webhook.judge(Answer(status=status, error="connection refused"), NOW)
    if not isinstance(outcome, Delivered):
        assert outcome.why
        outcome = msgspec.structs.replace(outcome, why="")
    assert outcome == meant


@pytest.mark.parametrize(
    ("header", "after"),
    [
        ("17", 17.0),
        ("-1", 1.0),
        ("1000000000", 86400.0),
        (format_datetime(NOW.replace(microsecond=0) + timedelta(hours=1), usegmt=True), 3599.5),
        ("whenever", None),
    ],
)
def test_retry_after_is_handed_on_within_bounds(header: str, after: float | None) -> None:
    """Fault 14: Retry-After is handed on within bounds."""
    for status in (429, 503, 301):
        outcome = webhook.judge(Answer(status=status, headers={"retry-after": header}), NOW)
        assert isinstance(outcome, TryAgain)
        assert outcome.after == after


def test_a_receiver_s_words_are_never_quoted() -> None:
    """They may hold what we sent, or escapes for a terminal."""
    outcome = webhook.judge(Answer(status=400, body=b"\x1b[2Jsecret"), NOW)
    assert isinstance(outcome, GiveUp)
    assert "secret" not in outcome.why


@pytest.mark.parametrize(
    "secret", ["hush-hush", "whsec_", "whsec_***", f"{VECTOR} whsec_==", "whsec_Q", "d2hzZWM="]
)
def test_a_secret_that_is_none_is_a_fault_that_does_not_show_it(secret: str) -> None:
    number = len(secret.split())
    assert webhook.check(to(secret)) == [
        f"secret: number {number} is not whsec_ followed by base64"
    ]


@given(st.lists(st.binary(min_size=1, max_size=64), max_size=3))
def test_whatever_passes_the_check_signs(keys: list[bytes]) -> None:
    secrets = ["whsec_" + base64.b64encode(key).decode() for key in keys]
    subscriber = to(" ".join(secrets))
    assert webhook.check(subscriber) == []
    headers = webhook.compose(EVENT, subscriber, NOW).headers
    assert len(headers.get("webhook-signature", "").split()) == len(keys)


def test_a_missing_address_is_a_fault() -> None:
    (fault,) = webhook.check(SubscriberSettings(name="partner", channel="webhook"))
    assert fault.startswith("url: ")

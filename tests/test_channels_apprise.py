"""The apprise channel: what it takes, what it says, and that its child dials nothing it may not."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.settings.types import Secret
from tests.builders import a_subscriber, an_event
from tests.hostile import LOOPBACK, answer, far_end, says, silence
from workers.apprise_door import AppriseDoor
from workers.channels import Channel, apprise
from workers.story import Answer, Delivered, Digest, GiveUp, TryAgain

NOW = datetime(2024, 3, 1, tzinfo=UTC)


def one(address: str) -> Any:
    return a_subscriber("desk", "apprise", token=Secret(address))


def test_the_module_is_a_channel_of_one_message_a_second() -> None:
    channel: Channel = apprise
    assert (channel.IN_COMMIT, channel.PER_SECOND, channel.GIVE_UP) == (False, 1.0, "6h")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "tgrams",
        "exec://ls",
        "dbus://",
        "syslog://x",
        "file:///etc/passwd",
        "k3y://x",
        "tgram://a b",
    ],
)
def test_only_named_schemes_are_taken_and_no_address_is_shown(address: str) -> None:
    faults = apprise.check(one(address))
    assert [fault.partition(":")[0] for fault in faults] == ["token"]
    assert not address or address not in faults[0]


def test_a_good_address_has_no_fault_and_what_is_somebody_else_s_is_named() -> None:
    assert apprise.check(one("tgram://123:abc/456")) == []
    odd = a_subscriber("desk", "apprise", "http://h/", token=Secret("tgram://a/b"), to="#x")
    assert [fault.partition(":")[0] for fault in apprise.check(odd)] == ["url", "to"]


@given(st.text(max_size=300), st.text(max_size=50))
def test_a_headline_stays_on_its_line_and_mentions_nobody(title: str, outlet: str) -> None:
    event = an_event(1, title=title, outlet=outlet, url=None)
    parcel = apprise.compose(event, one("tgram://a/b"), NOW)
    body = json.loads(parcel.body)["body"]
    assert "\n" not in body
    assert not any(
        mark + name in body for mark in "@<" for name in ("here", "everyone", "channel", "!")
    )


def test_a_digest_has_a_line_for_each() -> None:
    both = Digest(id="0_digest_1", stories=2, items=2, events=(an_event(1), an_event(2)))
    told = json.loads(apprise.compose(both, one("tgram://a/b"), NOW).body)
    assert told["body"].count("https://outlet.example/") == 2


@pytest.mark.parametrize(
    ("status", "meant"),
    [
        (200, Delivered()),
        (400, GiveUp(why="Apprise says no")),
        (502, TryAgain(why="Apprise says no")),
        (None, TryAgain(why="Apprise says no")),
    ],
)
def test_what_an_answer_means(status: int | None, meant: object) -> None:
    assert apprise.judge(Answer(status=status), NOW) == meant


async def carried(address: str, *allow: str, deadline: float = 90.0) -> Answer:
    door = AppriseDoor(allow, deadline=deadline)
    return await door.carry(apprise.compose(an_event(1), one(address), NOW))


async def test_what_the_package_sends_arrives_as_written() -> None:
    async with far_end(says(answer(200))) as end:
        got = await carried(f"json://127.0.0.1:{end.port}/", *LOOPBACK)
        assert (got.status, got.error) == (200, "")
        assert an_event(1).title in json.loads(end.heard[0].body)["message"]


async def test_an_address_that_may_not_be_dialled_is_refused_at_the_socket() -> None:
    async with far_end(says(answer(200))) as end:
        got = await carried(f"json://127.0.0.1:{end.port}/")
        assert got.status == 502
        assert "refused: 127.0.0.1 is loopback" in got.error
        assert end.connections == 0


async def test_a_redirect_into_a_private_network_is_refused_at_the_socket() -> None:
    async with far_end(says(answer(307, Location="http://10.0.0.1/"))) as end:
        got = await carried(f"json://127.0.0.1:{end.port}/", *LOOPBACK)
        assert got.status != 200


async def test_a_service_that_hangs_meets_the_deadline_and_its_process_is_gone() -> None:
    async with far_end(silence) as end:
        got = await carried(f"json://127.0.0.1:{end.port}/", *LOOPBACK, deadline=3.0)
        assert got.status is None
        assert "timed out" in got.error


async def test_what_it_does_not_understand_is_no_for_good() -> None:
    assert (await carried("tgram://x")).status == 400


def test_the_package_is_never_imported_here() -> None:
    assert "apprise" not in sys.modules

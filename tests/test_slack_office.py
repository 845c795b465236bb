"""Slack by both ways, against an office that validates Block Kit's limits and the rate.

By the Web API a story is a thread, an edit edits, a withdrawal strikes through; and whatever a publisher
writes, alone or folded with others, is a message that Slack takes and that mentions nobody.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from streamer.settings.types import Secret
from tests.builders import Room, a_subscriber, an_event, id_of
from tests.desk import Desk, desk
from tests.fakes import SECRET
from tests.slack_office import TOKEN, Office, fault_of, texts
from tests.test_channels_slack import assert_balanced, assert_parsed_as_nothing, wild
from tests.waiting import until
from workers.channels import slack, webhook
from workers.story import Answer, Delivered, Digest, Event, GiveUp, Outcome, TryAgain

NOW = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
async def office(room: Room) -> AsyncIterator[Office]:
    async with Office(room.clock) as office:
        yield office


def by_api(office: Office, **more: Any) -> Any:
    return a_subscriber(
        "desk", "slack", url=f"{office.base}/api/", token=Secret(TOKEN), to="#desk", **more
    )


async def told(one: Desk, *events: Event) -> None:
    """Each event, or what is owed already, and time for it to arrive: one message a second."""

    async def gone() -> bool:
        await one.later(1.1)
        await one.settled()
        return await one.owed("desk") == []

    for event in events:
        await one.owe(event)
        await until(gone)
    await until(gone)


def follow(number: int, title: str, **more: Any) -> Event:
    return an_event(number, event="follow", story=id_of(1), title=title, fresh=("x",), **more)


async def test_a_story_is_a_thread_an_edit_edits_and_a_withdrawal_strikes_through(
    room: Room, office: Office
) -> None:
    async with desk(room, by_api(office)) as one:
        await told(
            one,
            an_event(1, title="أول"),
            an_event(2, title="قصة أخرى"),
            follow(3, "تفاصيل"),
            an_event(1, event="update", revision=2, title="أول معدلا", previous="أول"),
            follow(3, "تفاصيل أكثر", revision=2),
            an_event(3, event="withdrawn", revision=3, story=id_of(1), title="تفاصيل أكثر"),
            an_event(4, event="correction", story=id_of(1), title="تصويب", corrects=id_of(1)),
        )
    root, other = office.in_channel()
    assert "أول معدلا" in json.dumps(office.messages[root], ensure_ascii=False)
    assert office.messages[root]["edited"] == 1
    assert office.thread(other) == []
    details, more, fixed = office.thread(root)
    struck = office.messages[details]["blocks"][0]["elements"][0]["elements"][1]
    assert struck["style"] == {"strike": True}
    assert "تفاصيل أكثر" in json.dumps(office.messages[more], ensure_ascii=False)
    assert "تصويب" in json.dumps(office.messages[fixed], ensure_ascii=False)
    assert all(status == 200 and not error for _, status, error in office.calls)


async def test_an_edit_of_what_was_never_shown_opens_its_thread(room: Room, office: Office) -> None:
    async with desk(room, by_api(office)) as one:
        await told(one, an_event(1, event="update", revision=2, title="معدل"))
        await told(one, an_event(1, event="update", revision=3, title="معدل مرة أخرى"))
    (root,) = office.in_channel()
    assert office.messages[root]["edited"] == 1


@pytest.mark.parametrize(
    "error", ["message_not_found", "cant_update_message", "edit_window_closed"]
)
async def test_an_edit_that_is_refused_goes_into_the_thread_and_so_do_all_after_it(
    room: Room, office: Office, error: str
) -> None:
    async with desk(room, by_api(office)) as one:
        await told(one, an_event(1, title="أول"))
        office.no_edits = error
        await told(one, an_event(1, event="update", revision=2, title="ثان", previous="أول"))
        await told(one, an_event(1, event="withdrawn", revision=3, title="ثان"))
        assert await one.dead() == []
    (root,) = office.in_channel()
    second, third = office.thread(root)
    assert "ثان" in json.dumps(office.messages[second], ensure_ascii=False)
    struck = office.messages[third]["blocks"][0]["elements"][0]["elements"][1]
    assert struck["style"] == {"strike": True}
    assert [what for method, _, what in office.calls if method == "chat.update"] == [error]


async def test_a_thread_that_was_deleted_is_gone_on_with_in_the_channel(
    room: Room, office: Office
) -> None:
    async with desk(room, by_api(office)) as one:
        await told(one, an_event(1, title="أول"))
        office.messages.clear()
        await told(one, follow(3, "تفاصيل"))
        assert await one.dead() == []
    (only,) = office.in_channel()
    assert "تفاصيل" in json.dumps(office.messages[only], ensure_ascii=False)


async def test_what_was_posted_before_we_died_is_written_once_more_into_its_own_place(
    room: Room, office: Office
) -> None:
    async with desk(room, by_api(office)) as one:
        await told(one, an_event(1))
        await one.owe(an_event(1))  # our note of its yes was lost
        await told(one)
        await until(lambda: len(office.calls) == 2)
        await one.settled()
    assert len(office.messages) == 1


async def test_a_burst_is_one_message_in_the_channel_and_what_follows_goes_below_it(
    room: Room, office: Office
) -> None:
    async with desk(room, by_api(office)) as one:
        await one.owe(*(an_event(n, title=f"خبر {n}.") for n in range(1, 9)))
        await told(one)
        shown = json.dumps(office.messages, ensure_ascii=False)
        assert all(f"خبر {n}." in shown for n in range(1, 9))
        assert len(office.messages) <= 2
        await told(one, follow(20, "تفاصيل"))
    assert len(office.messages) - len(office.in_channel()) == 1


async def test_the_rate_is_kept_for_both_ways_whoever_asks_for_what(
    room: Room, office: Office
) -> None:
    hook = a_subscriber("hook", "slack", url=f"{office.base}/hook")
    async with desk(room, by_api(office), hook) as one:
        for number in range(12):
            await one.owe(an_event(number))
            await one.settled()
            await one.later(0.4)

        async def all_told() -> bool:
            await one.settled()
            await one.later(0.3)
            return await one.owed("desk") == await one.owed("hook") == []

        await until(all_told)
    assert [status for _, status, _ in office.calls if status == 429] == []
    shown = json.dumps(office.messages, ensure_ascii=False)
    assert all(shown.count(f"جسر رقم {number} ") >= 2 for number in range(12))


async def test_429_is_honoured_and_nothing_is_dropped(room: Room, office: Office) -> None:
    async with desk(room, by_api(office)) as one:
        office._last["desk"] = room.clock.now  # somebody else wrote there just now
        await one.owe(an_event(1))
        await until(lambda: office.calls)
        await one.settled()
        assert office.calls[0][1] == 429
        await one.later(0.5)
        await one.settled()
        assert len(office.calls) == 1
        await told(one)
    assert len(office.messages) == 1


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        (b'{"ok": true, "ts": "1.1", "channel": "C1"}', Delivered()),
        (b'{"ok": false, "error": "invalid_blocks"}', GiveUp(why="Slack says invalid_blocks")),
        (
            b'{"ok": false, "error": "token_revoked"}',
            GiveUp(why="Slack says token_revoked", gone=True),
        ),
        (b'{"ok": false, "error": "not_in_channel"}', TryAgain(why="Slack says not_in_channel")),
        (b'{"ok": false, "error": "<b>\\u001b[2J"}', TryAgain(why="Slack says no")),
        (b"{", TryAgain(why="an answer that is none of Slack's")),
        (b'{"ok": 1}', TryAgain(why="an answer that is none of Slack's")),
        (b"<html>Sign in</html>", TryAgain(why="an answer that is none of Slack's")),
        (b"ok", Delivered()),
    ],
)
def test_what_an_answer_of_the_web_api_means(body: bytes, meant: Outcome) -> None:
    assert slack.judge(Answer(status=200, body=body), NOW) == meant


def test_without_an_address_the_web_api_is_slack_s_own() -> None:
    one = a_subscriber("desk", "slack", token=Secret(TOKEN), to="#desk")
    parcel = slack.compose(an_event(), one, NOW)
    assert parcel.url == "https://slack.com/api/chat.postMessage"
    assert parcel.headers["authorization"] == f"Bearer {TOKEN}"
    assert TOKEN not in str(one)


# ── whatever a publisher writes (26, 27) ──────────────────────────────────────────────────────

hostile = wild | st.sampled_from(
    ["<!channel>" * 1000, "\u202e" * 10_000, "\u0301" * 10_000, "عاجل " * 2000, "@here " * 2000]
)
events = st.builds(
    lambda title, outlet, url, direction, event, previous: an_event(
        1, title=title, outlet=outlet, url=url, dir=direction, event=event, previous=previous
    ),
    hostile, wild, st.none() | wild.map("https://nahr.example/{}".format), st.sampled_from(["rtl", "ltr"]),
    st.sampled_from(["new", "update", "withdrawn"]), st.none() | hostile,
)  # fmt: skip


def a_digest(several: list[Event]) -> Digest:
    return Digest(id="0_digest_1", stories=len(several), items=len(several), events=tuple(several))


@given(st.lists(events, min_size=1, max_size=25))
@example([an_event(1, title="x" * 10_000)] * 25)
def test_a_folded_message_is_taken_mentions_nobody_and_shows_every_headline(
    several: list[Event],
) -> None:
    message = json.loads(
        slack.compose(a_digest(several), a_subscriber("d", "slack", "http://h/"), NOW).body
    )
    fault = fault_of(message)
    assert fault is None or (fault == "msg_blocks_too_long" and len(several) > 20)
    assert_parsed_as_nothing(message["text"])
    for text in texts(message["blocks"]):
        assert_balanced(text)
    assert len(message["blocks"][0]["elements"]) == len(several)
    assert message["parse"] == "none"
    assert message["link_names"] is False


@given(st.lists(events, min_size=1, max_size=20), st.booleans())
def test_no_body_goes_unsigned_or_over_20_kb(several: list[Event], alone: bool) -> None:
    news = several[0] if alone else a_digest(several)
    parcel = webhook.compose(news, a_subscriber("hook", url="http://127.0.0.1/"), NOW)
    named, stamp = parcel.headers["webhook-id"], NOW
    signed = Webhook(SECRET).sign(named, stamp, parcel.body.decode())
    assert parcel.headers["webhook-signature"] == signed
    assert json.loads(parcel.body)["type"].startswith("headline.")
    if alone:
        assert len(parcel.body) < webhook.LARGEST

"""Slack messages: recorded cases, and whatever a publisher may write.

`assert_harmless` knows nothing of how a message is made: it holds any message to what Slack parses.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streamer.settings import Secret, SubscriberSettings
from workers.channels import Channel, slack
from workers.story import Answer, Delivered, Event, GiveUp, Outcome, TryAgain

CASES = Path(__file__).parent / "data" / "channels"
NOW = datetime(2019, 3, 12, 6, 41, 7, tzinfo=UTC)


def read_case(name: str) -> tuple[Event, SubscriberSettings, datetime]:
    case: dict[str, Any] = json.loads((CASES / f"{name}.json").read_bytes())
    return (
        msgspec.convert(case["event"], Event),
        msgspec.convert(
            case["subscriber"], SubscriberSettings, dec_hook=lambda _, text: Secret(text)
        ),
        datetime.fromisoformat(case["now"]),
    )


EVENT, DESK, _ = read_case("slack_new")


def composed(**changes: Any) -> dict[str, Any]:
    event = msgspec.structs.replace(EVENT, **changes)
    payload: dict[str, Any] = json.loads(slack.compose(event, DESK, NOW).body)
    return payload


def spans(payload: dict[str, Any]) -> list[dict[str, Any]]:
    """The elements of all lines of the first block."""
    return [span for line in payload["blocks"][0]["elements"] for span in line["elements"]]


def assert_parsed_as_nothing(text: str) -> None:
    """In a text that Slack parses: no control sequence can begin (Formatting message text)."""
    assert not set("<>") & set(text)
    assert re.sub("&(amp|lt|gt);", "", text).count("&") == 0


def assert_balanced(text: str) -> None:
    """Every isolate is closed and none is closed twice; nothing overrides a direction (UAX 9)."""
    depth = 0
    for letter in text:
        assert letter not in "\u202a\u202b\u202c\u202d\u202e"
        depth += (letter in "\u2066\u2067\u2068") - (letter == "\u2069")
        assert depth >= 0
    assert depth == 0


def assert_harmless(payload: dict[str, Any], url: str | None) -> None:
    assert_parsed_as_nothing(payload["text"])
    assert_balanced(payload["text"])
    assert 1 <= len(payload["text"]) <= 40_000
    assert payload["link_names"] is payload["unfurl_links"] is payload["unfurl_media"] is False
    assert payload["parse"] == "none"
    assert payload["mrkdwn"] is False
    rich, context = payload["blocks"]
    assert rich["type"] == "rich_text"
    links = []
    for line in rich["elements"]:
        assert line.keys() == {"type", "elements"}
        assert line["type"] == "rich_text_section"
        for span in line["elements"]:
            assert span["type"] in ("text", "link")  # no user, usergroup, channel, broadcast, emoji
            assert span.keys() <= {"type", "text", "url", "style"}
            assert 1 <= len(span["text"]) <= 3000
            assert_balanced(span["text"])
            links += [span] if span["type"] == "link" else []
    assert len(links) <= 1
    for link in links:
        assert url is not None
        assert re.fullmatch(r"https?://[^/\s@<>|]+([/?#][^\s<>|]*)?", link["url"], re.ASCII | re.I)
        assert len(link["url"]) <= 3000
    (told,) = context["elements"]
    assert context["type"] == "context"
    assert told["type"] == "plain_text"
    assert 1 <= len(told["text"]) <= 3000
    assert_parsed_as_nothing(told["text"])
    assert_balanced(told["text"])


def test_the_module_is_a_channel_of_one_message_a_second() -> None:
    channel: Channel = slack
    assert not channel.IN_COMMIT
    assert channel.PER_SECOND == 1
    assert channel.GIVE_UP == "6h"


@pytest.mark.parametrize("name", ["slack_new", "slack_update"])
def test_a_recorded_event_gives_the_recorded_message(name: str) -> None:
    event, subscriber, now = read_case(name)
    parcel = slack.compose(event, subscriber, now)
    assert parcel.url == subscriber.url.reveal()
    assert parcel.headers["content-type"].startswith("application/json")
    assert json.loads(parcel.body) == json.loads((CASES / f"{name}.answer.json").read_bytes())
    assert_harmless(json.loads(parcel.body), event.url)


pieces = st.sampled_from(
    [
        *("<!channel>", "<!here|x>", "<@U1>", "<#C1>", "<!subteam^S1>", "@here", "@channel"),
        *("<http://evil.example|bank>", "http://evil.example/", "&lt;!channel&gt;", "&", '"}'),
        *("*", "_", "~", "`", "```", ":tada:", "\u202e", "\u2069", "\u2067", "\u0301" * 50),
        *("\r\n", "\x1b[31m", " ", "عاجل"),
    ]
)
wild = st.text() | st.lists(pieces | st.text(max_size=5)).map("".join)
urls = st.none() | wild | st.builds("{}://{}".format, st.sampled_from(["http", "https"]), wild)


@given(
    title=wild,
    previous=st.none() | wild,
    outlet=wild,
    url=urls,
    direction=st.sampled_from(["rtl", "ltr"]),
    published=st.none() | st.text() | st.datetimes().map(datetime.isoformat),
    event=st.sampled_from(["new", "update", "follow", "correction", "withdrawn"]),
)
@example(
    "<!channel>",
    "<@U1>",
    "<!here>",
    "https://nahr.example/|<!channel>",
    "rtl",
    "<!date^0^x|y>",
    "new",
)
@example("x", None, "x", "https://bank.example@evil.example/", "ltr", None, "new")
@example(
    "x" * 50_000, "&" * 50_000, "<" * 500, "https://nahr.example/" + "я" * 2999, "rtl", None, "new"
)
def test_nothing_a_publisher_writes_can_mention_link_or_break(
    title: str, previous: str | None, outlet: str, url: str | None, direction: str,
    published: str | None, event: str,
) -> None:  # fmt: skip
    """Fault 26: nothing a publisher writes can mention anybody, disguise a link or break a message."""
    assert_harmless(
        composed(title=title, previous=previous, outlet=outlet, url=url, dir=direction,
                 published=published, event=event),
        url,
    )  # fmt: skip


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=300))
@example("<!channel> <@U1> <http://evil.example|bank> *_~`x`~_* @here &amp;")
def test_a_headline_is_shown_as_written(title: str) -> None:
    """Fault 26: a headline is shown as written."""
    payload = composed(title=title)
    assert spans(payload)[1]["text"] == f"\u2068{title}\u2069"
    shown = payload["text"].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert title in shown


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://nahr.example/n/1?a=1&b=2", "https://nahr.example/n/1?a=1&b=2"),
        ("https://nahr.example/خبر", "https://nahr.example/خبر"),
        ("https://nahr.example/a b|c>d", "https://nahr.example/a%20b%7Cc%3Ed"),
        ("https://nahr.example/" + "x" * 3000, None),
        ("https://bank.example@evil.example/", None),
        ("https://bank.example\\@evil.example/", None),
        ("javascript:alert(1)", None),
        ("//nahr.example/", None),
        ("https://", None),
        ("https://[", None),
        (None, None),
    ],
)
def test_a_link_leads_where_it_says_or_there_is_none(url: str | None, link: str | None) -> None:
    assert spans(composed(url=url))[1].get("url") == link


@pytest.mark.parametrize(("direction", "mark"), [("rtl", "\u200f"), ("ltr", "\u200e")])
def test_every_line_begins_with_the_direction_of_the_headline(direction: str, mark: str) -> None:
    payload = composed(dir=direction, previous="قديم", event="update")
    assert payload["text"].startswith(mark)
    for line in payload["blocks"][0]["elements"]:
        assert line["elements"][0]["text"].startswith(mark)


def test_an_update_shows_the_old_title_struck_through_and_a_withdrawal_its_own() -> None:
    update = spans(composed(event="update", previous="قديم"))
    assert [span["text"] for span in update if span.get("style") == {"strike": True}] == [
        "\u2068قديم\u2069"
    ]
    withdrawn = composed(event="withdrawn")
    assert spans(withdrawn)[1]["style"] == {"strike": True}
    assert "withdrawn" in withdrawn["text"]


@pytest.mark.parametrize(
    ("zone", "published", "time"),
    [
        ("Asia/Baghdad", "2019-03-12T09:40:00+03:00", "09:40"),
        ("America/New_York", "2019-03-12T09:40:00+03:00", "02:40"),
        ("Pacific/Auckland", "2019-03-12T03:40:00+03:00", "2019-03-12 13:40"),
        ("", "2019-03-12T09:40:00+03:00", "09:40 UTC+03:00"),
        ("", None, "06:40 UTC"),
        ("No/Where", "2019-03-12T09:40:00+03:00", "09:40 UTC+03:00"),
        ("Asia/Baghdad", "2019-03-10T09:40:00+03:00", "2019-03-10 09:40"),
    ],
)
def test_the_time_is_the_reader_s_and_dated_when_not_today(
    zone: str, published: str | None, time: str
) -> None:
    event = msgspec.structs.replace(EVENT, published=published)
    now = NOW if zone != "Pacific/Auckland" else datetime(2019, 3, 12, 12, 0, tzinfo=UTC)
    desk = msgspec.structs.replace(DESK, timezone=zone)
    payload = json.loads(slack.compose(event, desk, now).body)
    assert f"\u2068{time}\u2069" in payload["text"]


again, never, gone = TryAgain(why=""), GiveUp(why=""), GiveUp(why="", gone=True)
MEANING: list[tuple[int | None, bytes, Outcome]] = [
    (200, b"ok", Delivered()),
    (429, b"rate_limited", again),
    (500, b"rollup_error", again),
    (503, b"", again),
    (302, b"", again),
    (None, b"", again),
    (400, b"invalid_payload", never),
    (403, b"action_prohibited", never),
    (404, b"channel_not_found", never),
    (404, b"no_service", gone),
    (404, b"no_team", gone),
    (410, b"channel_is_archived", gone),
]


@pytest.mark.parametrize(("status", "body", "meant"), MEANING)
def test_what_an_answer_means(status: int | None, body: bytes, meant: Outcome) -> None:
    outcome = slack.judge(Answer(status=status, body=body, error="timed out"), NOW)
    if not isinstance(outcome, Delivered):
        assert body.decode() in outcome.why
        assert outcome.why
        outcome = msgspec.structs.replace(outcome, why="")
    assert outcome == meant


def test_429_hands_on_the_time_that_slack_names() -> None:
    outcome = slack.judge(Answer(status=429, headers={"retry-after": "30"}), NOW)
    assert outcome == TryAgain(why="HTTP 429", after=30.0)


def test_only_a_code_of_slack_s_is_quoted_from_an_answer() -> None:
    outcome = slack.judge(Answer(status=400, body=b"<b>\x1b[2J secret"), NOW)
    assert outcome == GiveUp(why="HTTP 400")


def test_faults_are_a_missing_address_a_foreign_zone_and_half_of_a_web_api() -> None:
    def keys(**given: Any) -> list[str]:
        faults = slack.check(SubscriberSettings(name="desk", channel="slack", **given))
        assert not any("xoxb" in fault for fault in faults)
        return [fault.partition(":")[0] for fault in faults]

    assert slack.check(DESK) == []
    assert keys() == ["url"]
    assert keys(token=Secret("xoxb-1"), timezone="No/Where") == ["to", "timezone"]
    assert keys(to="#desk") == ["token"]
    assert keys(token=Secret("xoxb 1\r\n"), to="#desk") == ["token"]
    assert keys(token=Secret("xoxb-1"), to="#desk") == []

"""What sites say of when to come again: read from headers and from the head of a feed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.hints import NOTHING, Said, fresh, said, wait

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)  # a Sunday
RSS = "<rss><channel><title>x</title>{}<item><title>y</title><ttl>9</ttl></item></channel></rss>"


def of(inner: str) -> Said:
    return said(RSS.format(inner).encode())


@pytest.mark.parametrize(
    ("inner", "seconds"),
    [
        ("", 0), ("<ttl>5</ttl>", 300), ("<ttl> <![CDATA[60]]> </ttl>", 3600), ("<ttl>-1</ttl>", 0),
        ("<ttl>1.5</ttl>", 60), ("<ttl>soon</ttl>", 0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 0),
        ("<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency> 1 </sy:updateFrequency>", 0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 900),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 86_400),
        ("<ttl>1</ttl><sy:updatePeriod>daily</sy:updatePeriod>", 86_400),
        ("<sy:updatePeriod>never</sy:updatePeriod>", 0),
    ],
)  # fmt: skip
def test_a_feed_says_how_long_it_stays_but_wordpress_says_hourly_of_every_feed(
    inner: str, seconds: float
) -> None:
    assert of(inner).again == seconds


def test_hours_and_days_that_are_skipped() -> None:
    hours = "<skipHours><hour>0</hour><hour> 3 </hour><hour>24</hour><hour>x</hour></skipHours>"
    days = "<skipDays><day>Friday</day><day>saturday</day><day>Noday</day></skipDays>"
    assert of(hours + days) == Said(hours=(0, 3), days=(4, 5))
    every = "".join(f"<hour>{hour}</hour>" for hour in range(24))
    assert of(f"<skipHours>{every}</skipHours>") == NOTHING, "never is no answer"


@pytest.mark.parametrize(
    "link",
    ['<link rel="hub" href="https://hub.example/?a=1&amp;b=2"/>',
     "<atom:link href='https://hub.example/?a=1&amp;b=2' rel='Hub'/>",
     '<atom10:link xmlns:atom10="x" rel="hub" href="https://hub.example/?a=1&amp;b=2" />'],
)  # fmt: skip
def test_a_feed_names_its_hub_and_itself(link: str) -> None:
    found = of(link + '<atom:link rel="self" type="x" href="https://feed.example/rss"/>')
    assert (found.hub, found.topic) == ("https://hub.example/?a=1&b=2", "https://feed.example/rss")


@pytest.mark.parametrize(
    "link",
    ['<https://hub.example/>; rel="hub", <https://feed.example/rss>; rel="self"',
     "<https://hub.example/>;rel=hub, <https://feed.example/rss>;type=x; rel=self",
     '<https://feed.example/rss>; rel="Self"; a="b", <https://hub.example/>; rel="hub alternate"'],
)  # fmt: skip
def test_a_link_header_names_the_hub_before_the_feed_does(link: str) -> None:
    found = said(b"<feed><link rel='hub' href='https://other.example/'/></feed>", link)
    assert (found.hub, found.topic) == ("https://hub.example/", "https://feed.example/rss")


@given(st.text(max_size=200))
def test_any_link_header_says_something_or_nothing(link: str) -> None:
    assert said(b"<feed></feed>", f"<a>; rel={link}").again == 0


def test_what_stands_behind_the_first_item_is_the_items() -> None:
    assert of("") is NOTHING
    assert said(b"<feed><entry><link rel='hub' href='x'/></entry></feed>") is NOTHING


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0), ({"cache-control": "max-age=60"}, 60), ({"cache-control": "public, Max-Age=60"}, 60),
        ({"cache-control": "s-maxage=90"}, 0), ({"cache-control": "max-age=60, no-cache"}, 0),
        ({"cache-control": "max-age=60", "age": "50"}, 10),
        ({"cache-control": "max-age=60", "age": "500"}, 0),
        ({"cache-control": "max-age=60", "age": "old"}, 60),
        ({"cache-control": "max-age=-1"}, 0), ({"cache-control": "max-age=999999999999"}, 999999999999),
        ({"expires": "Sun, 01 Mar 2026 12:05:00 GMT"}, 300), ({"expires": "0"}, 0), ({"expires": "-1"}, 0),
        ({"expires": "Sun, 01 Mar 2026 12:05:00 GMT", "date": "Sun, 01 Mar 2026 12:04:00 GMT"}, 60),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"cache-control": "max-age=10", "expires": "Sun, 01 Mar 2026 12:05:00 GMT"}, 10),
    ],
)  # fmt: skip
def test_an_answer_says_how_long_it_is_fresh(headers: dict[str, str], seconds: float) -> None:
    assert fresh(headers, NOON) == seconds


@pytest.mark.parametrize(
    ("what", "lifetime", "seconds"),
    [
        (NOTHING, 0.0, 0), (NOTHING, 60.0, 60), (Said(again=300.0), 60.0, 300),
        (Said(hours=(12, 13)), 0.0, 7200), (Said(hours=(13,)), 0.0, 0), (Said(hours=(12,)), 7200.0, 7200),
        (Said(again=3600.0, hours=(13, 14)), 0.0, 3 * 3600), (Said(days=(6,)), 0.0, 12 * 3600),
        (Said(days=(6, 0), hours=(0,)), 0.0, 37 * 3600),
    ],
)  # fmt: skip
def test_until_when_to_wait(what: Said, lifetime: float, seconds: float) -> None:
    assert wait(what, lifetime, NOON) == seconds


@given(st.binary(max_size=400))
def test_any_bytes_say_something_or_nothing(noise: bytes) -> None:
    for start in (b"<ttl>", b"<skipHours><hour>", b"<link rel='hub' href='", b""):
        assert said(start + noise).again >= 0


@given(
    st.lists(st.integers(0, 23), max_size=23), st.lists(st.integers(0, 6), max_size=6),
    st.floats(0, 1e12), st.integers(0, 10**6),
)  # fmt: skip
def test_a_wait_ends(hours: list[int], days: list[int], again: float, later: int) -> None:
    what = Said(again=again, hours=tuple(set(hours)), days=tuple(set(days)))
    assert again <= wait(what, 0.0, NOON + timedelta(seconds=later)) <= max(again, 14 * 86_400)

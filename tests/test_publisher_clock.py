"""Publishers that stamp the clock on their own wall as UTC."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from streamer import headline
from streamer.connect import AnyRedis
from streamer.publisher_clock import ENOUGH, PublisherClock, look
from streamer.reading import Readers
from streamer.settings import SourceSettings
from streamer.sources import Entry
from tests.commands import ALLOW, ajil, events_of, written
from tests.fakes import Site
from tests.visits import Visits

SEEN = datetime(2024, 5, 20, 9, 0, tzinfo=UTC)
SOURCE = SourceSettings(
    name="s", kind="feed", url="https://s.example/f", outlet="s.example", timezone="Asia/Baghdad"
)
BAGHDAD = timedelta(hours=3)


def entries(*minutes: float, clock: timedelta = BAGHDAD, seen: datetime = SEEN) -> list[Entry]:
    """Items published so many minutes before `seen`, by a clock that runs ahead, stamped as UTC."""
    return [
        Entry(
            title=f"headline {one}", published=(seen - timedelta(minutes=one) + clock).isoformat()
        )
        for one in minutes
    ]


def test_a_feed_whose_newest_items_lie_ahead_by_the_offset_is_known_at_once() -> None:
    clock = look(PublisherClock(), SOURCE, entries(2, 30, 60, 500, 900), SEEN)
    assert clock.wrong
    [item] = headline.read(SOURCE, entries(2), SEEN, local_clock=clock.wrong)
    assert item.headline.published == "2024-05-20T11:58:00+03:00"
    assert item.headline.published_from == "corrected"
    assert item.headline.published_raw == "2024-05-20T11:58:00+00:00"


@pytest.mark.parametrize(
    ("minutes", "ahead"),
    [
        ((2, 30, 60, 500), timedelta()),  # an honest clock
        ((2, 500, 900, 1300), BAGHDAD),  # one item ahead may be one that is yet to come
        ((2, 30, 60), timedelta(hours=1)),  # ahead, but not by what the zone is ahead
        ((2, 30, 60), timedelta(days=900)),  # dates of another time
        ((2, 30, 60), -BAGHDAD),
    ],
)
def test_other_dates_are_left_alone(minutes: tuple[int, ...], ahead: timedelta) -> None:
    clock = look(PublisherClock(), SOURCE, entries(*minutes, clock=ahead), SEEN)
    assert not clock.wrong


def test_it_is_learnt_from_items_that_come_one_after_the_other() -> None:
    clock = look(PublisherClock(), SOURCE, entries(400, 500), SEEN)
    known = []
    for number in range(1, 5):
        seen = SEEN + timedelta(minutes=10 * number)
        clock = look(clock, SOURCE, entries(1, 400 + number, seen=seen), seen)
        known.append(clock.wrong)
    assert known == [False, False, True, True]


def test_the_same_items_seen_again_vote_no_second_time() -> None:
    clock = PublisherClock()
    for number in range(10):
        seen = SEEN + timedelta(seconds=number)
        clock = look(clock, SOURCE, entries(1, 400, seen=SEEN), seen)
    assert not clock.wrong


def test_an_absence_teaches_nothing_wrong_and_a_mended_clock_is_noticed() -> None:
    wrong = look(PublisherClock(), SOURCE, entries(1, 2, 3), SEEN)
    later = SEEN + timedelta(hours=10)
    assert look(wrong, SOURCE, entries(*range(20, 600, 20), seen=later), later).wrong
    clock = wrong
    for number in range(ENOUGH):
        assert clock.wrong
        later = SEEN + timedelta(hours=5, minutes=5 * number)
        clock = look(clock, SOURCE, entries(1, clock=timedelta(), seen=later), later)
    assert not clock.wrong


def test_dates_with_their_own_zone_and_zones_without_an_offset_are_never_touched() -> None:
    stamped = [Entry(title="a b", published="2024-05-20T12:00:00+03:00")]
    [item] = headline.read(SOURCE, stamped, SEEN, local_clock=True)
    assert (item.headline.published, item.headline.published_from) == (
        "2024-05-20T12:00:00+03:00", "item",
    )  # fmt: skip
    london = SourceSettings(name="s", kind="feed", url="https://s.example/f", timezone="UTC")
    assert not look(PublisherClock(), london, entries(1, 2, 3), SEEN).wrong


@given(st.lists(st.integers(0, 5000), max_size=20), st.integers(0, 3))
def test_an_honest_clock_is_never_called_wrong(minutes: list[int], future: int) -> None:
    """Whatever an honest feed shows, with two items that are yet to come at most."""
    clock = PublisherClock()
    for step in range(4):
        seen = SEEN + timedelta(minutes=7 * step)
        shown = [*entries(*minutes, clock=timedelta()), *entries(0, 1)[: min(future, 2)]]
        clock = look(clock, SOURCE, shown, seen)
        assert not clock.wrong


# ── through the parts that use it ─────────────────────────────────────────────────────────────


def feed(stamps: list[tuple[int, datetime]]) -> str:
    items = "".join(
        f"<item><title>خبر رقم {number}</title><link>/{number}-x.html</link>"
        f"<pubDate>{format_datetime(when)}</pubDate></item>"
        for number, when in stamps
    )
    return f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'


async def test_a_source_learns_and_remembers_its_clock(
    redis: AnyRedis, prefix: str, readers: Readers
) -> None:
    visits = Visits(redis, prefix, readers)
    shown: list[tuple[int, datetime]] = []
    try:
        async with Site() as site:
            site.hook = lambda _: web.Response(text=feed(shown), content_type="application/rss+xml")
            source = SourceSettings(
                name="s", kind="feed", url=site.base + "/rss.xml", outlet="s",
                timezone="Asia/Baghdad",
            )  # fmt: skip
            shown.append((10_000, visits.clock.now + timedelta(hours=-9)))
            assert await visits.to(source) is None
            for number in range(10_001, 10_006):
                # The stamp: the wall clock in Baghdad, called UTC.
                shown.insert(0, (number, visits.clock.now + BAGHDAD))
                assert await visits.to(source) is None
            memory = await visits.stream.memory("s")
    finally:
        told = await visits.told()
        await visits.close()
    assert [one.published_from for one in told] == [None, None, *["corrected"] * 3]
    for one in told[2:]:
        published = datetime.fromisoformat(one.published or "")
        seen = datetime.fromisoformat(one.seen)
        assert published.utcoffset() == BAGHDAD
        assert seen - published == timedelta(seconds=15)
    assert memory is not None
    assert memory.clock.wrong


async def test_check_and_replay_correct_a_wrong_clock_too(tmp_path: Path) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    stamps = [(10_000 + n, now + BAGHDAD - timedelta(minutes=5 * n)) for n in range(8)]
    async with Site() as site:
        site.hook = lambda _: web.Response(text=feed(stamps), content_type="application/rss+xml")
        source = f'[[source]]\nname = "s"\nkind = "feed"\nurl = "{site.base}/rss.xml"\n'
        written(tmp_path, ALLOW + source)
        done = await ajil("check", "--fetch", "--json", cwd=tmp_path)
    [checked] = events_of(done)
    ages = [now - datetime.fromisoformat(one["published"]) for one in checked["items"]]
    assert [age.total_seconds() for age in ages] == [300 * n for n in range(8)]

    def line(number: int) -> dict[str, Any]:
        seen = SEEN + timedelta(minutes=number)
        return {
            "source": "recorded", "title": f"خبر رقم {number}", "seen": seen.isoformat(),
            "url": f"https://s.example/{10_000 + number}",
            "published": format_datetime(seen + BAGHDAD - timedelta(seconds=20)),
        }  # fmt: skip

    text = "\n".join(json.dumps(line(number)) for number in range(4))
    done = await ajil("replay", "-", "--json", cwd=tmp_path, stdin=text)
    events = events_of(done)
    assert [one["published_from"] for one in events] == [None, None, "corrected", "corrected"]
    assert events[3]["published"] == "2024-05-20T12:02:40+03:00"


async def test_a_day_without_a_clock_is_late_when_it_is_over_for_long(tmp_path: Path) -> None:
    """The publisher said no time: that it was at midnight is nobody's word."""
    lines = [
        {"source": "s", "title": f"خبر رقم {number}", "published": published, "seen": seen}
        for number, (published, seen) in enumerate([
            ("2024-05-20", "2024-05-20T20:00:00+03:00"),
            ("20 أيار 2024", "2024-05-21T05:00:00+03:00"),
            ("20 أيار 2024", "2024-05-21T07:00:00+03:00"),
            ("2024-05-21T00:00:00+03:00", "2024-05-21T07:00:00+03:00"),
        ])
    ]  # fmt: skip
    text = "\n".join(json.dumps(one) for one in lines)
    events = events_of(await ajil("replay", "-", "--json", cwd=tmp_path, stdin=text))
    assert [one.get("late", False) for one in events] == [False, False, True, True]
    assert events[0]["published"] == "2024-05-20T00:00:00+03:00"

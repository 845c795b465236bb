"""The pace of people, decided: no clock, no store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_subscriber, an_event
from workers.pacing import Cooling, Hold, Merge, Pace, Send, decide, pace_of, quiet_until, says_more
from workers.story import Event

NOON = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))
zones = st.sampled_from(
    ["Asia/Baghdad", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "UTC"]
)
minutes = st.integers(0, 1439)


def pace(**keys: Any) -> Pace:
    return pace_of(a_subscriber("desk", **keys), "Asia/Baghdad")


@given(moments, zones, minutes, minutes)
def test_quiet_hours_end_at_their_minute_and_within_a_day(
    now: datetime, zone: str, start: int, end: int
) -> None:
    if start == end:
        return
    hours = f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
    quiet = pace(quiet=hours, timezone=zone)
    until = quiet_until(quiet, now)
    local = now.astimezone(quiet.zone)
    minute = local.hour * 60 + local.minute
    assert (until is not None) == (
        start <= minute < end if start < end else minute >= start or minute < end
    )
    if until is not None:
        assert now < until <= now + timedelta(hours=25)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2024-03-01T20:00+03:00", None),
        ("2024-03-01T23:00+03:00", "2024-03-02T06:00+03:00"),
        ("2024-03-02T05:59:59+03:00", "2024-03-02T06:00+03:00"),
        ("2024-03-02T06:00+03:00", None),
    ],
)
def test_a_night_is_that_of_the_service_s_zone_where_none_is_named(
    now: str, until: str | None
) -> None:
    found = quiet_until(pace(quiet="23:00-06:00"), datetime.fromisoformat(now))
    assert found == (datetime.fromisoformat(until) if until else None)


def test_a_night_in_which_the_clocks_change_ends_by_the_wall() -> None:
    night = pace(quiet="23:00-06:00", timezone="Europe/Berlin")
    found = quiet_until(night, datetime(2024, 3, 30, 22, 30, tzinfo=UTC))
    assert found == datetime(2024, 3, 31, 4, 0, tzinfo=UTC)  # 06:00 summer time


def test_without_a_pace_everything_goes() -> None:
    assert not pace().any
    assert decide(pace(), [an_event()], NOON) == Send()


def test_a_digest_opens_a_window_or_joins_the_one_that_is_open() -> None:
    hourly = pace(digest=3600.0)
    hour = NOON + timedelta(hours=1)
    assert decide(hourly, [an_event()], NOON) == Hold(until=hour, window=True)
    open_ = NOON + timedelta(minutes=3)
    assert decide(hourly, [an_event()], NOON, window=open_) == Hold(until=open_, window=True)
    flash = an_event(urgency="flash")
    assert isinstance(decide(hourly, [flash], NOON), Hold)


def test_a_digest_that_would_come_at_night_comes_in_the_morning() -> None:
    both = pace(digest=3600.0, quiet="23:00-06:00")
    late = datetime.fromisoformat("2024-03-01T22:30+03:00")
    morning = datetime.fromisoformat("2024-03-02T06:00+03:00")
    assert decide(both, [an_event()], late) == Hold(until=morning, window=True)
    night = datetime.fromisoformat("2024-03-02T02:00+03:00")
    assert decide(both, [an_event()], night) == Hold(until=morning, window=True)


def test_a_flash_behind_it_takes_along_what_waits_for_the_morning() -> None:
    night = datetime.fromisoformat("2024-03-02T02:00+03:00")
    quiet = pace(quiet="23:00-06:00")
    assert isinstance(decide(quiet, [an_event()], night), Hold)
    assert decide(quiet, [an_event(), an_event(2, urgency="flash")], night) == Send()


@pytest.mark.parametrize(
    ("event", "more"),
    [
        (an_event(event="update"), False),
        (an_event(event="repeat"), False),
        (an_event(event="follow"), False),
        (an_event(event="follow", fresh=("7 قتلى",)), True),
        (an_event(event="correction"), True),
        (an_event(event="withdrawn"), True),
        (an_event(event="update", urgency="urgent"), True),
    ],
)
def test_new_facts_and_rising_urgency_alone_break_a_cool_down(event: Event, more: bool) -> None:
    cooling = Cooling(until=NOON + timedelta(seconds=1), urgency=0)
    assert says_more(event, cooling) is more
    calm = pace(cooldown=60.0)
    expected = Send() if more else Hold(until=cooling.until)
    assert decide(calm, [event], NOON, cooling=cooling) == expected
    assert decide(calm, [event], NOON + timedelta(seconds=2), cooling=cooling) == Send()


def test_what_waited_out_a_cool_down_goes_together() -> None:
    assert decide(pace(cooldown=60.0), [an_event(), an_event(revision=2)], NOON) == Merge()

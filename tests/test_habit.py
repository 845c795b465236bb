"""What is learnt of a source: from its own visits alone, and kept between two runs."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.habit import HOUR, LONGEST, PRIOR, URGENT, URGENT_FOR, Habit

DAY = 24 * HOUR
MONDAY = datetime(2026, 3, 2, tzinfo=UTC).timestamp()

visits = st.lists(
    st.tuples(st.floats(0.001, 100_000), st.integers(0, 3000), st.booleans()), max_size=60
)


def watched(days: float, comes: object, *, every: float = 300.0, start: float = MONDAY) -> Habit:
    """A habit after `days` of visits; `comes(at)` says how many headlines one finds."""
    habit = Habit()
    habit.visited(start, 0)
    for step in range(1, round(days * DAY / every)):
        at = start + step * every
        assert callable(comes)
        habit.visited(at, comes(at))
    return habit


def after(many: list[tuple[float, int, bool]]) -> Habit:
    habit, at = Habit(), MONDAY
    for since, came, urgent in many:
        at += since
        habit.visited(at, came, urgent=urgent)
    return habit


def test_a_source_that_nothing_is_known_of_is_busy() -> None:
    assert Habit().rate(MONDAY) == pytest.approx(PRIOR)


def test_a_quiet_source_is_expected_to_say_less_with_every_hour() -> None:
    rates = [watched(hours / 24, lambda at: 0).rate(MONDAY + hours * HOUR) for hours in (1, 6, 48)]
    assert PRIOR > rates[0] > rates[1] > rates[2] > 0


def test_a_steady_source_is_known_by_its_rate() -> None:
    habit = watched(7, lambda at: 1)
    assert habit.rate(MONDAY + 7 * DAY) == pytest.approx(1 / 300, rel=0.1)


def test_the_hours_of_the_day_are_told_apart() -> None:
    habit = watched(14, lambda at: 9 <= at % DAY / HOUR < 17)
    noon, night = (habit.rate(MONDAY + 15 * DAY + hour * HOUR) for hour in (12, 2))
    assert noon > 20 * night


def test_the_days_of_the_week_are_told_apart() -> None:
    friday = 4
    habit = watched(35, lambda at: (at - MONDAY) // DAY % 7 != friday)
    thursday_noon, friday_noon = (habit.rate(MONDAY + (35 + d) * DAY + DAY / 2) for d in (3, 4))
    assert thursday_noon > 1.8 * friday_noon


def test_a_publishers_timer_is_found_within_the_hour() -> None:
    habit = watched(4, lambda at: 3 * (at % HOUR // 60 == 7), every=60)
    due, not_due = (habit.rate(MONDAY + 5 * DAY + minute * 60 + 1) for minute in (6.5, 30))
    assert due > 3 * not_due


def test_what_came_within_the_hour_lets_more_be_expected() -> None:
    habit = watched(2, lambda at: 0)
    now = habit.visited_at + 300
    quiet = habit.rate(now)
    habit.visited(now, 5)
    assert habit.rate(now + 60) > 2 * quiet


def test_pauses_behind_a_batch_are_learnt() -> None:
    """A page that is made by the edition says nothing more when it has just spoken."""
    batches = watched(20, lambda at: 12 * (at % (4 * HOUR) == 0))
    habit = watched(20, lambda at: 12 * (at % (4 * HOUR) == 0))
    last = batches.headline_at
    assert habit.rate(last + 60) < habit.rate(last + 3.9 * HOUR)


def test_urgent_news_lets_more_be_expected_for_ten_minutes() -> None:
    plain, urgent = after([(1, 0, False), (60, 1, False)]), after([(1, 0, False), (60, 1, True)])
    at = MONDAY + 62
    assert urgent.rate(at) == pytest.approx(URGENT * plain.rate(at))
    assert urgent.rate(at + URGENT_FOR) == pytest.approx(plain.rate(at + URGENT_FOR))


def test_what_overran_is_not_waited_for_so_long_again_but_not_for_ever() -> None:
    habit = after([(1, 0, False)])
    assert habit.ceiling == math.inf
    habit.overran(120)
    habit.overran(500)
    assert habit.ceiling == 60
    for _ in range(96):
        habit.visited(habit.visited_at + DAY / 96, 0)
    assert habit.ceiling == pytest.approx(120, rel=0.01)


def test_nothing_is_learnt_over_a_gap_in_which_nobody_looked() -> None:
    habit = watched(1, lambda at: 0)
    before = habit.pack()
    habit.visited(habit.visited_at + LONGEST + 1, 50)
    moments = 1 + 2 * 8  # version, last visit, last headline
    assert habit.pack()[moments:] == before[moments:]


@given(visits)
def test_whatever_comes_the_rate_is_a_finite_number_above_zero(
    many: list[tuple[float, int, bool]],
) -> None:
    habit = after(many)
    for later in (0.0, 1.0, 1e3, 1e6, -1e6):
        assert 0 < habit.rate(habit.visited_at + later) < math.inf


@given(visits, st.floats(0.01, 1e6), st.floats(0.01, 100), st.floats(1, 1e5))
def test_the_time_until_a_price_grows_with_it_and_ends_at_most(
    many: list[tuple[float, int, bool]], price: float, step: float, most: float
) -> None:
    habit = after(many)
    at = habit.visited_at
    once = habit.until(at, price, step, most)
    assert 0 < once <= habit.until(at, 2 * price, step, most) + 1e-9
    assert habit.until(at, 2 * price, step, most) <= most


@given(visits)
def test_a_habit_outlives_the_process(many: list[tuple[float, int, bool]]) -> None:
    habit = after(many)
    again = Habit.unpack(habit.pack())
    assert again.pack() == habit.pack()
    at = habit.visited_at + HOUR  # what the hour is used to is worked out once an hour
    assert again.until(at, 1.0, 1.0, 300.0) == habit.until(at, 1.0, 1.0, 300.0)


@pytest.mark.parametrize(
    "data",
    [None, b"", b"\1", b"{}", bytes(len(Habit().pack())), b"\1" + b"\xff" * 2000,
     b"\1" + b"\xff" * (len(Habit().pack()) - 1)],
)  # fmt: skip
def test_what_is_no_habit_is_one_that_nothing_is_known_of(data: bytes | None) -> None:
    assert Habit.unpack(data).pack() == Habit().pack()

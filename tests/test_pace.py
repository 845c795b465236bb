"""When to ask a source next: never too often for the site, never too seldom for the reader."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from streamer.habit import Habit
from streamer.pace import (
    LONGEST_BACK_OFF,
    LONGEST_RETRY_AFTER,
    SPREAD,
    after_failure,
    after_good,
    at_first,
)
from streamer.settings import SourceSettings

dice = st.floats(0, 1)
durations = st.floats(0.001, 100 * 365 * 86400.0)


def source(every: float = 15.0, at_most: float = 300.0) -> SourceSettings:
    return SourceSettings(
        name="nahr", kind="feed", url="https://nahr.example/", every=every, at_most=at_most
    )


def seen(*visits: tuple[float, int]) -> Habit:
    """A habit after visits: seconds since the one before, and how many headlines were found."""
    habit, at = Habit(), 1e9
    for since, came in visits:
        at += since
        habit.visited(at, came)
    return habit


@given(durations, durations, st.lists(st.tuples(durations, st.integers(0, 99)), max_size=30), dice)
def test_a_good_visit_is_followed_by_the_next_within_every_and_at_most(
    every: float, at_most: float, visits: list[tuple[float, int]], roll: float
) -> None:
    assume(every <= at_most)  # the settings see to that
    assert every <= after_good(source(every, at_most), seen(*visits), roll) <= at_most


def test_sources_of_one_pace_do_not_march_in_step() -> None:
    waits = [after_good(source(), Habit(), roll) for roll in (0.0, 0.5, 0.99)]
    assert waits[0] < waits[1] < waits[2]


def test_a_new_source_is_asked_as_often_as_it_may_be() -> None:
    assert after_good(source(), Habit(), 0.0) == pytest.approx(15, rel=0.01)


def test_the_interval_goes_with_the_square_root_of_what_is_expected() -> None:
    """At one headline an hour a quarter as often as at sixteen: a minute, for `every = "15s"`."""
    hours = [(300.0, 0)] * 11 + [(300.0, 1)]
    wait = after_good(source(), seen((1, 0), *hours * 24 * 14), 0.0)
    assert 45 < wait < 90


def test_a_source_that_is_silent_for_days_is_asked_at_most_so_seldom() -> None:
    assert after_good(source(), seen((1, 0), *[(300.0, 0)] * 2000), 0.0) == 300


def test_a_headline_and_an_urgent_one_more_makes_the_next_look_sooner() -> None:
    day = [(1.0, 0), *[(300.0, 0)] * 288]
    quiet, spoke, cried = seen(*day, (300, 0)), seen(*day, (300, 1)), seen(*day)
    cried.visited(cried.visited_at + 300, 1, urgent=True)
    waits = [after_good(source(), habit, 0.0) for habit in (quiet, spoke, cried)]
    assert waits[0] > 1.1 * waits[1]
    assert waits[1] > 1.5 * waits[2]


def test_after_a_page_that_turned_over_the_pace_is_tighter() -> None:
    habit = seen((1.0, 0), *[(300.0, 0)] * 2000)
    habit.overran(300)
    assert after_good(source(), habit, 0.0) == 150
    habit.overran(20)
    assert after_good(source(), habit, 0.0) == 15, "but never below every"


@given(durations, st.integers(1, 10_000), dice)
@example(15.0, 10_000, 1.0)
def test_a_failing_source_is_asked_less_and_less_often(
    every: float, failures: int, roll: float
) -> None:
    one = source(every)
    wait = after_failure(one, failures, None, roll)
    assert every <= wait <= max(LONGEST_BACK_OFF, every) * (1 + SPREAD)
    assert after_failure(one, failures + 1, None, roll) >= wait


@pytest.mark.parametrize(
    ("failures", "wait"), [(0, 15), (1, 15), (2, 30), (3, 60), (7, 960), (8, 1800), (99, 1800)]
)
def test_each_failure_in_a_row_doubles_the_wait_up_to_half_an_hour(
    failures: int, wait: float
) -> None:
    assert after_failure(source(), failures, None, 0.0) == wait


@given(durations, st.integers(1, 100), st.floats(), dice)
@example(15.0, 1, math.nan, 0.5)
@example(15.0, 1, math.inf, 0.5)
@example(15.0, 1, -5.0, 0.5)
@example(15.0, 9, 1e9, 1.0)
def test_a_site_that_asks_us_to_wait_is_obeyed_within_bounds(
    every: float, failures: int, asked: float, roll: float
) -> None:
    wait = after_failure(source(every), failures, asked, roll)
    assert every <= wait <= max(every, LONGEST_RETRY_AFTER * (1 + SPREAD))
    if not math.isnan(asked):
        assert wait >= min(asked, LONGEST_RETRY_AFTER)


@given(durations, dice)
def test_the_first_visit_comes_soon(every: float, roll: float) -> None:
    assert 0 <= at_first(source(every), roll) <= min(every, 2.0)
    assert at_first(source(every), roll, 10_000) <= min(every, 40.0)

"""When to ask a source next: never too often for the site, never too seldom for the reader."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

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


@given(durations, durations, dice)
def test_a_good_visit_is_followed_by_the_next_within_every_and_at_most(
    every: float, at_most: float, roll: float
) -> None:
    assume(every <= at_most)  # the settings see to that
    assert every <= after_good(source(every, at_most), roll) <= at_most


def test_sources_of_one_pace_do_not_march_in_step() -> None:
    assert after_good(source(), 0.0) < after_good(source(), 0.5) < after_good(source(), 0.99)


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

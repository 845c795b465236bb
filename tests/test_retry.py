"""When a delivery is tried again, over all attempts, outcomes, clocks and dice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.retry import LONGEST, SCHEDULE, SHORTEST, SPREAD, next_attempt, retry_after
from workers.story import TryAgain

NOW = datetime(2019, 3, 12, 6, 40, tzinfo=UTC)
EPOCH = NOW.timestamp()
WEEK = 7 * 86400.0

dice = st.floats(0, 1, exclude_max=True)
attempts = st.integers(1, 1000)
spans = st.floats(0, 2 * WEEK)
waits = st.none() | st.floats(-1e12, 1e12)


@given(attempts, waits, spans, spans, dice)
def test_a_try_is_never_before_now_and_never_after_give_up(
    attempt: int, after: float | None, spent: float, give_up: float, roll: float
) -> None:
    due = next_attempt(
        attempt,
        TryAgain(why="HTTP 503", after=after),
        first=EPOCH - spent,
        now=EPOCH,
        give_up=give_up,
        dice=roll,
    )
    assert due is None or EPOCH <= due <= EPOCH - spent + give_up


@given(st.lists(dice, min_size=len(SCHEDULE) + 1, max_size=len(SCHEDULE) + 1), st.floats(0, 15))
def test_the_whole_table_is_walked_within_its_spread_and_then_never(
    rolls: list[float], took: float
) -> None:
    """Fault 13: a receiver that fails for days is asked by the table, and then never.

    Whatever the dice say, and however long each attempt itself takes."""
    now = EPOCH
    for attempt, (wait, roll) in enumerate(zip(SCHEDULE, rolls, strict=False), 1):
        now += took
        due = next_attempt(
            attempt, TryAgain(why="x"), first=EPOCH, now=now, give_up=WEEK, dice=roll
        )
        assert due is not None
        low, high = wait * (1 - SPREAD), wait * (1 + SPREAD)
        assert low - 1e-4 <= due - now <= high + 1e-4  # an epoch in a float has its grain
        now = due
    end = next_attempt(
        len(SCHEDULE) + 1, TryAgain(why="x"), first=EPOCH, now=now, give_up=WEEK, dice=rolls[-1]
    )
    assert end is None


@given(attempts, st.floats(SHORTEST, LONGEST), dice)
def test_a_named_time_is_obeyed_never_earlier_and_five_seconds_later_at_most(
    attempt: int, after: float, roll: float
) -> None:
    due = next_attempt(
        attempt, TryAgain(why="x", after=after), first=EPOCH, now=EPOCH, give_up=WEEK, dice=roll
    )
    assert due is not None
    assert EPOCH + after <= due <= EPOCH + after + 5.0


@pytest.mark.parametrize(("after", "wait"), [(-5.0, 1.0), (0.0, 1.0), (1e9, 86400.0)])
def test_a_named_time_out_of_bounds_is_brought_within(after: float, wait: float) -> None:
    due = next_attempt(
        1, TryAgain(why="x", after=after), first=EPOCH, now=EPOCH, give_up=WEEK, dice=0.0
    )
    assert due == EPOCH + wait


def test_short_named_times_neither_eat_the_table_nor_hammer() -> None:
    """A receiver that says "in a second" for three days is asked for three days, ever less often;
    one that then falls silent has the rest of the table before it."""
    now, tries = EPOCH, 0
    while True:
        due = next_attempt(
            tries + 1, TryAgain(why="x", after=1.0), first=EPOCH, now=now, give_up=270_000, dice=0.5
        )
        if due is None:
            break
        now, tries = due, tries + 1
    assert now - EPOCH > 0.8 * sum(SCHEDULE)
    assert tries < 1500
    silent = next_attempt(
        100, TryAgain(why="x"), first=EPOCH, now=EPOCH + 12, give_up=WEEK, dice=0.5
    )
    assert silent == EPOCH + 12 + 30


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("0", 1.0),
        ("-30", 1.0),
        ("1000000000", 86400.0),
        ("9" * 5000, 86400.0),
        ("1.5", 1.5),
        (format_datetime(NOW + timedelta(minutes=5), usegmt=True), 300.0),
        (format_datetime(NOW - timedelta(days=1), usegmt=True), 1.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86400.0),
        ("soon", None),
        ("١٢٠", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date_within_bounds(
    header: str | None, seconds: float | None
) -> None:
    """Fault 14: Retry-After in seconds, as a date, negative, or 10⁹ is obeyed within bounds."""
    assert retry_after(header, NOW) == seconds


@given(st.text() | st.from_regex(r"[A-Z][a-z]{2}, \d{1,2} Jan \d{1,5} [\d:]{0,9} ?[+-]?\d{0,6}"))
def test_no_header_whatever_raises(header: str) -> None:
    asked = retry_after(header, NOW)
    assert asked is None or SHORTEST <= asked <= LONGEST

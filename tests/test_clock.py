"""The steady clock: what a machine's clock may do, and what we tell of it."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.clock import SteadyClock

HOUR, DAY = 3600.0, 86_400.0
START = 1_700_000_000.0
# The clock tells microseconds, and a double holds today's seconds to a quarter of one.
TICK = 5e-6


class Machine:
    """Two clocks: one of the wall, that may be stepped, one that only goes on."""

    def __init__(self, wall: float = START) -> None:
        self.wall = wall
        self.steady = 100.0

    def goes_on(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds

    def clock(self) -> SteadyClock:
        return SteadyClock(lambda: self.wall, lambda: self.steady)


def told(clock: SteadyClock) -> float:
    return clock().timestamp()


def test_it_tells_the_time_aware_and_in_utc() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.goes_on(12.5)
    assert clock() == datetime.fromtimestamp(START + 12.5, UTC)
    assert clock().tzinfo is UTC


def test_the_clocks_of_this_machine_serve() -> None:
    first, second = (told(clock) for clock in [SteadyClock()] * 2)
    assert first <= second


@pytest.mark.parametrize("step", [HOUR, -HOUR, 1.0, -1.0, 0.2, -0.2, DAY, -DAY])
def test_a_step_is_taken_in_at_a_tenth_of_the_speed_of_time(step: float) -> None:
    """Fault 30: a clock stepped by an hour or a day is followed slowly."""
    machine = Machine()
    clock = machine.clock()
    machine.wall += step
    assert told(clock) == pytest.approx(START, abs=TICK)
    machine.goes_on(abs(step))  # a tenth of the step is in by now
    assert told(clock) == pytest.approx(START + abs(step) + step / 10, abs=TICK)
    machine.goes_on(abs(step) * 9.1)
    assert told(clock) == pytest.approx(machine.wall, abs=TICK)


@pytest.mark.parametrize("step", [DAY + 1, -DAY - 1, 20 * 365 * DAY])
def test_more_than_a_day_is_believed_at_once(step: float) -> None:
    """A machine without a battery begins in 1970, or where it was switched off."""
    machine = Machine()
    clock = machine.clock()
    machine.wall += step
    machine.goes_on(1)
    assert told(clock) == pytest.approx(machine.wall, abs=TICK)


@given(
    st.lists(
        st.tuples(
            st.floats(0, 2 * HOUR),
            st.one_of(st.just(0.0), st.floats(-2, 2), st.floats(-HOUR, HOUR)),
        ),
        max_size=24,  # so that all steps together stay under a day
    )
)
def test_it_never_runs_back_nor_at_another_speed_than_nine_to_eleven_tenths(
    moments: list[tuple[float, float]],
) -> None:
    machine = Machine()
    clock = machine.clock()
    seen = [(machine.steady, told(clock))]
    for passed, step in moments:
        machine.goes_on(passed)
        machine.wall += step
        seen.append((machine.steady, told(clock)))
    for (before, first), (after, second) in pairwise(seen):
        passed = after - before
        assert 0.9 * passed - TICK <= second - first <= 1.1 * passed + TICK


@given(st.floats(-HOUR, HOUR), st.lists(st.floats(0.001, 60), min_size=1, max_size=50))
def test_after_a_step_it_comes_nearer_at_every_call(step: float, waits: list[float]) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall += step
    apart = [abs(machine.wall - told(clock))]
    for passed in waits:
        machine.goes_on(passed)
        apart.append(abs(machine.wall - told(clock)))
    assert all(later <= sooner + TICK for sooner, later in pairwise(apart))
    taken_in = abs(step) - apart[-1]
    assert taken_in == pytest.approx(min(abs(step), sum(waits) / 10), abs=1e-3)


@given(st.floats(-3e-4, 3e-4), st.lists(st.floats(0.01, 600), min_size=1, max_size=50))
def test_a_wall_clock_that_is_slewed_by_ntp_is_simply_followed(
    drift: float, waits: list[float]
) -> None:
    machine = Machine()
    clock = machine.clock()
    for passed in waits:
        machine.goes_on(passed)
        machine.wall += passed * drift
        assert told(clock) == pytest.approx(machine.wall, abs=TICK)

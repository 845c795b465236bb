"""When a receiver that seems dead is tried again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workers.circuit import SHARE, open_until
from workers.retry import LONGEST, SCHEDULE, SPREAD

lapses = st.floats(0, 90 * 86400)


@given(lapses, st.floats(1, 10**6), st.none() | st.floats(-10, 10**9), st.floats(0, 0.999))
def test_a_probe_is_never_before_now_and_never_too_late_to_help(
    spent: float, give_up: float, after: float | None, dice: float
) -> None:
    until = open_until(since=1000, now=1000 + spent, give_up=give_up, after=after, dice=dice)
    wait = until - 1000 - spent
    longest = LONGEST if after is not None else min(give_up / SHARE, SCHEDULE[-1] * (1 + SPREAD))
    assert -1e-3 <= wait <= longest + 1e-3 or wait <= give_up / SHARE + 1e-3


def test_probes_walk_the_retry_table_from_the_first_failure_on() -> None:
    now, waits = 0.0, []
    for _ in range(12):
        until = open_until(since=0, now=now, give_up=10**9, after=None, dice=0.5)
        waits.append(until - now)
        now = until
    assert waits == [*SCHEDULE[1:], SCHEDULE[-1], SCHEDULE[-1]]

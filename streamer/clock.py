"""The time of day, without its jumps.

Timers run on the loop's own clock, but what is due is written down as a time of day, and so is what was
seen. A clock that an operator or NTP steps by an hour must neither fire an hour of retries at once nor
hold them back; so a step is taken in slowly, at a tenth of the speed of time, and this clock runs never
backwards, at nine tenths of the speed of time at least, at eleven tenths at most. Only a step of more than a
day is believed at once, in either direction: then the clock was never set before.

What another machine compares with its own clock (the timestamp of a signature) must be the machine's own
time, not this.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

_SLEW: Final = 0.1
_NEVER_SET: Final = 86_400.0


def _since_boot() -> float:
    """Seconds that go on through a machine's sleep, as the time of day does."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class SteadyClock:
    """Called, it gives the time, aware, in UTC. `wall`: seconds since the epoch, which may jump;
    `steady`: seconds since anything, which may not."""

    def __init__(
        self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = _since_boot
    ) -> None:
        self._wall = wall
        self._steady = steady
        self._told = wall()
        self._at = steady()

    def __call__(self) -> datetime:
        at, wall = self._steady(), self._wall()
        passed = max(0.0, at - self._at)
        step = wall - (self._told + passed)
        if abs(step) > _NEVER_SET:
            self._told = wall
        else:
            most = passed * _SLEW
            self._told += passed + min(most, max(-most, step))
        self._at = at
        return datetime.fromtimestamp(self._told, UTC)

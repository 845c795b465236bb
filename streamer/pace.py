"""When to ask a source next. Pure: the clock and the dice come in.

    good visit    after `every`, spread a little so that sources do not march in step
    failed visit  twice as long each time, up to 30 minutes
    asked to wait Retry-After (RFC 9110, 10.2.3), up to six hours

Intervals are counted from the start of the visit, on the monotonic clock, so neither slow answers nor a
stepped clock make the schedule drift.
"""

from __future__ import annotations

from typing import Final

from streamer.settings import SourceSettings

LONGEST_BACK_OFF: Final = 1800.0
LONGEST_RETRY_AFTER: Final = 6 * 3600.0
SPREAD: Final = 0.1


def after_good(source: SourceSettings, dice: float) -> float:
    """Seconds from the start of a good visit to the next. Never less than `every`: that is promised to
    the site; never more than `at_most`: that is promised to the reader."""
    return min(source.every * (1 + SPREAD * dice), max(source.every, source.at_most))


def after_failure(
    source: SourceSettings, failures: int, retry_after: float | None, dice: float
) -> float:
    """Seconds from the start of a failed visit to the next. `failures`: in a row, from 1 on."""
    back_off = min(source.every * 2.0 ** min(failures - 1, 16), max(LONGEST_BACK_OFF, source.every))
    wait = back_off * (1 + SPREAD * dice)
    if retry_after is None:
        return wait
    return max(min(retry_after, LONGEST_RETRY_AFTER) * (1 + SPREAD * dice), source.every)


def at_first(source: SourceSettings, dice: float) -> float:
    """Seconds until the first visit: soon, but not all sources at once."""
    return min(source.every, 2.0) * dice

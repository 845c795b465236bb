"""When to ask a source next. Pure: the clock and the dice come in.

    good visit    after `every`, spread a little so that sources do not march in step
    failed visit  twice as long each time, up to 30 minutes (or `every`), and a little more at random
    asked to wait Retry-After (RFC 9110, 10.2.3), from `every` up to six hours, likewise

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
    doubled = source.every * 2.0 ** min(max(failures, 1) - 1, 16)
    back_off = min(doubled, max(LONGEST_BACK_OFF, source.every))
    wait = back_off * (1 + SPREAD * dice)
    if retry_after is None:
        return wait
    # In this order no number at all (NaN) is the longest wait, not the heap's ruin.
    return max(source.every, min(LONGEST_RETRY_AFTER, retry_after) * (1 + SPREAD * dice))


def at_first(source: SourceSettings, dice: float) -> float:
    """Seconds until the first visit: soon, but not all sources at once."""
    return min(source.every, 2.0) * dice

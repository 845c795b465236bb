"""When to ask a source next. Pure: the clock, the dice and what was learnt come in.

    good visit    when headlines that nobody has seen yet are expected to have waited as long, together, as
                  one request is worth; when the site says, if that is later (streamer.hints); never before
                  `every`, never behind `at_most`
    failed visit  twice as long each time, up to 30 minutes (or `every`), and a little more at random
    crawl-delay   in any case not before it (streamer.robots)
    asked to wait Retry-After (RFC 9110, 10.2.3), from `every` up to six hours, likewise

What a request is worth follows from `every`: a source is asked so often when FULL headlines an hour are
expected (streamer.habit), and with fewer as the square root says, which is the best that a given number of
requests can do: a quarter of the headlines, twice the interval. A new source begins at FULL. A source of
`every = "15s"` is asked each minute at one headline an hour, and each five minutes at one a day.

Intervals are counted from the start of the visit, on the monotonic clock, so neither slow answers nor a
stepped clock make the schedule drift.
"""

from __future__ import annotations

from typing import Final

from streamer.habit import HOUR, PRIOR, Habit
from streamer.settings import SourceSettings

FULL: Final = PRIOR * HOUR
"""Headlines an hour at which a source is asked as often as `every` allows."""
LONGEST_BACK_OFF: Final = 1800.0
LONGEST_RETRY_AFTER: Final = 6 * HOUR
SPREAD: Final = 0.1
FIRST_VISITS: Final = 250
"""A second, when many sources begin together: a quarter of what one process can ask for. Sources whose
`every` is their `at_most` stay as far apart as they began."""


def after_good(
    source: SourceSettings, habit: Habit, dice: float, *, hint: float = 0.0, delay: float = 0.0
) -> float:
    """Seconds from the start of a good visit, which `habit` has learnt from, to the next. Never less than
    `every`: that is promised to the site; never more than `at_most`: that is promised to the reader; but for
    `delay`, which robots.txt asks for. `hint`: until when the site says that nothing new comes."""
    most = max(source.every, source.at_most)
    price = FULL / HOUR * source.every**2 / 2
    wait = min(habit.until(habit.visited_at, price, source.every, most), habit.ceiling)
    return max(min(max(source.every, wait, hint) * (1 + SPREAD * dice), most), delay)


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


def at_first(source: SourceSettings, dice: float, sources: int = 1) -> float:
    """Seconds until the first visit: soon, but not all `sources` at once."""
    return min(source.every, max(2.0, sources / FIRST_VISITS)) * dice

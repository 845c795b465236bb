"""When a delivery is tried again: attempt, outcome, now, dice → when, or never.

The law
1. The waits are those of Standard Webhooks (specification, "Deliverability and reliability"), each
   counted from the failure before it, spread by ±10 % so that deliveries that failed together do
   not come back together.
2. A receiver that names a time (Retry-After, RFC 9110, 10.2.3) is taken at its word from 1 s to
   24 h: never earlier, and a little later.
3. Named times are short as a rule, and must not eat the table: a receiver that says "in a second"
   twelve times has been tried for twelve seconds, not for three days. So the place in the table is
   the lesser of what the attempts and what the time spent would give.
4. Nothing is tried after `give_up`, nor when the table is at its end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import accumulate
from typing import Final

from workers.story import TryAgain

SCHEDULE: Final = (0, 5, 30, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
"""Seconds between one failure and the next try; eleven retries, so twelve attempts."""
SPREAD: Final = 0.1
SHORTEST: Final = 1.0
LONGEST: Final = 86400.0
"""Seconds: the bounds within which Retry-After is obeyed."""

SPENT: Final = tuple(total * (1 - SPREAD) for total in accumulate(SCHEDULE))
"""The least time, in seconds, that the table takes up to and with each of its waits."""
_SECONDS: Final = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


def next_attempt(
    attempt: int, outcome: TryAgain, *, first: float, now: float, give_up: float, dice: float
) -> float | None:
    """When to try again, in seconds of the epoch (never before `now`), or None: never.

    `attempt`: how many were made already, from 1 on. `first`: when the first was made; `give_up`:
    seconds from then on. `dice`: from 0 up to, and without, 1.
    """
    spent = max(0.0, now - first)
    place = min(attempt - 1, bisect_right(SPENT, spent))
    if place >= len(SCHEDULE):
        return None
    if outcome.after is None:
        wait = SCHEDULE[place] * (1 - SPREAD + 2 * SPREAD * dice)
    else:
        # A receiver that asks for one more second for hours is asked less and less often.
        asked = max(within_bounds(outcome.after), spent / 100)
        wait = asked + dice * min(SPREAD * asked, 5.0)
    due = now + wait
    return due if due <= first + give_up else None


def retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for, from 1 to 86,400; None: it names no time.

    Seconds or an HTTP-date. A time that has passed, nought or less is one second; what is neither
    is as good as absent. `now` is aware.
    """
    text = (value or "").strip()
    if _SECONDS.fullmatch(text):
        return within_bounds(float(text))
    try:
        then = parsedate_to_datetime(text)
        if then.tzinfo is None:  # "-0000", or no zone: HTTP-dates are in UTC
            then = then.replace(tzinfo=UTC)
        return within_bounds((then - now).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def within_bounds(seconds: float) -> float:
    """Retry-After as far as it is obeyed."""
    return min(max(seconds, SHORTEST), LONGEST)

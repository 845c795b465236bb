"""When a receiver that seems dead is tried again, for all that it is owed together.

The law
1. OPENS failures in a row, whatever they were about, open the circuit of an address; one yes, or any answer
   about the message itself, closes it.
2. While it is open one delivery is tried at a time, at the moments that the retry table names, counted from
   the first of those failures; all others wait, and cost nothing.
3. No pause is longer than a quarter of the time after which deliveries are given up: whatever is owed sees
   the receiver tried several times in its life.
4. A delivery that would have to wait beyond its own `give_up`, all of it spent while nothing came through, is
   given up now, as it would be if it had been tried itself.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from workers.retry import SCHEDULE, SPENT, SPREAD, within_bounds

SHARE: Final = 4


def open_until(
    *, since: float, now: float, give_up: float, after: float | None, dice: float
) -> float:
    """When the next probe may go, in seconds of the epoch. `since`: the first failure of the row; `after`:
    seconds that the receiver asked us to wait, if it did; `dice`: from 0 up to, and without, 1."""
    place = min(bisect_right(SPENT, max(0.0, now - since)), len(SCHEDULE) - 1)
    wait = min(SCHEDULE[place] * (1 - SPREAD + 2 * SPREAD * dice), give_up / SHARE)
    return now + max(wait, within_bounds(after) if after is not None else 0.0)

"""What a source is used to doing, learnt from our own visits to it alone. Pure.

How many headlines are expected at a moment is a product. Each factor is what came against what was expected
without it, counted since we know the source:

    rate(t) = hour of the week × minute of the hour × time since the last headline × today
              newsrooms sleep    pages are made       pauses behind batches,         bursts: what came
              and have Fridays   by timers            edition by edition             within the hour

A factor that little is known about is pulled to 1, by as many imagined headlines as SHRINK says (a Gamma
prior, whose mean the counts move). The hour of the week is pulled to that hour on all days, that to all
hours, and those to PRIOR, with which a source begins: busy, until it was seen to be quiet.

The numbers were chosen on the publication times of 13 Egyptian outlets (`make bench ONLY=replay`), and
halving or doubling any of them moves the mean delay by less than 4 %. Roads taken back: sums of moving
averages over ten minutes and two hours in place of the factors (mean delay a tenth worse), the hour of the
week alone (a fifth worse).
"""

from __future__ import annotations

import math
import struct
from array import array
from bisect import bisect_right
from typing import Final

HOUR: Final = 3600.0
DAY: Final = 24
WEEK: Final = 168
"""Hours. Hour 0 of the week is Thursday 00:00 UTC, as the epoch began."""
AGES: Final = (20.0, 45.0, 90.0, 180.0, 360.0, 720.0, 1440.0, 2880.0, 5760.0, 11520.0)
"""Seconds since the last headline, at each of which another rate may begin."""

PRIOR: Final = 16 / HOUR
"""Headlines a second of a source that nothing is known of, believed as if one headline had come so."""
DAILY: Final = 3.0
"""Hours for which "this hour, on all days" is believed to be like all hours,"""
WEEKLY: Final = 4.0
"""and this hour of the week like this hour on all days."""
SHRINK: Final = 10.0
"""Headlines for which a factor is believed to be 1, for minute and age,"""
SHRINK_TODAY: Final = 2.0
"""and for today."""
TODAY: Final = HOUR
"""Seconds after which what happened counts by 1/e as today."""
URGENT: Final = 4.0
"""Times as much is expected for URGENT_FOR seconds behind a headline that is marked urgent."""
URGENT_FOR: Final = 600.0

MOST_AT_ONCE: Final = 60
"""Headlines of one visit that count: a page that was turned over says no more."""
LONGEST: Final = 6 * HOUR
"""Seconds between two visits from which on nothing is learnt: nobody knows when it all came,"""
COARSE: Final = 900.0
"""and from which on nothing of minutes."""

_MOST_HOURS: Final = 8.0
_MOST_HEADLINES: Final = 500.0
"""A pair of counters that reaches this is halved: so the habits of last year are forgotten."""
_MINUTES: Final = WEEK
_AGES: Final = _MINUTES + 60
_ALL: Final = _AGES + len(AGES) + 1
_FORM: Final = struct.Struct(f"<B6d{2 * _ALL}f")
_VERSION: Final = 1


class Habit:
    """Of one source. Moments are epoch seconds; of one that runs back nothing is learnt."""

    __slots__ = (
        "_came", "_due", "_hours", "_today_came", "_today_due",
        "ceiling", "headline_at", "urgent_at", "visited_at",
    )  # fmt: skip

    def __init__(self) -> None:
        self.visited_at = 0.0
        """The last good visit; 0: none yet."""
        self.headline_at = 0.0
        """The visit that last found a headline."""
        self.urgent_at = 0.0
        """The visit that last found an urgent one."""
        self.ceiling = math.inf
        """Seconds that must not lie between two visits: see `overran`."""
        self._today_came = self._today_due = 0.0
        # Headlines that came, and against them: of the hours of the week hours watched, of minutes and ages
        # headlines that were expected. (C floats: so ten thousand sources take 20 MB.)
        self._came = array("f", bytes(4 * _ALL))
        self._due = array("f", bytes(4 * _ALL))
        self._hours: dict[int, float] = {}

    # ── what was seen ─────────────────────────────────────────────────────────────────────────

    def visited(self, at: float, came: int, *, urgent: bool = False) -> None:
        """A good visit found `came` headlines that the last one did not. The very first only starts the
        clock: nobody knows when that came which it finds."""
        since, before, self.visited_at = at - self.visited_at, self.visited_at, at
        if before // HOUR != at // HOUR:
            self._hours.clear()
        if 0 < since <= LONGEST:
            self._learn(at - since, since, min(came, MOST_AT_ONCE))
        if came:
            self.headline_at = at
        if urgent:
            self.urgent_at = at

    def overran(self, seconds: float) -> None:
        """In `seconds` between two visits more came than the page holds. Half of them is the most from
        now on, and the double again after each day on which it does not happen."""
        self.ceiling = min(self.ceiling, seconds / 2)

    def _learn(self, start: float, since: float, came: int) -> None:
        middle = start + since / 2
        expected = self._of_hour(middle) * since
        if since <= COARSE:
            minute, age = self._minute(middle), self._age(middle)
            of_minute, of_age, today = self._factor(minute), self._factor(age), self._today()
            self._count(minute, came, expected * of_age * today)
            self._count(age, came, expected * of_minute * today)
            expected *= of_minute * of_age
        fade = math.exp(-since / TODAY)
        self._today_came = self._today_came * fade + came
        self._today_due = self._today_due * fade + expected
        self.ceiling *= 2 ** (since / 86_400)
        end, each = start + since, came / since
        while start < end:
            stop = min(end, (start // HOUR + 1) * HOUR)
            self._watched(int(start // HOUR) % WEEK, each * (stop - start), (stop - start) / HOUR)
            start = stop

    def _count(self, at: int, came: float, expected: float) -> None:
        self._came[at] += came
        self._due[at] += expected
        if max(self._came[at], self._due[at]) > _MOST_HEADLINES:
            self._came[at] /= 2
            self._due[at] /= 2

    def _watched(self, hour: int, came: float, hours: float) -> None:
        self._came[hour] += came
        self._due[hour] += hours
        if self._due[hour] > _MOST_HOURS:
            self._came[hour] /= 2
            self._due[hour] /= 2

    # ── what is expected ──────────────────────────────────────────────────────────────────────

    def rate(self, at: float) -> float:
        """Headlines a second that are expected at `at`."""
        return (
            self._of_hour(at)
            * self._factor(self._minute(at))
            * self._factor(self._age(at))
            * self._today()
            * (URGENT if at - self.urgent_at < URGENT_FOR else 1.0)
        )

    def _of_hour(self, at: float) -> float:
        hour = int(at // HOUR) % WEEK
        if hour not in self._hours:
            # Worked out once an hour. One imagined headline came at the PRIOR's pace.
            came, due = self._came[:WEEK], self._due[:WEEK]
            all_hours = (sum(came) + 1) / (sum(due) + 1 / (PRIOR * HOUR))
            day = hour % DAY
            daily = (sum(came[day::DAY]) + DAILY * all_hours) / (sum(due[day::DAY]) + DAILY)
            weekly = (came[hour] + WEEKLY * daily) / (due[hour] + WEEKLY)
            self._hours[hour] = weekly / HOUR
        return self._hours[hour]

    def _minute(self, at: float) -> int:
        return _MINUTES + int(at // 60) % 60

    def _age(self, at: float) -> int:
        return _AGES + bisect_right(AGES, at - self.headline_at)

    def _factor(self, at: int) -> float:
        return (self._came[at] + SHRINK) / (self._due[at] + SHRINK)

    def _today(self) -> float:
        return (self._today_came + SHRINK_TODAY) / (self._today_due + SHRINK_TODAY)

    def until(self, at: float, price: float, step: float, most: float) -> float:
        """Seconds from `at` until headlines nobody has seen yet are expected to have waited `price` together
        (headlines × seconds), at most `most`. The rate is looked up every `step` seconds, and less often
        further on."""
        longest = max(30.0, most / 50)
        passed = unseen = waited = 0.0
        while passed < most:
            rate = self.rate(at + passed + step / 2)
            more = waited + step * (unseen + rate * step / 2)
            if more >= price:
                # waited + unseen·s + rate·s²/2 = price, solved for s
                left = price - waited
                passed += 2 * left / (unseen + math.sqrt(unseen * unseen + 2 * rate * left))
                break
            waited, unseen, passed = more, unseen + rate * step, passed + step
            step = min(step * 1.3, longest)
        return min(passed, most)

    # ── kept between two runs ─────────────────────────────────────────────────────────────────

    def pack(self) -> bytes:
        """Some 2 kB."""
        return _FORM.pack(
            _VERSION, self.visited_at, self.headline_at, self.urgent_at, self.ceiling,
            self._today_came, self._today_due, *self._came, *self._due,
        )  # fmt: skip

    @classmethod
    def unpack(cls, data: bytes | None) -> Habit:
        """What was packed; of anything else, a habit that nothing is known of."""
        habit = cls()
        if data is None or len(data) != _FORM.size or data[0] != _VERSION:
            return habit
        _, *moments, came, due = (values := _FORM.unpack(data))[:7]
        if (
            not all(0 <= value < math.inf for value in (*values[:4], *values[5:]))
            or moments[3] <= 0
        ):
            return habit
        habit.visited_at, habit.headline_at, habit.urgent_at, habit.ceiling = moments
        habit._today_came, habit._today_due = came, due
        habit._came = array("f", values[7 : 7 + _ALL])
        habit._due = array("f", values[7 + _ALL :])
        return habit

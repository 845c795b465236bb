"""The pace of people: what of the news is worth a message now, and what waits.

    what is due, and what waits behind it in its story ─► decide() ─► Send | Hold | Merge

The law
- `quiet`: within these hours, in the subscriber's zone, nothing is sent but a story in which a flash is due.
- `digest`: the first that is due opens a window of that length; when it ends, all of it goes as one message,
  of each story its newest. The end of quiet hours ends such a window too, and a window that would end within
  quiet hours ends with them.
- `cooldown`: once a message of a story went, mere edits and retellings of it wait so long. What says
  something new does not: new facts, a correction, a withdrawal, a rise in urgency.
- `per_minute`: messages in any minute; what is over goes into the last of them, or the next that is free.
- Where a receiver takes one message a second, a burst goes as one message.
- Nothing overtakes what was owed before it of the same story: it goes along.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from streamer.settings import SubscriberSettings
from workers.story import URGENCIES, Event

BURST: Final = 5
"""Messages that wait for a receiver of one a second, from which on they go as one."""
_SAYS_MORE: Final = frozenset({"new", "correction", "withdrawn"})


class Send(msgspec.Struct, frozen=True):
    """Now, as it is."""


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """Not before `until`. `window`: until then all is collected, and then told as one."""

    until: datetime
    window: bool = False


class Merge(msgspec.Struct, frozen=True):
    """Now, with all that waits behind it, as one message."""


Decision = Send | Hold | Merge


class Cooling(msgspec.Struct, frozen=True, kw_only=True):
    """A story of which somebody was told a short while ago."""

    until: datetime
    urgency: int
    """Place in URGENCIES of what was told last."""


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """What a subscriber asks. Seconds; 0 and None: nothing."""

    zone: tzinfo = UTC
    quiet: tuple[int, int] | None = None
    """From and to, in minutes of the day."""
    digest: float = 0.0
    per_minute: int = 0
    cooldown: float = 0.0

    @property
    def collects(self) -> bool:
        return bool(self.quiet or self.digest)

    @property
    def any(self) -> bool:
        return bool(self.quiet or self.digest or self.per_minute or self.cooldown)


def pace_of(subscriber: SubscriberSettings, timezone: str) -> Pace:
    """`timezone`: the service's own, where the subscriber names none. Settings are good by then."""
    start, _, end = subscriber.quiet.partition("-")
    return Pace(
        zone=ZoneInfo(subscriber.timezone or timezone or "UTC"),
        quiet=(_minutes(start), _minutes(end)) if start and end else None,
        digest=subscriber.digest or 0.0,
        per_minute=subscriber.per_minute or 0,
        cooldown=subscriber.cooldown or 0.0,
    )


def quiet_until(pace: Pace, now: datetime) -> datetime | None:
    """The end of the quiet hours that `now` lies in; None: it lies in none. By the clock on the wall of the
    reader, so that a night with a change of time is an hour longer or shorter."""
    if pace.quiet is None:
        return None
    start, end = pace.quiet
    local = now.astimezone(pace.zone)
    minute = local.hour * 60 + local.minute
    within = start <= minute < end if start < end else minute >= start or minute < end
    if not within:
        return None
    day = local.date() + timedelta(days=minute >= end)
    until = datetime.combine(day, datetime.min.time(), pace.zone) + timedelta(minutes=end)
    return max(until.astimezone(UTC), now.astimezone(UTC) + timedelta(seconds=1))


def decide(
    pace: Pace,
    story: Sequence[Event],
    now: datetime,
    *,
    window: datetime | None = None,
    cooling: Cooling | None = None,
) -> Decision:
    """What becomes of what is due. `story`: it, and what waits behind it. `window`: the end of the one that
    is open; `cooling`: of this story. All times are aware."""
    flash = any(event.urgency == "flash" for event in story)
    quiet = quiet_until(pace, now)
    if not (quiet and flash):
        if quiet or pace.digest:
            end = window or now + timedelta(seconds=pace.digest)
            if quiet:
                end = max(quiet, window or quiet)
            return Hold(until=quiet_until(pace, end) or end, window=True)
        if window and window > now and not flash:
            return Hold(until=window, window=True)
    if cooling and cooling.until > now and not any(says_more(one, cooling) for one in story):
        return Hold(until=cooling.until)
    return Merge() if pace.cooldown and len(story) > 1 else Send()


def says_more(event: Event, cooling: Cooling) -> bool:
    """Whether it is worth a message though the story is cooling."""
    return (
        event.event in _SAYS_MORE
        or bool(event.fresh)
        or URGENCIES.index(event.urgency) > cooling.urgency
    )


def _minutes(written: str) -> int:
    hours, _, minutes = written.partition(":")
    return int(hours) * 60 + int(minutes)

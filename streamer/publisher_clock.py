"""Does a publisher stamp the clock on his own wall as UTC? Learnt a source, from what it shows.

A site in Baghdad that writes 12:40+00:00 at 12:40 in Baghdad dates every story three hours ahead: its
newest items lie in the future, by the offset of its zone less their age. Nobody else's do:

    stamp - first sight     wrong clock               honest clock
    newest item             offset - its age          - its age
    a scheduled item        -                         anything, once

So each stamp that is newer than all before it votes: for a wrong clock where it lies ahead by the offset,
less an hour at most; against it where it is fresh and not ahead, but one look has one such vote, since
after an absence old items are new to us. Three votes settle it, and it holds until they are all taken back.
At the first look all items that lie ahead vote, if the newest lies where a wrong clock would put it.

Only zones east of Greenwich can be told so; a clock that runs behind looks like old news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from streamer import dates
from streamer.settings import SourceSettings
from streamer.sources import Entry

ENOUGH: Final = 3
"""Votes that settle it."""
EDGE: Final = 12
"""Entries that are looked at, at either end of a document: its newest stand at one of them."""
_PROMPT: Final = timedelta(hours=1)
"""A wrong clock's newest item is no older."""
_FRESH: Final = timedelta(minutes=30)
_MAY_BE_UTC: Final = re.compile(r"[+-]00:?00|[Zz]\b|GMT|UTC?\b|\d{10}", re.I)
"""What a date that names UTC looks like; the others need not be read."""


class PublisherClock(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """What is known of a source's clock."""

    wrong: bool = False
    votes: int = 0
    """0 to `ENOUGH`."""
    newest: float | None = None
    """Epoch seconds of the newest stamp in UTC that counted; None: there was none yet."""


def look(
    known: PublisherClock, source: SourceSettings, entries: Sequence[Entry], seen: datetime
) -> PublisherClock:
    """What is known once `entries`, one document's, were seen at `seen`."""
    zone = ZoneInfo(source.timezone)
    offset = seen.astimezone(zone).utcoffset() or timedelta()
    if offset <= dates.AHEAD:
        return PublisherClock()
    latest = seen + offset + dates.AHEAD
    stamps = sorted({when for when in _stamps(entries, zone, seen) if when <= latest})
    if known.newest is not None:
        stamps = [when for when in stamps if when.timestamp() > (known.newest or 0.0)]
    if not stamps:
        return known
    ahead = [when for when in stamps if when > seen + dates.AHEAD]
    placed = [when for when in ahead if when >= seen + offset - _PROMPT]
    if known.newest is None:
        votes = len(ahead) if placed else 0
    elif ahead:
        votes = known.votes + len(placed)
    else:
        votes = known.votes - (stamps[-1] > seen - _FRESH)
    votes = max(0, min(ENOUGH, votes))
    wrong = votes == ENOUGH or (known.wrong and votes > 0)
    return PublisherClock(wrong=wrong, votes=votes, newest=stamps[-1].timestamp())


def moment(
    raw: str, zone: ZoneInfo, seen: datetime, *, local_clock: bool
) -> tuple[datetime | None, bool]:
    """The credible moment that a date means, and whether it was corrected: with `local_clock`, what is
    stamped as UTC is what a wall clock in `zone` showed."""
    when = dates.parse(raw, zone=zone, seen=seen)
    wrong = local_clock and when is not None and _is_utc(when)
    if wrong and when is not None:
        when = when.replace(tzinfo=zone)
    return dates.credible(when, seen=seen), wrong


def is_day(raw: str, when: datetime | None) -> bool:
    """Whether `when`, read from `raw`, stands for its whole day."""
    return when is not None and not (when.hour or when.minute or when.second) and dates.is_day(raw)


def _is_utc(when: datetime) -> bool:
    return when.utcoffset() == timedelta()


def _stamps(entries: Sequence[Entry], zone: ZoneInfo, seen: datetime) -> Iterator[datetime]:
    inner = len(entries) > 2 * EDGE
    for entry in [*entries[:EDGE], *entries[-EDGE:]] if inner else entries:
        raw = entry.published or ""
        if entry.skipped is None and _MAY_BE_UTC.search(raw):
            when = dates.parse(raw, zone=zone, seen=seen)
            if when is not None and _is_utc(when):
                yield when.astimezone(UTC)

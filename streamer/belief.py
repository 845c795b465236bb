"""What of a site's own words is believed: its validators, and what it says of when to come again. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from streamer.headline import Item
from streamer.hints import Said
from streamer.sources import Mark

TRUST: Final = 12
"""Answers of 304 in a row after which the page is asked for whatever it is: validators get stuck, in caches
and in programs (ways 1 to 3 of real failures), and who believes them for ever sees nothing any more."""


def validators_lied(old: Mark, new: Mark) -> bool:
    """Whether a validator of another page is the same: whoever believes it misses what is new."""
    return bool(
        (old.etag and old.etag == new.etag)
        or (old.last_modified and old.last_modified == new.last_modified)
    )


def said_wrong(said: Said, items: Sequence[Item], now: datetime) -> bool:
    """Whether a feed's own dates deny what it says of itself: two items within one of its intervals."""
    if not said.again:
        return False
    since = now - timedelta(seconds=said.again)
    dated = [one for item in items if (one := item.headline.published)]
    return sum(since < datetime.fromisoformat(one) <= now for one in dated) >= 2

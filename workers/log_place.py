"""Where an entry of the judged log stands: the two numbers of its id (Redis, "Entry IDs")."""

from __future__ import annotations

import re
from typing import Final

Place = tuple[int, int]
"""An entry's id: milliseconds and number."""
OLDEST: Final[Place] = (-1, 0)
"""Before the first entry, whichever that is."""
_PLACE: Final = re.compile(r"([0-9]{1,20})(?:-([0-9]{1,20}))?", re.ASCII)
_LAST: Final = 2**64 - 1


def place_of(text: str) -> Place | None:
    """The place that somebody names; None: it is none. Without a number, the first of that
    millisecond (Redis, "Entry IDs")."""
    found = _PLACE.fullmatch(text)
    if not found:
        return None
    place = int(found[1]), int(found[2] or 0)
    return place if max(place) <= _LAST else None


def read(entry_id: bytes) -> Place:
    """The place of an id that Redis gave."""
    ms, _, number = entry_id.partition(b"-")
    return int(ms), int(number or 0)


def written(place: Place) -> str:
    return f"{place[0]}-{place[1]}"


def before(place: Place) -> bytes:
    """The id right before: what comes behind it begins with `place` itself."""
    ms, number = place
    if number:
        return written((ms, number - 1)).encode()
    return written((ms - 1, _LAST)).encode() if ms else b"0-0"

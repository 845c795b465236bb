"""A title as it is looked up: what it tells, whether it names a story at all, and by what it is found."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from streamer import text
from workers.dedupe.finding.candidates import rarest
from workers.dedupe.finding.sketch import sketch
from workers.dedupe.finding.stamp import Sought
from workers.dedupe.finding.who import units
from workers.dedupe.reading.reader import Reading, read
from workers.dedupe.reading.unnamed import names_no_story
from workers.dedupe.words import stemming
from workers.dedupe.words.likeness import Profile, profile


class Look(NamedTuple):
    """A title as it is looked up."""

    title: str
    reading: Reading
    nameless: bool
    fold: str
    kin: tuple[str, ...]
    """Of all its units, the six rarest first."""
    own: Profile[str]


@lru_cache(maxsize=1_000)
def look(title: str) -> Look:
    """Remembered, for a title is judged first, then told."""
    reading = read(title)
    kin = _kin(reading)
    return Look(title, reading, names_no_story(reading), text.fold(title), kin, profile(kin))


def sought_by(title: str, summary: str | None) -> Sought:
    """What a report of this title and summary is found by."""
    looked = look(title)
    return Sought(looked.fold, sketch(summary), () if looked.nameless else looked.kin)


def _kin(reading: Reading) -> tuple[str, ...]:
    kin = dict.fromkeys(map(stemming.kin, units(reading)))
    rare = rarest(kin)
    for one in rare:
        del kin[one]
    return (*rare, *kin)

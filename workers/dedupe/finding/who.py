"""What a title is found by, with each person as one unit, whether it tells him by his name or by his office:
else العباسي يصل and وزير الدفاع يصل have hardly anything in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import holders, offices
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE, SOFT

_WHO: Final = CONCEPT + "who "
_LEADERS: Final = {held: leader for leader, held in offices.HOLDERS.items()}
"""An office and its country → who holds it."""


def units(reading: Reading) -> Sequence[str]:
    """Those of the title, in order."""
    told = holders.told(reading.words)
    if not told and OFFICE not in reading.kinds:
        return reading.units
    return list(_units([part for part in reading.parts if part.kind != SOFT], told))


def _units(parts: Sequence[Part], told: Sequence[holders.Told]) -> Iterator[str]:
    at = 0
    while at < len(parts):
        part = parts[at]
        who = [one for one in told if one.at <= part.at and part.end <= one.end]
        if who:
            yield from (_WHO + one.who for one in who)
            if any(one.named and one.end == part.end for one in who):
                yield part.unit
        elif part.kind == OFFICE:
            after = parts[at + 1] if at + 1 < len(parts) else None
            leader = _LEADERS.get((part.unit, after.unit)) if after is not None else None
            if leader and after is not None and after.kind == NATION:
                yield leader
                at += 1
            elif after is None or offices.HOLDERS.get(after.unit, ("",))[0] != part.unit:
                yield part.unit  # else of the leader behind it
        else:
            yield part.unit
        at += 1

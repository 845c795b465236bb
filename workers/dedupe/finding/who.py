"""What a title is found by, with each person as one unit, whether it tells him by his name or by his office:
else العباسي يصل and وزير الدفاع يصل have hardly anything in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from workers.dedupe.forms.one_person import country_of
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import holders, offices
from workers.dedupe.words.kinds import CONCEPT, OFFICE, SOFT

_WHO: Final = CONCEPT + "who "
_HIS: Final = "ه"


def _leaders() -> dict[tuple[str, str], str]:
    """An office and its country → the first who is listed with it."""
    found: dict[tuple[str, str], str] = {}
    for leader, held in offices.HOLDERS.items():
        found.setdefault(held, leader)
    return found


_LEADERS: Final = _leaders()
_ONE: Final = {leader: _LEADERS[held] for leader, held in offices.HOLDERS.items()}
"""A leader → him by whom all who held the office are found."""


def units(reading: Reading) -> Sequence[str]:
    """Those of the title, in order."""
    told = holders.told(reading.words)
    if not told and OFFICE not in reading.kinds:
        if _ONE.keys().isdisjoint(reading.told):
            return reading.units
        return [_ONE.get(unit, unit) for unit in reading.units]
    return list(_units(reading, told))


def _units(reading: Reading, told: Sequence[holders.Told]) -> Iterator[str]:
    parts = [part for part in reading.parts if part.kind != SOFT]
    held = _held(parts, reading) if OFFICE in reading.kinds else {}
    for at, part in enumerate(parts):
        who = [one for one in told if one.at <= part.at and part.end <= one.end]
        if who:
            yield from (_WHO + one.who for one in who)
            if any(one.named and one.end == part.end for one in who):
                yield part.unit
        elif part.at in held:
            if held[part.at]:
                yield held[part.at]
        elif part.kind == OFFICE:
            yield from (_WHO + one.who for one in _his(part, parts[0], reading))
            after = parts[at + 1] if at + 1 < len(parts) else None
            if after is None or offices.HOLDERS.get(after.unit, ("",))[0] != part.unit:
                yield part.unit  # else of the leader behind it
        else:
            yield _ONE.get(part.unit, part.unit)


def _his(part: Part, first: Part, reading: Reading) -> Sequence[holders.Told]:
    """Who holds an office with whom the title begins: برشلونة يقيل مدربه tells of مدرب برشلونة."""
    word = reading.words[part.at]
    if part is first or part.end - part.at > 1 or not word.endswith(_HIS):
        return ()
    return holders.told((word.removesuffix(_HIS), *reading.words[first.at : first.end]))


def _held(parts: Sequence[Part], reading: Reading) -> dict[int, str]:
    """Where an office of a listed leader begins → him; where its country does → ""."""
    found: dict[int, str] = {}
    for part in parts:
        of = country_of(part, reading) if part.kind == OFFICE else None
        leader = _LEADERS.get((part.unit, of.unit)) if of is not None else None
        if leader and of is not None:
            found[part.at], found[of.at] = leader, ""
    return found

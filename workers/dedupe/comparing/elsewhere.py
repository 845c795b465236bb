"""Whether two titles tell of two places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations, offices
from workers.dedupe.words.holders import Told, told
from workers.dedupe.words.kinds import NATION, PLACE, SOFT


def elsewhere(later: Iterable[str], earlier: Iterable[str]) -> str:
    """Where neither has a place of the other, nor one that lies in it. (Where they share one and not
    another, the other is something added, or a name in the place of another.) Units, or their kin: a place
    is its own."""
    here = {unit for unit in later if unit[0] == PLACE}
    there = {unit for unit in earlier if unit[0] == PLACE} if here else here
    if not there or not here.isdisjoint(there):
        return ""
    around = {place for one in here for place in nations.WITHIN.get(one, ())}
    if not around.isdisjoint(there) or any(
        place in here for one in there for place in nations.WITHIN.get(one, ())
    ):
        return ""
    if not (here - _seats(later) and there - _seats(earlier)):
        return ""  # a company is of its country
    return f"place: {min(there)[1:]} ≠ {min(here)[1:]}"


def _seats(units: Iterable[str]) -> set[str]:
    return {nations.SEATS[unit] for unit in units if unit in nations.SEATS}


def of_another_place(later: Reading, earlier: Reading) -> str:
    """The same of two titles, where the country of an office is none: قاليباف يصل بغداد, رئيس البرلمان
    الإيراني يصل."""
    why = elsewhere(later.told, earlier.told)
    if not why or (NATION not in later.kinds and NATION not in earlier.kinds):
        return why
    if not (later.told.isdisjoint(offices.HOLDERS) and earlier.told.isdisjoint(offices.HOLDERS)):
        theirs = _of_leaders(later, earlier) | _of_leaders(earlier, later)
        why = elsewhere(later.told - theirs, earlier.told - theirs)
        if not why:
            return ""
    now, was = told(later.words), told(earlier.words)
    if {one.who for one in now}.isdisjoint(one.who for one in was):
        return why
    return elsewhere(_without(now, later), _without(was, earlier))


def _of_leaders(reading: Reading, other: Reading) -> set[str]:
    """Countries of leaders whom it names, and of whom the other title tells by their office."""
    return {
        offices.HOLDERS[unit][1]
        for unit in reading.told & offices.HOLDERS.keys()
        if offices.HOLDERS[unit][0] in other.told
    }


def _without(persons: Sequence[Told], reading: Reading) -> set[str]:
    """Units of the title without those of persons."""
    return {
        part.unit
        for part in reading.parts
        if part.kind != SOFT and not any(one.at <= part.at < one.end for one in persons)
    }

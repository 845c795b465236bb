"""Whether two titles tell of two places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations, offices
from workers.dedupe.words.holders import Told, told
from workers.dedupe.words.kinds import CONCEPT, NATION, PLACE, SOFT


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


_CENTRAL_BANK: Final = CONCEPT + "central_bank"
_MISSION: Final = CONCEPT + "un_mission"
_OF_LANDS: Final = {
    CONCEPT + f"bank_of_{name}": PLACE + land
    for name, land in (
        ("syria", "سوريا"), ("libya", "ليبيا"), ("lebanon", "لبنان"), ("uae", "الإمارات"), ("qatar", "قطر"),
        ("saudi", "السعودية"), ("kuwait", "الكويت"), ("bahrain", "البحرين"), ("sudan", "السودان"),
        ("morocco", "المغرب"),
    )
} | {_MISSION: PLACE + "ليبيا"}  # fmt: skip
"""Bodies whose name says of what country they are."""


def of_another_land(one: Reading, other: Reading) -> str:
    """Whether a body that is of a country by its name is of another in the other title: البنك المركزي السوري,
    البنك المركزي العراقي."""
    for part in one.parts:
        land = _OF_LANDS.get(part.unit)
        if land is None or (
            part.unit == _MISSION and land[1:] not in one.words[part.at : part.end]
        ):
            continue
        for body, after in pairwise(other.parts):
            if body.unit not in (part.unit, _CENTRAL_BANK) or after.at - body.end > 1:
                continue
            if after.unit in nations.COUNTRIES and after.unit != land:
                return f"place: {land[1:]} ≠ {after.unit[1:]}"
    return ""


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

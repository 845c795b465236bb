"""Two things of a list, each with what is told of it.

أدوية مهربة وحبوب كبتاغون  =  حبوب كبتاغون وأدوية مهربة
فوز أحمد وخسارة علي        ≠  فوز علي وخسارة أحمد
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from workers.dedupe.reading.neighbours import listed
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import SOFT

_TWO: Final = 2
"""Parts of such a thing: itself, and what is told of it."""
_Item = tuple[str, str]


def items_exchanged(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why of two things of a list each has what the other had ("": nothing says so)."""
    for one, other in _pairs(later, twins):
        for first, second in _pairs(earlier, {}):
            if {one[0], other[0]} != {first[0], second[0]} or one[0] == other[0]:
                continue
            if {one[1], other[1]} == {first[1], second[1]} and one not in (first, second):
                return f"roles: {one[1]} and {other[1]} have changed places"
    return ""


def _pairs(reading: Reading, twins: Mapping[str, str]) -> list[tuple[_Item, _Item]]:
    """Two things on both sides of an «and», each as the first two of its parts."""
    parts = [part for part in reading.parts if part.kind != SOFT]
    found = []
    for at in range(_TWO, len(parts) - 1):
        if listed(parts[at], reading):
            before, behind = parts[at - _TWO : at], parts[at : at + _TWO]
            if any(part.joint or listed(part, reading) for part in (before[1], behind[1])):
                continue  # of مصر والأردن وقطر none is told of another
            if _adjoin(before) and _adjoin(behind):
                found.append((_item(before, twins), _item(behind, twins)))
    return found


def _adjoin(parts: Sequence[Part]) -> bool:
    return parts[0].end == parts[1].at


def _item(parts: Sequence[Part], twins: Mapping[str, str]) -> _Item:
    one, other = (twins.get(part.unit, part.unit) for part in parts)
    return one, other


def two_of_a_list(
    now: tuple[Part, Part], later: Reading, was: tuple[Part, Part], earlier: Reading
) -> bool:
    """Whether two parts belong to two things of a list that stands the other way round in the other title."""
    here, last = _list(now, later)
    there, first = _list(was, earlier)
    return bool(last and first) and _ends(here, first) and _ends(there, last)


def _list(two: tuple[Part, Part], reading: Reading) -> tuple[list[str], list[str]]:
    """What stands before the «and» between the two, and behind it, as far as no preposition does."""
    one, other = two
    begin = next(
        (part for part in reading.parts if one.at < part.at <= other.at and listed(part, reading)),
        None,
    )
    if begin is None or begin.joint:
        return [], []
    behind: list[str] = []
    end = begin.at
    for part in reading.parts:
        if part.at == end and (part is begin or not (part.joint or listed(part, reading))):
            behind.append(part.unit)
            end = part.end
    return [part.unit for part in reading.parts if part.end <= begin.at], behind


def _ends(units: Sequence[str], last: Sequence[str]) -> bool:
    return len(units) >= len(last) and units[len(units) - len(last) :] == last

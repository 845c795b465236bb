"""What rises and what falls, where two titles tell of both.

ارتفاع النفط وانخفاض الذهب  ≠  ارتفاع الذهب وانخفاض النفط
ارتفاع النفط وانخفاض الذهب  =  انخفاض الذهب وارتفاع النفط       each has its own behind it
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workers.dedupe.order.clauses import turned_round
from workers.dedupe.order.involved import involved
from workers.dedupe.reading.neighbours import listed, right_before
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, SOFT

_WHEN: Final = frozenset([CONCEPT + "before", CONCEPT + "after"])
_BOTH: Final = 2


def rose_for_fell(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str | None:
    """Why what rose in one fell in the other ("": it did not). None: they do not tell of both, or tell of
    them in one order. So of all contraries of rivals.toml."""
    for line in sorted(later.groups.keys() & earlier.groups.keys()):
        if len(later.groups[line]) < _BOTH or len(earlier.groups[line]) < _BOTH:
            continue
        now, before = (
            sorted((part.at, part.unit) for group in side[line].values() for part in group)
            for side in (later.groups, earlier.groups)
        )
        if [unit for _, unit in now] == [unit for _, unit in before]:
            continue
        if _each_of_its_own(later, earlier, line, twins) or turned_round(later, earlier, twins):
            return ""
        own = {unit for _, unit in (*now, *before)}  # شرق بغداد وغرب الموصل
        here = [twins.get(unit, unit) for unit in involved(later) if unit not in own]
        there = [unit for unit in involved(earlier) if unit not in own]
        if [unit for unit in here if unit in there] == [unit for unit in there if unit in here]:
            return f"roles: {now[0][1]} and {before[0][1]} have changed places"
        return ""
    return None


def _each_of_its_own(later: Reading, earlier: Reading, line: str, twins: Mapping[str, str]) -> bool:
    """Whether the same stands behind each that rises or falls, so that only their order is another."""
    now, before = (
        {part.unit: _run(part, side) for group in side.groups[line].values() for part in group}
        for side in (later, earlier)
    )
    return now.keys() == before.keys() and all(
        run and [twins.get(unit, unit) for unit in run] == before[unit_of]
        for unit_of, run in now.items()
    )


def _run(part: Part, reading: Reading) -> list[str]:
    """What is written on to it, up to a preposition; where nothing is, what stands before it."""
    found: list[str] = []
    end = part.end
    for one in reading.parts:
        if one.at == end and not one.joint and one.at not in reading.breaks:
            if listed(one, reading) or one.kind == SOFT or one.unit in _WHEN:
                break
            found.append(one.unit)
            end = one.end
    if found:
        return found
    before = right_before(part, reading)
    return [before.unit] if before is not None and part.at not in reading.breaks else []

"""Two words that stand in another order where somebody or something has two names.

بوتين … الجيش الروسي = الرئيس الروسي … الجيش        the people says of whom he is the head, or whose they are
قانون تعديل الموازنة = تعديل قانون الموازنة           a law that amends another
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.neighbours import right_before
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, offices
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE

_LAW: Final = "قانون"
_AMENDED: Final = frozenset([CONCEPT + "amend_noun", CONCEPT + "amend_"])

_Two = tuple[Part, Part]


def either_name(now: _Two, later: Reading, was: _Two, earlier: Reading) -> bool:
    """Whether two tell the same in either order. `now` and `was`: the two as each title has them, first the
    one that it names first."""
    if _amends(now) and _amends(was):
        return True
    return _his_people(now, later, was, earlier) or _his_people(was, earlier, now, later)


def _amends(two: _Two) -> bool:
    one, other = two
    units = {one.unit, other.unit}
    return other.at == one.end and _LAW in units and not units.isdisjoint(_AMENDED)


def _his_people(two: _Two, its: Reading, other: _Two, theirs: Reading) -> bool:
    """Whether one of `two` is the people behind an office that `theirs` tells by its holder, and there says
    whose army or body it is."""
    for part in two:
        if part.kind != NATION or part.joint:
            continue
        office = right_before(part, its)
        if office is None or office.kind != OFFICE:
            continue
        held = (office.unit, part.unit)
        there = next((one for one in other if one.unit == part.unit), None)
        body = right_before(there, theirs) if there is not None else None
        if body is not None and body.unit in concepts.ACTORS:
            return any(offices.HOLDERS.get(unit) == held for unit in theirs.told)
    return False

"""Two words that stand in another order where somebody or something has two names.

بوتين … الجيش الروسي = الرئيس الروسي … الجيش        the people says of whom he is the head, or whose they are
مستشار الأمن القومي … أمن الحدود = … أمن الحدود       what an office is for, told again of something else
"""

from __future__ import annotations

from workers.dedupe.reading.neighbours import right_before
from workers.dedupe.reading.parts import Two
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, offices
from workers.dedupe.words.kinds import MODIFIER, NATION, OFFICE


def either_name(now: Two, later: Reading, was: Two, earlier: Reading) -> bool:
    """Whether two tell the same in either order. `now` and `was`: the two as each title has them, first the
    one that it names first."""
    if _of_an_office(now, later, earlier) or _of_an_office(was, earlier, later):
        return True
    return _his_people(now, later, was, earlier) or _his_people(was, earlier, now, later)


def _his_people(two: Two, its: Reading, other: Two, theirs: Reading) -> bool:
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


def _of_an_office(two: Two, its: Reading, other: Reading) -> bool:
    """Whether one of two is what somebody's office is for, which the other title does not tell."""
    return any(
        (before := right_before(part, its)) is not None
        and before.kind in (OFFICE, MODIFIER)
        and before.unit not in other.told
        and sum(one.unit == part.unit for one in its.parts) > 1
        for part in two
    )

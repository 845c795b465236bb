"""Two names in the other order are another man: عمر عبدالله, عبدالله عمر; أحمد راتب, راتب أحمد."""

from __future__ import annotations

from itertools import pairwise

from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.concepts import HAPPENS
from workers.dedupe.words.kinds import CONCEPT, WORD
from workers.dedupe.words.offices import GIVEN


def reversed_names(later: Reading, earlier: Reading) -> str:
    """Why two names that stand side by side in both titles are somebody else's ("": they are not)."""
    if not (later.somebody and earlier.somebody):
        return ""
    now = _pairs(later)
    for one, after in _pairs(earlier) if now else ():
        if (after, one) in now and (one, after) not in now:
            return f"name: {one} {after} ≠ {after} {one}"
    return ""


def _pairs(reading: Reading) -> set[tuple[str, str]]:
    return {
        (one.unit, after.unit)
        for one, after in pairwise(reading.parts)
        if (one.unit in GIVEN or after.unit in GIVEN)
        and one.unit != after.unit
        and _may_be_name(one, reading)
        and _may_be_name(after, reading)
        and one.end == after.at
        and not after.joint
    }


def _may_be_name(part: Part, reading: Reading) -> bool:
    """Whether it is no deed and no event, and stands without its article."""
    if part.kind not in (WORD, CONCEPT) or part.size > 1 or acts(part) or part.unit in HAPPENS:
        return False
    return part.unit in GIVEN or not reading.words[part.at].startswith("ال")

"""Two given names in the other order are another man: عمر عبدالله, عبدالله عمر."""

from __future__ import annotations

from itertools import pairwise

from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import WORD
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
        if one.kind == WORD == after.kind
        and one.unit in GIVEN
        and after.unit in GIVEN
        and one.unit != after.unit
        and one.end == after.at
        and not after.joint
    }

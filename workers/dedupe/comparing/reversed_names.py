"""Two names in the other order are another man: عمر عبدالله, عبدالله عمر; أحمد راتب, راتب أحمد."""

from __future__ import annotations

from itertools import pairwise

from workers.dedupe.reading.ali import ALI
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.concepts import HAPPENS
from workers.dedupe.words.kinds import CONCEPT, WORD
from workers.dedupe.words.offices import GIVEN


def reversed_names(later: Reading, earlier: Reading) -> str:
    """Why two names that stand side by side in both titles are somebody else's ("": they are not)."""
    if ALI in later.words and ALI in earlier.words:
        now, before = _beside_ali(later), _beside_ali(earlier)
        if name := next((one for one in now if one[::-1] in before and one not in before), None):
            return f"name: {' '.join(name[::-1])} ≠ {' '.join(name)}"
    if not (later.somebody and earlier.somebody):
        return ""
    pairs = _pairs(later)
    for one, after in sorted(_pairs(earlier)) if pairs else ():
        if (after, one) in pairs and (one, after) not in pairs:
            return f"name: {one} {after} ≠ {after} {one}"
    return ""


def _beside_ali(reading: Reading) -> list[tuple[str, str]]:
    """Each given name beside علي, in their order: read as a preposition it is no part."""
    return [
        (one, after)
        for one, after in pairwise(reading.words)
        if (one == ALI and after in GIVEN) or (after == ALI and one in GIVEN)
    ]


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

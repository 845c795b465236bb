"""Whether one of two titles tells of a namesake of somebody whom the other calls by his family name alone.

الشمري يصل البصرة ≠ سعد الشمري يصل البصرة      the minister of that name is called عبدالأمير
"""

from __future__ import annotations

from collections.abc import Mapping

from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import holders, offices
from workers.dedupe.words.kinds import PLACE


def namesake(later: Reading, earlier: Reading) -> str:
    """Whose, in words, or ""."""
    return _namesake(later, earlier) or _namesake(earlier, later)


def called_like_a_place(twins: Mapping[str, str]) -> str:
    """Whether what was taken for a place of two words is somebody of its last: جزر سليمان, سليمان."""
    for two in twins.items():
        name = next((unit for unit in two if unit in offices.GIVEN), "")
        place = next((unit for unit in two if unit[0] == PLACE and unit.endswith(" " + name)), "")
        if name and place:
            return f"person: {name} ≠ {place[1:]}"
    return ""


def _namesake(its: Reading, other: Reading) -> str:
    for one in holders.told(its.words):
        name = its.words[one.end - 1]
        if one.office or one.end - one.at > 1 or name not in other.words[1:]:
            continue
        given = other.words[other.words.index(name, 1) - 1]
        if (
            given in offices.GIVEN
            and given not in its.words
            and given not in holders.NAMES.get(one.who, ())
        ):
            return f"person: {name} ≠ {given} {name}"
    return ""

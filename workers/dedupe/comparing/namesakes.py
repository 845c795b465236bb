"""Whether one of two titles tells of a namesake of somebody whom the other calls by his family name alone.

الشمري يصل البصرة ≠ سعد الشمري يصل البصرة      the minister of that name is called عبدالأمير
"""

from __future__ import annotations

from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import holders, offices


def namesake(later: Reading, earlier: Reading) -> str:
    """Whose, in words, or ""."""
    return _namesake(later, earlier) or _namesake(earlier, later)


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

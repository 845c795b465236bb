"""The hour of a clock, told by an ordinal, as the number that it is.

الساعة الثامنة · الساعة 8      عند الثامنة مساء · عند 8 مساء      الثامنة والنصف · 8:30      8:00 · 8

Not so the first hour of something (الساعة الأولى من الحرب), nor the eighth of its kind (النسخة الثامنة).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.words.kinds import CONCEPT, HOUR, NUMBER, ORDINAL, SOFT, VALUE
from workers.dedupe.words.lists import folded_words

_HOUR: Final = CONCEPT + "hours"
THE_HOUR: Final = folded_words("الساعة بالساعة للساعة والساعة")
_HOURS: Final = frozenset(f"{ORDINAL}{hour}" for hour in range(2, 13))
_MINUTES: Final = {"والنصف": "30", "والربع": "15", "والثلث": "20"}
_FULL: Final = "00"
_NOON: Final = 12


def by_the_clock(parts: list[Part], words: Sequence[str]) -> list[Part]:
    """With hours as numbers; the word for an hour before one is soft."""
    if _HOURS.isdisjoint(part.unit for part in parts) and THE_HOUR.isdisjoint(words):
        return parts
    found: list[Part] = []
    for at, part in enumerate(parts):
        before = found[-1] if found and found[-1].end == part.at else None
        after = parts[at + 1] if at + 1 < len(parts) else None
        named = before is not None and words[before.at] in THE_HOUR
        if (
            part.unit in _HOURS
            and words[part.at][-1] == "ه"
            and (named or _at(part, before, after))
        ):
            part = part._replace(unit=NUMBER + part.unit[1:], kind=VALUE)
        if before is not None and named and part.kind == VALUE:
            found[-1] = before._replace(kind=SOFT)
        elif before is not None and before.kind == VALUE and float(before.unit[1:]) <= _NOON:
            if words[part.at] == _FULL:
                continue  # 8:00
            if words[part.at] in _MINUTES:
                part = part._replace(unit=NUMBER + _MINUTES[words[part.at]], kind=VALUE, joint="")
        found.append(part)
    return found


def _at(part: Part, before: Part | None, after: Part | None) -> bool:
    """Whether it is an hour without that word: عند الثامنة مساء, حتى العاشرة ليلا."""
    timed = after is not None and after.at == part.end and after.kind == HOUR
    return timed and (bool(part.joint) or before is None)

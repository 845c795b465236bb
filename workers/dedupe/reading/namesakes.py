"""Names that are written as another word is.

صباح النعمان · صباح الأحد       a given name before a surname, or the morning
غارة على صور · في صور          a town, or pictures
رشيد يستقبل السفير             a president by his last name, first in the title and before what he does
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.words.kinds import (
    CONCEPT,
    DAY,
    HOUR,
    MONTH,
    ORDINAL,
    PLACE,
    SAYS,
    WEEKDAY,
    WORD,
)
from workers.dedupe.words.lexicon import known

_MORNING: Final = HOUR + "morning"
_WHEN: Final = frozenset([WEEKDAY, DAY, MONTH, HOUR, ORDINAL])
_TYRE: Final = "صور"
_TO_TYRE: Final = frozenset(
    [
        "علي", "في", "مدينه", "قضا", "منطقه", "قرب", "محيط", "الي", "شرق", "جنوب", "شمال", "شرقي", "جنوبي",
        "شمالي",
    ]
)  # fmt: skip
_LEBANESE: Final = frozenset(
    [
        "لبنان", "اللبناني", "اللبنانيه", "اسراييليه", "الاسراييلي", "الاحتلال", "للاحتلال", "اسراييل",
        "غاره", "بغاره", "قصف", "مسيره",
    ]
)  # fmt: skip
"""What is told of the town."""
_RASHID: Final = "رشيد"
_GIVEN: Final = {_MORNING: "صباح", WEEKDAY + "thursday": "خميس"}
"""What is a name before a surname, by the unit that it has else."""
NAMESAKES: Final = frozenset([*_GIVEN, _TYRE, _RASHID])


def namesake(part: Part, words: Sequence[str]) -> Part:
    """What a part with a unit of NAMESAKES is here."""
    before = words[part.at - 1] if part.at else ""
    after = words[part.end] if part.end < len(words) else ""
    if part.unit == _TYRE:
        town = before in _TO_TYRE and not _LEBANESE.isdisjoint(words)
        return part._replace(unit=PLACE + _TYRE, kind=PLACE) if town else part
    if part.unit in _GIVEN:
        name = _GIVEN[part.unit]
        surname = words[part.at] == name and after.startswith("ال") and not _is(after, _WHEN)
        return part._replace(unit=name, kind=WORD) if surname else part
    acts_next = after[:1] in ("ي", "و") and after != "" and not _is(after, _WHEN)
    leads = part.at == 0 and words[0] == _RASHID and (acts_next or _is(after, {SAYS}))
    return part._replace(unit=CONCEPT + "rashid", kind=CONCEPT) if leads else part


def _is(word: str, kinds: frozenset[str] | set[str]) -> bool:
    return any(phrase.sense.kind in kinds for phrase in known(word).phrases)

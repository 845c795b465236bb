"""Numbers that count nothing.

عام 2019 · 5 آذار          a year, a day of a month
الدورة 45 للمعرض           which of several
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streamer import text
from workers.dedupe.reading.parts import Part
from workers.dedupe.words import calendar
from workers.dedupe.words.kinds import (
    MONTH,
    PLACE,
    VALUE,
)

_OF_A_YEAR: Final = frozenset(
    text.words(
        "موازنة الموازنة ميزانية الميزانية مونديال المونديال بمونديال لمونديال انتخابات موسم لموازنة بموازنة"
        " أولمبياد العالم آسيا أفريقيا العرب budget"
    )
)
YEARS: Final = frozenset(
    text.words("عام العام سنة لعام بعام منذ year in since en depuis yılı سال ساڵی")
)
_BY_WHEN: Final = frozenset(
    text.words("by until before after from ici avant bis ab vor seit hasta para entro تا بحلول حتى")
)
"""Before a year at which a clause ends."""
_LONGEST: Final = 31
"""Days of a month."""


def is_year(parts: Sequence[Part], at: int, words: Sequence[str], breaks: frozenset[int]) -> bool:
    """Four digits behind a word that says so, or with nothing behind them that they could count."""
    unit = parts[at].unit[1:]
    if len(unit) != 4 or unit[:2] not in ("19", "20") or not unit.isdigit():
        return False
    if parts[at].at and words[parts[at].at - 1] in YEARS | _OF_A_YEAR:
        return True
    after = parts[at + 1] if at + 1 < len(parts) else None
    if after is None or after.at != parts[at].end or bool(after.joint):
        return True
    by_when = parts[at].at > 0 and words[parts[at].at - 1] in _BY_WHEN
    return by_when and (after.at in breaks or after.kind == PLACE)


def is_day(parts: Sequence[Part], at: int, end: int) -> bool:
    """A number beside a month, of which there are no more than 31."""
    if parts[at].kind != VALUE or end != at + 1 or float(parts[at].unit[1:]) > _LONGEST:
        return False
    behind = end < len(parts) and parts[end].kind == MONTH
    before = at > 0 and parts[at - 1].kind == MONTH and parts[at - 1].end == parts[at].at
    return behind or before


_ITS: Final = ("تها", "ته")


def is_ordinal(parts: Sequence[Part], at: int, end: int, words: Sequence[str]) -> bool:
    """Digits with an article or behind a noun of which there are several, and nothing behind them that they
    could count: لقبه الـ15 في الدوري, الدورة 45 للمعرض."""
    part = parts[at]
    if part.kind != VALUE or end != at + 1 or not part.at:
        return False
    before = words[part.at - 1]
    for its in _ITS:
        before = before.removesuffix(its) + "ه" if before.endswith(its) else before  # دورته الستين
    if before != "ال" and calendar.NUMBERED.isdisjoint(text.stems(before)):
        return False
    after = parts[end] if end < len(parts) else None
    return after is None or after.at != part.end or bool(after.joint)

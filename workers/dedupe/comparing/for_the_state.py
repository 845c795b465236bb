"""Iraq, where one title says that it does what the other tells as done, or as done by a ministry.

تصدير 103 ملايين برميل = العراق يصدر 103 ملايين برميل      what is done in peace is done at home
الاتصالات تقطع الإنترنت = العراق يقطع الإنترنت              the ministry through which it does it

Not what others may do there: قصف معسكر is not العراق يقصف معسكرا.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.neighbours import right_behind
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, nations, offices
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE, PLACE, SOFT

_BY_STATES: Final = frozenset(["يقطع"]) | frozenset(
    CONCEPT + deed
    for deed in (
        "export", "import", "produce_", "sign", "open", "resume", "halt", "launch", "begin", "ban", "allow",
        "postpone", "cancel", "extend_", "raise", "lower", "exempt_", "close", "distribute", "idle",
        "outage", "impose", "lift",
    )
)  # fmt: skip
_OF_ANYBODY: Final = frozenset(
    CONCEPT + deed for deed in ("halt", "postpone", "cancel", "raise", "lower", "close", "impose")
)
"""Of those what a town, a company or another state does as often: إغلاق 20 مطعما."""
_TELLING: Final = 4
"""Parts that both tell."""
_HEAD: Final = 1
"""Words before a ministry's portfolio."""


def does_it_for_us(part: Part, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether it is Iraq, of which `its` says first that it does what `other` begins with, or a ministry."""
    if part.unit != nations.HOME or part.at or part.joint or len(both) < _TELLING:
        return False
    deed = right_behind(part, its)
    if deed is None or deed.unit not in both or deed.unit not in _BY_STATES:
        return False
    if any(one.kind == NATION or one.unit in nations.COUNTRIES for one in other.parts):
        return False
    told = [one for one in other.parts if one.kind != SOFT]
    first = told[0] if told else None
    if first is None or first.joint:
        return False
    if first.at <= _HEAD and other.words[first.at] in offices.PORTFOLIOS:
        return len(told) > 1 and told[1].unit == deed.unit
    if deed.unit in _OF_ANYBODY:
        return False
    masdar = first.unit == deed.unit and other.words[first.at][0] != "ي"
    return masdar and not any(
        one.kind == OFFICE or one.unit in concepts.ACTORS or (one.kind == PLACE and not one.joint)
        for one in other.parts
    )


def its_ministry(part: Part, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether it is the ministry through which Iraq does it, where `other` says that Iraq does."""
    if part.at > _HEAD or its.words[part.at] not in offices.PORTFOLIOS or not other.parts:
        return False
    return does_it_for_us(other.parts[0], other, its, both)

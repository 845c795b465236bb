"""When it is: months, weekdays, dates and ordinals of two titles side by side.

What was put off is the same story under another date: a follow that says the new one. So is a summit or a
vote whose date differs. What comes again under each date is another story each time: prices, weather,
salaries (calendar.toml: `recurring`), and so is another month. Of ordinals, only those of stages are of one
story.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from streamer.text import stems
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.calendar import RECURRING, STAGES
from workers.dedupe.words.kinds import CONCEPT, DAY, HOUR, MONTH, ORDINAL, WEEKDAY, YEAR

_POSTPONE: Final = CONCEPT + "postpone"
_CALENDAR: Final = (
    (MONTH, "month"), (WEEKDAY, "weekday"), (YEAR, "date"), (ORDINAL, "ordinal"),
)  # fmt: skip
WHEN: Final = (DAY, WEEKDAY, MONTH, YEAR)
_AHEAD: Final = frozenset(
    [DAY + "tomorrow", DAY + "aftertomorrow", CONCEPT + "next_", CONCEPT + "awaited_"]
)
_HELD_ANYWAY: Final = frozenset([CONCEPT + "elections"])
"""Of which the next ones are meant, wherever nothing else is said."""
SOON: Final = ((DAY, "day"), (HOUR, "hour"))


def calendar(later: Reading, earlier: Reading) -> tuple[str, tuple[Part, ...]]:
    """Why another date makes it another story (""; it does not), and the parts that say the new date."""
    found = list(moments(later, earlier, _CALENDAR))
    if not found:
        return "", ()
    put_off = _POSTPONE in later.told or _POSTPONE in earlier.told
    moved: list[Part] = []
    for why, parts in found:
        if parts[0].kind == ORDINAL:
            if not (_of_a_stage(later) and _of_a_stage(earlier)):
                return why, ()
        elif not put_off and (parts[0].kind == MONTH or _comes_again(later)):
            return why, ()
        moved += parts
    return "", tuple(moved)


def _comes_again(reading: Reading) -> bool:
    return any(not RECURRING.isdisjoint(stems(word)) for word in reading.words)


def _of_a_stage(reading: Reading) -> bool:
    """Whether each ordinal stands beside the noun of a stage."""
    return all(
        not STAGES.isdisjoint(stems(_beside(part, reading)))
        for part in reading.parts
        if part.kind == ORDINAL
    )


def _beside(part: Part, reading: Reading) -> str:
    """The noun of an ordinal: الجولة الثانية, ثاني ضحايا."""
    definite = reading.words[part.at].startswith(("ال", "وال", "بال", "لل"))
    at = part.at - 1 if definite else part.end
    return reading.words[at] if 0 <= at < len(reading.words) else ""


def ahead(reading: Reading) -> bool:
    """Whether something is still to be: tomorrow, next Saturday. Told without that, it may be done."""
    before = None
    for part in reading.parts:
        if part.unit in _AHEAD and not (before is not None and before.unit in _HELD_ANYWAY):
            return True
        before = part
    return False


def undated(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Without what only says when it is: a month, a year, an ordinal of what comes again."""
    return tuple(part for part in parts if part.kind not in (MONTH, YEAR, ORDINAL))


def moments(
    later: Reading, earlier: Reading, marks: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """Why two titles are not of one time, and the later one's parts that say when."""
    for mark, name in marks:
        if mark not in later.kinds or mark not in earlier.kinds:
            continue
        here = {part.unit for part in later.parts if part.kind == mark}
        there = {part.unit for part in earlier.parts if part.kind == mark}
        if here and there and here.isdisjoint(there):
            why = f"{name}: {min(there)[len(mark) :]} ≠ {min(here)[len(mark) :]}"
            yield why, tuple(part for part in later.parts if part.kind == mark)

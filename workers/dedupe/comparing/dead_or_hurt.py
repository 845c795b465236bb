"""Who of them died: مصرع شخص وإصابة 3 is not مصرع 3 وإصابة شخص."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import numbers

_HURT: Final = {"killed", "wounded"}


def who_died(later: Reading, earlier: Reading) -> str:
    """Whether so many died in one title as were hurt in the other, and both tell of dead and of hurt."""
    if not (later.counts and earlier.counts) or later.counts == earlier.counts:
        return ""
    now = [one for one in later.counts if one not in earlier.counts]
    before = [one for one in earlier.counts if one not in later.counts]
    for one in now:
        for two in before:
            if one.value != two.value or one.of == two.of:
                continue
            if {one.of, two.of} == _HURT and _apart(later) and _apart(earlier):
                return f"toll: {two.value:g} {two.of} ≠ {one.value:g} {one.of}"
    return ""


def _apart(reading: Reading) -> bool:
    """Whether dead and wounded are told of, each by themselves: not مصرع وإصابة 9."""
    told = [numbers.BEFELL.get(part.unit, "") for part in reading.parts]
    if not _HURT.issubset(told):
        return False
    return not any({one, after} == _HURT for one, after in pairwise(told))

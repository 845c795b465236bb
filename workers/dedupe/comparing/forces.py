"""The forces of a state, which are its army: القوات السورية تدخل منبج = الجيش السوري يدخل منبج."""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.neighbours import right_behind
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, NATION, PLACE
from workers.dedupe.words.nations import HOME

_ARMY: Final = CONCEPT + "army"
_FORCES: Final = frozenset(["القوات", "قوات", "للقوات", "والقوات", "بالقوات"])
_OTHERS: Final = frozenset([HOME, *(PLACE + land for land in ("ليبيا", "اليمن", "لبنان"))])
"""States whose army is one of several forces."""


def its_forces(part: Part, its: Reading, other: Reading) -> bool:
    """Whether it is an army where the other title tells of the forces of the same state."""
    if part.unit != _ARMY or _FORCES.isdisjoint(other.words):
        return False
    state = right_behind(part, its)
    return (
        state is not None
        and state.kind in (NATION, PLACE)
        and not state.joint
        and state.unit not in _OTHERS
        and any(
            one.unit == state.unit
            and one.at > 0
            and other.words[one.at - 1] in _FORCES
            and not _of_a_sort(one, other)
            for one in other.parts
        )
    )


def _of_a_sort(state: Part, other: Reading) -> bool:
    """Whether an adjective stands behind it: القوات اليمنية المشتركة."""
    after = right_behind(state, other)
    return (
        after is not None
        and after.at == state.end
        and not after.joint
        and after.kind != PLACE
        and other.words[after.at].startswith("ال")
    )

"""Capitals that talk, for their states.

محادثات بين واشنطن وطهران     =  محادثات أميركية إيرانية
رحلات بين بغداد وطهران         are between two towns
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.words import nations
from workers.dedupe.words.kinds import CONCEPT, PLACE, SOFT

_BETWEEN: Final = ("بين", "between", "entre", "zwischen", "tra", "fra")
_CAPITALS: Final = {**nations.CAPITALS, PLACE + "بغداد": nations.HOME}
"""With that of the state at home, which nations.CAPITALS leaves a town: most that happens there is local."""
_NEAR: Final = 3
"""Parts before «between» of which one is the talks."""
_TALKS: Final = frozenset(
    CONCEPT + name
    for name in (
        "tension_", "discuss", "negotiate_", "agree_", "ceasefire", "mediate",
    )
) | frozenset(
    [
        "علاقات", "حوار", "توتر", "توترات", "تصعيد", "خلاف", "خلافات", "وساطه", "تقارب", "تفاهم", "تفاهمات",
        "صفقه",
    ]
)  # fmt: skip
"""What two states have, and no two towns."""


def states_that_talk(parts: list[Part]) -> list[Part]:
    """With two capitals behind «between» as the states, where what stands before is their talks."""
    for at in range(1, len(parts) - 1):
        one, other = parts[at], parts[at + 1]
        if (
            one.joint in _BETWEEN
            and other.at == one.end
            and (one.unit in _CAPITALS or other.unit in _CAPITALS)
            and _is_state(one)
            and _is_state(other)
            and _talks(parts[:at])
        ):
            return [*parts[:at], _state(one), _state(other), *parts[at + 2 :]]
    return parts


def _talks(before: Sequence[Part]) -> bool:
    """Whether talks stand before, with at most two words of theirs: توتر جديد, وساطة عمانية."""
    told = [part for part in before if part.kind != SOFT][-_NEAR:]
    return any(part.unit in _TALKS for part in told)


def _is_state(part: Part) -> bool:
    return part.unit in _CAPITALS or part.unit in nations.COUNTRIES


def _state(part: Part) -> Part:
    return part._replace(unit=_CAPITALS.get(part.unit, part.unit), joint="")

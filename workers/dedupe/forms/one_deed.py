"""Whether two words of one root are one deed: only where the same thing stands beside both.

الجيش يسقط 30 مسيرة  =  إسقاط 30 مسيرة           right behind both
قطع شارع المطار      =  شارع المطار مقطوع        behind the one, before the other
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workers.dedupe.forms.nisba import one_of_the_other
from workers.dedupe.forms.roots import one_root, participle
from workers.dedupe.reading.neighbours import next_told, right_before
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, NATION, PLACE, WORD

_SAID: Final = frozenset([WORD, CONCEPT])
_OF: Final = frozenset([WORD, CONCEPT, PLACE, NATION])
_DEATHS: Final = {CONCEPT + "executed", CONCEPT + "death_sentence"}
"""What is ruled, and that it was carried out (as_written.py)."""
_PRESENT: Final = "يت"


def one_beside(
    part: Part, later: Reading, other: Part, earlier: Reading, twins: Mapping[str, str]
) -> bool:
    """Whether what stands beside two words makes one deed of them, or of one the adjective of the other.
    `twins`: units of `later` that `earlier` writes otherwise."""
    if not part.size == other.size == 1 or {part.unit, other.unit} == _DEATHS:
        return False
    kinds = {part.kind, other.kind}
    return (
        kinds <= _SAID
        and one_root(later.words[part.at], earlier.words[other.at])
        and _deed(part, later)
        and _deed(other, earlier)
        and _same_thing(part, later, other, earlier, twins)
    ) or (kinds <= _OF and one_of_the_other(part, later, other, earlier, twins))


def _deed(part: Part, reading: Reading) -> bool:
    """Whether it may be what is done: no participle is, but one that hangs on what was told before it."""
    if not participle(reading.words[part.at]):
        return True
    before = right_before(part, reading)
    return before is not None and not part.joint and not acts(before)


def _same_thing(
    part: Part, later: Reading, other: Part, earlier: Reading, twins: Mapping[str, str]
) -> bool:
    """Whether the same stands right behind both, behind the same preposition; or behind one, and before the
    other, behind which nothing does."""
    now, was = next_told(part, later), next_told(other, earlier)
    here = now if now is not None and not now.joint else None
    there = was if was is not None and not was.joint else None
    if here is None and there is None:
        return (
            now is not None
            and was is not None
            and twins.get(now.unit, now.unit) == was.unit
            and now.joint == was.joint
        )
    ours = {here.unit} if here is not None else _right_before(part, later)  # يصعق, صعق متظاهر
    theirs = {there.unit} if there is not None else _right_before(other, earlier)
    return not {twins.get(unit, unit) for unit in ours}.isdisjoint(theirs)


def _right_before(part: Part, reading: Reading) -> set[str]:
    """What stands right before it, and what that is written on to: شارع المطار مقطوع. Before a verb in the
    present its subject may have a phrase with it: العاصفة ببحر العرب تتحول."""
    found: set[str] = set()
    at = part.at
    present = reading.words[part.at][0] in _PRESENT
    for one in reversed(reading.parts):
        if one.end == at and at not in reading.breaks and not acts(one):
            found.add(one.unit)
            at = one.at
            if one.joint and not present:
                break
    return found

"""Words that only round off a title beside what both titles tell.

الأراضي السورية = سوريا             a land and its people, for the country
دون وقوع أضرار = دون خسائر          what did not happen
مبنى وزارة النفط = وزارة النفط       the house of a body, where something is before it
صيادين اثنين = صيادين               a dual, and its number
المملكة = السعودية                  a country by what kind of state it is, named beside
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.neighbours import preceding, right_behind
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, nations, offices
from workers.dedupe.words.kinds import CONCEPT, NATION, NUMBER, PLACE

_LANDS: Final = CONCEPT + "land_many"
_HOUSES: Final = frozenset([CONCEPT + "building", "مقر", "مبني"])
_TWO: Final = NUMBER + "2"
_WITHOUT: Final = CONCEPT + "without"
_HARM: Final = frozenset([CONCEPT + "damage_", CONCEPT + "losses_"])
_REALMS: Final = frozenset(["مملكه", "سلطنه", "جمهوريه"])
ROUNDING: Final = _HARM | _HOUSES | _REALMS | {_LANDS, _TWO}
"""The units that may."""
_DUALS: Final = ("ين", "ان")
_PLURALS: Final = ("يين", "ات")
_NEAR: Final = frozenset(
    ["امام", "قرب", "حول", "في محيط", "بمحيط", "عند", "في", "بالقرب من", "داخل", "من"]
)


def rounds_off(part: Part, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether a part that `its` tells alone says nothing beside those around it."""
    unit = part.unit
    if unit == _LANDS:
        after = right_behind(part, its)
        return after is not None and after.kind in (PLACE, NATION) and after.unit in both
    if unit in _HARM:
        return _none_of_it(part, its) and any(
            one.unit in _HARM and _none_of_it(one, other) for one in other.parts
        )
    if unit in _REALMS:
        after = right_behind(part, its)
        named = not nations.COUNTRIES.isdisjoint(both)
        return (
            named
            and its.words[part.at].endswith(f"ال{unit}")
            and (after is None or bool(after.joint))
        )
    if unit in _HOUSES:
        return part.joint in _NEAR and _is_of_a_body(part, its, both)
    if unit == _TWO:
        before = its.words[part.at - 1] if part.at else ""
        dual = before.endswith(_DUALS) and not before.endswith(_PLURALS)
        return dual and its.words[part.at].startswith("اثن") and before in other.words
    return False


def _none_of_it(part: Part, its: Reading) -> bool:
    """Whether without stands before it, and nothing behind it that says what of."""
    before = preceding(part, its)
    return before is not None and before.unit == _WITHOUT


def _is_of_a_body(part: Part, its: Reading, both: set[str]) -> bool:
    """Whether the body whose house it is stands behind it, told by both."""
    noun = its.words[part.end] if part.end < len(its.words) else ""
    after = right_behind(part, its)
    if noun not in offices.BODIES and (after is None or after.unit not in concepts.ACTORS):
        return False
    of_it = next((one for one in its.parts if one.at >= part.end and one.unit in both), None)
    return of_it is not None and of_it.at <= part.end + 1

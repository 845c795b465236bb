"""Whose arms they are, where only one state strikes there: nations.toml, `strikes`.

غارة إسرائيلية على الضاحية = غارة على الضاحية       الاحتلال يقتحم بلاطة = اقتحام بلاطة

Not whose man or thing is struck (موقع إسرائيلي), and not where a title tells of another state that may have
done it.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.neighbours import right_before, right_behind
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations
from workers.dedupe.words.kinds import CONCEPT, NATION, PLACE

_STRIKES: Final = frozenset(CONCEPT + name for name in ("bomb", "target_", "incursion_"))
_RAIDS: Final = frozenset(
    CONCEPT + name
    for name in ("storm_in", "raid_", "demolish", "settler_many", "aqsa_", "blockade", "siren_")
)
_SEIZED: Final = frozenset(CONCEPT + name for name in ("aqsa_", "settler_many", "settler"))
"""Such as there are in one land alone."""
_ARMS: Final = frozenset(
    CONCEPT + name
    for name in (
        "drone", "drone_many", "plane", "plane_many", "helicopter", "helicopter_many", "fighter_jet",
        "airforce", "rocket", "rocket_many", "army", "police", "attack", "strength", "military_vehicle_many",
        "special_forces", "navy_",
    )
)  # fmt: skip
_SHOT: Final = frozenset(["مدفعي", "مدفعيه", "جوي", "جويه", "بري", "قوات", "قوه", "مسيره"])
_BY: Final = ("", "من قبل", "علي يد", "من جانب", "بيد", "بنيران", "برصاص", "في")


def whose_arms(part: Part, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether a part that `its` tells alone is the state that strikes there whoever says so."""
    struck = nations.STRIKES.get(part.unit)
    if struck is None or part.joint not in _BY:
        return False
    deeds = _STRIKES & both
    raids = _RAIDS & both
    if not (deeds or raids) or not _there(both, struck if deeds else struck[:1]):
        return False
    if any(_another(one, part, struck) for one in (*its.parts, *other.parts)):
        return False
    before = right_before(part, its)
    if before is None or part.at in its.breaks:
        after = right_behind(part, its)
        return after is not None and (acts(after) or after.unit in deeds | raids)
    return before.unit in _STRIKES | _RAIDS | _ARMS or its.words[before.at] in _SHOT


def _there(both: set[str], struck: tuple[str, ...]) -> bool:
    """Whether both tell of a place that is struck, or lies in one."""
    return not _SEIZED.isdisjoint(both) or any(
        unit in struck or not nations.WITHIN.get(unit, frozenset()).isdisjoint(struck)
        for unit in both
        if unit[0] == PLACE
    )


def _another(one: Part, part: Part, struck: tuple[str, ...]) -> bool:
    """Whether it is a state beside the two."""
    state = one.kind == NATION or one.unit in nations.COUNTRIES
    return state and one.unit != part.unit and one.unit not in struck

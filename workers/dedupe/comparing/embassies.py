"""Where an ambassador is one: السفير الإيراني لدى بغداد.

It goes without saying where the state he is sent to is the one that has to do with him. Where a third one
has, it says which of two he is: إيران تستدعي السفير التركي is her own one, not that in Baghdad.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations
from workers.dedupe.words.kinds import CONCEPT, MODIFIER, NATION, OFFICE, SOFT

_AMBASSADOR: Final = OFFICE + "ambassador"
_EU: Final = CONCEPT + "eu"
_NEW_ONE: Final = MODIFIER + "جديد"
_AT: Final = ("في", "لدى", "لدي")


def of_an_embassy(part: Part, its: Reading, both: set[str]) -> bool:
    """Whether it only says where an ambassador is one of whom both titles tell."""
    office = _ambassador(part, its)
    return office is not None and office.unit in both and not _abroad(part, office, its)


def of_a_third_state(part: Part, its: Reading) -> bool:
    """Whether it is where an ambassador is one who has to do with another state than that."""
    office = _ambassador(part, its)
    return office is not None and _abroad(part, office, its)


def _ambassador(part: Part, its: Reading) -> Part | None:
    """The ambassador whose seat the part is."""
    if part.joint not in _AT:
        return None
    before = [
        one
        for one in its.parts
        if one.at < part.at
        and one.kind not in (SOFT, NATION)
        and one.unit != _NEW_ONE
        and not (one.unit in nations.COUNTRIES and not one.joint and one.at > 0)
    ]
    if not before:
        return None
    office = before[-1] if before[-1].unit != _EU or len(before) < 2 else before[-2]
    return office if office.unit == _AMBASSADOR else None


def _abroad(part: Part, office: Part, its: Reading) -> bool:
    """Whether a state is named that is neither his own, right beside him, nor where he is."""
    states = [
        one
        for one in its.parts
        if one.kind == NATION or one.unit in nations.COUNTRIES or one.unit in nations.CAPITALS
    ]
    his = {one.unit for one in states if office.end == one.at or one.end == office.at}
    here = his | {part.unit, *nations.WITHIN.get(part.unit, ())}
    return bool(his) and any(nations.CAPITALS.get(one.unit, one.unit) not in here for one in states)

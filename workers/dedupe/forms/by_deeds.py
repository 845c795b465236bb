"""Whether two names are one by what both titles say is done.

يفوز على عمان = يفوز على سلطنة عمان          of Oman and Amman one has a team
بغداد توقع اتفاقا = العراق يوقع اتفاقا          no town does that
نواب يطالبون ≠ البرلمان يطالب                what some members may do by themselves
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations
from workers.dedupe.words.kinds import CONCEPT, PLACE

_OMAN: Final = {PLACE + "سلطنة عمان", "عمان"}
_PLAYS: Final = frozenset(CONCEPT + deed for deed in ("win", "lose", "draw", "face_", "match_"))
_PLAYED: Final = ("علي", "امام", "ضد", "مع")
_HOME: Final = {PLACE + "بغداد", nations.HOME}
_OF_A_STATE: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "sign", "agree_", "condemn", "reject", "summon", "demand", "call", "contract_", "negotiate_",
        "extradite_", "welcome", "handover",
    )
)  # fmt: skip
"""What no town does."""
HOUSE: Final = CONCEPT + "parliament"
MEMBERS: Final = CONCEPT + "member_mp_many"
_CHAMBER: Final = {HOUSE, MEMBERS}
ASK: Final = frozenset(
    CONCEPT + deed for deed in ("demand", "call", "warn", "accuse", "threaten", "oppose", "condemn")
)
"""What some members may do by themselves."""
_Test = Callable[[Part, Part], bool]


def _never(part: Part, one: Part) -> bool:
    return False


def one_by_deeds(later: Reading, earlier: Reading) -> _Test:
    """Whether two parts, one of each title, are one thing for what both titles tell."""
    if _first_acts(later) and _first_acts(earlier):
        return _home
    if _PLAYS.isdisjoint(later.told & earlier.told) or not _first_a_state(later):
        return _never
    return _plays


def others_by_deeds(later: Reading, earlier: Reading) -> _Test:
    """Whether two parts that the lists take for one are two for what either title tells."""
    if ASK.isdisjoint(later.told) and ASK.isdisjoint(earlier.told):
        return _never
    return _members


def _home(part: Part, one: Part) -> bool:
    return part.at == one.at == 0 and {part.unit, one.unit} == _HOME


def _plays(part: Part, one: Part) -> bool:
    same = part.joint == one.joint and part.joint in _PLAYED
    return same and {part.unit, one.unit} == _OMAN


def _members(part: Part, one: Part) -> bool:
    return {part.unit, one.unit} == _CHAMBER


def _first_a_state(reading: Reading) -> bool:
    """Whether a state or its team is told of first: شباب الأردن is a club of Amman."""
    first = reading.parts[0] if reading.parts else None
    return first is not None and (first.unit in nations.COUNTRIES or first.unit == "منتخب")


def _first_acts(reading: Reading) -> bool:
    """Whether the state or its capital does first of all what a state does: بغداد تبرم اتفاقا."""
    first = reading.parts[0] if reading.parts else None
    if first is None or first.unit not in _HOME or first.at or first.joint:
        return False
    verb = reading.words[1:2] != () and reading.words[1][0] in "يت"
    return verb and not _OF_A_STATE.isdisjoint(part.unit for part in reading.parts[1:3])

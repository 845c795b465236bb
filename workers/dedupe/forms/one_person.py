"""One person told in two ways: by his name or his office, or with his given name written otherwise.

بوتين يعلن          =  الرئيس الروسي يعلن        رئيس روسيا يعلن
تبون يستقبل         =  الرئيس الجزائري يستقبل       of one office both tell, of his country only one
كمالا هاريس          =  كامالا هاريس
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from workers.dedupe.forms.spellings import one_given
from workers.dedupe.reading.neighbours import right_before
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import fillers, nations, offices, rarity
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE, WORD

_OFFICES_CHANGE: Final = frozenset([CONCEPT + "appoint", CONCEPT + "dismiss"])
_NAME: Final = 0.6
"""Weight of a word that may be a name."""

_Twins = dict[str, str]
_Rule = Callable[[list[Part], list[Part], _Twins, Reading, Reading], None]


def pair_off_holders(
    adds: list[Part], drops: list[Part], twins: _Twins, later: Reading, earlier: Reading
) -> None:
    """Takes out of `adds` and `drops` who holds an office, and his office or the people whose he is,
    whichever title tells which; notes in `twins` the unit of `later` for that of `earlier`."""
    rules: tuple[_Rule, ...] = (_held, _leader_of)
    for rule in rules:
        rule(adds, drops, twins, later, earlier)
        back: _Twins = {}
        rule(drops, adds, back, earlier, later)
        twins |= {now: was for was, now in back.items()}


def one_given_name(part: Part, later: Reading, other: Part, earlier: Reading) -> bool:
    """Whether each is a given name, in another spelling, beside a name that both titles have."""
    if not (part.kind == WORD == other.kind and one_given(part.unit, other.unit)):
        return False
    beside = _beside(part, later) & _beside(other, earlier)
    return any(rarity.weight(unit) >= _NAME for unit in beside)


def _held(
    adds: list[Part], drops: list[Part], twins: _Twins, whole: Reading, other: Reading
) -> None:
    """The office is in `adds`, who holds it in `drops`: الرئيس الروسي, بوتين."""
    for office in [part for part in adds if part.kind == OFFICE]:
        of = next((one for one in whole.parts if one.at == office.end and _country(one)), None)
        for leader in [part for part in drops if part.unit in offices.HOLDERS]:
            holds, country = offices.HOLDERS[leader.unit]
            if holds != office.unit or (of is not None and of.unit != country):
                continue
            if any(
                one.at in (leader.end, leader.at - 1)
                and one.kind == OFFICE
                and not other.words[one.at].startswith("و")
                for one in other.parts
            ):
                continue
            adds.remove(office)
            drops.remove(leader)
            if of in adds and of is not None:
                adds.remove(of)
            twins[office.unit] = leader.unit
            break


def _country(part: Part) -> bool:
    """Whether it says of what country an office before it is: الأمير القطري, أمير قطر."""
    return part.kind == NATION or (not part.joint and part.unit in nations.COUNTRIES)


def _leader_of(
    adds: list[Part], drops: list[Part], twins: _Twins, whole: Reading, other: Reading
) -> None:
    """The leader is in `adds`, first in his title, behind his office or behind what that stands behind, the
    people whose he is in `drops`: تبون يستقبل, الرئيس الجزائري يستقبل; رسالة من الرئيس السيسي, رسالة من
    الرئيس المصري; مع بوتين, مع الرئيس الروسي."""
    for leader in [part for part in adds if part.unit in offices.HOLDERS]:
        office, country = offices.HOLDERS[leader.unit]
        his = leader is whole.parts[0]
        if not his:
            before = right_before(leader, whole)
            his = before is not None and before.unit == office
        if his and leader is not whole.parts[0] and {office, country} <= other.told & whole.told:
            adds.remove(leader)  # Irak Başbakanı Sudani, Irak Başbakanı
            continue
        state = next((one for one in drops if one.unit == country and one.kind == NATION), None)
        if state is None:
            continue
        before = right_before(state, other)
        with_him = before is not None and before.unit == office and before.joint == leader.joint
        if not (his or (with_him and leader.joint)):
            continue
        if before is not None and (before.unit == office or _governs(before, other)):
            adds.remove(leader)
            drops.remove(state)
            twins[leader.unit] = state.unit


def _governs(part: Part, reading: Reading) -> bool:
    """Whether it is a government or an office of state that is told of at the end of an appointment."""
    if not _OFFICES_CHANGE.isdisjoint(reading.told):
        return OFFICE in reading.kinds
    return part.kind == OFFICE and not fillers.AS_WHOM.isdisjoint(reading.words)


def _beside(part: Part, reading: Reading) -> set[str]:
    """The words that no list knows right before it and behind it."""
    return {
        one.unit
        for one in reading.parts
        if one.kind == WORD and (one.end == part.at or (one.at == part.end and not one.joint))
    }

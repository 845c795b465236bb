"""One person told in two ways: by his name or his office, or with his given name written otherwise.

بوتين يعلن          =  الرئيس الروسي يعلن        رئيس روسيا يعلن
تبون يستقبل         =  الرئيس الجزائري يستقبل       of one office both tell, of his country only one
with Ruto           =  with Kenya's president       whichever side of the office its country stands on
كمالا هاريس          =  كامالا هاريس
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from workers.dedupe.forms.both_leaders import pair_off_both
from workers.dedupe.forms.spellings import one_given
from workers.dedupe.reading.neighbours import following, preceding, right_before
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import fillers, nations, offices, rarity
from workers.dedupe.words.kinds import CONCEPT, MODIFIER, NATION, OFFICE, PLACE, WORD

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
    rules: tuple[_Rule, ...] = (_held, _leader_of, pair_off_both)
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
        of = country_of(office, whole)
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


def _leader_of(
    adds: list[Part], drops: list[Part], twins: _Twins, whole: Reading, other: Reading
) -> None:
    """The leader is in `adds`, first in his title, behind his office or behind what that stands behind, the
    people whose he is in `drops`: تبون يستقبل, الرئيس الجزائري يستقبل; رسالة من الرئيس السيسي, رسالة من
    الرئيس المصري; مع بوتين, مع الرئيس الروسي."""
    for leader in [part for part in adds if part.unit in offices.HOLDERS]:
        office, country = offices.HOLDERS[leader.unit]
        his = leader is whole.parts[0]
        if held := _told_by_office(office, country, other):
            adds.remove(leader)  # Özbekistan Cumhurbaşkanı, Özbekistan lideri Mirziyoyev
            for one in [
                one for one in adds if one.unit == _LEADER and _right_before(one, leader, whole)
            ]:
                adds.remove(one)
            gone = [one for one in drops if one in held]
            for one in gone:
                drops.remove(one)
            if gone:
                twins[leader.unit] = gone[0].unit
            continue
        if _for_his_state(leader, country, whole, other):
            adds.remove(leader)
            for one in [one for one in adds if one.unit == office and one.end == leader.at]:
                adds.remove(one)
            continue
        if not his:
            before = right_before(leader, whole)
            his = before is not None and before.unit == office
        if his and leader is not whole.parts[0] and {office, country} <= other.told & whole.told:
            adds.remove(leader)  # Irak Başbakanı Sudani, Irak Başbakanı
            continue
        state = next((one for one in drops if one.unit == country), None)
        if state is not None and _like_another(state, other) and _holds(office, other):
            adds.remove(leader)  # بنظيره الأمريكي
            drops.remove(state)
            twins[leader.unit] = state.unit
            continue
        if not his or state is None:
            continue
        before = right_before(state, other)
        if state.kind == NATION and before is not None and _governs(before, other):
            adds.remove(leader)
            drops.remove(state)
            twins[leader.unit] = state.unit


def _holds(office: str, whole: Reading) -> bool:
    """Whether the office is told, or a leader who holds it."""
    return office in whole.told or any(
        offices.HOLDERS[unit][0] == office for unit in whole.told & offices.HOLDERS.keys()
    )


def _like_another(state: Part, whole: Reading) -> bool:
    """Whether it says of what people his like is whom the title told before."""
    return state.at > 0 and whole.words[state.at - 1] in offices.LIKE_HIM


def country_of(office: Part, whole: Reading) -> Part | None:
    """The country or the people that stands beside an office: الرئيس الروسي, president of Russia, South
    Korea's president, Özbekistan Cumhurbaşkanı."""
    behind = following(office, whole)
    if (
        behind is not None
        and _names_country(behind)
        and behind.joint in _OF
        and all(word in _OF for word in whole.words[office.end : behind.at])
    ):
        return behind
    before = preceding(office, whole)
    if (
        before is not None
        and whole.tongue
        and _names_country(before)
        and not before.joint
        and all(word in _CASES for word in whole.words[before.end : office.at])
    ):
        return before
    return None


def _right_before(office: Part, name: Part, whole: Reading) -> bool:
    return office.end <= name.at and all(
        word in _CASES for word in whole.words[office.end : name.at]
    )


def _told_by_office(office: str, country: str, whole: Reading) -> tuple[Part, ...]:
    """The office, and the country beside it, by which a title tells of who holds it; nothing: it does not."""
    for one in whole.parts:
        if one.unit == office or (one.unit == _LEADER and _LEADS.get(country) == office):
            of = country_of(one, whole)
            if of is not None and of.unit == country and not _another(one, of, whole):
                return (one, of)
    return ()


def _for_his_state(leader: Part, country: str, whole: Reading, other: Reading) -> bool:
    """Whether he does what his state does in the other title, where both tell of that: Le Nigeria décrète,
    Nigeria : le président Tinubu décrète."""
    if country not in whole.told or len(other.parts) < _DOES:
        return False
    state, does = other.parts[:2]
    if state.unit != country or state.joint or does.at != state.end:
        return False
    return any(one.at == leader.end and one.unit == does.unit for one in whole.parts)


def _another(office: Part, of: Part, whole: Reading) -> bool:
    """Whether what stands beside it makes another person of him: the former president, نائب الرئيس."""
    first, last = min(office.at, of.at), max(office.end, of.end)
    return any(one.kind == MODIFIER and first - 2 <= one.at <= last for one in whole.parts)


def _names_country(part: Part) -> bool:
    return part.kind == NATION or part.unit in nations.COUNTRIES


_OF: Final = (
    "", "of", "the", "de", "du", "d", "l", "la", "del", "von", "der", "des", "di", "do", "da",
)  # fmt: skip
_CASES: Final = frozenset(["s", "with", "to", "from", "accusativum"])
"""Of Kenya's president; and what a Turkish ending says, set before the office that has it: Özbekistan
Cumhurbaşkanı ile."""
_DOES: Final = 2
_LEADER: Final = OFFICE + "leader"
_HEADS: Final = (OFFICE + "president", OFFICE + "premier")
_TWO_HEADS: Final = PLACE + "إيران"


def _only_heads() -> dict[str, str]:
    """Country of which one of the two offices alone is listed → it: whom «the leader» of it means."""
    found: dict[str, set[str]] = {}
    for office, country in offices.HOLDERS.values():
        if office in _HEADS:
            found.setdefault(country, set()).add(office)
    return {
        country: next(iter(held))
        for country, held in found.items()
        if len(held) == 1 and country != _TWO_HEADS
    }


_LEADS: Final = _only_heads()


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

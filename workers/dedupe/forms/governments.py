"""A capital for the government that sits there, or a body for the city it sits in.

تسلم الحقل إلى دمشق = تسلم الحقل للحكومة السورية
بروكسل تقترح حزمة عقوبات = المفوضية الأوروبية تقترح حزمة عقوبات
دمشق تعلن عفوا = الحكومة السورية تعلن عفوا

Only where both stand in one place of the sentence, first of all or behind one preposition, and what is told
is of states alone. What happens in a city is not what its government does, nor is what its mayor may do:
باريس ترفع أسعار المترو.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.neighbours import right_behind
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations
from workers.dedupe.words.kinds import CONCEPT, PLACE, SOFT

_GOVERNMENT: Final = CONCEPT + "government"
_SITS_IN: Final = {
    CONCEPT + "eu": PLACE + "بروكسل",
    CONCEPT + "ecommission": PLACE + "بروكسل",
}
_TO: Final = frozenset(["ل", "الي"])
_UPON: Final = ("علي", "ضد", "on", "against")


def _concepts(*names: str) -> frozenset[str]:
    return frozenset(CONCEPT + name for name in names)


_PUNISHES: Final = _concepts("sanctions", "sanction_", "tariff_", "tariff_many")
_OF_A_STATE: Final = _concepts(
    "sign", "agree_", "condemn", "reject", "summon", "demand", "call", "warn", "accuse", "threaten",
    "negotiate_", "extradite_", "recognise_", "expel", "sever_", "pardon_", "deny",
)  # fmt: skip
"""What no town does."""
_OF_THE_UNION: Final = _OF_A_STATE | _concepts("propose_", "approve", "fine_", "fine")
_WITH_A_STATE: Final = _concepts(
    "handover", "takeover", "extradite_", "sign", "agree_", "negotiate_", "demand", "call", "written_message"
) | {"رساله"}  # fmt: skip
"""What is done to, from or with a state, and with no town."""
_UPON_A_STATE: Final = _PUNISHES | _concepts("protest")


def pair_off_governments(
    adds: list[Part], drops: list[Part], twins: dict[str, str], later: Reading, earlier: Reading
) -> None:
    """Takes out of `adds` and `drops` a capital and who rules from there, whichever title has which; notes
    in `twins` the unit of `later` for that of `earlier`."""
    _sits(adds, drops, twins, later, earlier)
    back = {was: now for now, was in twins.items()}
    found: dict[str, str] = {}
    _sits(drops, adds, {**back, **found}, earlier, later, found)
    twins |= {now: was for was, now in found.items()}


def _sits(
    bodies: list[Part],
    cities: list[Part],
    twins: dict[str, str],
    its: Reading,
    other: Reading,
    found: dict[str, str] | None = None,
) -> None:
    """The body or the government is in `bodies`, of `its`, the city in `cities`, of the other title."""
    noted = twins if found is None else found
    for body in [one for one in bodies if one.unit == _GOVERNMENT or one.unit in _SITS_IN]:
        if body.unit != _GOVERNMENT:
            city = next((one for one in cities if one.unit == _SITS_IN[body.unit]), None)
            if city is not None and _in_one_place(body, city, other, _OF_THE_UNION):
                bodies.remove(body)
                cities.remove(city)
                noted[body.unit] = city.unit
            continue
        state = right_behind(body, its)
        if state is None or state.joint or state.end == body.end:
            continue
        told = twins.get(state.unit, "")
        if nations.CAPITALS.get(told) == state.unit:  # one with its capital already
            there = next((one for one in other.parts if one.unit == told), None)
            if there is not None and _in_one_place(body, there, other):
                bodies.remove(body)
            continue
        city = next((one for one in cities if nations.CAPITALS.get(one.unit) == state.unit), None)
        if city is not None and state in bodies and _in_one_place(body, city, other):
            bodies.remove(body)
            bodies.remove(state)
            cities.remove(city)
            noted[state.unit] = city.unit


def _in_one_place(
    body: Part, city: Part, other: Reading, deeds: frozenset[str] = _OF_A_STATE
) -> bool:
    """Whether both begin their titles, or stand behind one preposition, with what is told of a state."""
    if not body.joint and not city.joint:
        return body.at == city.at == 0 and acts_as_a_state(city, other, deeds)
    told = _UPON_A_STATE if city.joint in _UPON else _WITH_A_STATE
    if not any(one.unit in told for one in other.parts if one.at < city.at):
        return False  # هجوم على كييف
    return body.joint == city.joint != "في" or {body.joint, city.joint} == _TO


def acts_as_a_state(first: Part, whole: Reading, deeds: frozenset[str] = _OF_A_STATE) -> bool:
    """Whether what stands first, a capital, does what only a state does."""
    does = [one.unit for one in whole.parts if one.at > first.at and one.kind != SOFT][:2]
    return bool(does) and (does[0] in deeds or not _PUNISHES.isdisjoint(does))

"""A capital for the government that sits there, or a body for the city it sits in.

تسلم الحقل إلى دمشق = تسلم الحقل للحكومة السورية
بروكسل تقترح حزمة عقوبات = المفوضية الأوروبية تقترح حزمة عقوبات
دمشق تعلن عفوا = الحكومة السورية تعلن عفوا

Only where both stand in one place of the sentence: first of all, or behind one preposition. What happens in
a city is not what its government does.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.neighbours import right_behind
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations
from workers.dedupe.words.kinds import CONCEPT, PLACE

_GOVERNMENT: Final = CONCEPT + "government"
_SITS_IN: Final = {
    CONCEPT + "eu": PLACE + "بروكسل",
    CONCEPT + "ecommission": PLACE + "بروكسل",
}
_TO: Final = frozenset(["ل", "الي"])


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
            if city is not None and _in_one_place(body, city):
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
            if there is not None and _in_one_place(body, there):
                bodies.remove(body)
            continue
        city = next((one for one in cities if nations.CAPITALS.get(one.unit) == state.unit), None)
        if city is not None and state in bodies and _in_one_place(body, city):
            bodies.remove(body)
            bodies.remove(state)
            cities.remove(city)
            noted[state.unit] = city.unit


def _in_one_place(body: Part, city: Part) -> bool:
    """Whether both begin their titles, or stand behind one preposition."""
    if not body.joint and not city.joint:
        return body.at == city.at == 0
    return body.joint == city.joint != "في" or {body.joint, city.joint} == _TO

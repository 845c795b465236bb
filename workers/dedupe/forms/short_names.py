"""What one title calls by its name, and the other in fewer or other words that mean it there.

نفط الإقليم        =  نفط إقليم كردستان
العاصمة الأمريكية   =  واشنطن
البرلمان ينتخب رئيسه  =  انتخاب رئيس البرلمان
سعيد يعين           =  قيس سعيد يعين
يصل مسقط            =  يصل سلطنة عمان
فرنسا تعترف بدولة    =  ماكرون يعلن اعتراف فرنسا بدولة      what a state does by its head
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, nations, offices
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE, PLACE, WORD

_REGION: Final = PLACE + "إقليم كردستان"
_REGIONS_RULE: Final = CONCEPT + "kurdistan_region"
_THE_REGION: Final = frozenset(["الاقليم", "بالاقليم", "للاقليم", "والاقليم"])
_CAPITAL: Final = ("العاصمه", "للعاصمه", "بالعاصمه", "والعاصمه")
_OF_A_STATE: Final = frozenset(
    ["يعترف", "اعتراف"]
    + [CONCEPT + deed for deed in ("appoint", "recognise_", "sever_", "impose", "recall_")]
)
_TRAVELS: Final = frozenset(
    CONCEPT + deed for deed in ("arrive", "visit", "leave", "travel_", "visitbid")
)
"""Deeds by which somebody is in a country when he is in its capital."""
_SPEAKER: Final = OFFICE + "speaker"
_PARLIAMENT: Final = CONCEPT + "parliament"
_ITS_HEAD: Final = frozenset(["رييسه", "رييسها", "لرييسه"])


def pair_off_short(
    adds: list[Part], drops: list[Part], twins: dict[str, str], later: Reading, earlier: Reading
) -> None:
    """Takes such parts out of `adds` and `drops`, and notes in `twins` the unit of `later` for that of
    `earlier`."""
    for part in list(adds):
        for one in drops:
            if _means(part, later, one, earlier) or _means(one, earlier, part, later):
                adds.remove(part)
                drops.remove(one)
                twins[part.unit] = one.unit
                break


def _means(short: Part, its: Reading, name: Part, other: Reading) -> bool:
    """Whether `short` of the title `its` is another word for `name`, which the other title has."""
    word = its.words[short.at]
    if short.unit == _REGIONS_RULE:
        return name.unit == _REGION  # حكومة الإقليم, إقليم كردستان
    if short.kind == PLACE == name.kind:
        there = nations.CAPITALS.get(name.unit) == short.unit
        if there and short.joint == "في" and not any(map(acts, its.parts)):
            return not _TRAVELS.isdisjoint(other.told)  # يصل الدوحة, في قطر
        return there and not _TRAVELS.isdisjoint(its.told & other.told)
    if name.unit in concepts.LEADERS and short.kind == WORD:
        whole = other.words[name.at : name.end]
        return len(whole) > 1 and whole[-1] == word and not short.joint and _alone(short, its)
    if name.unit in offices.HOLDERS and short.kind in (NATION, PLACE):
        return _by_its_head(short, its, name)
    if short.kind == NATION:
        before = its.words[short.at - 1] if short.at else ""
        return before in _CAPITAL and nations.CAPITALS.get(name.unit) == short.unit
    if short.kind != WORD:
        return False
    if word in _THE_REGION:
        return name.unit == _REGION
    return word in _ITS_HEAD and name.unit == _SPEAKER and _PARLIAMENT in its.told


def _alone(name: Part, its: Reading) -> bool:
    """Whether no other name stands beside it: عباس البياتي is not عباس."""
    if name.at and name.at not in its.breaks and its.words[name.at - 1] in offices.GIVEN:
        return False
    after = next((one for one in its.parts if one.at == name.end), None)
    return after is None or bool(after.joint) or acts(after) or after.kind not in (WORD, NATION)


def _by_its_head(state: Part, its: Reading, head: Part) -> bool:
    """Whether it is the state that does what its head does for it."""
    ours = offices.HOLDERS[head.unit][1] == state.unit
    return ours and state.at == head.at == 0 and not _OF_A_STATE.isdisjoint(its.told)

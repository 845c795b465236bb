"""What one title calls by its name, and the other in fewer or other words that mean it there.

نفط الإقليم        =  نفط إقليم كردستان
العاصمة الأمريكية   =  واشنطن
البرلمان ينتخب رئيسه  =  انتخاب رئيس البرلمان
فرنسا تعترف بدولة    =  ماكرون يعلن اعتراف فرنسا بدولة      what a state does by its head
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations, offices
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE, PLACE, WORD

_REGION: Final = PLACE + "إقليم كردستان"
_THE_REGION: Final = frozenset(["الاقليم", "بالاقليم", "للاقليم", "والاقليم"])
_CAPITAL: Final = ("العاصمه", "للعاصمه", "بالعاصمه", "والعاصمه")
_OF_A_STATE: Final = frozenset(
    ["يعترف", "اعتراف"]
    + [CONCEPT + deed for deed in ("appoint", "recognise_", "sever_", "impose", "recall_")]
)
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
            if _means(part, later, one) or _means(one, earlier, part):
                adds.remove(part)
                drops.remove(one)
                twins[part.unit] = one.unit
                break


def _means(short: Part, its: Reading, name: Part) -> bool:
    """Whether `short` of the title `its` is another word for `name`, which the other title has."""
    word = its.words[short.at]
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


def _by_its_head(state: Part, its: Reading, head: Part) -> bool:
    """Whether it is the state that does what its head does for it."""
    ours = offices.HOLDERS[head.unit][1] == state.unit
    return ours and state.at == head.at == 0 and not _OF_A_STATE.isdisjoint(its.told)

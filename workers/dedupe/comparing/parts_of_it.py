"""What only one title names more closely, where all else is told by both: another one of the kind.

الضفة الشرقية للنهر ≠ ضفته الغربية                  which bank, or which side
قصف محيط القاعدة ≠ قصف القاعدة                     what lies around it
إغلاق الطريق إلى المطار ≠ إغلاق المطار               the road to it
رئيس أركان القوات الجوية ≠ رئيس أركان الجيش            whose chief he is
ثاني أكبر بنك ≠ أكبر بنك                           the second of them
مصرع امرأة وطفلين ≠ مصرع امرأتين وطفل               which of them are two
6 حجاج بينهم مصري ≠ 6 حجاج مصريين                  one of them, or all
مئات القتلى ≠ مئة قتيل                             hundreds, or one

Asked last, of titles that else tell the same.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, NATION, NUMBER, ORDINAL
from workers.dedupe.words.lists import folded_words

_BANKS: Final = folded_words("ضفة الضفة بالضفة للضفة والضفة bank banks")
_SIDES: Final = folded_words("الشرقية الغربية الشمالية الجنوبية اليمنى اليسرى east west left right")
_AROUND: Final = folded_words("محيط بمحيط أطراف مشارف تخوم جوار بجوار أسوار حدود outskirts")
_NEAR: Final = folded_words("قرب بالقرب مقربة قريبا near close")
_ROAD: Final = folded_words("الطريق طريق الطرق طرق الجسر جسر road roads route")
_TO: Final = frozenset(["الي", "to"])
_ARMS: Final = frozenset(CONCEPT + arm for arm in ("airforce", "navy_", "coastguard", "peshmerga"))
_ARMY: Final = CONCEPT + "army"
_HEADS: Final = folded_words("أركان قائد رئيس آمر قيادة chief head commander")
_MOST: Final = folded_words(
    "أكبر أعلى أطول أقدم أهم أغنى أسرع أصغر أقوى أعظم أغلى largest biggest richest highest oldest longest"
)
_AMONG: Final = folded_words("بينهم بينها بينهما منهم منها وبينهم among including dont")
_HUNDRED: Final = NUMBER + "100"
_HUNDREDS: Final = folded_words("مئات المئات بمئات لمئات ومئات hundreds centaines")


def parts_of_it(later: Reading, earlier: Reading) -> str:
    """Why one tells of another one ("": neither does)."""
    return _bank(later, earlier) or _which(later, earlier) or _which(earlier, later)


def _bank(later: Reading, earlier: Reading) -> str:
    """Which bank of a river each names: الضفة الغربية is a land by itself, so no list takes it for a side."""
    now, before = _side(later), _side(earlier)
    return f"place: the bank {before} ≠ {now}" if now and before and now != before else ""


def _side(reading: Reading) -> str:
    if _BANKS.isdisjoint(reading.words):
        return ""
    near = (pair for pair in pairwise(reading.words) if not _BANKS.isdisjoint(pair))
    return next((word for pair in near for word in pair if word in _SIDES), "")


def _which(one: Reading, other: Reading) -> str:
    return (
        _around(one, other)
        or _road_to(one, other)
        or _whose_chief(one, other)
        or _the_second(one, other)
        or _two_of(one, other)
        or _among(one, other)
        or _hundreds(one, other)
    )


def _around(one: Reading, other: Reading) -> str:
    """Whether `one` tells of what lies around a place of which `other` tells: it was not hit itself. Who
    writes «in» or «near» leaves open where."""
    if _AROUND.isdisjoint(one.words) or not (_AROUND | _NEAR).isdisjoint(other.words):
        return ""
    if any(part.joint in _NEAR for part in other.parts):
        return ""
    for at, word in enumerate(one.words):
        place = one.begins.get(at + 1)
        there = place and next((it for it in other.parts if it.unit == place.unit), None)
        if word in _AROUND and there and there.joint != "في":
            return f"place: only one says {word}"
    return ""


def _road_to(one: Reading, other: Reading) -> str:
    """Whether `one` tells of the road to what `other` tells of."""
    if _ROAD.isdisjoint(one.words) or not _ROAD.isdisjoint(other.words):
        return ""
    for at, (word, to) in enumerate(pairwise(one.words)):
        there = one.begins.get(at + 2)
        if word in _ROAD and to in _TO and there is not None and there.unit in other.told:
            return f"place: only one says {word}"
    return ""


def _whose_chief(one: Reading, other: Reading) -> str:
    """Whether the chief of one arm in `one` is in `other` that of the army."""
    for part in one.parts:
        if (
            part.unit not in _ARMS
            or part.unit in other.told
            or _ARMY not in (other.told | _army(other))
        ):
            continue
        if part.at and one.words[part.at - 1] in _HEADS:
            return f"office: of {part.unit[1:]} ≠ of the army"
    return ""


def _army(reading: Reading) -> set[str]:
    """The army, where it is a word of the title that no part of its own has: رئيس أركان الجيش."""
    return {_ARMY} if "الجيش" in reading.words else set()


def _the_second(one: Reading, other: Reading) -> str:
    """Whether `one` tells of the second of those of which `other` tells of the first."""
    if ORDINAL not in one.kinds or ORDINAL in other.kinds:
        return ""
    for part in one.parts:
        most = one.words[part.end] if part.end < len(one.words) else ""
        if part.kind == ORDINAL and part.unit != ORDINAL + "1" and most in _MOST & {*other.words}:
            return f"ordinal: {part.unit[1:]} {most} ≠ {most}"
    return ""


def _two_of(one: Reading, other: Reading) -> str:
    """Whether of two kinds that both tell each has two of another."""
    if NUMBER not in one.kinds or NUMBER not in other.kinds or one.tongue:
        return ""
    now, before = _duals(one), _duals(other)
    mine, its = now - before, before - now
    if mine and its and mine <= other.told and its <= one.told:
        return f"number: 2 {min(its)} ≠ 2 {min(mine)}"
    return ""


def _duals(reading: Reading) -> set[str]:
    return {
        after.unit
        for part, after in pairwise(reading.parts)
        if part.kind == NUMBER and after.at == part.at
    }


def _among(one: Reading, other: Reading) -> str:
    """Whether some of them are what in `other` all are."""
    if _AMONG.isdisjoint(one.words) or not _AMONG.isdisjoint(other.words):
        return ""
    for at, word in enumerate(one.words):
        part = one.begins.get(at + 1) if word in _AMONG else None
        if part is not None and part.kind == NATION and part.unit in other.told:
            return f"nation: one of them is of {part.unit[1:]} ≠ they are"
    return ""


def _hundreds(one: Reading, other: Reading) -> str:
    """Whether of two titles with a hundred, as hundreds are read too, only `one` has several."""
    if _HUNDRED not in one.told or _HUNDRED not in other.told:
        return ""
    if _HUNDREDS.isdisjoint(one.words) or not _HUNDREDS.isdisjoint(other.words):
        return ""
    return "number: hundreds ≠ 100"

"""Prepositions behind one deed that turn it round: who does it, and on, to or of whom.

هجوم للحوثيين على سفينة   ≠  هجوم على الحوثيين من سفينة
شكوى من نقابة المعلمين    ≠  شكوى على نقابة المعلمين
حكم للأهلي               ≠  حكم على الأهلي              but السجن لموظف = الحكم بالسجن على موظف
رسالة من بوتين           ≠  رسالة لبوتين               but المرحلة الأولى من الميناء = للميناء
يتحدث عن بوتين           ≠  يتحدث مع بوتين

What a preposition means is told by the deed that it hangs on: that of both titles must be one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from workers.dedupe.reading.neighbours import right_before
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.reading.saying_nothing import BY_WHOM
from workers.dedupe.words.kinds import CONCEPT, NATION, NUMBER, PLACE, SOFT
from workers.dedupe.words.lists import folded_words

_BY: Final = frozenset(["من", "من قبل", "من جانب", "من طرف", "علي يد", "علي ايدي", "بيد"])
_UPON: Final = frozenset(["علي", "ضد", "بحق"])
_FOR: Final = frozenset(["ل", "لصالح"])
_TO: Final = frozenset(["ل", "الي", "نحو", "باتجاه", "صوب"])
_ABOUT: Final = frozenset(["عن", "بشان", "حول"])
_WITH: Final = frozenset(["مع", "الي", "ل"])


class _Family(NamedTuple):
    """Deeds with what their prepositions mean: any two of the sets exclude each other."""

    units: frozenset[str]
    words: frozenset[str]
    """Written, without their article, where their unit is that of other deeds too or soft."""
    sides: tuple[frozenset[str], ...]


def _family(named: str, listed: str, *sides: frozenset[str]) -> _Family:
    units = frozenset(CONCEPT + name for name in named.split())
    return _Family(units, folded_words(listed), sides)


_FAMILIES: Final = (
    _family(  # who attacks or complains, and against whom
        "attack ambush raid_ protest complaint_ coup veto_ oppose",
        "غارة غارات عدوان شكوى شكاوى دعوى دعاوى طعن طعون بلاغ بلاغات تمرد حملة انتفاضة قضية رد",
        _BY | _FOR,
        _UPON,
    ),
    _family("win", "تفوق تفوقا", _FOR, _UPON | {"امام", "علي حساب"}),
    _family("lose", "", _FOR, (_UPON | _BY | {"امام"}) - {"بحق", "علي"}),
    _family("judge_", "حكم حكما أحكام قرار قرارات شهادة يشهد تشهد", _FOR, _UPON),
    _family("", "قرار قرارات حكم أحكام", _BY, _UPON),
    _family(  # what goes from one to another
        "bomb incite_noun sanctions blockade pressure_ threaten criticize welcome condemn support reject"
        " congratulate thank_ console grant_noun donate_ compensate_noun aid_many supply_noun fund_noun call"
        " warn violate_noun accuse",
        "رسالة رسائل برقية خطاب هدية هدايا قرض قروض تبرع شحنة نداء عرض تعزية إشادة إدانة ضمانات وعد وعود"
        " اعتذار شكر تعهد مساعدة دعوة دعوات توصية نصيحة هبة مبادرة",
        _BY,
        _TO | _UPON,
    ),
    _family(  # where from and where to, be it no place
        "export import buy sell visit expel evacuate transfer smuggle flee return_ withdraw leave move_ exit"
        " join fall rise",
        "هجرة تحويل رحيل انتقال خروج هروب فرار إعارة نزوح شراء بيع",
        _BY | {"عن"},
        _TO,
    ),
    _family(  # of whom somebody speaks, and with whom
        "speech_ talk_ phone_ says speak",
        "حديث حديثا يتحدث تتحدث تحدث تحدثت يتكلم تقرير تقارير كتاب مقال فيلم وثائقي مكالمة يكتب تكتب رسالة"
        " معلومات محاضرة أغنية",
        _ABOUT,
        _WITH | _BY,
    ),
    _family("fear_noun worry_ fear", "خوف مخاوف قلق خشية", frozenset(["من"]), frozenset(["علي"])),
    _family("incursion_", "", frozenset(["من"]), frozenset(["في", "الي", "داخل"])),
    _family("defend_ defend_noun", "دفاع يدافع تدافع", frozenset(["عن"]), frozenset(["ضد"])),
)
_JOINTS: Final = frozenset(joint for family in _FAMILIES for side in family.sides for joint in side)
_WORDS: Final = frozenset(word for family in _FAMILIES for word in family.words)
_UNITS: Final = frozenset(unit for family in _FAMILIES for unit in family.units)
_FAR: Final = 3
"""Parts between a deed and who stands behind a preposition of it."""


def governed(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why somebody stands in one title on another side of a deed ("": nobody does). `twins`: units of
    `later` that `earlier` writes otherwise."""
    if later.tongue or earlier.tongue:
        return ""
    if why := _whose(later, earlier) or _whose(earlier, later):
        return why
    there = {part.unit: part for part in reversed(earlier.parts)}
    for part in later.parts:
        if part.joint not in _JOINTS or part.kind == NUMBER:
            continue
        was = there.get(twins.get(part.unit, part.unit))
        if was is None or was.joint == part.joint or was.joint not in _JOINTS:
            continue
        now = _deed(part, later)
        before = _deed(was, earlier) if now else None
        if not (now and before) or twins.get(now.unit, now.unit) != before.unit:
            continue
        if _turned(_families(now, later) & _families(before, earlier), part.joint, was.joint):
            return f"roles: {was.joint} {was.unit} ≠ {part.joint} {part.unit}"
    return ""


def _whose(one: Reading, other: Reading) -> str:
    """Why what is told behind the doer of something in one title is his in the other ("": it is not):
    صواريخ أطلقتها إيران تصيب ناقلة, صواريخ تصيب ناقلة إيران."""
    for part in one.parts:
        if not part.at or one.words[part.at - 1] not in BY_WHOM:
            continue
        his = {after.unit for after in one.parts if after.at >= part.end and after.kind != PLACE}
        for same in other.parts:
            owned = right_before(same, other)
            if same.unit == part.unit and owned and owned.unit in his and not same.joint:
                return f"roles: by {part.unit} ≠ {owned.unit} of {same.unit}"
    return ""


def _turned(families: frozenset[int], now: str, was: str) -> bool:
    for at in families:
        sides = _FAMILIES[at].sides
        one = [side for side in sides if now in side and was not in side]
        if one and any(was in side and now not in side for side in sides):
            return True
    return False


def _deed(part: Part, reading: Reading) -> Part | None:
    """What its preposition hangs on: the last deed of a family before it in its clause, if nothing else is
    done between them."""
    behind = [one for one in reading.parts if one.end <= part.at]
    for far, one in enumerate(reversed(behind)):
        if any(one.end <= at <= part.at for at in reading.breaks):
            return None
        if _families(one, reading):
            return one
        if far == _FAR or acts(one):
            return None
        if not far and one.end == part.at and one.joint and one.kind not in (SOFT, PLACE, NATION):
            return None  # على مقر للحشد
    return None


def _families(part: Part, reading: Reading) -> frozenset[int]:
    word = _bare(reading.words[part.at])
    if part.unit not in _UNITS and word not in _WORDS:
        return frozenset()
    return frozenset(
        at
        for at, family in enumerate(_FAMILIES)
        if word in family.words or part.unit in family.units
    )


def _bare(word: str) -> str:
    for clitic in ("لل", "ال", "بال", "وال"):
        if word.startswith(clitic) and len(word) > len(clitic) + 2:
            return word[len(clitic) :]
    return word

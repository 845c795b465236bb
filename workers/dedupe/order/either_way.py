"""Whether two of those involved tell the same in either order.

coast of Japan     Japan coast            a genitive in two ways
أوائل الطلبة        الطلبة الأوائل            a noun and its adjective
لاعب الاتحاد بنزيما   بنزيما مهاجم الاتحاد        what somebody is, and his name
مصر وتركيا          تركيا ومصر              those of a list
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from streamer.text import words
from workers.dedupe.order.either_name import either_name
from workers.dedupe.order.frames import deed
from workers.dedupe.order.his_own import his_own, its_own
from workers.dedupe.order.inert import a_doer, inert
from workers.dedupe.order.involved import of
from workers.dedupe.order.items import two_of_a_list
from workers.dedupe.order.speakers import SPEAKS
from workers.dedupe.reading.neighbours import listed, right_before
from workers.dedupe.reading.parts import Part, Two, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations, rarity
from workers.dedupe.words.concepts import COMPASS
from workers.dedupe.words.kinds import CONCEPT, NATION, PLACE, WORD

_PLAIN: Final = frozenset([WORD, CONCEPT])
_LINES: Final = frozenset(
    words(
        "خط طريق قطار رحلات رحلة مباراة لقاء محور أنبوب قمة ديربي كلاسيكو سكة جسر معبر مواجهة قطارات"
    )
)
_QUALIFIED: Final = 3
"""Words of such a line, with its adjectives: خط الضغط العالي."""
_PLAYERS: Final = frozenset(words("لاعب مهاجم مدافع حارس مدرب نجم قائد جناح هداف صانع"))
_CALLED: Final = 4
"""Parts of what somebody is called: لاعب الاتحاد كريم بنزيما."""
_FLOWS: Final = frozenset(
    CONCEPT + name for name in ("gas", "oil", "crude", "power", "petrol", "oilproducts", "wheat_")
)
"""What a state sends and stops."""
_MADE: Final = frozenset(
    CONCEPT + name
    for name in ("car", "car_many", "plane", "plane_many", "mobile_", "smartphone_many")
)
_NISBA: Final = "يه"
_OWNERS: Final = ("اتها", "اته", "اتهم", "تها", "تهم", "ها", "هم")
"""End a noun that is somebody's."""
_NAME: Final = 0.7
"""Weight of a word that is a name."""
_QUARTERS: Final = frozenset(
    words(
        """s town of city village neighbourhood neighborhood district suburb area camp near in the quarter
        southern northern eastern western central de du la le ville village quartier"""
    )
)


def either_way(now: Two, later: Reading, was: Two, earlier: Reading) -> bool:
    """Whether two tell the same in either order. `now` and `was`: the two as each title has them, first the
    one that it names first."""
    if _inert(now[0], later) != _inert(now[1], later):
        return True  # of two things either may be told of
    if his_own(now, later, was, earlier) or its_own(now, later, was, earlier):
        return True
    if either_name(now, later, was, earlier):
        return True
    for (one, other), reading, (first, second), its in (
        (now, later, was, earlier),
        (was, earlier, now, later),
    ):
        if of(one, other, reading) and _beside(first, second, its):
            return True
        if _his_own(other, reading) and first.end == second.at and not second.joint:
            return True
        if one.unit in _FLOWS and other.kind == NATION and other.at == one.end:
            return True  # الغاز الإيراني, of which Iran may do what is done with it
        if one.unit in _MADE and _maker(other) and other.at == one.end and not other.joint:
            return True  # مليون سيارة تويوتا
        if _lies_in(one, other, reading) and first.end == second.at:
            return True
        if _quarter(one, other, reading) and _quarter(first, second, its):
            return True
    if _line(now, later) and _line(was, earlier):
        return True
    if all(one.kind == NATION == other.kind and other.at == one.end for one, other in (now, was)):
        return True  # مباحثات سعودية إيرانية
    if _apposed(now, later) and _apposed(was, earlier):
        return True
    if _side_by_side(now, later) and _side_by_side(was, earlier):
        return True
    if two_of_a_list(now, later, was, earlier):
        return True
    one_after_other = all(second.at - first.end <= 1 for first, second in (now, was))
    lists = listed(now[1], later), listed(was[1], earlier)
    return all(lists) or (any(lists) and one_after_other)


def _his_own(part: Part, reading: Reading) -> bool:
    """Whether it is of whoever the title named before it: الخطوط تستأنف رحلاتها, where the other title has
    رحلات الخطوط."""
    word = reading.words[part.at]
    return not word[0].isascii() and not part.joint and word.endswith(_OWNERS) and not acts(part)


def _inert(part: Part, reading: Reading) -> bool:
    """Whether nothing is told by where it stands; who protests may do more."""
    if part.unit in COMPASS:  # of two, each has its place
        return sum(one.unit in COMPASS for one in reading.parts) == 1
    return (inert(part) and not a_doer(part, reading)) or _of_a_kind(part, reading)


def _of_a_kind(part: Part, reading: Reading) -> bool:
    """Whether it only says of what kind a noun is: الامتحانات الوزارية للثالث, امتحانات الثالث الوزارية."""
    word = reading.words[part.at]
    if part.kind != WORD or part.joint or not (word.startswith("ال") and word.endswith(_NISBA)):
        return False
    return part.at > 0 and reading.words[part.at - 1].startswith("ال")  # not استئناف الأزبكية


def _line(two: Two, reading: Reading) -> bool:
    """Whether they are the two ends of a line, or two who play: خط ديالى ميرساد, خط ميرساد - ديالى."""
    one, other = two
    before = right_before(one, reading)
    if before is None or other.at != one.end or not {one.joint, other.joint} <= {"", before.joint}:
        return False
    sort = reading.words[max(0, before.end - _QUALIFIED) : before.end]
    return any(word.removeprefix("ب").removeprefix("ال") in _LINES for word in sort)


def _side_by_side(two: Two, reading: Reading) -> bool:
    """Whether one is written on to the other, so that either may be its adjective: أوائل الطلبة, الطلبة
    الأوائل. Behind a verb they may be who does it, and to whom."""
    one, other = two
    if other.at != one.end or not {one.kind, other.kind} <= _PLAIN or other.at in reading.breaks:
        return False
    if reading.words[one.at][0].isascii() or deed(one) or deed(other) or listed(other, reading):
        return False
    before = right_before(one, reading)
    if before is None or not deed(before):
        return True
    return any(
        part.end <= before.at and part.kind in SPEAKS and not part.joint for part in reading.parts
    )


def _apposed(two: Two, reading: Reading) -> bool:
    """Whether both belong to what a player is called, his club and his name: nothing else stands between or
    around them but one who plays."""
    one, other = two
    begin = next((at for at, part in enumerate(reading.parts) if part is one), 0)
    span = [part for part in reading.parts[max(0, begin - 1) : begin + _CALLED] if not acts(part)]
    plays = [part for part in span if reading.words[part.at].removeprefix("ال") in _PLAYERS]
    if len(plays) != 1 or other not in span:
        return False  # of two clubs, مدرب برشلونة فليك قائد ألمانيا, each has its own
    inner = span[span.index(min(one, plays[0], key=lambda part: part.at)) :]
    inner = inner[: inner.index(max(other, plays[0], key=lambda part: part.at)) + 1]
    return all(
        before.end == part.at and not part.joint and not listed(part, reading)
        for before, part in pairwise(inner)
    )


def _maker(part: Part) -> bool:
    return part.unit in nations.SEATS or (part.kind == WORD and rarity.weight(part.unit) >= _NAME)


def _beside(one: Part, other: Part, reading: Reading) -> bool:
    """Whether nothing is done between the two."""
    first, second = sorted((one, other), key=lambda part: part.at)
    return not any(acts(part) for part in reading.parts if first.end <= part.at < second.at)


def _quarter(one: Part, other: Part, reading: Reading) -> bool:
    """Whether of two names one is only where the other lies: Gaza City's Rimal district, Rimal neighbourhood
    of Gaza City; the southern Lebanon town of Yater, Yater in southern Lebanon."""
    between = reading.words[one.end : other.at]
    return (
        {one.kind, other.kind} == {PLACE, WORD}
        and bool(between or one.end == other.at)
        and _QUARTERS.issuperset(between)
        and reading.words[one.at][0].isascii()
    )


def _lies_in(one: Part, other: Part, reading: Reading) -> bool:
    """Whether the second lies in the first: Indonesia's Sulawesi, off Sulawesi, Indonesia."""
    kinds = {one.kind, other.kind}
    return kinds <= {PLACE, WORD} and reading.words[one.end : other.at] == ("s",)

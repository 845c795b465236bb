"""What goes without saying in a shorter title, for what else it tells.

بينهم 4 نساء                 who is among those who are counted
الرئيس السيسي → السيسي        his office
وصل إلى بغداد → في بغداد       who is there has arrived
شمال العراق → العراق          the side of a place
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from workers.dedupe.comparing.besides import his_government, relative
from workers.dedupe.reading.neighbours import right_before
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, numbers, offices
from workers.dedupe.words.kinds import CONCEPT, NUMBER, OFFICE, PLACE

GOVERNMENT: Final = CONCEPT + "government"
"""Through it a state acts, as it speaks through its ministries; its army may do what it does not."""
_ONE: Final = NUMBER + "1"
"""شهر واحد is شهر."""
_NONE: Final[frozenset[str]] = frozenset()
_IMPOSE: Final = CONCEPT + "impose"
_ON: Final = "علي"
"""On whom it is imposed: not رسوم ترامب."""
_BILL: Final = CONCEPT + "bill_"
_APPROVE: Final = CONCEPT + "approve"
_MEN: Final = frozenset(CONCEPT + name for name in ("man", "man_many", "woman", "woman_many"))
_PERSON: Final = "شخص"
_RISE: Final = CONCEPT + "rise"
_GUNMEN: Final = CONCEPT + "gunman_many"
_BY_BULLETS: Final = ("برصاص", "بنيران")
"""By whom they stand who shoot: برصاص مجهولين, مسلحون مجهولون."""
_THERE: Final = frozenset(CONCEPT + deed for deed in ("arrive", "host_", "visit", "travel_"))
"""Where somebody is, or something is held, says as much."""
_BEATS: Final = frozenset(CONCEPT + deed for deed in ("win", "exceed", "eliminate"))
_AT_THE_COST: Final = "حساب"
"""Before whom somebody beats."""
_CLOSE_TO: Final = "قرب"
"""Before what is not done yet: قرب انطلاق."""
_SHALL: Final = ("سي", "ست")
"""Begin a verb of what is to be."""
_SHORT: Final = 3
"""Letters of a word that has no preposition written to it."""
_DATELINE: Final = 3
"""Parts that both tell, from which on a place before a colon may go."""
_AMONG: Final = 3
"""Words from the number of some of them to the end of what is left out with it."""
_AMONG_WORDS: Final = frozenset(["بينهم", "بينها", "بينهن", "منهم", "منها", "including", "dont"])


def implied(part: Part, earlier: Reading, later: Reading, both: set[str], *, telling: bool) -> bool:
    """Whether `later` says no less without a part of `earlier`, of however little both tell; `telling`: they
    tell enough to be told of little else."""
    if _among(part, earlier) or part.unit == _ONE:
        return True
    if part.joint != _CLOSE_TO and not concepts.IMPLIED.get(part.unit, _NONE).isdisjoint(both):
        return part.unit != _IMPOSE or not _on_him_whose(part, earlier, later)
    if (
        part.unit == _BILL
        and _APPROVE in both
        and earlier.words[part.end : part.end + 1] == ("to",)
    ):
        return True  # approves bill to withdraw, approves withdrawal
    if part.unit in _BEATS and _AT_THE_COST in later.words:
        return True  # إلى النهائي على حساب بايرن
    if part.unit == _RISE and _same_toll(earlier, later):
        return True
    if part.counted in numbers.TOLL and _same_number(part, earlier, later):
        return True  # 69 قتيلا, 69 victims
    if (
        part.unit in _THERE
        and earlier.words[part.at][:2] not in _SHALL
        and not any(acts(one) for one in _before_purpose(later))
    ):
        return True  # in Baghdad is who arrived there, for whatever
    if part.unit in _MEN and any(one.unit == _PERSON for one in later.parts):
        return True  # إعدام رجلين, إعدام شخصين
    if part.kind == PLACE and part.end <= earlier.speaker and len(both) >= _DATELINE:
        return True
    if part.unit in concepts.COMPASS and any(unit[0] == PLACE for unit in both):
        return True
    if telling and acts(part) and relative(part, earlier, both):
        return True
    if part.unit == GOVERNMENT and his_government(part, earlier, both):
        return True
    return part.kind == OFFICE and any(
        unit in both and office == part.unit for unit, (office, _) in offices.HOLDERS.items()
    )  # who is told holds it


def added_unsaid(
    part: Part, drops: Sequence[Part], later: Reading, earlier: Reading, both: set[str]
) -> bool:
    """Whether a title that adds it says no more, for what else is told; not the police where the other title
    has the army."""
    if part.unit == _GUNMEN and any(one.joint in _BY_BULLETS for one in earlier.parts):
        return True
    return (
        part.unit in concepts.ADDED
        and part.joint != _CLOSE_TO
        and not concepts.IMPLIED[part.unit].isdisjoint(both)
        and not (
            part.unit == _IMPOSE and (any(map(acts, drops)) or _on_him_whose(part, later, earlier))
        )  # رفع قيود, then فرض قيود
        and not (
            part.unit in concepts.ACTORS
            and any(one.unit in concepts.ACTORS and one.at >= earlier.speaker for one in drops)
        )
    )


def _on_him_whose(imposed: Part, its: Reading, other: Reading) -> bool:
    """Whether what is imposed on somebody is only his in the other title: رسوم على ترامب, رسوم ترامب."""
    on = {one.unit for one in its.parts if one.at > imposed.at and one.joint == _ON}
    return any(one.unit in on and not one.joint for one in other.parts)


def _before_purpose(whole: Reading) -> Iterator[Part]:
    """What is told before it says for what somebody is there: not what is bought in لبحث شراء مقاتلات."""
    return takewhile(lambda part: not _purpose(part, whole), whole.parts)


def _purpose(part: Part, whole: Reading) -> bool:
    """Whether it is for what somebody is there: لبحث الرواتب, لحضور المؤتمر."""
    word = whole.words[part.at]
    return part.joint == "ل" or (len(word) > _SHORT and word[0] == "ل")


def _among(part: Part, whole: Reading) -> bool:
    """Whether it only says who is among those who are counted: بينهم 4 نساء."""
    nearest = max(
        (one.at for one in whole.parts if one.kind == NUMBER and one.end <= part.end), default=-1
    )
    return nearest > 0 and part.end - nearest <= _AMONG and whole.words[nearest - 1] in _AMONG_WORDS


def _same_toll(earlier: Reading, later: Reading) -> bool:
    return later.counts == earlier.counts and any(
        count.of in numbers.TOLL for count in later.counts
    )


def _same_number(part: Part, earlier: Reading, later: Reading) -> bool:
    """Whether the number of them is told by both, and no other."""
    number = right_before(part, earlier)
    return (
        number is not None
        and number.kind == NUMBER
        and number.unit in later.told
        and len(later.counts) == len(earlier.counts) == 1
    )

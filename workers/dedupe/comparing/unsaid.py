"""What a title may say or leave out, because the other says it in another way, or it goes without saying.

القضاء الإداري = الإداري                  the head of what has a name by its adjective
وزير الصحة يعلن = الصحة تعلن              the minister of a ministry that acts
خالد العطية سفيرا = تعيين خالد العطية سفيرا   who appoints whom the title calls an ambassador
محافظ يوجه بإيقاف = محافظ: إيقاف            an order, which who speaks gives
"""

from __future__ import annotations

from typing import Final

from streamer.text import stems
from workers.dedupe.comparing.both_say import both_say
from workers.dedupe.comparing.first_names import first_name
from workers.dedupe.comparing.longer_names import named_longer
from workers.dedupe.comparing.said_anyway import (
    at_least,
    done_for,
    for_a_while,
    his_people,
    lasted,
    of_our_republic,
    once_more,
    one_more,
    our_minister,
)
from workers.dedupe.comparing.said_by_parts import said_by_parts
from workers.dedupe.comparing.said_otherwise import said_otherwise
from workers.dedupe.comparing.sorts import in_its_place, passage
from workers.dedupe.comparing.tenses import is_future, to_be
from workers.dedupe.comparing.tried import CALLS, for_it
from workers.dedupe.reading.neighbours import first_told, right_before, right_behind, unit_of
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, fillers, nations, offices
from workers.dedupe.words.kinds import CONCEPT, MODIFIER, NUMBER, OFFICE, SOFT, WORD

_MINISTER: Final = OFFICE + "minister"
_ACCIDENT: Final = CONCEPT + "accident"
_DISCUSS: Final = CONCEPT + "discuss"
_ONE: Final = NUMBER + "1"
_APPOINTS: Final = frozenset(
    CONCEPT + deed for deed in ("appoint", "elect_", "choose_", "choose_noun")
)
_SAYS_SO: Final = frozenset([CONCEPT + "warn", CONCEPT + "accuse"])
"""What somebody does whom a title quotes: برلماني يحذر من أزمة, برلماني: أزمة."""
_VERB: Final = "ين"
"""Begins a verb that tells what is done, and a noun hardly ever."""
_THREATEN: Final = CONCEPT + "threaten"
_MEANS_TO: Final = CONCEPT + "visitbid"
_SHALL: Final = frozenset(["سا", "سن", "سي", "ست"])
"""Begin what shall be done."""
_HEAD: Final = 1
_COMPLETE: Final = frozenset([CONCEPT + "complete_", CONCEPT + "repair_"])
_AFTER: Final = frozenset(["بعد", "عقب", "اثر", "after", "following", "apres"])
_BEGINS: Final = frozenset([CONCEPT + "launch", CONCEPT + "begin"])
_DATE_SET: Final = "موعدا"
_WORK: Final = frozenset(["عمل", "العمل", "تشغيل", "خدمه"])
_CARS: Final = frozenset([CONCEPT + "car_many", CONCEPT + "traffic_movement"])
_GATES: Final = frozenset([CONCEPT + "close", CONCEPT + "open"])
_MEMBERS: Final = frozenset([CONCEPT + "member_many", CONCEPT + "member_"])
_DRIVER: Final = CONCEPT + "driver"
_RUNOVER: Final = CONCEPT + "runover_"
_RESUME: Final = CONCEPT + "resume"
_PAID: Final = frozenset(
    CONCEPT + name
    for name in ("fund_", "fund_noun", "spend_", "pay_", "pay_noun", "distribute", "salaries")
)
_THERE_IS: Final = frozenset(["توفر", "توافر"])
_ABOUT: Final = frozenset(["حول", "بشان", "بخصوص", "في"])
_ORDER: Final = CONCEPT + "order"
_DEEDS: Final = concepts.VERBS | concepts.HAPPENS


def goes_without(part: Part, whole: Reading, other: Reading, both: set[str]) -> bool:
    """Whether the title without it tells it as well: the head of what has a name by its adjective, the
    minister of a ministry that acts, who appoints whom the title calls a chief."""
    if one_more(part, whole, other, both) or our_minister(part, whole, other):
        return True
    if at_least(part, whole, other) or done_for(part, whole, other, both):
        return True
    if lasted(part, whole, other) or of_our_republic(part, whole, other):
        return True
    if once_more(part, whole, other):
        return True
    if his_people(part, whole, other) or for_a_while(part, whole, other, both):
        return True
    word = whole.words[part.at].removeprefix("و")
    after = right_behind(part, whole)
    if after is not None and not after.joint and after.unit in both and part.size == 1:
        name = whole.words[after.at]
        heads = word in fillers.HEADS or word.removeprefix("ب").removeprefix("ل") in fillers.HEADS
        if heads and name.startswith("ال") and after.kind in (WORD, CONCEPT, MODIFIER):
            return not in_its_place(part, whole, other)
        if part.unit == _ACCIDENT and after.unit in _DEEDS:
            return True  # حادث انقلاب
        if part.unit == _MINISTER and after.unit in offices.PORTFOLIOS:
            return part is first_told(whole) and unit_of(first_told(other)) == after.unit
    if after is not None and part.unit in offices.GIVEN:
        return first_name(part, after, whole, other, both)
    if part.unit in CALLS and for_it(other):
        return True
    if named_longer(part, after, whole, other, both) or passage(part, whole, other):
        return True
    if said_by_parts(part, whole, other):
        return True
    if said_otherwise(part, whole, other) or _side_of_its_country(part, after, whole, both):
        return True
    if (
        part.unit == _MEANS_TO
        and after is not None
        and after.unit in both
        and (
            _shall(other) or any(to_be(one, other) for one in other.parts if one.unit == after.unit)
        )
    ):
        return True  # يعتزم فرض رسوم, سأفرض رسوما; plans to close, to close
    if other.speaker and (
        part.unit in _SAYS_SO
        or (part.unit == _THREATEN and _shall(other))
        or (part.unit == _ORDER and other.words[other.speaker][0] not in _VERB)  # : إيقاف الإجازات
    ):
        said = {one.unit for one in whole.parts if one.at < part.at and one.kind != SOFT}
        return bool(said) and said == {
            one.unit for one in other.parts if one.at < other.speaker and one.kind != SOFT
        }
    if part.unit in _COMPLETE and part.joint in _AFTER and after is not None:
        return after.unit in both  # بعد إكمال تأهيله
    if word == _DATE_SET and any(
        one.unit in _BEGINS and is_future(one, other) for one in other.parts
    ):
        return True
    if both_say(part, after, whole, other, both):
        return True
    if part.unit in _BEGINS and _DATE_SET in other.words:
        return is_future(part, whole)  # تحدد يوم كذا موعدا للامتحانات, الامتحانات ستبدأ
    if part.unit in _BEGINS and after is not None and after.unit in _PAID:
        return after.unit in both  # إطلاق تمويل الرواتب
    if part.unit in _CARS and part.joint == "امام":
        return not _GATES.isdisjoint(both)  # إغلاق جسر أمام المركبات
    if part.unit in _MEMBERS and (number := right_before(part, whole)) is not None:
        return number.kind == NUMBER and number.unit in both  # 6 أفراد, 13 عنصرا من الحرس
    if part.unit == _DRIVER and _RUNOVER in both:
        ahead = all(one.at > part.at for one in whole.parts if one.unit == _RUNOVER)
        return ahead and after is not None and after.unit in both  # سائق شاحنة يدهس
    if word in _WORK and unit_of(right_before(part, whole)) == _RESUME:
        return True  # استئناف عمل المصفاة, المصفاة تعود إلى العمل
    if word in _THERE_IS and _said_before(part, whole):
        return True
    if _second_half(part, whole, both):
        return True
    if part.unit in _APPOINTS:
        return not fillers.AS_WHOM.isdisjoint(whole.words) and not fillers.AS_WHOM.isdisjoint(
            other.words
        )
    if part.unit == _DISCUSS and part.joint == "ل" and _about(after, other):
        return True
    if part.unit == _DISCUSS and part.joint == "ل":  # جلسة لبحث الوضع, جلسة بشأن
        return any(
            not fillers.EVENTS.isdisjoint(stems(word)) for word in whole.words[: part.at]
        ) and any(not fillers.EVENTS.isdisjoint(stems(word)) for word in other.words)
    in_words = part.unit == _ONE and not word[-1].isdigit()  # شهر واحد, but not 1
    return in_words and bool(both) and len(other.counts) <= len(whole.counts)


def _said_before(part: Part, whole: Reading) -> bool:
    """Whether it is what somebody says: يؤكد توفر الخزين."""
    return any(one.end == part.at and one.unit in concepts.SAID for one in whole.parts)


def _second_half(part: Part, whole: Reading, both: set[str]) -> bool:
    """Whether it belongs to the longer name of a ministry that both tell: الإعمار والإسكان."""
    if whole.words[part.at].removeprefix("و") not in offices.HALVES:
        return False
    before = [one for one in whole.parts if one.at < part.at]
    while before and whole.words[before[-1].at].removeprefix("و") in offices.HALVES:
        before.pop()
    return bool(before) and before[-1].unit in both and _is_portfolio(before[-1], whole)


def _is_portfolio(part: Part, whole: Reading) -> bool:
    """Whether it is what a ministry has, and a ministry or minister is told first of all."""
    word = whole.words[part.at]
    return part.at <= _HEAD and (word in offices.PORTFOLIOS or part.unit in offices.PORTFOLIOS)


def _shall(reading: Reading) -> bool:
    """Whether it is told what shall be done: سنضرب عن العمل, سأفرض رسوما."""
    return any(
        part.unit in _DEEDS and reading.words[part.at][:2] in _SHALL for part in reading.parts
    )


def _side_of_its_country(part: Part, after: Part | None, whole: Reading, both: set[str]) -> bool:
    """Whether it says in which part of its country a place lies that both tell: الزاوية غربي ليبيا."""
    if part.unit not in concepts.COMPASS or after is None or after.unit not in both:
        return False
    return any(
        one.unit in both and after.unit in nations.WITHIN.get(one.unit, ()) for one in whole.parts
    )


def _about(subject: Part | None, other: Reading) -> bool:
    """Whether the other title says by a preposition what it is about: لبحث أزمة, حول أزمة."""
    return subject is not None and any(
        one.unit == subject.unit and one.joint in _ABOUT for one in other.parts
    )

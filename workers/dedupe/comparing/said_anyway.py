"""What one title says of those it counts, or of what is coming, and goes without saying in the other.

12 إصابة جديدة = 12 إصابة            new ones, where both count as many
الانتخابات المقبلة = الانتخابات         the coming one of what there is one of at a time
طريق بابل - كربلاء = بين بابل وكربلاء   the road between two places
طلبة السادس = السادس                 those of a grade
نجاح إطلاق قمر = إطلاق قمر            that it succeeded, where it is told as done
صندوق لدعم الفقراء = صندوق للفقراء     what money for somebody does for him
الشعب السوداني = السودانيين            that those of a people are one
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from streamer.text import stems, words
from workers.dedupe.reading.neighbours import right_before, right_behind
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import fillers, nations, offices
from workers.dedupe.words.concepts import SPANS
from workers.dedupe.words.kinds import CONCEPT, MODIFIER, NATION, NUMBER, OFFICE, ORDINAL, PLACE

_SUCCEED: Final = CONCEPT + "succeed"
_FOR: Final = frozenset(words("لدعم لتمويل لتشجيع لتعزيز لتطوير لخدمة لرعاية"))
_A_PEOPLE: Final = frozenset(["الشعب", "للشعب", "المواطنين", "المواطنون", "الرعايا", "للرعايا"])
_MANY: Final = ("ين", "ون")
_LINES: Final = frozenset(["طريق", "خط"])
_PUPILS: Final = frozenset([CONCEPT + "student_many", CONCEPT + "pupil_many"])
_MORE: Final = CONCEPT + "more"
_TWO: Final = ("تين", "تان")
"""Ends two of a feminine noun."""
NEW: Final = frozenset(["جديد"])
COMING: Final = frozenset(["مقبل", "قادم"])
_IN_TURN: Final = frozenset(
    words(
        """موسم دورة جولة مرحلة مباراة مباريات عام سنة شهر أسبوع يوم أيام ساعات فصل حكومة برلمان رئيس مجلس
        جلسة حلقة نسخة بطولة دفعة وجبة أشهر شهور سنوات أعوام أسابيع خطوة رحلة لقاء اجتماع"""
    )
)
"""Of which there is one after the other."""


def at_least(part: Part, whole: Reading, other: Reading) -> bool:
    """Whether it says that they are more than a number that the other title tells: أكثر من 17 مليارا."""
    after = right_behind(part, whole)
    return (
        part.unit == _MORE
        and after is not None
        and after.kind == NUMBER
        and after.unit in other.told
    )


_WHILE: Final = frozenset(words("موقتا موقت موقته"))
_REPAIRS: Final = frozenset(["صيانه", "الصيانه", "للصيانه"])
_FOR_THEM: Final = frozenset(["ل", "بسبب", "بعد", "لغرض", "لاجل"])
_SHUT: Final = frozenset(CONCEPT + deed for deed in ("close", "halt", "idle", "freeze_"))


def for_a_while(part: Part, whole: Reading, other: Reading, both: set[str]) -> bool:
    """Whether it says that it is for a time that something is shut for repairs, as both titles tell."""
    if whole.words[part.at] not in _WHILE or _SHUT.isdisjoint(both):
        return False
    before = right_before(part, whole)
    deed = next((one for one in reversed(whole.parts) if one.end <= part.at and acts(one)), None)
    return (
        before is not None
        and before.kind != OFFICE
        and deed is not None
        and deed.unit in _SHUT & both
        and all(
            any(one.joint in _FOR_THEM and title.words[one.at] in _REPAIRS for one in title.parts)
            for title in (whole, other)
        )
    )


def his_people(part: Part, whole: Reading, other: Reading) -> bool:
    """Whether it says that those of a people are a people: الشعب الفلسطيني, الفلسطينيين."""
    if whole.words[part.at] not in _A_PEOPLE:
        return False
    after = right_behind(part, whole)
    return (
        after is not None
        and after.kind == NATION
        and not after.joint
        and any(
            one.unit == after.unit and other.words[one.at].endswith(_MANY) for one in other.parts
        )
    )


def done_for(part: Part, whole: Reading, other: Reading, both: set[str]) -> bool:
    """Whether it says that what both titles tell as done succeeded, or what is done for those for whom the
    other title has it."""
    if part.unit != _SUCCEED and whole.words[part.at] not in _FOR:
        return False
    after = right_behind(part, whole)
    if after is None or after.joint or after.unit not in both:
        return False
    if part.unit == _SUCCEED:
        return not part.joint and acts(after)
    return any(one.unit == after.unit and one.joint == "ل" for one in other.parts)


def as_many(noun: Part, its: Reading, other: Reading) -> bool:
    """Whether they are counted, and the other title counts as many: 12 إصابة جديدة, 12 إصابة."""
    if its.words[noun.at].endswith(_TWO) and noun.unit in other.told:
        return True
    number = next((one for one in its.parts if one.kind == NUMBER and one.end <= noun.at), None)
    return number is not None and noun.at - number.end <= 1 and number.unit in other.told


_CONTINUE: Final = CONCEPT + "continue"
_SINCE: Final = frozenset(words("منذ زال يزال تزال"))
LAST_ANYWAY: Final = frozenset(
    words("خلاف خلافات مفاوضات محادثات معارك اشتباكات احتجاجات توتر توترات انقطاع غياب جمود قطيعة")
)
"""States that last until what comes after them; hours after a truce or an operation are none of it."""


def lasted(part: Part, whole: Reading, other: Reading) -> bool:
    """Whether it says that something went on for as long as the other title has it: خلافات استمرت أسابيع,
    أسابيع من الخلافات."""
    if part.unit != _CONTINUE or whole.tongue or not _SINCE.isdisjoint(whole.words):
        return False
    what, span = right_before(part, whole), right_behind(part, whole)
    if what is None or span is None or span.joint or span.unit not in SPANS:
        return False
    if whole.words[what.at] not in LAST_ANYWAY or not whole.words[part.at].startswith("استمر"):
        return False
    now = next((at for at, one in enumerate(other.parts) if one.unit == span.unit), None)
    if now is None or other.parts[now].joint != what.joint:
        return False
    return any(one.unit == what.unit and one.joint == "من" for one in other.parts[now + 1 :][:1])


_AGAIN: Final = CONCEPT + "again_"
_RE: Final = frozenset(words("إعادة يعيد تعيد أعاد أعادت استئناف يستأنف تستأنف استأنف استأنفت"))


def once_more(part: Part, whole: Reading, other: Reading) -> bool:
    """Whether it says «again» of the deed that the other title says is done anew: فتح المعبر مجددا, إعادة
    فتحه; but not of one that comes after it: إغلاقه مجددا بعد إعادة فتحه."""
    if part.unit != _AGAIN or _RE.isdisjoint(other.words) or not _RE.isdisjoint(whole.words):
        return False
    anew = {
        one.unit
        for one in other.parts
        if not _RE.isdisjoint(other.words[max(0, one.at - 1) : one.end])
    }
    deeds = [one.unit for one in whole.parts if one.end <= part.at and acts(one)]
    return bool(deeds) and deeds[-1] in anew


_GENERAL: Final = "عام"
_NEW: Final = MODIFIER + "جديد"


def one_more(part: Part, whole: Reading, other: Reading, both: set[str]) -> bool:
    """Whether it says that those are new of whom the other title counts as many: 9 حالات جديدة, 9 حالات."""
    noun = right_before(part, whole)
    if part.unit == _GENERAL:
        return noun is not None and whole.words[noun.at] in fillers.AS_WHOM  # مديرا عاما
    if part.unit != _NEW:
        return False
    if noun is not None and whole.words[noun.at] in fillers.AS_WHOM:
        return True  # مدربا جديدا: who is appointed is new
    if noun is None or noun.unit not in both:
        return False
    return as_many(noun, whole, other)


def our_minister(part: Part, whole: Reading, other: Reading) -> bool:
    """Whether it is the first of two peoples whose ministers the title tells, where the other tells of one
    and his like of the second: وزيرا الداخلية العراقي والكويتي."""
    if part.unit != nations.HOME or part.kind != NATION or offices.LIKE_HIM.isdisjoint(other.words):
        return False
    after = right_behind(part, whole)
    return (
        after is not None
        and after.kind == NATION
        and whole.words[after.at].startswith("و")
        and any(one.kind == NATION and one.unit == after.unit for one in other.parts)
        and sum(one.kind == NATION for one in other.parts) == 1
    )


def of_our_republic(part: Part, whole: Reading, other: Reading) -> bool:
    """Whether it says of what republic he is president of whom the other title says that he is: رئيس جمهورية
    العراق, رئيس الجمهورية."""
    return (
        part.unit == nations.HOME
        and whole.words[: part.at][-2:] == ("رييس", "جمهوريه")
        and any(two == ("رييس", "الجمهوريه") for two in pairwise(other.words))
        and not any(one.kind == NATION or one.unit in nations.COUNTRIES for one in other.parts)
    )


def comes_once(noun: Part, its: Reading) -> bool:
    """Whether there is one of it at a time, so that it is the coming one whoever says so: the elections; but
    the season that comes is not this one."""
    return _IN_TURN.isdisjoint(stems(its.words[noun.at].removesuffix("ا")))


def is_line(part: Part, its: Reading, other: Reading) -> bool:
    """Whether it is the road or line between two places: طريق بابل - كربلاء, بين بابل وكربلاء."""
    if its.words[part.at].removeprefix("ال") not in _LINES:
        return False
    after = right_behind(part, its)
    return (
        after is not None
        and after.kind == PLACE
        and any(one.unit == after.unit and one.joint == "بين" for one in other.parts)
    )


def is_grade(part: Part, its: Reading, both: set[str]) -> bool:
    """Whether it only says that those of a grade are pupils: طلبة السادس."""
    after = right_behind(part, its)
    return (
        part.unit in _PUPILS and after is not None and after.kind == ORDINAL and after.unit in both
    )

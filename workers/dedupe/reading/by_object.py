"""Verbs that are another deed, or none, by what stands right behind them.

ترد الطعن                 a court that sends it back rejects it; ترد على, and تردي by itself, do not
مسيرة تحمل مخدرات          what it is laden with: مسيرة محملة بالمخدرات
تصل إلى 51 درجة            a number is reached: تبلغ 51 درجة
انقلاب قارب                a boat that turns over sinks: غرق مركب
يعترض صاروخا               what flies is not opposed; الجيش يسقط مسيرة, he shoots it down
انقلاب حافلة               a bus that turns over: an accident, no coup
إعفاء طلبة من الرسوم        they are freed of what they owe; إعفاء مدير is his dismissal
خمس سنوات سجنا             in prison, and no prisoners
دون 90 ألفا                 less than that, not without it
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.other_deeds import OTHER_DEEDS, other_deed
from workers.dedupe.reading.parts import Part
from workers.dedupe.words.kinds import CONCEPT, TIMES, VALUE
from workers.dedupe.words.lexicon import known, means, senses

_INTERCEPTS: Final = frozenset(
    ["يعترض", "تعترض", "اعترض", "اعترضت", "يعترضان", "نعترض", "اعتراض", "باعتراض"]
)
_DOWNS: Final = frozenset(["يسقط", "تسقط", "اسقط", "اسقطت", "نسقط"])
_OPPOSE: Final = CONCEPT + "oppose"
_FALLS: Final = CONCEPT + "falldown"
_FLIES: Final = frozenset(
    CONCEPT + name
    for name in (
        "drone", "drone_many", "rocket", "rocket_many", "plane", "plane_many", "fighter_jet", "helicopter",
        "ship", "ship_many", "oiltanker_", "boat",
    )
)  # fmt: skip
_IN_THE_AIR: Final = frozenset(
    [
        "مسيره", "مسيرات", "المسيره", "المسيرات", "هدفا", "اهدافا", "مقذوفا", "مسيرتين", "صاروخين", "طايرتين",
    ]
)  # fmt: skip
_SENDS_BACK: Final = frozenset(["ترد", "يرد", "رد", "ردت"])
_COUP: Final = CONCEPT + "coup"
_DISMISS: Final = CONCEPT + "dismiss"
_FREES: Final = frozenset(["اعفا", "يعفي", "تعفي", "اعفي", "اعفت", "باعفا"])
_OWED: Final = frozenset(
    [
        "رسوم", "الرسوم", "رسومها", "رسم", "ضرايب", "الضرايب", "ضريبه", "الضريبه", "اجور", "الاجور", "غرامات",
        "الغرامات", "فوايد", "الفوايد", "ديون", "الديون", "اقساط", "الاقساط", "تاشيره", "التاشيره",
    ]
)  # fmt: skip
_FAR: Final = 8
"""Words from the verb to what is owed."""
_PRISONERS: Final = CONCEPT + "prisoner_many"
_IN_PRISON: Final = "سجنا"
_TERMS: Final = frozenset(
    ["سنوات", "سنه", "عاما", "عام", "اعوام", "اشهر", "شهرا", "عامين", "سنتين", "شهرين"]
)
_EXECUTED: Final = CONCEPT + "executed"
_RULES: Final = frozenset(
    [
        "حكم", "الحكم", "حكما", "احكام", "احكاما", "يحكم", "تحكم", "حكمت", "يقضي", "تقضي", "قضت", "قضي",
    ]
)  # fmt: skip
_CARRIES_OUT: Final = frozenset(["تنفيذ", "بتنفيذ", "ينفذ", "تنفذ", "نفذ", "نفذت", "تنفذان"])
_SENTENCE: Final = frozenset(
    [
        "حكم", "حكما", "احكام", "يطلب", "تطلب", "طلب", "طلبت", "يطالب", "تطالب", "طالب", "طالبت", "المطالبه",
        "تويد", "يويد", "ايدت", "تاييد", "وتويد", "تثبت", "تثبيت",
    ]
)  # fmt: skip
_WITHOUT: Final = CONCEPT + "without"
_BELOW: Final = frozenset(["دون", "مادون"])
BY_OBJECT: Final = frozenset(
    [
        _EXECUTED, _WITHOUT, _DISMISS, _PRISONERS, CONCEPT + "worsen", _COUP, _OPPOSE, _FALLS,
        *OTHER_DEEDS, "يرد", "رد", "ردت",
    ]
)  # fmt: skip
"""Units of which the verb may be another."""
_PLEAS: Final = frozenset(
    [
        "الطعن", "طعن", "طعنا", "طعون", "الطعون", "طعني", "طعنين", "دعوي", "الدعوي", "دعاوي", "الدعاوي",
        "الاستيناف", "استيناف", "استينافا", "طلب", "طلبا", "الطلب", "التماس", "الالتماس", "شكوي", "الشكوي",
    ]
)  # fmt: skip
_LADEN: Final = frozenset(
    ["تحمل", "يحمل", "تنقل", "ينقل", "تقل", "يقل", "تحملان", "يحملان", "يحملون"]
)
_CARGO: Final = frozenset(
    CONCEPT + name
    for name in (
        "drugs", "captagon", "hashish", "weapon_many", "ammunition_", "explosives_", "aid_many",
        "relief_", "petrol", "oil", "goods_many", "food_", "medicine_many", "alcohol_",
        "cigarette_many", "passenger_many", "migrant_many", "drugpill_many", "cocaine_",
        "crystal_meth", "heroin_", "contraband_", "rocket_many", "livestock_", "flour_", "rice_",
        "sheep_", "wheat_", "container_many", "illegal_migrant_many",
    )
)  # fmt: skip
_BOATS: Final = frozenset(
    CONCEPT + name for name in ("boat", "boat_many", "ship", "ship_many", "ferry_")
)
_VEHICLES: Final = frozenset(
    CONCEPT + name
    for name in (
        "car", "car_many", "bus", "bus_many", "minibus_", "taxi_", "truck", "tankertruck_", "trailer_",
        "tuktuk_",
    )
)  # fmt: skip
_TRAINS: Final = frozenset(["قطار", "القطار", "قطارين"])
_REACHES: Final = frozenset(
    ["تصل", "يصل", "وصلت", "لتصل", "ليصل", "وتصل", "ويصل", "سيصل", "ستصل", "وسيصل", "وستصل"]
)
_DATES_BACK: Final = frozenset(["تعود", "يعود", "وتعود", "ويعود", "يرجع", "ترجع"])
"""Before an age: مقبرة تعود إلى أربعة آلاف سنة."""
_TO: Final = "الي"
LADEN_OR_REACHES: Final = _LADEN | _REACHES | _DATES_BACK


def nothing_before(words: Sequence[str], at: int) -> bool:
    """Whether the verb at `at`, one of LADEN_OR_REACHES, says nothing before what follows."""
    after = words[at + 1] if at + 1 < len(words) else ""
    if words[at] in _REACHES or words[at] in _DATES_BACK:
        return after == _TO and at + 2 < len(words) and _is_number(words[at + 2])
    then = words[at + 2] if at + 2 < len(words) else ""
    return bool(at) and (means(after, _CARGO) or _are_cargo(after, then))


def by_object(part: Part, words: Sequence[str]) -> Part:
    """What a part with a unit of BY_OBJECT is here."""
    after = words[part.end] if part.end < len(words) else ""
    if part.unit == _DISMISS:
        owed = words[part.at].removeprefix("و") in _FREES and not _OWED.isdisjoint(
            words[part.end : part.end + _FAR]
        )
        return part._replace(unit=CONCEPT + "exempt_") if owed else part
    if part.unit == _WITHOUT:
        below = words[part.at] in _BELOW and after != "" and _is_number(after)
        return part._replace(unit=CONCEPT + "less") if below else part
    if part.unit == _EXECUTED:
        near = words[max(0, part.at - 2) : part.at]
        ruled = _CARRIES_OUT.isdisjoint(words[: part.at]) and (
            (words[part.at][0] == "ب" and not _RULES.isdisjoint(near))
            or not _SENTENCE.isdisjoint(near[-1:])
        )  # الحكم بإعدام ثلاثة, حكم إعدام ضابط
        return part._replace(unit=CONCEPT + "death_sentence") if ruled else part
    if part.unit == _PRISONERS:
        term = words[part.at] == _IN_PRISON and part.at and words[part.at - 1] in _TERMS
        return part._replace(unit=CONCEPT + "jail") if term else part
    if words[part.at].removeprefix("و") in _SENDS_BACK and after in _PLEAS:
        return part._replace(unit=CONCEPT + "reject", kind=CONCEPT)
    if part.unit in OTHER_DEEDS:
        if part.unit == CONCEPT + "raise" and after and _is_number(after):
            after = words[part.end + 1] if part.end + 1 < len(words) else ""
        deed = other_deed(part.unit, words[part.at].removeprefix("و"), after, words)
        return part._replace(unit=deed, kind=CONCEPT) if deed else part
    if part.unit == _COUP and means(after, _BOATS):
        return part._replace(unit=CONCEPT + "drown")
    if part.unit == _COUP and (means(after, _VEHICLES) or after in _TRAINS):
        return part._replace(unit=CONCEPT + "crash")
    if part.unit in (_OPPOSE, _FALLS) and (after in _IN_THE_AIR or means(after, _FLIES)):
        return _fires_at(part, words[part.at].removeprefix("و"))
    return part


def _fires_at(part: Part, verb: str) -> Part:
    """What is in the air is intercepted, and who makes it fall shoots it down: but سقوط مسيرة, تسقط مسيرة in
    a title that says of nobody before it who does it, stay what they are."""
    if verb in _INTERCEPTS:
        return part._replace(unit=CONCEPT + "intercept")
    if verb in _DOWNS and part.at:
        return part._replace(unit=CONCEPT + "down_")
    return part


def _are_cargo(word: str, then: str) -> bool:
    """Whether the two words are: مواد مخدرة."""
    return any(
        phrase.rest == (then,) and phrase.sense.unit in _CARGO for phrase in known(word).phrases
    )


def _is_number(word: str) -> bool:
    return word[0].isdigit() or any(one.kind in (VALUE, TIMES) for one in senses(word))

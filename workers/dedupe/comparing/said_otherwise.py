"""What a title tells that small words of the other say, or another word beside the same thing.

يوجه بإعادة الامتحان = بتوجيه من الوزير     an order that a preposition tells; so يقود and بقيادة
تصدر محكمة حكما = محكمة تصدر حكما          a verb that says nothing, away from its noun
تعزو الانطفاء إلى عارض = عارض وراء الانطفاء   to what somebody says that it is due
قصف يودي بثلاثة = مقتل ثلاثة بقصف          what a blow takes with it
السعودية تعدم مواطنا = الإعدام بسعودي        of what people a citizen is
حريق وفرق تستنفر = تستنفر فرق لإخماد الحريق    for what those have come who put out fires
"""

from __future__ import annotations

from typing import Final

from streamer.text import stems, words
from workers.dedupe.comparing.only_says import only_says
from workers.dedupe.reading.neighbours import following, right_before
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, fillers, nations
from workers.dedupe.words.kinds import CONCEPT, NATION, WORD

_ORDER: Final = CONCEPT + "order"
_HOLD: Final = CONCEPT + "hold"
_BODY: Final = frozenset(["جثمان", "جثه", "جنازه"])
_BURIED: Final = frozenset([CONCEPT + "funeral_", CONCEPT + "bury_"])
_ORDERED: Final = frozenset(["بامر من", "بامر", "بقرار من", "بتوجيه من", "بايعاز من"])
_WITH: Final = {
    "بقياده": ("يقود", "تقود", "قاد", "قادت"),
    "برياسه": ("يراس", "تراس", "يتراس", "تتراس", "تراست"),
    "بمشاركه": ("يشارك", "تشارك", "شارك", "شاركت"),
    "برعايه": ("يرعي", "ترعي"),
    "بدعم": ("يدعم", "تدعم"),
    "برفقه": ("يرافقه", "ترافقه", "يرافقها", "ترافقها", "يرافقهم", "يرافق", "ترافق"),
    "بصحبه": ("يصطحب", "تصطحب"),
    "بتنظيم": ("ينظم", "تنظم"),
}
"""What says behind a ب what a verb says."""
_KILLED: Final = frozenset(CONCEPT + name for name in ("killed", "die", "perish"))
_TAKES: Final = frozenset(["يودي", "تودي", "اودي", "اودت"])
"""Lives: قصف يودي بثلاثة صحفيين, مقتل ثلاثة صحفيين بقصف."""
_GAIN: Final = CONCEPT + "gain"
_GAINS: Final = frozenset(["يحرز", "تحرز", "احرز", "احرزت", "احراز"])
"""What the lists pass over, and is to gain what stands behind it."""
_AGAINST: Final = frozenset(["رفضا", "تنديدا", "استنكارا"])
_PROTESTING: Final = "احتجاجا علي"
_PROTEST: Final = CONCEPT + "protest"
_OVER: Final = frozenset(["علي", "ضد", _PROTESTING])
_ISSUED: Final = frozenset(
    ["صدور", "ظهور", "تصدر", "صدرت", "ظهرت", "صادر", "صادره", "الصادر", "الصادره"]
)
"""What results and orders are when somebody tells them."""
_ISSUES: Final = frozenset(["يصدر", "تصدر", "اصدر", "اصدرت", "اصدار", "صدور", "صدرت", "صدر"])
_VERDICTS: Final = frozenset(["حكم", "حكما", "الحكم", "بحكم"])
_SENTENCES: Final = frozenset(
    CONCEPT + name for name in ("death_sentence", "executed", "jail", "life_sentence")
)
_CAMPAIGNS: Final = frozenset(["حمله", "حملات", "بحمله"])
_CARRIED_OUT: Final = frozenset(
    words(
        """إزالة رفع تنظيف تلقيح تطعيم تعقيم مكافحة تشجير تأهيل صيانة ردم إكساء فحص توزيع جمع ضبط ملاحقة
        إغاثة تعفير"""
    )
)
"""What a campaign does; for what else it is, it only asks: حملة لإقالة المحافظ."""
_BLAMES: Final = frozenset(["يعزو", "تعزو", "عزا", "عزت", "يرجع", "ترجع", "ارجعت"])
_BEHIND_IT: Final = frozenset(["ورا", "بسبب", "السبب", "جرا", "نتيجه"])
"""By what another title tells to what it is due: عارض فني وراء انطفاء المنظومة."""
_EXTINGUISH: Final = CONCEPT + "extinguish"
_FIRES: Final = frozenset([CONCEPT + "fire", CONCEPT + "fire_many"])
_CITIZEN: Final = frozenset(["مواطن", "مواطنا", "مواطنه", "مواطنين", "بمواطن", "بمواطنين"])
_VERBS_WITH: Final = {verb: noun for noun, verbs in _WITH.items() for verb in verbs}


def said_otherwise(part: Part, whole: Reading, other: Reading) -> bool:
    """Whether small words of the other title say it."""
    if only_says(part, whole, other):
        return True
    word = whole.words[part.at]
    before = right_before(part, whole)
    if part.unit in _BODY and before is not None and before.unit in _BURIED:
        return True  # تشييع جثمان
    if word in _CITIZEN and _one_of_its_people(whole, other):
        return True
    if part.unit == _ORDER and any(one.joint in _ORDERED for one in other.parts):
        return True
    if part.unit in _KILLED and not _TAKES.isdisjoint(other.words):
        return True
    if part.unit == _GAIN and not _GAINS.isdisjoint(other.words):
        return True
    after = following(part, whole)
    if word in _AGAINST and any(
        after is not None
        and one.unit == after.unit
        and (
            one.joint == _PROTESTING or (one.joint in _OVER and _PROTEST in whole.told & other.told)
        )
        for one in other.parts
    ):
        return True  # مظاهرات تنديدا بالغلاء, احتجاجات على الغلاء
    if _VERBS_WITH.get(word) in other.words:
        return True
    if part.unit == _HOLD and word in fillers.LIGHT:  # عقد الوزير اجتماعا, الوزير يعقد اجتماعا
        return any(
            not fillers.EVENTS.isdisjoint(stems(one))
            for one in whole.words[part.end : part.end + 5]
        ) and any(not fillers.EVENTS.isdisjoint(stems(one)) for one in other.words)
    if (word in _ISSUED or word[1:] in _ISSUED) and (
        not _ISSUES.isdisjoint(other.words) or any(one.unit in concepts.SAID for one in other.parts)
    ):
        return True
    if word in _VERDICTS and not _SENTENCES.isdisjoint(other.told & whole.told):
        return True  # الإعدام لقاتل.. حكم من جنايات الرصافة
    if word in _CAMPAIGNS and after is not None and after.joint == "ل":
        does = not acts(after) or whole.words[after.at].removeprefix("ل") in _CARRIED_OUT
        return does and any(one.unit == after.unit for one in other.parts)  # حملة لإزالة التجاوزات
    if word in _BLAMES and not _BEHIND_IT.isdisjoint(other.words):
        return True
    if part.unit == _EXTINGUISH and part.joint == "ل":
        return not _FIRES.isdisjoint(other.told)  # لإخماد الحريق, for which they have come
    if word in fillers.LIGHT and part.kind == WORD:
        return word in other.words or word[1:] in {
            one[1:] for one in other.words if one in fillers.LIGHT
        }
    return part.joint == "في" and "ب" + word in other.words  # في رئاسة, برئاسة


def _one_of_its_people(whole: Reading, other: Reading) -> bool:
    """Whether the state that does it to a citizen is in the other title the people whose he is, and no other
    people is told of."""
    state = whole.parts[0]
    if state.unit not in nations.COUNTRIES or not acts(whole.begins.get(state.end, state)):
        return False
    people = [part for part in other.parts if part.kind == NATION]
    one = people[0] if len(people) == 1 else None
    return (
        one is not None
        and one.unit == state.unit
        and NATION not in whole.kinds
        and not other.words[one.at].removeprefix("ب").startswith("ال")
        and acts(other.ends.get(one.at, one))
    )

"""Verbs that are another deed by what they are done to.

يفشل هجوما · يفشل في منعه       who fails no attack foils it
يهرب آثارا · يهرب من السجن      what is smuggled, and who flees
يتبنى هجوما · يتبنى مشروعا      who claims an attack, and who approves a bill
حسم الخلافات · حسم 20 %        what is settled, and a discount
عطل يقطع الكهرباء               an outage; a state that cuts it does so on purpose
تشيد سياجا · تشيد بالجهود        what is built, and what is praised
يدخل النهائي · يدخل البلاد       who qualifies, and who comes in
تفقد 3 آلاف · تتفقد المحطة        what is lost, and what is visited
يصدر النفط · يصدر قرارا         what is sold abroad, and what is issued
يرفع 300 تجاوز · يرفع الأسعار     what is cleared away, and what is made higher
يتراجع عن قراره · يتراجع السعر     what is called off, and what falls
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streamer.text import words
from workers.dedupe.words import lexicon
from workers.dedupe.words.kinds import CONCEPT, NOT, PLACE

_FAIL: Final = CONCEPT + "fail"
_FLEE: Final = CONCEPT + "flee"
_APPROVE: Final = CONCEPT + "approve"
_THWARTS: Final = frozenset(["يفشل", "تفشل", "افشل", "افشلت", "يفشلون", "افشال"])
_THWARTED: Final = frozenset(
    words(
        """تسلل محاوله محاولات هجوم هجوما مخطط مخططا عمليه مؤامره موامره تعرض تعرضا انقلاب انقلابا خطه كمين
        تفجير تهريب اختراق الهجوم المخطط المحاوله التسلل"""
    )
)
"""What is foiled, behind a verb that without it says that somebody fails."""
_SMUGGLES: Final = frozenset(["يهرب", "تهرب", "يهربون", "تهربان", "يهربان", "هرب", "هربت"])
_GOODS: Final = frozenset(
    words(
        """الاثار اثارا النفط نفطا الوقود المخدرات مخدرات السلاح اسلحه الاسلحه البشر المهاجرين الدولار
        العمله البضايع المشتقات الذهب الادويه ادويه الاغنام المواشي"""
    )
)
"""What is smuggled, behind a verb that without it says that somebody flees."""
_SETTLES: Final = frozenset(["حسم", "لحسم", "الحسم", "بحسم"])
_SETTLED: Final = frozenset(
    words(
        """الخلافات خلافات الخلاف خلاف الجدل النزاع الصراع الملف ملف ملفات الازمه ازمه القضيه قضيه النزاعات"""
    )
)
"""What is settled, and no discount."""
_ISSUES: Final = frozenset(["يصدر", "تصدر"])
_EXPORTED: Final = frozenset(
    ["برميل", "براميل", "النفط", "نفطا", "نفط", "طن", "اطنان", "التمور", "الغاز"]
)
_ISSUED: Final = frozenset(
    words(
        """قرار قرارا القرار بيان بيانا البيان حكم حكما الحكم امر امرا اوامر تعليمات مذكره مذكرات طابعا مرسوم
        مرسوما توضيح توضيحا احصاييه تقرير تقريرا عفو عفوا كتاب كتابا تعميما ضوابط عقوبات"""
    )
)
"""What is issued, and no goods."""
_BUILD: Final = CONCEPT + "build"
_PRAISES: Final = frozenset(["يشيد", "تشيد", "شيد", "شيدت", "سيشيد", "ستشيد", "يشيدون"])
_BUILDS: Final = frozenset(["يبني", "تبني", "تبنيان", "ستبني", "سيبني"])
_BUILT: Final = frozenset(
    words(
        """سياجا السياج جدارا الجدار سورا السور سدا سدودا السد جسرا جسورا مدرسة مدارس جامعة مستشفى مستشفيات
        مصنعا مصانع مصفاة مصافي محطة محطات مفاعلا مفاعلات ميناء مطارا مدينة مدنا مجمعا مجمعات ملعبا ملاعب
        مسجدا مساجد كنيسة قاعدة قواعد منازل منزلا مساكن بيوتا مستوطنة مستوطنات وحدات وحدة نفقا أنفاقا برجا
        أبراجا فندقا فنادق متحفا سجنا سجونا سفينة سفنا غواصة غواصات طريقا خزانا خزانات مخيما ملاجئ حاجزا
        خندقا أطول أعلى أكبر"""
    )
)
"""What is built, where the verb may be of praise as well, or of a bill that is passed."""
_CUT: Final = "يقطع"
_CUTS: Final = frozenset(["يقطع", "تقطع", "قطع", "قطعت"])
_CURRENT: Final = frozenset(words("الكهرباء التيار الطاقة كهرباء"))
_FAULTS: Final = frozenset(
    words(
        """عطل خلل حريق انفجار عاصفة عواصف العاصفة إعصار الإعصار زلزال فيضانات أمطار رياح ثلوج صاعقة هجوم قصف
        غارة غارات هجمات"""
    )
)
"""What cuts the power, where nobody does so on purpose."""
_TAKES_ON: Final = frozenset(["يتبني", "تتبني", "تبني", "تبنت", "تتبنيان", "يتبنون"])
_CLAIMED: Final = frozenset(
    words(
        """قصف القصف استهداف هجوم هجوما الهجوم هجمات الهجمات تفجير التفجير تفجيرات اغتيال عمليه اطلاق ضرب
        قتل اسقاط هجومي هجومين كمين خطف اختطاف"""
    )
)
"""For what somebody takes responsibility: تتبنى قصف المعسكر, but not تتبنى المشروع."""
_ENTERS: Final = frozenset(["يدخل", "دخل", "دخول"])
_FINAL: Final = frozenset(["نهايي", "النهايي"])
_FINALS: Final = _FINAL | {"نصف", "ربع"}
"""Of a cup, for which who gets there has qualified."""
_MISSES: Final = frozenset(["يفقد", "تفقد", "فقد", "فقدت"])
_MISSED: Final = frozenset(
    words("آلاف مليون مليار ملايين مليارات نصف ثلث ربع عشرات مئات نحو أكثر قرابة حوالي")
)
"""What is lost, and nobody goes to see: تفقد 3 آلاف ميغاواط."""
_TO: Final = "الي"
_TO_THE: Final = "لل"
"""Behind them, to whom a complaint is brought: يرفع المخالفات إلى الاتحاد, للقضاء."""
_RAISE: Final = CONCEPT + "raise"
_RAISES: Final = frozenset(words("يرفع ترفع رفع رفعت برفع لرفع"))
_CLEARED: Final = frozenset(
    words(
        """تجاوز تجاوزا تجاوزات التجاوزات أنقاض الأنقاض مخلفات المخلفات ركام الركام نفايات النفايات"""
    )
)
"""What is cleared away, and not made higher, as barriers (سواتر, حواجز) may be."""
_GOES_BACK: Final = frozenset(
    ["تراجع", "يتراجع", "تتراجع", "تراجعت", "يتراجعون", "التراجع", "تراجعها"]
)
_UPON: Final = "عن"
_CANCELS: Final = frozenset(["الغا", "الغايه", "الغايها"])
_FALL: Final = CONCEPT + "fall"
_CALLED_OFF: Final = frozenset(
    words(
        "قرار القرار قراره قرارها قرارات إضراب الإضراب إضرابها إضرابهم خطة خططها رفع زيادة"
        " استقالة استقالته استقالتها ترشحه ترشحها انسحابه انسحابها"
    )
)
"""Of which who goes back on it calls it off."""
_OTHERWISE: Final = (
    (_RAISE, _RAISES, _CLEARED, CONCEPT + "demolish"),
    (_FAIL, _THWARTS, _THWARTED, CONCEPT + "foil"),
    (_FLEE, _SMUGGLES, _GOODS, CONCEPT + "smuggle"),
    (_APPROVE, _TAKES_ON, _CLAIMED, CONCEPT + "claimresp_"),
    (CONCEPT + "discount_", _SETTLES, _SETTLED, CONCEPT + "end"),
    (CONCEPT + "enter", _ENTERS, _FINALS, CONCEPT + "qualify"),
    (CONCEPT + "inspect", _MISSES, _MISSED, CONCEPT + "lose"),
    (_APPROVE, _BUILDS, _BUILT, _BUILD),
    (CONCEPT + "welcome", _PRAISES, _BUILT, _BUILD),
    ("يتبني", _TAKES_ON, _CLAIMED, CONCEPT + "claimresp_"),
)
"""A unit, verbs of it, and what they are done to that makes them another deed."""
_ISSUE: Final = "يصدر"
OTHER_DEEDS: Final = frozenset([_ISSUE, _CUT, _FALL, *(unit for unit, _, _, _ in _OTHERWISE)])
"""Units that other_deed may be asked about."""


def _is_she(word: str) -> bool:
    """Whether it is feminine, so that تفقد is no past: وزارة تفقد, تركيا تفقد; but الرئيس تفقد."""
    return word.endswith("ه") or any(one.kind == PLACE for one in lexicon.senses(word))


def _are_counted(objects: frozenset[str], title: Sequence[str]) -> bool:
    """Whether a number may stand before them: تفقد 3 آلاف, تبني 500 مدرسة."""
    return objects is _MISSED or (objects is _BUILT and not _BUILT.isdisjoint(title))


def _is_brought(title: Sequence[str]) -> bool:
    """Whether it says to whom something is brought."""
    return any(word == _TO or word.startswith(_TO_THE) for word in title)


def _goes_back(behind: Sequence[str]) -> str:
    """What it is to go back on what stands `behind`: it is called off; what was called off is not. What was
    only to be imposed or to be law is not here: يتراجع عن فرض رسوم ends none."""
    if not _CANCELS.isdisjoint(behind):
        return NOT
    return CONCEPT + "cancel" if behind and behind[0] in _CALLED_OFF else ""


def other_deed(unit: str, verb: str, after: str, title: Sequence[str]) -> str:
    """What a verb with a unit of OTHER_DEEDS is before the word `after`; "": what it is anyway. `title`: all
    its folded words."""
    if unit == _FALL:
        upon = verb in _GOES_BACK and after == _UPON and verb in title
        return _goes_back(title[title.index(verb) + 2 :]) if upon else ""
    if unit == _ISSUE:
        goods = verb in _ISSUES and after not in _ISSUED and not _EXPORTED.isdisjoint(title)
        return CONCEPT + "export" if goods else ""
    if unit == _CUT:
        by_itself = verb in _CUTS and after in _CURRENT and title[0] in _FAULTS
        return CONCEPT + "outage" if by_itself else ""
    return next(
        (
            deed
            for one, verbs, objects, deed in _OTHERWISE
            if one == unit
            and verb in verbs
            and (after in objects or (after.isdigit() and _are_counted(objects, title)))
            and (objects is not _CLEARED or not _is_brought(title))
            and (objects is not _FINALS or not _FINAL.isdisjoint(title))
            and (objects is not _MISSED or _is_she(title[0]))
        ),
        "",
    )

"""Invented headlines in their wire form, about 300 B each: the same for the same seed.

Each title is another combination of the words below, walked through in a scattered order; a share of
them repeats, letter by letter, a title of shortly before, as another item of another source.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from streamer import dates, headline
from streamer.headline import Headline

_WHO: Final = (
    "وزير النقل", "مجلس المدينة", "لجنة المياه", "نقابة المعلمين", "قائد الشرطة",
    "محافظ الإقليم", "شركة الكهرباء", "رئيس الجامعة", "هيئة الموانئ", "فريق الإنقاذ",
    "اتحاد الكرة", "مصرف الرافد", "دائرة الصحة", "مدير المطار", "غرفة التجارة",
    "جمعية المزارعين", "محكمة الاستئناف", "مركز الأرصاد", "سائقو الشاحنات", "طلبة الطب",
    "متحف الفرات", "دائرة الجمارك", "عمال الميناء", "ناطق حكومي",
)  # fmt: skip
_DOES: Final = (
    "يعلن", "يرفض", "يؤجل", "يناقش", "يفتتح", "ينفي", "يطالب بتعديل", "يحذر من", "يكشف تفاصيل",
    "يوقف", "يستأنف", "يتعهد بتسريع", "يحقق في", "يصادق على", "ينتقد", "يدرس إلغاء",
)  # fmt: skip
_WHAT: Final = (
    "خطة توسعة الجسر القديم", "مشروع محطة التحلية", "رفع أسعار الوقود", "انفجار خط الأنابيب",
    "عقد صيانة الطرق", "قرار حظر التجوال", "نتائج الامتحانات العامة", "حريق السوق الكبير",
    "اتفاق استيراد الحنطة", "موازنة العام المقبل", "حملة التلقيح الموسمية",
    "تأخر رواتب الموظفين", "مباراة نصف النهائي", "رحلات الطيران الداخلية", "سد الوادي الأخضر",
    "انتخابات مجلس الإدارة", "قانون حماية المستهلك", "منحة ترميم المدارس", "اشتباك عند المعبر",
    "معرض الكتاب السنوي", "توزيع الحصة التموينية", "إضراب سائقي القطارات",
    "شبكة الإنترنت الريفية", "ضبط شحنة مهربة",
)  # fmt: skip
_WHERE: Final = (
    "في بغداد", "في البصرة", "شرق ديالى", "غرب الموصل", "في النجف", "جنوب كركوك", "في عمّان",
    "قرب أربيل", "في الكوت", "شمال السماوة", "في القاهرة", "وسط دمشق", "في بابل", "بالرمادي",
    "في تكريت", "عند خانقين", "في الزبير", "بمدينة العمارة", "في سنجار", "قرب الحدود",
)  # fmt: skip
_HOW: Final = (
    "", "بعد جلسة طارئة", "خلال أسبوع", "للمرة الثانية", "رغم الاعتراضات", "بحضور الخبراء",
    "وسط انتقادات واسعة", "اعتباراً من الأحد", "بكلفة 12 مليون دينار", "حتى إشعار آخر",
    "لأسباب فنية", "بنسبة 7 بالمئة", "مؤقتاً",
)  # fmt: skip
_PARTS: Final = (_WHO, _DOES, _WHAT, _WHERE, _HOW)
_TITLES: Final = len(_WHO) * len(_DOES) * len(_WHAT) * len(_WHERE) * len(_HOW)
_STRIDE: Final = 1_299_709
"""A prime that does not divide the number of titles: steps of it meet each of them once."""
_SECTIONS: Final = ("أمن", "سياسة", "اقتصاد", "رياضة", "محلية", "ثقافة", None, None)
_NEAR: Final = 5_000
"""A repeat is of a title that is at most so many headlines old."""
_BEGIN: Final = datetime(2024, 3, 1, 6, 0, tzinfo=UTC)
_STEP: Final = timedelta(milliseconds=50)


def titles(count: int, *, repeats: float = 0.1, seed: int = 1) -> Iterator[str]:
    """`count` titles, every so often one that was there before."""
    dice = random.Random(seed)
    start = dice.randrange(_TITLES)
    recent: list[str] = []
    for number in range(count):
        if recent and dice.random() < repeats:
            yield dice.choice(recent)
            continue
        at, words = (start + number * _STRIDE) % _TITLES, []
        for part in _PARTS:
            at, choice = divmod(at, len(part))
            words.append(part[choice])
        fresh = " ".join(filter(None, words))
        if len(recent) < _NEAR:
            recent.append(fresh)
        else:
            recent[number % _NEAR] = fresh
        yield fresh


def wire(count: int, *, repeats: float = 0.1, seed: int = 1) -> Iterator[bytes]:
    """Headlines as they stand in the field `data` of the headline stream."""
    dice = random.Random(~seed)
    for number, title in enumerate(titles(count, repeats=repeats, seed=seed)):
        outlet = dice.randrange(40)
        seen = _BEGIN + number * _STEP
        yield headline.ENCODER.encode(
            Headline(
                id=headline.identity(f"n:{number}", seen),
                source=f"desk-{outlet}",
                kind="ticker",
                outlet=f"desk-{outlet}.example",
                title=title,
                marked=dice.random() < 0.1,
                url=f"https://desk-{outlet}.example/{100_000 + number}",
                section=dice.choice(_SECTIONS),
                seen=dates.utc(seen),
            )
        )

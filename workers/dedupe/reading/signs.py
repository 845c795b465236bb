"""What a title in Arabic letters says by another measure, or short, in the words of most.

بعد عقدين = بعد 20 عاما      a decade counts ten years; but يوقع عقدين are two contracts
500 كيلوغرام = نصف طن        what is told in tons is counted in tons
القطرية تستأنف رحلاتها       who flies under the name of a country is an airline
تحت 90 ألفا = دون 90 ألفا    less than that
تهبط إلى مستوى قياسي       to a record is to the lowest, where it falls
لاانفجار = لا انفجار         a «no» may be written on to what begins with an alif
(صور + فيديو)               a tag in brackets
مدير ماء الدجيل = مدير مياه     folded, the first is no word of its own
حذرت يونيسف من أن = يونيسف:  who warns that something is says so
"""

from __future__ import annotations

import re
from typing import Final

_MAYBE: Final = re.compile("عقدين|عقدان|عقود|كيلو|كغ|رحلات|مستو|تحت|لا[اأإآ]|[+/]|من أن|لحظ|ماء")
_DECADES: Final = re.compile(
    r"\b(?P<since>(?:منذ|بعد|قبل|خلال|طوال|مدى) )(?:(?P<two>عقدين)|(?P<many>\S+) عقود)\b"
    r"(?! (?:توريد|شراكة|عمل|بناء|نفط|غاز))"
)
_THREE: Final = {
    "ثلاثة": 30, "3": 30, "أربعة": 40, "4": 40, "خمسة": 50, "5": 50, "ستة": 60, "6": 60, "سبعة": 70, "7": 70,
}  # fmt: skip
_KILOS: Final = re.compile(
    r"(?<![\d.,])(?P<kilos>\d{1,3},?\d{3}|250|500|750) "
    r"(?:كيلو ?[غج]رام(?:ا|ات)?|كغم|كغ|كجم|كيلو)\b(?! ?متر| ?واط| ?وات)"
)
_FLIES: Final = re.compile(
    r"^(?P<line>القطرية|السعودية|التركية|العراقية|الكويتية|الجزائرية|التونسية|السورية|الملكية الأردنية)"
    r"(?= [تس]\S+(?: \S+){0,3} (?:رحلات\S*|الرحلات)\b)"
)
_UNDER: Final = re.compile(
    r"\bتحت (?=(?:مستوى |حاجز |عتبة )?(?:\d|عشر|ثلاث|أربع|خمس|ست|سبع|ثمان|تسع|مئة|مائة|ألف|مليون|مليار))"
)
_FALLS_TO: Final = re.compile(
    r"(?P<falls>\b\S{0,2}(?:هبط|هبوط|تراجع|نخفض|نخفاض|هوي|هوى|نهار|نهيار)\S* (?:\S+ ){0,4}(?:إلى|عند|لـ?) ?)"
    r"مستو(?:ى|يات) (?:قياسي|تاريخي)\S*(?: (?:جديد|متدن|منخفض)\S*)?"
)
_WATER: Final = re.compile(r"(?<!\w)([وبك]?(?:ال)?|و?لل?)ماء(?!\w)")
_NO: Final = re.compile(r"(?<!\w)لا(?=[اأإآ](?!ل)\w{3})")
_SHOWN: Final = r"(?:ال)?(?:صور|صورة|فيديو|فديو|وثائق|وثيقة|تفاصيل|أسماء|اسماء)"
_BRACKETS: Final = re.compile(rf"[(\[]\s*{_SHOWN}(?:\s*[+/&و،-]\s*{_SHOWN})+\s*[)\]]")
_WARNS: Final = re.compile(
    r"^(?:(?:حذر|حذرت|يحذر|تحذر) (?P<behind>\w+(?: \w+)?)|(?P<who>\w+(?: \w+){0,3}) (?:حذر|حذرت|يحذر|تحذر))"
    r" من أن(?:ه|ها)? "
)
_MOMENT: Final = re.compile(
    r"^(?:(?:مقطع )?(?:فيديو|فديو|مقطع|كاميرا|كاميرات(?: ال?مراقبة)?) (?:يوثق|توثق|يظهر|تظهر|يرصد|ترصد|ل)"
    r" ?)(?=لحظ(?:ة|ات) )"
)


def by_signs(title: str) -> str:
    """The title, in words of which the lists know what is meant."""
    if not _MAYBE.search(title):
        return title
    title = _WATER.sub(r"\g<1>مياه", title)
    title = _BRACKETS.sub(" ", _NO.sub("لا ", title))
    title = _MOMENT.sub("", _WARNS.sub(r"\g<behind>\g<who>: ", title))
    title = _UNDER.sub("دون ", title)
    title = _FALLS_TO.sub(r"\g<falls>أدنى مستوى تاريخي", title)
    return _FLIES.sub(r"الخطوط \1", _KILOS.sub(_tons, _DECADES.sub(_years, title)))


def _years(found: re.Match[str]) -> str:
    years = 20 if found["two"] else _THREE.get(found["many"])
    return f"{found['since']}{years} عاما" if years else found[0]


def _tons(found: re.Match[str]) -> str:
    kilos = int(found["kilos"].replace(",", ""))
    return f"{kilos / 1000:g} طن"

"""What runs in bands and is no news: prices, rates, temperatures, hours of prayer.

    الدولار الأمريكي: 1310.00 دينار · بغداد: 32 درجة مئوية · Brent crude 82.10 USD -1.2% · صلاة الفجر: 4:55

A headline has numbers too; here a name of a few words has one value, and that is all it says.
"""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 70
_NUMBER: Final = r"[+\-−▲▼↑↓]?\s*[$€£¥]?\s*\d+(?:[.,:٫٬/]\d+)*\s*[$€£¥]?"
_UNIT: Final = (
    r"(?:%|٪|°\s*[CF]?|℃|c|درجات|درجة|درجه|مئوية|مئويه|مئوي|دينار|دنانير|دولار|ريال|ليرة|جنيه|درهم|يورو|تومان|"
    r"نقطة|للبرميل|برميل|للأونصة|أونصة|الأونصة|غرام|جرام|غ|للدولار|للغرام|للمثقال|مثقال|الواحد|الواحدة|عراقي|أمريكي|usd|eur|tl|try|iqd|gbp|dzd|mad|tnd|egp|"
    r"sar|aed|points?|pts|pt|derece|dolar|euro|lira|grad|degrees|barrel|bbl|oz|am|pm|ص|م|مساء|صباحا|"
    r"دینار|دۆلار|پلە|درصد|واحد|ریال)"
)
_NAME: Final = r"(?:[^\W\d_][\w'’./&-]*|\d{1,3}(?=\s*[:=-])|\d{2,3}(?=\s+[\d$]))"
_QUOTE: Final = re.compile(
    rf"(?:{_NAME}[\s:=\-–|()]+){{1,4}}(?:{_NUMBER}\s*{_UNIT}?[\s/,()|–-]*){{1,4}}(?:{_UNIT}[\s/.)]*){{0,3}}",
    re.I,
)
_AT: Final = re.compile(
    rf"(?:{_NAME}[\s()]+(?:-[\s()]+)*){{0,6}}{_NAME}\s*[:=]\s*{_NUMBER}\s*(?:{_UNIT}[اً]?[\s/.()-]*){{0,4}}",
    re.I,
)
_BEFORE: Final = re.compile(rf"{_NUMBER}\s*{_UNIT}(?!\w)\W*(?:{_NAME}\W*){{0,3}}", re.I)
_MEASURED: Final = re.compile(
    rf"\d[.,:٫٬/]\d|[$€£¥%٪°℃▲▼↑↓]|[:=–]\s*{_NUMBER}|{_NUMBER}\s*{_UNIT}(?!\w)", re.I
)
"""A bare whole number after a few words is a headline's as often ("القمة العربية رقم 34")."""
_SCORE: Final = re.compile(
    rf"(?:{_NAME}\s+){{1,4}}\d{{1,3}}\s*[-–:]\s*\d{{1,3}}(?:\s+{_NAME}){{1,4}}", re.I
)
_MOVED: Final = re.compile(
    r"(?<!\w)(?:"
    r"(?:و|س)?[يت](?:قفز|رتفع|نخفض|تراجع|هبط|صعد|تجاوز|هوي|سجل|بلغ|لامس|خسر|ربح|كسب|زداد|نمو|هزم|فوز|"
    r"تعادل|تغلب|خفض|رفع|تخطى|قترب|حقق|ستقر|غلق|واصل|كسر|عود|تأهل|سحق|قلص|قتل|صيب)(?:ون|ان)?|"
    r"(?:قفز|[إا]رتفع|[إا]نخفض|هبط|صعد|تجاوز|هوى|هوت|سجل|بلغ|لامس|خسر|هزم|فاز|تعادل|تغلب|خفض|رفع|تخطى|حقق|"
    r"ب?(?:[إا]رتفاع|[إا]نخفاض|تراجع|زيادة)|هبوط|صعود|فوز|مقتل|[إا]صابة)ت?|"
    r"hits?|rises?|rose|jump(?:s|ed)?|cuts?|falls?|fell|gain(?:s|ed)|drop(?:s|ped)?|climb(?:s|ed)?|"
    r"slip(?:s|ped)?|surge[sd]?|soar(?:s|ed)?|tops|topped|passe[sd]|exceed(?:s|ed)?|reach(?:es|ed)?|sinks?|sank|"
    r"plunge[sd]?|slide[sd]?|slid|raise[sd]?|hike[sd]?|beats?|wins?|won|loses?|lost|draws?|drew|adds|added|"
    r"sheds?|tumble[sd]?|rall(?:y|ies|ied)|nears|breaks?|broke|grows?|grew|shrinks?|thrash(?:es|ed)|kill(?:s|ed)|"
    r"bondit|grimpe|chute|recule|atteint|baisse|monte|progresse|dépasse|gagne|perd|bat|"
    r"steigt|fällt|sinkt|klettert|springt|schlägt|besiegt|sube|baja|cae|alcanza|supera|gana|vence"
    r")(?!\w)|(?<!\w)"
    r"(?:إلى|الى|عند|نحو|بنسبة|بمقدار|بواقع|لنحو|فوق|دون|تحت|حتى|من|على|في|to|at|by|of|above|below|over|"
    r"under|near|past|auf|um|über|unter|à|de|sous|hasta|به|از)\s+[$€£¥]?$",
    re.I,
)
"""What moves, and where to, before the number: a headline's verb. A band has a name and its value, and tells
of a rise behind them, if at all."""
_ENDED: Final = re.compile(
    r"(?<!\w)(?:yükseldi|düştü|arttı|geriledi|aştı|çıktı|indi|yendi|oldu|رسید|شد|کرد|رسيد|کاهش|افزایش|"
    r"زلزالا?|هزة|هزات|ريختر|earthquake|quake|deprem|زلزله)(?!\w)|"
    r"\d\s+(?:في|على|ضد|أمام|in|at|on|against|away|contre|gegen)(?!\w)",
    re.I,
)
"""Verbs that stand last; what is measured and is news; where a match was played."""
_DIGIT: Final = re.compile(r"\d")


def is_quote(words: str) -> bool:
    """Whether these words are a name and its value, or a result."""
    number = _DIGIT.search(words)
    if len(words) >= _LONGEST or not number:
        return False
    quoted = any(one.fullmatch(words) for one in (_QUOTE, _AT, _BEFORE)) and _MEASURED.search(words)
    if not quoted and not _SCORE.fullmatch(words):
        return False
    name = words[: number.start()]
    return not (
        _MOVED.search(name if any(map(str.isalpha, name)) else words) or _ENDED.search(words)
    )

"""What runs in bands and is no news: prices, rates, temperatures, hours of prayer.

    الدولار الأمريكي: 1310.00 دينار · بغداد: 32 درجة مئوية · Brent crude 82.10 USD -1.2% · صلاة الفجر: 4:55

A headline has numbers too; here a name of a few words has one value, and that is all it says.
"""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 70
_NUMBER: Final = r"[+\-−▲▼↑↓]?\s*[$€£¥]?\s*[\d٠-٩۰-۹]+(?:[.,:٫٬/][\d٠-٩۰-۹]+)*\s*[$€£¥]?"
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
    rf"(?:{_NAME}[\s()-]+){{0,6}}{_NAME}\s*[:=]\s*{_NUMBER}\s*(?:{_UNIT}[اً]?[\s/.()-]*){{0,4}}",
    re.I,
)
_BEFORE: Final = re.compile(rf"{_NUMBER}\s*{_UNIT}\W*(?:{_NAME}\W*){{0,3}}", re.I)
_MEASURED: Final = re.compile(
    rf"\d[.,:٫٬/]\d|[$€£¥%٪°℃▲▼↑↓]|[:=–]\s*{_NUMBER}|{_NUMBER}\s*{_UNIT}(?!\w)", re.I
)
"""A bare whole number after a few words is a headline's as often ("القمة العربية رقم 34")."""
_SCORE: Final = re.compile(
    rf"(?:{_NAME}\s+){{1,4}}\d{{1,3}}\s*[-–:]\s*\d{{1,3}}(?:\s+{_NAME}){{1,4}}", re.I
)


def is_quote(words: str) -> bool:
    """Whether these words are a name and its value."""
    if len(words) >= _LONGEST:
        return False
    quoted = any(one.fullmatch(words) for one in (_QUOTE, _AT, _BEFORE)) and _MEASURED.search(words)
    return bool(quoted or _SCORE.fullmatch(words))

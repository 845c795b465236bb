"""What runs in bands and is no news: prices, rates, temperatures, hours of prayer, a welcome.

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
_GREETING: Final = re.compile(
    r"(?:[أا]?هلا(?!\w)|مرحبا(?!\w)|نرحب بكم|welcome (?:to|on|at)(?!\w)|bienvenue(?!\w)|bienvenidos?(?!\w)|"
    r"willkommen (?:auf|bei|im)|benvenut|hoş ?geldiniz|خوش آمدید|به سایت|بەخێربێن|بەخێر هاتن|hûn bi xêr|"
    r"للإعلان|للاعلان|لإعلاناتكم|للتواصل|للاتصال|للاشتراك|لمراسلتنا|to advertise|advertise with|contact us|"
    r"عدد (?:ال)?زوار|عدد (?:ال)?زيارات|اليوم هو |"
    r"تستمعون|تشاهدون|تابعونا|تابعوا|now playing|you are listening|follow us|"
    r"سبحان الله|اللهم|لا إله إلا|بسم الله|الحمد لله|أستغفر الله|استغفر الله|صلى الله|قال تعالى|reklam için|"
    r"©|copyright|all rights reserved|جميع الحقوق|tüm hakları|alle rechte|tous droits)",
    re.I,
)
_TELEPHONE: Final = re.compile(r"(?<!\d)(?:\+|00)?\d(?:[ -]?\d){8,}(?!\d)")
_SCORE: Final = re.compile(
    rf"(?:{_NAME}\s+){{1,4}}\d{{1,3}}\s*[-–:]\s*\d{{1,3}}(?:\s+{_NAME}){{1,4}}", re.I
)


def is_quote(words: str) -> bool:
    """Whether these words are a name and its value."""
    if len(words) >= _LONGEST:
        return False
    quoted = any(one.fullmatch(words) for one in (_QUOTE, _AT, _BEFORE)) and _MEASURED.search(words)
    return bool(quoted or _SCORE.fullmatch(words))


def is_greeting(words: str) -> bool:
    """Whether the site speaks to its visitors, not of the world."""
    return bool(_GREETING.match(words) or _TELEPHONE.search(words))

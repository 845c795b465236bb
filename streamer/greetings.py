"""What a site says to its visitors, and not of the world: a welcome, where to advertise, a prayer.

    أهلا وسهلا بكم في موقعنا · للإعلان في الموقع: 0770 123 4567 · عدد الزوار: 1204 · اليوم هو الخميس 12 آذار

Headlines begin with the same words ("عدد زوار كربلاء يتجاوز 20 مليونا", "Welcome to hell: inside the prison",
"الحمد لله: أول تعليق لوالدة الأسير"), so a beginning alone never tells.
"""

from __future__ import annotations

import re
from typing import Final

_TO_VISITORS: Final = re.compile(
    r"(?:[أا]?هلا|مرحبا)\W+(?:و\s?سهلا|بكم|بك|بزوار|بالزوار|في موقع)(?!\w)|نرحب بكم|"
    r"hoş ?geldiniz|خوش آمدید|به (?:وب\W?)?سایت .*خوش آمدید|بەخێربێن|بەخێر هاتن|hûn bi xêr|"
    r"لل[إا]علان(?!\w)(?: (?:معنا|لدينا|هنا|على |عبر |يرجى|الرجاء|[إا]تصل)|"
    r" في (?:ال)?(?:موقع|صحيفة|جريدة|قناة|[إا]ذاعة)|\W*[\d:+]|\W*$)|"
    r"(?:للتواصل|للاتصال|للاشتراك)(?!\w)(?: (?:معنا|بنا|لدينا|على |عبر |يرجى|الرجاء)|"
    r" في (?:خدمة|قناة|نشرة)|\W*[\d:+]|\W*$)|"
    r"ل[إا]علاناتكم|لمراسلتنا|to advertise|advertise with|"
    r"(?:contact|follow) us(?:\W*$|\W*[\d:@+]| (?:at|on|by|via|for|today|now|here)(?!\w))|"
    r"reklam için(?:\W*$|\W*[\d:+]| (?:bize|iletişim|tıkla\w*|ara\w*)(?!\w))|"
    r"تستمعون|تشاهدون|تابعونا|"
    r"تابعوا (?:صفح|قنا|قنوات|حساب|موقع|كل جديد|البث)\w*|now playing|you are listening|"
    r"اليوم هو ال(?:سبت|[أا]حد|[إا]ثنين|ثلاثاء|[أا]ربعاء|خميس|جمعة)\W*(?:\d|الموافق|$)|"
    r"©|copyright\W*(?:©|\d{4}|\(c\)|reserved|$)|all rights reserved|جميع الحقوق محفوظ|"
    r"tüm hakları|alle rechte vorbehalten|tous droits réservés",
    re.I,
)
_WELCOME: Final = re.compile(
    r"(?:welcome (?:to|on|at)|bienvenue|bienvenid[oa]s?|willkommen (?:auf|bei|im)|benvenut[oiae])(?!\w)",
    re.I,
)
_OF_A_SITE: Final = re.compile(
    r"(?<!\w)(?:our|site|website|page|portal|agency|notre|nuestr[ao]|unserer?|www)(?!\w)|"
    r"\.(?:com|net|org|info|tv)(?!\w)",
    re.I,
)
_STOPS: Final = re.compile(r":|\.{2,}|…|[!؟?](?=\s*\w)")
_MOST_WORDS: Final = 5
"""A welcome without a word of the site is one up to here: "Welcome to Example News"."""
_PRAYER: Final = re.compile(
    r"سبحان الله|اللهم|لا إله إلا|بسم الله|الحمد لله|أستغفر الله|استغفر الله|صلى الله|قال تعالى"
)
_SCRIPTURE: Final = "قال تعالى"
_VISITORS: Final = re.compile(
    r"عدد (?:ال)?(?:زوار|زيارات)(?: (?:ال)?(?:موقع|موقعنا|صفحة|كلي|يوم|آن|حاليا))*\s*[:=]?\s*[\d.,]*"
)
_TELEPHONE: Final = re.compile(
    r"(?<![\d.,])(?<!\d[ -])(?!\d\d-\d\d-\d{4})(?:\+\s?\d|0\d)(?:[ -]?\d){7,}(?![\d.,]*\d)"
)
"""With its international or trunk prefix: nine digits alone are an amount."""


def is_greeting(words: str) -> bool:
    """Whether the site speaks to its visitors, not of the world."""
    return bool(
        _TO_VISITORS.match(words)
        or _VISITORS.fullmatch(words)
        or _TELEPHONE.search(words)
        or _is_welcome(words)
        or _is_prayer(words)
    )


def _is_welcome(words: str) -> bool:
    if not _WELCOME.match(words) or _STOPS.search(words):
        return False
    return bool(_OF_A_SITE.search(words)) or len(words.split()) <= _MOST_WORDS


def _is_prayer(words: str) -> bool:
    """Whether nothing but prayer is said: behind a colon or dots a headline tells who said it, and when."""
    if not _PRAYER.match(words) or words.startswith(_SCRIPTURE):
        return words.startswith(_SCRIPTURE)
    parts = [part.strip(" .،") for part in _STOPS.split(words)]
    return all(_PRAYER.match(part) for part in parts if part)

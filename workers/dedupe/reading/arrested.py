"""يوقف, somebody is arrested, or something is halted.

الشرطة توقف مشتبها به · توقف 5 مهربين      who stands behind it, or is counted there
نقابة المحامين توقف محاميا               whoever does not arrest keeps him from his work
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.words import lexicon
from workers.dedupe.words.kinds import CONCEPT, PLACE, VALUE

HALT: Final = CONCEPT + "halt"
_ARREST: Final = CONCEPT + "arrest"
_ARRESTED: Final = frozenset(
    [
        "مشتبها", "مشتبه", "مطلوبا", "مطلوبين", "متهما", "متهمين", "شخصا", "اشخاص", "عنصرا", "عناصر",
        "مهربين", "مهربا", "لصوص", "لصا", "مسلحين", "مسلحا", "مهاجرين", "مهاجرا", "متظاهرين", "متظاهرا",
        "محتجين", "متطرفين", "متشددين", "ارهابيين", "ارهابيا", "شبان", "شابا", "مروجين", "مروجا", "اجانب",
        "اجنبيا", "نشطا", "صحفيين", "متسللين", "متسللا", "موظفين", "موظفا", "ضباط",
    ]
)  # fmt: skip
_SOMEBODY: Final = frozenset(
    [
        "نايب", "وزير", "صحفي", "صحافي", "ناشط", "محامي", "ضابط", "مسوول", "قيادي", "سايق", "مدون", "رجل",
        "شاعر",
    ]
)  # fmt: skip
"""Who is arrested, in the accusative, where he is not kept from his work."""
_ARRESTERS: Final = frozenset(
    [
        "السلطات", "سلطات", "الشرطه", "شرطه", "الامن", "قوات", "القوات", "محكمه", "المحكمه", "النيابه",
        "القضا", "الجيش", "جيش", "الاستخبارات", "المخابرات",
    ]
)  # fmt: skip
"""Who arrests; whoever else stops somebody keeps him from his work: نقابة المحامين توقف محاميا."""
_FROM_WORK: Final = frozenset(["عن", "مباراه", "مباريات", "موقتا"])
_FAR: Final = 5
_SUSPECTS: Final = frozenset(
    ["مشتبه", "مشتبها", "متهم", "متهما", "متهمين", "مطلوب", "مطلوبا", "مطلوبين"]
)


def arrested(part: Part, words: Sequence[str]) -> Part:
    """What a part with the unit HALT is here."""
    return part._replace(unit=_ARREST) if _held(words, part.end) else part


def _held(words: Sequence[str], at: int) -> bool:
    """Whether those who are arrested stand there, or are counted: أوقف خمسة مطلوبين, توقف المشتبه به."""
    if at < len(words) and words[at].removeprefix("ال") in _SUSPECTS:
        return True
    if at < len(words) and words[at].endswith("ا") and words[at][:-1] in _SOMEBODY:
        state = at == 2 and any(one.kind == PLACE for one in lexicon.senses(words[0]))
        by_force = state or not _ARRESTERS.isdisjoint(words[: at - 1])
        return by_force and _FROM_WORK.isdisjoint(words[at + 1 : at + _FAR])  # توقف نائبا سابقا
    number = at < len(words) and (words[at].isdigit() or lexicon.stands(words, at, VALUE))
    return number and at + 1 < len(words) and words[at + 1] in _ARRESTED

"""Words that mean one thing or another by what stands beside them.

نائب محافظ · نائب سابق         a deputy beside an office, else a member of parliament
طالب يطعن · طالب بالإفراج       a student beside a verb, behind a preposition, or as an object
أب لخمسة أطفال · 15 آب          a father, or the month
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.by_object import BY_OBJECT, by_object
from workers.dedupe.reading.namesakes import NAMESAKES, namesake
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.saying_nothing import CONTRACT, PRESENT, SIGN
from workers.dedupe.words import lexicon
from workers.dedupe.words.kinds import (
    CONCEPT,
    HOUR,
    JOINT,
    MODIFIER,
    MONTH,
    NATION,
    OFFICE,
    ORDINAL,
    PLACE,
    SAYS,
    SOFT,
    TIMES,
    VALUE,
    WORD,
)
from workers.dedupe.words.lists import FREQUENCY

_TOWNS: Final = frozenset(["مدينه", "قرب", "اثار", "معبد", "متحف", "سجن", "ريف", "باديه"])
_DEMAND: Final = CONCEPT + "demand"
_TO_A_STUDENT: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "killed",
        "die",
        "wounded",
        "arrest",
        "suicide",
        "drown",
        "kidnap",
        "rescue",
        "jail",
    )
)
"""Nouns of deeds behind which he is one: مقتل طالب."""
_SHE: Final = "طالبه"
_DEPUTY: Final = MODIFIER + "نايب"
_END: Final = CONCEPT + "end"
_THAT_SHE: Final = "انها"
_ENDED: Final = frozenset(
    [
        "اعمال", "عقود", "عقد", "خدمات", "مهام", "مهمه", "ملف", "ازمه", "اضراب", "حرق", "تعاقد", "وجود",
        "عمل", "حكم", "احتلال", "حصار", "نزاع", "حرب", "حظر", "تجميد", "عمليات", "زراعه", "خلافات",
        "اجراءات", "استعدادات", "معاناه", "ظاهره",
    ]
)  # fmt: skip
"""What an end is put to: تعلن إنهاء حرق الغاز; أنها مركز التفاوض tells what she is."""
_BY_HER: Final = frozenset(["بانها", "لانها", "كانها"])
_SHE_BEHIND: Final = frozenset(["علي", "رغم", "الا", "حتي", "لو", "مع", "كما"])
_HALT: Final = CONCEPT + "halt"
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
        "نايب",
        "وزير",
        "صحفي",
        "صحافي",
        "ناشط",
        "محامي",
        "ضابط",
        "مسوول",
        "قيادي",
        "سايق",
        "مدون",
        "رجل",
        "شاعر",
    ]
)
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
_TEAM: Final = MODIFIER + "منتخب"
"""An elected president, or the team of a country."""
_NATIONAL_TEAM: Final = "منتخب"
_LEAVE: Final = CONCEPT + "leave"
_PASSING: Final = "رحيل"
_OF_DEATH: Final = frozenset(
    [
        "يعزي",
        "تعزي",
        "تعزيه",
        "التعازي",
        "ينعي",
        "نعي",
        "عمر",
        "مرض",
        "المرض",
        "كورونا",
        "بكورونا",
        "السرطان",
        "بالسرطان",
        "صراع",
        "معاناه",
        "متاثرا",
        "نوبه",
        "بنوبه",
    ]
)
_ARTISTS: Final = frozenset(
    [
        "اسطوره",
        "الفنان",
        "الفنانه",
        "الممثل",
        "الممثله",
        "الشاعر",
        "الكاتب",
        "المخرج",
        "المفكر",
        "المطرب",
        "العلامه",
    ]
)
_AWAY: Final = "عن"
_AGED: Final = frozenset(["عاما", "سنه", "عام"])
_DIE: Final = CONCEPT + "die"
_ATTACK: Final = CONCEPT + "attack"
_CAMPAIGN: Final = "حمله"
"""A campaign in Arabic, an attack in Persian."""
_PERSIAN: Final = frozenset(
    ["به", "از", "در", "را", "کرد", "شد", "كرد", "كردند", "شدند", "اين", "با", "بر", "هاي"]
)
_SUSPECTS: Final = frozenset(
    ["مشتبه", "مشتبها", "متهم", "متهما", "متهمين", "مطلوب", "مطلوبا", "مطلوبين"]
)
_YEARS: Final = CONCEPT + "years"
_IN_GENERAL: Final = "عاما"
_GENERAL: Final = "عام"
_AUGUST: Final = MONTH + "8"
_ISRAEL: Final = PLACE + "إسرائيل"
_OCCUPATION: Final = frozenset(["الاحتلال", "للاحتلال", "والاحتلال", "بالاحتلال"])
"""Israel, where no other people stands behind it: الاحتلال الروسي."""
_SAYS: Final = CONCEPT + "says"
_REACHES: Final = frozenset(["يبلغ", "تبلغ", "بلغ", "بلغت", "يبلغان", "يبلغون", "بلغوا"])
_STAGES: Final = frozenset(["نهايي", "ربع", "نصف", "ثمن", "دور", "مربع", "قبل"])
"""Of a cup, which who reaches has qualified for."""
_AGAIN: Final = frozenset(["تجدد", "يتجدد", "تتجدد", "وتجدد"])
_FLARES: Final = frozenset(
    CONCEPT + name for name in ("clash", "protest", "bomb", "attack", "fire", "shoot", "strike_")
)
_GATE: Final = "باب"
"""A gate, and not in آب."""
_FATHER: Final = "اب"
_BEFORE_A_MONTH: Final = frozenset(
    [
        "شهر", "لشهر", "بشهر", "رواتب", "راتب", "مرتبات", "صادرات", "ايرادات", "مطلع", "منتصف", "نهايه",
        "اواخر", "اوايل", "بدايه", "في", "خلال", "منذ", "حتي", "بحلول", "لغايه", "وحتي",
    ]
)  # fmt: skip
_SUDAN: Final = PLACE + "السودان"
_HIS: Final = frozenset(
    [
        "مستشار", "مستشاري", "مكتب", "حكومه", "وفد", "موكب", "كلمه", "قرار", "قرارات", "زياره", "لقا",
        "توجيه", "توجيهات", "دعوه", "تحالف", "ايتلاف", "فريق", "رساله", "كابينه", "مبادره", "حمايه",
        "استقاله", "تصريحات", "تصريح", "اعلام", "وساطه", "ولايه", "ترشيح", "اتفاق", "حزب", "برنامج", "جوله",
        "استقبال", "حضور", "رعايه",
    ]
)  # fmt: skip
"""Nouns of whom السوداني behind them is the name."""
_CENTRAL: Final = "مركزي"
_THE_CENTRAL: Final = frozenset(["المركزي", "للمركزي", "بالمركزي", "والمركزي"])
_HEADS_BANK: Final = ("محافظ", "لمحافظ")
_PALMYRA: Final = PLACE + "تدمر"
"""Or: she destroys."""
_MORNING: Final = HOUR + "morning"
_RARE: Final = 20
"""Times that a word stands in the table, below which it is taken for a name: صباح النعمان."""
_HOLD: Final = CONCEPT + "hold"
_PARLIAMENT: Final = CONCEPT + "parliament"
_MPS: Final = frozenset(["برلماني", "برلمانيه"])
"""Who says something, where a title begins with it."""
_BRIGADE: Final = "اللوا"
"""A brigade before its number, else a rank."""
AMBIGUOUS: Final = frozenset(
    [
        _BRIGADE,
        _HOLD,
        _PARLIAMENT,
        _MORNING,
        _SAYS,
        _YEARS,
        _TEAM,
        _LEAVE,
        _ATTACK,
        _ISRAEL,
        _PALMYRA,
        _AUGUST,
        _DEMAND,
        _DEPUTY,
        _END,
        _HALT,
        _SUDAN,
        _CENTRAL,
        *NAMESAKES,
        *BY_OBJECT,
    ]
)


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


def _is_august(words: Sequence[str], at: int) -> bool:
    """Whether اب, which is a father as well, is the month there."""
    before = words[at - 1] if at else ""
    return before in _BEFORE_A_MONTH or before.isdigit() or words[at + 1 : at + 2] == ["اغسطس"]


def in_context(part: Part, words: Sequence[str], breaks: frozenset[int]) -> Part:
    """What a part with a unit of AMBIGUOUS is here."""
    if part.unit == _DEPUTY:
        return (
            part
            if lexicon.stands(words, part.end, OFFICE)
            else part._replace(unit=OFFICE + "mp", kind=OFFICE)
        )
    word = words[part.at]
    if part.unit == _BRIGADE:
        after = words[part.end] if part.end < len(words) else ""
        numbered = after.isdigit() or lexicon.stands(words, part.end, ORDINAL)
        return part._replace(unit=_BRIGADE.removeprefix("ال"), kind=WORD) if numbered else part
    if part.unit == _PARLIAMENT:
        says = part.at == 0 and word in _MPS and part.end < len(words)
        mp = (says and (part.end in breaks or lexicon.known(words[part.end]).phrases != ())) or (
            word in _MPS and part.at > 0 and lexicon.means(words[part.at - 1], _TO_A_STUDENT)
        )  # حبس برلماني سابق
        return part._replace(unit=OFFICE + "mp", kind=OFFICE) if mp else part
    if part.unit == _HOLD:
        signed = word in CONTRACT and part.at > 0 and lexicon.means(words[part.at - 1], {SIGN})
        return part._replace(unit="عقد", kind=WORD) if signed else part
    if part.unit == _MORNING:
        after = words[part.end] if part.end < len(words) else ""
        name = word == "صباح" and after.startswith("ال") and FREQUENCY.get(after, 0) < _RARE
        named = name and not lexicon.known(after).phrases
        return part._replace(unit=word, kind=WORD) if named else part
    if part.unit == _TEAM:
        elect = part.at > 0 and _elected(words[part.at - 1], word)
        return part if elect else part._replace(unit=_NATIONAL_TEAM, kind=WORD)
    if part.unit == _LEAVE:
        aged = "عن" in words and not _AGED.isdisjoint(words)
        artist = (
            _AWAY not in words
            and words[part.end : part.end + 1] != []
            and (words[part.end] in _ARTISTS)
        )
        dies = word.endswith(_PASSING) and (aged or artist or not _OF_DEATH.isdisjoint(words))
        return part._replace(unit=_DIE) if dies else part
    if part.unit == _ATTACK:
        campaign = word.endswith(_CAMPAIGN) and _PERSIAN.isdisjoint(words)
        return part._replace(unit=_CAMPAIGN, kind=WORD) if campaign else part
    if part.unit == _YEARS:
        before = words[part.at - 1] if part.at else ""
        counted = before.isdigit() or not before or lexicon.stands(words, part.at - 1, VALUE)
        general = word == _IN_GENERAL and not (counted or lexicon.stands(words, part.at - 1, TIMES))
        return part._replace(unit=_GENERAL, kind=WORD, counted="") if general else part
    if part.unit == _SUDAN:
        return (
            part._replace(unit=CONCEPT + "sudani", kind=CONCEPT)
            if _a_name(part, words, breaks)
            else part
        )
    if part.unit in BY_OBJECT:
        return by_object(part, words)
    if part.unit in NAMESAKES:
        return namesake(part, words)
    if part.unit == _PALMYRA:
        verb = word in ("تدمر", "وتدمر") and part.at > 0 and _destroys(words, part.at, breaks)
        return part._replace(unit=CONCEPT + "destroy", kind=CONCEPT) if verb else part
    if part.unit == _CENTRAL:
        before = words[part.at - 1] if part.at else ""
        state = not before.startswith("ال") and lexicon.stands(
            words, part.end, NATION
        )  # المركزي العراقي
        bank = word in _THE_CENTRAL and (not before or before in _HEADS_BANK or state)
        return part._replace(unit=CONCEPT + "central_bank", kind=CONCEPT) if bank else part
    if part.unit == _SAYS:  # تجدد الاشتباكات; but not تجدد دعوتها
        if word.removeprefix("و") in _REACHES and words[part.end : part.end + 1] != []:
            stage = words[part.end].removeprefix("ال") in _STAGES
            return part._replace(unit=CONCEPT + "qualify", kind=CONCEPT) if stage else part
        again = word in _AGAIN and words[part.end : part.end + 1] != [] and _strife(words[part.end])
        return part._replace(unit=CONCEPT + "resume", kind=CONCEPT) if again else part
    if part.unit == _ISRAEL:
        another = words[part.end - 1] in _OCCUPATION and lexicon.stands(words, part.end, NATION)
        return part._replace(unit="احتلال", kind=WORD) if another else part
    if part.unit == _AUGUST:
        if word == _GATE:
            return part._replace(unit=_GATE, kind=WORD, joint="")
        month = word != _FATHER or _is_august(words, part.at)
        return part if month else part._replace(unit=_FATHER, kind=WORD)
    if part.unit == _HALT:
        return part._replace(unit=_ARREST) if _held(words, part.end) else part
    if part.unit == _END:
        before = words[part.at - 1] if part.at else ""
        done_to = _is_ended(words, part.end)
        she = (word in _BY_HER and not done_to) or (
            word == _THAT_SHE
            and not done_to
            and (
                before in _SHE_BEHIND or (bool(before) and lexicon.stands(words, part.at - 1, SAYS))
            )
        )
        return part._replace(unit="انها", kind=SOFT) if she else part
    if word == _SHE and part.at > 0 and _counts(words, part.at - 1):
        return part._replace(unit=_SHE, kind=WORD)  # إصابة 40 طالبة
    if not word.endswith(("طالب", "طالبا")) or word[0] in "يتن":
        return part
    after = words[part.end] if part.end < len(words) else ""
    joint = bool(part.joint) or (part.at > 0 and lexicon.stands(words, part.at - 1, JOINT))
    hurt = part.at > 0 and lexicon.means(words[part.at - 1], _TO_A_STUDENT)
    counted = part.at > 0 and _counts(words, part.at - 1)
    if word == "طالب" and not (joint or hurt or counted) and after[:1] not in PRESENT:
        return part
    return part._replace(unit=lexicon.known(word).stem, kind=WORD)


def _counts(words: Sequence[str], at: int) -> bool:
    """Whether a number stands there: 8200 طالب."""
    return words[at].isdigit() or any(lexicon.stands(words, at, kind) for kind in (VALUE, TIMES))


_OF_TEAMS: Final = frozenset(
    OFFICE + office for office in ("coach", "commander", "director", "spokesman", "secretary")
)
"""Whom a team has, and nobody elects."""


def _elected(office: str, word: str) -> bool:
    """Whether an office stands before it: الرئيس المنتخب; but مدرب المنتخب."""
    held = {
        phrase.sense.unit for phrase in lexicon.known(office).phrases if phrase.sense.kind == OFFICE
    }
    return bool(held - _OF_TEAMS) and (word.startswith("ال") <= ("ال" in office[:3]))


def _is_ended(words: Sequence[str], at: int) -> bool:
    """Whether what stands there is put an end to: لإنهاء الخلافات, تعلن إنهاء أعمال الصيانة; not أنها ستعود,
    أنها أسقطت مسيرة, أنها قرب الاتفاق."""
    if at >= len(words):
        return False
    word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
    if word.startswith("ال"):
        return True
    return word in _ENDED and after.startswith("ال") and not after.startswith("الي")


def _strife(word: str) -> bool:
    """Whether it is what flares up again, and nobody's own: الاشتباكات, but not دعوتها."""
    return not word.endswith(("ها", "هم", "ه")) and lexicon.means(word, _FLARES)


def _destroys(words: Sequence[str], at: int, breaks: frozenset[int]) -> bool:
    """Whether a noun stands before it, and a number or a noun right behind it: غارة تدمر 3 أوكار."""
    if at in breaks or at + 1 in breaks or at + 1 >= len(words):
        return False
    before, after = words[at - 1], words[at + 1]
    place = before.removeprefix("ال") in _TOWNS or any(
        lexicon.stands(words, at + side, JOINT) for side in (-1, 1)
    )
    return not place and not before.startswith("ب") and not after.startswith("ال")


def _a_name(part: Part, words: Sequence[str], breaks: frozenset[int]) -> bool:
    """Whether السوداني follows no noun whose adjective it is: مع السوداني, السوداني يصل."""
    if words[part.at] not in ("السوداني", "والسوداني", "للسوداني", "بالسوداني"):
        return False
    before = words[part.at - 1] if part.at and part.at not in breaks else ""
    if before in _HIS:
        return True  # مستشار السوداني: what has no article takes no adjective that has one
    return (
        not before
        or before[0] in PRESENT[:2]
        or lexicon.stands(words, part.at - 1, JOINT)
        or lexicon.stands(words, part.at - 1, SAYS)
    )

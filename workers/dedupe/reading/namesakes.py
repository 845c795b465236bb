"""Names that are written as another word is.

خميس الخنجر · خميس أسود         a given name before a surname, or Thursday
ميتا تسرح · مئتا موظف           a company, or two hundred, which are folded alike; عثر عليه ميتا is neither
غارة على صور · في صور          a town, or pictures
يحرق مزارع · مقتل مزارع         farms, or a farmer
قمة في سيول · سيول جارفة        a capital, or floods
مراسل الجزيرة · سكان الجزيرة     a channel, or an island
يستقبل عباس · حيدر عباس         a leader by the one name that many have, with no other beside it
الوحدات التركية · الوحدات        units of an army, or a club
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part, in_the_present
from workers.dedupe.words.kinds import (
    CONCEPT,
    DAY,
    FILLER,
    HOUR,
    JOINT,
    MONTH,
    NATION,
    NUMBER,
    OFFICE,
    ORDINAL,
    PLACE,
    SAYS,
    SOFT,
    TIMES,
    WEEKDAY,
    WORD,
)
from workers.dedupe.words.lexicon import known
from workers.dedupe.words.lists import folded_words
from workers.dedupe.words.numbers import counting
from workers.dedupe.words.offices import GIVEN

_WHEN: Final = frozenset([WEEKDAY, DAY, MONTH, HOUR, ORDINAL])
_TYRE: Final = "صور"
_TO_TYRE: Final = frozenset(
    [
        "علي", "في", "مدينه", "قضا", "منطقه", "قرب", "محيط", "الي", "شرق", "جنوب", "شمال", "شرقي", "جنوبي",
        "شمالي",
    ]
)  # fmt: skip
_LEBANESE: Final = frozenset(
    [
        "لبنان", "اللبناني", "اللبنانيه", "اسراييليه", "الاسراييلي", "الاحتلال", "للاحتلال", "اسراييل",
        "غاره", "بغاره", "قصف", "مسيره",
    ]
)  # fmt: skip
"""What is told of the town."""
_LEADERS: Final = {
    "رشيد": CONCEPT + "rashid",
    "عباس": CONCEPT + "abu_mazen",
    "تميم": CONCEPT + "tamim",
}
_BESIDE: Final = frozenset([JOINT, SAYS, FILLER, CONCEPT, PLACE, OFFICE, NATION])
"""What may stand beside him: what no list knows may be his name."""
_GIVEN: Final = {WEEKDAY + "thursday": "خميس"}
"""What is a name before a surname, by the unit that it has else."""
_META: Final = "ميتا"
_TWO_HUNDRED: Final = NUMBER + "200"
_FOUND: Final = frozenset(["عثر", "العثور", "يعثر", "تعثر", "عثرت", "وجد", "عليه", "عليها", "ولد"])
"""Beside whom is dead."""
_FARMER: Final = CONCEPT + "farmer_"
_FARMS: Final = "مزارع"
_TO_FARMS: Final = frozenset(
    [
        "حرق", "احتراق", "حريق", "حرايق", "نيران", "تجريف", "ري", "تدمير", "جرف", "غمر", "اغراق", "تدعم",
        "في", "علي", "الي", "من",
    ]
)  # fmt: skip
"""Of which or in which something is, where it is bare."""
_OF_FARMS: Final = frozenset(
    [
        "الدواجن", "دواجن", "الموز", "الاسماك", "اسماك", "الابقار", "ابقار", "الزيتون", "النخيل", "نخيل",
        "العنب", "القمح", "الحنطه", "التمور", "الرياح", "رياح", "شبعا", "الحليب", "القنب", "المواطنين",
        "المدنيين", "الفلسطينيين", "الاهالي", "السكان", "الفلاحين", "خاصه",
    ]
)  # fmt: skip
"""Whose or of what they are."""
_CLUB: Final = CONCEPT + "wehdat_"
_UNITS: Final = "القوات"
_OF_AN_ARMY: Final = frozenset(
    [
        "الخاصه", "العسكريه", "المقاتله", "المرابطه", "المنتشره", "الامنيه", "البحريه", "البريه", "الجويه",
        "التابعه", "المسلحه",
    ]
)  # fmt: skip
"""Said of units, and never of the club."""
_FLOODS: Final = CONCEPT + "flood"
_SEOUL: Final = "سيول"
_TO_SEOUL: Final = frozenset(["في", "الي", "من", "بين", "مع", "عاصمه", "العاصمه", "مدينه"])
_SHE_DOES: Final = folded_words(
    "تستدعي تعلن تؤكد تنفي ترفض تدعو تطالب تتهم تحذر تندد تدين ترحب تقول تهدد تتعهد تعرب تدرس تقترح تفرض ترصد"
    " تطلق توقع تستضيف ترسل تتفق تبحث تعتزم تجري تستأنف تعزز تختبر تحتج تستنكر تنشر تشتري ترد ترجح تعد"
)
"""What floods never do, and a state does."""
_ABROAD: Final = frozenset(
    [
        "كوريا", "الكوري", "الكوريه", "الكوريتين", "الجنوبيه", "ترامب", "ترمب", "شي", "قمه", "القمه", "يلتقي",
        "سيلتقي", "يجتمع", "سيجتمع", "يزور", "زياره", "بيونغ", "بيونغيانغ", "واشنطن", "بكين", "طوكيو", "جونغ",
        "لقا", "مباحثات", "اولمبياد", "بورصه",
    ]
)  # fmt: skip
"""What is told of the capital."""
_ISLAND: Final = "جزيره"
_THE_CHANNEL: Final = frozenset(["الجزيره", "بالجزيره", "للجزيره"])
_OF_A_CHANNEL: Final = frozenset(
    [
        "مراسل",
        "مراسلي",
        "مراسله",
        "مراسلو",
        "مصور",
        "مصوري",
        "صحفي",
        "صحفيي",
        "صحفيه",
        "صحافي",
        "طاقم",
        "مذيع",
        "مذيعه",
        "موفد",
    ]
)
"""Before Al Jazeera; else it is an island."""
NAMESAKES: Final = frozenset(
    [_FARMER, _ISLAND, *_GIVEN, _TYRE, _TWO_HUNDRED, _FLOODS, _CLUB, *_LEADERS]
)


def namesake(part: Part, words: Sequence[str]) -> Part:
    """What a part with a unit of NAMESAKES is here."""
    before = words[part.at - 1] if part.at else ""
    after = words[part.end] if part.end < len(words) else ""
    if part.unit == _TYRE:
        town = before in _TO_TYRE and not _LEBANESE.isdisjoint(words)
        return part._replace(unit=PLACE + _TYRE, kind=PLACE) if town else part
    if part.unit == _CLUB:
        army = after in _OF_AN_ARMY or (after.endswith("يه") and _is(after, {NATION, PLACE}))
        return part._replace(unit=_UNITS, kind=SOFT) if army else part
    if part.unit == _FLOODS:
        does = part.at == 0 and after in _SHE_DOES
        there = words[part.at] == _SEOUL and (does or before in _TO_SEOUL)
        if not there or after.startswith("ال") or _ABROAD.isdisjoint(words):
            return part
        return part._replace(unit=PLACE + "سول", kind=PLACE, joint="في" if before == "في" else "")
    if part.unit == _ISLAND:
        channel = before in _OF_A_CHANNEL and words[part.at] in _THE_CHANNEL
        return part._replace(unit=CONCEPT + "aljazeera_", kind=CONCEPT) if channel else part
    if part.unit == _TWO_HUNDRED:
        return part if words[part.at].lstrip("ولب") != _META else _meta(part, words, after)
    if part.unit == _FARMER:
        farms = words[part.at] == _FARMS and (
            before in _TO_FARMS or after in _OF_FARMS or _is_plural_or_present(before)
        )
        return part._replace(unit=_FARMS, kind=WORD) if farms else part
    if part.unit in _GIVEN:
        name = _GIVEN[part.unit]
        surname = words[part.at] == name and after.startswith("ال") and not _is(after, _WHEN)
        return part._replace(unit=name, kind=WORD) if surname else part
    if words[part.at].removeprefix("و") != part.unit or not _alone(before, after):
        return part
    return part._replace(unit=_LEADERS[part.unit], kind=CONCEPT)


def _is_plural_or_present(word: str) -> bool:
    """Whether it is a verb of the present, behind which a farmer would be مزارعا: يهاجمون, يحرق."""
    return len(word) >= 4 and in_the_present(word)


def _meta(part: Part, words: Sequence[str], after: str) -> Part:
    """Two hundred before what is counted; else the company, or whoever is dead."""
    if after and (_is(after, {TIMES}) or counting(after)):
        return part
    if not _FOUND.isdisjoint(words):
        return part._replace(unit=_META, kind=WORD)
    return part._replace(unit=CONCEPT + "meta_", kind=CONCEPT)


def _alone(before: str, after: str) -> bool:
    """Whether neither word may be of his name."""
    if after.startswith("ال") or not (before or after):
        return False
    return all(
        not word or (word[0] == "و" or _is(word, _BESIDE)) for word in (before, after)
    ) and not ({before, after} & GIVEN)


def _is(word: str, kinds: frozenset[str] | set[str]) -> bool:
    return any(phrase.sense.kind in kinds for phrase in known(word).phrases)

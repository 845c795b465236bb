"""Which of several of one name or kind it is: what says so is never left out.

الأهلي السعودي ≠ الأهلي          a club or a movement of a name that another country has as well
منتخب مصر للشباب ≠ منتخب مصر      a team of its age
Galaxy S25 Ultra ≠ Galaxy S25     a model
سقف عقار ≠ عقار                  a piece of a building
التعليم العالي ≠ التعليم          another ministry
السفير التركي في بغداد ≠ السفير التركي   where a third state summons him
الخدمة العسكرية ≠ الخدمة          a thing of its own, which has its name by the adjective
العثور على جثة سائح ≠ العثور عليه  a body, and nobody alive
avec sursis                     a sentence that nobody serves
بهاء الحريري ≠ الحريري           another of a family, where its name alone means one man
"""

from __future__ import annotations

from typing import Final

from streamer.text import fold, stems
from workers.dedupe.comparing.embassies import of_a_third_state
from workers.dedupe.comparing.harmless import SOMEBODY
from workers.dedupe.reading.neighbours import right_before
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, NATION, PLACE
from workers.dedupe.words.lists import folded_words

_MOVEMENTS: Final = frozenset(CONCEPT + name for name in ("hezbollah", "taliban"))
_CLUBS: Final = folded_words(
    "الأهلي الهلال الاتحاد النصر الشباب الوحدة العربي الوصل الجزيرة الخليج الحكمة الأنصار"
)
"""Names that clubs, or a newspaper, have in several countries."""
_AGES: Final = folded_words(
    "شباب شبابي نسوي ناشئين أشبال سيدات رديف أولمبي الأولمبي صالات شواطئ محليين كاستيا"
)
_MODELS: Final = folded_words(
    "ultra pro max plus mini fe lite برو ألترا ماكس بلس ميني لايت women b u21 u23"
)
_PIECES: Final = folded_words("سقف جزء شرفة بلكونة سور جدار واجهة سلم")
_STAYS_FREE: Final = folded_words("sursis reprieve suspended ertelendi تعليق")
_BUILDINGS: Final = frozenset(["عقار", "منزل", "مبني", "عماره", "مدرسه", "بيت", "بنايه"])
_REMAINS: Final = frozenset(["جثه", "جثمان", "رفات", "جثث", "جثتي"])
_FIND: Final = CONCEPT + "find"
_HIGHER: Final = frozenset(["عالي", "العالي"])
_TEACHING: Final = "تعليم"
_STUDIES: Final = CONCEPT + "higher_education"
_NAMED_BY: Final = {
    fold(noun): folded_words(adjectives)
    for nouns, adjectives in {
        "خدمة": "عسكرية إلزامية مدنية وطنية",
        "عام سنة موسم": "دراسي دراسية مالي مالية هجري هجرية جامعي جامعية",
        "إقامة": "جبرية إجبارية دائمة",
        "حكم": "ذاتي",
        "أشغال": "شاقة",
        "أمن": "غذائي مائي سيبراني دوائي",
        "ضمان": "صحي",
        "تأمين": "صحي اجتماعي",
        "مخدرات": "رقمية",
        "نقل": "نهري بحري جوي مدرسي",
        "منطقة": "حرة خضراء عازلة آمنة",
        "سجل": "مدني تجاري عقاري",
        "دفاع": "مدني جوي",
        "مجتمع": "مدني دولي",
        "ذكاء": "اصطناعي",
        "حرب": "أهلية نووية تجارية باردة نفسية",
        "سلاح أسلحة": "نووي نووية كيميائي كيميائية",
        "صحة": "نفسية حيوانية إنجابية",
        "مقبرة مقابر": "جماعية",
        "اتفاق هدنة": "مؤقت مؤقتة أولي أولية مبدئي جزئي جزئية",
        "مستشفى": "ميداني بيطري عسكري",
        "شرطة": "أوروبية",
    }.items()
    for noun in nouns.split()
}
"""Noun → the adjectives with which it is another thing."""
_PENDING: Final = frozenset(["until", "trial"])
_DONE_TO: Final = frozenset(
    CONCEPT + deed for deed in ("killed", "wounded", "arrest", "die", "perish")
)


def says_which(part: Part, whole: Reading, both: set[str]) -> bool:
    """Whether a part that the other title lacks says which of several it is."""
    word = whole.words[part.at]
    before = right_before(part, whole)
    told = before is not None and before.unit in both
    if part.kind == NATION and any(
        one.at == part.end and one.unit in _MOVEMENTS and one.unit in both for one in whole.parts
    ):
        return True  # Pakistani Taliban
    if part.kind == NATION and told and not part.joint and before is not None:
        return before.unit in _MOVEMENTS or whole.words[before.at] in _CLUBS
    if word in _MODELS or word in _STAYS_FREE:
        return part.at > 0
    if part.unit in _AGES:
        return True
    if part.unit in _HIGHER and before is not None:
        return before.unit == _TEACHING and _STUDIES not in both
    if part.kind == PLACE and told and before is not None and word.startswith("و"):
        return before.kind == PLACE  # العراق والأردن ومصر
    if (told and makes_a_name(part, whole)) or of_a_third_state(part, whole):
        return True
    if part.unit in _REMAINS and told and before is not None:
        return before.unit == _FIND  # whose body is found is not found alive
    if part.unit in _PENDING:
        return "until" in whole.words
    if word in _PIECES:
        after = whole.words[part.end].removeprefix("ال") if part.end < len(whole.words) else ""
        return after in _BUILDINGS
    return (
        told
        and not part.joint
        and before is not None
        and part.unit in SOMEBODY
        and before.unit in _DONE_TO
    )


def makes_a_name(part: Part, whole: Reading) -> bool:
    """Whether it is an adjective by which the noun before it is another thing: الخدمة العسكرية."""
    if not part.at:
        return False
    word = whole.words[part.at].removeprefix("ال")
    return any(word in _NAMED_BY.get(noun, ()) for noun in stems(whole.words[part.at - 1]))

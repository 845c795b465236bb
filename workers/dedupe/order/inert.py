"""What neither does anything nor is anybody's: where it stands in a sentence tells not who did it to whom.

ارتفاع خزين السد بمقدار 300 مليون متر = 300 مليون متر .. ارتفاع خزين السد       what is measured
مظاهرات تشهدها العاصمة = العاصمة تشهد مظاهرات                                  what happens
بالإجماع صوت المجلس = المجلس يصوت بالإجماع                                     how it is done
"""

from __future__ import annotations

import re
from typing import Final

from streamer.text import words
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.clubs import CONTESTS
from workers.dedupe.words.concepts import HAPPENS, SPANS, VERBS
from workers.dedupe.words.kinds import CONCEPT

_MEASURES: Final = frozenset(
    words(
        """متر مترا أمتار كيلومتر كيلومترا ميغاواط ميجاواط كيلوواط لتر لترا طن طنا أطنان درجة درجات نقطة
        نقاط مكعب مربع هكتار دونم فدان رأس قطعة وحدة"""
    )
)
_COUNTED: Final = frozenset(
    CONCEPT + name
    for name in ("percent", "dollars", "dinars", "barrels", "times", "goals", "kilo", "ton")
)
_PERCENT: Final = CONCEPT + "percent"
_HOW: Final = frozenset(
    CONCEPT + name
    for name in (
        "outcome_same", "tribal", "sudden_", "free_of_charge", "in_principle", "by_mistake", "awaited_",
        "final_", "ready_", "commit_",
    )
)  # fmt: skip
_THINGS: Final = frozenset(
    CONCEPT + name
    for name in (
        "building", "building_many", "house", "house_many", "school", "school_many", "market", "airport",
        "hospital", "factory_", "warehouse_", "hotel_", "stadium_", "salaries", "elections",
        "exam_many", "arbaeen_", "shaban_visit", "prophet_birthday", "weather_", "rain_", "sitin_", "free_of",
        "price", "rates", "oilprice", "petrol", "diesel_", "gold", "sanction_", "tariff_",
        "yearend", "fresh_", "mou",
        "truck", "truck_many", "aid_many", "convoy", "siren_", "arrest_warrant", "inside",
        "gas_cylinder", "strength", "short_circuit", "landmine_", "landmine_many",
        "drugs", "weapons", "inflation_", "unemployment_", "mobile_", "road", "gas", "export",
    )
)  # fmt: skip
_PLAIN: Final = frozenset(
    words(
        """ticket tickets cocaine puan baz nightclub hotel school schools warehouse pollution offices pension
        pensions train bus truck car bridge dollar euro coin agreement law reform bill fabrika otel okullar
        yol deposu bina benzin altın dolar توافقنامه سکه دلار بنزین قیمت مدارس ادارات جاده همکاری گازی
        clasico"""
    )
)
"""Words that the lists leave as they are, of things that do nothing."""
_CAUSES: Final = frozenset(
    words(
        """فساد شبهات خلافات فقر جفاف ضباب احتجاج أزمة عطل خلل نقص خلاف إهمال ضغوط عجز ديون حرارة برد غبار
        أحوال ظروف صيانة مهلة مناسيب منسوب"""
    )
)
"""By which something comes about, but nobody does it."""
_SCORE: Final = re.compile(r"\d+to\d+")
_DOER: Final = re.compile(
    "[a-z]{3,}(?:ers|ators|ants|eurs|adores|anten)|[وف]?(?:ال)?مت.{3,}(?:ون|ين)"
)
"""Who does it by trade or just now: protesters, manifestants, متظاهرون."""


def how(part: Part) -> bool:
    """Whether it only says how it is done, or with what result."""
    return part.unit in _HOW or part.unit == _PERCENT or bool(_SCORE.fullmatch(part.unit))


_SEASONS: Final = frozenset(
    words(
        """winter summer spring autumn hiver été printemps automne sommer herbst invierno verano otoño
        primavera"""
    )
)
"""Nouns of a time of the year beside what is of it: winter seats."""


def inert(part: Part) -> bool:
    """Whether nothing is told by where it stands."""
    unit = part.unit
    if unit in _MEASURES or unit in _COUNTED or unit in SPANS or how(part) or unit in _THINGS:
        return True
    if unit in _CAUSES or unit in _SEASONS or unit in CONTESTS or unit in _PLAIN:
        return True
    return unit in HAPPENS and unit not in VERBS


def a_doer(part: Part, reading: Reading) -> bool:
    """Whether it is who does something by trade or just now: protesters."""
    return _DOER.fullmatch(reading.words[part.at]) is not None

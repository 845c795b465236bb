"""What one title tells as it is, and the other puts off until tomorrow.

الوفد يصل بغداد ≠ الوفد يصل بغداد غدا           a headline's present is what is done
البرلمان يصوت غدا → البرلمان يصوت               later it is a fact of that story
تعطيل الدوام = تعطيل الدوام غدا                 what is only decreed begins whenever it is said to
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.comparing.tenses import is_ahead, is_future
from workers.dedupe.reading.parts import Part, acts, in_the_present
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, DAY, SOFT
from workers.dedupe.words.lists import FREQUENCY, folded_words

_TOMORROW: Final = frozenset([DAY + "tomorrow", DAY + "aftertomorrow"])
_WEATHER: Final = frozenset(
    CONCEPT + name
    for name in (
        "rain_", "snow_", "dust", "storm", "fog_", "heatwave_", "coldwave_", "weather_", "weather_office",
    )
)  # fmt: skip
_CLOSED: Final = frozenset(
    CONCEPT + name for name in ("close", "cancel", "postpone", "holiday_", "holiday")
)
_OFF: Final = folded_words("تعطيل تعطل يعطل عطلة دوام الدوام العطلة إجازة تعليق")
_PLAYS: Final = frozenset([CONCEPT + "face_", "يواجه", "يلاقي", "يقابل", "يلتقي", CONCEPT + "meet"])


def tomorrow(later: Reading, earlier: Reading) -> str:
    """Why it is to come in the later title and done in the earlier ("": it may be one)."""
    if _TOMORROW.isdisjoint(later.told) or is_ahead(earlier):
        return ""
    deeds = [part for part in earlier.parts if acts(part)]
    if not deeds or any(is_future(part, earlier) for part in deeds):
        return ""
    return "" if _decreed(earlier, deeds[0]) else "stage: done ≠ tomorrow"


def done_now(reading: Reading) -> tuple[Part, ...]:
    """The first Arabic verb of what is done now; not what is decreed or forecast, nor who plays whom."""
    for part in reading.parts:
        if (
            acts(part)
            and part.kind != SOFT
            and part.unit not in _PLAYS
            and not is_future(part, reading)
            and _is_present(reading.words[part.at])
        ):
            return () if _decreed(reading, part) else (part,)
    return ()


def _decreed(reading: Reading, deed: Part) -> bool:
    """Whether it tells of weather, or that something is closed or off, which is true as soon as it is said;
    not where the deed only is about that: يصوت على إلغاء العقوبة."""
    return not _WEATHER.isdisjoint(reading.told) or any(
        (part.unit in _CLOSED or reading.words[part.at] in _OFF)
        and (part.at <= deed.at or not part.joint)
        for part in reading.parts
    )


def _is_present(word: str) -> bool:
    """Whether it is an Arabic verb by its form: not تعطيل."""
    return in_the_present(word) and (word[0] == "ي" or "ال" + word not in FREQUENCY)

"""What one title tells as it is, and the other puts off until tomorrow.

الوفد يصل بغداد ≠ الوفد يصل بغداد غدا           a headline's present is what is done
تعطيل الدوام = تعطيل الدوام غدا                 what is only decreed begins whenever it is said to
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.comparing.tenses import is_ahead, is_future
from workers.dedupe.reading.parts import acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, DAY
from workers.dedupe.words.lists import folded_words

_TOMORROW: Final = frozenset([DAY + "tomorrow", DAY + "aftertomorrow"])
_DECREED: Final = frozenset(
    CONCEPT + name
    for name in (
        "rain_", "snow_", "dust", "storm", "fog_", "heatwave_", "coldwave_", "weather_", "weather_office",
        "close", "cancel", "postpone", "holiday_", "holiday",
    )
)  # fmt: skip
_OFF: Final = folded_words("تعطيل تعطل يعطل عطلة دوام الدوام العطلة إجازة تعليق")


def tomorrow(later: Reading, earlier: Reading) -> str:
    """Why it is to come in the later title and done in the earlier ("": it may be one)."""
    if (
        _TOMORROW.isdisjoint(later.told)
        or is_ahead(earlier)
        or not _DECREED.isdisjoint(earlier.told)
    ):
        return ""
    if not _OFF.isdisjoint(earlier.words):
        return ""
    deeds = [part for part in earlier.parts if acts(part)]
    if not deeds or any(is_future(part, earlier) for part in deeds):
        return ""
    return "stage: done ≠ tomorrow"

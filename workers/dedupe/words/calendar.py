"""When, in words (calendar.toml): months, weekdays, days, hours, ordinals, and the nouns that have such."""

from __future__ import annotations

from typing import Final

from workers.dedupe.words.kinds import DAY, HOUR, MONTH, ORDINAL, WEEKDAY, Sense, Senses
from workers.dedupe.words.lists import folded, toml

_LISTED: Final = toml("calendar.toml")
MONTHS: Final = tuple(_LISTED["month"][str(month)][0] for month in range(1, 13))
"""The first name of each, January first."""
RECURRING: Final = folded(_LISTED["recurring"])
"""With another date it is another story."""
NUMBERED: Final = folded(_LISTED["numbered"])
"""Nouns behind which a number is an ordinal (الدورة 45)."""
STAGES: Final = folded(_LISTED["stages"])
"""What has a first and a second in one story."""


def senses() -> Senses:
    for table, mark in (
        ("month", MONTH),
        ("weekday", WEEKDAY),
        ("day", DAY),
        ("hour", HOUR),
        ("ordinal", ORDINAL),
    ):
        for name, forms in _LISTED[table].items():
            yield from ((form, Sense(mark + name, mark)) for form in forms)

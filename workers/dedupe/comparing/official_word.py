"""The official word on what was only heard.

تقارير: إصابة نجم الهلال        then   رسميا.. الهلال يعلن إصابة نجمه
مصدر: السعودية تتسلم المنظومة   then   الدفاع السعودية: تسلم المنظومة
نائب: الحكومة أوقفت التعيينات   then   الحكومة: إيقاف التعيينات
نفوق آلاف الأسماك              then   البيئة تصدر توضيحا حول نفوق آلاف الأسماك

It is news, for all that it tells the same; an official body is not asked for where nothing says that the
first was heard, unless it only explains what happened, and does not say what.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from workers.dedupe.comparing.besides import institution
from workers.dedupe.reading.hearsay import HEARD, OFFICIAL
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts
from workers.dedupe.words.kinds import CONCEPT, OFFICE, SOFT
from workers.dedupe.words.lists import folded_words

SAID_SO: Final = Part(OFFICIAL, SOFT, "", 0, 0)
"""A word that says that it is official, wherever it stands in the title."""
_AFFIRM: Final = CONCEPT + "affirm"
_EXPLAINS: Final = folded_words("بيانا توضيحا توضيح إيضاحا إيضاح توضح يوضح تعلق يعلق")
_WHAT: Final = folded_words("حول بشأن بخصوص على عن حقيقة ملابسات")
_LONGEST: Final = 4
"""Words of a body before it says something."""
_MP: Final = OFFICE + "mp"
"""Who says many things of the government."""


def official_word(later: Reading, earlier: Reading) -> tuple[Part, ...]:
    """Who gives it in `later`; empty: it is none."""
    if earlier.word == HEARD and later.word != HEARD:
        sure = tuple(part for part in later.parts if part.unit == _AFFIRM)
        return _body(later) or ((SAID_SO,) if later.word == OFFICIAL else sure)
    if later.parts and _explains(later) and _EXPLAINS.isdisjoint(earlier.words):
        return (later.parts[0],)
    said = [part for part in earlier.parts if part.end <= earlier.speaker]
    if any(part.unit == _MP for part in said):
        return tuple(part for part in _body(later) if part.unit != _MP and part not in said)
    return ()


def _explains(reading: Reading) -> bool:
    """Whether somebody explains what the title tells, or comments on it."""
    words = reading.words
    return not _EXPLAINS.isdisjoint(words) and any(
        one in _EXPLAINS and other in _WHAT for one, other in pairwise(words)
    )


def _body(reading: Reading) -> tuple[Part, ...]:
    """The official body before the colon, or before the verb by which it says so."""
    says = next((part.at for part in reading.parts if part.unit in concepts.SAID), 0)
    end = reading.speaker or (says if says <= _LONGEST else 0)
    who = [part for part in reading.parts if part.end <= end]
    return tuple(part for part in who if institution(part, reading))

"""السوداني, a man of that name, or of the Sudan.

مع السوداني · مستشار السوداني      behind no noun whose adjective it could be
الجيش السوداني                    behind one
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.saying_nothing import PRESENT
from workers.dedupe.words import lexicon
from workers.dedupe.words.kinds import CONCEPT, JOINT, PLACE, SAYS

SUDAN: Final = PLACE + "السودان"
_HIS: Final = frozenset(
    [
        "مستشار", "مستشاري", "مكتب", "حكومه", "وفد", "موكب", "كلمه", "قرار", "قرارات", "زياره", "لقا",
        "توجيه", "توجيهات", "دعوه", "تحالف", "ايتلاف", "فريق", "رساله", "كابينه", "مبادره", "حمايه",
        "استقاله", "تصريحات", "تصريح", "اعلام", "وساطه", "ولايه", "ترشيح", "اتفاق", "حزب", "برنامج", "جوله",
        "استقبال", "حضور", "رعايه",
    ]
)  # fmt: skip
"""Nouns of whom السوداني behind them is the name."""


def sudani(part: Part, words: Sequence[str], breaks: frozenset[int]) -> Part:
    """What a part with the unit SUDAN is here."""
    named = _a_name(part, words, breaks)
    return part._replace(unit=CONCEPT + "sudani", kind=CONCEPT) if named else part


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

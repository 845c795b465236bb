"""What one title says by a word more, though both say it.

موعد صرف الرواتب.. الأحد = صرف الرواتب الأحد           the date, of what both say when it is
إصابة الوزير بوعكة ونقله = نقل الوزير إثر وعكة           that he fell ill, where both say of what
مشتقات معدة للتهريب = إحباط تهريب مشتقات               for what it was meant, where that was foiled
القاضي زيدان = رئيس مجلس القضاء فائق زيدان               a judge whose office the other title tells
لجنة النفط والغاز النيابية = النفط النيابية              the name of a committee (committees)
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.comparing.committees import of_a_committee
from workers.dedupe.comparing.moments import WHEN
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, OFFICE
from workers.dedupe.words.lists import folded_words

_WOUNDED: Final = CONCEPT + "wounded"
_ILL: Final = folded_words(
    "بوعكة وعكة بجلطة جلطة بنوبة نوبة بأزمة أزمة بكورونا كورونا بالسرطان السرطان"
)
_SMUGGLE: Final = CONCEPT + "smuggle"
_FOILED: Final = CONCEPT + "foil_smuggle"
_JUDGE: Final = CONCEPT + "judge_person"
_THE_JUDGE: Final = "القاضي"
_DATE: Final = frozenset(["موعد", "موعدا", "مواعيد"])


def both_say(part: Part, after: Part | None, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether `other` says as much without the part. `after`: what stands right behind it."""
    word = its.words[part.at]
    if part.unit == _WOUNDED:
        return _falls_ill(part, its, both)
    if part.unit == _SMUGGLE:
        return part.joint == "ل" and _FOILED in other.told
    if part.unit == _JUDGE:
        named = after is not None and after.unit in both and not after.joint
        return named and word == _THE_JUDGE and OFFICE in other.kinds
    if word in _DATE:
        told = {one.unit for one in its.parts}
        return any(one.kind in WHEN and one.unit in told for one in other.parts)
    return part.size == 1 and of_a_committee(part, its, other, both)


def _falls_ill(part: Part, its: Reading, both: set[str]) -> bool:
    """Whether it is an illness of which both titles tell that he suffers: إصابته بوعكة."""
    return any(
        one.unit in both and one.at > part.at and not _ILL.isdisjoint(its.words[one.at : one.end])
        for one in its.parts
    )

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
from workers.dedupe.reading.neighbours import right_before
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, OFFICE, SOFT
from workers.dedupe.words.lists import folded_words

_WOUNDED: Final = CONCEPT + "wounded"
_ILL: Final = folded_words("بوعكة بجلطة بنوبة بأزمة بكورونا بالسرطان")
_CRISIS: Final = "بازمه"
_OF_HEALTH: Final = frozenset(["قلبيه", "صحيه", "تنفسيه"])
_SMUGGLE: Final = CONCEPT + "smuggle"
_FOILED: Final = CONCEPT + "foil_smuggle"
_TO_BE_SMUGGLED: Final = "للتهريب"
"""With its article, nothing hangs on it: لتهريب النفط."""
_JUDGE: Final = CONCEPT + "judge_person"
_THE_JUDGE: Final = "القاضي"
_DATE: Final = frozenset(["موعد", "موعدا", "مواعيد"])


def both_say(part: Part, after: Part | None, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether `other` says as much without the part. `after`: what stands right behind it."""
    word = its.words[part.at]
    if part.unit == _WOUNDED:
        return _falls_ill(part, its, both)
    if part.unit == _SMUGGLE:
        return word == _TO_BE_SMUGGLED and _FOILED in other.told
    if part.unit == _JUDGE:
        named = after is not None and after.unit in both and not after.joint
        return named and word == _THE_JUDGE and OFFICE in other.kinds
    if word in _DATE:
        before = right_before(part, its)
        if before is not None and before.kind != SOFT:
            return False  # تغيير موعد
        apart = max(its.breaks, default=0)
        told = {one.unit for one in its.parts if part.at == 0 or part.at < apart <= one.at}
        return any(one.kind in WHEN and one.unit in told for one in other.parts)
    return part.size == 1 and of_a_committee(part, its, other, both)


def _falls_ill(part: Part, its: Reading, both: set[str]) -> bool:
    """Whether it is an illness of which both titles tell that he suffers: إصابته بوعكة."""
    behind = next((one for one in its.parts if one.at >= part.end and one.joint), None)
    if behind is None or behind.unit not in both or its.words[behind.at] not in _ILL:
        return False
    return its.words[behind.at] != _CRISIS or not _OF_HEALTH.isdisjoint(
        its.words[behind.at + 1 : behind.at + 2]
    )

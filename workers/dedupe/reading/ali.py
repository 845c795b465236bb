"""علي, a name, which is folded as the preposition على is.

النائب علي حسين · الرئيس الراحل علي صالح      behind a given name, an office or whatever else begins a name
علي: سنعود                                alone before a colon
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.words import offices
from workers.dedupe.words.kinds import OFFICE
from workers.dedupe.words.lists import folded_words

ALI: Final = "علي"
_MODIFIED: Final = folded_words(
    "السابق الأسبق الراحل الحالي المدعو المتهم المدان الشهيد القتيل الشاب المواطن الإرهابي المجرم المطلوب"
    " الشيخ السيد الطفل المعتقل القيادي الفنان الشاعر الكاتب الصحفي الإعلامي اللاعب المدرب القاضي المحامي"
)
"""What somebody is called before his name."""


def is_ali(words: Sequence[str], at: int, breaks: frozenset[int], parts: Sequence[Part]) -> bool:
    """Whether the word at `at` is the name; `parts`: what stands before it."""
    if not at:
        return 1 in breaks
    if at in breaks:
        return False
    before = words[at - 1]
    if before in offices.GIVEN or before in offices.CALLED or before in offices.PORTFOLIOS:
        return True
    if before in _MODIFIED and at + 1 < len(words) and words[at + 1] in offices.GIVEN:
        return True  # النائب السابق علي حسين
    return bool(parts) and parts[-1].kind == OFFICE and parts[-1].end == at

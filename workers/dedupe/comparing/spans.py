"""Which part of a span of time it is, and between which hours.

منتصف الصيف ≠ مطلع الصيف                  its beginning, its middle or its end
من الثامنة حتى العاشرة ≠ من العاشرة حتى الثامنة   from and until changed

Asked last, of titles that else tell the same.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from streamer.text import stems
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import MONTH, YEAR
from workers.dedupe.words.lists import folded_words

_THIRDS: Final = {
    form: third
    for third, forms in {
        "beginning": "مطلع بداية أول أوائل مستهل",
        "middle": "منتصف وسط أواسط",
        "end": "نهاية أواخر آخر ختام",
    }.items()
    for form in folded_words(forms)
}
_TIMES: Final = folded_words(
    "الصيف الشتاء الخريف الربيع الشهر العام السنة الأسبوع العقد القرن الموسم الفصل رمضان شهر عام"
)
_FROM: Final = folded_words("من منذ")
_UNTIL: Final = folded_words("حتى إلى لغاية")
_WITHIN: Final = 3
"""Words between from and until: من العاشرة ليلا حتى."""


def spans(later: Reading, earlier: Reading) -> str:
    """Why they are of two times ("": nothing says so)."""
    if later.tongue or earlier.tongue:
        return ""
    now, before = _third(later), _third(earlier)
    for time in [one for one in now if one in before]:
        if now[time] != before[time]:
            return f"moment: the {before[time]} of it ≠ the {now[time]}"
    here, there = _ends(later), _ends(earlier)
    if {(until, since) for since, until in here - there} & (there - here):
        return "moment: from and until are changed"
    return ""


def _third(reading: Reading) -> dict[str, str]:
    """What a part of is named → which part."""
    found: dict[str, str] = {}
    for at, (word, of) in enumerate(pairwise(reading.words)):
        third = next((_THIRDS[form] for form in stems(word) if form in _THIRDS), "")
        time = reading.begins.get(at + 1)
        if third and (of in _TIMES or (time is not None and time.kind in (MONTH, YEAR))):
            found[of] = third
    return found


def _ends(reading: Reading) -> set[tuple[str, str]]:
    """From what until what."""
    marked = [(part, reading.words[part.at - 1]) for part in reading.parts if part.at]
    return {
        (part.unit, then.unit)
        for part, mark in marked
        for then, until in marked
        if mark in _FROM and until in _UNTIL and 0 < then.at - part.end <= _WITHIN
    }

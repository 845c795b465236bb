"""A body that is called after a ministry, a state or a trade, and that itself: غرفة التجارة ≠ التجارة,
شركة مصر ≠ مصر. The name of several words is the body's own: شركة نفط البصرة = نفط البصرة. And one ministry
and another, whatever else of them goes without saying: وزارة الطيران ≠ وزارة الملاحة.

Asked last, of titles that else tell the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workers.dedupe.reading.neighbours import right_behind
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import PLACE
from workers.dedupe.words.lists import folded_words

_BODIES: Final = folded_words("شركة غرفة جمعية رابطة مصلحة")
_MINISTRY: Final = "وزاره"


def who_speaks(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why one begins with a body and the other with what it is called after, or each with a ministry of its
    own ("": they do not). `twins`: units of `later` that `earlier` writes otherwise."""
    now, before = _ministry(later), _ministry(earlier)
    if now and before and now not in earlier.told and before not in later.told and now not in twins:
        return f"body: ministry {before} ≠ {now}"
    for one, other in ((later, earlier), (earlier, later)):
        if len(one.words) < 2 or one.words[0] not in _BODIES or not other.parts:
            continue
        name = other.words[0]
        if name != one.words[1] or (other.words[1:2] and other.words[1].startswith("ال")):
            continue
        if name.startswith("ال") or (other.parts[0].at == 0 and other.parts[0].kind == PLACE):
            return f"body: {one.words[0]} {name} ≠ {name}"
    return ""


def _ministry(reading: Reading) -> str:
    """What the ministry is for that the title begins with."""
    if not reading.parts or reading.parts[0].unit != _MINISTRY:
        return ""
    behind = right_behind(reading.parts[0], reading)
    return behind.unit if behind is not None else ""

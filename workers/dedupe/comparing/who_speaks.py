"""A body that is called after a ministry, a state or a trade, and that itself: غرفة التجارة ≠ التجارة,
شركة مصر ≠ مصر. The name of several words is the body's own: شركة نفط البصرة = نفط البصرة.

Asked last, of titles that else tell the same.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import PLACE
from workers.dedupe.words.lists import folded_words

_BODIES: Final = folded_words("شركة غرفة جمعية رابطة مصلحة")


def who_speaks(later: Reading, earlier: Reading) -> str:
    """Why one begins with a body and the other with what it is called after ("": they do not)."""
    for one, other in ((later, earlier), (earlier, later)):
        if len(one.words) < 2 or one.words[0] not in _BODIES or not other.parts:
            continue
        name = other.words[0]
        if name != one.words[1] or (other.words[1:2] and other.words[1].startswith("ال")):
            continue
        if name.startswith("ال") or (other.parts[0].at == 0 and other.parts[0].kind == PLACE):
            return f"body: {one.words[0]} {name} ≠ {name}"
    return ""

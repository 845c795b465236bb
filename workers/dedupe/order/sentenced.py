"""Who is sentenced or arrested for what he did, so that he does it in both titles:

الحكم بالسجن على مدير بلدية لاختلاسه أموالا  =  حبس مدير بلدية اختلس أموالا
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.neighbours import right_before
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT

_SENTENCES: Final = frozenset(
    CONCEPT + name
    for name in ("jail", "judge_", "death_sentence", "life_sentence", "executed", "fine_", "arrest")
)


def sentenced(part: Part, reading: Reading) -> bool:
    """Whether a sentence or an arrest stands right before somebody."""
    before = right_before(part, reading)
    return before is not None and before.unit in _SENTENCES

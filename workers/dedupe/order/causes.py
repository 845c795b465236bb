"""What came of what, told by a verb of causing.

توقف المضخات يتسبب بانقطاع الكهرباء ≠ انقطاع الكهرباء يوقف المضخات
                                    = انقطاع الكهرباء بسبب توقف المضخات
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.lists import folded_words

_CAUSES: Final = folded_words("يتسبب تتسبب تسبب تسببت يسبب causes caused triggers triggered")
_BECAUSE: Final = folded_words(
    "بسبب جراء إثر نتيجة عقب بعد بفعل because due after amid over caused by"
)


def causes(later: Reading, earlier: Reading) -> str:
    """Why what one tells as the outcome is what the other begins with ("": it is not)."""
    for one, other in ((later, earlier), (earlier, later)):
        outcome = _outcome(one)
        if outcome is None or not other.parts or other.parts[0].unit != outcome.unit:
            continue
        if _outcome(other) is None and _BECAUSE.isdisjoint(other.words):
            return f"roles: {outcome.unit} is what comes of it ≠ what it comes of"
    return ""


def _outcome(reading: Reading) -> Part | None:
    """What stands right behind a verb of causing that something stands before."""
    if _CAUSES.isdisjoint(reading.words):
        return None
    at = next(at for at, word in enumerate(reading.words) if word in _CAUSES)
    return next((part for part in reading.parts if part.at > at), None) if at else None

"""Whose it is of which a title tells: إصابة الحارس الشخصي للفنان is not إصابة الفنان.

What is somebody's stands before a ل in Arabic. A title that leaves it out, and tells of the owner what was
told of it, tells of somebody else. A body is no such thing: المؤسسة الوطنية للنفط is مؤسسة النفط.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import offices
from workers.dedupe.words.kinds import CONCEPT, OFFICE, PLACE, SOFT, WORD

_COMPANY: Final = CONCEPT + "company"


def of_whom(part: Part, earlier: Reading, later: Reading) -> bool:
    """Whether somebody of whom the later title tells is in the earlier one only the one whose `part` is."""
    if part.kind not in (WORD, CONCEPT, OFFICE) or acts(part):
        return False
    word = earlier.words[part.at]
    if word[0].isascii() or word in offices.BODIES or part.unit == _COMPANY:
        return False  # المؤسسة الوطنية للنفط is مؤسسة النفط
    before = next((one for one in earlier.parts if one.end == part.at), None)
    if before is not None and not part.joint and word.startswith("ال") and not acts(before):
        return False  # an adjective of what stands before it
    at = part.end
    while at < len(earlier.words) and (one := _at(at, earlier)) is not None and not one.joint:
        if one.unit in later.told:
            return False
        at = one.end
    one = _at(at, earlier)
    if one is None or one.joint != "ل":
        return False
    if one.kind == SOFT:  # للفنان محمود
        one = _at(one.end, earlier)
    now = next((it for it in later.parts if one is not None and it.unit == one.unit), None)
    return now is not None and not now.joint and now.kind in (WORD, CONCEPT, OFFICE, PLACE)


def _at(at: int, reading: Reading) -> Part | None:
    return next((one for one in reading.parts if one.at == at), None)

"""طالب, a student, or who demands something.

طالب يطعن · طالب بالإفراج · مقتل طالب       beside a verb or a number, behind a preposition, or hurt
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.saying_nothing import PRESENT
from workers.dedupe.words import lexicon
from workers.dedupe.words.kinds import CONCEPT, JOINT, TIMES, VALUE, WORD

DEMAND: Final = CONCEPT + "demand"
HURT: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "killed", "die", "wounded", "arrest", "suicide", "drown", "kidnap", "rescue", "jail",
    )
)  # fmt: skip
"""Deeds behind whose noun somebody stands to whom they are done: مقتل طالب."""
_SHE: Final = "طالبه"


def student(part: Part, words: Sequence[str]) -> Part:
    """What a part with the unit DEMAND is here."""
    word = words[part.at]
    counted = part.at > 0 and _counts(words, part.at - 1)
    hurt = part.at > 0 and lexicon.means(words[part.at - 1], HURT)
    if word.endswith("ل" + _SHE) or (word == _SHE and (counted or hurt)):
        return part._replace(unit=_SHE, kind=WORD)  # قتل الطالبة, إصابة 40 طالبة
    if not word.endswith(("طالب", "طالبا")) or word[0] in "يتن":
        return part
    after = words[part.end] if part.end < len(words) else ""
    joint = bool(part.joint) or (part.at > 0 and lexicon.stands(words, part.at - 1, JOINT))
    if word == "طالب" and not (joint or hurt or counted) and after[:1] not in PRESENT:
        return part
    return part._replace(unit=lexicon.known(word).stem, kind=WORD)


def _counts(words: Sequence[str], at: int) -> bool:
    """Whether a number stands there: 8200 طالب."""
    return words[at].isdigit() or any(lexicon.stands(words, at, kind) for kind in (VALUE, TIMES))

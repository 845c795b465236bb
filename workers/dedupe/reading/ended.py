"""إنهاء, an end is put to something; folded, the feminine is أنها, that she.

تعلن إنهاء حرق الغاز       what is ended stands behind it
أنها ستعود · لأنها مركز     what she does or is
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.words import lexicon
from workers.dedupe.words.kinds import CONCEPT, SAYS, SOFT

END: Final = CONCEPT + "end"
_THAT_SHE: Final = "انها"
_ENDED: Final = frozenset(
    [
        "اعمال", "عقود", "عقد", "خدمات", "مهام", "مهمه", "ملف", "ازمه", "اضراب", "حرق", "تعاقد", "وجود",
        "عمل", "حكم", "احتلال", "حصار", "نزاع", "حرب", "حظر", "تجميد", "عمليات", "زراعه", "خلافات",
        "اجراءات", "استعدادات", "معاناه", "ظاهره",
    ]
)  # fmt: skip
"""What an end is put to: تعلن إنهاء حرق الغاز; أنها مركز التفاوض tells what she is."""
_BY_HER: Final = frozenset(["بانها", "لانها", "كانها"])
_SHE_BEHIND: Final = frozenset(["علي", "رغم", "الا", "حتي", "لو", "مع", "كما"])


def ended(part: Part, words: Sequence[str]) -> Part:
    """What a part with the unit END is here."""
    word = words[part.at]
    if _is_ended(words, part.end) or not (
        word in _BY_HER or (word == _THAT_SHE and _behind_a_saying(words, part.at))
    ):
        return part
    return part._replace(unit=_THAT_SHE, kind=SOFT)


def _behind_a_saying(words: Sequence[str], at: int) -> bool:
    """Whether a clause may begin there: تعلن أنها, رغم أنها."""
    return at > 0 and (words[at - 1] in _SHE_BEHIND or lexicon.stands(words, at - 1, SAYS))


def _is_ended(words: Sequence[str], at: int) -> bool:
    """Whether what stands there is put an end to: لإنهاء الخلافات, تعلن إنهاء أعمال الصيانة; not أنها ستعود,
    أنها أسقطت مسيرة, أنها قرب الاتفاق."""
    if at >= len(words):
        return False
    word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
    if word.startswith("ال"):
        return True
    return word in _ENDED and after.startswith("ال") and not after.startswith("الي")

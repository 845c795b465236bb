"""Names of two words that are as often written as one.

عبد الأمير · عبدالأمير      أبو ظبي · أبوظبي      نصر الله · نصرالله      نور الدين · نورالدين

They are read as one word, in titles and in the lists, so that neither half is taken for something else
(الأمير is no emir there) and both spellings are one name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_CLITICS: Final = ("", "و", "ل", "ب", "ول", "وب", "ك", "ف")
_SLAVE: Final = frozenset(clitic + "عبد" for clitic in _CLITICS)
_FATHER: Final = {
    clitic + case: clitic + "ابو"
    for clitic in _CLITICS
    for case in ("ابو", "ابي", "ابا")
    if clitic + case != "بابا"  # the Pope
}
"""A kunya in any case → in the first."""
_BU: Final = frozenset(clitic + "بو" for clitic in ("", "و", "ل"))
_FIRST: Final = _SLAVE | _FATHER.keys() | _BU
_GOD: Final = "الله"
_FAITH: Final = "الدين"
_BEFORE: Final = {
    _GOD: frozenset(
        clitic + name
        for clitic in ("", "و", "ل", "ب")
        for name in [
            "نصر", "فضل", "خير", "عطا", "جاب", "سعد", "فتح", "رحمه", "هبه", "امان", "لطف", "نعمه", "اسد",
            "جار", "حمد", "ضيف", "عوض", "فرج", "رزق", "شكر", "مال", "قدره", "ايه", "روح", "حبيب", "عون",
            "رام", "عبيد", "ثامر",
        ]
    ),
    _FAITH: frozenset(
        clitic + name
        for clitic in ("", "و", "ل", "ب")
        for name in [
            "صلاح", "نور", "عز", "علاء", "علا", "محيي", "محي", "شمس", "بدر", "جمال", "سيف", "ضياء", "ضيا",
            "بهاء", "بها", "تقي", "فخر", "حسام", "عماد", "كمال", "خير", "زين", "شهاب", "ناصر", "سعد", "شرف",
            "برهان", "تاج", "نجم", "نصر", "عصام", "ركن", "قطب", "صدر", "ظهير", "مجد", "معين", "مصباح", "نظام",
        ]
    ),
}  # fmt: skip


def joined(words: Sequence[str]) -> list[str]:
    """The folded words with such a name as one word."""
    if _FIRST.isdisjoint(words) and _GOD not in words and _FAITH not in words:
        return list(words)  # as of nearly all titles
    found: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        after = words[at + 1] if at + 1 < len(words) else ""
        if word in _FIRST and after and not (after[0].isascii() or after[0].isdigit()):
            found.append(_FATHER.get(word, word) + after)
            at += 2
        elif after in _BEFORE and word in _BEFORE[after]:
            found.append(word + after)
            at += 2
        else:
            found.append(word)
            at += 1
    return found


def halves(word: str) -> tuple[str, ...]:
    """Of which words such a name may have been written; none for other words."""
    for end in _BEFORE:
        if word.endswith(end) and word.removesuffix(end) in _BEFORE[end]:
            return (word.removesuffix(end), end)
    for size in (6, 5, 4, 3, 2):
        if word[:size] in _FIRST and len(word) > size:
            return (word[:size], word[size:])
    return ()

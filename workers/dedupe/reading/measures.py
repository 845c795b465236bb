"""Measures, shares and spans of time, folded, as most titles count them.

15يوما, ل30          → 15 يوما, ل 30       a number is a word by itself
3 مليارات م3         → 3 مليارات متر مكعب
ربع سكان, إلى النصف   → 25 % من, إلى 50 %
بعد عقد من, لمدة شهر  → بعد 10 سنوات من, لمدة شهرا
"""

from __future__ import annotations

import re
from typing import Final

_DIGIT: Final = re.compile("[0-9]")
_GLUED: Final = re.compile(
    r"(?<=[\u0620-\u06ff])(?<!\bو)(?=[0-9])|(?<=[0-9])(?=[\u0620-\u06ff]|(?:m|bn|bln|mln|mn|tn|k|km|kg|mila)\b)"
)
_AND: Final = re.compile(r"(?<!\S)و (?=[0-9])")
_METRES: Final = re.compile(r"(?<![\u0620-\u06ff])(ك?)م ?([23])(?![0-9])")
_SHARES: Final = {"ربع": ("25", "0.25"), "نصف": ("50", "0.5")}
_OF_SHARES: Final = frozenset(["سكان", "السكان"])
_POINTS: Final = frozenset(["نقطه", "بالميه", "بالمايه", "درجه"])
_TO: Final = frozenset(["الي", "بمقدار", "بنسبه"])
_LASTS: Final = frozenset(["لمده", "لفتره", "عقد"])
_DECADE: Final = "عقد"
_SINCE: Final = frozenset(["بعد", "منذ", "قبل", "خلال", "نحو", "مدي", "طوال"])
_TIMES: Final = {"شهر": "شهرا", "يوم": "يوما"}


def digits_apart(folded: str) -> str:
    """Folded text with each number as a word by itself."""
    if _DIGIT.search(folded):
        folded = _METRES.sub(_metres, folded)
        folded = _GLUED.sub(" ", _AND.sub("و", folded))
    return folded


def _metres(found: re.Match[str]) -> str:
    """Metres by the square and the cube: 3 مليارات م3."""
    return f" {'كيلو' if found[1] else ''}متر {'مربع' if found[2] == '2' else 'مكعب'} "


def shares(words: list[str]) -> list[str]:
    """A quarter and a half in figures where others have figures: ربع سكان, ربع نقطة, إلى النصف."""
    if "ربع" not in words and "نصف" not in words and "النصف" not in words:
        return words
    found: list[str] = []
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        if word in _SHARES and after in _OF_SHARES:
            found += [_SHARES[word][0], "%", "من"]
        elif word in _SHARES and after in _POINTS:
            found.append(_SHARES[word][1])
        elif word == "النصف" and at and words[at - 1] in _TO:
            found += ["50", "%"]
        else:
            found.append(word)
    return found


def lasting(words: list[str]) -> list[str]:
    """With how long it lasts as it is counted: لمدة شهر is شهرا, and says more than شهر آذار."""
    if _LASTS.isdisjoint(words):
        return words
    found: list[str] = []
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        ends = words[at + 1 : at + 2] in ([], ["من"])
        if word == _DECADE and before in _SINCE and ends:
            found += ["10", "سنوات"]  # بعد عقد من الغياب
        elif before in _LASTS:
            found.append(_TIMES.get(word, word))
        else:
            found.append(word)
    return found

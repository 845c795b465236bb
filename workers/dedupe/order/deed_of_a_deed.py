"""What is done to what is done: of two deeds, which one is done to the other.

البرلمان يصوت على تأجيل الموازنة ≠ البرلمان يؤجل التصويت على الموازنة
ينهي تعليق الرحلات ≠ يعلق إنهاء الرحلات
تؤجل إعلان الحكم ≠ تعلن تأجيل الحكم

It is asked of titles that else tell the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from workers.dedupe.order.frames import deed
from workers.dedupe.reading.neighbours import joined
from workers.dedupe.reading.parts import Part, in_the_present
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import SOFT
from workers.dedupe.words.lists import folded_words

_TO: Final = frozenset(["", "علي", "ل", "عن", "الي", "في"])
_ANNOUNCES: Final = folded_words("يعلن تعلن أعلن أعلنت إعلان")
_ANNOUNCEMENT: Final = "اعلان"
_NOUN: Final = 5
"""Letters of the noun of a deed that begins as its verb does."""


def deed_of_a_deed(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why one deed is done to another in one title and that to the first in the other ("": it is not so).
    `twins`: units of `later` that `earlier` writes otherwise."""
    if later.tongue or earlier.tongue:
        return ""
    there = _done_to(earlier)
    for one, other in sorted(_done_to(later)):
        one, other = twins.get(one, one), twins.get(other, other)
        if one != other and (other, one) in there:
            return f"deeds: {one[1:]} of {other[1:]}, and the contrary"
    return ""


def _done_to(reading: Reading) -> set[tuple[str, str]]:
    """Pairs of a deed and the noun of the deed right behind it."""
    return {
        (one.unit, other.unit)
        for one, other in pairwise(
            part for part in reading.parts if part.kind != SOFT or _announces(part, reading)
        )
        if other.joint in _TO
        and other.at not in reading.breaks
        and not joined(other, reading)
        and (deed(one) or _announces(one, reading))
        and (deed(other) or reading.words[other.at] == _ANNOUNCEMENT)
        and not _is_verb(reading.words[other.at])
    }


def _announces(part: Part, reading: Reading) -> bool:
    """Whether something is announced, which may itself be put off: تؤجل إعلان الحكم."""
    return reading.words[part.at] in _ANNOUNCES


def _is_verb(word: str) -> bool:
    """Whether it is in the present: يؤجل; not تأجيل."""
    return word[0] == "ن" or in_the_present(word) or (word[0] == "ت" and len(word) < _NOUN)

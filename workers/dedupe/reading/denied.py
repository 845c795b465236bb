"""A thing that is denied, told before who denies it: the «no» is what the denial says.

لا حظر في النجف.. الداخلية تنفي     =  الداخلية تنفي حظرا في النجف
لا نشارك.. الحزب ينفي الانقسام      says two things, and keeps its «no»
لن نقبل                           =  نرفض, a refusal told by its contrary
يستبعد تأجيلها                     =  لن تؤجل, what is ruled out
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from workers.dedupe.reading.parts import Part, acts, in_the_present
from workers.dedupe.words import concepts
from workers.dedupe.words.kinds import CONCEPT, NOT, SOFT
from workers.dedupe.words.lists import folded_words

_DENY: Final = CONCEPT + "deny"
_NEVER: Final = frozenset(["لن", "لا"])
_REFUSED: Final = {CONCEPT + "approve": CONCEPT + "reject"}
_RULES_OUT: Final = folded_words("يستبعد تستبعد استبعد استبعدت مستبعدا مستبعدة")
_NOUN: Final = "_noun"
_BY_ITSELF: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "rise", "fall", "withdraw", "return_", "collapse", "falldown", "resign", "win", "lose", "leave",
        "qualify", "worsen", "improve", "spread_", "die", "enter", "travel_",
    )
)  # fmt: skip
_OF_ITSELF: Final = "ان"
"""Begins the noun of a deed that is done to nobody: انسحاب, انهيار."""
_OF_PEOPLE: Final = ("ين", "ون", "ان")


def without_denied(parts: list[Part], words: Sequence[str], breaks: frozenset[int]) -> list[Part]:
    """Without a «no» that begins a piece of the title, where another piece ends by denying it."""
    if not breaks or not parts or not any(part.unit == NOT for part in parts):
        return parts
    first, last = parts[0], parts[-1]
    if first.unit != NOT or last.unit != _DENY:
        return parts
    cut = max(at for at in (0, *breaks) if at <= last.at)
    if cut == 0 or _is_verb(words[first.end]):
        return parts
    denies = [part for part in parts if part.at >= cut and part.kind != SOFT]
    return parts[1:] if len(denies) > 1 else parts


def _is_verb(word: str) -> bool:
    """Whether it is one in the present; a noun of what is done is none: لا تعليق للرحلات."""
    return word[0] == "ن" or in_the_present(word)


def refused(parts: list[Part], words: Sequence[str]) -> list[Part]:
    """With a refusal where it is told by its contrary: لن نقبل is نرفض; and a «no» for what rules out that
    something is done."""
    if not _RULES_OUT.isdisjoint(words):
        return _ruled_out(parts, words)
    if _NEVER.isdisjoint(words):
        return parts
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        never = before is not None and words[before.at] in _NEVER and before.end == part.at
        if never and part.unit in _REFUSED:
            part = part._replace(unit=_REFUSED[part.unit])
            found.pop()
        found.append(part)
    return found


def _done(part: Part) -> bool:
    return acts(part) or part.unit in concepts.HAPPENS or part.unit.endswith(_NOUN)


def _ruled_out(parts: list[Part], words: Sequence[str]) -> list[Part]:
    """Not of somebody who is ruled out (يستبعد صلاح, المشاركين), nor where it is not ruled out; nor of what
    is done to nobody, behind which stands who does it, and not what: يستبعد انسحاب إسرائيل."""
    found = list(parts)
    for at, (part, deed) in enumerate(pairwise(parts)):
        if words[part.at] not in _RULES_OUT or not _done(deed) or deed.at != part.end:
            continue
        word = words[deed.at]
        if deed.unit in _BY_ITSELF or word.removeprefix("ال").startswith(_OF_ITSELF):
            continue
        noun = word[0] not in "ين" and not word.endswith(_OF_PEOPLE)
        if noun and not any(one.unit == NOT for one in parts[:at]):
            found[at] = part._replace(unit=NOT)
    return found

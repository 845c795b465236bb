"""A thing that is denied, told before who denies it: the «no» is what the denial says.

لا حظر في النجف.. الداخلية تنفي     =  الداخلية تنفي حظرا في النجف
لا نشارك.. الحزب ينفي الانقسام      says two things, and keeps its «no»
لن نقبل                           =  نرفض, a refusal told by its contrary
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.words.kinds import CONCEPT, NOT, SOFT

_DENY: Final = CONCEPT + "deny"
_NEVER: Final = frozenset(["لن", "لا"])
_REFUSED: Final = {CONCEPT + "approve": CONCEPT + "reject"}


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
    return word[0] in "ين" or (word[0] == "ت" and word[-2] != "ي")


def refused(parts: list[Part], words: Sequence[str]) -> list[Part]:
    """With a refusal where it is told by its contrary: لن نقبل is نرفض."""
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

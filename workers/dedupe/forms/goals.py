"""The result of a match by the goals of who won, where the other side scored none: 2-0, بهدفين."""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.words.kinds import CONCEPT, NUMBER

_TO_NIL: Final = "to0"
_GOALS: Final = CONCEPT + "goals"


def pair_off_goals(adds: list[Part], drops: list[Part], twins: dict[str, str]) -> None:
    """Takes out of `adds` and `drops` a win to nil and as many goals, whichever title has which; notes in
    `twins` the unit of the later title for that of the earlier."""
    _win_and_goals(adds, drops, twins)
    back: dict[str, str] = {}
    _win_and_goals(drops, adds, back)
    twins |= {now: was for was, now in back.items()}


def _win_and_goals(wins: list[Part], goals: list[Part], twins: dict[str, str]) -> None:
    win = next((part for part in wins if part.unit.endswith(_TO_NIL)), None)
    if win is None:
        return
    scored = NUMBER + win.unit.removesuffix(_TO_NIL)
    number = next((part for part in goals if part.unit == scored and part.counted == "goals"), None)
    if number is None:
        return
    wins.remove(win)
    goals[:] = [
        part
        for part in goals
        if part is not number and not (part.unit == _GOALS and part.at in (number.at, number.end))
    ]
    twins[win.unit] = scored

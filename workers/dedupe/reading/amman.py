"""Amman, where a capital stands beside it: بغداد وعمان are two capitals.

Alone the folded word is as well Oman, and stays a word: العراق وعمان.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.words import nations
from workers.dedupe.words.kinds import CONCEPT, PLACE

AMMAN: Final = "عمان"
_GAMES: Final = frozenset(
    CONCEPT + name for name in ("match_", "face_", "face_noun", "wc_qualifiers")
)
_CAPITALS: Final = frozenset(
    [
        "بغداد", "انقره", "دمشق", "القاهره", "الرياض", "طهران", "بيروت", "الدوحه", "واشنطن", "موسكو",
        "باريس", "لندن",
    ]
)  # fmt: skip


def amman_beside(parts: list[Part], words: Sequence[str]) -> list[Part]:
    """The parts with Amman as a town where a capital is tied to it by «and»; most titles as they are."""
    if any(part.unit in _GAMES for part in parts):
        return [_team(part, parts) for part in parts]
    return [
        part._replace(unit=PLACE + AMMAN, kind=PLACE)
        if part.unit == AMMAN and part.size == 1 and _beside_a_capital(part.at, words)
        else part
        for part in parts
    ]


def _team(part: Part, parts: Sequence[Part]) -> Part:
    """Oman, where it is named with a country that plays: مباراة العراق وعمان."""
    if part.unit != AMMAN or part.size > 1 or part.joint:
        return part
    before = next((one for one in parts if one.end == part.at), None)
    plays = before is not None and before.unit in nations.COUNTRIES
    return part._replace(unit=PLACE + "سلطنة عمان", kind=PLACE) if plays else part


def _beside_a_capital(at: int, words: Sequence[str]) -> bool:
    if words[at] == "و" + AMMAN:
        return at > 0 and words[at - 1] in _CAPITALS
    after = words[at + 1] if at + 1 < len(words) else ""
    return after[:1] == "و" and after[1:] in _CAPITALS

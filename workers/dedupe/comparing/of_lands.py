"""Bodies that are of a country by their name: البنك المركزي السوري is not البنك المركزي العراقي."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations, offices
from workers.dedupe.words.kinds import CONCEPT, PLACE

_CENTRAL_BANK: Final = CONCEPT + "central_bank"
_MISSION: Final = CONCEPT + "un_mission"
_OF_LANDS: Final = {
    CONCEPT + f"bank_of_{name}": PLACE + land
    for name, land in (
        ("syria", "سوريا"), ("libya", "ليبيا"), ("lebanon", "لبنان"), ("uae", "الإمارات"), ("qatar", "قطر"),
        ("saudi", "السعودية"), ("kuwait", "الكويت"), ("bahrain", "البحرين"), ("sudan", "السودان"),
        ("morocco", "المغرب"),
    )
} | {_MISSION: PLACE + "ليبيا"}  # fmt: skip
"""Bodies whose name says of what country they are."""


def of_another_land(one: Reading, other: Reading) -> str:
    """Whether a body of a country in one title is of another country in the other."""
    for part in one.parts:
        land = _OF_LANDS.get(part.unit)
        if land is None or (
            part.unit == _MISSION and land[1:] not in one.words[part.at : part.end]
        ):
            continue
        if _led_from_elsewhere(other, land):
            return f"place: {land[1:]}, of another land's head"
        for body, after in pairwise(other.parts):
            if body.unit not in (part.unit, _CENTRAL_BANK) or after.at - body.end > 1:
                continue
            if after.unit in nations.COUNTRIES and after.unit != land:
                return f"place: {land[1:]} ≠ {after.unit[1:]}"
    return ""


def _led_from_elsewhere(other: Reading, land: str) -> bool:
    """Whether the head of another land does something with its central bank."""
    does = other.parts[0].unit if other.parts else ""
    _, led = offices.HOLDERS.get(does, ("", land))
    return led != land and _CENTRAL_BANK in other.told and land not in other.told

"""A word that says nothing by itself, in the place of one that does: معرض للإعلاميين is not معرض للكتاب.

What says nothing may be added or left out. Where it stands between the same words as what the other title
tells, it is told instead of it; unless it only tells the same less closely: شخص for متظاهر.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streamer.text import words
from workers.dedupe.forms.spellings import one_word
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, nations
from workers.dedupe.words.kinds import CONCEPT, PLACE, SOFT

_ANYBODY: Final = frozenset(
    words(
        """شخص شخصا أشخاص شخصين مواطن مواطنا مواطنين مواطنون آخر آخرين آخرون حالة حالات عدد أحد إحدى مدينة
        محافظة منطقة بلدة العاصمة البلاد بلاده people person persons others kişi
        personnes autres نفر کەس city province"""
    )
)
_TOWN: Final = frozenset([("في", "المدينه")])
_NONE: Final[frozenset[str]] = frozenset()
_ORIGIN: Final = CONCEPT + "origin_"
"""Of what country somebody is who is named (reading/origins.py)."""


def instead(drops: Sequence[Part], later: Reading, earlier: Reading) -> str:
    """What `later` says in the place of one of `drops`, which `earlier` tells ("": nothing)."""
    if not drops:
        return ""
    if where := _in_town(drops, later):
        return where
    told = {part.unit for part in earlier.parts}
    light = [
        part
        for part in later.parts
        if part.unit not in told
        and part.unit not in _ANYBODY
        and not (acts(part) or part.unit in concepts.SAID)
        and part.unit != _ORIGIN
    ]
    if not light:
        return ""
    for gone in drops:
        if acts(gone):
            continue
        slot = _around(gone, earlier)
        for part in light:
            if _around(part, later) == slot and not one_word(part.unit, gone.unit):
                return f"word: {gone.unit} ≠ {part.unit}"
    return ""


def _in_town(drops: Sequence[Part], later: Reading) -> str:
    """Whether `later` says that it was in the town of a province of which `earlier` tells another place: شرطة
    البصرة … في شط العرب, شرطة البصرة … في المدينة."""
    if later.words[-2:] not in _TOWN:
        return ""
    for gone in drops:
        if gone.kind == PLACE and not nations.WITHIN.get(gone.unit, _NONE).isdisjoint(later.told):
            return f"place: {gone.unit[1:]} ≠ {later.words[-1]}"
    return ""


def _around(part: Part, reading: Reading) -> tuple[str, str]:
    """The units right before and behind a part, but for what is soft."""
    solid = [one for one in reading.parts if one.kind != SOFT]
    before = next((one.unit for one in reversed(solid) if one.end <= part.at), "")
    behind = next((one.unit for one in solid if one.at >= part.end), "")
    return before, behind

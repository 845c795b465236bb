"""Whether an adjective of a people only says in which land the place lies that stands right before it.

رئيس بلدية أضنة التركية        of the town, whoever arrests its mayor
في شواطئ جيجل الجزائرية        of a town that no list knows, behind what it has there
الحكومة التركية               of those who act: not this
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import fillers, nations, rarity
from workers.dedupe.words.kinds import NATION, PLACE, WORD
from workers.dedupe.words.lists import folded_words

LANDS: Final = folded_words("ريف محافظة ولاية إقليم قضاء مديرية ضواحي جرود بادية منطقة لواء")
TOWNS: Final = folded_words("مدينة بلدة قرية حي مخيم ناحية مدينتي بلدتي")
_AT_SEA: Final = folded_words("شواطئ سواحل ساحل شاطئ ميناء مطار جبال")
_SORTS: Final = LANDS | TOWNS | _AT_SEA | fillers.SORTS
_SHE: Final = "يه"
"""Ends التركية, which is folded as a way to write the land."""
_NAME: Final = 0.9
"""Weight of a word that is a name."""


def of_its_land(part: Part, reading: Reading) -> bool:
    """Whether the part only says so; of what stands behind two such nouns it is not asked."""
    word = reading.words[part.at]
    people = part.kind == NATION or (part.kind == PLACE and word.endswith(_SHE))
    if not people or part.joint or part.unit not in nations.COUNTRIES:
        return False
    if not word.startswith("ال") or part.at in reading.breaks:
        return False
    place = next((one for one in reading.parts if one.end == part.at), None)
    if place is None or place.unit in nations.COUNTRIES:
        return False
    return place.kind == PLACE or (place.kind == WORD and _named(place, reading))


def sort_before(place: Part, reading: Reading) -> str:
    """The noun right before it, without its article and what is written to it."""
    word = reading.words[place.at - 1] if place.at else ""
    return word.removeprefix("ب").removeprefix("ل").removeprefix("ال")


def _named(place: Part, reading: Reading) -> bool:
    if acts(place):
        return False
    sort = sort_before(place, reading) in _SORTS
    inside = sort or place.joint == "في" or reading.words[place.at].startswith("ب")
    return inside and rarity.weight(place.unit) >= _NAME

"""In what land or quarter a place lies that both titles tell, said by one of them.

منبج = منبج في ريف حلب         the country around what is named behind it
صعدة = صعدة شمالي اليمن         the quarter of a land
بلدة عيترون = عيترون جنوبي لبنان  a town that no list knows, where the other title names no other place
إقليم الحوز = إقليم الحوز المغربي   the land of such a town by its adjective

Not the land alone: ريف دمشق is not دمشق; nor the quarter of what both name: شمال غزة.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.order.lands import LANDS, TOWNS, of_its_land, sort_before
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, fillers, nations, rarity
from workers.dedupe.words.kinds import NATION, PLACE, SOFT, WORD

_JOINTS: Final = ("", "في", "من", "in", "en", "au", "dans")
_NAME: Final = 0.9
"""Weight of a word that is a name."""


def only_lies_there(part: Part, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether a part that `its` tells alone says only where a place lies of which both tell."""
    word = its.words[part.at].removeprefix("ب").removeprefix("ال")
    if of_its_land(part, its):
        return _of_that_town(part, its, other, both)
    land = part.unit in concepts.COMPASS or word in LANDS
    if not (land or part.kind == PLACE):
        return False
    at = its.parts.index(part)
    if part.unit in concepts.COMPASS and _of_a_land(at, its, other, both):
        return True
    around = next((one for one in its.parts[at:] if not _is_land(one, its)), None)
    if around is None or around.kind != PLACE or around.joint not in (*_JOINTS, part.joint):
        return False
    inner = {
        one.unit
        for one in its.parts
        if one.unit in both and around.unit in nations.WITHIN.get(one.unit, ())
    }
    if land and inner:
        return True
    return _behind_a_town(at, around, its, both) and all(
        one.unit in both or around.unit in nations.WITHIN.get(one.unit, ())
        for one in other.parts
        if one.kind == PLACE
    )


def _of_that_town(part: Part, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether the place that it stands behind is told by both, and the other title names no land and no place
    that `its` does not."""
    town = next(one for one in its.parts if one.end == part.at)
    return (
        town.unit in both
        and nations.WITHIN.get(town.unit, frozenset()) & nations.COUNTRIES <= {part.unit}
        and all(one.unit in both for one in other.parts if one.kind in (PLACE, NATION))
    )


def _of_a_land(at: int, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether it says which quarter of a land, where the other title names no quarter: ريف حلب الشمالي."""
    place = its.parts[at - 1] if at else None
    if (
        place is None
        or place.kind != PLACE
        or place.unit not in both
        or place.end != its.parts[at].at
    ):
        return False
    land = its.words[place.at - 1].removeprefix("ب").removeprefix("ال") if place.at else ""
    return land in LANDS and concepts.COMPASS.isdisjoint(other.told)


def _is_land(part: Part, its: Reading) -> bool:
    word = its.words[part.at].removeprefix("ب").removeprefix("ال")
    return part.kind == SOFT or part.unit in concepts.COMPASS or word in LANDS


def _behind_a_town(at: int, around: Part, its: Reading, both: set[str]) -> bool:
    """Whether it stands right behind a name that both tell, with nothing but such words between them."""
    before = [
        one
        for one in its.parts[: at + 1]
        if not _is_land(one, its) and one.unit != around.unit and one.at < around.at
    ]
    town = before[-1] if before else None
    if town is None or town.kind != WORD or town.unit not in both or acts(town):
        return False
    sort = sort_before(town, its)
    named = sort in fillers.SORTS or sort in TOWNS or rarity.weight(town.unit) >= _NAME
    between = any(town.end <= one < around.at for one in its.breaks)
    return named and not between

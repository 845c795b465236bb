"""The land of what both titles tell, which goes without saying beside it.

إدلب السورية · Iran's Tabriz      in what country a place lies
القوات العراقية في كركوك          of what country those are who act there
9 فلسطينيين في خان يونس           and those who are hurt
نتنياهو: إسرائيل لن تنسحب         the state of a leader who speaks
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.comparing.bodies import acting_body
from workers.dedupe.comparing.owners import of_others
from workers.dedupe.reading.neighbours import right_before, right_behind
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations, numbers, offices
from workers.dedupe.words.kinds import CONCEPT, NATION, NOT, NUMBER, PLACE, WORD

_NOWHERE: Final[frozenset[str]] = frozenset()
_INSIDE: Final = ("", "في", "وسط")
_AUTHORITIES: Final = frozenset(["السلطات", "سلطات", "القوات", "الاجهزه", "الدوله"])
_IN_OTHERS_LAND: Final = frozenset(
    CONCEPT + deed
    for deed in ("bomb", "attack", "enter", "storm_in", "withdraw", "seize", "advance", "hit")
)
"""What a force does in a land that may not be its own: يقصف الناقورة."""
_OF_ANY_LAND: Final = frozenset(CONCEPT + deed for deed in ("arrest", "drown"))
"""What befalls strangers there as well."""
_MARTYRS: Final = frozenset(["شهدا", "شهيدا", "شهيدين", "شهيد"])
"""So are one's own dead called."""


def around(
    part: Part, whole: Reading, both: set[str], other: Reading, *, added: bool = False
) -> bool:
    """Whether it only says in what country a place lies that both tell (إدلب السورية, Iran's Tabriz), or that
    those who act there are of that country; who was hurt may be of another, where the later adds it, but no
    شهداء are."""
    if part.kind not in (PLACE, NATION) or part.joint not in _INSIDE:
        return False
    own = part.kind == NATION or whole.words[part.end : part.end + 1] == ("s",)
    if own and any(offices.HOLDERS[unit][1] == part.unit for unit in both & offices.HOLDERS.keys()):
        return True  # Macron is of France
    if part.kind == NATION and any(
        nations.SEATS[unit] == part.unit for unit in both & nations.SEATS.keys()
    ):
        return True  # a company is of its country
    for place in whole.parts:
        lands = _lies_in(place)
        if place.unit not in both or part.unit not in lands:
            continue
        if len(lands & nations.COUNTRIES) > 1 and part.unit in nations.COUNTRIES:
            continue  # طرابلس اللبنانية is not طرابلس
        if place.end == part.at or (
            part.end >= place.at - 1
            and part.at < place.at
            and not place.joint
            and not any(
                acts(one) and one.at == part.end for one in whole.parts
            )  # اللبناني يقصف الناقورة
        ):
            return True
        people = part.kind == NATION or whole.words[part.at].endswith("يه")
        if people and NATION not in other.kinds and of_a_body(part, whole):
            return both.isdisjoint(_IN_OTHERS_LAND) and not of_others(part, whole, other)
        if (
            part.kind == NATION
            and not (added and _MARTYRS.isdisjoint(other.words))
            and both.isdisjoint(_OF_ANY_LAND)
            and _of_the_hurt(part, whole)
            and not any(one.kind == NATION and _of_the_hurt(one, other) for one in other.parts)
        ):
            return True  # 9 فلسطينيين, in Khan Yunis
    return _his_state(part, whole, both)


def of_a_body(part: Part, whole: Reading) -> bool:
    """Whether it says whose forces or ministry it is that stands before it: القوات العراقية."""
    before = right_before(part, whole)
    if before is None or part.joint:
        return False
    if whole.words[part.at - 1] in _AUTHORITIES:
        return True
    return before.unit in offices.PORTFOLIOS or acting_body(before, whole)


def _lies_in(place: Part) -> frozenset[str]:
    """Places that it lies in; of a town that is called as something else is (البياع), behind «in» alone."""
    around = nations.WITHIN.get(place.unit)
    if around is None and place.kind == WORD and place.joint == "في":
        around = nations.WITHIN.get(f"{PLACE}ال{place.unit}")
    return around or _NOWHERE


def _of_the_hurt(part: Part, whole: Reading) -> bool:
    """Whether it only says of which people those are who were hurt."""
    before = right_before(part, whole)
    return before is not None and (
        before.counted in numbers.TOLL or (before.kind == NUMBER and bool(before.counted))
    )


def _his_state(part: Part, whole: Reading, both: set[str]) -> bool:
    """Whether the leader who speaks says what his state does: نتنياهو: لن ننسحب, إسرائيل لن تنسحب."""
    after = right_behind(part, whole)
    if part.joint or after is None or not (acts(after) or after.unit == NOT):
        return False
    return any(
        one.unit in both and offices.HOLDERS.get(one.unit, ("", ""))[1] == part.unit
        for one in whole.parts
        if one.at < part.at
    )

"""Of what country, and on which side: states and places of two titles that tell of the same.

مؤسسة النفط الليبية ≠ مؤسسة النفط اللبنانية       each of a people that the other does not name
إيران تعدم جواسيس لإسرائيل ≠ إسرائيل تعدم جواسيس لإيران
Iraq to export oil via Turkey ≠ Turkey to export oil via Iraq
    one acts, or it happens there, and the other stands behind a preposition

In another order no place in a row shows it (changed_places.py), for hardly anything stands where it stood.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from workers.dedupe.order.converse import either_way
from workers.dedupe.order.frames import BY
from workers.dedupe.reading.neighbours import listed
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations, offices
from workers.dedupe.words.kinds import CONCEPT, NATION, PLACE, SOFT

_HERE: Final = frozenset(["", "في", "في اجوا", "في سما"])
"""Before who acts, and before where it happens."""
_BETWEEN: Final = frozenset(["بين", "between", "entre", "mabeyn", "میان", "zwischen"])
_MUTUAL: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "meet", "discuss", "sign", "agree_", "cooperate_", "cooperate_noun", "swap", "draw", "clash",
        "takeover", "handover", "receive", "win", "lose",
    )
)  # fmt: skip
"""Deeds of two at once, and those that are told from either side: hand over, take over."""
_ATTACKS: Final = frozenset(CONCEPT + deed for deed in ("bomb", "attack", "hit", "target_"))


def other_people(later: Reading, earlier: Reading) -> str:
    """Why they are of two countries, though they share a place."""
    if NATION not in later.kinds or NATION not in earlier.kinds:
        return ""
    now, before = _peoples(later), _peoples(earlier)
    mine, its = now - earlier.told, before - later.told
    if not mine or not its or not now.isdisjoint(before):
        return ""
    if any(_lies_in(unit, its) for unit in later.told) or any(
        _lies_in(unit, mine) for unit in earlier.told
    ):
        return ""
    return f"people: {min(its)[1:]} ≠ {min(mine)[1:]}"


def _peoples(reading: Reading) -> set[str]:
    return {part.unit for part in reading.parts if part.kind == NATION}


def _lies_in(unit: str, countries: set[str]) -> bool:
    """Whether it is a capital of one, or one whom a leader of whom stands for."""
    if nations.CAPITALS.get(unit) in countries:
        return True
    return unit in offices.HOLDERS and offices.HOLDERS[unit][1] in countries


def other_side(later: Reading, earlier: Reading) -> str:
    """Why of two states each is where the other was."""
    if not _MUTUAL.isdisjoint(later.told):
        return ""
    if later.tongue and any(part.joint in BY for part in (*later.parts, *earlier.parts)):
        return ""  # who did it is told (passives.py)
    if either_way(later, earlier):
        return ""
    one, other = _acting(later), _acting(earlier)
    if one and other and one != other and _told(other, later) and _told(one, earlier):
        return f"roles: {other} does it ≠ {one} does it"
    for does, suffers in ((one, earlier), (other, later)):
        if does and does == _hit(suffers):
            return f"roles: {does} does it ≠ what is hit is of {does}"
    now, before = _sides(later), _sides(earlier)
    both = [unit for unit in now if unit in before]
    for one in both:
        for other in both:
            if now[one] and not now[other] and not before[one] and before[other]:
                return f"roles: {one} and {other} have changed sides"
    return ""


def _acting(reading: Reading) -> str:
    """The state that acts, where one stands first and a verb follows, or with the noun of an attack: Israeli
    strike, قصف إسرائيلي; ""."""
    told = [part for part in reading.parts if part.kind != SOFT]
    if len(told) < 2 or any(part.joint in BY for part in told):
        return ""
    first, second = told[:2]
    if first.kind in (PLACE, NATION) and not first.joint and first.end == second.at:
        word = reading.words[second.at]
        verb = acts(second) and (word[0].isascii() or word[0] in "يت")
        does = len(told) > 2 and not told[2].joint  # not Syrian detained in Germany
        return _state(first.unit) if verb and does else ""
    if second.kind == NATION and not second.joint and first.unit in _ATTACKS:
        return _state(second.unit)
    return ""


def _hit(reading: Reading) -> str:
    """The state whose what is hit is, by an adjective that agrees with it and not with the deed: قصف قافلة
    إسرائيلية, but غارة إسرائيلية; ""."""
    told = [part for part in reading.parts if part.kind != SOFT]
    if not told or told[0].unit not in _ATTACKS or reading.words[told[0].at].endswith("ه"):
        return ""
    for noun, people in pairwise(told[1:]):
        if people.kind == NATION and not people.joint and people.at == noun.end:
            return _state(people.unit) if reading.words[people.at].endswith("يه") else ""
    return ""


def _told(state: str, reading: Reading) -> bool:
    return any(_state(part.unit) == state for part in reading.parts)


def _sides(reading: Reading) -> dict[str, bool]:
    """State or place → whether it stands behind a preposition that makes it another side. What is listed
    stands behind that of what it is listed with; what is between two, or on both sides, tells nothing."""
    found: dict[str, bool] = {}
    unsure: set[str] = set()
    before: Part | None = None
    sort: Part | None = None
    for part in reading.parts:
        if part.kind not in (PLACE, NATION):
            sort = part
            continue
        joint = part.joint
        if not joint and sort is not None and sort.kind == SOFT and sort.end == part.at:
            joint = sort.joint  # على مدينة خان يونس
        if before is not None and listed(part, reading):
            joint = before.joint
        before = part._replace(joint=joint)
        side = joint not in _HERE | BY
        if joint in _BETWEEN or found.get(_state(part.unit), side) != side:
            unsure.add(_state(part.unit))
        found[_state(part.unit)] = side
    return {unit: side for unit, side in found.items() if unit not in unsure}


def _state(unit: str) -> str:
    return nations.CAPITALS.get(unit, unit)

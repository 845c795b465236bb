"""Whether two of those involved stand in one title as they do not in the other: الأهلي يهزم الزمالك.

Only those behind the same preposition are compared. Some may stand either way, and tell nothing by it
(either_way); so may places and times, unless of two clauses: في كركوك انفجار, انفجار في كركوك.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from itertools import pairwise
from typing import Final

from workers.dedupe.order.either_way import either_way
from workers.dedupe.order.frames import deed
from workers.dedupe.order.his_own import with_pronoun
from workers.dedupe.order.lands import of_its_land
from workers.dedupe.order.strikes import fired_by
from workers.dedupe.reading.neighbours import listed, right_before
from workers.dedupe.reading.parts import Part, Two, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, NATION, NUMBER, OFFICE, PLACE, SOFT, WORD

_ANYWHERE: Final = "في"
"""Phrases of place and time stand where they like."""
_NEW: Final = CONCEPT + "fresh_"
_ABOARD: Final = frozenset([CONCEPT + "passenger_many", CONCEPT + "passenger", "طاقم"])
_VESSELS: Final = frozenset(
    CONCEPT + name
    for name in (
        "boat", "ship", "bus", "plane", "ferry_", "helicopter", "car", "balloon_", "lift_cabin",
    )
)  # fmt: skip
_MONEY: Final = frozenset(["gbp", "euros", "usd", CONCEPT + "dollars", CONCEPT + "euros"])
_NOBODY: Final[frozenset[str]] = frozenset()


def changed_places(
    later: Reading,
    earlier: Reading,
    here: Mapping[str, Part],
    there: Mapping[str, Part],
    sure: Set[str],
) -> str:
    """Why it is told of others ("": nothing says so). `here` and `there`: those involved, in order, by the
    units of `earlier`. `sure`: those of whom is known what they do or suffer in both."""
    ranks = {unit: at for at, unit in enumerate(there)}
    titled = _titled(later) & _titled(earlier)
    rows: dict[str, list[str]] = {}
    for unit, part in here.items():
        if unit not in there or part.kind == SOFT:
            continue
        joint = _joint(part, later)
        if joint == _joint(there[unit], earlier):
            rows.setdefault(joint, []).append(unit)
    for x, y in (pair for row in rows.values() for pair in pairwise(row)):
        if ranks[x] <= ranks[y] or {x, y} <= sure or {x, y} <= titled:
            continue
        now, was = (here[x], here[y]), (there[y], there[x])
        if _of_two_clauses(now, later) and _of_two_clauses(was, earlier):
            return f"roles: {x} and {y} have changed places"
        if here[x].joint == _ANYWHERE or (_NEW in (x, y) and _new(later) == _new(earlier)):
            continue  # Syria's new government, new Syrian government
        if any(of_its_land(one, later) for one in now) or any(
            of_its_land(one, earlier) for one in was
        ):
            continue  # توقيف رئيس بلدية أضنة التركية
        if x in _MONEY or y in _MONEY:
            continue  # for £125m
        if (x in _ABOARD and y in _VESSELS) or (y in _ABOARD and x in _VESSELS):
            continue  # غرق مركب ونجاة ركابه, نجاة ركاب مركب غرق
        if fired_by(now, later, was, earlier):
            continue
        if _called(now, later) and _called(was, earlier) and _his(now, later, was, earlier):
            continue  # يقيل مدربه كومان, إقالة كومان مدرب برشلونة
        if not either_way(now, later, was, earlier):
            return f"roles: {x} and {y} have changed places"
    return ""


def _titled(reading: Reading) -> frozenset[str]:
    """The units of who stands first with his office, before a deed: صالح الحسناوي وزير الصحة, وزير الصحة
    صالح الحسناوي."""
    found: list[Part] = []
    for part in reading.parts:
        if deed(part):
            offices = sum(one.kind == OFFICE for one in found)
            return frozenset(one.unit for one in found) if offices == 1 else _NOBODY
        if part.joint or part.at != (found[-1].end if found else 0) or listed(part, reading):
            return _NOBODY
        found.append(part)
    return _NOBODY


def _called(two: Two, reading: Reading) -> bool:
    """Whether an office and the last or first of a name stand side by side: مدربه كومان."""
    one, other = two
    between = [part for part in reading.parts if one.end <= part.at < other.at]
    return (
        {one.kind, other.kind} == {OFFICE, WORD}
        and all(part.kind == WORD for part in between)
        and sum(part.end - part.at for part in between) == other.at - one.end
    )


def _his(now: Two, later: Reading, was: Two, earlier: Reading) -> bool:
    """Whether the office is somebody's in one of the titles: مدربه, مدرب."""
    here, there = (
        next(its.words[part.at] for part in two if part.kind == OFFICE)
        for two, its in ((now, later), (was, earlier))
    )
    return with_pronoun(here, there) or with_pronoun(there, here)


def _joint(part: Part, reading: Reading) -> str:
    """The preposition behind which it stands, its number or sort before it: بأربعة ركاب, على مدينة غزة."""
    if part.joint:
        return part.joint
    before = right_before(part, reading)
    if before is None or before.end != part.at:
        return ""
    return before.joint if before.kind in (NUMBER, SOFT) else ""


def _of_two_clauses(two: Two, reading: Reading) -> bool:
    """Whether something is said of each by itself, the second joined by و: مصر تفوز والجزائر تخسر."""
    one, other = two
    return any(acts(part) for part in reading.parts if one.end <= part.at < other.at) and any(
        listed(part, reading) for part in reading.parts if one.end <= part.at <= other.at
    )


def _new(reading: Reading) -> str:
    """What is new: the noun behind it, be its people between them."""
    parts = iter(reading.parts)
    next((part for part in parts if part.unit == _NEW), None)
    return next((part.unit for part in parts if part.kind not in (NATION, PLACE, SOFT)), "")

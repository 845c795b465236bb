"""Whether behind one noun stands another people in each title, though both tell of both.

جندي تركي شمال العراق ≠ جندي عراقي قرب تركيا
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from workers.dedupe.reading.neighbours import right_behind
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import holders, offices
from workers.dedupe.words.kinds import NATION, OFFICE


def of_another_people(later: Reading, earlier: Reading) -> str:
    """Whether behind one noun stands another people in each title."""
    if NATION not in later.kinds or NATION not in earlier.kinds:
        return ""
    now, before = _peoples(later), _peoples(earlier)
    if all(now[noun] == before[noun] for noun in now.keys() & before.keys()):
        return ""
    come, gone = holders.told(later.words), holders.told(earlier.words)
    if one_of := {one.who for one in come} & {one.who for one in gone}:  # by name there
        now = _peoples(later, [one for one in come if one.who in one_of])
        before = _peoples(earlier, [one for one in gone if one.who in one_of])
    for noun in [one for one in now if one in before]:
        likes = _likes(later, earlier) | _likes(earlier, later)
        if now[noun] != before[noun] and not likes & {now[noun], before[noun]}:
            return f"nation: {before[noun][1:]} ≠ {now[noun][1:]}"
    return ""


def _likes(one: Reading, other: Reading) -> set[str]:
    """Peoples whose like of somebody `one` tells of, and `other` behind a preposition by his office: مع نظيره
    القبرصي, مع الرئيس القبرصي."""
    if offices.LIKE_HIM.isdisjoint(one.words):
        return set()
    theirs = {
        people.unit
        for office, people in pairwise(other.parts)
        if office.joint and office.kind == OFFICE
    }
    return {
        part.unit
        for part in one.parts
        if part.unit in theirs and part.at and one.words[part.at - 1] in offices.LIKE_HIM
    }


def _peoples(reading: Reading, persons: Sequence[holders.Told] = ()) -> dict[str, str]:
    """Unit of a noun → the people that stands right behind it; not of one that has two, nor of `persons`."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    before: Part | None = None
    for part in reading.parts:
        told = before is not None and before.end == part.at and part.at not in reading.breaks
        if any(one.at <= part.at < one.end for one in persons):
            told = False
        if told and before is not None and part.kind == NATION and not part.joint:
            if before.unit in found:
                twice.add(before.unit)
            found[before.unit] = part.unit
            after = right_behind(part, reading)
            if after is not None and after.kind == NATION and not after.joint:
                one, other = sorted([part.unit, after.unit])
                found[before.unit] = one + other  # المفاوضات الأميركية الإيرانية, of both
        before = part
    return {noun: people for noun, people in found.items() if noun not in twice}

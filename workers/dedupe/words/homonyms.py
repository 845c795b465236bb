"""English words of two meanings, by what stands beside them.

Nurses strike over pay → walkout          US strike kills commander → strike
Thousands march in Rome → protest         in March, March 5 → the month

A capital tells the month where no preposition or day does, so months are looked for before a fold, and words
behind it. Who dies in a crash is killed in it. Where nothing decides, a word stays what the lists say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_MONTHS: Final = {"March": "آذار", "May": "أيار"}
_MONTH: Final = re.compile(
    r"\b(?P<before>(?:[Ii]n|[Oo]f|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]or|[Ff]rom|[Tt]o|[Ee]nd|[Ll]ate|[Ee]arly|[Mm]id"
    r"|[Nn]ext|[Ll]ast|[Tt]his|\d{1,2}(?:st|nd|rd|th)?)[ -])?(?P<month>March|May)\b(?P<after> \d{1,4}\b)?"
)
_STRIKES: Final = {"strike": "walkout", "strikes": "walkout", "striking": "walkout"}
_AT_WORK: Final = """
    workers worker union unions staff staffers pilots drivers nurses teachers doctors rail railway train
    trains airline airport airports port ports dockworkers dockers crew crews employees pay wage wages wildcat
    general hunger commuters bus metro subway transport lecturers academics farmers postal miners actors
    writers factory walkout truckers controllers cleaners judges lawyers students schools hospitals flights
    talks deal vote ballot on over industrial nationwide sympathy week hour
"""
_IN_ARMS: Final = """
    air drone drones missile missiles rocket military israel israeli russia russian us kills killed kill
    dead hit hits target targets airstrike bomb bombs bombing army raid ukraine ukrainian gaza
    houthi iran iranian pakistani turkish saudi nato commander
"""
_WORK: Final = frozenset(_AT_WORK.split())
_ARMS: Final = frozenset(_IN_ARMS.split())
_DIES: Final = frozenset(["dies", "die", "died"])
_OF_PERIL: Final = """
    crash crashes accident collision fire blaze explosion blast flood floods earthquake quake avalanche
    landslide shipwreck capsizes stampede collapse collapses storm hurricane tornado shooting bombing attack
    clashes
"""
_PERILS: Final = frozenset(_OF_PERIL.split())
"""In which who dies is killed."""
_MARCH: Final = frozenset(["march", "marched", "marching"])


def months(title: str) -> str:
    """The title with March and May as months where they are."""
    return _MONTH.sub(_month, title) if "March" in title or "May" in title else title


def _month(found: re.Match[str]) -> str:
    if not (found["before"] or found["after"]):
        return found[0]
    return f"{found['before'] or ''}{_MONTHS[found['month']]}{found['after'] or ''}"


def of_age(told: Sequence[str]) -> list[str]:
    """Folded words, in English, of which one says that somebody is dead, and another how old: who dies in no
    peril is not killed."""
    if not _PERILS.isdisjoint(told):
        return list(told)
    return ["dies" if word == "dead" else word for word in told]


def meant(told: Sequence[str], whole: Sequence[str] = ()) -> list[str]:
    """Folded English words, those of two meanings by one that has only theirs; of a clause, by all of the
    title."""
    words = {*told, *whole}
    if not (_DIES.isdisjoint(words) or _PERILS.isdisjoint(words)):
        told = ["killed" if word in _DIES else word for word in told]
    if not _MARCH.isdisjoint(words):
        told = ["protest" if word in _MARCH else word for word in told]
    if _STRIKES.keys().isdisjoint(words) or not _ARMS.isdisjoint(words) or _WORK.isdisjoint(words):
        return list(told)
    return [_STRIKES.get(word, word) for word in told]

"""What excludes each other in two titles: concepts of one line of rivals.toml, and a «not» of one alone.

يفوز ≠ يخسر       of a line where nothing turns: two pieces of news
يفتح ≠ يغلق       of a line of concepts.TURNS: what may turn, so it is news of the same story
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from workers.dedupe.forms.twins import DENY
from workers.dedupe.order.converse import converse
from workers.dedupe.order.winners import beaten
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts
from workers.dedupe.words.kinds import CONCEPT, NOT
from workers.dedupe.words.likeness import likeness

TURNED: Final = ": now the contrary"
_WITHOUT: Final = CONCEPT + "without"
_TRADE: Final = frozenset([CONCEPT + "buy", CONCEPT + "sell"])
_DENIES: Final = 0.6
"""Likeness from which on a «not» in one of two titles is about the same."""


def rivals(later: Reading, earlier: Reading) -> tuple[str, str, tuple[Part, ...]]:
    """Why one excludes the other; or in what the story has turned, and the parts that say so."""
    here, there = later.groups, earlier.groups
    turns: list[str] = []
    for line in sorted(here.keys() & there.keys()):
        (group, *more), (was, *others) = here[line], there[line]
        if line == "affirm" and (NOT in later.told or NOT in earlier.told):
            continue  # «no» and «denies» say the same
        if (line == "win" and beaten(later, earlier)) or (
            line == "trade" and _sold(later, earlier)
        ):
            continue  # he wins to whom the other loses, and sells to him who buys
        if not more and not others and group != was:
            if line not in concepts.TURNS:
                return f"{line}: one says the contrary of the other", "", ()
            turns.append(line)
    turned = tuple(part for line in turns for group in here[line].values() for part in group)
    if (
        (NOT in later.told or NOT in earlier.told)
        and _denies(later) != _denies(earlier)
        and not (_WITHOUT in later.told and _WITHOUT not in earlier.told and NOT in earlier.told)
        and not (_WITHOUT in earlier.told and _WITHOUT not in later.told and NOT in later.told)
        and likeness(later.units, earlier.units) > _DENIES
    ):
        turns.append("not")
        turned += _denied(later, earlier)
    return "", f"{turns[0]}{TURNED}" if turns else "", turned


def _denied(later: Reading, earlier: Reading) -> tuple[Part, ...]:
    """The parts of `later` that deny, or say what was denied."""
    found = tuple(part for part in later.parts if part.unit in (NOT, DENY))
    if found:
        return found
    behind = {after.unit for part, after in pairwise(earlier.parts) if part.unit in (NOT, DENY)}
    return tuple(part for part in later.parts if part.unit in behind) or later.parts[:1]


def _denies(reading: Reading) -> bool:
    return NOT in reading.told or DENY in reading.told


def _sold(later: Reading, earlier: Reading) -> bool:
    """Whether who buys in one title is in the other he to whom it is sold."""
    here, there = (
        [part for part in side.parts if part.unit in _TRADE] for side in (later, earlier)
    )
    return len(here) == len(there) == 1 and converse(here[0], there[0], later, earlier)

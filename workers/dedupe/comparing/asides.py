"""What only says where it is, who somebody is, or nothing at all, where enough is told by both: each by a
module of its own (datelines, lying_in, whose_arms, in_arms, many_of_them, bodies, called, rounding), asked
by what a part is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.comparing.bodies import before_a_name, fuller
from workers.dedupe.comparing.called import by_name
from workers.dedupe.comparing.datelines import only_where
from workers.dedupe.comparing.in_arms import by_the_way
from workers.dedupe.comparing.local_heads import LOCAL, heads_it_there
from workers.dedupe.comparing.lying_in import only_lies_there
from workers.dedupe.comparing.many_of_them import only_many
from workers.dedupe.comparing.rounding import ROUNDING, rounds_off
from workers.dedupe.comparing.whose_arms import whose_arms
from workers.dedupe.reading.neighbours import right_before
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import clubs, concepts
from workers.dedupe.words.kinds import CONCEPT, NATION, ORDINAL, PLACE, WORD, YEAR
from workers.dedupe.words.likeness import heft
from workers.dedupe.words.lists import folded_words

_OF_A_MATCH: Final = 4
"""Units: two sides, who wins, and how high."""
_CONTESTS: Final = folded_words(
    "كأس بكأس لكأس دوري بدوري الدوري بالدوري للدوري بطولة ودي وديا ودية السوبر تصفيات cup league"
    " friendly copa coupe liga"
)
"""Of which some are in no list: كأس العراق."""
_ROUNDS: Final = frozenset(["جوله", "اسبوع", "مرحله"])
_RESULTS: Final = frozenset(CONCEPT + deed for deed in ("win", "lose", "draw"))
ENOUGH: Final = 3
_TELLING: Final = 1.4
"""Parts that both tell, and their weight, from which on what is said aside is none."""
_SOME: Final = 1.2
"""Weight from which on whose arms they are, and where a place lies, says nothing."""


def without_asides(
    adds: list[Part], drops: list[Part], later: Reading, earlier: Reading, both: set[str]
) -> tuple[list[Part], list[Part]]:
    """`adds` and `drops` without them."""
    heavy = heft(both)
    if heavy < _SOME:
        return adds, drops
    said = _aside(adds, later, drops, earlier, both, heavy)
    gone = _aside(drops, earlier, adds, later, both, heavy)
    if said:
        adds = [part for part in adds if part.at not in said]
    if gone:
        drops = [part for part in drops if part.at not in gone]
    return adds, drops


def _aside(
    alone: Sequence[Part],
    its: Reading,
    others: Sequence[Part],
    other: Reading,
    both: set[str],
    heavy: float,
) -> set[int]:
    """Where the parts of `alone`, which only `its` tells, begin that are said aside."""
    telling = heavy >= _TELLING
    found = (
        {*before_a_name(alone, its, other, both), *by_name(alone, its, other)} if telling else set()
    )
    for part in alone:
        where = part.kind in (PLACE, NATION) or part.unit in concepts.COMPASS
        if (
            by_the_way(part, its, other, both)
            or only_lies_there(part, its, other, both)
            or (
                whose_arms(part, its, other, both)
                if where
                else only_many(part, its, others, other, both)
            )
        ):
            aside = True
        elif not telling:
            aside = False
        elif where:
            aside = only_where(part, its, other, both, heavy)
        elif part.kind == ORDINAL:
            aside = ORDINAL not in other.kinds and _round(part, its, both)
        elif part.unit in clubs.CONTESTS:
            aside = _where_played(other, both)
        elif part.kind == YEAR:
            aside = YEAR not in other.kinds and _of_a_contest(part, its, both)
        elif part.unit in LOCAL:
            aside = heads_it_there(part, its, other, both)
        elif part.unit in ROUNDING:
            aside = rounds_off(part, its, other, both)
        else:
            aside = part.kind == WORD and fuller(part, its, others, other, both)
        if aside:
            found.add(part.at)
    return found


def _round(ordinal: Part, its: Reading, both: set[str]) -> bool:
    """Whether it says in which round of a league a match was played whose result both tell."""
    before = right_before(ordinal, its)
    return before is not None and before.unit in _ROUNDS and not both.isdisjoint(_RESULTS)


def _where_played(other: Reading, both: set[str]) -> bool:
    """Whether so much is told of a match by both that its league says no more: who plays, and the result;
    the other title tells of no contest."""
    return (
        len(both) >= _OF_A_MATCH
        and not both.isdisjoint(_RESULTS)
        and clubs.CONTESTS.isdisjoint(other.told)
        and _CONTESTS.isdisjoint(other.words)
    )


def _of_a_contest(year: Part, its: Reading, both: set[str]) -> bool:
    """Whether it is the year of a contest that both tell: مونديال 2026; there is one at a time."""
    before = right_before(year, its)
    return before is not None and before.unit in clubs.CONTESTS and before.unit in both

"""A title as the judge reads it: what it tells, part by part, without what says nothing.

    title ─► segments (| : - … brackets) ─► tags and names of sources out ─► folded words
          ─► senses: the longest phrase of a list first ─► parts: numbers with what they count,
             who stands behind which preposition ─► Reading

The cost is one look-up a word; what a word makes is remembered (senses._way).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from workers.dedupe.reading import hearsay
from workers.dedupe.reading.ali import ALI
from workers.dedupe.reading.amman import AMMAN, amman_beside
from workers.dedupe.reading.asking import asks
from workers.dedupe.reading.by_the_clock import by_the_clock
from workers.dedupe.reading.company import DEPEND, KINDS, in_company
from workers.dedupe.reading.counts import counted
from workers.dedupe.reading.denied import refused, without_denied
from workers.dedupe.reading.latin_words import named, participles
from workers.dedupe.reading.one_of_them import one_of_them
from workers.dedupe.reading.origins import without_origins
from workers.dedupe.reading.parts import Count, Part
from workers.dedupe.reading.ranks import ranked
from workers.dedupe.reading.segments import segments
from workers.dedupe.reading.senses import parts_of
from workers.dedupe.reading.talks import states_that_talk
from workers.dedupe.reading.their_capitals import in_their_capitals
from workers.dedupe.reading.to_come import to_come
from workers.dedupe.reading.vowel_signs import signed
from workers.dedupe.words import concepts, offices
from workers.dedupe.words.kinds import (
    CONCEPT,
    DAY,
    HOUR,
    OFFICE,
    SOFT,
    WEEKDAY,
)
from workers.dedupe.words.tongues import tongue

_UNCOUNTED: Final = (WEEKDAY, DAY, HOUR)
_OPPOSED: Final = frozenset(CONCEPT + name for name in concepts.RIVALS)


class Reading(NamedTuple):
    words: tuple[str, ...]
    """Folded, without tags and sources."""
    parts: tuple[Part, ...]
    """What it tells, in order: all but fillers."""
    counts: tuple[Count, ...]
    units: tuple[str, ...]
    """Of the parts that weigh something, in order."""
    speaker: int
    """Words before a colon: who speaks, or where it happened."""
    breaks: frozenset[int]
    """The words at which something else begins, behind a colon, a bar or dots."""
    content: tuple[Part, ...]
    """Parts of which the lack in another title tells something apart; not so a weekday, or what is soft."""
    told: frozenset[str]
    kinds: frozenset[str]
    groups: dict[str, dict[int, list[Part]]]
    """Line of rivals.toml → its groups that the title has concepts of, with the parts."""
    somebody: bool
    """Whether an office or a given name is told."""
    tongue: str
    """In which it is told, as far as that is seen (tongues.py)."""
    done: frozenset[str]
    """Its words that are French participles: folded, tué is tue."""
    begins: dict[int, Part]
    """Place of a word → the first part that begins there."""
    ends: dict[int, Part]
    """The same of the place behind its last word."""
    named: frozenset[str] = frozenset()
    """Its words in Latin letters with a capital that is not only the first of the title."""
    word: str = ""
    """Whose word it gives: what was heard somewhere, or what is official (hearsay.py)."""
    signed: tuple[str, ...] = ()
    """Its words with signs of vowels, as written (vowel_signs.py)."""
    asks: bool = False
    """Whether it ends with a question mark."""
    to_come: int = 0
    """Whether it says that it is to be, or done, in a tongue that is read in another (to_come.py)."""


@lru_cache(maxsize=4_000)
def read(title: str) -> Reading:
    """What `title` tells; any text is good, nothing is raised."""
    words, speaker, breaks = segments(title)
    parts = parts_of(words, breaks, dotted=ALI in title)
    if AMMAN in title:
        parts = amman_beside(parts, words)
    told = states_that_talk(without_denied(parts, words, breaks))
    told = by_the_clock(in_their_capitals(without_origins(told, words), words), words)
    alone, counts = counted(one_of_them(ranked(refused(told, words), words), words), words, breaks)
    parts = [
        in_company(part, alone, at, breaks, words)
        if part[0] in DEPEND or part[1] in KINDS
        else part
        for at, part in enumerate(alone)
    ]
    told_in = tongue(title)
    units: list[str] = []
    content: list[Part] = []
    groups: dict[str, dict[int, list[Part]]] = {}
    kinds: set[str] = set()
    somebody = False
    for part in parts:  # one loop, for this is most of what judging costs
        unit, kind = part[0], part[1]
        kinds.add(kind)
        if kind != SOFT:
            units.append(unit)
            if kind not in _UNCOUNTED:
                content.append(part)
        if unit in _OPPOSED:
            for line, group in concepts.RIVALS[unit[1:]]:
                groups.setdefault(line, {}).setdefault(group, []).append(part)
        if kind == OFFICE or unit in offices.GIVEN:
            somebody = True
    return Reading(
        words=tuple(words),
        parts=tuple(parts),
        counts=counts,
        units=tuple(units),
        speaker=speaker,
        breaks=breaks,
        content=tuple(content),
        told=frozenset(units),
        kinds=frozenset(kinds),
        groups=groups,
        somebody=somebody,
        tongue=told_in,
        done=participles(title),
        begins={part.at: part for part in reversed(parts)},
        ends={part.end: part for part in reversed(parts)},
        named=named(title),
        word=hearsay.word(title),
        signed=signed(title),
        asks=asks(title),
        to_come=to_come(title, told_in),
    )

"""How rare a unit is, from 0 (everywhere) to 1 (never met): the rarer, the more it tells.

The scale is the logarithm of the share of titles that have it, by frequencies.txt.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Final

from workers.dedupe.words.lists import FREQUENCY
from workers.dedupe.words.phrases import PHRASES
from workers.dedupe.words.remembered import remembered
from workers.dedupe.words.stemming import stem

_TEXTS: Final = 162_347
"""Titles and leads behind frequencies.txt."""
_UNKNOWN: Final = 4
"""How often a word that is not in the table is taken to stand in them."""
_SPAN: Final = math.log(_TEXTS / _UNKNOWN)


@remembered(40_000)
def weight(unit: str) -> float:
    """How much a unit tells: the rarer, the more; from 0 (everywhere) to 1 (never met)."""
    if unit[0] in "@=+":
        return _listed().get(unit, 0.6)
    if unit[0] in "^~#%":
        return 0.35
    count = FREQUENCY.get
    return _rarity(
        count(unit, 0) + count("ال" + unit, 0) + count(unit + "ه", 0) + count("ال" + unit + "ه", 0)
        + count("و" + unit, 0) + count("ب" + unit, 0) + count("ل" + unit, 0)
    )  # fmt: skip


@remembered(40_000)
def of_word(word: str) -> float:
    """The weight of a folded word's stem; much less work than lexicon.known for a word that is met once."""
    return weight(stem(word))


def _rarity(count: int) -> float:
    return math.log(_TEXTS / max(count, _UNKNOWN)) / _SPAN


def share(weight: float) -> float:
    """The share of titles that have a unit of such a weight."""
    return math.exp(-weight * _SPAN)


def of_share(share: float) -> float:
    """The weight of a unit that such a share of titles has, below 1."""
    return -math.log(share) / _SPAN


@cache
def _listed() -> dict[str, float]:
    """Rarity of places, concepts and offices, by all their forms together."""
    counts: dict[str, int] = {}
    for first, phrases in PHRASES.items():
        for phrase in phrases:
            unit = phrase.sense.unit
            if unit and unit[0] in "@=+":
                rest = min((FREQUENCY.get(word, 0) for word in phrase.rest), default=10**9)
                found = min(rest, FREQUENCY.get(first, 0) + FREQUENCY.get("ال" + first, 0))
                counts[unit] = counts.get(unit, 0) + found
    return {unit: _rarity(max(count, 60)) for unit, count in counts.items()}

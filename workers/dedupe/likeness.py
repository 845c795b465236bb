"""How much two titles have in common, from 0 to 1: for candidates and for stories, never for a repeat.

The cosine of the sets of kin (lexicon.kin of units), each weighted by its rarity in frequencies.txt; two that
are no kin, but share most of their letters (متخصص, تخصص), count for what they share.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

from workers.dedupe import lexicon

_SOFT: Final = 0.55
"""Share of pairs of letters from which on two words are taken for relatives."""
_LISTED: Final = "@=+^~#%"


def likeness(one: Collection[str], other: Collection[str]) -> float:
    a, b = set(one), set(other)
    shared = a & b
    weight = lexicon.weight
    found = sum(map(weight, shared))
    left = [unit for unit in sorted(a - shared) if unit[0] not in _LISTED]
    gone = {unit for unit in b - shared if unit[0] not in _LISTED}
    for unit in left:
        near, twin = max(((letters(unit, other), other) for other in gone), default=(0.0, ""))
        if near >= _SOFT:
            found += near * min(weight(unit), weight(twin))
            gone.discard(twin)
    if not found:
        return 0.0
    return found / math.sqrt(heft(a) * heft(b))


def heft(units: Iterable[str]) -> float:
    """The weight of all."""
    return sum(map(lexicon.weight, units))


@lru_cache(maxsize=50_000)
def letters(one: str, other: str) -> float:
    """The share of pairs of letters that two words have in common (Dice)."""
    a, b = _pairs(one), _pairs(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _pairs(word: str) -> frozenset[str]:
    return frozenset(word[at : at + 2] for at in range(len(word) - 1))

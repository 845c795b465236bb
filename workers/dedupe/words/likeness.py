"""How much two titles have in common, from 0 to 1: for candidates and for stories, never for a repeat.

The cosine of the sets of kin (stemming.kin), each weighted by its rarity in frequencies.txt; two that
are no kin, but share most of their letters (متخصص, تخصص), count for what they share.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterable, Sequence
from struct import Struct
from typing import Final, Generic, NamedTuple, TypeVar
from zlib import crc32

from workers.dedupe.words import rarity
from workers.dedupe.words.remembered import remembered

_SOFT: Final = 0.55
"""Share of pairs of letters from which on two words are taken for relatives."""
_LISTED: Final = "@=+^~#%"
_HEFTS: Final = Struct("dd")
Unit = TypeVar("Unit", str, int)


class Profile(NamedTuple, Generic[Unit]):
    """A title for this: its kin with their weights."""

    weights: dict[Unit, float]
    heft: float
    cuts: dict[Unit, float] | None = None
    """By how much less a unit of it weighs than the table says (workers.dedupe.finding.usual)."""


def lowered(one: Profile[str], other: Iterable[str], other_heft: float) -> float:
    """The heft of another title, where what it shares with `one` weighs as it does there."""
    cuts = one.cuts
    return other_heft - sum([cuts[unit] for unit in other if unit in cuts]) if cuts else other_heft


def profile(kin: Iterable[str]) -> Profile[str]:
    weights = {unit: rarity.weight(unit) for unit in kin}
    return Profile(weights, sum(weights.values()))


def written(fold: str) -> Profile[int]:
    """A folded title by its words as they are written, whatever they are units of: by their marks."""
    weights = {_mark(word): rarity.weight(word) for word in fold.split()}
    return Profile(weights, sum(weights.values()))


def packed(one: Profile[int], kin_heft: float) -> bytes:
    """What `written` gives, as a report keeps it: its heft behind that of its kin, then four bytes a word. To
    fold a title again takes ten times as long as to compare it."""
    return _HEFTS.pack(kin_heft, one.heft) + array("I", one.weights).tobytes()


def kin_heft(kept: bytes) -> float:
    """As it was packed."""
    return _HEFTS.unpack_from(kept)[0]  # type: ignore[no-any-return]


def marks(kept: bytes) -> Sequence[int]:
    """Of the words that are packed so, each once."""
    return memoryview(kept)[_HEFTS.size :].cast("I")


def in_words(one: Profile[int], other: bytes) -> float:
    """Likeness by words as they are written; `other` as `packed`."""
    _, heft = _HEFTS.unpack_from(other)
    return quick(one, marks(other), heft)


def _mark(word: str) -> int:
    return crc32(word.encode())


def quick(one: Profile[Unit], other: Iterable[Unit], other_heft: float) -> float:
    """Likeness by equal units alone; `other` has each unit once, and weighs what the table says."""
    weights, cuts = one.weights, one.cuts
    found = 0.0
    for unit in other:
        if unit in weights:
            found += weights[unit]
            if cuts and unit in cuts:
                other_heft -= cuts[unit]
    return found / math.sqrt(one.heft * other_heft) if found else 0.0


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """Likeness by equal units and by relatives."""
    a, b = set(one), set(other)
    shared = a & b
    weight = rarity.weight
    found = math.fsum(map(weight, shared))
    left = [unit for unit in sorted(a - shared) if unit[0] not in _LISTED]
    gone = {unit for unit in b - shared if unit[0] not in _LISTED}
    for unit in left:
        near, twin = 0.0, ""
        for other_unit in gone:
            share = letters(unit, other_unit)
            if share > near or (share == near and other_unit < twin):
                near, twin = share, other_unit
        if near >= _SOFT:
            found += near * min(weight(unit), weight(twin))
            gone.discard(twin)
    if not found:
        return 0.0
    return found / math.sqrt(heft(a) * heft(b))


def heft(units: Iterable[str]) -> float:
    """The weight of all; exact, for the order of a set is another in each process, and a verdict may hang on
    which of two equals is the nearer."""
    return math.fsum(map(rarity.weight, units))


def letters(one: str, other: str) -> float:
    """The share of pairs of letters that two words have in common (Dice)."""
    a, b = _pairs(one), _pairs(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def share_letters(one: str, other: str) -> bool:
    """Whether two letters stand side by side in both words: of those with one stem, some do."""
    return not _pairs(one).isdisjoint(_pairs(other))


@remembered(20_000)
def _pairs(word: str) -> frozenset[str]:
    return frozenset(word[at : at + 2] for at in range(len(word) - 1))

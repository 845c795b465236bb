"""Which reports a title is to be compared with: those that share two of its six rarest units.

On real titles that finds 99.7 % of the pairs with Jaccard 0.5 and more, where MinHash bands of 16×4 miss
13 % (the spike's figures). Nothing here says that two titles are alike: what comes out is compared exactly.
What is forgotten leaves no trace.

    report 7: words, pair, pair, …  ─► entries 7·16, 7·16 + 1, …: each a key, and the entry before it in its
                                       bucket; a bucket knows its newest entry

A plain dict of pairs takes 1,300 bytes a report at 200,000, most of what a judge would hold; entries in
arrays take 300, and the garbage collector passes them by. They lie in a ring by the number of their report:
what is forgotten is older than all the rest, ends each chain that it is met in, and is written over. Pairs
that many reports share are kept when they are asked for, lest a long chain be walked each time.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from itertools import combinations, takewhile
from typing import Final

from workers.dedupe.words import rarity

RAREST: Final = 6
MOST: Final = 24
"""Reports that one title is compared with at most: those that share most pairs, the newest first."""
_LONGEST: Final = 64
"""Reports of one pair that are looked at, the newest: a pair that more have tells nothing."""
_SHARED: Final = 16
"""Reports of one pair from which on they are kept by themselves."""
_BITS: Final = 4
"""Of an entry's number, for its place in its report: the fifteen pairs of six, and the words."""
_ROOM: Final = 1024
"""Reports at first; doubled as they come."""
_SWEEP: Final = 12
"""Two to the power of it: reports after which what is shared by forgotten ones alone is dropped."""
_WHICH: Final = (1 << 48) - 1
_NUMBERS: Final = 2 ** (32 - _BITS) - 2
"""Reports that four bytes can number."""


def rarest(kin: Iterable[str]) -> tuple[str, ...]:
    """The six that tell most, in an order of their own."""
    distinct = set(kin)
    if len(distinct) <= RAREST:
        return tuple(sorted(distinct))
    ranked = sorted((-rarity.weight(unit), unit) for unit in distinct)
    return tuple(sorted(unit for _, unit in ranked[:RAREST]))


class Candidates:
    def __init__(self) -> None:
        self._oldest = 0
        """Number of the oldest report that is not forgotten."""
        self._end = 0
        """One more than that of the newest."""
        self._base = -1
        """Number of the report whose entries would be 0 to 15: entry 0 stands for none."""
        self._shared: Final[dict[int, array[int]]] = {}
        """Pair → its reports, oldest first: as many of the newest as are looked at, or more."""
        self._room = self._ring = 0
        self._keys = self._before = self._newest = array("q")
        self._make_room(_ROOM)

    def __len__(self) -> int:
        """Reports that are not forgotten."""
        return self._end - self._oldest

    # ── keeping ───────────────────────────────────────────────────────────────────────────────

    def add(self, number: int, rare: tuple[str, ...], words: int) -> None:
        """Report `number`, one more than the last, has these `rarest` and folded words of this mark."""
        if number - self._oldest >= self._room:
            self._make_room(2 * self._room)
        elif number - self._base > _NUMBERS:
            self._make_room(self._room)
        keys = [words, *map(hash, combinations(rare, 2))]
        self._enter(number, keys)
        self._end = number + 1
        shared = self._shared
        for key in keys:
            if key in shared:
                shared[key].append(number)

    def _enter(self, number: int, found: Iterable[int]) -> None:
        keys, before, newest, ring = self._keys, self._before, self._newest, self._ring
        buckets = ring >> 1
        entry = (number - self._base) << _BITS
        place = start = entry & ring
        for key in found:
            bucket = key & buckets
            keys[place] = key
            before[place] = newest[bucket]
            newest[bucket] = entry
            entry += 1
            place += 1
        if place - start < 1 << _BITS:
            keys[place] = 0  # the end

    def forget(self, oldest: int) -> None:
        """No report before number `oldest` is found any more."""
        sweep = oldest >> _SWEEP != self._oldest >> _SWEEP or oldest == self._end
        self._oldest = oldest
        if sweep:
            for key in [key for key, numbers in self._shared.items() if numbers[-1] < oldest]:
                del self._shared[key]

    def _make_room(self, room: int) -> None:
        """Room for so many reports at once, a power of two; they are numbered from the oldest on."""
        old, ring, base = self._keys, self._ring, self._base
        self._room, self._ring, self._base = room, (room << _BITS) - 1, self._oldest - 1
        self._keys = array("q", bytes(8 * room << _BITS))
        self._before = array("I", bytes(4 * room << _BITS))
        self._newest = array("I", bytes(2 * room << _BITS))
        for number in range(self._oldest, self._end):
            start = (number - base) << _BITS & ring
            self._enter(number, takewhile(bool, old[start : start + (1 << _BITS)]))

    # ── looking ───────────────────────────────────────────────────────────────────────────────

    def find(self, rare: tuple[str, ...]) -> list[int]:
        """The reports that share a pair with `rare`: those that share most, at most MOST."""
        keys, before, newest, ring, base = (
            self._keys, self._before, self._newest, self._ring, self._base,
        )  # fmt: skip
        buckets, oldest = ring >> 1, (self._oldest - base) << _BITS
        found: list[int] = []
        for pair in map(hash, combinations(rare, 2)):
            if pair in self._shared:
                found += self._of_many(pair)
                continue
            # As in `_walk`: one call for each pair would be a good part of all that looking costs.
            start = len(found)
            entry = newest[pair & buckets]
            while entry >= oldest:
                place = entry & ring
                if keys[place] == pair:
                    found.append(base + (entry >> _BITS))
                    if len(found) == start + _LONGEST:
                        break
                entry = before[place]
            if len(found) - start >= _SHARED:
                self._shared[pair] = array("Q", reversed(found[start:]))
        counts = Counter(found)
        if len(counts) <= MOST:
            return list(counts)
        several = [number for number, count in counts.items() if count > 1]
        if len(several) < MOST:
            once = sorted([number for number, count in counts.items() if count == 1])
            return several + once[len(several) - MOST :]
        # As one number each, which costs no tuples: how many pairs, then which report.
        ranked = sorted([counts[number] << 48 | number for number in several])
        return [one & _WHICH for one in ranked[-MOST:]]

    def newest(self, words: int) -> int | None:
        """The report that was last told in folded words of this mark."""
        return next(iter(self._walk(words, 1)), None)

    def _walk(self, key: int, most: int) -> list[int]:
        """The newest reports that have `key`, newest first."""
        keys, before, ring, base = self._keys, self._before, self._ring, self._base
        oldest = (self._oldest - base) << _BITS
        found: list[int] = []
        entry = self._newest[key & ring >> 1]
        while entry >= oldest:
            place = entry & ring
            if keys[place] == key:
                found.append(base + (entry >> _BITS))
                if len(found) == most:
                    break
            entry = before[place]
        return found

    def _of_many(self, pair: int) -> array[int]:
        """The same of a pair that many have, oldest first."""
        numbers = self._shared[pair]
        if numbers[0] < self._oldest:
            del numbers[: bisect_left(numbers, self._oldest)]
            if not numbers:
                del self._shared[pair]
        elif len(numbers) > 2 * _LONGEST:
            del numbers[:-_LONGEST]
        return numbers[-_LONGEST:]


def words_mark(words: str) -> int:
    """Of folded words, the same in every process; eight bytes with a sign."""
    digest = blake2b(words.encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)

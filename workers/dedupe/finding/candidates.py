"""Which reports a title is to be compared with: those that share two of its six rarest units.

On real titles that finds 99.7 % of the pairs with Jaccard 0.5 and more, where MinHash bands of 16×4 miss
13 % (the spike's figures). Nothing here says that two titles are alike: what comes out is compared exactly.
What is forgotten leaves no trace.

    report 7: words, pair, pair, …  ─► entries 7·16, 7·16 + 1, …: each the mark of a key, and the entry before
                                       it in its bucket; a bucket knows its newest entry

A plain dict of pairs takes 1,300 bytes a report at 200,000, most of what a judge would hold; entries in
arrays take 160, and the garbage collector passes them by. They lie in a ring by the number of their report:
what is forgotten is older than all the rest, ends each chain that it is met in, and is written over. Pairs
that many reports share are kept when they are asked for, lest a long chain be walked each time.

A key is known by 46 of its bits: the lowest are its first bucket, those above them its mark, which finds it
a bucket among more.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from itertools import combinations
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
"""Reports at first; a quarter more as they come."""
_LOW: Final = 14
"""Bits of a key that are its bucket at first."""
_MARK: Final = (1 << 32) - 1
_CHAIN: Final = 4
"""Entries of a bucket, on the average, from which on there are so many times more buckets."""
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
        self._marks, self._before = array("I"), array("I")
        self._newest = array("I", [0]) * (1 << _LOW)
        self._make_room(_ROOM)

    def __len__(self) -> int:
        """Reports that are not forgotten."""
        return self._end - self._oldest

    # ── keeping ───────────────────────────────────────────────────────────────────────────────

    def add(self, number: int, rare: tuple[str, ...], words: int) -> None:
        """Report `number`, one more than the last, has these `rarest` and folded words of this mark."""
        room = len(self._marks) >> _BITS
        if number - self._oldest >= room:
            self._make_room(room + (room >> 2))
        elif number - self._base > _NUMBERS:
            self._make_room(room)
        keys = [words, *map(hash, combinations(rare, 2))]
        self._enter(number, keys)
        self._end = number + 1
        shared = self._shared
        for key in keys:
            if key in shared:
                shared[key].append(number)

    def _enter(self, number: int, keys: Iterable[int]) -> None:
        marks, before, newest = self._marks, self._before, self._newest
        buckets = len(newest) - 1
        entry = number - self._base << _BITS
        place = entry % len(marks)
        for key in keys:
            bucket = key & buckets
            marks[place] = key >> _LOW & _MARK
            before[place] = newest[bucket]
            newest[bucket] = entry
            entry += 1
            place += 1

    def forget(self, oldest: int) -> None:
        """No report before number `oldest` is found any more."""
        sweep = oldest >> _SWEEP != self._oldest >> _SWEEP or oldest == self._end
        self._oldest = oldest
        if sweep:
            for key in [key for key, numbers in self._shared.items() if numbers[-1] < oldest]:
                del self._shared[key]

    def _make_room(self, room: int) -> None:
        """Room for so many reports at once; they are numbered from the oldest on."""
        first, ring = 1 << _BITS, room << _BITS
        gone = (self._oldest - self._base << _BITS) - first
        held = self._end - self._oldest << _BITS

        def laid(entries: array[int]) -> array[int]:
            start = (gone + first) % (len(entries) or 1)
            live = (entries[start:] + entries[:start])[:held]
            return array("I", [0]) * first + live + array("I", [0]) * (ring - first - held)

        self._marks, self._before = laid(self._marks), laid(self._before)
        self._base = self._oldest - 1
        if gone:
            for entries in (self._before, self._newest):
                for at, entry in enumerate(entries):
                    entries[at] = max(0, entry - gone)
        if ring > _CHAIN * len(self._newest):
            self._make_buckets(_CHAIN * len(self._newest))

    def _make_buckets(self, count: int) -> None:
        """So many, in which the entries lie in the order that they came in."""
        marks, before, ring = self._marks, self._before, len(self._marks)
        newest, buckets = array("I", [0]) * count, count - 1
        for bucket, entry in enumerate(self._newest):
            chain: list[int] = []
            while entry >= 1 << _BITS:
                chain.append(entry)
                entry = before[entry % ring]
            for entry in reversed(chain):
                place = entry % ring
                to = (marks[place] << _LOW | bucket) & buckets
                before[place] = newest[to]
                newest[to] = entry
        self._newest = newest

    # ── looking ───────────────────────────────────────────────────────────────────────────────

    def find(self, rare: tuple[str, ...]) -> list[int]:
        """The reports that share a pair with `rare`: those that share most, at most MOST."""
        marks, before, newest, base = self._marks, self._before, self._newest, self._base
        ring, buckets = len(marks), len(newest) - 1
        oldest = self._oldest - base << _BITS
        found: list[int] = []
        for pair in map(hash, combinations(rare, 2)):
            if pair in self._shared:
                found += self._of_many(pair)
                continue
            # As in `newest`: one call for each pair would be a good part of all that looking costs.
            start, mark = len(found), pair >> _LOW & _MARK
            entry = newest[pair & buckets]
            while entry >= oldest:
                place = entry % ring
                if marks[place] == mark:
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
        marks, before, ring = self._marks, self._before, len(self._marks)
        oldest, mark = self._oldest - self._base << _BITS, words >> _LOW & _MARK
        entry = self._newest[words & len(self._newest) - 1]
        while entry >= oldest:
            place = entry % ring
            if marks[place] == mark:
                return self._base + (entry >> _BITS)
            entry = before[place]
        return None

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

"""Which reports may be of one event with a title: those that share even one of its rarest units.

Two reports of one event in quite other words share a name and little else. Pairs of units (candidates.py)
find all that may be a repeat, and half of those that are of one story; single units find nine in ten. Of a
unit that many have only the newest reports are looked at: an event is told within hours.

Units that one report alone has, which most are, cost an entry of a dict; the others an array.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from typing import Final

MOST: Final = 12
"""Reports that are found at most: those that share what weighs most, of equals the newest."""
_NEWEST: Final = 16
"""Reports of one unit that are looked at."""
_SWEEP: Final = 12
"""Two to the power of it: reports after which units that forgotten ones alone have are dropped."""


class Kindred:
    def __init__(self) -> None:
        self._oldest = 0
        """Number of the oldest report that is not forgotten."""
        self._end = 0
        """One more than that of the newest."""
        self._by_unit: Final[dict[str, int | array[int]]] = {}
        """Unit → its report, or its newest reports, oldest first."""

    def __len__(self) -> int:
        """Units that are known."""
        return len(self._by_unit)

    def add(self, number: int, rare: Iterable[str]) -> None:
        """Report `number`, greater than all before, has these units."""
        self._end = number + 1
        for unit in rare:
            there = self._by_unit.get(unit)
            if there is None:
                self._by_unit[unit] = number
            elif isinstance(there, int):
                self._by_unit[unit] = array("Q", (there, number))
            else:
                there.append(number)
                if len(there) >= 2 * _NEWEST:
                    del there[:-_NEWEST]

    def forget(self, oldest: int) -> None:
        """No report before number `oldest` is found any more."""
        sweep = oldest >> _SWEEP != self._oldest >> _SWEEP or oldest == self._end
        self._oldest = oldest
        if sweep:
            for unit in [unit for unit in self._by_unit if self._newest(unit) < oldest]:
                del self._by_unit[unit]

    def _newest(self, unit: str) -> int:
        there = self._by_unit[unit]
        return there if isinstance(there, int) else there[-1]

    def find(self, rare: Iterable[str], weights: Mapping[str, float]) -> list[int]:
        """The reports that share most with `rare`, by the weight of what they share."""
        shared: dict[int, float] = {}
        for unit in rare:
            there = self._by_unit.get(unit)
            if there is None:
                continue
            weight = weights[unit]
            for number in (there,) if isinstance(there, int) else there[-_NEWEST:]:
                if number >= self._oldest:
                    shared[number] = shared.get(number, 0.0) + weight
        if len(shared) <= MOST:
            return list(shared)
        ranked = sorted(zip(shared.values(), shared, strict=True), reverse=True)
        return [number for _, number in ranked[:MOST]]

"""How much a unit tells just now: less than in the table of frequencies, where many reports have it.

The table (frequencies.txt) is of another year. What it never met counts as rarest; then comes an epidemic or
a war, its name stands in every second title, and all of them would be of one event. So the table's share of
a unit is taken for what _BEFORE titles told, and the reports within the window count beside it: of a story
the first, and one more each time that it has doubled. Were all of them counted, what an event is known by
would tell less with each report of it, and a large one would fall to pieces; were only the first, a theme
that was once taken for an event would never be seen to be none.

    share = (share in the table · _BEFORE + counted reports that have it, less _OF_ONE)
            ÷ (_BEFORE + counted reports)

It depends on the reports within the window alone, so every judge that has read them says the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Generic

from workers.dedupe.words import rarity
from workers.dedupe.words.likeness import Profile, Unit

_BEFORE: Final = 300
_OF_ONE: Final = 1
"""For the story that has it and may be the title's own."""
_LIGHTEST: Final = 0.05
"""What any unit weighs."""
_SAME: Final = 0.02
"""A weight that is lower by less is left as it is."""


def counts(told: int) -> bool:
    """Whether a report counts that is told when its story has so many."""
    return told & (told + 1) == 0


class Usual(Generic[Unit]):
    def __init__(self) -> None:
        self._reports = 0
        self._having: Final[dict[Unit, int]] = {}
        """Unit → counted reports that have it."""

    def add(self, kin: Iterable[Unit]) -> None:
        having = self._having
        self._reports += 1
        for unit in kin:
            having[unit] = having.get(unit, 0) + 1

    def forget(self, kin: Iterable[Unit]) -> None:
        """What was added once."""
        having = self._having
        self._reports -= 1
        for unit in kin:
            if having[unit] > 1:
                having[unit] -= 1
            else:
                del having[unit]

    def weighed(self, own: Profile[Unit]) -> Profile[Unit]:
        """The same title with the weights of just now."""
        weights = own.weights
        cuts: dict[Unit, float] = {}
        for unit, weight in weights.items():
            having = self._having.get(unit, 0)
            if having > _OF_ONE:
                now = self._weight(weight, having)
                if now < weight - _SAME:
                    cuts[unit] = weight - now
        if not cuts:
            return own
        weights = {unit: weight - cuts.get(unit, 0.0) for unit, weight in weights.items()}
        return Profile(weights, sum(weights.values()), cuts)

    def _weight(self, weight: float, having: int) -> float:
        share = rarity.share(weight)
        now = (share * _BEFORE + having - _OF_ONE) / (_BEFORE + self._reports)
        return max(_LIGHTEST, rarity.of_share(now))

"""How urgent a headline is. This version believes the publisher: the mark alone makes it urgent.

Strong words (a blast, deaths, a resignation) only move the score, within bounds that keep every
marked headline above every unmarked one. `flash` is not given yet: it wants more than one
publisher's mark, and outlets use theirs loosely.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from workers.classify.lists import Lists
from workers.classify.phrases import Hit, Phrases
from workers.story import UrgencyName

MARKED: Final = 0.8
UNMARKED: Final = 0.2
STEP: Final = 0.06
"""What each strong word adds, for the first three."""


class Judged(NamedTuple):
    level: UrgencyName
    score: float
    because: tuple[str, ...]


class Alarm:
    def __init__(self, lists: Iterable[Lists]) -> None:
        self.words: Final = Phrases((word, True) for part in lists for word in part.urgency.strong)

    def judge(self, hits: Sequence[Hit[bool]], *, marked: bool) -> Judged:
        """Level, score from 0 to 1, and why: the mark first, then the strong words.

        `hits`: what was found of `words` in the title.
        """
        strong = tuple(dict.fromkeys([hit.phrase for hit in hits]))[:3]
        because = tuple([f"strong: {word}" for word in strong])
        raised = STEP * len(strong)
        if marked:
            return Judged("urgent", round(MARKED + raised, 2), ("mark: the publisher's", *because))
        return Judged("routine", round(UNMARKED + raised, 2), because)

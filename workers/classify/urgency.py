"""How urgent a headline is.

    score = σ(the factors that training found · what is seen in the headline)

Seen are the listed words (grave, strong, and calm, which is the guard: an anniversary, a trial, a match,
a price, a horoscope is not urgent for its strong words), what the model says of its words, that it stands
on a ticker, and how many outlets told the story within minutes. A headline is urgent from 0.5 on (from
0.4 where a listed word says so and none calms), or by the publisher's mark, which always makes it urgent
and puts it above 0.6.

`flash` is rare: a grave word and none that calms, and either a score from 0.85 on with the publisher's
mark or a second outlet, or one from 0.9 on by itself; or a strong word, none that calms, five outlets
at once and a score from 0.95 on.

So a story can rise: the third outlet within minutes lifts a headline that the first could not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp
from operator import mul
from typing import Final, Literal, NamedTuple

from workers.classify.lists import Lists
from workers.classify.phrases import Hit, Phrases
from workers.story import MARK, UrgencyName

Kind = Literal["grave", "strong", "calm"]

FEATURES: Final = ("ever", "learnt", "grave", "strong", "more strong", "calm", "more calm")
"""What is weighed; `ever` is always 1. The others are told in `Alarm.features`."""
URGENT: Final = 0.5
SAID: Final = 0.4
"""Enough where a listed word says that it is urgent, and none calms."""
MARKED: Final = 0.6
"""The least score of a marked headline."""
LEAST: Final = 0.001
MOST: Final = 0.999
TICKER: Final = 0.3
"""What a place on the ticker adds, before σ: editors choose what runs there."""
OUTLET: Final = 0.4
"""What each further outlet adds that tells the same story within minutes, four at most; nothing where a
word calms."""
FLASH: Final = 0.85
ALONE: Final = 0.9
MANY: Final = 5
AT_ONCE: Final = 0.95


class Judged(NamedTuple):
    level: UrgencyName
    score: float
    because: tuple[str, ...]


class Alarm:
    """`words` is for the Reader."""

    def __init__(self, lists: Iterable[Lists], settings: Mapping[str, float]) -> None:
        """`settings`: a factor for each of FEATURES."""
        self.words: Final[Phrases[Kind]] = Phrases(_pairs(lists))
        self._factors = tuple(settings[name] for name in FEATURES)

    def features(self, hits: Sequence[Hit[Kind]], learnt: float) -> tuple[float, ...]:
        """FEATURES of a title: whether there is a word of each kind, and how many more (two at most)."""
        many = {"grave": 0, "strong": 0, "calm": 0}
        for kinds in {hit.phrase: hit.values for hit in hits}.values():
            for kind in kinds:
                many[kind] += 1
        grave, strong, calm = many.values()
        return (
            1.0, learnt, min(grave, 1), min(strong, 1), max(0, min(strong - 1, 2)),
            min(calm, 1), max(0, min(calm - 1, 2)),
        )  # fmt: skip

    def judge(
        self,
        hits: Sequence[Hit[Kind]],
        learnt: float,
        *,
        marked: bool,
        ticker: bool = False,
        outlets: int = 1,
    ) -> Judged:
        """Level, score from 0 to 1, and why: the mark first, then words and outlets.

        `hits`: what was found of `words` in the title. `learnt`: the model's logit. `outlets`: all that
        told the story within minutes, this one among them.
        """
        grave = strong = calm = False
        if hits:
            seen = self.features(hits, learnt)
            weighed = sum(map(mul, seen, self._factors))
            grave, strong, calm = seen[2] > 0, seen[3] > 0, seen[5] > 0
        else:
            weighed = self._factors[0] + learnt * self._factors[1]
        if ticker:
            weighed += TICKER
        if outlets > 1 and not calm:
            weighed += OUTLET * min(outlets - 1, 4)
        score = max(LEAST, min(MOST, 1 / (1 + exp(-max(-30.0, weighed)))))
        if marked:
            score = MARKED + (1 - MARKED) * score
        enough = SAID if (grave or strong) and not calm else URGENT
        level: UrgencyName = "urgent" if marked or score >= enough else "routine"
        sure = FLASH if marked or outlets > 1 else ALONE
        at_once = outlets >= MANY and strong and score >= AT_ONCE
        if not calm and ((grave and score >= sure) or at_once):
            level = "flash"
        return Judged(level, round(score, 3), _reasons(hits, marked, outlets, level))


def _reasons(
    hits: Sequence[Hit[Kind]], marked: bool, outlets: int, level: UrgencyName
) -> tuple[str, ...]:
    if not (hits or marked or outlets > 1):
        return ()
    found = [MARK] if marked else []
    for hit in hits:
        kind = "grave" if "grave" in hit.values else hit.values[0]
        if kind != "calm" or level == "routine":
            found.append(f"{kind}: {hit.phrase}")
    if outlets > 1:
        found.append(f"outlets: {outlets} within minutes")
    return tuple(dict.fromkeys(found[:4]))


def _pairs(lists: Iterable[Lists]) -> Iterable[tuple[str, Kind]]:
    for part in lists:
        yield from ((word, "grave") for word in part.urgency.grave)
        yield from ((word, "strong") for word in part.urgency.strong)
        yield from ((word, "calm") for word in part.urgency.calm)

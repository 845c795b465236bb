"""The learnt part of urgency, and how it is weighed with the listed words: the factors of urgency.py.

Marks alone teach little: outlets use theirs loosely, for a tenth of what they might. So invented
headlines, urgent and only sounding so, count beside the marks of the outlets that mark. Both are judged
by a model that had not seen them (the other outlets, the other half of what was invented) before the
factors are fitted. The marks are taken off before anything is read, and everything unmarked of those
outlets counts as routine, so weighed that BASE of it all is urgent.

A title of unknown words says nothing, and nothing is routine: what such a title scores is given, not
learnt, before the words are learnt and again once they are weighed. (Learnt, it ended above one half:
the titles of those outlets are so full of known words that each speaks against itself a little, and a
foreign title has none that does.)

Most is learnt from the teacher's labels (teacher.py), which has read more than two thousand titles can tell.

How many passes, how much more than fitted the learnt part counts, and what the invented headlines count,
was chosen by leaving out one outlet of those that mark after another (the teacher had not seen its marks
either). Average precision and area under the curve are then, of the learnt part alone: 0.31 and 0.79
without the teacher's labels, 0.33 and 0.83 with them; weighed with colon, question and dots 0.34 and 0.84.
The teacher itself has 0.30 and 0.84. With the listed words too it is 0.33 and 0.82: marks reward them
little, so they set the level and rank only a little.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from workers.classify import lists
from workers.classify.phrases import Reader
from workers.classify.training import learn, texts
from workers.classify.training.learn import Corpus, Floats, Passed
from workers.classify.urgency import FEATURES, Alarm

BASE: Final = 0.15
_INVENTED: Final = 2.0
"""What all that was invented counts beside all that is real."""
_TOLD: Final = 4.0
"""What all that the teacher labelled counts beside it."""
_WEIGHED: Final = 0.5
"""What all that was invented counts where the factors are fitted."""
_UNMARKED: Final = 4
"""One in so many unmarked titles is read: there are enough."""
_SOFT: Final = frozenset({"sports", "culture", "technology", "health", "misc", "economy"})
_PASSES: Final = 12
"""Few: with more it learns what those outlets are like."""
PASSES_IN_ALL: Final = 3 * _PASSES
_TURNS: Final = 4_000
_SURER: Final = 1.5
"""How much more the learnt part counts than was fitted: the models fitted with know half of the titles."""
_UNKNOWN: Final = math.log(0.3 / 0.7)
"""What a title of unknown words scores, before σ: routine, on the ticker and from a second outlet too."""
_FIRST_FOLD: Final = frozenset({"ElWatanNews"})


class Lessons(NamedTuple):
    titles: list[str]
    urgent: Floats
    """1, 0, or between them, as sure as the teacher is."""
    weight: Floats
    fold: NDArray[np.int64]


def column(
    items: Sequence[texts.Item],
    told: Mapping[int, float],
    soft: Callable[[Sequence[str]], Sequence[bool]],
    passed: Passed,
) -> tuple[Floats, Floats, dict[str, float]]:
    """Weights (ROWS × 1) and bias of the column "urgency", and the settings of urgency.py. `told`: title
    (texts.key) → how urgent the teacher calls it. `soft`: of titles, whether they are about nothing that
    could be urgent."""
    some, more = lessons(items, unmarked=_UNMARKED, invented=_INVENTED), _labelled(items, told)
    logits = np.zeros(len(some.titles), np.float32)
    for half in (0, 1):
        weights, bias = _learn(_outside(some, half), _outside(more, half), passed)
        strangers = np.flatnonzero(some.fold == half)
        corpus = Corpus([some.titles[at] for at in strangers])
        logits[strangers] = corpus.logits(weights, bias)[:, 0]
    weighed = lessons(items, unmarked=_UNMARKED, invented=_WEIGHED)
    counted = _counted(some.titles, logits, soft(some.titles))
    settings = _weigh(counted, weighed.urgent, weighed.weight)
    weights, bias = _learn(some, more, passed)
    return weights, bias, settings


def _outside(some: Lessons, half: int) -> Lessons:
    there = np.flatnonzero(some.fold != half)
    titles = [some.titles[at] for at in there]
    return Lessons(titles, some.urgent[there], some.weight[there], some.fold[there])


def _labelled(items: Sequence[texts.Item], told: Mapping[int, float]) -> Lessons:
    """What the teacher labelled; what is held back for measuring is left out."""
    there = [
        item for item in items
        if texts.key(item.title) in told and not item.held
        and item.outlet not in texts.HELD_FOR_URGENCY
    ]  # fmt: skip
    return Lessons(
        [item.title for item in there],
        np.array([told[texts.key(item.title)] for item in there], np.float32),
        np.full(len(there), _TOLD / len(there), np.float32),
        np.array([_fold(item) for item in there], np.int64),
    )


def _fold(item: texts.Item) -> int:
    """Which half of the marking outlets it is of; 2: of none."""
    return int(item.outlet in _FIRST_FOLD) if item.outlet in texts.MARKING else 2


def lessons(items: Sequence[texts.Item], *, unmarked: int, invented: float) -> Lessons:
    """Marks, one in `unmarked` titles without, and the invented headlines, which count `invented` beside
    them."""
    marking = [item for item in items if item.outlet in texts.MARKING - texts.HELD_FOR_URGENCY]
    marking = [item for item in marking if item.marked or texts.key(item.title) % unmarked == 0]
    made = _invented() + [(0.0, text) for topics, text in texts.seeds() if _SOFT.issuperset(topics)]
    titles = [item.title for item in marking] + [text for _, text in made]
    urgent = np.array([item.marked for item in marking] + [one for one, _ in made], np.float32)
    fold = np.array(
        [item.outlet in _FIRST_FOLD for item in marking] + [at % 2 for at in range(len(made))],
        np.int64,
    )
    weight = np.zeros(len(titles), np.float32)
    real = np.arange(len(titles)) < len(marking)
    for part, whole in ((real, 1.0), (~real, invented)):
        for value, share in ((1, BASE), (0, 1 - BASE)):
            there = part & (urgent == value)
            weight[there] = whole * share / there.sum()
    return Lessons(titles, urgent, weight, fold)


def _invented() -> list[tuple[float, str]]:
    lines = (Path(__file__).parent / "urgent.tsv").read_text("utf-8").splitlines()
    split = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(float(level != "routine"), text) for level, text in split]


def _learn(some: Lessons, more: Lessons, passed: Passed) -> tuple[Floats, Floats]:
    corpus = Corpus(some.titles + more.titles)
    urgent = np.concatenate([some.urgent, more.urgent])[:, None]
    weight = np.concatenate([some.weight, more.weight])
    return learn.learn(
        corpus, urgent, weight, one_of=False, passes=_PASSES, bias=_UNKNOWN, passed=passed
    )


def _counted(titles: Sequence[str], logits: Floats, softs: Sequence[bool]) -> NDArray[np.float64]:
    """What urgency.py weighs: FEATURES of each title."""
    alarm = Alarm(lists.packaged(), dict.fromkeys(FEATURES, 0.0))
    reader = Reader([alarm.words])
    out = []
    for title, logit, soft in zip(titles, logits.tolist(), softs, strict=True):
        text = reader.read(title)
        out.append(alarm.features(text.hits[0], logit, text=(text.words, title), soft=soft))
    return np.array(out)


def _weigh(counted: NDArray[np.float64], urgent: Floats, weight: Floats) -> dict[str, float]:
    """The factors; once fitted, that of the learnt part is raised, and the others fitted to it."""
    ever, learnt = FEATURES.index("ever"), FEATURES.index("learnt")
    factors = np.zeros(counted.shape[1])
    free = np.ones(counted.shape[1])
    _fit(factors, free, counted, urgent, weight)
    factors[learnt] *= _SURER
    free[learnt] = 0.0
    _fit(factors, free, counted, urgent, weight)
    factors[ever] = _UNKNOWN * (1 - factors[learnt])
    return {name: round(float(one), 4) for name, one in zip(FEATURES, factors, strict=True)}


def _fit(
    factors: NDArray[np.float64], free: NDArray[np.float64], counted: NDArray[np.float64],
    urgent: Floats, weight: Floats,
) -> None:  # fmt: skip
    """Moves those factors for which `free` is 1."""
    share = weight / weight.sum()
    for _ in range(_TURNS):
        wrong = (learn.sigmoid((counted @ factors).astype(np.float32)) - urgent) * share
        factors -= free * (counted.T @ wrong + 1e-4 * factors)

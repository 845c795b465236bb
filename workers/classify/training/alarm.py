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

How many passes, how much more than fitted the learnt part counts, and what the invented headlines count,
was chosen by leaving out one outlet of those that mark after another, beside the invented headlines of
the other half: of the outlets' marks are so found AP 0.28 and AUC 0.77, 0.37 of them by level and 0.31 of
what is called urgent rightly. (Before, with 18 passes, the fitted factor and the invented at 0.4: 0.24,
0.76, 0.27 and 0.27.)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

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
_UNMARKED: Final = 4
"""One in so many unmarked titles is read: there are enough."""
_SOFT: Final = frozenset({"sports", "culture", "technology", "health", "misc", "economy"})
_PASSES: Final = 8
"""Few: with more it learns what those outlets are like."""
PASSES_IN_ALL: Final = 3 * _PASSES
_TURNS: Final = 4_000
_SURER: Final = 3.0
"""How much more the learnt part counts than was fitted: the models fitted with know half of the titles."""
_UNKNOWN: Final = math.log(0.3 / 0.7)
"""What a title of unknown words scores, before σ: routine, on the ticker and from a second outlet too."""
_FIRST_FOLD: Final = frozenset({"ElWatanNews"})


def column(
    items: Sequence[texts.Item], soft: Callable[[Sequence[str]], Sequence[bool]], passed: Passed
) -> tuple[Floats, Floats, dict[str, float]]:
    """Weights (ROWS × 1) and bias of the column "urgency", and the settings of urgency.py. `soft`: of titles,
    whether they are about nothing that could be urgent."""
    titles, urgent, weight, fold = _lessons(items)
    logits = np.zeros(len(titles), np.float32)
    for half in (0, 1):
        known, strangers = np.flatnonzero(fold != half), np.flatnonzero(fold == half)
        weights, bias = _learn([titles[at] for at in known], urgent[known], weight[known], passed)
        logits[strangers] = Corpus([titles[at] for at in strangers]).logits(weights, bias)[:, 0]
    settings = _weigh(_counted(titles, logits, soft(titles)), urgent, weight)
    weights, bias = _learn(titles, urgent, weight, passed)
    return weights, bias, settings


def _lessons(
    items: Sequence[texts.Item],
) -> tuple[list[str], NDArray[np.float32], NDArray[np.float32], NDArray[np.int64]]:
    """Titles, whether they are urgent, what each counts, and its fold."""
    marking = [item for item in items if item.outlet in texts.MARKING - texts.HELD_FOR_URGENCY]
    marking = [item for item in marking if item.marked or texts.key(item.title) % _UNMARKED == 0]
    invented = _invented() + [
        (0.0, text) for topics, text in texts.seeds() if _SOFT.issuperset(topics)
    ]
    titles = [item.title for item in marking] + [text for _, text in invented]
    urgent = np.array([item.marked for item in marking] + [one for one, _ in invented], np.float32)
    fold = np.array(
        [item.outlet in _FIRST_FOLD for item in marking] + [at % 2 for at in range(len(invented))],
        np.int64,
    )
    weight = np.zeros(len(titles), np.float32)
    real = np.arange(len(titles)) < len(marking)
    for part, whole in ((real, 1.0), (~real, _INVENTED)):
        for value, share in ((1, BASE), (0, 1 - BASE)):
            there = part & (urgent == value)
            weight[there] = whole * share / there.sum()
    return titles, urgent, weight, fold


def _invented() -> list[tuple[float, str]]:
    lines = (Path(__file__).parent / "urgent.tsv").read_text("utf-8").splitlines()
    split = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(float(level != "routine"), text) for level, text in split]


def _learn(
    titles: Sequence[str], urgent: Floats, weight: Floats, passed: Passed
) -> tuple[Floats, Floats]:
    corpus = Corpus(titles)
    return learn.learn(
        corpus, urgent[:, None], weight, one_of=False, passes=_PASSES, bias=_UNKNOWN, passed=passed
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

"""How model and word lists are weighed against each other: the a, b and c of topics.py.

Fitted to titles whose publisher's section is certain, with a model that was not trained on their outlet,
so that it is trusted as far as it can be among strangers: that is what makes the scores calibrated.
Every topic counts the same, however many titles it has. A section says which topic is there, and little
of the others (a raid in the section politics is security all the same), so the topics that often go with
it are left open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workers.classify import lists
from workers.classify.phrases import Reader
from workers.classify.topics import FLOOR, VOTES, Desk, Found, Mix, votes
from workers.classify.training.learn import Floats, sigmoid
from workers.story import TOPICS

OPEN: Final = {
    "politics": ("security", "world", "local"), "security": ("politics", "local", "world"),
    "economy": ("politics", "local"), "world": ("politics", "security"), "sports": (),
    "culture": ("local",), "technology": ("economy",),
}  # fmt: skip
_TURNS: Final = 2_000
_SHRINK: Final = 0.05
"""How strongly the a of the topics are held together: what is common among strangers differs with them."""
_EVEN: Final = Mix((0.0,) * len(TOPICS), 1.0, 1.0)


def counted(titles: Sequence[str]) -> NDArray[np.float64]:
    """The votes of the packaged lists (without places, whose home is another country's here)."""
    desk = Desk(lists.packaged(), [], _EVEN)
    reader = Reader([desk.words])
    out = []
    for title in titles:
        out.append(votes(Found(reader.read(title).hits[0], (), (), ())))
    return np.asarray(np.minimum(np.array(out), VOTES))


def fit(shares: Floats, counts: NDArray[np.float64], topics: Sequence[str]) -> dict[str, float]:
    """`shares` of a model that is a stranger to these titles, their votes and their certain topics."""
    right = np.array([[topic == one for one in TOPICS] for topic in topics], np.float64)
    known = np.array([[one not in OPEN[topic] for one in TOPICS] for topic in topics], np.float64)
    known *= right.any(
        axis=0
    )  # local, health and misc have no certain titles: theirs is the common a
    many = {topic: topics.count(topic) for topic in OPEN}
    weight = known * np.array([1 / many[topic] for topic in topics])[:, None]
    weight /= weight.sum()
    said = np.log(shares.astype(np.float64) + FLOOR)
    a, b, c, middle = np.zeros(len(TOPICS)), 1.0, 0.5, 0.0
    for _ in range(_TURNS):
        wrong = (sigmoid((a + middle + b * said + c * counts).astype(np.float32)) - right) * weight
        a -= 20 * (wrong.sum(axis=0) + _SHRINK * a)
        middle -= 2 * float(wrong.sum())
        b -= float((wrong * said).sum())
        c -= float((wrong * counts).sum())
    named = {f"topic {topic}": round(float(a[at] + middle), 4) for at, topic in enumerate(TOPICS)}
    return {**named, "model": round(b, 4), "votes": round(c, 4)}

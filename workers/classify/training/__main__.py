"""`python -m workers.classify.training DATA [--teacher N]`: makes model.bin anew, the same bytes on one
machine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from workers import meaning
from workers.classify import lists, model, opinion
from workers.classify.model import Says
from workers.classify.phrases import Reader
from workers.classify.places import Gazetteer
from workers.classify.topics import Desk, Found, Mix, told
from workers.classify.training import alarm, learn, mixing, teacher, texts
from workers.classify.training.learn import PASSES, Corpus, Floats, Passed
from workers.classify.urgency import is_soft
from workers.cli.progress import bar
from workers.story import TOPICS

NEAR: Final = Path(meaning.__file__).parent / meaning.FILE
HEAD: Final = Path(model.__file__).parent / opinion.FILE
OUT: Final = Path(model.__file__).parent / model.FILE
_LEAD: Final = 0.5
"""What a lead counts beside its title: it tells the same with other words, and other things too."""
_SEED: Final = 4.0
_WORD: Final = 1.5
_SURE: Final = {"world": 0.2}
"""How far a publisher's certain section moves what the teacher says; most by _USUALLY, but what is
filed under world may be a raid or a match abroad."""
_USUALLY: Final = 0.7
_MODELS: Final = 3
"""That learn topics: one of each set, and the one that is kept."""
_ABROAD: Final = 0.1
"""What is left of the share of world where all the places that are named are at home, in Iraq: to the
sets' publishers it lay abroad."""


def main() -> int:
    parser = argparse.ArgumentParser("workers.classify.training", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--teacher", type=int, metavar="N", help="ask it anew, of N more titles")
    parser.add_argument("--head", action="store_true", help="only the head for [classify] semantic")
    asked = parser.parse_args()
    if not (asked.data / "jawhara.tsv.gz").exists():
        print(f"{asked.data}: the labelled sets are not there; name them: make train DATA=dir")
        return 1
    items = texts.items(asked.data)
    if asked.head:
        HEAD.write_bytes(teacher.live(items))
        return 0
    if asked.teacher is not None:
        teacher.ask(items, asked.teacher)
        NEAR.write_bytes(teacher.nearness_of(items))
    labels = teacher.labels()
    labelled = [item for item in items if texts.key(item.title) in labels]
    print(f"{len(items)} titles, {len(labelled)} of them labelled by the teacher")
    with bar("train", _MODELS * PASSES + alarm.PASSES_IN_ALL) as passed:
        settings = _mixed(labelled, labels, passed)
        print("  ".join(f"{name} {value:.2f}" for name, value in settings.items()))
        weights, bias = _taught([item for item in labelled if not item.held], labels, passed)
        urgency, urgency_bias, factors = alarm.column(
            items, teacher.urgencies(), _softness(weights, bias, settings), passed
        )
    settings |= factors
    print("  ".join(f"{name} {value:.2f}" for name, value in factors.items()))
    made = learn.model(
        (*TOPICS, "urgency"),
        np.hstack([weights, urgency]),
        np.append(bias, urgency_bias),
        settings,
    )
    data = model.packed(made)
    OUT.write_bytes(data)
    print(f"{OUT.name}: {len(data):,} bytes")
    return 0


def _taught(
    items: Sequence[texts.Item], labels: dict[int, Floats], passed: Passed
) -> tuple[Floats, Floats]:
    """A model of the topics, from these titles and their leads, the seeds and the word lists."""
    home = _Home()
    shares = np.array([_share(item, labels[texts.key(item.title)], home) for item in items])
    rare = (shares.sum(axis=0).mean() / shares.sum(axis=0)) ** 0.5
    weight = (shares * rare).sum(axis=1)
    seeds = texts.seeds()
    words = [
        (topic, word)
        for part in lists.packaged()
        for topic, group in part.words.items()
        for word in group
    ]
    corpus = Corpus(
        [item.title for item in items] + [item.lead for item in items]
        + [text for _, text in seeds] + [word for _, word in words]
    )  # fmt: skip
    targets = np.vstack(
        [
            shares,
            shares,
            *(_shares_of(topics) for topics, _ in seeds),
            *(_shares_of((topic,)) for topic, _ in words),
        ]
    )
    weights = np.concatenate(
        [weight, _LEAD * weight, np.full(len(seeds), _SEED), np.full(len(words), _WORD)]
    )
    return learn.learn(
        corpus, targets.astype(np.float32), weights.astype(np.float32), one_of=True, passed=passed
    )


def _softness(
    weights: Floats, bias: Floats, settings: dict[str, float]
) -> Callable[[Sequence[str]], list[bool]]:
    """Tells of titles whether they are about nothing that could be urgent, as the classifier will."""
    parts = lists.packaged()
    desk, gazetteer = Desk(parts, [], Mix.of(settings)), Gazetteer(parts)
    reader = Reader([gazetteer.spellings, desk.words])

    def judged(title: str, shares: list[float]) -> bool:
        text = reader.read(title)
        places = gazetteer.find(text, text.hits[0], title)
        said = Says(text.words, weights[:0], shares, 0.0, 0, 0)
        scores = desk.weighed(Found(text.hits[1], (), (), places), said)
        best = told(scores)
        return is_soft([TOPICS[at] for at in best], scores[best[0]])

    def ask(titles: Sequence[str]) -> list[bool]:
        shares = learn.softmax(Corpus(titles).logits(weights, bias)).tolist()
        return list(map(judged, titles, shares))

    return ask


class _Home:
    """Tells whether a title names places of Iraq and no other."""

    def __init__(self) -> None:
        self._gazetteer = Gazetteer(lists.packaged())
        self._reader = Reader([self._gazetteer.spellings])

    def holds(self, title: str) -> bool:
        text = self._reader.read(title)
        places = self._gazetteer.find(text, text.hits[0], title)
        return bool(places) and all(place.where == "iraq" for place in places)


def _share(item: texts.Item, said: Floats, home: _Home) -> Floats:
    """The teacher's word, moved towards the publisher's section where that is certain."""
    share = said.copy()
    if item.topic:
        sure = _SURE.get(item.topic, _USUALLY)
        share = (1 - sure) * share + sure * _shares_of((item.topic,))
    if home.holds(item.title):
        share[TOPICS.index("world")] *= _ABROAD
        share /= share.sum()
    return share


def _shares_of(topics: Sequence[str]) -> Floats:
    """Shares of the topics that are there: 0.95 among them, the rest among all."""
    out = np.full(len(TOPICS), 0.05 / len(TOPICS), np.float32)
    for at, topic in enumerate(topics):
        out[TOPICS.index(topic)] += 0.95 * (1.0 if len(topics) == 1 else (0.6, 0.4)[at])
    return out


def _mixed(
    items: Sequence[texts.Item], labels: dict[int, Floats], passed: Passed
) -> dict[str, float]:
    """Each half judged by a model of the other: the Egyptian outlets, and Tunisia's."""
    shares, titles, topics = [], [], []
    for asked in ("jawhara", "egypt2013"):
        known = [item for item in items if item.set != asked and not item.held]
        strangers = [item for item in items if item.set == asked and item.topic and not item.held]
        weights, bias = _taught(known, labels, passed)
        found = learn.softmax(Corpus([item.title for item in strangers]).logits(weights, bias))
        shares.append(found)
        titles += [item.title for item in strangers]
        topics += [item.topic for item in strangers]
        _say(asked, found, [item.topic for item in strangers])
    return mixing.fit(np.vstack(shares), mixing.counted(titles), topics)


def _say(asked: str, shares: Floats, topics: Sequence[str]) -> None:
    right = np.mean(
        [TOPICS[at] == topic for at, topic in zip(shares.argmax(axis=1), topics, strict=True)]
    )
    print(
        f"{asked}, judged by a model of the other set: {right:.2f} of {len(topics)} right",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())

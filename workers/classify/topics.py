"""What a headline is about: the publisher's own section first, then the words of the headline.

    what speaks                                   score
    the site's section, found in sections.toml    0.97
    a topic that the source always carries        0.9
    the model and words.toml, weighed together    σ(a + b · log(share + 0.01) + c · votes), at most 0.96
    the user's own words                          at least 0.95 · (1 - 0.4 ^ votes): 0.57, 0.8, 0.89, …
    no word at all                                misc, 0.3

`share` is the model's, of all topics together 1; a, b and c were fitted where the model had not been
trained, so that a score of 0.8 is right four times in five (workers/classify/training/mixing.py). A
listed word of the title is one vote, one that stands only in the summary half a vote, each counted once,
and a phrase half as much more for each further word. A place abroad is half a vote for `world` (two at
most), one in Iraq half a vote for `local`, and where all are in Iraq, one and a half against `world`. A
topic is told from 0.5 on, which is where subscriptions begin to count it; when none reaches that, the
best one alone is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import exp, log
from typing import Final, NamedTuple

from streamer.text import words
from workers.classify.lists import Lists
from workers.classify.model import Says
from workers.classify.phrases import Hit, Phrases
from workers.classify.places import Place
from workers.story import TOPICS, Topic

# IPTC Media Topics (cv.iptc.org/newscodes/mediatopic). The scheme has no "foreign news", "local
# news" or "other": world is international relations, local is society, misc is human interest.
IPTC: Final = {
    "politics": "medtop:11000000",
    "security": "medtop:16000000",  # conflict, war and peace
    "economy": "medtop:04000000",
    "sports": "medtop:15000000",
    "world": "medtop:20000638",
    "local": "medtop:14000000",
    "culture": "medtop:01000000",
    "technology": "medtop:13000000",
    "health": "medtop:07000000",
    "misc": "medtop:08000000",
}

SITE: Final = 0.97
ALWAYS: Final = 0.9
MOST: Final = 0.96
"""What model and words may reach: the publisher's section knows better."""
NOTHING: Final = 0.3
ENOUGH: Final = 0.5
VOTES: Final = 3.0
"""More votes than these for a topic say no more."""
_NOTHING: Final = (
    (Topic(name="misc", score=NOTHING, iptc=IPTC["misc"]),),
    ("misc: no section or word known",),
)
AT: Final = {topic: at for at, topic in enumerate(TOPICS)}
_WORLD: Final = AT["world"]
_LOCAL: Final = AT["local"]
_SPEAKS: Final = 0.3
"""The model is a reason from this share on, or where there is no other."""
FOREIGN: Final = 1.6
"""How much more a vote counts in letters of which the model has learnt little."""
FLOOR: Final = 0.01
"""Added to every share: however little the model sees of a topic, listed words can still carry it."""
_LITTLE: Final = 0.05
"""A share so small, and no listed word: not worth a score."""
_TEN: Final = tuple(range(len(TOPICS)))
_NO_VOTES: Final = [0.0] * len(TOPICS)
SHOWN: Final = 60
"""Characters of a section that `because` repeats."""


class Mix(NamedTuple):
    """How much what speaks: see the table above; `a` by topic, in the order of TOPICS."""

    a: tuple[float, ...]
    b: float
    c: float

    @classmethod
    def of(cls, settings: dict[str, float]) -> Mix:
        a = tuple(settings[f"topic {topic}"] for topic in TOPICS)
        return cls(a, settings["model"], settings["votes"])


class Found(NamedTuple):
    """What was found of the lists in a headline."""

    title: Sequence[Hit[str]]
    summary: Sequence[Hit[str]]
    own: Sequence[Hit[str]]
    places: Sequence[Place]


class Desk:
    """Sorts headlines by topic. `words` and `own` are for the Reader."""

    def __init__(self, lists: Sequence[Lists], own: Sequence[Lists], mix: Mix) -> None:
        self.words: Final = Phrases(_by_topic(part.words for part in lists))
        self.own: Final = Phrases(_by_topic(part.words for part in own))
        self._mix = mix
        self._sections: Final = Phrases(_by_topic(part.sections for part in (*lists, *own)))
        # A site has few sections; bounded, because a name is what a publisher makes it.
        self._of_section = lru_cache(maxsize=500)(self._find_section)

    def judge(
        self, found: Found, said: Says | None, *, section: str, always: Iterable[str]
    ) -> tuple[tuple[Topic, ...], tuple[str, ...]]:
        """Topics, best first, never empty; and the reasons of those that are told.

        `said`: what the model made of the words; None where there are none.
        """
        certain = dict.fromkeys(self._of_section(section), SITE) if section else {}
        why = [f"site: {_shown(section)}"] if certain else []
        for topic in always:
            if topic in IPTC:
                certain.setdefault(topic, ALWAYS)
                why.append(f"always: {topic}")
        if said is None and not certain:
            return _NOTHING
        scores = self.weighed(found, said)
        for topic, score in certain.items():
            scores[AT[topic]] = score
        at_best = told(scores)
        if found.title or found.summary or found.own or found.places:
            why += _listed(found, {TOPICS[at] for at in at_best})
        if said is not None:
            share = max(said.shares)
            best = said.shares.index(share)
            if not why or (best in at_best and share >= _SPEAKS):
                why.append(f"model: {said.word(best)}")
        return tuple([_topic(at, round(scores[at], 2)) for at in at_best]), tuple(why)

    def weighed(self, found: Found, said: Says | None) -> list[float]:
        """The score of each topic by model and lists."""
        scores = [0.0] * len(TOPICS)
        if said is not None:
            a, b, c = self._mix
            if said.foreign:
                c *= FOREIGN
            shares = said.shares
            counted = votes(found) if found.title or found.summary or found.places else _NO_VOTES
            for at in _TEN:
                share, vote = shares[at], counted[at]
                if share > _LITTLE or vote > 0:
                    heard = c * vote if vote < VOTES else c * VOTES
                    score = 1 / (1 + exp(-a[at] - b * log(share + FLOOR) - heard))
                    scores[at] = score if score < MOST else MOST
        for number, topic in _own_votes(found.own) if found.own else ():
            scores[AT[topic]] = max(scores[AT[topic]], 0.95 * (1 - 0.4**number))
        return scores

    def _find_section(self, section: str) -> tuple[str, ...]:
        """The topics of a section's name, in its order: اقتصاد ورياضة has two."""
        hits = self._sections.find(words(section))
        return tuple(dict.fromkeys(topic for hit in hits for topic in hit.values))


@lru_cache(maxsize=1_024)
def _topic(at: int, score: float) -> Topic:
    """The same object for the same topic and score: there are few."""
    return Topic(name=TOPICS[at], score=score, iptc=IPTC[TOPICS[at]])


def votes(found: Found) -> list[float]:
    """The votes of the lists for each topic."""
    counted = [0.0] * len(TOPICS)
    seen: set[str] = set()
    for hits, one in ((found.title, 1.0), (found.summary, 0.5)):
        for phrase, topics in hits:
            if phrase not in seen:
                seen.add(phrase)
                vote = one + 0.5 * one * phrase.count(" ")
                for topic in topics:
                    counted[AT[topic]] += vote
    if found.places:
        abroad = sum([place.where == "abroad" for place in found.places])
        counted[_WORLD] += 0.5 * min(abroad, 2)
        if abroad < len(found.places):
            counted[_LOCAL] += 0.5
        if not abroad:
            counted[_WORLD] -= 1.5
    return counted


def _own_votes(hits: Sequence[Hit[str]]) -> Iterable[tuple[int, str]]:
    said = {(hit.phrase, topic) for hit in hits for topic in hit.values}
    for topic in TOPICS:
        number = sum(one == topic for _, one in said)
        if number:
            yield number, topic


def told(scores: Sequence[float]) -> list[int]:
    """Those that reach ENOUGH, or the best alone; best first, in the order of TOPICS where even."""
    enough = [at for at, score in enumerate(scores) if score >= ENOUGH]
    if not enough:
        return [scores.index(max(scores))]
    if len(enough) > 1:
        enough.sort(key=lambda at: -scores[at])
    return enough


def _listed(found: Found, told: set[str]) -> list[str]:
    """The listed words and places that speak for what is told, in the order of the text."""
    reasons = [
        f"word: {hit.phrase}"
        for hits in (found.own, found.title, found.summary)
        for hit in hits
        if not told.isdisjoint(hit.values)
    ]
    if found.places:
        for topic, where in (("world", "abroad"), ("local", "iraq")):
            if topic in told:
                names = [place.name for place in found.places if place.where == where]
                reasons += [f"place: {name}" for name in names[:2]]
    return reasons


def _by_topic(tables: Iterable[dict[str, tuple[str, ...]]]) -> Iterable[tuple[str, str]]:
    return ((name, topic) for table in tables for topic, names in table.items() for name in names)


def _shown(section: str) -> str:
    return " ".join(section.split())[:SHOWN]

"""What a headline is about: the publisher's own section first, then the words of the headline.

    what speaks                                   score
    the site's section, found in sections.toml    0.97
    a topic that the source always carries        0.9
    words of words.toml                           0.95 · (1 - 0.4 ^ votes): 0.57, 0.8, 0.89, …
    nothing at all                                misc, 0.3

A word of the title is one vote, one that stands only in the summary half a vote, each counted once.
A place abroad is half a vote for `world` (two at most), one in Iraq half a vote for `local` (once,
since most headlines of an Iraqi site name one). A topic is told from 0.5 on, which is where
subscriptions begin to count it; when none reaches that, the best one alone is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from workers.classify.lists import Lists
from workers.classify.phrases import Hit, Phrases, Reader
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
NOTHING: Final = 0.3
ENOUGH: Final = 0.5
_NOTHING: Final = (
    (Topic(name="misc", score=NOTHING, iptc=IPTC["misc"]),),
    ("misc: no section or word known",),
)
_RANK: Final = {topic: rank for rank, topic in enumerate(TOPICS)}
SHOWN: Final = 60
"""Characters of a section that `because` repeats."""


class Evidence:
    """What has spoken for each topic so far."""

    def __init__(self) -> None:
        self.scores: dict[str, float] = {}
        self.votes: dict[str, float] = {}
        self.reasons: list[tuple[str, str]] = []
        """(topic, reason), in the order of the reasons' weight."""

    def say(self, topic: str, score: float, reason: str) -> None:
        self.scores[topic] = max(score, self.scores.get(topic, 0.0))
        self.reasons.append((topic, reason))

    def vote(self, topic: str, votes: float, reason: str) -> None:
        self.votes[topic] = self.votes.get(topic, 0.0) + votes
        self.say(topic, 0.95 * (1 - 0.4 ** self.votes[topic]), reason)


class Desk:
    """Sorts headlines by topic."""

    def __init__(self, lists: Sequence[Lists]) -> None:
        self.words: Final = Phrases(_by_topic(part.words for part in lists))
        self._sections: Final = Phrases(_by_topic(part.sections for part in lists))
        self._reader: Final = Reader([self._sections])
        # A site has few sections; bounded, because a name is what a publisher makes it.
        self._of_section = lru_cache(maxsize=500)(self._find_section)

    def judge(
        self,
        *,
        title: Sequence[Hit[str]],
        summary: Sequence[Hit[str]],
        section: str,
        always: Iterable[str],
        places: Sequence[Place],
    ) -> tuple[tuple[Topic, ...], tuple[str, ...]]:
        """Topics, best first, never empty; and the reasons of those that are told.

        `title`, `summary`: what was found of `words` there.
        """
        evidence = Evidence()
        for topic in self._of_section(section):
            evidence.say(topic, SITE, f"site: {_shown(section)}")
        for topic in always:
            if topic in IPTC:
                evidence.say(topic, ALWAYS, f"always: {topic}")
        _read(title, summary, evidence)
        _look(places, evidence)
        return _told(evidence)

    def _find_section(self, section: str) -> tuple[str, ...]:
        """The topics of a section's name, in its order: اقتصاد ورياضة has two."""
        text = self._reader.read(section)
        hits = self._sections.find(text.words, text.begins[0])
        return tuple(dict.fromkeys(topic for hit in hits for topic in hit.values))


def _read(title: Sequence[Hit[str]], summary: Sequence[Hit[str]], evidence: Evidence) -> None:
    counted = set()
    for hits, votes in ((title, 1.0), (summary, 0.5)):
        for hit in hits:
            if hit.phrase not in counted:
                counted.add(hit.phrase)
                for topic in hit.values:
                    evidence.vote(topic, votes, f"word: {hit.phrase}")


def _by_topic(tables: Iterable[dict[str, tuple[str, ...]]]) -> Iterable[tuple[str, str]]:
    return ((name, topic) for table in tables for topic, names in table.items() for name in names)


def _look(places: Sequence[Place], evidence: Evidence) -> None:
    if not places:
        return
    abroad = [place.name for place in places if place.where == "abroad"]
    at_home = [place.name for place in places if place.where == "iraq"]
    for topic, names in (("world", abroad[:2]), ("local", at_home[:1])):
        for name in names:
            evidence.vote(topic, 0.5, f"place: {name}")


def _told(evidence: Evidence) -> tuple[tuple[Topic, ...], tuple[str, ...]]:
    scores = evidence.scores
    if not scores:
        return _NOTHING
    ranked = sorted(scores, key=lambda topic: (-scores[topic], _RANK[topic]))
    told = [topic for topic in ranked if scores[topic] >= ENOUGH] or ranked[:1]
    topics = [Topic(name=topic, score=round(scores[topic], 2), iptc=IPTC[topic]) for topic in told]
    return tuple(topics), tuple([reason for topic, reason in evidence.reasons if topic in told])


def _shown(section: str) -> str:
    return " ".join(section.split())[:SHOWN]

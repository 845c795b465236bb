"""The reports that a headline is compared with, and what comes of it: new, a repeat, or a follow.

title ─► exact words told before? ─► candidates ─► compare each ─► does one tell the same? a repeat
  look         kept                     kept         beside
                                                   └► how near is it to each whole story? a follow, or new
                                                        weighing, belonging
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice
from operator import itemgetter
from typing import Final

from streamer import text
from workers.dedupe import belonging
from workers.dedupe.belonging import (
    ENOUGH,
    ENOUGH_IF_MEANT,
    FAR,
    NONE,
    at_most,
    chance,
    whole,
    worth,
)
from workers.dedupe.beside import (
    ALIKE,
    OF_TWINS,
    OF_WORDS,
    adds_little,
    excludes,
    of_another_day,
    relation_to,
    same_words,
)
from workers.dedupe.comparing.compare import Relation
from workers.dedupe.finding.candidates import RAREST
from workers.dedupe.finding.kept import Alike, Kept, Report, Stands, StillTold
from workers.dedupe.finding.look import Look, look, sought_by
from workers.dedupe.finding.sketch import another_article, sketch
from workers.dedupe.finding.stamp import stamped
from workers.dedupe.joining import Near, apart, follow
from workers.dedupe.told import Match
from workers.dedupe.weighing import Likes, Mine, likest, odds, odds_if_meant, promising
from workers.dedupe.words.likeness import quick, written

Meant = Callable[[str, str], float]
"""How near two titles are in meaning."""
_NEAR: Final = 0.33
"""Likeness from which on two titles are compared part by part."""
_FIRST: Final = 3
"""Reports that are compared however little alike they are."""
_COMPARED: Final = 5
"""Reports that a title is compared with part by part: the likest."""
_MEMBERS: Final = 8
"""Reports of a story that a title is compared with, the newest."""
_NEAR_IF_MEANT: Final = 0.22
"""The same as _NEAR, where the large model is asked too: it knows other words for the same."""
_AT_ALL: Final = 0.17
"""Likeness by equal units that a report needs that was found by one of them."""
_STORIES: Final = 6
"""Stories that a title is weighed against: the likest."""
_LEAST: Final = belonging.least(ENOUGH)
"""Odds with one of its reports that a story needs."""
_LEAST_IF_MEANT: Final = -5.0
_AT_ALL_IF_MEANT: Final = 0.1


class Reports:
    def __init__(self, window: timedelta, meant: Meant | None = None) -> None:
        """`meant`: how near two titles are in meaning (workers.meaning), where that is asked."""
        self._meant: Final = meant
        self._from: Final = _NEAR if meant is None else _NEAR_IF_MEANT
        self._at_all: Final = _AT_ALL if meant is None else _AT_ALL_IF_MEANT
        self._least: Final = _LEAST if meant is None else _LEAST_IF_MEANT
        self._enough: Final = ENOUGH if meant is None else ENOUGH_IF_MEANT
        self._kept: Final = Kept(window)
        self.add: Final = self._kept.add
        self.move: Final = self._kept.move
        self.forget: Final = self._kept.forget

    def __len__(self) -> int:
        return len(self._kept)

    @staticmethod
    def rare(title: str) -> tuple[str, ...]:
        """What `title` is looked up by: two titles that share two of these are compared."""
        return look(title).kin[:RAREST]

    @staticmethod
    def stamp(title: str, summary: str | None) -> bytes:
        """What `add` may be given with this title and summary."""
        return stamped(sought_by(title, summary))

    def match(
        self, title: str, outlet: str, summary: str | None, now: datetime, still_told: StillTold
    ) -> Match:
        """What the title is to those that were told within the window."""
        fold = text.fold(title)
        stands = self._kept.standing(now, still_told)
        twin = self._kept.newest(fold, stands)
        if twin is None or twin.title != title:  # else all that is to be read was read of the twin
            looked = look(title)
            if looked.nameless:
                return Match("new", "", "", "its title names no story")
            if twin is None or not same_words(looked, twin):
                return self._near(title, looked, now, stands)
        if of_another_day(title, twin, now):
            return Match("new", "", "", "the same words, told of another day")
        if twin.outlet == outlet and another_article(twin.summary, sketch(summary)):
            return Match("new", "", "", "the outlet's title for another article")
        return Match("repeat", twin.story, twin.item, f"the same words as {twin.item}")

    def nearest(
        self, title: str, outlet: str, now: datetime, still_told: StillTold
    ) -> Report | None:
        """The report of `outlet` that is most like `title`, whatever tells them apart."""
        stands = self._kept.standing(now, still_told)
        found = self._kept.ranked(look(title), self._from, stands)
        return next((report for _, report in found if report.outlet == outlet), None)

    def _near(self, title: str, looked: Look, now: datetime, stands: Stands) -> Match:
        """Compares from the likest report on, but only what decides: reports that it may repeat, then those
        of stories that it may belong to. Most of those that are found are neither."""
        own = self._kept.usual.weighed(looked.own)
        stories: dict[str, dict[str, Alike]] = {}
        close: dict[str, Relation | None] = {}
        """Title → what it is to a report that may tell the same, as far as that was asked."""
        likest: Report | None = None
        for rank, (like, report) in enumerate(self._kept.ranked(looked, self._from, stands)):
            if rank >= _COMPARED or (rank >= _FIRST and like < ALIKE):
                break
            if rank == 0 and like >= ALIKE:
                likest = report
            relation = None
            if like >= ALIKE and adds_little(looked, report):
                relation = relation_to(looked, like, report, now)
                if relation.kind == "same":
                    return _repeat(report)
            close[report.title] = relation
            if own.cuts:
                like = quick(own, report.kin, report.heft)
            stories.setdefault(report.story, {})[report.title] = like, report
        for like, report in self._kept.related(looked, own, self._at_all, stands):
            stories.setdefault(report.story, {}).setdefault(report.title, (like, report))
        if not stories:
            return _new()
        ever = written(looked.fold)
        mine = Mine(own, self._kept.usual_words.weighed(ever), ever, now)
        best: tuple[float, str] | None = None
        joined: list[Near] = []
        for most, story, likes, asked in self._in_turn(title, mine, stories, close, stands):
            if best is not None and (most, story) <= best:
                break  # to read a title again takes longer than all else here
            near: list[Near] = []
            facts = 0.0
            for told in asked:
                report, like = likes[told]
                relation = _asked(close, looked, report, now)
                if relation.kind == "same" and told in close:
                    return _repeat(report)
                if relation.kind == "other" and excludes(looked, report, relation):
                    words = len(likes) > 1 and relation.why.startswith(OF_WORDS)
                    likes[told] = report, like - FAR if words else NONE
                    continue
                if relation.kind == "facts":
                    facts = max(facts, chance(like))
                elif relation.why.startswith((*OF_TWINS, *OF_WORDS)):
                    likes[told] = report, like - FAR
                if relation.kind != "other":
                    near.append((report, like, relation))
            score = max(facts, whole(self._chances(title, likes, mine).values()))
            so_far = (self._worth(score, likes), story)
            if score >= self._enough and (best is None or so_far > best):
                best, joined = so_far, near or [apart(looked, likes)]
        if best is None:
            return _new() if likest is None else _new(likest, _asked(close, looked, likest, now))
        return follow(title, looked.reading, best[1], joined, self._kept, stands)

    def _in_turn(
        self,
        title: str,
        mine: Mine,
        stories: dict[str, dict[str, Alike]],
        close: dict[str, Relation | None],
        stands: Stands,
    ) -> list[tuple[float, str, Likes, list[str]]]:
        """The most that each may be worth, the story, its reports, and those of them to compare: the one that
        may be worth most first. Only what may be enough."""
        turns = []
        for story, likes in islice(promising(mine, stories, self._least), _STORIES):
            for report in self._kept.of_story(story, _MEMBERS):
                if report.title not in likes and stands(report):
                    like = quick(mine.kin, report.kin, report.heft)
                    likes[report.title] = report, odds(mine, like, report)
            chances = self._chances(title, likes, mine)
            asked = [one for one in likes if one in close]
            if not asked:
                if whole(chances.values()) < self._enough:
                    continue
                asked = [likest(likes)]
            facts = max([chance(likes[one][1]) for one in asked])
            most = max(facts, at_most([chances.pop(one) for one in asked], chances.values()))
            if most >= self._enough:
                turns.append((self._worth(most, likes), story, likes, asked))
        turns.sort(key=itemgetter(0, 1), reverse=True)
        return turns

    def _worth(self, score: float, likes: Likes) -> float:
        return worth(score, len(likes), self._enough)

    def _chances(self, title: str, likes: Likes, mine: Mine) -> dict[str, float]:
        """By title, how likely it tells of the event of each report, those left out that exclude it."""
        if self._meant is None:
            return {told: chance(like) for told, (_, like) in likes.items()}
        return {
            told: chance(odds_if_meant(mine, like, self._meant(title, told), report))
            for told, (report, like) in likes.items()
            if like > NONE  # the large model is not asked for nothing
        }


def _asked(
    close: dict[str, Relation | None], looked: Look, report: Report, now: datetime
) -> Relation:
    """What the title is to the report, kept in `close` where that has it."""
    relation = close.get(report.title)
    if relation is None:
        equal = quick(looked.own, report.kin, report.heft)
        relation = relation_to(looked, equal, report, now)
        if report.title in close:
            close[report.title] = relation
    return relation


def _new(likest: Report | None = None, relation: Relation | None = None) -> Match:
    """With what tells it apart from the report that is `likest`, where one is that near."""
    if likest is None or relation is None or relation.kind != "other":
        return Match("new", "", "", "nothing like it was told")
    return Match("new", "", "", f"not what {likest.item} told: {relation.why}")


def _repeat(report: Report) -> Match:
    return Match("repeat", report.story, report.item, f"tells the same as {report.item}")

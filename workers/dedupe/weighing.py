"""The stories that a title may belong to, the likest first, each with the odds of what was found of it.

reports found ─► likeness by units ─► the most that their odds may be
                     └► of those that may still win: words as written, time, place ─► odds
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from workers.dedupe import belonging
from workers.dedupe.comparing.elsewhere import elsewhere
from workers.dedupe.finding.kept import Alike, Report
from workers.dedupe.words.likeness import Profile, in_words, lowered

_ALL_WORDS: Final = 1.000001
"""Likeness by words as written that none exceeds."""
Likes = dict[str, tuple[Report, float]]
"""Title → its report, and the odds that a title tells of its event: of one story."""


class Mine(NamedTuple):
    """A title with the weights of just now."""

    kin: Profile[str]
    words: Profile[int]
    """By their marks."""
    ever: Profile[int]
    """Its words with the weights of the table."""
    at: datetime


class _Measured(NamedTuple):
    """How near a title is to a report by what is quickly seen."""

    report: Report
    units: float
    """Likeness by units."""
    hefts: float
    """The product of their weights."""
    at_best: float
    """The most that the odds may be."""


def promising(
    mine: Mine,
    stories: Mapping[str, Mapping[str, Alike]],
    least: float,
) -> Iterator[tuple[str, Likes]]:
    """The likest first, of those of which a report has odds of `least`. `stories`: story → title → what was
    found. Whatever takes long is asked only where the rest leaves a chance."""
    waiting: list[tuple[float, str, list[_Measured]]] = []
    """With the most that each may have, the likest last; and those of which the odds are known."""
    ready: list[tuple[float, str, Likes]] = []
    for story, some in stories.items():
        measured = [_measured(mine, like, report) for like, report in some.values()]
        at_best = max([one.at_best for one in measured])
        if at_best >= least:
            waiting.append((at_best, story, measured))
    waiting.sort(key=_likeness_then_story)
    while True:
        while waiting and not (ready and ready[-1][0] > waiting[-1][0]):
            _, story, measured = waiting.pop()
            likes = {one.report.title: (one.report, _odds(mine, one)) for one in measured}
            most = max(like for _, like in likes.values())
            if most >= least:
                ready.append((most, story, likes))
                ready.sort(key=_likeness_then_story)
        if not ready:
            return
        yield ready.pop()[1:]


def odds(mine: Mine, like: float, report: Report) -> float:
    """That a title tells of the event of a report; `like`: by equal units."""
    return _odds(mine, _measured(mine, like, report))


def odds_if_meant(mine: Mine, like: float, cosine: float, report: Report) -> float:
    """The same with what the large model says; `like`: the odds without it."""
    return belonging.odds_if_meant(
        like,
        cosine,
        hours(report, mine.at),
        in_words(mine.words, report.packed),
        in_words(mine.ever, report.packed),
        mine.kin.heft * lowered(mine.kin, report.kin, report.heft),
    )


def _measured(mine: Mine, like: float, report: Report) -> _Measured:
    """`like`: by equal units."""
    hefts = mine.kin.heft * lowered(mine.kin, report.kin, report.heft)
    return _Measured(report, like, hefts, belonging.odds(like, _ALL_WORDS, hefts, 0.0))


def _odds(mine: Mine, one: _Measured) -> float:
    """That a title tells of the event of a report."""
    report = one.report
    return belonging.odds(
        one.units,
        in_words(mine.words, report.packed),
        one.hefts,
        hours(report, mine.at),
        apart=bool(elsewhere(mine.kin.weights, report.kin)),
    )


def _likeness_then_story(one: tuple[float, str, object]) -> tuple[float, str]:
    return one[0], one[1]


def hours(report: Report, now: datetime) -> float:
    """Since it was told."""
    return (now - report.at).total_seconds() / 3600


def likest(likes: Likes) -> str:
    """The title of the report with the best odds; of several, the last by its letters."""
    return max(likes, key=lambda title: (likes[title][1], title))

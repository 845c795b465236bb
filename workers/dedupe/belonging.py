"""How likely a title tells of the event that a whole story is about.

    what it has in common with a report: units, words as written (likeness.py) ─┐
    the time between them, and whether they tell of two places ─────────────────┴► odds ─► a chance ─┐
    nearness in meaning, where the large model is asked (workers.meaning) ───────────────────────────┴► mean
                                                                                         of the story

Odds are added up as in a logistic regression; so they were found: on three of the four development sets of
events (tests/data/clusters_dev*.tsv) for the fourth, each in turn. A likeness is a cosine, and a cosine is
hard on long titles: two that share three rare words share them however much else each of them tells; so it
counts by half for length (_LENGTH), and two words tell too little to be of one event (_SHORT). A chance,
not a likeness, is averaged: ten reports of which some are near speak for a title, ten that all are somewhat
like it do not. The nearest alone would chain one event to the next. Of several stories that are likely enough
it joins the one where most pairs of titles may be expected to come right by it: mostly the largest (worth).
Taken for the likeliest alone, a large event falls into pieces, each of which draws its like.

Roads not taken, each left out of one set and measured there: relatives (متخصص, تخصص) beside equal units; the
title against the units of a story as a whole (how many of its reports have each, as in a mixture of topics);
a story's size and the time since its last report; runs of letters; the nearest report beside the mean, or
the mean of the nearest few; a chance that is enough by a story's size; whether one speaker is named, or two;
pairs of neighbouring units; how a title begins; vectors of words that were learnt from the large model, which
tell nothing of what another country writes; units by kind, and how many are shared; words without their
weak letters; words that forms/ takes for one (twins); the outlet; the topic. What is lost is lost by pairs:
the same odds grouped with hindsight (average linkage) are no better than in the order of the stream.
    - Letting nothing that tells two titles apart keep one out of a story: F1 of three quarters of the titles
      at a time rises from 0.54 to 0.56 in the mean (by 0.01 to 0.04 a set; with the large model hardly at
      all). But of 537 pairs of two stories in pairs_development23.tsv, 490 would be one (146 are). Of 38
      reports that a word alone excluded, 30 were of the title's event; of 18 that a place did, two. To let
      words, numbers and the like exclude nothing gains two thirds of it, and 400 of those pairs would be one.
    - Runs of letters with vectors learnt from what the large model says of 6,000 titles of other days: pairs
      are ranked better (average precision 0.61, it was 0.57), and stories are no better for it (F1 0.57).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from typing import Final

_BY_UNITS, _BY_WORDS = 12.0, 3.5
_LENGTH: Final = 4.5
"""The weight of a title as long as most."""
_SHORT: Final = 2.0
"""Below which a title counts for less still."""
_BY_HOURS: Final = -0.35
"""For the logarithm of the hours between them, and one more."""
_ELSEWHERE: Final = -3.0
"""Where they tell of two places."""
_EVEN: Final = -4.7
FAR: Final = 1.0
"""What is taken off the odds where something else tells two titles apart, or a word of which no list knows
what it is tells them apart and the story has other reports."""
NONE: Final = -math.inf
"""Odds of a report that is told apart from the title: it says nothing for or against what else is of its
story, for a story often tells of two things of one sort (of those held, of those freed, each counted)."""
ENOUGH: Final = 0.25
"""From which on a title belongs to a story."""
_SAID, _BY_MEANING, _BY_HOURS_IF_MEANT, _EVEN_IF_MEANT = 0.6, 8.5, -0.18, -3.6
_BY_NEWS: Final = 12.7
"""The large model does not know which words are in every second title just now: what two titles share by the
table is taken off, and what they share by the weights of just now put in its place."""
ENOUGH_IF_MEANT: Final = 0.25
"""The same as ENOUGH where the large model is asked."""


def odds(units: float, words: float, hefts: float, hours: float, *, apart: bool = False) -> float:
    """Of two titles that are so like by units and by words as written; `hefts`: the product of their weights;
    `apart`: they tell of two places."""
    heft = math.sqrt(hefts)
    return (
        (_BY_UNITS * units + _BY_WORDS * words)
        * math.sqrt(heft / _LENGTH * min(1.0, heft / _SHORT))
        + _BY_HOURS * math.log1p(hours)
        + (_ELSEWHERE if apart else 0.0)
        + _EVEN
    )


def least(enough: float) -> float:
    """Odds of a chance of `enough`."""
    return math.log(enough / (1 - enough))


def chance(odds: float) -> float:
    """How likely two titles tell of one event."""
    return 1 / (1 + math.exp(-odds)) if odds > NONE else 0.0


def odds_if_meant(
    odds: float, cosine: float, hours: float, words: float, ever: float, hefts: float
) -> float:
    """The odds with what the large model says (workers.meaning), which knows other words for the same, but
    not one day's from the next. `words`, `ever`: likeness by words as written, with the weights of just now
    and with those of the table."""
    return (
        _SAID * odds
        + _BY_MEANING * cosine
        + _BY_NEWS * (words * math.sqrt(math.sqrt(hefts) / _LENGTH) - ever)
        + _BY_HOURS_IF_MEANT * math.log1p(hours)
        + _EVEN_IF_MEANT
    )


def whole(chances: Collection[float]) -> float:
    """How likely a title belongs to a story, by its chances with each report; 0 where all exclude it."""
    some = [chance for chance in chances if chance]
    return math.fsum(some) / len(some) if some else 0.0


def at_most(maybe: Iterable[float], chances: Iterable[float]) -> float:
    """The most that `whole` may be of `chances` and of those of `maybe` that will not exclude the title."""
    some = [chance for chance in chances if chance]
    for one in sorted(maybe, reverse=True):
        if some and one <= whole(some):
            break
        some.append(one)
    return whole(some)


def worth(chance: float, reports: int, enough: float) -> float:
    """Of joining a story of so many reports that a title belongs to by this chance: pairs that are expected
    to come right, beyond those that a chance of `enough` would bring right."""
    return reports * (chance - enough)

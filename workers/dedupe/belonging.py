"""How likely a title tells of the event that a whole story is about.

    likeness to each report (likeness.py), less where another place is told ─► a chance ─┐
    nearness in meaning, where the large model is asked (workers.meaning) ──────────────┴► mean and best
                                                                                           of the story

Likeness is a cosine, and a cosine is hard on long titles: two that share three rare words share them
however much else each of them tells. So it counts by half for length (_LENGTH). A chance, not the likeness,
is averaged: ten reports of which two are near speak for a title, ten that all are somewhat like it do not.
Its numbers were set on clusters_dev.tsv, as it is and with a theme's words added to most of its titles.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

_LENGTH: Final = 4.5
"""The weight of a title as long as most."""
_STEEP, _EVEN = 14.0, 0.42
"""A likeness of _EVEN is as likely of one event as of two; _STEEP: how fast that changes."""
_BEST: Final = 0.3
"""How much the best of a story counts beside the mean of all."""
ENOUGH: Final = 0.17
"""From which on a title belongs to a story."""
ELSEWHERE: Final = 0.2
"""What is taken off the likeness of two titles of two places."""
FAR: Final = 0.1
"""The same where something else tells them apart."""

_BY_MEANING, _COSINE = 12.0, 0.5
_BY_WORDS, _WORDS = 8.0, 0.35
ENOUGH_IF_MEANT: Final = 0.17
"""The same where the large model is asked."""


def weighed(like: float, heft: float, other_heft: float) -> float:
    """The likeness of two titles of such weights, where length counts by half."""
    return like * math.sqrt(math.sqrt(heft * other_heft) / _LENGTH)


def chance(like: float) -> float:
    """How likely two titles tell of one event, by their likeness as `weighed`."""
    return _logistic(_STEEP * (like - _EVEN))


def chance_if_meant(like: float, cosine: float) -> float:
    """The same with what the large model says (workers.meaning)."""
    return _logistic(_BY_MEANING * (cosine - _COSINE) + _BY_WORDS * (like - _WORDS))


def whole(chances: Sequence[float]) -> float:
    """How likely a title belongs to a story, by its chances with each report; 0 where there is none."""
    if not chances:
        return 0.0
    return _BEST * max(chances) + (1 - _BEST) * math.fsum(chances) / len(chances)


def whole_if_meant(chances: Sequence[float]) -> float:
    """The same where the large model is asked, which is rarely near to one report by chance."""
    return math.fsum(chances) / len(chances) if chances else 0.0


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))

"""Which titles share a story: the measure itself, and that its labels fit the material they name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.absent import not_given
from tests.quality import stories
from tests.quality.stories import Told

_AT = datetime(2024, 3, 1, tzinfo=UTC)
_REAL = Path(__file__).parents[2] / "shared" / "data" / "egypt2013.tsv.gz"


def told(*events: str, every: timedelta = timedelta(hours=1)) -> list[Told]:
    return [
        Told(f"title {at}", "nahr.example", _AT + at * every, event)
        for at, event in enumerate(events)
    ]


def test_pairs_of_titles_are_counted_not_titles() -> None:
    score = stories.scored(told("a", "a", "a", "b"), ["x", "x", "y", "y"])
    assert (score.precision, score.recall) == (1 / 2, 1 / 3)
    assert score.f1 == pytest.approx(0.4)


def test_pairs_that_lie_further_apart_than_72_hours_do_not_count() -> None:
    far = told("a", "a", "a", every=timedelta(hours=48))
    assert stories.scored(far, ["x", "x", "y"]) == (1.0, 1 / 2)


def test_a_yardstick_is_measured_at_the_threshold_that_suits_it_best() -> None:
    likes = np.array([[1.0, 0.6, 0.1], [0.6, 1.0, 0.3], [0.1, 0.3, 1.0]])
    score, at = stories.best(told("a", "a", "b"), likes, mean=False)
    assert score.f1 == 1.0
    assert 0.3 < at <= 0.6


def test_the_mean_over_a_story_counts_all_its_titles() -> None:
    likes = np.array([[1.0, 0.8, 0.0], [0.8, 1.0, 0.7], [0.0, 0.7, 1.0]])
    both = told("a", "a", "b")
    assert stories.best(both, likes, mean=True)[0].f1 == 1.0
    nearest_at_most = stories.scored(both, [0, 0, 0])
    assert nearest_at_most.precision == 1 / 3


def test_titles_that_share_pieces_of_words_are_the_more_alike_the_rarer_they_are() -> None:
    titles = ["وزير النفط يزور البصرة", "وزير الدفاع يزور الموصل", "نفط البصرة", "وزير المالية"]
    likes = stories.characters([Told(one, "nahr.example", _AT, one) for one in titles])
    assert np.allclose(likes.diagonal(), 1)
    assert likes[0, 2] > likes[0, 3] > 0


@pytest.mark.shared
def test_each_label_names_the_title_that_was_labelled() -> None:
    if not _REAL.exists():
        not_given(f"THE REAL TITLES ARE NOT HERE: {_REAL.name}, which the labels name")
    for name, labels in stories.SETS:
        if labels.exists():
            found = list(stories.events(_REAL, labels))
            assert len(found) > 100, name
            assert found == sorted(found, key=lambda one: one.at)

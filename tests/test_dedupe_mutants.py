"""Real titles that a machine has changed into other news: none may be called a repeat of what it was."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from tests.absent import not_given
from tests.quality import mutants, pairs
from tests.quality.pairs import Pair

pytestmark = [pytest.mark.slow, pytest.mark.shared]

_REAL = Path(__file__).parents[2] / "shared" / "data" / "egypt2013.tsv.gz"
_OF_EACH = 300
"""Mutants of each way."""
_WORDS = 5
_SEED = 2


def titles() -> list[str]:
    if not _REAL.exists():
        not_given(f"NOT TESTED on real titles: {_REAL} is not there")
    csv.field_size_limit(1 << 24)
    with gzip.open(_REAL, "rt", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        found = {row["title"] for row in rows if len((row["title"] or "").split()) >= _WORDS}
    return sorted(found)


def test_no_title_with_one_thing_changed_is_a_repeat() -> None:
    made = mutants.mutated(titles(), _OF_EACH, _SEED)
    assert len(made) == _OF_EACH * len(mutants.WAYS)
    merged = [
        mutant
        for mutant in made
        if pairs.judged(Pair(mutant.how, "apart", mutant.before, mutant.after)).kind == "repeat"
    ]
    assert not merged, "\n".join(f"{one.how}: {one.before} | {one.after}" for one in merged)

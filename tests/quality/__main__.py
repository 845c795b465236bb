"""What the judge and the classifier get right, on real titles that they were not made from.

    pairs    two headlines: the same story, or not (SemEval-2022 task 8, Arabic)
    stream   how a day of a real stream is judged, and which titles were merged
    topics   topic, urgency, places and language from the title alone (tests.quality.classifying)
    tickers  headlines that the finder gets without a selector (tests.quality.tickers)

As yet repeats are found by their exact (folded) words, so those figures are the base line that a better judge
has to beat.
"""

from __future__ import annotations

import csv
import gzip
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from streamer import dates, headline, text
from streamer.settings import SourceSettings
from streamer.sources import Entry
from tests.quality import classifying, tickers
from workers.cli.progress import bar
from workers.dedupe import Index
from workers.story import Event

_SAME: Final = 1.5
"""SemEval's mean score from 1 (the same story) to 4; up to this a pair counts as the same."""
_DAY: Final = "2013-01-28"
_PRINTED: Final = 50


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    if not folder.is_dir():
        print(f"{folder}: no such folder; name the labelled material: make eval DATA=dir")
        return 1
    parts = {
        "semeval22_ar_pairs.tsv": _pairs, "egypt2013.tsv.gz": _stream, "jawhara.tsv.gz": _classified,
    }  # fmt: skip
    missing = [name for name in parts if not (folder / name).exists()]
    with bar("eval", len(parts)) as done:
        for name, part in parts.items():
            if name not in missing:
                part(folder / name)
            done(1)
    tickers.show(folder.parent / "pages")
    for name in missing:
        print(f"\n{name}: NOT MEASURED, it is not in {folder}")
    return 1 if missing else 0


def _classified(path: Path) -> None:
    classifying.outlets(path.parent)
    classifying.invented()


def _rows(path: Path) -> Iterator[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    csv.field_size_limit(1 << 24)
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _pairs(path: Path) -> None:
    found = Counter[tuple[bool, bool]]()
    for row in _rows(path):
        same = float(row["overall_1same_4diff"]) <= _SAME
        told = text.fold(row["headline1_from_url"]) == text.fold(row["headline2_from_url"])
        found[same, told] += 1
    right, missed, false = found[True, True], found[True, False], found[False, True]
    print(f"\npairs ({sum(found.values())}; {right + missed} are the same story)")
    print(f"  called repeat: {right + false}, of which right {right}, false {false}")
    print(f"  precision {_ratio(right, right + false)}   recall {_ratio(right, right + missed)}")


def _stream(path: Path) -> None:
    index = Index(window=48 * 3600.0, keep=7 * 86400.0)
    verdicts: Counter[str] = Counter()
    merges: list[tuple[str, str]] = []
    titles: dict[str, str] = {}
    rows = [row for row in _rows(path) if (row["published"] or "").startswith(_DAY)]
    for number, row in enumerate(sorted(rows, key=lambda row: row["published"])):
        seen = datetime.fromisoformat(row["published"]).replace(tzinfo=UTC)
        source = SourceSettings(
            name=row["source"], kind="feed", url="http://replay.invalid/", outlet=row["source"],
            timezone="Africa/Cairo",
        )  # fmt: skip
        items = headline.read(source, [Entry(title=row["title"], guid=str(number))], seen)
        if not items:
            verdicts["no title"] += 1
            continue
        found = items[0].headline
        item_id = headline.identity(items[0].aliases[0], seen)
        urgency = "urgent" if found.marked else "routine"
        verdict = index.judge(_with_id(found, item_id), urgency)  # type: ignore[arg-type]
        verdicts[verdict.event or "silent"] += 1
        titles[item_id] = found.title
        if verdict.event in ("repeat", "follow"):
            merges.append((titles[verdict.story], found.title))
        index.fold(_event(found, item_id, verdict, urgency, index), ())
    print(f"\nstream ({_DAY}, {sum(verdicts.values())} items): {dict(verdicts.most_common())}")
    for first, second in random.Random(1).sample(merges, min(_PRINTED, len(merges))):
        print(f"  {first}\n  = {second}\n" if first != second else f"  {first}   (verbatim)")


def _with_id(found: headline.Headline, item_id: str) -> headline.Headline:
    import msgspec

    return msgspec.structs.replace(found, id=item_id)


def _event(found, item_id, verdict, urgency, index) -> Event:  # type: ignore[no-untyped-def]
    stamp = dates.utc(datetime.fromisoformat(found.seen))
    return Event(
        id=item_id, event=verdict.event, revision=verdict.revision, story=verdict.story,
        source=found.source, kind=found.kind, sources=index.sources_with(verdict.story, found.source),
        outlet=found.outlet, title=found.title, url=None, summary=None, section=None, lang="ar",
        dir="rtl", published=None, published_raw=None, published_from=None, seen=stamp, queued=stamp,
        classified=stamp, topics=(), urgency=urgency, urgency_score=0.0, previous=verdict.previous,
    )  # fmt: skip


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else f"- ({part}/{whole})"


if __name__ == "__main__":
    sys.exit(main())

"""What the judge and the classifier get right, on real titles that they were not made from.

judging  labelled pairs, the project's and SemEval's; a day of a real stream (tests.quality.judging)
stories  labelled events: which titles share a story, beside yardsticks (tests.quality.stories)
topics   topic, urgency, places and language from the title alone (tests.quality.classifying)
tickers  headlines that the finder gets without a selector (tests.quality.tickers)
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.quality import classifying, judging, stories, tickers
from workers.cli.progress import bar


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    if not folder.is_dir():
        print(f"{folder}: no such folder; name the labelled material: make eval DATA=dir")
        return 1
    parts = {
        "semeval22_ar_pairs.tsv": judging.semeval, "egypt2013.tsv.gz": _stream,
        "jawhara.tsv.gz": _classified,
    }  # fmt: skip
    judging.own()
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


def _stream(path: Path) -> None:
    stories.show(path)
    judging.day(path)


def _classified(path: Path) -> None:
    classifying.outlets(path.parent)
    classifying.invented()


if __name__ == "__main__":
    sys.exit(main())

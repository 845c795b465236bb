"""Topic, urgency, places and language of 12-word titles in batches of 100, beside decoding the same lines.

Invented titles repeat their words, as a day of news does; the real ones (../shared/data, where it is
there) are 8,000 of 13 outlets, read once by a classifier that has met none of their words, and once more.
What it costs to load and to hold is measured in a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from streamer import text
from tests.bench import headlines
from tests.bench.sizes import Sizes
from tests.bench.table import Table, spread
from workers.classify import Classifier

_WORDS: Final = 12
_BATCH: Final = 100
_REAL: Final = Path(__file__).parents[2].parent / "shared" / "data"
_AIM: Final = 20_000
_LOAD_MS: Final = 200
"""As `ajil` loads it: without threads of numpy's, whose start counts as this process's time."""
_AS_AJIL: Final = {"OPENBLAS_NUM_THREADS": "1"}
"""What workers/cli/__init__.py sets before numpy is imported."""
_MEMORY: Final = 60
_ALONE: Final = """
import resource, sys, time
import msgspec, regex  # everything else that the workers have loaded anyway
from streamer import text
from workers import story
def held():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20
before = held()
began = time.process_time()
from workers.classify import Classifier
classifier = Classifier()
took = time.process_time() - began
for title in sys.stdin.read().splitlines():
    classifier.classify(title=title, summary=None, section=None, marked=False, kind="feed")
print(took * 1000, held() - before)
"""


def measure(sizes: Sizes) -> Table:
    invented = _of_twelve(headlines.titles(10**7, repeats=0.0), sizes.size)
    rows: list[Sequence[str]] = []
    best = 0.0
    for name, titles, warm in _asked(invented, sizes):
        lines = [json.dumps({"title": title}, ensure_ascii=False).encode() for title in titles]
        ours, fast, plain = [], [], []
        classifier = Classifier()
        for _ in range(sizes.rounds):
            if not warm:
                classifier = Classifier()
            text._remembered.cache_clear()  # its fold is part of the cost
            fast.append(_rate(lines, lambda batch: list(map(msgspec.json.decode, batch))))
            plain.append(_rate(lines, lambda batch: list(map(json.loads, batch))))
            ours.append(_rate(titles, lambda batch: _classify(classifier, batch)))  # noqa: B023
        best = max(best, *ours)
        rows.append((name, spread(ours), spread(plain), spread(fast)))
    took, held = zip(*(_alone(invented[:2000]) for _ in range(min(sizes.starts, 3))), strict=True)
    table = Table(
        f"classifying: titles of {_WORDS} words in batches of {_BATCH}, titles/s of one core's time, "
        f"{sizes.rounds} rounds, min / median / max",
        ("titles", "classified", "json.loads", "msgspec.json.decode"),
        rows,
        notes=[
            f"load: {spread(took, '.0f')} ms of its own time (with numpy and all lists), "
            f"held after 2,000 titles: {spread(held, '.0f')} MiB"
        ],
    )
    table.aim(f"{_AIM:,} titles/s", best >= _AIM)
    table.aim(f"loaded within {_LOAD_MS} ms", min(took) <= _LOAD_MS)
    table.aim(f"at most {_MEMORY} MiB", min(held) <= _MEMORY)
    return table


def _asked(invented: list[str], sizes: Sizes) -> Iterable[tuple[str, list[str], bool]]:
    yield "invented", invented, True
    real = _real(min(sizes.size, 8_000))
    if real:
        yield "real, all words new", real, False
        yield "real, words met before", real, True


def _real(count: int) -> list[str]:
    if not (_REAL / "egypt2013.tsv.gz").exists():
        return []
    from workers.classify.training import texts

    return _of_twelve((item.title for item in texts.items(_REAL) if item.set == "egypt2013"), count)


def _of_twelve(titles: Iterable[str], count: int) -> list[str]:
    return list(islice((title for title in titles if len(title.split()) == _WORDS), count))


def _classify(classifier: Classifier, titles: Sequence[str]) -> None:
    """As the judge does: the batch is read ahead, and then asked one by one."""
    classifier.ahead(titles)
    for title in titles:
        classifier.classify(title=title, summary=None, section=None, marked=False, kind="feed")


def _rate(items: Sequence[object], batch) -> float:  # type: ignore[no-untyped-def]
    """A second of this process's time, not of the wall: others may use the machine."""
    began = time.process_time()
    for at in range(0, len(items), _BATCH):
        batch(items[at : at + _BATCH])
    return len(items) / (time.process_time() - began)


def _alone(titles: Sequence[str]) -> tuple[float, float]:
    """Milliseconds to load, MiB held beside what was there before."""
    done = subprocess.run(
        [sys.executable, "-c", _ALONE], input="\n".join(titles), text=True, check=True,
        capture_output=True, cwd=Path(__file__).parents[2], env=_AS_AJIL | os.environ,
    )  # fmt: skip
    took, held = map(float, done.stdout.split())
    return took, held

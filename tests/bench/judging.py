"""The judge with a full window: real titles, real Redis, one worker; classification aside.

The window is read back from the judged log (timed), then headlines that come after it are judged and
committed in batches of 100. Beside it the bare loop, which judges nothing, on the same server in one run.
"""

from __future__ import annotations

import asyncio
import csv
import gzip
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations, islice
from pathlib import Path
from typing import Any, Final

from streamer import headline, log, text
from streamer.connect import connect
from streamer.dates import utc
from streamer.headline import Headline, identity
from streamer.keys import Keys
from streamer.lease import Lease
from streamer.stream import HeadlineStream
from tests.bench.bodies import NAMES, resident
from tests.bench.lab import Lab, lab
from tests.bench.sizes import Sizes
from tests.bench.table import Table, quantile
from workers.classify import Verdict
from workers.dedupe import Index
from workers.dedupe.reading import read
from workers.dedupe.reports import Reports
from workers.pipeline import Pipeline, Roster
from workers.store import Store
from workers.story import Event, Topic, encode
from workers.subscriptions import Subscriptions

_MATERIAL: Final = Path("../shared/data/egypt2013.tsv.gz")
_WINDOWS: Final = (10_000, 200_000)
_LARGE: Final = 1_000_000
"""A window that is measured only where `--size` asks for as many: the material has no more than 165,000
titles and openings of articles, so it is gone through again under other names."""
_JUDGED: Final = 3_000
_BATCH: Final = 100
_DAY: Final = 86_400.0
_BEGIN: Final = datetime(2024, 3, 1, tzinfo=UTC)
_PAIRS: Final = 2_500
"""Titles of which every pair is compared by itself, to see how many of those with Jaccard ≥ 0.5 are found."""
_PREFIX: Final = "judging"


class NoClassifier:
    """What classification costs is another table's."""

    def classify(self, **asked: Any) -> Verdict:
        return Verdict(
            topics=(Topic(name="misc", score=0.5, iptc=""),), urgency="routine", urgency_score=0.1, places=(),
            because=("misc: nothing found",), lang="ar", dir="rtl",
        )  # fmt: skip


def measure(sizes: Sizes) -> Table:
    """Aims: 9,500 headlines/s, 15 s to read 200,000 back, 2.5 kB of Redis and 1.5 kB of worker a headline."""
    windows = (*_WINDOWS, _LARGE) if sizes.size >= _LARGE else _WINDOWS
    log.configure("warning", "json")
    with lab() as here:
        table = Table(
            "judging: real titles in the window, classification aside, batches of 100",
            (
                "one worker process", "headlines/s", "p99 of a batch, ms", "read back, s", "take over, ms",
                "worker, B a headline", "log, B a headline",
            ),
            notes=[here.about],
        )  # fmt: skip
        if not _MATERIAL.exists():
            table.notes.append(f"NOT MEASURED: {_MATERIAL} is not there")
            return table
        here.clean()
        here.fill("bare_atomic", sizes.size)
        bare = here.run("bare_atomic", here.job(sizes.size))
        table.rows.append((NAMES["bare_atomic"], f"{sizes.size / bare.seconds:,.0f}", *("-",) * 5))
        for window in windows:
            here.clean()
            row = asyncio.run(_judge(here, window))
            table.rows.append((f"Ajil, {window:,} in the window", *row))
        table.notes.append(f"pairs of Jaccard ≥ 0.5 among {_PAIRS:,} titles found: {_found():.1%}")
    return table


def _titles() -> Iterator[str]:
    """Titles, then openings of articles, then both again with a name before them."""
    csv.field_size_limit(1 << 24)
    with gzip.open(_MATERIAL, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    once = [row["title"] for row in rows if row["title"]]
    once += [" ".join(row["lead"].split()[:11]) for row in rows if row["lead"]]
    yield from once
    for again in range(100):
        yield from (
            f"{title} {chr(0x628 + again % 20)}{again}{at % 7}" for at, title in enumerate(once)
        )


def _wire(number: int, title: str) -> Headline:
    seen = _BEGIN + timedelta(milliseconds=number)
    return Headline(
        id=identity(f"n:{number}", seen), source=f"desk-{number % 40}", kind="feed",
        outlet=f"desk-{number % 40}.example", title=text.title(title).text or "-", seen=utc(seen),
        url=f"https://desk.example/{number}",
    )  # fmt: skip


def _told(shown: Headline) -> bytes:
    return encode(
        Event(
            id=shown.id, event="new", revision=1, story=shown.id, source=shown.source, kind="feed",
            sources=(shown.source,), outlet=shown.outlet, title=shown.title, url=shown.url, summary=None,
            section=None, lang="ar", dir="rtl", published=None, published_raw=None, published_from=None,
            seen=shown.seen, queued=shown.seen, classified=shown.seen,
            topics=(Topic(name="misc", score=0.5, iptc=""),), urgency="routine", urgency_score=0.1,
        )
    )  # fmt: skip


async def _judge(here: Lab, window: int) -> tuple[str, ...]:
    client: Any = connect(here.server.url, name="bench")
    keys = Keys(_PREFIX)
    stream, store = (
        HeadlineStream(client, keys, keep=7 * _DAY, backlog=10**9),
        Store(client, keys, keep=7 * _DAY),
    )
    titles = _titles()
    empty = here.memory()
    for start in range(0, window, 1000):
        pipe = client.pipeline(transaction=False)
        for number, title in enumerate(islice(titles, min(1000, window - start)), start):
            pipe.xadd(keys.news, {"data": _told(_wire(number, title)), "to": ""})
        await pipe.execute()
    held = here.memory() - empty
    now = _BEGIN + timedelta(milliseconds=window)

    def judge(owner: str) -> Pipeline:
        roster = Roster(Subscriptions(()), frozenset(), frozenset(), 0, timedelta(hours=6))
        return Pipeline(
            stream, store, Lease(client, keys.judge, keys.fence, owner, 3600.0), NoClassifier(),  # type: ignore[arg-type]
            roster, new_index=lambda: Index(window=2 * _DAY, keep=7 * _DAY), clock=lambda: now, batch=_BATCH,
        )  # fmt: skip

    first, idle = judge("first"), resident()
    began = time.perf_counter()
    await first.hold()
    await first.catch_up()
    back, grown = time.perf_counter() - began, resident() - idle
    for number, title in enumerate(islice(titles, _JUDGED), window):
        await client.xadd(keys.headlines, {"data": headline.ENCODER.encode(_wire(number, title))})
    took = await _batches(first, _JUDGED // 2)
    # Another, warm, whose predecessor dies now: its lease has run out.
    second = judge("second")
    second.index, second.tail = first.index, first.tail
    second._warm, second._epoch = True, await store.epoch()
    await client.delete(keys.judge)
    began = time.perf_counter()
    await second.hold()
    over = (await _batches(second, 1), time.perf_counter() - began)[1]
    took += await _batches(second, _JUDGED // 2 - _BATCH)
    await client.aclose()
    rate = _BATCH * len(took) / sum(took)
    return (
        f"{rate:,.0f}", f"{quantile(took, 0.99) * 1000:.0f}", f"{back:.1f}", f"{over * 1000:.0f}",
        f"{grown / window:,.0f}", f"{held / window:,.0f}",
    )  # fmt: skip


async def _batches(judge: Pipeline, count: int) -> list[float]:
    """Seconds that each batch took, from read to committed, until `count` headlines are judged."""
    took: list[float] = []
    began = time.perf_counter()
    async for batch in judge.batches():
        await judge.take(batch)
        took.append(time.perf_counter() - began)
        if len(took) * _BATCH >= count:
            break
        began = time.perf_counter()
    return took


def _found() -> float:
    """Of the pairs of titles that share half of their words, the share that are candidates."""
    titles = list(dict.fromkeys(islice(_titles(), _PAIRS)))
    words = [frozenset(text.words(title)) for title in titles]
    reports = Reports(timedelta(days=2))
    rare: list[tuple[str, ...]] = []
    for number, title in enumerate(titles):
        reports.add(str(number), str(number), title, "desk", None, _BEGIN)
        rare.append(reports.rare(title))
    there = found = 0
    for a, b in combinations(range(len(titles)), 2):
        shared = len(words[a] & words[b])
        if shared and 2 * shared >= len(words[a] | words[b]) and words[a] != words[b]:
            if not (read(titles[a]).units and read(titles[b]).units):
                continue
            there += 1
            found += len(set(rare[a]) & set(rare[b])) >= 2
    return found / there if there else 1.0

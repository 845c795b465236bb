"""The judge with `job.count` headlines in its window: read back, judge, die, be followed by another.

Ready when the window is read back. What is judged stands on the headline stream already.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, Final

from streamer import log, text
from streamer.connect import connect
from streamer.keys import Keys
from streamer.lease import Lease
from streamer.stream import HeadlineStream
from tests.bench.bodies import PREFIX, Job, Report, Watch
from tests.bench.material import BEGAN
from workers.classify import Verdict
from workers.dedupe import Index
from workers.dedupe.finding.candidates import RAREST
from workers.dedupe.finding.kept import Kept
from workers.pipeline import HOLD_EVERY, Pipeline, Roster
from workers.store import Store
from workers.story import Topic
from workers.subscriptions import Subscriptions

BATCH: Final = 100
_DAY: Final = 86_400.0
_LARGE: Final = 200_000
"""In a larger window they are not: it would take a gigabyte."""
_SOUGHT: Final = 500
"""Titles of which all pairs with the window are counted."""


class NoClassifier:
    """What classification costs is another table's."""

    def ahead(self, texts: Iterable[str]) -> None:
        """Nothing is read."""

    def classify(self, **asked: Any) -> Verdict:
        return Verdict(
            topics=(Topic(name="misc", score=0.5, iptc=""),), urgency="routine", urgency_score=0.1, places=(),
            because=("misc: nothing found",), lang="ar", dir="rtl",
        )  # fmt: skip


async def run(job: Job, ready: Callable[[], None]) -> Report:
    log.configure("warning", "json")
    client: Any = connect(job.url, name="bench")
    keys = Keys(PREFIX)
    stream, store = (
        HeadlineStream(client, keys, keep=7 * _DAY, backlog=10**9),
        Store(client, keys, keep=7 * _DAY),
    )
    now = BEGAN + timedelta(milliseconds=job.count)

    def judge(owner: str) -> Pipeline:
        roster = Roster(Subscriptions(()), frozenset(), frozenset(), 0, timedelta(hours=6))
        return Pipeline(
            stream, store, Lease(client, keys.judge, keys.fence, owner), NoClassifier(),  # type: ignore[arg-type]
            roster, new_index=lambda: Index(window=2 * _DAY, keep=7 * _DAY), clock=lambda: now, batch=BATCH,
        )  # fmt: skip

    first, second, back = judge("first"), judge("second"), Watch()
    back.start()
    await first.hold()
    holding = asyncio.create_task(_hold(first))  # reading back may take longer than a lease
    await first.catch_up()
    read = back.stop()
    ready()
    waiting = await stream.waiting()
    report = Watch()
    report.start()
    took = await _batches(first, waiting // 2)
    told = report.stop()
    told.more["alone"] = len(took) * BATCH
    # The other one is warm; the first dies now, and nobody gives its lease back.
    holding.cancel()
    await asyncio.wait([holding])
    died = time.perf_counter()
    second.index, second.tail = first.index, first.tail
    second._warm, second._epoch = True, await store.epoch()
    holding = asyncio.create_task(_hold(second))
    await _batches(second, 1)
    told.more["over"] = time.perf_counter() - died
    took += await _batches(second, waiting - waiting // 2 - BATCH)
    holding.cancel()
    await asyncio.wait([holding])
    told.more |= {"back": read.seconds, "back_cpu": read.cpu}
    if job.count <= _LARGE:
        told.more["found"], told.more["met"] = _found(second.index._reports._kept)
    told.idle, told.after = read.idle, read.after
    told.took, told.done = [1000 * one for one in took], len(took) * BATCH
    await client.aclose()
    return told


async def _hold(judge: Pipeline) -> None:
    """As the worker does it."""
    while True:
        await judge.hold()
        await asyncio.sleep(HOLD_EVERY)


async def _batches(judge: Pipeline, count: int) -> list[float]:
    """Seconds that each batch took, from read to committed, until `count` headlines are judged."""
    took: list[float] = []
    began = time.perf_counter()
    async for batch in judge.batches():
        await judge.take(batch)
        took.append(time.perf_counter() - began)
        if len(took) * BATCH >= count:
            break
        began = time.perf_counter()
    return took


def _found(window: Kept) -> tuple[float, float]:
    """Of all reports that share half of their words or more with one of the newest, the share that is found
    by two of the six rarest units; and of those newest that there is such a report to, the share that are
    compared with one. (Of a hundred that are nearly one title, twenty-four are compared.)"""
    kept = [report for report in window._kept if report]
    words = [frozenset(text.words(report.title)) for report in kept]
    holders: dict[str, list[int]] = {}
    for at, some in enumerate(words):
        for word in some:
            holders.setdefault(word, []).append(at)
    there = found = alike = met = 0
    for at in range(max(0, len(kept) - _SOUGHT), len(kept)):
        rare = frozenset(kept[at].kin[:RAREST])
        # One of the rarest half of its words, and one more, is in each of them.
        sought = sorted(words[at], key=lambda word: len(holders[word]))[: len(words[at]) // 2 + 1]
        near = {other for word in sought for other in holders[word] if other < at}
        near = {one for one in near if words[one] != words[at] and _alike(words[at], words[one])}
        there += len(near)
        found += sum(len(rare.intersection(kept[one].kin[:RAREST])) >= 2 for one in near)
        compared = window._candidates.find(kept[at].kin[:RAREST])
        alike += bool(near)
        met += any(number - window._base in near for number in compared)
    return found / max(1, there), met / max(1, alike)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return 2 * len(one & other) >= len(one | other)

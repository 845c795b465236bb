"""Ours: the real pipeline through Faust, one process, one `redis` subscriber that wants everything.

Put together as `ajil work` does it, couriers and meters beside it; only no line is logged a verdict.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from streamer import log
from streamer.connect import connect
from streamer.guard import Guard
from streamer.keys import Keys
from streamer.lease import Lease
from streamer.settings import SubscriberSettings
from streamer.stream import Entry, HeadlineStream
from tests.bench.bodies import PREFIX, Job, Report, Watch
from workers.app import Workers
from workers.channels import webhook
from workers.classify import Classifier
from workers.dedupe import Index
from workers.delivery import Couriers, Receiver
from workers.judged_log import Judged
from workers.meters import Meters
from workers.pipeline import Pipeline, Roster
from workers.post import Poster
from workers.store import Store
from workers.subscriptions import Subscriptions

WIRE: Final = "wire"
KEEP: Final = 7 * 86400.0
WINDOW: Final = 48 * 3600.0


class Watched(HeadlineStream):
    """Starts the watch when the judge first asks for headlines: what comes before it is the start."""

    started: Callable[[], None] | None = None

    async def read_pending(self, after: bytes, count: int) -> list[Entry]:
        if self.started:
            self.started()
            self.started = None
        return await super().read_pending(after, count)


async def run(job: Job, ready: Callable[[], None]) -> Report:
    # Invented titles share words: whatever the judge makes of them, the subscriber gets it.
    events = ("new", "follow", "repeat")
    return await serve(job, ready, [SubscriberSettings(name=WIRE, channel="redis", events=events)])


async def serve(
    job: Job, ready: Callable[[], None], subscribers: Sequence[SubscriberSettings]
) -> Report:
    """Until `job.count` headlines are judged, and all that is owed is delivered."""
    log.configure("warning", "json")
    client = connect(job.url, name="bench")
    keys = Keys(PREFIX)
    stream, store = Watched(client, keys, keep=KEEP, backlog=10**9), Store(client, keys, keep=KEEP)
    poster = Poster(Guard(["127.0.0.0/8"]), user_agent="bench")
    receivers = {
        one.name: Receiver(one, webhook, 3600.0) for one in subscribers if one.channel == "webhook"
    }
    couriers = Couriers(store, poster, receivers, clock=_now, dice=random.random)
    meters, watch, over = Meters(), Watch(), asyncio.Event()
    left, broken = job.count, asyncio.get_running_loop().create_future()

    def started() -> None:
        watch.start()
        ready()

    def committed(judged: Sequence[Judged]) -> None:
        nonlocal left
        couriers.wake(name for one in judged for name in one.others)
        meters.judged(judged)
        left -= len(judged)
        if left <= 0:
            over.set()

    stream.started = started
    in_commit = frozenset(one.name for one in subscribers) - receivers.keys()
    pipeline = Pipeline(
        stream,
        store,
        Lease(client, keys.judge, keys.fence, "bench"),
        Classifier(),
        Roster(Subscriptions(subscribers), in_commit, frozenset(), 86_400_000, timedelta(hours=6)),
        new_index=lambda: Index(window=WINDOW, keep=KEEP),
        clock=_now,
        committed=committed,
    )
    workers = Workers(pipeline, couriers, data_dir=Path(job.directory), failed=broken.set_exception)
    await workers.start()
    ended = asyncio.create_task(over.wait())
    await asyncio.wait([ended, broken], return_when=asyncio.FIRST_COMPLETED)
    while receivers and not broken.done() and await store.owing():
        await asyncio.sleep(0.02)
    report = watch.stop()
    if broken.done():
        await broken
    await workers.stop()
    await poster.close()
    await client.aclose()
    return report


def _now() -> datetime:
    return datetime.now(UTC)

"""Ajil's poller as the service runs it, over the farm: `job.count` sources, each every EVERY seconds."""

from __future__ import annotations

import asyncio
import os
import random
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Final

from streamer import log
from streamer.clock import SteadyClock
from streamer.connect import connect
from streamer.fetch import Fetcher
from streamer.guard import Guard
from streamer.keys import Keys
from streamer.lease import Shares
from streamer.poller import Poller
from streamer.reading import Readers
from streamer.settings import SourceSettings
from streamer.stream import HeadlineStream
from streamer.visit import Visitor
from tests.bench.bodies import PREFIX, Job, Report, Watch
from tests.bench.farm import addresses, url

EVERY: Final = 60.0
A_SITE: Final = 10
"""Sources of one address."""
_KEEP: Final = 7 * 86_400.0
_MAX_AGE: Final = 6 * 3600.0


def sites(job: Job) -> list[str]:
    return addresses(max(1, job.count // A_SITE))


def source(job: Job, number: int, every: float = EVERY) -> SourceSettings:
    return SourceSettings(
        name=f"farm-{number}", kind="feed", url=url(number, job.port, sites(job)), timezone="UTC",
        outlet=f"farm-{number}.example", every=every, at_most=every,
    )  # fmt: skip


def open_stream(job: Job) -> HeadlineStream:
    return HeadlineStream(connect(job.url, name="bench"), Keys(PREFIX), keep=_KEEP, backlog=10**7)


def visitor(stream: HeadlineStream, readers: Readers, per_host: int) -> tuple[Visitor, Fetcher]:
    """As `ajil run` makes it."""
    log.configure("error", "json")
    most, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if hard > 0 else most, hard))
    fetcher = Fetcher(Guard(["127.0.0.0/8"]), user_agent="Ajil/bench", per_host=per_host)
    return Visitor(stream, fetcher, readers, clock=SteadyClock(), max_age=_MAX_AGE), fetcher


async def run(job: Job, ready: Callable[[], None]) -> Report:
    stream, readers = open_stream(job), Readers()
    visits, fetcher = visitor(stream, readers, per_host=2)
    outcomes: list[str] = []
    late: list[float] = []
    poller = Poller(
        stream,
        Shares(stream.redis, stream.keys.pollers, stream.keys.shards, "bench"),
        visits,
        clock=SteadyClock(),
        dice=random.random,
        noted=lambda source, outcome, seconds: outcomes.append(outcome),
        begun=lambda seconds: late.append(seconds * 1000),
    )
    every = min(EVERY, job.seconds)
    poller.configure({f"farm-{n}": source(job, n, every) for n in range(job.count)})
    polling = asyncio.create_task(poller.run())
    while any(state.good is None and not state.failures for state in poller.states.values()):
        assert not polling.done(), polling.result()
        await asyncio.sleep(0.1)
    ready()
    await asyncio.sleep(every / 4)
    outcomes.clear()
    late.clear()
    helpers, watch = spent(readers.pids()), Watch()
    watch.start()
    await asyncio.sleep(job.seconds)
    report = watch.stop()
    report.helpers = spent(readers.pids()) - helpers
    report.took, report.done, report.failed = late, len(outcomes), outcomes.count("failed")
    await poller.stop()
    await polling
    readers.close()
    await fetcher.close()
    await stream.redis.aclose()
    return report


def spent(pids: tuple[int, ...]) -> float:
    """Seconds of processor that processes have used; 0 where the system does not say."""
    ticks = 0
    for pid in pids:
        stat = Path(f"/proc/{pid}/stat")
        if stat.exists():
            fields = stat.read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")

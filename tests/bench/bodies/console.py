"""The console alone, on a log that somebody else writes: `/events` on port `job.sink`."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Callable
from types import SimpleNamespace

from streamer import log
from streamer.connect import connect
from streamer.keys import Keys
from streamer.settings import ServiceSettings, Settings
from streamer.stream import HeadlineStream
from tests.bench.bodies import PREFIX, Job, Report, Watch
from tests.bench.listeners import EVENTS
from workers.console import Console, View
from workers.meters import Meters
from workers.store import Store

KEEP = 7 * 86400.0


async def run(job: Job, ready: Callable[[], None]) -> Report:
    log.configure("error", "json")
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    client, keys = connect(job.url, name="bench"), Keys(PREFIX)
    service = ServiceSettings(listen=f"127.0.0.1:{job.sink}")
    store = Store(client, keys, keep=KEEP)
    running = SimpleNamespace(
        settings=Settings(service=service), poller=None, pipeline=None, store=store,
        stream=HeadlineStream(client, keys, keep=KEEP, backlog=10**9), meters=Meters(),
        not_ready=lambda: None,
    )  # fmt: skip
    watch = Watch()
    watch.start()
    console = Console(service, View(running))  # type: ignore[arg-type]
    await console.start()
    ready()
    while len(await store.log(b"0-0")) < EVENTS:
        await asyncio.sleep(0.05)
    await asyncio.sleep(1.0)
    report = watch.stop()
    await console.stop()
    await client.aclose()
    return report

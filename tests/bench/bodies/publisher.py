"""Puts headlines onto the stream at a steady rate; the moment of each stands in its summary."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from msgspec.structs import replace

from streamer import headline
from streamer.stream import decode
from tests.bench import headlines
from tests.bench.bodies import Job, Report, Watch, bare


async def run(job: Job, ready: Callable[[], None]) -> Report:
    client = bare(job)
    await client.ping()
    ready_made = [decode(data) for data in headlines.wire(job.count, repeats=0.0)]
    watch = Watch()
    ready()
    watch.start()
    began = time.monotonic()
    for number, one in enumerate(ready_made):
        await asyncio.sleep(max(0.0, began + number / job.rate - time.monotonic()))
        # One clock for all processes of a machine (CLOCK_MONOTONIC); an entry's id is in milliseconds.
        stamped = replace(one, summary=str(time.monotonic_ns()))
        await client.xadd(job.source, {"data": headline.ENCODER.encode(stamped)})
    report = watch.stop()
    await client.aclose()
    return report

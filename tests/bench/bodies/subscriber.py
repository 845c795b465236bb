"""A Redis subscriber: reads a stream as it grows, and notes how long each headline took to arrive."""

from __future__ import annotations

import time
from collections.abc import Callable

import msgspec

from tests.bench.bodies import Job, Report, Watch, bare, thinned


class Stamped(msgspec.Struct):
    summary: str


async def run(job: Job, ready: Callable[[], None]) -> Report:
    client = bare(job)
    await client.ping()
    stamped = msgspec.json.Decoder(Stamped)
    took: list[float] = []
    last, watch = b"0", Watch()
    ready()
    watch.start()
    while len(took) < job.count:
        for _, entries in await client.xread({job.sink: last}, block=1000):
            now = time.monotonic_ns()
            for _, fields in entries:
                took.append((now - int(stamped.decode(fields[b"data"]).summary)) / 1e6)
            last = entries[-1][0]
    report = watch.stop()
    report.took = thinned(took)
    await client.aclose()
    return report

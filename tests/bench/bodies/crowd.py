"""`job.count` listeners of /events on port `job.sink`; asks for each event once all of them listen."""

from __future__ import annotations

import asyncio
import re
import resource
import time
from collections.abc import Callable
from typing import Final, cast

from tests.bench.bodies import PREFIX, Job, Report, Watch, bare, thinned
from tests.bench.listeners import EVENTS
from tests.builders import an_event
from workers.story import encode

_STAMP: Final = re.compile(rb'"summary":"(\d+)"')
_AT_ONCE: Final = 200


class _Listener(asyncio.Protocol):
    def __init__(self, heard: Callable[[bytes], None]) -> None:
        self._heard, self._got = heard, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast(asyncio.Transport, transport).write(b"GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")

    def data_received(self, data: bytes) -> None:
        self._got += data
        while b"\n\n" in self._got:
            frame, _, self._got = self._got.partition(b"\n\n")
            self._heard(frame)


async def run(job: Job, ready: Callable[[], None]) -> Report:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    client, loop = bare(job), asyncio.get_running_loop()
    took: list[float] = []
    begun = 0
    moved = asyncio.Event()

    def heard(frame: bytes) -> None:
        nonlocal begun
        now = time.monotonic_ns()
        if stamp := _STAMP.search(frame):
            took.append((now - int(stamp[1])) / 1e6)
        elif b": ajil" in frame:
            begun += 1
        moved.set()

    async def until(count: Callable[[], int], wanted: int) -> None:
        while count() < wanted:
            moved.clear()
            await moved.wait()

    kept = []
    for start in range(0, job.count, _AT_ONCE):
        many = range(start, min(start + _AT_ONCE, job.count))
        kept += await asyncio.gather(
            *(
                loop.create_connection(lambda: _Listener(heard), "127.0.0.1", int(job.sink))
                for _ in many
            )
        )
    await until(lambda: begun, job.count)
    watch = Watch()
    ready()
    watch.start()
    for number in range(1, EVENTS + 1):
        event = encode(an_event(number, summary=str(time.monotonic_ns())))
        await client.xadd(f"{PREFIX}:news", {"data": event, "to": ""})
        await until(lambda: len(took), job.count * number)
    report = watch.stop()
    report.took = thinned(took)
    for transport, _ in kept:
        transport.close()
    await client.aclose()
    return report

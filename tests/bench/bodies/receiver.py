"""A webhook receiver that says yes to all: notes how long each took, from the stamp in its summary."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from typing import Final, cast

from tests.bench.bodies import Job, Report, Watch, thinned

_LENGTH: Final = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_STAMP: Final = re.compile(rb'"summary":"(\d+)"')
_YES: Final = b"HTTP/1.1 204 No Content\r\n\r\n"


class _Receiver(asyncio.Protocol):
    def __init__(self, arrived: Callable[[bytes, int], None]) -> None:
        self._arrived = arrived
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are no subclass

    def data_received(self, data: bytes) -> None:
        self._heard += data
        while (end := self._heard.find(b"\r\n\r\n")) >= 0:
            found = _LENGTH.search(self._heard, 0, end)
            whole = end + 4 + (int(found[1]) if found else 0)
            if len(self._heard) < whole:
                return
            body, self._heard = self._heard[end + 4 : whole], self._heard[whole:]
            self._transport.write(_YES)
            self._arrived(body, time.monotonic_ns())


async def run(job: Job, ready: Callable[[], None]) -> Report:
    """`job.sink`: the port. Ends after `job.count` requests."""
    took: list[float] = []
    over = asyncio.Event()

    def arrived(body: bytes, now: int) -> None:
        stamp = _STAMP.search(body)
        took.append((now - int(stamp[1])) / 1e6 if stamp else 0.0)
        if len(took) >= job.count:
            over.set()

    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: _Receiver(arrived), "127.0.0.1", int(job.sink), backlog=4096
    )
    watch = Watch()
    ready()
    watch.start()
    await over.wait()
    report = watch.stop()
    report.took = thinned(took)
    server.close()
    return report

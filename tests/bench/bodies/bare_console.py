"""What cannot be gone below: each event of the log, written to every socket as one and the same frame."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Callable

from tests.bench.bodies import PREFIX, Job, Report, Watch, bare
from tests.bench.listeners import EVENTS


async def run(job: Job, ready: Callable[[], None]) -> Report:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    client = bare(job)
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n: ajil\n\n")
        writers.append(writer)

    watch = Watch()
    watch.start()
    server = await asyncio.start_server(serve, "127.0.0.1", int(job.sink), backlog=4096)
    ready()
    last, told = b"0", 0
    while told < EVENTS:
        for _, entries in await client.xread({f"{PREFIX}:news": last}, block=1000):
            for last, fields in entries:
                frame = b"id: %b\ndata: %b\n\n" % (last, fields[b"data"])
                for writer in writers:
                    writer.write(frame)
                told += 1
    report = watch.stop()
    await asyncio.sleep(0.1)
    server.close()
    await client.aclose()
    return report

"""The yardstick: a loop over aiohttp that asks again and again for what has not changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

import aiohttp

from tests.bench.bodies import Job, Report, Watch
from tests.bench.bodies.polling import sites
from tests.bench.farm import tag, url

AT_ONCE: Final = 64


async def run(job: Job, ready: Callable[[], None]) -> Report:
    farm, watch, done = sites(job), Watch(), 0
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def ask(number: int) -> None:
            nonlocal done
            while done < job.count * job.times:
                number = (number + AT_ONCE) % job.count
                headers = {"If-None-Match": f'"{tag(number, 0)}"'}
                async with session.get(url(number, job.port, farm), headers=headers) as answer:
                    assert answer.status == 304
                    await answer.read()
                done += 1

        ready()
        watch.start()
        await asyncio.gather(*(ask(number) for number in range(AT_ONCE)))
    report = watch.stop()
    report.done = done
    return report

"""The same POSTs as `fan`, signed, by a bare aiohttp loop that remembers nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime

import aiohttp

from tests.bench.bodies import Job, Report, Watch
from tests.builders import a_subscriber, an_event
from workers.channels import webhook


async def run(job: Job, ready: Callable[[], None]) -> Report:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=256)) as session:
        watch = Watch()
        ready()
        watch.start()
        flash = an_event(1, urgency="flash", summary=str(time.monotonic_ns()))

        async def send(number: int) -> None:
            url = f"http://127.0.0.1:{job.sink}/s{number}"
            parcel = webhook.compose(flash, a_subscriber("s", url=url), datetime.now(UTC))
            async with session.post(parcel.url, headers=parcel.headers, data=parcel.body) as answer:
                await answer.read()

        await asyncio.gather(*map(send, range(job.count)))
        return watch.stop()

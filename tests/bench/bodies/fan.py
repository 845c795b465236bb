"""One flash owed to `job.count` webhooks: committed, spread, and carried by the couriers of one process."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime

from streamer import log
from streamer.connect import connect
from streamer.guard import Guard
from tests.bench.bodies import PREFIX, Job, Report, Watch
from tests.builders import Room, a_subscriber, an_event, judged
from workers.channels import webhook
from workers.delivery import Couriers, Receiver
from workers.post import Poster


async def run(job: Job, ready: Callable[[], None]) -> Report:
    log.configure("error", "json")
    client = connect(job.url, name="bench")
    room = await Room(client, PREFIX).open()
    names = [f"s{number}" for number in range(job.count)]
    receivers = {
        name: Receiver(
            a_subscriber(name, url=f"http://127.0.0.1:{job.sink}/{name}"), webhook, 3600.0
        )
        for name in names
    }
    poster = Poster(Guard(["127.0.0.0/8"]), user_agent="bench")
    couriers = Couriers(
        room.store, poster, receivers, clock=lambda: datetime.now(UTC), dice=random.random
    )
    running = asyncio.create_task(couriers.run())
    entries = await room.given(1)
    watch = Watch()
    ready()
    watch.start()
    flash = an_event(1, urgency="flash", summary=str(time.monotonic_ns()))
    wide = await room.commit(judged(flash, others=names), entries=entries)
    couriers.wake()
    while wide:
        wide = await room.store.spread(room.fence)
        couriers.wake()
    while await room.store.owing():
        await asyncio.sleep(0.005)
    report = watch.stop()
    await couriers.stop()
    await running
    await poster.close()
    await client.aclose()
    return report

"""A yardstick: FastStream, its batch subscriber, publishing what is new through one pipeline a batch.

The stream carries FastStream's own envelope here: it pays twice for data without one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from faststream.redis import RedisBroker, StreamSub
from faststream.redis.annotations import Pipeline
from faststream.redis.parser import BinaryMessageFormatV1

from tests.bench.bodies import GROUP, Job, Report, Watch
from tests.bench.bodies.bare_pipelines import BATCH


async def fields(data: bytes) -> dict[str, bytes]:
    """An entry as FastStream would have published it."""
    return {
        "__data__": await BinaryMessageFormatV1.encode(
            message=data, reply_to=None, headers=None, correlation_id="bench"
        )
    }


async def run(job: Job, ready: Callable[[], None]) -> Report:
    broker = RedisBroker(job.url, log_level=logging.DEBUG)
    over = asyncio.Event()
    seen: set[int] = set()
    left = job.count
    source = StreamSub(
        job.source, group=GROUP, consumer="bench", batch=True, max_records=BATCH, last_id="0"
    )

    @broker.subscriber(stream=source)
    async def handle(batch: list[dict[str, Any]], pipe: Pipeline) -> None:
        nonlocal left
        for headline in batch:
            fold = hash(" ".join(headline["title"].lower().split()))
            if fold not in seen:
                seen.add(fold)
                await broker.publish(headline, stream=job.sink, pipeline=pipe)
        await pipe.execute()
        left -= len(batch)
        if left <= 0:
            over.set()

    watch = Watch()
    await broker.connect()
    ready()
    watch.start()
    await broker.start()
    await over.wait()
    report = watch.stop()
    await broker.stop()
    return report

"""What the pollers would have learnt at the first visit of every source, put into Redis: asking and parsing
ten thousand feeds would take minutes, and is not what is measured."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final

from streamer import headline, shown
from streamer.known import encode
from streamer.settings import SourceSettings
from streamer.shown import Memory, Published
from streamer.source_state import site
from streamer.sources import Mark
from tests.bench.bodies import Job, Report
from tests.bench.bodies.polling import open_stream, source
from tests.bench.farm import entries, feed, tag

_CHUNK: Final = 200


async def run(job: Job, ready: Callable[[], None]) -> Report:
    ready()
    stream = open_stream(job)
    await stream.learn_epoch()
    for start in range(0, job.count, _CHUNK):
        async with stream.redis.pipeline(transaction=False) as pipe:
            for number in range(start, min(start + _CHUNK, job.count)):
                settings = source(job, number)
                pipe.set(stream.keys.source(settings.name), encode(_memory(settings, number)))
            await pipe.execute()
    await stream.redis.aclose()
    return Report()


def _memory(settings: SourceSettings, number: int) -> Memory:
    now = datetime.now(UTC)
    items = headline.read(settings, entries(number, 0), now)
    plan = shown.compare((), items, now.timestamp(), 1.0, ())
    ids = [Published("learnt", headline.identity(item.aliases[0], now)) for item in items]
    digest = blake2b(feed(number, 0), digest_size=16).hexdigest()
    return Memory(
        site=site(settings), mark=Mark(etag=f'"{tag(number, 0)}"', body_hash=digest),
        visited=now.timestamp(), shown=shown.after(plan, ids, now.timestamp()),
    )  # fmt: skip

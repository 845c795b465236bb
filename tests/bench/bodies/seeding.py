"""What the pollers would have learnt at the first visit of every source, put into Redis: asking and parsing
ten thousand feeds would take minutes, and is not what is measured."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import blake2b

from streamer import headline, shown
from streamer.shown import Memory, Published
from streamer.sources import Mark, Response
from streamer.sources.feed import read
from streamer.visit import site
from tests.bench.bodies import Job, Report
from tests.bench.bodies.polling import open_stream, source
from tests.bench.farm import feed, tag


async def run(job: Job, ready: Callable[[], None]) -> Report:
    ready()
    stream = open_stream(job)
    await stream.learn_epoch()
    now = datetime.now(UTC)
    for number in range(job.count):
        settings, body = source(job, number), feed(number, 0)
        entries = read(Response(status=200, url=settings.url, body=body), "").entries
        items = headline.read(settings, entries, now)
        plan = shown.compare((), items, now.timestamp(), stream.keep, ())
        ids = [Published("learnt", headline.identity(item.aliases[0], now)) for item in items]
        mark = Mark(etag=f'"{tag(number, 0)}"', body_hash=blake2b(body, digest_size=16).hexdigest())
        memory = Memory(
            site=site(settings), mark=mark, visited=now.timestamp(),
            shown=shown.after(plan, ids, now.timestamp()),
        )  # fmt: skip
        await stream.keep_memory(settings.name, memory)
    await stream.redis.aclose()
    return Report()

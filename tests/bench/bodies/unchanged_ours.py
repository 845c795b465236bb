"""Whole visits, one after the other, to sources that have not changed: what the poller does between two turns
of its schedule."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from streamer import pace
from streamer.reading import Readers
from streamer.source_state import State
from tests.bench.bodies import Job, Report, Watch
from tests.bench.bodies.polling import open_stream, source, visitor
from tests.bench.bodies.unchanged_bare import AT_ONCE


async def run(job: Job, ready: Callable[[], None]) -> Report:
    stream, readers = open_stream(job), Readers()
    visits, fetcher = visitor(stream, readers, per_host=AT_ONCE)
    states = [State(settings=source(job, number)) for number in range(job.count)]
    for state in states:  # at its first visit, what is known of a source is read from Redis
        failed = await visits.visit(state, state.settings)
        assert failed is None, failed
    watch, done = Watch(), 0

    async def ask(number: int) -> None:
        nonlocal done
        while done < job.count * job.times:
            number = (number + AT_ONCE) % job.count
            state = states[number]
            assert await visits.visit(state, state.settings) is None
            pace.after_good(state.settings, state.habit, 0.5)
            done += 1

    ready()
    watch.start()
    await asyncio.gather(*(ask(number) for number in range(AT_ONCE)))
    report = watch.stop()
    report.done = done
    readers.close()
    await fetcher.close()
    await stream.redis.aclose()
    return report

"""Ours, with 25 streams that want everything, and 25 webhooks that want a source each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tests.bench.bodies import Job, Report, ours
from tests.builders import a_subscriber
from workers.filters import EVENTS

STREAMS: Final = 25
HOOKS: Final = 25


async def run(job: Job, ready: Callable[[], None]) -> Report:
    """`job.sink`: the port of the webhooks."""
    return await ours.serve(
        job,
        ready,
        [
            *(a_subscriber(f"wire{number}", "redis", events=EVENTS) for number in range(STREAMS)),
            *(
                a_subscriber(
                    f"hook{number}",
                    url=f"http://127.0.0.1:{job.sink}/{number}",
                    sources=(f"desk-{number}",),
                    events=EVENTS,
                )
                for number in range(HOOKS)
            ),
        ],
    )

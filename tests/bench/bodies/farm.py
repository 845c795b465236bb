"""The farm of sites (tests.bench.farm), until it is ended. Of a thousand visits thirty find something
new, and ten fail; where no seconds are named, none does either."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tests.bench.bodies import Job, Report
from tests.bench.bodies.polling import sites
from tests.bench.farm import Site

CHANGED, FAILING = 30, 10


async def run(job: Job, ready: Callable[[], None]) -> Report:
    Site.changed, Site.failing = (CHANGED, FAILING) if job.seconds else (0, 0)
    for address in sites(job):
        await asyncio.get_running_loop().create_server(Site, address, job.port, backlog=1024)
    ready()
    await asyncio.Event().wait()
    raise AssertionError("it is ended from without")

"""A yardstick: a loop over redis-py, pipelines of 100. Not atomic, and knows repeats only of this run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from tests.bench.bodies import GROUP, Job, Report, Watch, bare

BATCH: Final = 100


class Titled(msgspec.Struct):
    """The one field of a headline that a bare loop looks at."""

    title: str


TITLED: Final = msgspec.json.Decoder(Titled)


async def run(job: Job, ready: Callable[[], None]) -> Report:
    client = bare(job)
    await client.xgroup_create(job.source, GROUP, id="0", mkstream=True)
    seen: set[int] = set()
    done, watch = 0, Watch()
    ready()
    watch.start()
    while done < job.count:
        reply = await client.xreadgroup(GROUP, "bench", {job.source: ">"}, count=BATCH, block=1000)
        for _, entries in reply:
            pipe = client.pipeline(transaction=False)
            for _, fields in entries:
                fold = hash(" ".join(TITLED.decode(fields[b"data"]).title.lower().split()))
                if fold not in seen:
                    seen.add(fold)
                    pipe.xadd(job.sink, {"data": fields[b"data"]})
            pipe.xack(job.source, GROUP, *[entry for entry, _ in entries])
            await pipe.execute()
            done += len(entries)
    report = watch.stop()
    await client.aclose()
    return report

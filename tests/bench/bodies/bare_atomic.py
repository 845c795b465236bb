"""The yardstick: a loop over redis-py, one script per 100 that claims, publishes and acknowledges at once."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Final

from tests.bench.bodies import GROUP, PREFIX, Job, Report, Watch, bare
from tests.bench.bodies.bare_pipelines import BATCH, TITLED

_COMMIT: Final = """
local ids = {}
for at = 2, #ARGV, 3 do
  if redis.call('SADD', KEYS[3], ARGV[at + 1]) == 1 then
    redis.call('XADD', KEYS[2], '*', 'data', ARGV[at + 2])
  end
  ids[#ids + 1] = ARGV[at]
end
return redis.call('XACK', KEYS[1], ARGV[1], unpack(ids))
"""


async def run(job: Job, ready: Callable[[], None]) -> Report:
    client = bare(job)
    await client.xgroup_create(job.source, GROUP, id="0", mkstream=True)
    commit = client.register_script(_COMMIT)
    keys = [job.source, job.sink, f"{PREFIX}:seen"]
    done, watch = 0, Watch()
    ready()
    watch.start()
    while done < job.count:
        reply = await client.xreadgroup(GROUP, "bench", {job.source: ">"}, count=BATCH, block=1000)
        for _, entries in reply:
            arguments: list[str | bytes] = [GROUP]
            for entry, fields in entries:
                fold = " ".join(TITLED.decode(fields[b"data"]).title.lower().split())
                digest = blake2b(fold.encode(), digest_size=8).digest()
                arguments += (entry, digest, fields[b"data"])
            done += await commit(keys=keys, args=arguments)
    report = watch.stop()
    await client.aclose()
    return report

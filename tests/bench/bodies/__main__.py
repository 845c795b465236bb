"""The process of one body: `python -m tests.bench.bodies BODY JOB`."""

from __future__ import annotations

import sys

import msgspec
import uvloop

from tests.bench.bodies import Job, importer


def main(body: str, job: str) -> None:
    run = importer(body).run
    report = uvloop.run(run(msgspec.json.decode(job, type=Job), lambda: print("ready", flush=True)))
    print(msgspec.json.encode(report).decode(), flush=True)


main(*sys.argv[1:])

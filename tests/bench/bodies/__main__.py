"""The process of one body: `python -m tests.bench.bodies BODY JOB`."""

from __future__ import annotations

import sys

import msgspec
import uvloop

from tests.bench.bodies import Job, importer


def main(body: str, job: str) -> None:
    run = importer(body).run
    report = uvloop.run(run(msgspec.json.decode(job, type=Job), lambda: print("ready", flush=True)))
    # Through a buffer of our own: under PYTHONUNBUFFERED a long line that fills the pipe would be cut short.
    with open(sys.stdout.fileno(), "wb", closefd=False) as out:
        out.write(msgspec.json.encode(report) + b"\n")


main(*sys.argv[1:])

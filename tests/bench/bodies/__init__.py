"""What runs in a process of its own: a worker, ours or a yardstick, or one end of the latency table.

A body is a module here with `async def run(job, ready) -> Report`; it calls `ready()` once it is set up.
A worker reads `job.source`, makes its verdicts and writes `job.sink`; it ends after `job.count` headlines.
"""

from __future__ import annotations

import importlib
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

import msgspec
from redis.asyncio import Redis

PREFIX: Final = "bench"
GROUP: Final = "workers"
NAMES: Final = {
    "ours": "Ajil",
    "bare_atomic": "bare redis-py loop, one Lua call per 100",
    "bare_pipelines": "bare redis-py loop, pipelines of 100",
    "faststream_batch": "FastStream, batches of 100",
}
"""The workers, and what they are called in the tables."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    count: int
    directory: str
    rate: float = 0.0
    """A publisher's headlines a second."""
    sink: str = f"{PREFIX}:out"
    """What a subscriber reads."""
    port: int = 0
    """Of the farm of sites."""
    seconds: float = 0.0
    """How long is measured, where it is not until `count`."""
    times: int = 1
    """Visits to each of `count` sources, where it is not for `seconds`."""

    @property
    def source(self) -> str:
        return f"{PREFIX}:headlines"


class Report(msgspec.Struct, kw_only=True):
    """Seconds and bytes. `idle`: resident before the first headline; `after`: behind the last."""

    seconds: float = 0.0
    cpu: float = 0.0
    """Seconds that this process alone computed: what moves least on a busy machine."""
    idle: int = 0
    after: int = 0
    peak: int = 0
    took: list[float] = []
    """A subscriber's: milliseconds from arrival to delivery, of each. A poller's: from due to begun."""
    helpers: float = 0.0
    """Seconds that its children computed."""
    done: int = 0
    """What was done in `seconds`, where it is not the job's `count`."""
    failed: int = 0
    more: dict[str, float] = {}
    """What one body alone measures."""


class Watch:
    """Measures from `start` to `stop`."""

    def start(self) -> None:
        self._idle = resident()
        self._computed = time.process_time()
        self._began = time.perf_counter()

    def stop(self) -> Report:
        seconds = time.perf_counter() - self._began
        cpu = time.process_time() - self._computed
        return Report(seconds=seconds, cpu=cpu, idle=self._idle, after=resident(), peak=_peak())


def _peak() -> int:
    """The most bytes that were ever in memory. (On Linux ru_maxrss remembers the process that started us.)"""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text().splitlines()
        [told] = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
        return int(told) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def thinned(took: list[float]) -> list[float]:
    """In order of size, at most some two thousand of them, the least and the greatest among them."""
    ranked = sorted(took)
    return [*ranked[:: max(1, len(ranked) // 2000)], *ranked[-1:]]


def resident() -> int:
    """Bytes of this process that are in memory."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    told = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(os.getpid())], capture_output=True, check=True
    )
    return int(told.stdout) * 1024


def bare(job: Job) -> Any:
    """A plain client, as a bare loop would have it."""
    return Redis.from_url(job.url, protocol=2)


def importer(body: str) -> Any:
    return importlib.import_module(f"tests.bench.bodies.{body}")

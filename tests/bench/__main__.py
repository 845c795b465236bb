"""`python -m tests.bench [NAME …]`: runs the benchmarks that are named, or all, and prints a table each."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable, Sequence
from typing import Final

from tests.bench import (
    classifying,
    fanout,
    judging,
    latency,
    listeners,
    matching,
    memory,
    polling,
    ready,
    replay,
    steady,
    throughput,
)
from tests.bench.sizes import Sizes
from tests.bench.table import Table
from workers.cli.progress import bar

BENCHMARKS: Final[dict[str, Callable[[Sizes], Table]]] = {
    "throughput": throughput.measure,
    "latency": latency.measure,
    "memory": memory.measure,
    "ready": ready.measure,
    "classifying": classifying.measure,
    "judging": judging.measure,
    "polling": polling.scheduled,
    "unchanged": polling.unchanged,
    "replay": replay.measure,
    "matching": matching.measure,
    "fanout": fanout.measure,
    "steady": steady.measure,
    "listeners": listeners.measure,
}


def main(arguments: Sequence[str] | None = None) -> int:
    usual = Sizes()
    parser = argparse.ArgumentParser(
        "tests.bench", description="The benchmarks, beside their yardsticks."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument(
        "--size", type=int, default=usual.size, help="headlines (memory: five times)"
    )
    parser.add_argument("--rounds", type=int, default=usual.rounds, help="turns of each row")
    parser.add_argument("--seconds", type=float, default=usual.seconds, help="latency: of each row")
    parser.add_argument("--rate", type=int, default=usual.rate, help="latency: headlines a second")
    parser.add_argument("--starts", type=int, default=usual.starts, help="ready: times")
    parser.add_argument("--sources", type=int, default=usual.sources, help="polling")
    parser.add_argument(
        "--polling", type=float, default=usual.polling, help="seconds for which they are polled"
    )
    parser.add_argument("--days", type=float, default=usual.days, help="replay: of publications")
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.names if name not in BENCHMARKS]:
        parser.error(f"no benchmark {', '.join(unknown)}; expected {', '.join(BENCHMARKS)}")
    sizes = Sizes(**{name: getattr(asked, name) for name in Sizes._fields})
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores{load}")
    names = asked.names or list(BENCHMARKS)
    with bar("bench", len(names)) as done:
        for name in names:
            BENCHMARKS[name](sizes).print()
            done(1)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Time from a headline's arrival on the stream until a Redis subscriber has it, under a steady load.

    publisher ─► {prefix}:headlines ─► worker ─► stream of the subscriber ─► subscriber

Four processes, the server among them. The publisher writes the moment just before its XADD into the
headline, so the figure holds that write, the worker's read and commit, and the subscriber's read.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from streamer.keys import Keys
from tests.bench.bodies import NAMES, PREFIX
from tests.bench.bodies.ours import WIRE
from tests.bench.lab import Lab, lab
from tests.bench.sizes import Sizes
from tests.bench.table import Table, quantile, spread

_ROWS: Final = ("ours", "bare_atomic")
_LEAST: Final = 10.0


def measure(sizes: Sizes) -> Table:
    """Aim: p99 under 10 ms."""
    count = max(1, round(sizes.seconds * sizes.rate / sizes.rounds))
    took: dict[str, list[list[float]]] = {name: [] for name in _ROWS}
    with lab() as here:
        table = Table(
            f"latency: arrival to a Redis subscriber, {sizes.rate} headlines/s, {sizes.rounds} rounds of "
            f"{count} in turns, ms, min / median / max of the rounds",
            (
                "one worker process",
                "p50",
                "p99",
                "slowest of all",
                f"p99, times {NAMES['bare_atomic']}",
            ),
            notes=[here.about],
        )
        for _ in range(sizes.rounds):
            for name in _ROWS:
                here.clean()
                took[name].append(_round(here, name, count, sizes.rate))
    p50 = {name: [quantile(one, 0.5) for one in took[name]] for name in _ROWS}
    p99 = {name: [quantile(one, 0.99) for one in took[name]] for name in _ROWS}
    for name in _ROWS:
        times = [a / b for a, b in zip(p99[name], p99["bare_atomic"], strict=True)]
        table.rows.append((
            NAMES[name], spread(p50[name], ".2f"), spread(p99[name], ".2f"),
            f"{max(map(max, took[name])):.1f}", spread(times, ".2f"),
        ))  # fmt: skip
    ours = sorted(p99["ours"])[sizes.rounds // 2]
    table.aim(f"p99 under {_LEAST:g} ms: {ours:.2f} ms", ours < _LEAST)
    return table


def _round(here: Lab, name: str, count: int, rate: float) -> list[float]:
    job = here.job(count, rate)
    if name == "ours":
        job = replace(job, sink=Keys(PREFIX).to(WIRE))
    with here.running(name, job) as worker, here.running("subscriber", job) as subscriber:
        here.run("publisher", job)
        took = subscriber.report().took
        worker.report()
    return took

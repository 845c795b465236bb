"""Server-sent events to very many listeners: when the last one has an event, and what a listener weighs."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from tests.bench.bodies import Report
from tests.bench.lab import lab
from tests.bench.sizes import Sizes
from tests.bench.table import Table, quantile, spread
from tests.servers import free_port

_ROWS: Final = {
    "console": "Ajil, /events",
    "bare_console": "a bare loop that writes to every socket",
}
EVENTS: Final = 5


def measure(sizes: Sizes) -> Table:
    count = max(1, sizes.size // 4)
    took: dict[str, list[list[float]]] = {name: [] for name in _ROWS}
    weighed: dict[str, Report] = {}
    with lab() as here:
        table = Table(
            f"listeners: {EVENTS} events, one by one, to {count:,} listeners, ms; {sizes.rounds} rounds in "
            "turns, min / median / max",
            ("one process", "half of them", "the last one", "kB a listener"),
            notes=["listeners in a process of their own", here.about],
        )
        for _ in range(sizes.rounds):
            for name in _ROWS:
                here.clean()
                job = replace(here.job(count), sink=str(free_port()))
                with here.running(name, job) as server:
                    took[name].append(here.run("crowd", job).took)
                    weighed[name] = server.report()
    for name, title in _ROWS.items():
        half = [quantile(one, 0.5) for one in took[name]]
        last = [max(one) for one in took[name]]
        weight = (weighed[name].peak - weighed[name].idle) / count / 1024
        table.rows.append((title, spread(half, ".0f"), spread(last, ".0f"), f"{weight:.0f}"))
    return table

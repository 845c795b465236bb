"""One flash to very many webhooks on loopback: when the last one has it."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from tests.bench.lab import lab
from tests.bench.sizes import Sizes
from tests.bench.table import Table, quantile, spread
from tests.servers import free_port

_ROWS: Final = {"fan": "Ajil: committed, owed, carried, settled", "bare_fan": "bare aiohttp loop"}


def measure(sizes: Sizes) -> Table:
    """Aim: the last one in under 2 s."""
    count = max(1, sizes.size // 20)
    last: dict[str, list[float]] = {name: [] for name in _ROWS}
    half: dict[str, list[float]] = {name: [] for name in _ROWS}
    with lab() as here:
        table = Table(
            f"fan-out: one flash to {count:,} webhooks, from before the commit, s; {sizes.rounds} rounds in "
            "turns, min / median / max",
            ("one process", "half of them", "the last one", "times the bare loop"),
            notes=[
                "a receiver in a process of its own that says 204; every body signed",
                here.about,
            ],
        )
        for _ in range(sizes.rounds):
            for name in _ROWS:
                here.clean()
                job = replace(here.job(count), sink=str(free_port()))
                with here.running("receiver", job) as receiver, here.running(name, job) as sender:
                    took = receiver.report().took
                    sender.report()
                last[name].append(max(took) / 1e3)
                half[name].append(quantile(took, 0.5) / 1e3)
    for name, title in _ROWS.items():
        ratios = [a / b for a, b in zip(last[name], last["bare_fan"], strict=True)]
        table.rows.append(
            (title, spread(half[name], ".2f"), spread(last[name], ".2f"), spread(ratios, ".1f"))
        )
    ours = sorted(last["fan"])[sizes.rounds // 2]
    table.aim(f"the last one in under 2 s: {ours:.2f} s", ours < 2)
    return table

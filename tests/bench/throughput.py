"""Headlines a second, from a full stream to the committed verdict, one worker process."""

from __future__ import annotations

from typing import Final

from tests.bench.bodies import NAMES, Report
from tests.bench.lab import lab
from tests.bench.sizes import Sizes
from tests.bench.table import Table, spread

YARDSTICK: Final = "bare_atomic"
_MIB: Final = 1024 * 1024


def measure(sizes: Sizes) -> Table:
    """Aims: half of the bare atomic loop or better, and more than FastStream's batch row."""
    reports: dict[str, list[Report]] = {name: [] for name in NAMES}
    with lab() as here:
        table = Table(
            f"throughput: {sizes.size:,} headlines of 300 B, 10 % repeats; {sizes.rounds} rounds in turns, "
            "min / median / max",
            (
                "one worker process",
                "headlines/s",
                f"times {NAMES[YARDSTICK]}",
                "CPU µs a headline",
                "peak MiB",
            ),
            notes=[here.about],
        )
        for _ in range(sizes.rounds):
            for name in NAMES:
                here.clean()
                here.fill(name, sizes.size)
                reports[name].append(here.run(name, here.job(sizes.size)))
    seconds = {name: [one.seconds for one in reports[name]] for name in NAMES}
    for name, title in NAMES.items():
        table.rows.append((
            title,
            spread([sizes.size / one for one in seconds[name]]),
            spread(ratios(seconds[YARDSTICK], seconds[name]), ".2f"),
            spread([one.cpu / sizes.size * 1e6 for one in reports[name]]),
            f"{max(one.peak for one in reports[name]) / _MIB:.0f}",
        ))  # fmt: skip
    for yardstick, least in ((YARDSTICK, 0.5), ("faststream_batch", 1.0)):
        ratio = sorted(ratios(seconds[yardstick], seconds["ours"]))[sizes.rounds // 2]
        table.aim(f"{least:g} of {NAMES[yardstick]} or more: {ratio:.2f}", ratio >= least)
    return table


def ratios(yardstick: list[float], ours: list[float]) -> list[float]:
    """How many times as fast, round by round."""
    return [theirs / own for theirs, own in zip(yardstick, ours, strict=True)]

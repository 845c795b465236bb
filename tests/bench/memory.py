"""Memory of a worker, before its first headline and behind its last, and what the server then holds."""

from __future__ import annotations

from typing import Final

from tests.bench.bodies import NAMES
from tests.bench.lab import lab
from tests.bench.sizes import Sizes
from tests.bench.table import Table

_MIB: Final = 1024 * 1024
_ROWS: Final = ("ours", "bare_atomic", "bare_pipelines")
_TIMES: Final = 5


def measure(sizes: Sizes) -> Table:
    count = sizes.size * _TIMES
    with lab() as here:
        table = Table(
            f"memory: before and after {count:,} headlines, MiB resident",
            ("one worker process", "idle", "after", "B a headline", "server, B a headline"),
            notes=[
                "B a headline of the server: what all streams and sets grew by, what was read and not "
                "trimmed among it (Ajil trims, and keeps two copies: the log and the subscriber's stream)",
                here.about,
            ],
        )
        for name in _ROWS:
            here.clean()
            empty = here.memory()
            here.fill(name, count)
            report = here.run(name, here.job(count))
            table.rows.append((
                NAMES[name], f"{report.idle / _MIB:.0f}", f"{report.after / _MIB:.0f}",
                f"{(report.after - report.idle) / count:,.0f}", f"{(here.memory() - empty) / count:,.0f}",
            ))  # fmt: skip
    return table

"""Ten thousand sources in one process, each asked every minute; and 304 answers at full speed.

    farm (1,000 loopback addresses) ◄── poller, fetcher, visitor, readers as `ajil run` has them ──► Valkey

Of a thousand visits thirty find another edition and ten fail; the others are answered 304. What the first
visits would have learnt is put into Redis beforehand. The processor time of children is that of the readers.
At full speed whole visits are made, schedule and Redis at rest, beside a loop that only asks.
"""

from __future__ import annotations

from typing import Final

from tests.bench.bodies import Report
from tests.bench.bodies.polling import EVERY, sites
from tests.bench.lab import lab
from tests.bench.sizes import Sizes
from tests.bench.table import Table, quantile, spread
from tests.servers import free_port

_MIB: Final = 1024 * 1024
_MOST_MIB, _MOST_CPU, _AIM_CPU, _MOST_LAG = 400, 1.0, 1 / 3, 1000.0
_RATIO: Final = 0.7
_SOURCES: Final = 500
"""Of the row at full speed."""
_NAMES: Final = {
    "unchanged_ours": "Ajil, whole visits",
    "unchanged_bare": "bare aiohttp loop, the request alone",
}


def scheduled(sizes: Sizes) -> Table:
    """Aims: a core at most, better a third; 400 MiB; p99 of the lag under a second."""
    with lab() as here:
        job = here.job(sizes.sources, port=free_port(), seconds=sizes.polling)
        with here.running("farm", job):
            here.run("seeding", job)
            report = here.run("polling", job)
        cpu, helpers = report.cpu / report.seconds, report.helpers / report.seconds
        lag, peak = quantile(report.took, 0.99), report.peak / _MIB
        every = min(EVERY, sizes.polling)
        table = Table(
            f"polling: {sizes.sources:,} sources on {len(sites(job)):,} addresses, each every {every:g} s, "
            f"for {report.seconds:.0f} s",
            ("one process", "visits/s", "failed", "cores", "and in readers", "MiB, peak",
             "lag p50, ms", "p99", "most"),
            notes=[here.about],
        )  # fmt: skip
        table.rows.append((
            "Ajil", f"{report.done / report.seconds:.0f}", f"{report.failed / report.done:.1%}",
            f"{cpu:.2f}", f"{helpers:.2f}", f"{peak:.0f}", f"{quantile(report.took, 0.5):.1f}",
            f"{lag:.1f}", f"{max(report.took):.0f}",
        ))  # fmt: skip
    table.aim(
        f"at most one core, readers among it: {cpu + helpers:.2f}", cpu + helpers <= _MOST_CPU
    )
    table.aim(f"at most a third of a core, without readers: {cpu:.2f}", cpu <= _AIM_CPU)
    table.aim(f"at most {_MOST_MIB} MiB: {peak:.0f}", peak <= _MOST_MIB)
    table.aim(f"p99 of the lag under 1 s: {lag:.1f} ms", lag < _MOST_LAG)
    return table


def unchanged(sizes: Sizes) -> Table:
    """Aim: 0.7 of the bare loop."""
    reports: dict[str, list[Report]] = {name: [] for name in _NAMES}
    with lab() as here:
        times = max(1, sizes.size // _SOURCES)
        job = here.job(_SOURCES, port=free_port(), times=times)
        table = Table(
            f"unchanged: {_SOURCES * times:,} answers of 304, 64 at once, {sizes.rounds} rounds in turns, "
            "min / median / max",
            ("one process", "304/s", "of the bare loop", "µs of processor each"),
            notes=[here.about],
        )
        with here.running("farm", job):
            here.run("seeding", job)
            for _ in range(sizes.rounds):
                for name in _NAMES:
                    reports[name].append(here.run(name, job))
    bare = [one.done / one.seconds for one in reports["unchanged_bare"]]
    for name, title in _NAMES.items():
        speeds = [one.done / one.seconds for one in reports[name]]
        ratios = [ours / theirs for ours, theirs in zip(speeds, bare, strict=True)]
        cpu = [one.cpu / one.done * 1e6 for one in reports[name]]
        table.rows.append((title, spread(speeds), spread(ratios, ".2f"), spread(cpu)))
        if name == "unchanged_ours":
            ratio = sorted(ratios)[len(ratios) // 2]
            table.aim(f"{_RATIO} of the bare loop or more: {ratio:.2f}", ratio >= _RATIO)
    return table

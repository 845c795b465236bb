"""The judge with a full window: real titles, real Redis, one worker process; classification aside.

The window is read back from the judged log, then headlines that come after it are judged and committed in
batches of 100; then the judge dies, and another, warm, takes over when its lease has run out. Beside it the
bare loop, which judges nothing, on the same server in one run.

    material ─► judged log ─► body full_window: read back · judge · take over ─► a row for each window
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from streamer import headline
from streamer.keys import Keys
from tests.bench import material
from tests.bench.bodies import NAMES, PREFIX, Report
from tests.bench.lab import Lab, lab
from tests.bench.sizes import Sizes
from tests.bench.table import Table, quantile
from workers.dedupe.reports import Reports

_AIMED: Final = 200_000
_WINDOWS: Final = (10_000, _AIMED, 1_000_000)
"""The first and the last show how the cost grows; the last takes some six minutes."""
_JUDGED: Final = 4_000
_FEW: Final = 2_000
"""Where fewer headlines than this are asked for, the windows are of that size: to see that it runs."""
_BARE: Final = 20_000


def measure(sizes: Sizes) -> Table:
    """Aims: 9,500 headlines/s, 15 s to read 200,000 back, 2.5 kB of Redis and 1.5 kB of worker a headline."""
    windows: tuple[int, ...] = _WINDOWS
    judged, bare = _JUDGED, min(sizes.size, _BARE)
    if sizes.size < _FEW:
        windows, judged = (sizes.size,), 400
    with lab() as here:
        table = Table(
            f"judging: {judged:,} real headlines, classification aside, batches of 100",
            (
                "one worker process", "headlines/s", "CPU µs a headline", "p50 / p99 of a batch, ms",
                "read back, s", "of it computing", "death to next verdict, s", "worker, B a headline",
                "Redis, B a headline", "pairs found / titles met",
            ),
            notes=[
                "pairs found: of those with Jaccard ≥ 0.5 between the newest 500 and the window; met: of "
                "those of the 500 that have one, as many titles are compared with it (24 at most are)",
                "worker: its lists and caches of words too, which do not grow with the window",
                here.about,
            ],
        )  # fmt: skip
        if not material.DATA.exists():
            table.notes.append(f"NOT MEASURED: {material.DATA} is not there")
            return table
        here.clean()
        here.fill("bare_atomic", bare)
        yardstick = here.run("bare_atomic", here.job(bare))
        table.rows.append((
            NAMES["bare_atomic"], f"{bare / yardstick.seconds:,.0f}", f"{yardstick.cpu / bare * 1e6:,.0f}",
            *("-",) * 7,
        ))  # fmt: skip
        for window in windows:
            here.clean()
            held = _fill(here, window, judged)
            report = here.run("full_window", here.job(window))
            table.rows.append((f"Ajil, {window:,} in the window", *_row(report, window, held)))
            if window == _AIMED:
                _aims(table, report, window, held)
    return table


def _fill(here: Lab, window: int, judged: int) -> float:
    """The window onto the log, and what comes then onto the headline stream; bytes of Redis that a headline
    on the log takes."""
    before, then = material.titles(window, judged)
    keys = Keys(PREFIX)
    empty = here.memory()
    with here.server.client() as client:
        for start in range(0, window, 1000):
            pipe = client.pipeline(transaction=False)
            for number, title in enumerate(islice(before, 1000), start):
                shown = material.shown(number, title)
                told = {
                    "data": material.told(shown),
                    "to": "",
                    "stamp": Reports.stamp(shown.title, None),
                }
                pipe.xadd(keys.news, told)
            pipe.execute()
        held = here.memory() - empty
        pipe = client.pipeline(transaction=False)
        for number, title in enumerate(then, window):
            pipe.xadd(
                keys.headlines, {"data": headline.ENCODER.encode(material.shown(number, title))}
            )
        pipe.execute()
    return held / window


def _row(report: Report, window: int, held: float) -> tuple[str, ...]:
    took, more = report.took, report.more
    return (
        f"{_rate(report):,.0f}", f"{report.cpu / more['alone'] * 1e6:,.0f}",
        f"{quantile(took, 0.5):.0f} / {quantile(took, 0.99):.0f}",
        f"{more['back']:.1f}", f"{more['back_cpu']:.1f}", f"{more['over']:.1f}",
        f"{(report.after - report.idle) / window:,.0f}", f"{held:,.0f}",
        f"{more['found']:.1%} / {more['met']:.1%}" if "found" in more else "-",
    )  # fmt: skip


def _rate(report: Report) -> float:
    return 1000 * report.done / sum(report.took)


def _aims(table: Table, report: Report, window: int, held: float) -> None:
    grown, back, found = (
        (report.after - report.idle) / window,
        report.more["back"],
        report.more["found"],
    )
    at = f"with {window:,} in the window"
    table.aim(f"9,500 headlines/s or more {at}: {_rate(report):,.0f}", _rate(report) >= 9_500)
    table.aim(f"99 % of pairs found {at}: {found:.1%}", found >= 0.99)
    table.aim(f"read back in under 15 s {at}: {back:.1f}", back < 15)
    table.aim(f"under 1.5 kB of worker a headline {at}: {grown:,.0f} B", grown < 1500)
    table.aim(f"under 2.5 kB of Redis a headline {at}: {held:,.0f} B", held < 2500)

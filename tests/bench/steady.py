"""A steady load with many subscribers: from arrival on the stream to each of them, by channel.

publisher ─► {prefix}:headlines ─► worker, 25 streams and 25 webhooks ─► one reader of each kind

Then, for a quarter of the time, the same load through a bare loop to one stream: what this machine makes of
it without us, as busy as it is just now.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from streamer.keys import Keys
from streamer.stream import decode
from tests.bench import headlines
from tests.bench.bodies import NAMES, PREFIX
from tests.bench.bodies.fifty import HOOKS, STREAMS
from tests.bench.lab import lab
from tests.bench.sizes import Sizes
from tests.bench.table import Table, quantile
from tests.servers import free_port

_BARE: Final = "bare_atomic"
_TIMES: Final = 4
"""As long as the rows of the latency table together: a minute, with the usual sizes."""


def measure(sizes: Sizes) -> Table:
    count = max(1, round(sizes.seconds * _TIMES * sizes.rate))
    with lab() as here:
        table = Table(
            f"steady: {sizes.rate} headlines/s for {count / sizes.rate:.0f} s, {STREAMS} streams that "
            f"want everything and {HOOKS} webhooks that want a source each, arrival to delivery, ms",
            ("channel", "deliveries", "p50", "p95", "p99", "slowest"),
            notes=[here.about],
        )
        here.clean()
        port = str(free_port())
        job = replace(here.job(count, sizes.rate), sink=port)
        stream = replace(job, sink=Keys(PREFIX).to("wire0"))
        names = {f"desk-{number}" for number in range(HOOKS)}
        wanted = sum(decode(one).source in names for one in headlines.wire(count, repeats=0.0))
        hooks = replace(job, count=wanted)
        with (
            here.running("receiver", hooks) as receiver,
            here.running("fifty", job) as worker,
            here.running("subscriber", stream) as subscriber,
        ):
            here.run("publisher", job)
            rows = {"redis stream": subscriber.report().took, "webhook": receiver.report().took}
            cpu = worker.report().cpu
        here.clean()
        short = here.job(max(1, count // _TIMES), sizes.rate)
        with here.running(_BARE, short), here.running("subscriber", short) as subscriber:
            here.run("publisher", short)
            rows[NAMES[_BARE]] = subscriber.report().took
    deliveries = {"redis stream": count * STREAMS, "webhook": wanted, NAMES[_BARE]: short.count}
    for name, took in rows.items():
        table.rows.append((
            name, f"{deliveries[name]:,}",
            *(f"{quantile(took, share):.1f}" for share in (0.5, 0.95, 0.99)),
            f"{max(took):.0f}",
        ))  # fmt: skip
    table.notes.insert(0, f"the worker computed {cpu * 1000 / count:.1f} ms a headline")
    return table

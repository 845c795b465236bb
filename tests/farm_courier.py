"""`python -m tests.farm_courier JOB`: a courier whose clock runs SPEED times as fast as the wall's."""

from __future__ import annotations

import asyncio
import json
import random
import sys
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from streamer.connect import connect
from streamer.guard import Guard
from streamer.keys import Keys
from streamer.settings.types import Secret
from tests.builders import KEEP, a_subscriber
from tests.fakes import SECRET
from tests.hostile import LOOPBACK, Dialled, names
from workers.cli import wiring
from workers.delivery import Couriers, Receiver
from workers.ledger import LEASE
from workers.post import Poster
from workers.store import Store

SPEED: Final = 3000
"""An hour of the retry table in 1.2 s."""
_TOTAL: Final = 1.5
"""Seconds that a receiver may take."""


class Job(NamedTuple):
    url: str
    prefix: str
    receivers: dict[str, str]
    """Name → address."""
    give_up: float
    began: float
    """Epoch seconds from which the clock runs fast."""


async def main(job: Job) -> None:
    began = datetime.fromtimestamp(job.began, UTC)

    def clock() -> datetime:
        return began + timedelta(seconds=(datetime.now(UTC) - began).total_seconds() * SPEED)

    client = connect(job.url, name="farm")
    store = Store(client, Keys(job.prefix), keep=KEEP, lease=LEASE / 2 * SPEED)
    # The name's answer is a private address by now, and even if that were let through, no packet leaves.
    guard = Guard(LOOPBACK, look_up=names(receiver_example=[["10.0.0.7"]]), dial=Dialled())
    poster = Poster(guard, user_agent="Ajil/farm", total=_TOTAL)
    channel = wiring.channel("webhook")
    receivers = {
        name: Receiver(a_subscriber(name, url=url, secret=Secret(SECRET)), channel, job.give_up)
        for name, url in job.receivers.items()
    }
    await Couriers(store, poster, receivers, clock=clock, dice=random.random).run()


if __name__ == "__main__":
    asyncio.run(main(Job(*json.loads(sys.argv[1]).values())))

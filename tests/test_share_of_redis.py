"""However much there is to do, no script does much of it at once: Redis serves nobody else meanwhile.

Time differs from machine to machine, so the commands that a script runs are counted: at 2 to 4 µs each,
MOST of them stay below the 5 ms of design.md.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import pytest

from streamer.connect import connect
from tests.builders import Room, a_subscriber, an_event, id_of, judged
from tests.servers import Server
from workers.holding import Holding
from workers.pipeline import BATCH
from workers.resending import resend
from workers.story import Event

MOST = 1_500
STREAMS = [f"wire-{number}" for number in range(700)]
HOOKS = [f"hook-{number}" for number in range(1_500)]


@pytest.fixture
async def room(own_server: Server, prefix: str) -> AsyncIterator[Room]:
    client = connect(own_server.url)
    yield await Room(client, prefix).open()
    await client.aclose()


@contextmanager
def busiest(server: Server, calls: int = 1) -> Iterator[list[float]]:
    """Afterwards: the commands that were run meanwhile, within scripts as well, shared by so many `calls`."""
    found: list[float] = []
    with server.client() as client:
        client.config_resetstat()
        yield found
        stats = client.info("commandstats")
    found.append(sum(one["calls"] for one in stats.values()) / calls)


def report(number: int, story: int | None = None) -> Event:
    return an_event(number, story=id_of(number if story is None else story))


async def owed(room: Room, *events: Event, name: str = "hook") -> None:
    """To one subscriber."""
    for start in range(0, len(events), BATCH):
        part = events[start : start + BATCH]
        wide = await room.commit(*(judged(event, others=[name]) for event in part))
        while wide:
            wide = await room.store.spread(room.fence)


async def test_neither_a_commit_nor_what_is_spread_after_it(room: Room, own_server: Server) -> None:
    """A full batch that owes everybody, and one flash that very many want."""
    entries = await room.given(BATCH)
    full = [judged(report(n), streams=STREAMS[:3], others=HOOKS[:30]) for n in range(BATCH)]
    with busiest(own_server) as commands:
        wide = await room.commit(*full, entries=entries)
    assert BATCH < commands[0] < MOST
    entries = await room.given(1)
    with busiest(own_server) as commands:
        assert await room.commit(
            judged(report(9999), streams=STREAMS, others=HOOKS), entries=entries
        )
    assert commands[0] < MOST
    while wide:
        with busiest(own_server) as commands:
            wide = await room.store.spread(room.fence)
        assert commands[0] < MOST
    assert await room.store.owed_count(HOOKS[-1]) == 1
    assert await room.redis.xlen(room.keys.to(STREAMS[-1])) == 1


@pytest.mark.parametrize("stories", [1, 3, 1_200])
async def test_nor_a_digest_nor_what_a_courier_takes_and_settles(
    room: Room, own_server: Server, stories: int
) -> None:
    await owed(room, *(report(n, n % stories) for n in range(1_200)))
    holding = Holding(room.store)
    for whole in (False, True):
        with busiest(own_server) as commands:
            folded = await holding.fold("hook", room.now_ms, whole=whole)
        assert folded or whole
        assert commands[0] < MOST
    with busiest(own_server) as commands:
        taken = await room.store.take(
            "hook",
            now_ms=room.now_ms + 1,
            most=8,
            address="a",
            gap_ms=0,
            per_minute=100,
            looks=True,
        )
    assert commands[0] < MOST
    with busiest(own_server, len(taken)) as commands:
        for one in taken:
            await room.store.done(one, room.now_ms)
    assert commands[0] < 40


async def test_nor_telling_again(room: Room, own_server: Server) -> None:
    """By calls of fifty events at most; fewer of a long story, whose chain is copied."""
    events = [report(n, 0 if n % 2 else n) for n in range(1_000)]
    await owed(room, *events, name="somebody")
    desk = a_subscriber("desk", urgency="routine")
    with busiest(own_server, 1_000 // 50) as commands:
        count = await resend(
            room.store, desk, in_commit=False, start="-", end="+", now_ms=room.now_ms
        )
    assert count == 1_000
    assert commands[0] < MOST
    assert await room.store.owed_count("desk") == 1_000

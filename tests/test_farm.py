"""A farm of receivers that misbehave in every way, and couriers that are killed at random.

Three processes carry for two dozen subscribers; every half second one is SIGKILLed and another takes its
place. Their clock runs fast, so that the hours of the retry table pass in seconds; their receivers are real
sockets in this process. At the end each delivery has ended as the contract says: nothing is missing, nothing
came under a second id, and nothing overtook what was owed before it of its story.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from standardwebhooks import Webhook

from tests.builders import Room, an_event, id_of, judged
from tests.fakes import SECRET
from tests.farm_courier import SPEED, Job
from tests.hostile import FarEnd, Heard, answer, far_end
from tests.servers import Server
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

STORIES, REVISIONS = 6, 3
COURIERS, KILLS = 3, 24
GIVE_UP = 12 * 3600.0
Writer = asyncio.StreamWriter
EVENTS = [
    an_event(
        story,
        revision=revision,
        event="new" if revision == 1 else "update",
        title=f"خبر {story} {revision}",
    )
    for story in range(STORIES)
    for revision in range(1, REVISIONS + 1)
]


class Plot:
    """One receiver: what it answers, and what it took (that is, said yes to), with every try."""

    def __init__(self, name: str, way: Callable[[Plot, Heard, Writer], Any], ends: str) -> None:
        self.name, self._way, self.ends = name, way, ends
        self.took: list[str] = []
        self.tries: Counter[str] = Counter()
        self.bodies: defaultdict[str, set[bytes]] = defaultdict(set)
        self.unsigned = 0

    async def __call__(self, heard: Heard, writer: Writer) -> None:
        name = heard.headers.get("webhook-id", "")
        try:
            Webhook(SECRET).verify(heard.body.decode(), heard.headers)
        except Exception:
            self.unsigned += 1
        self.tries[name] += 1
        self.bodies[name].add(heard.body)
        await self._way(self, heard, writer)

    def yes(self, heard: Heard, writer: Writer, status: int = 204, body: bytes = b"") -> None:
        self.took.append(heard.headers["webhook-id"])
        writer.write(answer(status, body))

    def is_first(self, heard: Heard) -> bool:
        return self.tries[heard.headers["webhook-id"]] == 1


def always(status: int, body: bytes = b"", **headers: str) -> Any:
    async def way(plot: Plot, heard: Heard, writer: Writer) -> None:
        if 200 <= status < 300:
            plot.yes(heard, writer, status, body)
        else:
            writer.write(answer(status, body, **headers))

    return way


def at_first(status: int, header: Callable[[], str] | None = None) -> Any:
    async def way(plot: Plot, heard: Heard, writer: Writer) -> None:
        if plot.is_first(heard):
            named = {"Retry_After": header()} if header else {}
            writer.write(answer(status, **named))
        else:
            plot.yes(heard, writer)

    return way


def first_rudely(rude: Callable[[Heard, Writer], Any]) -> Any:
    """Does `rude` at the first try of each, and takes the second."""

    async def way(plot: Plot, heard: Heard, writer: Writer) -> None:
        if plot.is_first(heard):
            await rude(heard, writer)
        else:
            plot.yes(heard, writer)

    return way


async def resets(heard: Heard, writer: Writer) -> None:
    writer.transport.abort()


async def hangs(heard: Heard, writer: Writer) -> None:
    while await heard.reader.read(4096):
        pass
    writer.close()


async def drips(heard: Heard, writer: Writer) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not writer.is_closing():
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def closes_early(heard: Heard, writer: Writer) -> None:
    writer.write(b"HTTP/1.1 200")
    await writer.drain()
    writer.close()


async def garbage(heard: Heard, writer: Writer) -> None:
    writer.write(b"\x16\x03\x01\x00\xff<!doctype html>\x00\r\n\r\n")
    await writer.drain()
    writer.close()


async def gib(plot: Plot, heard: Heard, writer: Writer) -> None:
    """A yes, and a body without end behind it."""
    plot.took.append(heard.headers["webhook-id"])
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n")
    while not writer.is_closing():
        writer.write(b"x" * 65536)
        await writer.drain()
        await asyncio.sleep(0.001)


async def never(plot: Plot, heard: Heard, writer: Writer) -> None:
    await hangs(heard, writer)


def date_in_two_seconds() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)


WAYS: dict[str, tuple[Any, str]] = {
    "ok": (always(200, b"thanks"), "taken"),
    "no-content": (always(204), "taken"),
    "redirects": (always(301, Location="http://127.0.0.1:1/"), "dead: HTTP 301"),
    "bad-request": (always(400), "dead: HTTP 400"),
    "gone": (always(410), "off"),
    "slow-down": (at_first(429, lambda: "2"), "taken"),
    "slow-down-until": (at_first(429, date_in_two_seconds), "taken"),
    "slow-down-absurd": (at_first(429, lambda: "-7"), "taken"),
    "fails": (always(500), "dead: HTTP 500"),
    "fails-once": (at_first(500), "taken"),
    "away-once": (at_first(503, lambda: "1"), "taken"),
    "resets": (first_rudely(resets), "taken"),
    "hangs-once": (first_rudely(hangs), "taken"),
    "drips-once": (first_rudely(drips), "taken"),
    "hangs": (never, "dead: timed out"),
    "closes-early": (first_rudely(closes_early), "taken"),
    "garbage": (first_rudely(garbage), "taken"),
    "endless": (gib, "taken"),
}


class Couriers:
    """Processes that carry, killed one after another."""

    def __init__(self, job: Job) -> None:
        self._argument = json.dumps(job._asdict())
        self.children = [self._start() for _ in range(COURIERS)]
        self.kills = 0

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.farm_courier", self._argument]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    async def kill_at_random(self, dice: random.Random) -> None:
        while self.kills < KILLS:
            await asyncio.sleep(dice.uniform(0.2, 0.8))
            at = dice.randrange(COURIERS)
            self.children[at].kill()
            self.children[at].wait()
            self.kills += 1
            self.children[at] = self._start()

    def end(self) -> None:
        for child in self.children:
            child.kill()
            child.wait()


async def test_every_delivery_ends_as_the_contract_says_whoever_is_killed(
    room: Room, server: Server
) -> None:
    dice = random.Random(os.environ.get("AJIL_TEST_SEED", "farm"))
    plots = {name: Plot(name, way, ends) for name, (way, ends) in WAYS.items()}
    async with AsyncExitStack() as stack:
        ends: dict[str, FarEnd] = {}
        for name, plot in plots.items():
            ends[name] = await stack.enter_async_context(far_end(plot))
        urls = {name: f"{end.url}/hook" for name, end in ends.items()}
        # Its name once led here, and leads into a private network now.
        urls["moved"] = "http://receiver.example/hook"
        job = Job(server.url, room.keys.prefix, urls, GIVE_UP, datetime.now(UTC).timestamp())
        couriers = Couriers(job)
        stack.callback(couriers.end)
        killing = asyncio.create_task(couriers.kill_at_random(dice))
        for event in EVENTS:
            wide = await room.commit(judged(event, others=sorted(urls)))
            while wide:
                wide = await room.store.spread(room.fence)
            await asyncio.sleep(dice.uniform(0.0, 0.1))

        async def nothing_owed() -> bool:
            # As the service does every second: what was committed for a receiver before anybody knew that it
            # is gone, or left behind by a courier that was killed while it buried.
            for name in await room.store.switched_off():
                await room.store.bury_all(name, room.now_ms, "switched off")
            return not await room.store.owing()

        await killing
        await until(nothing_owed, 90)
    dead: defaultdict[str, dict[str, str]] = defaultdict(dict)
    async for letter in room.store.dead():
        dead[letter.subscriber][letter.delivery] = letter.why
    assert couriers.kills == KILLS
    assert (await room.store.switched_off()).keys() == {"gone"}
    for plot in plots.values():
        check(plot, dead[plot.name])
    assert len(dead["moved"]) == len(EVENTS)
    assert all("refused" in why for why in dead["moved"].values())
    assert {name for name in await room.names() if "body" in name or "owed" in name} == set()


def check(plot: Plot, dead: dict[str, str]) -> None:
    everything = {event.delivery_id for event in EVENTS}
    assert plot.unsigned == 0, plot.name
    assert set(plot.tries) <= everything, f"{plot.name}: an id that is none of ours"
    assert all(len(bodies) == 1 for bodies in plot.bodies.values()), "one id, two bodies"
    if plot.ends == "taken":
        assert set(plot.took) == everything, f"{plot.name} misses some: {dead}"
        assert dead == {}, plot.name
        for story in range(STORIES):
            mine = [name for name in dict.fromkeys(plot.took) if name.startswith(id_of(story))]
            assert mine == [event.delivery_id for event in EVENTS if event.id == id_of(story)]
    else:
        assert set(dead) == everything, plot.name
        assert plot.took == []
        if plot.ends != "off":
            reason = plot.ends.removeprefix("dead: ")
            assert any(reason in why for why in dead.values()), (plot.name, dead)


def test_the_couriers_clock_is_fast_enough_for_the_table() -> None:
    assert GIVE_UP / SPEED < 30

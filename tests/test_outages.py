"""The whole service through what happens to its Redis, its network and its clock: each alert once."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp import web

from tests.fakes import Hooks, Site
from tests.running import (
    WIRE,
    Start,
    answers,
    is_ready,
    is_red,
    learnt,
    starter,
    titles,
    webhook,
    write,
)
from tests.servers import Refusal, Server
from tests.waiting import until
from tests.wire import wire_to

pytestmark = pytest.mark.slow


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with starter(tmp_path) as start:
        yield start


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as site:
        for number in range(10_001, 10_004):
            site.publish(number, f"خبر قديم رقم {number}")
        yield site


@pytest.fixture
async def hooks() -> AsyncIterator[Hooks]:
    async with Hooks() as hooks:
        yield hooks


THINGS = [
    "انفجار يهز وسط المدينة",
    "زلزال يضرب الساحل الجنوبي",
    "فيضان في الشمال بعد أمطار",
    "افتتاح جسر جديد على النهر",
    "توقف مصفاة النفط عن العمل",
    "وصول قافلة إغاثة إلى الحدود",
]


async def asked_a_second(server: Server) -> float:
    """What a server is asked, over a second; a slow machine only asks less."""
    loop = asyncio.get_running_loop()
    with server.client() as client:
        began, before = loop.time(), client.info("stats")["total_commands_processed"]
        await asyncio.sleep(1)
        asked = client.info("stats")["total_commands_processed"] - before
    return float(asked) / (loop.time() - began)


async def test_a_redis_that_is_full_turns_health_red_and_all_goes_on_by_itself(
    start: Start, tmp_path: Path, own_server: Server, site: Site, hooks: Hooks
) -> None:
    """Fault 5: memory or disk: pollers stop asking, `/readyz` is red and says why, `/healthz` is green,
    nobody hammers Redis or fills the log, and afterwards every headline comes, once."""
    config = write(
        tmp_path, url=own_server.url, sites=(site,), more=webhook(hooks) + WIRE.format("wire")
    )
    running = start("run", config)
    address = await running.console()
    await learnt(running)
    await until(lambda: is_ready(address))
    refusals: tuple[Refusal, ...] = ("oom", "misconf")
    for at, how in enumerate(refusals):
        before = len(running.lines("poller.held_back"))
        own_server.stop_writes(how)
        site.publish(10_100 + at, THINGS[2 * at])
        await until(lambda: is_red(address))
        _, reason = await answers(f"{address}readyz")
        assert "Redis" in reason
        await running.says("poller.held_back", before + 1)
        asked, lines = len(site.asked), len(running.log())
        pace = await asked_a_second(own_server)
        assert (await answers(f"{address}healthz"))[0] == 200
        site.publish(10_200 + at, THINGS[2 * at + 1])
        assert len(site.asked) <= asked + 1
        assert len(running.log()) < lines + 10
        assert pace < 150
        own_server.allow_writes()
        told = sorted(THINGS[: 2 * at + 2])
        await until(lambda told=told: sorted(titles(hooks)) == told)
        await until(lambda: is_ready(address))
    assert await running.stops() == 0
    assert len(set(hooks.ids())) == len(hooks.ids()) == 4


STEPS = {
    "publish": lambda request: b"publish" in request and b":headlines" in request,
    "memory": lambda request: b"SET" in request and b":source:outlet-feed" in request,
    "commit": lambda request: b":suspects" in request,
    "done": lambda request: b":delivered" in request and b"done" in request,
    "take": lambda request: b":off" in request and b":pace:" in request,
}


async def test_whichever_answer_of_redis_is_lost_each_alert_arrives_once(
    start: Start, tmp_path: Path, valkey_server: Server, prefix: str, site: Site, hooks: Hooks
) -> None:
    """Fault 8: the answer to a publish, to the memory of a source, to a commit, to a courier's settlement,
    to his taking: Redis did it, and nobody heard."""
    async with wire_to(valkey_server.port) as wire:
        config = write(
            tmp_path,
            url=wire.url,
            prefix=prefix,
            listen="",
            sites=(site,),
            more=webhook(hooks) + WIRE.format("wire"),
        )
        running = start("run", config)
        await learnt(running)
        for number, (step, which) in enumerate(STEPS.items()):
            robbed = wire.robbed
            wire.rob(which)
            site.publish(10_100 + number, THINGS[number])
            await until(lambda robbed=robbed: wire.robbed > robbed)
            await until(lambda number=number: THINGS[number] in titles(hooks))
            assert running.ended is None, step
        with valkey_server.client() as client:
            await until(lambda: not client.exists(f"{prefix}:ready"))
            assert client.xlen(f"{prefix}:news") == len(STEPS)
            assert client.xlen(f"{prefix}:news:to:wire") == len(STEPS)
        assert await running.stops() == 0
    assert sorted(titles(hooks)) == sorted(THINGS[: len(STEPS)])
    assert len(set(hooks.ids())) == len(STEPS)


async def test_connections_that_carry_nothing_any_more_are_given_up(
    start: Start, tmp_path: Path, valkey_server: Server, prefix: str, site: Site, hooks: Hooks
) -> None:
    """Fault 7: all of them at once, while new ones are fine: pollers, judge and couriers go on."""
    async with wire_to(valkey_server.port) as wire:
        config = write(
            tmp_path, url=wire.url, prefix=prefix, listen="", sites=(site,), more=webhook(hooks)
        )
        running = start("run", config)
        await learnt(running)
        site.publish(10_100, THINGS[0])
        await until(lambda: titles(hooks) == THINGS[:1])
        wire.clog()
        assert wire.clogged >= 3
        site.publish(10_101, THINGS[1])
        await until(lambda: titles(hooks) == THINGS[:2], 60)
        assert await running.stops() == 0
    assert len(set(hooks.ids())) == len(hooks.ids()) == 2


STEPPED = """
import signal, sys, time
off, real = 0.0, time.time
def step(number, _):
    global off
    off += 3600.0 if number == signal.SIGUSR1 else -7200.0
signal.signal(signal.SIGUSR1, step)
signal.signal(signal.SIGUSR2, step)
time.time = lambda: real() + off
from workers.cli import main
main()
"""
"""The real service on a machine whose clock is set an hour ahead (SIGUSR1), or two hours back (SIGUSR2)."""


async def test_a_clock_that_is_stepped_by_an_hour_holds_nothing_up_and_doubles_nothing(
    start: Start, tmp_path: Path, valkey_server: Server, prefix: str, site: Site, hooks: Hooks
) -> None:
    """Fault 30: forward, then back: sources are asked, headlines judged, refused ones tried again, as if
    nothing had happened; what was told is not told again."""
    refused: list[str] = []

    def first_no(request: web.Request) -> web.Response | None:
        """503 to the first try of each alert."""
        name = request.headers["webhook-id"]
        if name in refused:
            return None
        refused.append(name)
        return web.Response(status=503)

    hooks.answer = first_no
    config = write(
        tmp_path,
        url=valkey_server.url,
        prefix=prefix,
        listen="",
        sites=(site,),
        more=webhook(hooks),
    )
    running = start("run", config, program=("-c", STEPPED))
    await learnt(running)
    signals = [None, signal.SIGUSR1, signal.SIGUSR2, signal.SIGUSR1]
    for number, step in enumerate(signals):
        site.publish(10_100 + number, THINGS[number])
        await until(lambda number=number: len(refused) > number)
        if step is not None:
            running.send(step)  # between a refusal and the next try, too
        asked = len(site.asked)
        await until(lambda number=number: THINGS[number] in titles(hooks), 30)
        await until(lambda asked=asked: len(site.asked) > asked + 2)
    assert await running.stops() == 0
    assert sorted(titles(hooks)) == sorted(THINGS[: len(signals)])
    assert {event["event"] for _, event in hooks.got} == {"new"}
    assert not running.lines("judge.refused")

"""WebSub from both ends, on loopback: a hub, a feed that names it, a poller, and the console's callback.

Failure 10 of the list of real ones (a hub that is silently dead) is here.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest
from aiohttp import web

from streamer.connect import connect
from streamer.fetch import Fetcher
from streamer.guard import Guard
from streamer.keys import Keys
from streamer.pushes import Pact, Pushes
from streamer.source_state import State
from streamer.websub import WebSub
from tests.fakes import Hooks, Site
from tests.rigs import Rigs, rigs
from tests.running import STARTS, free_port, starter, titles, webhook, write
from tests.servers import Server
from tests.test_manners import feed
from tests.test_poller import Clock, CountingReaders, Rig, readers, source
from tests.waiting import until

__all__ = ["readers", "rigs"]

AT_MOST = 3.0
SECOND = timedelta(seconds=1)


class Hub(Site):
    """A hub: takes subscriptions, asks back, and pushes what it is told to."""

    def __init__(self) -> None:
        super().__init__("hub")
        self.forms: list[dict[str, str]] = []
        self.status = 202
        self.held: asyncio.Event | None = None
        """It answers only when this is set."""
        self.asks_back = True
        self.lease = "864000"
        self.echoed: list[tuple[int, str]] = []
        self.app.router.add_post("/hub", self._subscribe)
        self._tasks: set[asyncio.Task[None]] = set()

    async def _subscribe(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.forms.append(form)
        if self.held is not None:
            await self.held.wait()
        if self.status == 202 and self.asks_back:
            task = asyncio.create_task(self.ask_back(form))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return web.Response(status=self.status)

    async def ask_back(self, form: dict[str, str], **other: str) -> None:
        query = {
            "hub.mode": form["hub.mode"],
            "hub.topic": form["hub.topic"],
            "hub.challenge": "echo me",
        }
        query |= {"hub.lease_seconds": self.lease}
        query |= {f"hub.{name}": value for name, value in other.items()}
        async with (
            aiohttp.ClientSession() as http,
            http.get(form["hub.callback"], params=query) as answer,
        ):
            self.echoed.append((answer.status, await answer.text()))

    async def push(self, method: str = "sha256", secret: str = "", body: bytes = b"news") -> int:
        form = self.forms[-1]
        key = (secret or form["hub.secret"]).encode()
        signature = hmac.new(key, body, getattr(hashlib, method)).hexdigest()
        headers = {"X-Hub-Signature": f"{method}={signature}"}
        async with (
            aiohttp.ClientSession() as http,
            http.post(form["hub.callback"], data=body, headers=headers) as answer,
        ):
            return answer.status


class Stage:
    """A feed of outlet `nahr` that names the hub, and who reads it."""

    def __init__(self, hub: Hub, site: Site, rig: Rig) -> None:
        self.hub, self.site, self.rig = hub, site, rig
        self.titles = ["خبر قديم أول", "خبر قديم ثان"]
        self.asked = 0
        site.hook = self._answer
        self.state_of = rig.state

    def _answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        head = f'<link rel="hub" href="{self.hub.base}/hub"/><link rel="self" href="/self.xml"/>'
        return web.Response(text=feed(*self.titles, head=head))

    @property
    def state(self) -> Any:
        return self.rig.state("outlet-feed")

    async def begin(self, at_most: float = AT_MOST) -> None:
        self.rig.ask(source(self.site, at_most=at_most))
        await self.rig.learnt("outlet-feed")


@pytest.fixture
async def stage(
    rigs: Rigs, valkey_server: Server, prefix: str, readers: CountingReaders
) -> AsyncIterator[Stage]:
    console = await rigs(token="s3cret-token", listen="127.0.0.1:0")
    rig = Rig(valkey_server.url, prefix, readers, Clock(), 100_000, public_url=console.address)
    async with Hub() as hub, Site() as site:
        yield Stage(hub, site, rig)
        await rig.close()


async def test_a_feed_with_a_hub_is_subscribed_to_and_a_push_brings_a_visit(stage: Stage) -> None:
    hub = stage.hub
    await stage.begin(at_most=60.0)
    await until(lambda: stage.state.helped and hub.echoed)
    [form] = hub.forms
    assert hub.echoed == [(200, "echo me")]
    assert form["hub.mode"] == "subscribe"
    assert form["hub.topic"] == f"{stage.site.base}/self.xml"
    assert len(form["hub.secret"]) >= 32
    # It is asked only every `at_most` now; the push comes first.
    asked = stage.asked
    await asyncio.sleep(0.5)
    assert stage.asked <= asked + 1
    stage.titles.insert(0, "خبر من المركز")
    assert await hub.push() == 202
    await stage.rig.tells(("new", "خبر من المركز"))
    await until(lambda: stage.state.helped)
    assert len(hub.forms) == 1


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
async def test_pushes_are_signed_by_any_of_four_ways(stage: Stage, method: str) -> None:
    await stage.begin()
    await until(lambda: stage.state.helped)
    assert await stage.hub.push(method) == 202
    await until(lambda: stage.state.pushed > 0)


async def test_a_push_with_a_wrong_signature_or_address_is_nothing(stage: Stage) -> None:
    hub, pushes = stage.hub, stage.rig.poller.visitor.pushes
    stage.rig.task.cancel()  # nobody takes the pushes away
    state = State(settings=source(stage.site))
    await stage.rig.poller.visitor.visit(state, state.settings)
    await until(lambda: hub.echoed)
    assert await hub.push(secret="guessed") == 202
    assert await hub.push("md5") == 404
    hub.forms[-1] = hub.forms[-1] | {"hub.callback": hub.forms[-1]["hub.callback"] + "x"}
    assert await hub.push() == 404
    assert await pushes.take(["outlet-feed"]) == []


@pytest.mark.parametrize("other", [{"topic": "http://x/"}, {"mode": "denied"}, {"challenge": ""}])
async def test_what_nobody_asked_for_is_not_confirmed(stage: Stage, other: dict[str, str]) -> None:
    stage.hub.asks_back = False
    await stage.begin()
    await until(lambda: stage.hub.forms)
    await stage.hub.ask_back(stage.hub.forms[0], **other)
    assert stage.hub.echoed[-1][0] == 404
    await stage.rig.visited("outlet-feed", 3)
    assert not stage.state.helped


async def test_when_the_hub_falls_silent_polling_takes_over_until_it_speaks_again(
    stage: Stage,
) -> None:
    await stage.begin()
    await until(lambda: stage.state.helped)
    stage.titles.insert(0, "خبر لم يقله المركز")
    await stage.rig.tells(("new", "خبر لم يقله المركز"))
    await until(lambda: not stage.state.helped)
    asked = stage.asked
    await until(lambda: stage.asked >= asked + 5, limit=10)
    stage.titles.insert(0, "خبر قاله المركز")
    pushes = Pushes(stage.rig.client, stage.rig.keys)
    stage.site.hook = lambda request: web.Response(status=503)  # the push is heard before the news
    await until(lambda: stage.state.failures)
    await stage.hub.push()
    await until(lambda: stage.state.pushed > stage.state.habit.visited_at)
    stage.site.hook = stage._answer
    await until(lambda: stage.state.helped)
    assert await pushes.take(["outlet-feed"]) == []


async def test_a_hub_that_refuses_is_asked_ever_more_seldom_and_polling_goes_on(
    stage: Stage,
) -> None:
    stage.hub.status = 500
    await stage.begin()
    await stage.rig.visited("outlet-feed", 5)
    assert len(stage.hub.forms) == 1
    assert not stage.state.helped
    stage.rig.clock.now += 301 * SECOND
    await until(lambda: len(stage.hub.forms) == 2)
    stage.rig.clock.now += 301 * SECOND
    await stage.rig.visited("outlet-feed", 3)
    assert len(stage.hub.forms) == 2
    stage.titles.insert(0, "خبر بلا مركز")
    await stage.rig.tells(("new", "خبر بلا مركز"))


async def test_a_lease_is_renewed_before_it_ends(stage: Stage) -> None:
    pushes = Pushes(stage.rig.client, stage.rig.keys)
    await stage.begin()
    await until(lambda: stage.state.helped)
    pact = await pushes.pact("outlet-feed")
    assert pact is not None
    now = stage.rig.clock.now.timestamp()
    lease = {"asked": now - 900, "begun": now - 900, "until": now + 100}
    await pushes.keep("outlet-feed", msgspec.structs.replace(pact, **lease))
    await until(lambda: len(stage.hub.forms) == 2)
    assert stage.hub.forms[0]["hub.callback"] == stage.hub.forms[1]["hub.callback"]


async def test_without_a_public_url_no_hub_is_asked(
    valkey_server: Server, prefix: str, readers: CountingReaders
) -> None:
    rig = Rig(valkey_server.url, prefix, readers, Clock(), 100_000)
    async with Hub() as hub, Site() as site:
        stage = Stage(hub, site, rig)
        await stage.begin()
        await rig.visited("outlet-feed", 2)
        assert hub.forms == []
        await rig.close()


async def test_of_a_source_that_is_gone_the_hub_is_asked_to_end_it(stage: Stage) -> None:
    hub = stage.hub
    await stage.begin()
    await until(lambda: stage.state.helped)
    [asked] = hub.forms
    stage.rig.ask()
    await until(lambda: len(hub.forms) == 2 and len(hub.echoed) == 2)
    ended = hub.forms[1]
    assert ended["hub.mode"] == "unsubscribe"
    assert (ended["hub.topic"], ended["hub.callback"]) == (
        asked["hub.topic"],
        asked["hub.callback"],
    )
    assert hub.echoed == [(200, "echo me")] * 2
    # It was confirmed, so nothing is known of it any more: a push is nobody's.
    assert await Pushes(stage.rig.client, stage.rig.keys).all() == {}
    assert await hub.push(secret=asked["hub.secret"]) == 404
    # Configured again, it is subscribed to again.
    await stage.begin()
    await until(lambda: len(hub.forms) == 3)
    assert hub.forms[2]["hub.mode"] == "subscribe"


async def test_a_hub_that_never_asks_back_is_forgotten_and_a_removal_taken_back_is_none(
    stage: Stage,
) -> None:
    hub, visitor = stage.hub, stage.rig.poller.visitor
    await stage.begin()
    await until(lambda: stage.state.helped)
    hub.asks_back = False
    pushes = Pushes(stage.rig.client, stage.rig.keys)
    stage.rig.ask()
    await until(lambda: len(hub.forms) == 2)
    # Its push is nobody's already, though it has not asked back yet; nor may it bring the pact back to life.
    assert await hub.push(secret=hub.forms[0]["hub.secret"]) == 404
    await hub.ask_back(hub.forms[0])
    assert hub.echoed[-1][0] == 404
    await visitor.tidy([], lambda name: True)
    assert len(hub.forms) == 2, "asked once"
    assert len(await pushes.all()) == 1
    stage.rig.clock.now += timedelta(hours=2)
    await visitor.tidy([], lambda name: True)
    assert await pushes.all() == {}


async def test_what_was_agreed_while_hubs_were_slow_stands(
    valkey_server: Server, prefix: str
) -> None:
    """Sources are removed; another was removed before, and is configured and subscribed to again."""
    client, clock = connect(valkey_server.url, name="test"), Clock()
    pushes, now = Pushes(client, Keys(prefix)), clock.now.timestamp()
    fetcher = Fetcher(Guard(["127.0.0.0/8"]), user_agent="test", per_host=4, total=30)
    websub = WebSub(pushes, fetcher, "http://127.0.0.1:1", clock)
    again = [f"again-{number}" for number in range(8)]
    async with Hub() as hub:
        old = Pact(hub=f"{hub.base}/hub", topic="http://x/", key="old", secret="s", asked=now,
                   callback="http://127.0.0.1:1/", until=now + 900)  # fmt: skip
        stale = msgspec.structs.replace(old, ended=now - 2 * 3600)
        for name in again:
            await pushes.keep(name, stale)
        for number in range(8):
            await pushes.keep(f"gone-{number}", old)
        hub.asks_back, hub.held = False, asyncio.Event()
        tidying = asyncio.create_task(websub.tidy(again, lambda name: True))
        await until(lambda: hub.forms)
        fresh = msgspec.structs.replace(old, key="fresh")
        for name in again:
            await pushes.keep(name, fresh)
        hub.held.set()
        await tidying
        kept = await pushes.all()
        assert [kept.get(name) for name in again] == [fresh] * len(again)
        assert len(hub.forms) == 8
    await fetcher.close()
    await client.aclose()


async def test_without_a_public_url_what_was_agreed_is_ended_and_nothing_at_the_end_of_a_process(
    stage: Stage, valkey_server: Server, prefix: str, readers: CountingReaders
) -> None:
    await stage.begin()
    await until(lambda: stage.state.helped)
    await stage.rig.poller.stop(within=2)
    assert len(stage.hub.forms) == 1, "who stops comes back, and his hub speaks meanwhile"
    without = Rig(valkey_server.url, prefix, readers, stage.rig.clock, 100_000)
    try:
        await without.poller.visitor.tidy(["outlet-feed"], lambda name: False)
        assert len(stage.hub.forms) == 1, "another poller's"
        await without.poller.visitor.tidy(["outlet-feed"], lambda name: True)
        await until(lambda: len(stage.hub.echoed) == 2)
        assert [form["hub.mode"] for form in stage.hub.forms] == ["subscribe", "unsubscribe"]
        assert await Pushes(without.client, without.keys).all() == {}
    finally:
        await without.close()


async def test_a_service_with_a_public_url_is_told_by_a_hub(tmp_path: Path) -> None:
    """`ajil run` as configured: what the hub pushes brings the headline, which polling would find after
    five minutes."""
    port = free_port()
    async with Hub() as hub, Site() as site, Hooks() as hooks:
        asked: list[float] = []
        shown = ["خبر قديم أول", "خبر قديم ثان"]

        def answer(request: web.Request) -> web.Response | None:
            if request.path != "/rss.xml":
                return None
            asked.append(asyncio.get_running_loop().time())
            return web.Response(text=feed(*shown, head=f'<link rel="hub" href="{hub.base}/hub"/>'))

        site.hook = answer
        config = write(tmp_path, sites=(site,), more=webhook(hooks), listen=f"127.0.0.1:{port}")
        public = f'[service]\npublic_url = "http://127.0.0.1:{port}"'
        config.write_text(config.read_text().replace("[service]", public))
        with starter(tmp_path) as start:
            running = start("run", config)
            await until(lambda: hub.echoed, STARTS)
            assert hub.echoed == [(200, "echo me")]
            assert hub.forms[0]["hub.callback"].startswith(f"http://127.0.0.1:{port}/websub/")
            # Ten times the interval without a look: it relies on the hub.
            await until(lambda: asyncio.get_running_loop().time() - asked[-1] > 2, 60)
            shown.insert(0, "انفجار يهز وسط المدينة")
            assert await hub.push() == 202
            await until(lambda: titles(hooks) == ["انفجار يهز وسط المدينة"], 60)
            assert await running.stops() == 0

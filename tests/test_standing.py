"""What a site said, and how it failed, is known to whoever asks it next: after a restart, or a take-over."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from aiohttp import web

from streamer import standing
from streamer.connect import connect
from streamer.robots import DISALLOWED
from streamer.settings import SourceSettings
from streamer.source_state import State
from tests.fakes import _Served
from tests.servers import Server
from tests.test_poller import CountingReaders, Rig, readers, rigs  # noqa: F401 - fixtures
from tests.visits import Visits
from tests.waiting import until

PAGE = (
    '<html><body><div class="breaking-news"><span>آخر الأخبار</span><ul>'
    '<li><a href="/10001-x.html">افتتاح جسر الرافد أمام المركبات</a></li>'
    '<li><a href="/10002-x.html">ميناء جديد في جنوب المدينة</a></li></ul></div></body></html>'
)


class Moody(_Served):
    """A home page that answers `status`, and a robots.txt that answers `robots`, or an error."""

    def __init__(self) -> None:
        super().__init__()
        self.status = 200
        self.headers: dict[str, str] = {}
        self.robots: str | None = ""
        self.asked: Counter[str] = Counter()
        self.app.router.add_get("/robots.txt", self._robots)
        self.app.router.add_get("/", self._home)

    async def _robots(self, request: web.Request) -> web.Response:
        self.asked[request.path] += 1
        return web.Response(status=503) if self.robots is None else web.Response(text=self.robots)

    async def _home(self, request: web.Request) -> web.Response:
        self.asked[request.path] += 1
        return web.Response(
            status=self.status, headers=self.headers, text=PAGE, content_type="text/html"
        )


@pytest.fixture
async def moody() -> AsyncIterator[Moody]:
    async with Moody() as moody:
        yield moody


def ticker(moody: Moody, **more: Any) -> SourceSettings:
    values: dict[str, Any] = {
        "name": "t", "kind": "ticker", "url": moody.base + "/", "outlet": "moody", "every": 20.0,
        "articles": False, "timezone": "UTC",
    }  # fmt: skip
    return SourceSettings(**{**values, **more})


async def failed(rig: Rig, why: str) -> State:
    await until(lambda: rig.visits["t"] >= 1 and rig.state("t").standing)
    assert rig.state("t").problem == why
    return rig.state("t")


async def waits(rig: Rig) -> float:
    """Seconds for which a source is left alone by who began with what was kept of it."""
    await until(lambda: (rig.state("t").next or 0.0) - rig.clock.now.timestamp() > 60)
    return (rig.state("t").next or 0.0) - rig.clock.now.timestamp()


@pytest.mark.parametrize("how", ["restarted", "taken over"])
async def test_who_was_asked_to_wait_waits_whoever_asks_next(
    rigs: Callable[..., Rig],  # noqa: F811
    valkey_server: Server,
    moody: Moody,
    how: str,
) -> None:
    moody.status, moody.headers = 503, {"Retry-After": "3600"}
    first = rigs(valkey_server)
    first.ask(ticker(moody))
    await failed(first, "answered 503")
    if how == "restarted":
        await first.close()
    else:
        first.dies()
    second = rigs(valkey_server)
    second.ask(ticker(moody))
    assert 3500 < await waits(second) <= 3600
    assert moody.asked["/"] == 1
    # It is shown as it is, also where another configuration of the same address is tried.
    assert (second.state("t").problem, second.state("t").failures) == ("answered 503", 1)
    await second.close()
    third = rigs(valkey_server)
    third.ask(ticker(moody, select=".breaking-news"))
    assert 3500 < await waits(third) <= 3600
    assert moody.asked["/"] == 1
    await third.close()
    moody.status, moody.headers = 200, {}
    third.clock.now += timedelta(hours=1)
    fourth = rigs(valkey_server)
    fourth.ask(ticker(moody))
    await fourth.learnt("t")
    await until(lambda: fourth.state("t").standing is None)
    assert await fourth.client.get(fourth.keys.standing("t")) is None


async def test_no_clock_that_was_wrong_makes_a_source_wait_for_more_than_six_hours(
    rigs: Callable[..., Rig],  # noqa: F811
    valkey_server: Server,
    moody: Moody,
) -> None:
    moody.status, moody.headers = 503, {"Retry-After": "3600"}
    first = rigs(valkey_server)
    first.clock.now += timedelta(days=30)
    first.ask(ticker(moody))
    await failed(first, "answered 503")
    await first.close()
    first.clock.now -= timedelta(days=30)
    second = rigs(valkey_server)
    second.ask(ticker(moody))
    assert 3600 < await waits(second) <= 6 * 3600


async def test_a_back_off_goes_on_where_it_was_unless_the_fault_may_have_been_ours(
    rigs: Callable[..., Rig],  # noqa: F811
    valkey_server: Server,
    moody: Moody,
) -> None:
    moody.status = 500
    first = rigs(valkey_server)
    first.ask(ticker(moody, every=0.05))
    await until(lambda: first.state("t").failures >= 3)
    await first.close()
    failures = first.state("t").failures
    second = rigs(valkey_server)
    second.ask(ticker(moody, every=0.05))
    await until(lambda: second.state("t").failures > failures)
    await second.close()
    # Nobody answers now: tried at once after a restart, and no sooner doubled.
    first.clock.now += timedelta(hours=1)
    await moody.stop()
    third = rigs(valkey_server)
    third.ask(ticker(moody))
    await until(lambda: third.visits["t"] and third.state("t").failures)
    await third.close()
    await moody.start()
    moody.status = 200
    fourth = rigs(valkey_server)
    fourth.ask(ticker(moody))
    await fourth.learnt("t")


async def test_a_no_of_robots_txt_holds_until_it_says_something_else(
    rigs: Callable[..., Rig],  # noqa: F811
    valkey_server: Server,
    moody: Moody,
) -> None:
    moody.robots = "User-agent: *\nDisallow: /\n"
    first = rigs(valkey_server)
    first.ask(ticker(moody))
    await failed(first, DISALLOWED)
    await first.close()
    moody.robots = None
    second = rigs(valkey_server)
    second.ask(ticker(moody))
    await until(lambda: second.visits["t"])
    assert second.state("t").problem == DISALLOWED
    assert moody.asked["/"] == 0
    await second.close()
    moody.robots = ""
    third = rigs(valkey_server)
    third.ask(ticker(moody))
    await third.learnt("t")


async def test_what_a_process_remembers_is_past_where_another_has_visited_well_since(
    valkey_server: Server,
    prefix: str,
    readers: CountingReaders,  # noqa: F811
    moody: Moody,
) -> None:
    """A shard moves to another poller, which finds all well and dies."""
    settings, moody.robots = ticker(moody), None
    client = connect(valkey_server.url, name="test")
    visits = Visits(client, prefix, readers)
    visitor = visits.visitor
    at = visits.clock.now.timestamp()
    mine = visits.states["t"] = State(settings=settings)
    await visitor.recall(mine, settings)
    mine.failures, mine.problem, mine.until, mine.said = 7, DISALLOWED, at + 3600, {DISALLOWED}
    await visitor.keep_standing(mine, settings)
    others = State(settings=settings)
    assert 3500 < await visitor.recall(others, settings) <= 3600
    assert (others.failures, others.problem) == (7, DISALLOWED)
    others.failures, others.problem, others.until = 0, None, 0.0
    await visitor.keep_standing(others, settings)
    mine.loaded = False
    assert await visits.to(settings) is None
    assert moody.asked["/"] == 1
    assert (mine.failures, mine.problem, mine.until, mine.said) == (0, None, 0.0, set())
    await visits.close()
    await client.aclose()


async def test_possible_misses_are_counted_on(
    rigs: Callable[..., Rig],  # noqa: F811
    valkey_server: Server,
    moody: Moody,
) -> None:
    first = rigs(valkey_server)
    first.ask(ticker(moody, every=0.05))
    await first.learnt("t")
    first.state("t").misses = 3  # what makes them is tried elsewhere
    await until(lambda: first.state("t").standing)
    await first.close()
    second = rigs(valkey_server)
    second.ask(ticker(moody, every=0.05))
    await second.learnt("t")
    assert second.state("t").misses == 3
    ttl: Any = await second.client.ttl(second.keys.standing("t"))
    assert 0 < ttl <= standing.KEPT


def test_another_selector_is_another_try_and_what_is_damaged_was_not_kept() -> None:
    settings = SourceSettings(name="t", kind="ticker", url="http://a.example/")
    state = State(settings=settings, failures=5, problem="answered 500", until=1000.0, misses=1)
    data = standing.encode(state, settings)
    assert standing.encode(State(settings=settings), settings) is None
    other = State(settings=settings)
    assert standing.restore(other, settings, data, 400.0) == 600.0
    assert (other.failures, other.problem, other.misses) == (5, "answered 500", 1)
    mended = msgspec.structs.replace(settings, select=".bar")
    other = State(settings=mended)
    assert standing.restore(other, mended, data, 400.0) == 0.0
    assert (other.failures, other.problem, other.misses) == (0, None, 1)
    for damaged in (None, b"", b"{", b"[]", b'{"site": 1}'):
        assert standing.restore(State(settings=settings), settings, damaged, 0.0) == 0.0


def test_what_redis_holds_as_we_left_it_is_no_newer_than_what_we_know() -> None:
    """The last write did not reach it: neither a good visit is undone, nor a failure forgotten."""
    settings = SourceSettings(name="t", kind="ticker", url="http://a.example/")
    state = State(settings=settings, failures=5, problem="answered 500", until=1000.0)
    state.standing = data = standing.encode(state, settings)
    state.failures, state.problem, state.until = 0, None, 0.0
    assert standing.restore(state, settings, data, 400.0) == 0.0
    assert (state.failures, state.problem) == (0, None)
    state.failures, state.problem, state.until = 1, "answered 403", 500.0
    assert standing.restore(state, settings, data, 400.0) == 100.0
    assert (state.failures, state.problem) == (1, "answered 403")
    assert standing.restore(state, settings, None, 400.0) == 0.0
    assert (state.failures, state.problem, state.until) == (0, None, 0.0)

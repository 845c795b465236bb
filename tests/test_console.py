"""The console over real sockets, on a real log: server-sent events, page, API, and who may come in."""

from __future__ import annotations

import asyncio
import errno
import json
import random
import re
import socket
from datetime import timedelta
from types import SimpleNamespace

import aiohttp
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.settings import (
    Secret,
    ServiceSettings,
    SourceSettings,
    SubscriberSettings,
)
from streamer.source_state import State
from tests.rigs import NASTY, T0, TOKEN, Frame, Rig, Rigs, an_event, rigs
from tests.servers import Server
from tests.waiting import until
from workers import deeds
from workers.console import Console, View
from workers.console.entries import Told
from workers.console.gate import SESSION, host_of
from workers.console.listening import MOST_BUFFERED
from workers.console.live import Batch, Cursor, Live
from workers.console.look import link
from workers.hand import Act
from workers.judged_log import LogEntry
from workers.log_place import before, place_of, read, written
from workers.store import Store
from workers.story import Event, Topic, encode

__all__ = ["rigs"]


@pytest.fixture
async def rig(rigs: Rigs) -> Rig:
    """A console without a token."""
    made: Rig = await rigs()
    return made


# ── what machines ask ─────────────────────────────────────────────────────────────────────────


async def test_healthz_says_ok_and_readyz_the_reason_why_not(rig: Rig) -> None:
    async with rig.get("/healthz") as answer:
        assert (answer.status, await answer.text()) == (200, "ok")
    assert await rig.status_of("/readyz") == 200
    rig.reason = "the backlog is full:\n 7 headlines wait"
    async with rig.get("/readyz") as answer:
        assert answer.status == 503
        assert answer.content_type == "text/plain"
        assert await answer.text() == "the backlog is full: 7 headlines wait"
    assert await rig.status_of("/healthz") == 200


async def test_the_metrics_tell_what_is_owed_dead_and_listening(rigs: Rigs) -> None:
    rig = await rigs(subscriber=(SubscriberSettings(name="desk", channel="webhook"),))
    await rig.judge(2)
    async with rig.listen(), rig.get("/metrics") as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        text = await answer.text()
    assert 'ajil_deliveries_owed{subscriber="desk"} 2.0' in text
    assert "ajil_dead_letters 0.0" in text
    assert "ajil_listeners 1.0" in text
    assert "ajil_judging 1.0" in text
    assert "ajil_ready 1.0" in text


# ── server-sent events ────────────────────────────────────────────────────────────────────────


async def test_an_event_comes_as_it_stands_on_the_log_under_its_id(rig: Rig) -> None:
    async with rig.listen() as frames:
        event = an_event()
        [entry] = await rig.tell(event)
        frame = await frames.next()
    assert frame == Frame(entry, "", encode(event).decode())


async def test_without_an_id_it_starts_from_now(rig: Rig) -> None:
    await rig.tell(an_event(1), an_event(2))
    async with rig.listen() as told_before:
        await rig.tell(an_event(3))
        assert json.loads((await told_before.next()).data)["id"] == "i3"


@pytest.mark.parametrize("how", ["header", "query", "both"])
async def test_it_goes_on_behind_the_id_that_was_read_last(rig: Rig, how: str) -> None:
    """Where both are given the header holds: a browser that comes back repeats the query."""
    ids = await rig.tell(*map(an_event, range(1, 6)))
    query = {"header": "", "query": f"?last_event_id={ids[1]}", "both": f"?last_event_id={ids[0]}"}
    async with rig.listen(query[how], None if how == "query" else ids[1]) as frames:
        assert [one.id for one in await frames.take(3)] == ids[2:]
        later = await rig.tell(an_event(9))
        assert (await frames.next()).id == later[0]


async def test_a_reader_who_comes_while_the_log_grows_misses_nothing_and_reads_nothing_twice(
    rig: Rig,
) -> None:
    """Whatever place it comes back to, and whether that lies in memory or far behind it."""
    count, dice = 1500, random.Random(7)
    ids = await rig.tell(*(an_event(number, summary="x" * 900) for number in range(700)))

    async def write() -> None:
        for number in range(len(ids), count):
            ids.extend(await rig.tell(an_event(number, summary="x" * 900)))

    async def read_on() -> None:
        await until(lambda: len(ids) > 700 + dice.randrange(300))
        behind = dice.randrange(len(ids))
        async with rig.listen(last=ids[behind]) as frames:
            got = [one.id for one in await frames.take(count - behind - 1)]
        assert got == ids[behind + 1 :]

    await asyncio.gather(write(), *(read_on() for _ in range(8)))


@pytest.mark.parametrize(
    "asked", ["yesterday", "0-0", "1-1", "9999999999999-0", "-1", "1-2-3", "9" * 21, "٣"]
)
async def test_an_unknown_id_brings_a_gap_and_then_the_oldest_kept(rig: Rig, asked: str) -> None:
    ids = await rig.tell(an_event(1), an_event(2))
    async with rig.listen(last=asked) as frames:
        gap, *rest = await frames.take(3)
    assert (gap.event, json.loads(gap.data)) == ("gap", {"oldest": ids[0]})
    assert [one.id for one in rest] == ids


async def test_who_asks_for_the_desk_is_told_what_it_moved_and_nobody_else(rig: Rig) -> None:
    assert rig.store
    async with rig.listen("?desk=1") as ours, rig.listen() as theirs:
        [first] = await rig.tell(an_event(1))
        for act in (
            Act(act="mute", at="", story="i1"),
            Act(act="move", at="", story="i2", of="i1", items=("i1",)),
            Act(act="hold", at="", subscriber="desk"),
        ):
            await deeds.write(rig.store, act)
        [last] = await rig.tell(an_event(3))
        one, moved, three = await ours.take(3)
        assert (moved.event, json.loads(moved.data)) == (
            "desk", {"act": "move", "of": "i1", "story": "i2"},
        )  # fmt: skip
        assert [(frame.id, frame.event) for frame in (one, three)] == [(first, ""), (last, "")]
        assert [frame.id for frame in await theirs.take(2)] == [first, last]
    # The same to one that catches up from the log.
    async with rig.listen("?desk=1", last=first) as late:
        assert [frame.event for frame in await late.take(2)] == ["desk", ""]


async def test_a_trimmed_id_brings_a_gap_and_then_the_oldest_kept(rig: Rig) -> None:
    ids = await rig.tell(*map(an_event, range(5)))
    await rig.redis.xtrim(rig.keys.news, minid=ids[3], approximate=False)
    async with rig.listen(last=ids[1]) as frames:
        gap, *rest = await frames.take(3)
    assert gap.event == "gap"
    assert [one.id for one in rest] == ids[3:]


async def test_who_read_the_last_event_misses_nothing_though_it_is_trimmed(rig: Rig) -> None:
    ids = await rig.tell(an_event(1), an_event(2))
    await rig.redis.xtrim(rig.keys.news, maxlen=0, approximate=False)
    async with rig.listen(last=ids[1]) as frames:
        later = await rig.tell(an_event(3))
        assert (await frames.next()).id == later[0]


async def test_repeats_come_only_where_they_are_asked_for(rig: Rig) -> None:
    async with rig.listen() as usual, rig.listen("?events=repeat") as repeats:
        ids = await rig.tell(an_event(1, event="repeat"), an_event(2))
        assert (await usual.next()).id == ids[1]
        assert (await repeats.next()).id == ids[0]


async def test_the_words_of_a_filter_are_those_of_the_configuration(rig: Rig) -> None:
    async with rig.listen("?topics=security&urgency=urgent&any=انفجار*") as frames:
        security = (Topic(name="security", score=0.9, iptc="medtop:1"),)
        await rig.tell(an_event(1), an_event(2, topics=security, urgency="urgent"))
        wanted = an_event(3, topics=security, urgency="flash", title="انفجارات تهز الميناء")
        ids = await rig.tell(wanted)
        assert (await frames.next()).id == ids[0]


async def test_faults_of_a_filter_are_all_named(rig: Rig) -> None:
    async with rig.get("/events?topics=securty&urgent=1&late=perhaps") as answer:
        assert answer.status == 400
        assert answer.content_type == "application/problem+json"
        faults = (await answer.json())["faults"]
    assert len(faults) == 3
    assert any("did you mean security" in one for one in faults)


async def test_nothing_in_a_headline_can_begin_a_line_of_its_own(rig: Rig) -> None:
    """Nor can an entry that somebody else wrote over several lines; what is no event is passed over."""
    foreign = json.dumps(msgspec.to_builtins(an_event(2)), indent=1).replace("\n", "\r\n")
    async with rig.listen() as frames:
        hostile = an_event(1, title=NASTY, summary=NASTY)
        await rig.add(b"no event\n\ndata: forged")
        await rig.redis.xadd(rig.keys.news, {b"other": b"field"})
        ids = [*await rig.tell(hostile), await rig.add(foreign.encode())]
        first, second = await frames.take(2)
    assert [first.id, second.id] == ids
    assert json.loads(first.data)["title"] == NASTY
    assert json.loads(second.data)["id"] == "i2"


async def test_a_comment_comes_when_nothing_else_does(rigs: Rigs) -> None:
    rig = await rigs(beat=0.02)
    async with rig.listen() as frames:
        await frames.comment()
        await frames.comment()


async def test_a_listener_that_went_is_no_listener(rig: Rig) -> None:
    async with rig.listen():
        assert await rig.listeners() == 1
    await until(lambda: no_listeners(rig))


async def no_listeners(rig: Rig) -> bool:
    return await rig.listeners() == 0


def slow_reader(rig: Rig, last: str = "", window: int = 4096) -> socket.socket:
    """A connection to `/events` that takes little at once."""
    port = int(rig.address.rstrip("/").rpartition(":")[2])
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    reader.connect(("127.0.0.1", port))
    asked = f"Last-Event-ID: {last}\r\n" if last else ""
    reader.sendall(f"GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n{asked}\r\n".encode())
    reader.setblocking(False)
    return reader


BIG = "خبر طويل " * 4000


async def test_a_slow_reader_is_cut_off_and_the_others_are_served(rig: Rig) -> None:
    with slow_reader(rig):
        await until(lambda: one_listens(rig))
        async with rig.listen() as frames:
            told: list[str] = []
            got: list[str] = []
            while b"ajil_listeners_cut_off_total 1.0" not in rig.meters.text():
                told += await rig.tell(an_event(len(told), title=BIG))
                got.append((await frames.next()).id)
                assert len(told) < 1000
            assert got == told
            assert await rig.listeners() == 1
    assert len(told) * len(BIG.encode()) > MOST_BUFFERED


async def one_listens(rig: Rig) -> bool:
    return await rig.listeners() == 1


async def test_a_reader_that_catches_up_is_given_only_what_it_takes(rig: Rig) -> None:
    """A backlog of many times what may wait for a reader does not cut it off."""
    size, count = len(encode(an_event(1, title=BIG))), 150
    assert size * count > 8 * MOST_BUFFERED
    first, *_, last = await rig.tell(*(an_event(number, title=BIG) for number in range(count)))
    loop, seen = asyncio.get_running_loop(), b""
    with slow_reader(rig, first, window=65536) as reader:
        while last.encode() not in seen[-4 * size :]:
            piece = await asyncio.wait_for(loop.sock_recv(reader, 65536), 20)
            assert piece, "cut off"
            seen += piece
    assert len(re.findall(rb"^id: ", seen, re.MULTILINE)) == count - 1
    assert b"ajil_listeners_cut_off_total 0.0" in rig.meters.text()


@pytest.fixture
async def own(rigs: Rigs, own_server: Server) -> Rig:
    made: Rig = await rigs(url=own_server.url)
    return made


@pytest.mark.parametrize("own_server", ["valkey"], indirect=True)
async def test_listeners_outlive_redis_and_lose_nothing(own: Rig, own_server: Server) -> None:
    ids = await own.tell(an_event(1))
    async with own.listen() as live, own.listen(last=ids[0]) as resumed:
        own_server.kill()
        async with own.listen(last=ids[0]) as while_away:
            await until(lambda: redis_is_away(own))
            own_server.restart()
            later = await own.tell(an_event(2))
            for frames in (live, resumed, while_away):
                assert (await frames.next()).id == later[0]


async def redis_is_away(rig: Rig) -> bool:
    async with rig.get("/api/status") as answer:
        return (await answer.json())["redis"] is not None


@pytest.mark.parametrize("own_server", ["valkey"], indirect=True)
async def test_a_log_that_was_lost_is_a_gap(own: Rig, own_server: Server) -> None:
    ids = await own.tell(an_event(1))
    async with own.listen(last=ids[0]) as frames:
        own_server.restart(empty=True)
        gap = await frames.next()
        assert (gap.event, json.loads(gap.data)) == ("gap", {"oldest": None})
        later = await own.tell(an_event(2))
        assert (await frames.next()).id == later[0]


@pytest.mark.parametrize("own_server", ["valkey"], indirect=True)
async def test_without_redis_the_page_still_tells_what_is_known(
    own: Rig, own_server: Server
) -> None:
    own_server.kill()
    own.reason = "Redis cannot be reached"
    async with own.get("/") as answer:
        assert answer.status == 200
        assert "Redis cannot be reached" in await answer.text()
    assert await own.status_of("/api/events") == 503
    assert await own.status_of("/metrics") == 200
    own.store = own.stream = None  # before Redis is known at all
    assert await own.status_of("/") == 200
    assert await own.status_of("/api/events") == 503


# ── who may come in ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200), ("127.0.0.1:1", 200), ("localhost:8733", 200), ("LocalHost.", 200),
        ("[::1]:8733", 200), ("news.example", 200), ("News.Example:443", 200),
        ("evil.example", 421), ("evil.example:8733", 421), ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example", 421), ("127.0.0.2", 421), ("", 421), ("a b", 421),
        ("127.0.0.1@evil.example", 421), ("[::1", 421), ("10.1.2.3", 421), ("2130706433", 421),
    ],
)  # fmt: skip
async def test_only_our_own_names_are_answered(rigs: Rigs, host: str, status: int) -> None:
    """A name that was rebound to our address is still somebody else's name."""
    rig = await rigs(public_url="https://news.example/ajil")
    for path in ("/", "/healthz", "/events?topics=x"):
        got = await rig.status_of(path, headers={"Host": host})
        assert (got == 421) == (status == 421)


GUARDED = (
    "/", "/sources", "/figures", "/api/openapi.json", "/metrics", "/events", "/api/status",
    "/api/events", "/api/schema/event.json", "/static/console.js", "/nowhere",
)  # fmt: skip


@pytest.mark.parametrize("path", GUARDED)
async def test_everything_but_health_asks_for_the_token(rigs: Rigs, path: str) -> None:
    rig = await rigs(token=Secret(TOKEN))
    wrong = [
        {}, {"Authorization": "Bearer "}, {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": f"Basic {TOKEN}"}, {"Cookie": f"ajil_session={TOKEN}"},
        {"Cookie": f"ajil_session={int(T0.timestamp()) + 9}.{'0' * 64}"},
    ]  # fmt: skip
    for headers in wrong:
        async with rig.get(f"{path}?token={TOKEN}", headers=headers) as answer:
            assert answer.status == 401
            assert answer.headers["WWW-Authenticate"] == "Bearer"
            assert TOKEN not in await answer.text()
    good = await rig.status_of(path, headers={"Authorization": f"bearer {TOKEN}"})
    assert good == (404 if path == "/nowhere" else 200)
    for path in ("/healthz", "/readyz"):
        assert await rig.status_of(path) == 200


async def test_a_browser_logs_in_by_a_form_and_is_known_until_its_session_ends(rigs: Rigs) -> None:
    rig = await rigs(token=Secret(TOKEN))
    async with rig.get("/", headers={"Accept": "text/html"}) as answer:
        assert answer.status == 401
        assert '<form method="post" action="/login">' in await answer.text()
    async with rig.post("/login", data={"token": "wrong"}) as answer:
        assert answer.status == 401
        assert not answer.cookies
    async with rig.post("/login", data={"token": TOKEN}) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/")
        cookie = answer.cookies["ajil_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert not cookie["secure"]
    session = {"Cookie": f"ajil_session={cookie.value}"}
    assert TOKEN not in cookie.value
    assert await rig.status_of("/api/status", headers=session) == 200
    ends, _, signature = cookie.value.partition(".")
    longer = {"Cookie": f"ajil_session={int(ends) + 1}.{signature}"}
    assert await rig.status_of("/api/status", headers=longer) == 401
    rig.now += timedelta(seconds=SESSION)
    assert await rig.status_of("/api/status", headers=session) == 401


async def test_a_session_is_sent_over_tls_only_where_the_world_reaches_us_so(rigs: Rigs) -> None:
    rig = await rigs(token=Secret(TOKEN), public_url="https://news.example/")
    for host, secure in (("news.example", True), ("127.0.0.1", "")):
        async with rig.post("/login", data={"token": TOKEN}, headers={"Host": host}) as answer:
            assert answer.cookies["ajil_session"]["secure"] == secure


async def test_another_token_ends_all_sessions(rigs: Rigs) -> None:
    one, other = await rigs(token=Secret(TOKEN)), await rigs(token=Secret(TOKEN + "2"))
    async with one.post("/login", data={"token": TOKEN}) as answer:
        session = {"Cookie": f"ajil_session={answer.cookies['ajil_session'].value}"}
    assert await other.status_of("/", headers=session) == 401


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://[", "file://"])
async def test_a_form_of_another_site_is_refused(rigs: Rigs, origin: str) -> None:
    rig = await rigs(token=Secret(TOKEN))
    async with rig.post("/login", data={"token": TOKEN}, headers={"Origin": origin}) as answer:
        assert answer.status == 403
    own = {"Origin": rig.address.rstrip("/")}
    async with rig.post("/login", data={"token": TOKEN}, headers=own) as answer:
        assert answer.status == 303


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 401), (b"\xff\xfe=%zz&token=%00", 401), (b"token=" + b"x" * 100_000, 413),
        (b"&".join([b"a=1"] * 50), 400),
    ],
)  # fmt: skip
async def test_bodies_that_are_no_login_are_refused(rigs: Rigs, body: bytes, status: int) -> None:
    rig = await rigs(token=Secret(TOKEN))
    for content_type in (
        "application/x-www-form-urlencoded; charset=nonsense",
        "multipart/form-data",
    ):
        headers = {"Content-Type": content_type}
        async with rig.post("/login", data=body, headers=headers) as answer:
            assert answer.status == status


async def test_every_answer_keeps_the_browser_from_being_turned_against_us(rig: Rig) -> None:
    for path in ("/", "/healthz", "/nowhere", "/static/console.css", "/events?x=1"):
        async with rig.get(path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "same-origin"
            assert answer.headers["Server"] == "Ajil"


async def test_no_answer_tells_a_version_not_even_to_what_is_no_http(rig: Rig) -> None:
    port = int(rig.address.rstrip("/").rpartition(":")[2])
    for request in (
        b"\x16\x03\x01\r\n\r\n",
        b"GET / HTTP/1.1\r\nA: " + b"x" * 20_000 + b"\r\n\r\n",
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request)
        answer = await asyncio.wait_for(reader.read(), 10)
        writer.close()
        assert answer.startswith((b"HTTP/1.0 400", b"HTTP/1.1 400"))
        assert not re.search(rb"(?i)aiohttp|python", answer)


async def test_errors_are_problem_details(rig: Rig) -> None:
    for path, method, status in (("/nowhere", "GET", 404), ("/api/status", "POST", 405)):
        async with rig.http.request(method, rig.address.rstrip("/") + path) as answer:
            assert answer.status == status
            assert answer.content_type == "application/problem+json"
            assert (await answer.json())["status"] == status


async def test_a_browser_that_asks_for_what_is_not_there_gets_a_way_back(rig: Rig) -> None:
    headers = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    async with rig.http.get(rig.address.rstrip("/") + "/nowhere", headers=headers) as answer:
        assert (answer.status, answer.content_type) == (404, "text/html")
        assert '<a href="/">' in await answer.text()


# ── page and API ──────────────────────────────────────────────────────────────────────────────


async def test_a_headline_on_the_page_is_text_and_its_link_opens_the_web_only(rig: Rig) -> None:
    await rig.tell(
        an_event(1, title=NASTY, url="javascript:alert(1)", lang='"><script>', source="<b>"),
        an_event(2, url="https://nahrain.example/?a=1&b='\"<x>", dir="ltr", lang="en"),
        an_event(3, event="update", previous="<i>كان</i>", published="not a date <u>"),
    )
    async with rig.get("/") as answer:
        page = await answer.text()
    assert page.count("<script") == 1
    assert "javascript:" not in page
    assert "<i>" not in page
    assert "<u>" not in page
    links = re.findall(r'<a href="https://nahrain[^"]*" target="_blank" rel="[^"]*">', page)
    assert len(links) == 2
    assert all('rel="noopener noreferrer"' in one for one in links)
    assert re.search(r'dir="ltr" lang="en"><a class="open" href="/story/i2"><bdi>', page)
    newest_first = re.findall(r'data-key="(i\d)_', page)
    assert newest_first == ["i3", "i2", "i1"]


async def test_the_page_asks_no_foreign_host(rig: Rig) -> None:
    async with rig.get("/") as answer:
        page = await answer.text()
    asked = re.findall(r'(?:src|href|action)="([^"]*)"', page)
    assert asked
    for address in asked:
        assert re.match(r"/([a-z?]|$)|#main", address)
        assert await rig.status_of("/" if address == "#main" else address) == 200
    for name in ("console.js", "console.css"):
        async with rig.get(f"/static/{name}") as answer:
            assert "://" not in await answer.text()
    assert await rig.status_of("/static/live.html") == 404
    assert await rig.status_of("/static/..%2Fgate.py") == 404


async def test_the_page_goes_on_where_it_was_served(rig: Rig) -> None:
    """The id in the page is one that /events goes on from without a gap, on an empty log too."""
    for expected in ("i1", "i2"):
        async with rig.get("/") as answer:
            found = re.search(r'data-last="([0-9-]+)"', await answer.text())
        assert found
        async with rig.listen(f"?last_event_id={found[1]}") as frames:
            if expected == "i1":
                await until(lambda: one_listens(rig))
            await rig.tell(an_event(int(expected[1])))
            frame = await frames.next()
        assert (frame.event, json.loads(frame.data)["id"]) == ("", expected)


class Busy(Store):
    """Of which every read is followed by an event on the log, before another can be made."""

    made = 0

    async def bounds(self) -> tuple[bytes, bytes]:
        found = await super().bounds()
        await self._make()
        return found

    async def log(self, after: bytes, count: int = 1000) -> list[LogEntry]:
        found = await super().log(after, count)
        await self._make()
        return found

    async def _make(self) -> None:
        if self.made < 5:
            self.made += 1
            await self.redis.xadd(
                self.keys.news, {b"data": encode(an_event(self.made)), b"to": b""}
            )


@pytest.mark.parametrize("trimmed", [False, True], ids=["an empty log", "a trimmed one"])
async def test_what_is_told_between_two_reads_makes_no_gap(rig: Rig, *, trimmed: bool) -> None:
    """Who stands at the last ever made, of which nothing is kept, gets all that comes, once."""
    asked = "0-0"
    if trimmed:
        [asked] = await rig.tell(an_event(0))
        await rig.redis.xtrim(rig.keys.news, maxlen=0, approximate=False)
    store = Busy(rig.redis, rig.keys, keep=1000.0)
    cursor = Cursor(Live(lambda: store), asked)
    told: list[Told] = []
    while len(told) < 5:
        step = await cursor.next()
        assert isinstance(step, Batch)
        told += [one for one in step.told if isinstance(one, Told)]
    assert [json.loads(one.data)["id"] for one in told] == [f"i{n}" for n in range(1, 6)]


SOURCES = tuple(
    SourceSettings(name=name, kind="ticker", url=f"https://{name}.example/?key=hidden-key")
    for name in ("furat", "dijla", "zab", "khabur")
)
SUBSCRIBERS = (
    SubscriberSettings(
        name="desk", channel="webhook", url=Secret("https://hooks.example/hidden-hook"),
        secret=Secret("whsec_aGlkZGVuLXNlY3JldA=="),
    ),
    SubscriberSettings(
        name="wall", channel="slack", url=Secret("https://slack.example/hidden-two"),
        topics=("sports",), sources=("nobody",),
    ),
)  # fmt: skip


async def a_full_rig(rigs: Rigs) -> Rig:
    rig: Rig = await rigs(source=SOURCES, subscriber=SUBSCRIBERS, token=Secret(TOKEN))
    rig.http.headers["Authorization"] = f"Bearer {TOKEN}"
    at = T0.timestamp()
    states = {
        "furat": State(
            settings=SOURCES[0],
            status=200,
            good=at,
            asked=at,
            next=at + 15,
            published=3,
            answer="unchanged",
            empty="the label <b> stands there without items",
        ),
        "dijla": State(
            settings=SOURCES[1], status=503, problem="<b>answered 503</b>", asked=at, failures=2
        ),
        "zab": State(settings=SOURCES[2], next=at + 1),
        "khabur": State(settings=SOURCES[3]),
    }
    rig.poller = SimpleNamespace(states=states, held_back=None)
    await rig.judge(3)
    assert rig.store
    now_ms = int(rig.now.timestamp() * 1000)
    [taken] = await rig.store.take("desk", now_ms=now_ms, most=1, address="desk", gap_ms=0)
    await rig.store.bury(taken, now_ms, "answered 404")
    await rig.store.switch_off("wall", "digest", "answered <410>")
    await rig.redis.xadd(rig.keys.headlines, {b"data": b"{}"})
    return rig


async def test_the_status_tells_all_that_is_known_and_no_secret(rigs: Rigs) -> None:
    rig = await a_full_rig(rigs)
    async with rig.get("/api/status") as answer:
        text = await answer.text()
    paces = {one["name"]: one["pace"] for one in json.loads(text)["sources"]}
    assert paces == {"furat": 15.0, "dijla": None, "zab": None, "khabur": None}
    pages = {}
    for path in ("/", "/sources", "/subscribers", "/figures"):
        async with rig.get(path) as answer:
            pages[path] = await answer.text()
            assert "Log out" in pages[path]
    for secret in ("hidden-", TOKEN, "whsec_"):
        assert secret not in text + "".join(pages.values())
    status = json.loads(text)
    assert status["ready"] is True
    furat = next(one for one in status["sources"] if one["name"] == "furat")
    assert furat["answer"] == "unchanged"
    assert furat["empty"] == "the label <b> stands there without items"
    assert "200 · unchanged" in pages["/sources"]
    assert "the label &lt;b&gt; stands there without items" in pages["/sources"]
    assert status["judge"]["here"] is True
    assert (status["waiting"], status["dead_letters"], status["backlog"]) == (1, 1, 100_000)
    assert [one["state"] for one in status["sources"]] == ["good", "failing", "new", "elsewhere"]
    furat, dijla = status["sources"][:2]
    assert (furat["host"], furat["good"]) == ("furat.example", "2024-03-12T06:40:00.000Z")
    assert (dijla["problem"], dijla["failures"]) == ("<b>answered 503</b>", 2)
    desk, wall = status["subscribers"]
    assert (desk["owed"], desk["dead"], desk["off"]) == (2, 1, None)
    assert (wall["owed"], wall["dead"], wall["off"]) == (0, 0, "answered <410>")
    assert "&lt;b&gt;answered 503" in pages["/sources"]
    assert "2024-03-12 09:40:00" in pages["/sources"]  # Asia/Baghdad
    assert "switched off: answered &lt;410&gt;" in pages["/subscribers"]
    assert "answered 404" in pages["/subscribers"]


async def test_a_process_that_does_one_side_alone_says_so(rigs: Rigs) -> None:
    rig = await rigs(source=SOURCES, subscriber=SUBSCRIBERS)
    async with rig.get("/api/status") as answer:
        status = await answer.json()
    assert status["judge"] is None
    assert status["polls"] is False
    assert {one["state"] for one in status["sources"]} == {"elsewhere"}
    async with rig.get("/figures") as answer:
        assert "not in this process" in await answer.text()


async def test_the_last_events_come_newest_first_with_the_id_to_go_on_from(rig: Rig) -> None:
    ids = await rig.tell(*map(an_event, range(5)))
    async with rig.get("/api/events?limit=2") as answer:
        body = await answer.json()
    assert [one["id"] for one in body["events"]] == ["i4", "i3"]
    assert body["last_event_id"] == ids[-1]
    assert body["events"][0] == json.loads(encode(an_event(4)))


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=501",
        "limit=-1",
        "limit=x",
        "limit=",
        "topics=securty",
        "limit=٣",
        "before=x",
    ],
)
async def test_a_faulty_query_is_told_its_faults(rig: Rig, query: str) -> None:
    async with rig.get(f"/api/events?{query}") as answer:
        assert answer.status == 400
        assert (await answer.json())["faults"]


async def test_the_schema_names_every_field_of_an_event(rig: Rig) -> None:
    async with rig.get("/api/schema/event.json") as answer:
        assert answer.content_type == "application/schema+json"
        schema = json.loads(await answer.text())
    event = schema["$defs"]["Event"]
    assert schema["$ref"] == "#/$defs/Event"
    assert set(event["properties"]) == set(Event.__struct_fields__)
    assert set(event["required"]) <= set(json.loads(encode(an_event())))
    assert event.get("additionalProperties", True) is True  # fields are only ever added


# ── start and stop ────────────────────────────────────────────────────────────────────────────


async def test_a_port_that_is_taken_is_an_oserror(rig: Rig) -> None:
    taken = rig.address.removeprefix("http://").rstrip("/")
    console = Console(ServiceSettings(listen=taken), View(rig))
    with pytest.raises(OSError, match="in use"):
        await console.start()
    await console.stop()


async def test_stopping_ends_the_listeners(rig: Rig) -> None:
    with slow_reader(rig):
        async with rig.listen() as frames:
            await rig.console.stop()  # type: ignore[attr-defined]
            with pytest.raises((EOFError, aiohttp.ClientPayloadError)):
                await frames.next()
    with pytest.raises(aiohttp.ClientConnectionError):
        await rig.status_of("/healthz")


async def test_it_listens_on_ipv6_too(rigs: Rigs) -> None:
    try:
        rig = await rigs(listen="[::1]:0")
    except OSError as error:
        if error.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
            raise
        pytest.skip("this machine has no IPv6 loopback")
    assert rig.address.startswith("http://[::1]:")
    assert await rig.status_of("/healthz") == 200


# ── pure parts ────────────────────────────────────────────────────────────────────────────────

PLACES = st.tuples(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))


@given(PLACES)
def test_a_place_is_read_as_it_is_written(place: tuple[int, int]) -> None:
    assert place_of(written(place)) == place
    assert read(written(place).encode()) == place


@given(PLACES.filter(lambda place: place != (0, 0)), PLACES)
def test_nothing_lies_between_a_place_and_the_one_before(
    place: tuple[int, int], other: tuple[int, int]
) -> None:
    earlier = read(before(place))
    assert earlier < place
    assert not earlier < other < place


@given(st.text())
def test_what_is_no_place_is_none(text: str) -> None:
    place = place_of(text)
    assert place is None or re.fullmatch("[0-9]+(-[0-9]+)?", text)


@given(st.text())
def test_a_host_is_read_or_refused_never_raised(text: str) -> None:
    host = host_of(text)
    assert host is None or not re.search(r"[\s/@\\\[\]]", host)


@given(st.one_of(st.none(), st.text(), st.text().map("https://x".__add__)))
def test_a_link_begins_with_http_or_there_is_none(url: str | None) -> None:
    shown = link(url)
    assert shown is None or shown.lstrip().lower().startswith(("http://", "https://"))

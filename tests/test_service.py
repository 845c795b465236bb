"""The service as its operators have it: a process, its signals, its exit status, what it says."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from streamer.connect import AnyRedis
from tests.fakes import SECRET, Hooks, Site
from tests.running import (
    ROOT,
    STARTS,
    STOPS,
    WIRE,
    Running,
    Start,
    answers,
    client_of,
    free_port,
    hanging,
    is_ready,
    is_red,
    learnt,
    starter,
    titles,
    webhook,
    write,
)
from tests.servers import Server
from tests.waiting import until


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


# ── from beginning to end ─────────────────────────────────────────────────────────────────────


async def test_one_command_runs_all_and_stops_cleanly(
    start: Start, tmp_path: Path, site: Site, hooks: Hooks
) -> None:
    """`ajil run` with its own Valkey: a headline goes out, the state is green, SIGTERM ends it all."""
    config = write(tmp_path, sites=(site,), more=webhook(hooks))
    running = start("run", config, limit=256)
    address = await running.console()
    await learnt(running)
    site.publish(10_100, "انفجار يهز وسط المدينة")
    await until(lambda: titles(hooks) == ["انفجار يهز وسط المدينة"])
    await until(lambda: is_ready(address))
    assert await answers(f"{address}healthz") == (200, "ok")
    soft, hard = limits(running.pid)
    assert soft == min(hard, 65_536), "each source and listener is an open file"
    assert (tmp_path / "data" / "redis.url").stat().st_mode & 0o777 == 0o600
    assert await running.stops() == 0
    assert running.log()[-1]["event"] == "service.stopped"
    assert hooks.refused == 0


@pytest.mark.slow
async def test_a_data_dir_has_one_run_at_a_time_and_the_next_goes_on_with_it(
    start: Start, tmp_path: Path, site: Site, hooks: Hooks
) -> None:
    config = write(tmp_path, listen="", sites=(site,), more=webhook(hooks))
    running = start("run", config)
    await learnt(running)
    second = start("run", config)
    assert await second.ends() == 1
    assert f"pid {running.pid}" in second.lines("service.cannot_start")[0]["reason"]
    assert await running.stops() == 0
    site.publish(10_101, "زلزال يضرب الساحل الجنوبي")
    third = start("run", config)
    await until(lambda: titles(hooks) == ["زلزال يضرب الساحل الجنوبي"], STARTS)
    assert await third.stops() == 0


def limits(pid: int) -> tuple[int, int]:
    if not Path("/proc").is_dir():
        pytest.skip("another process's limits are told by /proc alone (Linux)")
    found = re.search(r"Max open files +(\d+) +(\d+)", Path(f"/proc/{pid}/limits").read_text())
    assert found, "a limit of ours is a number, for the hard one was"
    return int(found[1]), int(found[2])


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_sigterm_under_load_ends_in_time_and_what_is_left_comes_after_the_next_start(
    start: Start, tmp_path: Path, site: Site, hooks: Hooks
) -> None:
    """Fault 30: SIGTERM under load drains in time; the rest comes after the next start.

    Five hundred headlines on their way, a receiver and a site that hang."""
    held = asyncio.Event()
    async with hanging(held) as url:
        slow = f'\n[[source]]\nname = "hung"\nkind = "feed"\nurl = "{url}"\nevery = "1s"\n'
        hung = webhook(hooks, "hung-desk").replace(hooks.base, url)
        config = write(tmp_path, sites=(site,), more=slow + webhook(hooks) + hung)
        running = start("run", config)
        await until(lambda: len(running.lines("source.learnt")) == 1, STARTS)
        await until(held.is_set)
        wanted = [f"حريق في المستودع رقم {number}" for number in range(500)]
        site._in_feed = 1000
        for number, title in enumerate(wanted):
            site.publish(20_000 + number, title)
        told: list[bool] = []

        def tell(_: web.Request) -> web.Response | None:
            if len(hooks.got) >= 50 and not told:
                told.append(True)
                running.send(signal.SIGTERM)
            # What comes while it ends is not taken, so that something is left whatever its speed.
            return web.Response(status=503) if told else None

        hooks.answer = tell
        await until(lambda: told)
        assert await running.ends(STOPS) == 0
        assert len(set(hooks.ids())) < len(wanted), "it was told in the middle"
        hooks.answer = lambda _: None
        again = start("run", config)
        await until(lambda: len(set(hooks.ids())) == len(wanted), STARTS + 60)
        assert await again.stops() == 0
        assert len({event["id"] for _, event in hooks.got}) == len(wanted)


# ── the configuration in flight ───────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.skipif(
    not Path("/proc/self/status").exists(),
    reason="whether a signal is ignored yet is told by /proc alone (Linux)",
)
async def test_a_service_that_starts_is_not_ended_by_who_wants_it_to_read_its_settings(
    start: Start, valkey_server: Server, prefix: str, tmp_path: Path
) -> None:
    config = write(tmp_path, url=valkey_server.url, prefix=prefix, more=WIRE.format("wire"))
    running = start("work", config)
    status = Path(f"/proc/{running.pid}/status")
    await until(lambda: int(status.read_text().split("SigIgn:")[1].split()[0], 16) & 1, STARTS)
    while not (running.err.exists() and b"service.started" in running.err.read_bytes()):
        assert running.ended is None, running.err.read_text()
        running.send(signal.SIGHUP)
        await asyncio.sleep(0.02)
    await running.says("settings.read_again")
    assert await running.stops() == 0


async def test_the_configuration_is_read_again_and_every_process_follows(
    start: Start, tmp_path: Path, valkey_server: Server, prefix: str, site: Site, hooks: Hooks
) -> None:
    """SIGHUP to one process. A removed subscriber's debts become dead letters, a new one starts from now,
    a faulty file and a foreign configuration change nothing."""
    hooks.answer = lambda request: web.Response(status=503)
    common: dict[str, Any] = {"url": valkey_server.url, "prefix": prefix, "listen": ""}
    config = write(tmp_path, sites=(site,), more=webhook(hooks), **common)
    poll, work = start("poll", config), start("work", config)
    await learnt(poll)
    site.publish(10_100, "انفجار يهز وسط المدينة")
    await work.says("delivery.later")

    write(tmp_path, sites=(site,), more=WIRE.format("wire"), **common)
    poll.send(signal.SIGHUP)
    await work.says("settings.followed")
    dead = await work.says("delivery.dead")
    assert dead["subscriber"] == "hook"
    site.publish(10_101, "زلزال يضرب الساحل الجنوبي")
    async with client_of(valkey_server) as client:
        rows: Any = await until(lambda: client.xrange(f"{prefix}:news:to:wire"))
        assert [json.loads(fields[b"data"])["title"] for _, fields in rows] == [
            "زلزال يضرب الساحل الجنوبي"
        ]
        letters: Any = await client.hvals(f"{prefix}:dead:letters")
        [letter] = [json.loads(one) for one in letters]
        assert letter["subscriber"] == "hook"
        assert letter["why"] == "the subscriber was removed"
        assert letter["event"]["title"] == "انفجار يهز وسط المدينة"

        config.write_text(config.read_text().replace('"redis"', '"carrier-pigeon"'))
        poll.send(signal.SIGHUP)
        refused = await poll.says("settings.refused")
        assert "carrier-pigeon" in str(refused["faults"])

        good: Any = await client.get(f"{prefix}:config")
        await client.set(f"{prefix}:config", good.replace(b'"redis"', b'"carrier-pigeon"'))
        for running in (poll, work):
            await running.says("settings.not_followed")
        site.publish(10_102, "فيضان في الشمال بعد أمطار")
        await until(lambda: streamed(client, f"{prefix}:news:to:wire", 2))
        await client.set(f"{prefix}:config", b"\xff no configuration at all")
        for running in (poll, work):
            await running.says("settings.not_followed", 2)
    assert await poll.stops() == 0
    assert await work.stops() == 0
    assert len(work.lines("settings.not_followed")) == 2


async def streamed(client: AnyRedis, key: str, count: int) -> bool:
    found: Any = await client.xlen(key)
    return bool(found == count)


@pytest.mark.slow
async def test_what_only_a_restart_can_change_is_said(
    start: Start, tmp_path: Path, valkey_server: Server, prefix: str
) -> None:
    common: dict[str, Any] = {"url": valkey_server.url, "prefix": prefix}
    config = write(tmp_path, listen="", **common)
    poll = start("poll", config)
    await poll.says("service.started")
    write(tmp_path, listen="127.0.0.1:1", **common)
    poll.send(signal.SIGHUP)
    said = await poll.says("settings.need_a_restart")
    assert said["sections"] == ["service"]
    assert await poll.stops() == 0


# ── Redis in trouble ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "how", ["nobody listens", pytest.param("nobody answers", marks=pytest.mark.slow)]
)
async def test_a_redis_that_is_not_there_is_waited_for(
    start: Start, tmp_path: Path, how: str
) -> None:
    """Said once, healthy, not ready; SIGTERM is obeyed."""
    async with hanging(asyncio.Event()) as url:
        port = url.rpartition(":")[2]
        where = f"127.0.0.3:{port}" if how == "nobody answers" else f"127.0.0.1:{free_port()}"
        running = start("run", write(tmp_path, url=f"redis://{where}/0"))
        address = await running.console()
        await running.says("redis.waited_for")
        assert (await answers(f"{address}healthz"))[0] == 200
        status, reason = await answers(f"{address}readyz")
        assert status == 503
        assert "Redis" in reason
        assert await running.stops(within=30) == 0
        assert len(running.lines("redis.waited_for")) == 1


@pytest.mark.slow
async def test_redis_going_away_is_seen_and_lived_through(
    start: Start, tmp_path: Path, own_server: Server, site: Site, hooks: Hooks
) -> None:
    """Faults 3 and 7: a killed Redis, and one that is a black hole, turn health red and are lived through."""
    config = write(tmp_path, url=own_server.url, sites=(site,), more=webhook(hooks))
    running = start("run", config)
    address = await running.console()
    await learnt(running)
    await until(lambda: is_ready(address))
    own_server.kill()
    await until(lambda: is_red(address))
    site.publish(10_100, "انفجار يهز وسط المدينة")
    own_server.restart()
    await until(lambda: titles(hooks) == ["انفجار يهز وسط المدينة"])
    await until(lambda: is_ready(address))
    own_server.freeze()
    await until(lambda: is_red(address))
    assert await running.stops() == 0, "SIGTERM while Redis is a black hole"
    own_server.thaw()


async def test_a_full_backlog_turns_readyz_red_until_the_workers_have_room(
    start: Start, tmp_path: Path, valkey_server: Server, prefix: str, site: Site
) -> None:
    """It stays healthy, says how many wait, and its sources are left alone meanwhile."""
    config = write(tmp_path, url=valkey_server.url, prefix=prefix, sites=(site,))
    config.write_text(config.read_text().replace("[network]", "backlog = 3\n[network]"))
    polling = start("poll", config)
    address = await polling.console()
    await learnt(polling)
    await until(lambda: is_ready(address))
    for number in range(10_100, 10_105):
        site.publish(number, f"خبر جديد رقم {number} عن جسر")
    await until(lambda: is_red(address))
    status, reason = await answers(f"{address}readyz")
    assert (status, reason) == (503, "the backlog is full: 5 headlines wait")
    assert (await answers(f"{address}healthz"))[0] == 200
    await polling.says("poller.held_back")
    alone = write(tmp_path, url=valkey_server.url, prefix=prefix, sites=(site,), name="work.toml",
                  listen="", data_dir=str(tmp_path / "work"))  # fmt: skip
    working = start("work", alone)
    await until(lambda: is_ready(address), STARTS)
    await polling.says("poller.goes_on")
    assert await polling.stops() == 0
    assert await working.stops() == 0


@pytest.mark.slow
async def test_the_next_judge_takes_over_within_ten_seconds_of_a_death(
    start: Start, tmp_path: Path, valkey_server: Server, prefix: str
) -> None:
    """The dead one keeps its lease for as long as Redis still keeps it, and no longer."""
    one, other = (
        start("work", write(tmp_path, url=valkey_server.url, prefix=prefix, listen="",
                            name=f"{name}.toml", data_dir=str(tmp_path / name)))
        for name in ("one", "other")
    )  # fmt: skip

    def judges() -> Running | None:
        held = [running for running in (one, other) if running.lines("judge.lease")]
        return held[0] if held else None

    judge = await until(judges, STARTS)
    standby = other if judge is one else one
    await standby.says("service.started")
    async with client_of(valkey_server) as redis:
        judge.send(signal.SIGKILL)
        await judge.ends()
        left = await redis.pttl(f"{prefix}:judge")
        assert left < 8_000, "two seconds are left to notice it and to read the log"
    taken = await standby.says("judge.lease")
    assert taken["held"] is True
    assert await standby.stops() == 0


async def test_a_redis_that_can_never_serve_ends_it_with_the_reason(
    start: Start, tmp_path: Path
) -> None:
    async def old(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Enough of RESP2 for a client to say hello and ask INFO."""
        info = b"# Server\r\nredis_version:6.2.0\r\nredis_mode:standalone\r\nrole:master\r\n"
        while head := await reader.readline():
            words = []
            for _ in range(int(head[1:])):
                size = int((await reader.readline())[1:])
                words.append((await reader.readexactly(size + 2))[:-2])
            if words[0].upper() == b"INFO":
                writer.write(b"$%d\r\n%s\r\n" % (len(info), info))
            else:
                writer.write(b"+OK\r\n")
        writer.close()

    server = await asyncio.start_server(old, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    running = start("work", write(tmp_path, url=f"redis://127.0.0.1:{port}/0", listen=""))
    assert await running.ends() == 1
    server.close()
    said = running.lines("service.cannot_start")
    assert [one["reason"] for one in said] == [
        "Redis 6.2.0 is too old: 7.0 or newer is needed, or any Valkey"
    ]


async def test_a_prefix_that_another_program_uses_ends_it_naming_the_keys(
    start: Start, tmp_path: Path, valkey_server: Server, prefix: str
) -> None:
    async with client_of(valkey_server) as client:
        await client.set(f"{prefix}:headlines", "somebody else's")
        await client.rpush(f"{prefix}:owed:wire", "too")
        config = write(
            tmp_path, url=valkey_server.url, prefix=prefix, listen="", more=WIRE.format("wire")
        )
        running = start("run", config)
        assert await running.ends() == 1
        await client.delete(f"{prefix}:headlines", f"{prefix}:owed:wire")
    [said] = running.lines("service.cannot_start")
    assert f"{prefix}:headlines is a string, expected a stream" in said["reason"]
    assert f"{prefix}:owed:wire is a list, expected a hash" in said["reason"]


# ── the machine ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
async def test_a_taken_port_ends_run_and_lets_work_go_on(
    start: Start, tmp_path: Path, valkey_server: Server, prefix: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        config = write(
            tmp_path,
            url=valkey_server.url,
            prefix=prefix,
            listen=f"127.0.0.1:{taken.getsockname()[1]}",
        )
        run, work = start("run", config), start("work", config)
        assert await run.ends() == 1
        assert "another process has that port" in run.lines("service.cannot_start")[0]["reason"]
        await work.says("console.not_here")
        await work.says("service.started")
        assert await work.stops() == 0


async def test_a_data_dir_that_cannot_be_one_ends_it_with_the_reason(
    start: Start, tmp_path: Path
) -> None:
    place = tmp_path / "data"
    place.write_text("a file where the directory should be")
    running = start("run", write(tmp_path, data_dir=str(place), listen=""))
    assert await running.ends() == 1
    [said] = running.lines("service.cannot_start")
    assert f"data_dir {place} cannot be written" in said["reason"]


async def test_a_data_dir_with_any_name_is_that_folder(
    start: Start, tmp_path: Path, valkey_server: Server, prefix: str
) -> None:
    """Faust would put something else in place of ~ and of braces."""
    place = tmp_path / "~" / "بيانات {HOME} %s 'x'"
    config = write(tmp_path, url=valkey_server.url, prefix=prefix, data_dir=str(place), listen="")
    running = start("work", config)
    await running.says("service.started")
    assert await running.stops() == 0
    assert [entry.name for entry in place.iterdir()] == ["faust"]
    assert [entry.name for entry in (tmp_path / "~").iterdir()] == [place.name]


async def test_one_side_alone_needs_a_redis_or_a_run(start: Start, tmp_path: Path) -> None:
    running = start("work", write(tmp_path, listen=""))
    assert await running.ends() == 1
    assert "no Redis is named" in running.lines("service.cannot_start")[0]["reason"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux's")
async def test_a_full_disk_for_logs_stops_no_delivery(
    tmp_path: Path, valkey_server: Server, prefix: str, site: Site, hooks: Hooks
) -> None:
    """Fault 30: a full disk for logs stops no delivery."""
    config = write(
        tmp_path, url=valkey_server.url, prefix=prefix, sites=(site,), more=webhook(hooks)
    )
    with Path("/dev/full").open("wb") as full:
        child = subprocess.Popen(
            [sys.executable, "-m", "workers.cli", "run", "--config", str(config)],
            cwd=ROOT, stdout=full, stderr=full,
        )  # fmt: skip
    try:
        async with client_of(valkey_server) as client:
            await until(lambda: client.exists(f"{prefix}:source:outlet-feed"), STARTS)
        site.publish(10_100, "انفجار يهز وسط المدينة")
        await until(lambda: titles(hooks) == ["انفجار يهز وسط المدينة"])
        child.terminate()
        await until(lambda: child.poll() is not None)
        assert child.returncode == 0
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()


SECRETS = {
    "password": "pa55-of-redis-kq",
    "token": "token-of-console-zx",
    "header": "bearer-of-source-wv",
    "path": "T0KENPATH-of-slack-jh",
    "signing": SECRET.removeprefix("whsec_"),
}


async def test_no_secret_stands_in_any_log(
    start: Start, tmp_path: Path, site: Site, hooks: Hooks
) -> None:
    """Fault 29: all logs of a service whose every part fails are searched for every secret.

    Everything that can fail with a secret in its hands does: source, webhook, Slack, configuration."""
    server = Server("valkey", tmp_path / "server")
    with server.client() as client:
        client.config_set("requirepass", SECRETS["password"])
    url = server.url.replace("127.0.0.1", f":{SECRETS['password']}@127.0.0.1", 1)
    hooks.answer = lambda request: web.Response(status=500, text=str(request.url))
    more = webhook(hooks) + f"""
[[subscriber]]
name = "desk"
channel = "slack"
url = "{hooks.base}/slack/{SECRETS["path"]}"

[[source]]
name = "locked"
kind = "feed"
url = "{site.base}/locked.xml?api_key={SECRETS["path"]}"
every = "200ms"
headers = {{ Authorization = "Bearer {SECRETS["header"]}" }}
"""  # fmt: skip
    path = write(tmp_path, url=url, sites=(site,), more=more)
    path.write_text(
        path.read_text().replace("[network]", f'token = "{SECRETS["token"]}"\n[network]')
    )
    try:
        running = start("run", path)
        await learnt(running)
        await running.says("source.failed")
        site.publish(10_100, "عاجل | انفجار يهز وسط المدينة")
        await running.says("delivery.later", 2)
        path.write_text(path.read_text().replace('every = "200ms"', 'every = "never"'))
        running.send(signal.SIGHUP)
        await running.says("settings.refused")
    finally:
        server.kill()
    await until(lambda: running.lines("poller.held_back") or running.lines("judge.waits"))
    assert await running.stops() == 0
    said = running.out.read_text() + running.err.read_text()
    assert len(said.splitlines()) > 8
    for name, secret in SECRETS.items():
        assert secret not in said, name


FORGED = [
    'انفجار\r\n{"level": "critical", "event": "forged"}\r\n',
    "\x1b[2J\x1b[31mزلزال\x1b[0m",
    'فيضان", "level": "critical", "event": "forged',
    "حريق\r\nX-Forged: 1\r\n\r\nbody",
    "\u202eجسر\u2066 \u2028event=forged\u0085 level=critical",
]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "console"])
async def test_no_title_forges_a_line_or_a_header(
    start: Start, tmp_path: Path, site: Site, hooks: Hooks, form: str
) -> None:
    """Fault 28: CR, LF, escapes and JSON in a title, through feed, log and webhook of the real service."""
    headers: list[str] = []

    def note(request: web.Request) -> None:
        headers.extend(request.headers)

    hooks.answer = note
    config = write(tmp_path, listen="", sites=(site,), more=webhook(hooks))
    running = start("run", config, program=("-m", "workers.cli", "--log-format", form))
    await until(lambda: "source.learnt" in running.err.read_text(), STARTS)
    for number, title in enumerate(FORGED):
        site.publish(10_100 + number, title)
    await until(lambda: len(hooks.got) == len(FORGED))
    assert await running.stops() == 0
    said = running.err.read_text()
    assert said.replace("\n", "").isprintable()
    lines = said.splitlines()
    assert len(lines) == said.count("\n")
    if form == "json":
        assert {line["level"] for line in running.log()} == {"info"}
        assert "forged" not in {line["event"] for line in running.log()}
    else:
        assert all(re.match(r"\d{4}-\S+Z info ", line) for line in lines), said
    assert hooks.refused == 0
    assert not [name for name in headers if "forged" in name.lower()]
    told = [event["title"] for _, event in hooks.got]
    assert all(title.isprintable() or "\u202e" in title for title in told), told

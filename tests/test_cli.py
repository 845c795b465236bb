"""The command `ajil` as a process: what it says, on which stream, and how it ends.

Recordings have tests of their own (test_replay.py), as have the real feeds (test_cli_feeds.py).
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from streamer.connect import AnyRedis, connect
from tests.builders import an_event
from tests.commands import ALLOW, ajil, events_of, started, written
from tests.fakes import SECRET, Hooks, Site
from tests.servers import Server
from tests.waiting import until
from workers.story import Topic, encode

COMMANDS = (
    "run", "poll", "work", "check", "discover", "import", "export", "replay", "tail", "deliveries", "dead",
)  # fmt: skip
DEAD = "redis://127.0.0.1:1/0"
"""Nobody listens there."""


# ── wrong use ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.timeout(400)  # a process for each command
async def test_help_stands_everywhere_and_names_the_commands_that_are_there(tmp_path: Path) -> None:
    for command in (
        *((name,) for name in COMMANDS),
        *(("dead", one) for one in ("list", "retry", "drop")),
    ):
        done = await ajil(*command, "--help", cwd=tmp_path)
        assert done.code == 0
        assert "--config" in done.out
        assert "--log-format" in done.out
        assert "[default: $AJIL_CONFIG" in done.out
        if command == ("discover",):
            assert "print their [[source]] blocks" in done.out
    told = (await ajil("--help", cwd=tmp_path)).out
    assert all(name in told for name in COMMANDS)


async def test_version_is_the_distribution_s(tmp_path: Path) -> None:
    from importlib.metadata import version

    done = await ajil("--version", cwd=tmp_path)
    assert (done.code, done.out) == (0, f"ajil {version('ajil')}\n")


@pytest.mark.parametrize(
    "arguments",
    [(), ("bogus",), ("check", "--bogus"), ("dead",), ("dead", "bogus"), ("replay",),
     ("discover",), ("import",), ("run", "--log-format", "xml"),
     ("run", "--log-level", "loud")],
)  # fmt: skip
async def test_wrong_use_ends_with_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = await ajil(*arguments, cwd=tmp_path)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert done.out + done.err


async def test_a_shell_completes_the_commands(tmp_path: Path) -> None:
    words = {"_AJIL_COMPLETE": "complete_bash", "COMP_WORDS": "ajil de", "COMP_CWORD": "1"}
    done = await ajil(cwd=tmp_path, **words)
    assert done.out.split() == ["deliveries", "dead"]


@pytest.mark.parametrize("closed", [0, 1, 2])
async def test_a_closed_standard_stream_breaks_nothing(tmp_path: Path, closed: int) -> None:
    """Started with a stream closed, the next open file would be taken for it."""
    written(tmp_path)
    shell = f'exec "$@" {closed}>&-'
    done = await ajil("check", cwd=tmp_path, before=("/bin/sh", "-c", shell, "sh"))
    assert done.code == 0, done.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux's")
async def test_a_full_disk_behind_our_output_fails_and_one_behind_our_log_does_not(
    tmp_path: Path,
) -> None:
    line = json.dumps({"source": "a", "title": "افتتاح جسر جديد"})
    done = await ajil(
        "replay",
        "-",
        cwd=tmp_path,
        stdin=line,
        before=("/bin/sh", "-c", 'exec "$@" >/dev/full', "sh"),
    )
    assert (done.code, len(done.err.splitlines())) == (1, 1)
    assert "standard output cannot be written" in done.err
    done = await ajil(
        "replay",
        "-",
        cwd=tmp_path,
        stdin=line,
        before=("/bin/sh", "-c", 'exec "$@" 2>/dev/full', "sh"),
    )
    assert (done.code, "new" in done.out) == (0, True)


async def test_a_terminal_without_arabic_letters_breaks_nothing(tmp_path: Path) -> None:
    line = {"source": "a", "title": "افتتاح جسر جديد"}
    for more in ((), ("--json",)):
        done = await ajil(
            "replay", "-", *more, cwd=tmp_path, stdin=json.dumps(line), PYTHONIOENCODING="ascii"
        )
        assert done.code == 0, done.err
        assert "new" in done.out


# ── the configuration ─────────────────────────────────────────────────────────────────────────

_SOURCE = '[[source]]\nname = "a"\nkind = "feed"\nurl = "https://outlet.example/rss.xml"\n'
_HOOK = '[[subscriber]]\nname = "h"\nchannel = "webhook"\nurl = "https://desk.example/h"\n'
BAD = {
    "broken TOML": ("[service\n", "line 1"),
    "unknown key": ('[service]\nlissten = ""\n', "listen"),
    "missing variable": ('[service]\ntoken = "${AJIL_NO_SUCH_VARIABLE}"\n', "AJIL_NO_SUCH_VARIABLE"),
    "unknown channel": ('[[subscriber]]\nname = "a"\nchannel = "slak"\n', "slack"),
    "unknown kind": (_SOURCE.replace("feed", "fede"), "feed"),
    "no URL": (_SOURCE.replace("https://outlet.example/rss.xml", "outlet"), "url"),
    "private address": (_SOURCE.replace("outlet.example", "127.0.0.1"), "url"),
    "bad selector": (_SOURCE.replace("feed", "ticker") + 'select = "div["\n', "select"),
    "unknown topic": (_HOOK + 'topics = ["wether"]\n', "topics"),
    "bad duration": ('[service]\nkeep = "7 weeks"\n', "keep"),
    "two of a name": (_SOURCE + _SOURCE, "name"),
    "Kafka": ('[kafka]\nbrokers = ["localhost:9092"]\n', "brokers"),
    "no such secret": (_HOOK + 'secret = "file:nowhere"\n', "secret"),
    "words of no topic": ('[classify]\nextra = ["words.toml"]\n', "wether"),
    "no certificates": ('[network]\nca_file = "words.toml"\n', "ca_file"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
async def test_a_fault_names_file_and_key_and_nothing_starts(tmp_path: Path, name: str) -> None:
    text, expected = BAD[name]
    (tmp_path / "words.toml").write_text('[words]\nwether = ["مطر"]\n')
    (tmp_path / "ajil.toml").write_text(text)
    done = await ajil("run", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "ajil.toml: " in done.err
    assert expected in done.err
    assert "Traceback" not in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ajil.toml", "words.toml"]


async def test_every_fault_is_told_at_once_and_by_every_command(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('[words]\nwether = ["مطر"]\n')
    (tmp_path / "ajil.toml").write_text(
        '[service]\nkeep = "x"\nlissten = ""\n[redis]\nurl = "ftp://a"\n'
        '[classify]\nextra = ["words.toml"]\n'
    )
    for command in (("check",), ("tail",), ("deliveries",), ("dead", "list"), ("work",)):
        done = await ajil(*command, cwd=tmp_path)
        assert done.code == 2
        assert len(done.err.splitlines()) == 4, done.err


async def test_a_missing_configuration_is_named(tmp_path: Path) -> None:
    done = await ajil("run", cwd=tmp_path)
    assert done.code == 2
    assert (
        done.err == "ajil.toml: cannot be read (No such file or directory); expected a TOML file\n"
    )


async def test_the_configuration_is_named_before_or_behind_the_command_or_by_the_environment(
    tmp_path: Path,
) -> None:
    for number in range(1, 4):
        text = "".join(_SOURCE.replace('"a"', f'"a{one}"') for one in range(number))
        (tmp_path / f"{number}.toml").write_text(text)

    async def sources(*arguments: str, **environment: str) -> int:
        done = await ajil(*arguments, cwd=tmp_path, **environment)
        assert done.code == 0, done.err
        return len(events_of(done))

    assert await sources("--config", "1.toml", "check", "--json") == 1
    assert await sources("check", "--json", "--config", "2.toml") == 2
    assert await sources("check", "--json", AJIL_CONFIG="3.toml") == 3
    assert await sources("--config", "1.toml", "check", "--json", AJIL_CONFIG="3.toml") == 1
    assert await sources("--config", "1.toml", "check", "--json", "--config", "2.toml") == 2
    done = await ajil("dead", "--config", "no.toml", "list", cwd=tmp_path)
    assert done.err.startswith("no.toml: ")


# ── Redis ─────────────────────────────────────────────────────────────────────────────────────

ONCE = (
    ("deliveries",), ("dead", "list"), ("dead", "retry"), ("dead", "drop"), ("tail",),
    ("replay", "--live", "/dev/null"),
)  # fmt: skip


@pytest.mark.parametrize("command", ONCE, ids=" ".join)
async def test_without_redis_a_command_ends_with_1_and_one_line(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    written(tmp_path, redis=DEAD)
    done = await ajil(*command, cwd=tmp_path)
    assert (done.code, done.out) == (1, "")
    assert len(done.err.splitlines()) == 1
    assert "Redis cannot be reached" in done.err


async def test_a_key_of_the_wrong_type_is_named_by_a_command_that_runs_once(
    tmp_path: Path, valkey_server: Server, prefix: str
) -> None:
    """Somebody else's keys under our prefix: one line, no traceback, and nothing is touched."""
    written(tmp_path, redis=valkey_server.url, prefix=prefix)
    with valkey_server.client() as client:
        client.set(f"{prefix}:dead", "somebody else's")
        done = await ajil("dead", "drop", cwd=tmp_path)
        assert (done.code, done.out) == (1, "")
        assert f"{prefix}:dead is a string, expected a zset" in done.err
        assert len(done.err.splitlines()) == 1
        assert client.get(f"{prefix}:dead") == b"somebody else's"
        client.delete(f"{prefix}:dead")


@pytest.mark.slow
async def test_a_live_replay_that_nobody_would_judge_says_so(
    tmp_path: Path, valkey_server: Server, prefix: str
) -> None:
    written(tmp_path, redis=valkey_server.url, prefix=prefix)
    line = json.dumps({"source": "a", "title": "افتتاح جسر جديد"})
    done = await ajil("replay", "-", "--live", "--json", cwd=tmp_path, stdin=line)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("ajil: nobody judges there")
    with valkey_server.client() as client:
        assert not client.exists(f"{prefix}:headlines"), "what nobody answers is not put there"


async def test_without_a_named_redis_a_run_is_needed(tmp_path: Path) -> None:
    written(tmp_path)
    done = await ajil("deliveries", cwd=tmp_path)
    assert (done.code, len(done.err.splitlines())) == (1, 1)
    assert "ajil run" in done.err


# ── check ─────────────────────────────────────────────────────────────────────────────────────


async def test_check_shows_what_each_source_would_publish_and_stores_nothing(
    tmp_path: Path, redis: AnyRedis, server: Server, prefix: str
) -> None:
    async with Site() as site:
        site.publish(10001, "افتتاح جسر في كركوك", section="محليات")
        site.publish(10002, "عاجل | انفجار في ديالى")
        site.publish(10003, "<b></b>")
        twice = site.publish(10004, "اجتماع في بابل")
        site.articles.insert(0, twice)
        sources = "".join(
            _SOURCE.replace('"a"', f'"{name}"').replace("feed", kind, 1).replace(
                "https://outlet.example/rss.xml", url)
            for name, kind, url in (
                ("feed", "feed", f"{site.base}/rss.xml"), ("ticker", "ticker", f"{site.base}/"),
                ("lost", "feed", f"{site.base}/404"), ("away", "feed", "http://127.0.0.1:1/"),
                ("html", "feed", f"{site.base}/"),
            )
        )  # fmt: skip
        written(tmp_path, ALLOW + sources, redis=server.url, prefix=prefix)
        done = await ajil("check", "--fetch", "--json", cwd=tmp_path)
        plain = await ajil("check", "--fetch", cwd=tmp_path)
    feed, ticker, lost, away, html = events_of(done)
    assert (done.code, plain.code) == (1, 1)
    assert [one["name"] for one in (feed, ticker, lost, away, html)] == [
        "feed", "ticker", "lost", "away", "html",
    ]  # fmt: skip
    assert (feed["status"], feed["error"]) == (200, None)
    assert [(one["title"], one["urgent"], one.get("skipped")) for one in feed["items"]] == [
        ("اجتماع في بابل", False, None),
        ("اجتماع في بابل", False, "the same item stands there twice"),
        ("", False, "no title once it is cleaned"),
        ("انفجار في ديالى", True, None),
        ("افتتاح جسر في كركوك", False, None),
    ]
    last = feed["items"][-1]
    assert (last["section"], last["url"]) == ("محليات", f"{site.base}/10001-x.html")
    assert last["published"] == site.articles[-1].published.isoformat(timespec="seconds")
    assert len([one for one in ticker["items"] if "skipped" not in one]) == 3
    assert (lost["status"], lost["items"]) == (404, [])
    assert lost["error"]
    assert (away["status"], away["items"]) == (None, [])
    assert away["error"]
    assert html["status"] == 200
    assert "HTML" in html["error"]
    assert "انفجار في ديالى" in plain.out
    assert [key async for key in redis.scan_iter(f"{prefix}*")] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ajil.toml"]


async def test_check_shows_hostile_titles_without_their_escapes(tmp_path: Path) -> None:
    """A skipped entry's words are cleaned like all others before they reach a terminal."""
    feed = (
        "<rss><channel><title>t</title><item><title>\u009b31m\u202e...</title></item>"
        "<item><title>خبر \u202eمقلوب\u009b</title></item></channel></rss>"
    )
    async with Site() as site:
        site.hook = lambda request: web.Response(text=feed, content_type="application/rss+xml")
        text = _SOURCE.replace("https://outlet.example", site.base)
        written(tmp_path, ALLOW + text)
        for more in ((), ("--json",)):
            done = await ajil("check", "--fetch", *more, cwd=tmp_path)
            assert done.code == 0
            assert not {"\u009b", "\u202e"} & set(done.out)


def _subscribers(hooks: Hooks) -> str:
    return ALLOW + (
        '[[subscriber]]\nname = "wire"\nchannel = "redis"\n'
        f'[[subscriber]]\nname = "hook"\nchannel = "webhook"\nurl = "{hooks.base}/hook"\n'
        f'secret = "{SECRET}"\n'
        f'[[subscriber]]\nname = "desk"\nchannel = "slack"\nurl = "{hooks.base}/slack"\n'
        'topics = ["sports"]\n'
    )


async def test_check_sends_a_test_alert_to_one_or_to_all_whatever_they_filter(
    tmp_path: Path, redis: AnyRedis, server: Server, prefix: str
) -> None:
    async with Hooks() as hooks:
        written(tmp_path, _subscribers(hooks), redis=server.url, prefix=prefix)
        done = await ajil("check", "--send", "all", cwd=tmp_path)
        assert (done.code, len(done.out.splitlines())) == (0, 3), done.err
        one = await ajil("check", "--send", "hook", "--json", cwd=tmp_path)
        assert events_of(one) == [{"subscriber": "hook", "error": None}]
        unknown = await ajil("check", "--send", "nobody", cwd=tmp_path)
    assert unknown.code == 2
    assert "expected all, or one of wire, hook, desk" in unknown.err
    rows: Any = await redis.xrange(f"{prefix}:news:to:wire")
    assert [json.loads(fields[b"data"])["test"] for _, fields in rows] == [True]
    assert [event["test"] for _, event in hooks.got] == [True, True]
    assert len({webhook_id for webhook_id, _ in hooks.got}) == 2
    assert len(hooks.slack) == 1
    assert hooks.refused == 0
    assert not await redis.exists(f"{prefix}:news")
    await redis.delete(f"{prefix}:news:to:wire")


async def test_check_sends_to_who_was_made_while_it_ran_too(
    tmp_path: Path, redis: AnyRedis, server: Server, prefix: str
) -> None:
    wall = {"name": "wall", "channel": "redis", "urgency": "urgent"}
    await redis.hset(f"{prefix}:made", "subscriber wall", json.dumps(wall))
    written(tmp_path, redis=server.url, prefix=prefix)
    for name in ("wall", "all"):
        done = await ajil("check", "--send", name, cwd=tmp_path)
        assert (done.code, done.out) == (0, "wall: the test alert was taken\n"), done.err
    await redis.delete(f"{prefix}:made", f"{prefix}:news:to:wall")
    written(tmp_path, redis=DEAD)
    done = await ajil("check", "--send", "wall", cwd=tmp_path)
    assert done.code == 2
    assert "none: there is none (who was made while it ran could not be looked up: " in done.err


async def test_check_says_who_did_not_take_the_test_alert_and_asks_the_others(
    tmp_path: Path,
) -> None:
    async with Hooks() as hooks:
        hooks.answer = lambda request: (
            web.Response(status=500, text="no \x1b[31m secret words")
            if request.path == "/hook" else None
        )  # fmt: skip
        written(tmp_path, _subscribers(hooks), redis=DEAD)
        done = await ajil("check", "--send", "all", cwd=tmp_path)
    assert done.code == 1
    wire, hook, desk = done.out.splitlines()
    assert "Redis cannot be reached" in wire
    assert "500" in hook
    assert desk == "desk: the test alert was taken"
    assert (
        "sent to those of the configuration alone (who was made while it ran could not" in done.err
    )
    assert "\x1b" not in done.out
    assert SECRET not in done.out + done.err


# ── tail ──────────────────────────────────────────────────────────────────────────────────────


@asynccontextmanager
async def _tail(
    tmp_path: Path, redis: AnyRedis, *arguments: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`ajil tail`, once it listens."""

    async def listening() -> int:
        clients: Any = await redis.client_list()
        return sum(one["name"] == "ajil-command" and one["cmd"] == "xread" for one in clients)

    before = await listening()
    process = await started("tail", *arguments, cwd=tmp_path)
    try:
        await until(lambda: _more(listening, before))
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _more(count: Any, before: int) -> bool:
    return bool(await count() > before)


async def _put(redis: AnyRedis, prefix: str, **more: Any) -> None:
    await redis.xadd(f"{prefix}:news", {"data": encode(an_event(**more))})


async def _next(process: asyncio.subprocess.Process) -> bytes:
    assert process.stdout
    return await asyncio.wait_for(process.stdout.readline(), 40)


async def _ended(process: asyncio.subprocess.Process) -> tuple[int, bytes]:
    """Exit status and standard error."""
    _, said = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode is not None
    return process.returncode, said


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
async def test_tail_prints_what_comes_from_now_on_until_it_is_told_to_end(
    tmp_path: Path, redis: AnyRedis, server: Server, prefix: str, how: signal.Signals
) -> None:
    written(tmp_path, redis=server.url, prefix=prefix)
    await _put(redis, prefix, number=1)
    async with _tail(tmp_path, redis, "--json") as process:
        await redis.xadd(f"{prefix}:news", {"data": b"not ours"})
        await _put(redis, prefix, number=2, event="repeat")
        await _put(redis, prefix, number=3)
        assert json.loads(await _next(process))["title"] == an_event(3).title
        process.send_signal(how)
        assert await _ended(process) == (0, b"")


async def test_tail_filters_as_a_subscriber_does(
    tmp_path: Path, redis: AnyRedis, server: Server, prefix: str
) -> None:
    written(tmp_path, redis=server.url, prefix=prefix)
    sports = (Topic(name="sports", score=0.9, iptc="medtop:15000000"),)
    filters = ("--topics", "sports,economy", "--any", "جسر", "--urgency", "urgent")
    async with _tail(tmp_path, redis, *filters) as process:
        await _put(redis, prefix, number=1, urgency="urgent")
        await _put(redis, prefix, number=2, topics=sports)
        await _put(redis, prefix, number=3, topics=sports, urgency="flash", title="فوز الفريق")
        await _put(redis, prefix, number=4, topics=sports, urgency="flash")
        line = (await _next(process)).decode()
        assert an_event(4).title in line
        assert "flash" in line


@pytest.mark.parametrize(
    ("option", "value"),
    [("--topics", "wether"), ("--urgency", "loud"), ("--events", "edit"), ("--any", "*"),
     ("--lang", "arabic1")],
)  # fmt: skip
async def test_a_filter_value_that_no_subscriber_could_have_ends_with_2(
    tmp_path: Path, option: str, value: str
) -> None:
    written(tmp_path, redis=DEAD)
    done = await ajil("tail", option, value, cwd=tmp_path)
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert done.err.startswith(option)


@pytest.mark.parametrize("quiet", [True, False])
async def test_tail_ends_quietly_when_nobody_reads_any_more(
    tmp_path: Path, redis: AnyRedis, server: Server, prefix: str, quiet: bool
) -> None:
    """Also where nothing comes that it could fail to write."""
    written(tmp_path, redis=server.url, prefix=prefix)
    reader, writer = os.pipe()
    async with _tail(tmp_path, redis, "--json") as ready:
        ready.terminate()
    process = await started("tail", "--json", cwd=tmp_path, stdout=writer)
    os.close(writer)
    os.close(reader)
    if not quiet:
        await _put(redis, prefix, number=1)
    assert await _ended(process) == (0, b"")


async def test_tail_waits_for_a_redis_that_goes_away(tmp_path: Path, own_server: Server) -> None:
    written(tmp_path, redis=own_server.url)
    client = connect(own_server.url)
    await _put(client, "ajil", number=1)
    async with _tail(tmp_path, client, "--json") as process:
        await asyncio.to_thread(own_server.restart, empty=True)
        await until(lambda: _back(client))
        await _put(client, "ajil", number=2)
        assert json.loads(await _next(process))["title"] == an_event(2).title
        process.send_signal(signal.SIGINT)
        code, said = await _ended(process)
    await client.aclose()
    assert code == 0
    assert b"tail.waits" in said
    assert b"Traceback" not in said


async def _back(client: AnyRedis) -> bool:
    try:
        return bool(await client.ping())
    except Exception:
        return False


# ── beside a running service ──────────────────────────────────────────────────────────────────


@asynccontextmanager
async def _running(folder: Path, more: str) -> AsyncIterator[AnyRedis]:
    """`ajil run` on its own Valkey, once its sources are learnt; a client of that."""
    text = written(folder, '[network]\nallow = ["127.0.0.0/8"]\n' + more)
    names = [line.split('"')[1] for line in text.split("[[source]]\n")[1:]]
    process = await started("run", cwd=folder)
    client = None
    try:
        await until((folder / "data/redis.url").exists)
        client = connect((folder / "data/redis.url").read_text().strip())
        await until(lambda: _learnt(client, names))
        yield client
        process.terminate()
        code, said = await _ended(process)
        assert code == 0, said
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        if client is not None:
            await client.aclose()


async def _learnt(client: Any, names: list[str]) -> bool:
    try:
        keys = [f"ajil:source:{name}" for name in names]
        return bool(await client.exists(*keys, "ajil:judge") == len(keys) + 1)
    except Exception:
        return False


def _site_and_hook(site: Site, hooks: Hooks) -> str:
    return (
        f'[[source]]\nname = "feed"\nkind = "feed"\nurl = "{site.base}/rss.xml"\nevery = "200ms"\n'
        f'[[subscriber]]\nname = "hook"\nchannel = "webhook"\nurl = "{hooks.base}/hook"\n'
        f'secret = "{SECRET}"\n'
        '[[subscriber]]\nname = "wire"\nchannel = "redis"\n'
    )


@pytest.mark.slow
async def test_tail_deliveries_and_dead_letters_of_a_running_service(tmp_path: Path) -> None:
    async with Site() as site, Hooks() as hooks:
        site.publish(10001, "خبر قديم")
        hooks.answer = lambda request: web.Response(status=503)
        async with _running(tmp_path, _site_and_hook(site, hooks)) as client:
            async with _tail(tmp_path, client, "--json") as process:
                site.publish(10002, "افتتاح جسر في كركوك")
                event = json.loads(await _next(process))
                assert (event["title"], event["event"]) == ("افتتاح جسر في كركوك", "new")
            name = f"{event['id']}_new_1"

            async def tried() -> list[dict[str, Any]]:
                rows = events_of(await ajil("deliveries", "--json", cwd=tmp_path))
                return [row for row in rows if row["attempts"] >= 1]

            # The receiver is down: it is owed, and tried again.
            [row] = await until(tried)
            assert (row["subscriber"], row["delivery"]) == ("hook", name)
            assert row["due"] > row["owed"]
            assert name in (await ajil("deliveries", "--subscriber", "hook", cwd=tmp_path)).out
            done = await ajil("deliveries", "--subscriber", "wire", cwd=tmp_path)
            assert (done.code, done.out) == (0, "nothing is waiting\n")
            done = await ajil("deliveries", "--subscriber", "nobody", cwd=tmp_path)
            assert (done.code, done.out) == (2, "")

            # The receiver refuses: a dead letter at once.
            hooks.answer = lambda request: web.Response(
                status=503 if request.headers["webhook-id"] == name else 400
            )
            for number, title in ((10003, "اجتماع في بابل"), (10004, "حريق في واسط")):
                site.publish(number, title)
            await until(lambda: _dead_count(client, 2))
            letters = events_of(await ajil("dead", "list", "--json", cwd=tmp_path))
            assert sorted(one["title"] for one in letters) == ["اجتماع في بابل", "حريق في واسط"]
            assert all("400" in one["why"] for one in letters)
            first, second = (one["delivery"] for one in letters)
            assert first in (await ajil("dead", "list", cwd=tmp_path)).out

            # One is dropped, the other tried again, and taken.
            hooks.answer = lambda request: None
            done = await ajil("dead", "drop", first, cwd=tmp_path)
            assert (done.code, second in done.out) == (0, False)
            assert (await ajil("dead", "drop", first, cwd=tmp_path)).code == 1
            assert (await ajil("dead", "retry", "--subscriber", "hook", cwd=tmp_path)).code == 0
            await until(lambda: second in hooks.ids())
            assert first not in hooks.ids()
            done = await ajil("dead", "list", cwd=tmp_path)
            assert (done.code, done.out) == (0, "no dead letters\n")


async def _dead_count(client: Any, count: int) -> bool:
    return bool(await client.zcard("ajil:dead") == count)


@pytest.mark.slow
async def test_a_live_replay_is_judged_by_the_running_service_and_told_line_by_line(
    tmp_path: Path,
) -> None:
    lines = [
        {"source": "r", "title": "افتتاح جسر في كركوك", "url": "https://o.example/10001-x.html",
         "seen": "2001-01-01T00:00:00Z"},
        {"source": "r", "title": "افتتاح جسر في كركوك", "url": "https://o.example/10001-x.html"},
        {"source": "r", "title": "افتتاح جسر كبير في كركوك", "url": "https://o.example/10001-x.html"},
        {"source": "r", "title": "افتتاح جسر في كركوك", "url": "https://o.example/10001-x.html"},
        {"source": "feed", "title": "خبر قديم"},
    ]  # fmt: skip
    text = "".join(json.dumps(line) + "\n" for line in lines)
    async with Site() as site, Hooks() as hooks:
        site.publish(10001, "خبر قديم")
        async with _running(tmp_path, _site_and_hook(site, hooks)) as client:
            done = await ajil("replay", "--live", "--json", "-", cwd=tmp_path, stdin=text + "{}\n")
            assert (done.code, "line 6" in done.err) == (1, True)
            told = [(one["event"], one["revision"]) for one in events_of(done)]
            assert told == [("new", 1), ("repeat", 1), ("update", 2), ("repeat", 2), ("new", 1)]
            assert events_of(done)[0]["seen"] > "2020"
            await until(lambda: len(hooks.got) == 3)
            rows: Any = await client.xrange("ajil:news")
            assert len(rows) == 3
            again = await ajil("replay", "--live", "-", cwd=tmp_path, stdin=text)
            assert (again.code, again.out) == (0, "")
            assert "known" in again.err

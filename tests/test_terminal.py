"""What a terminal is shown, on a real one (a pseudo-terminal), and what a pipe gets in its place."""

from __future__ import annotations

import asyncio
import os
import pty
import re
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from streamer.connect import AnyRedis
from tests.builders import an_event
from tests.commands import ROOT, started, written
from tests.servers import Server
from tests.waiting import until
from workers.story import encode

pytestmark = pytest.mark.parametrize("server", ["valkey"], indirect=True)
"""A terminal does not care which Redis it is."""
COLOUR = re.compile(r"\x1b\[(?:[0-9]+;)*(?:3|4|9|10)[0-7](?:;[0-9]+)*m")
"""A colour of letters or ground (ECMA-48, SGR)."""
DESK = '[[subscriber]]\nname = "desk"\nchannel = "redis"\n'


class Terminal:
    """A command whose standard output is a terminal; `seen` is all that it wrote there."""

    def __init__(self, process: asyncio.subprocess.Process, ours: int) -> None:
        self.process = process
        self._ours = ours
        self._bytes = b""

    def seen(self) -> str:
        try:
            while data := os.read(self._ours, 65536):
                self._bytes += data
        except (BlockingIOError, OSError):  # nothing more for now, or its other end is closed
            pass
        return self._bytes.decode("utf-8", "replace")

    async def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return await asyncio.wait_for(self.process.wait(), 30)


@asynccontextmanager
async def terminal(*arguments: str, cwd: Path, **environment: str) -> AsyncIterator[Terminal]:
    ours, theirs = pty.openpty()
    os.set_blocking(ours, False)
    usual = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "workers.cli", *arguments, cwd=cwd, stdin=DEVNULL, stdout=theirs,
        env={**usual, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "160",
             "LINES": "40", **environment},
    )  # fmt: skip
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        os.close(ours)


async def put(redis: AnyRedis, prefix: str, number: int, **more: Any) -> None:
    await redis.xadd(f"{prefix}:news", {"data": encode(an_event(number=number, **more))})


async def until_it_listens(redis: AnyRedis) -> None:
    async def listens() -> bool:
        clients: Any = await redis.client_list()
        return any(one["name"] == "ajil-command" and one["cmd"] == "xread" for one in clients)

    await until(listens)


@pytest.mark.parametrize("colours", [True, False])
async def test_tail_colours_by_urgency_unless_no_colour_is_wanted(
    tmp_path: Path, redis: AnyRedis, server: Server, prefix: str, colours: bool
) -> None:
    """A title is written in an isolate, so one from right to left turns no line around (UAX 9)."""
    written(tmp_path, redis=server.url, prefix=prefix)
    asked = {} if colours else {"NO_COLOR": "1"}  # no-color.org
    async with terminal("tail", cwd=tmp_path, **asked) as shown:
        await until_it_listens(redis)
        for number, urgency in enumerate(("routine", "urgent", "flash")):
            await put(redis, prefix, number, urgency=urgency, title=f"خبر {urgency}")
        await until(lambda: "خبر flash\u2069" in shown.seen())
        lines = {one: next(line for line in shown.seen().splitlines() if f"خبر {one}" in line)
                 for one in ("routine", "urgent", "flash")}  # fmt: skip
        assert all(f"\u2068خبر {urgency}\u2069" in line for urgency, line in lines.items())
        found = {urgency: set(COLOUR.findall(line)) for urgency, line in lines.items()}
        assert not found["routine"]
        if colours:
            assert found["urgent"] == {"\x1b[1;31m"}
            assert found["flash"] == {"\x1b[1;37;41m"}
        else:
            assert not found["urgent"] | found["flash"]
        assert await shown.end() == 0


async def test_tail_is_plain_in_a_pipe(
    tmp_path: Path, redis: AnyRedis, server: Server, prefix: str
) -> None:
    written(tmp_path, redis=server.url, prefix=prefix)
    process = await started("tail", cwd=tmp_path)
    assert process.stdout
    try:
        await until_it_listens(redis)
        await put(redis, prefix, 1, urgency="flash")
        line = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
    finally:
        process.kill()
        await process.wait()
    assert "flash" in line
    assert f"\u2068{an_event(number=1).title}\u2069" in line
    assert "\x1b" not in line


async def test_status_is_watched_on_a_screen_of_its_own_and_keeps_up(
    tmp_path: Path, redis: AnyRedis, server: Server, prefix: str
) -> None:
    written(tmp_path, DESK, redis=server.url, prefix=prefix)
    async with terminal("status", "--watch", cwd=tmp_path) as shown:
        await until(lambda: "waiting 0 of 100,000" in plain(shown.seen()))
        assert "\x1b[?1049h" in shown.seen(), "the screen before it is kept (xterm)"
        await until(lambda: COLOUR.search(shown.seen()))  # nobody judges: that is red
        await until(lambda: "desk" in shown.seen())
        await redis.xadd(f"{prefix}:headlines", {"data": b"{}"})
        await until(lambda: "waiting 1 of 100,000" in plain(shown.seen()))
        assert await shown.end() == 0
        assert "\x1b[?1049l" in shown.seen()


async def test_status_is_watched_in_a_pipe_too_one_plain_screen_after_the_other(
    tmp_path: Path, redis: AnyRedis, server: Server, prefix: str
) -> None:
    written(tmp_path, DESK, redis=server.url, prefix=prefix)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "workers.cli", "status", "--watch", cwd=tmp_path, stdin=DEVNULL,
        stdout=PIPE, env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"},
    )  # fmt: skip
    assert process.stdout
    out = b""
    try:
        for waiting in (0, 1):
            while f"waiting {waiting} of".encode() not in out:
                line = await asyncio.wait_for(process.stdout.readline(), 30)
                assert line
                out += line
            await redis.xadd(f"{prefix}:headlines", {"data": b"{}"})
        process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 30) == 0
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
    assert b"\x1b" not in out
    assert b"desk" in out


def plain(text: str) -> str:
    """Without what steers the terminal."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)

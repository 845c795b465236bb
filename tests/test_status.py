"""`ajil status` and the API on the real service, and what a terminal is shown."""

from __future__ import annotations

import asyncio
import json
import os
import pty
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.commands import ALLOW, ROOT, ajil, started
from tests.fakes import SECRET, Hooks, Site
from tests.waiting import until

CONFIG = '[service]\ndata_dir = "data"\nlisten = "127.0.0.1:0"\n' + ALLOW


@asynccontextmanager
async def service(folder: Path, more: str = "") -> AsyncIterator[str]:
    """`ajil run`; gives the console's address, with a slash at the end."""
    (folder / "ajil.toml").write_text(CONFIG + more)
    with (folder / "log").open("wb") as log:
        process = await started("run", cwd=folder, before=(), stdout=asyncio.subprocess.PIPE)
        assert process.stdout
        assert process.stderr
        draining = asyncio.create_task(_drain(process.stderr, log))
        try:
            while True:
                line = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
                assert line, (folder / "log").read_text()
                if found := re.match(r"console +(http\S+)", line):
                    break
            yield found[1]
        finally:
            process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(process.wait(), 20)
            await draining


async def _drain(stream: asyncio.StreamReader, log: Any) -> None:
    while data := await stream.read(1 << 16):
        log.write(data)
        log.flush()


@pytest.mark.slow
async def test_what_is_made_through_the_api_is_asked_and_told_and_survives(tmp_path: Path) -> None:
    site = Site()
    site.publish(1, "خبر أول")
    async with site, Hooks() as hooks:
        source = {"name": "made", "kind": "feed", "url": f"{site.base}/rss.xml", "every": "250ms"}
        desk = {"name": "desk", "channel": "webhook", "url": f"{hooks.base}/hook", "secret": SECRET}
        async with service(tmp_path) as address, aiohttp.ClientSession(address) as http:
            for path, table in (("/api/subscribers", desk), ("/api/sources", source)):
                async with http.post(path, json=table) as answer:
                    assert answer.status == 201, await answer.text()
            await until(lambda: site.asked_for("/rss.xml") >= 2)
            site.publish(2, "خبر ثان عن جسر جديد")
            await until(lambda: len(hooks.got) == 1)
            assert hooks.got[0][1]["title"] == "خبر ثان عن جسر جديد"

            async def shown() -> Any:
                async with http.get("/api/sources/made") as answer:
                    one = await answer.json()
                return one if one["condition"] == "fresh" and sum(one["hours"][-2:]) == 1 else None

            assert (await until(shown))["made"] is True
            screen = await ajil("status", cwd=tmp_path)
            assert "made" in screen.out
            assert "\x1b" not in screen.out
            told = json.loads((await ajil("status", "--json", cwd=tmp_path)).out)
            [one] = told["subscribers"]
            assert (one["name"], one["delivered"], one["owed"]) == ("desk", 1, 0)
            assert told["judge_lease"]
        async with service(tmp_path) as address, aiohttp.ClientSession(address) as http:
            await until(lambda: site.asked_for("/rss.xml") >= 4)
            site.publish(3, "خبر ثالث عن مدرسة")
            await until(lambda: len(hooks.got) == 2)
            async with http.delete("/api/sources/made") as answer:
                assert answer.status == 204

            async def gone() -> bool:
                async with http.get("/api/sources") as answer:
                    return (await answer.json())["sources"] == []

            await until(gone)


@pytest.mark.slow
async def test_the_alarm_reaches_its_subscriber_once(tmp_path: Path) -> None:
    """No headline for a second: said once, however long it lasts."""
    async with Hooks() as hooks:
        more = (
            f'[alarm]\nsubscriber = "ops"\nsilence = "1s"\n[[subscriber]]\nname = "ops"\n'
            f'channel = "webhook"\nurl = "{hooks.base}/hook"\nsecret = "{SECRET}"\n'
        )
        async with service(tmp_path, more):
            await until(lambda: len(hooks.got) >= 1, 30)
            [(_, event)] = hooks.got
            assert event["kind"] == "alarm"
            assert "no headline at all" in event["title"]


async def test_a_terminal_gets_colours_and_a_pipe_gets_none(tmp_path: Path) -> None:
    """NO_COLOR asks for none on a terminal, too (no-color.org)."""
    lines = "".join(
        json.dumps({"source": "a", "title": f"خبر رقم {n}", "seen": "2024-03-12T09:40:00Z"}) + "\n"
        for n in range(3)
    )
    (tmp_path / "lines").write_text(lines)
    for more, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        ours, theirs = pty.openpty()
        with (tmp_path / "out").open("wb") as out:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "workers.cli", "replay", "lines"),
                cwd=tmp_path, stdout=out, stderr=theirs,
                env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **more},
            )  # fmt: skip
            assert await process.wait() == 0
        os.close(theirs)
        shown = b""
        while True:
            try:
                shown += os.read(ours, 1 << 16)
            except OSError:  # the other end is closed
                break
        os.close(ours)
        assert b"replay" in shown
        assert (re.search(rb"\x1b\[[0-9;]*3[0-9]", shown) is not None) == coloured
        assert len((tmp_path / "out").read_bytes().splitlines()) == 3
        assert b"\x1b" not in (tmp_path / "out").read_bytes()

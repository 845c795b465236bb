"""`ajil run`, `poll`, `work` as operators have them: a process, its log, its console, its signals."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import aiohttp

from streamer.connect import AnyRedis, connect
from tests.fakes import SECRET, Hooks, Site
from tests.servers import Server
from tests.waiting import until

ROOT = Path(__file__).parents[1]
STARTS = 45.0
"""Seconds that a process may take to start on a busy machine."""
STOPS = 10.0
"""Seconds that it may take to stop, by its promise."""


class Running:
    """One `ajil …`, its standard output and error in files."""

    def __init__(
        self,
        folder: Path,
        command: str,
        config: Path,
        *,
        limit: int = 0,
        program: Sequence[str] = ("-m", "workers.cli"),
    ) -> None:
        folder.mkdir(exist_ok=True)
        self.out, self.err = folder / "out", folder / "err"
        argv = [sys.executable, *program, command, "--config", str(config)]
        if limit:
            argv = ["/bin/sh", "-c", f'ulimit -Sn {limit} && exec "$@"', "sh", *argv]
        with self.out.open("ab") as out, self.err.open("ab") as err:
            self._child = subprocess.Popen(argv, cwd=ROOT, stdout=out, stderr=err)

    @property
    def pid(self) -> int:
        return self._child.pid

    @property
    def ended(self) -> int | None:
        return self._child.poll()

    def lines(self, event: str) -> list[dict[str, Any]]:
        """Its log lines of this event; every line must be JSON."""
        return [one for one in self.log() if one["event"] == event]

    def log(self) -> list[dict[str, Any]]:
        whole, _, _ = self.err.read_text().rpartition("\n")
        return [json.loads(line) for line in whole.splitlines()]

    async def says(self, event: str, times: int = 1) -> dict[str, Any]:
        def said() -> bool:
            assert self.ended is None or len(self.lines(event)) >= times, self.err.read_text()
            return len(self.lines(event)) >= times

        await until(said, STARTS)
        return self.lines(event)[times - 1]

    async def console(self) -> str:
        """Address of its console, with a slash at the end."""

        def printed() -> str | None:
            found = re.search(r"console +(http\S+)", self.out.read_text())
            return found[1] if found else None

        address: str = await until(printed, STARTS)
        return address

    def send(self, number: signal.Signals) -> None:
        self._child.send_signal(number)

    async def stops(self, within: float = STOPS) -> int:
        """SIGTERM; gives the exit status."""
        self.send(signal.SIGTERM)
        return await self.ends(within)

    async def ends(self, within: float = STARTS) -> int:
        await until(lambda: self.ended is not None, within)
        status = self.ended
        assert status is not None
        return status

    def close(self) -> None:
        if self.ended is None:
            self._child.kill()
        self._child.wait()


Start = Callable[..., Running]


@contextmanager
def starter(folder: Path) -> Iterator[Start]:
    """Starts `ajil COMMAND`; what still runs at the end is killed."""
    started: list[Running] = []

    def one(command: str, config: Path, *, name: str = "", **more: Any) -> Running:
        place = folder / (name or f"{command}-{len(started)}")
        started.append(Running(place, command, config, **more))
        return started[-1]

    try:
        yield one
    finally:
        for running in started:
            running.close()


def write(
    folder: Path,
    *,
    url: str = "",
    prefix: str = "ajil",
    data_dir: str = "",
    listen: str = "127.0.0.1:0",
    more: str = "",
    sites: tuple[Site, ...] = (),
    name: str = "ajil.toml",
) -> Path:
    sources = "".join(
        f"""
[[source]]
name = "{site.name}-feed"
kind = "feed"
outlet = "{site.name}"
url = "{site.base}/rss.xml"
every = "200ms"
"""
        for site in sites
    )
    path = folder / name
    path.write_text(
        f"""
[redis]
url = "{url}"
prefix = "{prefix}"
[service]
data_dir = "{data_dir or folder / "data"}"
listen = "{listen}"
[network]
allow = ["127.0.0.0/8"]
{sources}
{more}
"""
    )
    return path


def webhook(hooks: Hooks, name: str = "hook", path: str = "/hook") -> str:
    return f"""
[[subscriber]]
name = "{name}"
channel = "webhook"
url = "{hooks.base}{path}"
secret = "{SECRET}"
"""


WIRE = """
[[subscriber]]
name = "{}"
channel = "redis"
"""


@asynccontextmanager
async def client_of(server: Server) -> AsyncIterator[AnyRedis]:
    client = connect(server.url, name="test")
    yield client
    await client.aclose()


async def learnt(running: Running) -> None:
    await running.says("source.learnt")


def titles(hooks: Hooks) -> list[Any]:
    return [event["title"] for _, event in hooks.got]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


async def answers(address: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return answer.status, await answer.text()


async def is_ready(address: str) -> bool:
    status, _ = await answers(f"{address}readyz")
    return status == 200


async def is_red(address: str) -> bool:
    status, _ = await answers(f"{address}readyz")
    return status == 503


@asynccontextmanager
async def hanging(held: asyncio.Event) -> AsyncIterator[str]:
    """A server that takes connections and says nothing."""
    writers: list[asyncio.StreamWriter] = []

    async def hold(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        held.set()

    server = await asyncio.start_server(hold, "127.0.0.3", 0)
    yield f"http://127.0.0.3:{server.sockets[0].getsockname()[1]}"
    server.close()
    for writer in writers:
        writer.close()

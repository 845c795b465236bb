"""Real servers for every test that needs one.

    server         Valkey, then Redis (two runs of the test), shared: keep to `prefix`
    own_server     the same, with an append-only file, for this test alone: kill it, fill it
    redis          a client of `server`
    prefix         a name nobody else uses
    room           the store of one service on `redis`, as its workers use it
    readers        processes that read pages and feeds, for a module
    visits         visits one after the other, on Valkey

Shared servers live as long as a pytest-xdist worker. Their class is `tests.servers.Server`; to wait
for something, `tests.waiting.until`.
"""

from __future__ import annotations

import os
import secrets
import signal
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from streamer.connect import AnyRedis, connect
from streamer.reading import Readers
from tests.absent import absent
from tests.builders import Room
from tests.servers import Kind, Server, binary_of
from tests.visits import Visits

_MARK = "AJIL_TEST_RUN"

# No timed assertion in a test: how long an example takes says more of the machine than of us.
settings.register_profile("ajil", deadline=None)
settings.load_profile("ajil")


@pytest.fixture(scope="session", autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """Fails, at the end of the last test, when a process that a test started is still alive.

    They are known by a variable of their environment, so orphans are found too (where /proc is)."""
    run = f"{_MARK}={os.getpid()}-{secrets.token_hex(4)}"
    os.environ[_MARK] = run.partition("=")[2]
    yield
    deadline = time.monotonic() + 30
    while (left := _started_by(run)) and time.monotonic() < deadline:
        time.sleep(0.05)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert not left, f"left behind by tests, killed now: {left}"


def _started_by(run: str) -> dict[int, str]:
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            environment = (entry / "environ").read_bytes().split(b"\0")
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # gone meanwhile, or somebody else's
        # multiprocessing keeps one such helper until the interpreter ends, and ends it then.
        if run.encode() in environment and "multiprocessing." not in command:
            found[int(entry.name)] = command
    return found


def _need(kind: Kind) -> None:
    if binary_of(kind) is None:
        absent("NO REDIS: install redis-server (Debian) to test on it too")


@pytest.fixture(scope="session")
def valkey_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server("valkey", tmp_path_factory.mktemp("valkey"))
    yield server
    server.kill()


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    _need("redis")
    server = Server("redis", tmp_path_factory.mktemp("redis"))
    yield server
    server.kill()


@pytest.fixture(params=["valkey", "redis"])
def server(request: pytest.FixtureRequest) -> Server:
    """A shared server: do not kill it, and undo what you set."""
    shared: Server = request.getfixturevalue(f"{request.param}_server")
    if not shared.alive:
        shared.restart()
    return shared


@pytest.fixture(params=["valkey", "redis"])
def own_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A server for this test alone, with an append-only file (always)."""
    _need(request.param)
    server = Server(request.param, tmp_path / "server", durable=True)
    yield server
    server.kill()


@pytest.fixture
def prefix() -> str:
    return f"t{secrets.token_hex(6)}"


@pytest.fixture
async def redis(server: Server) -> AsyncIterator[AnyRedis]:
    client = connect(server.url, name="test")
    yield client
    await client.aclose()


@pytest.fixture
async def room(redis: AnyRedis, prefix: str) -> AsyncIterator[Room]:
    room = await Room(redis, prefix).open()
    yield room
    await room.close()


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    readers = Readers(workers=2, deadline=30)
    yield readers
    readers.close()


@pytest.fixture
async def visits(valkey_server: Server, prefix: str, readers: Readers) -> AsyncIterator[Visits]:
    client: AnyRedis = connect(valkey_server.url, name="test")
    visits = Visits(client, prefix, readers)
    yield visits
    await visits.close()
    await client.aclose()

"""Valkey in data_dir: nothing acknowledged is lost, nobody is left behind, one run a directory."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import stat
import subprocess
import sys
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import uvloop

from streamer.connect import connect, inspect, is_not_now
from streamer.embedded import Embedded, attach
from streamer.errors import DataDirError
from tests.waiting import until

_MEMORY = 64 * 1024**2

_OWNER = """
import asyncio, sys
from pathlib import Path
from streamer.embedded import Embedded
async def main():
    embedded = Embedded(Path(sys.argv[1]), memory=64 * 1024**2)
    print(await embedded.start(), embedded.pid, flush=True)
    await asyncio.Event().wait()
if sys.argv[2] == "uvloop":
    import uvloop
    uvloop.run(main())
else:
    asyncio.run(main())
"""


@pytest.fixture
async def embedded(tmp_path: Path) -> AsyncIterator[Embedded]:
    made = Embedded(tmp_path / "data", memory=_MEMORY)
    yield made
    await made.stop()


def _owner(data_dir: Path, loop: str = "asyncio") -> tuple[subprocess.Popen[str], str, int]:
    """Another process that owns data_dir: itself, its URL, its server's pid."""
    process = subprocess.Popen(
        [sys.executable, "-c", _OWNER, str(data_dir), loop],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    assert process.stdout
    url, pid = process.stdout.readline().split()
    return process, url, int(pid)


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    assert process.stdout
    process.stdout.close()


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    status = Path(f"/proc/{pid}/stat")  # an orphan that nobody reaps in this container
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z"


async def _append(client: Any, count: int, written: list[int]) -> None:
    """Adds numbered entries; `written` gets those that were acknowledged."""
    for number in range(count):
        while True:
            try:
                await client.xadd("s", {"n": number})
                written.append(number)
                break
            except Exception as exc:
                if not is_not_now(exc):
                    raise
                await asyncio.sleep(0.01)


def _longer(written: list[int], than: int) -> bool:
    return len(written) >= than


def _replaced(embedded: Embedded, killed: int) -> bool:
    return embedded.pid not in (killed, None)


async def _numbers(client: Any) -> set[int]:
    return {int(fields[b"n"]) for _, fields in await client.xrange("s")}


# ── what stands in data_dir ───────────────────────────────────────────────────────────────────


async def test_the_server_is_durable_bounded_and_closed_to_others(
    embedded: Embedded, tmp_path: Path
) -> None:
    url = await embedded.start()
    client: Any = connect(url)
    assert await inspect(client) == []
    wanted = {
        "appendonly": "yes",
        "appendfsync": "always",
        "aof-use-rdb-preamble": "yes",
        "aof-load-truncated": "yes",
        "maxmemory": str(_MEMORY),
        "maxmemory-policy": "noeviction",
        "save": "",
        "bind": "127.0.0.1",
        "protected-mode": "yes",
    }
    for name, value in wanted.items():
        assert await client.config_get(name) == {name: value}
    await client.aclose()
    without = connect("redis://" + url.partition("@")[2])
    with pytest.raises(Exception, match=r"(?i)auth"):
        await without.ping()
    await without.aclose()
    data = tmp_path / "data"
    assert (data / "redis.url").read_text().strip() == url
    modes = {name: stat.S_IMODE((data / name).stat().st_mode) for name in ("redis.url", "valkey")}
    assert modes == {"redis.url": 0o600, "valkey": 0o700}
    assert stat.S_IMODE((data / "valkey/valkey.conf").stat().st_mode) == 0o600


async def test_the_password_is_on_no_command_line_and_in_no_log(
    embedded: Embedded, tmp_path: Path
) -> None:
    url = await embedded.start()
    password = url.split(":")[2].partition("@")[0]
    assert len(password) >= 32
    command = subprocess.check_output(["ps", "-o", "args=", "-p", str(embedded.pid)], text=True)
    assert "valkey" in command
    assert password not in command
    assert password not in (tmp_path / "data/valkey/valkey.log").read_text()
    assert password not in (tmp_path / "data/lock").read_text()


async def test_address_password_and_data_stay_from_run_to_run(tmp_path: Path) -> None:
    urls = []
    for number in range(3):
        embedded = Embedded(tmp_path, memory=_MEMORY)
        urls.append(await embedded.start())
        client: Any = connect(urls[-1])
        assert await client.incr("runs") == number + 1
        await client.aclose()
        await embedded.stop()
    assert len(set(urls)) == 1


async def test_a_port_that_was_taken_meanwhile_is_replaced(tmp_path: Path) -> None:
    embedded = Embedded(tmp_path, memory=_MEMORY)
    first = await embedded.start()
    await embedded.stop()
    squatter = await asyncio.start_server(
        lambda _, writer: writer.close(), "127.0.0.1", int(first.rpartition(":")[2].split("/")[0])
    )
    second = await embedded.start()
    assert first.partition("@")[0] == second.partition("@")[0]
    assert first != second
    await embedded.stop()
    squatter.close()
    await squatter.wait_closed()


@pytest.mark.parametrize("text", ["", "junk", "redis://127.0.0.1", "redis://:a'b%0a@127.0.0.1:1"])
async def test_a_spoilt_redis_url_is_made_anew(tmp_path: Path, text: str) -> None:
    (tmp_path / "redis.url").write_text(text)
    embedded = Embedded(tmp_path, memory=_MEMORY)
    url = await embedded.start()
    assert (tmp_path / "redis.url").read_text().strip() == url
    await embedded.stop()


async def test_half_a_last_write_is_cut_off(tmp_path: Path) -> None:
    embedded = Embedded(tmp_path, memory=_MEMORY)
    client: Any = connect(await embedded.start())
    await client.xadd("s", {"n": 0})
    await embedded.stop()
    (tail,) = (tmp_path / "valkey/appendonlydir").glob("*.incr.aof")
    with tail.open("ab") as file:
        file.write(b"*5\r\n$4\r\nXADD\r\n$1\r\ns\r\n$1")
    await embedded.start()
    assert await until(lambda: _numbers(client)) == {0}
    await client.aclose()
    await embedded.stop()


async def test_the_log_is_bounded(embedded: Embedded, tmp_path: Path) -> None:
    home = tmp_path / "data/valkey"
    home.mkdir(parents=True)
    (home / "valkey.log").write_bytes(b"x" * 2 * 1024**2)
    await embedded.start()
    assert (home / "valkey.log").stat().st_size < 1024**2
    assert (home / "valkey.log.1").stat().st_size == 2 * 1024**2


# ── deaths ────────────────────────────────────────────────────────────────────────────────────


async def test_a_killed_server_comes_back_at_the_same_address_with_all_it_acknowledged(
    embedded: Embedded,
) -> None:
    client: Any = connect(await embedded.start())
    written: list[int] = []
    writer = asyncio.create_task(_append(client, 1500, written))
    for enough in (200, 400):
        await until(partial(_longer, written, enough))
        killed = embedded.pid
        assert killed
        os.kill(killed, signal.SIGKILL)
        await until(partial(_replaced, embedded, killed))
    await writer
    assert len(written) >= 400
    assert set(written) <= await _numbers(client)
    await client.aclose()


@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
async def test_when_the_owner_is_killed_its_server_goes_and_a_successor_has_the_data(
    tmp_path: Path, loop: str
) -> None:
    process, url, pid = _owner(tmp_path, loop)
    client: Any = connect(url)
    written: list[int] = []
    await _append(client, 100, written)
    process.kill()  # and start at once: the successor waits for the dying server, not for luck
    successor = Embedded(tmp_path, memory=_MEMORY)
    try:
        assert await successor.start() == url
        assert _gone(pid)
        assert await until(lambda: _numbers(client)) >= set(written)
        assert len(written) == 100
    finally:
        _end(process)
        await client.aclose()
        await successor.stop()


async def test_a_dying_server_keeps_its_successor_waiting(tmp_path: Path) -> None:
    """Two servers on one append-only file would ruin it."""
    process, _, pid = _owner(tmp_path)
    os.kill(pid, signal.SIGSTOP)
    _end(process)
    successor = Embedded(tmp_path, memory=_MEMORY)
    starting = asyncio.create_task(successor.start())
    try:
        done, _ = await asyncio.wait([starting], timeout=1.5)
        assert not done
        os.kill(pid, signal.SIGCONT)
        await starting
        assert _gone(pid)
    finally:
        starting.cancel()
        await successor.stop()


async def test_the_terminals_ctrl_c_does_not_reach_the_server(embedded: Embedded) -> None:
    await embedded.start()
    assert embedded.pid
    assert os.getsid(embedded.pid) != os.getsid(0)
    assert os.getpgid(embedded.pid) != os.getpgid(0)


async def test_stop_ends_the_server_frees_the_directory_and_may_be_repeated(
    embedded: Embedded, tmp_path: Path
) -> None:
    await embedded.stop()
    await embedded.start()
    pid = embedded.pid
    assert pid
    await embedded.stop()
    await embedded.stop()
    assert _gone(pid)
    assert embedded.pid is None
    assert attach(tmp_path / "data") is None


async def test_a_start_that_is_cancelled_leaves_nothing_behind(
    embedded: Embedded, tmp_path: Path
) -> None:
    starting = asyncio.create_task(embedded.start())
    await until(lambda: embedded.pid is not None)
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    assert embedded.pid is None
    assert attach(tmp_path / "data") is None


def _sleep(ready: Any) -> None:
    ready.set()
    signal.pause()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_a_forked_worker_holds_neither_lock_nor_server(tmp_path: Path) -> None:
    """A process pool forks; its workers may outlive us, and must not keep data_dir."""
    embedded = Embedded(tmp_path, memory=_MEMORY)
    await embedded.start()
    context = multiprocessing.get_context("fork")
    ready = context.Event()
    worker = context.Process(target=_sleep, args=(ready,))
    worker.start()
    try:
        await until(ready.is_set)
        held = [os.readlink(link) for link in Path(f"/proc/{worker.pid}/fd").glob("*")]
        assert str(tmp_path / "lock") not in held
        await embedded.stop()
        assert attach(tmp_path) is None
    finally:
        worker.kill()
        worker.join()


# ── one run a directory ───────────────────────────────────────────────────────────────────────


async def test_a_second_run_is_told_who_holds_the_directory(tmp_path: Path) -> None:
    process, url, _ = _owner(tmp_path)
    try:
        with pytest.raises(DataDirError) as caught:
            await Embedded(tmp_path, memory=_MEMORY).start()
        assert f"pid {process.pid}" in str(caught.value)
        assert "-c" in str(caught.value)
        assert str(tmp_path) in str(caught.value)
        assert attach(tmp_path) == url
        client = connect(url)  # and the first one goes on
        assert await client.ping()
        await client.aclose()
    finally:
        _end(process)
    await until(lambda: attach(tmp_path) is None)


async def test_nobody_runs_where_nobody_ever_ran(tmp_path: Path) -> None:
    assert attach(tmp_path) is None
    assert attach(tmp_path / "absent") is None


@pytest.mark.parametrize("where", ["file/data", "/proc/ajil"])
async def test_a_directory_that_cannot_be_written_is_refused_with_what_to_do(
    tmp_path: Path, where: str
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DataDirError, match=r"cannot be written .* service\.data_dir"):
        await Embedded(tmp_path / where, memory=_MEMORY).start()


async def test_a_valkey_that_cannot_start_is_refused_with_its_last_words(tmp_path: Path) -> None:
    directory = tmp_path / "valkey/appendonlydir"
    directory.mkdir(parents=True)
    (directory / "appendonly.aof.manifest").write_text("nonsense\n")
    with pytest.raises(DataDirError, match="manifest"):
        await Embedded(tmp_path, memory=_MEMORY).start()
    assert attach(tmp_path) is None


def test_it_works_on_uvloop_as_on_asyncio(tmp_path: Path) -> None:
    async def main() -> int:
        embedded = Embedded(tmp_path, memory=_MEMORY)
        client: Any = connect(await embedded.start())
        killed = embedded.pid
        assert killed
        await client.incr("k")
        os.kill(killed, signal.SIGKILL)
        await until(partial(_replaced, embedded, killed))

        async def back() -> Any:
            try:
                return await client.get("k")
            except Exception as exc:
                if not is_not_now(exc):
                    raise
                return None

        value = int(await until(back))
        await client.aclose()
        await embedded.stop()
        return value

    assert uvloop.run(main()) == 1

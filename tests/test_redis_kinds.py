"""The same service on every kind of Redis that a URL can name: one alone, a cluster, one behind sentinels."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis.exceptions import RedisError

from streamer.connect import connect
from tests.absent import absent
from tests.fakes import SECRET, Hooks, Site
from tests.servers import Server, binary_of, free_port, wait_for
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


@pytest.fixture(params=["valkey", "redis"])
def kind(request: pytest.FixtureRequest) -> str:
    if binary_of(request.param) is None:
        absent("NO REDIS: install redis-server (Debian) to test on it too")
    return str(request.param)


@pytest.fixture
def cluster(kind: str, tmp_path: Path) -> Iterator[str]:
    """One node that owns all slots."""
    server = Server(kind, tmp_path / "node", options=("--cluster-enabled", "yes"))  # type: ignore[arg-type]
    try:
        with server.client() as client:
            client.execute_command("CLUSTER", "ADDSLOTSRANGE", "0", "16383")
            wait_for(lambda: b"cluster_state:ok" in client.execute_command("CLUSTER", "INFO"))
        yield f"redis+cluster://127.0.0.1:{server.port}"
    finally:
        server.kill()


@pytest.fixture
def sentinel(kind: str, tmp_path: Path) -> Iterator[str]:
    """A master and one sentinel that watches it."""
    master = Server(kind, tmp_path / "master")  # type: ignore[arg-type]
    folder = tmp_path / "sentinel"
    folder.mkdir()
    port = free_port()
    (folder / "sentinel.conf").write_text(
        f"port {port}\nbind 127.0.0.1\ndir {folder}\n"
        f"sentinel monitor news 127.0.0.1 {master.port} 1\n"
    )
    binary = binary_of(kind)  # type: ignore[arg-type]
    assert binary
    watcher = subprocess.Popen([binary, str(folder / "sentinel.conf"), "--sentinel"], cwd=folder,
                               stdout=subprocess.DEVNULL)  # fmt: skip
    try:
        yield f"redis+sentinel://127.0.0.1:{port}/news/0"
    finally:
        watcher.kill()
        watcher.wait()
        master.kill()


async def test_alerts_arrive_once_through_a_cluster(cluster: str, tmp_path: Path) -> None:
    await _an_afternoon(cluster, "{ajil}", tmp_path)


async def test_alerts_arrive_once_behind_sentinels(sentinel: str, tmp_path: Path) -> None:
    client = connect(sentinel)

    async def answers() -> bool:
        try:
            return bool(await client.ping())
        except OSError:
            return False
        except Exception as error:
            return "No master" in str(error) and False

    await until(answers)
    await client.aclose()
    await _an_afternoon(sentinel, "ajil", tmp_path)


async def _an_afternoon(url: str, prefix: str, folder: Path) -> None:
    """New, edited and told again, to a redis subscriber and a webhook."""
    async with Site("one") as site, Hooks() as hooks:
        for number in range(100, 105):
            site.publish(number, f"خبر قديم رقم {number}")
        config = folder / "ajil.toml"
        config.write_text(
            f"""
[redis]
url = "{url}"
prefix = "{prefix}"
[service]
data_dir = "{folder}/data"
listen = ""
[network]
allow = ["127.0.0.0/8"]
[[source]]
name = "one-feed"
kind = "feed"
url = "{site.base}/rss.xml"
every = "300ms"
[[source]]
name = "one-ticker"
kind = "ticker"
url = "{site.base}/"
every = "300ms"
[[subscriber]]
name = "wire"
channel = "redis"
[[subscriber]]
name = "hook"
channel = "webhook"
url = "{hooks.base}/hook"
secret = "{SECRET}"
"""
        )
        log = folder / "log"
        with log.open("wb") as out:
            child = subprocess.Popen(
                [sys.executable, "-m", "workers.cli", "run", "--config", str(config)],
                stdout=out, stderr=out,
            )  # fmt: skip
        client = connect(url)
        try:

            async def learnt() -> bool:
                try:
                    found = [
                        await client.exists(f"{prefix}:source:one-{kind}")
                        for kind in ("feed", "ticker")
                    ]
                except (OSError, RedisError):  # slow to answer on a busy machine: asked again
                    return False
                return all(found)

            await until(learnt, 45)
            articles = [site.publish(200 + n, f"عاجل | خبر جديد رقم {n}") for n in range(10)]
            await until(lambda: len(hooks.got) >= 10)
            articles[0].title = "خبر جديد رقم 0 ثم تفاصيل"
            await until(lambda: len(hooks.got) >= 11)

            async def streamed() -> bool:
                return int(await client.xlen(f"{prefix}:news:to:wire")) >= 11

            await until(streamed)

            async def drained() -> bool:  # an entry goes after its alert has: not in one step
                return int(await client.xlen(f"{prefix}:headlines")) == 0

            await until(drained)
            assert len(set(hooks.ids())) == len(hooks.ids()) == 11
            assert await client.xlen(f"{prefix}:news:to:wire") == 11
        finally:
            child.terminate()
            code = await asyncio.to_thread(child.wait, 30)
            await client.aclose()
        assert code == 0, log.read_text()[-3000:]


async def test_behind_sentinels_too_idle_connections_are_given_up_with_one_that_broke(
    sentinel: str,
) -> None:
    client = connect(sentinel)

    async def knows_its_master() -> bool:
        try:
            return bool(await client.ping())
        except RedisError:
            return False

    try:
        await until(knows_its_master)
        await asyncio.gather(*(client.ping() for _ in range(3)))
        pool = client.connection_pool
        one = await pool.get_connection()
        assert any(other.is_connected for other in pool._available_connections)
        await one.disconnect()
        await pool.release(one)
        assert not any(other.is_connected for other in pool._available_connections)
        assert await client.ping()
    finally:
        await client.aclose()

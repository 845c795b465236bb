"""A client from a URL, the words about a bad one, and what `inspect` says of real servers."""

from __future__ import annotations

import asyncio
import re
import secrets
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis import Redis as BlockingRedis
from redis.exceptions import RedisError, ResponseError

from streamer.connect import (
    LONGEST_BLOCK,
    NOT_NOW,
    SOCKET_TIMEOUT,
    AnyRedis,
    _refuse,
    connect,
    inspect,
    is_not_now,
    url_fault,
)
from streamer.embedded import LEASH
from streamer.errors import StoreError
from streamer.redis_url import read
from tests.servers import Refusal, Server, binary_of, free_port
from tests.waiting import until
from tests.wire import wire_to

# ── the URL ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("redis://h", {"kind": "redis", "hosts": (("h", 6379),), "db": 0, "tls": False}),
        ("redis://h:1/3", {"hosts": (("h", 1),), "db": 3}),
        ("redis://:pw@h/", {"username": None, "password": "pw", "db": 0}),
        ("redis://u:p%40%2F@[::1]:7", {"username": "u", "password": "p@/", "hosts": (("::1", 7),)}),
        ("redis://h?db=4", {"db": 4}),
        (
            "rediss://h?ssl_check_hostname=no",
            {"tls": True, "options": {"ssl_check_hostname": False}},
        ),
        ("unix:///run/r.sock?db=2", {"kind": "unix", "path": "/run/r.sock", "db": 2}),
        ("unix://:pw@/run/a%20b.sock", {"path": "/run/a b.sock", "password": "pw"}),
        (
            "redis+sentinel://:pw@h1:1,h2/main/5?sentinel_password=x",
            {
                "kind": "sentinel",
                "hosts": (("h1", 1), ("h2", 26379)),
                "master": "main",
                "db": 5,
                "options": {"sentinel_password": "x"},
            },
        ),
        ("redis+sentinel://h1/main", {"master": "main", "db": 0}),
        ("rediss+cluster://h1:7,[::2]", {"kind": "cluster", "hosts": (("h1", 7), ("::2", 6379))}),
    ],
)
def test_a_good_url_has_these_parts_and_no_fault(url: str, parts: dict[str, Any]) -> None:
    address = read(url)
    assert {name: getattr(address, name) for name in parts} == parts
    assert url_fault(url) is None


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "must begin with"),
        ("h:6379", "must begin with"),
        ("http://h", "must begin with"),
        ("redis://", "host is missing"),
        ("redis://h:", None),
        ("redis://h:x", "port"),
        ("redis://h:0", "port"),
        ("redis://h:65536", "port"),
        ("redis://h:٣", "port"),
        ("redis://::1", "host is missing"),
        ("redis://[::1", "no address"),
        ("redis://h1,h2", "one host only"),
        ("redis://h/a", "database is no number"),
        ("redis://h?protocol=3", "not known"),
        ("redis://h?decode_responses=1", "not known"),
        ("redis://:a/b@h", "%2F"),
        ("redis://:a#b@h", "%2F"),
        ("redis://:a?b@h", "%2F"),
        ("unix://", "path"),
        ("unix://relative/path", "path"),
        ("unix:///" + "x" * 120, "bytes"),
        ("redis+sentinel://h1", "master"),
        ("redis+sentinel://h1/main/x", "database"),
        ("redis+cluster://h1,", "host is missing"),
        ("redis+cluster://h1/2", "database 0"),
        ("redis+cluster://h1?db=0", "not known"),
        ("rediss://h?ssl_cert_reqs=maybe", "ssl_cert_reqs"),
    ],
)
def test_a_bad_url_is_refused_in_clear_words(url: str, words: str | None) -> None:
    fault = url_fault(url)
    if words is None:
        assert fault is None
        return
    assert fault is not None
    assert words in fault
    with pytest.raises(ValueError, match=re.escape(fault)):
        connect(url)


_HEADS = st.sampled_from(
    ["redis://", "rediss://", "unix://", "redis+sentinel://", "redis+cluster://", "http://", ""]
)


@given(head=_HEADS, secret=st.text("abcXYZ019:/?#@[]%, &=\n", min_size=8), tail=st.text())
def test_no_fault_ever_shows_a_password_however_it_is_misspelt(
    head: str, secret: str, tail: str
) -> None:
    secret = "geheim" + secret
    for url in (f"{head}:{secret}@{tail}", f"{head}u:{secret}", f"{head}h?password={secret}"):
        fault = url_fault(url)
        assert fault is None or "geheim" not in fault


@given(username=st.text(), password=st.text(min_size=1))
def test_any_password_can_be_written_in_a_url(username: str, password: str) -> None:
    def spelt(text: str) -> str:
        return quote(text.encode("utf-8", "surrogatepass"), safe="")

    try:
        (username + password).encode()
    except UnicodeEncodeError:
        return  # lone surrogates are no text
    for rest in ("h:1/2", "[::1]"):
        address = read(f"redis://{spelt(username)}:{spelt(password)}@{rest}")
        assert (address.username or "", address.password) == (username, password)


@pytest.mark.parametrize(
    "url",
    [
        "redis://:geheim@127.0.0.1:1/0",
        "rediss://:geheim@127.0.0.1:1/0",
        "unix://:geheim@/nowhere/r.sock",
        "redis+sentinel://:geheim@127.0.0.1:1/main?sentinel_password=geheim",
        "redis+cluster://:geheim@127.0.0.1:1",
    ],
)
async def test_who_cannot_be_reached_is_not_now_and_no_word_of_it_shows_the_password(
    url: str,
) -> None:
    client = connect(url)
    try:
        with pytest.raises(Exception, match=r".") as caught:
            await client.get("k")
        assert is_not_now(caught.value)
        with pytest.raises(NOT_NOW):
            await inspect(client)
        assert "geheim" not in f"{client!r} {caught.value!r} {caught.value} {read(url)!r}"
        assert "<redis" not in str(caught.value), "these are words for a reader"
    finally:
        await client.aclose()


# ── the client ────────────────────────────────────────────────────────────────────────────────


async def test_answers_are_bytes_in_the_shapes_of_resp2(redis: AnyRedis, prefix: str) -> None:
    entry = await redis.xadd(prefix, {"data": "عاجل"})
    assert await redis.xread({prefix: 0}) == [
        [prefix.encode(), [(entry, {b"data": "عاجل".encode()})]]
    ]


async def test_the_longest_blocking_read_is_shorter_than_the_time_out(
    redis: AnyRedis, prefix: str
) -> None:
    assert LONGEST_BLOCK < SOCKET_TIMEOUT
    assert not await redis.xread({prefix: "$"}, block=round(LONGEST_BLOCK * 1000))


async def test_more_callers_than_connections_wait_their_turn(redis: AnyRedis, prefix: str) -> None:
    counts = await asyncio.gather(*(redis.incr(prefix) for _ in range(300)))
    assert sorted(counts) == list(range(1, 301))


@pytest.mark.slow
async def test_a_write_without_an_answer_is_not_sent_again(own_server: Server, prefix: str) -> None:
    """The time-out (5 s) is the caller's to judge: the frozen server had the command once."""
    client: Any = connect(own_server.url)
    await client.ping()
    own_server.freeze()
    try:
        with pytest.raises(NOT_NOW):
            await client.incr(prefix)
    finally:
        own_server.thaw()
    assert await client.incr(prefix) == 2
    await client.aclose()


async def test_a_unix_socket_serves_like_a_port(own_server: Server) -> None:
    with tempfile.TemporaryDirectory(prefix="ajil") as directory:
        path = f"{directory}/r.sock"
        binary = binary_of(own_server.kind)
        assert binary
        server = Server(own_server.kind, Path(directory) / "d", options=("--unixsocket", path))
        client: Any = connect(f"unix://{path}?db=3")
        try:
            await client.set("k", "v")
            assert await client.get("k") == b"v"
            with server.client() as other:
                assert other.info("keyspace")["db3"]["keys"] == 1
        finally:
            await client.aclose()
            server.kill()


# ── not now ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("how", ["oom", "readonly", "noreplicas", "misconf"])
async def test_a_server_that_refuses_writes_is_not_now_and_recovers(
    own_server: Server, how: Refusal
) -> None:
    """Faults 5 and 6: memory full, disk full, read-only, no replica: each is an error that passes."""
    client: Any = connect(own_server.url)
    script = "#!lua\nreturn redis.call('SET', KEYS[1], 'v')"
    own_server.stop_writes(how)
    for write in (client.set("k", "v"), client.eval(script, 1, "k")):
        with pytest.raises(RedisError) as caught:
            await write
        assert is_not_now(caught.value), caught.value
    assert await client.get("k") is None
    own_server.allow_writes()
    await client.eval(script, 1, "k")
    await client.aclose()


async def test_a_client_outlives_the_death_of_its_server(own_server: Server) -> None:
    client: Any = connect(own_server.url)
    await client.set("k", "v")
    own_server.kill()
    with pytest.raises(NOT_NOW):
        await client.get("k")
    own_server.restart()
    assert await client.get("k") == b"v"
    own_server.restart(empty=True)
    with pytest.raises(NOT_NOW):  # the connection that died meanwhile: once, and no retry unasked
        await client.get("k")
    assert await client.get("k") is None
    await client.aclose()


@pytest.mark.slow
async def test_of_many_connections_that_carry_nothing_any_more_one_time_out_is_enough(
    server: Server, prefix: str
) -> None:
    """Fault 7: half-open connections lie in the pool; the first found dead condemns them all."""
    async with wire_to(server.port) as wire:
        client: Any = connect(wire.url)
        await asyncio.gather(*(client.incr(prefix) for _ in range(10)))
        wire.clog()
        assert wire.clogged > 5
        with pytest.raises(NOT_NOW):
            await client.incr(prefix)
        for _ in range(10):
            await client.incr(prefix)
        await client.aclose()


async def test_a_wrong_use_of_redis_is_a_bug_and_not_not_now(redis: AnyRedis, prefix: str) -> None:
    await redis.set(prefix, "v")
    with pytest.raises(ResponseError) as caught:
        await redis.xadd(prefix, {"a": "b"})
    assert not is_not_now(caught.value)
    assert not is_not_now(ValueError("MISCONF"))


# ── inspect ───────────────────────────────────────────────────────────────────────────────────


async def _said(url: str) -> list[str]:
    client = connect(url)
    try:
        return await inspect(client)
    finally:
        await client.aclose()


async def test_a_durable_server_gets_no_warning(own_server: Server) -> None:
    assert await _said(own_server.url) == []


async def test_a_forgetful_server_gets_a_warning_for_each_way_to_forget(
    own_server: Server, tmp_path: Path
) -> None:
    with own_server.client() as admin:
        admin.config_set("appendonly", "no")
        admin.config_set("maxmemory-policy", "allkeys-lru")
        replica = Server(own_server.kind, tmp_path / "replica")
        try:
            with replica.client() as other:
                other.execute_command("REPLICAOF", "127.0.0.1", str(own_server.port))
            await until(lambda: admin.info("replication")["connected_slaves"] == 1)
            said = " ".join(await _said(own_server.url))
        finally:
            replica.kill()
    assert "append-only" in said
    assert "allkeys-lru" in said
    assert "replicas" in said


async def test_a_replica_is_refused(own_server: Server) -> None:
    own_server.stop_writes("readonly")
    with pytest.raises(StoreError, match="replica"):
        await _said(own_server.url)


async def test_a_wrong_password_is_refused_and_not_shown(own_server: Server) -> None:
    right = secrets.token_hex(8)
    with own_server.client() as admin:
        admin.config_set("requirepass", right)
    for userinfo in (":geheim@", ""):
        url = own_server.url.replace("//", f"//{userinfo}")
        with pytest.raises(StoreError) as caught:
            await _said(url)
        assert "geheim" not in str(caught.value)
    assert await _said(own_server.url.replace("//", f"//:{right}@")) == []


@pytest.mark.parametrize("version", ["6.2.14", "5.0", "0"])
def test_a_server_without_lua_shebangs_is_refused(version: str) -> None:
    with pytest.raises(StoreError, match="too old"):
        _refuse({"redis_version": version}, in_cluster=False)
    _refuse({"redis_version": "7.0.0"}, in_cluster=False)
    _refuse({"redis_version": "255.255.255"}, in_cluster=False)  # a build of the unstable branch


# ── clusters and sentinels ────────────────────────────────────────────────────────────────────


async def test_a_redis_in_the_place_of_a_sentinel_is_refused_with_what_to_write(
    server: Server,
) -> None:
    with pytest.raises(StoreError, match="leads to no sentinel"):
        await _said(f"redis+sentinel://127.0.0.1:{server.port}/main")


@pytest.mark.slow
async def test_a_cluster_is_served_by_its_own_url_only(own_server: Server, tmp_path: Path) -> None:
    node = Server(own_server.kind, tmp_path / "node", options=("--cluster-enabled", "yes"))
    by_cluster = f"redis+cluster://127.0.0.1:{node.port}"
    try:
        with node.client() as admin:
            admin.execute_command("CLUSTER", "ADDSLOTSRANGE", "0", "16383")
            await until(
                lambda: b"cluster_state:ok" in admin.execute_command("CLUSTER", "INFO"), limit=60
            )
        with pytest.raises(StoreError, match=r"redis\+cluster://"):
            await _said(node.url)
        with pytest.raises(StoreError, match="no cluster"):
            await _said(by_cluster.replace(str(node.port), str(own_server.port)))
        assert len(await _said(by_cluster)) == 1
        with node.client() as admin:
            admin.config_set("requirepass", "right")
        with pytest.raises(StoreError, match="password"):
            await _said(by_cluster.replace("//", "//:wrong@"))
        client: Any = connect(by_cluster.replace("//", "//:right@"))
        await client.set("{ajil}:k", "v")
        script = "#!lua\nreturn redis.call('GET', KEYS[1])"
        assert await client.eval(script, 1, "{ajil}:k") == b"v"
        node.kill()
        with pytest.raises(Exception, match=r".") as caught:
            await client.get("{ajil}:k")
        assert is_not_now(caught.value)
        with pytest.raises(NOT_NOW):
            await inspect(client)
        await client.aclose()
    finally:
        node.kill()


@contextmanager
def _sentinel(master: Server, directory: Path) -> Iterator[int]:
    """A sentinel that watches `master` as "main"; gives its port."""
    binary, port = binary_of(master.kind), free_port()
    assert binary
    directory.mkdir()
    config = directory / "sentinel.conf"
    config.write_text(
        f"port {port}\nbind 127.0.0.1\nsentinel monitor main 127.0.0.1 {master.port} 1\n"
        "sentinel down-after-milliseconds main 5000\n"
    )
    child = subprocess.Popen(
        ["/bin/sh", "-c", LEASH, "sh", binary, str(config), "--sentinel"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield port
    finally:
        child.kill()
        child.wait()
        assert child.stdin
        child.stdin.close()


@pytest.mark.slow
async def test_a_sentinel_leads_to_the_master_and_after_a_fail_over_to_the_next(
    own_server: Server, tmp_path: Path
) -> None:
    replica = Server(own_server.kind, tmp_path / "replica")
    try:
        with replica.client() as other:
            other.execute_command("REPLICAOF", "127.0.0.1", str(own_server.port))
        with _sentinel(own_server, tmp_path / "sentinel") as port:
            sentinel = BlockingRedis(port=port, protocol=2)

            def sees() -> bool:
                try:
                    return bool(sentinel.info("sentinel")["master0"]["slaves"] == 1)
                except RedisError:
                    return False

            await until(sees, limit=30)
            with pytest.raises(StoreError, match=r"redis\+sentinel://"):
                await _said(f"redis://127.0.0.1:{port}")
            client: Any = connect(f"redis+sentinel://127.0.0.1:{port}/main/0")
            assert any("replicas" in line for line in await inspect(client))
            await client.set("k", "1")
            with replica.client() as other:
                await until(lambda: other.get("k") == b"1")
            own_server.kill()

            async def moved() -> bool:
                try:
                    return bool(await client.set("k", "2"))
                except Exception as exc:
                    if not is_not_now(exc):
                        raise
                    return False

            await until(moved, limit=60)
            with replica.client() as other:
                assert other.get("k") == b"2"
            await client.aclose()
            sentinel.close()
    finally:
        replica.kill()

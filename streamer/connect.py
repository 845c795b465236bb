"""A Redis client from a URL (`streamer.redis_url`), and whether what answers can serve us.

Every client of Ajil is made here, so that all agree on four things:
  - RESP2. Answers differ in shape between 2 and 3, redis-py's default moved from one to the other,
    and RESP3 adds a maintenance handshake that Valkey does not know.
  - Bytes in, bytes out.
  - No retries inside the client (redis-py retries ten times by default): a write whose answer was
    lost may have happened, and only the caller knows how to find out.
  - Time-outs everywhere. A blocking read must ask for less than SOCKET_TIMEOUT:
    at most LONGEST_BLOCK.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from redis.asyncio import BlockingConnectionPool, Redis, RedisCluster
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.connection import Connection, SSLConnection, UnixDomainSocketConnection
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import MasterNotFoundError, Sentinel, SentinelConnectionPool
from redis.backoff import NoBackoff
from redis.exceptions import (
    AuthenticationError,
    BusyLoadingError,
    ClusterDownError,
    ClusterError,
    ConnectionError,
    InvalidResponse,
    MasterDownError,
    NoPermissionError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisClusterException,
    ResponseError,
    SlotNotCoveredError,
    TimeoutError,
    TryAgainError,
)

from streamer.errors import StoreError
from streamer.redis_url import Address, read, url_fault

__all__ = [
    "LONGEST_BLOCK", "NOT_NOW", "SOCKET_TIMEOUT", "AnyRedis",
    "connect", "inspect", "is_not_now", "url_fault",
]  # fmt: skip

AnyRedis: TypeAlias = Redis | RedisCluster

SOCKET_TIMEOUT: Final = 5.0
"""Seconds a command may wait for its answer; a black-holed connection is noticed after them."""
LONGEST_BLOCK: Final = 2.0
"""Seconds that a blocking read (XREAD BLOCK …) may ask for, well under SOCKET_TIMEOUT."""
_CONNECT_TIMEOUT: Final = 3.0
_PROTOCOL: Final = 2
_CONNECTIONS: Final = 64
"""Of one client at once; who comes later waits for one."""
_OLDEST: Final = (7, 0)
"""Scripts with `#!lua` (refused as a whole when Redis cannot write) came with Redis 7.0."""

# ── not now ───────────────────────────────────────────────────────────────────────────────────

NOT_NOW: Final[tuple[type[Exception], ...]] = (
    ConnectionError,
    TimeoutError,
    BusyLoadingError,
    ReadOnlyError,
    OutOfMemoryError,
    ClusterDownError,
    ClusterError,
    MasterDownError,
    TryAgainError,
    SlotNotCoveredError,
    InvalidResponse,  # no Redis on the other end just now; redis-py has hung up
    OSError,
)
"""Errors that pass by themselves or by an operator's hand: wait and try again. Some more are known
by their text alone; `is_not_now` knows them all. (A wrong password is a ConnectionError to redis-py
and so among them: it may be put right while we run. At start `inspect` refuses it.)"""

_NOT_NOW_CODES: Final = frozenset((
    "MISCONF", "LOADING", "READONLY", "MASTERDOWN", "NOREPLICAS", "UNBLOCKED",
    "OOM", "BUSY", "TRYAGAIN", "CLUSTERDOWN",
))  # fmt: skip
_NO_CLUSTER_NODE: Final = ("Redis Cluster cannot be connected", "All slots are not covered")


def is_not_now(exc: BaseException) -> bool:
    """Whether Redis cannot serve just now: down, loading, full, read-only, failing over."""
    if isinstance(exc, NOT_NOW):
        return True
    if isinstance(exc, ResponseError):
        return str(exc).partition(" ")[0] in _NOT_NOW_CODES
    # RedisClusterException is no RedisError, and stands for wrong arguments as well.
    return isinstance(exc, RedisClusterException) and str(exc).startswith(_NO_CLUSTER_NODE)


# ── the client ────────────────────────────────────────────────────────────────────────────────


class _Pool(BlockingConnectionPool):
    """Where one connection broke or fell silent, those that lie idle are given up too: after a router forgot
    them all, the first to be found dead would else be followed by one time-out for each of the others."""

    async def release(self, connection: Any) -> None:
        broken = not connection.is_connected
        await super().release(connection)
        if broken:
            async with self._condition:  # nobody takes one of them meanwhile
                await self.disconnect(inuse_connections=False)


class _SentinelPool(SentinelConnectionPool):
    """Gives up what lies idle as `_Pool` does; closes its connections to the sentinels too, which redis-py
    leaves to nobody; and says in plain words that there is no master, where redis-py shows whole clients."""

    async def get_master_address(self) -> Any:
        try:
            return await super().get_master_address()  # type: ignore[no-untyped-call]
        except MasterNotFoundError:
            asked = len(self.sentinel_manager.sentinels)
            raise MasterNotFoundError(
                f"none of {asked} sentinels can be reached and names a master {self.service_name!r}"
            ) from None
        except ResponseError as error:
            if "unknown command" not in str(error):
                raise
            raise StoreError("redis+sentinel:// leads to no sentinel: write redis://") from None

    async def release(self, connection: Any) -> None:
        broken = not connection.is_connected
        await super().release(connection)
        if broken:
            async with self._lock:  # nobody takes one of them meanwhile
                await self.disconnect(inuse_connections=False)

    async def disconnect(self, inuse_connections: bool = True) -> None:
        await super().disconnect(inuse_connections)
        if inuse_connections:  # False: only the master has moved
            await self.sentinel_manager.aclose()


def connect(url: str, *, name: str = "ajil") -> AnyRedis:
    """A client for `url`, not yet connected; `aclose()` it. `name` shows in CLIENT LIST.

    Raises ValueError, in words that hold no secret, on a URL that `url_fault` finds fault with.
    """
    at = read(url)
    common: dict[str, Any] = {
        "username": at.username,
        "password": at.password,
        "client_name": name,
        "protocol": _PROTOCOL,
        "decode_responses": False,
        "retry": Retry(NoBackoff(), 0),
        "socket_timeout": SOCKET_TIMEOUT,
        "socket_connect_timeout": _CONNECT_TIMEOUT,
        "health_check_interval": 30,
    }
    if at.kind == "unix":
        pool = _Pool(
            connection_class=UnixDomainSocketConnection,
            max_connections=_CONNECTIONS,
            timeout=SOCKET_TIMEOUT,
            path=at.path,
            db=at.db,
            **common,
        )
        return Redis.from_pool(pool)
    common["socket_keepalive"] = True
    if at.kind == "cluster":
        nodes = [ClusterNode(host, port) for host, port in at.hosts]
        return RedisCluster(startup_nodes=nodes, ssl=at.tls, **at.options, **common)
    if at.kind == "sentinel":
        return _behind_sentinels(at, common)
    pool = _Pool(
        connection_class=SSLConnection if at.tls else Connection,
        max_connections=_CONNECTIONS,
        timeout=SOCKET_TIMEOUT,
        host=at.hosts[0][0],
        port=at.hosts[0][1],
        db=at.db,
        **at.options,
        **common,
    )
    return Redis.from_pool(pool)


def _behind_sentinels(at: Address, common: Mapping[str, Any]) -> Redis:
    """Sentinels have passwords of their own, or none: never the master's."""
    options = dict(at.options)
    own = {
        "username": options.pop("sentinel_username", None),
        "password": options.pop("sentinel_password", None),
    }
    tls = {"ssl": at.tls, **options}
    sentinels = Sentinel(  # type: ignore[no-untyped-call]  # redis-py left it untyped
        at.hosts, sentinel_kwargs={**common, **own, **tls}
    )
    client: Redis = sentinels.master_for(
        at.master, connection_pool_class=_SentinelPool, db=at.db, **tls, **common
    )
    return client


# ── what answered ─────────────────────────────────────────────────────────────────────────────


async def inspect(client: AnyRedis) -> list[str]:
    """Asks the server (a cluster: every primary) what it is. Returns warnings, in plain words.

    Raises StoreError when it can never serve us, and one of NOT_NOW when it only cannot at present.
    """
    try:
        if isinstance(client, RedisCluster):
            answer: Any = await client.info(target_nodes=RedisCluster.PRIMARIES)
            # One primary alone is not wrapped in a dict of its own.
            infos = [answer] if "redis_version" in answer else list(answer.values())
        else:
            infos = [await client.info()]
    except (AuthenticationError, NoPermissionError, RedisClusterException) as refused:
        # The cluster's client says "cannot be connected" of everything, and has the reason below.
        reason = refused.__cause__ or refused
        if isinstance(reason, AuthenticationError):
            raise StoreError(f"Redis refuses the user name or password: {reason}") from None
        if isinstance(reason, NoPermissionError):
            raise StoreError(f"the user may not ask Redis what it is (INFO): {reason}") from None
        if is_not_now(reason):
            raise ConnectionError(str(refused)) from refused
        raise StoreError(f"redis+cluster:// leads to no cluster: {reason}") from refused
    warnings: dict[str, None] = {}
    for info in infos:
        _refuse(info, in_cluster=isinstance(client, RedisCluster))
        warnings.update(dict.fromkeys(_doubts(info)))
    return list(warnings)


def _refuse(info: Mapping[str, Any], *, in_cluster: bool) -> None:
    # Valkey says server_mode where Redis says redis_mode, and answers redis_version 7.2.4.
    if "sentinel" in (info.get("redis_mode"), info.get("server_mode")):
        raise StoreError("this is a sentinel, no Redis: write redis+sentinel://host:port/master")
    version = str(info.get("redis_version", "0"))
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if numbers < _OLDEST:
        raise StoreError(f"Redis {version} is too old: 7.0 or newer is needed, or any Valkey")
    if info.get("cluster_enabled") and not in_cluster:
        raise StoreError("this is a node of a cluster: write redis+cluster:// in place of redis://")
    if info.get("role") == "slave":
        raise StoreError(
            "this is a replica, which takes no writes: name the master, or its sentinels"
        )


def _doubts(info: Mapping[str, Any]) -> list[str]:
    found = []
    if not info.get("aof_enabled"):
        found.append(
            "Redis keeps no append-only file (appendonly yes, appendfsync always): "
            "if it crashes, headlines that it took are lost"
        )
    policy = info.get("maxmemory_policy", "noeviction")
    if policy != "noeviction":
        found.append(
            f"Redis may throw headlines away when memory runs short (maxmemory-policy {policy}); "
            "noeviction makes pollers wait instead"
        )
    if info.get("connected_slaves"):
        found.append("Redis has replicas: a fail-over may lose the last writes that it took")
    return found

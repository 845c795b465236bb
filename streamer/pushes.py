"""What is agreed with WebSub hubs, in Redis: pollers subscribe, and whoever serves the callback hears.

{prefix}:websub          hash: source → Pact, as JSON
{prefix}:websub:pushed   set: sources whose hub has spoken and that were not visited since

A push is a reason to look at once, and nothing else: what it brings is not read, so nobody can put words into
an outlet's mouth by way of a hub. Hub and subscriber are as in w3.org/TR/websub, 5 and 7.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from streamer.keys import Keys

LONGEST_LEASE: Final = 30 * 86_400.0
_METHODS: Final = frozenset({"sha1", "sha256", "sha384", "sha512"})
_SIGNATURE: Final = re.compile(r"([a-z0-9]{4,6})=([0-9a-fA-F]{40,128})")


class Pact(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked of a hub for one source. Times are epoch seconds."""

    hub: str
    topic: str
    key: str
    """Last part of the callback's address: nobody else knows it."""
    secret: str
    """What the hub signs with."""
    asked: float
    until: float = 0.0
    """End of the lease; 0: the hub has not asked back yet."""
    begun: float = 0.0
    """When the lease began."""
    tries: int = 0
    """Requests in a row that brought no lease."""
    callback: str = ""
    """Where the hub reaches us."""
    ended: float = 0.0
    """When its end was asked for; kept until it has asked back, so that it hears a yes; 0: it stands."""


class Pushes:
    """One for a process. `redis`: a client of the stream's Redis. All raise what redis raises."""

    def __init__(self, redis: Any, keys: Keys) -> None:
        self._redis = redis
        self._pacts = keys.websub
        self._pushed = keys.websub_pushed

    async def pact(self, source: str) -> Pact | None:
        data = await self._redis.hget(self._pacts, source)
        try:
            return msgspec.json.decode(data, type=Pact) if data else None
        except msgspec.DecodeError:
            return None

    async def all(self) -> dict[str, Pact]:
        """Of every source, also of those that are not configured any more."""
        found = {}
        for name, data in (await self._redis.hgetall(self._pacts)).items():
            try:
                found[name.decode()] = msgspec.json.decode(data, type=Pact)
            except msgspec.DecodeError:
                await self.forget(name.decode())
        return found

    async def forget(self, source: str) -> None:
        await self._redis.hdel(self._pacts, source)

    async def keep(self, source: str, pact: Pact) -> None:
        await self._redis.hset(self._pacts, source, msgspec.json.encode(pact))

    async def verified(
        self, source: str, key: str, query: Mapping[str, str], now: float
    ) -> str | None:
        """A hub asks whether we meant it (5.3): its challenge to be echoed, or None: we did not."""
        pact = await self._of(source, key)
        if pact is None or query.get("hub.topic") != pact.topic:
            return None
        mode = "unsubscribe" if pact.ended else "subscribe"
        if query.get("hub.mode") != mode or not query.get("hub.challenge"):
            return None
        if pact.ended:
            await self.forget(source)
            return query["hub.challenge"]
        lease = query.get("hub.lease_seconds", "")
        seconds = (
            min(float(lease), LONGEST_LEASE) if re.fullmatch(r"[0-9]{1,12}", lease) else 86_400.0
        )
        await self.keep(
            source, msgspec.structs.replace(pact, begun=now, until=now + seconds, tries=0)
        )
        return query["hub.challenge"]

    async def digest(self, source: str, key: str, signature: str) -> tuple[Any, str] | None:
        """What a pushed body is to be fed to, and the digest that must come out (7.1); None: nobody whom we
        asked, or it is not signed."""
        pact = await self._of(source, key)
        found = _SIGNATURE.fullmatch(signature.strip())
        if pact is None or pact.ended or found is None or found[1] not in _METHODS:
            return None
        return hmac.new(pact.secret.encode(), digestmod=getattr(hashlib, found[1])), found[
            2
        ].lower()

    async def push(self, source: str) -> None:
        """A hub has spoken, and it was our hub."""
        await self._redis.sadd(self._pushed, source)

    async def take(self, sources: Iterable[str]) -> list[str]:
        """Those of `sources` that hubs spoke of; each once."""
        waiting = {name.decode() for name in await self._redis.smembers(self._pushed)}
        mine = [name for name in sources if name in waiting] if waiting else []
        if mine:
            await self._redis.srem(self._pushed, *mine)
        return mine

    async def _of(self, source: str, key: str) -> Pact | None:
        pact = await self.pact(source)
        return pact if pact and hmac.compare_digest(pact.key.encode(), key.encode()) else None

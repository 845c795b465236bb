"""Receivers that are unwell, as Redis knows them: slowed down, failing (workers.circuit), switched off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.ledger import OPENS, PAGE, Ledger

_LONGEST_CIRCUIT: Final = 8 * 86400
"""Seconds that the failures of an address are remembered: longer than anything is tried."""


class Unwell(Ledger):
    """By subscriber and address: what is paced and switched off is the address, not the name."""

    async def slow_down(self, address: str, until_ms: int, now_ms: int) -> None:
        """Nothing more to `address` before `until_ms`."""
        if until_ms > now_ms:
            await self.redis.set(self.keys.pace(address), until_ms, px=until_ms - now_ms)

    async def failed(self, subscriber: str, address: str, now_ms: int) -> int | None:
        """One more failure in a row at this address. Gives when the first of them was (epoch ms), where the
        circuit is open."""
        key = self.keys.circuit(subscriber)
        if await self.redis.hget(key, "address") not in (None, address.encode()):
            await self.redis.delete(key)
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.hset(key, "address", address)
            pipe.hincrby(key, "failures", 1)
            pipe.hsetnx(key, "since", now_ms)
            pipe.hget(key, "since")
            pipe.expire(key, _LONGEST_CIRCUIT)
            _, failures, _, since, _ = await pipe.execute()
        return int(since) if failures >= OPENS else None

    async def open_circuit(self, subscriber: str, until_ms: int) -> None:
        """Nobody tries this one before `until_ms`, and then one delivery alone. Whoever took one meanwhile
        as a probe put the next much later, for as long as its answer was not known: that is over."""
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.hset(self.keys.circuit(subscriber), "until", until_ms)
            pipe.expire(self.keys.circuit(subscriber), _LONGEST_CIRCUIT)
            pipe.zadd(self.keys.ready, {subscriber: until_ms}, xx=True)
            await pipe.execute()

    async def circuits(self, subscribers: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Those whose circuit is open: failures in a row, and when the next probe goes (ms)."""
        found: dict[str, tuple[int, int]] = {}
        for start in range(0, len(subscribers), PAGE):
            part = subscribers[start : start + PAGE]
            async with self.redis.pipeline(transaction=False) as pipe:
                for name in part:
                    pipe.hmget(self.keys.circuit(name), "failures", "until")
                rows = await pipe.execute()
            for name, (failures, until) in zip(part, rows, strict=True):
                if failures and int(failures) >= OPENS:
                    found[name] = int(failures), int(until or 0)
        return found

    async def switch_off(self, subscriber: str, address: str, why: str) -> None:
        """`address`: digest of the URL that said 410; another URL switches on again."""
        await self.redis.hset(self.keys.off, subscriber, f"{address} {why}")

    async def switched_off(self) -> dict[str, tuple[str, str]]:
        """Subscriber → digest of the address, and why."""
        rows = await self.redis.hgetall(self.keys.off)
        parts = {name.decode(): value.decode().partition(" ") for name, value in rows.items()}
        return {name: (address, why) for name, (address, _, why) in parts.items()}

    async def switch_on(self, subscriber: str) -> None:
        await self.redis.hdel(self.keys.off, subscriber)

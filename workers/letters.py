"""Dead letters in Redis: what failed for good, until a person takes it up or drops it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

import msgspec

from workers.ledger import PAGE, Ledger

_AT_ONCE: Final = 100
"""Dead letters read at once: each holds an event."""


class DeadLetter(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What failed for good, and why; holds the event, so that it can be tried again."""

    subscriber: str
    delivery: str
    story: str
    why: str
    attempts: int
    owed: int
    """Epoch milliseconds, as `died`."""
    died: int
    event: msgspec.Raw
    trace: str = ""


class Letters(Ledger):
    """All of them, the oldest first; the oldest go where there are too many (settle.lua)."""

    async def dead(self, subscriber: str | None = None) -> AsyncIterator[DeadLetter]:
        """Dead letters, the oldest first: those that are there now."""
        names = [name async for name in self._dead_names(subscriber)]
        for start in range(0, len(names), _AT_ONCE):
            part = names[start : start + _AT_ONCE]
            for data in await self.redis.hmget(self.keys.dead_letters, part):
                try:
                    yield msgspec.json.decode(data or b"", type=DeadLetter)
                except ValueError:
                    continue  # dropped meanwhile, or not written by us

    async def _dead_names(self, subscriber: str | None) -> AsyncIterator[bytes]:
        """ "SUBSCRIBER DELIVERY" of each: whose a letter is, is known without reading it."""
        start, mine = 0, b"" if subscriber is None else f"{subscriber} ".encode()
        while names := await self.redis.zrange(self.keys.dead, start, start + PAGE - 1):
            start += PAGE
            for name in names:
                if name.startswith(mine):
                    yield name

    async def dead_count(self) -> int:
        return int(await self.redis.zcard(self.keys.dead))

    async def drop(self, letter: DeadLetter) -> bool:
        """Forgets a dead letter."""
        name = f"{letter.subscriber} {letter.delivery}"
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.zrem(self.keys.dead, name)
            pipe.hdel(self.keys.dead_letters, name)
            removed, _ = await pipe.execute()
        return bool(removed)

    async def revive(self, letter: DeadLetter, now_ms: int) -> bool:
        """Owes a dead letter anew, as if it were just judged; False when somebody else took it up."""
        keys = self.keys
        reply = await self._revive(
            keys=[keys.dead, keys.dead_letters, keys.ready, keys.circuit(letter.subscriber)],
            args=[
                keys.prefix, letter.subscriber, letter.delivery, letter.story, bytes(letter.event), now_ms,
                letter.trace,
            ],
        )  # fmt: skip
        return bool(reply == 1)

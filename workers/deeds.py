"""The desk's hand in Redis: onto the judged log, for the judge; and into a list of its own, for who only
shows or obeys it, so that nobody need read the log through for a handful of acts.

    {prefix}:news    field `hand`: an act, between the verdicts
    {prefix}:hand    stream, field `act`: the same; the last MOST
"""

from __future__ import annotations

from typing import Final

import msgspec

from workers.hand import Act, Hand, decode, encode
from workers.store import Store

MOST: Final = 10_000


class Deeds:
    """The acts as far as they were read."""

    def __init__(self) -> None:
        self.hand = Hand()
        self.acts: list[tuple[str, Act]] = []
        self._last = b"0-0"

    async def read(self, store: Store) -> Hand:
        """Reads on; a list that was lost (Redis was emptied) is read anew. Raises what redis raises."""
        newest = await store.redis.xrevrange(store.keys.hand, count=1)
        if not newest and self.acts:
            self.hand, self.acts, self._last = Hand(), [], b"0-0"
        while rows := await store.redis.xrange(store.keys.hand, min=b"(" + self._last, count=500):
            for entry, fields in rows:
                self._last = entry
                try:
                    act = decode((fields or {}).get(b"act", b""))
                except msgspec.DecodeError:
                    continue  # not ours
                self.hand.take(act)
                self.acts.append((entry.decode(), act))
            del self.acts[:-MOST]
        return self.hand


async def write(store: Store, act: Act) -> None:
    """Puts an act on the log and on the list, in one step. The judge meets it before its next verdict, or
    finds its commit refused and reads it then. Raises what redis raises."""
    data = encode(act)
    async with store.redis.pipeline(transaction=True) as pipe:
        pipe.xadd(store.keys.news, {"hand": data})
        pipe.xadd(store.keys.hand, {"act": data}, maxlen=MOST, approximate=True)
        await pipe.execute()

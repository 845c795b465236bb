"""Everything of the workers in Redis, in one hand:

    judged_log   the log, and the commit          owed      what is owed, taken and settled
    letters      what failed for good             unwell    receivers that are slowed down, failing, off
    ledger       what all of them stand on: the prefix, the scripts

The order of things, and what a kill in between leaves behind:

    commit   one script: log, streams of redis subscribers, owed lines, acknowledgement. Killed before:
             the entries are pending, the successor judges them. Killed after: nothing is left to do.
    spread   what wide events owe, in portions from a to-do list; killed in between, the next goes on.
    take     a courier hides what it takes for LEASE seconds and hides it longer while it works.
             Killed: it shows again by itself.
    settle   done, later or dead. Killed before: it is sent once more, under the same id.
"""

from __future__ import annotations

import secrets

from workers.judged_log import JudgedLog
from workers.letters import Letters
from workers.owed import Owed
from workers.unwell import Unwell


class Store(JudgedLog, Owed, Letters, Unwell):
    """All of it in one hand, and what is of no other part: its name, and the configuration."""

    async def epoch(self) -> bytes:
        """The name of this store: another one once it lost its keys."""
        while (name := await self.redis.get(self.keys.epoch)) is None:
            await self.redis.set(self.keys.epoch, secrets.token_hex(8), nx=True)
        return bytes(name)

    async def send_test(self, subscriber: str, event: bytes) -> None:
        """A test alert onto the stream of a `redis` subscriber; it stands in no log."""
        await self.redis.xadd(self.keys.to(subscriber), {"data": event})

    async def publish_config(self, shared: bytes) -> None:
        """The newest configuration; all processes follow it."""
        if await self.config() != shared:
            async with self.redis.pipeline(transaction=True) as pipe:
                pipe.set(self.keys.config, shared)
                pipe.set(self.keys.config_at, secrets.token_hex(8))
                await pipe.execute()

    async def config(self) -> bytes | None:
        """It may have tens of thousands of subscribers, and is asked for every second: so it is read when it
        is another one, by its mark; or by its length, if who wrote it since knows no marks."""
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.get(self.keys.config_at)
            pipe.strlen(self.keys.config)
            mark = tuple(await pipe.execute())
        if mark[0] is None or mark != self._config[0]:
            self._config = mark, await self.redis.get(self.keys.config)
        return self._config[1]

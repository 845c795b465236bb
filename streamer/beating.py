"""The beat, every 1.5 s: which sources are ours? does Redis take writes? is it the Redis that we knew?

A member whose beats fail stops by itself: others take over then.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import structlog

from streamer.lease import Shares
from streamer.schedule import now
from streamer.stream import HeadlineStream

log = structlog.get_logger(__name__)

BEAT: Final = 1.5
"""Seconds between two beats; with a lease of three of them, a death is taken over within ten seconds."""
_FULL: Final = "the backlog is full"
_WHICH: Final = "return string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')"
"""The server process that serves our keys, on a cluster too: the script goes where its key lies."""


class Beaten(NamedTuple):
    """What a beat found."""

    doubt: bool
    """Redis is another one, or an empty one: what it remembers is to be read again."""
    kept: frozenset[int]
    """The shards that were ours before, without a gap."""


class Beat:
    """Of one process."""

    def __init__(self, stream: HeadlineStream, shares: Shares) -> None:
        self._stream = stream
        self._shares = shares
        self.mine: frozenset[int] = frozenset()
        self.held_back: str | None = None
        """Why nobody is asked: the backlog is full, or Redis cannot be reached."""
        self.at = float("-inf")
        """When the last good beat began, on the loop's clock."""
        self._server: bytes | None = None

    def holds(self, shard: int) -> bool:
        """Whether its sources may be asked now."""
        return now() - self.at < 3 * BEAT and shard in self.mine

    async def once(self) -> Beaten:
        """One beat. Raises what redis raises."""
        began = now()
        mine = await self._shares.beat()
        await self._stream.pulse()
        server = await self._stream.redis.eval(_WHICH, 1, self._stream.keys.epoch)
        doubt = await self._stream.was_emptied() or server != self._server
        self._server = server
        kept = self.mine if began - self.at < 3 * BEAT else frozenset[int]()
        self.at, self.mine = began, mine
        return Beaten(doubt, kept)

    async def may_go_on(self) -> bool:
        """Looks whether the workers follow. Raises what redis raises."""
        waiting = await self._stream.waiting()
        if waiting >= self._stream.backlog:
            self.hold_back(_FULL, f"{waiting} headlines wait")
            return False
        if self.held_back:
            log.info("poller.goes_on")
        self.held_back = None
        return True

    def hold_back_as_full(self) -> None:
        """A visit found it before a beat did."""
        self.hold_back(_FULL, f"{self._stream.backlog} headlines wait")

    def hold_back(self, reason: str, detail: str) -> None:
        """Nobody is asked until a beat finds all well."""
        if self.held_back != reason:
            log.warning("poller.held_back", reason=reason, detail=detail)
        self.held_back = reason

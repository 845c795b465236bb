"""Visits one after the other, without a schedule: what a source tells at each is known exactly."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from streamer import stream as streams
from streamer.connect import AnyRedis
from streamer.fetch import Failed, Fetcher
from streamer.guard import Guard, LookUp, look_up
from streamer.headline import Headline
from streamer.keys import Keys
from streamer.reading import Readers
from streamer.settings import SourceSettings
from streamer.source_state import State
from streamer.stream import HeadlineStream
from streamer.visit import Visitor
from tests.builders import KEEP, Clock

MAX_AGE = 6 * 3600.0


class Visits:
    """A visitor with all that it needs on one Redis, a source, and what it put onto the stream."""

    def __init__(
        self,
        redis: AnyRedis,
        prefix: str,
        readers: Readers,
        *,
        hold: float = 20,
        look_up: LookUp = look_up,
    ) -> None:
        self.redis: Any = redis
        self.keys = Keys(prefix)
        self.readers = readers
        self.clock = Clock()
        self.clock.now = datetime.now(UTC).replace(microsecond=0)
        self.stream = HeadlineStream(redis, self.keys, keep=KEEP, backlog=10**6)
        guard = Guard(["127.0.0.0/8"], look_up)
        self.fetcher = Fetcher(guard, user_agent="test", per_host=4, total=30)
        self.visitor = Visitor(
            self.stream, self.fetcher, readers, clock=self.clock, max_age=MAX_AGE, hold=hold
        )
        self.states: dict[str, State] = {}

    async def to(self, settings: SourceSettings) -> Failed | None:
        """One visit, a quarter of a minute after the one before."""
        self.clock.go(15)
        state = self.states.setdefault(settings.name, State(settings=settings))
        return await self.visitor.visit(state, settings)

    async def told(self) -> list[Headline]:
        rows = await self.redis.xrange(self.keys.headlines)
        return [streams.decode(fields[b"data"]) for _, fields in rows]

    async def close(self) -> None:
        await self.fetcher.close()

"""The memory of sources, in Redis: read when a visit needs it, kept only on top of what it began with.

Where Redis holds another memory than this process knows (a fail-over lost the last writes, another poller
was here), all that the visit knows is in doubt, and the next one starts from what Redis says.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Final

from streamer import standing
from streamer.habit import Habit
from streamer.known import decode, digest, sketch
from streamer.settings import SourceSettings
from streamer.shown import Memory
from streamer.source_state import State
from streamer.stream import HeadlineStream

_KEEP_HABIT: Final = 600.0
"""Seconds after which what was learnt of a quiet source is kept again; of one with news it is at once."""
_RECALLS: Final = 16
"""Sources that are read from Redis at once. When all of ten thousand begin, or Redis has come back, each
would wait for a connection, and be told after some seconds that there is none."""


class Doubted(Exception):
    """Redis remembers something else of the source than this visit began with."""


class Remembering:
    """One for a process. All raise what redis raises."""

    def __init__(self, stream: HeadlineStream) -> None:
        self._stream = stream
        self._recalls = asyncio.Semaphore(_RECALLS)

    async def recall(self, state: State, settings: SourceSettings, now: datetime) -> float:
        """Reads what is kept of the source, where what the process knows is in doubt. Gives the seconds for
        which its site is to be left alone, by what was kept."""
        if state.loaded:
            return 0.0
        # Before it is read: a doubt that comes up meanwhile must stay.
        state.loaded = True
        async with self._recalls:
            kept, learnt, stands = await self._stream.recall(settings.name)
        state.known = sketch(kept)
        if (habit := Habit.unpack(learnt)).visited_at > state.habit.visited_at:
            state.habit = habit
        return standing.restore(state, settings, stands, now.timestamp())

    async def keep_standing(self, state: State, settings: SourceSettings) -> None:
        """After every visit; written only where it changed."""
        data = standing.encode(state, settings)
        if data != state.standing:
            await self._stream.keep_standing(settings.name, data, standing.KEPT)
            state.standing = data

    async def memory(self, state: State) -> Memory | None:
        """All that Redis keeps of the source, if it still is what this process knew. Raises Doubted."""
        data = await self._stream.kept(state.settings.name)
        memory = decode(data)
        found = digest(data) if data and memory else None
        if found != (state.known.digest if state.known else None):
            raise Doubted
        return memory

    async def keep(self, state: State, memory: Memory) -> None:
        """Raises Doubted, and keeps nothing then."""
        name = state.settings.name
        await self.memory(state)
        check(state)
        state.known = sketch(await self._stream.keep_memory(name, memory))

    async def learn(self, state: State, now: datetime, came: int, *, urgent: bool) -> None:
        """A good visit found `came` headlines that the last one did not."""
        at = now.timestamp()
        state.habit.visited(at, came, urgent=urgent)
        state.kept = state.kept or at
        if came or at - state.kept >= _KEEP_HABIT:
            await self._stream.keep_habits({state.settings.name: state.habit})
            state.kept = at


def check(state: State) -> None:
    """Raises Doubted where a doubt has come up since the visit began."""
    if not state.loaded:
        raise Doubted

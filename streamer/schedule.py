"""Who is due next: a heap of moments, and the turn that each source has. Moments are the loop's clock's."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

import msgspec

from streamer.lease import shard_of
from streamer.settings import SourceSettings
from streamer.source_state import State


class Turn(msgspec.Struct, kw_only=True):
    """A source in the schedule."""

    state: State
    due: float | None = None
    """None: under way, or waiting for a beat."""
    was_due: float = 0.0
    shard: int
    began: float = float("-inf")
    not_before: float = float("-inf")
    """The site asked us to wait so long (Retry-After)."""
    task: asyncio.Task[None] | None = None
    heard: bool = False
    """The hub spoke during the visit."""


class Schedule:
    """Of one process. `changed` is told whenever somebody may be due sooner."""

    def __init__(self, clock: Callable[[], datetime], changed: Callable[[], None]) -> None:
        self._clock = clock
        self._changed = changed
        self._turns: dict[str, Turn] = {}
        self._heap: list[tuple[float, str]] = []

    @property
    def turns(self) -> Mapping[str, Turn]:
        return self._turns

    def add(self, settings: SourceSettings) -> Turn:
        turn = Turn(state=State(settings=settings), shard=shard_of(settings.name))
        self._turns[settings.name] = turn
        return turn

    def remove(self, name: str) -> None:
        """Its visit under way is broken off."""
        if (task := self._turns.pop(name).task) is not None:
            task.cancel()

    def doubt(self) -> None:
        """A Redis that failed may come back without its last writes (a fail-over): what was remembered is
        read from it again, and what it lost is found again on the page."""
        for turn in self._turns.values():
            turn.state.loaded = False

    def holds(self, turn: Turn) -> bool:
        """Whether it was not removed meanwhile."""
        return self._turns.get(turn.state.settings.name) is turn

    def put(self, turn: Turn, after: float) -> None:
        """Due in `after` seconds, whatever stood there before."""
        state = turn.state
        turn.due = now() + after
        state.next = self._clock().timestamp() + after
        # What stood in the heap for it before no longer counts: `due` is another.
        heapq.heappush(self._heap, (turn.due, state.settings.name))
        self._changed()

    def put_soon(self, turn: Turn) -> None:
        """Due as soon as its site may be asked again."""
        wish = max(turn.began + turn.state.settings.every, turn.not_before)
        self.put(turn, max(wish - now(), 0.0))

    def take(self) -> Iterable[Turn]:
        """Those that are due now, each once: they are not in the schedule until they are put there again."""
        moment = now()
        while self._heap and self._heap[0][0] <= moment:
            due, name = heapq.heappop(self._heap)
            turn = self._turns.get(name)
            if turn is None or turn.due != due:
                continue  # it was removed, or its turn was moved
            turn.due, turn.was_due = None, due
            yield turn

    def wait(self, most: float) -> float:
        """Seconds until the next is due, at most `most`."""
        return max(0.001, min(most, self._heap[0][0] - now() if self._heap else most))


def now() -> float:
    return asyncio.get_running_loop().time()

"""When which source is visited, and by whom.

    configure ─► schedule: who is due next ─► a visit, a task of its own (streamer.visit) ─► due again
                     ▲                                  │ what it met
    beat, 1.5 s    ─┴─ which sources are ours? does Redis take writes? is it the Redis that we knew?

A slow site delays itself alone. Several pollers share the sources by leases in Redis
(`streamer.lease.Shares`); a source is polled only by the holder of its shard. While Redis takes no writes,
or as many headlines wait as are allowed, nobody is asked: what comes due then is visited after the first
beat that finds all well. Intervals are counted from the start of a visit on the loop's clock.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Final

import structlog

from streamer import pace
from streamer.asking import Asking
from streamer.beating import BEAT, Beat
from streamer.connect import is_not_now
from streamer.lease import Shares, shard_of
from streamer.schedule import Schedule, Turn, now
from streamer.settings import SourceSettings
from streamer.source_state import State
from streamer.stream import HeadlineStream
from streamer.visit import Visitor

_LEAVE: Final = 1.0
"""Seconds that Redis may take, at the end, to hear that we go; else it finds out by itself."""
_TIDY: Final = 60.0
"""Seconds between two looks for what was agreed for sources that are gone; the first is so late that all that
is configured is known by then."""
_MANY: Final = 1000


class Poller:
    """Polls this process's share of the sources, from `run` to `stop`. `noted` is told of every visit:
    source, "good" or "failed", seconds; `begun`, at its begin, by how many seconds it is behind its time."""

    def __init__(
        self,
        stream: HeadlineStream,
        shares: Shares,
        visitor: Visitor,
        *,
        clock: Callable[[], datetime],
        dice: Callable[[], float],
        noted: Callable[[str, str, float], None] = lambda source, outcome, seconds: None,
        begun: Callable[[float], None] = lambda late: None,
    ) -> None:
        self._stream = stream
        self._shares = shares
        self.visitor = visitor
        self._clock = clock
        self._dice = dice
        self._begun = begun
        self._beat = Beat(stream, shares)
        self._changed = asyncio.Event()
        self._schedule = Schedule(clock, self._changed.set)
        self._asking = Asking(
            visitor, self._schedule, self._beat, clock=clock, dice=dice, noted=noted
        )
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False
        self._settled = False
        self._tidied: float | None = None

    @property
    def states(self) -> Mapping[str, State]:
        """What is known of each source."""
        return {name: turn.state for name, turn in self._schedule.turns.items()}

    @property
    def mine(self) -> frozenset[int]:
        """The shards that are ours."""
        return self._beat.mine

    @property
    def held_back(self) -> str | None:
        """Why nobody is asked: the backlog is full, or Redis cannot be reached."""
        return self._beat.held_back

    def configure(self, sources: Mapping[str, SourceSettings]) -> None:
        """Takes over a configuration: what is new is asked soon, what is gone no more (its visit under
        way is broken off), what changed at once or as soon as its site may be asked again."""
        if gone := self._schedule.turns.keys() - sources.keys():
            self._tidied = float("-inf")
        for name in gone:
            self._schedule.remove(name)
        for name, settings in sources.items():
            turn = self._schedule.turns.get(name)
            if turn is None:
                first = pace.at_first(settings, self._dice(), len(sources))
                self._schedule.put(self._schedule.add(settings), first)
            elif turn.state.settings != settings:
                self._change(turn, settings)

    async def run(self) -> None:
        """Polls until `stop`. Raises what is a bug, or cannot pass by itself."""
        beating = asyncio.create_task(self._beat_for_ever())
        beating.add_done_callback(lambda _: self._changed.set())
        try:
            while not self._stopping:
                self._changed.clear()
                if beating.done():
                    beating.result()
                self._start_what_is_due()
                try:
                    await asyncio.wait_for(self._changed.wait(), self._schedule.wait(BEAT))
                except TimeoutError:
                    pass
        finally:
            # Told too, not only cancelled: before Python 3.12 `wait_for`, within which redis-py sends, loses
            # a cancellation that comes with what it waited for (github.com/python/cpython/issues/86296).
            self._stopping = True
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)

    async def stop(self, within: float = 5.0) -> None:
        """Starts no more visits, lets those under way publish what they have, gives up the share. Takes
        little longer than `within` seconds."""
        self._stopping = True
        self._changed.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.visitor.close()
        try:
            await asyncio.wait_for(self._leave(), _LEAVE)
        except Exception as error:
            if not (isinstance(error, TimeoutError) or is_not_now(error)):
                raise

    async def _leave(self) -> None:
        await self._shares.leave()
        await self._stream.keep_habits({
            name: state.habit
            for name, state in self.states.items()
            if state.habit.visited_at > state.kept
        })  # fmt: skip

    # ── the schedule ──────────────────────────────────────────────────────────────────────────

    def _change(self, turn: Turn, settings: SourceSettings) -> None:
        state = turn.state
        moved = settings.url != state.settings.url
        state.settings = settings
        if moved:
            turn.began = turn.not_before = float("-inf")
        state.failures, state.problem, state.note = 0, None, None
        state.said.clear()
        if turn.task is None:
            self._schedule.put_soon(turn)

    def _hear(self, turn: Turn) -> None:
        """Its hub says that there is something new: a visit as soon as the site may be asked again."""
        turn.state.pushed = self._clock().timestamp()
        if turn.task is None:
            self._schedule.put_soon(turn)
        else:
            turn.heard = True

    def _start_what_is_due(self) -> None:
        for turn in self._schedule.take():
            if self.held_back or not self._beat.holds(turn.shard):
                turn.state.next = None
                continue  # the next good beat looks again
            name = turn.state.settings.name
            turn.task = task = asyncio.create_task(self._visit(turn), name=f"visit {name}")
            self._tasks.add(task)
            task.add_done_callback(partial(self._over, turn))

    def _over(self, turn: Turn, task: asyncio.Task[None]) -> None:
        """Also where it was called off before it began."""
        self._tasks.discard(task)
        if turn.task is task:
            turn.task = None

    # ── the beat ──────────────────────────────────────────────────────────────────────────────

    async def _beat_for_ever(self) -> None:
        while not self._stopping:
            try:
                await self._beat_once()
            except Exception as error:
                if not is_not_now(error):
                    raise
                self._asking.no_writes(error)
            await asyncio.sleep(BEAT)

    async def _beat_once(self) -> None:
        found = await self._beat.once()
        turns = self._schedule.turns
        for turn in turns.values():
            # A share that just came to us is read from Redis, not from our own old memory.
            if found.doubt or turn.shard not in found.kept:
                turn.state.loaded = False
        for name in await self.visitor.pushes.take(turns):
            self._hear(turns[name])
        self._settle()
        if not await self._beat.may_go_on():
            return
        self._tidy()
        for turn in turns.values():
            if turn.due is None and turn.task is None and turn.shard in self.mine:
                # Soon: of the ten seconds for a take-over, the lease and a beat have used six.
                first = pace.at_first(turn.state.settings, self._dice(), len(turns))
                self._schedule.put(turn, first / 2)

    def _tidy(self) -> None:
        """Hubs may be slow, so the beat does not wait for them."""
        if self._tidied is None:
            self._tidied = now()
        if now() - self._tidied < _TIDY:
            return
        self._tidied = now()
        names = self._schedule.turns.keys()
        tidying = self.visitor.tidy(names, lambda name: shard_of(name) in self.mine)
        task = asyncio.create_task(self._asking.as_far_as_redis(tidying), name="tidy")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _settle(self) -> None:
        """What is known of very many sources stays as long as the process: once all were visited, the
        garbage collector need not look through it any more, which held up everybody for half a second."""
        if self._settled or len(self._schedule.turns) < _MANY:
            return
        if all(state.good is not None or state.failures for state in self.states.values()):
            gc.freeze()
            self._settled = True

    # ── a visit ──────────────────────────────────────────────────────────────

    async def _visit(self, turn: Turn) -> None:
        state = turn.state
        settings = state.settings
        turn.began = began = now()
        self._begun(began - turn.was_due)
        with structlog.contextvars.bound_contextvars(source=settings.name):
            wait = await self._asking.once(turn, settings)
            turn.task = None
        if self._schedule.holds(turn) and not self._stopping:
            soon, turn.heard = turn.heard or state.settings is not settings, False
            if soon:
                self._schedule.put_soon(turn)
            else:
                self._schedule.put(turn, max(0.0, began + wait - now()))

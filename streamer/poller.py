"""When which source is visited, and by whom.

    configure ─► heap: who is due next ─► a visit, a task of its own (streamer.visit) ─► due again
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
import heapq
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

import msgspec
import structlog

from streamer import pace
from streamer.connect import is_not_now
from streamer.fetch import Failed
from streamer.lease import Shares, shard_of
from streamer.settings import SourceSettings
from streamer.stream import Emptied, Full, HeadlineStream
from streamer.visit import Broken, Doubted, State, Visitor

log = structlog.get_logger(__name__)

BEAT: Final = 1.5
"""Seconds between two beats; with a lease of three of them, a death is taken over within ten seconds."""
_LEAVE: Final = 1.0
"""Seconds that Redis may take, at the end, to hear that we go; else it finds out by itself."""
_MANY: Final = 1000
_NO_WRITES: Final = "Redis takes no writes"
_WHICH: Final = "return string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')"
"""The server process that serves our keys, on a cluster too: the script goes where its key lies."""


class _Turn(msgspec.Struct, kw_only=True):
    """A source in the schedule. Moments are those of the loop's clock."""

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
        self._noted = noted
        self._begun = begun
        self.mine: frozenset[int] = frozenset()
        self.held_back: str | None = None
        """Why nobody is asked: the backlog is full, or Redis cannot be reached."""
        self._turns: dict[str, _Turn] = {}
        self._heap: list[tuple[float, str]] = []
        self._beaten = float("-inf")
        self._server: bytes | None = None
        self._changed = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False
        self._settled = False

    @property
    def states(self) -> Mapping[str, State]:
        """What is known of each source."""
        return {name: turn.state for name, turn in self._turns.items()}

    def configure(self, sources: Mapping[str, SourceSettings]) -> None:
        """Takes over a configuration: what is new is asked soon, what is gone no more (its visit under
        way is broken off), what changed at once or as soon as its site may be asked again."""
        for name in self._turns.keys() - sources.keys():
            if (task := self._turns.pop(name).task) is not None:
                task.cancel()
        for name, settings in sources.items():
            turn = self._turns.get(name)
            if turn is None:
                turn = _Turn(state=State(settings=settings), shard=shard_of(name))
                self._turns[name] = turn
                self._due(turn, pace.at_first(settings, self._dice(), len(sources)))
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
                wait = self._start_what_is_due()
                try:
                    await asyncio.wait_for(self._changed.wait(), wait)
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
            name: turn.state.habit
            for name, turn in self._turns.items()
            if turn.state.habit.visited_at > turn.state.kept
        })  # fmt: skip

    # ── the schedule ──────────────────────────────────────────────────────────────────────────

    def _due(self, turn: _Turn, after: float) -> None:
        state = turn.state
        turn.due = _now() + after
        state.next = self._clock().timestamp() + after
        # What stood in the heap for it before no longer counts: `due` is another.
        heapq.heappush(self._heap, (turn.due, state.settings.name))
        self._changed.set()

    def _change(self, turn: _Turn, settings: SourceSettings) -> None:
        state = turn.state
        moved = settings.url != state.settings.url
        state.settings = settings
        if moved:
            turn.began = turn.not_before = float("-inf")
        state.failures, state.problem, state.note = 0, None, None
        state.said.clear()
        if turn.task is None:
            self._due(turn, self._soonest(turn))

    def _hear(self, turn: _Turn) -> None:
        """Its hub says that there is something new: a visit as soon as the site may be asked again."""
        turn.state.pushed = self._clock().timestamp()
        if turn.task is None:
            self._due(turn, self._soonest(turn))
        else:
            turn.heard = True

    def _soonest(self, turn: _Turn) -> float:
        """Seconds until its site may be asked again."""
        wish = max(turn.began + turn.state.settings.every, turn.not_before)
        return max(wish - _now(), 0.0)

    def _start_what_is_due(self) -> float:
        """Gives the seconds until the next source is due."""
        now = _now()
        while self._heap and self._heap[0][0] <= now:
            due, name = heapq.heappop(self._heap)
            turn = self._turns.get(name)
            if turn is None or turn.due != due:
                continue  # it was removed, or its turn was moved
            turn.due, turn.was_due = None, due
            if self.held_back or not self._is_mine(turn):
                turn.state.next = None
                continue  # the next good beat looks again
            turn.task = task = asyncio.create_task(self._visit(turn), name=f"visit {name}")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return max(0.001, min(BEAT, self._heap[0][0] - now if self._heap else BEAT))

    def _is_mine(self, turn: _Turn) -> bool:
        # A member whose beats fail stops by itself: others take over then.
        return _now() - self._beaten < 3 * BEAT and turn.shard in self.mine

    # ── the beat ──────────────────────────────────────────────────────────────────────────────

    async def _beat_for_ever(self) -> None:
        while not self._stopping:
            try:
                await self._beat()
            except Exception as error:
                if not is_not_now(error):
                    raise
                self._doubt()
                self._hold_back(_NO_WRITES, str(error))
            await asyncio.sleep(BEAT)

    async def _beat(self) -> None:
        began = _now()
        mine = await self._shares.beat()
        await self._stream.pulse()
        server = await self._stream.redis.eval(_WHICH, 1, self._stream.keys.epoch)
        if await self._stream.was_emptied() or server != self._server:
            self._doubt()
        self._server = server
        kept = self.mine if began - self._beaten < 3 * BEAT else frozenset()
        for turn in self._turns.values():
            # A share that just came to us is read from Redis, not from our own old memory.
            if turn.shard not in kept:
                turn.state.loaded = False
        self._beaten, self.mine = began, mine
        for name in await self.visitor.pushes.take(self._turns):
            self._hear(self._turns[name])
        self._settle()
        waiting = await self._stream.waiting()
        if waiting >= self._stream.backlog:
            self._hold_back("the backlog is full", f"{waiting} headlines wait")
            return
        if self.held_back:
            log.info("poller.goes_on")
        self.held_back = None
        for turn in self._turns.values():
            if turn.due is None and turn.task is None and turn.shard in mine:
                # Soon: of the ten seconds for a take-over, the lease and a beat have used six.
                first = pace.at_first(turn.state.settings, self._dice(), len(self._turns))
                self._due(turn, first / 2)

    def _settle(self) -> None:
        """What is known of very many sources stays as long as the process: once all were visited, the
        garbage collector need not look through it any more, which held up everybody for half a second."""
        states = [turn.state for turn in self._turns.values()]
        if self._settled or len(states) < _MANY:
            return
        if all(state.good is not None or state.failures for state in states):
            gc.freeze()
            self._settled = True

    def _doubt(self) -> None:
        """A Redis that failed may come back without its last writes (a fail-over): what was remembered
        is read from it again, and what it lost is found again on the page."""
        for turn in self._turns.values():
            turn.state.loaded = False

    def _hold_back(self, reason: str, detail: str) -> None:
        if self.held_back != reason:
            log.warning("poller.held_back", reason=reason, detail=detail)
        self.held_back = reason

    # ── a visit, and how it went ──────────────────────────────────────────────────────────────

    async def _visit(self, turn: _Turn) -> None:
        state = turn.state
        settings = state.settings
        turn.began = began = _now()
        self._begun(began - turn.was_due)
        state.asked = self._clock().timestamp()
        with structlog.contextvars.bound_contextvars(source=settings.name):
            try:
                wait = await self._try(turn, settings)
            finally:
                turn.task = None
        if self._turns.get(settings.name) is turn and not self._stopping:
            changed = state.settings is not settings
            left = max(0.0, began + wait - _now())
            soon, turn.heard = changed or turn.heard, False
            self._due(turn, self._soonest(turn) if soon else left)

    async def _try(self, turn: _Turn, settings: SourceSettings) -> float:
        """One visit; gives the seconds from its start to the next."""
        state, began = turn.state, turn.began
        failed: Failed | None = None
        outcome, wait = "failed", settings.every
        try:
            failed = await self.visitor.visit(state, settings)
            if failed is None:
                outcome = "good"
        except (Emptied, Full, Doubted) as lost:
            # Nothing of this visit is remembered: the next one finds it again.
            self._lost(state, lost)
        except Exception as error:
            state.loaded = False
            if is_not_now(error):
                self._doubt()
                self._hold_back(_NO_WRITES, str(error))
            else:
                cause = error.__cause__ if isinstance(error, Broken) else None
                failed = Failed(why=f"broken by {type(cause or error).__name__}")
                if failed.why not in state.said:
                    log.error("visit.broken", exc_info=cause or error)
        self._noted(settings.name, outcome, _now() - began)
        if outcome == "good":
            self._went_well(state)
            wait = pace.after_good(
                settings, state.habit, self._dice(), hint=state.hint, delay=state.delay
            )
            if state.helped:
                wait = max(wait, settings.at_most)
        elif failed is not None:
            self._went_wrong(state, failed)
            asked = failed.retry_after
            wait = pace.after_failure(settings, state.failures, asked, self._dice())
            wait = max(wait, state.delay)
            if asked is not None:
                turn.not_before = turn.began + wait
        return wait

    def _lost(self, state: State, lost: Emptied | Full | Doubted) -> None:
        state.loaded = False
        log.info("visit.dropped", reason=type(lost).__name__)
        if isinstance(lost, Emptied):
            self._doubt()
        if isinstance(lost, Full):
            self._hold_back("the backlog is full", f"{self._stream.backlog} headlines wait")

    def _went_well(self, state: State) -> None:
        if state.problem:
            log.info("source.well_again", after=state.failures)
        state.failures, state.problem = 0, None
        state.said.clear()
        state.good = self._clock().timestamp()

    def _went_wrong(self, state: State, failed: Failed) -> None:
        """Said once for each cause, however often it is asked."""
        state.failures += 1
        state.problem = failed.why
        if failed.why not in state.said:
            state.said.add(failed.why)
            log.warning("source.failed", why=failed.why, status=failed.status)


def _now() -> float:
    return asyncio.get_running_loop().time()

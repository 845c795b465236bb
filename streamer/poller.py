"""The pollers' side: when a source is due, ask ─► fetch ─► read ─► compare ─► publish ─► keep the mark.

One heap says which source is due next, and every visit is a task of its own, so a slow site delays itself
alone. Several pollers share the sources by leases in Redis (`streamer.lease.Shares`); a source is polled only
by the holder of its shard. What a visit found is published first and remembered afterwards: killed in
between, the next visit publishes the same again, and the stream knows it.
"""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from importlib import import_module
from typing import Final, cast

import msgspec
import structlog

from streamer import headline, pace, shown
from streamer.connect import is_not_now
from streamer.dates import utc
from streamer.fetch import Failed, Fetcher
from streamer.lease import Shares, shard_of
from streamer.reading import Readers
from streamer.settings import SourceSettings
from streamer.shown import Memory, Shown
from streamer.sources import Kind, Mark, Reading, Request, Response
from streamer.stream import Emptied, Full, HeadlineStream

log = structlog.get_logger(__name__)

BEAT: Final = 2.0
"""Seconds between two beats; with a lease of three of them, a death is taken over within ten seconds."""
_TOUCH: Final = 8
"""What a source still shows is published again every eighth of `keep`, so that its aliases live on."""


class State(msgspec.Struct, kw_only=True):
    """What is known of a source, for schedule and console. Times are epoch seconds."""

    settings: SourceSettings
    memory: Memory | None = None
    loaded: bool = False
    failures: int = 0
    problem: str | None = None
    note: str | None = None
    status: int | None = None
    good: float | None = None
    asked: float | None = None
    next: float | None = None
    published: int = 0
    under_way: bool = False
    due: float | None = None
    """On the loop's clock; None: it waits for this poller to hold its share."""


class Poller:
    """Polls this process's share of the sources, from `start` to `stop`."""

    def __init__(
        self,
        stream: HeadlineStream,
        shares: Shares,
        fetcher: Fetcher,
        readers: Readers,
        *,
        clock: Callable[[], datetime],
        dice: Callable[[], float],
        max_age: float,
        noted: Callable[[str, str, float], None] = lambda source, outcome, seconds: None,
    ) -> None:
        self._stream = stream
        self._shares = shares
        self._fetcher = fetcher
        self._readers = readers
        self._clock = clock
        self._dice = dice
        self.max_age = max_age
        self._noted = noted
        self.states: dict[str, State] = {}
        self.mine: frozenset[int] = frozenset()
        self.held_back: str | None = None
        """Why nobody is asked: the backlog is full, or Redis cannot be reached."""
        self._heap: list[tuple[float, str]] = []
        self._beaten = float("-inf")
        self._changed = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False

    def configure(self, sources: Mapping[str, SourceSettings]) -> None:
        """Takes over a configuration: what is new is asked soon, what is gone no more, what changed is
        learnt anew by its shape."""
        for name in self.states.keys() - sources.keys():
            del self.states[name]
        for name, settings in sources.items():
            state = self.states.get(name)
            if state is None:
                self.states[name] = State(settings=settings)
                self._due(name, pace.at_first(settings, self._dice()))
            elif state.settings != settings:
                state.settings = settings
                self._due(name, 0.0)
        self._changed.set()

    async def run(self) -> None:
        """Polls until `stop`."""
        beating = asyncio.create_task(self._beat_for_ever())
        try:
            while not self._stopping:
                self._changed.clear()
                wait = self._start_what_is_due()
                try:
                    await asyncio.wait_for(self._changed.wait(), wait)
                except TimeoutError:
                    pass
        finally:
            beating.cancel()

    async def stop(self, within: float = 5.0) -> None:
        """Starts no more visits, lets those under way publish what they have, gives up the share."""
        self._stopping = True
        self._changed.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)
        for task in self._tasks:
            task.cancel()
        try:
            await self._shares.leave()
        except Exception as error:
            if not is_not_now(error):
                raise

    # ── the schedule ──────────────────────────────────────────────────────────────────────────

    def _due(self, name: str, after: float) -> None:
        state = self.states[name]
        state.due = asyncio.get_running_loop().time() + after
        state.next = self._clock().timestamp() + after
        heapq.heappush(self._heap, (state.due, name))
        self._changed.set()

    def _start_what_is_due(self) -> float:
        """Gives the seconds until the next source is due."""
        now = asyncio.get_running_loop().time()
        while self._heap and self._heap[0][0] <= now:
            due, name = heapq.heappop(self._heap)
            state = self.states.get(name)
            if state is None or state.due != due or state.under_way:
                continue  # it was removed, or its turn was moved
            state.due = None
            if self.held_back or not self._is_mine(name, now):
                state.next = None
                continue  # the next beat looks again
            state.under_way = True
            task = asyncio.create_task(self._visit(name, state))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return max(0.001, min(BEAT, self._heap[0][0] - now if self._heap else BEAT))

    def _is_mine(self, name: str, now: float) -> bool:
        # A member whose beats fail stops by itself: others take over then.
        return now - self._beaten < 3 * BEAT and shard_of(name) in self.mine

    async def _beat_for_ever(self) -> None:
        while True:
            try:
                await self._beat()
            except Exception as error:
                if not is_not_now(error):
                    raise
                self._doubt()
                self._hold_back("Redis takes no writes", str(error))
            await asyncio.sleep(BEAT)

    async def _beat(self) -> None:
        began = asyncio.get_running_loop().time()
        mine = await self._shares.beat()
        kept = self.mine if began - self._beaten < 3 * BEAT else frozenset()
        self._beaten, self.mine = began, mine
        await self._stream.pulse()
        emptied = await self._stream.was_emptied()
        for name, state in self.states.items():
            # A share that just came to us is read from Redis, not from our own old memory.
            if emptied or shard_of(name) not in kept:
                state.loaded = False
        waiting = await self._stream.waiting()
        if waiting >= self._stream.backlog:
            self._hold_back("the backlog is full", f"{waiting} headlines wait")
            return
        if self.held_back:
            log.info("poller.goes_on")
        self.held_back = None
        for name, state in self.states.items():
            if state.due is None and not state.under_way and shard_of(name) in mine:
                self._due(name, pace.at_first(state.settings, self._dice()))

    def _doubt(self) -> None:
        """A Redis that failed may come back without its last writes (a fail-over): what was remembered
        is read from it again, and what it lost is found again on the page."""
        for state in self.states.values():
            state.loaded = False

    def _hold_back(self, reason: str, detail: str) -> None:
        if self.held_back != reason:
            log.warning("poller.held_back", reason=reason, detail=detail)
        self.held_back = reason

    # ── one visit ─────────────────────────────────────────────────────────────────────────────

    async def _visit(self, name: str, state: State) -> None:
        began = asyncio.get_running_loop().time()
        settings = state.settings
        wait = settings.every
        with structlog.contextvars.bound_contextvars(source=name):
            try:
                state.asked = self._clock().timestamp()
                failed = await self._ask_and_publish(state)
                if failed is None:
                    self._went_well(state)
                    wait = pace.after_good(settings, self._dice())
                else:
                    self._went_wrong(state, failed)
                    wait = pace.after_failure(
                        settings, state.failures, failed.retry_after, self._dice()
                    )
            except (Emptied, Full) as lost:
                # Nothing of this visit is remembered: the next one finds it again.
                state.loaded = False
                log.warning("visit.dropped", reason=type(lost).__name__)
            except Exception as error:
                state.loaded = False
                if is_not_now(error):
                    self._doubt()
                    log.warning("visit.dropped", reason="Redis", error=str(error))
                else:
                    log.exception("visit.broken")
                    state.failures += 1
                    wait = pace.after_failure(settings, state.failures, None, self._dice())
            finally:
                state.under_way = False
        took = asyncio.get_running_loop().time() - began
        self._noted(name, "failed" if state.problem else "good", took)
        if name in self.states and not self._stopping:
            self._due(name, max(0.0, wait - took))

    async def _ask_and_publish(self, state: State) -> Failed | None:
        settings = state.settings
        if not state.loaded:
            state.memory = await self._stream.memory(settings.name)
            state.loaded = True
        memory = state.memory
        kind = cast(Kind, import_module(f"streamer.sources.{settings.kind}"))
        # Another shape is learnt anew, so its marks are not to be trusted either.
        mark = memory.mark if memory and memory.site == _site(settings) else Mark()
        headers = {key: value.reveal() for key, value in settings.headers.items()}
        request = kind.request(settings.url, headers, mark)
        answer = await self._fetcher.get(request, max_bytes=settings.max_bytes)
        if isinstance(answer, Failed):
            state.status = answer.status
            return answer
        state.status = answer.status
        digest = blake2b(answer.body, digest_size=16).hexdigest()
        if memory and mark.body_hash and (answer.status == 304 or digest == mark.body_hash):
            await self._unchanged(state, memory)
            return None
        if answer.status == 304:
            return Failed(why="answered 304 to what was not conditional", status=304)
        reading = await self._readers.read(settings.kind, answer, settings.select)
        if reading.problem:
            return Failed(why=reading.problem, status=answer.status)
        if reading.note != state.note:
            state.note = reading.note
            if reading.note:
                log.warning("source.note", note=reading.note)
        await self._publish(state, reading, _mark(answer, digest))
        return None

    async def _publish(self, state: State, reading: Reading, mark: Mark) -> None:
        settings, memory = state.settings, state.memory
        now = self._clock()
        at = now.timestamp()
        items = headline.read(settings, reading.entries, now, reading.lang)
        plan = shown.compare(memory.shown if memory else (), items, at, self._stream.keep / _TOUCH)
        learn = self._is_to_be_learnt(settings, memory, reading.block)
        away = memory is not None and at - max(memory.visited, state.good or 0.0) > self.max_age
        # After a long absence nobody knows how old an item without a date is.
        stale = [
            one for one in plan.changed if learn or (away and one[0].headline.published is None)
        ]
        told = [one for one in plan.changed if one not in stale] if stale else plan.changed
        results = dict(
            zip(
                [id(one) for one in stale],
                await self._stream.publish(settings.name, stale, now, learn=True),
                strict=True,
            )
        )
        results |= zip(
            [id(one) for one in told],
            await self._stream.publish(settings.name, told, now),
            strict=True,
        )
        published = [results[id(one)] for one in plan.changed]
        for (item, _), result in zip(plan.changed, published, strict=True):
            if result.verdict in ("new", "edited", "marked"):
                state.published += 1
                log.info("headline.published", id=result.id, was=result.verdict,
                         title=item.headline.title)  # fmt: skip
        if learn:
            log.info("source.learnt", items=len(items), first=memory is None)
        kept = Memory(
            site=_site(settings),
            block=reading.block,
            mark=mark,
            shown=shown.after(plan, published, at),
            visited=at,
        )
        await self._stream.keep_memory(settings.name, kept)
        state.memory = kept
        await self._withdraw(state, shown.withdrawn(plan), kept.shown)

    def _is_to_be_learnt(
        self, settings: SourceSettings, memory: Memory | None, block: str | None
    ) -> bool:
        if memory is None:
            return settings.first_run != "publish"
        return memory.site != _site(settings) or memory.block != block

    async def _unchanged(self, state: State, memory: Memory) -> None:
        """The same page again: another good visit for what was missing on the last one, and for what
        must be touched so that it is not forgotten."""
        now = self._clock().timestamp()
        there = [one for one in memory.shown if not one.missed]
        missing = [one for one in memory.shown if one.missed]
        touch = any(now - one.touched > self._stream.keep / _TOUCH for one in there)
        if not missing and not touch and now - memory.visited < self.max_age / _TOUCH:
            return
        gone = [msgspec.structs.replace(one, missed=one.missed + 1) for one in missing]
        plan = shown.Plan([], there, gone)
        state.memory = Memory(
            site=memory.site,
            block=memory.block,
            # Without its mark the page is read again next time, and what it shows is touched.
            mark=Mark() if touch else memory.mark,
            shown=shown.after(plan, [], now),
            visited=now,
        )
        await self._stream.keep_memory(state.settings.name, state.memory)
        await self._withdraw(state, shown.withdrawn(plan), there)

    async def _withdraw(
        self, state: State, candidates: list[Shown], there: Sequence[Shown]
    ) -> None:
        """Takes back what the publisher took back: its page is gone while another item's is there."""
        witness = next((one.url for one in there if one.url and not one.missed), None)
        if not candidates or witness is None:
            return
        answers = [await self._page(state, one.url) for one in candidates]
        if not any(status in (404, 410) for status in answers):
            return
        if await self._page(state, witness) != 200:
            return
        now = self._clock()
        gone = [
            (shown.taken_back(state.settings, one, utc(now)), one)
            for one, status in zip(candidates, answers, strict=True)
            if status in (404, 410)
        ]
        for result in await self._stream.publish(state.settings.name, gone, now):
            log.info("headline.withdrawn", id=result.id, was=result.verdict)

    async def _page(self, state: State, url: str | None) -> int | None:
        answer = await self._fetcher.get(
            Request(url=url or ""), max_bytes=state.settings.max_bytes, deadline=5.0
        )
        return answer.status

    # ── how it went ───────────────────────────────────────────────────────────────────────────

    def _went_well(self, state: State) -> None:
        if state.problem:
            log.info("source.well_again", after=state.failures)
        state.failures, state.problem = 0, None
        state.good = self._clock().timestamp()

    def _went_wrong(self, state: State, failed: Failed) -> None:
        """Said once for each cause, however often it is asked."""
        state.failures += 1
        if state.problem != failed.why:
            log.warning("source.failed", why=failed.why, status=failed.status)
        state.problem = failed.why


def _site(settings: SourceSettings) -> str:
    """Digest of what makes the source the one that was learnt."""
    parts = "\n".join((settings.url, settings.kind, settings.select))
    return blake2b(parts.encode(), digest_size=9).hexdigest()


def _mark(answer: Response, digest: str) -> Mark:
    return Mark(
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        body_hash=digest,
    )

"""A batch on its way through the judge:

read ─► judge (workers.judging) ─► commit and acknowledge, atomically ─► spread what is owed to very many

What goes wrong at the commit goes wrong as a whole: the batch stays pending, the index is read back from
the log, and judging goes on where the log ends. Nothing is ever guessed about a lost reply.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime
from typing import Final

import msgspec
import structlog

from streamer.connect import is_not_now
from streamer.lease import Lease
from streamer.stream import Entry, HeadlineStream
from streamer.traces import Span, Traces
from workers import hand, log_place
from workers.classify import Classifier
from workers.dedupe import Index
from workers.judged_log import Aside, Committed, Judged, LogEntry, Refusal
from workers.judging import TRIES, Judging, Roster, Stamps
from workers.store import Store
from workers.story import decode

__all__ = ["BATCH", "Pipeline", "Roster"]

log = structlog.get_logger(__name__)

BATCH: Final = 200
"""Entries a commit at most: commit and read are half of a headline's cost at 100, less at 200; and some 14 µs
of Redis each, so that with what the commit owes it stays below 5 ms."""
HOLD_EVERY: Final = 1.0
"""Seconds between two tries to take the judge's lease, or to renew it."""
_AFTER: Final = 0.002
"""Seconds behind the end of a lease."""
_SUSPICIOUS: Final = 4
"""An entry handed out so often may be what kills its judges: it is judged alone, and counted."""
PORTION: Final = 0.025
"""Seconds of computing after which what is judged is committed, and everybody else in this process has a
turn: behind a gust of hundreds, neither its first headline nor a courier waits for the last."""
_MANY: Final = 10_000
"""Reports from which on a full collection takes longer than a batch."""
_SELDOM: Final = 50_000
"""Objects more that live, from which on the garbage collector looks for cycles among them."""
_SPREADS: Final = 2
"""Calls side by side."""
_PAUSE: Final = 0.05
_LONGEST_PAUSE: Final = 1.0
"""Seconds between two tries while Redis refuses."""


class Pipeline:
    """One worker's judge: judging while it holds the lease, following the log while another does."""

    def __init__(
        self,
        headlines: HeadlineStream,
        store: Store,
        lease: Lease,
        classifier: Classifier,
        roster: Roster,
        *,
        new_index: Callable[[], Index],
        clock: Callable[[], datetime],
        stamps: Stamps | None = None,
        committed: Callable[[Sequence[Judged]], None] = lambda judged: None,
        before: Callable[[Sequence[Entry]], Awaitable[None]] | None = None,
        batch: int = BATCH,
        portion: float = PORTION,
        traces: Traces | None = None,
    ) -> None:
        """`before`: waited for before each batch is judged (workers.meaning)."""
        self._headlines = headlines
        self._before = before
        self._store = store
        self._lease = lease
        self._classifier = classifier
        self.roster = roster
        self._new_index = new_index
        self._clock = clock
        self._stamps = stamps
        self._committed = committed
        self._batch = batch
        self._portion = portion
        self._traces = traces
        self.index = new_index()
        self.tail = b"0-0"
        """The last entry of the log that the index holds."""
        self.fence: int | None = None
        self.foreign = 0
        """Entries of the log that are not ours: skipped and counted."""
        self.aside = 0
        """Headlines that were set aside."""
        self.behind = True
        """The log, and what is pending, must be read before anything is judged."""
        self._warm = False
        self._epoch: bytes | None = None
        self._disordered = False
        self._failures = 0
        self._suspects: dict[bytes, int] = {}
        """Entries to be judged alone → how many judges set out to, as far as was asked."""
        self._in_hand = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._holding = asyncio.Lock()
        self._stopping = False

    # ── the lease ─────────────────────────────────────────────────────────────────────────────

    async def hold(self) -> None:
        """Takes or renews the judge's lease; to be called every HOLD_EVERY. One that ends before the next
        call was not renewed by its judge: its end is waited for."""
        if not await self._hold() and self._lease.ends_in < HOLD_EVERY:
            await asyncio.sleep(self._lease.ends_in + _AFTER)
            await self._hold()

    async def _hold(self) -> bool:
        """Whether there is no other judge to wait for."""
        async with self._holding:
            if self._stopping:
                return True
            try:
                fence = await self._lease.acquire()
            except Exception as error:
                if not is_not_now(error):
                    raise
                return True  # the commit checks the lease itself; nothing is lost by not knowing
            if fence != self.fence:
                self.fence, self.behind = fence, True
                log.info("judge.lease", held=fence is not None, fence=fence)
            return fence is not None

    def start_over(self) -> None:
        """Reads the index back from the log before anything more is judged."""
        self.behind, self._warm = True, False

    async def stop(self, within: float = 3.0) -> None:
        """Judges what is in hand, and lets another take over at once. What cannot be done `within`
        seconds, because Redis does not answer, is left: the batch to the successor, the lease to its end."""
        self._stopping = True
        try:
            async with asyncio.timeout(within):
                await self._idle.wait()
                async with self._holding:
                    held, self.fence = self.fence, None
                    if held is not None:
                        await self._lease.release()
        except Exception as error:
            if not (isinstance(error, TimeoutError) or is_not_now(error)):
                raise
            log.warning("judge.left", reason="Redis does not answer", error=str(error))
        self.fence = None

    # ── reading ───────────────────────────────────────────────────────────────────────────────

    async def batches(self) -> AsyncIterator[list[Entry]]:
        """Whole batches in the order of the stream, for as long as this worker holds the lease; in
        between it follows the log. Ends after `stop`."""
        pause, after = 0.0, b"0"
        pending = True
        while not self._stopping:
            try:
                if self.behind:
                    await self._idle.wait()
                    await self.catch_up()
                    after, pending = b"0", True
                if self.fence is None:
                    await self._follow()
                    continue
                if pending:
                    batch = await self._headlines.read_pending(after, self._batch)
                    pending = bool(batch)
                    batches = await self._wary(batch) if batch else []
                    after = batch[-1].id if batch else after
                else:
                    batch = await self._headlines.read_new(self._batch, block_ms=1000)
                    batches = [batch] if batch else []
                    if not batch and not self._in_hand:
                        # What a request that we gave up was handed is seen in what is pending alone.
                        after, pending = b"0", True
                        # And what the desk did meanwhile stands on the log.
                        self._fold(await self._store.log(self.tail))
                pause = 0.0
            except Exception as error:
                if not _passes(error):
                    raise
                self.behind = True
                if not pause:
                    log.warning("judge.waits", reason="Redis cannot be read", error=str(error))
                pause = min(_LONGEST_PAUSE, pause * 2 or _PAUSE)
                await asyncio.sleep(pause)
                continue
            for one in batches:
                if not self.behind:
                    self._in_hand += 1
                    self._idle.clear()
                    yield one

    async def catch_up(self) -> None:
        """Reads the log from where the index ends, or from its beginning where the index cannot be
        trusted: after a failed commit, or when the log is no longer the one that was read. Then writes
        what a judge before us still had to spread."""
        await self._headlines.make_group()
        if self._disordered:
            await self._store.gather()
            self._disordered = False
        epoch = await self._store.epoch()
        known = self.tail == b"0-0" or await self._store.in_log(self.tail)
        anew = not (self._warm and known and epoch == self._epoch)
        if anew:
            self.index, self.tail, self.foreign = self._new_index(), b"0-0", 0
            self._epoch = epoch
        _, last = await self._store.bounds()
        collecting = gc.isenabled()
        gc.disable()  # it makes very many objects and no cycles
        try:
            while entries := await self._store.log(self.tail):
                self._fold(entries)
                await asyncio.sleep(0)
        finally:
            if collecting:
                gc.enable()
        if anew and len(self.index) > _MANY:
            # It stays: no collection need look through it again, and hold a batch up meanwhile.
            gc.collect()
            gc.freeze()
            # Nor is what judging makes to be looked through each time that seven hundred objects more live:
            # there are hardly any cycles, and that would be a tenth of all its time.
            gc.set_threshold(_SELDOM, *gc.get_threshold()[1:])
        # The last entry may have been trimmed; what the next commit checks is the last ever made.
        self.tail = max(self.tail, last, key=log_place.read)
        self._warm, self.behind = True, False
        if self.fence is not None:
            await self._spread(self.fence)

    async def _follow(self) -> None:
        self._fold(await self._store.follow_log(self.tail, block_ms=500))

    def _fold(self, entries: Sequence[LogEntry]) -> None:
        for entry in entries:
            self.tail = entry.id
            try:
                if entry.hand is not None:
                    self.index.obey(hand.decode(entry.hand))
                    continue
                event = decode(entry.data or b"")
                if datetime.fromisoformat(event.seen).tzinfo is None:
                    raise ValueError("its first sight has no zone")
                self.index.fold(event, entry.to, entry.stamp)
            except (
                Exception
            ) as error:  # whatever somebody wrote there, it must not end every worker
                self.foreign += 1
                if self.foreign == 1:
                    log.warning(
                        "log.foreign_entry", entry=entry.id.decode(), error=str(error)[:200]
                    )

    async def _wary(self, batch: list[Entry]) -> list[list[Entry]]:
        """A pending batch, whole; or entry by entry where judges may have died over it."""
        times = await self._headlines.times_delivered(batch[0].id, batch[-1].id, len(batch))
        if max(times.values(), default=0) < _SUSPICIOUS:
            return [batch]
        for entry in batch:
            self._suspects.setdefault(entry.id, 0)
        return [[entry] for entry in batch]

    # ── judging ───────────────────────────────────────────────────────────────────────────────

    async def take(self, batch: list[Entry]) -> None:
        """Judges one batch and commits it, in portions where it takes long. Never raises: what is not
        committed stays pending."""
        fence = self.fence
        try:
            if self._before is not None and fence is not None and not self.behind:
                await self._before(batch)
            while batch and fence is not None and fence == self.fence and not self.behind:
                # What the desk did meanwhile stands on the log. Were it left to the commit to find it, every
                # click on a busy stream would cost reading the whole log back.
                self._fold(await self._store.log(self.tail))
                batch = batch[await self._judge_and_commit(batch, fence) :]
                self._failures = 0
        except Refusal as refusal:
            self.start_over()
            self._disordered = refusal.what == "ORDER"
            if refusal.what == "LEASE" and self.fence == fence:
                self.fence = None  # until `hold` has it again
            log.info("judge.refused", what=refusal.what)
            await self._pause()
        except Exception as error:
            self.start_over()
            if is_not_now(error):
                if not self._failures:
                    log.warning("judge.waits", reason="the commit failed", error=str(error))
            else:
                log.exception("judge.failed")
            await self._pause()
        except BaseException:
            self.start_over()
            raise
        finally:
            self._in_hand = max(0, self._in_hand - 1)
            if not self._in_hand:
                self._idle.set()

    async def _pause(self) -> None:
        """The longer, the more often it failed in a row."""
        self._failures += 1
        await asyncio.sleep(min(_LONGEST_PAUSE, _PAUSE * 2 ** min(self._failures, 10)))

    async def _judge_and_commit(self, batch: list[Entry], fence: int) -> int:
        """The first portion of it: gives how many entries that were."""
        now = self._clock()
        deadly = await self._deadly(batch)
        judged, aside, count = ([], [deadly], 1) if deadly else self._judge(batch, now)
        batch = batch[:count]
        steps: list[Span] = []
        if self._traces:
            judged, steps = _traced(self._traces, judged, now)
        committed = await self._store.commit(
            fence=fence,
            tail=self.tail,
            entries=[entry.id for entry in batch],
            judged=judged,
            aside=aside,
            now_ms=int(now.timestamp() * 1000),
        )
        self.tail = committed.tail
        for step in steps:
            step.end()
        for entry in batch:
            self._suspects.pop(entry.id, None)
        self.aside += len(aside)
        for item in aside:
            log.error(
                "headline.set_aside",
                entry=item.entry.decode(),
                reason=item.reason,
                exc_info=item.error,
            )
        self._committed(judged)
        await self._afterwards(judged, committed, fence)
        return count

    def _judge(
        self, batch: Sequence[Entry], now: datetime
    ) -> tuple[list[Judged], list[Aside], int]:
        """The verdicts on a portion of a batch, folded into the index as they come, what is set aside, and
        how many entries that were."""
        judging = Judging(
            index=self.index, classifier=self._classifier, roster=self.roster,
            keys=self._store.keys, stamps=self._stamps,
        )  # fmt: skip
        judged: list[Judged] = []
        aside: list[Aside] = []
        count, end = 0, time.thread_time() + self._portion
        wall = time.perf_counter() + self._portion
        for one in judging.each(batch, now):
            if isinstance(one, Judged):
                judged.append(one)
            elif isinstance(one, Aside):
                aside.append(one)
            count += 1
            # No less has passed on the wall, which is asked without a call of the kernel.
            if time.perf_counter() >= wall and time.thread_time() >= end:
                break
        return judged, aside, count

    async def _deadly(self, batch: list[Entry]) -> Aside | None:
        """An entry over which, alone, so many judges died; each notes it once, before it judges."""
        entry = batch[0]
        if len(batch) > 1 or entry.id not in self._suspects:
            return None
        if not self._suspects[entry.id]:
            self._suspects[entry.id] = await self._store.suspect(entry.id)
        if self._suspects[entry.id] <= TRIES:
            return None
        return Aside(entry.id, entry.data or b"", f"its judge died over it {TRIES} times")

    async def _afterwards(self, judged: Sequence[Judged], committed: Committed, fence: int) -> None:
        """What is committed stays so; if this fails, the rest is spread once Redis is back."""
        try:
            await self._store.announce(judged, committed.unheard)
            if committed.wide:
                await self._spread(fence)
        except Exception as error:
            if not is_not_now(error):
                raise
            self.behind = True

    async def _spread(self, fence: int) -> None:
        """One call after another costs a turn of a loop that may be busy: so where there is much, several are
        under way, and Redis serves others between them."""
        calls = 1
        while all(await asyncio.gather(*(self._store.spread(fence) for _ in range(calls)))):
            calls = _SPREADS


def _traced(
    traces: Traces, judged: Sequence[Judged], began: datetime
) -> tuple[list[Judged], list[Span]]:
    """The verdicts with what their deliveries are given, and the steps, which end with the commit."""
    began_ns = int(began.timestamp() * 1e9)
    steps = [
        traces.begin(
            "judge", "consumer", parent=one.trace, began_ns=began_ns,
            id=one.event.id, event=one.event.event, revision=one.event.revision,
            story=one.event.story, topic=one.event.topics[0].name, urgency=one.event.urgency,
            subscribers=len(one.streams) + len(one.others),
        )
        for one in judged
    ]  # fmt: skip
    given = [
        msgspec.structs.replace(one, trace=step.traceparent)
        for one, step in zip(judged, steps, strict=True)
    ]
    return given, steps


def _passes(error: Exception) -> bool:
    """Whether Redis is well again by itself; a group that is gone (the store was emptied) is made anew."""
    return is_not_now(error) or str(error).startswith("NOGROUP")

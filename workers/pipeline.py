"""A batch on its way through the judge:

read ─► decode ─► classify ─► judge ─► match ─► commit and acknowledge, atomically
         │ no headline of ours, or judging it always raises: set aside, with the reason
         ▼
What goes wrong at the commit goes wrong as a whole: the batch stays pending, the index is read back from
the log, and judging goes on where the log ends. Nothing is ever guessed about a lost reply.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

import msgspec
import structlog

from streamer import dates, stream
from streamer.connect import is_not_now
from streamer.headline import Headline, first_sight
from streamer.lease import Lease
from streamer.stream import Entry, HeadlineStream
from workers.classify import Classifier
from workers.dedupe import Index
from workers.store import Aside, Judged, LogEntry, Refusal, Store
from workers.story import Event, decode, encode
from workers.subscriptions import Subscriptions

log = structlog.get_logger(__name__)

BATCH: Final = 500
"""Entries a commit at most: commit and read are half of a headline's cost at 100, less at 500."""
_TRIES: Final = 3
_SUSPICIOUS: Final = 4
"""An entry handed out so often may be what kills its judges: it is judged alone, and counted."""


class Roster(NamedTuple):
    """Who is served, as the newest configuration has it."""

    subscriptions: Subscriptions
    in_commit: frozenset[str]
    """Subscribers whose streams the commit writes."""
    off: frozenset[str]
    """Subscribers that were switched off (410)."""
    body_ms: int
    """How long an owed event must be kept: the longest `give_up`, and a day."""
    max_age: timedelta


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
        stamps: Callable[[Entry, Headline, str], tuple[str, str]] | None = None,
        committed: Callable[[Sequence[Judged]], None] = lambda judged: None,
    ) -> None:
        self._headlines = headlines
        self._store = store
        self._lease = lease
        self._classifier = classifier
        self.roster = roster
        self._new_index = new_index
        self._clock = clock
        self._stamps = stamps or (lambda entry, headline, now: (_time_of(entry.id), now))
        """When a headline was queued and when it was judged; a replay has its own time."""
        self._committed = committed
        self.index = new_index()
        self.tail = b"0-0"
        self.fence: int | None = None
        self.foreign = 0
        """Entries of the log that are not ours: skipped and counted."""
        self._warm = False
        self.behind = True
        """The log, and what is pending, must be read before anything is judged."""
        self._in_hand = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._stopping = False
        self._epoch: bytes | None = None

    # ── the lease ─────────────────────────────────────────────────────────────────────────────

    async def hold(self) -> None:
        """Takes or renews the judge's lease; to be called every third of its life."""
        if self._stopping:
            return
        try:
            fence = await self._lease.acquire()
        except Exception as error:
            if not is_not_now(error):
                raise
            return  # the commit checks the lease itself; nothing is lost by not knowing
        if fence != self.fence:
            self.fence, self.behind = fence, True
            log.info("judge.lease", held=fence is not None, fence=fence)

    def start_over(self) -> None:
        """Reads the index back from the log before anything more is judged."""
        self.behind, self._warm = True, False

    async def stop(self) -> None:
        """Judges what is in hand, and lets another take over at once."""
        self._stopping = True
        await self._idle.wait()
        if self.fence is not None:
            self.fence = None
            await self._lease.release()

    # ── reading ───────────────────────────────────────────────────────────────────────────────

    async def batches(self) -> AsyncIterator[list[Entry]]:
        """Whole batches in the order of the stream, for as long as this worker holds the lease; in
        between it follows the log. Ends after `stop`."""
        pause, after, pending = 0.0, b"0", True
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
                    batch = await self._headlines.read_pending(after, BATCH)
                    pending = bool(batch)
                    batches = await self._wary(batch) if batch else []
                    after = batch[-1].id if batch else after
                else:
                    batch = await self._headlines.read_new(BATCH, block_ms=1000)
                    batches = [batch] if batch else []
                pause = 0.0
            except Exception as error:
                if not is_not_now(error):
                    raise
                self.behind = True
                if not pause:
                    log.warning("judge.waits", reason="Redis cannot be read", error=str(error))
                pause = min(1.0, pause * 2 or 0.05)
                await asyncio.sleep(pause)
                continue
            for one in batches:
                if not self.behind:
                    self._in_hand += 1
                    self._idle.clear()
                    yield one

    async def catch_up(self) -> None:
        """Reads the log from where the index ends, or from its beginning where the index cannot be
        trusted: after a failed commit, or when the log is no longer the one that was read."""
        await self._headlines.make_group()
        await self._headlines.learn_epoch()
        first, last = await self._store.bounds()
        same = self._epoch == self._headlines.epoch and _order(last) >= _order(self.tail)
        if not (self._warm and same):
            self.index, self.tail = self._new_index(), b"0-0"
            self._epoch = self._headlines.epoch
        while entries := await self._store.log(self.tail):
            self._fold(entries)
            await asyncio.sleep(0)
        # The last entry may have been trimmed; what the next commit checks is the last ever made.
        self.tail = max(self.tail, last, key=_order)
        self._warm, self.behind = True, False

    async def _follow(self) -> None:
        entries = await self._store.follow_log(self.tail, block_ms=500)
        self._fold(entries)

    def _fold(self, entries: Sequence[LogEntry]) -> None:
        for entry in entries:
            self.tail = entry.id
            try:
                event = decode(entry.data or b"")
            except msgspec.DecodeError:
                self.foreign += 1
                continue
            self.index.fold(event, entry.to)

    async def _wary(self, batch: list[Entry]) -> list[list[Entry]]:
        """A pending batch, whole; or entry by entry where judges may have died over it."""
        times = await self._headlines.times_delivered(batch[0].id, batch[-1].id, len(batch))
        if max(times.values(), default=0) < _SUSPICIOUS:
            return [batch]
        return [[entry] for entry in batch]

    # ── judging ───────────────────────────────────────────────────────────────────────────────

    async def take(self, batch: list[Entry]) -> None:
        """Judges one batch and commits it. Never raises: what is not committed stays pending."""
        try:
            if self.fence is None or self.behind or not batch:
                return
            await self._judge_and_commit(batch, self.fence)
        except Refusal as refusal:
            self.behind, self._warm = True, False
            log.info("judge.refused", what=refusal.what)
        except Exception as error:
            self.behind, self._warm = True, False
            if is_not_now(error):
                log.warning("judge.waits", reason="the commit failed", error=str(error))
            else:
                log.exception("judge.failed")
                await asyncio.sleep(0.5)
        except BaseException:
            self.behind, self._warm = True, False
            raise
        finally:
            self._in_hand = max(0, self._in_hand - 1)
            if not self._in_hand:
                self._idle.set()

    async def _judge_and_commit(self, batch: list[Entry], fence: int) -> None:
        now = self._clock()
        alone = len(batch) == 1 and await self._dangerous(batch[0])
        judged, aside = ([], [alone]) if alone else self.judge(batch, now)
        self.tail, wide = await self._store.commit(
            fence=fence,
            tail=self.tail,
            entries=[entry.id for entry in batch],
            judged=judged,
            aside=aside,
            now_ms=int(now.timestamp() * 1000),
            body_ms=self.roster.body_ms,
        )
        for item in aside:
            log.error("headline.set_aside", entry=item.entry.decode(), reason=item.reason)
        self._committed(judged)
        while wide:
            wide = await self._store.spread(fence)

    async def _dangerous(self, entry: Entry) -> Aside | None:
        times = await self._headlines.times_delivered(entry.id, entry.id, 1)
        if times.get(entry.id, 0) < _SUSPICIOUS:
            return None
        noted = await self._store.suspect(entry.id)
        if noted <= _TRIES:
            return None
        return Aside(entry.id, entry.data or b"", f"its judge died over it {_TRIES} times")

    def judge(self, batch: Sequence[Entry], now: datetime) -> tuple[list[Judged], list[Aside]]:
        """The verdicts on a batch, folded into the index as they come. What raises every time, or is no
        headline, is set aside."""
        judged: list[Judged] = []
        aside: list[Aside] = []
        stamp = dates.utc(now)
        for entry in batch:
            try:
                headline = stream.decode(entry.data or b"")
            except msgspec.DecodeError as error:
                aside.append(Aside(entry.id, entry.data or b"", f"no headline: {error}"))
                continue
            for attempt in range(1, _TRIES + 1):
                try:
                    one = self._judge_one(entry, headline, stamp)
                except Exception as error:
                    if attempt == _TRIES:
                        log.exception("headline.cannot_be_judged", id=headline.id)
                        reason = f"judging it raised {_TRIES} times: {error!r}"
                        aside.append(Aside(entry.id, entry.data or b"", reason))
                else:
                    if one is not None:
                        judged.append(one)
                    break
        return judged, aside

    def _judge_one(self, entry: Entry, headline: Headline, now: str) -> Judged | None:
        found = self._classifier.classify(
            title=headline.title, summary=headline.summary, section=headline.section,
            marked=headline.marked, kind=headline.kind, always=headline.topics, lang=headline.lang,
        )  # fmt: skip
        verdict = self.index.judge(headline, found.urgency)
        if verdict.event is None:
            return None
        queued, classified = self._stamps(entry, headline, now)
        known = self.index.items.get(headline.id)
        # An item that is only marked, or taken back, keeps the words it was told in.
        keeps_words = known is not None and headline.was in ("marked", "withdrawn")
        event = Event(
            id=headline.id, event=verdict.event, revision=verdict.revision, story=verdict.story,
            source=headline.source, kind=headline.kind, outlet=headline.outlet,
            sources=self.index.sources_with(verdict.story, headline.source),
            title=known.title if known is not None and keeps_words else headline.title,
            url=headline.url, summary=headline.summary, section=headline.section,
            lang=found.lang, dir=found.dir,
            published=headline.published, published_raw=headline.published_raw,
            published_from=headline.published_from,
            seen=headline.seen, queued=queued, classified=classified,
            topics=found.topics, urgency=found.urgency, urgency_score=found.urgency_score,
            places=found.places, because=(*found.because, verdict.reason), fresh=verdict.fresh,
            previous=verdict.previous,
            late=self._late(headline, known.late if known else None) or msgspec.UNSET,
            truncated=headline.truncated or msgspec.UNSET,
        )  # fmt: skip
        names = [
            name
            for name in self.roster.subscriptions.match(event, told=known.to if known else ())
            if name not in self.roster.off
        ]
        self.index.fold(event, tuple(names))
        silent = event.event == "repeat" or event.late is True
        return Judged(
            event=event,
            data=encode(event),
            channel="" if silent else self._store.keys.channel(event.topics[0].name, event.urgency),
            streams=tuple(name for name in names if name in self.roster.in_commit),
            others=tuple(name for name in names if name not in self.roster.in_commit),
        )

    def _late(self, headline: Headline, known: bool | None) -> bool:
        """First seen longer than `max_age` after it was published. What is known stays as it was."""
        if known is not None:
            return known
        if headline.published is None:
            return False
        try:
            sight = first_sight(headline.id)
        except ValueError:
            sight = datetime.fromisoformat(headline.seen)
        return sight - datetime.fromisoformat(headline.published) > self.roster.max_age


def _order(entry_id: bytes) -> tuple[int, int]:
    ms, _, seq = entry_id.partition(b"-")
    return int(ms), int(seq or 0)


def _time_of(entry_id: bytes) -> str:
    ms, _ = _order(entry_id)
    return dates.utc(datetime.fromtimestamp(ms / 1000, tz=UTC))

"""One visit to one source:

    ask ─► fetch ─► read ─► compare ─► publish ─► take back what is gone ─► keep the memory
             │ 304, or the same bytes: nothing is read; what was missing has been missing once more
             └► Failed: a value; nothing is touched

What was found is published first and remembered afterwards: killed in between, the next visit publishes
the same again, and the stream knows it. A visit has one configuration, the one that it began with. And it
remembers only on top of the memory that it began with: where Redis holds another (a fail-over lost the
last writes, another poller was here), all that this visit knows is in doubt, and the next one starts from
what Redis says.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from importlib import import_module
from typing import Final, cast
from urllib.parse import urlsplit

import msgspec
import structlog

from streamer import completing, headline, hints, publisher_clock, shown
from streamer.dates import utc
from streamer.fetch import Failed, Fetcher
from streamer.habit import Habit
from streamer.headline import Item
from streamer.known import Known, decode, digest, sketch
from streamer.misses import Ledger
from streamer.publisher_clock import PublisherClock
from streamer.pushes import Pushes
from streamer.reading import Readers
from streamer.robots import DISALLOWED, Robots
from streamer.settings import SourceSettings
from streamer.shown import Memory, Published, Shown
from streamer.sources import Block, Kind, Mark, Reading, Request, Response
from streamer.stream import HeadlineStream
from streamer.websub import WebSub

log = structlog.get_logger(__name__)
_LOG: Final = logging.getLogger(__name__)

_TOUCH: Final = 8
"""What a source still shows is published again every eighth of `keep`, so that its aliases live on."""
_KEEP_HABIT: Final = 600.0
"""Seconds after which what was learnt of a quiet source is kept again; of one with news it is at once."""
_RECALLS: Final = 16
"""Sources that are read from Redis at once. When all of ten thousand begin, or Redis has come back, each
would wait for a connection, and be told after some seconds that there is none."""
_TRUST: Final = 12
"""Answers of 304 in a row after which the page is asked for whatever it is: validators get stuck, in caches
and in programs (ways 1 to 3 of real failures), and who believes them for ever sees nothing any more."""
_PAGE: Final = 5.0
"""Seconds for the page of an item that may have been taken back."""

Found = tuple[Item, Shown | None]


class Doubted(Exception):
    """Redis remembers something else of the source than this visit began with."""


class Broken(Exception):
    """The code of a kind of source raised; the cause is in `__cause__`."""


class State(msgspec.Struct, kw_only=True):
    """What is known of a source, for visits, schedule and console. Times are epoch seconds."""

    settings: SourceSettings
    known: Known | None = None
    site: tuple[SourceSettings, str] | None = None
    """Of which settings, and what `site` gives of them."""
    habit: Habit = msgspec.field(default_factory=Habit)
    """What the pace is learnt from."""
    kept: float = 0.0
    """When the habit was last kept."""
    loaded: bool = False
    """Whether `known` is what Redis holds; set to False, whenever that is in doubt."""
    failures: int = 0
    problem: str | None = None
    said: set[str] = set()
    """Causes that were logged since the last good visit."""
    note: str | None = None
    """What is wrong with good visits (a selector that fits nothing), until it is mended."""
    empty: str | None = None
    """Why the last reading was empty, where that is no fault."""
    status: int | None = None
    good: float | None = None
    asked: float | None = None
    next: float | None = None
    published: int = 0
    misses: int = 0
    """Times that headlines may have come and gone between two visits, since this process began."""
    delay: float = 0.0
    """Seconds between two requests that robots.txt asks for."""
    hint: float = 0.0
    """Seconds from the last good visit until the site says that something new may come, if it is believed."""
    refuted: bool = False
    """News came sooner than the site said: it is believed no more."""
    helped: bool = False
    """A hub tells us when there is something new, so it may be asked less often."""
    hub_speaks: bool = True
    """The hub has spoken of the last news that was found."""
    pushed: float = 0.0
    """When the hub last spoke."""
    unchanged: int = 0
    """Answers of 304 in a row."""
    distrusted: bool = False
    """Its validators stayed the same while its page changed: they are sent no more."""


class Visitor:
    """Visits sources, any number at once. `max_age` as in the settings, in seconds; `hold`: those that an
    alert waits for its article page at most."""

    def __init__(
        self,
        stream: HeadlineStream,
        fetcher: Fetcher,
        readers: Readers,
        *,
        clock: Callable[[], datetime],
        max_age: float,
        hold: float = completing.WITHIN,
        public_url: str = "",
    ) -> None:
        self._stream = stream
        self._fetcher = fetcher
        self._readers = readers
        self._clock = clock
        self.max_age = max_age
        self._hold = hold
        self._robots = Robots(fetcher, fetcher.user_agent)
        self._ledger = Ledger()
        self.pushes = Pushes(stream.redis, stream.keys)
        self._websub = WebSub(self.pushes, fetcher, public_url, clock)
        self._recalls = asyncio.Semaphore(_RECALLS)

    async def close(self) -> None:
        """Breaks off what is asked beside the visits."""
        await self._robots.close()

    async def visit(self, state: State, settings: SourceSettings) -> Failed | None:
        """None: a good visit. Raises Emptied, Full or Doubted (nothing is remembered, the next visit finds
        it all again), Broken, and what redis raises."""
        if not state.loaded:
            # Before it is read: a doubt that comes up meanwhile must stay.
            state.loaded = True
            async with self._recalls:
                kept, learnt = await self._stream.recall(settings.name)
            state.known = sketch(kept)
            if (habit := Habit.unpack(learnt)).visited_at > state.habit.visited_at:
                state.habit = habit
        if state.site is None or state.site[0] is not settings:
            state.site = settings, site(settings)
        # Another shape is learnt anew, so its marks are not to be trusted either.
        known = state.known if state.known and state.known.site == state.site[1] else None
        if known:
            state.note = known.note  # said by whoever met it first, perhaps before a restart
        mark = known.mark if known else Mark()
        sent = Mark() if state.distrusted or state.unchanged >= _TRUST else mark
        answer = await self._ask(state, settings, sent)
        state.status = answer.status
        if isinstance(answer, Failed):
            return answer
        body = blake2b(answer.body, digest_size=16).hexdigest() if answer.body else ""
        if known and mark.body_hash and (answer.status == 304 or body == mark.body_hash):
            state.unchanged = state.unchanged + 1 if answer.status == 304 else 0
            now = self._clock()
            await self._unchanged(state, settings, known, now.timestamp())
            await self._learn(state, now, answer, mark, 0)
            return None
        if answer.status == 304:
            return Failed(why="answered 304 to what was not conditional", status=304)
        reading = await self._readers.read(settings.kind, answer, settings.select)
        if reading.problem:
            return Failed(why=reading.problem, status=answer.status)
        _say(state, reading)
        state.unchanged = 0
        memory = await self._memory(state)
        new = _mark(settings, answer, body)
        fresh = await self._changed(state, settings, memory, reading, new)
        if fresh and known and sent != mark and not state.distrusted and _lied(mark, new):
            state.distrusted = True
            log.warning("source.validators_lie", etag=bool(mark.etag))
        urgent = any(item.headline.marked for item in fresh)
        await self._learn(state, self._clock(), answer, new, len(fresh), urgent)
        return None

    async def _ask(self, state: State, settings: SourceSettings, mark: Mark) -> Response | Failed:
        verdict = self._robots.known(settings.url) or await self._robots.verdict(settings.url)
        state.delay = verdict.delay
        if not verdict.allowed:
            return Failed(why=DISALLOWED, permanent=True)
        request = _request(settings, mark)
        if verdict.delay:
            await self._robots.turn(settings.url, verdict.delay)
        return await self._fetcher.get(request, max_bytes=settings.max_bytes)

    async def _changed(
        self,
        state: State,
        settings: SourceSettings,
        memory: Memory | None,
        reading: Reading,
        mark: Mark,
    ) -> list[Item]:
        """Gives the items that are told for the first time."""
        now = self._clock()
        at = now.timestamp()
        clock = self._publisher_clock(settings, memory, reading, now)
        items = headline.read(
            settings, reading.entries, now, reading.lang, reading.block, local_clock=clock.wrong
        )
        blocks = reading.blocks or ((Block(name=reading.block),) if reading.block else ())
        read = [one.name for one in blocks if one.read]
        plan = shown.compare(
            memory.shown if memory else (), items, at, self._stream.keep / _TOUCH, read
        )
        learn = _is_to_be_learnt(settings, memory)
        left = shown.left_behind(memory, read, at, self.max_age) if memory and not learn else {}
        plan = plan._replace(
            # What stood at the old address is not gone because another one is looked at.
            gone=[] if learn else plan.gone,
            elsewhere=[one for one in plan.elsewhere if one.block in left],
        )
        known = shown.known_blocks(memory, blocks, at, self.max_age) if memory else read
        strange = [] if learn else [name for name in read if name not in known]
        quiet, told = self._apart(plan.changed, state, memory, learn, now, strange)
        told, clock = await self._completed(settings, told, now, clock)
        # In the plan's order, as `shown.after` wants it: the quiet ones first.
        plan = plan._replace(changed=[*quiet, *told])
        self._check(state)
        published = await self._stream.publish(settings.name, quiet, now, learn=True)
        published += await self._stream.publish(settings.name, told, now)
        for (item, _), result in zip(plan.changed, published, strict=True):
            if result.verdict in ("new", "edited", "marked"):
                state.published += 1
                log.info("headline.published", id=result.id, was=result.verdict,
                         title=item.headline.title)  # fmt: skip
        kept = shown.after(plan, published, at)
        await self._take_back(settings, shown.withdrawn(plan), kept)
        await self._keep(
            state,
            Memory(
                site=site(settings), blocks=tuple(read), left=left, note=reading.note, mark=mark,
                shown=kept, visited=at, clock=clock,
            ),
        )  # fmt: skip
        if learn or strange:
            log.info("source.learnt", items=len(quiet), first=memory is None)
        self._look_for_misses(state, settings, plan, None if learn or strange else memory, at)
        self._compare_with_others(state, settings, published, at)
        if said_wrong(mark.said, items, now):
            state.refuted = True
        return [item for item, before in told if before is None]

    def _look_for_misses(
        self,
        state: State,
        settings: SourceSettings,
        plan: shown.Plan,
        memory: Memory | None,
        at: float,
    ) -> None:
        """A page of which nothing is left that stood there a visit ago may have shown more in between."""
        since = at - state.habit.visited_at
        if memory and shown.turned_over(memory, plan) and 0 < since <= self.max_age:
            state.misses += 1
            state.habit.overran(since)
            log.warning("source.possible_miss", why="the page turned over", seconds=round(since))

    def _compare_with_others(
        self, state: State, settings: SourceSettings, published: Sequence[Published], at: float
    ) -> None:
        """The ticker against the feed of the same outlet."""
        if settings.kind == "ticker":
            new = [result.id for result in published if result.verdict == "new"]
            self._ledger.ticker_told(settings.outlet, new, at)
            return
        never = self._ledger.feed_shows(settings.outlet, [one.id for one in published], at)
        if never:
            state.misses += len(never)
            state.habit.overran(max(at - state.habit.visited_at, settings.every))
            log.warning("source.possible_miss", why="the ticker showed what the feed did not",
                        ids=never[:5])  # fmt: skip

    async def _completed(
        self, settings: SourceSettings, told: list[Found], now: datetime, clock: PublisherClock
    ) -> tuple[list[Found], PublisherClock]:
        """What is told for the first time, or with other words, with what its article page says."""
        if not settings.articles:
            return told, clock
        fresh = [item for item, before in told if before is None or before.print != item.print]
        done, clock = await completing.complete(
            settings, fresh, now, self._fetcher, self._readers, self._robots, clock, self._hold
        )
        rest = iter(done)
        return [
            (next(rest) if before is None or before.print != item.print else item, before)
            for item, before in told
        ], clock

    def _publisher_clock(
        self, settings: SourceSettings, memory: Memory | None, reading: Reading, now: datetime
    ) -> PublisherClock:
        same = memory is not None and memory.site == site(settings)
        known = memory.clock if memory and same else PublisherClock()
        clock = publisher_clock.look(known, settings, reading.entries, now)
        if clock.wrong != known.wrong:
            log.info("source.clock", stamps_its_own_as_utc=clock.wrong)
        return clock

    def _apart(
        self,
        changed: Sequence[Found],
        state: State,
        memory: Memory | None,
        learn: bool,
        now: datetime,
        strange: Sequence[str],
    ) -> tuple[list[Found], list[Found]]:
        """What is only learnt, and what is told. In a block that was never read, and after a long absence,
        nobody knows how old an item without a date is; an edit of what is still kept is told all the same."""
        if learn:
            return list(changed), []
        last = max(memory.visited, state.good or 0.0) if memory else now.timestamp()
        absent = now.timestamp() - last > self.max_age
        oldest = headline.moment(now - timedelta(seconds=self._stream.keep))
        quiet: list[Found] = []
        told: list[Found] = []
        for item, before in changed:
            known = before is not None and before.id[: len(oldest)] >= oldest
            dated = item.headline.published is not None
            unsure = absent and not (dated or known)
            unsure = unsure or item.block in strange or shown.only_moved(item, before)
            (quiet if unsure else told).append((item, before))
        return quiet, told

    async def _unchanged(
        self, state: State, settings: SourceSettings, known: Known, now: float
    ) -> None:
        """The same page again: another good visit for what was missing on the last one, and for what
        must be touched so that it is not forgotten."""
        if _LOG.isEnabledFor(logging.DEBUG):  # it happens ten thousand times a minute
            log.debug("source.unchanged")
        touch = now - known.touched > self._stream.keep / _TOUCH
        if not known.missing and not touch and now - known.visited < self.max_age / _TOUCH:
            return
        memory = await self._memory(state)
        if memory is None:
            raise Doubted
        plan = shown.unchanged(memory)
        await self._take_back(settings, shown.withdrawn(plan), plan.same)
        kept = msgspec.structs.replace(
            memory,
            # Without its mark the page is read again next time, and what it shows is touched.
            mark=Mark() if touch else memory.mark,
            shown=shown.after(plan, [], now),
            visited=now,
        )
        await self._keep(state, kept)

    # ── what was taken back ───────────────────────────────────────────────────────────────────

    async def _take_back(
        self, settings: SourceSettings, candidates: Sequence[Shown], there: Sequence[Shown]
    ) -> None:
        """Publishes as withdrawn those whose own page is gone, while another item's on the same host is
        there: a host that has lost all its pages has taken nothing back."""
        witness = {_host(one): one for one in reversed(there) if one.url and not one.missed}
        asked = [one for one in candidates if _host(one) in witness]
        statuses = await asyncio.gather(*(self._page(settings, one) for one in asked))
        gone = [one for one, status in zip(asked, statuses, strict=True) if status in (404, 410)]
        good = [
            host
            for host in {_host(one) for one in gone}
            if await self._page(settings, witness[host]) == 200
        ]
        now = self._clock()
        items: list[Found] = [
            (shown.taken_back(settings, one, utc(now)), one) for one in gone if _host(one) in good
        ]
        for result in await self._stream.publish(settings.name, items, now):
            if result.verdict == "withdrawn":
                log.info("headline.withdrawn", id=result.id)

    async def _page(self, settings: SourceSettings, one: Shown) -> int | None:
        if not await self._robots.allows(one.url or ""):
            return None
        request = Request(url=one.url or "")
        answer = await self._fetcher.get(request, max_bytes=settings.max_bytes, deadline=_PAGE)
        return answer.status

    # ── the memory ────────────────────────────────────────────────────────────────────────────

    async def _learn(
        self,
        state: State,
        now: datetime,
        answer: Response,
        mark: Mark,
        came: int,
        urgent: bool = False,
    ) -> None:
        at = now.timestamp()
        if came:  # of which the hub has spoken, or not
            state.hub_speaks = state.pushed > state.habit.visited_at
        state.helped = (
            mark.said.hub is not None
            and await self._websub.keep_up(state.settings, mark.said)
            and state.hub_speaks
        )
        if came and 0 < at - state.habit.visited_at < state.hint:
            state.refuted = True
        hint = hints.wait(mark.said, hints.fresh(answer.headers, now), now)
        state.hint = 0.0 if state.refuted else hint
        state.habit.visited(at, came, urgent=urgent)
        state.kept = state.kept or at
        if came or at - state.kept >= _KEEP_HABIT:
            await self._stream.keep_habits({state.settings.name: state.habit})
            state.kept = at

    def _check(self, state: State) -> None:
        if not state.loaded:
            raise Doubted

    async def _keep(self, state: State, memory: Memory) -> None:
        name = state.settings.name
        await self._memory(state)
        self._check(state)
        state.known = sketch(await self._stream.keep_memory(name, memory))

    async def _memory(self, state: State) -> Memory | None:
        """All that Redis keeps of the source, if it still is what this process knew."""
        data = await self._stream.kept(state.settings.name)
        memory = decode(data)
        found = digest(data) if data and memory else None
        if found != (state.known.digest if state.known else None):
            raise Doubted
        return memory


def _say(state: State, reading: Reading) -> None:
    """What a good reading says of itself, once as long as it stays so."""
    if reading.note and reading.note != state.note:
        log.warning("source.note", note=reading.note)
    elif state.note and not reading.note:
        log.info("source.mended", note=state.note)
    if reading.empty and reading.empty != state.empty:
        log.info("source.empty", why=reading.empty)
    state.note, state.empty = reading.note, reading.empty


def site(settings: SourceSettings) -> str:
    """Digest of what makes the source the one that was learnt: where it is, how it is read, and how its
    items are named."""
    parts = (settings.url, settings.kind, settings.select, settings.outlet, settings.id_pattern)
    return blake2b("\n".join(parts).encode(), digest_size=9).hexdigest()


def _is_to_be_learnt(settings: SourceSettings, memory: Memory | None) -> bool:
    if memory is None:
        return settings.first_run != "publish"
    return memory.site != site(settings)


def _request(settings: SourceSettings, mark: Mark) -> Request:
    headers = {key: value.reveal() for key, value in settings.headers.items()}
    try:
        kind = _kind(settings.kind)
        return kind.request(settings.url, headers, mark)
    except Exception as error:
        raise Broken(f"{settings.kind}: {type(error).__name__}") from error


@lru_cache
def _kind(name: str) -> Kind:
    return cast(Kind, import_module(f"streamer.sources.{name}"))


def _host(one: Shown) -> str:
    return urlsplit(one.url or "").netloc


def _lied(old: Mark, new: Mark) -> bool:
    """Whether a validator of another page is the same: whoever believes it misses what is new."""
    return bool(
        (old.etag and old.etag == new.etag)
        or (old.last_modified and old.last_modified == new.last_modified)
    )


def said_wrong(said: hints.Said, items: Sequence[Item], now: datetime) -> bool:
    """Whether a feed's own dates deny what it says of itself: two items within one of its intervals."""
    if not said.again:
        return False
    since = now - timedelta(seconds=said.again)
    dated = [one for item in items if (one := item.headline.published)]
    return sum(since < datetime.fromisoformat(one) <= now for one in dated) >= 2


def _mark(settings: SourceSettings, answer: Response, digest: str) -> Mark:
    return Mark(
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        body_hash=digest,
        said=(
            hints.said(answer.body, answer.headers.get("link", ""))
            if settings.kind == "feed"
            else hints.NOTHING
        ),
    )

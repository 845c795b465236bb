"""A page that is another than the last time: what of it is news?

Reading ─► items ─► compare ─► which are told? ─► completed from their pages ─► publish
                                                     ─► take back what is gone ─► keep the memory
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog

from streamer import completing, headline, publisher_clock, shown
from streamer.belief import said_wrong
from streamer.fetch import Fetcher
from streamer.headline import Item
from streamer.possible_misses import PossibleMisses
from streamer.publisher_clock import PublisherClock
from streamer.reading import Readers
from streamer.remembering import Remembering, check
from streamer.robots import Robots
from streamer.settings import SourceSettings
from streamer.shown import Memory, Published
from streamer.source_state import State, site
from streamer.sources import Block, Mark, Reading
from streamer.stream import HeadlineStream
from streamer.taking_back import TakingBack
from streamer.telling import Found, decide

log = structlog.get_logger(__name__)


class NewPage:
    """One for a process. `hold`: seconds that an alert waits for its article page at most."""

    def __init__(
        self,
        stream: HeadlineStream,
        remembering: Remembering,
        taking_back: TakingBack,
        fetcher: Fetcher,
        readers: Readers,
        robots: Robots,
        clock: Callable[[], datetime],
        hold: float,
    ) -> None:
        self._stream = stream
        self._remembering = remembering
        self._taking_back = taking_back
        self._fetcher = fetcher
        self._readers = readers
        self._robots = robots
        self._clock = clock
        self._hold = hold
        self._misses = PossibleMisses()

    async def tell(
        self,
        state: State,
        settings: SourceSettings,
        memory: Memory | None,
        reading: Reading,
        mark: Mark,
        max_age: float,
    ) -> list[Item]:
        """Gives the items that are told for the first time. Raises Emptied, Full or Doubted, and what redis
        raises."""
        now = self._clock()
        at = now.timestamp()
        clock = self._publisher_clock(settings, memory, reading, now)
        items = headline.read(
            settings, reading.entries, now, reading.lang, reading.block, local_clock=clock.wrong
        )
        decision = decide(
            settings, memory, items,
            reading.blocks or ((Block(name=reading.block),) if reading.block else ()),
            now,
            visited=max(memory.visited, state.good or 0.0) if memory else at,
            max_age=max_age,
            keep=self._stream.keep,
        )  # fmt: skip
        told, clock = await self._completed(settings, decision.told, now, clock)
        plan = decision.plan._replace(changed=[*decision.quiet, *told])
        published = await self._publish(state, settings, decision.quiet, told, now)
        kept = shown.after(plan, published, at)
        await self._taking_back.publish(settings, shown.withdrawn(plan), kept)
        await self._remembering.keep(
            state,
            Memory(
                site=site(settings), blocks=tuple(decision.blocks), left=decision.left,
                note=reading.note,
                empty=reading.empty, mark=mark, shown=kept, visited=at, clock=clock,
            ),
        )  # fmt: skip
        if decision.learn or decision.strange:
            log.info("source.learnt", items=len(decision.quiet), first=memory is None)
        elif memory is not None:
            self._misses.after(state, memory, plan, at, max_age)
        self._misses.compare(state, settings, published, at)
        if said_wrong(mark.said, items, now):
            state.refuted = True
        return [item for item, before in told if before is None]

    async def _publish(
        self,
        state: State,
        settings: SourceSettings,
        quiet: list[Found],
        told: list[Found],
        now: datetime,
    ) -> list[Published]:
        check(state)
        published = await self._stream.publish(settings.name, quiet, now, learn=True)
        published += await self._stream.publish(settings.name, told, now, asked=state.asked)
        for (item, _), result in zip([*quiet, *told], published, strict=True):
            if result.verdict in ("new", "edited", "marked"):
                state.published += 1
                log.info("headline.published", id=result.id, was=result.verdict,
                         title=item.headline.title)  # fmt: skip
        return published

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

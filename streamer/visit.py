"""One visit to one source:

    ask ─► fetch ─► read ─► compare ─► publish ─► take back what is gone ─► keep the memory
             │ 304, or the same bytes: nothing is read; what was missing has been missing once more
             └► Failed: a value; nothing is touched

What was found is published first and remembered afterwards: killed in between, the next visit publishes
the same again, and the stream knows it. A visit has one configuration, the one that it began with. And it
remembers only on top of the memory that it began with (streamer.remembering).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

import msgspec
import structlog

from streamer import completing, hints, kinds
from streamer.answers import answer_of
from streamer.belief import TRUST, validators_lied
from streamer.fetch import Failed, Fetcher
from streamer.following import Following
from streamer.known import Known
from streamer.new_page import NewPage
from streamer.pushes import Pushes
from streamer.reading import Readers
from streamer.remembering import Remembering
from streamer.robots import DISALLOWED, Robots
from streamer.same_page import SamePage
from streamer.settings import SourceSettings
from streamer.source_state import State
from streamer.sources import Mark, Reading, Response
from streamer.stream import HeadlineStream
from streamer.taking_back import TakingBack
from streamer.websub import WebSub

log = structlog.get_logger(__name__)


class _Came(NamedTuple):
    """What an answer brought."""

    reading: Reading
    mark: Mark
    same: bool
    """It is the page of the last visit."""


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
        self._robots = Robots(fetcher, fetcher.user_agent)
        self._remembering = Remembering(stream)
        self._taking_back = TakingBack(stream, fetcher, self._robots, clock)
        self._new_page = NewPage(
            stream,
            self._remembering,
            self._taking_back,
            fetcher,
            readers,
            self._robots,
            clock,
            hold,
        )
        self._same_page = SamePage(stream, self._remembering, self._taking_back)
        self._following = Following(fetcher, readers, self._robots, clock)
        self.pushes = Pushes(stream.redis, stream.keys)
        self._websub = WebSub(self.pushes, fetcher, public_url, clock)

    async def close(self) -> None:
        """Breaks off what is asked beside the visits."""
        await self._robots.close()

    async def recall(self, state: State, settings: SourceSettings) -> float:
        """Reads what is kept of the source, if it is to be read. Gives the seconds for which its site is to
        be left alone, by what was kept. Raises what redis raises."""
        return await self._remembering.recall(state, settings, self._clock())

    async def keep_standing(self, state: State, settings: SourceSettings) -> None:
        """How the source stands with us after a visit. Raises what redis raises."""
        await self._remembering.keep_standing(state, settings)

    async def tidy(self, configured: Collection[str], mine: Callable[[str], bool]) -> None:
        """Ends what was agreed with hubs for sources that are gone. Raises what redis raises."""
        await self._websub.tidy(configured, mine)

    async def visit(self, state: State, settings: SourceSettings) -> Failed | None:
        """None: a good visit. Raises Emptied, Full or Doubted (nothing is remembered, the next visit finds
        it all again), kinds.Broken, and what redis raises."""
        await self.recall(state, settings)
        # Another shape is learnt anew, so its marks are not to be trusted either.
        same = state.known and state.known.site == state.site_now(settings)
        known = state.known if same else None
        if known:
            # Said by whoever met it first, perhaps before a restart.
            state.note, state.empty = known.note, known.empty
        mark = known.mark if known else Mark()
        sent = Mark() if state.distrusted or state.unchanged >= TRUST else mark
        answer = await self._ask(state, settings, sent)
        state.status, state.answer = answer.status, None
        if isinstance(answer, Failed):
            return answer
        came = await self._read(state, settings, answer, known, mark)
        if isinstance(came, _Came) and came.reading.further:
            came = await self._follow(settings, came, known, unconditional=sent != mark)
        if isinstance(came, Failed):
            state.status = came.status
            return came
        reading, new, same = came
        if known and same:
            state.unchanged = state.unchanged + 1 if answer.status == 304 else 0
            state.answer = "unchanged"
            now = self._clock()
            await self._same_page.pass_over(state, settings, known, now.timestamp(), self.max_age)
            await self._learn(state, now, answer, mark, 0)
            return None
        _say(state, reading)
        state.answer = answer_of(reading)
        state.unchanged = 0
        memory = await self._remembering.memory(state)
        fresh = await self._new_page.tell(state, settings, memory, reading, new, self.max_age)
        doubtful = known and sent != mark and not new.further and not state.distrusted
        if fresh and doubtful and validators_lied(mark, new):
            state.distrusted = True
            log.warning("source.validators_lie", etag=bool(mark.etag))
        urgent = any(item.headline.marked for item in fresh)
        await self._learn(state, self._clock(), answer, new, len(fresh), urgent)
        return None

    async def _ask(self, state: State, settings: SourceSettings, mark: Mark) -> Response | Failed:
        verdict = self._robots.known(settings.url) or await self._robots.verdict(settings.url)
        state.delay = verdict.delay
        # While robots.txt does not answer, its last no holds, also that of before a restart.
        if not verdict.allowed or (not verdict.heard and state.problem == DISALLOWED):
            return Failed(why=DISALLOWED, permanent=True)
        request = kinds.request(settings, settings.url, mark)
        if verdict.delay:
            await self._robots.turn(settings.url, verdict.delay)
        return await self._fetcher.get(request, max_bytes=settings.max_bytes)

    async def _read(
        self,
        state: State,
        settings: SourceSettings,
        answer: Response,
        known: Known | None,
        mark: Mark,
    ) -> _Came | Failed:
        body = blake2b(answer.body, digest_size=16).hexdigest() if answer.body else ""
        if known and mark.body_hash and (answer.status == 304 or body == mark.body_hash):
            return _Came(Reading(further=mark.further), mark, True)
        if answer.status == 304:
            return Failed(why="answered 304 to what was not conditional", status=304)
        reading = await self._readers.read(settings.kind, answer, settings.select)
        if reading.problem:
            state.answer = answer_of(reading)
            return Failed(why=reading.problem, status=answer.status)
        return _Came(reading, _mark(settings, answer, body), False)

    async def _follow(
        self, settings: SourceSettings, index: _Came, known: Known | None, *, unconditional: bool
    ) -> _Came | Failed:
        """The documents that an index names, together."""
        touch = known is not None and self._same_page.is_to_be_touched(
            known, self._clock().timestamp()
        )
        followed = await self._following.ask(
            settings,
            index.reading,
            known.mark.inner if known else {},
            unconditional=unconditional or touch,
        )
        if followed.failed:
            return followed.failed
        reading = followed.reading
        same = (
            index.same and followed.unchanged and known is not None and reading.note == known.note
        )
        mark = msgspec.structs.replace(
            index.mark, further=index.reading.further, inner=followed.inner
        )
        return _Came(reading, mark, same)

    # ── what is learnt of its pace ────────────────────────────────────────────────────────────

    async def _learn(
        self,
        state: State,
        now: datetime,
        answer: Response,
        mark: Mark,
        came: int,
        urgent: bool = False,
    ) -> None:
        if came:  # of which the hub has spoken, or not
            state.hub_speaks = state.pushed > state.habit.visited_at
        state.helped = (
            mark.said.hub is not None
            and await self._websub.keep_up(state.settings, mark.said)
            and state.hub_speaks
        )
        if came and 0 < now.timestamp() - state.habit.visited_at < state.hint:
            state.refuted = True
        hint = hints.wait(mark.said, hints.fresh(answer.headers, now), now)
        state.hint = 0.0 if state.refuted else hint
        await self._remembering.learn(state, now, came, urgent=urgent)


def _say(state: State, reading: Reading) -> None:
    """What a good reading says of itself, once as long as it stays so."""
    if reading.note and reading.note != state.note:
        log.warning("source.note", note=reading.note)
    elif state.note and not reading.note:
        log.info("source.mended", note=state.note)
    if reading.empty and reading.empty != state.empty:
        log.info("source.empty", why=reading.empty)
    state.note, state.empty = reading.note, reading.empty


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

"""One visit of the schedule's: is the site to be left alone still? then the visit, and what follows from it.

What a visit meets in Redis concerns all sources: one that takes no writes, or is another one, is read again
before anything that was known is believed.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, Final

import structlog

from streamer import pace
from streamer.beating import Beat
from streamer.connect import is_not_now
from streamer.fetch import Failed
from streamer.kinds import Broken
from streamer.outcome import went_well, went_wrong
from streamer.remembering import Doubted
from streamer.schedule import Schedule, Turn, now
from streamer.settings import SourceSettings
from streamer.source_state import State
from streamer.stream import Emptied, Full
from streamer.visit import Visitor

log = structlog.get_logger(__name__)

_NO_WRITES: Final = "Redis takes no writes"


class Asking:
    """Of one process. `noted` as the poller's."""

    def __init__(
        self,
        visitor: Visitor,
        schedule: Schedule,
        beat: Beat,
        *,
        clock: Callable[[], datetime],
        dice: Callable[[], float],
        noted: Callable[[str, str, float], None],
    ) -> None:
        self._visitor = visitor
        self._schedule = schedule
        self._beat = beat
        self._clock = clock
        self._dice = dice
        self._noted = noted

    async def once(self, turn: Turn, settings: SourceSettings) -> float:
        """Gives the seconds from the start of the visit to the next. Raises what is a bug."""
        state, began = turn.state, turn.began
        failed: Failed | None = None
        outcome, wait = "failed", settings.every
        try:
            left = await self._visitor.recall(state, settings)
            if left := min(left, pace.LONGEST_RETRY_AFTER):
                if state.asked_to_wait:
                    turn.not_before = began + left
                return left
            state.asked = self._clock().timestamp()
            failed = await self._visitor.visit(state, settings)
            if failed is None:
                outcome = "good"
        except (Emptied, Full, Doubted) as lost:
            # Nothing of this visit is remembered: the next one finds it again.
            self._lost(state, lost)
        except Exception as error:
            state.loaded = False
            if is_not_now(error):
                self.no_writes(error)
            else:
                failed = _broken(state, error)
        if outcome == "good":
            wait = went_well(state, settings, self._clock().timestamp(), self._dice)
        elif failed is not None:
            wait = went_wrong(state, settings, failed, state.asked or 0.0, self._dice)
            if failed.retry_after is not None:
                turn.not_before = began + wait
        state.next = self._clock().timestamp() + max(0.0, began + wait - now())
        await self.as_far_as_redis(self._visitor.keep_standing(state, settings))
        self._noted(settings.name, outcome, now() - began)
        return wait

    async def as_far_as_redis(self, work: Coroutine[Any, Any, None]) -> None:
        """What is done beside, and no visit fails for; raises what is a bug."""
        try:
            await work
        except Exception as error:
            if not is_not_now(error):
                raise
            self.no_writes(error)

    def no_writes(self, error: Exception) -> None:
        """Nobody is asked until a beat finds all well."""
        self._schedule.doubt()
        self._beat.hold_back(_NO_WRITES, str(error))

    def _lost(self, state: State, lost: Emptied | Full | Doubted) -> None:
        state.loaded = False
        log.info("visit.dropped", reason=type(lost).__name__)
        if isinstance(lost, Emptied):
            self._schedule.doubt()
        if isinstance(lost, Full):
            self._beat.hold_back_as_full()


def _broken(state: State, error: Exception) -> Failed:
    cause = error.__cause__ if isinstance(error, Broken) else None
    failed = Failed(why=f"broken by {type(cause or error).__name__}")
    if failed.why not in state.said:
        log.error("visit.broken", exc_info=cause or error)
    return failed

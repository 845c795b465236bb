"""A page that is as it was at the last visit: nothing is read. It is another good visit for what was missing
on the last one, and for what must be touched so that it is not forgotten.
"""

from __future__ import annotations

import logging
from typing import Final

import msgspec
import structlog

from streamer import shown
from streamer.known import Known
from streamer.remembering import Doubted, Remembering
from streamer.settings import SourceSettings
from streamer.source_state import State
from streamer.sources import Mark
from streamer.stream import HeadlineStream
from streamer.taking_back import TakingBack
from streamer.telling import TOUCH

log = structlog.get_logger(__name__)
_LOG: Final = logging.getLogger(__name__)


class SamePage:
    """One for a process."""

    def __init__(
        self, stream: HeadlineStream, remembering: Remembering, taking_back: TakingBack
    ) -> None:
        self._stream = stream
        self._remembering = remembering
        self._taking_back = taking_back

    def is_to_be_touched(self, known: Known, now: float) -> bool:
        """Whether what it shows would be forgotten, if it were not read again."""
        return now - known.touched > self._stream.keep / TOUCH

    async def pass_over(
        self, state: State, settings: SourceSettings, known: Known, now: float, max_age: float
    ) -> None:
        """Raises Emptied, Full or Doubted, and what redis raises."""
        if _LOG.isEnabledFor(logging.DEBUG):  # it happens ten thousand times a minute
            log.debug("source.unchanged")
        touch = self.is_to_be_touched(known, now)
        if not known.missing and not touch and now - known.visited < max_age / TOUCH:
            return
        memory = await self._remembering.memory(state)
        if memory is None:
            raise Doubted
        plan = shown.unchanged(memory)
        await self._taking_back.publish(settings, shown.withdrawn(plan), plan.same)
        kept = msgspec.structs.replace(
            memory,
            # Without its mark the page is read again next time, and what it shows is touched.
            mark=Mark() if touch else memory.mark,
            shown=shown.after(plan, [], now),
            visited=now,
        )
        await self._remembering.keep(state, kept)

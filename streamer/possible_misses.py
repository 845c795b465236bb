"""Headlines that may have come and gone between two visits: counted, said, and a reason to look sooner.

a page turned over           nothing is left of what stood there a visit ago
the ticker, not the feed     the ticker of an outlet showed what its feed never did (streamer.misses)
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from streamer.misses import Ledger
from streamer.settings import SourceSettings
from streamer.shown import Memory, Plan, Published, turned_over
from streamer.source_state import State

log = structlog.get_logger(__name__)


class PossibleMisses:
    """One for a process. Moments are epoch seconds."""

    def __init__(self) -> None:
        self._ledger = Ledger()

    def after(self, state: State, memory: Memory, plan: Plan, at: float, max_age: float) -> None:
        """A page of which nothing is left that stood there a visit ago may have shown more in between."""
        since = at - state.habit.visited_at
        if turned_over(memory, plan) and 0 < since <= max_age:
            state.misses += 1
            state.habit.overran(since)
            log.warning("source.possible_miss", why="the page turned over", seconds=round(since))

    def compare(
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

"""How a visit went, as the source's state and the log say it, and when the next one is."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from streamer import pace
from streamer.fetch import Failed
from streamer.settings import SourceSettings
from streamer.source_state import State

log = structlog.get_logger(__name__)


def went_well(
    state: State, settings: SourceSettings, at: float, dice: Callable[[], float]
) -> float:
    """At `at`, epoch seconds. Gives the seconds from the start of the visit to the next."""
    if state.problem:
        log.info("source.well_again", after=state.failures)
    state.failures, state.problem = 0, None
    state.until, state.asked_to_wait = 0.0, False
    state.said.clear()
    state.good = at
    wait = pace.after_good(settings, state.habit, dice(), hint=state.hint, delay=state.delay)
    return max(wait, settings.at_most) if state.helped else wait


def went_wrong(
    state: State, settings: SourceSettings, failed: Failed, began: float, dice: Callable[[], float]
) -> float:
    """Said once for each cause, however often it is asked. `began`: the start of the visit, epoch seconds.
    Gives the seconds from there to the next."""
    state.failures += 1
    state.problem = failed.why
    if failed.why not in state.said:
        state.said.add(failed.why)
        log.warning("source.failed", why=failed.why, status=failed.status)
    wait = pace.after_failure(settings, state.failures, failed.retry_after, dice())
    wait = max(wait, state.delay)
    state.asked_to_wait = failed.retry_after is not None
    # A fault that may have been ours is none of the site's to forgive.
    state.until = began + wait if state.asked_to_wait or failed.status is not None else 0.0
    return wait

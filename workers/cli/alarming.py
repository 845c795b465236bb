"""`[alarm]`: tells a subscriber what those who run the service should hear of (workers.alarm).

The judge's process watches, so that one of several tells it. An alarm is an event of kind `alarm` that stands
in no log; what is not taken is tried again until it is.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import structlog

from streamer.connect import is_not_now
from streamer.settings import Settings
from workers.alarm import Facts, Watch
from workers.cli import checking
from workers.console import View
from workers.store import Store

log = structlog.get_logger(__name__)

EVERY: Final = 5.0
AGAIN: Final = 30.0
"""Seconds between two tries of what was not taken."""
_MOST: Final = 50
"""Alarms that wait to be taken: the newest."""


async def watch(
    settings: Callable[[], Settings],
    view: View,
    store: Callable[[], Store],
    here: Callable[[], bool],
) -> None:
    """Until it is cancelled. `here`: whether this process judges."""
    waiting: deque[str] = deque(maxlen=_MOST)
    began = datetime.now(UTC).timestamp()
    watching: tuple[float, Watch] | None = None
    again = 0.0
    while True:
        await asyncio.sleep(EVERY)
        alarm, now = settings().alarm, datetime.now(UTC)
        if not alarm.subscriber or not here():
            watching = None
            continue
        if watching is None or watching[0] != alarm.silence:
            watching = alarm.silence, Watch(silence=alarm.silence, began=began)
        try:
            waiting.extend(watching[1].look(await _facts(view, now)))
            if waiting and now.timestamp() >= again:
                again = now.timestamp() + AGAIN
                while waiting and await _tell(settings(), store(), alarm.subscriber, waiting[0]):
                    waiting.popleft()
                    again = 0.0
        except Exception as error:
            if not (isinstance(error, TimeoutError) or is_not_now(error)):
                raise


async def _facts(view: View, now: datetime) -> Facts:
    await view.figures.refresh(now)
    status = await view.status()
    last = view.figures.last()
    return Facts(
        now=now.timestamp(), dead=status.dead_letters, waiting=status.waiting,
        backlog=status.backlog, last=None if last is None else last / 1000,
        sources={one.name: one.condition for one in status.sources},
    )  # fmt: skip


async def _tell(settings: Settings, store: Store, name: str, words: str) -> bool:
    subscriber: Any = next((one for one in settings.subscriber if one.name == name), None)
    if subscriber is None:
        return True
    why = await checking.send(settings, subscriber, store, checking.alarm_event(words))
    if why:
        log.warning("alarm.not_taken", subscriber=name, why=why)
        return False
    log.error("alarm", words=words)
    return True

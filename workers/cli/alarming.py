"""`[alarm]`: tells a subscriber what those who run the service should hear of (workers.alarm).

The judge's process watches, so that one of several tells it. An alarm is an event of kind `alarm` that stands
in no log; what is not taken is tried again until it is. What was said, and what waits to be taken, is kept in
Redis before it is sent and after it was taken: whoever watches next goes on from there, and if we die in
between, that one alarm is told twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
import structlog

from streamer.connect import is_not_now
from streamer.settings import Settings
from workers.alarm import Facts, Said, Watch
from workers.cli import sending
from workers.console import View
from workers.store import Store

log = structlog.get_logger(__name__)

EVERY: Final = 5.0
AGAIN: Final = 30.0
"""Seconds between two tries of what was not taken."""


async def watch(
    settings: Callable[[], Settings],
    view: View,
    store: Callable[[], Store],
    here: Callable[[], bool],
) -> None:
    """Until it is cancelled. `here`: whether this process judges."""
    began = datetime.now(UTC).timestamp()
    watching: tuple[float, Watch] | None = None
    again = 0.0
    kept = b""
    while True:
        await asyncio.sleep(EVERY)
        alarm, now = settings().alarm, datetime.now(UTC)
        if not alarm.subscriber or not here():
            watching = None
            continue
        try:
            if watching is None or watching[0] != alarm.silence:
                said, kept = await recall(store()), b""
                watching = alarm.silence, Watch(silence=alarm.silence, began=began, said=said)
            said = watching[1].said
            watching[1].look(await _facts(view, now))
            kept = await keep(store(), said, kept)
            if said.waiting and now.timestamp() >= again:
                again = now.timestamp() + AGAIN
                while said.waiting:
                    if not await _tell(settings(), store(), alarm.subscriber, said.waiting[0]):
                        break
                    del said.waiting[0]
                    kept = await keep(store(), said, kept)
                    again = 0.0
        except Exception as error:
            if not (isinstance(error, TimeoutError) or is_not_now(error)):
                raise


async def recall(store: Store) -> Said:
    """What was said, as it was last kept. Raises what redis raises."""
    kept = await store.redis.get(store.keys.alarm)
    try:
        return msgspec.json.decode(kept or b"{}", type=Said)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Said()


async def keep(store: Store, said: Said, kept: bytes = b"") -> bytes:
    """One key, as large as the sources that are bad and fifty lines; not written where it is `kept` already,
    as this gave it. Raises what redis raises."""
    now = msgspec.json.encode(said)
    if now != kept:
        await store.redis.set(store.keys.alarm, now)
    return now


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
    why = await sending.send(settings, subscriber, store, sending.alarm_event(words))
    if why:
        log.warning("alarm.not_taken", subscriber=name, why=why)
        return False
    log.error("alarm", words=words)
    return True

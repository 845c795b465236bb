"""Telling one subscriber again what the log holds: by a range of ids of `{prefix}:news`, or of time.

Told are the events that were owed to it when they were judged, and those that its filter meets today: so
a receiver that lost what it had gets it back, and a new one can be given the past. All goes the usual way, in
the log's order, under the ids it had (contract: "the same for every retry, replay and subscriber").
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from streamer.settings import SubscriberSettings, duration
from workers.judged_log import LogEntry
from workers.ledger import WIDE, script
from workers.log_place import place_of
from workers.store import Store
from workers.story import Event, decode
from workers.subscriptions import Subscriptions

_AT_ONCE: Final = 50
"""Events told anew in one call, at most."""
_PAUSE: Final = 0.1
_TRIES: Final = 100
"""So many pauses it waits for what is still to be spread, which may be earlier in its story; not for ever."""


def between(since: str, until: str, now: datetime) -> tuple[str, str]:
    """First and last id of what was named: each an id of the news stream, a time (ISO 8601; without an offset
    in UTC), or a lapse before now. ValueError, its arguments the faults of both."""
    faults, places = [], []
    for name, text, place in (("since", since, start_of), ("until", until, end_of)):
        try:
            places.append(place(_moment(text, now)))
        except (ValueError, OverflowError):
            faults.append(
                f"{name}: {text[:50]!r}: expected an id of the news stream as 1709294400000-0, a time "
                "(ISO 8601), or a lapse before now as 2h"
            )
    if faults:
        raise ValueError(*faults)
    return places[0], places[1]


def _moment(text: str, now: datetime) -> str | datetime:
    try:
        return now - timedelta(seconds=duration(text))
    except ValueError:
        pass
    try:
        then = datetime.fromisoformat(text)
    except ValueError:
        return text
    return then if then.tzinfo else then.replace(tzinfo=UTC)


def start_of(asked: str | datetime) -> str:
    """The first id of a range: an id itself, or the first that a time may have. ValueError: neither."""
    return _ms(asked) if isinstance(asked, datetime) else _place(asked)


def end_of(asked: str | datetime) -> str:
    """The last id of a range, itself within it; of a time, the last before it. ValueError: neither."""
    return f"({_ms(asked)}-0" if isinstance(asked, datetime) else _place(asked)


def _place(asked: str) -> str:
    if place_of(asked) is None:
        raise ValueError(f"{asked!r}: expected an id of the news stream as 1709294400000-0")
    return asked


def _ms(asked: datetime) -> str:
    return str(max(0, int(asked.timestamp() * 1000)))


async def resend(
    store: Store,
    subscriber: SubscriberSettings,
    *,
    in_commit: bool,
    start: str,
    end: str,
    now_ms: int,
) -> int:
    """Gives how many events it is told anew. `in_commit`: it has a stream of its own, and no courier.
    Raises what redis raises; what was owed until then is owed."""
    alone = Subscriptions([subscriber])
    owed = 0
    while True:
        rows = await store.redis.xrange(store.keys.news, min=start, max=end, count=500)
        entries = [
            LogEntry(entry, fields.get(b"data"), tuple(fields.get(b"to", b"").decode().split()))
            for entry, fields in rows
        ]
        events = [event for one in entries if (event := _wanted(one, subscriber.name, alone))]
        while events:
            part = events[:_AT_ONCE]
            new, looked_at = await (_stream if in_commit else _owe)(
                store, subscriber.name, part, now_ms
            )
            owed += new
            events = events[looked_at:]
        if len(rows) < 500:
            return owed
        start = "(" + rows[-1][0].decode()


def _wanted(entry: LogEntry, name: str, alone: Subscriptions) -> tuple[Event, bytes] | None:
    data = entry.data or b""
    try:
        event = decode(data)
    except (ValueError, RecursionError):
        return None
    return (event, data) if name in entry.to or alone.match(event) else None


async def _owe(
    store: Store, name: str, events: Sequence[tuple[Event, bytes]], now_ms: int
) -> tuple[int, int]:
    """How many are owed that were not, and how many were looked at."""
    keys = store.keys
    these: list[object] = []
    for event, data in events:
        these += (event.delivery_id, event.story, data)
    replay = store.redis.register_script(script("replay"))
    for tries in range(_TRIES + 1):
        owed, looked_at = await replay(
            keys=[keys.ready, keys.circuit(name), keys.todo],
            args=[keys.prefix, name, now_ms, WIDE / 2, int(tries == _TRIES), *these],
        )
        if looked_at:
            break
        await asyncio.sleep(_PAUSE)
    return int(owed), int(looked_at)


async def _stream(
    store: Store, name: str, events: Sequence[tuple[Event, bytes]], now_ms: int
) -> tuple[int, int]:
    oldest = f"{max(0, now_ms - int(store.keep * 1000))}-0"
    async with store.redis.pipeline(transaction=False) as pipe:
        for _, data in events:
            pipe.xadd(store.keys.to(name), {"data": data}, minid=oldest, approximate=True)
        await pipe.execute()
    return len(events), len(events)

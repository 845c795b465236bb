"""Sources and subscribers made through the API: kept in Redis, beside those of the configuration file.

    {prefix}:made      hash: "source NAME" or "subscriber NAME" → the section as JSON, secrets in clear
    {prefix}:made:at   another word after each change

They were checked when they were made, and stand there as they were given: nothing in them was ever
replaced from an environment or read from a file. A name of the file wins over one of these.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

import msgspec

from streamer.errors import SettingsError
from streamer.settings import Settings, SourceSettings, SubscriberSettings, made_section, section
from workers.ledger import PAGE
from workers.store import Store

What = Literal["source", "subscriber"]
MOST: Final = 20_000
"""Of both together."""
Made = Mapping[str, bytes]


async def read(store: Store) -> Made:
    """All that was made. Raises what redis raises."""
    rows = store.redis.hscan_iter(store.keys.made, count=PAGE)
    return {key.decode("utf-8", "replace"): bytes(value) async for key, value in rows}


async def mark(store: Store) -> tuple[bytes | None, int]:
    """Another one after each change: there may be thousands, and every process looks every second. How many
    there are is part of it, for who wrote them may know no marks."""
    async with store.redis.pipeline(transaction=True) as pipe:
        pipe.get(store.keys.made_at)
        pipe.hlen(store.keys.made)
        data, count = await pipe.execute()
    return data, count


async def keep(store: Store, what: What, made: SourceSettings | SubscriberSettings) -> None:
    """Keeps it, in place of one of the same name. SettingsError where there are too many."""
    field = f"{what} {made.name}"
    redis, key = store.redis, store.keys.made
    if await redis.hlen(key) >= MOST and not await redis.hexists(key, field):
        raise SettingsError([f"{what}: there are {MOST} already; expected fewer"])
    await _write(store, lambda pipe: pipe.hset(key, field, section(made)))


async def remove(store: Store, what: What, name: str) -> bool:
    """False: none of that name was made so."""
    return bool(await _write(store, lambda pipe: pipe.hdel(store.keys.made, f"{what} {name}")))


async def _write(store: Store, write: Callable[[Any], object]) -> int:
    async with store.redis.pipeline(transaction=True) as pipe:
        write(pipe)
        pipe.set(store.keys.made_at, secrets.token_hex(8))
        count, _ = await pipe.execute()
    return int(count)


def names(made: Made, what: What) -> set[str]:
    return {key.partition(" ")[2] for key in made if key.partition(" ")[0] == what}


def merged(settings: Settings, made: Made) -> Settings:
    """`settings` with what was made. What cannot be read (another version wrote it) is left out."""
    sources = {one.name: one for one in settings.source}
    subscribers = {one.name: one for one in settings.subscriber}
    for key in sorted(made):
        what, _, name = key.partition(" ")
        try:
            if what == "source":
                sources.setdefault(name, made_section(made[key], SourceSettings))
            elif what == "subscriber":
                subscribers.setdefault(name, made_section(made[key], SubscriberSettings))
        except SettingsError:
            continue
    return msgspec.structs.replace(
        settings, source=tuple(sources.values()), subscriber=tuple(subscribers.values())
    )

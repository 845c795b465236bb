"""Sources and subscribers made through the API: kept in Redis, beside those of the configuration file.

    {prefix}:made   hash: "source NAME" or "subscriber NAME" → the section as JSON, secrets in clear

They were checked when they were made, and stand there as they were given: nothing in them was ever
replaced from an environment or read from a file. A name of the file wins over one of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import msgspec

from streamer.errors import SettingsError
from streamer.settings import Settings, SourceSettings, SubscriberSettings, made_section, section
from workers.store import Store

What = Literal["source", "subscriber"]
MOST: Final = 20_000
"""Of both together."""
Made = Mapping[str, bytes]


async def read(store: Store) -> Made:
    """All that was made. Raises what redis raises."""
    rows = await store.redis.hgetall(store.keys.made)
    return {key.decode("utf-8", "replace"): bytes(value) for key, value in rows.items()}


async def keep(store: Store, what: What, made: SourceSettings | SubscriberSettings) -> None:
    """Keeps it, in place of one of the same name. SettingsError where there are too many."""
    field = f"{what} {made.name}"
    redis, key = store.redis, store.keys.made
    if await redis.hlen(key) >= MOST and not await redis.hexists(key, field):
        raise SettingsError([f"{what}: there are {MOST} already; expected fewer"])
    await redis.hset(key, field, section(made))


async def remove(store: Store, what: What, name: str) -> bool:
    """False: none of that name was made so."""
    return bool(await store.redis.hdel(store.keys.made, f"{what} {name}"))


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

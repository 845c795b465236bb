"""Whether what stands under our prefix can be ours: every key has the type that we write.

A prefix that another program uses too must be said at the start, by name; found out later, one wrong key
fails every commit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from streamer.connect import AnyRedis
from streamer.errors import StoreError
from streamer.keys import Keys


async def check(redis: AnyRedis, keys: Keys, subscribers: Iterable[str]) -> None:
    """Raises StoreError naming each key that is of another type, and what redis raises."""
    wrong = []
    client: Any = redis
    for name, expected in _types(keys, subscribers).items():
        found = (await client.type(name)).decode()
        if found not in (expected, "none"):
            wrong.append(f"{name} is a {found}, expected a {expected}")
    if wrong:
        raise StoreError(
            f"Redis holds keys that are not ours: {'; '.join(wrong)}. Name another prefix in redis.prefix, "
            "or delete them"
        )


def _types(keys: Keys, subscribers: Iterable[str]) -> dict[str, str]:
    types = {
        "string": [
            keys.epoch, keys.pulse, keys.config, keys.judge, keys.fence, keys.todo_at,
        ],
        "stream": [keys.headlines, keys.news, keys.aside, keys.delivered, keys.hand],
        "hash": [keys.shards, keys.suspects, keys.off, keys.dead_letters, keys.made, keys.states],
        "zset": [keys.pollers, keys.ready, keys.dead],
        "list": [keys.todo],
    }  # fmt: skip
    for name in subscribers:
        types["stream"].append(keys.to(name))
        types["hash"] += (keys.owed(name), keys.chain(name))
        types["zset"].append(keys.due(name))
    return {name: kind for kind, names in types.items() for name in names}

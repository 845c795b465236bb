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
    client: Any = redis
    types = _types(keys, subscribers)
    async with client.pipeline(transaction=False) as pipe:
        for name in types:
            pipe.type(name)
        found = [kind.decode() for kind in await pipe.execute()]
    wrong = [
        f"{name} is a {kind}, expected a {expected}"
        for (name, expected), kind in zip(types.items(), found, strict=True)
        if kind not in (expected, "none")
    ]
    if wrong:
        raise StoreError(
            f"Redis holds keys that are not ours: {'; '.join(wrong)}. Name another prefix in redis.prefix, "
            "or delete them"
        )


def _types(keys: Keys, subscribers: Iterable[str]) -> dict[str, str]:
    types = {
        "string": [
            keys.epoch, keys.pulse, keys.config, keys.config_at, keys.made_at, keys.judge, keys.fence,
        ],
        "stream": [keys.headlines, keys.news, keys.aside, keys.delivered, keys.hand],
        "hash": [keys.shards, keys.suspects, keys.off, keys.dead_letters, keys.made, keys.states],
        "zset": [keys.pollers, keys.ready, keys.dead],
        "list": [keys.todo],
        "set": [],
    }  # fmt: skip
    for name in subscribers:
        types["stream"].append(keys.to(name))
        types["hash"] += (keys.owed(name), keys.chain(name), keys.circuit(name))
        types["set"].append(keys.held(name))
        types["zset"].append(keys.due(name))
    return {name: kind for kind, names in types.items() for name in names}

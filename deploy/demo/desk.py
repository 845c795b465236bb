"""A `redis` subscriber as anybody would write one: XREAD on its own durable stream."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec
from redis.asyncio import Redis
from redis.exceptions import RedisError

STREAM: Final = "ajil:news:to:desk"


async def read(redis_url: Path, arrived: Callable[[dict[str, Any]], None]) -> None:
    """Reads for ever, from the beginning on; waits where there is no Redis (yet)."""
    after = "0-0"
    while True:
        try:
            async with Redis.from_url(_address(redis_url), protocol=2) as redis:
                while True:
                    answer: Any = await redis.xread({STREAM: after}, count=100, block=1000)
                    for _, entries in answer or ():
                        for entry_id, fields in entries:
                            after = entry_id.decode()
                            arrived(msgspec.json.decode(fields[b"data"]))
        except (OSError, RedisError):
            await asyncio.sleep(0.1)


def _address(redis_url: Path) -> str:
    return redis_url.read_text("ascii").strip()

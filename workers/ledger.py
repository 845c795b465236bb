"""The workers in Redis: one prefix, the scripts that run there, and the sizes they keep to."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Final

from streamer.connect import AnyRedis
from streamer.keys import Keys

LEASE: Final = 6.0
"""Seconds that a taken delivery stays hidden; below ten, so that a dead courier's are taken over in time."""
OPENS: Final = 5
"""Failures in a row at which a receiver is taken for dead: its circuit opens."""
WIDE: Final = 100
"""Room of one script, in lines that are owed (owe.lua): some 2 ms of Redis, on a slow day 4."""
MOST_DEAD: Final = 100_000
PAGE: Final = 500
"""Subscribers, or names of deliveries, asked for at once."""
_LUA: Final = files("workers")


class Ledger:
    """One Redis, one prefix. `wide`: room of one script; `most_dead`: dead letters kept."""

    def __init__(
        self,
        redis: AnyRedis,
        keys: Keys,
        *,
        keep: float,
        wide: int = WIDE,
        most_dead: int = MOST_DEAD,
        lease: float = LEASE,
    ) -> None:
        self.redis: Any = redis  # redis-py's types do not know that replies are bytes here
        self.keys = keys
        self.keep = keep
        self.lease = lease
        self._wide = wide
        self._most_dead = most_dead
        self._config: tuple[tuple[Any, ...], bytes | None] = (), None
        """Its mark, and itself, as they were read."""
        self.replicas = 0
        """When above 0, each commit waits (WAIT) until one of them has it: fail-over loses what none has."""
        self._commit, self._spread, self._take, self._settle, self._revive = (
            self.redis.register_script(script(name))
            for name in ("commit", "spread", "take", "settle", "revive")
        )


def script(name: str) -> str:
    """A script with the words that it shares with others behind its first line."""
    shebang, _, body = _LUA.joinpath(f"{name}.lua").read_text("utf-8").partition("\n")
    owes = any(word in body for word in ("owe_one(", "write(", " free("))
    return f"{shebang}\n{_LUA.joinpath('owe.lua').read_text('utf-8') if owes else ''}{body}"

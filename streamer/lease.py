"""Who does what, when there are several: a lease with a fencing number, and shares of many things.

Both live in Redis and are told apart by `owner`, a name that no other process and no earlier run of
this one bears. Keys are full names; on a cluster those of one object share a hash tag.

Law of the lease: at most one owner at a time by Redis's word, and each new owner gets a number
larger than all before. A holder that was paused may still believe; so whoever writes in the name of
the lease compares the key's value, `{fence}:{owner}`, in the same script that writes.

Law of the shares: every shard has at most one holder by Redis's word. It changes hands only when
its holder gave it up in a beat of its own, or left, or has not beaten for `ttl`. A member whose
beats fail must stop by itself after `ttl`: others take over then.

Scripts begin with `#!lua`: Redis refuses such a script as a whole, before its first write, when it
may not write (read-only, MISCONF, out of memory). `allow-oom` stands where an owner keeps or gives
back what it has: a full memory is no reason to change hands.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

from streamer.connect import AnyRedis

_ACQUIRE: Final = """#!lua
local held = redis.call('GET', KEYS[1])
if held then
  local fence, owner = string.match(held, '^(%d+):(.*)$')
  if owner ~= ARGV[1] then return math.max(0, redis.call('PTTL', KEYS[1])) end
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return fence
end
-- At least the clock (ms): also larger than every number of a store that was lost or rolled back.
local time = redis.call('TIME')
local clock = time[1] * 1000 + math.floor(time[2] / 1000)
local last = tonumber(redis.call('GET', KEYS[2]) or '0')
local fence = string.format('%.0f', math.max(last + 1, clock))
redis.call('SET', KEYS[2], fence)
redis.call('SET', KEYS[1], fence .. ':' .. ARGV[1], 'PX', ARGV[2])
return fence
"""

_RENEW: Final = """#!lua flags=allow-oom
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
"""

_RELEASE: Final = """#!lua flags=allow-oom
local held = redis.call('GET', KEYS[1])
if held and string.match(held, '^%d+:(.*)$') == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0
"""

_BEAT: Final = """#!lua flags=allow-oom
local members, shards = KEYS[1], KEYS[2]
local me, ttl, count = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', members, '-inf', string.format('%.0f', now))
redis.call('ZADD', members, string.format('%.0f', now + ttl), me)

-- Who lives, and how many shards each holds; what nobody living holds is free.
local held, living = {}, redis.call('ZRANGE', members, 0, -1)
for _, owner in ipairs(living) do held[owner] = 0 end
local owners, all = {}, redis.call('HGETALL', shards)
for i = 1, #all, 2 do owners[all[i]] = all[i + 1] end
local mine, free = {}, {}
for shard = 0, count - 1 do
  local owner = owners[tostring(shard)]
  if owner and held[owner] then
    held[owner] = held[owner] + 1
    if owner == me then mine[#mine + 1] = shard end
  else
    free[#free + 1] = shard
  end
end

-- Equal shares; what does not divide goes to those who hold most already, so that least moves.
table.sort(living, function(a, b)
  if held[a] ~= held[b] then return held[a] > held[b] end
  return a < b
end)
local fair = math.floor(count / #living)
for rank, owner in ipairs(living) do
  if owner == me and rank <= count % #living then fair = fair + 1 end
end
while #mine > fair do redis.call('HDEL', shards, table.remove(mine)) end
while #mine < fair and #free > 0 do
  local shard = table.remove(free)
  redis.call('HSET', shards, shard, me)
  mine[#mine + 1] = shard
end
redis.call('PEXPIRE', members, ttl)
redis.call('PEXPIRE', shards, ttl)
return mine
"""

_LEAVE: Final = """#!lua flags=allow-oom
redis.call('ZREM', KEYS[1], ARGV[1])
local all = redis.call('HGETALL', KEYS[2])
for i = 1, #all, 2 do
  if all[i + 1] == ARGV[1] then redis.call('HDEL', KEYS[2], all[i]) end
end
return 0
"""


class Lease:
    """One named lease (the judge's). `ttl`: seconds that it outlives its last renewal."""

    def __init__(
        self, redis: AnyRedis, key: str, fence_key: str, owner: str, ttl: float = 4.0
    ) -> None:
        self._redis = redis
        self._key = key
        self._fence_key = fence_key
        self._owner = owner
        self._ttl = round(ttl * 1000)
        self._fence: int | None = None
        self.ends_in = 0.0
        """Seconds that another's lease had still to run when ours was refused for it."""

    @property
    def value(self) -> str | None:
        """What the key must hold for us to be the holder; None: we never were."""
        return None if self._fence is None else f"{self._fence}:{self._owner}"

    async def acquire(self) -> int | None:
        """The fencing number, larger than every earlier one; None: another holds the lease.

        Our own live lease is renewed and keeps its number, so a lost answer is mended by asking
        again. The number is the later of the clock in ms and the last one + 1; it fits 53 bits.
        """
        got: Any = await self._redis.eval(
            _ACQUIRE, 2, self._key, self._fence_key, self._owner, self._ttl
        )
        if isinstance(got, int):
            self._fence, self.ends_in = None, got / 1000
        else:
            self._fence = int(got)
        return self._fence

    async def renew(self) -> bool:
        """False: the lease is lost (or was never ours)."""
        if self.value is None:
            return False
        return bool(await self._redis.eval(_RENEW, 1, self._key, self.value, self._ttl))

    async def release(self) -> None:
        """Gives up our own lease; another's is left alone."""
        self._fence = None
        await self._redis.eval(_RELEASE, 1, self._key, self._owner)

    async def holder(self) -> str | None:
        """The owner that holds the lease now."""
        held: Any = await self._redis.get(self._key)
        return None if held is None else held.decode().partition(":")[2]


class Shares:
    """Many things shared by those who live: pollers share sources, by `shard_of(name)`.

    Beat every 1.5 s with a `ttl` of 4.5 s: a death is taken over within 6 s. A newcomer has its share
    after every other member has beaten once.
    """

    def __init__(
        self,
        redis: AnyRedis,
        members_key: str,
        shards_key: str,
        owner: str,
        *,
        shards: int = 128,
        ttl: float = 4.5,
    ) -> None:
        self._redis = redis
        self._keys = (members_key, shards_key)
        self._owner = owner
        self._shards = shards
        self._ttl = round(ttl * 1000)

    async def beat(self) -> frozenset[int]:
        """Says that we live; returns the shards that are ours from now on, of 0 … shards - 1."""
        mine: Any = await self._redis.eval(
            _BEAT, 2, *self._keys, self._owner, self._ttl, self._shards
        )
        return frozenset(mine)

    async def leave(self) -> None:
        """Gives up all at once; others take it with their next beat."""
        await self._redis.eval(_LEAVE, 2, *self._keys, self._owner)


def shard_of(name: str, shards: int = 128) -> int:
    """The shard of a name, from 0 to shards - 1: the same in every process and every release."""
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % shards

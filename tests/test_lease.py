"""Leases and shares on real servers: one holder at a time, numbers that rise, equal shares."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.exceptions import OutOfMemoryError, ReadOnlyError

from streamer.connect import AnyRedis, connect
from streamer.lease import Lease, Shares, shard_of
from tests.servers import Server
from tests.waiting import until

# ── the lease ─────────────────────────────────────────────────────────────────────────────────


def _lease(redis: AnyRedis, prefix: str, owner: str, ttl: float = 30.0) -> Lease:
    return Lease(redis, f"{prefix}:judge", f"{prefix}:fence", owner, ttl)


async def test_one_holder_at_a_time_and_each_with_a_larger_number(
    redis: AnyRedis, prefix: str
) -> None:
    first, second = _lease(redis, prefix, "a"), _lease(redis, prefix, "b:c")
    assert await first.holder() is None
    number = await first.acquire()
    assert number
    assert await second.acquire() is None
    assert second.ends_in >= await redis.pttl(f"{prefix}:judge") / 1000 > 0
    assert await first.holder() == await second.holder() == "a"
    await second.release()  # not hers
    assert await first.renew()
    await first.release()
    later = await second.acquire()
    assert later
    assert later > number
    assert await second.holder() == "b:c"
    assert not await first.renew()
    assert await redis.get(f"{prefix}:judge") == f"{later}:b:c".encode()
    assert second.value == f"{later}:b:c"


async def test_asking_again_for_ones_own_lease_renews_it_under_the_same_number(
    redis: AnyRedis, prefix: str
) -> None:
    """So an answer that was lost costs nothing: ask again."""
    number = await _lease(redis, prefix, "a", ttl=20).acquire()
    assert await redis.pttl(f"{prefix}:judge") <= 20_000
    again = _lease(redis, prefix, "a", ttl=60)
    assert await again.acquire() == number
    assert await redis.pttl(f"{prefix}:judge") > 20_000


async def test_renewing_lengthens_the_lease(redis: AnyRedis, prefix: str) -> None:
    lease = _lease(redis, prefix, "a")
    assert not await lease.renew()
    await lease.acquire()
    await redis.pexpire(f"{prefix}:judge", 5000)
    assert await lease.renew()
    assert await redis.pttl(f"{prefix}:judge") > 5000


async def test_a_lease_that_ran_out_is_lost_and_cannot_be_renewed(
    redis: AnyRedis, prefix: str
) -> None:
    lost, next_one = _lease(redis, prefix, "a", ttl=0.05), _lease(redis, prefix, "b")
    number = await lost.acquire()
    later = await until(next_one.acquire)
    assert number
    assert later > number
    assert not await lost.renew()
    await lost.release()
    assert await next_one.holder() == "b"


async def test_numbers_rise_through_the_loss_of_the_store(own_server: Server, prefix: str) -> None:
    """A judge of before the loss must not be taken for the judge of after it."""
    client = connect(own_server.url)
    before = await _lease(client, prefix, "a").acquire()
    await client.flushall()
    after = await _lease(client, prefix, "b").acquire()
    assert before
    assert after
    assert after > before
    await client.aclose()


async def test_numbers_rise_when_the_clock_goes_back(redis: AnyRedis, prefix: str) -> None:
    """Faults 2 and 30: fencing numbers rise though the clock goes back."""
    ahead = 2**52
    await redis.set(f"{prefix}:fence", ahead)
    lease = _lease(redis, prefix, "a")
    assert await lease.acquire() == ahead + 1
    await lease.release()
    assert await lease.acquire() == ahead + 2


async def test_of_many_who_ask_at_once_one_gets_it(redis: AnyRedis, prefix: str) -> None:
    """Fault 30: one owner a lease."""
    leases = [_lease(redis, prefix, f"w{number}") for number in range(20)]
    got = await asyncio.gather(*(lease.acquire() for lease in leases))
    assert sum(number is not None for number in got) == 1


async def test_a_full_memory_changes_no_holder_and_makes_none(
    own_server: Server, prefix: str
) -> None:
    client = connect(own_server.url)
    lease, other = _lease(client, prefix, "a"), _lease(client, f"{prefix}2", "b")
    await lease.acquire()
    own_server.stop_writes("oom")
    assert await lease.renew()
    with pytest.raises(OutOfMemoryError):
        await other.acquire()
    assert await client.exists(f"{prefix}2:fence") == 0
    await lease.release()
    assert await lease.holder() is None
    await client.aclose()


async def test_a_server_that_became_a_replica_gives_no_lease(
    own_server: Server, prefix: str
) -> None:
    client = connect(own_server.url)
    lease = _lease(client, prefix, "a")
    await lease.acquire()
    own_server.stop_writes("readonly")
    with pytest.raises(ReadOnlyError):
        await lease.renew()
    with pytest.raises(ReadOnlyError):
        await lease.acquire()
    await client.aclose()


# ── shares ────────────────────────────────────────────────────────────────────────────────────


def _member(
    redis: AnyRedis, prefix: str, owner: str, *, shards: int = 128, ttl: float = 30.0
) -> Shares:
    return Shares(redis, f"{prefix}:pollers", f"{prefix}:shards", owner, shards=shards, ttl=ttl)


async def _round(members: dict[str, Shares]) -> dict[str, frozenset[int]]:
    return {owner: await member.beat() for owner, member in members.items()}


async def _settled(members: dict[str, Shares], shards: int) -> dict[str, frozenset[int]]:
    """After two rounds of beats: all shards are held, once, in equal shares."""
    await _round(members)
    await _round(members)
    shares = await _round(members)
    held = [shard for share in shares.values() for shard in share]
    assert sorted(held) == list(range(shards))
    sizes = [len(share) for share in shares.values()]
    assert max(sizes) - min(sizes) <= 1
    return shares


async def test_one_member_alone_has_everything_at_once(redis: AnyRedis, prefix: str) -> None:
    assert await _member(redis, prefix, "a").beat() == frozenset(range(128))


@pytest.mark.parametrize(("count", "shards"), [(2, 128), (3, 128), (7, 128), (5, 3), (3, 4)])
async def test_members_hold_equal_shares_that_stay(
    redis: AnyRedis, prefix: str, count: int, shards: int
) -> None:
    members = {f"p{n}": _member(redis, prefix, f"p{n}", shards=shards) for n in range(count)}
    shares = await _settled(members, shards)
    assert await _round(members) == shares


async def test_a_newcomer_gets_only_what_others_gave_up(redis: AnyRedis, prefix: str) -> None:
    members = {f"p{n}": _member(redis, prefix, f"p{n}") for n in range(3)}
    before = await _settled(members, 128)
    late = members["late"] = _member(redis, prefix, "late")
    assert await late.beat() == frozenset()
    after = await _settled(members, 128)
    for owner, share in before.items():
        assert after[owner] <= share
    assert len(after["late"]) == 32


async def test_who_leaves_frees_its_share_and_nothing_else_moves(
    redis: AnyRedis, prefix: str
) -> None:
    members = {f"p{n}": _member(redis, prefix, f"p{n}") for n in range(4)}
    before = await _settled(members, 128)
    await members.pop("p2").leave()
    after = await _settled(members, 128)
    for owner, share in after.items():
        assert before[owner] <= share


async def test_who_dies_is_taken_over_after_the_ttl_and_not_before(
    redis: AnyRedis, prefix: str
) -> None:
    living, dying = _member(redis, prefix, "a"), _member(redis, prefix, "b", ttl=30)
    await living.beat()
    await dying.beat()
    await living.beat()
    held = await dying.beat()
    assert len(held) == 64
    assert not await living.beat() & held
    # The server's clock cannot be set; what it notes of the member can.
    await redis.zadd(f"{prefix}:pollers", {"b": 1})
    assert await living.beat() == frozenset(range(128))
    assert await dying.beat() == frozenset()  # back from a long pause: nothing is hers any more


async def test_the_dead_leave_nothing_behind(redis: AnyRedis, prefix: str) -> None:
    await _member(redis, prefix, "a", ttl=0.05).beat()

    async def gone() -> bool:
        return await redis.exists(f"{prefix}:pollers") + await redis.exists(f"{prefix}:shards") == 0

    await until(gone)


async def test_no_shard_ever_has_two_holders(redis: AnyRedis, prefix: str) -> None:
    """Fault 30: of several schedulers, one has a source.

    Any order of joining, beating, leaving and dying; what a member was told holds until its
    next beat. (Seeded: a failure shows its seed.)"""
    for seed in range(12):
        dice, shards = random.Random(seed), 16
        told: dict[str, frozenset[int]] = {}
        members: dict[str, Shares] = {}
        for _ in range(60):
            owner = f"p{dice.randrange(5)}"
            name = f"{prefix}:{seed}"
            member = members.setdefault(owner, _member(redis, name, owner, shards=shards))
            match dice.choices(["beat", "leave", "die"], [8, 1, 1])[0]:
                case "beat":
                    told[owner] = await member.beat()
                case "leave":
                    await member.leave()
                    told.pop(owner, None)
                case _:
                    await redis.zadd(f"{name}:pollers", {owner: 1}, xx=True)
                    told.pop(owner, None)
            held = [shard for share in told.values() for shard in share]
            assert len(held) == len(set(held)), f"seed {seed}"
        living = {owner: members[owner] for owner in told}
        if living:
            for owner in members.keys() - told.keys():
                await members[owner].leave()
            await _settled(living, shards)


async def test_a_full_memory_moves_no_shard(own_server: Server, prefix: str) -> None:
    client = connect(own_server.url)
    member = _member(client, prefix, "a")
    await member.beat()
    own_server.stop_writes("oom")
    assert len(await member.beat()) == 128
    await member.leave()
    await client.aclose()


@pytest.mark.slow
async def test_leases_and_shares_work_on_a_cluster(own_server: Server, tmp_path: Path) -> None:
    node = Server(own_server.kind, tmp_path / "node", options=("--cluster-enabled", "yes"))
    try:
        with node.client() as admin:
            admin.execute_command("CLUSTER", "ADDSLOTSRANGE", "0", "16383")
            await until(
                lambda: b"cluster_state:ok" in admin.execute_command("CLUSTER", "INFO"), limit=60
            )
        client: Any = connect(f"redis+cluster://127.0.0.1:{node.port}")
        lease = _lease(client, "{ajil}", "a")
        assert await lease.acquire()
        assert await lease.renew()
        assert await lease.holder() == "a"
        await lease.release()
        assert len(await _member(client, "{ajil}", "a").beat()) == 128
        await client.aclose()
    finally:
        node.kill()


# ── shard_of ──────────────────────────────────────────────────────────────────────────────────


@given(name=st.text(alphabet=st.characters(exclude_categories=["Cs"])), shards=st.integers(1, 1000))
def test_every_name_has_one_shard(name: str, shards: int) -> None:
    assert 0 <= shard_of(name, shards) < shards
    assert shard_of(name, shards) == shard_of(name, shards)


def test_shards_are_the_same_in_every_release_and_evenly_filled() -> None:
    """Pollers of two releases share the sources while one replaces the other."""
    assert [shard_of(name) for name in ("baghdad-today", "shafaq", "وكالة")] == [59, 87, 98]
    filled = [0] * 128
    for number in range(12_800):
        filled[shard_of(f"source-{number}")] += 1
    assert min(filled) > 50
    assert max(filled) < 160

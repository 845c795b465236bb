"""What a subscriber is told again: by ids, by time, in order, under the ids it had."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from streamer.connect import AnyRedis
from tests.builders import Room, a_subscriber, an_event, id_of, judged
from tests.commands import ajil, written
from tests.desk import desk
from tests.fakes import Hooks
from tests.waiting import until
from workers.resending import end_of, resend, start_of
from workers.story import encode


async def logged(room: Room, *events: Any, to: tuple[str, ...] = ()) -> list[str]:
    before = len(await room.store.log(b"0-0", 10_000))
    await room.commit(*(judged(event, streams=to) for event in events))
    return [entry.id.decode() for entry in (await room.store.log(b"0-0", 10_000))[before:]]


async def test_a_range_of_ids_comes_again_in_order_under_the_ids_it_had(room: Room) -> None:
    async with Hooks() as hooks:
        one = a_subscriber("hook", url=f"{hooks.base}/hook")
        async with desk(room, one) as couriers:
            story = [an_event(1), an_event(1, event="update", revision=2), an_event(2), an_event(3)]
            ids = await logged(room, *story)
            count = await resend(
                room.store, one, in_commit=False, start=start_of(ids[0]), end=end_of(ids[2]),
                now_ms=room.now_ms,
            )  # fmt: skip
            assert count == 3
            couriers.couriers.wake()
            await until(lambda: len(hooks.got) == 3)
            names = [event.delivery_id for event in story[:3]]
            assert sorted(hooks.ids()) == sorted(names)
            mine = [name for name in hooks.ids() if name.startswith(id_of(1))]
            assert mine == names[:2]
            # And once more, because it was asked for once more.
            await couriers.settled()
            await resend(room.store, one, in_commit=False, start="-", end="+", now_ms=room.now_ms)
            couriers.couriers.wake()
            await until(lambda: len(hooks.got) == 7)


async def test_what_is_still_to_be_spread_is_owed_first(redis: AnyRedis, prefix: str) -> None:
    room = await Room(redis, prefix, wide=2).open()
    one = a_subscriber("z", url="http://127.0.0.1:1/")
    story = [an_event(1), an_event(1, event="update", revision=2)]
    await room.commit(*(judged(event, others=["a", "b", "c", "z"]) for event in story))
    assert await room.store.owed_count("z") == 0
    again = asyncio.create_task(
        resend(room.store, one, in_commit=False, start="-", end="+", now_ms=room.now_ms)
    )
    while await room.store.spread(room.fence):
        pass
    assert await again == 0
    names = [event.delivery_id for event in story]
    assert [taken.delivery for taken in await room.take("z")] == names[:1]
    assert [taken.delivery for taken, _ in await room.store.owed("z")] == names
    await room.close()


async def test_what_is_owed_already_stays_as_it_is(room: Room) -> None:
    one = a_subscriber("hook", url="http://127.0.0.1:1/")
    await room.commit(judged(an_event(1), others=["hook"]))
    again = await resend(room.store, one, in_commit=False, start="-", end="+", now_ms=room.now_ms)
    assert again == 0
    assert len(await room.store.owed("hook")) == 1


async def test_a_filter_says_what_is_told_beside_what_was_owed_then(room: Room) -> None:
    one = a_subscriber("wire", "redis", any=("انفجار",))
    await logged(room, an_event(1, title="انفجار في بابل"), an_event(2, title="مباراة"))
    await logged(room, an_event(3, title="كان مطلوبا"), to=("wire",))
    told = await resend(room.store, one, in_commit=True, start="-", end="+", now_ms=room.now_ms)
    assert told == 2
    rows = await room.redis.xrange(room.keys.to("wire"))
    assert [fields[b"data"] for _, fields in rows][-2:] == [
        encode(an_event(1, title="انفجار في بابل")), encode(an_event(3, title="كان مطلوبا")),
    ]  # fmt: skip


async def test_a_range_of_time_begins_with_its_first_and_ends_before_its_last_moment(
    room: Room,
) -> None:
    one = a_subscriber("hook", url="http://127.0.0.1:1/")
    (entry,) = await logged(room, an_event(1))
    at = datetime.fromtimestamp(int(entry.partition("-")[0]) / 1000, UTC)
    tick = timedelta(milliseconds=1)
    for start, end, count in (
        (at - tick, at, 0),
        (at + tick, at + 2 * tick, 0),
        (at, at + tick, 1),
    ):
        told = await resend(
            room.store, one, in_commit=False, start=start_of(start), end=end_of(end),
            now_ms=room.now_ms,
        )  # fmt: skip
        assert told == count


def test_what_is_neither_an_id_nor_a_time_is_refused() -> None:
    with pytest.raises(ValueError, match="expected an id"):
        start_of("yesterday")


async def test_the_command_tells_anew_by_lapse_and_names_what_it_does_not_understand(
    room: Room, tmp_path: Path
) -> None:
    more = '[[subscriber]]\nname = "wire"\nchannel = "redis"\n'
    where = room.redis.connection_pool.connection_kwargs
    url = f"redis://{where['host']}:{where['port']}/0"
    written(tmp_path, more, redis=url, prefix=room.keys.prefix)
    await logged(room, an_event(1), an_event(2))
    done = await ajil("resend", "wire", "--since", "1h", cwd=tmp_path)
    assert (done.code, done.out) == (0, "wire: 2 told anew\n"), done.err
    assert await room.redis.xlen(room.keys.to("wire")) == 2
    done = await ajil("resend", "wire", "--since", "yesterday", cwd=tmp_path)
    assert done.code == 2
    assert "--since" in done.err
    done = await ajil("resend", "nobody", "--since", "1h", cwd=tmp_path)
    assert done.code == 2
    assert done.err == "SUBSCRIBER: nobody is unknown; expected one of: wire\n"

"""The judge on real servers, through all that may happen to him, to Redis, and to what he reads.

Laws, whatever happens: every headline that Redis took is judged; the log `{prefix}:news` holds each once, in
the order of the headline stream; what cannot be judged is set aside with its reason, and the rest goes on.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from streamer import headline as headlines
from streamer.connect import AnyRedis, connect, is_not_now
from streamer.headline import Headline, Item
from streamer.stream import Full, HeadlineStream
from tests.absent import absent
from tests.builders import KEEP, Room, a_headline, a_roster, a_subscriber, an_event, id_of
from tests.servers import Kind, Refusal, Server, binary_of, wait_for
from tests.waiting import until
from tests.wire import wire_to
from workers.classify import Classifier
from workers.dedupe import Index
from workers.pipeline import PORTION, Pipeline
from workers.story import decode, encode

WIRE, HOOK = a_subscriber("wire", "redis"), a_subscriber("hook", url="https://desk.example/h")


class Judge:
    """One worker's judge with its pump and the timer that holds its lease, as `workers.app` runs them."""

    def __init__(
        self,
        redis: AnyRedis,
        prefix: str,
        owner: str = "judge",
        *,
        classifier: Classifier | None = None,
        ttl: float = 1.0,
        batch: int = 50,
        portion: float = PORTION,
    ) -> None:
        self.commits: list[int] = []
        """How many verdicts each had."""
        self.room = Room(redis, prefix, owner=owner, ttl=ttl)
        self._every = ttl / 3
        self.pipeline = Pipeline(
            self.room.headlines,
            self.room.store,
            self.room.lease,
            classifier or Classifier(),
            a_roster(WIRE, HOOK),
            new_index=lambda: Index(window=48 * 3600, keep=KEEP),
            clock=lambda: datetime.now(UTC),
            batch=batch,
            portion=portion,
            committed=lambda judged: self.commits.append(len(judged)),
        )
        self.gate = asyncio.Event()
        """Shut: what was read is not judged yet."""
        self.gate.set()
        self._tasks = [asyncio.create_task(self._hold()), asyncio.create_task(self._pump())]

    async def _hold(self) -> None:
        while True:
            await self.pipeline.hold()
            await asyncio.sleep(self._every)

    async def _pump(self) -> None:
        async for batch in self.pipeline.batches():
            await self.gate.wait()
            await self.pipeline.take(batch)

    @property
    def lives(self) -> bool:
        return not any(task.done() for task in self._tasks)

    async def dies(self) -> None:
        """As by SIGKILL: at whatever it waits for, without a farewell. Raises what ended it before."""
        while living := [task for task in self._tasks if not task.done()]:
            for task in living:
                task.cancel()
            # Again and again: redis-py sends within `wait_for`, which before Python 3.12 loses a
            # cancellation that comes together with what it waited for (cpython issue 86296).
            await asyncio.wait(living, timeout=0.05)
        for task in self._tasks:
            if not task.cancelled():
                task.result()


@asynccontextmanager
async def judging(
    redis: AnyRedis, prefix: str, owner: str = "judge", **more: Any
) -> AsyncIterator[Judge]:
    judge = Judge(redis, prefix, owner, **more)
    try:
        yield judge
    finally:
        await judge.dies()


def some(start: int, count: int) -> list[Headline]:
    return [a_headline(number) for number in range(start, start + count)]


async def log_of(room: Room) -> list[str]:
    """The ids of the judged log, in order."""
    return [decode(data).id for data in await room.told()]


async def all_told(room: Room, count: int) -> bool:
    try:
        return len(await room.told()) >= count and not await room.headlines.waiting()
    except Exception as error:
        if is_not_now(error):
            return False
        raise


async def assert_each_once(room: Room, ids: Sequence[str]) -> None:
    assert await log_of(room) == list(ids)
    rows = await room.redis.xrange(room.keys.to("wire"))
    assert [decode(fields[b"data"]).id for _, fields in rows] == list(ids)
    assert await room.store.owed_count("hook") == len(ids)
    assert await room.pending() == []
    assert await room.waiting() == []


# ── judges that die ───────────────────────────────────────────────────────────────────────────


async def test_whenever_judges_die_another_goes_on_with_their_batches(
    server: Server, prefix: str
) -> None:
    """Fault 1: a judge is killed in mid-batch, again and again: every headline is judged, once, in order."""
    dice = random.Random(prefix)
    client = connect(server.url)
    room = Room(client, prefix)
    wanted = some(0, 300)
    await room.put(*wanted)
    for number in range(8):
        own = connect(server.url)
        judge = Judge(own, prefix, f"judge-{number}", ttl=0.5, batch=30)
        before = len(await room.told())
        if number % 2 and before < len(wanted):
            await until(lambda before=before: len_of(room, before))
        await asyncio.sleep(dice.uniform(0, 0.05))
        await judge.dies()
        await own.aclose()
    async with judging(client, prefix, "last", ttl=2.0):
        await until(lambda: all_told(room, len(wanted)))
    await assert_each_once(room, [one.id for one in wanted])
    await room.close()
    await client.aclose()


async def len_of(room: Room, more_than: int) -> bool:
    return len(await room.told()) > more_than


async def test_nobody_ever_sees_a_verdict_without_its_acknowledgement(
    server: Server, prefix: str
) -> None:
    """Fault 2: there is no moment between commit and acknowledgement: at every one each headline is either
    on its stream or in the log."""
    judges, looks = connect(server.url), connect(server.url)
    room = Room(looks, prefix)
    await room.put(*some(0, 400))
    sums, owes = set(), set()

    async def look() -> int:
        async with looks.pipeline(transaction=True) as pipe:
            pipe.xlen(room.keys.headlines)
            pipe.xlen(room.keys.news)
            pipe.xlen(room.keys.to("wire"))
            pipe.hlen(room.keys.owed("hook"))
            waiting, told, streamed, owed = await pipe.execute()
        sums.add(waiting + told)
        owes.add((told - streamed, told - owed))
        return int(told)

    async with judging(judges, prefix, batch=7):
        while await look() < 400:
            pass
    assert sums == {400}
    assert owes == {(0, 0)}
    await room.close()
    await judges.aclose()
    await looks.aclose()


async def test_a_judge_that_slept_through_the_end_of_its_lease_commits_nothing_more(
    redis: AnyRedis, prefix: str
) -> None:
    """Fault 2: it woke with a batch in hand, and still believes."""
    room = Room(redis, prefix)
    sleeper = Judge(redis, prefix, "sleeper", ttl=0.1)
    await until(lambda: sleeper.pipeline.fence)
    await sleeper.dies()
    await room.put(*some(0, 5))
    in_hand = await room.headlines.read_new(5, block_ms=1)
    sleeper.pipeline.behind = False
    async with judging(redis, prefix, "successor", ttl=0.2):
        await until(lambda: all_told(room, 5))
        await sleeper.pipeline.take(in_hand)
        await assert_each_once(room, [id_of(number) for number in range(5)])
    assert sleeper.pipeline.fence is None
    await room.close()


async def test_the_end_of_a_dead_judge_s_lease_is_waited_for_and_not_met_by_chance(
    redis: AnyRedis, prefix: str
) -> None:
    heir = Judge(redis, prefix, "heir")
    await heir.dies()
    await heir.room.redis.delete(heir.room.keys.judge)
    dead = Room(redis, prefix, owner="dead", ttl=0.5)
    assert await dead.lease.acquire()
    heir.pipeline.fence = None
    await heir.pipeline.hold()
    assert heir.pipeline.fence is not None
    living = Room(redis, prefix, owner="living", ttl=60.0)
    await heir.room.redis.delete(heir.room.keys.judge)
    assert await living.lease.acquire()
    await heir.pipeline.hold()  # at once: nobody waits for the lease of a judge that lives
    assert heir.pipeline.fence is None
    await living.close()


# ── Redis in trouble ──────────────────────────────────────────────────────────────────────────


class Writer:
    """Puts headlines onto the stream while Redis comes and goes; knows which of them Redis took."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.taken: list[str] = []
        self.unsure: list[str] = []
        """The answer was lost: Redis may have them."""
        self.going = True

    async def run(self) -> None:
        number = 0
        while self.going:
            number += 1
            try:
                await self.room.put(a_headline(number))
            except Exception as error:
                if not is_not_now(error):
                    raise
                self.unsure.append(id_of(number))
                await asyncio.sleep(0.02)
            else:
                self.taken.append(id_of(number))


async def test_what_redis_took_before_it_was_killed_is_judged_once(
    own_server: Server, prefix: str
) -> None:
    """Fault 3: Redis is killed three times under load, with its append-only file on."""
    clients = [connect(own_server.url) for _ in range(3)]
    room = Room(clients[0], prefix)
    writer = Writer(Room(clients[1], prefix))
    writing = asyncio.create_task(writer.run())
    async with judging(clients[2], prefix) as judge:
        for _ in range(3):
            goal = len(writer.taken) + 40
            await until(lambda goal=goal: len(writer.taken) >= goal)
            await asyncio.to_thread(own_server.restart)
        goal = len(writer.taken) + 40
        await until(lambda: len(writer.taken) >= goal)
        writer.going = False
        await writing
        await until(lambda: all_told(room, len(writer.taken)))
        assert judge.lives
    told = await log_of(room)
    assert len(set(told)) == len(told)
    assert [one for one in told if one not in writer.unsure] == writer.taken
    await assert_each_once(room, told)
    for client in clients:
        await client.aclose()


@pytest.mark.parametrize("how", ["restarted", "flushed"])
async def test_a_redis_that_comes_back_empty_is_begun_anew(
    own_server: Server, prefix: str, how: str
) -> None:
    """Fault 4: the group is made anew, the index forgets what the lost log said, the stand-by's too."""
    first, second = connect(own_server.url), connect(own_server.url)
    room = Room(first, prefix)
    async with judging(first, prefix, "one") as one, judging(second, prefix, "two") as two:
        await room.put(*some(0, 10))
        await until(lambda: all_told(room, 10))
        if how == "restarted":
            own_server.restart(empty=True)
        else:
            await first.flushall()
        await until(lambda: has_group(room))
        await until(lambda: one.pipeline.fence or two.pipeline.fence)
        await room.put(*some(5, 10))
        await until(lambda: all_told(room, 10))
        events = [decode(data) for data in await room.told()]
        assert [event.id for event in events] == [id_of(number) for number in range(5, 15)]
        # Nothing that was told before is an old story, or a known item, now.
        assert {event.story for event in events} <= {event.id for event in events}
        assert {event.revision for event in events} == {1}
        assert one.lives
        assert two.lives
    await first.aclose()
    await second.aclose()


async def has_group(room: Room) -> bool:
    try:
        return bool(await room.redis.xinfo_groups(room.keys.headlines))
    except Exception as error:
        if is_not_now(error) or "no such key" in str(error):
            return False
        raise


@pytest.mark.parametrize("how", ["oom", "misconf", "readonly"])
async def test_while_redis_takes_no_writes_the_judge_waits_without_a_rush_and_then_goes_on(
    own_server: Server, prefix: str, how: Refusal
) -> None:
    """Faults 5 and 6: out of memory, disk full, a replica after a fail-over: nothing is lost or written
    twice, nobody hammers a Redis in trouble, and all goes on by itself."""
    client, other = connect(own_server.url), connect(own_server.url)
    room = Room(other, prefix)
    with capture_logs() as lines:
        async with judging(client, prefix, ttl=4.0) as judge:
            judge.gate.clear()
            await room.put(*some(0, 60))
            await until(room.pending)  # read, and the verdict not written yet
            own_server.stop_writes(how)
            judge.gate.set()
            await until(lambda: [line for line in lines if line["event"] == "judge.waits"])
            pace = await commands_a_second(own_server)
            assert await room.told() == []
            own_server.allow_writes()
            await until(lambda: all_told(room, 60))
            await assert_each_once(room, [id_of(number) for number in range(60)])
            assert judge.lives
    assert pace < 100, "one who does not wait asks thousands of times"
    assert len([line for line in lines if line["event"] == "judge.waits"]) <= 4
    await client.aclose()
    await other.aclose()


async def commands_a_second(server: Server) -> float:
    """What a server is asked, over a second; a slow machine only asks less."""
    loop = asyncio.get_running_loop()
    with server.client() as client:
        began, before = loop.time(), client.info("stats")["total_commands_processed"]
        await asyncio.sleep(1)
        asked = client.info("stats")["total_commands_processed"] - before
    return float(asked) / (loop.time() - began)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["valkey", "redis"])
async def test_a_redis_that_reads_its_data_back_is_waited_for(
    kind: Kind, prefix: str, tmp_path: Path
) -> None:
    """Fault 6: LOADING, for as long as it takes, is no reason to end, nor to judge from half a log."""
    if binary_of(kind) is None:
        absent("NO REDIS: install redis-server (Debian) to test on it too")
    slowly = ("--key-load-delay", "1000", "--loading-process-events-interval-bytes", "1024")
    server = Server(kind, tmp_path / "server", durable=True, options=slowly)
    client, other = connect(server.url), connect(server.url)
    room = Room(other, prefix)
    try:
        async with judging(client, prefix, ttl=4.0) as judge:
            await room.put(*some(0, 10))
            await until(lambda: all_told(room, 10))
            async with other.pipeline(transaction=False) as pipe:
                for number in range(1500):
                    pipe.set(f"ballast:{number}", 1)
                await pipe.execute()
            await asyncio.to_thread(rewritten, server)
            await room.put(a_headline(10))
            restarting = asyncio.create_task(asyncio.to_thread(server.restart))
            await until(lambda: is_loading(other))
            await restarting
            await room.put(*some(11, 9))
            await until(lambda: all_told(room, 20))
            await assert_each_once(room, [id_of(number) for number in range(20)])
            assert judge.lives
    finally:
        await client.aclose()
        await other.aclose()
        server.kill()


def rewritten(server: Server) -> None:
    """With a data set in front of its append-only file, whose loading leaves time to answer."""
    with server.client() as client:
        client.bgrewriteaof()
        wait_for(lambda: not any(client.info("persistence")[f"aof_rewrite_{what}"]
                                 for what in ("in_progress", "scheduled")))  # fmt: skip


async def is_loading(client: Any) -> bool:
    try:
        await client.get("x")
    except Exception as error:
        if not is_not_now(error):
            raise
        return "loading" in str(error).lower()
    return False


@pytest.mark.slow
async def test_a_connection_that_carries_nothing_any_more_is_given_up(
    server: Server, prefix: str
) -> None:
    """Fault 7: half-open, in the middle of a blocking read: noticed within the socket's time-out, and the
    read goes on over another connection. What was handed out into the hole is judged too."""
    async with wire_to(server.port) as wire:
        client, other = connect(wire.url), connect(server.url)
        room = Room(other, prefix)
        async with judging(client, prefix, ttl=30.0) as judge:
            await room.put(*some(0, 5))
            await until(lambda: all_told(room, 5))
            wire.clog()
            assert wire.clogged
            await room.put(*some(5, 5))
            await until(lambda: all_told(room, 10))
            await assert_each_once(room, [id_of(number) for number in range(10)])
            assert judge.lives
        await room.close()
        await client.aclose()
        await other.aclose()


@pytest.mark.parametrize("what", ["commit", "read", "lease"])
async def test_an_answer_that_is_lost_is_found_out_and_not_guessed(
    server: Server, prefix: str, what: str
) -> None:
    """Fault 8: Redis did it, and its answer never came: one verdict an item all the same."""
    key = {"commit": f"{prefix}:news", "read": "XREADGROUP", "lease": f"{prefix}:fence"}[
        what
    ].encode()
    word = {"commit": b"EVAL", "read": b">", "lease": b"EVAL"}[what]
    async with wire_to(server.port) as wire:
        client, other = connect(wire.url), connect(server.url)
        room = Room(other, prefix)
        async with judging(client, prefix, ttl=1.0, batch=10) as judge:
            for start in range(0, 60, 20):
                wire.rob(lambda request: key in request and word in request)
                await room.put(*some(start, 20))
                await until(lambda start=start: all_told(room, start + 20))
                await until(lambda start=start: wire.robbed > start // 20)
            await assert_each_once(room, [id_of(number) for number in range(60)])
            assert judge.lives
        await room.close()
        await client.aclose()
        await other.aclose()


# ── more than the workers can take ────────────────────────────────────────────────────────────


async def test_while_workers_are_down_what_waits_is_never_trimmed(
    server: Server, prefix: str
) -> None:
    """Fault 9: some are pending, most unread, and more come than the bound allows: pollers
    are told that it is full, nothing is dropped, and the workers find all of it."""
    client = connect(server.url)
    room = Room(client, prefix)
    stream = HeadlineStream(client, room.keys, keep=KEEP, backlog=1000)
    await stream.make_group()
    items = [
        (Item(headline=one, aliases=(f"n:outlet.example:{number}",), print=f"p{number}"), None)
        for number, one in enumerate(some(0, 1200))
    ]
    now = datetime.now(UTC)
    with pytest.raises(Full):
        await stream.publish("outlet-feed", items, now)
    assert await stream.waiting() == 1000
    for _ in range(3):
        assert len(await stream.read_new(70, block_ms=1)) == 70  # a worker took them, and died
        with pytest.raises(Full):
            await stream.publish("outlet-feed", items[-100:], now)
    [group] = await room.redis.xinfo_groups(room.keys.headlines)
    assert (group["pending"], group["lag"]) == (210, 790)
    async with judging(client, prefix, batch=100):
        await until(lambda: all_told(room, 1000))
        await stream.publish("outlet-feed", items, now)
        await until(lambda: all_told(room, 1200))
    told = [decode(data).title for data in await room.told()]
    assert told == [item.headline.title for item, _ in items]
    await room.close()
    await client.aclose()


# ── gusts ─────────────────────────────────────────────────────────────────────────────────────


async def test_a_gust_is_committed_in_portions_so_that_its_first_does_not_wait_for_its_last(
    redis: AnyRedis, prefix: str
) -> None:
    """However slow judging is: here no time at all is given to it, so each headline is a portion."""
    room, some_40 = Room(redis, prefix), some(0, 40)
    await room.headlines.make_group()
    await room.put(*some_40)
    async with judging(redis, prefix, portion=0.0, batch=40) as judge:
        await until(lambda: all_told(room, 40))
        await until(lambda: sum(judge.commits) == 40)
        assert judge.commits == [1] * 40
        await assert_each_once(room, [one.id for one in some_40])
    await room.close()


# ── what cannot be judged ─────────────────────────────────────────────────────────────────────


class Allergic(Classifier):
    """Raises, every time, over headlines about a certain thing."""

    def __init__(self) -> None:
        super().__init__()
        self.raised = 0

    def classify(self, **asked: Any) -> Any:
        if "حساسية" in asked["title"]:
            self.raised += 1
            raise ZeroDivisionError("pollen")
        return super().classify(**asked)


async def test_a_headline_whose_judgement_always_raises_is_set_aside_and_the_rest_goes_on(
    redis: AnyRedis, prefix: str
) -> None:
    """Fault 10: after three tries, with the reason, what it was, and its traceback in the log."""
    room, classifier = Room(redis, prefix), Allergic()
    bad = [a_headline(number, f"موسم حساسية رقم {number}") for number in (3, 7, 8)]
    mixed = [one for one in some(0, 12) if one.id not in {it.id for it in bad}] + bad
    mixed.sort(key=lambda one: [id_of(number) for number in range(12)].index(one.id))
    with capture_logs() as lines:
        async with judging(redis, prefix, classifier=classifier, batch=5) as judge:
            await room.put(*mixed)
            await until(lambda: all_told(room, 9))
            await until(lambda: judge.pipeline.aside == 3)
            assert judge.lives
    assert await log_of(room) == [one.id for one in mixed if one not in bad]
    rows = await room.redis.xrange(room.keys.aside)
    assert [headlines.DECODER.decode(fields[b"data"]).title for _, fields in rows] == [
        one.title for one in bad
    ]
    assert {fields[b"reason"] for _, fields in rows} == {
        b"judging it raised 3 times: ZeroDivisionError: pollen"
    }
    assert classifier.raised == 9
    assert await room.pending() == []
    said = [line for line in lines if line["event"] == "headline.set_aside"]
    assert len(said) == 3
    assert all(isinstance(line["exc_info"], ZeroDivisionError) for line in said)
    await room.close()


FOREIGN: dict[str, dict[Any, Any]] = {
    "no field of ours": {"other": "field"},
    "empty": {"data": ""},
    "no UTF-8": {"data": b"\xff\xfe\x00"},
    "a pickle": {"data": b"\x80\x04\x95\x00\x00.", "__class__": "x"},
    "other JSON": {"data": b'{"id": 1, "title": ["x"]}'},
    "deep JSON": {"data": b"[" * 100_000},
    "no id": {"data": headlines.ENCODER.encode(a_headline(1)).replace(id_of(1).encode(), b"")},
    "an id with blanks": {
        "data": headlines.ENCODER.encode(a_headline(1)).replace(id_of(1).encode(), b"a b c")
    },
    "a year of many digits": {
        "data": headlines.ENCODER.encode(a_headline(1)).replace(b'"seen":"2', b'"seen":"99992')
    },
}


async def test_a_foreign_entry_among_the_headlines_is_set_aside(
    redis: AnyRedis, prefix: str
) -> None:
    """Fault 11: with the reason; it is acknowledged, what comes behind it goes on, and the next start
    meets it no more."""
    room = Room(redis, prefix)
    async with judging(redis, prefix, "one") as judge:
        for number, fields in enumerate(FOREIGN.values()):
            await room.put(a_headline(number))
            await room.redis.xadd(room.keys.headlines, fields)
        await until(lambda: all_told(room, len(FOREIGN)))
        await until(lambda: judge.pipeline.aside == len(FOREIGN))
    rows = await room.redis.xrange(room.keys.aside)
    assert [fields[b"data"] for _, fields in rows] == [
        fields.get("data", "").encode()
        if isinstance(fields.get("data", ""), str)
        else fields["data"]
        for fields in FOREIGN.values()
    ]
    assert all(fields[b"reason"].startswith(b"no headline: ") for _, fields in rows)
    await assert_each_once(room, [id_of(number) for number in range(len(FOREIGN))])
    async with judging(redis, prefix, "two") as judge:
        await room.put(a_headline(100))
        await until(lambda: all_told(room, len(FOREIGN) + 1))
        assert judge.pipeline.aside == 0
    await room.close()


@pytest.mark.parametrize("when", ["before the start", "while it judges", "while it stands by"])
async def test_a_foreign_entry_in_the_judged_log_is_passed_over(
    redis: AnyRedis, prefix: str, when: str
) -> None:
    """Fault 11: counted, said once, and never a loop of crashes."""
    room = Room(redis, prefix)
    event = encode(an_event(900))
    strange: list[dict[Any, Any]] = [
        *FOREIGN.values(),
        {"data": event.replace(b'"revision":1', b'"revision":"x"')},
        {"data": event, "to": b"\xff \x00"},
        {"data": event.replace(b'"seen":"2', b'"seen":"99992')},
    ]

    async def put() -> None:
        for fields in strange:
            await room.redis.xadd(room.keys.news, fields)

    if when == "before the start":
        await put()
    holder = await room.lease.acquire() if when == "while it stands by" else None
    with capture_logs() as lines:
        async with judging(redis, prefix, "one") as judge:
            if when == "while it judges":
                await room.put(*some(0, 3))
                await until(lambda: all_told(room, 3))
            if when != "before the start":
                await until(lambda: not judge.pipeline.behind)
                await put()
            if holder:
                await until(lambda: judge.pipeline.foreign)
                await room.lease.release()
            await room.put(*some(10, 5))
            await until(lambda: not_waiting(room))
            assert judge.lives
            assert judge.pipeline.foreign >= len(strange) - 2
    last = (await room.told())[-5:]
    assert [decode(data).id for data in last] == [id_of(number) for number in range(10, 15)]
    assert len([line for line in lines if line["event"] == "log.foreign_entry"]) <= 2
    await room.close()


async def not_waiting(room: Room) -> bool:
    return not await room.headlines.waiting()

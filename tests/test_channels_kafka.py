"""The kafka channel: what it takes and says, that its child dials nothing it may not, and a real broker that
is killed and comes back. The broker is built from tests/kafka, with Go; without Go those tests say so."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.connect import AnyRedis
from streamer.guard import RefusedAddress
from streamer.settings.types import Secret
from tests.absent import not_given
from tests.builders import Room, a_subscriber, an_event
from tests.desk import desk
from tests.hostile import LOOPBACK, far_end, silence
from tests.servers import free_port
from tests.waiting import until
from workers import kafka_child
from workers.channels import Channel, kafka
from workers.kafka_child import Writer
from workers.kafka_door import Asked, KafkaDoor, Rules
from workers.story import Answer, Delivered, Digest, GiveUp, TryAgain, decode

NOW = datetime(2024, 3, 1, tzinfo=UTC)
TOPIC = "alerts"


def one(address: str = "kafka://h:9092", topic: str = TOPIC, **more: Any) -> Any:
    return a_subscriber("lake", "kafka", token=Secret(address), to=topic, **more)


# ── settings, message, answer ─────────────────────────────────────────────────────────────────


def test_the_module_is_a_channel_that_is_not_paced() -> None:
    channel: Channel = kafka
    assert (channel.IN_COMMIT, channel.PER_SECOND, channel.GIVE_UP) == (False, 0.0, "75h")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("kafka://h:9092", kafka.Cluster(("h:9092",), False, "", "", "")),
        ("kafka+ssl://a:1,[::1]:2/", kafka.Cluster(("a:1", "[::1]:2"), True, "", "", "")),
        ("kafka://u:p%40@h:9", kafka.Cluster(("h:9",), False, "SCRAM-SHA-512", "u", "p@")),
        ("kafka+ssl://u:p@h:9?sasl=plain", kafka.Cluster(("h:9",), True, "PLAIN", "u", "p")),
    ],
)
def test_an_address_names_brokers_and_who_we_are(address: str, found: kafka.Cluster) -> None:
    assert kafka.cluster(address) == found
    assert kafka.check(one(address)) == []


@pytest.mark.parametrize(
    "address",
    [
        *("", "h:9092", "http://h:9092", "kafka://", "kafka://h", "kafka://h:0", "kafka://h:65536"),
        *("kafka://h:9,", "kafka://h:9?sasl=plain", "kafka://u:p@h:9?sasl=gssapi", "kafka://u@h:9"),
        *("kafka://h:9 x", "kafka://u:p@h:9?sasl=plain"),
    ],
)
def test_what_is_no_address_is_a_fault_that_does_not_show_it(address: str) -> None:
    (fault,) = kafka.check(one(address))
    assert fault.startswith("token: ")
    assert "u:p" not in fault
    assert "u@" not in fault


def test_what_somebody_else_s_channel_needs_is_named() -> None:
    odd = one("kafka://h:9", "..", url=Secret("http://h/"), digest=60.0, cooldown=9.0)
    assert [fault.partition(":")[0] for fault in kafka.check(odd)] == [
        *("to", "url", "digest", "cooldown"),
    ]


@given(st.text(max_size=200))
def test_the_value_is_the_event_as_it_is_and_the_key_its_id(title: str) -> None:
    event = an_event(1, title=title, event="update", revision=2)
    parcel = kafka.compose(event, one(), NOW)
    assert decode(parcel.body) == event
    assert parcel.headers == {
        "topic": TOPIC,
        "key": event.id,
        "webhook-id": event.delivery_id,
        "type": "headline.update",
    }


def test_what_was_folded_for_another_channel_is_told_all_the_same() -> None:
    both = Digest(id="0_digest_1", stories=2, items=2, events=(an_event(1), an_event(2)))
    parcel = kafka.compose(both, one(), NOW)
    assert [one["id"] for one in json.loads(parcel.body)["events"]] == [e.id for e in both.events]
    assert (parcel.headers["key"], parcel.headers["type"]) == ("0_digest_1", "headline.digest")


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        (Answer(status=200), Delivered()),
        (Answer(status=400, error="Kafka says X"), GiveUp(why="Kafka says X")),
        (Answer(status=502, error="Kafka says Y"), TryAgain(why="Kafka says Y")),
        (Answer(status=None), TryAgain(why="the brokers say no")),
    ],
)
def test_what_an_answer_means(answer: Answer, meant: object) -> None:
    assert kafka.judge(answer, NOW) == meant


# ── the child ─────────────────────────────────────────────────────────────────────────────────


@asynccontextmanager
async def a_door(*allow: str, **more: Any) -> AsyncIterator[KafkaDoor]:
    door = KafkaDoor(allow, **more)
    try:
        yield door
    finally:
        await door.close()


async def carried(door: KafkaDoor, address: str, number: int = 1, topic: str = TOPIC) -> Answer:
    return await door.carry(kafka.compose(an_event(number), one(address, topic), NOW))


async def test_a_broker_that_is_away_is_a_no_for_now() -> None:
    async with a_door(*LOOPBACK, deadline=90.0) as door:
        got = await carried(door, f"kafka://ajil:s3cret@127.0.0.1:{free_port()}")
    assert got.status == 502
    assert got.error.startswith("Kafka says ")
    assert "s3cret" not in got.error
    assert isinstance(kafka.judge(got, NOW), TryAgain)


async def test_an_address_that_may_not_be_dialled_is_refused_at_the_socket() -> None:
    async with far_end(silence) as end, a_door(deadline=90.0) as door:
        got = await carried(door, f"kafka://127.0.0.1:{end.port}")
        assert (got.status, got.error) == (502, "refused: 127.0.0.1 is loopback")
        assert end.connections == 0


@pytest.mark.parametrize("address", ["169.254.169.254", "10.0.0.1", "::ffff:127.0.0.1", "fd00::1"])
def test_whom_a_broker_names_is_held_to_the_same(address: str) -> None:
    writer = Writer(Rules(allow=(), ca_file=""))
    with pytest.raises(RefusedAddress):
        writer.stop("socket.connect", (None, (address, 9092)))
    with pytest.raises(RefusedAddress):
        writer.stop("socket.connect", (None, "/run/some.sock"))
    with pytest.raises(PermissionError):
        writer.stop("os.system", (b"true",))


async def test_no_cluster_is_told_what_another_was_refused() -> None:
    async with a_door("127.0.0.1/32", deadline=90.0) as door:
        refused, closed = await asyncio.gather(
            carried(door, f"kafka://127.0.0.2:9092,127.0.0.1:{free_port()}"),
            carried(door, f"kafka://127.0.0.1:{free_port()}"),
        )
    assert refused.error == "refused: 127.0.0.2 is loopback"
    assert closed.error == "Kafka says KafkaConnectionError"


async def test_no_cluster_waits_for_another_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    """And one that cannot be reached is said so at once, however long the other one takes."""
    monkeypatch.setattr(kafka_child, "_WITHIN", 90.0)
    monkeypatch.setattr(kafka_child, "_TTL_MS", 90_000)
    writer = Writer(Rules(allow=LOOPBACK, ca_file=""))
    writer.load()

    def asked(number: int, port: int) -> Asked:
        url = f"kafka://127.0.0.1:{port}"
        return Asked(number=number, url=url, topic=TOPIC, key="k", value="v", headers={})

    async with far_end(silence) as end:
        hanging = asyncio.create_task(writer.write(asked(1, end.port)))
        await until(lambda: end.connections, 60)
        said = await asyncio.gather(*(writer.write(asked(n, free_port())) for n in (2, 3)))
        assert [one.error for one in said] == ["Kafka says KafkaConnectionError"] * 2
        assert not hanging.done()
        hanging.cancel()
        await asyncio.wait([hanging])


async def test_a_message_that_is_not_answered_does_not_end_a_child_that_answers_others() -> None:
    async with far_end(silence) as end, a_door(*LOOPBACK, deadline=90.0) as door:
        closed = f"kafka://127.0.0.1:{free_port()}"
        assert (await carried(door, closed)).status == 502
        child = door._child
        door._deadline = 6.0
        hanging = asyncio.create_task(carried(door, f"kafka://127.0.0.1:{end.port}", 2))
        await until(lambda: end.connections, 60)
        door._deadline = 90.0
        while not hanging.done():
            assert (await carried(door, closed, 3)).status == 502
            await asyncio.sleep(0.1)
        assert (await hanging).status is None
        assert door._child is child


async def test_a_child_that_hangs_is_ended_and_the_next_message_gets_another() -> None:
    async with far_end(silence) as end, a_door(*LOOPBACK, deadline=3.0) as door:
        got = await carried(door, f"kafka://127.0.0.1:{end.port}")
        assert (got.status, got.error) == (None, "timed out after 3 s")
        door._deadline = 90.0
        closed = f"kafka://127.0.0.1:{free_port()}"
        again = await asyncio.gather(*(carried(door, closed, number) for number in (1, 2)))
        assert {one.status for one in again} == {502}


def test_the_package_is_not_asked_for_by_the_channel() -> None:
    code = "import sys, workers.channels.kafka, workers.kafka_door; assert 'aiokafka' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


# ── a real broker ─────────────────────────────────────────────────────────────────────────────


def on_a_broker(test: Any) -> Any:
    """Slow, and more so where the broker is built for the first time, and its modules come from afar."""
    return pytest.mark.slow(pytest.mark.timeout(600)(test))


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The broker, built once; skips the test where there is no Go, or its modules cannot be had."""
    found = shutil.which("go") or shutil.which("/usr/local/go/bin/go")
    if not found:
        # No package of a registry that CI uses brings a Go that is new enough.
        not_given("NO GO (1.26 or later): the kafka channel was not tried on a broker")
    folder, made = Path(__file__).parent / "kafka", tmp_path_factory.mktemp("kafka") / "broker"
    try:
        brought = subprocess.run(
            [found, "mod", "download"], cwd=folder, capture_output=True, text=True, timeout=300
        )
    except subprocess.TimeoutExpired:
        not_given("NO BROKER: its modules did not come in time")
    if brought.returncode:
        not_given(f"NO BROKER: its modules cannot be had: {brought.stderr[-300:]}")
    built = subprocess.run(
        [found, "build", "-o", str(made), "."], cwd=folder, capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    return made


class Broker:
    """One process; what it wrote stays when it is killed."""

    def __init__(self, program: Path, directory: Path) -> None:
        self.port = free_port()
        self._command = [str(program), str(directory), str(self.port), TOPIC]
        self.start()

    def start(self) -> None:
        self._child = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self._child.stdout
        assert self._child.stdout.readline().strip() == f"127.0.0.1:{self.port}".encode()

    def kill(self) -> None:
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            assert pipe
            pipe.close()

    @property
    def address(self) -> str:
        return f"kafka://127.0.0.1:{self.port}"


@pytest.fixture
def broker(program: Path, tmp_path: Path) -> Iterator[Broker]:
    made = Broker(program, tmp_path / "broker")
    yield made
    made.kill()


async def messages(broker: Broker, count: int) -> list[Any]:
    """What stands on the topic, once it is `count` different ones or more; in the order of each partition."""
    from aiokafka import AIOKafkaConsumer

    reader = AIOKafkaConsumer(
        TOPIC, bootstrap_servers=f"127.0.0.1:{broker.port}", auto_offset_reset="earliest"
    )
    await reader.start()
    found: list[Any] = []
    try:
        async with asyncio.timeout(60):
            while len({(one.key, *one.headers) for one in found}) < count:
                for batch in (await reader.getmany(timeout_ms=200)).values():
                    found += batch
    finally:
        await reader.stop()
    return found


@on_a_broker
async def test_an_outage_of_the_brokers_is_waited_through_and_nothing_is_missing(
    redis: AnyRedis, prefix: str, broker: Broker
) -> None:
    """Tried by the ordinary table; after it all of a story is there, in order, under the ids it had."""
    room = await Room(redis, prefix).open()
    lake = one(broker.address)
    edits = [an_event(1, event="update", revision=n, title=f"نص {n}") for n in (2, 3)]
    async with a_door(*LOOPBACK) as door, desk(room, lake, carriers={"kafka": door.carry}) as here:
        await here.owe(an_event(1), an_event(2))
        await here.settled()
        assert {message.key for message in await messages(broker, 2)} == {
            an_event(n).id.encode() for n in (1, 2)
        }
        broker.kill()
        await here.owe(*edits)
        await until(lambda: any(isinstance(what, TryAgain) for *_, what in here.outcomes), 60)
        broker.start()
        for wait in (6, 40):
            await here.settled()
            await here.later(wait)
        await until(lambda: _nothing_owed(here), 60)
        assert await here.dead() == []
        found = await messages(broker, 4)
    story = [message for message in found if message.key == edits[0].id.encode()]
    told = [dict(message.headers)["webhook-id"].decode() for message in story]
    assert list(dict.fromkeys(told)) == [an_event(1).delivery_id, *(e.delivery_id for e in edits)]
    assert len({message.partition for message in story}) == 1
    assert decode(story[-1].value) == edits[-1]
    await room.close()


async def _nothing_owed(here: Any) -> bool:
    return not await here.owed("lake")


@on_a_broker
async def test_what_was_said_to_have_failed_is_not_sent_later(broker: Broker) -> None:
    """It would come behind what was sent since: an edit before another."""
    async with a_door(*LOOPBACK, deadline=90.0) as door:
        assert (await carried(door, broker.address, 1)).status == 200
        broker.kill()
        assert (await carried(door, broker.address, 2)).status == 502
        broker.start()
        for number in range(3, 8):
            assert (await carried(door, broker.address, number)).status == 200
    found = await messages(broker, 6)
    assert [one.key for one in found].count(an_event(2).id.encode()) == 0


@on_a_broker
async def test_a_cluster_that_works_is_written_to_while_another_hangs(broker: Broker) -> None:
    async with far_end(silence) as end, a_door(*LOOPBACK, deadline=90.0) as door:
        assert (await carried(door, broker.address)).status == 200
        silent = f"kafka://127.0.0.1:{end.port}"
        hanging = [asyncio.create_task(carried(door, silent, number)) for number in range(2, 7)]
        await until(lambda: end.connections, 60)
        assert (await carried(door, broker.address, 7)).status == 200
        await door.close()
        await asyncio.wait(hanging)


@on_a_broker
async def test_a_message_that_no_broker_takes_is_no_for_good_and_a_missing_topic_is_not(
    broker: Broker,
) -> None:
    async with a_door(*LOOPBACK, deadline=90.0) as door:
        huge = kafka.compose(an_event(1, summary="ن" * 600_000), one(broker.address), NOW)
        got = await door.carry(huge)
        assert (got.status, got.error) == (400, "Kafka says MessageSizeTooLargeError")
        missing = await carried(door, broker.address, topic="nowhere")
        assert isinstance(kafka.judge(missing, NOW), TryAgain)
        assert (await carried(door, broker.address)).status == 200

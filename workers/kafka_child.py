"""`python -m workers.kafka_child`: writes messages, told on standard input, until that ends.

    a line in ─► the producer of its cluster (one each, kept while it works) ─► a line out

No cluster waits for another, nor hears of what another was refused.

Brokers name other brokers, and those are dialled too: so before anything is imported that dials, the hook of
workers.child is set.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import ssl
import sys
from contextvars import ContextVar
from typing import Any, Final

import msgspec

from streamer.guard import Guard
from workers import child
from workers.channels.kafka import Cluster, cluster
from workers.kafka_door import Asked, Rules, Said

_WITHIN: Final = 12.0
"""Seconds for one message."""
_TTL_MS: Final = 8_000
"""What a producer could not hand over within it, it drops: nothing goes out after we said that it failed."""
_LARGEST: Final = 1 << 20
_FOR_GOOD: Final = frozenset(
    {
        "MessageSizeTooLargeError",
        "RecordListTooLargeError",
        "RecordTooLargeError",
        "InvalidTopicError",
    }
)
"""Of aiokafka.errors: this message is taken by nobody. All else (a topic that is missing, a password that is
wrong, a broker that is away) somebody can mend."""


class _Way:
    """To one cluster."""

    def __init__(self) -> None:
        self.starting = asyncio.Lock()
        self.producer: Any = None
        """Started, and not known to have failed."""
        self.refused = ""
        """The last address on it that may not be dialled; forgotten where it works, or is begun anew."""


_WAY: Final[ContextVar[_Way]] = ContextVar("way")
"""Whose socket is dialled: what a producer begins in the background inherits it."""


def _note(why: str) -> None:
    way = _WAY.get(None)
    if way is not None:
        way.refused = why


class Writer:
    """All producers of this process."""

    def __init__(self, rules: Rules) -> None:
        self._ca_file = rules.ca_file
        self.stop: Final = child.hook(Guard(rules.allow), _note)
        """Refuses what may not be dialled."""
        self._ways: dict[str, _Way] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._package: Any = None

    def load(self) -> None:
        """The package, once the hook is set; it takes longer than a message may."""
        with contextlib.suppress(ImportError):
            self._package = importlib.import_module("aiokafka")

    async def write(self, asked: Asked) -> Said:
        """Raises nothing for what the network or the package does."""
        if self._package is None:
            why = "the package is not here, expected pip install ajil[kafka]"
            return Said(number=asked.number, status=502, error=why)
        way = self._ways.setdefault(asked.url, _Way())
        _WAY.set(way)
        producer = None
        try:
            async with asyncio.timeout(_WITHIN):
                producer = way.producer or await self._started(asked.url, way)
                await producer.send_and_wait(
                    asked.topic,
                    key=asked.key.encode(),
                    value=asked.value.encode(),
                    headers=[(name, value.encode()) for name, value in asked.headers.items()],
                )
        except Exception as error:  # whatever it is, one message has failed, and the next may go
            self._drop(way, producer)
            name = type(error).__name__
            why = f"refused: {way.refused}" if way.refused else f"Kafka says {name}"
            status = 400 if name in _FOR_GOOD else 502
            return Said(number=asked.number, status=status, error=why)
        way.refused = ""
        return Said(number=asked.number, status=200)

    async def _started(self, url: str, way: _Way) -> Any:
        async with way.starting:
            if way.producer is None:
                found = cluster(url)
                assert found, "the settings were checked"
                way.refused = ""
                producer = self._made(found)
                try:
                    await producer.start()
                except BaseException:
                    await producer.stop()
                    raise
                way.producer = producer
            return way.producer

    def _made(self, found: Cluster) -> Any:
        assert self._package
        tls = ssl.create_default_context() if found.tls else None
        if tls and self._ca_file:
            tls.load_verify_locations(self._ca_file)
        protocol = ("SASL_" if found.mechanism else "") + ("SSL" if tls else "PLAINTEXT")
        return self._package.AIOKafkaProducer(
            bootstrap_servers=list(found.brokers), client_id="ajil", acks="all",
            enable_idempotence=True, max_request_size=_LARGEST, request_timeout_ms=_TTL_MS,
            security_protocol=protocol, ssl_context=tls,
            sasl_mechanism=found.mechanism or "PLAIN",
            sasl_plain_username=found.user or None, sasl_plain_password=found.password or None,
        )  # fmt: skip

    def _drop(self, way: _Way, producer: Any) -> None:
        """The next message begins with a producer of its own. `producer`: which failed; None: there was none
        yet, and what another message may have begun meanwhile stays."""
        if producer is not None and way.producer is producer:
            way.producer = None
            task = asyncio.create_task(_stopped(producer))
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)


async def _stopped(producer: Any) -> None:
    """Without its farewell: `stop` first sends all that waits, and what we said had failed would come behind
    what was sent since. The package has no other way to end one."""
    try:
        async with asyncio.timeout(_WITHIN):
            await producer._sender.close()
            await producer.client.close()
    except Exception as error:  # it failed already
        del error
    producer._closed = True


async def main() -> None:
    loop = asyncio.get_running_loop()
    told = asyncio.StreamReader(limit=4 * _LARGEST)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(told), sys.stdin)
    writer = Writer(msgspec.json.decode(await told.readline(), type=Rules))
    sys.addaudithook(writer.stop)
    writer.load()
    tasks: set[asyncio.Task[None]] = set()

    async def one(line: bytes) -> None:
        said = await writer.write(msgspec.json.decode(line, type=Asked))
        sys.stdout.buffer.write(msgspec.json.encode(said) + b"\n")
        sys.stdout.buffer.flush()

    async for line in told:
        task = asyncio.create_task(one(line))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


if __name__ == "__main__":
    asyncio.run(main())

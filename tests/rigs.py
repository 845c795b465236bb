"""A console on a log of its own, with the service's real parts behind it; and a client that asks it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import msgspec
import pytest

from streamer.connect import AnyRedis, connect
from streamer.dates import utc
from streamer.headline import ENCODER, Headline, identity
from streamer.keys import Keys
from streamer.lease import Lease
from streamer.settings import (
    NetworkSettings,
    ServiceSettings,
    Settings,
)
from streamer.stream import HeadlineStream
from tests.servers import Server
from workers.classify import Classifier
from workers.cli.helm import Helm
from workers.console import Console, View
from workers.dedupe import Index
from workers.meters import Meters
from workers.pipeline import Pipeline, Roster
from workers.store import Store
from workers.story import Event, Topic, encode
from workers.subscriptions import Subscriptions

T0 = datetime(2024, 3, 12, 6, 40, tzinfo=UTC)
TOKEN = "a-token-of-the-tests"
NASTY = 'قال "مصدر" <script>alert(1)</script>\r\n\r\nevent: gap\ndata: forged\u2028\x1b[31m & </li>'


def an_event(number: int = 1, **given: object) -> Event:
    name = f"i{number}"
    values: dict[str, object] = {
        "id": name, "event": "new", "revision": 1, "story": name, "source": "nahrain",
        "kind": "ticker", "sources": ("nahrain",), "outlet": "nahrain.example",
        "title": f"افتتاح جسر جديد رقم {number}", "url": f"https://nahrain.example/news/{number}",
        "summary": None, "section": None, "lang": "ar", "dir": "rtl", "published": None,
        "published_raw": None, "published_from": None, "seen": T0.isoformat(),
        "queued": T0.isoformat(), "classified": T0.isoformat(),
        "topics": (Topic(name="local", score=0.9, iptc="medtop:0"),), "urgency": "routine",
        "urgency_score": 0.1,
    }  # fmt: skip
    return Event(**{**values, **given})  # type: ignore[arg-type]


class Rig:
    """A console on a log of its own, with the service's real parts behind it; and a client."""

    def __init__(self, url: str, prefix: str, service: ServiceSettings, **given: Any) -> None:
        self.redis: AnyRedis = connect(url, name="test-console")
        self.keys = Keys(prefix)
        self.settings = Settings(service=service, **given)
        self.store: Store | None = Store(self.redis, self.keys, keep=1000.0)
        self.stream: HeadlineStream | None = HeadlineStream(
            self.redis, self.keys, keep=1000.0, backlog=service.backlog
        )
        self.meters = Meters()
        self.poller: Any = None
        self.pipeline: Pipeline | None = None
        self.reason: str | None = None
        self.helm = Helm(lambda: self.settings, self.known_store)
        self.now = T0
        self.address = ""
        self.http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60, sock_read=30))

    def not_ready(self) -> str | None:
        return self.reason

    def known_store(self) -> Store:
        assert self.store
        return self.store

    async def judge(self, count: int, published: str | None = None) -> Pipeline:
        """A judge that holds its lease, and has committed `count` headlines."""
        assert self.stream
        assert self.store
        subscriptions = Subscriptions(self.settings.subscriber)
        roster = Roster(subscriptions, frozenset(), frozenset(), 100_000, timedelta(hours=6))
        self.pipeline = pipeline = Pipeline(
            self.stream, self.store, Lease(self.redis, self.keys.judge, self.keys.fence, "me", 60.0),
            Classifier(), roster, new_index=lambda: Index(window=1000, keep=1000),
            clock=lambda: self.now,
        )  # fmt: skip
        for number in range(count):
            headline = Headline(
                id=identity(f"alias {number}", self.now), source="furat", kind="ticker",
                outlet="furat.example",
                title=f"خبر جديد رقم {number}", seen=utc(self.now), published=published,
            )  # fmt: skip
            await self.redis.xadd(self.keys.headlines, {b"data": ENCODER.encode(headline)})
        await pipeline.hold()
        await pipeline.take(await anext(pipeline.batches()))
        assert await self.store.owed_count("desk") == count
        return pipeline

    async def tell(self, *events: Event) -> list[str]:
        """Writes events onto the log, as the commit does; gives their ids."""
        return [await self.add(encode(one)) for one in events]

    async def add(self, data: bytes) -> str:
        entry = await self.redis.xadd(self.keys.news, {b"data": data, b"to": b""})
        assert isinstance(entry, bytes)
        return entry.decode()

    def get(self, path: str, **options: Any) -> Any:
        return self.http.get(self.address.rstrip("/") + path, **options)

    def post(self, path: str, **options: Any) -> Any:
        return self.http.post(self.address.rstrip("/") + path, allow_redirects=False, **options)

    async def status_of(self, path: str, **options: Any) -> int:
        async with self.get(path, **options) as answer:
            status: int = answer.status
            return status

    @asynccontextmanager
    async def listen(self, query: str = "", last: str | None = None) -> AsyncIterator[Frames]:
        headers = {} if last is None else {"Last-Event-ID": last}
        async with self.get("/events" + query, headers=headers) as answer:
            assert answer.status == 200, await answer.text()
            frames = Frames(answer.content)
            await frames.comment()  # it listens
            yield frames

    async def listeners(self) -> int:
        async with self.get("/api/status") as answer:
            count: int = (await answer.json())["listeners"]
            return count


class Frame(msgspec.Struct):
    id: str
    event: str
    data: str


class Frames:
    """Reads an event stream as WHATWG HTML, 9.2.6 says."""

    def __init__(self, content: Any) -> None:
        self._content = content
        self.comments: list[str] = []

    async def next(self) -> Frame:
        fields: dict[str, list[str]] = {}
        while True:
            line = await self._line()
            if line.startswith(":"):
                self.comments.append(line)
            elif line:
                name, _, value = line.partition(":")
                fields.setdefault(name, []).append(value.removeprefix(" "))
            elif "data" in fields:
                last = {key: values[-1] for key, values in fields.items()}
                return Frame(last.get("id", ""), last.get("event", ""), "\n".join(fields["data"]))

    async def take(self, count: int) -> list[Frame]:
        return [await self.next() for _ in range(count)]

    async def comment(self) -> str:
        seen = len(self.comments)
        while len(self.comments) == seen:
            line = await self._line()
            if line:
                assert line.startswith(":"), line
                self.comments.append(line)
        return self.comments[-1]

    async def _line(self) -> str:
        line: bytes = await asyncio.wait_for(self._content.readline(), 20)
        if not line:
            raise EOFError
        return line.decode().rstrip("\r\n")


Rigs = Callable[..., Any]


@pytest.fixture
async def rigs(valkey_server: Server, prefix: str) -> AsyncIterator[Rigs]:
    """Makes rigs: `await rigs(token=…, public_url=…, url=…, source=…, subscriber=…)`."""
    async with AsyncExitStack() as stack:

        async def make(
            *,
            url: str = "",
            beat: float = 15.0,
            source: Any = (),
            subscriber: Any = (),
            allow: tuple[str, ...] = (),
            **given: Any,
        ) -> Rig:
            service = ServiceSettings(**{"listen": "127.0.0.1:0", **given})
            if not url and not valkey_server.alive:
                valkey_server.restart()
            rig = Rig(
                url or valkey_server.url,
                prefix,
                service,
                source=source,
                subscriber=subscriber,
                network=NetworkSettings(allow=allow),
            )
            console = Console(service, View(rig), clock=lambda: rig.now, beat=beat)
            stack.push_async_callback(rig.redis.aclose)
            stack.push_async_callback(console.stop)
            stack.push_async_callback(rig.http.close)
            rig.address = await console.start()
            rig.console = console  # type: ignore[attr-defined]
            return rig

        yield make

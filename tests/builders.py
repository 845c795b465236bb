"""Headlines, events, settings, and the workers' Redis under one name: each with defaults that a test need
not say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from streamer import headline as headlines
from streamer.connect import AnyRedis
from streamer.dates import utc
from streamer.headline import Headline, identity
from streamer.keys import GROUP, Keys
from streamer.lease import Lease
from streamer.settings import SubscriberSettings
from streamer.settings.types import Secret
from streamer.stream import Entry, HeadlineStream
from tests.fakes import SECRET
from workers.judged_log import Aside, Judged
from workers.ledger import WIDE
from workers.pipeline import Roster
from workers.store import Store
from workers.story import Event, Topic, encode
from workers.subscriptions import Subscriptions

KEEP = 7 * 86400.0
BEGAN = datetime.now(UTC).replace(microsecond=0)


class Clock:
    """A clock that stands, until a test moves it. Begins at the true time, which Redis knows too."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def go(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def id_of(number: int) -> str:
    return identity(f"n:outlet:{number}", BEGAN)


def a_headline(number: int, title: str = "", **more: Any) -> Headline:
    values: dict[str, Any] = {
        "id": id_of(number), "source": "outlet-feed", "kind": "feed", "outlet": "outlet.example",
        "title": title or f"قرار رقم {number} للحكومة", "seen": utc(BEGAN),
    }  # fmt: skip
    return Headline(**{**values, **more})


def an_event(number: int = 1, **more: Any) -> Event:
    values: dict[str, Any] = {
        "id": id_of(number), "event": "new", "revision": 1, "story": id_of(number),
        "source": "outlet-feed", "kind": "feed", "sources": ("outlet-feed",),
        "outlet": "outlet.example", "title": f"افتتاح جسر رقم {number} في المدينة",
        "url": f"https://outlet.example/{number}", "summary": None, "section": None, "lang": "ar",
        "dir": "rtl", "published": None, "published_raw": None, "published_from": None,
        "seen": utc(BEGAN), "queued": utc(BEGAN), "classified": utc(BEGAN),
        "topics": (Topic(name="local", score=0.8, iptc="medtop:20000000"),),
        "urgency": "routine", "urgency_score": 0.1,
    }  # fmt: skip
    return Event(**{**values, **more})


def judged(
    event: Event, *, streams: Iterable[str] = (), others: Iterable[str] = (), channel: str = ""
) -> Judged:
    return Judged(
        event=event,
        data=encode(event),
        channel=channel,
        streams=tuple(streams),
        others=tuple(others),
    )


def a_subscriber(
    name: str, channel: str = "webhook", url: str = "", **more: Any
) -> SubscriberSettings:
    if channel == "webhook":
        more.setdefault("secret", Secret(SECRET))
    return SubscriberSettings(name=name, channel=channel, url=Secret(url), **more)


def a_roster(*subscribers: SubscriberSettings, off: Iterable[str] = ()) -> Roster:
    in_commit = frozenset(one.name for one in subscribers if one.channel == "redis")
    return Roster(Subscriptions(subscribers), in_commit, frozenset(off), 0, timedelta(hours=6))


class Room:
    """Both streams, the store and a judge's lease under one prefix."""

    def __init__(
        self, redis: AnyRedis, prefix: str, *, owner: str = "me", ttl: float = 60.0, **store: Any
    ) -> None:
        self.redis: Any = redis
        self.keys = Keys(prefix)
        self.clock = Clock()
        self.headlines = HeadlineStream(redis, self.keys, keep=KEEP, backlog=10**6)
        self.store = Store(redis, self.keys, **{"keep": KEEP, **store})
        self.wide = store.get("wide", WIDE)
        self.lease = Lease(redis, self.keys.judge, self.keys.fence, owner, ttl)
        self.fence = 0

    async def open(self) -> Room:
        """With the consumer group made, and the lease held."""
        await self.headlines.make_group()
        self.fence = await self.lease.acquire() or 0
        return self

    @property
    def now_ms(self) -> int:
        return int(self.clock.now.timestamp() * 1000)

    async def put(self, *items: Headline | bytes) -> list[bytes]:
        """Onto the headline stream, as the publish step does; gives the ids."""
        return [
            await self.redis.xadd(
                self.keys.headlines,
                {"data": item if isinstance(item, bytes) else headlines.ENCODER.encode(item)},
            )
            for item in items
        ]

    async def given(self, count: int) -> list[Entry]:
        """`count` headlines, put onto the stream and handed to the judge."""
        await self.put(*(a_headline(number) for number in range(count)))
        return await self.headlines.read_new(count, block_ms=1)

    async def commit(
        self,
        *verdicts: Judged,
        entries: Sequence[Entry] | None = None,
        aside: Iterable[Aside] = (),
        tail: bytes | None = None,
        fence: int | None = None,
    ) -> bool:
        """Commits; without `entries`, a headline is put on the stream for it. Whether to spread."""
        if entries is None:
            entries = await self.given(1)
        committed = await self.store.commit(
            fence=self.fence if fence is None else fence,
            tail=(await self.store.bounds())[1] if tail is None else tail,
            entries=[entry.id for entry in entries],
            judged=verdicts,
            aside=aside,
            now_ms=self.now_ms,
        )
        await self.store.announce(verdicts, committed.unheard)
        return committed.wide

    async def pending(self) -> list[bytes]:
        rows = await self.redis.xpending_range(self.keys.headlines, GROUP, "-", "+", 10_000)
        return [row["message_id"] for row in rows]

    async def waiting(self) -> list[bytes]:
        return [entry for entry, _ in await self.redis.xrange(self.keys.headlines)]

    async def told(self) -> list[bytes]:
        """The events of the judged log."""
        return [entry.data or b"" for entry in await self.store.log(b"0-0", 100_000)]

    async def take(self, name: str, most: int = 100, *, address: str = "a", gap_ms: int = 0) -> Any:
        return await self.store.take(
            name, now_ms=self.now_ms, most=most, address=address, gap_ms=gap_ms
        )

    async def names(self) -> set[str]:
        """Every key under the prefix, without it."""
        prefix = self.keys.prefix
        found = [key.decode() async for key in self.redis.scan_iter(f"{prefix}*", count=1000)]
        return {key.removeprefix(prefix) for key in found}

    async def everything(self) -> dict[str, bytes]:
        """All that stands under the prefix, byte for byte."""
        prefix = self.keys.prefix
        return {name: await self.redis.dump(prefix + name) for name in await self.names()}

    async def close(self) -> None:
        """Deletes it all: shared servers live long."""
        names = [self.keys.prefix + name for name in await self.names()]
        for start in range(0, len(names), 1000):
            await self.redis.unlink(*names[start : start + 1000])

"""Both ends of the headline stream, on real servers: one headline of an item, whoever asks and dies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from redis.asyncio import Redis
from redis.exceptions import OutOfMemoryError, ReadOnlyError

from streamer.connect import AnyRedis, connect
from streamer.headline import Headline, Item, first_sight, read
from streamer.keys import ALIAS_BUCKETS, CONSUMER, GROUP, Keys
from streamer.settings import SourceSettings
from streamer.shown import Memory, Published, Shown, taken_back
from streamer.sources import Entry
from streamer.stream import Emptied, Full, HeadlineStream, decode
from tests.servers import Server

NOW = datetime(2019, 3, 12, 6, 40, 31, 123000, UTC)
KEEP = 8 * 3600.0
FEED = SourceSettings(
    name="nahr-feed",
    kind="feed",
    url="https://nahr.example/rss",
    outlet="nahr.example",
    timezone="UTC",
)
TICKER = msgspec.structs.replace(FEED, name="nahr-ticker", url="https://nahr.example/")


def item(
    number: int = 1, title: str = "", source: SourceSettings = FEED, now: datetime = NOW, **fields: Any
) -> Item:  # fmt: skip
    fields = {"url": f"https://nahr.example/{10_000 + number}", **fields}
    [made] = read(source, [Entry(title=title or f"خبر {number}", **fields)], now)
    return made


def as_shown(one: Item, result: Published) -> Shown:
    return Shown(
        aliases=one.aliases, id=result.id, print=one.print, title=one.headline.title,
        marked=one.headline.marked, url=one.headline.url, touched=0.0,
    )  # fmt: skip


class Pollers:
    """The pollers' end, and a look at what lies on the stream."""

    def __init__(
        self, redis: AnyRedis, prefix: str, keep: float = KEEP, backlog: int = 100_000
    ) -> None:
        self.redis = redis
        self.keys = Keys(prefix)
        self.stream = HeadlineStream(redis, self.keys, keep=keep, backlog=backlog)

    async def put(
        self, *items: Item, now: datetime = NOW, learn: bool = False, before: Shown | None = None
    ) -> list[Published]:
        """As of one source that remembers nothing, or `before` of each."""
        pairs = [(one, before) for one in items]
        return await self.stream.publish(
            items[0].headline.source if items else "x", pairs, now, learn=learn
        )

    async def verdict(self, one: Item, **more: Any) -> str:
        [result] = await self.put(one, **more)
        return result.verdict

    async def lies(self) -> list[Headline]:
        rows: Any = await self.redis.xrange(self.keys.headlines)
        return [decode(fields[b"data"]) for _, fields in rows]

    async def said(self) -> list[tuple[str, str]]:
        return [(one.was, one.title) for one in await self.lies()]


@pytest.fixture
def pollers(redis: AnyRedis, prefix: str) -> Pollers:
    return Pollers(redis, prefix)


# ── publishing ────────────────────────────────────────────────────────────────────────────────


async def test_a_new_item_lies_on_the_stream_as_it_was_read(pollers: Pollers) -> None:
    full = item(
        title="عاجل | انهيار \"جسر\" في الموصل \\ 'x' 100%", summary="س", section="أمن",
        guid="g", published="2019-03-12",
    )  # fmt: skip
    [result] = await pollers.put(full)
    assert result.verdict == "new"
    assert first_sight(result.id) == NOW
    assert await pollers.lies() == [msgspec.structs.replace(full.headline, id=result.id)]


async def test_what_is_known_and_unchanged_adds_nothing(pollers: Pollers) -> None:
    first = await pollers.put(item(1), item(2))
    again = await pollers.put(item(2), item(1), item(1), now=NOW + timedelta(minutes=1))
    assert [one.verdict for one in again] == ["known"] * 3
    assert [again[1].id, again[0].id] == [one.id for one in first]
    assert len(await pollers.lies()) == 2


async def test_the_same_call_again_after_a_lost_reply_adds_nothing(pollers: Pollers) -> None:
    """Fault 8: a publish whose answer was lost is made again, and adds nothing."""
    many = [item(number, urgent=number % 2 == 0) for number in range(5)]
    first = await pollers.put(*many)
    again = await pollers.put(*many)
    assert [one.id for one in again] == [one.id for one in first]
    assert {one.verdict for one in again} == {"known"}
    assert len(await pollers.lies()) == 5


async def test_an_edit_is_added_once_with_the_title_before(pollers: Pollers) -> None:
    old = item(title="قتيلان بانهيار جسر")
    [first] = await pollers.put(old)
    new = item(title="ثلاثة قتلى بانهيار جسر")
    [edit] = await pollers.put(new, before=as_shown(old, first))
    assert edit == ("edited", first.id)
    assert (await pollers.lies())[1].previous == "قتيلان بانهيار جسر"
    assert await pollers.verdict(new, before=as_shown(old, first)) == "known"
    assert await pollers.verdict(new) == "known"
    assert len(await pollers.lies()) == 2


async def test_an_earlier_title_that_returns_is_told_as_an_edit(pollers: Pollers) -> None:
    """That it says nothing new is for the judge to know, who knows all titles."""
    for title in ("زلزال", "فيضان", "زلزال"):
        await pollers.put(item(title=title))
    assert [was for was, _ in await pollers.said()] == ["new", "edited", "edited"]


async def test_an_edit_is_seen_without_the_sources_memory_too(pollers: Pollers) -> None:
    await pollers.put(item(title="زلزال"))
    assert await pollers.verdict(item(title="فيضان")) == "edited"


async def test_a_mark_that_rises_is_told_once(pollers: Pollers) -> None:
    plain, marked = item(), item(urgent=True)
    [first] = await pollers.put(plain)
    assert await pollers.verdict(marked) == "marked"
    assert await pollers.verdict(marked) == "known"
    assert await pollers.verdict(plain) == "known"
    assert await pollers.verdict(marked) == "known"
    assert [one.was for one in await pollers.lies()] == ["new", "marked"]
    assert {one.id for one in await pollers.lies()} == {first.id}


async def test_an_item_that_comes_marked_rises_no_more(pollers: Pollers) -> None:
    marked = item(urgent=True)
    [first] = await pollers.put(marked)
    assert await pollers.verdict(marked) == "known"
    shown = as_shown(marked, first)
    late = NOW + timedelta(seconds=3 * KEEP)  # every alias is gone, what was shown is remembered
    assert await pollers.verdict(marked, before=shown, now=late) == "known"


async def test_another_source_of_the_outlet_adds_nothing_by_another_title(pollers: Pollers) -> None:
    """An edit is another title shown by the same source; each source is held against itself."""
    [first] = await pollers.put(item(title="زلزال قوي في الشمال"))
    short = item(title="زلزال", source=TICKER)
    assert await pollers.put(short) == [Published("known", first.id)]
    assert await pollers.verdict(item(title="زلزال قوي في الشمال")) == "known"
    assert await pollers.verdict(short) == "known"
    assert await pollers.verdict(item(title="زلزال يخلف قتلى", source=TICKER)) == "edited"


async def test_a_mark_of_another_source_counts(pollers: Pollers) -> None:
    await pollers.put(item())
    assert await pollers.verdict(item(source=TICKER, urgent=True)) == "marked"


async def test_learning_adds_nothing_and_remembers_all(pollers: Pollers) -> None:
    learnt = await pollers.put(item(1), item(2, urgent=True), learn=True)
    assert [one.verdict for one in learnt] == ["learnt", "learnt"]
    assert await pollers.lies() == []
    assert await pollers.verdict(item(1)) == "known"
    assert await pollers.verdict(item(2, urgent=True)) == "known"
    assert await pollers.put(item(1, title="فيضان")) == [Published("edited", learnt[0].id)]
    assert await pollers.verdict(item(2, title="حريق"), learn=True) == "learnt"
    assert await pollers.verdict(item(2, title="حريق")) == "known"
    assert await pollers.said() == [("edited", "فيضان")]


async def test_what_was_withdrawn_and_is_shown_again_is_told(pollers: Pollers) -> None:
    there = item(urgent=True)
    [first] = await pollers.put(there)
    shown = as_shown(there, first)
    gone = taken_back(FEED, shown, "2019-03-12T07:00:00.000Z")
    assert await pollers.put(gone, before=shown) == [Published("withdrawn", first.id)]
    assert await pollers.put(gone, before=shown) == [Published("known", first.id)]
    assert await pollers.put(there) == [Published("edited", first.id)]
    assert await pollers.verdict(there) == "known"
    assert [one.was for one in await pollers.lies()] == ["new", "withdrawn", "edited"]
    assert await pollers.put(gone, before=shown) == [Published("withdrawn", first.id)]


async def test_what_was_never_there_is_not_withdrawn(pollers: Pollers) -> None:
    one = item()
    never = Shown(
        aliases=one.aliases, id="", print="", title="x", marked=False, url=None, touched=0
    )
    assert await pollers.verdict(taken_back(FEED, never, "2019-03-12T07:00:00.000Z")) == "known"
    assert await pollers.verdict(one) == "new"


async def test_an_alias_that_means_another_item_by_now_withdraws_the_right_one(
    pollers: Pollers,
) -> None:
    """Guids that are places in the list wander from item to item."""
    old = item(1, url=None, guid="0")
    [first] = await pollers.put(old)
    [second] = await pollers.put(item(2))
    new = msgspec.structs.replace(item(2), aliases=(*item(2).aliases, *old.aliases))
    await pollers.put(new, before=as_shown(new, second))
    shown = as_shown(old, first)
    gone = taken_back(FEED, shown, "2019-03-12T07:00:00.000Z")
    assert await pollers.put(gone, before=shown) == [Published("withdrawn", first.id)]
    assert await pollers.put(new) == [Published("known", second.id)]
    guid_alone = msgspec.structs.replace(new, aliases=old.aliases)
    assert await pollers.put(guid_alone) == [Published("known", second.id)]


async def test_an_item_shown_unchanged_is_itself_whatever_its_aliases_mean_by_now(
    pollers: Pollers,
) -> None:
    one, other = item(1), item(2)
    [first] = await pollers.put(one)
    await pollers.put(other)
    confused = msgspec.structs.replace(one, aliases=other.aliases + one.aliases)
    assert await pollers.put(confused, before=as_shown(one, first)) == [
        Published("known", first.id)
    ]


async def test_an_edit_of_what_is_no_longer_kept_is_a_new_item(pollers: Pollers) -> None:
    old = item(urgent=False, title="زلزال")
    [first] = await pollers.put(old)
    shown = as_shown(old, first)
    late = NOW + timedelta(seconds=KEEP)
    assert await pollers.verdict(old, before=shown, now=late) == "known"
    [again] = await pollers.put(item(title="فيضان", now=late), before=shown, now=late)
    assert again.verdict == "new"
    assert first_sight(again.id) == late
    marked = item(title="فيضان", urgent=True, now=late)
    assert await pollers.put(marked, now=late) == [Published("marked", again.id)]


@pytest.mark.parametrize("what", ["marked", "withdrawn"])
async def test_what_is_no_longer_kept_gets_no_further_revision(pollers: Pollers, what: str) -> None:
    """The judge has forgotten it, and would count its revisions from the beginning."""
    old = item(title="زلزال")
    [first] = await pollers.put(old)
    shown, late = as_shown(old, first), NOW + timedelta(seconds=KEEP)
    if what == "withdrawn":
        gone = taken_back(FEED, shown, "2019-03-12T07:00:00.000Z")
        assert await pollers.verdict(gone, before=shown, now=late) == "known"
    else:
        [again] = await pollers.put(item(title="زلزال", urgent=True), before=shown, now=late)
        assert again.verdict == "new"
        assert again.id != first.id


# ── aliases live for `keep` ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.99])
async def test_aliases_live_for_keep_and_no_longer_than_half_of_it_more(
    pollers: Pollers, share: float
) -> None:
    """Wherever in a bucket's life they were written."""
    start = NOW + timedelta(seconds=share * KEEP / ALIAS_BUCKETS)
    [first] = await pollers.put(item(1, now=start), now=start)
    await pollers.put(item(2, now=start), now=start)
    end = start + timedelta(seconds=KEEP)
    assert await pollers.put(item(1), now=end) == [Published("known", first.id)]
    far = start + timedelta(seconds=1.6 * KEEP)
    assert await pollers.verdict(item(2), now=far) == "new"
    assert await pollers.verdict(item(1), now=far) == "known"  # it was touched on the way


async def test_what_a_source_shows_is_known_however_long_it_stands_there(pollers: Pollers) -> None:
    one = item()
    [first] = await pollers.put(one)
    later = NOW + timedelta(seconds=9 * KEEP)
    assert await pollers.put(one, before=as_shown(one, first), now=later) == [
        Published("known", first.id)
    ]
    assert await pollers.put(item(source=TICKER), now=later) == [Published("known", first.id)]


async def test_a_clock_that_steps_back_forgets_nothing(pollers: Pollers) -> None:
    """Not even over the edge of a bucket: of two machines, one is always behind."""
    quarter = KEEP / ALIAS_BUCKETS
    edge = datetime.fromtimestamp((NOW.timestamp() // quarter + 1) * quarter, UTC)
    [first] = await pollers.put(item(), now=edge + timedelta(seconds=1))
    behind = edge - timedelta(seconds=1)
    assert await pollers.put(item(), now=behind) == [Published("known", first.id)]
    assert await pollers.verdict(item(title="فيضان"), now=behind) == "edited"
    assert await pollers.verdict(item(title="فيضان"), now=behind) == "known"


async def test_every_key_has_the_prefix_and_every_bucket_an_end(
    pollers: Pollers, redis: Redis, prefix: str
) -> None:
    for days in range(3):
        await pollers.put(item(days), now=NOW + timedelta(days=days))
    await pollers.stream.keep_memory("nahr-feed", Memory(site="s"))
    await pollers.stream.pulse()
    keys = [key.decode() async for key in redis.scan_iter(f"{prefix}*")]
    assert all(key.startswith(f"{prefix}:") for key in keys)
    buckets = [key for key in keys if ":alias:" in key]
    assert len(buckets) == 3
    for bucket in buckets:
        assert 0 < await redis.pttl(bucket) <= 1.5 * KEEP * 1000


# ── what stops publishing ─────────────────────────────────────────────────────────────────────


async def test_a_store_that_lost_its_keys_takes_nothing_until_it_is_learnt_anew(
    pollers: Pollers, redis: Redis
) -> None:
    assert not await pollers.stream.was_emptied()
    await pollers.put(item(1))
    await redis.delete(pollers.keys.epoch, pollers.keys.headlines)
    for _ in range(2):
        with pytest.raises(Emptied):
            await pollers.put(item(2))
    assert await pollers.lies() == []
    assert await pollers.stream.was_emptied()
    assert not await pollers.stream.was_emptied()
    assert await pollers.verdict(item(2)) == "new"


async def test_the_pollers_notice_though_the_judge_has_looked_before(
    pollers: Pollers, redis: Redis
) -> None:
    """`ajil run` has both ends on one object: what the judge learns must not hide it from them."""
    await pollers.put(item(1))
    await redis.delete(pollers.keys.epoch)
    await pollers.stream.learn_epoch()
    with pytest.raises(Emptied):
        await pollers.put(item(2))
    assert await pollers.stream.was_emptied()


async def test_two_processes_find_the_same_store(redis: AnyRedis, prefix: str) -> None:
    both = [Pollers(redis, prefix), Pollers(redis, prefix)]
    names = await asyncio.gather(*(one.stream.learn_epoch() for one in both))
    assert names[0] == names[1]


async def test_nothing_is_put_on_a_full_stream(redis: AnyRedis, prefix: str) -> None:
    pollers = Pollers(redis, prefix, backlog=2)
    await pollers.put(item(1), item(2))
    with pytest.raises(Full):
        await pollers.put(item(3))
    assert await pollers.stream.waiting() == 2
    await redis.xtrim(pollers.keys.headlines, maxlen=1, approximate=False)
    assert await pollers.verdict(item(3)) == "new"


@pytest.mark.parametrize(("how", "error"), [("oom", OutOfMemoryError), ("readonly", ReadOnlyError)])
async def test_a_server_that_takes_no_writes_remembers_no_alias_either(
    own_server: Server, prefix: str, how: Any, error: type[Exception]
) -> None:
    client = connect(own_server.url)
    pollers = Pollers(client, prefix)
    await pollers.put(item(1))
    own_server.stop_writes(how)
    for _ in range(2):
        with pytest.raises(error):
            await pollers.put(item(2), item(3))
    own_server.allow_writes()
    assert [one.verdict for one in await pollers.put(item(1), item(2), item(3))] == [
        "known", "new", "new",
    ]  # fmt: skip
    await client.aclose()


async def test_a_restart_of_the_server_forgets_neither_scripts_nor_what_was_published(
    own_server: Server, prefix: str
) -> None:
    client = connect(own_server.url)
    assert isinstance(client, Redis)
    pollers = Pollers(client, prefix)
    await pollers.put(item(1))
    own_server.restart()
    await client.connection_pool.disconnect()
    assert [one.verdict for one in await pollers.put(item(1), item(2))] == ["known", "new"]
    own_server.restart(empty=True)
    await client.connection_pool.disconnect()
    with pytest.raises(Emptied):
        await pollers.put(item(3))
    await client.aclose()


async def test_more_than_a_chunk_goes_in_order_and_once(pollers: Pollers) -> None:
    many = [item(number) for number in range(250)]
    results = await pollers.put(*many)
    assert [one.id for one in await pollers.lies()] == [one.id for one in results]
    assert [title for _, title in await pollers.said()] == [f"خبر {n}" for n in range(250)]
    assert {one.verdict for one in await pollers.put(*reversed(many))} == {"known"}
    assert await pollers.put() == []


async def test_what_a_stop_between_chunks_left_out_is_published_by_the_same_call_again(
    redis: AnyRedis, prefix: str
) -> None:
    tight = Pollers(redis, prefix, backlog=50)
    many = [item(number) for number in range(150)]
    with pytest.raises(Full):
        await tight.put(*many)
    assert await tight.stream.waiting() == 100
    wide = Pollers(redis, prefix)
    await wide.put(*many)
    assert [title for _, title in await wide.said()] == [f"خبر {n}" for n in range(150)]


async def test_two_pollers_at_once_publish_an_item_once(server: Server, prefix: str) -> None:
    clients = [connect(server.url) for _ in range(4)]
    try:
        ends = [Pollers(client, prefix) for client in clients]
        many = [item(number) for number in range(150)]
        replies = await asyncio.gather(
            *(end.put(*many, now=NOW + timedelta(seconds=at)) for at, end in enumerate(ends))
        )
        assert {tuple(one.id for one in reply) for reply in replies} == {
            tuple(one.id for one in replies[0])
        }
        for verdicts in zip(*replies, strict=True):
            assert sorted(one.verdict for one in verdicts) == ["known", "known", "known", "new"]
        assert len(await ends[0].lies()) == 150
    finally:
        await asyncio.gather(*(client.aclose() for client in clients))


# ── what a source showed ──────────────────────────────────────────────────────────────────────


async def test_memory_is_kept_without_an_end(pollers: Pollers, redis: Redis) -> None:
    assert await pollers.stream.memory("nahr-feed") is None
    shown = as_shown(item(), Published("new", "x"))
    memory = Memory(site="s", shown=(shown,), visited=1.0)
    await pollers.stream.keep_memory("nahr-feed", memory)
    assert await pollers.stream.memory("nahr-feed") == memory
    assert await redis.pttl(pollers.keys.source("nahr-feed")) == -1


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[]", b'{"site": 1}'])
async def test_memory_that_cannot_be_read_is_none(
    pollers: Pollers, redis: Redis, data: bytes
) -> None:
    await redis.set(pollers.keys.source("nahr-feed"), data)
    assert await pollers.stream.memory("nahr-feed") is None


# ── reading ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(params=[2, 3])
async def reader(
    request: pytest.FixtureRequest, server: Server, prefix: str
) -> AsyncIterator[Pollers]:
    """A reader of either protocol; the service itself always speaks RESP2."""
    client = Redis.from_url(server.url, protocol=request.param)
    made = Pollers(client, prefix)
    await made.stream.make_group()
    yield made
    await client.aclose()


async def test_a_group_that_is_there_already_is_left_as_it_is(reader: Pollers) -> None:
    await reader.put(item(1), item(2))
    await reader.stream.read_new(1, 10)
    await reader.stream.make_group()
    [left] = await reader.stream.read_new(10, 10)
    assert decode(left.data or b"").title == "خبر 2"


def titles(entries: Sequence[Any]) -> list[str]:
    return [decode(entry.data).title for entry in entries]


async def test_entries_are_given_out_once_and_in_order(reader: Pollers) -> None:
    await reader.put(*map(item, range(5)))
    assert titles(await reader.stream.read_new(3, 10)) == ["خبر 0", "خبر 1", "خبر 2"]
    assert titles(await reader.stream.read_new(3, 10)) == ["خبر 3", "خبر 4"]
    assert await reader.stream.read_new(3, 10) == []


async def test_what_a_dead_judge_was_given_is_pending_in_order(reader: Pollers) -> None:
    await reader.put(*map(item, range(5)))
    given = await reader.stream.read_new(4, 10)
    pending = await reader.stream.read_pending(b"0", 3)
    assert pending == given[:3]
    rest = await reader.stream.read_pending(pending[-1].id, 3)
    assert rest == given[3:]
    assert await reader.stream.read_pending(rest[-1].id, 3) == []
    times = await reader.stream.times_delivered(given[0].id, given[-1].id, 10)
    assert set(times) == {entry.id for entry in given}
    assert all(count >= 2 for count in times.values())
    await reader.redis.xack(reader.keys.headlines, GROUP, given[0].id)
    assert await reader.stream.read_pending(b"0", 3) == given[1:]


async def test_an_entry_that_is_foreign_or_gone_has_no_data(reader: Pollers) -> None:
    """Fault 11: an entry without our field, or deleted while pending, is read as one without data."""
    await reader.put(item(1))
    await reader.redis.xadd(reader.keys.headlines, {"other": "field"})
    entries = await reader.stream.read_new(10, 10)
    assert [entry.data is None for entry in entries] == [False, True]
    await reader.redis.xdel(reader.keys.headlines, entries[0].id)
    assert [entry.data for entry in await reader.stream.read_pending(b"0", 10)] == [None, None]


async def test_reading_waits_for_what_comes(reader: Pollers, server: Server, prefix: str) -> None:
    waiting = asyncio.create_task(reader.stream.read_new(10, 2000))
    async with Redis.from_url(server.url) as client:
        await Pollers(client, prefix).put(item(1))
        assert titles(await waiting) == ["خبر 1"]
        [consumer] = await client.xinfo_consumers(Keys(prefix).headlines, GROUP)
        assert consumer["name"] == CONSUMER.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"source":"a","kind":"feed","outlet":"a","title":"x","seen":"2019-03-12T06:40:31.123Z"}',
        b'{"id":"1","source":"a","kind":"feed","outlet":"a","title":"x","seen":"2019-03-12T06:40:31"}',
        b'{"id":"1","was":"eaten","source":"a","kind":"feed","outlet":"a","title":"x","seen":"Z"}',
    ],
)
def test_what_is_no_headline_of_ours_is_refused(data: bytes) -> None:
    """One without an id, or with a clock of no zone, would spoil the index for all others."""
    with pytest.raises(msgspec.DecodeError):
        decode(data)

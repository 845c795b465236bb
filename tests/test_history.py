"""Looking back in the log, stories as people read them, an edit word by word, and figures that agree."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.connect import AnyRedis, connect
from streamer.dates import utc
from tests.builders import Room, an_event, id_of, judged
from tests.servers import Server
from workers.console import asked
from workers.console.charts import bars, lines, quantile
from workers.console.condition import condition
from workers.console.entries import Told
from workers.console.figures import Figures
from workers.console.history import History
from workers.console.receipts import receipts
from workers.console.speech import Speech, chosen, words
from workers.console.wire import cards, edited
from workers.filters import EVENTS, Filter
from workers.story import Event, encode

ALL = Filter(events=frozenset(EVENTS), late=True)


@pytest.fixture
async def room(valkey_server: Server, prefix: str) -> AsyncIterator[Room]:
    if not valkey_server.alive:
        valkey_server.restart()
    redis: AnyRedis = connect(valkey_server.url, name="test")
    made = await Room(redis, prefix).open()
    yield made
    await made.close()
    await redis.aclose()


async def tell(room: Room, *events: Event) -> None:
    for event in events:
        await room.redis.xadd(room.keys.news, {"data": encode(event), "to": ""})


# ── the log, backwards ────────────────────────────────────────────────────────────────────────


async def test_pages_follow_one_another_without_gap_or_overlap(room: Room) -> None:
    await tell(room, *(an_event(number) for number in range(1207)))
    history, place, seen = History(lambda: room.store), None, []
    while True:
        page = await history.page(ALL, 100, asked.before(place))
        seen += [one.event.id for one in page.told]
        if page.older is None:
            break
        place = page.older
    assert seen == [id_of(number) for number in reversed(range(1207))]


async def test_a_filter_looks_on_until_it_has_what_was_asked_for(room: Room) -> None:
    rare = [
        an_event(number, urgency="flash" if number % 300 == 0 else "routine")
        for number in range(1500)
    ]
    await tell(room, *rare)
    page = await History(lambda: room.store).page(asked.wanted({"urgency": ["flash"]}), 3)
    assert [one.event.id for one in page.told] == [id_of(number) for number in (1200, 900, 600)]


async def test_a_story_is_found_by_its_name_with_whom_it_was_owed_to(room: Room) -> None:
    story = id_of(1)
    await room.commit(judged(an_event(1), others=("desk",)))
    await room.commit(judged(an_event(2)))
    follow = an_event(3, story=story, event="follow", title="فيه كلمة story")
    await room.commit(judged(follow, others=("desk", "wall")))
    found = await History(lambda: room.store).story(story)
    assert found.whole
    assert [(one.event.id, to) for one, to in found.entries] == [
        (id_of(1), ("desk",)), (id_of(3), ("desk", "wall")),
    ]  # fmt: skip
    assert (await History(lambda: room.store).story("nobody")).entries == []


async def test_the_bench_counts_what_would_have_been_sent(room: Room) -> None:
    await tell(
        room,
        *(an_event(number, urgency="urgent" if number % 2 else "routine") for number in range(28)),
    )
    tried = await History(lambda: room.store).tried(
        asked.wanted({"urgency": ["urgent"]}), 1, datetime.now(UTC)
    )
    assert (tried.fired, tried.looked_at, tried.whole) == (14, 28, True)
    assert sum(count for _, count in tried.days) == 14
    long_ago = await History(lambda: room.store).tried(
        ALL, 1, datetime.now(UTC) + timedelta(days=3)
    )
    assert long_ago.fired == 0


# ── who was told when ─────────────────────────────────────────────────────────────────────────


async def test_each_delivery_is_told_waiting_dead_or_written_with_the_commit(room: Room) -> None:
    event = an_event(1)
    await room.commit(judged(event, streams=("wire",), others=("desk", "wall", "late", "lost")))
    [desk] = await room.take("desk")
    await room.store.done(desk, room.now_ms)
    [wall] = await room.take("wall")
    await room.store.bury(wall, room.now_ms, "answered 404")
    [lost] = await room.take("lost")
    await room.store.done(lost, room.now_ms)
    await room.redis.xtrim(room.keys.delivered, maxlen=1, approximate=False)
    await room.redis.xtrim(room.keys.delivered, maxlen=0, approximate=False)
    await room.redis.xadd(
        room.keys.delivered,
        {"subscriber": "desk", "delivery": event.delivery_id, "attempts": 1, "owed": 1},
    )
    found = await History(lambda: room.store).story(id_of(1))
    signed = {one.subscriber: one for one in await receipts(room.store, found.entries, {"wire"})}
    assert {name: one.state for name, one in signed.items()} == {
        "wire": "told", "desk": "told", "wall": "dead", "late": "waiting", "lost": "done",
    }  # fmt: skip
    assert signed["wall"].why == "answered 404"
    assert signed["desk"].at is not None


# ── figures ───────────────────────────────────────────────────────────────────────────────────


async def test_figures_measure_from_publication_to_the_receivers_yes(room: Room) -> None:
    now = datetime.now(UTC)
    for number in range(20):
        published = utc(now - timedelta(seconds=10))
        event = an_event(number, published=published, classified=utc(now - timedelta(seconds=8)))
        await room.commit(judged(event, streams=("wire",), others=("desk",)))
    for one in await room.take("desk"):
        await room.store.done(one, room.now_ms)
    figures = Figures(lambda: room.store, lambda: {"wire": "redis", "desk": "webhook"})
    await figures.refresh(datetime.now(UTC))
    await figures.refresh(datetime.now(UTC))  # nothing is counted twice
    redis, webhook = figures.alerts()
    assert (redis.channel, redis.source, redis.count) == ("redis", "outlet-feed", 20)
    assert redis.p50 == pytest.approx(2.0, abs=0.01)
    assert webhook.count == 20
    assert webhook.p50 is not None
    assert webhook.p50 >= 10.0
    assert figures.got("desk") == figures.got("wire") == 20
    assert sum(count for _, count in figures.hours("outlet-feed", datetime.now(UTC))) == 20
    assert sum(count for _, count in figures.minutes(datetime.now(UTC))) == 20


async def test_a_log_that_was_lost_is_counted_anew(room: Room) -> None:
    await tell(room, an_event(1), an_event(2))
    figures = Figures(lambda: room.store, dict)
    await figures.refresh(datetime.now(UTC))
    await room.redis.delete(room.keys.news)
    # Ids of a new log may lie before those of the old: the server's clock is no promise.
    await room.redis.xadd(
        room.keys.news, {"data": encode(an_event(3)), "to": ""}, id=f"{room.now_ms - 3_600_000}-0"
    )
    await figures.refresh(datetime.now(UTC))
    assert sum(count for _, count in figures.hours(None, datetime.now(UTC))) == 1


# ── pure parts ────────────────────────────────────────────────────────────────────────────────


def told(*events: Event) -> list[Told]:
    return [Told(place=(number, 0), event=one, data=b"") for number, one in enumerate(events)]


def test_a_story_stands_where_its_newest_word_stands_and_a_repeat_lifts_none() -> None:
    news = told(
        an_event(5, story="a", event="repeat"), an_event(4, story="b"),
        an_event(3, story="a", event="follow", urgency="flash"), an_event(2, story="a"),
    )  # fmt: skip
    b, a = cards(news)
    assert (b.story, a.story) == ("b", "a")
    assert a.event.event == "follow"
    assert [one.id for one in a.reports] == [id_of(5), id_of(3), id_of(2)]
    assert a.urgency == "flash"


def test_an_edit_names_the_words_that_went_and_came() -> None:
    pieces = edited("ارتفاع حصيلة الانفجار إلى 7 قتلى", "ارتفاع حصيلة الانفجار إلى 9 قتلى")
    assert [tuple(one) for one in pieces] == [
        ("same", "ارتفاع حصيلة الانفجار إلى"), ("gone", "7"), ("new", "9"), ("same", "قتلى"),
    ]  # fmt: skip


TITLES = st.lists(st.sampled_from(["بغداد", "7", "9", "قتلى", "a", "b"]), max_size=12).map(" ".join)


@given(TITLES, TITLES)
def test_an_edit_gives_both_titles_back(old: str, new: str) -> None:
    pieces = edited(old, new)
    assert " ".join(one.text for one in pieces if one.what != "new").split() == old.split()
    assert " ".join(one.text for one in pieces if one.what != "gone").split() == new.split()


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1))
def test_a_quantile_is_one_of_the_values_and_so_many_lie_below(
    values: list[float], share: float
) -> None:
    found = quantile(sorted(values), share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-6


@given(st.lists(st.tuples(st.text(max_size=3), st.floats(0, 1e9))))
def test_bars_stay_in_their_box_and_none_that_counts_is_unseen(
    values: list[tuple[str, float]],
) -> None:
    for bar, (_, value) in zip(bars(values), values, strict=True):
        assert 0 <= bar.x <= 320
        assert -0.01 <= bar.y <= 80
        assert (bar.height > 0) == (value > 0)


def test_lines_share_a_scale_and_pass_over_what_is_not_known() -> None:
    [waiting, owed], scale = lines(
        [("waiting", [0.0, 10.0]), ("owed", [5.0, None]), ("dead", [None])]
    )
    assert scale.top == 10.0
    assert waiting.points == "0.0,80.0 320.0,2.0"
    assert owed.points == "0.0,41.0"


HOUR = 3_600_000
DAY = 24 * HOUR


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"state": "elsewhere"}, "elsewhere"),
        ({"state": "new"}, "new"),
        ({"state": "failing", "status": 429, "problem": "answered 429"}, "slowed"),
        ({"state": "failing", "status": 503, "problem": "answered 503", "asked_to_wait": True}, "slowed"),
        ({"state": "failing", "problem": "nothing on the page fits the selector '#x'"}, "selector"),
        ({"note": "nothing on the page fits the selector '#x': read ul, found by itself"}, "selector"),
        ({"state": "failing", "status": 500, "problem": "answered 500"}, "failing"),
        ({"last_ms": DAY - 3 * HOUR, "hours": [10] * 24}, "silent"),
        ({"last_ms": DAY - 3 * HOUR, "hours": [0, 1]}, "fresh"),
        ({"last_ms": DAY - HOUR // 2, "hours": [100] * 24}, "fresh"),
        ({}, "fresh"),
    ],
)  # fmt: skip
def test_the_condition_of_a_source_in_one_word(given: dict[str, object], expected: str) -> None:
    known = {
        "state": "good",
        "status": 200,
        "problem": None,
        "note": None,
        "last_ms": None,
        "hours": [],
        "now_ms": DAY,
    }
    assert condition(**{**known, **given}) == expected  # type: ignore[arg-type]


def test_every_word_is_said_in_both_languages_and_fills_the_same_places() -> None:
    import re

    for key, (english, arabic) in words().items():
        assert english.strip(), key
        assert arabic.strip(), key
        assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", arabic)), key
    assert Speech("ar").name("topic", "security") == "أمن"
    assert Speech("en").name("topic", "unheard-of") == "unheard-of"


@pytest.mark.parametrize(
    ("cookie", "header", "expected"),
    [
        ("", "", "en"), ("", "ar-IQ,ar;q=0.9,en;q=0.8", "ar"), ("", "en;q=0.5, ar;q=0.7", "ar"),
        ("en", "ar", "en"), ("xx", "ckb,fa", "en"), ("", "ar;q=0", "en"), ("", "ar;q=x, en;q=0.1", "en"),
    ],
)  # fmt: skip
def test_the_language_is_the_chosen_one_else_the_browsers(
    cookie: str, header: str, expected: str
) -> None:
    assert chosen(cookie, header) == expected


@given(st.text(), st.text())
def test_no_header_makes_the_choice_of_language_raise(cookie: str, header: str) -> None:
    assert chosen(cookie, header) in ("en", "ar")


def test_a_filter_is_written_the_same_however_it_was_asked() -> None:
    one = asked.given(
        "topics=sports,security&any=%D8%AF%D8%A7%D8%B9%D8%B4&urgency=&before=1-1&key=x"
    )
    other = asked.given("any=%D8%AF%D8%A7%D8%B9%D8%B4&topics=security&topics=sports&topics=")
    assert asked.query_of(one) == asked.query_of(other)

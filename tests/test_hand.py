"""The desk's hand: muted, moved, held, and undone; folded from the log like anything else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.connect import AnyRedis, connect
from streamer.dates import utc
from streamer.stream import Entry
from tests.builders import Room, a_headline, a_roster, a_subscriber
from tests.servers import Server
from workers import deeds, hand
from workers.classify import Classifier
from workers.console.history import History
from workers.console.wire import cards
from workers.dedupe import Index
from workers.delivery import Couriers
from workers.hand import Act, Hand
from workers.pipeline import Pipeline
from workers.story import decode

AT = utc(datetime(2024, 3, 12, tzinfo=UTC))
FIRE = "حريق كبير في سوق الشورجة وسط بغداد"
FLOOD = "سيول تقطع طريق كركوك السليمانية"


@pytest.fixture
async def room(valkey_server: Server, prefix: str) -> AsyncIterator[Room]:
    if not valkey_server.alive:
        valkey_server.restart()
    redis: AnyRedis = connect(valkey_server.url, name="test")
    made = await Room(redis, prefix).open()
    yield made
    await made.close()
    await redis.aclose()


async def judge(room: Room) -> Pipeline:
    """A judge that has read the log back."""
    pipeline = Pipeline(
        room.headlines, room.store, room.lease, Classifier(), a_roster(a_subscriber("desk")),
        new_index=lambda: Index(window=172_800, keep=604_800), clock=room.clock,
    )  # fmt: skip
    await pipeline.hold()
    await pipeline.catch_up()
    return pipeline


async def tell(room: Room, pipeline: Pipeline, number: int, title: str, **more: Any) -> Any:
    """One headline through the judge, as often as it takes; the event, and to whom it is owed."""
    await room.put(a_headline(number, title, **more))
    batches = pipeline.batches()
    while await room.pending() or await room.headlines.waiting():
        await pipeline.take(await anext(batches))
    [*_, last] = await room.store.log(b"0-0", 1000)
    return decode(last.data or b""), last.to


async def test_what_is_muted_is_judged_and_owed_to_nobody_until_it_is_unmuted(room: Room) -> None:
    pipeline = await judge(room)
    first, to = await tell(room, pipeline, 1, FIRE)
    assert to == ("desk",)
    await deeds.write(room.store, Act(act="mute", at=AT, story=first.story))
    edit = {"was": "edited", "previous": FIRE}
    second, to = await tell(room, pipeline, 1, f"{FIRE} وإصابة 3 أشخاص", **edit)
    assert (second.event, second.story, to) == ("update", first.story, ())
    _, to = await tell(room, pipeline, 2, FLOOD)
    assert to == ("desk",)
    await deeds.write(room.store, Act(act="unmute", at=AT, story=first.story))
    third, to = await tell(room, pipeline, 1, f"{FIRE} وإصابة 5 أشخاص", **edit)
    assert (third.event, to) == ("update", ("desk",))


async def test_what_is_moved_draws_later_reports_with_it_and_a_restart_changes_nothing(
    room: Room,
) -> None:
    pipeline = await judge(room)
    fire, _ = await tell(room, pipeline, 1, FIRE)
    flood, _ = await tell(room, pipeline, 2, FLOOD)
    act = Act(
        act="move",
        at=AT,
        story=flood.story,
        of=fire.story,
        items=(fire.id,),
        sources=(fire.source,),
    )
    await deeds.write(room.store, act)
    again, _ = await tell(room, pipeline, 3, FIRE, outlet="other.example", source="other")
    assert (again.event, again.story) == ("repeat", flood.story)
    await deeds.write(room.store, act.undone(AT))
    restarted = await judge(room)
    once_more, _ = await tell(room, restarted, 4, FIRE, outlet="third.example", source="third")
    assert once_more.story == fire.story
    assert restarted.index.items[fire.id].story == fire.story
    assert restarted.foreign == 0


async def test_a_click_while_headlines_wait_is_obeyed_and_the_log_is_not_read_anew(
    room: Room,
) -> None:
    """The stream never runs empty here, so nothing but the next batch leads the judge to what was done."""
    made: list[Index] = []
    clicks: list[Act] = []

    def new_index() -> Index:
        made.append(Index(window=172_800, keep=604_800))
        return made[-1]

    async def click(batch: Sequence[Entry]) -> None:
        if clicks:
            await deeds.write(room.store, clicks.pop(0))

    pipeline = Pipeline(
        room.headlines, room.store, room.lease, Classifier(), a_roster(a_subscriber("desk")),
        new_index=new_index, clock=room.clock, before=click, batch=2,
    )  # fmt: skip
    await pipeline.hold()
    await pipeline.catch_up()
    fire, _ = await tell(room, pipeline, 1, FIRE)
    flood, _ = await tell(room, pipeline, 2, FLOOD)
    begun, index = len(made), pipeline.index
    clicks += [
        Act(act="move", at=AT, story=flood.story, of=fire.story, items=(fire.id,)),
        Act(act="mute", at=AT, story=flood.story),
    ]
    titles = ["انهيار مبنى في البصرة", FIRE, "زلزال يضرب أربيل", FLOOD, "إضراب المعلمين في الحلة"]
    for number, title in enumerate(titles, 3):
        await room.put(a_headline(number, title, outlet="other.example", source="other"))
    batches = pipeline.batches()
    while await room.pending() or await room.headlines.waiting():
        await pipeline.take(await anext(batches))
    assert clicks == []
    assert (len(made), pipeline.index) == (begun, index)
    told = [decode(one.data) for one in await room.store.log(b"0-0") if one.data is not None]
    assert [one.title for one in told] == [FIRE, FLOOD, *titles]
    assert [one.story for one in told if one.event == "repeat"] == [flood.story] * 2
    assert pipeline.index.hand.muted == {flood.story}
    restarted = await judge(room)
    assert restarted.index.items == index.items
    assert restarted.index.stories == index.stories


async def test_a_moved_story_is_shown_where_it_was_moved_to(room: Room) -> None:
    pipeline = await judge(room)
    fire, _ = await tell(room, pipeline, 1, FIRE)
    flood, _ = await tell(room, pipeline, 2, FLOOD)
    read = deeds.Deeds()
    await deeds.write(
        room.store, Act(act="move", at=AT, story=flood.story, of=fire.story, items=(fire.id,))
    )
    moved = await read.read(room.store)
    history = History(lambda: room.store)
    found = await history.story(flood.story, moved)
    assert [one.event.id for one, _ in found.entries] == [fire.id, flood.id]
    assert (await history.story(fire.story, moved)).entries == []
    assert [one.story for one in cards([one for one, _ in found.entries], moved)] == [flood.story]
    assert len(read.acts) == 1


async def test_who_is_held_is_owed_and_sent_nothing(room: Room) -> None:
    class Nobody:
        async def post(self, _parcel: Any) -> Any:
            raise AssertionError("it was sent")

    pipeline = await judge(room)
    await tell(room, pipeline, 1, FIRE)
    couriers = Couriers(room.store, Nobody(), {}, clock=room.clock, dice=lambda: 0.5)  # type: ignore[arg-type]
    couriers.held = frozenset({"desk"})
    room.clock.go(60)
    assert await couriers._take_round() is False
    assert await room.store.owed_count("desk") == 1


def test_the_words_of_an_act_come_back_as_they_went() -> None:
    act = Act(
        act="move", at=AT, story="b", of="a", items=("x", "y"), sources=("s",), urgency="flash"
    )
    assert hand.decode(hand.encode(act)) == act


ACTS = st.lists(
    st.builds(
        Act, act=st.sampled_from(["mute", "unmute", "move", "hold", "release"]), at=st.just(AT),
        story=st.sampled_from(["a", "b"]), of=st.sampled_from(["a", "b"]),
        items=st.lists(st.sampled_from(["x", "y"]), max_size=2).map(tuple),
        subscriber=st.sampled_from(["s", "t"]),
    )
)  # fmt: skip


@given(ACTS, ACTS)
def test_an_act_that_is_undone_leaves_what_was_there_before(
    before: list[Act], last: list[Act]
) -> None:
    """For mute and hold; what was moved twice lies where the last one moved it from."""
    one, other = Hand(), Hand()
    for act in before:
        one.take(act)
        other.take(act)
    for act in last[:1]:
        new = act.story not in one.muted if act.act == "mute" else act.subscriber not in one.held
        if act.act in ("mute", "hold") and new:
            one.take(act)
            one.take(act.undone(AT))
            assert (one.muted, one.held) == (other.muted, other.held)

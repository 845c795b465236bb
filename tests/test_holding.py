"""The pace of people, on a real store and real receivers, under a clock that stands until it is moved."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import chain
from typing import Any

import pytest
from aiohttp import web

from tests.builders import Room, a_subscriber, an_event, id_of
from tests.desk import desk
from tests.fakes import Hooks
from tests.waiting import until
from workers.story import Event


class Posts(Hooks):
    """What came to `/hook`, whole; signatures are checked."""

    def __init__(self) -> None:
        super().__init__()
        self.bodies: list[dict[str, Any]] = []
        self.status = 204
        self.app.middlewares.append(self._keep)

    @web.middleware
    async def _keep(self, request: Any, handler: Any) -> Any:
        answer = await handler(request)
        if answer.status == 204 and self.status == 204:
            self.bodies.append(json.loads(await request.text()))
            return answer
        return web.Response(status=self.status)

    def told(self) -> list[list[str]]:
        """The titles in each message, in order."""
        return [
            [one["title"] for one in body["data"]["events"]]
            if body["type"] == "headline.digest"
            else [body["data"]["title"]]
            for body in self.bodies
        ]


@pytest.fixture
async def posts() -> AsyncIterator[Posts]:
    async with Posts() as hooks:
        yield hooks


def hook(posts: Posts, **pace: Any) -> Any:
    return a_subscriber("desk", url=f"{posts.base}/hook", **pace)


def titled(number: int, title: str, **more: Any) -> Event:
    return an_event(number, title=title, **more)


def report(story: int, number: int, title: str, event: str = "follow", **more: Any) -> Event:
    return an_event(number, title=title, event=event, story=id_of(story), **more)


async def test_a_digest_is_one_message_with_of_each_story_its_newest(
    room: Room, posts: Posts
) -> None:
    async with desk(room, hook(posts, digest=3600.0)) as one:
        for event in (titled(1, "أ"), titled(2, "ب"), report(1, 3, "أ وأكثر", fresh=("7 قتلى",))):
            await one.owe(event)
            await one.later(1)
        await one.settled()
        await one.later(1800)
        await one.owe(titled(4, "ج"))
        await one.settled()
        assert posts.bodies == []
        assert len(await one.owed("desk")) == 4
        await one.later(1801)
        await until(lambda: posts.bodies)
        await one.settled()
        assert posts.told() == [["أ وأكثر", "ب", "ج"]]
        data = posts.bodies[0]["data"]
        assert (data["stories"], data["items"]) == (3, 4)
        # The next window opens with what comes next, and nothing is left of this one.
        await one.owe(titled(5, "د"))
        await one.settled()
        await one.later(3590)
        await one.settled()
        assert len(posts.bodies) == 1
        await one.later(11)
        await until(lambda: len(posts.bodies) == 2)
        await one.settled()
        assert await room.store.owing() == []
    assert not [name for name in await room.names() if "body" in name or "window" in name]


async def test_a_digest_that_fails_is_tried_again_as_it_is_and_what_follows_waits_behind_it(
    room: Room, posts: Posts
) -> None:
    async with desk(room, hook(posts, digest=60.0)) as one:
        await one.owe(titled(1, "أ"), titled(2, "ب"))
        await one.settled()
        posts.status = 503
        await one.later(61)
        await until(lambda: len(one.outcomes) >= 4)  # two tries, two events each
        await one.owe(report(1, 1, "أ معدلة", "update", revision=2, previous="أ"))
        await one.settled()
        posts.status = 204
        await one.later(6)
        await until(lambda: posts.bodies)
        await one.settled()
        await one.later(61)
        await until(lambda: len(posts.bodies) == 2)
        assert [sorted(told) for told in posts.told()] == [["أ", "ب"], ["أ معدلة"]]
    ids = posts.ids()
    assert len(set(ids[:-1])) == 1, "a digest has one id through all its tries"
    assert ids[0].endswith("_digest_1")


async def test_in_quiet_hours_only_a_flash_passes_with_what_was_before_it_of_its_story(
    room: Room, posts: Posts
) -> None:
    room.clock.now = datetime(2024, 3, 1, 21, 0, tzinfo=UTC)  # midnight in Baghdad
    async with desk(room, hook(posts, quiet="23:00-06:00", timezone="Asia/Baghdad")) as one:
        await one.owe(titled(1, "أ"))
        await one.later(1)
        await one.owe(titled(2, "ب", urgency="urgent"))
        await one.settled()
        assert posts.bodies == []
        await one.owe(report(1, 3, "أ عاجل", urgency="flash", fresh=("x",)))
        await until(lambda: len(posts.bodies) == 2)
        await one.owe(titled(4, "ج", urgency="flash"))
        await until(lambda: len(posts.bodies) == 3)
        await one.later(1)
        await one.owe(titled(5, "د"))
        await one.settled()
        assert posts.told() == [["أ"], ["أ عاجل"], ["ج"]]
        await one.later(6 * 3600 - 10)
        await one.settled()
        assert len(posts.bodies) == 3
        await one.later(11)
        await until(lambda: len(posts.bodies) == 4)
        assert posts.told()[3] == ["ب", "د"]
        await one.owe(titled(6, "نهار"))
        await until(lambda: len(posts.bodies) == 5)
        assert posts.bodies[4]["type"] == "headline.new"


async def test_a_flash_passes_quiet_hours_however_much_of_its_story_waits_before_it(
    room: Room, posts: Posts
) -> None:
    room.clock.now = datetime(2024, 3, 1, 21, 0, tzinfo=UTC)
    async with desk(room, hook(posts, quiet="23:00-06:00", timezone="Asia/Baghdad")) as one:
        await one.owe(
            titled(1, "أ"), *(report(1, number, f"أ {number}") for number in range(2, 82))
        )
        await one.settled()
        assert posts.bodies == []
        await one.owe(report(1, 99, "أ عاجل", urgency="flash", fresh=("x",)))
        await until(lambda: len(posts.bodies) == 82)
        assert posts.told()[81] == ["أ عاجل"]


async def test_a_flash_passes_though_more_of_its_story_came_behind_it_before_anybody_looked(
    room: Room, posts: Posts
) -> None:
    room.clock.now = datetime(2024, 3, 1, 21, 0, tzinfo=UTC)
    flash = report(1, 2, "أ عاجل", urgency="flash", fresh=("x",))
    async with desk(room, hook(posts, quiet="23:00-06:00", timezone="Asia/Baghdad")) as one:
        await one.owe(
            titled(1, "أ"), flash, *(report(1, number, f"أ {number}") for number in range(3, 60))
        )
        await until(lambda: len(posts.bodies) >= 2)
        assert posts.told()[:2] == [["أ"], ["أ عاجل"]]


async def test_a_night_of_one_long_story_is_one_message_with_its_newest_and_leaves_nothing(
    room: Room, posts: Posts
) -> None:
    async with desk(room, hook(posts, digest=60.0)) as one:
        for start in range(0, 300, 100):
            await one.owe(*(report(1, n, f"أ {n}") for n in range(start, start + 100)))
        await one.owe(titled(1000, "ب"))
        await one.settled()
        assert posts.bodies == []
        await one.later(61)
        await until(lambda: posts.bodies)
        await one.settled()
        assert posts.told() == [["أ 299", "ب"]]
        assert posts.bodies[0]["data"]["items"] == 301
        assert await room.store.owing() == []
    assert not [name for name in await room.names() if "body" in name or "chain" in name]


async def test_of_more_than_one_script_may_fold_the_rest_is_told_when_the_next_window_ends(
    room: Room, posts: Posts
) -> None:
    async with desk(room, hook(posts, digest=60.0)) as one:
        for start in range(0, 700, 100):
            await one.owe(*(report(1, n, f"أ {n}") for n in range(start, start + 100)))
        await one.settled()
        for count in (1, 2):
            await one.later(61)
            await until(lambda count=count: len(posts.bodies) == count)
            await one.settled()
        assert posts.told() == [["أ 399"], ["أ 699"]]
        assert await room.store.owing() == []
    assert not [name for name in await room.names() if "body" in name or "chain" in name]


async def test_what_is_over_the_messages_of_a_minute_goes_into_the_last_of_them(
    room: Room, posts: Posts
) -> None:
    async with desk(room, hook(posts, per_minute=3)) as one:
        await one.owe(*(titled(n, f"خبر {n}") for n in range(10)))
        await until(lambda: len(posts.bodies) == 3)
        await one.settled()
        assert sorted(map(len, posts.told())) == [1, 1, 8]
        assert sorted(chain(*posts.told())) == sorted(f"خبر {n}" for n in range(10))
        await one.owe(titled(11, "متأخر"), titled(12, "متأخر جدا"))
        await one.settled()
        assert len(posts.bodies) == 3
        await one.later(61)
        await until(lambda: len(posts.bodies) >= 5)
        await one.settled()
        assert sorted(chain(*posts.told()[3:])) == ["متأخر", "متأخر جدا"]


async def test_a_story_cools_until_it_says_something_new(room: Room, posts: Posts) -> None:
    async with desk(room, hook(posts, cooldown=600.0)) as one:
        await one.owe(titled(1, "أ"))
        await until(lambda: len(posts.bodies) == 1)
        await one.owe(report(1, 1, "أ ب", "update", revision=2, previous="أ"))
        await one.owe(report(1, 1, "أ ب ج", "update", revision=3, previous="أ ب"))
        await one.owe(titled(2, "غيرها"))
        await until(lambda: len(posts.bodies) == 2)
        await one.settled()
        assert posts.told() == [["أ"], ["غيرها"]]
        # New facts break it, and take along what waits before them.
        await one.owe(report(1, 3, "7 قتلى", fresh=("7 قتلى",)))
        await until(lambda: len(posts.bodies) == 3)
        await one.settled()
        assert posts.told()[2] == ["أ ب", "أ ب ج", "7 قتلى"]
        # So does a rise of urgency.
        await one.owe(report(1, 1, "أ ب ج د", "update", revision=4, urgency="flash"))
        await until(lambda: len(posts.bodies) == 4)
        # What is worth no message comes when it is cool again.
        await one.owe(report(1, 1, "أخيرا", "update", revision=5))
        await one.settled()
        assert len(posts.bodies) == 4
        await one.later(601)
        await until(lambda: len(posts.bodies) == 5)
        assert posts.told()[4] == ["أخيرا"]


async def test_a_burst_for_slack_goes_as_one_message_and_nothing_of_it_is_missing(
    room: Room,
) -> None:
    async with Hooks() as hooks:
        desk_ = a_subscriber("desk", "slack", url=f"{hooks.base}/slack")
        async with desk(room, desk_) as one:
            await one.owe(*(titled(n, f"خبر {n}.") for n in range(12)))
            await until(lambda: hooks.slack)
            for _ in range(5):
                await one.later(1.1)
                await one.settled()
            assert len(hooks.slack) <= 2
            told = json.dumps(hooks.slack, ensure_ascii=False)
            assert all(f"خبر {n}." in told for n in range(12))
            assert await one.owed("desk") == []


async def test_a_flood_for_slack_waits_whole_for_the_next_moment_at_which_something_may_go(
    room: Room,
) -> None:
    async with (
        Hooks() as hooks,
        desk(room, a_subscriber("desk", "slack", url=f"{hooks.base}/slack")) as one,
    ):
        await one.owe(titled(0, "أول."))
        await until(lambda: hooks.slack)
        for start in range(1, 19, 6):
            await one.owe(*(titled(n, f"خبر {n}.") for n in range(start, start + 6)))
            await one.settled()
        await one.later(1.1)
        await until(lambda: len(hooks.slack) == 2)
        told = json.dumps(hooks.slack[1], ensure_ascii=False)
        assert all(f"خبر {n}." in told for n in range(1, 19))
        await one.settled()
        assert await one.owed("desk") == []


async def test_more_than_one_message_can_hold_goes_as_several(room: Room, posts: Posts) -> None:
    async with desk(room, hook(posts, digest=60.0)) as one:
        for start in range(0, 100, 20):
            await one.owe(*(titled(n, "طويل " * 50 + str(n)) for n in range(start, start + 20)))
        await one.settled()
        await one.later(61)
        await one.settled()
        assert sum(map(len, posts.told())) == 100
        assert len(posts.bodies) > 3
        assert posts.refused == 0
    assert all(len(json.dumps(body, ensure_ascii=False).encode()) < 21_000 for body in posts.bodies)


async def test_a_digest_that_dies_can_be_retried_and_holds_its_events(
    room: Room, posts: Posts
) -> None:
    async with desk(room, hook(posts, digest=60.0)) as one:
        await one.owe(titled(1, "أ"), titled(2, "ب"))
        await one.settled()
        posts.status = 400
        await one.later(61)
        await until(one.dead)
        await one.settled()
        (letter,) = await one.dead()
        posts.status = 204
        assert await room.store.revive(letter, room.now_ms)
        one.couriers.wake()
        await until(lambda: posts.bodies)
        assert sorted(posts.told()[0]) == ["أ", "ب"]
        assert len(set(posts.ids())) == 1

"""The live page over a day of the demo's news, played fast, in a real browser: it must not grow."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

import pytest
from playwright.async_api import Browser, CDPSession, Page, expect

from deploy.demo.afternoon import acts, load, on_edit
from deploy.demo.house import OPEN_ENDED
from tests.browser import browser, screen
from tests.rigs import Rig, Rigs, an_event, rigs
from workers.story import Event, encode

__all__ = ["rigs"]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

DAY: Final = 24 * 3600
_TOGETHER: Final = 450
"""Events told at once, and then waited for: fewer than the page lets wait, so that it shows every one."""
_MARGIN: Final = 1.15
_HEAP: Final = 3 * 1024 * 1024
"""Bytes by which a heap of one and the same page varies from one collection to the next."""


@pytest.fixture
async def opened() -> AsyncIterator[Browser]:
    async with browser() as made:
        yield made


def an_afternoon(began: datetime, number: int) -> Iterator[Event]:
    """What the judge makes of one play of the demo: first reports, edits, follows, repeats, and what is taken
    back, each at its time."""
    afternoon, revisions = load(), dict[str, int]()
    for act in acts(afternoon, OPEN_ENDED):
        item = act.item
        if item is None or (act.edit and on_edit(item, act.edit) is None):
            continue
        of = item.copies or item.follows or item.key
        name = "follow" if item.follows else "repeat" if item.copies else "new"
        if act.what != "publish":
            name = "update" if act.what == "edit" else "withdrawn"
        revisions[item.key] = revisions.get(item.key, 0) + 1
        moment = (began + timedelta(seconds=act.at)).isoformat()
        yield an_event(
            number, id=f"{item.key}-{number}", story=f"{of}-{number}", event=name,
            revision=revisions[item.key], source=item.outlet, outlet=f"{item.outlet}.example",
            title=(act.edit and act.edit.title) or item.title, summary=item.lead,
            section=item.section, url=f"https://{item.outlet}.example{item.path}",
            urgency="flash" if item.urgent else "routine", seen=moment, classified=moment,
        )  # fmt: skip


def a_day() -> list[Event]:
    """As much as the demo would publish in 24 hours, were its afternoon played again and again."""
    begins = datetime(2024, 3, 12, tzinfo=UTC)
    return [
        event
        for number in range(int(DAY / OPEN_ENDED))
        for event in an_afternoon(begins + timedelta(seconds=number * OPEN_ENDED), number)
    ]


class Held(NamedTuple):
    """What the page holds once all garbage is collected."""

    nodes: int
    listeners: int
    heap: int


async def held(session: CDPSession) -> Held:
    """By the browser's own counters (Chrome DevTools Protocol: HeapProfiler, Performance)."""
    await session.send("HeapProfiler.collectGarbage")
    answer: Any = await session.send("Performance.getMetrics")
    found = {one["name"]: int(one["value"]) for one in answer["metrics"]}
    return Held(found["Nodes"], found["JSEventListeners"], found["JSHeapUsedSize"])


async def tell(rig: Rig, page: Page, events: list[Event]) -> None:
    """All of them through the log, and until the page shows the last."""
    for start in range(0, len(events), _TOGETHER):
        part = events[start : start + _TOGETHER]
        async with rig.redis.pipeline(transaction=False) as pipe:
            for one in part:
                pipe.xadd(rig.keys.news, {b"data": encode(one), b"to": b""}, maxlen=2000)
            await pipe.execute()
        # Asked at every frame; and no handle of a node is kept, which would keep the node.
        shown = "key => document.querySelector(`[data-key='${key}']`) !== null"
        await page.wait_for_function(shown, arg=part[-1].delivery_id, timeout=60_000)


async def test_a_day_of_the_demos_news_does_not_grow_the_page(rigs: Rigs, opened: Browser) -> None:
    day = a_day()
    assert len(day) > 20_000
    rig: Rig = await rigs()
    async with screen(opened) as shown:
        page = shown.page
        await page.goto(rig.address)
        await expect(page.locator("#live")).to_have_text("live")
        session = await page.context.new_cdp_session(page)
        await session.send("Performance.enable")
        marks: list[Held] = []
        # A first stretch fills the page, and warms the engine up.
        for upto in (len(day) // 10, len(day) // 2, len(day)):
            begin = 0 if not marks else (len(day) // 10, len(day) // 2)[len(marks) - 1]
            await tell(rig, page, day[begin:upto])
            marks.append(await held(session))
        print(f"{len(day)} events of a day: {marks[1]} at noon, {marks[2]} at midnight")
        _, noon, midnight = marks
        assert await page.locator("#news > .story").count() <= 200
        assert midnight.nodes <= noon.nodes * _MARGIN
        assert midnight.listeners <= noon.listeners
        assert midnight.heap <= noon.heap * _MARGIN + _HEAP
        assert shown.wrong == []


async def test_one_story_told_again_and_again_does_not_grow_it_either(
    rigs: Rigs, opened: Browser
) -> None:
    """A page that is open for a day, and a story that everybody tells all day."""
    rig: Rig = await rigs()
    told = [
        an_event(number, story="i0", event="new" if number == 0 else "repeat")
        for number in range(6000)
    ]
    async with screen(opened) as shown:
        page = shown.page
        await page.goto(rig.address)
        await expect(page.locator("#live")).to_have_text("live")
        session = await page.context.new_cdp_session(page)
        await session.send("Performance.enable")
        await tell(rig, page, told[:3000])
        half = await held(session)
        await tell(rig, page, told[3000:])
        whole = await held(session)
        print(f"one story, 6000 reports: {half} after half, {whole} after all")
        assert await page.locator(".report").count() == 5
        assert whole.nodes <= half.nodes * _MARGIN
        assert whole.listeners <= half.listeners
        assert whole.heap <= half.heap + 96 * 1024  # 3,000 keys of events would be twice that

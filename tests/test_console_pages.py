"""What the pages tell of a story, a source, a subscriber and the figures: every number that the people of the
desk are promised stands where they look for it. What the pages do, a browser tries (test_console_browser)."""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from streamer.dates import utc
from streamer.settings import Secret, SourceSettings, SubscriberSettings
from streamer.source_state import State
from tests.fakes import SECRET, Hooks, Site
from tests.rigs import T0, TOKEN, Rig, Rigs, an_event, rigs
from workers.story import encode

__all__ = ["rigs"]

DESK = SubscriberSettings(name="desk", channel="webhook", url=Secret("https://hooks.example/x"))
PACED = SourceSettings(name="nahrain", kind="ticker", url="https://nahrain.example/")


def _words(page: str) -> str:
    page = re.sub(r'<[^>]*aria-label="([^"]*)"[^>]*>', r" \1 ", page)
    page = re.sub("[\u2066-\u2069]", "", html.unescape(re.sub(r"<[^>]*>", " ", page)))
    return " ".join(page.split())


def told(page: str, name: str) -> str:
    """The value that stands beside `name` in a list of descriptions."""
    found = re.search(rf"<dt>{re.escape(name)}</dt><dd>(.*?)</dd>", page, re.DOTALL)
    assert found, name
    return _words(found[1])


async def page_of(rig: Rig, path: str) -> str:
    async with rig.get(path) as answer:
        text: str = await answer.text()
        return text


# ── a story ───────────────────────────────────────────────────────────────────────────────────


async def test_a_story_says_why_it_was_judged_so_and_by_which_outlet(rigs: Rigs) -> None:
    rig = await rigs()
    because = ("site: أمن", "word: تنظيم <b>داعش</b>")
    await rig.tell(an_event(1, because=because, fresh=("الحصيلة: 7",), outlet="nahrain.example"))
    page = await page_of(rig, "/story/i1")
    assert told(page, "Why it was judged so") == "site: أمن · word: تنظيم <b>داعش</b>"
    assert told(page, "New in it") == "الحصيلة: 7"
    assert "<b>داعش" not in page
    assert "nahrain nahrain.example" in _words(page)


async def test_a_story_says_who_was_told_and_when_and_who_was_not(rigs: Rigs) -> None:
    wall = SubscriberSettings(name="wall", channel="webhook", url=Secret("https://hooks.example/w"))
    rig: Rig = await rigs(subscriber=(DESK, wall))
    rig.now = datetime.now(UTC)
    await rig.judge(1)
    store, now_ms = rig.known_store(), int(rig.now.timestamp() * 1000)
    [taken] = await store.take("desk", now_ms=now_ms, most=1, address="d", gap_ms=0)
    before = datetime.now(UTC) - timedelta(seconds=1)
    assert await store.done(taken, now_ms)
    async with rig.get("/api/events") as answer:
        [event] = (await answer.json())["events"]
    async with rig.get(f"/api/stories/{event['story']}") as answer:
        receipts = {one["subscriber"]: one for one in (await answer.json())["receipts"]}
    assert (receipts["desk"]["state"], receipts["desk"]["attempts"]) == ("told", 1)
    assert (receipts["wall"]["state"], receipts["wall"]["at"]) == ("waiting", None)
    at = datetime.fromisoformat(receipts["desk"]["at"])
    assert before <= at <= datetime.now(UTC) + timedelta(seconds=1)
    page = await page_of(rig, f"/story/{event['story']}")
    row = re.search(r'<tr class="told">.*?</tr>', page, re.DOTALL)
    assert row
    assert f'datetime="{receipts["desk"]["at"]}"' in row[0]
    assert _words(row[0]).startswith("desk told ")
    assert _words(row[0]).endswith(" 1")


# ── sources ───────────────────────────────────────────────────────────────────────────────────


async def test_a_source_says_its_pace_its_time_to_see_its_day_and_its_possible_misses(
    rigs: Rigs,
) -> None:
    rig: Rig = await rigs(source=(PACED,))
    now = datetime.now(UTC)
    at = now.timestamp()
    state = State(settings=PACED, status=200, good=at, asked=at, next=at + 40, misses=3)
    rig.poller = SimpleNamespace(states={"nahrain": state}, held_back=None)
    seen = {"published": utc(now - timedelta(seconds=30)), "seen": utc(now)}
    await rig.tell(*(an_event(number, **seen) for number in range(7)))
    async with rig.get("/sources") as answer:
        page = await answer.text()
    assert "Possible misses: 3" in _words(page)
    assert told(page, "Pace") == "40 s now (15 s to 5 min)"
    assert told(page, "Time to see") == "half within 30 s, 95 % within 30 s"
    [chart] = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert chart.count("<rect") == 24
    assert 'aria-label="Last 24 hours: 7"' in chart
    assert "-1 h: 7" in _words(chart) or "-2 h: 7" in _words(chart)
    async with rig.get("/api/sources/nahrain") as answer:
        one = await answer.json()
    assert (one["misses"], one["pace"], sum(one["hours"])) == (3, 40.0, 7)
    assert (one["to_see"]["count"], one["to_see"]["p50"]) == (7, pytest.approx(30.0, abs=0.01))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"status": 429, "problem": "answered 429", "asked_to_wait": True}, "asked to slow down"),
        ({"status": 503, "problem": "answered 503", "asked_to_wait": True}, "asked to slow down"),
        ({"status": 503, "problem": "answered 503", "failures": 2}, "failing 2 failures in a row"),
        ({"status": 200, "good": 1.0}, "fresh"),
    ],
)  # fmt: skip
async def test_a_source_says_what_is_the_matter_with_it(
    rigs: Rigs, given: dict[str, Any], words: str
) -> None:
    rig: Rig = await rigs(source=(PACED,))
    state = State(settings=PACED, asked=datetime.now(UTC).timestamp(), **given)
    rig.poller = SimpleNamespace(states={"nahrain": state}, held_back=None)
    page = _words(await page_of(rig, "/sources"))
    assert f"nahrain.example {words}" in page, page


async def test_a_source_is_tried_before_it_is_saved_and_then_saved(rigs: Rigs) -> None:
    """What it would publish is shown as text, and nothing is stored by it."""
    rig: Rig = await rigs(allow=("127.0.0.0/8",))
    site = Site()
    site.publish(1, "خبر أول")
    site.publish(2, "خبر <script>alert(1)</script> ثان")
    async with site:
        form = {"name": "new-one", "kind": "feed", "url": f"{site.base}/rss.xml", "select": ""}
        async with rig.post("/sources", data={**form, "do": "try"}) as answer:
            page = await answer.text()
        assert answer.status == 200
        assert "200 2 items would be published" in _words(page)
        assert "خبر أول" in page
        assert page.count("<script") == 1
        # What was written stands there still, to be saved as it was tried.
        assert f'value="{site.base}/rss.xml"' in page
        assert await rig.redis.exists(rig.keys.made) == 0
        assert await rig.redis.xlen(rig.keys.headlines) == 0
        async with rig.post("/sources", data={**form, "do": "save"}) as answer:
            assert "Saved." in await answer.text()
        assert await rig.redis.hkeys(rig.keys.made) == [b"source new-one"]
    async with rig.post("/sources", data={**form, "do": "try"}) as answer:
        page = await answer.text()
    assert 'class="tried"' in page
    assert 'class="bad"' in page, "nobody answers there any more"


# ── subscribers ───────────────────────────────────────────────────────────────────────────────


async def test_a_subscriber_says_what_it_is_owed_was_told_and_how_soon(rigs: Rigs) -> None:
    rig: Rig = await rigs(subscriber=(DESK,))
    rig.now = datetime.now(UTC)
    await rig.judge(3, utc(rig.now - timedelta(minutes=10)))
    store, now_ms = rig.known_store(), int(rig.now.timestamp() * 1000)
    one, two, three = await store.take("desk", now_ms=now_ms, most=3, address="d", gap_ms=0)
    await store.done(one, now_ms)
    await store.done(two, now_ms)
    await store.bury(three, now_ms, "answered 404")
    page = await page_of(rig, "/subscribers")
    values = [told(page, name) for name in ("Owed", "Delivered in 24 hours", "Dead")]
    assert values == ["0", "2", "1"]
    assert told(page, "Time to alert") == "half within 10 min, 95 % within 10 min"
    async with rig.get("/api/subscribers/desk") as answer:
        api = await answer.json()
    assert (api["delivered"], api["dead"], api["to_alert"]["count"]) == (2, 1, 2)


async def test_the_page_sends_a_test_alert_holds_releases_and_drops(rigs: Rigs) -> None:
    async with Hooks() as hooks:
        desk = SubscriberSettings(
            name="desk", channel="webhook", url=Secret(f"{hooks.base}/hook"), secret=Secret(SECRET)
        )
        rig: Rig = await rigs(subscriber=(desk,), allow=("127.0.0.0/8",))
        async with rig.post("/subscribers/desk", data={"do": "test"}) as answer:
            assert "desk: the test alert was taken." in await answer.text()
        [(_, event)] = hooks.got
        assert event["test"] is True
    async with rig.post("/subscribers/desk", data={"do": "test"}) as answer:
        page = _words(await answer.text())
        assert "desk: it was not taken: cannot connect" in page, page
    for action, held in (("hold", True), ("release", False)):
        async with rig.post("/subscribers/desk", data={"do": action}) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, "/subscribers")
        async with rig.get("/api/subscribers/desk") as answer:
            assert (await answer.json())["held"] is held
    rig.now = datetime.now(UTC)
    await rig.judge(2)
    store, now_ms = rig.known_store(), int(rig.now.timestamp() * 1000)
    for taken in await store.take("desk", now_ms=now_ms, most=2, address="d", gap_ms=0):
        await store.bury(taken, now_ms, "answered 404")
    [first, second] = [letter async for letter in store.dead()]
    form = {"do": "drop", "subscriber": "desk", "delivery": first.delivery}
    async with rig.post("/dead", data=form) as answer:
        assert "1 dropped." in await answer.text()
    assert [letter.delivery async for letter in store.dead()] == [second.delivery]


# ── filter bench ──────────────────────────────────────────────────────────────────────────────


async def test_the_bench_shows_what_it_would_have_sent_day_by_day(rigs: Rigs) -> None:
    rig: Rig = await rigs()
    now_ms = int(datetime.now(UTC).timestamp() * 1000)
    for number in range(6):
        days = 2 if number < 4 else 0
        urgency = "routine" if number == 0 else "flash"
        event = an_event(number, urgency=urgency, title=f"خبر <u>رقم</u> {number}")
        data = {b"data": encode(event), b"to": b""}
        await rig.redis.xadd(rig.keys.news, data, id=f"{now_ms - days * 86_400_000}-{number + 1}")
    page = await page_of(rig, "/bench?urgency=flash&days=3")
    assert "would have fired 5 times of 6 headlines since" in _words(page)
    [examples] = re.findall(r'<ol class="examples">.*?</ol>', page, re.DOTALL)
    assert re.findall("خبر <u>رقم</u> ([0-9])", html.unescape(examples)) == list("54321")
    assert "<u>" not in page
    [chart] = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert re.findall(r": (\d+)</title>", chart) == ["3", "2"]
    page = await page_of(rig, "/bench?urgency=flash&days=1")
    assert "would have fired 2 times of 2 headlines since" in _words(page)


# ── figures ───────────────────────────────────────────────────────────────────────────────────


async def test_the_figures_stand_there_by_source_and_channel_and_as_charts(rigs: Rigs) -> None:
    wall = SubscriberSettings(name="wall", channel="slack", url=Secret("https://slack.example/x"))
    rig: Rig = await rigs(subscriber=(DESK, wall))
    rig.now = datetime.now(UTC)
    await rig.judge(4, utc(rig.now - timedelta(minutes=10)))
    store, now_ms = rig.known_store(), int(rig.now.timestamp() * 1000)
    for name, most in (("desk", 3), ("wall", 2)):
        for taken in await store.take(name, now_ms=now_ms, most=most, address=name, gap_ms=0):
            await store.done(taken, now_ms)
    page = await page_of(rig, "/figures")
    rows = [_words(row) for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)[1:]]
    assert rows == [
        "furat · slack 10 min 10 min 10 min 2", "furat · webhook 10 min 10 min 10 min 3",
    ]  # fmt: skip
    charts = [_words(one) for one in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]
    slack, webhook, minutes, hours, queues = charts
    assert slack.startswith("slack: p50 10 min, p95 10 min, p99 10 min")
    assert webhook.startswith("webhook: p50 10 min, p95 10 min, p99 10 min")
    assert minutes.startswith("Events a minute, last hour")
    assert hours.startswith("Events an hour, last 24 hours")
    assert all(re.search(r": 4( |$)", one) for one in (minutes, hours))
    assert queues == "Queues, last hour"
    view = rig.console._view  # type: ignore[attr-defined]
    view.forget()
    await view.look(rig.now)
    page = await page_of(rig, "/figures")
    lines = re.findall(r'<polyline class="line (\w+)" points="[^"]+"', page)
    assert lines == ["waiting", "owed", "dead"]
    assert "Owed: 3" in _words(page)


# ── the gate ──────────────────────────────────────────────────────────────────────────────────


@contextmanager
def calls() -> Iterator[list[str]]:
    """The functions written in C that this thread, and so the console, calls meanwhile: by name, as the
    interpreter reports them."""
    names: list[str] = []

    def note(_frame: object, event: str, called: Any) -> None:
        if event == "c_call":
            names.append(called.__name__)

    sys.setprofile(note)
    try:
        yield names
    finally:
        sys.setprofile(None)


FAR_ENDS = int((T0 + timedelta(days=1)).timestamp())


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/api/status", {"Authorization": f"Bearer {TOKEN}"}),
        ("/api/status", {"Authorization": f"Bearer {TOKEN[:-1]}"}),
        ("/api/status", {"Authorization": "Bearer x"}),
        ("/api/status", {"Cookie": f"ajil_session={FAR_ENDS}.{'0' * 64}"}),
        ("/feed.json?topics=sports&key=0", {}),
    ],
)  # fmt: skip
async def test_no_secret_is_compared_in_a_time_that_tells_how_much_of_it_was_right(
    rigs: Rigs, path: str, headers: dict[str, str]
) -> None:
    """The token, a session's signature and the key of a filter go through `hmac.compare_digest`, which is
    made for that (Python, "hmac"); an equals sign would stop at the first letter that differs."""
    rig: Rig = await rigs(token=Secret(TOKEN))
    with calls() as names:
        assert await rig.status_of("/healthz") == 200
    assert names
    assert "compare_digest" not in names
    with calls() as names:
        good = headers.get("Authorization") == f"Bearer {TOKEN}"
        assert await rig.status_of(path, headers=headers) == (200 if good else 401)
    assert "compare_digest" in names

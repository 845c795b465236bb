"""The demo: its site is read as any site, its receivers are as strict as real ones, its sum is right."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.demo import afternoon as script
from deploy.demo.afternoon import Alert, Item, Outlet
from deploy.demo.ledger import Ledger
from deploy.demo.receivers import Arrival, SlackReceiver, WebhookReceiver, block_kit_fault
from deploy.demo.service import configuration
from deploy.demo.site import Site
from streamer import headline
from streamer.settings import Secret, SourceSettings, SubscriberSettings
from streamer.sources import Entry, Response, feed, ticker
from streamer.text import fold
from workers.channels import slack, webhook
from workers.cli.wiring import read_settings
from workers.retry import SCHEDULE, SPREAD
from workers.story import Digest, Event, Parcel, Topic

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
AFTERNOON = script.load()
OUTLET = Outlet(name="rafid", title="شبكة الرافد", place="بغداد", ticker=3)
SEVEN = Item(
    key="orchard", outlet="rafid", number=51007, section="محلي",
    title='بستان "العم" صالح & أبناؤه <يفتح> أبوابه', lead="يباع التمر عند الباب.",
)  # fmt: skip
EIGHT = Item(
    key="storm", outlet="rafid", number=50008, section="محلي",
    title="عاصفة تقترب من الساحل", lead="يبدأ هبوبها ليلا.", urgent=True,
)  # fmt: skip


# ── the afternoon ─────────────────────────────────────────────────────────────────────────────


def test_the_afternoon_has_about_sixty_headlines_and_names_only_what_it_has() -> None:
    keys = [item.key for item in AFTERNOON.items]
    assert len(keys) == len(set(keys))
    assert len({(item.outlet, item.number) for item in AFTERNOON.items}) == len(keys)
    assert 55 <= len(keys) - len(AFTERNOON.before) <= 65
    outlets = {outlet.name for outlet in AFTERNOON.outlets}
    for item in AFTERNOON.items:
        assert item.outlet in outlets
        assert item.on
        for other in filter(None, (item.copies, item.follows)):
            assert AFTERNOON.item(other).at is not None


def test_the_afternoon_shows_every_turn_it_was_written_for() -> None:
    items = [item for item in AFTERNOON.items if item.at is not None]
    assert any(item.copies and not item.urgent for item in items)
    assert any(item.copies and item.urgent for item in items)
    assert any(item.follows for item in items)
    assert any(item.withdrawn for item in items)
    assert any(edit.urgent for item in items for edit in item.edits)
    assert any(fold(e.title or "") == fold(i.title) for i in items for e in i.edits)
    shared = [item.number for item in items]
    assert len(shared) > len(set(shared)), "one number at two outlets"


def test_headlines_are_the_same_or_far_apart_so_that_no_judge_can_confuse_them() -> None:
    items = AFTERNOON.items
    for one, other in combinations(items, 2):
        if {one.copies, one.follows} & {other.key} or {other.copies, other.follows} & {one.key}:
            continue
        words, others = set(fold(one.title).split()), set(fold(other.title).split())
        assert len(words & others) / len(words | others) < 0.3, (one.key, other.key)
    for item in items:
        if item.copies:
            assert fold(item.title) == fold(AFTERNOON.item(item.copies).title)


def test_what_is_told_of_an_item_comes_well_after_the_item() -> None:
    for item in AFTERNOON.items:
        if item.at is None:
            continue
        for other in filter(None, (item.copies, item.follows)):
            assert item.at - (AFTERNOON.item(other).at or 0) >= 0.2
        for at in [edit.at for edit in item.edits] + ([item.withdrawn] if item.withdrawn else []):
            assert at - item.at >= 0.2
            assert at < 0.9


def test_expected_are_one_alert_a_report_and_none_for_repeats_and_spelling() -> None:
    alerts = script.expected(AFTERNOON)
    assert len(alerts) == len(set(alerts))
    told = {alert.item: alert.events for alert in alerts}
    assert "exports-too" not in told
    assert "holiday-too" not in told
    assert told["schools-too"] == {"follow"}
    of = {key: [set(a.events) for a in alerts if a.item == key] for key in ("fire", "bank", "rain")}
    assert of["fire"] == [{"new", "follow"}, {"update"}]
    assert of["bank"] == [{"new", "follow"}, {"withdrawn"}]
    assert of["rain"] == [{"new", "follow"}]
    urgent = [alert for alert in alerts if alert.urgent]
    assert {a.item for a in urgent} >= {"fire", "bank", "dam", "schools-too"}
    assert 8 <= len(urgent) <= 12, "at one message a second Slack must be done in time"


@given(st.floats(5, 600))
def test_a_play_of_any_length_is_in_order_and_leaves_the_retry_table_time(seconds: float) -> None:
    acts = script.acts(AFTERNOON, seconds)
    assert [act.at for act in acts] == sorted(act.at for act in acts)
    assert all(0 <= act.at <= 0.9 * seconds for act in acts)
    steps = {act.webhook: act.at for act in acts if act.what == "webhook"}
    # What failed at 0 s, and at once again, is tried after 5 s: by then the receiver is there.
    assert 0 < steps["listens"] < steps["well"] < SCHEDULE[1] * (1 - SPREAD)
    assert [act.fault for act in acts if act.what == "feed"] == [*script.FAULTS, None]


def test_a_file_of_another_shape_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "afternoon.toml"
    path.write_text(script.FILE.read_text("utf-8").replace("follows =", "folows ="), "utf-8")
    with pytest.raises(msgspec.ValidationError, match="folows"):
        script.load(path)


# ── the site ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site(OUTLET)
    await site.start()
    site.publish(SEVEN, NOW - timedelta(minutes=5))
    site.publish(EIGHT, NOW)
    yield site
    await site.stop()


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
        yield session


async def _get(client: aiohttp.ClientSession, url: str, etag: str = "") -> Response:
    headers = {"If-None-Match": etag} if etag else {}
    async with client.get(url, headers=headers) as answer:
        names = {name.lower(): value for name, value in answer.headers.items()}
        return Response(
            status=answer.status, url=str(answer.url), headers=names, body=await answer.read()
        )


async def _items(client: aiohttp.ClientSession, site: Site, kind: str) -> list[headline.Item]:
    path = "/" if kind == "ticker" else "/rss.xml"
    reading = {"ticker": ticker, "feed": feed}[kind].read(await _get(client, site.url + path), "")
    assert reading.problem is None, reading
    assert reading.note is None, reading
    source = SourceSettings(
        name=f"rafid-{kind}", kind=kind, url=site.url + path,
        outlet="rafid.example", timezone="Asia/Baghdad",
    )  # fmt: skip
    entries: tuple[Entry, ...] = reading.entries
    return headline.read(source, entries, NOW, reading.lang)


@pytest.mark.parametrize("kind", ["ticker", "feed"])
async def test_ticker_and_feed_show_the_same_items_with_their_marks(
    kind: str, site: Site, client: aiohttp.ClientSession
) -> None:
    found = [item.headline for item in await _items(client, site, kind)]
    assert [one.title for one in found] == [EIGHT.title, SEVEN.title]
    assert [one.marked for one in found] == [True, False]
    assert [one.url for one in found] == [site.url + EIGHT.path, site.url + SEVEN.path]
    if kind == "feed":
        assert [one.section for one in found] == ["محلي", "محلي"]
        assert found[0].published == "2026-03-04T12:00:00+00:00"


async def test_an_item_on_ticker_and_feed_is_one_item(
    site: Site, client: aiohttp.ClientSession
) -> None:
    strip = {item.aliases[0] for item in await _items(client, site, "ticker")}
    assert strip == {item.aliases[0] for item in await _items(client, site, "feed")}
    assert len(strip) == 2


async def test_the_whole_afternoon_is_read_as_it_is_written(client: aiohttp.ClientSession) -> None:
    for outlet in AFTERNOON.outlets:
        site = Site(outlet)
        await site.start()
        items = [item for item in AFTERNOON.items if item.outlet == outlet.name]
        for item in items:
            site.publish(item, NOW)
        written = {(item.title, item.urgent) for item in items if "feed" in item.on}
        read = [item.headline for item in await _items(client, site, "feed")]
        assert {(one.title, one.marked) for one in read} == written
        newest = [item for item in reversed(items) if "ticker" in item.on][: outlet.ticker]
        strip = [item.headline for item in await _items(client, site, "ticker")]
        assert [(one.title, one.marked) for one in strip] == [(i.title, i.urgent) for i in newest]
        await site.stop()


async def test_an_article_says_section_and_date_in_the_shape_of_its_kind(
    site: Site, client: aiohttp.ClientSession
) -> None:
    page = (await _get(client, site.url + SEVEN.path)).body.decode()
    text = re.sub(r"<[^>]+>", "\n", page)
    assert "محلي | 04-03-2026, 11:55 |" in text
    assert SEVEN.lead in text
    assert "+A -A" in text
    assert "<يفتح>" not in page, "what a headline holds is escaped"


@pytest.mark.parametrize("path", ["/", "/rss.xml", SEVEN.path])
async def test_what_has_not_changed_is_answered_304(
    path: str, site: Site, client: aiohttp.ClientSession
) -> None:
    first = await _get(client, site.url + path)
    assert first.status == 200
    etag = first.headers["etag"]
    again = await _get(client, site.url + path, etag)
    assert (again.status, again.body) == (304, b"")
    site.edit(SEVEN.key, title="بستان آخر")
    assert (await _get(client, site.url + path, etag)).status == 200


async def test_an_edit_keeps_link_and_place_and_a_withdrawal_leaves_404(
    site: Site, client: aiohttp.ClientSession
) -> None:
    site.edit(EIGHT.key, title="عاصفة تبتعد عن الساحل", urgent=False)
    found = [item.headline for item in await _items(client, site, "ticker")]
    assert (found[0].title, found[0].marked) == ("عاصفة تبتعد عن الساحل", False)
    assert found[0].url == site.url + EIGHT.path
    site.withdraw(EIGHT.key)
    for kind in ("ticker", "feed"):
        assert [i.headline.title for i in await _items(client, site, kind)] == [SEVEN.title]
    assert (await _get(client, site.url + EIGHT.path)).status == 404
    assert (await _get(client, site.url + SEVEN.path)).status == 200


async def test_an_item_counts_as_read_from_when_its_present_words_were_given(
    site: Site, client: aiohttp.ClientSession
) -> None:
    assert site.read_for(SEVEN.key) == 0
    await _get(client, site.url + "/rss.xml")
    assert site.read_for(SEVEN.key) > 0
    site.edit(SEVEN.key, title="بستان آخر")
    assert site.read_for(SEVEN.key) == 0


async def test_a_broken_feed_is_no_feed_and_its_ticker_goes_on(
    site: Site, client: aiohttp.ClientSession
) -> None:
    site.fault = "500"
    assert (await _get(client, site.url + "/rss.xml")).status == 500
    site.fault = "html"
    assert feed.read(await _get(client, site.url + "/rss.xml"), "").problem
    site.fault = "half"
    half = feed.read(await _get(client, site.url + "/rss.xml"), "")
    assert len([one for one in half.entries if one.skipped is None]) < 2
    assert len(await _items(client, site, "ticker")) == 2
    site.fault = None
    assert len(await _items(client, site, "feed")) == 2


# ── the receivers ─────────────────────────────────────────────────────────────────────────────


def _event(event: str = "new", revision: int = 1) -> Event:
    return Event(
        id="01j00000000000000001", event=event, revision=revision, story="01j00000000000000001",  # type: ignore[arg-type]
        source="rafid-feed", kind="feed", sources=("rafid-feed",), outlet="rafid.example",
        title=SEVEN.title, url=f"http://127.0.0.1:1{SEVEN.path}", summary=None, section=None,
        lang="ar", dir="rtl", published=None, published_raw=None, published_from=None,
        seen="2026-03-04T12:00:00Z", queued="2026-03-04T12:00:00Z",
        classified="2026-03-04T12:00:00Z",
        topics=(Topic(name="local", score=1.0, iptc="medtop:00000000"),),
        urgency="routine", urgency_score=0.2,
    )  # fmt: skip


async def _post(
    client: aiohttp.ClientSession, parcel: Parcel, body: bytes | None = None
) -> aiohttp.ClientResponse:
    data = parcel.body if body is None else body
    async with client.post(parcel.url, data=data, headers=parcel.headers) as answer:
        await answer.read()
        return answer


def _to(name: str, url: str, secret: str = "") -> SubscriberSettings:
    return SubscriberSettings(name="x", channel=name, url=Secret(url), secret=Secret(secret))


@pytest.mark.parametrize("event", ["new", "update", "follow", "withdrawn"])
async def test_slack_takes_what_the_channel_composes_and_knows_what_happened(
    event: str, client: aiohttp.ClientSession
) -> None:
    got: list[Arrival] = []
    receiver = SlackReceiver(got.append)
    await receiver.start()
    parcel = slack.compose(_event(event), _to("slack", receiver.url), NOW)
    assert (await _post(client, parcel)).status == 200
    assert got == [Arrival(f"http://127.0.0.1:1{SEVEN.path}", SEVEN.title, event)]
    await receiver.stop()


async def test_slack_knows_each_alert_of_a_burst(client: aiohttp.ClientSession) -> None:
    got: list[Arrival] = []
    receiver = SlackReceiver(got.append)
    await receiver.start()
    both = Digest(id="0_digest_1", stories=1, items=2, events=(_event(), _event("update")))
    assert (await _post(client, slack.compose(both, _to("slack", receiver.url), NOW))).status == 200
    assert [(one.title, one.event) for one in got] == [
        (SEVEN.title, "new"),
        (SEVEN.title, "update"),
    ]
    await receiver.stop()


async def test_slack_answers_429_to_the_posts_it_must_and_to_more_than_one_a_second(
    client: aiohttp.ClientSession,
) -> None:
    got: list[Arrival] = []
    receiver = SlackReceiver(got.append, refused=[3], retry_after=2)
    await receiver.start()
    parcel = slack.compose(_event(), _to("slack", receiver.url), NOW)
    answers = []
    for _ in range(4):
        answers.append(await _post(client, parcel))
        receiver._free += 60  # whatever the pace of this machine
    assert [one.status for one in answers] == [200, 429, 429, 429]
    assert [one.headers.get("Retry-After") for one in answers] == [None, "1", "2", "1"]
    assert len(got) == 1
    await receiver.stop()


async def test_slack_knows_its_address_and_refuses_what_is_no_message(
    client: aiohttp.ClientSession,
) -> None:
    receiver = SlackReceiver(lambda _: None)
    await receiver.start()
    parcel = slack.compose(_event(), _to("slack", receiver.url + "x"), NOW)
    assert (await _post(client, parcel)).status == 404
    parcel = slack.compose(_event(), _to("slack", receiver.url), NOW)
    assert (await _post(client, parcel, b"text=1")).status == 400
    assert (await _post(client, parcel, b'{"text": "x", "blocks": []}')).status == 400
    await receiver.stop()


_WORDS = st.sampled_from(["rich_text", "rich_text_section", "context", "plain_text", "link", "x"])
_JSON = st.recursive(
    st.none() | st.integers() | _WORDS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "elements", "type"]), inner, max_size=3)
    ),
    max_leaves=20,
)


@given(
    st.one_of(
        _JSON,
        st.fixed_dictionaries({"text": _WORDS, "blocks": st.lists(
            st.fixed_dictionaries({"type": _WORDS, "elements": _JSON}), min_size=1, max_size=3
        )}),
    )
)  # fmt: skip
def test_any_json_is_judged_and_raises_nothing(message: object) -> None:
    assert block_kit_fault(message) in {None, "no_text", "invalid_blocks"}


async def test_the_webhook_is_refused_then_503_then_taken_once_an_id(
    client: aiohttp.ClientSession,
) -> None:
    got: list[Arrival] = []
    receiver = WebhookReceiver(got.append)
    await receiver.start()
    now = datetime.now(UTC)
    parcel = webhook.compose(_event(), _to("webhook", receiver.url, receiver.secret), now)
    with pytest.raises(aiohttp.ClientConnectorError):
        await _post(client, parcel)
    await receiver.listen()
    assert (await _post(client, parcel)).status == 503
    receiver.well = True
    assert [(await _post(client, parcel)).status for _ in range(2)] == [204, 204]
    assert list(receiver.got) == ["01j00000000000000001_new_1"]
    assert got == [Arrival(f"http://127.0.0.1:1{SEVEN.path}", SEVEN.title, "new")]
    assert sum(receiver.again.values()) == 1
    await receiver.stop()


async def test_the_webhook_takes_nothing_that_is_not_signed_as_it_stands(
    client: aiohttp.ClientSession,
) -> None:
    receiver = WebhookReceiver(lambda _: None)
    receiver.well = True
    await receiver.start()
    await receiver.listen()
    now = datetime.now(UTC)
    other = webhook.compose(_event(), _to("webhook", receiver.url, "whsec_" + "A" * 32), now)
    right = webhook.compose(_event(), _to("webhook", receiver.url, receiver.secret), now)
    old = webhook.compose(
        _event(), _to("webhook", receiver.url, receiver.secret), now - timedelta(hours=1)
    )
    unsigned = webhook.compose(_event(), _to("webhook", receiver.url), now)
    assert (await _post(client, other)).status == 401
    assert (await _post(client, right, right.body + b" ")).status == 401
    assert (await _post(client, old)).status == 401
    assert (await _post(client, unsigned)).status == 401
    assert receiver.got == {}
    await receiver.stop()


# ── the sum ───────────────────────────────────────────────────────────────────────────────────

FIRST = Alert("fire", "حريق في السوق", frozenset({"new", "follow"}), True)
SECOND = Alert("rain", "أمطار مساء الجمعة", frozenset({"new", "follow"}), False)


def test_the_sum_is_right_only_when_each_alert_came_once() -> None:
    ledger = Ledger({"desk": [FIRST, SECOND]}, {})
    ledger.shown(FIRST, 10.0)
    assert ledger.arrived("desk", "fire", "حريقٌ في السوق", "new", 10.5) == 0.5
    assert not ledger.is_complete()
    assert ledger.rows()[0].missing == [SECOND]
    ledger.arrived("desk", "rain", SECOND.title, "follow", 11.0)
    assert ledger.is_right()
    assert ledger.rows()[0].p50 == 0.5
    ledger.arrived("desk", "rain", SECOND.title, "new", 11.0)
    assert not ledger.is_right()
    assert ledger.rows()[0].doubled == [f"rain: {SECOND.title}"]


@pytest.mark.parametrize(
    "what",
    [("fire", "other words", "new"), ("fire", FIRST.title, "repeat"), ("x", FIRST.title, "new")],
)
def test_what_nobody_expected_is_named(what: tuple[str, str, str]) -> None:
    ledger = Ledger({"desk": [FIRST]}, {})
    ledger.arrived("desk", FIRST.item, FIRST.title, "new", 1.0)
    assert ledger.arrived("desk", *what, 2.0) is None
    assert not ledger.is_right()
    assert len(ledger.rows()[0].unexpected) == 1


def test_what_is_welcome_may_come_once_or_not_at_all() -> None:
    ledger = Ledger({"slack": [FIRST]}, {"slack": [SECOND]})
    ledger.arrived("slack", "fire", FIRST.title, "new", 1.0)
    assert ledger.is_right()
    ledger.arrived("slack", "rain", SECOND.title, "new", 1.0)
    assert ledger.is_right()
    [row] = ledger.rows()
    assert (row.expected, row.welcome, row.arrived) == (1, 1, 2)
    ledger.arrived("slack", "rain", SECOND.title, "new", 1.0)
    assert not ledger.is_right()


# ── the whole ─────────────────────────────────────────────────────────────────────────────────


async def test_its_configuration_is_one_that_the_service_takes(site: Site, tmp_path: Path) -> None:
    slack_url, webhook_url = "http://127.0.0.1:1/services/x", "http://127.0.0.1:2/alerts"
    path = tmp_path / "ajil.toml"
    path.write_text(configuration(tmp_path, [site], slack_url, webhook_url, "whsec_" + "A" * 32))
    settings = read_settings(path)
    assert [one.name for one in settings.source] == ["rafid-ticker", "rafid-feed"]
    assert {one.outlet for one in settings.source} == {"rafid.example"}
    assert [one.channel for one in settings.subscriber] == ["redis", "slack", "webhook"]
    assert all(urlsplit(one.url).hostname == "127.0.0.1" for one in settings.source)


async def _demo(tmp_path: Path, *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "deploy.demo", *arguments),
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


@pytest.mark.slow
async def test_the_afternoon_is_played_to_the_real_service_and_every_alert_arrives_once(
    tmp_path: Path,
) -> None:
    demo = await _demo(tmp_path, "--seconds", "12")
    out, _ = await demo.communicate()
    assert demo.returncode == 0, out.decode()
    assert "\nevery expected alert arrived once" in out.decode()
    assert list(tmp_path.iterdir()) == [], "nothing is left behind"


@pytest.mark.slow
async def test_ctrl_c_ends_an_open_ended_demo_in_good_order(tmp_path: Path) -> None:
    demo = await _demo(tmp_path)
    assert demo.stdout
    async for line in demo.stdout:
        if b" new " in line:
            break
    else:
        pytest.fail("no alert came")
    demo.send_signal(signal.SIGINT)
    rest = await demo.stdout.read()
    assert await demo.wait() == 0, rest.decode()
    assert list(tmp_path.iterdir()) == []


async def test_a_time_that_is_none_is_wrong_use(tmp_path: Path) -> None:
    demo = await _demo(tmp_path, "--seconds", "0")
    out, _ = await demo.communicate()
    assert demo.returncode == 2
    assert b"--seconds" in out
    assert list(tmp_path.iterdir()) == []

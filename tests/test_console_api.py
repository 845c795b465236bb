"""The API as programs use it: what it describes is what it does, whatever it is asked."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from streamer.settings import Secret, SourceSettings, SubscriberSettings
from tests.fakes import SECRET
from tests.rigs import T0, TOKEN, Rig, Rigs, an_event, rigs
from workers import deeds, made
from workers.console.openapi import OPERATIONS
from workers.hand import Act
from workers.made import merged
from workers.story import Topic, encode

__all__ = ["rigs"]

DESK = SubscriberSettings(name="desk", channel="webhook", url=Secret("https://hooks.example/x"))


@pytest.fixture
async def rig(rigs: Rigs) -> Rig:
    made: Rig = await rigs(subscriber=(DESK,), allow=("127.0.0.0/8",))
    return made


async def ask(
    rig: Rig, method: str, path: str, sent: Any = None, **headers: str
) -> tuple[int, Any]:
    data = None if sent is None else json.dumps(sent)
    kind = {} if sent is None else {"Content-Type": "application/json"}
    url = rig.address.rstrip("/") + path
    async with rig.http.request(method, url, data=data, headers={**kind, **headers}) as answer:
        text = await answer.text()
        return answer.status, json.loads(text) if text.startswith(("{", "[")) else text


# ── what it describes ─────────────────────────────────────────────────────────────────────────


async def test_every_operation_is_described_with_all_that_it_answers(rig: Rig) -> None:
    status, document = await ask(rig, "GET", "/api/openapi.json")
    assert status == 200
    assert document["openapi"] == "3.1.0"
    for one in OPERATIONS:
        told = document["paths"][one.path][one.method.lower()]
        assert str(one.code) in told["responses"]
    named = set(document["components"]["schemas"])
    for reference in _references(document):
        assert reference.removeprefix("#/components/schemas/") in named


def _references(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [one for value in part.values() for one in _references(value)]
    if isinstance(part, list):
        return [one for value in part for one in _references(value)]
    return []


@pytest.mark.slow
async def test_schemathesis_finds_no_bug_and_no_answer_that_is_not_described(
    rigs: Rigs, tmp_path: Path
) -> None:
    rig = await rigs(subscriber=(DESK,), token=Secret(TOKEN))
    rig.http.headers["Authorization"] = f"Bearer {TOKEN}"
    await rig.judge(3)
    await rig.tell(*map(an_event, range(30)))
    checks = (
        "not_a_server_error,status_code_conformance,content_type_conformance,"
        "response_headers_conformance,response_schema_conformance,negative_data_rejection,"
        "unsupported_method,ignored_auth"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "schemathesis.cli", "run", f"{rig.address}api/openapi.json",
        "--checks", checks, "--max-examples", "10", "--seed", "7", "--no-color",
        "--phases", "examples,coverage,fuzzing", "--generation-database", "none",
        "-H", f"Authorization: Bearer {TOKEN}",
        cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    out, _ = await process.communicate()
    assert process.returncode == 0, out.decode()[-6000:]


async def test_everything_that_is_described_asks_for_the_token(rigs: Rigs) -> None:
    rig = await rigs(token=Secret(TOKEN))
    for one in OPERATIONS:
        path = one.path.replace("{", "").replace("}", "")
        status, _ = await ask(rig, one.method, path)
        assert (status == 401) != one.open, one.path
    for path in ("/", "/story/x", "/sources", "/subscribers", "/bench", "/figures", "/events",
                 "/feed.rss", "/feed.atom", "/feed.json", "/static/console.js"):  # fmt: skip
        assert await rig.status_of(path) == 401, path
    for path in ("/sources", "/subscribers", "/subscribers/desk", "/dead", "/logout"):
        async with rig.post(path, data={"do": "retry"}) as answer:
            assert answer.status == 401, path


async def test_what_another_site_makes_a_browser_send_is_refused(rig: Rig) -> None:
    """A form cannot send JSON; what can, says where it is from."""
    for headers in (
        {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):  # fmt: skip
        assert (await ask(rig, "POST", "/api/dead/retry", {}, **headers))[0] == 403
    async with rig.post("/api/dead/retry", data="{}") as answer:
        assert answer.status == 415
    status, _ = await ask(rig, "POST", "/api/dead/retry", {}, **{"Sec-Fetch-Site": "same-origin"})
    assert status == 200


# ── news ──────────────────────────────────────────────────────────────────────────────────────


async def test_events_are_filtered_and_looked_back_through_page_by_page(rig: Rig) -> None:
    await rig.tell(
        *(an_event(n, urgency="flash" if n % 3 == 0 else "routine") for n in range(1, 31))
    )
    _, first = await ask(rig, "GET", "/api/events?urgency=flash&limit=4")
    assert [one["id"] for one in first["events"]] == ["i30", "i27", "i24", "i21"]
    _, second = await ask(rig, "GET", f"/api/events?urgency=flash&limit=50&before={first['older']}")
    assert [one["id"] for one in second["events"]] == ["i18", "i15", "i12", "i9", "i6", "i3"]
    assert second["older"] is None


async def test_a_story_is_told_with_why_and_to_whom(rig: Rig) -> None:
    first = an_event(1)
    edited = an_event(1, event="update", revision=2, previous=first.title, title="عنوان جديد")
    await rig.redis.xadd(rig.keys.news, {"data": encode(first), "to": "desk"})
    await rig.tell(edited, an_event(2))
    status, body = await ask(rig, "GET", "/api/stories/i1")
    assert (status, body["whole"]) == (200, True)
    assert [one["event"] for one in body["events"]] == ["new", "update"]
    assert [(one["subscriber"], one["state"]) for one in body["receipts"]] == [("desk", "done")]
    assert (await ask(rig, "GET", "/api/stories/nobody"))[0] == 404


async def test_the_bench_says_how_often_a_filter_would_have_fired(rig: Rig) -> None:
    await rig.tell(*(an_event(n, urgency="urgent" if n <= 14 else "routine") for n in range(30)))
    _, body = await ask(rig, "GET", "/api/bench?urgency=urgent&days=1")
    assert (body["fired"], body["looked_at"]) == (15, 30)
    async with rig.get("/bench?urgency=urgent") as answer:
        assert "would have fired 15 times" in await answer.text()
    status, body = await ask(rig, "GET", "/api/bench?topic=x&days=99")
    assert status == 400
    assert body["faults"]


# ── read-only keys ────────────────────────────────────────────────────────────────────────────


async def test_a_key_reads_its_own_filter_and_nothing_else(rigs: Rigs) -> None:
    rig = await rigs(token=Secret(TOKEN))
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    filter_of = {"topics": ["sports", "security"], "any": ["داعش"]}
    status, made_key = await ask(rig, "POST", "/api/keys", filter_of, **bearer)
    assert status == 200
    assert [path.partition("?")[0] for path in made_key["paths"]] == [
        "/events", "/feed.rss", "/feed.atom", "/feed.json",
    ]  # fmt: skip
    for path in made_key["paths"]:
        assert await rig.status_of(path) == 200, path
    key = f"key={made_key['key']}"
    same = "any=%D8%AF%D8%A7%D8%B9%D8%B4&topics=security,sports"
    assert await rig.status_of(f"/feed.json?{same}&{key}") == 200
    assert await rig.status_of(f"/events?{same}&last_event_id=0-0&{key}") == 200
    for wrong in (
        f"/feed.json?{key}", f"/feed.json?topics=security&{key}", f"/api/events?{same}&{key}",
        f"/?{same}&{key}", f"/feed.json?{same}&key=", f"/feed.json?{same}&{key}&{key}",
        f"/feed.json?{same}&{key}0", f"/metrics?{key}", f"/feed.json?{same}&late=true&{key}",
    ):  # fmt: skip
        assert await rig.status_of(wrong) == 401, wrong
    other = await rigs(token=Secret(TOKEN + "2"))
    assert await other.status_of(f"/feed.json?{same}&{key}") == 401


async def test_no_spelling_of_a_query_widens_what_a_key_reads(rigs: Rigs) -> None:
    """What the key signs and what is looked for are read from the same query in the same way."""
    rig = await rigs(token=Secret(TOKEN))
    assert rig.store
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    _, made_key = await ask(
        rig, "POST", "/api/keys", {"topics": ["sports"], "any": ["A"]}, **bearer
    )
    signed = f"?key={made_key['key']}&topics=sports"
    assert await rig.status_of(f"/events{signed}&any=A") == 200
    for wider in ("any=A&desk=1", "any=A&late", "any=A&late=", "any=A&late=true", "any=%2541"):
        assert await rig.status_of(f"/events{signed}&{wider}") == 401, wider
    sports = (Topic(name="sports", score=0.9, iptc=""),)
    for nothing in ("desk=", "desk", "desk=,"):
        async with rig.listen(f"{signed}&any=A&{nothing}") as frames:
            await deeds.write(rig.store, Act(act="move", at="", story="i2", of="i1", items=("i1",)))
            [last] = await rig.tell(an_event(1, title="A", topics=sports))
            told = await frames.next()
            assert (told.event, told.id) == ("", last), nothing


# ── sources and subscribers ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("value", ["${HOME}", "$${HOME}", "file:/etc/passwd"])
async def test_what_comes_through_the_api_is_taken_as_it_stands(rig: Rig, value: str) -> None:
    """Neither the environment nor a file of this machine is reached."""
    table = {
        "name": "made", "kind": "feed", "url": "http://127.0.0.1:9/x",
        "headers": {"X-Key": value}, "select": "",
    }  # fmt: skip
    status, body = await ask(rig, "POST", "/api/sources", table)
    assert (status, body["made"], body["name"]) == (201, True, "made")
    settings = merged(rig.settings, await made.read(rig.known_store()))
    [source] = [one for one in settings.source if one.name == "made"]
    assert source.headers["X-Key"].reveal() == value
    assert value not in json.dumps(body)


async def test_a_subscriber_made_here_is_checked_as_one_of_the_file_is(rig: Rig) -> None:
    table: dict[str, Any] = {
        "name": "new-desk",
        "channel": "webhook",
        "url": "http://127.0.0.1:9/x",
    }
    without = {key: value for key, value in table.items() if key != "url"}
    status, body = await ask(rig, "POST", "/api/subscribers", without)
    assert status == 422
    assert any("url" in fault for fault in body["faults"])
    status, body = await ask(
        rig, "POST", "/api/subscribers", {**table, "secret": SECRET, "urgensy": "x"}
    )
    assert status == 422
    assert 'expected "urgency"' in body["faults"][0]
    assert SECRET not in json.dumps(body)
    status, body = await ask(
        rig, "POST", "/api/subscribers", {**table, "secret": SECRET, "topics": ["security"]}
    )
    assert (status, body["name"]) == (201, "new-desk")
    [kept] = [
        one
        for one in merged(rig.settings, await made.read(rig.known_store())).subscriber
        if one.name == "new-desk"
    ]
    assert kept.secret.reveal() == SECRET
    assert kept.topics == ("security",)
    assert (await ask(rig, "DELETE", "/api/subscribers/new-desk"))[0] == 204
    assert (await ask(rig, "DELETE", "/api/subscribers/new-desk"))[0] == 404
    assert (await ask(rig, "DELETE", "/api/subscribers/desk"))[0] == 409
    status, body = await ask(
        rig, "POST", "/api/subscribers", {**table, "name": "desk", "secret": SECRET}
    )
    assert status == 422
    assert "stands in the file" in body["faults"][0]


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest",
        "http://10.0.0.1/",
        "ftp://x.example/",
        "http://user:pw@x.example/",
    ],
)
async def test_a_source_that_lies_where_it_may_not_is_refused(rig: Rig, url: str) -> None:
    for path in ("/api/sources", "/api/sources/try"):
        status, body = await ask(rig, "POST", path, {"name": "x", "kind": "feed", "url": url})
        assert status == 422, path
        assert body["faults"]
        assert "pw" not in json.dumps(body)


@pytest.mark.parametrize(
    "sent", ["[]", "nil", '{"name": 1}', "{}", '"x"', "{" * 5000, '{"name": "\\ud800"}']
)
async def test_what_is_no_section_is_a_fault_and_no_bug(rig: Rig, sent: str) -> None:
    for path in ("/api/sources", "/api/subscribers", "/api/keys", "/api/dead/retry"):
        headers = {"Content-Type": "application/json"}
        async with rig.post(path, data=sent, headers=headers) as answer:
            assert answer.status in (400, 422) or (sent == "{}" and answer.status == 200)
            if answer.status != 200:
                assert answer.content_type == "application/problem+json"


# ── dead letters ──────────────────────────────────────────────────────────────────────────────


async def test_dead_letters_are_listed_retried_and_dropped(rig: Rig) -> None:
    await rig.judge(5)
    store, now_ms = rig.known_store(), int(T0.timestamp() * 1000)
    for taken in await store.take("desk", now_ms=now_ms, most=5, address="d", gap_ms=0):
        await store.bury(taken, now_ms, "answered 404")
    _, body = await ask(rig, "GET", "/api/dead?limit=3")
    assert len(body["letters"]) == 3
    one = body["letters"][0]
    assert (one["subscriber"], one["why"]) == ("desk", "answered 404")
    which = {"subscriber": "desk", "delivery": one["delivery"]}
    assert await ask(rig, "POST", "/api/dead/retry", which) == (200, {"count": 1})
    assert await ask(rig, "POST", "/api/dead/retry", which) == (200, {"count": 0})
    _, owed = await ask(rig, "GET", "/api/deliveries?subscriber=desk")
    assert [each["delivery"] for each in owed["deliveries"]] == [one["delivery"]]
    which = {"subscriber": "desk", "delivery": body["letters"][1]["delivery"]}
    assert await ask(rig, "POST", "/api/dead/drop", which) == (200, {"count": 1})
    assert await ask(rig, "POST", "/api/dead/retry", {"subscriber": "nobody"}) == (
        200,
        {"count": 0},
    )
    assert await ask(rig, "POST", "/api/dead/retry", {}) == (200, {"count": 3})
    assert (await ask(rig, "GET", "/api/dead"))[1] == {"letters": []}


async def test_the_desk_mutes_moves_holds_and_undoes(rig: Rig) -> None:
    await rig.tell(an_event(1), an_event(2), an_event(3, story="i1", event="follow"))
    for wrong in (
        {"act": "mute", "story": "nobody"}, {"act": "split", "story": "i1", "item": "i1"},
        {"act": "merge", "story": "i1", "into": "i1"}, {"act": "merge", "story": "i1", "into": "x"},
        {"act": "hold", "subscriber": "nobody"}, {"act": "undo", "entry": "0-1"},
    ):  # fmt: skip
        assert (await ask(rig, "POST", "/api/hand", wrong))[0] == 404, wrong
    _, body = await ask(rig, "POST", "/api/hand", {"act": "mute", "story": "i2"})
    assert body["muted"] == ["i2"]
    _, body = await ask(rig, "POST", "/api/hand", {"act": "hold", "subscriber": "desk"})
    assert body["held"] == ["desk"]
    _, told = await ask(rig, "GET", "/api/subscribers/desk")
    assert told["held"] is True
    await ask(rig, "POST", "/api/hand", {"act": "split", "story": "i1", "item": "i3"})
    _, story = await ask(rig, "GET", "/api/stories/i3")
    assert [one["id"] for one in story["events"]] == ["i3"]
    _, body = await ask(rig, "POST", "/api/hand", {"act": "merge", "story": "i2", "into": "i1"})
    _, story = await ask(rig, "GET", "/api/stories/i1")
    assert [one["id"] for one in story["events"]] == ["i1", "i2"]
    for one in reversed(body["acts"]):
        _, body = await ask(rig, "POST", "/api/hand", {"act": "undo", "entry": one["entry"]})
    assert (body["muted"], body["held"]) == ([], [])
    _, story = await ask(rig, "GET", "/api/stories/i1")
    assert [one["id"] for one in story["events"]] == ["i1", "i3"]
    on_log = [fields for _, fields in await rig.redis.xrange(rig.keys.news) if b"hand" in fields]
    assert len(on_log) == 8


async def test_what_was_switched_off_is_switched_on_again(rig: Rig) -> None:
    await rig.known_store().switch_off("desk", "digest", "answered 410")
    _, body = await ask(rig, "GET", "/api/subscribers/desk")
    assert body["off"] == "answered 410"
    assert (await ask(rig, "POST", "/api/subscribers/desk/lift"))[0] == 204
    assert await rig.known_store().switched_off() == {}
    assert (await ask(rig, "POST", "/api/subscribers/nobody/lift"))[0] == 404


async def test_a_test_alert_says_what_went_wrong(rigs: Rigs) -> None:
    wire = SubscriberSettings(name="wire", channel="redis")
    refused = msgspec.structs.replace(
        DESK, url=Secret("http://127.0.0.1:9/hook"), secret=Secret(SECRET)
    )
    rig = await rigs(subscriber=(wire, refused), allow=("127.0.0.0/8",), source=(SOURCE,))
    assert await ask(rig, "POST", "/api/subscribers/wire/test") == (200, {"error": None})
    [(_, fields)] = await rig.redis.xrange(rig.keys.to("wire"))
    assert json.loads(fields[b"data"])["test"] is True
    status, body = await ask(rig, "POST", "/api/subscribers/desk/test")
    assert status == 200
    assert "not taken" in body["error"]
    assert (await ask(rig, "POST", "/api/subscribers/nobody/test"))[0] == 404


SOURCE = SourceSettings(name="feed", kind="feed", url="http://127.0.0.1:9/")


# ── told again, and circuits ──────────────────────────────────────────────────────────────────


async def test_a_range_of_the_stream_is_told_again_by_ids_times_and_lapses(rig: Rig) -> None:
    entries = await rig.tell(*map(an_event, range(5)))
    path, store = "/api/subscribers/desk/resend", rig.known_store()
    by_id = {"since": entries[1], "until": entries[2]}
    assert await ask(rig, "POST", path, by_id) == (200, {"count": 2})
    assert await store.owed_count("desk") == 2
    assert await ask(rig, "POST", path, by_id) == (200, {"count": 0}), "owed already"
    stamp = int(entries[0].partition("-")[0]) / 1000
    rig.now = datetime.fromtimestamp(stamp, UTC) + timedelta(minutes=5)
    assert await ask(rig, "POST", path, {"since": "10m"}) == (200, {"count": 3})
    assert [one.delivery for one, _ in await store.owed("desk")] == [
        an_event(number).delivery_id for number in (1, 2, 0, 3, 4)
    ]
    early = {"since": "2001-02-03T04:05:06Z", "until": "2001-02-03T04:05:07+03:00"}
    assert await ask(rig, "POST", path, early) == (200, {"count": 0})


async def test_a_range_that_is_none_names_every_fault_and_nobody_is_told(rig: Rig) -> None:
    await rig.tell(an_event(1))
    path = "/api/subscribers/desk/resend"
    status, body = await ask(rig, "POST", path, {"since": "yesterday", "until": "9" * 40})
    assert status == 422
    assert [fault.partition(":")[0] for fault in body["faults"]] == ["since", "until"]
    # An id has two numbers of 64 bits (Redis, "Entry IDs").
    assert (await ask(rig, "POST", path, {"since": "9" * 20}))[0] == 422
    assert (await ask(rig, "POST", path, {"until": "1-0"}))[0] == 400
    assert (await ask(rig, "POST", path, {"since": "1h", "to": "x"}))[0] == 400
    assert (await ask(rig, "POST", path.replace("desk", "nobody"), {"since": "1h"}))[0] == 404
    assert await rig.known_store().owing() == []


async def test_the_page_tells_again_too(rig: Rig) -> None:
    entries = await rig.tell(*map(an_event, range(3)))
    async with rig.post("/subscribers/desk", data={"do": "resend", "since": entries[1]}) as answer:
        assert answer.status == 200
        assert "desk: 0 told anew." in await answer.text(), "the rig's clock stands long before"
    form = {"do": "resend", "since": entries[1], "until": entries[2]}
    async with rig.post("/subscribers/desk", data=form) as answer:
        assert "desk: 2 told anew." in await answer.text()
    async with rig.post("/subscribers/desk", data={"do": "resend", "since": "soon"}) as answer:
        assert "since: &#39;soon&#39;: expected an id" in await answer.text()
    async with rig.post("/subscribers/nobody", data=form) as answer:
        assert answer.status == 404


async def test_an_open_circuit_is_shown_with_its_failures_and_its_next_try(rig: Rig) -> None:
    store = rig.known_store()
    entries = await rig.tell(an_event(1))
    await ask(
        rig, "POST", "/api/subscribers/desk/resend", {"since": entries[0], "until": entries[0]}
    )
    _, before = await ask(rig, "GET", "/api/subscribers/desk")
    assert (before["failures"], before["probe"]) == (0, None)
    for _ in range(7):
        await store.failed("desk", "digest", 1_709_294_400_000)
    await store.open_circuit("desk", 1_709_294_430_000)
    rig.console._view.forget()  # type: ignore[attr-defined]
    _, told = await ask(rig, "GET", "/api/subscribers/desk")
    assert (told["failures"], told["probe"]) == (7, "2024-03-01T12:00:30.000Z")
    async with rig.get("/subscribers") as answer:
        page = await answer.text()
    assert "unreachable" in page
    assert "7 failures in a row; next try:" in page

"""Feeds out, as a feed reader has them: over a socket, on a real log, read by feedparser."""

# ruff: noqa: F811  # a fixture of another file, asked for by its name

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_console import NASTY, Rig, an_event, rig, rigs  # noqa: F401  # fixtures
from workers import feeds

KINDS = sorted(feeds.KINDS)


async def read(rig: Rig, path: str, **headers: str) -> tuple[int, Any, bytes]:
    async with rig.get(path, headers=headers) as answer:
        return answer.status, answer.headers, await answer.read()


def titles(kind: str, body: bytes) -> list[str]:
    if kind == "json":
        return [item["title"] for item in json.loads(body)["items"]]
    parsed: Any = feedparser.parse(body)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return [entry.title for entry in parsed.entries]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_feed_shows_each_item_once_as_it_stands_now_newest_first(
    rig: Rig, kind: str
) -> None:
    await rig.tell(
        an_event(1, title="الأول"),
        an_event(2, title="الثاني"),
        an_event(3, title="الثالث"),
        an_event(1, title="الأول معدلا", event="update", revision=2, previous="الأول"),
        an_event(2, event="withdrawn", revision=2),
        an_event(4, event="repeat"),
    )
    status, headers, body = await read(rig, f"/feed.{kind}")
    assert (status, headers["Content-Type"]) == (200, feeds.KINDS[kind])
    assert titles(kind, body) == ["الأول معدلا", "الثالث"]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_feed_is_of_a_filter_and_names_its_faults(rig: Rig, kind: str) -> None:
    await rig.tell(an_event(1, title="انفجار في بغداد"), an_event(2, title="مباراة في البصرة"))
    _, _, body = await read(rig, f"/feed.{kind}?any=انفجار*")
    assert titles(kind, body) == ["انفجار في بغداد"]
    status, headers, body = await read(rig, f"/feed.{kind}?topic=sports")
    assert (status, headers["Content-Type"]) == (400, "application/problem+json")
    assert b"did you mean topics" in body


@pytest.mark.parametrize("kind", KINDS)
async def test_who_asks_again_is_told_304_until_the_news_is_another(rig: Rig, kind: str) -> None:
    await rig.tell(an_event(1))
    _, headers, body = await read(rig, f"/feed.{kind}")
    tag, at = headers["ETag"], headers["Last-Modified"]
    for asked in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"x", W/{tag}'},
        {"If-Modified-Since": at},
    ):
        status, again, empty = await read(rig, f"/feed.{kind}", **asked)
        assert (status, again["ETag"], empty) == (304, tag, b"")
    # What others are told changes nothing here.
    await rig.tell(an_event(2, event="repeat"))
    status, _, _ = await read(rig, f"/feed.{kind}", **{"If-None-Match": tag})
    assert status == 304
    await rig.tell(an_event(3))
    status, headers, newer = await read(rig, f"/feed.{kind}", **{"If-None-Match": tag})
    assert (status, newer != body, headers["ETag"] != tag) == (200, True, True)
    assert "no-store" not in headers["Cache-Control"]


@pytest.mark.parametrize("kind", KINDS)
async def test_without_news_a_feed_is_valid_and_the_same_each_time(rig: Rig, kind: str) -> None:
    first = await read(rig, f"/feed.{kind}")
    second = await read(rig, f"/feed.{kind}?late=false")
    assert first[0] == second[0] == 200
    assert titles(kind, first[2]) == []
    assert first[1]["Last-Modified"] == "Thu, 01 Jan 1970 00:00:00 GMT"


def test_what_is_markup_in_a_headline_is_text_in_a_reader() -> None:
    event = an_event(1, title=NASTY, summary="<script>alert(1)</script> & <b>", url=None)
    heading = feeds.Heading(title="Ajil", home="http://127.0.0.1/", own="http://127.0.0.1/feed.rss")
    for kind in ("rss", "atom"):
        entry = feedparser.parse(feeds.write(kind, heading, [event])).entries[0]
        assert "<script" not in entry.summary
        assert entry.link == f"http://127.0.0.1/#{event.id}"
        assert entry.id == f"urn:x-ajil:{event.id}"
    assert json.loads(feeds.write("json", heading, [event]))["items"][0]["title"] == NASTY


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["rss", "atom"]))
def test_any_text_whatever_makes_a_document_that_parses(
    title: str, summary: str, kind: str
) -> None:
    heading = feeds.Heading(title=title, home="http://h/", own="http://h/f")
    body = feeds.write(kind, heading, [an_event(1, title=title, summary=summary)])
    ElementTree.fromstring(body)


@given(st.text(max_size=40))
def test_a_stamp_that_is_none_is_long_ago(text: str) -> None:
    assert feeds.changed(an_event(1, classified=text)).tzinfo is not None

"""What is said to those who run the service: each thing once when it begins, and once when it is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from streamer.connect import AnyRedis
from streamer.errors import SettingsError
from streamer.keys import Keys
from streamer.settings import Secret, SourceSettings, SubscriberSettings, parse
from streamer.source_state import State
from tests.rigs import Rig, Rigs, rigs
from workers.alarm import LASTS, MOST_WAITING, Facts, Said, Watch
from workers.cli import alarming
from workers.console import View
from workers.store import Store

__all__ = ["rigs"]

T0 = 1_000_000.0


def facts(**given: Any) -> Facts:
    usual: dict[str, Any] = {
        "now": T0, "dead": 0, "waiting": 0, "backlog": 1000, "last": T0, "sources": {},
    }  # fmt: skip
    return Facts(**{**usual, **given})


@pytest.fixture
def watch() -> Watch:
    return Watch(silence=600, began=T0 - 10)


def test_dead_letters_are_said_when_they_become_more(watch: Watch) -> None:
    assert watch.look(facts(dead=5)) == []  # those were there before
    assert watch.look(facts(dead=7)) == ["2 more dead letters, 7 in all"]
    assert watch.look(facts(dead=None)) == []
    assert watch.look(facts(dead=7)) == []
    assert watch.look(facts(dead=1)) == []
    assert watch.look(facts(dead=2)) == ["1 more dead letters, 2 in all"]


@pytest.mark.parametrize("condition", ["failing", "silent", "selector"])
def test_a_bad_source_is_said_once_it_lasts_and_again_once_it_was_well(
    watch: Watch, condition: str
) -> None:
    bad = {"a": condition, "b": "fresh"}
    assert watch.look(facts(sources=bad)) == []
    assert watch.look(facts(sources=bad, now=T0 + LASTS, last=T0 + LASTS)) == [
        f"source a: {condition}"
    ]
    assert watch.look(facts(sources=bad, now=T0 + LASTS * 2, last=T0 + LASTS * 2)) == []
    well = facts(sources={"a": "fresh"}, now=T0 + LASTS * 3, last=T0 + LASTS * 3)
    assert watch.look(well) == ["source a is well again"]
    assert watch.look(well) == []
    for step, said in ((4, []), (5, [f"source a: {condition}"])):
        at = T0 + LASTS * step
        assert watch.look(facts(sources=bad, now=at, last=at)) == said


def test_a_backlog_that_is_nearly_full_is_said_once(watch: Watch) -> None:
    assert watch.look(facts(waiting=799)) == []
    assert watch.look(facts(waiting=800)) == [
        "the backlog is nearly full: 800 of 1000 headlines wait"
    ]
    assert watch.look(facts(waiting=900)) == []
    assert watch.look(facts(waiting=None)) == []
    assert watch.look(facts(waiting=10)) == ["the backlog has room again: 10 headlines wait"]
    assert watch.look(facts(waiting=10)) == []
    assert len(watch.look(facts(waiting=1000))) == 1


def test_silence_is_counted_from_the_last_headline_or_from_the_start(watch: Watch) -> None:
    assert watch.look(facts(last=None, now=T0 + 500)) == []
    assert watch.look(facts(last=None, now=T0 + 600)) == ["no headline at all for 10 minutes"]
    assert watch.look(facts(last=None, now=T0 + 900)) == []
    assert watch.look(facts(last=T0 + 900, now=T0 + 901)) == ["headlines come again"]
    assert watch.look(facts(last=T0 + 900, now=T0 + 902)) == []
    assert watch.look(facts(last=T0 + 900, now=T0 + 1500)) == ["no headline at all for 10 minutes"]


def test_a_restart_neither_repeats_an_alarm_nor_forgets_that_it_is_over(watch: Watch) -> None:
    """Nor does it take for over what is not known yet: a source that was not asked, a log without news."""
    bad: dict[str, Any] = {"sources": {"a": "failing"}, "waiting": 900, "dead": 3, "last": None}
    watch.look(facts(**bad))
    said = watch.look(facts(**bad, now=T0 + 700))
    assert said == ["source a: failing", "no headline at all for 12 minutes"]
    kept = msgspec.json.encode(watch.said)
    after = Watch(silence=600, began=T0 + 800, said=msgspec.json.decode(kept, type=Said))
    assert after.said.waiting == watch.said.waiting
    unknown = {"sources": {"a": "new"}, "waiting": None, "dead": None, "last": None}
    assert after.look(facts(**unknown, now=T0 + 801)) == []
    assert after.look(facts(**bad, now=T0 + 1500)) == []
    well = {"sources": {"a": "fresh"}, "waiting": 0, "dead": 4, "last": T0 + 1501}
    assert after.look(facts(**well, now=T0 + 1502)) == [
        "1 more dead letters, 4 in all",
        "source a is well again",
        "the backlog has room again: 0 headlines wait",
        "headlines come again",
    ]


def test_what_is_kept_is_bounded(watch: Watch) -> None:
    for count in range(200):
        watch.look(facts(dead=count, sources={f"s{count}": "failing"}))
    assert len(watch.said.bad) == 1
    assert len(watch.said.waiting) == MOST_WAITING
    watch.look(facts(sources={}))
    assert (watch.said.bad, watch.said.began) == ({}, {})


async def test_it_is_kept_in_redis_and_read_back(redis: AnyRedis, prefix: str) -> None:
    store = Store(redis, Keys(prefix), keep=60)
    assert await alarming.recall(store) == Said()
    said = Said(dead=3, bad={"a": ("failing", T0)}, began={"source a": T0}, waiting=["x"])
    kept = await alarming.keep(store, said)
    assert await alarming.recall(store) == said
    await redis.delete(store.keys.alarm)
    await alarming.keep(store, said, kept)
    assert not await redis.exists(store.keys.alarm), "written though nothing changed"
    said.waiting.append("another")
    await alarming.keep(store, said, kept)
    assert await alarming.recall(store) == said
    await redis.set(store.keys.alarm, b"\xff")
    assert await alarming.recall(store) == Said()
    await redis.delete(store.keys.alarm)


async def test_the_watch_hears_of_letters_backlog_sources_and_the_last_headline(
    rigs: Rigs,
) -> None:
    """What it decides from is what the console shows, and so is each alarm that is promised."""
    desk = SubscriberSettings(name="desk", channel="webhook", url=Secret("https://hooks.example/x"))
    source = SourceSettings(name="nahrain", kind="feed", url="https://nahrain.example/")
    rig: Rig = await rigs(subscriber=(desk,), source=(source,), backlog=2)
    state = State(settings=source, asked=1.0, status=503, problem="answered 503", failures=3)
    rig.poller = SimpleNamespace(states={"nahrain": state}, held_back=None)
    before = datetime.now(UTC)
    view = View(rig)
    watch = Watch(silence=600, began=before.timestamp())
    assert watch.look(await alarming._facts(view, before)) == []
    await rig.judge(1)
    store, now_ms = rig.known_store(), int(rig.now.timestamp() * 1000)
    [taken] = await store.take("desk", now_ms=now_ms, most=1, address="d", gap_ms=0)
    await store.bury(taken, now_ms, "answered 404")
    for _ in range(2):
        await rig.redis.xadd(rig.keys.headlines, {b"data": b"{}"})
    view.forget()
    later = before + timedelta(seconds=LASTS + 1)
    assert watch.look(await alarming._facts(view, later)) == [
        "1 more dead letters, 1 in all", "source nahrain: failing",
        "the backlog is nearly full: 2 of 2 headlines wait",
    ]  # fmt: skip
    found = await alarming._facts(view, before + timedelta(hours=1))
    assert found.last is not None
    assert abs(found.last - before.timestamp()) < 60
    assert watch.look(found) == ["no headline at all for 60 minutes"]


def test_the_subscriber_that_is_named_must_be_there() -> None:
    text = '[alarm]\nsubscriber = "ops"\n[[subscriber]]\nname = "{}"\nchannel = "redis"\n'
    given: Any = {"kinds": {"feed"}, "channels": {"redis"}}
    settings = parse(text.format("ops"), "ajil.toml", Path(), {}, **given)
    assert (settings.alarm.subscriber, settings.alarm.silence) == ("ops", 1800.0)
    with pytest.raises(SettingsError, match=r"alarm\.subscriber: no subscriber is called so.*desk"):
        parse(text.format("desk"), "ajil.toml", Path(), {}, **given)

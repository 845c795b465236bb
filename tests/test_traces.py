"""Traces: one a headline, through all processes, told to a collector; nothing where none is named."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from structlog.testing import capture_logs

from streamer.connect import connect
from streamer.headline import ENCODER
from streamer.traces import Traces
from tests.builders import Room, a_headline, a_roster, a_subscriber, an_event, judged
from tests.fakes import Hooks, Site, _Served
from tests.running import ROOT, Start, starter, titles, webhook, write
from tests.servers import Server
from tests.waiting import until
from workers.classify import Classifier
from workers.dedupe import Index
from workers.holding import Holding
from workers.pipeline import Pipeline
from workers.story import Event

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Collector(_Served):
    """Takes OTLP over HTTP, as its specification has it. `spans`: each as a dict, with its process."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: list[dict[str, Any]] = []
        self.app.router.add_post("/v1/traces", self._take)

    async def _take(self, request: web.Request) -> web.Response:
        assert request.content_type == "application/x-protobuf"
        sent = ExportTraceServiceRequest.FromString(await request.read())
        for part in sent.resource_spans:
            resource = _values(part.resource.attributes)
            for scope in part.scope_spans:
                self.spans += [
                    {
                        "name": one.name, "trace": one.trace_id.hex(), "span": one.span_id.hex(),
                        "parent": one.parent_span_id.hex(), "status": one.status.code,
                        "began": one.start_time_unix_nano, "ended": one.end_time_unix_nano,
                        "process": resource["service.instance.id"],
                        "service": resource["service.name"], **_values(one.attributes),
                    }
                    for one in scope.spans
                ]  # fmt: skip
        return web.Response(body=b"", content_type="application/x-protobuf")

    def named(self, name: str) -> list[dict[str, Any]]:
        return [one for one in self.spans if one["name"] == name]


def _values(attributes: Any) -> dict[str, Any]:
    return {one.key: getattr(one.value, one.value.WhichOneof("value")) for one in attributes}


@pytest.fixture
async def collector() -> AsyncIterator[Collector]:
    async with Collector() as made:
        yield made


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with starter(tmp_path) as made:
        yield made


def test_nothing_of_it_is_imported_where_no_collector_is_named() -> None:
    """redis-py imports what it needs of the package for its own metrics, where it is installed."""
    said = subprocess.run(
        [
            sys.executable, "-c",
            "import sys, workers.cli.service, workers.cli.main\n"
            "print([n for n in sys.modules if n.startswith(('opentelemetry.exporter', "
            "'opentelemetry.sdk.trace', 'google.protobuf'))])",
        ],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == "[]"


async def test_without_traces_no_stream_and_no_delivery_has_a_field_more(room: Room) -> None:
    await room.commit(judged(an_event(1), others=["hook"]))
    [(_, fields)] = await room.redis.xrange(room.keys.news)
    assert set(fields) == {b"data", b"to"}
    body = await room.redis.hgetall(room.keys.body(an_event(1).delivery_id))
    assert set(body) == {b"event", b"n"}


async def test_the_judge_goes_on_with_the_trace_of_a_headline_and_hands_it_to_the_delivery(
    room: Room, collector: Collector
) -> None:
    traces = Traces(collector.base, instance="here", version="1")
    pipeline = Pipeline(
        room.headlines, room.store, room.lease, Classifier(), a_roster(a_subscriber("hook")),
        new_index=lambda: Index(window=172_800, keep=604_800), clock=room.clock, traces=traces,
    )  # fmt: skip
    await pipeline.hold()
    await pipeline.catch_up()
    data = ENCODER.encode(a_headline(1))
    await room.redis.xadd(room.keys.headlines, {"data": data, "traceparent": PARENT})
    await pipeline.take(await anext(pipeline.batches()))
    [taken] = await room.take("hook")
    await traces.close()
    [step] = collector.named("judge")
    assert (step["trace"], step["parent"]) == tuple(PARENT.split("-")[1:3])
    assert taken.trace == f"00-{step['trace']}-{step['span']}-01"
    assert (step["ajil.event"], step["ajil.subscribers"]) == ("new", 1)


async def test_it_stays_with_a_delivery_through_death_and_revival(room: Room) -> None:
    await room.commit(_with(PARENT, an_event(1)))
    [taken] = await room.take("hook")
    await room.store.bury(taken, room.now_ms, "answered 404")
    [letter] = [one async for one in room.store.dead()]
    assert await room.store.revive(letter, room.now_ms)
    [again] = await room.take("hook")
    assert taken.trace == again.trace == PARENT


async def test_what_is_owed_to_very_many_carries_it_too(room: Room) -> None:
    names = [f"hook-{number}" for number in range(400)]
    wide = await room.commit(_with(PARENT, an_event(1), *names))
    while wide:
        wide = await room.store.spread(room.fence)
    assert [one.trace for name in names for one in await room.take(name)] == [PARENT] * 400


async def test_a_digest_is_told_in_the_trace_of_each_headline_that_it_holds(room: Room) -> None:
    other = PARENT.replace("0af7", "1bf8")
    await room.commit(_with(PARENT, an_event(1)))
    await room.commit(_with(other, an_event(2)))
    name = "hook"
    folded = await Holding(room.store).fold(name, room.now_ms, whole=False, least=2)
    assert folded == 2
    [taken] = await room.take(name)
    assert taken.trace.split() == [PARENT, other]


def _with(trace: str, event: Event, *names: str) -> Any:
    return msgspec.structs.replace(judged(event, others=names or ["hook"]), trace=trace)


async def test_a_collector_that_is_away_is_said_once_and_waits_for_nobody(
    collector: Collector,
) -> None:
    """And one that is there again is told what comes from then on. Of a step that was never ended, and of one
    whose parent is no traceparent, nothing is believed: the latter begins a trace of its own."""
    await collector.stop()
    traces = Traces(collector.base, instance="here", version="1")

    def said() -> list[str]:
        return [one["event"] for one in logs if one["event"].startswith("traces.")]

    with capture_logs() as logs:
        traces.begin("judge")
        traces.begin("judge", parent="00-forged").end(fault="for a test")
        await until(lambda: said() == ["traces.collector_is_away"], 60)
        await collector.start()
        traces.begin("deliver", parent=PARENT).end()
        await until(lambda: collector.named("deliver") and len(said()) == 2, 60)
    assert said() == ["traces.collector_is_away", "traces.collector_is_there"]
    await traces.close()
    assert [one["name"] for one in collector.spans if one["name"] == "judge"] in ([], ["judge"])


@pytest.mark.slow
async def test_a_headline_is_one_trace_over_three_processes(
    start: Start, tmp_path: Path, valkey_server: Server, prefix: str, collector: Collector
) -> None:
    """A poller publishes, one worker judges and tries in vain, another delivers."""
    if not valkey_server.alive:
        valkey_server.restart()
    async with Site() as site, Hooks() as hooks:
        site.publish(10_001, "خبر قديم")
        hooks.answer = lambda request: web.Response(status=503)
        config = write(
            tmp_path, url=valkey_server.url, prefix=prefix, sites=(site,), more=webhook(hooks)
        )
        text = config.read_text().replace("[service]", f'[service]\notlp = "{collector.base}"')
        config.write_text(text)
        poller, judge = start("poll", config), start("work", config)
        await poller.says("source.learnt")
        site.publish(10_100, "انفجار يهز وسط المدينة")
        await judge.says("delivery.later")
        assert await judge.stops() == 0
        hooks.answer = lambda request: None
        courier = start("work", config, name="courier")
        await until(lambda: titles(hooks) == ["انفجار يهز وسط المدينة"], 60)
        assert await courier.stops() == 0
        assert await poller.stops() == 0
        assert hooks.refused == 0
    [poll], [publish], [judged_] = map(collector.named, ("poll", "publish", "judge"))
    *failed, delivered = sorted(collector.named("deliver"), key=lambda one: one["began"])
    assert len({one["trace"] for one in collector.spans}) == 1
    assert [poll["parent"], publish["parent"], judged_["parent"]] == [
        "",
        poll["span"],
        publish["span"],
    ]
    assert {one["parent"] for one in (*failed, delivered)} == {judged_["span"]}
    assert len({publish["process"], judged_["process"], delivered["process"]}) == 3
    assert judged_["process"] == failed[0]["process"]
    assert delivered["ajil.outcome"] == "Delivered"
    assert {one["ajil.outcome"] for one in failed} == {"TryAgain"}
    assert {one["status"] for one in failed} == {2}  # STATUS_CODE_ERROR
    assert publish["ajil.id"] == judged_["ajil.id"]
    assert delivered["ajil.delivery"].startswith(judged_["ajil.id"])
    assert all(one["began"] <= one["ended"] and one["service"] == "ajil" for one in collector.spans)
    whole = str(collector.spans)
    assert "whsec_" not in whole
    assert "/hook" not in whole
    async with _client(valkey_server) as redis:
        rows = await redis.xrange(f"{prefix}:news")
        assert all(set(fields) <= {b"data", b"to", b"stamp"} for _, fields in rows)


def _client(server: Server) -> Any:
    return connect(server.url, name="test")

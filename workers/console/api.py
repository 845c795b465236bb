"""`/api/…` for programs, and what machines ask of a service: `/healthz`, `/readyz`, `/metrics`.

What may be asked, and what is answered, stands in openapi.py; what changes something, in changes.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, NoReturn

import msgspec
from aiohttp import web

from workers.console import answers, asked, openapi
from workers.console.desk import MOST_SHOWN, Desk
from workers.console.history import Page
from workers.console.problems import Faulty, problem
from workers.console.receipts import receipts, time
from workers.console.status import Status
from workers.console.view import View
from workers.filters import KEYS
from workers.story import Event

USUAL: Final = 100
MOST: Final = 500
"""Events in one answer."""
_PROMETHEUS: Final = "text/plain; version=0.0.4; charset=utf-8"


class Api:
    """The handlers that only look."""

    def __init__(
        self,
        view: View,
        desk: Desk,
        *,
        listeners: Callable[[], int],
        key: Callable[[asked.Given], str],
        guarded: bool,
    ) -> None:
        self._view = view
        self._desk = desk
        self._listeners = listeners
        self._key = key
        self._schema = msgspec.json.encode(event_schema())
        self._description = openapi.description(guarded=guarded)

    async def healthy(self, _request: web.Request) -> web.Response:
        """That it answers says that the loop turns."""
        return web.Response(text="ok")

    async def ready(self, _request: web.Request) -> web.Response:
        reason = self._view.not_ready()
        return web.Response(text=reason or "ok", status=503 if reason else 200)

    async def metrics(self, _request: web.Request) -> web.Response:
        self._set_gauges(await self._view.status(self._listeners()))
        return web.Response(body=self._view.meters.text(), headers={"Content-Type": _PROMETHEUS})

    async def description(self, _request: web.Request) -> web.Response:
        return as_json(self._description)

    async def schema(self, _request: web.Request) -> web.Response:
        return as_json(self._schema, "application/schema+json")

    async def status(self, request: web.Request) -> web.Response:
        _only(request)
        return answer(await self._view.status(self._listeners()))

    # ── news ──────────────────────────────────────────────────────────────────────────────────

    async def events(self, request: web.Request) -> web.Response:
        """The last events, newest first; `last_event_id` is where `/events` goes on. Without a filter,
        all kinds of event."""
        _only(request, *KEYS, "limit", "before")
        given = asked.given(request.rel_url.raw_query_string)
        try:
            wanted = asked.wanted(given if given else asked.everything(given))
            limit = asked.number(request.query.get("limit"), USUAL, MOST, "limit")
            place = asked.before(request.query.get("before"))
        except ValueError as error:
            raise Faulty(400, str(error).splitlines()) from None
        last = await self._view.last()
        page: Page = await self._view.history.page(wanted, limit, place)
        events = [msgspec.Raw(one.data) for one in page.told]
        return as_json(
            msgspec.json.encode({"last_event_id": last, "older": page.older, "events": events})
        )

    async def story(self, request: web.Request) -> web.Response:
        _only(request)
        story = request.match_info["story"]
        found = await self._view.history.story(story, await self._view.hand())
        store = self._view.store
        if not found.entries or store is None:
            return problem(404, "no report of this story is kept")
        in_commit = {name for name, way in self._view.channels().items() if way == "redis"}
        signed = await receipts(store, found.entries, in_commit)
        return answer(
            answers.StoryOf(
                story=story, whole=found.whole, events=[one.event for one, _ in found.entries],
                receipts=[answers.ReceiptOf(**each._asdict()) for each in signed],
            )
        )  # fmt: skip

    async def bench(self, request: web.Request) -> web.Response:
        _only(request, *KEYS, "days")
        try:
            wanted = asked.wanted(asked.given(request.rel_url.raw_query_string))
            days = asked.number(request.query.get("days"), 3, asked.MOST_DAYS, "days")
        except ValueError as error:
            raise Faulty(400, str(error).splitlines()) from None
        tried = await self._view.history.tried(wanted, days, datetime.now(UTC))
        return answer(
            answers.Bench(
                fired=tried.fired, looked_at=tried.looked_at, since=time(tried.since),
                whole=tried.whole, examples=[one.event for one in tried.examples],
                days=[answers.Day(day=day, fired=count) for day, count in tried.days],
            )
        )  # fmt: skip

    async def figures(self, request: web.Request) -> web.Response:
        _only(request)
        figures, now = self._view.figures, datetime.now(UTC)
        await figures.refresh(now)
        return answer(
            answers.Charts(
                alerts=figures.alerts(), by_channel=figures.by_channel(),
                minutes=[count for _, count in figures.minutes(now)],
                hours=[count for _, count in figures.hours(None, now)],
                queues=[
                    answers.QueueSample(
                        at=time(int(one.at * 1000)), waiting=one.waiting, owed=one.owed, dead=one.dead
                    )
                    for one in figures.samples
                ],
            )
        )  # fmt: skip

    async def key(self, request: web.Request) -> web.Response:
        """A key that reads one filter."""
        table = await body(request, answers.FilterOf)
        lists = {name: getattr(table, name) for name in KEYS if name not in ("urgency", "late")}
        if empty := [name for name, values in lists.items() if not all(map(str.strip, values))]:
            raise Faulty(422, [f"{name}: a value is empty; expected words" for name in empty])
        given = {name: [one.strip() for one in values] for name, values in lists.items() if values}
        if table.urgency:
            given["urgency"] = [table.urgency]
        if table.late:
            given["late"] = ["true"]
        try:
            asked.wanted(given)
        except ValueError as error:
            raise Faulty(422, str(error).splitlines()) from None
        key, query = self._key(given), asked.query_of(given)
        whole = "&".join(part for part in (query, f"key={key}" if key else "") if part)
        paths = [f"{path}?{whole}" if whole else path for path in ("/events", *FEEDS)]
        return answer(answers.KeyOf(key=key, query=query, paths=paths))

    # ── sources, subscribers, deliveries ──────────────────────────────────────────────────────

    async def sources(self, request: web.Request) -> web.Response:
        _only(request)
        return answer(answers.Sources(sources=list((await self._status()).sources)))

    async def source(self, request: web.Request) -> web.Response:
        _only(request)
        for one in (await self._status()).sources:
            if one.name == request.match_info["name"]:
                return answer(one)
        return problem(404, "no source is called so")

    async def subscribers(self, request: web.Request) -> web.Response:
        _only(request)
        return answer(answers.Subscribers(subscribers=list((await self._status()).subscribers)))

    async def subscriber(self, request: web.Request) -> web.Response:
        _only(request)
        for one in (await self._status()).subscribers:
            if one.name == request.match_info["name"]:
                return answer(one)
        return problem(404, "no subscriber is called so")

    async def deliveries(self, request: web.Request) -> web.Response:
        found = await self._desk.waiting(*_which(request))
        return answer(answers.Deliveries(deliveries=found))

    async def dead(self, request: web.Request) -> web.Response:
        return answer(answers.Letters(letters=await self._desk.letters(*_which(request))))

    async def acts(self, request: web.Request) -> web.Response:
        _only(request)
        return answer(await self._desk.acts())

    async def _status(self) -> Status:
        return await self._view.status(self._listeners())

    def _set_gauges(self, status: Status) -> None:
        meters = self._view.meters
        meters.ready.set(status.ready)
        meters.judging.set(bool(status.judge and status.judge.here))
        meters.failing.set(sum(one.state == "failing" for one in status.sources))
        meters.listeners.set(status.listeners)
        # What Redis cannot say just now is left out, rather than said wrongly.
        meters.owed.clear()
        for one in status.subscribers:
            if one.owed is not None:
                meters.owed.labels(one.name).set(one.owed)
        meters.dead.set(float("nan") if status.dead_letters is None else status.dead_letters)


FEEDS: Final = ("/feed.rss", "/feed.atom", "/feed.json")
"""Feeds of a filter."""


def event_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of an event. More fields may come: none are forbidden."""
    (schema,), parts = msgspec.json.schema_components([Event], ref_template="#/$defs/{name}")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "$defs": parts}


def as_json(data: bytes, content_type: str = "application/json") -> web.Response:
    return web.Response(body=data, content_type=content_type)


def answer(value: msgspec.Struct, status: int = 200) -> web.Response:
    return web.Response(
        body=msgspec.json.encode(value), content_type="application/json", status=status
    )


async def body(request: web.Request, kind: type[Any]) -> Any:
    """The JSON that was sent. A form of another site cannot send this type of content."""
    if request.content_type != "application/json":
        raise Faulty(415, ["expected application/json"])
    try:
        return msgspec.json.decode(await request.read(), type=kind)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise Faulty(400, [str(error)]) from None


def _only(request: web.Request, *keys: str) -> None:
    """Unknown keys of a query are a fault: a misspelt filter that lets everything through helps nobody."""
    unknown = sorted(request.query.keys() - set(keys))
    if unknown:
        known = ", ".join(keys) or "none"
        _refuse(f'"{key[:50]}" is unknown, expected {known}' for key in unknown)


def _refuse(faults: Any) -> NoReturn:
    raise Faulty(400, list(faults))


def _which(request: web.Request) -> tuple[str, int]:
    _only(request, "subscriber", "limit")
    try:
        count = asked.number(request.query.get("limit"), USUAL, MOST_SHOWN, "limit")
    except ValueError as error:
        raise Faulty(400, [str(error)]) from None
    return request.query.get("subscriber", ""), count

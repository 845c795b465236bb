"""`/api/…` for programs, and what machines ask of a service: `/healthz`, `/readyz`, `/metrics`."""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec
from aiohttp import web

from streamer.connect import is_not_now
from workers.console.listening import Listening
from workers.console.problems import problem
from workers.console.status import Status
from workers.console.view import View
from workers.story import Event

USUAL: Final = 100
MOST: Final = 500
"""Events in one answer."""
_PROMETHEUS: Final = "text/plain; version=0.0.4; charset=utf-8"


class Api:
    """The handlers; none changes anything."""

    def __init__(self, view: View, listening: Listening) -> None:
        self._view = view
        self._listening = listening
        self._schema = msgspec.json.encode(event_schema())

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/healthz", self.healthy),
            web.get("/readyz", self.ready),
            web.get("/metrics", self.metrics),
            web.get("/api/status", self.status),
            web.get("/api/events", self.events),
            web.get("/api/schema/event.json", self.schema),
        ]

    async def healthy(self, _request: web.Request) -> web.Response:
        """That it answers says that the loop turns."""
        return web.Response(text="ok")

    async def ready(self, _request: web.Request) -> web.Response:
        reason = self._view.not_ready()
        return web.Response(text=reason or "ok", status=503 if reason else 200)

    async def metrics(self, _request: web.Request) -> web.Response:
        self._set_gauges(await self._view.status(self._listening.listeners))
        return web.Response(body=self._view.meters.text(), headers={"Content-Type": _PROMETHEUS})

    async def status(self, _request: web.Request) -> web.Response:
        return _json(msgspec.json.encode(await self._view.status(self._listening.listeners)))

    async def events(self, request: web.Request) -> web.Response:
        """The last events, newest first; `last_event_id` is where `/events` goes on."""
        limit = request.query.get("limit", str(USUAL))
        unknown = sorted(request.query.keys() - {"limit"})
        if unknown or not re.fullmatch("[1-9][0-9]{0,2}", limit) or int(limit) > MOST:
            return problem(
                400, "the query has faults",
                faults=[f'"{key[:50]}" is unknown, expected limit' for key in unknown]
                or [f"limit: expected a number from 1 to {MOST}"],
            )  # fmt: skip
        try:
            told, last = await self._view.latest(int(limit))
        except Exception as error:
            if not (isinstance(error, TimeoutError) or is_not_now(error)):
                raise
            return problem(503, "Redis cannot be reached", headers={"Retry-After": "5"})
        events = [msgspec.Raw(one.data) for one in told]
        return _json(msgspec.json.encode({"last_event_id": last, "events": events}))

    async def schema(self, _request: web.Request) -> web.Response:
        return _json(self._schema, "application/schema+json")

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


def event_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of an event. More fields may come: none are forbidden."""
    (schema,), parts = msgspec.json.schema_components([Event], ref_template="#/$defs/{name}")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "$defs": parts}


def _json(body: bytes, content_type: str = "application/json") -> web.Response:
    return web.Response(body=body, content_type=content_type)

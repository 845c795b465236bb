"""What the API changes: sources, subscribers, dead letters. Everything sent in is JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from aiohttp import web

from streamer.errors import SettingsError
from workers.console import answers
from workers.console.api import answer, body
from workers.console.desk import Desk
from workers.console.problems import Faulty, problem
from workers.console.view import View
from workers.made import What


class Changes:
    """The handlers that change something."""

    def __init__(self, view: View, desk: Desk, *, listeners: Callable[[], int]) -> None:
        self._view = view
        self._desk = desk
        self._listeners = listeners

    # ── sources ───────────────────────────────────────────────────────────────────────────────

    async def make_source(self, request: web.Request) -> web.Response:
        return await self._make(request, "source")

    async def try_source(self, request: web.Request) -> web.Response:
        table = await body(request, dict[str, Any])
        try:
            return answer(await self._desk.try_source(table))
        except SettingsError as error:
            raise Faulty(422, error.faults) from None

    async def remove_source(self, request: web.Request) -> web.Response:
        return await self._remove(request, "source")

    # ── subscribers ───────────────────────────────────────────────────────────────────────────

    async def make_subscriber(self, request: web.Request) -> web.Response:
        return await self._make(request, "subscriber")

    async def remove_subscriber(self, request: web.Request) -> web.Response:
        return await self._remove(request, "subscriber")

    async def test(self, request: web.Request) -> web.Response:
        why = await self._desk.test(request.match_info["name"])
        if why is None:
            return problem(404, "no subscriber is called so")
        return answer(answers.Sent(error=why or None))

    async def lift(self, request: web.Request) -> web.Response:
        if not await self._desk.lift(request.match_info["name"]):
            return problem(404, "no subscriber is called so")
        return web.Response(status=204)

    async def resend(self, request: web.Request) -> web.Response:
        table = await body(request, answers.RangeOf)
        name = request.match_info["name"]
        try:
            count = await self._desk.resend(name, table.since, table.until)
        except ValueError as error:
            raise Faulty(422, list(error.args)) from None
        if count is None:
            return problem(404, "no subscriber is called so")
        return answer(answers.Done(count=count))

    # ── dead letters ──────────────────────────────────────────────────────────────────────────

    async def retry(self, request: web.Request) -> web.Response:
        which = await body(request, answers.Which)
        return answer(answers.Done(count=await self._desk.retry(which.subscriber, which.delivery)))

    async def drop(self, request: web.Request) -> web.Response:
        which = await body(request, answers.Which)
        return answer(answers.Done(count=await self._desk.drop(which.subscriber, which.delivery)))

    # ── the desk's hand ───────────────────────────────────────────────────────────────────────

    async def hand(self, request: web.Request) -> web.Response:
        what = await body(request, answers.HandTable)
        desk, off = self._desk, what.act in ("unmute", "release")
        if what.act in ("mute", "unmute"):
            good = await desk.mute(what.story, off=off)
        elif what.act in ("hold", "release"):
            good = await desk.hold(what.subscriber, off=off)
        elif what.act == "split":
            good = await desk.split(what.story, what.item)
        elif what.act == "merge":
            good = await desk.merge(what.story, what.into)
        else:
            good = await desk.undo(what.entry)
        if not good:
            return problem(404, "there is nothing of this name that could be done to")
        return answer(await desk.acts())

    # ── both kinds ────────────────────────────────────────────────────────────────────────────

    async def _make(self, request: web.Request, what: What) -> web.Response:
        table = await body(request, dict[str, Any])
        try:
            await self._desk.make(what, table)
        except SettingsError as error:
            raise Faulty(422, error.faults) from None
        return answer(await self._shown(what, table["name"]), status=201)

    async def _remove(self, request: web.Request, what: What) -> web.Response:
        try:
            gone = await self._desk.remove(what, request.match_info["name"])
        except SettingsError as error:
            raise Faulty(409, error.faults) from None
        return web.Response(status=204) if gone else problem(404, f"no {what} is called so")

    async def _shown(self, what: What, name: str) -> msgspec.Struct:
        """As it will be shown; the service takes it in within a second."""
        status = await self._view.status(self._listeners())
        known = status.sources if what == "source" else status.subscribers
        for one in known:
            if one.name == name:
                return one
        return await self._view.just_made(what, name)

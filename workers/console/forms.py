"""The console's forms: login, and what people change. Each answers with a page, or goes back to one."""

from __future__ import annotations

import asyncio
from typing import Any, Final
from urllib.parse import parse_qs, quote

import structlog
from aiohttp import web

from streamer.errors import SettingsError
from workers.console.desk import Desk
from workers.console.gate import COOKIE, Gate
from workers.console.look import Look
from workers.console.pages import Pages
from workers.console.problems import problem
from workers.filters import KEYS

log = structlog.get_logger(__name__)

_DEADLINE: Final = 10.0
_SOURCE: Final = ("name", "kind", "url", "select")
_LISTS: Final = frozenset(KEYS) - {"urgency", "late"}
Fields = dict[str, list[str]]


class Forms:
    """The handlers."""

    def __init__(self, desk: Desk, pages: Pages, look: Look) -> None:
        self._desk = desk
        self._pages = pages
        self._look = look

    def routes(self, gate: Gate) -> list[web.RouteDef]:
        async def login(request: web.Request) -> web.StreamResponse:
            return await self._login(request, gate)

        return [
            web.get("/login", self.login_form),
            web.post("/login", login),
            web.post("/logout", self.logout),
            web.post("/sources", self.source),
            web.post("/sources/{name}/remove", self.remove_source),
            web.post("/subscribers", self.add_subscriber),
            web.post("/subscribers/{name}", self.subscriber),
            web.post("/dead", self.dead),
            web.post("/story/{story}", self.story),
        ]

    # ── login ─────────────────────────────────────────────────────────────────────────────────

    def refusal(self, request: web.Request) -> web.StreamResponse:
        """What a browser gets in place of a page: the form, as a 401."""
        return self._look.login(request, code=401)

    async def login_form(self, request: web.Request) -> web.StreamResponse:
        return self._look.login(request, code=200)

    async def _login(self, request: web.Request, gate: Gate) -> web.StreamResponse:
        if gate.guarded:
            fields = await _fields(request, most=10)
            if fields is None:
                return problem(400, "the form could not be read")
            if not gate.knows(_one(fields, "token")):
                log.warning("console.login_refused", remote=request.remote)
                return self._look.login(request, code=401, wrong=True)
        home = web.Response(status=303, headers={"Location": "/"})
        if gate.guarded:
            gate.admit(home, request)
        return home

    async def logout(self, _request: web.Request) -> web.Response:
        away = web.Response(status=303, headers={"Location": "/login"})
        away.del_cookie(COOKIE, path="/", httponly=True, samesite="Strict")
        return away

    # ── sources and subscribers ───────────────────────────────────────────────────────────────

    async def source(self, request: web.Request) -> web.Response:
        """Tries a source, or saves it."""
        fields = await _fields(request)
        if fields is None:
            return problem(400, "the form could not be read")
        form = {key: _one(fields, key) for key in _SOURCE}
        table = {key: value for key, value in form.items() if value}
        try:
            if _one(fields, "do") == "save":
                await self._desk.make("source", table)
                return await self._pages.sources(request, notice=self._say(request, "saved"))
            tried = await self._desk.try_source(table)
        except SettingsError as error:
            return await self._pages.sources(request, form=form, faults=error.faults)
        return await self._pages.sources(request, form=form, tried=tried)

    async def remove_source(self, request: web.Request) -> web.Response:
        try:
            await self._desk.remove("source", request.match_info["name"])
        except SettingsError as error:
            return await self._pages.sources(request, faults=error.faults)
        return _back("/sources")

    async def add_subscriber(self, request: web.Request) -> web.Response:
        fields = await _fields(request)
        if fields is None:
            return problem(400, "the form could not be read")
        table: dict[str, Any] = {
            key: [value for value in values if value] if key in _LISTS else values[0]
            for key, values in fields.items()
            if any(values)
        }
        if "late" in table:
            table["late"] = table["late"] == "true"
        try:
            await self._desk.make("subscriber", table)
        except SettingsError as error:
            return await self._pages.subscribers(request, faults=error.faults)
        return await self._pages.subscribers(request, notice=self._say(request, "saved"))

    async def subscriber(self, request: web.Request) -> web.Response:
        """A test alert, what was told once more, on again, or away with it."""
        fields, name = await _fields(request), request.match_info["name"]
        action = _one(fields or {}, "do")
        if action == "test":
            why = await self._desk.test(name)
            if why is None:
                return problem(404)
            key = "test_not_taken" if why else "test_taken"
            return await self._pages.subscribers(
                request, notice=self._say(request, key, name=name, why=why)
            )
        if action == "resend":
            try:
                count = await self._desk.resend(
                    name, _one(fields or {}, "since"), _one(fields or {}, "until")
                )
            except ValueError as error:
                return await self._pages.subscribers(request, faults=list(error.args))
            if count is None:
                return problem(404)
            return await self._pages.subscribers(
                request, notice=self._say(request, "resent", name=name, count=count)
            )
        if action == "lift":
            await self._desk.lift(name)
        elif action in ("hold", "release"):
            await self._desk.hold(name, off=action == "release")
        elif action == "remove":
            try:
                await self._desk.remove("subscriber", name)
            except SettingsError as error:
                return await self._pages.subscribers(request, faults=error.faults)
        else:
            return problem(400, "the form could not be read")
        return _back("/subscribers")

    async def dead(self, request: web.Request) -> web.Response:
        """Retries or drops one dead letter, or all."""
        fields = await _fields(request) or {}
        which = _one(fields, "subscriber"), _one(fields, "delivery")
        action = _one(fields, "do")
        if action == "retry":
            count, key = await self._desk.retry(*which), "retried"
        elif action == "drop" and all(which):
            count, key = await self._desk.drop(*which), "dropped"
        else:
            return problem(400, "the form could not be read")
        return await self._pages.subscribers(request, notice=self._say(request, key, count=count))

    async def story(self, request: web.Request) -> web.Response:
        """The desk's hand: mute, split, merge, and undo."""
        fields, story = await _fields(request) or {}, request.match_info["story"]
        action = _one(fields, "do")
        if action in ("mute", "unmute"):
            good = await self._desk.mute(story, off=action == "unmute")
        elif action == "split":
            good = await self._desk.split(story, _one(fields, "item"))
        elif action == "merge":
            # The address of a story will do, as it is copied from the browser.
            good = await self._desk.merge(
                story, _one(fields, "into").rstrip("/").rpartition("/")[2]
            )
        elif action == "undo":
            good = await self._desk.undo(_one(fields, "entry"))
        else:
            return problem(400, "the form could not be read")
        if not good:
            return await self._pages.story(request, faults=[self._say(request, "no_story")])
        return _back(f"/story/{quote(story, safe='')}")

    def _say(self, request: web.Request, key: str, **values: object) -> str:
        return self._look.speech(request).say(key, **values)


def _back(path: str) -> web.Response:
    return web.Response(status=303, headers={"Location": path})


def _one(fields: Fields, key: str) -> str:
    return fields.get(key, [""])[0].strip()


async def _fields(request: web.Request, most: int = 200) -> Fields | None:
    """What the form says (application/x-www-form-urlencoded); None: it is no form, or takes too long."""
    try:
        async with asyncio.timeout(_DEADLINE):
            body = await request.read()
        return parse_qs(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=most
        )
    except (TimeoutError, ValueError, web.RequestPayloadError):
        return None

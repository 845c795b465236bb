"""The console's pages for people: `/`, its status part, login, and its own style and script.

Everything that came from outside is escaped by the templates (jinja2, autoescape), and the script writes
text, never markup. A link is a link only when it is http or https.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from importlib.resources import files
from typing import Final
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import jinja2
import structlog
from aiohttp import web

from streamer.connect import is_not_now
from workers.console.entries import Told
from workers.console.gate import COOKIE, Gate
from workers.console.listening import Listening
from workers.console.problems import problem
from workers.console.view import View

log = structlog.get_logger(__name__)

SHOWN: Final = 100
"""Events on the page."""
_OURS: Final = files("workers.console")
_STATIC: Final = {"console.css": "text/css", "console.js": "text/javascript"}
_FORM_DEADLINE: Final = 10.0


class Pages:
    """The handlers."""

    def __init__(self, view: View, listening: Listening) -> None:
        self._view = view
        self._listening = listening
        self._templates = jinja2.Environment(
            loader=jinja2.FunctionLoader(lambda name: _OURS.joinpath(name).read_text("utf-8")),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["link"] = link
        self._templates.filters["when"] = self._when
        self._static = {name: _OURS.joinpath(name).read_bytes() for name in _STATIC}

    def routes(self, gate: Gate) -> list[web.RouteDef]:
        async def login(request: web.Request) -> web.Response:
            return await self._login(request, gate)

        return [
            web.get("/", self._page(gate)),
            web.get("/status", self.status),
            web.get("/static/{name}", self.static),
            web.get("/login", self.login_form),
            web.post("/login", login),
            web.post("/logout", self.logout),
        ]

    def _page(self, gate: Gate) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def page(_request: web.Request) -> web.Response:
            news: list[Told] = []
            last = ""
            try:
                news, last = await self._view.latest(SHOWN)
            except Exception as error:
                if not (isinstance(error, TimeoutError) or is_not_now(error)):
                    raise  # without Redis the page still says so, and what else is known
            return self._html(
                "page.html",
                news=[one.event for one in news],
                last=last,
                zone=self._view.timezone,
                guarded=gate.guarded,
                status=await self._view.status(self._listening.listeners),
            )

        return page

    async def status(self, _request: web.Request) -> web.Response:
        """The part of the page that its script fetches again and again."""
        status = await self._view.status(self._listening.listeners)
        return self._html("status.html", status=status)

    async def static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in _STATIC:
            return problem(404)
        return web.Response(body=self._static[name], content_type=_STATIC[name], charset="utf-8")

    # ── login ─────────────────────────────────────────────────────────────────────────────────

    def refusal(self) -> web.Response:
        """What a browser gets in place of a page: the form, as a 401."""
        return self._form(401)

    async def login_form(self, _request: web.Request) -> web.Response:
        return self._form(200)

    async def _login(self, request: web.Request, gate: Gate) -> web.Response:
        if gate.guarded:
            token = await _token_of(request)
            if token is None:
                return problem(400, "the form could not be read")
            if not gate.knows(token):
                log.warning("console.login_refused", remote=request.remote)
                return self._form(401, wrong=True)
        home = web.Response(status=303, headers={"Location": "/"})
        if gate.guarded:
            gate.admit(home, request)
        return home

    async def logout(self, _request: web.Request) -> web.Response:
        away = web.Response(status=303, headers={"Location": "/login"})
        away.del_cookie(COOKIE, path="/", httponly=True, samesite="Strict")
        return away

    def _form(self, status: int, *, wrong: bool = False) -> web.Response:
        answer = self._html("login.html", wrong=wrong)
        answer.set_status(status)
        if status == 401:
            answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    # ── templates ─────────────────────────────────────────────────────────────────────────────

    def _html(self, template: str, **values: object) -> web.Response:
        text = self._templates.get_template(template).render(values)
        return web.Response(text=text, content_type="text/html")

    def _when(self, moment: str | None) -> str:
        """A moment of an event or a status, in the configured zone."""
        try:
            when = datetime.fromisoformat(moment or "")
            return f"{when.astimezone(ZoneInfo(self._view.timezone)):%Y-%m-%d %H:%M:%S}"
        except (ValueError, OverflowError, ZoneInfoNotFoundError):
            return moment or "–"


async def _token_of(request: web.Request) -> str | None:
    """What the form says (application/x-www-form-urlencoded); None: it is no form, or takes too long."""
    try:
        async with asyncio.timeout(_FORM_DEADLINE):
            body = await request.read()
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10)
    except (TimeoutError, ValueError, web.RequestPayloadError):
        return None
    return fields.get("token", [""])[0].strip()


def link(url: str | None) -> str | None:
    """`url` if a click on it can do no more than open a web page."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None

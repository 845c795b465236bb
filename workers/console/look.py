"""The console's look: templates, words in two languages, the style sheet and the script.

Everything that came from outside is escaped by the templates (jinja2, autoescape), and the script writes
text, never markup. A link is a link only when it is http or https.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final, cast
from urllib.parse import parse_qsl, urlencode, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import jinja2
import msgspec
from aiohttp import web
from aiohttp.typedefs import Handler

from workers.console import charts, speech
from workers.console.figures import Quick
from workers.console.gate import POLICY
from workers.console.problems import problem
from workers.console.speech import NAMES, THEMES, TONGUES, Speech

MENU: Final = (
    ("live", "/"), ("sources", "/sources"), ("subscribers", "/subscribers"), ("bench", "/bench"),
    ("figures", "/figures"),
)  # fmt: skip
_OURS: Final = files("workers.console").joinpath("look")
_STATIC: Final = {
    "console.css": "text/css", "console.js": "text/javascript", "icon.svg": "image/svg+xml",
}  # fmt: skip
_YEAR: Final = 365 * 86400


class Look:
    """Pages as answers. `zone`: an IANA name, asked anew each time."""

    def __init__(self, zone: Any) -> None:
        self._zone = zone
        self._speeches = {tongue: Speech(tongue) for tongue in TONGUES}
        self._templates = {tongue: self._made(one) for tongue, one in self._speeches.items()}
        self._static = {name: _OURS.joinpath(name).read_bytes() for name in _STATIC}
        self._style = self._static["console.css"].decode()
        digest = b64encode(sha256(self._static["console.css"]).digest()).decode()
        self._styled = POLICY.replace("style-src 'self'", f"style-src 'sha256-{digest}'")

    def _made(self, speech: Speech) -> jinja2.Environment:
        """The templates, with units in the language of `speech`."""
        templates = jinja2.Environment(
            loader=jinja2.FunctionLoader(lambda name: _OURS.joinpath(name).read_text("utf-8")),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        templates.filters |= {
            "link": link, "when": self._when, "clock": self._clock, "with_query": with_query,
            "lapse": partial(lapse, speech), "number": number, "hour_bars": _hour_bars,
            "quick_bars": _quick_bars,
        }  # fmt: skip
        return templates

    async def static(self, request: web.Request) -> web.Response:
        # Some browsers ask for /favicon.ico whatever the page says.
        name = request.match_info.get("name", "icon.svg")
        if name not in _STATIC:
            return problem(404)
        return web.Response(body=self._static[name], content_type=_STATIC[name], charset="utf-8")

    def speech(self, request: web.Request) -> Speech:
        """In the language of whoever asks."""
        cookie = request.cookies.get("ajil_ui", "")
        return self._speeches[speech.chosen(cookie, request.headers.get("Accept-Language", ""))]

    def page(
        self, request: web.Request, template: str, page: str, *, code: int = 200, **values: Any
    ) -> web.Response:
        """A page, in the language and the colours of whoever asks."""
        spoken = self.speech(request)
        theme = request.cookies.get("ajil_theme", "")
        text = self._templates[spoken.tongue].get_template(template).render(
            {
                "t": spoken.say, "name": spoken.name, "tongue": spoken.tongue, "dir": spoken.dir,
                "script_words": msgspec.json.encode(spoken.for_script()).decode(),
                "tongues": tuple(NAMES.items()), "themes": THEMES,
                "theme": theme if theme in THEMES else "auto", "menu": MENU, "page": page,
                "here": request.path_qs if request.method == "GET" else request.path,
                "zone": self._zone(), "notice": "", "faults": (), "status": None,
                "guarded": False, **values,
            }
        )  # fmt: skip
        return web.Response(text=text, content_type="text/html", status=code)

    @web.middleware
    async def found(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """To a browser that asks for what is not there, a page with a way back."""
        try:
            return await handler(request)
        except web.HTTPNotFound:
            if request.method != "GET" or "text/html" not in request.headers.get("Accept", ""):
                raise
            return preferring(request) or self.page(request, "lost.html", "lost", code=404)

    def login(self, request: web.Request, *, code: int, wrong: bool = False) -> web.StreamResponse:
        """The form for the token. Its style stands in the page, allowed by its digest (CSP 3, 8.4): no other
        path answers without the token."""
        if chosen := preferring(request):
            return chosen
        answer = self.page(
            request, "login.html", "login", code=code, wrong=wrong, style=self._style
        )
        answer.headers["Content-Security-Policy"] = self._styled
        if code == 401:
            answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    def _when(self, moment: str | None) -> str:
        """A moment of an event or a status, in the configured zone."""
        try:
            when = datetime.fromisoformat(moment or "")
            return f"{when.astimezone(ZoneInfo(self._zone())):%Y-%m-%d %H:%M:%S}"
        except (ValueError, OverflowError, ZoneInfoNotFoundError):
            return moment or "–"

    def _clock(self, moment: str | None) -> str:
        """The same, without the date where it is today's."""
        text = self._when(moment)
        today = f"{datetime.now(UTC).astimezone(ZoneInfo(self._zone())):%Y-%m-%d} "
        return text.removeprefix(today)


def preferring(request: web.Request) -> web.Response | None:
    """The answer to a request that chooses language or colours: the cookie, and the page again."""
    asked = parse_qsl(request.rel_url.raw_query_string, keep_blank_values=True)
    chosen = {key: value for key, value in asked if key in ("ui", "theme")}
    if not chosen:
        return None
    rest = urlencode([(key, value) for key, value in asked if key not in ("ui", "theme")])
    # Of our own pages only: a path that begins with two slashes would be another host.
    path = "/" + request.path.lstrip("/\\")
    answer = web.Response(status=303, headers={"Location": f"{path}?{rest}" if rest else path})
    for key, known in (("ui", TONGUES), ("theme", THEMES)):
        if chosen.get(key) in cast(Sequence[str], known):
            answer.set_cookie(
                f"ajil_{key}", chosen[key], max_age=_YEAR, path="/", samesite="Lax", httponly=True
            )
    return answer


# ── filters of the templates ──────────────────────────────────────────────────────────────────


def link(url: str | None) -> str | None:
    """`url` if a click on it can do no more than open a web page."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def lapse(speech: Speech, seconds: float | None) -> str:
    """A duration as people read it, apart from the direction of what stands beside it (UAX 9)."""
    if seconds is None:
        return "–"
    count, _, unit = charts.lapse(seconds).partition(" ")
    mark = "\u2067" if speech.dir == "rtl" else "\u2066"
    return f"{mark}{count} {speech.name('unit', unit)}\u2069"


def number(value: float | None) -> str:
    """As the terminal writes it, 1,240; what is not known is "?"."""
    return "?" if value is None else charts.shown(value)


def with_query(path: str, key: str, value: str) -> str:
    """The address with `key` set."""
    plain, _, query = path.partition("?")
    asked = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != key]
    return f"{plain}?{urlencode([*asked, (key, value)])}"


def query_of(given: Mapping[str, Sequence[str]]) -> str:
    return urlencode([(key, value) for key, values in given.items() for value in values])


def _hour_bars(hours: Sequence[int]) -> list[charts.Bar]:
    made = [(f"-{len(hours) - place} h", float(count)) for place, count in enumerate(hours)]
    return charts.bars(made, width=240, height=40)


def _quick_bars(one: Quick) -> list[tuple[str, float | None, float]]:
    """p50, p95 and p99 as bars beside their names, on one scale."""
    values = (("p50", one.p50), ("p95", one.p95), ("p99", one.p99))
    top = max((value or 0.0 for _, value in values)) or 1.0
    return [(label, value, round(200 * (value or 0.0) / top, 1)) for label, value in values]

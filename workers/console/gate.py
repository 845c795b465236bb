"""Who may come in: by one of our own names only, and with the token where there is one.

- A page of another site can make a browser ask a loopback address, and by DNS rebinding even read the
  answer, but only under its own name: so the Host must be ours (421 otherwise).
- The token comes as `Authorization: Bearer` (RFC 6750), or, since EventSource and links cannot send
  headers, as the cookie that `POST /login` sets: an expiry with its HMAC, so nothing is kept here, and
  another token ends all sessions.
- `/events` and the feeds are also opened by a key of their filter (an HMAC of it): who has it reads that
  filter, and cannot widen it.
- Every answer carries the headers that keep a browser from being turned against us.
"""

from __future__ import annotations

import hmac
import re
import socket
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from streamer.settings import ServiceSettings
from workers.console import asked
from workers.console.problems import problem

COOKIE: Final = "ajil_session"
SESSION: Final = 7 * 86400
"""Seconds that a login lasts."""
READABLE: Final = frozenset({"/events", "/feed.rss", "/feed.atom", "/feed.json"})
"""Also opened by a key that reads one filter and nothing else."""
OPEN: Final = frozenset({"/healthz", "/readyz", "/login"})
"""Asked without the token."""
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page of ours may load (Content Security Policy, level 3)."""
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: with that, browsers send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Server": "Ajil",
}
_OWN: Final = ("Cache-Control", "Content-Security-Policy")
_HOST: Final = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[^\s:/?#@\[\]\\,]{1,255})(?::[0-9]{1,5})?")


def is_open(path: str) -> bool:
    """Hubs call us back under addresses that only they know (workers.console.hub)."""
    return path in OPEN or path.startswith("/websub/")


class Gate:
    """Knows our names and the token. `refusal` answers a browser that has to log in."""

    def __init__(
        self,
        settings: ServiceSettings,
        *,
        clock: Callable[[], datetime],
        refusal: Callable[[web.Request], web.StreamResponse],
    ) -> None:
        self._token = settings.token
        self._clock = clock
        self._refusal = refusal
        listen = host_of(settings.listen) or ""
        public = urlsplit(settings.public_url)
        self._public = (public.hostname or "").lower()
        self._public_is_tls = public.scheme == "https"
        self._names = {"localhost", "127.0.0.1", "::1", listen, self._public} - {""}
        if listen in ("0.0.0.0", "::"):  # noqa: S104  # compared, not bound
            self._names.add(socket.gethostname().lower())

    @property
    def guarded(self) -> bool:
        return bool(self._token)

    @web.middleware
    async def check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        given = request.headers.getall("Host", [])
        if len(given) != 1 or not self._is_ours(host_of(given[0]), request):
            return problem(421, "the Host is none of this service's names (see service.public_url)")
        if request.method not in ("GET", "HEAD") and not self._is_from_us(request):
            return problem(403, "the Origin is another site")
        if self.guarded and not is_open(request.path) and not self._is_allowed(request):
            if request.path in READABLE and self._has_key(request):
                return await handler(request)
            if request.method == "GET" and "text/html" in request.headers.get("Accept", ""):
                return self._refusal(request)
            return problem(401, "the token is needed", headers={"WWW-Authenticate": "Bearer"})
        return await handler(request)

    # ── names ─────────────────────────────────────────────────────────────────────────────────

    def _is_ours(self, host: str | None, request: web.Request) -> bool:
        if host is None:
            return False
        # The very address that was connected to cannot have been rebound: it is no name.
        transport = request.transport
        here = transport.get_extra_info("sockname") if transport else None
        return host in self._names or bool(here and host == host_of(_literal(here[0])))

    def _is_from_us(self, request: web.Request) -> bool:
        # What a browser says of itself (Fetch Metadata); others say nothing.
        if request.headers.get("Sec-Fetch-Site", "same-origin") in ("cross-site", "same-site"):
            return False
        origin = request.headers.get("Origin")
        if origin is None:
            return True  # no browser: a form of another site always says where it is from
        try:
            host = urlsplit(origin).hostname
        except ValueError:
            return False
        return self._is_ours(host_of(_literal(host)) if host else None, request)

    # ── token and session ─────────────────────────────────────────────────────────────────────

    def knows(self, token: str) -> bool:
        """Whether it is the token; takes as long for a near miss as for a far one."""
        ours = self._token.reveal().encode()
        return bool(ours) and hmac.compare_digest(token.encode("utf-8", "replace"), ours)

    def admit(self, response: web.Response, request: web.Request) -> None:
        """Sets the cookie of a new session."""
        ends = int(self._clock().timestamp()) + SESSION
        response.set_cookie(
            COOKIE, f"{ends}.{self._sign(ends)}", max_age=SESSION, path="/", httponly=True,
            samesite="Strict",
            secure=self._public_is_tls and host_of(request.headers.get("Host", "")) == self._public,
        )  # fmt: skip

    def _is_allowed(self, request: web.Request) -> bool:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.knows(token.strip()):
            return True
        return self._is_session(request.cookies.get(COOKIE, ""))

    def key(self, given: asked.Given) -> str:
        """The key that opens this filter on `/events` and the feeds, for reading; "" where none is
        needed. Another token makes all keys void."""
        if not self.guarded:
            return ""
        secret = sha256(b"ajil read key\0" + self._token.reveal().encode()).digest()
        return hmac.new(secret, asked.query_of(given).encode(), sha256).hexdigest()[:40]

    def _has_key(self, request: web.Request) -> bool:
        shown = request.query.getall("key", [])
        if len(shown) != 1 or request.method not in ("GET", "HEAD"):
            return False
        try:
            ours = self.key(asked.given(request.rel_url.raw_query_string))
        except ValueError:
            return False
        return hmac.compare_digest(ours.encode(), shown[0].encode("utf-8", "replace"))

    def _is_session(self, cookie: str) -> bool:
        found = re.fullmatch(r"([0-9]{1,12})\.([0-9a-f]{64})", cookie, re.ASCII)
        if not found or int(found[1]) <= self._clock().timestamp():
            return False
        return hmac.compare_digest(found[2], self._sign(int(found[1])))

    def _sign(self, ends: int) -> str:
        key = sha256(b"ajil console session\0" + self._token.reveal().encode()).digest()
        return hmac.new(key, str(ends).encode(), sha256).hexdigest()


async def protect(_request: web.Request, response: web.StreamResponse) -> None:
    """Signal `on_response_prepare`: no answer goes without HEADERS; how long it may be kept, and what it may
    load, a handler may say itself."""
    own = {name: response.headers[name] for name in _OWN if name in response.headers}
    for name, value in (HEADERS | own).items():
        response.headers[name] = value


def host_of(given: str) -> str | None:
    """The host of `host:port` or `[IPv6]:port`, as it is compared; None: no host."""
    found = _HOST.fullmatch(given)
    if not found:
        return None
    host = found[1].strip("[]").rstrip(".").lower()
    try:
        return str(ip_address(host))
    except ValueError:
        return host


def _literal(host: str) -> str:
    return f"[{host}]" if ":" in host else host

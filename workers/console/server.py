"""The console's web server: one port, one log reader, started and stopped with the service."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import structlog
from aiohttp import web, web_response

from streamer.settings import ServiceSettings
from workers.console.api import FEEDS, Api
from workers.console.asked import Given, query_of
from workers.console.changes import Changes
from workers.console.desk import Desk
from workers.console.feeds import Feeds
from workers.console.figures import SAMPLE
from workers.console.forms import Forms
from workers.console.gate import Gate, protect
from workers.console.hub import Hub
from workers.console.listening import BEAT, Listening
from workers.console.live import Live
from workers.console.look import Look
from workers.console.openapi import OPERATIONS
from workers.console.pages import Pages
from workers.console.problems import as_problems
from workers.console.view import View

# A request that is no HTTP is answered by aiohttp past the application, with its version and Python's, and
# it has no option for that.
web_response.SERVER_SOFTWARE = "Ajil"  # type: ignore[attr-defined]  # imported there, not meant for us

log = structlog.get_logger(__name__)

_MOST_BODY: Final = 16 * 1024
"""Bytes of a request: a form, or a source or subscriber as JSON."""
_MOST_LINE: Final = 32 * 1024
"""Bytes of a request's first line: a filter may name many words, and a letter of Arabic takes six."""
_KEEP_ALIVE: Final = 75.0
_END_WITHIN: Final = 0.7
"""Seconds for what is under way at the end; aiohttp may wait that long twice."""


class Console:
    """Serves `settings.listen` from `start` to `stop`."""

    def __init__(
        self,
        settings: ServiceSettings,
        view: View,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        beat: float = BEAT,
    ) -> None:
        self._listen = settings.listen
        self._view = view
        self._clock = clock
        self._live = Live(lambda: view.store)
        listening = Listening(self._live, view.meters, beat=beat)
        look = Look(lambda: view.timezone)
        desk = Desk(view, clock)

        def listeners() -> int:
            return listening.listeners

        def refusal(request: web.Request) -> web.StreamResponse:
            return forms.refusal(request)

        gate = Gate(settings, clock=clock, refusal=refusal)
        pages = Pages(
            view, desk, look, guarded=gate.guarded, listeners=listeners, links=_links(gate.key)
        )
        forms = Forms(desk, pages, look)
        api = Api(view, desk, listeners=listeners, key=gate.key, guarded=gate.guarded)
        changes = Changes(view, desk, listeners=listeners)
        app = web.Application(
            middlewares=[as_problems, gate.check, look.found], client_max_size=_MOST_BODY
        )
        app.on_response_prepare.append(protect)
        app.add_routes(_described(api, changes))
        app.add_routes([*pages.routes(), *forms.routes(gate)])
        app.add_routes(Feeds(view, settings.public_url).routes())
        app.add_routes(Hub(view).routes())
        app.router.add_get("/static/{name}", look.static)
        app.router.add_get("/favicon.ico", look.static)
        app.router.add_get("/events", listening.events, allow_head=False)
        self._runner = web.AppRunner(
            app,
            access_log=None,
            handler_cancellation=True,  # a listener that went is no listener, at once
            keepalive_timeout=_KEEP_ALIVE,
            shutdown_timeout=_END_WITHIN,
            max_line_size=_MOST_LINE,
            auto_decompress=False,  # nobody needs to compress a login
        )
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> str:
        """Listens; gives the address of the page. Raises OSError when the port is not to be had."""
        host, _, port = self._listen.rpartition(":")
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host.strip("[]"), int(port)).start()
        except OSError:
            await self._runner.cleanup()
            raise
        self._tasks = [
            asyncio.create_task(self._live.run(), name="console"),
            asyncio.create_task(self._sample(), name="console figures"),
        ]
        return _address(*self._runner.addresses[0][:2])

    async def stop(self) -> None:
        """Ends all listeners and answers, within two seconds."""
        self._live.close()
        # Once is not enough: redis-py looks at idle connections under a time-out of 0, which swallows a
        # cancellation that comes just then (asyncio.timeout cannot tell it from its own).
        while left := [task for task in self._tasks if not task.done()]:
            for task in left:
                task.cancel()
            await asyncio.wait(left, timeout=0.1)
        await self._runner.cleanup()

    async def _sample(self) -> None:
        """Looks at streams and queues, for the charts."""
        while True:
            try:
                await self._view.look(self._clock())
            except Exception:
                log.exception("console.cannot_look")
            await asyncio.sleep(SAMPLE)


def _described(api: Api, changes: Changes) -> list[web.RouteDef]:
    """A route for each operation that the API's description names."""
    return [
        web.route(
            one.method, one.path, getattr(api, one.handler, None) or getattr(changes, one.handler)
        )
        for one in OPERATIONS
    ]


def _links(key: Callable[[Given], str]) -> Callable[[Given], list[tuple[str, str]]]:
    """Ways to follow a filter, with the key that opens them."""

    def links(given: Given) -> list[tuple[str, str]]:
        parts = [query_of(given), f"key={key(given)}" if key(given) else ""]
        query = "&".join(filter(None, parts))
        return [(path, f"{path}?{query}" if query else path) for path in ("/events", *FEEDS)]

    return links


def _address(host: str, port: int) -> str:
    """Where a browser on this machine finds it."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # compared, not bound
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

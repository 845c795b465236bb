"""The console's web server: one port, one log reader, started and stopped with the service."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from aiohttp import web, web_response

from streamer.settings import ServiceSettings
from workers.console.api import Api
from workers.console.feeds import Feeds
from workers.console.gate import Gate, protect
from workers.console.listening import BEAT, Listening
from workers.console.live import Live
from workers.console.pages import Pages
from workers.console.problems import as_problems
from workers.console.view import View

# A request that is no HTTP is answered by aiohttp past the application, with its version and Python's, and
# it has no option for that.
web_response.SERVER_SOFTWARE = "Ajil"  # type: ignore[attr-defined]  # imported there, not meant for us

_MOST_BODY: Final = 16 * 1024
"""Bytes of a request; the only body we expect is a login."""
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
        self._live = Live(lambda: view.store)
        listening = Listening(self._live, view.meters, beat=beat)
        pages = Pages(view, listening)
        gate = Gate(settings, clock=clock, refusal=pages.refusal)
        app = web.Application(middlewares=[as_problems, gate.check], client_max_size=_MOST_BODY)
        app.on_response_prepare.append(protect)
        app.add_routes(Api(view, listening).routes())
        app.add_routes(pages.routes(gate))
        app.add_routes(Feeds(view, settings.public_url).routes())
        app.router.add_get("/events", listening.events, allow_head=False)
        self._runner = web.AppRunner(
            app,
            access_log=None,
            handler_cancellation=True,  # a listener that went is no listener, at once
            keepalive_timeout=_KEEP_ALIVE,
            shutdown_timeout=_END_WITHIN,
            auto_decompress=False,  # nobody needs to compress a login
        )
        self._reader: asyncio.Task[None] | None = None

    async def start(self) -> str:
        """Listens; gives the address of the page. Raises OSError when the port is not to be had."""
        host, _, port = self._listen.rpartition(":")
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host.strip("[]"), int(port)).start()
        except OSError:
            await self._runner.cleanup()
            raise
        self._reader = asyncio.create_task(self._live.run(), name="console")
        return _address(*self._runner.addresses[0][:2])

    async def stop(self) -> None:
        """Ends all listeners and answers, within two seconds."""
        self._live.close()
        # Once is not enough: redis-py looks at idle connections under a time-out of 0, which swallows a
        # cancellation that comes just then (asyncio.timeout cannot tell it from its own).
        while self._reader is not None and not self._reader.done():
            self._reader.cancel()
            await asyncio.wait([self._reader], timeout=0.1)
        await self._runner.cleanup()


def _address(host: str, port: int) -> str:
    """Where a browser on this machine finds it."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # compared, not bound
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

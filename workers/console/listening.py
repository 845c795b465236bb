"""`/events`: server-sent events (WHATWG HTML, 9.2) of the judged log, filtered, resumable.

A frame is `id:` the entry on {prefix}:news, and `data:` the event, one line of JSON, so nothing in a
headline can begin a line of its own. Who asks with `desk=1`, as our own page does, is told where the desk
split or merged stories, too: `event: desk`, with the two stories as `data:`.

A reader may be as far behind as the log reaches: while it catches up, it is given only as much as it takes.
One that keeps up no longer is cut off when 1 MiB waits for it here; it comes back with its Last-Event-ID, and
has lost nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import msgspec
import structlog
from aiohttp import web

from streamer.connect import is_not_now
from workers.console.entries import Moved
from workers.console.live import Cursor, Gap, Live
from workers.console.problems import problem
from workers.filters import Filter, from_query
from workers.meters import Meters

log = structlog.get_logger(__name__)

BEAT: Final = 15.0
"""Seconds between two comments."""
MOST_BUFFERED: Final = 1024 * 1024
MOST_LISTENERS: Final = 10_000
PATIENCE: Final = 30.0
"""Seconds that a reader which catches up may take for what it was given last."""
_ROOM: Final = 256 * 1024
"""A reader that catches up is given more once no more than this waits for it."""
_HEADERS: Final = {"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}


class _TooSlow(Exception):
    """A reader does not take what it is sent."""


class Listening:
    """The handler of `/events`, and how many listen."""

    def __init__(self, live: Live, meters: Meters, *, beat: float = BEAT) -> None:
        self._live = live
        self._meters = meters
        self._beat = beat
        self.listeners = 0

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Until the reader goes, is cut off, or the service stops."""
        query = {key: request.query.getall(key) for key in request.query}
        try:
            wanted = from_query(query, others=("last_event_id", "key", "desk"))
        except ValueError as error:
            return problem(400, "the filter has faults", faults=str(error).splitlines())
        if self._live.closed or self.listeners >= MOST_LISTENERS:
            return problem(
                503, "too many listen, or the service stops", headers={"Retry-After": "5"}
            )
        # The header is the later word: a browser that comes back repeats the query as it was.
        asked = request.headers.get("Last-Event-ID") or request.query.get("last_event_id") or None
        self.listeners += 1
        try:
            return await self._serve(request, asked, wanted)
        finally:
            self.listeners -= 1

    async def _serve(
        self, request: web.Request, asked: str | None, wanted: Filter
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers=_HEADERS)
        await response.prepare(request)
        transport = request.transport
        if transport is None:
            return response
        # A write must never wait by itself: how long we wait, and for whom, is decided here.
        transport.set_write_buffer_limits(high=8 * MOST_BUFFERED)
        reader = _Reader(response, transport, lambda: self._live.closed)
        try:
            # A blank one is nothing that a key would have signed (workers.console.gate).
            await self._tell(reader, asked, wanted, desk=request.query.get("desk") == "1")
        except _TooSlow:
            transport.abort()
            self._meters.cut_off.inc()
            log.info("listener.cut_off", remote=request.remote)
        except ConnectionError:
            pass  # the reader went
        except Exception:
            log.exception("listener.broken")
            transport.abort()
        return response

    async def _tell(
        self, reader: _Reader, asked: str | None, wanted: Filter, *, desk: bool
    ) -> None:
        clock = asyncio.get_running_loop().time
        live, cursor = self._live, Cursor(self._live, asked)
        try:
            await cursor.settle()  # what is told once the comment is out comes, whatever the load
        except Exception as error:
            if not is_not_now(error):
                raise
        await reader.send(b": ajil\n\n")
        beat = clock() + self._beat
        while not live.closed:
            moved = live.moved
            wait = self._beat
            try:
                step = await cursor.next()
            except Exception as error:
                if not is_not_now(error):
                    raise
                step, wait = None, 1.0
            if isinstance(step, Gap):
                await reader.send(
                    b"event: gap\ndata: " + msgspec.json.encode(step._asdict()) + b"\n\n"
                )
                continue
            for one in step.told if step else ():
                if isinstance(one, Moved):
                    if desk:
                        frame = b"id: %b\nevent: desk\ndata: %b\n\n"
                        await reader.send(frame % (one.id.encode(), one.data))
                elif wanted.wants(one.facts):
                    await reader.send(b"id: %b\ndata: %b\n\n" % (one.id.encode(), one.data))
                    if step and not step.live:
                        await reader.room()
            if clock() >= beat:
                await reader.send(b": still here\n\n")
                beat = clock() + self._beat
            if step is None or not step.told:
                with suppress(TimeoutError):
                    # No `wait_for`: that is a task more for each of thousands.
                    async with asyncio.timeout(max(0.001, min(wait, beat - clock()))):
                        await moved.wait()


class _Reader:
    """The way to one reader."""

    def __init__(
        self,
        response: web.StreamResponse,
        transport: asyncio.WriteTransport,
        over: Callable[[], bool],
    ) -> None:
        self._response = response
        self._transport = transport
        self._over = over

    async def send(self, frame: bytes) -> None:
        await self._response.write(frame)
        if self._transport.get_write_buffer_size() > MOST_BUFFERED:
            raise _TooSlow

    async def room(self) -> None:
        """Waits until the reader has taken most of what it was given."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while self._transport.get_write_buffer_size() > _ROOM:
            if self._over() or self._transport.is_closing():
                raise ConnectionResetError
            if asyncio.get_running_loop().time() > deadline:
                raise _TooSlow
            await asyncio.sleep(0.02)

"""A wire to a server that can be cut, clogged, and robbed of an answer: what a network does to a client."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final


class Wire:
    """Carries bytes between clients on `port` and a server on loopback."""

    def __init__(self, server: int) -> None:
        self._server: Final = server
        self.port = 0
        self.robbed = 0
        """Answers that were taken away."""
        self.clogged = 0
        """Connections that stand, and carry nothing any more."""
        self._rob: Callable[[bytes], bool] = lambda request: False
        self._open: set[asyncio.Event] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def rob(self, which: Callable[[bytes], bool]) -> None:
        """The server gets the next request that `which` picks and does it; its answer is lost, and the
        connection with it."""

        def once(request: bytes) -> bool:
            if not which(request):
                return False
            self._rob = lambda request: False
            return True

        self._rob = once

    def clog(self) -> None:
        """Connections that stand now carry nothing any more, and nobody is told; new ones are fine."""
        for clogged in self._open:
            clogged.set()
        self.clogged += len(self._open)
        self._open.clear()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        clogged, robbing = asyncio.Event(), asyncio.Event()
        self._open.add(clogged)
        upstream: asyncio.StreamWriter | None = None
        try:
            answers, upstream = await asyncio.open_connection("127.0.0.1", self._server)
            await asyncio.gather(
                self._requests(reader, upstream, clogged, robbing),
                self._answers(answers, writer, clogged, robbing),
            )
        except (OSError, EOFError, asyncio.CancelledError):
            pass
        finally:
            self._open.discard(clogged)
            self._tasks.discard(task)
            for end in (writer, upstream):
                if end is not None:
                    end.transport.abort()

    async def _requests(
        self,
        reader: asyncio.StreamReader,
        upstream: asyncio.StreamWriter,
        clogged: asyncio.Event,
        robbing: asyncio.Event,
    ) -> None:
        while data := await reader.read(1 << 20):
            if clogged.is_set():
                continue
            if self._rob(data):
                robbing.set()
            upstream.write(data)
            await upstream.drain()
        raise EOFError

    async def _answers(
        self,
        answers: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        clogged: asyncio.Event,
        robbing: asyncio.Event,
    ) -> None:
        while data := await answers.read(1 << 20):
            if robbing.is_set():
                self.robbed += 1
                raise EOFError
            if not clogged.is_set():
                writer.write(data)
                await writer.drain()
        raise EOFError

    async def close(self) -> None:
        running = list(self._tasks)
        for task in running:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*running, return_exceptions=True)


@asynccontextmanager
async def wire_to(server: int) -> AsyncIterator[Wire]:
    """A wire to the server on this port of loopback."""
    wire = Wire(server)
    listening = await asyncio.start_server(wire._serve, "127.0.0.1", 0, limit=1 << 21)
    wire.port = listening.sockets[0].getsockname()[1]
    try:
        yield wire
    finally:
        listening.close()
        await wire.close()

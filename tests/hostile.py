"""Far ends that misbehave, on loopback; and the last stop where a socket would connect.

A far end is a raw server: what it sends is in the test's hands, byte by byte, because no library
for servers would send it.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from streamer.guard import AddrInfo, LookUp

TLS = Path(__file__).parent / "data" / "tls"
LOOPBACK = ("127.0.0.0/8",)


class Dialled:
    """Makes sockets for 127.0.0.0/8 only, and remembers every address that was asked for: even if
    a guard fails in a test, no packet leaves loopback."""

    def __init__(self) -> None:
        self.addresses: list[str] = []

    def __call__(self, info: AddrInfo) -> socket.socket:
        address = str(info[4][0])
        self.addresses.append(address)
        if ipaddress.ip_address(address) not in ipaddress.ip_network("127.0.0.0/8"):
            raise OSError(101, f"stopped at the socket: {address}")
        return socket.socket(info[0], info[1], info[2])


def names(**answers: list[list[str]]) -> LookUp:
    """A name server: each name (with _ for .) has a list of answers, given one after the other; the
    last one stays. An unknown name is an OSError."""
    left = {name.replace("_", "."): list(rounds) for name, rounds in answers.items()}

    async def look_up(host: str, family: socket.AddressFamily) -> list[str]:
        rounds = left.get(host)
        if rounds is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return rounds.pop(0) if len(rounds) > 1 else rounds[0]

    return look_up


Play = Callable[["Heard", asyncio.StreamWriter], Awaitable[None]]


class Heard:
    """A request as it came."""

    def __init__(self, head: bytes, reader: asyncio.StreamReader) -> None:
        lines = head.decode("latin-1").split("\r\n")
        self.method, self.target, _ = lines[0].split(" ", 2)
        pairs = (line.partition(": ") for line in lines[1:] if line)
        self.headers = {name.lower(): value for name, _, value in pairs}
        self.body = b""
        self.reader = reader


class FarEnd:
    """A server under test: its address and all that it heard."""

    def __init__(self, port: int, scheme: str) -> None:
        self.port = port
        self.url = f"{scheme}://127.0.0.1:{port}"
        self.heard: list[Heard] = []
        self.connections = 0
        self.gone = asyncio.Event()
        """Set when a client closed its connection."""


@asynccontextmanager
async def far_end(play: Play, *, tls: bool = False) -> AsyncIterator[FarEnd]:
    """Serves on a free port of 127.0.0.1; `play` answers each request by writing what it likes."""
    tasks: set[asyncio.Task[None]] = set()
    end: FarEnd

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        tasks.add(task)
        end.connections += 1
        try:
            while not writer.is_closing():
                head = await reader.readuntil(b"\r\n\r\n")
                heard = Heard(head, reader)
                heard.body = await reader.readexactly(int(heard.headers.get("content-length", 0)))
                end.heard.append(heard)
                await play(heard, writer)
                await writer.drain()
        except (OSError, EOFError, asyncio.CancelledError):
            pass
        finally:
            end.gone.set()
            tasks.discard(task)
            writer.transport.abort()

    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(TLS / "loopback.pem", TLS / "loopback.key")
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    end = FarEnd(server.sockets[0].getsockname()[1], "https" if tls else "http")
    try:
        yield end
    finally:
        server.close()
        running = list(tasks)
        for task in running:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*running, return_exceptions=True)


def answer(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """A whole answer; names of headers with _ for -."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape") + body


def says(*pieces: bytes) -> Play:
    """Writes the pieces as the answer to every request."""

    async def play(heard: Heard, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()

    return play


def drips(start: bytes, drop: bytes, every: float) -> Play:
    """Writes `start`, then `drop` again and again, until the client has gone. `every`: seconds."""

    async def play(heard: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while not writer.is_closing():
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(every)

    return play


async def silence(heard: Heard, writer: asyncio.StreamWriter) -> None:
    """Hears, and never answers, until the client has gone."""
    while await heard.reader.read(4096):
        pass
    writer.close()

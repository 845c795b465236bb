"""Which addresses may be dialled: by GET (streamer.fetch) and POST (workers.post) alike.

Sources, redirects and receivers are named by people we do not know. Three stops stand in a row, and
each would do alone; the last is where the socket would connect, and nothing goes round it:

    URL ─► fault()             scheme, credentials, literal addresses; pure, for `ajil check` too
        ─► the resolver hook   every answer of a name is vetted: one refused address refuses the lot
        ─► the socket factory  the very address about to be dialled

The hook alone is not enough: aiohttp never asks a resolver for a literal address. The check at the
socket alone would be, but it could not refuse a mixed answer. Names are not cached here: every new
connection is vetted on a fresh answer, and only addresses of that answer are dialled, so a name
that changes its mind between check and use (DNS rebinding) gains nothing.

Behind a proxy the proxy is the one address dialled, and it may lie anywhere: the operator named it.
What is asked through it is judged as before: literal addresses by fault(), names by what this
machine knows of them. A name that this machine cannot resolve is left to the proxy (such networks
often resolve nothing outside by themselves).
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from streamer import addresses
from streamer.errors import Refused

AddrInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]
"""family, type, protocol, canonical name, (address, port, …): as getaddrinfo gives them."""
LookUp = Callable[[str, socket.AddressFamily], Awaitable[list[str]]]
"""host, family → its addresses; raises OSError where there are none."""
Dial = Callable[[AddrInfo], socket.socket]
"""Makes the socket that is about to be connected to the address."""

_NAME: Final = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")
_NUMBER: Final = re.compile(r"(\d+|0x[0-9a-f]*)\.?")
_LOOKUPS: Final = threading.BoundedSemaphore(256)


class RefusedAddress(Refused, OSError):
    """An address that may not be dialled. An OSError too, as connecting code expects one."""


async def look_up(host: str, family: socket.AddressFamily) -> list[str]:
    """All addresses of a name, by getaddrinfo. Raises OSError (socket.gaierror).

    In a thread of its own: the loop's shared threads (uvloop has four) would let four dead name
    servers hold up every other source, and a pool would hold up the exit.
    """
    if not _LOOKUPS.acquire(blocking=False):
        raise OSError("too many names are being looked up")
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[str]] = loop.create_future()

    def settle(answer: list[str] | Exception) -> None:
        if found.done():  # nobody waits any more
            return
        if isinstance(answer, Exception):
            found.set_exception(answer)
        else:
            found.set_result(answer)

    def ask() -> None:
        answer: list[str] | Exception
        try:
            # As bytes: a str would go through Python's own IDNA, which raises on long labels.
            infos = socket.getaddrinfo(
                host.encode(), None, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
            )
            answer = list(dict.fromkeys(str(info[4][0]) for info in infos))
        except (OSError, ValueError) as broken:
            answer = broken
        finally:
            _LOOKUPS.release()
        try:
            loop.call_soon_threadsafe(settle, answer)
        except RuntimeError:  # the loop is closed: we are going down
            pass

    try:
        threading.Thread(target=ask, name="name-lookup", daemon=True).start()
    except RuntimeError as broken:  # the system gives no more threads
        _LOOKUPS.release()
        raise OSError("no thread to look a name up in") from broken
    return await found


def open_socket(info: AddrInfo) -> socket.socket:
    """The socket for an address that has been let through."""
    family, kind, protocol, _, _ = info
    return socket.socket(family, kind, protocol)


@dataclass(frozen=True, slots=True)
class Guard:
    """Says which addresses may be dialled, and makes connectors that dial no others.

    `allow`: CIDR strings (`network.allow`); what lies inside is let through, on any port. Raises
    ValueError on a bad one. `look_up` and `dial` are there for tests.
    """

    allow: Sequence[str] = ()
    look_up: LookUp = field(default=look_up, repr=False)
    dial: Dial = field(default=open_socket, repr=False)
    _networks: tuple[addresses.Network, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_networks", addresses.networks(self.allow))

    def fault(self, url: str) -> str | None:
        """Why a URL may not be asked; None: it may, as far as can be told without its addresses.

        Pure. The text names an address at most: never credentials, path or query. Addresses in odd
        spellings (127.1, 0x7f.1, 2130706433) are refused whatever they mean: nobody needs them.
        """
        try:
            parsed = URL(url)
        except ValueError:
            return "this is not a URL"
        host, port = parsed.raw_host, parsed.port
        if parsed.scheme not in ("http", "https"):
            return "only http and https are asked"
        if "@" in parsed.raw_authority:
            return "there are credentials in the URL"
        if not host or port is None:
            return "there is no host in the URL"
        if address := addresses.parse(host):
            return self._why(address, port)
        if _NUMBER.fullmatch(host.rpartition(".")[2] or host.rstrip(".").rpartition(".")[2]):
            return "its host is a number, but not an address in its usual spelling"
        if not _NAME.fullmatch(host) or len(host) > 254:
            return "its host is not a name"
        if re.search(r"(^|\.)localhost\.?$", host) and self.refuses("127.0.0.1"):  # RFC 6761, 6.3
            return f"{host} is loopback"
        if port in addresses.REFUSED_PORTS and not self._networks:
            return f"port {port} is not for the web"
        return None

    def refuses(self, address: str) -> bool:
        """Whether an IP address, as dialled, may not be. What is no address is refused."""
        parsed = addresses.parse(address)
        return parsed is None or addresses.special(parsed, self._networks) is not None

    def stop(self, address: str, port: int) -> None:
        """Raises RefusedAddress, with the reason, if address and port may not be dialled."""
        parsed = addresses.parse(address)
        why = self._why(parsed, port) if parsed else "no address"
        if why:
            raise RefusedAddress(why)

    def _why(self, address: addresses.Address, port: int) -> str | None:
        if addresses.inside(address, self._networks):
            return None
        if what := addresses.special(address, self._networks):
            return f"{address} is {what}"
        if port in addresses.REFUSED_PORTS:
            return f"port {port} is not for the web"
        return None

    async def vet(
        self, host: str, port: int, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[str]:
        """All addresses of a name, each of them good. Raises RefusedAddress if one is not, OSError
        if there are none."""
        found = await self.look_up(host, family)
        if not found:
            raise OSError("the name has no address")
        for address in found:
            self.stop(address, port)
        return found

    async def vet_for_proxy(self, url: str) -> None:
        """Judges what a proxy is to be asked for. Raises RefusedAddress."""
        parsed = URL(url)
        try:
            await self.vet(parsed.raw_host or "", parsed.port or 0)
        except RefusedAddress:
            raise
        except OSError:
            pass  # unknown here: the proxy may know it

    def connector(
        self, *, tls: ssl.SSLContext, limit_per_host: int = 0, proxy: str = ""
    ) -> aiohttp.TCPConnector:
        """A connector that dials only what this guard lets through, or with `proxy` only the proxy.
        To be made inside a running loop. `limit_per_host`: connections at once; 0: no limit."""
        line = _Line(self, URL(proxy) if proxy else None)
        return aiohttp.TCPConnector(
            resolver=line,
            socket_factory=line.socket,
            ssl=tls,
            limit=0,
            limit_per_host=limit_per_host,
            use_dns_cache=False,
        )


class _Line(AbstractResolver):
    """The two hooks of a connector: the resolver, and the socket factory behind it."""

    def __init__(self, guard: Guard, proxy: URL | None) -> None:
        self._guard = guard
        self._proxy = proxy
        self._of_proxy = {proxy.raw_host} if proxy else set()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        if self._proxy:
            if (host, port) != (self._proxy.raw_host, self._proxy.port):
                raise RefusedAddress("only the proxy is dialled")
            found = await self._guard.look_up(host, family)
            self._of_proxy = {host, *found}
        else:
            found = await self._guard.vet(host, port, family)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in found
        ]

    def socket(self, info: AddrInfo) -> socket.socket:
        address, port = info[4][:2]
        if not self._proxy:
            self._guard.stop(address, port)
        elif address not in self._of_proxy or port != self._proxy.port:
            raise RefusedAddress("only the proxy is dialled")
        return self._guard.dial(info)

    async def close(self) -> None:
        """Nothing is kept open."""

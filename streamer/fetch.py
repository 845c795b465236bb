"""GET within limits (and POST to hubs): the only place where the streamer asks a site for anything.

    Request ─► guard ─► a slot of the host ─► ask ─► redirect? ─► again, from the guard on
                                               └──► status, headers ─► body, unpacked ─► Response

Whatever a site does, `get` answers, in time, with a Response or with Failed. Roads taken:

- Waiting for a slot is no fault of the site and is outside the deadline: two hundred channels on
  one slow host are late, not failed. All that is spent on the network is inside, redirects
  included, so one byte a second frees its slot like anything else.
- Redirects are followed by hand: each hop goes through the guard, at most five, never to an address
  already seen. At another origin only headers that say nothing about us go along; what we were
  told to send (Authorization, Cookie, keys) stays with the origin it was meant for. From https to
  http is followed (news sites do it), without those headers.
- Bodies are unpacked here (`streamer.unpack`), not by aiohttp, so that a bomb stops at `max_bytes`.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final, NamedTuple
from weakref import WeakValueDictionary

import aiohttp
import msgspec
from yarl import URL

from streamer.door import BROKEN, client, explain, plain, trusted
from streamer.errors import Refused
from streamer.guard import Guard
from streamer.sources import Request, Response
from streamer.unpack import Unpacker, single

AT_ONCE: Final = 512
"""Requests at once to all hosts together: each is an open file."""
_POST: Final = 10.0
_TARGETS: Final = 16_384
_TRAVEL: Final = {
    "accept",
    "accept-language",
    "user-agent",
    "if-none-match",
    "if-modified-since",
}
_OURS: Final = {"accept-encoding", "connection", "content-length", "te", "transfer-encoding"}


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """A visit that brought nothing."""

    why: str
    """For people; never holds a path, a query, or anything that the far end said."""
    status: int | None = None
    retry_after: float | None = None
    """Seconds that the site asks us to wait: 0 or more, and as large as it likes."""
    permanent: bool = False
    """The URL itself is at fault: asking again changes nothing."""


class _Target(NamedTuple):
    """A URL that may be asked, without its fragment; `text`: the same as written."""

    url: URL
    text: str
    host: str


class _Moved(msgspec.Struct, frozen=True, kw_only=True):
    location: str


class Fetcher:
    """Asks sites, as many sources as there are; one for the whole process.

    `per_host`: requests at once to one host (1 or more). `total`: seconds for one request. `clock`:
    the time, aware, against which a Retry-After date is read. Raises SettingsError if `ca_file` is
    no file of certificates.
    """

    def __init__(
        self,
        guard: Guard,
        *,
        user_agent: str,
        per_host: int,
        proxy: str = "",
        ca_file: str = "",
        total: float = 20.0,
        max_redirects: int = 5,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._guard = guard
        self.user_agent = user_agent
        self._proxy = proxy
        self._tls = trusted(ca_file)
        self._total = total
        self._max_redirects = max_redirects
        self._clock = clock
        self._gate = _Gate(per_host, AT_ONCE)
        # Of sources, the same every time: to look at a URL costs a tenth of asking it.
        self._target = lru_cache(maxsize=_TARGETS)(self._look)
        self._session: aiohttp.ClientSession | None = None

    async def get(
        self, request: Request, *, max_bytes: int, deadline: float | None = None
    ) -> Response | Failed:
        """The answer to a GET, its body unpacked and at most `max_bytes`.

        A 200, or a 304 to a conditional request, is a Response; all else is Failed, and raises
        nothing. `deadline`: seconds, where less than the fetcher's `total`.
        """
        seconds = left = min(self._total, deadline or self._total)
        target, headers = self._target(request.url), _sendable(request.headers)
        seen: set[str] = set()
        while len(seen) <= self._max_redirects:
            if isinstance(target, str):
                return Failed(why=f"refused: {target}", permanent=not seen)
            if target.text in seen:
                return Failed(why="redirected in a circle")
            seen.add(target.text)
            async with self._gate.slot(target.host):
                began = asyncio.get_running_loop().time()
                try:
                    async with asyncio.timeout(left):
                        answer = await self._ask(target, headers, max_bytes)
                except TimeoutError:
                    return Failed(why=f"timed out after {seconds:g} s")
                except BROKEN as broken:
                    return Failed(why=explain(broken))
                if not isinstance(answer, _Moved):
                    return answer
                left -= asyncio.get_running_loop().time() - began
            try:
                moved = target.url.join(URL(answer.location))
            except ValueError:
                return Failed(why="redirected to what is not a URL")
            headers = _fit_for(target.url, moved, headers)
            target = self._look(str(moved))
        return Failed(why=f"redirected more than {self._max_redirects} times")

    async def post(self, url: str, form: Mapping[str, str]) -> Failed | None:
        """Sends a form; None: it was accepted (2xx). Redirects are not followed. Raises nothing."""
        target = self._look(url)
        if isinstance(target, str):
            return Failed(why=f"refused: {target}", permanent=True)
        async with self._gate.slot(target.host):
            try:
                async with asyncio.timeout(min(self._total, _POST)):
                    if self._proxy:
                        await self._guard.vet_for_proxy(target.text)
                    answer = await self._client().post(
                        target.url, data=dict(form), allow_redirects=False
                    )
                    answer.close()
            except TimeoutError:
                return Failed(why="timed out")
            except BROKEN as broken:
                return Failed(why=explain(broken))
        if 200 <= answer.status < 300:
            return None
        return Failed(why=f"answered {answer.status}", status=answer.status)

    async def close(self) -> None:
        """Closes all connections."""
        if self._session:
            await self._session.close()
            self._session = None

    def _look(self, url: str) -> _Target | str:
        """Where a URL leads, or why it may not be asked."""
        if fault := self._guard.fault(url):
            return fault
        plain_url = URL(url).with_fragment(None)
        return _Target(plain_url, str(plain_url), plain_url.raw_host or "")

    async def _ask(
        self, target: _Target, headers: Mapping[str, str], max_bytes: int
    ) -> Response | Failed | _Moved:
        if self._proxy:
            await self._guard.vet_for_proxy(target.text)
        answer = await self._client().get(target.url, headers=headers, allow_redirects=False)
        try:
            status = answer.status
            if status in (301, 302, 303, 307, 308) and (location := answer.headers.get("Location")):
                return _Moved(location=location)
            body = b""
            if status == 200:
                body = await _body(answer, max_bytes)
            elif status != 304:
                wait = retry_after(answer.headers.get("Retry-After"), self._clock())
                return Failed(why=f"answered {status}", status=status, retry_after=wait)
            elif not {"if-none-match", "if-modified-since"} & {name.lower() for name in headers}:
                return Failed(why="answered 304 to what was not conditional", status=status)
            return Response(
                status=status, url=target.text, headers=plain(answer.headers), body=body
            )
        finally:
            # A connection whose answer was read to the end is back in the pool by now, and stays.
            answer.close()

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = client(
                self._guard,
                user_agent=self.user_agent,
                accept_encoding="gzip, deflate",
                tls=self._tls,
                proxy=self._proxy,
            )
        return self._session


class _Gate:
    """At most `per_host` requests at once to one host, whoever asks, and `total` in all; first
    come, first served. The slots of a host that nobody holds or waits for are forgotten."""

    def __init__(self, per_host: int, total: int) -> None:
        self._per_host = per_host
        self._all = asyncio.Semaphore(total)
        self._hosts: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    def slot(self, host: str) -> _Slot:
        """To be entered, and left when the answer is there."""
        slots = self._hosts.get(host)
        if slots is None:
            slots = self._hosts[host] = asyncio.Semaphore(self._per_host)
        return _Slot(slots, self._all)


class _Slot:
    """One of a host's and one of all. (A class: a generator would cost as much as the semaphores.)"""

    __slots__ = ("_all", "_of_host")

    def __init__(self, of_host: asyncio.Semaphore, of_all: asyncio.Semaphore) -> None:
        self._of_host = of_host
        self._all = of_all

    async def __aenter__(self) -> None:
        await self._of_host.acquire()
        try:
            await self._all.acquire()
        except BaseException:
            self._of_host.release()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._all.release()
        self._of_host.release()


async def _body(answer: aiohttp.ClientResponse, most: int) -> bytes:
    if (answer.content_length or 0) > most:
        raise Refused(f"the answer is larger than {most} bytes")
    unpacker = Unpacker(single(answer.headers.getall("Content-Encoding", [])), most)
    async for piece in answer.content.iter_any():
        unpacker.feed(piece)
    return unpacker.finish()


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header (RFC 9110, 10.2.3): a number of seconds or a date;
    never below 0; None: not there, or neither."""
    text = (value or "").strip()
    if re.fullmatch(r"-?[0-9]+", text):
        return max(0.0, float(text[:15]))
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())


def _sendable(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in _OURS}


def _fit_for(old: URL, new: URL, headers: Mapping[str, str]) -> dict[str, str]:
    """What of `headers` may go along from one address to the next. The same host moving from plain
    http to https keeps all."""
    upgrade = (
        (old.scheme, new.scheme) == ("http", "https")
        and old.is_default_port()
        and new.is_default_port()
        and old.raw_host == new.raw_host
    )
    if upgrade or (new.absolute and old.origin() == new.origin()):
        return dict(headers)
    return {name: value for name, value in headers.items() if name.lower() in _TRAVEL}

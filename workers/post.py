"""POST, guarded: the only place where the workers send anything to a receiver.

Whatever a receiver does, `post` answers, in time: with the status that came, or with none and why.
Redirects are never followed: a signed body must not wander, and a 3xx is the channel's to judge.
Once a status is there it stands, even if the body behind it stalls or breaks: the receiver has
spoken, and sending again would only show the alert twice.
"""

from __future__ import annotations

import asyncio
from typing import Final

import aiohttp

from streamer.door import BROKEN, client, explain, plain, trusted
from streamer.guard import Guard
from workers.story import Answer, Parcel

BODY_BYTES: Final = 64 * 1024
"""As much of an answer is read; a channel looks for a word or two in it."""


class Poster:
    """Carries parcels, over connections that are kept; one for the whole process.

    `per_host`: connections at once to one host, 0: no limit. `total`: seconds for one parcel.
    Raises SettingsError if `ca_file` is no file of certificates.
    """

    def __init__(
        self,
        guard: Guard,
        *,
        user_agent: str,
        per_host: int = 0,
        proxy: str = "",
        ca_file: str = "",
        total: float = 15.0,
    ) -> None:
        self._guard = guard
        self._user_agent = user_agent
        self._per_host = per_host
        self._proxy = proxy
        self._tls = trusted(ca_file)
        self._total = total
        self._session: aiohttp.ClientSession | None = None

    async def post(self, parcel: Parcel) -> Answer:
        """What the receiver answered. Raises nothing for what the network does."""
        clock = asyncio.get_running_loop().time
        began = clock()
        if fault := self._guard.fault(parcel.url):
            return Answer(status=None, error=f"refused: {fault}")
        heard: aiohttp.ClientResponse | None = None
        body = bytearray()
        error = ""
        try:
            async with asyncio.timeout(self._total):
                if self._proxy:
                    await self._guard.vet_for_proxy(parcel.url)
                heard = await self._client().post(
                    parcel.url, headers=parcel.headers, data=parcel.body, allow_redirects=False
                )
                await _read(heard, body)
        except TimeoutError:
            error = f"timed out after {self._total:g} s"
        except BROKEN as broken:
            error = explain(broken)
        finally:
            if heard:
                # If its answer was read to the end, the connection is back in the pool, and stays.
                heard.close()
        took = clock() - began
        if heard is None:
            return Answer(status=None, error=error, took=took)
        return Answer(
            status=heard.status, headers=plain(heard.headers), body=bytes(body), took=took
        )

    async def close(self) -> None:
        """Closes all connections."""
        if self._session:
            await self._session.close()
            self._session = None

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = client(
                self._guard,
                user_agent=self._user_agent,
                accept_encoding="identity",
                tls=self._tls,
                limit_per_host=self._per_host,
                proxy=self._proxy,
            )
        return self._session


async def _read(heard: aiohttp.ClientResponse, body: bytearray) -> None:
    """The start of an answer, into `body`. What is compressed, unasked, is left unread."""
    if heard.headers.get("Content-Encoding", "identity").lower() != "identity":
        return
    async for piece in heard.content.iter_any():
        body += piece[: BODY_BYTES - len(body)]
        if len(body) >= BODY_BYTES:
            return

"""The callback of WebSub (w3.org/TR/websub, 5.3 and 7): `/websub/{source}/{key}`, without the token.

    GET   the hub asks whether we meant to subscribe: its challenge, or 404
    POST  the hub has news: signed as agreed, the source is visited; else nothing happens

What is pushed is only run through the signature, piece by piece, and not kept.
"""

from __future__ import annotations

import hmac
from datetime import UTC, datetime
from typing import Final

from aiohttp import web

from streamer.connect import is_not_now
from streamer.pushes import Pushes
from workers.console.problems import problem
from workers.console.view import View

MOST: Final = 16 * 1024 * 1024
"""Bytes of a push."""


class Hub:
    """The two handlers."""

    def __init__(self, view: View) -> None:
        self._view = view

    def routes(self) -> list[web.RouteDef]:
        path = "/websub/{source}/{key}"
        return [web.get(path, self.verify, allow_head=False), web.post(path, self.receive)]

    async def verify(self, request: web.Request) -> web.Response:
        source, key = request.match_info["source"], request.match_info["key"]
        try:
            now = datetime.now(UTC).timestamp()
            challenge = await self._pushes().verified(source, key, request.query, now)
        except Exception as error:
            return _away(error)
        return problem(404, "nobody asked for that") if challenge is None else _plain(challenge)

    async def receive(self, request: web.Request) -> web.Response:
        source, key = request.match_info["source"], request.match_info["key"]
        try:
            pushes = self._pushes()
            agreed = await pushes.digest(source, key, request.headers.get("X-Hub-Signature", ""))
            if agreed is None:
                return problem(404, "nobody asked for that")
            running, wanted = agreed
            size = 0
            async for piece in request.content.iter_any():
                running.update(piece)
                size += len(piece)
                if size > MOST:
                    return problem(413, "that is too much")
            # 2xx in any case (7.1): whoever guesses learns nothing from the answer.
            if hmac.compare_digest(running.hexdigest(), wanted):
                await pushes.push(source)
        except Exception as error:
            return _away(error)
        return web.Response(status=202)

    def _pushes(self) -> Pushes:
        store = self._view.store
        if store is None:
            raise ConnectionError("Redis is not known yet")
        return Pushes(store.redis, store.keys)


def _plain(text: str) -> web.Response:
    """Never to be taken for a page: it is the words of whoever asked."""
    return web.Response(text=text[:1000], content_type="text/plain")


def _away(error: Exception) -> web.Response:
    if not (isinstance(error, TimeoutError) or is_not_now(error)):
        raise error
    return problem(503, "Redis cannot be reached", headers={"Retry-After": "5"})

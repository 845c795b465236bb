"""An outlet's news site on loopback: /, /rss.xml and an article a number, as any site serves them.

It answers conditional requests (RFC 9110, 13.1), shows what it is told to show, and can be told to break its
feed. It notes who asked for what, and which version of which item was read when: the director makes nothing
of an item that nobody can have read.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime
from hashlib import blake2b

import msgspec
from aiohttp import web

from deploy.demo import pages
from deploy.demo.afternoon import Fault, Item, Outlet
from deploy.demo.pages import Showing


class Site:
    """One outlet, from `start` to `stop`."""

    def __init__(self, outlet: Outlet) -> None:
        self.outlet = outlet
        self.url = ""
        """Without a final slash."""
        self.fault: Fault | None = None
        """What is wrong with the feed now."""
        self.asked: Counter[str] = Counter()
        """Path → how often."""
        self._read: dict[str, tuple[Showing, float]] = {}
        self._showings: list[Showing] = []
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.add_routes(
            [
                web.get("/", self._home),
                web.get("/rss.xml", self._feed),
                web.get("/{page:[0-9]+-[a-z-]+\\.html}", self._article),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    # ── what the outlet does ──────────────────────────────────────────────────────────────────

    def publish(self, item: Item, published: datetime) -> None:
        """Puts an item on top. `published` is aware."""
        one = Showing(item=item, title=item.title, urgent=item.urgent, published=published)
        self._showings.insert(0, one)

    def edit(self, key: str, *, title: str | None = None, urgent: bool | None = None) -> None:
        """Other words, or the mark, under the same link and at the same place."""
        at = next(at for at, one in enumerate(self._showings) if one.item.key == key)
        old = self._showings[at]
        self._showings[at] = msgspec.structs.replace(
            old,
            title=old.title if title is None else title,
            urgent=old.urgent if urgent is None else urgent,
        )

    def withdraw(self, key: str) -> None:
        """Gone from the lists; its page answers 404."""
        self._showings = [one for one in self._showings if one.item.key != key]

    def read_for(self, key: str) -> float:
        """Seconds since the item, as it stands now, was first given to anybody; 0: nobody has it."""
        showing, at = self._read.get(key, (None, 0.0))
        return asyncio.get_running_loop().time() - at if showing in self._showings else 0.0

    # ── what visitors get ─────────────────────────────────────────────────────────────────────

    async def _home(self, request: web.Request) -> web.Response:
        shown = [one for one in self._showings if "ticker" in one.item.on][: self.outlet.ticker]
        return self._answer(request, pages.home(self.outlet, self._showings), "text/html", shown)

    async def _feed(self, request: web.Request) -> web.Response:
        shown = [one for one in self._showings if "feed" in one.item.on]
        body = pages.feed(self.outlet, self.url, shown)
        if self.fault is None:
            return self._answer(request, body, "application/rss+xml", shown)
        self.asked[request.path] += 1
        if self.fault == "500":
            return web.Response(status=500, text="database error")
        if self.fault == "half":
            return web.Response(text=body[: len(body) // 2], content_type="application/rss+xml")
        return web.Response(text=pages.home(self.outlet, shown), content_type="text/html")

    async def _article(self, request: web.Request) -> web.Response:
        path = f"/{request.match_info['page']}"
        for one in self._showings:
            if one.item.path == path:
                body = pages.article(self.outlet, one, self._showings)
                return self._answer(request, body, "text/html", [])
        self.asked[path] += 1
        return web.Response(status=404, text="لا توجد صفحة بهذا العنوان")

    def _answer(
        self, request: web.Request, body: str, content_type: str, shown: list[Showing]
    ) -> web.Response:
        self.asked[request.path] += 1
        now = asyncio.get_running_loop().time()
        for one in shown:
            if self._read.get(one.item.key, (None,))[0] != one:
                self._read[one.item.key] = (one, now)
        etag = blake2b(body.encode(), digest_size=8).hexdigest()
        matched = request.if_none_match
        if matched and any(one.value in (etag, "*") for one in matched):
            answer = web.Response(status=304)
        else:
            answer = web.Response(text=body, content_type=content_type)
        answer.etag = etag
        return answer

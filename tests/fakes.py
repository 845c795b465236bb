"""The far ends, as real servers on loopback: news sites, and receivers of alerts.

Site       an outlet: home page with a ticker, feed, article pages; misbehaves on demand
Hooks      a webhook that checks signatures, and a Slack endpoint; each keeps all that it got
"""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from aiohttp import web
from standardwebhooks import Webhook


@dataclass
class Article:
    number: int
    title: str
    section: str = "أمن"
    lead: str = "قال مصدر مطلع إن التفاصيل ستنشر لاحقاً."
    published: datetime = field(default_factory=lambda: datetime.now(UTC))


class _Served:
    """An aiohttp server on a free port of `host`, as an async context manager."""

    host = "127.0.0.1"

    def __init__(self) -> None:
        self.app = web.Application()
        self.port = 0
        self._runner: web.AppRunner | None = None

    @property
    def base(self) -> str:
        return f"http://{self.host}:{self.port}"

    async def __aenter__(self) -> Any:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Starts, on the port it had if it had one."""
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        await site.start()
        if not self.port:
            self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        # A runner is used once; the application may be served again by the next one.

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None


class Site(_Served):
    """One outlet. `articles` is what it shows, the newest first; numbers in `gone` answer 404."""

    def __init__(self, name: str = "outlet", *, in_ticker: int = 30, in_feed: int = 200) -> None:
        super().__init__()
        self.name = name
        self.articles: list[Article] = []
        self.gone: set[int] = set()
        self.asked: list[tuple[str, int]] = []
        """(path, status) of each answer."""
        self.hook: Callable[[web.Request], web.StreamResponse | None] | None = None
        """Answers in place of the site where it gives a response."""
        self._in_ticker, self._in_feed = in_ticker, in_feed
        self.app.router.add_get("/", self._home)
        self.app.router.add_get("/rss.xml", self._feed)
        self.app.router.add_get("/{page}.html", self._article)

    def publish(self, number: int, title: str, **more: Any) -> Article:
        article = Article(number, title, **more)
        self.articles.insert(0, article)
        return article

    def asked_for(self, path: str) -> int:
        return sum(one == path for one, _ in self.asked)

    async def _home(self, request: web.Request) -> web.StreamResponse:
        items = "".join(
            f'<li><a href="/{one.number}-x.html">{html.escape(one.title)}</a></li>'
            for one in self.articles[: self._in_ticker]
        )
        return self._answer(
            request,
            f'<!doctype html><html lang="ar" dir="rtl"><body><h1>{self.name}</h1>'
            f'<div class="breaking-news"><span class="label">آخر الأخبار</span><ul>{items}</ul></div>'
            "</body></html>",
            "text/html",
        )

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        items = "".join(
            f"<item><title>{html.escape(one.title)}</title>"
            f"<link>{self.base}/{one.number}-x.html</link>"
            f'<guid isPermaLink="false">{self.name}-{one.number}</guid>'
            f"<category>{one.section}</category><description>{html.escape(one.lead)}</description>"
            f"<pubDate>{format_datetime(one.published)}</pubDate></item>"
            for one in self.articles[: self._in_feed]
        )
        return self._answer(
            request,
            f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{self.name}'
            f"</title><link>{self.base}/</link><description>-</description>{items}</channel></rss>",
            "application/rss+xml",
        )

    async def _article(self, request: web.Request) -> web.StreamResponse:
        number = int(request.match_info["page"].split("-")[0])
        for one in self.articles:
            if one.number == number and number not in self.gone:
                page = f"<html><body><h1>{html.escape(one.title)}</h1></body></html>"
                return self._answer(request, page, "text/html")
        self.asked.append((request.path, 404))
        return web.Response(status=404)

    def _answer(self, request: web.Request, text: str, kind: str) -> web.StreamResponse:
        if self.hook is not None and (other := self.hook(request)) is not None:
            self.asked.append((request.path, other.status))
            return other
        tag = '"' + hashlib.md5(text.encode()).hexdigest() + '"'
        if request.headers.get("If-None-Match") == tag:
            self.asked.append((request.path, 304))
            return web.Response(status=304, headers={"ETag": tag})
        self.asked.append((request.path, 200))
        return web.Response(text=text, content_type=kind, charset="utf-8", headers={"ETag": tag})


SECRET = "whsec_c2VjcmV0LW9mLXRoZS10ZXN0cw=="


class Hooks(_Served):
    """`/hook` takes Standard Webhooks, `/slack` takes messages. `answer` decides what is answered."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[tuple[str, dict[str, Any]]] = []
        """(webhook-id, event) of each accepted POST, in order."""
        self.slack: list[dict[str, Any]] = []
        self.refused = 0
        """POSTs with a wrong signature."""
        self.answer: Callable[[web.Request], web.Response | None] = lambda request: None
        self.app.router.add_post("/hook", self._hook)
        self.app.router.add_post("/slack", self._slack)

    def ids(self) -> list[str]:
        return [webhook_id for webhook_id, _ in self.got]

    async def _hook(self, request: web.Request) -> web.Response:
        if (other := self.answer(request)) is not None:
            return other
        body = await request.text()
        try:
            Webhook(SECRET).verify(
                body, {key.lower(): value for key, value in request.headers.items()}
            )
        except Exception:
            self.refused += 1
            return web.Response(status=400)
        self.got.append((request.headers["webhook-id"], json.loads(body)["data"]))
        return web.Response(status=204)

    async def _slack(self, request: web.Request) -> web.Response:
        if (other := self.answer(request)) is not None:
            return other
        self.slack.append(await request.json())
        return web.Response(text="ok")

"""Two far ends on loopback that are as strict, and as moody, as real ones.

SlackReceiver    an incoming webhook: a message a second, Block Kit, 429 with Retry-After
                 (docs.slack.dev, "Sending messages using incoming webhooks", "Rate limits")
WebhookReceiver  Standard Webhooks: verifies every signature, keeps what it got by webhook-id;
                 refuses connections until it listens, answers 503 until it is well
"""

from __future__ import annotations

import asyncio
import base64
import re
import secrets
import socket
from collections import Counter
from collections.abc import Callable, Collection
from typing import Any, Final, NamedTuple

import msgspec
from aiohttp import web
from standardwebhooks import Webhook, WebhookVerificationError

_GAP: Final = 0.95
"""Seconds between two messages: one a second, less what the way to us may vary."""
_EVENTS: Final = frozenset({"new", "update", "follow", "repeat", "correction", "withdrawn"})
_ISOLATED: Final = re.compile("\u2068([^\u2069]*)\u2069")


class Arrival(NamedTuple):
    """An alert as a receiver has it."""

    url: str
    title: str
    event: str


class SlackReceiver:
    """`refused`: which posts, counted from one, are answered 429 whatever their pace."""

    def __init__(
        self,
        arrived: Callable[[Arrival], object],
        *,
        refused: Collection[int] = (),
        retry_after: int = 1,
        said: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._arrived = arrived
        self._refused = refused
        self._retry_after = retry_after
        self._said = said
        self._path = f"/services/T00DEMO/B00DEMO/{secrets.token_urlsafe(18)}"
        self._free = float("-inf")
        self._runner: web.AppRunner | None = None
        self.url = ""
        self.posts = 0
        self.statuses: Counter[int] = Counter()

    async def start(self) -> None:
        self._runner, port = await _serve(self._post)
        self.url = f"http://127.0.0.1:{port}{self._path}"

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    async def _post(self, request: web.Request) -> web.Response:
        body = await request.read()
        answer = self._judge(request.path, body)
        self.statuses[answer.status] += 1
        return answer

    def _judge(self, path: str, body: bytes) -> web.Response:
        if path != self._path:
            return web.Response(status=404, text="no_service")
        self.posts += 1
        now = asyncio.get_running_loop().time()
        if self.posts in self._refused:
            self._free = now + self._retry_after
            self._said(f"Slack answers 429, Retry-After: {self._retry_after}")
            return self._slower(self._retry_after)
        if now < self._free:
            return self._slower(1)
        try:
            message = msgspec.json.decode(body)
        except msgspec.DecodeError:
            return web.Response(status=400, text="invalid_payload")
        if fault := block_kit_fault(message):
            return web.Response(status=400, text=fault)
        self._free = now + _GAP
        for arrival in _read(message):
            self._arrived(arrival)
        return web.Response(text="ok")

    def _slower(self, seconds: int) -> web.Response:
        return web.Response(status=429, text="rate_limited", headers={"Retry-After": str(seconds)})


def block_kit_fault(message: Any) -> str | None:
    """What Slack would say to a message, roughly (docs.slack.dev, "Blocks"); None: it would take it."""
    if not isinstance(message, dict) or not isinstance(message.get("text"), str):
        return "no_text"
    blocks = message.get("blocks")
    if not isinstance(blocks, list) or not 0 < len(blocks) <= 50:
        return "invalid_blocks"
    return None if all(map(_is_block, blocks)) else "invalid_blocks"


def _is_block(block: Any) -> bool:
    if not isinstance(block, dict):
        return False
    elements = block.get("elements")
    if block.get("type") == "context":
        return _are_texts(elements, ("plain_text", "mrkdwn"), most=10)
    return block.get("type") == "rich_text" and isinstance(elements, list) and all(
        isinstance(one, dict)
        and one.get("type") == "rich_text_section"
        and _are_texts(one.get("elements"), ("text", "link"))
        for one in elements
    )  # fmt: skip


def _are_texts(elements: Any, types: tuple[str, ...], most: int = 100) -> bool:
    """Whether all are of these types and have a text within the limit."""
    return isinstance(elements, list) and 0 < len(elements) <= most and all(
        isinstance(one, dict)
        and one.get("type") in types
        and isinstance(one.get("text"), str)
        and 0 < len(one["text"]) <= 3000
        for one in elements
    )  # fmt: skip


def _read(message: dict[str, Any]) -> list[Arrival]:
    """Of one alert, or of several that a burst brought in one message, a line each. The headline is the link;
    what happened stands among the words beside it, unless it is new."""
    lines, beside = [], []
    for block in message["blocks"]:
        if block["type"] == "rich_text":
            lines += [line["elements"] for line in block["elements"]]
        else:
            beside += [one["text"] for one in block["elements"]]
    several = [line for line in lines if "\u2022" in line[0]["text"]]
    if several:
        return [_arrival(line, [part["text"] for part in line], message) for line in several]
    return [_arrival([part for line in lines for part in line], beside, message)]


def _arrival(parts: list[Any], words: list[str], message: dict[str, Any]) -> Arrival:
    link = next((part for part in parts if part["type"] == "link"), {"text": message["text"]})
    title = link["text"].strip("\u2068\u2069")
    said = {word for one in words for word in _ISOLATED.findall(one)}
    return Arrival(link.get("url", ""), title, next(iter(said & _EVENTS), "new"))


class WebhookReceiver:
    """Its address is reserved by `start`; it is there from `listen` on, and `well` when told."""

    def __init__(self, arrived: Callable[[Arrival], object]) -> None:
        self._arrived = arrived
        self._socket: socket.socket | None = None
        self._runner: web.AppRunner | None = None
        self.secret = "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()
        self.well = False
        self.url = ""
        self.got: dict[str, dict[str, Any]] = {}
        """webhook-id → event."""
        self.again: Counter[str] = Counter()
        """webhook-ids that came again after our yes."""
        self.statuses: Counter[int] = Counter()

    async def start(self) -> None:
        """Bound but not listening: whoever connects is refused."""
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/alerts"

    async def listen(self) -> None:
        assert self._socket
        self._runner, _ = await _serve(self._post, self._socket)

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()
        if self._socket:
            self._socket.close()

    async def _post(self, request: web.Request) -> web.Response:
        body = await request.read()
        status = self._judge(body, dict(request.headers))
        self.statuses[status] += 1
        return web.Response(status=status)

    def _judge(self, body: bytes, headers: dict[str, str]) -> int:
        if not self.well:
            return 503
        names = {name.lower(): value for name, value in headers.items()}
        try:
            Webhook(self.secret).verify(body.decode(), names)
        except (WebhookVerificationError, UnicodeDecodeError):
            return 401
        try:
            event = msgspec.json.decode(body)["data"]
            arrival = Arrival(event["url"] or "", event["title"], event["event"])
        except (msgspec.DecodeError, KeyError, TypeError):
            return 400
        delivery = names["webhook-id"]
        if delivery in self.got:
            self.again[delivery] += 1  # allowed: the same id is the same alert
            return 204
        self.got[delivery] = event
        self._arrived(arrival)
        return 204


async def _serve(
    handler: Callable[[web.Request], Any], listening: socket.socket | None = None
) -> tuple[web.AppRunner, int]:
    app = web.Application()
    app.router.add_post("/{path:.*}", handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    if listening:
        await web.SockSite(runner, listening).start()
    else:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, runner.addresses[0][1]

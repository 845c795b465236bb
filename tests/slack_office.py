"""Slack on loopback, as strict as the real one: incoming webhook and Web API, Block Kit's limits, the rate.

Sources of the rules: docs.slack.dev, "chat.postMessage", "chat.update", "Blocks" and "Rate limits".
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from tests.fakes import _Served

TOKEN = "xoxb-1234-of-the-tests"
_STYLES = {"bold", "italic", "strike", "code"}
_FIELDS = {"text": {"type", "text", "style"}, "link": {"type", "url", "text", "style"}}


def fault_of(message: Any) -> str | None:
    """What Slack would say to a message; None: it would take it."""
    if (
        not isinstance(message, dict)
        or not isinstance(message.get("text"), str)
        or not message["text"]
    ):
        return "no_text"
    if len(message["text"]) > 40_000:
        return "msg_too_long"
    blocks = message.get("blocks")
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= 50:
        return "invalid_blocks"
    if sum(len(text) for text in texts(blocks)) > 13_200:
        return "msg_blocks_too_long"
    return None if all(map(_is_block, blocks)) else "invalid_blocks"


def texts(blocks: Any) -> list[str]:
    """Every `text` anywhere in it."""
    if isinstance(blocks, dict):
        own = [blocks["text"]] if isinstance(blocks.get("text"), str) else []
        return own + [one for value in blocks.values() for one in texts(value)]
    if isinstance(blocks, list):
        return [one for value in blocks for one in texts(value)]
    return []


def _is_block(block: Any) -> bool:
    elements = block.get("elements")
    if not isinstance(elements, list) or not elements:
        return False
    if block["type"] == "context":
        return len(elements) <= 10 and all(
            one["type"] == "plain_text" and 1 <= len(one["text"]) <= 3000 for one in elements
        )
    return block["type"] == "rich_text" and all(
        one["type"] == "rich_text_section"
        and one["elements"]
        and all(map(_is_span, one["elements"]))
        for one in elements
    )


def _is_span(span: Any) -> bool:
    """No user, usergroup, channel, broadcast or emoji is ever ours."""
    return (
        span["type"] in _FIELDS
        and span.keys() <= _FIELDS[span["type"]]
        and 1 <= len(span["text"]) <= 3000
        and span.get("style", {}).keys() <= _STYLES
        and (span["type"] == "text" or span["url"].startswith(("http://", "https://")))
        and len(span.get("url", "")) <= 3000
    )


class Office(_Served):
    """`/hook` is an incoming webhook, `/api/` the Web API. `clock` is what the rate is counted by."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock
        self.messages: dict[str, dict[str, Any]] = {}
        """Timestamp → what stands there now; `thread_ts`, `channel`, and `edited`, how often."""
        self.calls: list[tuple[str, int, str]] = []
        """Method, status and error of each request."""
        self.error = ""
        """Answered, where it is set."""
        self.no_edits = ""
        """The same, to whoever would edit a message."""
        self._last: dict[str, datetime] = {}
        self.app.router.add_post("/hook", self._hook)
        self.app.router.add_post("/api/{method}", self._api)

    def in_channel(self) -> list[str]:
        """Timestamps of what stands in the channel itself."""
        return [ts for ts, message in self.messages.items() if "thread_ts" not in message]

    def thread(self, root: str) -> list[str]:
        return [ts for ts, message in self.messages.items() if message.get("thread_ts") == root]

    async def _hook(self, request: web.Request) -> web.Response:
        message = json.loads(await request.text())
        if self._too_fast("hook"):
            return self._slower("hook")
        fault = self.error or fault_of(message)
        self.calls.append(("hook", 400 if fault else 200, fault or ""))
        if fault:
            return web.Response(status=400, text=fault)
        self._put("hook", message)
        return web.Response(text="ok")

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        message = json.loads(await request.text())
        channel = str(message.get("channel", "")).removeprefix("#")
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self._says(method, error="invalid_auth")
        if method == "chat.postMessage" and self._too_fast(channel):
            return self._slower(method)
        if fault := self.error or fault_of(message) or self._misplaced(method, message):
            return self._says(method, error=fault)
        if method == "chat.update":
            ts = message["ts"]
            old = self.messages[ts]
            kept = {key: old[key] for key in ("thread_ts", "channel") if key in old}
            self.messages[ts] = {**message, **kept, "edited": old.get("edited", 0) + 1}
        else:
            ts = self._put(channel, message)
        return self._says(method, ts=ts, channel=f"C-{channel.removeprefix('C-')}")

    def _misplaced(self, method: str, message: dict[str, Any]) -> str | None:
        if method == "chat.postMessage":
            thread = message.get("thread_ts")
            return None if thread is None or thread in self.messages else "thread_not_found"
        if method != "chat.update":
            return "unknown_method"
        if message.get("ts") not in self.messages:
            return "message_not_found"
        return self.no_edits or None

    def _put(self, channel: str, message: dict[str, Any]) -> str:
        ts = f"{len(self.messages) + 1}.000100"
        self.messages[ts] = {**message, "channel": channel}
        return ts

    def _too_fast(self, channel: str) -> bool:
        now = self._clock()
        last = self._last.get(channel.removeprefix("C-"))
        if last is not None and (now - last).total_seconds() < 1:
            return True
        self._last[channel.removeprefix("C-")] = now
        return False

    def _slower(self, method: str) -> web.Response:
        self.calls.append((method, 429, "ratelimited"))
        body = {"ok": False, "error": "ratelimited"}
        return web.json_response(body, status=429, headers={"Retry-After": "1"})

    def _says(self, method: str, *, error: str = "", **values: Any) -> web.Response:
        self.calls.append((method, 200, error))
        return web.json_response({"ok": False, "error": error} if error else {"ok": True, **values})

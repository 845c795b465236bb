"""`/feed.rss`, `/feed.atom`, `/feed.json`: the newest reports of a filter, with conditional GET.

The filter is a query, as of `/events`. A feed is read off the judged log backwards, far enough for its items
and no further than MOST_READ; while the log has not grown, it is served as it was.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlencode

from aiohttp import web

from streamer.connect import is_not_now
from workers import feeds
from workers.console.entries import told
from workers.console.problems import problem
from workers.console.view import View
from workers.filters import Filter, from_query
from workers.judged_log import LogEntry
from workers.store import Store
from workers.story import Event

ITEMS: Final = 50
MOST_READ: Final = 10_000
"""Entries of the log, some 10 µs each."""
_STEP: Final = 500
_KEPT: Final = 64
"""Feeds kept as they were served last."""


class _Served(NamedTuple):
    last: bytes
    """The end of the log then."""
    tag: str
    changed: datetime
    body: bytes


class Feeds:
    """The handler of all three."""

    def __init__(self, view: View, public_url: str = "") -> None:
        self._view = view
        self._public = public_url.rstrip("/")
        self._kept: OrderedDict[tuple[str, str], _Served] = OrderedDict()

    def routes(self) -> list[web.RouteDef]:
        return [web.get(f"/feed.{{kind:{'|'.join(feeds.KINDS)}}}", self.feed)]

    async def feed(self, request: web.Request) -> web.Response:
        kind = request.match_info["kind"]
        query = {key: request.query.getall(key) for key in sorted(request.query)}
        try:
            wanted = from_query(query, others=("key",))
        except ValueError as error:
            return problem(400, "the filter has faults", faults=str(error).splitlines())
        base = self._public or f"{request.scheme}://{request.host}"
        asked = urlencode(query, doseq=True)
        own = f"{base}/feed.{kind}" + (f"?{asked}" if asked else "")
        # A key opens the feed to whoever has its address; it is no part of its name.
        asked = urlencode({key: query[key] for key in query if key != "key"}, doseq=True)
        try:
            served = await self._served(kind, own, base, wanted, asked)
        except Exception as error:
            if not is_not_now(error):
                raise
            return problem(503, "Redis cannot be reached", headers={"Retry-After": "5"})
        headers = {
            "ETag": served.tag,
            "Last-Modified": format_datetime(served.changed, usegmt=True),
            "Cache-Control": "private, no-cache",
        }
        if _is_known(request, served):
            return web.Response(status=304, headers=headers)
        headers["Content-Type"] = feeds.KINDS[kind]
        return web.Response(body=served.body, headers=headers)

    async def _served(self, kind: str, own: str, base: str, wanted: Filter, asked: str) -> _Served:
        store = self._view.store
        if store is None:
            raise ConnectionError("Redis is not known yet")
        _, last = await store.bounds()
        kept = self._kept.get((kind, own))
        if kept is None or kept.last != last:
            events = await _newest(store, wanted)
            title = "Ajil" + (
                f": {', '.join(part for _, part in parse_qsl(asked))}" if asked else ""
            )
            body = feeds.write(kind, feeds.Heading(title=title, home=f"{base}/", own=own), events)
            tag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
            kept = _Served(last, tag, feeds.newest(events), body)
        self._kept[kind, own] = kept
        self._kept.move_to_end((kind, own))
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return kept


async def _newest(store: Store, wanted: Filter) -> list[Event]:
    """The newest items that are wanted, each as it stands now. Raises what redis raises."""
    seen: set[str] = set()
    found: list[Event] = []
    end = "+"
    for _ in range(MOST_READ // _STEP):
        rows = await store.redis.xrevrange(store.keys.news, max=end, count=_STEP)
        entries = [LogEntry(entry, (fields or {}).get(b"data"), ()) for entry, fields in rows]
        for one in told(entries):
            if one.event.id in seen:
                continue
            seen.add(one.event.id)
            if one.event.event != "withdrawn" and wanted.wants(one.facts):
                found.append(one.event)
                if len(found) == ITEMS:
                    return found
        if len(rows) < _STEP:
            break
        end = "(" + rows[-1][0].decode()
        await asyncio.sleep(0)
    return found


def _is_known(request: web.Request, served: _Served) -> bool:
    """RFC 9110, 13.2.2: If-None-Match is the stronger word; the date only counts without it."""
    if tags := request.headers.getall("If-None-Match", []):
        known = {tag.strip().removeprefix("W/") for line in tags for tag in line.split(",")}
        return served.tag in known or "*" in known
    try:
        since = parsedate_to_datetime(request.headers.get("If-Modified-Since", ""))
    except (ValueError, TypeError):
        return False
    if since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    return served.changed <= since

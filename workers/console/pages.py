"""The console's pages for people. They work without a script; forms stand in forms.py.

Redis may be away: a page then says so, and shows what is known without it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, TypeVar
from urllib.parse import quote

from aiohttp import web

from streamer.connect import is_not_now
from streamer.settings import TOPICS, URGENCIES
from workers.console import asked, charts
from workers.console.desk import Desk
from workers.console.entries import Told
from workers.console.history import Reports, Tried
from workers.console.look import Look, preferring
from workers.console.receipts import Receipt, receipts, time
from workers.console.view import View
from workers.console.wire import Card, Piece, cards, edited
from workers.filters import EVENTS
from workers.story import Event

SHOWN: Final = 100
"""Events on a page."""
LETTERS: Final = 100
"""Dead letters on the page."""
DAYS: Final = 3
"""Days that the filter bench looks back, unless it is told otherwise."""
_CHANNELS: Final = ("webhook", "slack", "redis")
"""That the form can make; one that needs more than an address and a secret is made through the API."""
_PATIENCE: Final = 5.0
"""Seconds that Redis may take for one part of a page."""
_T = TypeVar("_T")
Show = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Report(NamedTuple):
    """One event of a story, as its page shows it."""

    event: Event
    diff: list[Piece]
    receipts: list[Receipt]


class Pages:
    """The handlers. `guarded`: a token is asked for; `links`: ways to follow a filter, as label and path."""

    def __init__(
        self,
        view: View,
        desk: Desk,
        look: Look,
        *,
        guarded: bool,
        listeners: Callable[[], int],
        links: Callable[[asked.Given], list[tuple[str, str]]],
    ) -> None:
        self._view = view
        self._desk = desk
        self._look = look
        self._guarded = guarded
        self._listeners = listeners
        self._links = links

    def routes(self) -> list[web.RouteDef]:
        pages: list[tuple[str, Show]] = [
            ("/", self.live), ("/story/{story}", self.story), ("/sources", self.sources),
            ("/subscribers", self.subscribers), ("/bench", self.bench), ("/figures", self.figures),
        ]  # fmt: skip
        return [web.get(path, _in_their_language(show)) for path, show in pages]

    async def page(
        self, request: web.Request, template: str, page: str, **values: Any
    ) -> web.Response:
        """A page with what all of them show."""
        status = await self._view.status(self._listeners())
        return self._look.page(
            request, template, page, **{"status": status, "guarded": self._guarded, **values}
        )

    # ── live ──────────────────────────────────────────────────────────────────────────────────

    async def live(self, request: web.Request) -> web.Response:
        given, faults = asked.given(request.rel_url.raw_query_string), []
        news: list[Told] = []
        older, last, start = None, "", request.query.get("before", "")
        query = asked.query_of(asked.everything(given))
        try:
            wanted = asked.wanted(asked.everything(given))
            place = asked.before(start or None)
        except ValueError as error:
            faults = str(error).splitlines()
            query = ""
        else:
            # First of all: what comes meanwhile comes twice, and is shown once.
            last = await _unless_away(self._view.last(), "")
            await _unless_away(self._view.hand(), None)
            found = await _unless_away(self._view.history.page(wanted, SHOWN, place), None)
            if found:
                news, older = found
        own = asked.query_of(given)
        return await self.page(
            request, "live.html", "live", cards=cards(news, self._view.deeds.hand),
            older=older, last=last, start=start, query=query, own_query=own,
            given=_Fields(given), known=self._known(), faults=faults,
            filtered=bool(given), bench_href=f"/bench?{own}", feeds=[] if faults else self._links(given),
        )  # fmt: skip

    # ── story ─────────────────────────────────────────────────────────────────────────────────

    async def story(self, request: web.Request, **values: Any) -> web.Response:
        story = request.match_info["story"]
        hand = await _unless_away(self._view.hand(), self._view.deeds.hand)
        found = await _unless_away(self._view.history.story(story, hand), Reports([], True))
        if not found.entries and (there := hand.moved.get(story)) and request.method == "GET":
            # All of it was moved: its old address leads there.
            path = f"/story/{quote(there, safe='')}"
            return web.Response(status=303, headers={"Location": path})
        signed = await _unless_away(self._receipts(found), [])
        shown = [
            Report(
                one.event,
                _edit(one.event),
                [each for each in signed if each.delivery == one.event.delivery_id],
            )
            for one, _ in found.entries
        ]
        newest = cards([one for one, _ in reversed(found.entries)], hand)
        acts = [
            (entry, act) for entry, act in self._view.deeds.acts if story in (act.story, act.of)
        ]
        card: Card | None = newest[0] if newest else None
        return await self.page(
            request, "story.html", "story", story=story, reports=shown, card=card,
            whole=found.whole, code=200 if shown else 404, muted=story in hand.muted, acts=acts,
            **values,
        )  # fmt: skip

    async def _receipts(self, found: Reports) -> list[Receipt]:
        store = self._view.store
        if store is None:
            return []
        in_commit = {name for name, way in self._view.channels().items() if way == "redis"}
        return await receipts(store, found.entries, in_commit)

    # ── sources, subscribers, figures ─────────────────────────────────────────────────────────

    async def sources(self, request: web.Request, **values: Any) -> web.Response:
        await self._read_figures()
        usual = {"form": {"name": "", "kind": "feed", "url": "", "select": ""}, "tried": None}
        return await self.page(
            request, "sources.html", "sources", kinds=self._view.helm.kinds, **{**usual, **values}
        )

    async def subscribers(self, request: web.Request, **values: Any) -> web.Response:
        await self._read_figures()
        letters = await _unless_away(self._desk.letters(count=LETTERS), [])
        return await self.page(
            request, "subscribers.html", "subscribers", letters=letters, **values
        )

    async def figures(self, request: web.Request) -> web.Response:
        await self._read_figures()
        figures, now = self._view.figures, datetime.now(UTC)
        samples = list(figures.samples)
        queues, _ = charts.lines(
            [
                ("waiting", [float(one.waiting) for one in samples]),
                ("owed", [float(one.owed) for one in samples]),
                ("dead", [float(one.dead) for one in samples]),
            ]
        )
        minutes, hours = figures.minutes(now), figures.hours(None, now)
        return await self.page(
            request, "figures.html", "figures", alerts=figures.alerts(),
            by_channel=figures.by_channel(), queue_lines=queues,
            minutes=charts.bars([(label, float(count)) for label, count in minutes]),
            hours=charts.bars([(label, float(count)) for label, count in hours]),
            minutes_most=max(count for _, count in minutes),
            hours_most=max(count for _, count in hours),
        )  # fmt: skip

    # ── filter bench ──────────────────────────────────────────────────────────────────────────

    async def bench(self, request: web.Request, **values: Any) -> web.Response:
        given = asked.given(request.rel_url.raw_query_string)
        tried: Tried | None = None
        faults, days = [], DAYS
        try:
            days = asked.number(request.query.get("days"), DAYS, asked.MOST_DAYS, "days")
            wanted = asked.wanted(given)
        except ValueError as error:
            faults = str(error).splitlines()
        else:
            if request.query_string:
                tried = await _unless_away(
                    self._view.history.tried(wanted, days, datetime.now(UTC)), None
                )
        bars = [(day, float(count)) for day, count in reversed(tried.days)] if tried else []
        return await self.page(
            request, "bench.html", "bench",
            **{
                "given": _Fields(given), "known": self._known(), "days": days, "tried": tried,
                "faults": faults, "own_query": asked.query_of(given),
                "since": time(tried.since) if tried else None,
                "day_bars": charts.bars(bars, height=60), "given_pairs": list(given.items()),
                "links": [] if faults else self._links(given),
                "channels": _CHANNELS, **values,
            },
        )  # fmt: skip

    # ── small things ──────────────────────────────────────────────────────────────────────────

    async def _read_figures(self) -> None:
        await _unless_away(self._view.figures.refresh(datetime.now(UTC)), None)

    def _known(self) -> dict[str, Any]:
        sources = sorted(one.name for one in self._view.settings.source)
        return {
            "topics": TOPICS,
            "urgencies": URGENCIES,
            "events": EVENTS,
            "sources": sources[:500],
        }


def _edit(event: Event) -> list[Piece]:
    """Word by word; nothing where the words are the same, as when an item is only marked urgent."""
    if event.previous in (None, event.title):
        return []
    return edited(event.previous or "", event.title)


class _Fields(dict[str, list[str]]):
    """What was given in a filter; a key that was not is empty."""

    def __init__(self, given: asked.Given) -> None:
        super().__init__({key: list(values) for key, values in given.items()})

    def __missing__(self, key: str) -> list[str]:
        return []


def _in_their_language(show: Show) -> Show:
    async def shown(request: web.Request) -> web.StreamResponse:
        return preferring(request) or await show(request)

    return shown


async def _unless_away(work: Coroutine[Any, Any, _T], otherwise: _T) -> _T:
    """What `work` gives, or `otherwise` where Redis cannot be reached just now."""
    try:
        async with asyncio.timeout(_PATIENCE):
            return await work
    except Exception as error:
        if not (isinstance(error, TimeoutError) or is_not_now(error)):
            raise
        return otherwise

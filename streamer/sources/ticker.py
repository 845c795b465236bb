"""The strip of breaking news on a home page, read from its HTML; or from the JSON that fills it.

    bytes ─► charset ─► tree ─► the block: by selector, or found by itself ─► its items ─► Entries
                   └──► JSON ─► the list: by path, or found by itself ─► its objects ──────┘

Four answers are no items, and different things: a page without a ticker (a failed visit: it may be the wrong
page), a label with nothing behind it and an empty block (quiet hours), a page that did not change (never
read: the visit sees to that). A selector that fits nothing is a fault that is said, and what is found
without it is read meanwhile. No time is ever taken from the page: what stands there (a clock, "3 minutes
ago") is seldom the story's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from streamer import json_news
from streamer.blocks import Found, find
from streamer.candidates import framed
from streamer.charset import decode
from streamer.items import Item, items_in
from streamer.mojibake import mend
from streamer.page import Page, challenge, css_fault, opened
from streamer.sources import Block, Entry, Mark, Reading, Request, Response, conditional

LONGEST: Final = 2000
"""Characters of a title."""
_ACCEPT: Final = "text/html, application/xhtml+xml;q=0.9, application/json;q=0.8, */*;q=0.1"
_JSON: Final = re.compile(r"\s*(?:\)\]\}',?\s*)?([\[{].*)", re.DOTALL)
_PADDED: Final = re.compile(r"\s*[\w$.]+\s*\(\s*([\[{].*[\]}])\s*\)\s*;?\s*", re.DOTALL)


def request(url: str, headers: Mapping[str, str], mark: Mark) -> Request:
    """A conditional GET for pages."""
    return conditional(url, headers, mark, _ACCEPT)


def selector_fault(select: str) -> str | None:
    """What is wrong with a `select`, be it a CSS selector or a path in JSON; None: nothing."""
    return None if json_news.is_path(select) else css_fault(select)


def read(response: Response, select: str) -> Reading:
    """The items of a ticker in the order of the page. `select`: a CSS selector of the block or of the
    items, or, where JSON is answered, the path of the list; empty: it is found by itself."""
    if select and (fault := selector_fault(select)):
        return Reading(problem=fault)
    decoded = decode(response.body, response.headers.get("content-type", ""))
    found = _JSON.fullmatch(decoded.text) or _PADDED.fullmatch(decoded.text)
    if found:
        return _read_json(found[1], response.url, select)
    page = opened(response, decoded)
    return Reading(problem=page) if isinstance(page, str) else _read_page(page, select)


# ── a page ────────────────────────────────────────────────────────────────────────────────────


def _read_page(page: Page, select: str) -> Reading:
    missed = None
    if select:
        blocks = [] if css_fault(select) else [node for node in page.tree.css(select) if node.tag]
        if blocks:
            items = items_in(blocks, page)
            return Reading(
                entries=tuple(_entries(items)),
                note=page.note,
                empty=None if items else f"the block {select} is empty",
                block=select,
                lang=page.lang,
            )
        missed = f"nothing on the page fits the selector {select!r}"
    found = find(page)
    if found.surest is None or (missed and not any(one.items for one in found.places)):
        asked = challenge(page)
        why = f"a challenge came instead of the page: {asked}" if asked else missed
        why = why or f"no ticker found on the page{_elsewhere(page)}"
        return Reading(problem=why, lang=page.lang)
    filled = [one.name for one in found.places if one.items]
    if missed:
        missed = f"{missed}: read {', '.join(filled)}, found by itself"
    return Reading(
        entries=tuple(_from_places(found)),
        note="; ".join(one for one in (page.note, missed, _left_out(found)) if one) or None,
        empty=f"{why}{_elsewhere(page)}" if (why := _why_empty(found, filled)) else None,
        block=found.surest.name,
        blocks=_blocks(found),
        lang=page.lang,
    )


def _elsewhere(page: Page) -> str:
    frame = framed(page)
    return f"; one may be in a frame of its own: {frame}" if frame else ""


def _from_places(found: Found) -> Iterable[Entry]:
    """What stands in several is where it stands first: short in the bar, long in the list."""
    told: set[str] = set()
    surest = found.surest.name if found.surest else None
    for place in found.places:
        items = [one for one in place.items if (one.url or one.title) not in told]
        told.update(one.url or one.title for one in items)
        yield from _entries(items, None if place.name == surest else place.name)


def _left_out(found: Found) -> str | None:
    sites = sorted(set().union(*(one.elsewhere for one in found.places if one.items)))
    return (
        f"items left out, for they lead to another site: {', '.join(sites[:3])}" if sites else None
    )


def _blocks(found: Found) -> tuple[Block, ...]:
    blocks = tuple(Block(name=one.name, bar=one.bar) for one in found.places)
    blocks += tuple(Block(name=one.name, read=False) for one in found.unread)
    plain = found.surest and blocks == (Block(name=found.surest.name),)
    return () if plain else blocks


def _why_empty(found: Found, filled: list[str]) -> str | None:
    surest = found.surest
    if surest is None or surest.items:
        return None
    why = surest.bare or f"the block {surest.name} is empty"
    return f"{why}: read {', '.join(filled)}" if filled else why


# ── JSON ──────────────────────────────────────────────────────────────────────────────────────


def _read_json(text: str, url: str, select: str) -> Reading:
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        return Reading(problem="damaged JSON came")
    missed = None
    if select:
        there, inner = json_news.at(value, select) if json_news.is_path(select) else (False, None)
        if there:
            return _rows(json_news.rows_of(inner, url), select)
        missed = f"nothing in the JSON stands at {select!r}"
    found = _surest(value, url)
    if found is None:
        return Reading(problem=missed or "no list of headlines found in the JSON")
    reading = _rows(found.rows, found.path or "JSON", bar=found.breaking)
    if missed:
        return msgspec.structs.replace(
            reading, note=f"{missed}: read {found.path or 'the whole'}, found by itself"
        )
    return reading


def _surest(value: Any, url: str) -> json_news.Rows | None:
    """The list that is named like a ticker and has rows, else the longest; else an empty ticker."""
    lists = list(json_news.lists_in(value, url))
    filled = [one for one in lists if one.rows]
    named = sorted((one for one in filled if one.rank < 9), key=lambda one: one.rank)
    longest = sorted(filled, key=lambda one: -len(one.rows))
    return next(iter([*named, *longest, *lists]), None)


def _rows(rows: list[json_news.Row], block: str, *, bar: bool = False) -> Reading:
    entries = [
        msgspec.structs.replace(entry, published=row.published, section=row.section)
        for row in rows
        for entry in _entries([row.item])
    ]
    return Reading(
        entries=tuple(entries),
        empty=None if entries else f"the list {block} is empty",
        block=block,
        blocks=(Block(name=block, bar=True),) if bar and len(rows) <= 3 else (),
    )


def _entries(items: Iterable[Item], block: str | None = None) -> Iterable[Entry]:
    for item in items:
        raw = item.title[:LONGEST]
        title = mend(raw)
        yield Entry(
            title=raw if title is None else title,
            url=item.url,
            urgent=item.urgent,
            skipped="damaged letters" if title is None else item.skipped,
            block=block,
        )

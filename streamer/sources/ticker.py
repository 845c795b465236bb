"""The strip of breaking news on a home page, read from its HTML.

    bytes ─► charset ─► tree ─► the block: by selector, or found by itself ─► its items ─► Entries

A page without a ticker, a selector that fits nothing and an empty block are three different things:
the first is a failed visit, the second a warning, the third a quiet hour. No time is ever taken from
the page: what stands there (a clock, "3 minutes ago") is seldom the story's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from streamer.blocks import find
from streamer.items import Item, items_in
from streamer.mojibake import mend
from streamer.page import Page, challenge, opened, selector_fault
from streamer.sources import Entry, Mark, Reading, Request, Response, conditional

__all__ = ["read", "request", "selector_fault"]

LONGEST: Final = 2000
"""Characters of a title."""
_ACCEPT: Final = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"


def request(url: str, headers: Mapping[str, str], mark: Mark) -> Request:
    """A conditional GET for pages."""
    return conditional(url, headers, mark, _ACCEPT)


def read(response: Response, select: str) -> Reading:
    """The items of a ticker in the order of the page. `select`: a CSS selector of the block or of
    the items; empty: the block is found by itself."""
    page = opened(response)
    if isinstance(page, str):
        return Reading(problem=page)
    missed = None
    if select:
        if fault := selector_fault(select):
            return Reading(problem=fault)
        blocks = page.tree.css(select)
        if blocks:
            inner = [node for node in blocks if node.tag]
            return _reading(page, items_in(inner, page), block=select)
        missed = f"nothing on the page fits the selector {select!r}"
    found = find(page)
    if found.block is None or (missed and not found.items):
        asked = challenge(page)
        why = f"a challenge came instead of the page: {asked}" if asked else missed
        return Reading(problem=why or "no ticker found on the page", lang=page.lang)
    moved = f"{found.block} is empty: read {found.read}" if found.read else None
    wrong = f"{missed}: read {found.block}, found by itself" if missed else None
    return _reading(page, found.items, found.block, wrong or moved)


def _reading(page: Page, items: list[Item], block: str, note: str | None = None) -> Reading:
    notes = [page.note, note, None if items else "the block is empty"]
    return Reading(
        entries=tuple(_entry(item) for item in items),
        note="; ".join(one for one in notes if one) or None,
        block=block,
        lang=page.lang,
    )


def _entry(item: Item) -> Entry:
    raw = item.title[:LONGEST]
    title = mend(raw)
    return Entry(
        title=raw if title is None else title,
        url=item.url,
        urgent=item.urgent,
        skipped="damaged letters" if title is None else None,
    )

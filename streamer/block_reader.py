"""What stands in the blocks of one page, each read once: who asks whether a block holds headlines asks for
them next.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from streamer.items import Item, items_in
from streamer.page import Page

MOST_KEPT: Final = 64
"""Blocks whose items are kept, the last; they are asked for again within a dozen others."""
MOST_ITEMS: Final = 60
"""More are a page's list of everything, or a wrapper around half of it: no place, and not kept."""


class BlockReader:
    """For one page, whose elements are not changed."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._known: dict[tuple[int, ...], list[Item]] = {}

    def items(self, nodes: Sequence[LexborNode]) -> list[Item]:
        """As `items_in`; the list is not to be changed."""
        key = tuple(node.mem_id for node in nodes)
        items = self._known.get(key)
        if items is None:
            items = items_in(nodes, self._page)
            if len(items) <= MOST_ITEMS:
                self._known[key] = items
            if len(self._known) > MOST_KEPT:
                del self._known[next(iter(self._known))]
        return items

"""Where a page keeps its ticker, when nobody has said it.

    names of plug-ins · <marquee> · ARIA ──┐
    labels (عاجل, آخر الأخبار, Breaking) ──┤
    arrays of links in scripts ────────────┼► places, surest first ─► those that read like headlines
    JSON in the page ──────────────────────┘

Tickers and bars of breaking news (ranks 1 to 3) are read together, for a page may have both. A list of
the latest news (from 4 on) is read only where no ticker has anything. The name of what was found is that of
the surest place even while it is empty, so that a breaking bar that fills for an hour is no move.

A place is verified by what stands in it: words that read like headlines, links that stay on the site, and
little else around them. Else menus, promotions and articles would be published.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec
from selectolax.lexbor import LexborNode

from streamer.block_reader import MOST_ITEMS, BlockReader
from streamer.candidates import LATEST, MAY_BE_PARTS, MOST_TRIED, candidates, is_vast
from streamer.embedded_items import in_json, in_scripts, written
from streamer.items import Item
from streamer.naming import is_breaking, tells
from streamer.page import Page, ancestors, attribute, names
from streamer.verify import Verifier

MOST_PLACES: Final = 60
MOST_IN_A_BAR: Final = 3
_PASSING: Final = re.compile(
    r".*\d{3}.*|[a-z]+[-_]\d+|(is|js|slick|swiper|owl|ng|animate)[-_].*|active|hidden|show|open|loaded"
)


class Place(msgspec.Struct, kw_only=True):
    """A block and what stands in it; `bar`: breaking news, one to three of them."""

    name: str
    rank: int
    items: list[Item] = []
    nodes: list[LexborNode] = []
    breaking: bool = False
    bare: str | None = None
    """Why nothing stands there, where it is only a label."""
    elsewhere: set[str] = set()
    """The sites that items lead to which were left out."""

    @property
    def bar(self) -> bool:
        return self.breaking and len(self.items) <= MOST_IN_A_BAR


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What the search came to: what is to be read, surest first. No `places`: the page has none."""

    places: list[Place] = []
    unread: list[Place] = []
    """Lists that stand there, and are not read while a ticker has something."""
    surest: Place | None = None


def find(page: Page) -> Found:
    """The tickers of a page, or its list of the latest news."""
    places = _places(page)
    ordered = sorted(places, key=lambda one: one.rank)
    surest = ordered[0] if ordered else None
    tickers = [one for one in ordered if one.rank < LATEST]
    lists = [one for one in ordered if one.rank >= LATEST and one.items]
    named = [one for one in tickers if one.rank == 1 and one.items]
    if named:  # a label may stand on a long list too: then it is only one more list
        read = [one for one in tickers if one.rank == 1 or one.bar]
        others = [one for one in tickers if not (one.rank == 1 or one.bar)]
        return Found(places=read, unread=[*others, *lists[:1]], surest=named[0])
    filled = [one for one in tickers if one.items]
    if filled:
        return Found(places=tickers, unread=lists[:1], surest=filled[0])
    return Found(places=[*tickers, *lists[:1]], surest=surest)


def _places(page: Page) -> list[Place]:
    places: dict[str, Place] = {}
    reader, verify = BlockReader(page), Verifier(page)
    covered: set[int] = set()
    around: set[int] = set()
    refused: set[int] = set()
    for tried, (rank, nodes, bare) in enumerate(candidates(page, reader, verify)):
        if len(places) >= MOST_PLACES or tried >= MOST_TRIED:
            break
        if _overlaps(nodes, covered, around) or is_vast(nodes):
            continue
        raw = reader.items(nodes)
        items = verify.sure(raw, nodes, rank)
        if raw and not items:
            refused.update(node.mem_id for node in nodes)
        if any(one.url is None for one in items) and not _may_be_text(rank, nodes, items, refused):
            continue
        if len(items) > MOST_ITEMS or (
            not items and not bare and not _may_be_empty(rank, nodes, raw)
        ):
            continue
        covered.update(node.mem_id for node in nodes)
        around.update(above.mem_id for node in nodes for above in ancestors(node))
        name = where(nodes[0])
        place = places.setdefault(name, Place(name=name, rank=rank))
        place.nodes += nodes
        place.breaking = place.breaking or rank == 3 or is_breaking(names(nodes[0]))
        place.bare = bare
    for place in places.values():  # of one name may be three hundred, which are read together once
        whole = reader.items(place.nodes)
        place.items = verify.sure(whole, place.nodes, place.rank)
        place.elsewhere = verify.elsewhere(whole, place.items)
    for rank, name, items in [*in_scripts(page), *written(page), *in_json(page)]:
        sure = verify.sure(items, [], rank)
        if (sure or not items) and name not in places:
            places[name] = Place(name=name, rank=rank, items=sure)
    return list(places.values())


def where(node: LexborNode) -> str:
    """A CSS path that stays the same from visit to visit, as far as names do."""
    parts: list[str] = []
    for here in [node, *ancestors(node)]:
        lasting = [name for name in names(here) if not _PASSING.fullmatch(name)]
        own = attribute(here, "id")
        if own and own in lasting:
            parts.append(f"#{own}")
            break
        telling = sorted(lasting, key=lambda name: not tells(name))
        parts.append(".".join([here.tag or "", *telling[:2]]))
        if len(parts) == 3:
            break
    return " > ".join(reversed(parts))


def _overlaps(nodes: list[LexborNode], covered: set[int], around: set[int]) -> bool:
    """Whether these nodes are, lie in, or hold one that was read already."""
    if any(node.mem_id in covered or node.mem_id in around for node in nodes):
        return True
    return any(above.mem_id in covered for node in nodes for above in ancestors(node))


def _may_be_empty(rank: int, nodes: list[LexborNode], raw: list[Item]) -> bool:
    """Whether a place without headlines is an empty ticker, and not one full of something else."""
    return rank < LATEST and not raw and not any(node.tag in MAY_BE_PARTS for node in nodes)


def _is_prose(items: list[Item]) -> bool:
    """Whether these are the paragraphs of a story, that a label stands beside as its mark."""
    long = sum(one.skipped is not None for one in items)
    ended = sum(one.title.endswith((".", "؟", "!")) for one in items)
    return long > 1 or (len(items) > 1 and 2 * ended > len(items))


def _may_be_text(rank: int, nodes: list[LexborNode], items: list[Item], refused: set[int]) -> bool:
    """Whether headlines without links may be some: not a piece of what was refused; and of a list of the
    latest only what is a list in the page too."""
    if any(above.mem_id in refused for node in nodes for above in ancestors(node)):
        return False
    if rank in (2, 3) and _is_prose(items):
        return False
    return rank < LATEST or sum(len(node.css("li")) for node in nodes) >= max(2, len(items))

"""Where a page keeps its ticker, when nobody has said it.

    classes and ids · <marquee> · ARIA ─┐
    labels (عاجل, آخر الأخبار, Breaking) ─┴► places, surest first ─► the surest that has items

The name of what was found (`Found.block`) is that of the surest place even while it is empty, so that
a breaking bar that fills for an hour is no move of the block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec
from selectolax.lexbor import LexborNode

from streamer.items import Item, items_in
from streamer.labels import rank_of
from streamer.page import Page, ancestors, attribute, names

MOST_ITEMS: Final = 60
"""More links than that are a page's list of everything, or a wrapper around half of it."""
MOST_PLACES: Final = 60
_TICKER: Final = re.compile(
    r"(?<![a-z])(news|text|head|live|top|mega|v|j|breaking)?[-_]?(?<!stock)(?<!stock[-_])tick(er|ers)(?![a-z])"
    r"|(?<![a-z])breaking([-_]?news)?(?![a-z])|(?<![a-z])marquee|news-?flash|flash-?news|son-?dakika"
    r"|(?<![a-z])(ajel|aajel|ajil|ageel)(?![a-z])|عاجل|^js-news$|^nt-title"
)
_LATEST: Final = re.compile(
    r"(?<![a-z])(latest|last|recent)[-_]?(news|articles|headlines|stories)(?![a-z])"
)
_NOT_A_PLACE: Final = frozenset(
    {"html", "body", "head", "script", "style", "link", "meta", "iframe", "path", "source", "svg"}
    | {"a", "img", "i", "button", "input", "label", "span", "b", "strong", "em", "time", "option"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "article"}
)
_BLOCKS: Final = frozenset(
    {"div", "ul", "ol", "section", "marquee", "table", "aside", "article", "dl"}
)
_NO_PLACE: Final = re.compile(r"(has|with|no|enabled?|without|nav|menu|search)[-_]|.*(--|teaser)")
_PASSING: Final = re.compile(
    r".*\d{3}.*|[a-z]+[-_]\d+|(is|js|slick|swiper|owl|ng|animate)[-_].*|active|hidden|show|open|loaded"
)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What the search came to. No `block`: the page has none."""

    block: str | None = None
    items: list[Item] = []
    read: str | None = None
    """Where the items stood, when the surest place was empty."""


class _Place(msgspec.Struct, kw_only=True):
    rank: int
    nodes: list[LexborNode]
    items: list[Item]


def find(page: Page) -> Found:
    """The ticker of a page."""
    places: dict[str, _Place] = {}
    covered: set[int] = set()
    for rank, node in _candidates(page):
        if len(places) >= MOST_PLACES:
            break
        if node.mem_id in covered or any(above.mem_id in covered for above in ancestors(node)):
            continue
        items = items_in([node], page)
        if len(items) > MOST_ITEMS or (not items and rank == 4):
            continue
        covered.add(node.mem_id)
        place = places.setdefault(where(node), _Place(rank=rank, nodes=[], items=[]))
        place.nodes.append(node)
        place.items = items if len(place.nodes) == 1 else items_in(place.nodes, page)
    ordered = sorted(places.items(), key=lambda one: one[1].rank)
    filled = [(name, place) for name, place in ordered if place.items]
    if not ordered:
        return Found()
    surest = ordered[0][0]
    if not filled:
        return Found(block=surest)
    name, place = filled[0]
    return Found(block=surest, items=place.items, read=name if name != surest else None)


def where(node: LexborNode) -> str:
    """A CSS path that stays the same from visit to visit, as far as names do."""
    parts: list[str] = []
    for here in [node, *ancestors(node)]:
        lasting = [name for name in names(here) if not _PASSING.fullmatch(name)]
        own = attribute(here, "id")
        if own and own in lasting:
            parts.append(f"#{own}")
            break
        telling = sorted(lasting, key=lambda name: not _TICKER.search(_apart(name)))
        parts.append(".".join([here.tag or "", *telling[:2]]))
        if len(parts) == 3:
            break
    return " > ".join(reversed(parts))


def _candidates(page: Page) -> Iterator[tuple[int, LexborNode]]:
    """Places in order of rank: 1 is named a ticker, 2–3 has a label beside it, 4 the latest news."""
    latest = []
    for node in page.tree.css("marquee, [class], [id], [aria-label], [role=marquee]"):
        rank = _named(node)
        if rank == 1:
            yield 1, node
        elif rank:
            latest.append(node)
    labelled = sorted(_labels(page), key=lambda one: one[0])
    for rank, label in labelled:
        place = _beside(label, page)
        if place is not None:
            yield rank, place
        elif rank < 4 and label.parent is not None:
            yield rank, label.parent
    yield from ((4, node) for node in latest)


def _named(node: LexborNode) -> int | None:
    if node.tag == "marquee":
        return 1
    if node.tag in _NOT_A_PLACE:
        return None
    if attribute(node, "role") == "marquee" or (rank_of(attribute(node, "aria-label")) or 4) < 4:
        return 1
    known = [_apart(name) for name in names(node)]
    known = [name for name in known if not _NO_PLACE.match(name)]
    if any(_TICKER.search(name) for name in known):
        return 1
    if rank_of(attribute(node, "aria-label")) or any(_LATEST.search(name) for name in known):
        return 4
    return None


def _apart(name: str) -> str:
    return re.sub(r"([a-z])([A-Z])", r"\1-\2", name).lower()


def _labels(page: Page) -> Iterator[tuple[int, LexborNode]]:
    body = page.tree.body
    if body is None:
        return
    for node in body.traverse(include_text=True):
        text = node.text_content if node.tag == "-text" else None
        if node.tag == "img":
            text = attribute(node, "alt")
        if not text or len(text) > 60 or node.parent is None:
            continue
        rank = rank_of(text)
        label = node.parent if node.tag == "-text" else node
        if rank and label.tag not in ("script", "style", "option", "title") and not _leads(label):
            yield rank, label


def _leads(label: LexborNode) -> bool:
    """Whether a label is a link to somewhere else: an entry of a menu, not a heading."""
    return label.tag == "a" and bool(attribute(label, "href").strip("# "))


def _beside(label: LexborNode, page: Page) -> LexborNode | None:
    """The nearest block after, before or around a label that has items."""
    here = label
    for _ in range(5):
        for beside in (_sibling(here, 1), _sibling(here, -1)):
            if beside is not None and beside.tag in _BLOCKS and _holds(beside, page):
                return beside
        above = here.parent
        if above is None or above.tag in ("body", "html", "main", "form", None):
            return None
        if _holds(above, page):
            return above
        here = above
    return None


def _sibling(node: LexborNode, step: int) -> LexborNode | None:
    beside = node.next if step > 0 else node.prev
    while beside is not None and (beside.tag or "-").startswith(("-", "_")):
        beside = beside.next if step > 0 else beside.prev
    return beside


def _holds(node: LexborNode, page: Page) -> bool:
    """Whether a block has links that are items, and not too many."""
    if not node.css_first("a[href]"):
        return False
    return 0 < len(items_in([node], page)) <= MOST_ITEMS

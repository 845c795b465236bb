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
from collections.abc import Iterator
from typing import Final

import msgspec
from selectolax.lexbor import LexborNode

from streamer.beside import beside, is_row, labels
from streamer.embedded_items import in_json, in_scripts
from streamer.items import Item, items_in
from streamer.labels import rank_of
from streamer.naming import is_breaking, is_slider, names_other, rank_of_names, tells
from streamer.page import Page, ancestors, attribute, names, text_of
from streamer.verify import Verifier

MOST_ITEMS: Final = 60
"""More links than that are a page's list of everything, or a wrapper around half of it."""
MOST_PLACES: Final = 60
MOST_TRIED: Final = 300
"""Blocks that are looked into, and at most so many that stand beside labels: a hostile page has no end."""
MOST_LINKS: Final = 600
MOST_IN_A_BAR: Final = 3
LATEST: Final = 4
"""From this rank on a place is a list of the latest news, no ticker."""
_NOT_A_PLACE: Final = frozenset(
    [
        "html",
        "body",
        "head",
        "script",
        "style",
        "link",
        "meta",
        "iframe",
        "path",
        "source",
        "svg",
        "a",
        "img",
        "i",
        "button",
        "input",
        "label",
        "b",
        "strong",
        "em",
        "time",
        "option",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "article",
        "picture",
        "video",
        "figure",
        "use",
    ]
)
_MAY_BE_PARTS: Final = frozenset({"span", "p", "td", "small"})
"""A place only while something stands in it, and no place stands around: else it is a label's, a clock's."""
_CANDIDATES: Final = (
    "marquee, [class], [id], [aria-label], [role=marquee], [aria-live], [data-label], [data-title], "
    "[title], [aria-labelledby]"
)
_NOTICE: Final = re.compile("a11y|notif|announc|toast|cookie|route|alert|status|cart", re.I)
"""Live regions that tell people of the page itself."""
_LIVE: Final = ("polite", "assertive")
_SAYING: Final = ("aria-label", "data-label", "data-title", "title")
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
    label: str | None = None
    """The words that point at it, where nothing stands behind them."""

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
    verify = Verifier(page)
    covered: set[int] = set()
    around: set[int] = set()
    refused: set[int] = set()
    for tried, (rank, nodes, words) in enumerate(_candidates(page, verify)):
        if len(places) >= MOST_PLACES or tried >= MOST_TRIED:
            break
        if _overlaps(nodes, covered, around) or _is_vast(nodes):
            continue
        raw = items_in(nodes, page)
        items = verify.sure(raw, nodes, rank)
        if raw and not items:
            refused.update(node.mem_id for node in nodes)
        if any(one.url is None for one in items) and not _may_be_text(rank, nodes, items, refused):
            continue
        if len(items) > MOST_ITEMS or (
            not items and not words and not _may_be_empty(rank, nodes, raw)
        ):
            continue
        covered.update(node.mem_id for node in nodes)
        around.update(above.mem_id for node in nodes for above in ancestors(node))
        name = where(nodes[0])
        place = places.setdefault(name, Place(name=name, rank=rank))
        place.nodes += nodes
        place.items = verify.sure(items_in(place.nodes, page), place.nodes, rank)
        place.breaking = place.breaking or rank == 3 or is_breaking(names(nodes[0]))
        place.label = words
    for rank, name, items in [*in_scripts(page), *in_json(page)]:
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


def _candidates(page: Page, verify: Verifier) -> Iterator[tuple[int, list[LexborNode], str | None]]:
    """Places in order of rank, each with the label that stands alone beside it: 1 is named a ticker, 2 and
    3 have a label beside them (a ticker's, urgent), 4 and 5 are the latest news (by label, by name)."""
    latest: list[tuple[int, LexborNode]] = []
    for node in page.tree.css(_CANDIDATES):
        rank = _named(node, page)
        if rank and rank < LATEST:
            yield rank, [node], None
        elif rank:
            latest.append((rank, node))

    known: dict[tuple[int, ...], bool] = {}

    def holds(nodes: list[LexborNode]) -> bool:
        key = tuple(node.mem_id for node in nodes)
        if key not in known and len(known) < MOST_TRIED:
            items = [] if _is_vast(nodes) else items_in(nodes, page)
            sure = 0 < len(items) <= MOST_ITEMS and bool(verify.sure(items, nodes, LATEST))
            known[key] = sure
        return known.get(key, False)

    for rank, label, words in sorted(labels(page), key=lambda one: one[0]):
        nodes = beside(label, holds)
        if nodes and not (rank < LATEST and len(nodes) == 1 and is_row(nodes[0])):
            yield rank, nodes, None
        elif not nodes and rank < LATEST and label.parent is not None:
            yield rank, [label], words
    latest.sort(key=lambda one: one[0])
    yield from ((rank, [node], None) for rank, node in latest)


def _named(node: LexborNode, page: Page) -> int | None:
    own = names(node)
    if node.tag == "marquee" or attribute(node, "role") == "marquee":
        return None if names_other([*own, *_around(node)]) else 1
    if node.tag in _NOT_A_PLACE:
        return None
    rank, said, live = rank_of_names(own), _said(node, page), attribute(node, "aria-live")
    if said and (said < LATEST or live in _LIVE):
        rank = 1
    elif said:
        rank = rank or 5
    elif rank is None and live in _LIVE and not any(map(_NOTICE.search, own)):
        rank = 3 if len(items_in([node], page)) > 1 else None
    elif rank is None and own and is_slider(own + _around(node)[:8]):
        rank = None if node.css_first("img") else 6  # a slider without pictures slides words
    if rank is None or (rank == 1 and names_other(_around(node))):
        return None
    inner = node.tag in _MAY_BE_PARTS and any(rank_of_names(names(one)) for one in ancestors(node))
    return None if inner else rank


def _said(node: LexborNode, page: Page) -> int | None:
    """The rank of the label that an element bears, or that is said to be its."""
    words = next(filter(None, (attribute(node, name) for name in _SAYING)), "")
    if (told := attribute(node, "aria-labelledby")) and re.fullmatch(r"[\w-]+", told):
        label = page.tree.css_first(f'[id="{told}"]')
        words = words or (text_of(label) if label else "")
    return rank_of(words)


def _around(node: LexborNode) -> list[str]:
    """The names of the two elements around."""
    return [name for _, one in zip(range(2), ancestors(node), strict=False) for name in names(one)]


def _overlaps(nodes: list[LexborNode], covered: set[int], around: set[int]) -> bool:
    """Whether these nodes are, lie in, or hold one that was read already."""
    if any(node.mem_id in covered or node.mem_id in around for node in nodes):
        return True
    return any(above.mem_id in covered for node in nodes for above in ancestors(node))


def _is_vast(nodes: list[LexborNode]) -> bool:
    """Whether there are more links than any ticker has, be it doubled ten times."""
    return sum(len(node.css("a[href]")) for node in nodes) > MOST_LINKS


def _may_be_empty(rank: int, nodes: list[LexborNode], raw: list[Item]) -> bool:
    """Whether a place without headlines is an empty ticker, and not one full of something else."""
    return rank < LATEST and not raw and not any(node.tag in _MAY_BE_PARTS for node in nodes)


def _may_be_text(rank: int, nodes: list[LexborNode], items: list[Item], refused: set[int]) -> bool:
    """Whether headlines without links may be some: not a piece of what was refused; and of a list of the
    latest only what is a list in the page too."""
    if any(above.mem_id in refused for node in nodes for above in ancestors(node)):
        return False
    return rank < LATEST or sum(len(node.css("li")) for node in nodes) >= max(2, len(items))

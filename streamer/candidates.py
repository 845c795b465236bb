"""Which elements of a page may be its ticker, surest first: by their names, by what they are said to be, by a
label beside them. Whether they are is found out by what stands in them (streamer.verify).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborNode

from streamer.beside import beside, is_row, labels, others_in
from streamer.block_reader import MOST_ITEMS, BlockReader
from streamer.labels import is_other, rank_of
from streamer.links import absolute
from streamer.naming import (
    is_slider,
    names_other,
    names_others_around,
    rank_of_names,
    says_news,
    slides_other,
)
from streamer.page import Page, ancestors, attribute, little, names, text_of
from streamer.verify import Verifier

MOST_TRIED: Final = 300
"""Blocks that are looked into, and at most so many that stand beside labels: a hostile page has no end."""
MOST_LINKS: Final = 600
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
MAY_BE_PARTS: Final = frozenset({"span", "p", "td", "small"})
"""A place only while something stands in it, and no place stands around: else it is a label's, a clock's."""
_CANDIDATES: Final = (
    "marquee, [class], [id], [aria-label], [role=marquee], [aria-live], [data-label], [data-title], "
    "[title], [aria-labelledby]"
)
_OWN_TAG: Final = re.compile(r"<([a-z][a-z\d]*(?:-[a-z\d]+)+)[\s>]")
MOST_LOOKED_AT: Final = 2_000_000
_PICTURES: Final = "img, picture, video, h1, h2, [style*=background]"
_NOTICE: Final = re.compile(
    "a11y|notif|announc|toast|cookie|route|alert|status|cart|search|result|chat|"
    "(?<![a-z])(clock|time|date)(?![a-z])",
    re.I,
)
"""Live regions that tell people of the page itself."""
_LIVE: Final = ("polite", "assertive")
_MOST_LIVE: Final = 30
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_SAYING: Final = ("aria-label", "data-label", "data-title", "title")


def candidates(
    page: Page, reader: BlockReader, verify: Verifier
) -> Iterator[tuple[int, list[LexborNode], str | None]]:
    """Places in order of rank: 1 is named a ticker, 2 and 3 have a label beside them (a ticker's, urgent), 4
    and 5 are the latest news (by label, by name). A label alone is one too, with words of why it is alone."""
    latest: list[tuple[int, LexborNode]] = []
    live = _live_regions(page)
    for node in page.tree.css(", ".join([_CANDIDATES, *_own_tags(page)])):
        rank = _named(node, page, reader, live)
        if rank and rank < LATEST:
            yield rank, [node], None
        elif rank:
            latest.append((rank, node))

    known: dict[tuple[int, ...], int] = {}  # so many items; less than none: they were refused
    asked: list[int] = []
    wide = others_in(page)

    def holds(nodes: list[LexborNode]) -> bool:
        key = tuple(node.mem_id for node in nodes)
        if key not in known and len(known) < MOST_TRIED:
            whole = any(node.mem_id in wide or _is_part_of_page(node) for node in nodes)
            items = [] if whole or is_vast(nodes) else reader.items(nodes)
            sure = 0 < len(items) <= MOST_ITEMS and bool(verify.sure(items, nodes, LATEST))
            known[key] = len(items) if sure else -len(items)
        asked.append(known.get(key, 0))
        return asked[-1] > 0

    for rank, label, words in sorted(labels(page), key=lambda one: one[0]):
        asked.clear()
        nodes = beside(label, holds)
        if nodes and not (rank < LATEST and len(nodes) == 1 and is_row(nodes[0])):
            yield rank, nodes, None
        elif not nodes and rank < LATEST and label.parent is not None:
            refused = min(asked, default=0) < 0
            there = "with what is taken for no headlines" if refused else "without items"
            yield rank, [label], f"the label {words!r} stands there {there}"
    latest.sort(key=lambda one: one[0])
    yield from ((rank, [node], None) for rank, node in latest if node.mem_id not in wide)


def _is_part_of_page(node: LexborNode) -> bool:
    """Whether this is the page's main part, or holds a whole part of it."""
    return node.tag == "main" or node.css_first("main, aside, footer") is not None


def _own_tags(page: Page) -> list[str]:
    """Elements that the site has made for itself, whose names tell of a ticker."""
    told = dict.fromkeys(_OWN_TAG.findall(page.source[:MOST_LOOKED_AT].lower()))
    return [tag for tag in told if rank_of_names([tag])][:20]


def _live_regions(page: Page) -> set[int]:
    """The live regions (mem_id) that may be tickers without a name; of a hostile page not all."""
    found = page.tree.css(", ".join(f"[aria-live={one}]" for one in _LIVE))
    named = (one for one in found if not any(map(_NOTICE.search, names(one))))
    return {one.mem_id for one in islice(named, _MOST_LIVE)}


def _named(node: LexborNode, page: Page, reader: BlockReader, live_ones: set[int]) -> int | None:
    if node.tag in _NOT_A_PLACE:
        return None
    own, told = names(node), node.attributes
    if node.tag == "marquee" or told.get("role") == "marquee":
        other = names_other(own) or _is_among_others(node, own) or _heads_other(node)
        return None if other else 1
    rank, said, live = rank_of_names(own), _said(told, page), told.get("aria-live")
    if said and (said < LATEST or live in _LIVE):
        rank = 1
    elif said:
        rank = rank or 5
    elif rank is None and node.mem_id in live_ones:
        rank = 3 if len(reader.items([node])) > 1 else None
    elif rank is None and is_slider(own) and not slides_other([*own, *_around(node)[:8]]):
        # One without pictures slides words: of the section that it stands in, where that has a heading.
        rank = None if node.css_first(_PICTURES) or _is_headed(node) else 6
    if rank is None or (rank == 1 and _is_among_others(node, own)):
        return None
    if _heads_other(node):
        return None
    inner = node.tag in MAY_BE_PARTS and any(rank_of_names(names(one)) for one in ancestors(node))
    return None if inner else rank


def _is_among_others(node: LexborNode, own: list[str]) -> bool:
    """Whether what stands around is named as something else, and the place itself not as news."""
    return names_others_around(_around(node)) and not says_news(own)


def _is_headed(node: LexborNode) -> bool:
    """Whether a section around has a heading, or a name, that is not its label."""
    for above in islice(ancestors(node), 3):
        if above.tag in ("body", "html", "main", "header"):
            break
        said = attribute(above, "aria-label")
        heads = [
            one for one in above.css("h1, h2, h3, h4, h5, h6")[:1] if one.css_first("a") is None
        ]
        if (said and not rank_of(said)) or any(not rank_of(text_of(one)) for one in heads):
            return not any(_holds(node, one) for one in heads)
    return False


def _holds(node: LexborNode, inner: LexborNode) -> bool:
    return any(above.mem_id == node.mem_id for above in islice(ancestors(inner), 30))


def _heads_other(node: LexborNode) -> bool:
    """Whether the words just before a place say that it is of something else; a link or a button before it
    is the last of a menu."""
    before = node.prev
    while before is not None and (before.tag or "-").startswith(("-", "_")):
        before = before.prev
    if before is None or not is_other(little(before)):
        return False
    link = before if before.tag in ("a", "button") else before.css_first("a[href], button")
    return link is None or (link is not before and _is_heading(before))


def _is_heading(node: LexborNode) -> bool:
    called = any(re.search("title|heading|caption|label", name.lower()) for name in names(node))
    return called or node.tag in _HEADINGS or node.css_first(",".join(_HEADINGS)) is not None


def _said(told: dict[str, str | None], page: Page) -> int | None:
    """The rank of the label that an element bears, or that is said to be its. `told`: its attributes."""
    words = next(filter(None, map(told.get, _SAYING)), "")
    if (other := told.get("aria-labelledby")) and re.fullmatch(r"[\w-]+", other):
        label = page.tree.css_first(f'[id="{other}"]')
        words = words or (text_of(label) if label else "")
    return rank_of(words)


def _around(node: LexborNode) -> list[str]:
    """The names of the two elements around, but for the document's, which name all that is in it."""
    around = [one for _, one in zip(range(2), ancestors(node), strict=False)]
    return [name for one in around if one.tag not in ("body", "html") for name in names(one)]


def framed(page: Page) -> str | None:
    """The address of a frame that is named like a ticker: the block is a page of its own."""
    for frame in page.tree.css("iframe[src]")[:MOST_TRIED]:
        path = attribute(frame, "src").partition("?")[0]
        called = [*names(frame), *re.split(r"[/.]", path), *_around(frame)]
        if rank_of_names(called) == 1 or _said(frame.attributes, page):
            return absolute(attribute(frame, "src"), page.base)
    return None


def is_vast(nodes: list[LexborNode]) -> bool:
    """Whether there are more links than any ticker has, be it doubled ten times."""
    return sum(len(node.css("a[href]")) for node in nodes) > MOST_LINKS

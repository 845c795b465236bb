"""Which items of a block the publisher marks as urgent, by the classes that they bear."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborNode

from streamer.labels import rank_of
from streamer.page import ancestors, attribute, little, names, text_of

MOST_PARTS: Final = 200
ROW_DEPTH: Final = 16
"""Elements that may stand around an item in its row."""
_URGENT: Final = frozenset({"urgent", "breaking", "ajel", "عاجل"})
_MARKS: Final = frozenset({"badge", "label", "tag", "is", "mark", "flag", "icon"})
_NAMES_OF_ITEMS: Final = _MARKS | {
    "item", "news", "story", "headline", "title", "link", "text", "post", "entry", "row", "li", "article",
    "has", "level", "priority", "",
}  # fmt: skip


def urgent_names(link: LexborNode, block: LexborNode) -> set[str]:
    """The classes by which the publisher marks this one item (not the whole block) as urgent."""
    row = link
    for above in islice(ancestors(link), ROW_DEPTH) if attribute(link, "href") else ():
        if link.mem_id == block.mem_id or above.mem_id == block.mem_id:
            break
        if len({attribute(one, "href") for one in above.css("a[href]")}) > 1:
            break
        row = above
    inside = [row, *row.css("*")][:MOST_PARTS]
    naming = _parts(names(block)) & _URGENT
    found = {name for node in inside for name in names(node) if _marks_urgent(node, name, naming)}
    if any(_says_urgent(node) for node in inside if node.mem_id != link.mem_id):
        found.add("is-urgent")
    return found


def told_apart(marks: list[set[str]]) -> list[bool]:
    """Which items are urgent. A class that all of several bear only names them, unless it is a badge's."""
    common = set.intersection(*marks) if len(marks) > 1 else set()
    naming = {name for name in common if not _parts([name]) & _MARKS}
    return [bool(one - naming) for one in marks]


def _says_urgent(node: LexborNode) -> bool:
    """Whether an element beside the words says nothing but عاجل."""
    if node.tag not in ("span", "b", "strong", "em", "i", "small", "label", "div", "img", "p"):
        return False
    words = attribute(node, "alt") if node.tag == "img" else little(node)
    return bool(words) and rank_of(words) == 3


def _marks_urgent(node: LexborNode, name: str, naming: set[str]) -> bool:
    parts = _parts([name])
    if not parts & _URGENT or not parts <= _URGENT | _NAMES_OF_ITEMS:
        return False
    return bool(text_of(node)) if parts & _MARKS else not parts & naming


def _parts(all_names: Iterable[str]) -> set[str]:
    apart = (re.sub(r"([a-z])([A-Z])", r"\1-\2", name) for name in all_names)
    return {part for name in apart for part in re.split(r"[-_]+", name.lower())}

"""What stands in a link beside its headline: a badge, a section, a source, a clock.

Some say so by their class; others only show by being in link after link at the same place, before or behind
words of which there are more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from selectolax.lexbor import LexborNode

from streamer.page import attribute, little, names, text_of
from streamer.titles import count, is_stamp

Shape = tuple[str, str]
"""Tag and class."""

_ASIDE: Final = re.compile(
    r"([\w-]*[-_])?(badge|label|source|separator|sep|time|date|clock|counter|meta|category|cat|kicker|"
    r"eyebrow|overline|author|byline|section|rubri[ck]|rubrique|ressort|kategori|seccion|flag|heure|saat|hora|"
    r"uhrzeit|zeit|datum|tarih|fecha|views?|comments?|num|number|index|rank)([-_]?(item|text|icon|name))?"
    r"|(sr-only|visually-hidden|screen-reader-text)",
    re.I,
)
_TITLE: Final = re.compile(r"title|head|text|link|name|story", re.I)
_MAY_STAMP: Final = frozenset(
    {"span", "small", "i", "b", "em", "strong", "div", "p", "font", "sub", "sup"}
)
_LONGEST: Final = 3
"""Words of a kicker."""


def is_aside(node: LexborNode) -> bool:
    """A badge, a time, a source beside the words, as its class or its words say."""
    if node.tag == "time" or any(_ASIDE.fullmatch(name) for name in names(node)):
        return True
    words = little(node) if node.tag in _MAY_STAMP else ""
    return bool(words) and is_stamp(words)


def kickers(links: Iterable[LexborNode]) -> frozenset[Shape]:
    """The shapes of elements that begin or end link after link (two at least, and half of them) with a few
    words that are none of the headline."""
    seen: dict[Shape, set[str]] = {}
    all_urls = set()
    for link in links:
        url = attribute(link, "href")
        all_urls.add(url)
        inner = link.iter(include_text=True)
        parts = [one for one in inner if (text_of(one) or _text(one)) and not is_aside(one)]
        for part in {id(one): one for one in (parts[:1] + parts[-1:])}.values():
            if len(parts) > 1 and _is_short(part, link):
                seen.setdefault(shape(part), set()).add(url)
    return frozenset(
        one for one, urls in seen.items() if len(urls) >= 2 and 2 * len(urls) >= len(all_urls)
    )


def shape(node: LexborNode) -> Shape:
    return node.tag or "", attribute(node, "class")


def _is_short(part: LexborNode, link: LexborNode) -> bool:
    own = attribute(part, "class")
    if part.tag == "-text" or not own or _TITLE.search(own):
        return False
    words = text_of(part)
    rest = count(text_of(link)) - count(words)
    return count(words) <= _LONGEST and rest >= max(3, count(words)) and not words.endswith(":")


def _text(node: LexborNode) -> str:
    return (node.text_content or "").strip() if node.tag == "-text" else ""

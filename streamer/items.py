"""What stands in a ticker's block: its links, or its texts where it has none.

links ─► but for controls, shares, sections, home ─► one a URL, its best words ─► Items
no link ─► the texts of its elements, or one text cut at • | +++ and runs of spaces ─► Items
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec
from selectolax.lexbor import LexborNode

from streamer.labels import is_label, is_more
from streamer.links import absolute
from streamer.page import Page, ancestors, attribute, folded, names, text_of, texts

MOST_ITEMS: Final = 500
_CONTROL: Final = re.compile(
    r"(rss|share|sharing|social|ads?|advert\w*|sponsor\w*|promo|more|read-?more|categor(y|ies)|cat|"
    r"tags?|author|byline|comments?|logo|prev|next|login|nav|navbar|menu|breadcrumbs?|search|pagination|"
    r"dates?|times?|timestamp|(social|share|ads?)[-_][\w-]+)"
    r"([-_]?(links?|ico|icon|btn|button|list|bar|box|badge|label|name|items?))?",
    re.I,
)
_ASIDE: Final = re.compile(
    r"([\w-]*[-_])?(badge|label|source|separator|sep|time|date|clock|counter|meta|category|cat)"
    r"([-_]?(item|text|icon|name))?",
    re.I,
)
_BARS: Final = frozenset({"nav", "footer", "form"})
_SHARED: Final = re.compile(
    r"(facebook\.com/(sharer|dialog)|(twitter|x)\.com/(share|intent)|t\.me/share|wa\.me|"
    r"api\.whatsapp\.com|linkedin\.com/share|pinterest\.\w+/pin|doubleclick\.net|googleadservices)",
    re.I,
)
_SECTIONS: Final = frozenset(
    {"category", "categories", "tag", "tags", "author", "rss", "feed", "search"}
)
_HOME: Final = re.compile(r"/?(\w\w(/|$))?((home|index|default)(\.\w+)?/?)?", re.I)
_ROWS: Final = "li, p, h1, h2, h3, h4, h5, h6, [class*=item]"
_LETTER: Final = re.compile(r"[^\W\d_]")
_CUTS: Final = re.compile(r"\s*(?:[•●▪■◆|¦]|\+{2,}|\*{2,}|[ \t\r\n]*\xa0[\s\xa0]*\s|\s{8,})\s*")
_ENDING: Final = re.compile(r"\s*(…|\.{2,})$")
_URGENT: Final = frozenset({"urgent", "breaking", "ajel", "عاجل"})
_MARKS: Final = frozenset({"badge", "label", "tag", "is", "mark", "flag", "icon"})
_NAMES_OF_ITEMS: Final = _MARKS | {
    "item", "news", "story", "headline", "title", "link", "text", "post", "entry", "row", "li", "article",
    "has", "level", "priority", "",
}  # fmt: skip
_RELATIVE_TIME: Final = re.compile(
    r"\W*(\d+\s*\w{1,12}\s+ago|(منذ|قبل)\s+\d+\s+\S+|[\d:/.,\s-]+)\W*", re.I
)


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A headline as it stands in a block."""

    title: str
    url: str | None
    urgent: bool = False


def items_in(blocks: Iterable[LexborNode], page: Page) -> list[Item]:
    """The items of one block, or of a block that stands in pieces, in order, each once."""
    blocks = list(blocks)
    links = list(chain.from_iterable(_links(block) for block in blocks))
    if not any(attribute(link, "href").strip() for link, _ in links):
        return _without_links(blocks)
    found: dict[str, list[tuple[int, str]]] = {}
    marks: dict[str, set[str]] = {}
    for link, block in links[: MOST_ITEMS * 4]:
        url = absolute(attribute(link, "href"), page.base)
        if url is None or not _tells(link, block, url, page):
            continue
        # A thumb with no text and the title beside it lead to one URL: the first place, the best words.
        url = url.partition("#")[0]
        found.setdefault(url, []).extend(_titles(link))
        marks.setdefault(url, set()).update(_urgent_names(link, block))
    told = [url for url, titles in found.items() if titles][:MOST_ITEMS]
    urgent = _told_apart([marks[url] for url in told])
    return [
        Item(title=max(found[url], key=lambda one: one[0])[1], url=url, urgent=mark)
        for url, mark in zip(told, urgent, strict=True)
    ]


def _links(block: LexborNode) -> list[tuple[LexborNode, LexborNode]]:
    if block.tag == "a":
        return [(block, block)]
    found = [(link, block) for link in block.css("a[href]")]
    around = next((above for above in ancestors(block) if above.tag == "a"), None)
    return found or ([(around, block)] if around else [])


def _tells(link: LexborNode, block: LexborNode, url: str, page: Page) -> bool:
    """Whether a link leads to a story, as far as its surroundings and its address say."""
    if link.mem_id != block.mem_id:
        for node in chain([link], ancestors(link)):
            if node.mem_id == block.mem_id:
                break
            if node.tag in _BARS or any(_CONTROL.fullmatch(name) for name in names(node)):
                return False
    if {"tag", "category", "sponsored", "home"} & set(attribute(link, "rel").lower().split()):
        return False
    return not (_SHARED.search(url) or _is_no_story(urlsplit(url), urlsplit(page.url)))


def _is_no_story(url: SplitResult, page: SplitResult) -> bool:
    if _SECTIONS & set(unquote(url.path).lower().strip("/").split("/")[:3]):
        return True
    return not url.query and bool(_HOME.fullmatch(url.path) or url[:3] == page[:3])


def _titles(link: LexborNode) -> list[tuple[int, str]]:
    """What a link may be called, each with its worth: its text, then a title, then a picture's alt."""
    heading = link.css("h1,h2,h3,h4,h5,h6")
    text = text_of(heading[0] if len(heading) == 1 else link, _is_aside)
    titles = [attribute(node, "title") for node in [link, *link.css("[title]")]]
    alts = [attribute(node, "alt") for node in link.css("img[alt]") if not _is_logo(node)]
    ending = _ENDING.search(text)
    if ending:  # the text was cut for its place; the title has the rest
        whole = [one for one in titles if one.startswith(text[: ending.start()])]
        text = max([text, *whole], key=len)
    ranked = [(4 if len(text.split()) >= 3 else 3, text)]
    ranked += [(2, one) for one in titles] + [(1, one) for one in alts]
    tidy = [(worth, " ".join(title.split())) for worth, title in ranked]
    return [
        (worth, title) for worth, title in tidy if _LETTER.search(title) and not _is_control(title)
    ]


def _is_control(title: str) -> bool:
    return is_label(title) or is_more(title) or bool(_RELATIVE_TIME.fullmatch(title))


def _is_logo(image: LexborNode) -> bool:
    return "logo" in f"{attribute(image, 'alt')} {attribute(image, 'src')}".lower()


def _is_aside(node: LexborNode) -> bool:
    """A badge, a time, a source beside the words."""
    return node.tag == "time" or any(_ASIDE.fullmatch(name) for name in names(node))


def _urgent_names(link: LexborNode, block: LexborNode) -> set[str]:
    """The classes by which the publisher marks this one item (not the whole block) as urgent."""
    inside = [link, *link.css("*")]
    for above in ancestors(link) if attribute(link, "href") else ():
        if link.mem_id == block.mem_id or above.mem_id == block.mem_id:
            break
        if len({attribute(one, "href") for one in above.css("a[href]")}) > 1:
            break
        inside += [above, *above.css("*")]
    naming = _parts(names(block)) & _URGENT
    return {name for node in inside for name in names(node) if _marks_urgent(node, name, naming)}


def _marks_urgent(node: LexborNode, name: str, naming: set[str]) -> bool:
    parts = _parts([name])
    if not parts & _URGENT or not parts <= _URGENT | _NAMES_OF_ITEMS:
        return False
    return bool(text_of(node)) if parts & _MARKS else not parts & naming


def _told_apart(marks: list[set[str]]) -> list[bool]:
    """Which items are urgent. A class that all of several bear only names them, unless it is a badge's."""
    common = set.intersection(*marks) if len(marks) > 1 else set()
    naming = {name for name in common if not _parts([name]) & _MARKS}
    return [bool(one - naming) for one in marks]


def _parts(all_names: Iterable[str]) -> set[str]:
    apart = (re.sub(r"([a-z])([A-Z])", r"\1-\2", name) for name in all_names)
    return {part for name in apart for part in re.split(r"[-_]+", name.lower())}


def _without_links(blocks: list[LexborNode]) -> list[Item]:
    """The items of a block that has texts only."""
    told: dict[str, tuple[str, set[str]]] = {}
    for block in blocks:
        rows = [row for row in block.css(_ROWS) if row.mem_id != block.mem_id]
        rows = [row for row in rows if all(one.mem_id == row.mem_id for one in row.css(_ROWS))]
        for row in rows or [block]:
            marks = _urgent_names(row, block) if rows else set()
            # One element may hold one headline, or the whole strip with signs or spaces between.
            for piece in _CUTS.split("".join(texts(row, _is_aside))):
                title = " ".join(piece.split()).strip("-–—:|• ")
                if len(folded(title).split()) >= 2 and not _is_control(title):
                    told.setdefault(folded(title), (title, marks))
    urgent = _told_apart([marks for _, marks in told.values()])
    items = [
        Item(title=title, url=None, urgent=mark)
        for (title, _), mark in zip(told.values(), urgent, strict=True)
    ]
    return items[:MOST_ITEMS]

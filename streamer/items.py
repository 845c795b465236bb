"""What stands in a ticker's block: its links, or its texts where it has none (streamer.strips).

    links ─► but for controls, shares, sections, home ─► one a URL, its best words ─► Items

Hidden elements count: sliders hide all but one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, islice
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec
from selectolax.lexbor import LexborNode

from streamer import strips
from streamer.kickers import Shape, is_aside, kickers, shape
from streamer.labels import is_advert
from streamer.links import absolute
from streamer.naming import rank_of_names
from streamer.page import Page, ancestors, attribute, little, names, text_of
from streamer.titles import count, is_control, reads_like_one, tidy
from streamer.urgency import ROW_DEPTH, told_apart, urgent_names

MOST_ITEMS: Final = 500
_LONGEST: Final = 4000
_CONTROL: Final = re.compile(
    r"(rss|share|sharing|social|ads?|adv|advert\w*|banner|sponsor\w*|promo|more|read-?more|categor(y|ies)|cat|"
    r"tags?|author|byline|comments?|logo|prev|next|login|nav|navi|navbar|menu|breadcrumbs?|search|pagination|"
    r"dates?|times?|timestamp|newsletter|subscribe|(social|share|ads?|bn)[-_](?!item|title|news|link)[\w-]+)"
    r"([-_]?(links?|ico|icon|btn|button|list|bar|box|badge|label|name|items?))?",
    re.I,
)
_BARS: Final = frozenset({"nav", "footer", "form"})
_SHARED: Final = re.compile(
    r"(facebook\.com/(sharer|dialog)|(twitter|x)\.com/(share|intent)|t\.me/share|wa\.me|addtoany\.com|"
    r"api\.whatsapp\.com|linkedin\.com/share|pinterest\.\w+/pin|doubleclick\.net|googleadservices|"
    r"googlesyndication|adclick|//ads?\.)",
    re.I,
)
_SECTIONS: Final = frozenset(
    {"category", "categories", "tag", "tags", "author", "authors", "rss", "feed", "feeds", "search"}
    | {"share", "print", "ads", "adclick", "banners", "sendtofriend"}
)
_LISTS: Final = re.compile(
    r"sections?|secci[oó]n(es)?|topics?|themen?|temas?|sujet|autor(es)?|auteur|writers?|profiles?|kategorie?|"
    r"rubrik|tagged|labels?|etiqueta|channel|person|categor(y|ies)|cats?|news-?cat(egory)?|qism|aqsam"
)
"""What comes behind these in an address, and is the last, is a list's name."""
_HOME: Final = re.compile(r"/?([a-z]{2}(/|$))?((home|index|default)(\.\w+)?/?)?", re.I)
_NUMBERED: Final = re.compile(r"(\d{1,2})\s*[.)–:-]\s*(?=[^\W\d])")
_ENDING: Final = re.compile(r"\s*(…|\.{2,})$")
_NAMED_TITLE: Final = ", ".join(
    f"[class*={name} i]" for name in ("title", "headline", "titre", "titulo", "baslik")
)


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A headline as it stands in a block."""

    title: str
    url: str | None
    urgent: bool = False
    skipped: str | None = None
    """Why it is none that could be published."""


def items_in(blocks: Iterable[LexborNode], page: Page) -> list[Item]:
    """The items of one block, or of a block that stands in pieces, in order, each once."""
    blocks = list(blocks)
    links = list(chain.from_iterable(_links(block) for block in blocks))
    if not any(_leads(link) for link, _ in links):
        return [
            Item(
                title=one.title, urgent=one.urgent, skipped=one.skipped,
                url=absolute(one.address, page.base) if one.address else None,
            )
            for one in strips.pieces(blocks)
        ]  # fmt: skip
    if (whole := _one_link(links)) is not None:
        return whole
    asides = kickers([link for link, _ in links[: MOST_ITEMS * 4]])
    found: dict[str, list[tuple[int, str]]] = {}
    marks: dict[str, set[str]] = {}
    for link, block in links[: MOST_ITEMS * 4]:
        url = absolute(attribute(link, "href"), page.base)
        if url is None or not _tells(link, block, url, page) or _is_advert(link, block):
            continue
        # A thumb with no text and the title beside it lead to one URL: the first place, the best words.
        url = url.partition("#")[0]
        found.setdefault(url, []).extend(_titles(link, asides) or _titles_of_row(link, block, page))
        marks.setdefault(url, set()).update(urgent_names(link, block))
    best = {url: max(titles, key=lambda one: one[0])[1] for url, titles in found.items() if titles}
    told = [url for url in best if not _is_section(url, best)][:MOST_ITEMS]
    best |= _unnumbered({url: best[url] for url in told})
    urgent = told_apart([marks[url] for url in told])
    items = [
        Item(title=best[url], url=url, urgent=mark) for url, mark in zip(told, urgent, strict=True)
    ]
    return items + [
        Item(title=one.title, url=None, urgent=one.urgent)
        for block in blocks
        if block.tag == "marquee" or rank_of_names(names(block)) == 1
        for one in strips.between_links(block)
        if one.title not in best.values()
    ]


def _unnumbered(titles: dict[str, str]) -> dict[str, str]:
    """Titles without the numbers that count them."""
    found = {url: _NUMBERED.match(title) for url, title in titles.items()}
    numbers = [int(one[1]) for one in found.values() if one]
    if len(numbers) < 3 or numbers != list(range(numbers[0], numbers[0] + len(titles))):
        return titles
    return {url: titles[url][one.end() :] for url, one in found.items() if one}


def _links(block: LexborNode) -> list[tuple[LexborNode, LexborNode]]:
    if block.tag == "a":
        return [(block, block)]
    found = [(link, block) for link in block.css("a[href]")]
    around = next((above for above in ancestors(block) if above.tag == "a"), None)
    return found or ([(around, block)] if around else [])


def _leads(link: LexborNode) -> bool:
    href = attribute(link, "href").strip().lower()
    return bool(href.strip("#")) and not href.startswith("javascript:")


def _one_link(links: list[tuple[LexborNode, LexborNode]]) -> list[Item] | None:
    """The headlines of a block that is one link around a whole strip of them: it leads to none of them."""
    addresses = {attribute(link, "href") for link, _ in links if _leads(link)}
    if len(addresses) != 1:
        return None
    told = strips.pieces([links[0][0]])
    if len(told) < 2 or links[0][0].css_first("h1,h2,h3,h4,h5,h6"):
        return None
    if not any(sign in text_of(links[0][0]) for sign in ("•", "|", "+++", "●")):
        return None
    return [Item(title=one.title, url=None, urgent=one.urgent, skipped=one.skipped) for one in told]


# ── which links lead to a story ───────────────────────────────────────────────────────────────


def _tells(link: LexborNode, block: LexborNode, url: str, page: Page) -> bool:
    """Whether a link leads to a story, as far as its surroundings and its address say."""
    if link.mem_id != block.mem_id:
        for node in chain([link], ancestors(link)):
            if node.mem_id == block.mem_id:
                break
            if node.tag in _BARS or any(_CONTROL.fullmatch(name) for name in names(node)):
                return False
    if _is_in_prose(link):
        return False
    if {"tag", "category", "sponsored", "home"} & set(attribute(link, "rel").lower().split()):
        return False
    return not (_SHARED.search(url) or _is_no_story(urlsplit(url), urlsplit(page.url)))


def _is_in_prose(link: LexborNode) -> bool:
    """Whether a link stands in the midst of a sentence."""
    around = link.parent
    if around is None or around.tag not in ("p", "blockquote"):
        return False
    before, behind = _words_beside(link, -1), _words_beside(link, 1)
    return min(count(before), count(behind)) >= 3 and not strips.has_signs(before + behind)


def _words_beside(link: LexborNode, step: int) -> str:
    """The plain words before (-1) or behind a link, of a few nodes."""
    told, here = "", link.prev if step < 0 else link.next
    for _ in range(6):
        if here is None:
            break
        if here.tag == "-text":
            told += here.text_content or ""
        here = here.prev if step < 0 else here.next
    return told


def _is_advert(link: LexborNode, block: LexborNode) -> bool:
    """Whether something in the link, or beside it in its row, says that it is an advertisement."""
    row = link
    for above in islice(ancestors(link), ROW_DEPTH):
        if above.mem_id == block.mem_id or len({attribute(a, "href") for a in above.css("a")}) > 1:
            break
        row = above
    parts = row.css("span, b, strong, em, i, small, label, div, p, sup")
    return any(is_advert(little(one)) for one in parts[:30])


def _is_no_story(url: SplitResult, page: SplitResult) -> bool:
    steps = unquote(url.path).lower().strip("/").split("/")
    if _SECTIONS & set(steps[:3]):
        return True
    return not url.query and bool(_HOME.fullmatch(url.path) or url[:3] == page[:3])


def _is_section(url: str, all_titles: dict[str, str]) -> bool:
    """Whether the address is a list's: the way to others of the block, the section that they stand in."""
    if reads_like_one(all_titles[url], 4):
        return False
    steps = urlsplit(url).path.lower().strip("/").split("/")
    if urlsplit(url).query and _LISTS.fullmatch(steps[-1].partition(".")[0]):
        return True
    if re.fullmatch("[a-z]+", steps[-1]) and len(steps) == 1 and not urlsplit(url).query:
        return sum(reads_like_one(one, 4) for one in all_titles.values()) * 2 > len(all_titles)
    if len(steps) >= 2 and _LISTS.fullmatch(steps[-2]):
        return True
    way = url.rstrip("/") + "/"
    return any(
        other.startswith(way) and other.rstrip("/") != url.rstrip("/") for other in all_titles
    )


# ── what they are called ──────────────────────────────────────────────────────────────────────


def _titles(link: LexborNode, asides: frozenset[Shape]) -> list[tuple[int, str]]:
    """What a link may be called, each with its worth: its text, then a title, then a picture's alt."""
    headings = link.css("h1,h2,h3,h4,h5,h6") or [
        one for one in link.css(_NAMED_TITLE) if reads_like_one(text_of(one))
    ]
    inner = headings[0] if len(headings) == 1 else _above_summary(link) or link
    text = text_of(inner, lambda node: is_aside(node) or shape(node) in asides) or text_of(inner)
    titles = [attribute(node, "title") for node in [link, *link.css("[title]")]]
    alts = [attribute(node, "alt") for node in link.css("img[alt]") if not _is_logo(node)]
    ending = _ENDING.search(text)
    if ending:  # the text was cut for its place; the title has the rest
        whole = [one for one in titles if one.startswith(text[: ending.start()])]
        text = max([text, *whole], key=len)
    in_heading = inner is not link or any(one.tag in _HEADINGS for one in ancestors(link))
    ranked = [((5 if in_heading else 4) if len(text.split()) >= 3 else 3, text)]
    ranked += [(2, one) for one in titles] + [(1, one) for one in alts]
    tidied = [(worth, tidy(title[:_LONGEST])) for worth, title in ranked]
    return [(worth, title) for worth, title in tidied if not is_control(title)]


def _above_summary(link: LexborNode) -> LexborNode | None:
    """The first of two blocks in a link, where the second only goes on to tell of it, at greater length."""
    here = link
    for _ in range(4):
        blocks = [one for one in here.iter() if one.tag in _BLOCKS]
        inner = [one for one in blocks[:10] if reads_like_one(text_of(one)[:_LONGEST])]
        if len(inner) != 1:
            break
        here = inner[0]
    if len(inner) < 2:
        return None
    first, second = text_of(inner[0]), text_of(inner[1])
    return inner[0] if count(first) >= 4 and len(second) > max(60, 1.3 * len(first)) else None


_BLOCKS: Final = frozenset({"div", "p", "section", "header", "blockquote"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def _titles_of_row(link: LexborNode, block: LexborNode, page: Page) -> list[tuple[int, str]]:
    """A row whose words are not in its link ("more" is): its heading's, or all that it says."""
    row, url = None, absolute(attribute(link, "href"), page.base)
    for above in islice(ancestors(link), ROW_DEPTH):
        if above.mem_id == block.mem_id:
            break
        if any(absolute(attribute(one, "href"), page.base) != url for one in above.css("a[href]")):
            break
        row = above
    if row is None:
        return []
    headings = row.css(",".join(sorted(_HEADINGS))) or row.css(_NAMED_TITLE)
    titles = [tidy(text_of(one, is_aside)[:_LONGEST]) for one in headings]
    if not headings:
        said = text_of(row, lambda node: node.tag == "a" or is_aside(node))
        titles = [tidy(said)] if reads_like_one(said) and len(said) <= strips.LONGEST else []
    return [(3, title) for title in titles if not is_control(title)]


def _is_logo(image: LexborNode) -> bool:
    return "logo" in f"{attribute(image, 'alt')} {attribute(image, 'src')}".lower()

"""Headlines that a page holds in its scripts and data, and no element shows before they have run.

tickercontent[0]='<a href=//host/1>…</a>'      an array of links, written for a ticker of its own
<script id="__NEXT_DATA__">{…}</script>        what a framework fills its page from
<div data-items='[{"title": …}]'>              what a plug-in fills its bar from
<script type="application/ld+json">            an ItemList of headlines
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from streamer.items import Item, items_in
from streamer.js_values import LONGEST, STRING, unescaped
from streamer.json_news import Rows, lists_in, rows_of
from streamer.labels import is_other
from streamer.naming import apart, rank_in_data, rank_of_variable
from streamer.page import Page, attribute
from streamer.page_data import decoded, scripts, values
from streamer.titles import reads_like_one

Place = tuple[int, str, list[Item]]
"""Rank, name and items; a rank from 4 on is a list of the latest news."""

_VARIABLE: Final = re.compile(
    r"""([\w$]+)["']?\s*(?:\[[^\]\n]{0,20}\]\s*=|\.push\s*\(|[=:]\s*\[|\+?=\s*(?:new\s+)?Array\s*\(|\+?=)\s*$"""
)
"""a[0]=   a.push(   a=[   a: [   a = new Array(   a =   a +="""
_IS_LINK: Final = re.compile(
    r"""\s*(?:<(?:li|p|div|span|b|strong|i|font)\b[^>]*>\s*)*<a\s[^>]*href""", re.I
)
_FILED: Final = re.compile(
    r"^(the-?)?(sections?|categor(y|ies)|topics?|tags?|authors?|writers?|article|story|post|search|results?)(-|$)|"
    r"related|recommend|popular|most|trend|opinion|column|video|galler|podcast|sport|editor"
)
_NO_FRONT_PAGE: Final = ("Article", "Posting", "Recipe", "SearchResultsPage", "ProfilePage")
MOST_OBJECTS: Final = 1000


def in_scripts(page: Page) -> Iterator[Place]:
    """Arrays of links in scripts: two at least, under one name."""
    found: dict[str, list[str]] = {}
    for script in scripts(page):
        if "<a" not in script.lower():
            continue
        name, end = "", 0
        for literal in STRING.finditer(script[:LONGEST]):
            text = literal[1] or literal[2] or literal[3] or ""
            before = script[max(end, literal.start() - 80) : literal.start()]
            named, end = _VARIABLE.search(before), literal.end()
            name = named[1] if named else name if before.strip() == "," else ""
            several = text.count("<a ") > 1 and rank_of_variable(name) == 1
            if name and (several or _IS_LINK.match(text)):
                found.setdefault(name, []).append(unescaped(text))
    for name, texts in found.items():
        tree = LexborHTMLParser("<body>" + "\n".join(f"<p>{one}</p>" for one in texts) + "</body>")
        items = items_in([tree.body], page) if tree.body else []
        rank = rank_of_variable(name)
        if rank and len(items) >= 2:
            yield rank, f"script {name}", items


def written(page: Page) -> Iterator[Place]:
    """Links that a script writes into the band that it stands in."""
    for script in page.tree.css("marquee script, [class*=tick] script, [id*=tick] script")[:20]:
        code = script.text()
        if ".write" not in code or "<a" not in code:
            continue
        told = (one[1] or one[2] or one[3] or "" for one in STRING.finditer(code[:LONGEST]))
        tree = LexborHTMLParser("<body>" + " ".join(map(unescaped, told)) + "</body>")
        items = items_in([tree.body], page) if tree.body else []
        if len(items) >= 2:
            yield 1, "script write", items


def in_json(page: Page) -> Iterator[Place]:
    """Lists of headlines in the page's data, where their name or a label beside them says what they are."""
    for names_there, rank, value in values(page):
        for rows in lists_in(value, page.base, names_there, rank):
            linked = [row for row in rows.rows if row.item.url]
            named = rows.rank == 1 and (
                rows.rows or rank_in_data(rows.path.rpartition(".")[2]) == 1
            )
            plain = [row for row in rows.rows if reads_like_one(row.item.title)]
            if (
                named
                or (rows.rank < 8 and (len(linked) >= 2 or len(plain) >= 3))
                or (
                    rows.rank == 8
                    and min(len(linked), len(plain)) >= 3
                    and not _is_filed(rows, page)
                )
            ):
                yield _place(rows, "data")
    yield from _item_lists(page)


def _item_lists(page: Page) -> Iterator[Place]:
    """What a front page lists of itself; the lists of an article are of its parts."""
    told = [
        one
        for script in page.tree.css("script[type='application/ld+json']")
        for one in _objects(decoded(script.text()))
    ]
    types = [str(one.get("@type", "")) for one in told]
    if is_article(page) or any(one.endswith(_NO_FRONT_PAGE) for one in types):
        return
    for one in told:
        if is_other(str(one.get("name", ""))):
            continue
        if one.get("@type") == "ItemList" and isinstance(one.get("itemListElement"), list):
            items = [row.item for row in rows_of(one["itemListElement"], page.base)]
            if sum(reads_like_one(item.title, 4) for item in items) >= max(3, 0.7 * len(items)):
                yield 7, "ItemList", items
                return


def _is_filed(rows: Rows, page: Page) -> bool:
    """Whether a list that is only called news is that of a section, or beside a story."""
    steps = (apart(step) for step in rows.path.split("."))
    return is_article(page) or any(map(_FILED.search, steps))


def is_article(page: Page) -> bool:
    """Whether a page says of itself (OpenGraph) that it is one story, so that its lists are beside it."""
    told = page.tree.css_first('meta[property="og:type"]')
    return told is not None and attribute(told, "content").strip().lower() == "article"


def _place(rows: Rows, where: str) -> Place:
    return max(rows.rank, 1), f"{where} {rows.path}", [row.item for row in rows.rows]


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD: one, a list of them, a graph, or what a page says that it is of."""
    waiting = [value]
    for _ in range(MOST_OBJECTS):
        if not waiting:
            return
        here = waiting.pop()
        if isinstance(here, list):
            waiting += reversed(here)
        elif isinstance(here, dict):
            yield here
            waiting += [here.get("mainEntity"), here.get("@graph")]

"""Everything in a page that is data: JSON in scripts and attributes, literals that scripts assign, what
frameworks go on from. Each value with the names that it stands under.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import msgspec
from selectolax.lexbor import LexborNode

from streamer.hydration import resolved, returned, streamed, unflattened
from streamer.js_values import STRING, arguments_at, unescaped, value_at
from streamer.labels import rank_of
from streamer.naming import rank_of_names, rank_of_variable
from streamer.page import Page, attribute, names

Value = tuple[tuple[str, ...], int | None, Any]
"""Names, the rank of the element that bears it, and the value."""

_ASSIGNED: Final = re.compile(r"""(?:([\w$]+)\s*=|["']?([\w$]+)["']?\s*:)\s*(?=[\[{])""")
_PUT: Final = re.compile(r"([\w$]+)\s*(?:\[[^\]\n]{0,20}\]\s*=|\.push\s*\()\s*(?=\{)")
_ARRAY: Final = re.compile(r"([\w$]+)\s*=\s*(?:new\s+Array\s*)?([\[(])(?=\s*['\"])")
_LINKS: Final = re.compile(r"links?|urls?|hrefs?|addr", re.I)
_NEWS: Final = re.compile(r"news|akhbar|headline|haber", re.I)
MOST_PUT: Final = 300
_PARSED: Final = re.compile(r"([\w$]+)\s*=\s*JSON\.parse\(\s*(?=['\"`])")
_ENTITIES: Final = {"&q;": '"', "&a;": "&", "&s;": "'", "&l;": "<", "&g;": ">"}
"""How Angular writes the data of a page into it."""
_COMPONENTS: Final = ("data-react-class", "data-component", "data-module", "data-widget", "data-controller",
                      "data-block", "data-type", "data-name", "component")  # fmt: skip
_SAYING: Final = ("data-label", "aria-label", "data-title", "title", "label", "heading")
_DATA: Final = re.compile(r"\s[:\w-]+\s*=\s*(?:\"\s*(?:\[|\{|&quot;|&#)|'\s*[\[{])")
_JSON_TYPES: Final = "script[type='application/json'], script[id='__NEXT_DATA__']"
_SCRIPTS: Final = ("", "text/javascript", "module", "application/javascript")
_MOST_ASSIGNED: Final = 40


def values(page: Page) -> Iterator[Value]:
    """Everything in the page that is JSON, with the names that it stands under, and the rank of the element
    that bears it."""
    for script in page.tree.css(_JSON_TYPES):
        value = decoded(script.text())
        if attribute(script, "id") == "__NUXT_DATA__":
            value = unflattened(value)
        called = [*names(script), *_components(script)]
        yield tuple(called[:1]), rank_of_names(called), value
    for path, value in streamed(scripts(page)):
        yield path, None, value
    yield from _in_attributes(page)
    for code in scripts(page):
        yield from _one_by_one(code)
        for assigned in list(_ASSIGNED.finditer(code))[:_MOST_ASSIGNED]:
            name = assigned[1] or assigned[2]
            ticker = rank_of_variable(name) == 1
            if assigned[1] or ticker or rank_of_names([name]):
                value = value_at(code, assigned.end())
                refers = isinstance(value, dict) and "__ref" in code
                yield (name,), 1 if ticker else None, resolved(value) if refers else value
        yield from (((), None, value) for value in returned(code))
        for parsed in list(_PARSED.finditer(code))[:_MOST_ASSIGNED]:
            if literal := STRING.match(code, parsed.end()):
                yield (parsed[1],), None, decoded(unescaped(literal[0][1:-1]))


def _components(node: LexborNode) -> list[str]:
    """What a framework calls the part of the page that this is."""
    return [told for name in _COMPONENTS if (told := attribute(node, name)) and len(told) < 60]


def _one_by_one(code: str) -> Iterator[Value]:
    """Arrays of old scripts: of objects put in one by one, of words, and of words beside addresses."""
    objects: dict[str, list[Any]] = {}
    for found in islice(_PUT.finditer(code), MOST_PUT):
        objects.setdefault(found[1], []).append(value_at(code, found.end()))
    for name, values in objects.items():
        yield (name,), 1 if rank_of_variable(name) == 1 else None, values
    words: dict[str, list[Any]] = {}
    for found in islice(_ARRAY.finditer(code), _MOST_ASSIGNED):
        inside = found[2] == "["
        told = value_at(code, found.end() - 1) if inside else arguments_at(code, found.end())
        if isinstance(told, list) and len(told) > 1 and all(isinstance(one, str) for one in told):
            words[found[1]] = told
    for name, titles in words.items():
        if _LINKS.search(name):
            continue
        links = [
            one for other, one in words.items() if _LINKS.search(other) and len(one) == len(titles)
        ]
        rank = 1 if rank_of_variable(name) == 1 else 6 if _NEWS.search(name) else None
        if links and rank:
            rows = zip(titles, links[0], strict=True)
            yield (name,), rank, [{"title": title, "url": url} for title, url in rows]
        elif rank == 1:
            yield (name,), rank, titles


def _in_attributes(page: Page) -> Iterator[Value]:
    """JSON in the attributes of elements, which their names, or what they are said to be, tell of."""
    if not page.tree.html or not _DATA.search(page.tree.html):
        return
    for node in page.tree.css("*"):
        for key, value in node.attributes.items():
            text = (value or "").strip()
            if text[:1] in ("[", "{") and text[-1:] in ("]", "}") and key not in ("style", "class"):
                own = rank_of_names([*names(node), *_components(node)])
                said = (rank_of(attribute(node, name)) for name in _SAYING)
                rank = min(filter(None, [own, *said]), default=None)
                yield (key.removeprefix("data-").strip(":"),), rank, decoded(text)


def scripts(page: Page) -> Iterator[str]:
    for script in page.tree.css("script:not([src])"):
        if attribute(script, "type").lower() in _SCRIPTS:
            yield script.text()


def decoded(text: str) -> Any:
    angular = text
    if "&q;" in text:
        for short, sign in _ENTITIES.items():
            angular = angular.replace(short, sign)
    for one in dict.fromkeys((text, html.unescape(text), angular)):
        try:
            return msgspec.json.decode(one)
        except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
            continue
    return None

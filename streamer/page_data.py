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

_BEFORE: Final = re.compile(r"([\w$]+)[\"']?\s*(?:\[[^\]\n]{0,20}\]\s*)?\Z")
_ASSIGNED: Final = re.compile(r"([=:])\s*(?=[\[{])")
_PUT: Final = re.compile(r"((?<=\])\s{0,3}=|\.push\s*\()\s*(?=\{)")
_ARRAY: Final = re.compile(r"=\s*(?:new\s+Array\s*)?([\[(])(?=\s*['\"])")
_LINKS: Final = re.compile(r"links?|urls?|hrefs?|addr", re.I)
_NEWS: Final = re.compile(r"news|akhbar|headline|haber", re.I)
MOST_PUT: Final = 300
_PARSED: Final = re.compile(r"(=)\s*JSON\.parse\(\s*(?=['\"`])")
MOST_SIGNS: Final = 5000
_ENTITIES: Final = {"&q;": '"', "&a;": "&", "&s;": "'", "&l;": "<", "&g;": ">"}
"""How Angular writes the data of a page into it."""
_COMPONENTS: Final = ("data-react-class", "data-component", "data-module", "data-widget", "data-controller",
                      "data-block", "data-type", "data-name", "component")  # fmt: skip
_SAYING: Final = ("data-label", "aria-label", "data-title", "title", "label", "heading")
_DATA: Final = re.compile(r"\s([:\w-]{1,40})\s?=\s?(?:\"\s{0,9}(?:\[|\{|&quot;|&#)|'\s{0,9}[\[{])")
_PLAIN: Final = re.compile(r"[a-z][\w-]*")
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
        for assigned in _named(code, _ASSIGNED):
            name, end, sign = assigned
            ticker = rank_of_variable(name) == 1
            if sign == "=" or ticker or rank_of_names([name]):
                value = value_at(code, end)
                refers = isinstance(value, dict) and "__ref" in code
                yield (name,), 1 if ticker else None, resolved(value) if refers else value
        yield from (((), None, value) for value in returned(code))
        for name, end, _ in _named(code, _PARSED):
            if literal := STRING.match(code, end):
                yield (name,), None, decoded(unescaped(literal[0][1:-1]))


def _components(node: LexborNode) -> list[str]:
    """What a framework calls the part of the page that this is."""
    return [told for name in _COMPONENTS if (told := attribute(node, name)) and len(told) < 60]


def _named(
    code: str, sign: re.Pattern[str], most: int = _MOST_ASSIGNED
) -> Iterator[tuple[str, int, str]]:
    """Where a sign stands behind a name: the name, the end of the sign, and what of it tells its kind. A name
    is looked for backwards: of a script most is names."""
    for found in islice(sign.finditer(code), MOST_SIGNS):
        if most <= 0:
            return
        if name := _BEFORE.search(code, max(0, found.start() - 80), found.start()):
            most -= 1
            yield name[1], found.end(), found[1]


def _one_by_one(code: str) -> Iterator[Value]:
    """Arrays of old scripts: of objects put in one by one, of words, and of words beside addresses."""
    objects: dict[str, list[Any]] = {}
    for name, end, _ in _named(code, _PUT, MOST_PUT):
        objects.setdefault(name, []).append(value_at(code, end))
    for name, values in objects.items():
        yield (name,), 1 if rank_of_variable(name) == 1 else None, values
    words: dict[str, list[Any]] = {}
    for name, end, sign in _named(code, _ARRAY):
        told = value_at(code, end - 1) if sign == "[" else arguments_at(code, end)
        if isinstance(told, list) and len(told) > 1 and all(isinstance(one, str) for one in told):
            words[name] = told
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
    told = set(_DATA.findall(page.source)) - {"style", "class", "content"}
    if not told:
        return
    plain = all(map(_PLAIN.fullmatch, told)) and len(told) < 20
    for node in page.tree.css(", ".join(f"[{name}]" for name in told) if plain else "*"):
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

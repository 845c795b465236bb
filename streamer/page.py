"""A page of HTML, opened for reading: its tree, the base of its links, its words.

Trees are walked with a list, never by recursion: anybody may have nested them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from streamer.charset import Decoded, decode
from streamer.links import absolute
from streamer.sources import Response

_SILENT: Final = frozenset(
    {"script", "style", "template", "noscript", "svg", "select", "button", "textarea", "_comment"}
)
_BREAKS: Final = frozenset({"br", "hr", "img"})
_CHALLENGE: Final = re.compile(
    r"just a moment|attention required|checking your browser|ddos-guard|access denied|"
    r"verify you are human|are you a robot|security check",
    re.I,
)
_SHADOW: Final = re.compile(r"<template(?=\s[^<>]*\bshadowroot(?:mode)?=)", re.I)
"""A shadow tree that the page brings along is shown in the place of its element (HTML, 4.12.3)."""
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
_FOLD: Final = str.maketrans("ىیێةەھۀکڵۆڕıٱ", "يييههههكلورiا", "ـ\u200d\u200e\u200f")
_MARKS: Final = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c]")


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page: `base` is what its links are relative to, `url` where it came from."""

    tree: LexborHTMLParser
    base: str
    url: str
    lang: str | None
    note: str | None
    source: str
    """The text of which the tree was made."""


def opened(response: Response, decoded: Decoded | None = None) -> Page | str:
    """The page in an answer, or why there is none. `decoded`: its body, where that was done already."""
    if decoded is None:
        decoded = decode(response.body, response.headers.get("content-type", ""))
    text = decoded.text.lstrip()
    if not text:
        return "the body is empty"
    if text[0] in "{[":
        return "not a page: JSON came"
    start = text[:1000].lower()
    if (start.startswith("<?xml") and "<html" not in start) or start.startswith(("<rss", "<feed")):
        return "not a page: an XML document came"
    if "<" not in text:
        return "not a page: plain text came"
    tree = LexborHTMLParser(_SHADOW.sub("<div", text) if "shadowroot" in text else text)
    root, base = tree.css_first("html[lang]"), tree.css_first("base[href]")
    lang = _LANG.fullmatch((attribute(root, "lang") if root else "").strip())
    return Page(
        tree=tree,
        base=(absolute(attribute(base, "href"), response.url) if base else None) or response.url,
        url=response.url,
        lang=lang[0].replace("_", "-") if lang else None,
        note=decoded.note,
        source=text,
    )


def challenge(page: Page) -> str | None:
    """The title of a page that asks whether we are human; None: it is none."""
    title = page.tree.css_first("title")
    words = text_of(title) if title else ""
    return words[:80] if _CHALLENGE.search(words) else None


def css_fault(select: str) -> str | None:
    """What is wrong with a CSS selector; None: nothing."""
    try:
        LexborHTMLParser("<p></p>").css(select)
    except (SelectolaxError, ValueError):
        return f"no CSS selector: {select!r}"
    return None


def attribute(node: LexborNode, name: str) -> str:
    """An attribute's value; empty where it has none."""
    return (node.attrs.get(name) or "") if node.is_element_node else ""


def names(node: LexborNode) -> list[str]:
    """A node's id and classes; an element that a site has made for itself is named by its tag too."""
    own = f"{node.id or ''} {attribute(node, 'class')}".split()
    return [*own, node.tag or ""] if "-" in (node.tag or "")[1:] else own


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """From the parent upwards, to the element of the document."""
    above = node.parent
    while above is not None and above.tag and not above.tag.startswith("-"):
        yield above
        above = above.parent


def texts(
    node: LexborNode,
    passed_over: Callable[[LexborNode], bool] = lambda _: False,
    breaks: str = "",
) -> Iterator[str]:
    """The texts under a node in order, but for scripts, controls and what is `passed_over`. `breaks`: what
    stands for a line break or a picture between them."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if here.tag == "-text":
            yield here.text_content or ""
        elif here.tag in _BREAKS:
            yield breaks
        elif here is node or not (here.tag in _SILENT or passed_over(here)):
            waiting.extend(reversed(list(here.iter(include_text=True))))


def text_of(node: LexborNode, passed_over: Callable[[LexborNode], bool] = lambda _: False) -> str:
    """The words under a node, one space between them."""
    return " ".join(" ".join(texts(node, passed_over)).split())


def little(node: LexborNode, parts: int = 12) -> str:
    """The words under an element of a few parts; empty where there are more, however many."""
    told: list[str] = []
    for number, part in enumerate(node.traverse(include_text=True)):
        if number > parts:
            return ""
        if part.tag == "-text":
            told.append(part.text_content or "")
    return " ".join(" ".join(told).split())


def folded(words: str) -> str:
    """Words as labels are compared: letters only, one form of each (alef, yeh, heh, kaf), no marks or
    accents, lower case."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", words))
    return " ".join(re.findall(r"[^\W\d_]+", plain.translate(_FOLD).lower()))

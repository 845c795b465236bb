"""XML as a small tree, read as far as it can be: for documents that are no feeds (sitemaps, OPML).

    text ─► mended: bare `&`, HTML's entities, references to no character ─► expat ─► Node

Expat is asked without namespaces: prefixes that nobody declared are common, and names are compared
without their prefix. Whoever calls has looked at the document first (`streamer.xmlguard`): it declares no
entities and its depth is bounded. A document that breaks off gives what stood before the break.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

_REFERENCE: Final = re.compile(
    r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|&(#[0-9]{1,10};|#[xX][0-9a-fA-F]{1,8};|\w{1,32};)?", re.DOTALL
)
_NUMBER: Final = re.compile(r"&#(?:([0-9]{1,10})|[xX]([0-9a-fA-F]{1,8}));")
_XML: Final = frozenset({"lt;", "gt;", "amp;", "quot;", "apos;"})
_PROLOG: Final = re.compile(r"\s*<\?xml\b[^>]*?>")


class Node:
    """An element: its name without prefix, in lower case, its attributes likewise, its own text."""

    __slots__ = ("attributes", "children", "closed", "name", "parts")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = _local(name)
        self.attributes = {_local(key): value for key, value in attributes.items()}
        self.children: list[Node] = []
        self.parts: list[str] = []
        self.closed = False
        """False: the document ended within it."""

    @property
    def text(self) -> str:
        return "".join(self.parts).strip()

    def child(self, name: str) -> Node | None:
        """The first child of that name."""
        return next((one for one in self.children if one.name == name), None)

    def words(self, name: str) -> str:
        """The text of the first child of that name; empty where there is none."""
        found = self.child(name)
        return found.text if found else ""

    def all(self, name: str) -> Iterator[Node]:
        """Every element of that name below, in the order of the document."""
        waiting = list(reversed(self.children))
        while waiting:
            here = waiting.pop()
            if here.name == name:
                yield here
            waiting.extend(reversed(here.children))


def parse(text: str) -> tuple[Node, str | None]:
    """A node that holds the document's element, and what is wrong with the document; None: nothing."""
    top = Node("", {})
    stack = [top]
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        node = Node(name, attributes)
        stack[-1].children.append(node)
        stack.append(node)

    def end(_: str) -> None:
        stack.pop().closed = True

    def data(piece: str) -> None:
        stack[-1].parts.append(piece)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    try:
        parser.Parse(mended(_PROLOG.sub("", text, count=1)), True)
    except expat.ExpatError as error:
        return top, f"line {error.lineno}: {expat.ErrorString(error.code)}"
    return top, None


def mended(text: str) -> str:
    """`text` with every `&` that begins no reference escaped, the entities of HTML replaced, and
    references to what is no character (XML 1.0, 2.2) left out."""
    return _REFERENCE.sub(_mended, text)


def without_bad_references(text: str) -> str:
    """`text` without numeric references to what is no character: NUL, surrogates, controls."""
    return _NUMBER.sub(lambda found: found[0] if _is_character(found) else "", text)


def _mended(found: re.Match[str]) -> str:
    whole, name = found[0], found[1]
    if whole[0] == "<":
        return whole
    if name is None:
        return "&amp;"
    if name[0] == "#":
        number = _NUMBER.fullmatch(whole)
        return whole if number and _is_character(number) else ""
    if name in _XML:
        return whole
    letters = html.entities.html5.get(name)
    return letters.translate({38: "&amp;", 60: "&lt;"}) if letters else f"&amp;{name}"


def _is_character(number: re.Match[str]) -> bool:
    code = int(number[1]) if number[1] else int(number[2], 16)
    return (
        code in (9, 10, 13)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()

"""One pass over an XML document before any parser sees it: what would harm, how it ends, where to cut.

It is a scanner, not a parser: it skips comments, CDATA sections and processing instructions (XML 1.0,
2.5–2.7) and pairs tags by name, so that a broken document, whose tags do not close, is still measured
well. It takes time proportional to the document.

Refused are documents that declare entities, whatever for (no feed needs them, and billion laughs,
quadratic blow-up and external entities all begin so), and documents nested more than 256 deep.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

DEEPEST: Final = 256
_DOCTYPE: Final = re.compile("<!DOCTYPE", re.I)
_ENTITY: Final = re.compile("<!ENTITY", re.I)
_SKIPPED: Final = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))
_NAME: Final = re.compile(r"</?([^\W\d][\w.:-]*)")
_ENTRIES: Final = frozenset({"item", "entry"})
_NEVER_CLOSED: Final = frozenset({"br", "hr", "img", "input", "wbr"})  # HTML within a broken feed


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """What a document is like from outside."""

    refused: str | None = None
    """Why no parser may see it."""
    root: str = ""
    """The local name of the first element, in lower case."""
    cut: str | None = None
    """The document up to its first `most` entries, closed; None: it has no more."""
    open_entry: bool = False
    """It ends in the middle of an entry."""


def declares_entities(text: str) -> bool:
    """Whether there is an entity declaration, or what a parser might take for one."""
    doctype = _DOCTYPE.search(text)
    return bool(doctype and _ENTITY.search(text, doctype.end()))


def look(text: str, most: int, entries: frozenset[str] = _ENTRIES) -> Shape:
    """The shape of an XML document of which at most `most` entries are wanted: elements that are called
    as one of `entries`."""
    if declares_entities(text):
        return Shape(refused="it declares entities")
    root, seen = "", 0
    stack: list[str] = []
    place = text.find("<")
    while place >= 0:
        after = _past(text, place)
        if after is not None:
            place = text.find("<", after)
            continue
        tag = _NAME.match(text, place)
        if not tag:
            place = text.find("<", place + 1)
            continue
        name = tag[1]
        if text[place + 1] == "/":
            _close(stack, name)
        else:
            local = name.rpartition(":")[2].lower()
            root = root or local
            if local in entries:
                seen += 1
                if seen > most:
                    closing = "".join(f"</{one}>" for one in reversed(stack))
                    return Shape(root=root, cut=text[:place] + closing)
            if local not in _NEVER_CLOSED and not _closes_itself(text, tag.end()):
                stack.append(name)
                if len(stack) > DEEPEST:
                    return Shape(refused=f"it is nested more than {DEEPEST} deep")
        place = text.find("<", tag.end())
    return Shape(root=root, open_entry=any(_local(name) in entries for name in stack))


def _past(text: str, place: int) -> int | None:
    """Where a comment, CDATA section or instruction that begins at `place` ends; None: none begins."""
    for opening, closing in _SKIPPED:
        if text.startswith(opening, place):
            end = text.find(closing, place + len(opening))
            return len(text) if end < 0 else end + len(closing)
    return None


def _closes_itself(text: str, place: int) -> bool:
    end = text.find(">", place)
    return end > 0 and text[end - 1] == "/"


def _close(stack: list[str], name: str) -> None:
    """Take back to the element that this tag closes; a tag that closes none is passed over."""
    if name in stack:
        while stack.pop() != name:
            pass


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()

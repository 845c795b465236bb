"""A page's words as the lines that a reader sees: an element that begins a new line ends the one before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from selectolax.lexbor import LexborNode

_SILENT: Final = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "select",
        "button",
        "textarea",
        "_comment",
        "head",
    }
)
_BREAKING: Final = """
    address article aside blockquote body br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4
    h5 h6 header hr html li main nav ol p pre section table tbody td th tr ul
"""
_BREAKS: Final = frozenset(_BREAKING.split())
_PREFORMATTED: Final = frozenset({"pre"})


def lines(
    node: LexborNode, passed_over: Callable[[LexborNode], bool] = lambda _: False
) -> list[tuple[str, LexborNode]]:
    """The lines under a node, none of them empty, each with the element in which it begins."""
    found: list[tuple[str, LexborNode]] = []
    words: list[str] = []
    where = node

    def done() -> None:
        line = " ".join("".join(words).split())
        if line:
            found.append((line, where))
        words.clear()

    # Walked with a list, never by recursion: anybody may have nested it. None closes a block.
    waiting: list[tuple[LexborNode | None, LexborNode, bool]] = [(node, node, False)]
    while waiting:
        here, within, kept = waiting.pop()
        if here is None:
            done()
        elif here.tag == "-text":
            text = here.text_content or ""
            pieces = text.split("\n") if kept else [text]
            for at, piece in enumerate(pieces):
                if at:
                    done()
                if not "".join(words).strip():
                    where = within
                words.append(piece)
        elif here is node or not (here.tag in _SILENT or passed_over(here)):
            block = here.tag in _BREAKS
            if block:
                done()
                waiting.append((None, here, False))
            inner = here if block else within
            kept = kept or here.tag in _PREFORMATTED
            children = reversed(list(here.iter(include_text=True)))
            waiting.extend((child, inner, kept) for child in children)
    done()
    return found

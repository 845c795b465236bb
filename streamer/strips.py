"""The headlines of a block that has no links: texts in rows, or one text with signs between.

    rows (li, p, headings, .item, or elements of one kind side by side) ─► each cut at • | +++ and runs
    of nbsp ─► pieces, each once

What runs together without a sign between is one piece, marked as such: where one headline ends and the
next begins is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from streamer.kickers import is_aside
from streamer.labels import rank_of
from streamer.page import attribute, folded, text_of, texts
from streamer.titles import count, is_control, tidy
from streamer.urgency import told_apart, urgent_names

MOST_PIECES: Final = 500
LONGEST: Final = 120
"""Characters of a headline without a link: of 83,000 real Arabic ones, four in a thousand are longer."""
_LINKED: Final = "\x00"
"""Stands for a link."""
LONGEST_STRIP: Final = 50_000
"""Characters of one text that are looked at: four hundred headlines."""
MOST_PARTS: Final = 5000
"""Elements of a block without links; one with more is no ticker."""
_DEEPEST: Final = 12
"""Elements that may stand around rows, one in the other."""
UNSPLIT: Final = "unsplit: headlines run together, with no sign between"
_ROWS: Final = "li, p, h1, h2, h3, h4, h5, h6, [class*=item]"
_CUTS: Final = re.compile(
    r" ?(?:[•●◦∙‣⁃|¦‖\u25a0-\u25ff★☆✦✧✪✱✲✳❖❋❯❮⬤⭐🔴🔵🟠🟢⚫⚪🔸🔹🔶🔷]\ufe0f?|"
    r"\+{2,}|\*{2,}|={2,}|~{2,}|\#{2,}|-{3,}|–{2,}|—{2,}|_{3,}|:{2,}|\.{5,}|"
    r"(?<![:/])/{2,}(?!\w)|(?:\xa0 ?){2,}|[\u2002-\u2005\u3000]{2,})\s*"
)
_PLAIN_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_TITLES: Final = ("data-title", "data-headline", "data-text", "data-news")
_ADDRESSES: Final = ("data-url", "data-href", "data-link", "data-permalink")
_CLICKED: Final = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*["']([^"']+)"""
)
_TIMED: Final = re.compile(r"(?:(?<=\s)|^)(?:[-–—]\s*)?(?:[01]?\d|2[0-3]):[0-5]\d(?!:)")


class Piece(NamedTuple):
    """A headline without a link. `address`: what its row names for a script; `skipped`: why it cannot be
    published."""

    title: str
    urgent: bool
    skipped: str | None
    address: str | None = None


def pieces(blocks: list[LexborNode]) -> list[Piece]:
    """In order, each once."""
    told: dict[str, tuple[str, set[str], str | None]] = {}
    for block in blocks:
        if len(block.css("*")) > MOST_PARTS:
            continue
        rows = _rows(block)
        for row in rows:
            marks = urgent_names(row, block) if len(rows) > 1 else set()
            parts = texts(row, is_aside, breaks="" if len(rows) > 1 else " • ")
            for title, urgent in _cut("".join(parts)[:LONGEST_STRIP]):
                named = marks | ({"is-urgent"} if urgent else set())
                address = _address(row) if len(rows) > 1 else None
                told.setdefault(folded(title), (title, named, address))
    told = told or _in_attributes(blocks)
    urgent_ones = told_apart([marks for _, marks, _ in told.values()])
    return [
        Piece(title, urgent, UNSPLIT if len(title) > LONGEST and not address else None, address)
        for (title, _, address), urgent in zip(told.values(), urgent_ones, strict=True)
    ][:MOST_PIECES]


def between_links(block: LexborNode) -> list[Piece]:
    """Headlines that stand without a link between others that have one, signs around them."""
    here = block
    for _ in range(_DEEPEST):
        inner = [one for one in here.iter(include_text=True) if text_of(one) or _own_text(one)]
        if len(inner) != 1 or inner[0].tag in ("-text", "a"):
            break
        here = inner[0]
    told: list[str] = []
    for node in here.iter(include_text=True):
        linked = node.tag == "a" or (node.tag != "-text" and node.css_first("a[href]") is not None)
        sign = " • " if node.tag == "img" else _LINKED if linked else ""
        told.append(
            sign
            or (node.text_content or "" if node.tag == "-text" else "".join(texts(node, is_aside)))
        )
    whole = "".join(told)[:LONGEST_STRIP]
    if _LINKED not in whole:
        return []
    found = {
        title: urgent for title, urgent in _cut(whole) if _LINKED not in title and count(title) >= 3
    }
    return [Piece(title, urgent, None) for title, urgent in found.items() if len(title) <= LONGEST]


def _in_attributes(blocks: list[LexborNode]) -> dict[str, tuple[str, set[str], str | None]]:
    """Headlines that only attributes hold, for a script to show."""
    told: dict[str, tuple[str, set[str], str | None]] = {}
    for block in blocks:
        for node in block.css(",".join(f"[{name}]" for name in _TITLES)):
            text = next(filter(None, (attribute(node, name) for name in _TITLES)), "")
            titles = list(_cut(text)) if text[:1] not in "[{" else []
            for title, urgent in titles:
                address = _address(node) if len(titles) == 1 else None
                told.setdefault(folded(title), (title, {"is-urgent"} if urgent else set(), address))
    return told


def _address(row: LexborNode) -> str | None:
    """Where a row leads without a link."""
    for node in [row, *row.css("*")][:50]:
        for name in _ADDRESSES:
            if value := attribute(node, name):
                return value
        if found := _CLICKED.search(attribute(node, "onclick")):
            return found[1]
    return None


def _rows(block: LexborNode) -> list[LexborNode]:
    """The innermost elements that hold one row each; the block itself where it has none."""
    rows = [row for row in block.css(_ROWS) if row.mem_id != block.mem_id]
    rows = [row for row in rows if all(one.mem_id == row.mem_id for one in row.css(_ROWS))]
    return rows or _side_by_side(block) or [block]


def _side_by_side(block: LexborNode) -> list[LexborNode]:
    """Elements of one kind with nothing but signs between, however deep they stand, beside a label or not."""
    here, labelled = block, False
    for _ in range(_DEEPEST):
        inner = [one for one in here.iter(include_text=True) if text_of(one) or _own_text(one)]
        plain = [one for one in inner if one.tag == "-text" and count(one.text_content or "")]
        parts = [one for one in inner if one.tag != "-text" and not is_aside(one)]
        rows = [one for one in parts if not rank_of(text_of(one))]
        if plain or not rows:
            break
        labelled = labelled or len(rows) < len(parts)
        if len(rows) == 1:
            here = rows[0]
            continue
        kinds = {(one.tag, attribute(one, "class").partition(" ")[0]) for one in rows[1:]}
        return rows if len(kinds) == 1 else []
    return [here] if labelled else []


def _own_text(node: LexborNode) -> str:
    return (node.text_content or "").strip() if node.tag == "-text" else ""


def _cut(text: str) -> Iterator[tuple[str, bool]]:
    """The headlines of one text, each with whether عاجل stood before it, a sign between."""
    text = _PLAIN_SPACE.sub(" ", text)  # of which a hostile page has a million
    parts = [part for whole in _CUTS.split(text) for part in _timed(_once(whole)) if part.strip()]
    labels = [rank_of(" ".join(part.split())) for part in parts]
    # One at the beginning of several names the strip; one before each, or later on, is the item's mark.
    marking = labels.count(3) > 1 or 3 in labels[1:] or len(parts) == 2
    urgent = False
    for part, label in zip(parts, labels, strict=True):
        title = tidy(part)
        if label:
            urgent = label == 3 and marking
            continue
        if count(title) >= 2 and not is_control(title):
            yield title, urgent
        urgent = False


def has_signs(text: str) -> bool:
    """Whether signs stand in a text that part headlines."""
    return bool(_CUTS.search(_PLAIN_SPACE.sub(" ", text)))


def _once(text: str) -> str:
    """A text without its own repeat: a band that runs round is often written twice."""
    words = text.split()
    half, odd = divmod(len(words), 2)
    return " ".join(words[:half]) if half > 1 and not odd and words[:half] == words[half:] else text


def _timed(text: str) -> list[str]:
    """A text cut before its clocks, where each of several headlines begins with one."""
    starts = [found.start() for found in _TIMED.finditer(text)]
    if len(starts) < 2 or text[: starts[0]].strip():
        return [text]
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]

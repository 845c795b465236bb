"""A title as the judge reads it: what it tells, part by part, without what says nothing.

    title ─► segments (| : - … brackets) ─► tags and names of sources out ─► folded words
          ─► senses: the longest phrase of a list first ─► parts: numbers with what they count,
             who stands behind which preposition ─► Reading

The cost is one look-up a word; what is known of a word is remembered (lexicon.known).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from streamer import text
from workers.dedupe import lexicon
from workers.dedupe.counts import counted
from workers.dedupe.lexicon import (
    CONCEPT,
    DAY,
    DUAL,
    FILLER,
    HOUR,
    JOINT,
    MONTH,
    NATION,
    NUMBER,
    OFFICE,
    ORDINAL,
    SAYS,
    SOFT,
    TAG,
    TIMES,
    VALUE,
    WEEKDAY,
    WORD,
    YEAR,
    Sense,
)
from workers.dedupe.parts import Count, Part, acts

LONGEST: Final = 40
"""Words of a title that are looked at; a longer one is no headline."""

_SEPARATOR: Final = re.compile(
    r"\s*(?:[|｜:：؛;…()\[\]{}]|\.{2,}|!|؟|\?|(?<=\s)[-–—/•*](?=\s)|(?<=\S)[-–—/](?=\s)|(?<=\s)[-–—](?=\S))+\s*"
)
_COLON: Final = re.compile(r"\s*[:：]")
_GLUED: Final = re.compile(r"(?<=[\u0620-\u06ff])(?=[0-9])|(?<=[0-9])(?=[\u0620-\u06ff])")
_DIGITS: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")


class Reading(NamedTuple):
    words: tuple[str, ...]
    """Folded, without tags and sources."""
    parts: tuple[Part, ...]
    """What it tells, in order: all but fillers."""
    counts: tuple[Count, ...]
    units: tuple[str, ...]
    """Of the parts that weigh something, in order."""
    speaker: int
    """Words before a colon: who speaks, or where it happened."""
    content: tuple[Part, ...]
    """Parts of which the lack in another title tells something apart; not so a weekday, or what is soft."""
    told: frozenset[str]
    kinds: frozenset[str]
    groups: dict[str, dict[int, list[Part]]]
    """Line of rivals.toml → its groups that the title has concepts of, with the parts."""
    somebody: bool
    """Whether an office or a given name is told."""


@lru_cache(maxsize=8_000)
def read(title: str) -> Reading:
    """What `title` tells; any text is good, nothing is raised."""
    words, speaker = _words(title)
    parts = _parts(words)
    parts, counts = counted(parts, words)
    parts = [_beside(part, parts, at) for at, part in enumerate(parts)]
    units = tuple(part.unit for part in parts if part.kind != SOFT)
    return Reading(
        words=tuple(words),
        parts=tuple(parts),
        counts=counts,
        units=units,
        speaker=speaker,
        content=tuple(part for part in parts if part.kind not in _UNCOUNTED),
        told=frozenset(units),
        kinds=frozenset(part.kind for part in parts),
        groups=_groups(parts),
        somebody=any(part.kind == OFFICE or part.unit in lexicon.GIVEN for part in parts),
    )


_UNCOUNTED: Final = (SOFT, WEEKDAY, DAY, HOUR)


def _groups(parts: Sequence[Part]) -> dict[str, dict[int, list[Part]]]:
    found: dict[str, dict[int, list[Part]]] = {}
    for part in parts:
        if part.unit[:1] == CONCEPT:
            for line, group in lexicon.RIVALS.get(part.unit[1:], ()):
                found.setdefault(line, {}).setdefault(group, []).append(part)
    return found


def _beside(part: Part, parts: Sequence[Part], at: int) -> Part:
    """What a part is because of those beside it."""
    after = parts[at + 1] if at + 1 < len(parts) else None
    if part.unit in lexicon.SPANS:  # said by its date or number already
        before = parts[at - 1] if at else None
        dated = any(one is not None and one.unit[:1] in "%#" for one in (before, after))
        return part._replace(kind=SOFT) if dated else part
    if after is None:
        return part
    if part.kind == ORDINAL and after.kind == MONTH and after.joint in ("", "من"):
        return part._replace(unit=f"{YEAR}day{part.unit[1:]}", kind=YEAR)  # الأول من أيار
    if at == 0 and part.unit in lexicon.CAPITALS and not part.joint and acts(after):
        return part._replace(unit=lexicon.CAPITALS[part.unit], kind=NATION)
    return part


# ── words ─────────────────────────────────────────────────────────────────────────────────────


def _words(title: str) -> tuple[list[str], int]:
    """The folded words that count, and how many of them stand before a colon."""
    if not _SEPARATOR.search(title):
        return _split(title)[:LONGEST], 0
    pieces: list[tuple[list[str], bool]] = []
    start = 0
    for found in _SEPARATOR.finditer(title):
        pieces.append((_split(title[start : found.start()]), bool(_COLON.match(found[0]))))
        start = found.end()
    pieces.append((_split(title[start:]), False))
    pieces = [piece for piece in pieces if piece[0]]
    kept = [
        piece
        for at, piece in enumerate(pieces)
        if not _apart(" ".join(piece[0]), outermost=at in (0, len(pieces) - 1))
    ] or pieces
    words = [word for piece, _ in kept for word in piece][:LONGEST]
    first, colon = kept[0] if kept else ([], False)
    return words, len(first) if colon and len(kept) > 1 and len(first) <= 5 else 0


def _split(segment: str) -> list[str]:
    """Folded words; a number is a word by itself (15يوما, ل30)."""
    folded = text.fold(segment)
    if _GLUED.search(folded):
        folded = _GLUED.sub(" ", folded)
    return folded.split()


def _apart(segment: str, *, outermost: bool) -> bool:
    """Whether it is no part of the headline: a tag anywhere, a source before or behind it."""
    return segment in lexicon.TAGS or (outermost and segment in lexicon.SOURCES)


# ── senses ────────────────────────────────────────────────────────────────────────────────────


def _parts(words: Sequence[str]) -> list[Part]:
    parts: list[Part] = []
    at, joint = 0, ""
    while at < len(words):
        word = words[at]
        known = lexicon.known(word)
        size, sense = 1, None
        for phrase in known.phrases:
            end = at + 1 + len(phrase.rest)
            if tuple(words[at + 1 : end]) == phrase.rest and _fits(phrase.sense, words, at):
                size, sense = end - at, phrase.sense
                break
        before = joint
        if "ب" in known.clitic:
            before = "في"
        elif known.clitic.endswith("ل") and not known.clitic.endswith("ال"):
            before = "ل"
        elif known.clitic in ("ك", "كال", "وك"):
            before = "ك"
        part = (
            _plain(word, known.stem, before, at)
            if sense is None
            else _sensed(sense, word, before, at, size)
        )
        if part is not None:
            parts.append(part)
        if sense is not None and sense.kind == JOINT:
            joint = (
                "في" if sense.unit in ("في", "in", "at", "dans", "à", "en", "در") else sense.unit
            )
            _timed(parts, sense.unit, at)
        elif part is not None:
            joint = ""
        at += size
    return parts


def _timed(parts: list[Part], joint: str, at: int) -> None:
    """Before and after are concepts as well as prepositions: they exclude each other."""
    for concept, forms in (
        ("=before", ("قبل", "before", "avant")),
        ("=after", ("بعد", "عقب", "after", "après")),
    ):
        if joint in forms:
            parts.append(Part(concept, SOFT, "", at, 1))


def _fits(sense: Sense, words: Sequence[str], at: int) -> bool:
    """Whether a word that has another meaning as well has this one here."""
    if sense.unit == MONTH + "8" and words[at] == "اب":
        before = words[at - 1] if at else ""
        return before == "شهر" or before.isdigit() or words[at + 1 : at + 2] == ["اغسطس"]
    return True


def _plain(word: str, stem: str, joint: str, at: int) -> Part:
    if _DIGITS.fullmatch(word):
        return Part(NUMBER + word, VALUE, joint, at, 1)
    return Part(stem, WORD, joint, at, 1)


def _sensed(sense: Sense, word: str, joint: str, at: int, size: int) -> Part | None:
    kind = sense.kind
    if kind in (FILLER, TAG, JOINT):
        return None
    if kind == SAYS:
        return Part(sense.unit, SOFT, "", at, size)
    if kind in (VALUE, TIMES):
        return Part(f"{NUMBER}{sense.value:g}", kind, "و" if word[0] == "و" else joint, at, size)
    if kind == DUAL:
        return Part(f"{NUMBER}2", DUAL, joint, at, size, sense.counted)
    if kind == WORD:
        return Part(
            lexicon.known(word).stem if size == 1 else sense.unit,
            WORD,
            joint,
            at,
            size,
            sense.counted,
        )
    return Part(sense.unit, kind, joint, at, size, sense.counted)

"""Whether two articles under one title are one article: by the rarest words of their summaries."""

from __future__ import annotations

from typing import Final
from zlib import crc32

from streamer import text
from workers.dedupe.words import rarity

_WORDS: Final = 8
_BYTES: Final = 4
_LEAST: Final = 6
"""Words that a summary needs to say anything."""
_CHARACTERS: Final = 300


def sketch(summary: str | None) -> bytes:
    """The marks of the rarest words of a summary's beginning; empty where it says too little."""
    if not summary:
        return b""
    found = set(text.words(summary[:_CHARACTERS]))
    if len(found) < _LEAST:
        return b""
    rare = sorted(found, key=lambda word: (-rarity.of_word(word), word))[:_WORDS]
    return b"".join(crc32(word.encode()).to_bytes(_BYTES) for word in rare)


def another_article(one: bytes, other: bytes) -> bool:
    """Whether both are known, and of two articles."""
    if not one or not other:
        return False
    a = {one[at : at + _BYTES] for at in range(0, len(one), _BYTES)}
    b = {other[at : at + _BYTES] for at in range(0, len(other), _BYTES)}
    return len(a & b) < 2

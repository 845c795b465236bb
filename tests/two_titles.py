"""What each of two titles is to the other."""

from __future__ import annotations

from workers.dedupe.comparing.compare import compare
from workers.dedupe.reading.reader import read


def kinds(first: str, second: str) -> str:
    """What the second is to the first, and, where that is another, the first to the second: "more facts"."""
    both = (compare(read(second), read(first)).kind, compare(read(first), read(second)).kind)
    return " ".join(dict.fromkeys(both))

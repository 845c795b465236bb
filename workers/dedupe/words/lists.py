"""The files beside this one, read: the lists (`*.toml`) and how often a word is used (frequencies.txt).

Every form of a list is folded as headlines are.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Final

import msgspec

from streamer.text import fold


@cache
def toml(name: str) -> dict[str, Any]:
    """The list of that name, as it is written; to be looked at only."""
    found: dict[str, Any] = msgspec.toml.decode((files(__package__) / name).read_text("utf-8"))
    return found


def folded(forms: Iterable[str]) -> frozenset[str]:
    """The forms as titles have them."""
    return frozenset(map(fold, forms))


def folded_words(line: str) -> frozenset[str]:
    """The words of a line as titles have them."""
    return folded(line.split())


def with_article(nouns: Iterable[str]) -> frozenset[str]:
    """Each as it is, and behind its article."""
    return folded(form for noun in nouns for form in (noun, "ال" + noun))


def _frequencies() -> dict[str, int]:
    text = (files(__package__) / "frequencies.txt").read_text("utf-8")
    rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {word: int(count) for word, count in rows}


FREQUENCY: Final = _frequencies()
"""A folded word → how many of the titles and leads behind frequencies.txt have it."""

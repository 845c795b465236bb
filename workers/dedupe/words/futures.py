"""A Romance verb told in the future, as the lists have its present: fermera, will ferme."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from workers.dedupe.words import lexicon

FUTURES: Final = {
    "french": (("era", "e"), ("eront", "ent"), ("ira", "it"), ("iront", "issent"), ("ra", "")),
    "spanish": (
        ("ara", "a"),
        ("aran", "an"),
        ("era", "e"),
        ("eran", "en"),
        ("ira", "e"),
        ("iran", "en"),
    ),
    "italian": (("era", "a"), ("eranno", "ano"), ("ira", "e")),
    "portuguese": (("ara", "a"), ("arao", "am"), ("era", "e")),
}
"""Endings of a future, folded, and of its present."""
_LEAST: Final = 5
"""Letters of the present."""


def in_the_present(word: str, known: Container[str], tongue: str) -> str:
    """A verb told in the future as in the present, where `known` or another list has that; else the word."""
    if word in known or lexicon.known(word).phrases:
        return word
    for ending, present in FUTURES[tongue]:
        now = word[: -len(ending)] + present
        if (
            word.endswith(ending)
            and len(now) >= _LEAST
            and (now in known or lexicon.known(now).phrases)
        ):
            return now
    return word

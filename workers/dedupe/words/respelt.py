"""Foreign words in the spelling that the lists have, wherever they stand in a longer name.

الأوربي · الأوروبي        الديموقراطي · الديمقراطي        الكرستال · الكريستال        سايبراني · سيبراني

A word that no list knows is paired with its other spelling by its letters (forms/spellings.py). A word of the
lists is not, nor is a phrase that one such word is in (البنك المركزي الأوربي): so it is spelt here as there.
Only a spelling stands here whose letters are in no other word.
"""

from __future__ import annotations

from typing import Final

_USUAL: Final = (
    ("اورب", "اوروب"),
    ("ديموقراط", "ديمقراط"),
    ("سايبران", "سيبران"),
    ("كرستال", "كريستال"),
    ("كيلو غرام", "كيلوغرام"),
    ("كيلو جرام", "كيلوغرام"),
    ("كيلو متر", "كيلومتر"),
    ("اليكساند", "الكسند"),
    ("اليكسند", "الكسند"),
    ("الكساند", "الكسند"),
)
_NOT_SO: Final = ("اوربان", "اوربو", "اوربت")
"""Names that only begin so."""


def respelt(folded: str) -> str:
    """A folded text with these words as most spell them."""
    for other, usual in _USUAL:
        if other in folded and not any(name in folded for name in _NOT_SO if other in name):
            folded = folded.replace(other, usual)
    return folded

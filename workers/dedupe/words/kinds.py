"""What a part of a title is: the mark before what is compared of it (a unit), and its kind.

A word that no list has is its own unit and has no mark. Most marks are the name of the kind as well. A list
gives its forms a Sense each; of all lists together: phrases.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

PLACE: Final = "@"
CONCEPT: Final = "="
OFFICE: Final = "+"
MODIFIER: Final = "^"
ORDINAL: Final = "~"
NUMBER: Final = "#"
MONTH: Final = "%m"
WEEKDAY: Final = "%w"
DAY: Final = "%d"
HOUR: Final = "%h"
YEAR: Final = "%y"
NOT: Final = "=not"
MANY: Final = "_many"
"""Ends the concept of a plural, of which the singular is another (طفل, أطفال)."""
# What is no unit, or not by itself.
FILLER: Final = ""
JOINT: Final = "joint"
SAYS: Final = "says"
SOFT: Final = "soft"
TAG: Final = "tag"
WORD: Final = "word"
NATION: Final = "nation"
VALUE: Final = "value"
TIMES: Final = "times"
DUAL: Final = "dual"


class Sense(NamedTuple):
    """One meaning of a word or phrase: `unit` is what is compared, `kind` how."""

    unit: str
    kind: str
    value: float = 0.0
    counted: str = ""
    """What is counted, where the word says so (`killed`), or the noun of a dual."""


Senses = Iterator[tuple[str, Sense]]
"""Forms as a list writes them, each with a sense of it."""

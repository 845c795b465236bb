"""What stands beside a part of a title, and whether an «and» ties it to what stands before it."""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import lexicon
from workers.dedupe.words.kinds import SOFT
from workers.dedupe.words.lists import folded_words

_AND: Final = frozenset(["and", "et", "ve", "و", "y", "e", "und", "û", "u", "и"])
_ARTICLES: Final = folded_words(
    "the a an la le les l el los las der die das den dem il lo i gli o os as un une"
)


def right_before(part: Part, reading: Reading) -> Part | None:
    """What ends where it begins."""
    return reading.ends.get(part.at)


def right_behind(part: Part, reading: Reading) -> Part | None:
    """What begins where it ends."""
    return reading.begins.get(part.end)


def preceding(part: Part, reading: Reading) -> Part | None:
    """The nearest before it, be there small words between the two."""
    return next((one for one in reversed(reading.parts) if one.end <= part.at), None)


def following(part: Part, reading: Reading) -> Part | None:
    """The nearest behind it, be there small words between the two."""
    return next((one for one in reading.parts if one.at >= part.end), None)


def next_told(part: Part, reading: Reading) -> Part | None:
    """The nearest behind it that says something."""
    return next((one for one in reading.parts if one.at >= part.end and one.kind != SOFT), None)


def first_told(reading: Reading) -> Part | None:
    """The first part of the title that says something."""
    return next((one for one in reading.parts if one.kind != SOFT), None)


def unit_of(part: Part | None) -> str:
    """Its unit, or "" where there is none."""
    return part.unit if part is not None else ""


def joined(part: Part, reading: Reading) -> bool:
    """Whether a و is written to it that is no letter of its own."""
    word = reading.words[part.at]
    return word[0] == "و" and "و" in lexicon.known(word).clitic


def listed(part: Part, reading: Reading) -> bool:
    """Whether it hangs on what stands before it by «and»: the order of such tells nothing."""
    at = part.at - 1
    if at > 0 and reading.words[at] in _ARTICLES and reading.tongue:
        at -= 1  # la autopista y la refinería
    return (at >= 0 and reading.words[at] in _AND) or joined(part, reading)

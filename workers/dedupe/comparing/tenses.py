"""What is done, and what is only going to be, in English.

Erdogan to meet ≠ Erdogan meets
Police shooting suspect ≠ Police shoot suspect      the first is a noun
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, WORD

_WILL: Final = frozenset(["to", "will", "would", "shall", "ll", "won"])
_CAUSES: Final = frozenset(["prompts", "prompted", "forces", "forced", "leads", "led"])
_ING: Final = "ing"


def tenses(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Whether what one English title says is done is in the other only going to be, or is a noun."""
    if not (later.words and later.words[0][0].isascii()):
        return ""
    there = {part.unit: part for part in earlier.parts if acts(part)}
    for part in later.parts:
        other = there.get(twins.get(part.unit, part.unit))
        if other is None:
            continue
        word, was = later.words[part.at], earlier.words[other.at]
        if not (word[0].isascii() and was[0].isascii()):
            continue
        if _to_be(part, later) != _to_be(other, earlier) and not (
            _planned(part, later) or _planned(other, earlier)
        ):
            return f"tense: {was} ≠ {word}, one is to be"
        if word != was and (word.endswith(_ING) != was.endswith(_ING)):
            ing, verb = (part, was) if word.endswith(_ING) else (other, word)
            its = later if ing is part else earlier
            after = next((one for one in its.parts if one.at == ing.end), None)
            bare = not verb.endswith(("s", "ed", "dead"))
            if bare and after is not None and not after.joint and after.kind in (WORD, CONCEPT):
                return f"tense: {was} ≠ {word}"
    return ""


def _planned(part: Part, reading: Reading) -> bool:
    """Whether a headline says of somebody what he is about to do: Ryanair cutting 800 flights."""
    return part.at > 0 and not part.joint and reading.words[part.at].endswith(_ING)


def _to_be(part: Part, reading: Reading) -> bool:
    """Whether «to» or «will» stands before it, with at most «be» or «not» between."""
    before = reading.words[max(0, part.at - 3) : part.at]
    while before and before[-1] in ("be", "not", "t"):
        before = before[:-1]
    if not _CAUSES.isdisjoint(reading.words[: part.at]):
        return False  # a fault prompts Toyota to recall cars
    return bool(before) and before[-1] in _WILL

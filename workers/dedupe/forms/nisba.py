"""Whether an adjective is of a noun: ميزانية الدفاع, الموازنة الدفاعية; وزراء بلغاريا, الوزراء البلغاري.

Arabic makes an adjective of a noun with ي, and a genitive in one headline is that adjective in another. Both
say it of the noun before them, so only where that is the same are they one: إصابة شرطي is not إصابة شرطة.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from streamer.text import stems
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, OFFICE, SOFT
from workers.dedupe.words.offices import GIVEN
from workers.dedupe.words.remembered import remembered

_SHORTEST: Final = 3
_ENDINGS: Final = ("يه", "ي")
_OF_NOUN: Final = ("ه", "يا", "اء", "ا", "")
"""What a noun loses before the ending of its adjective."""


def one_of_the_other(
    part: Part, later: Reading, other: Part, earlier: Reading, twins: Mapping[str, str]
) -> bool:
    """Whether one is the adjective of the other, and both stand right behind the same noun."""
    word, was = later.words[part.at], earlier.words[other.at]
    if word[0].isascii() or was[0].isascii() or part.joint or other.joint:
        return False
    if not (
        (part.kind != CONCEPT and _adjective(word, was))
        or (other.kind != CONCEPT and _adjective(was, word))
    ):
        return False
    head, had = _head(part, later), _head(other, earlier)
    if head is None or had is None or acts(head) or acts(had):
        return False
    if head.unit in GIVEN or head.kind == OFFICE:
        return False  # محمد كاظم is not محمد الكاظمي
    return twins.get(head.unit, head.unit) == had.unit


def _adjective(word: str, noun: str) -> bool:
    bare = _bare(word)  # mostly nothing
    return bool(bare) and not bare.isdisjoint(_nouns(noun))


@remembered(20_000)
def _bare(word: str) -> frozenset[str]:
    """The stem of what has the form of such an adjective; nothing where it has none."""
    return frozenset(
        form[: -len(end)]
        for form in (word.removeprefix("ال"),)
        for end in _ENDINGS
        if form.endswith(end) and len(form) - len(end) >= _SHORTEST
    )


@remembered(20_000)
def _nouns(noun: str) -> frozenset[str]:
    return frozenset(stem for form in stems(noun) for stem in _cut(form))


def _cut(form: str) -> Iterator[str]:
    for end in _OF_NOUN:
        if form.endswith(end) and len(form) - len(end) >= _SHORTEST:
            yield form[: len(form) - len(end)]


def _head(part: Part, reading: Reading) -> Part | None:
    """What stands right before it, passing over what says nothing."""
    before = [one for one in reading.parts if one.at < part.at and one.kind != SOFT]
    return before[-1] if before and part.at - before[-1].end <= 1 else None

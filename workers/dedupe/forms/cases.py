"""Whether two words are one noun in two cases, or before a genitive and not.

خريجون · خريجين · خريجو الهندسة · خريجي الهندسة        جسران · جسرين        قذيفتا هاون · قذيفتي هاون

What ends in ي alone is mostly an adjective, so the table of frequencies must know the plural of such a noun.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from streamer.text import stems
from workers.dedupe.words.lists import FREQUENCY
from workers.dedupe.words.remembered import remembered

_PLURAL: Final = ("ين", "ون")
_CONSTRUCT: Final = ("ي", "و")
_DUAL: Final = ("ين", "ان")
_TWO_OF: Final = {"تا", "تي"}
_SHORTEST: Final = 3
_OF_CONSTRUCT: Final = 4
"""Letters of a noun of which the construct is one: يدعو is not يدعي."""
_VERBS: Final = "يت"


def one_case(one: str, other: str) -> bool:
    """Of folded words; most pairs do not even begin alike."""
    if {one[-2:], other[-2:]} == _TWO_OF:
        return one[:-1] == other[:-1] and not _two_nouns(one).isdisjoint(_two_nouns(other))
    if abs(len(one) - len(other)) > _SHORTEST or not (
        _ends(one) and _ends(other) and one[-1] + other[-1] not in ("يي", "وو")
    ):
        return False
    return not _plurals(one).isdisjoint(_plurals(other)) or not _duals(one).isdisjoint(
        _duals(other)
    )


def _ends(word: str) -> bool:
    return word[-1] in "نيو"


@remembered(20_000)
def _plurals(word: str) -> frozenset[str]:
    return frozenset(_without(word))


def _without(word: str) -> Iterator[str]:
    for form in stems(word):
        if form.endswith(_PLURAL) and len(form) - 2 >= _SHORTEST:
            if form[0] not in _VERBS or "ال" + form in FREQUENCY:
                yield form[:-2]
        elif form.endswith(_CONSTRUCT) and len(form) - 1 >= _OF_CONSTRUCT:
            noun = form[:-1]
            if any(one in FREQUENCY for end in _PLURAL for one in (noun + end, f"ال{noun}{end}")):
                yield noun


@remembered(20_000)
def _duals(word: str) -> frozenset[str]:
    return frozenset(
        form[:-2]
        for form in stems(word)
        if form.endswith(_DUAL)
        and len(form) - 2 >= _SHORTEST
        and (_noun(form[:-2]) or (form[-3] == "ت" and _noun(form[:-3] + "ه")))
    )


def _two_nouns(word: str) -> set[str]:
    """The feminine nouns of which two may be meant, before a genitive."""
    return {
        form[:-2] for form in stems(word) if len(form) > _OF_CONSTRUCT and _noun(form[:-2] + "ه")
    }


def _noun(form: str) -> bool:
    return "ال" + form in FREQUENCY or f"ال{form}ين" in FREQUENCY

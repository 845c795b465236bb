"""
A given name before a name that the other title has without any: هادي العامري, العامري.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.comparing.persons import rare
from workers.dedupe.reading.neighbours import right_before
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import offices, rarity
from workers.dedupe.words.kinds import MODIFIER, WORD

_NAME: Final = 0.55
_RARE_NAME: Final = 0.62
"""Weight of a word that may be a name; and of one that may be so without an article."""


def first_name(part: Part, name: Part, whole: Reading, other: Reading, both: set[str]) -> bool:
    """Whether it is the given name before a name that the other title has without any: هادي العامري, العامري.
    Not a leader's: whoever has one name with him is another (سارة نتنياهو)."""
    if name.joint or name.kind != WORD or name.unit not in both or name.unit in offices.GIVEN:
        return False
    definite = whole.words[name.at].startswith("ال")
    if acts(name) or rarity.weight(name.unit) < (_NAME if definite else _RARE_NAME):
        return False
    there = next((one for one in other.parts if _bare(one.unit) == _bare(name.unit)), None)
    if there is None or _bare(other.words[there.at]) != _bare(whole.words[name.at]):
        return False
    if offices.of_many(name.unit) or offices.means_another(part.unit, name.unit):
        return False
    if _given_before(there, other):
        return False
    before = (
        None if reading.words[one.at].startswith("وال") else right_before(one, reading)
        for one, reading in ((there, other), (part, whole))
    )
    return not any(
        one is not None and (one.kind == MODIFIER or one.unit in offices.GIVEN or rare(one))
        for one in before
    )


def _bare(word: str) -> str:
    """Without the و that joins a name to another."""
    return word.removeprefix("و")


def _given_before(name: Part, reading: Reading) -> bool:
    """Whether it stands behind a given name, which may look like a small word: بهاء, بها."""
    return name.at > 0 and reading.words[name.at - 1] in offices.GIVEN

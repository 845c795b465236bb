"""What the capitals of a title in Latin letters tell: a given name before a name that both titles have.

Alcaraz beats Sinner = Carlos Alcaraz beats Jannik Sinner

Not where the other title has a given name of its own (Serena Williams, Venus Williams), and not before the
names of leaders, which stand in the lists with theirs: Hunter Biden is not Biden; nor of a family whose name
alone means somebody else, or nobody in particular (offices.toml).
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.neighbours import right_before, right_behind
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, offices
from workers.dedupe.words.kinds import CONCEPT, WORD
from workers.dedupe.words.lists import folded_words
from workers.dedupe.words.renderings import ENGLISH

_NAME: Final = 4
"""Letters of a surname."""
_GIVEN: Final = 2
"""Given names at most."""
_SORTS: Final = folded_words(
    "museum airport university river island province stadium company corporation volcano palace cathedral"
)
"""Behind a name."""
_ARMS: Final = folded_words(
    "jet jets fighter fighters plane planes aircraft helicopter helicopters tank tanks"
)
"""Behind the name of their make: Eurofighter jets."""
_RELATIVES: Final = folded_words(
    """
    son daughter wife husband father mother brother sister widow ex fils fille femme mari mère
    père frère soeur aide ally rival adviser lawyer avocat conseiller proche anti pro mini miss
    young old team group groupe mere pere frere
    """
)
"""Before a name, somebody or something else of it."""


def given_name(part: Part, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether a part that `its` tells alone is a given name before a surname that both titles tell."""
    if not its.named or not _may_name(part, its):
        return False
    name: Part | None = part
    for _ in range(_GIVEN):
        name = right_behind(name, its) if name is not None else None
        if name is None or name.joint or its.words[name.at] not in its.named:
            return False
        if name.unit in both:
            if offices.of_many(name.unit) or offices.means_another(part.unit, name.unit):
                return False  # James Murdoch is not Murdoch
            return _is_surname(name, its) and _bare(name, other)
        if not _may_name(name, its):
            return False
    return False


def sort_of_a_name(part: Part, its: Reading, both: set[str]) -> bool:
    """Whether it only says behind a name that both tell what that is of: Louvre museum, Schiphol airport."""
    word = its.words[part.at]
    if (word not in _SORTS and word not in _ARMS) or part.joint or part.size > 1:
        return False
    name = right_before(part, its)
    if name is None or name.unit not in both or (word in _ARMS and name.kind != WORD):
        return False
    return name.at == 0 or its.words[name.at] in its.named


def _may_name(part: Part, its: Reading) -> bool:
    word = its.words[part.at]
    if part.kind != WORD or part.size > 1 or word in _RELATIVES or not word.isalpha():
        return False
    return word in its.named or (part.at == 0 and not its.speaker)


def _is_surname(name: Part, its: Reading) -> bool:
    if name.kind not in (WORD, CONCEPT) or acts(name) or len(its.words[name.at]) < _NAME:
        return False
    return name.unit not in concepts.LEADERS and name.unit not in concepts.HAPPENS


def _bare(name: Part, other: Reading) -> bool:
    """Whether `other` has the name with no other name before it."""
    there = next((one for one in other.parts if one.unit == name.unit), None)
    if there is None or (there.at and other.words[there.at] not in other.named):
        return False
    before = right_before(there, other)
    if before is None or there.joint:
        return True
    word = other.words[before.at]
    if before.at == 0:
        return before.kind != WORD or word in ENGLISH or word in _RELATIVES
    return before.kind != WORD or word not in other.named

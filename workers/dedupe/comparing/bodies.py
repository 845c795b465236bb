"""One body, or somebody, by the full name and by the short one.

الهيئة العامة للطيران المدني = الطيران المدني     an adjective of the body, where both tell what it is for
رئيس حزب تقدم محمد الحلبوسي = الحلبوسي        what stands before a name with which the other title begins

مجلس الأمن الوطني is not مجلس الأمن, مدير مكتب الحلبوسي is not الحلبوسي.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streamer.text import stems, words
from workers.dedupe.reading.neighbours import first_told, right_behind
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import clubs, concepts, offices, rarity
from workers.dedupe.words.kinds import CONCEPT, MODIFIER, NATION, NUMBER, ORDINAL, PLACE, SOFT, WORD

_OF_A_BODY: Final = 4
"""Words from the noun of a body to the end of its name."""
_NAME: Final = 0.55
"""Weight of a word that may be a name."""
_LONGEST: Final = 8
"""Words before a name."""
_BEFORE: Final = ("", "ل", "في")
"""What may stand before a word of an office."""
_BEGIN_NAMES: Final = frozenset(["ابو", "ابن", "بن", "ولد", CONCEPT + "barzani"])
_TRAINERS: Final = frozenset(["مدرب", "المدرب", "لاعب", "نجم", "كابتن"])
"""Who is called by his team, though both titles tell of that."""
_TEAMS: Final = frozenset(["منتخب", CONCEPT + "team_"])
_FEMININES: Final = ("ه", "عليا")


def fuller(
    part: Part, its: Reading, others: Sequence[Part], other: Reading, both: set[str]
) -> bool:
    """Whether a part that `its` tells alone only says the name of a body more fully. `others`: what `other`
    tells alone."""
    if part.kind != WORD or part.size > 1 or part.joint not in ("", "و"):
        return False
    if _bare(its.words[part.at]) not in offices.OF_BODIES:
        return False
    another = any(_bare(other.words[one.at]) in offices.OF_BODIES for one in others)
    return not another and _of_a_body(part, its, both)


def _bare(word: str) -> str:
    return word.removeprefix("و").removeprefix("ال")


def _of_a_body(part: Part, its: Reading, both: set[str]) -> bool:
    """Whether the noun of a body stands before the adjective, and agrees with it, and both titles tell what
    the body is for."""
    she = its.words[part.at].endswith(_FEMININES)
    for at in range(part.at - 1, max(-1, part.at - _OF_A_BODY), -1):
        noun = its.words[at]
        if she == noun.endswith("ه") and is_body(noun):
            break
        if at in its.breaks or not she:
            return False
    else:
        return False
    behind = right_behind(part, its)
    within = [one for one in its.parts if at < one.at < part.at and one.kind != SOFT]
    if behind is not None and behind.joint == "ل":
        within.append(behind)
    return bool(within) and all(one.unit in both for one in within)


def acting_body(part: Part, its: Reading) -> bool:
    """Whether it is one that acts or speaks; a ministry is told by its portfolio."""
    return part.unit in concepts.ACTORS or not offices.BODIES.isdisjoint(
        its.words[part.at : part.end]
    )


def is_body(word: str) -> bool:
    """Whether the word is the noun of a body: الهيئة, للشركة."""
    return any(form in offices.BODIES for form in stems(word))


_HEADS: Final = frozenset(
    words(
        """مفوضية هيئة مؤسسة مصلحة دائرة مديرية نقابة منظمة جمعية ديوان لجنة رابطة خلية قيادة جهاز سلطة إدارة
        بلدية أمانة"""
    )
)
"""Before what is called so alone as well: حقوق الإنسان, الاستثمار, الوقف السني."""


def head_of_a_body(part: Part, its: Reading) -> bool:
    """Whether the title begins with it, and it is the noun of a body that may go unsaid where that speaks."""
    return part.at == 0 and part.size == 1 and its.words[0] in _HEADS


def before_a_name(
    alone: Sequence[Part], its: Reading, other: Reading, both: set[str]
) -> frozenset[int]:
    """Where the parts begin of what stands first in `its`, before the name with which `other` begins: who it
    is, or the long name of the body. None, where it may be somebody of his. `alone`: what `its` adds."""
    if not alone or not its.parts or alone[0].at > 1:
        return frozenset()
    begins = alone[0].at if _says(its, alone[0]) else 0  # أكد مدرب الزوراء عبد الغني شهد
    if its.words[begins] not in offices.CALLED:
        return frozenset()
    first = first_told(other)
    name = next((one for one in its.parts if first is not None and one.unit == first.unit), None)
    if first is None or first.joint or name is None or name.joint or not _is_name(name):
        return frozenset()
    if not 0 < name.at <= _LONGEST or any(at <= name.at for at in its.breaks):
        return frozenset()
    head = [one for one in its.parts if one.at < name.at and one.kind != SOFT]
    trains = its.words[begins] in _TRAINERS
    if not head or any(
        (one.unit in both and not trains) or not _of_an_office(one, its, trains=trains)
        for one in head
    ):
        return frozenset()
    titled = [one for one in head if one.unit not in offices.GIVEN]
    if len(titled) > 1 and titled[-1].end == name.at and _is_given(titled[-1], its):
        titled.pop()
    if not titled or not (
        _ends_a_name(titled[-1], its) or (trains and titled[-1].unit in _TEAMS | clubs.CLUBS)
    ):
        return frozenset()
    return frozenset(one.at for one in head)


def _says(its: Reading, first: Part) -> bool:
    """Whether nothing but a verb of saying stands before it."""
    return first.at == 1 and its.parts[0].unit in concepts.SAID


def _of_an_office(part: Part, its: Reading, *, trains: bool) -> bool:
    """Whether it may be of what somebody is called by; who played once is who he was."""
    if part.kind == MODIFIER and trains:
        return True
    if part.kind in (MODIFIER, NUMBER, ORDINAL) or part.joint not in _BEFORE:
        return False
    return not acts(part) or _ends_a_name(part, its)


def _is_given(part: Part, its: Reading) -> bool:
    """Whether it may be a given name that no list has."""
    word = its.words[part.at]
    if part.kind != WORD or part.joint or word.startswith("ال") or is_body(word):
        return False
    return rarity.weight(part.unit) >= _NAME


def _ends_a_name(last: Part, its: Reading) -> bool:
    """Whether nothing that follows it can be its owner."""
    if its.words[last.at].startswith(("ال", "لل")) or last.kind in (PLACE, NATION):
        return True
    return last.at > 0 and any(
        form in offices.BEFORE_NAMES for form in stems(its.words[last.at - 1])
    )


def _is_name(part: Part) -> bool:
    if part.unit in concepts.LEADERS | clubs.STARS | _BEGIN_NAMES | offices.GIVEN:
        return True
    return part.kind == WORD and not acts(part) and rarity.weight(part.unit) >= _NAME

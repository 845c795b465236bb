"""Who announces it, or whose work it is, where the other title tells the same of itself.

الدفاع: تسلم الدفعة الثالثة = تسلم الدفعة الثالثة          before a colon, or a verb that only says something
الموانئ تعتمد 22 مليونا = اعتماد 22 مليونا                 the body that does what a noun tells

Only a body, and only where nobody speaks in the other title: the word of a person is news by itself, of two
bodies each has its own, and what was rumoured is told anew by who confirms it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from workers.dedupe.comparing.besides import announcement, institution, turns, who_did_it
from workers.dedupe.comparing.of_whom import BY_A_COURT
from workers.dedupe.reading.neighbours import first_told, right_behind
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations, offices
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE, PLACE, SOFT, WORD
from workers.dedupe.words.likeness import heft
from workers.dedupe.words.lists import folded_words

_TELLING: Final = 1.4
_PARTS: Final = 4
"""Weight and number of what both tell, from which on it is one piece of news whoever announces it."""
_AFFIRM: Final = CONCEPT + "affirm"
_TELLS_OF: Final = folded_words(
    "مصدر سبب أسباب ملابسات حقيقة حصيلة هوية تفاصيل نتائج cause origin details"
)
"""What a body says of something that was told is more than that."""
_HIS: Final = folded_words("مكتب")
"""Begins the name of what is somebody's mouth."""
_RUMOURED: Final = folded_words(
    "أنباء شائعات شائعة مصادر مصدر تسريبات تقارير هل reports source sources rumours"
)
_INSTANCES: Final = folded_words("تمييز التمييز استئناف الاستئناف عسكرية العسكرية")
"""Of courts: a sentence of one is another than that of the first, which goes without saying."""


def without_announcer(
    adds: list[Part],
    drops: list[Part],
    later: Reading,
    earlier: Reading,
    both: set[str],
    twins: Mapping[str, str],
) -> tuple[list[Part], list[Part]]:
    """`adds` and `drops` without it, where that is all that `later` adds."""
    if len(both) < _PARTS or heft(both) < _TELLING or not _TELLS_OF.isdisjoint(later.words):
        return adds, drops
    if not (BY_A_COURT.isdisjoint(both) or _INSTANCES.isdisjoint(_words(adds, later))):
        return adds, drops
    state = _state(drops, earlier, later, both)
    left = [part for part in drops if part is not state]
    if not _silent(earlier, left) or later.words[0] in _HIS:
        return adds, drops
    if state is not None and all(part.unit in offices.PORTFOLIOS for part in adds):
        return [], left  # العراق يتسلم, الدفاع تتسلم
    end = announcement(later)
    if all(part.end <= end for part in adds) and _body(end, later, both):
        return [], left
    back = {was: now for now, was in twins.items()}
    did = who_did_it(later, earlier, both, back, states=False)
    return ([], left) if did and all(part.at in did for part in adds) else (adds, drops)


def _words(parts: list[Part], its: Reading) -> Iterator[str]:
    return (word for part in parts for word in its.words[part.at : part.end])


def _state(drops: list[Part], earlier: Reading, later: Reading, both: set[str]) -> Part | None:
    """The state that does it, where `later` lets one of its ministries speak, and names no other state."""
    first = earlier.parts[0]
    if first not in drops or first.unit not in nations.COUNTRIES or first.joint:
        return None
    after = right_behind(first, earlier)
    speaks = first_told(later)
    if after is None or not acts(after) or not speaks or speaks.unit not in offices.PORTFOLIOS:
        return None
    named = any(part.unit in nations.COUNTRIES and part.unit not in both for part in later.parts)
    return None if named else first


def _silent(earlier: Reading, drops: list[Part]) -> bool:
    """Whether nobody speaks or acts there, and it is told as a fact."""
    if announcement(earlier) or not _RUMOURED.isdisjoint(earlier.words):
        return False
    first = next(part for part in earlier.parts if part.kind != SOFT)
    return not any(
        part == first or part.kind == OFFICE or institution(part, earlier) for part in drops
    )


def _body(end: int, later: Reading, both: set[str]) -> bool:
    """Whether a body speaks before word `end`, and nothing else is told there."""
    speaks = [part for part in later.parts if part.kind != SOFT and part.end <= end]
    if not speaks or _AFFIRM in later.told or any(map(turns, speaks)):
        return False
    if speaks[0].kind == OFFICE or not institution(speaks[0], later):
        return False
    return all(_of_its_name(part, both) for part in speaks)


def _of_its_name(part: Part, both: set[str]) -> bool:
    if part.unit in both:
        return True
    if part.kind in (PLACE, NATION):
        around = nations.WITHIN.get(part.unit, ())
        return any(place in both for place in around) or any(
            part.unit in nations.WITHIN.get(unit, ()) for unit in both
        )
    return part.kind in (WORD, CONCEPT) and not acts(part)

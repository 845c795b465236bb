"""Of what sort the thing is that a name is of, where both titles have the name.

جسر الرشيد = الرشيد          the noun may be left out
جسر الرشيد ≠ مبنى الرشيد     but another noun in its place is another thing
"""

from __future__ import annotations

from typing import Final

from streamer.text import stems
from workers.dedupe.forms.spellings import one_word
from workers.dedupe.reading.neighbours import right_before, right_behind
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, fillers
from workers.dedupe.words.kinds import CONCEPT, PLACE, SOFT, WORD

NOUNS: Final = frozenset(
    CONCEPT + sort
    for sort in ("airport", "building", "port_", "market", "inside", "strength", "company")
)
"""Concepts that only say of what sort a name is that stands behind them."""
_THROUGH: Final = ("عبر", "via", "through", "من خلال")
_PASSAGES: Final = frozenset(
    [
        CONCEPT + "port_", CONCEPT + "airport", CONCEPT + "border_crossing", "معبر", "منفذ", "مضيق", "محطه",
    ]
)  # fmt: skip
_SAME: Final = frozenset([CONCEPT + "inside", CONCEPT + "strength"])
"""Those of them that are no thing."""
_AREAS: Final = frozenset(["محافظه", "مدينه", "منطقه", "بلده"])
_SORTS: Final = fillers.SORTS | _AREAS
_QUARTERS: Final = frozenset(["حي", "محله", "ضاحيه", "منطقه"])
_TOWNS: Final = frozenset(["بلده", "مدينه", "قضا", "ناحيه", "مركز", "قريه", "منطقه", "دايره"])
_STATES: Final = frozenset(["محافظه", "ولايه", "مقاطعه", "اقليم"])
_ONE_AREA: Final = (_QUARTERS, _TOWNS, _STATES)
"""What one may call as another does: حي القاهرة, منطقة القاهرة; قضاء, ناحية; ولاية صفاقس, محافظة صفاقس."""


def passage(part: Part, whole: Reading, other: Reading) -> bool:
    """Whether it only says of what sort the place is by which something passes in both titles: عبر ميناء
    جيهان, عبر جيهان. Elsewhere a port is another place than its town."""
    if part.joint not in _THROUGH or not (part.unit in _PASSAGES or part.unit in fillers.SORTS):
        return False
    name = right_behind(part, whole)
    return name is not None and any(
        one.unit == name.unit and one.joint in _THROUGH for one in other.parts
    )


def other_sort(later: Reading, earlier: Reading) -> str:
    """Why the thing of one name is another thing ("": it is not)."""
    now = _before_names(later)
    before = _before_names(earlier)
    for names, other in ((now, earlier), (before, later)):
        for name, noun in names.items():
            if name in fillers.SORTS and noun.unit in fillers.SORTS and _without(name, noun, other):
                return f"kind: {noun.unit} {name} ≠ {name}"
    for name in [one for one in now if one in before]:
        noun, was = now[name], before[name]
        if noun.unit in earlier.told or was.unit in later.told or _one(noun, was):
            continue
        if _is_sort(noun) and _is_sort(was):
            return f"kind: {was.unit} {name} ≠ {noun.unit} {name}"
    return ""


def _without(name: str, noun: Part, other: Reading) -> bool:
    """Whether the other title tells of what is itself of a sort (جامعة), and not of what is called by it (حي
    الجامعة)."""
    return name in other.told and not any(noun.unit in stems(word) for word in other.words)


def in_its_place(noun: Part, whole: Reading, other: Reading) -> bool:
    """Whether another stands before its name in the other title, so the noun is not merely added."""
    name = right_behind(noun, whole)
    there = next(
        (part for part in other.parts if name is not None and part.unit == name.unit), None
    )
    if there is None:
        return False
    before = right_before(there, other)
    if before is None or before.kind == SOFT or acts(before) or there.joint:
        return False
    return before.unit not in whole.told and not _one(before, noun)


def _one(noun: Part, other: Part) -> bool:
    if noun.unit == other.unit or one_word(noun.unit, other.unit):
        return True
    if other.unit in concepts.ALIKE.get(noun.unit, ()):
        return True  # جامع, مسجد
    return any(noun.unit in areas and other.unit in areas for areas in _ONE_AREA)


def _is_sort(part: Part) -> bool:
    return part.unit in _SORTS or (part.unit in NOUNS and part.unit not in _SAME)


def _before_names(reading: Reading) -> dict[str, Part]:
    """Name → the noun that stands right before it, without a preposition between them."""
    found: dict[str, Part] = {}
    before: Part | None = None
    for part in reading.parts:
        if part.kind == SOFT and part.unit not in _AREAS:
            continue
        sort = reading.words[part.at]
        if part.kind == PLACE and part.size > 1 and not _SORTS.isdisjoint(stems(sort)):
            found.setdefault(part.unit, Part(sort, WORD, part.joint, part.at, 1))  # ناحية الفاو
        names = part.kind in (WORD, PLACE) and not part.joint and not acts(part)
        if before is not None and names and before.end == part.at and _is_noun(before):
            found.setdefault(part.unit, before)
        before = part
    return found


def _is_noun(part: Part) -> bool:
    return (
        (part.kind in (WORD, CONCEPT) or part.unit in _AREAS)
        and part.unit not in _SAME
        and not acts(part)
    )

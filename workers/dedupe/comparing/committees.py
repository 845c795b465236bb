"""A committee of parliament by its name alone: النفط البرلمانية = لجنة النفط والغاز النيابية."""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT

_COMMITTEES: Final = frozenset(["لجنه", "اللجنه", "للجنه"])
_SECOND: Final = frozenset(["والغاز", "والدفاع", "والبيئه", "والبييه", "والاتصالات", "والتنميه"])
"""Without which a committee is known as well: النفط والغاز, الأمن والدفاع, الصحة والبيئة."""
_PARLIAMENT: Final = CONCEPT + "parliament"
_FAR: Final = 4
"""Words from its head to «of parliament»."""


def of_a_committee(part: Part, its: Reading, other: Reading, both: set[str]) -> bool:
    """Whether it is the head of the name of one that both titles tell, or its second half: والغاز."""
    head = its.words[part.at] in _COMMITTEES
    if not (head or its.words[part.at] in _SECOND) or _PARLIAMENT not in both:
        return False
    name = [one for one in _name(its) if one is not part]
    known = {one.unit for one in _name(other)}
    if not (0 < _end(its) - part.at <= _FAR and any(one.unit in known for one in name)):
        return False
    if head:
        return _COMMITTEES.isdisjoint(other.words) and its.words[part.end].startswith("ال")
    return any(one.at < part.at and one.unit in known for one in name)


def _end(reading: Reading) -> int:
    """Where «of parliament» stands."""
    return next((one.at for one in reading.parts if one.unit == _PARLIAMENT), 0)


def _name(reading: Reading) -> list[Part]:
    """The parts of the name of its committee, without prepositions."""
    end = _end(reading)
    return [one for one in reading.parts if end - _FAR <= one.at < end and not one.joint]


_INTEGRITY: Final = CONCEPT + "integrity"
"""Of which there is a commission as well."""
_OF_PARLIAMENT: Final = frozenset(["النيابيه", "البرلمانيه"])


def other_committee(later: Reading, earlier: Reading) -> str:
    """Why two titles that begin with a committee of parliament tell of two of them; "": they do not."""
    for one, other in ((later, earlier), (earlier, later)):
        alone = _PARLIAMENT not in other.told and _COMMITTEES.isdisjoint(other.words)
        if alone and _INTEGRITY in other.told and _begins_with(one) == {_INTEGRITY}:
            return "body: the commission of integrity ≠ its committee"
    if _PARLIAMENT not in later.told or _PARLIAMENT not in earlier.told:
        return ""
    now, was = _begins_with(later), _begins_with(earlier)
    if not now or not was or now & was:
        return ""
    return f"body: {min(was)} ≠ {min(now)}"


def _begins_with(reading: Reading) -> set[str]:
    """What the committee is for with which the title begins, if it does."""
    end = _end(reading)
    if not end or reading.words[end] not in _OF_PARLIAMENT:
        return set()
    name = [one for one in reading.parts if one.at < end]
    if end > _FAR or any(one.joint for one in name):
        return set()
    return {one.unit for one in name if reading.words[one.at] not in _COMMITTEES}

"""Who did it to whom: two titles that tell the same parts in another order.

الأهلي يهزم الزمالك  ≠  الزمالك يهزم الأهلي      nouns around a verb have changed places
من بغداد إلى الموصل  ≠  من الموصل إلى بغداد      nouns behind prepositions have
ترتفع الأسعار       =  الأسعار ترتفع           only the verb has moved
في كركوك انفجار     =  انفجار في كركوك         only a phrase with its preposition has
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from workers.dedupe import lexicon
from workers.dedupe.lexicon import CONCEPT, NATION, OFFICE, PLACE, SOFT, WORD
from workers.dedupe.parts import Part, acts
from workers.dedupe.reading import Reading


def roles(later: Reading, earlier: Reading) -> str:
    """Who did it to whom: both tell the same, in another order."""
    here, there = _order(later), _order(earlier)
    common = here.keys() & there.keys()
    one = [unit for unit in here if unit in common]
    two = [unit for unit in there if unit in common]
    if one == two and all(here[unit].joint == there[unit].joint for unit in one):
        return ""
    before, now = _by_unit(earlier), _by_unit(later)
    for unit in one:
        if _against(now[unit], before[unit]):
            return f"roles: {before[unit].joint} {unit} ≠ {now[unit].joint} {unit}"
    swapped = [unit for unit in one if here[unit].joint != there[unit].joint]
    for x in swapped:
        for y in swapped:
            if x != y and here[x].joint == there[y].joint and here[y].joint == there[x].joint:
                return f"roles: {x} and {y} have changed places"
    if _turned_round(later, earlier):
        return ""
    bare = [
        unit
        for unit in one
        if not (here[unit].joint or there[unit].joint or here[unit].kind == SOFT)
    ]
    ranks = {unit: at for at, unit in enumerate(two)}
    for x, y in pairwise(bare):
        if ranks[x] > ranks[y] and not (_listed(later, here[y]) and _listed(earlier, there[x])):
            return f"roles: {x} and {y} have changed places"
    return ""


def _order(reading: Reading) -> dict[str, Part]:
    """Those who act and are acted upon, in order; who speaks before a colon is not among them. What hangs on
    a noun behind a preposition stands behind it too."""
    found: dict[str, Part] = {}
    before: Part | None = None
    for part in reading.parts:
        if part.kind not in (WORD, PLACE, NATION, OFFICE, CONCEPT, SOFT) or acts(part):
            before = None
            continue
        if before is not None and before.joint and not part.joint and before.end == part.at:
            part = part._replace(joint=before.joint)
        before = part
        if (part.at >= reading.speaker or part.joint) and not (
            part.kind == SOFT and part.unit[:1] == CONCEPT
        ):
            found[part.unit] = part
    return found


def _by_unit(reading: Reading) -> dict[str, Part]:
    return {part.unit: part for part in reading.parts}


def _listed(reading: Reading, part: Part) -> bool:
    """Whether it hangs on what stands before it by و: the order of such tells nothing."""
    word = reading.words[part.at]
    return word in ("and", "et", "ve", "و") or (
        word[0] == "و" and "و" in lexicon.known(word).clitic
    )


_FROM: Final = frozenset(["من", "from", "de", "از"])
_TO: Final = frozenset(["الي", "نحو", "to", "vers", "به", "بو"])
_WITH: Final = frozenset(["مع", "with", "avec", "با"])
_AGAINST: Final = frozenset(["ضد", "علي", "against", "contre", "karsi", "karşi", "دژي"])


def _against(one: Part, other: Part) -> bool:
    """Whether the noun stands behind prepositions that say the contrary: from and to, with and against."""
    a, b = one.joint, other.joint
    if a == b:
        return False
    if "ك" in (a, b):
        return True  # like somebody is not somebody
    goes = {*_TO, "ل"} if one.kind in (PLACE, NATION) else _TO
    return any(
        (a in x and b in y) or (a in y and b in x) for x, y in ((_FROM, goes), (_WITH, _AGAINST))
    )


def _turned_round(later: Reading, earlier: Reading) -> bool:
    """Whether one is the other with a phrase from its end put first, its preposition with it."""
    a, b = list(later.units), list(earlier.units)
    if len(a) != len(b):
        return False
    for one, two, reading in ((a, b, later), (b, a, earlier)):
        for at in range(1, len(one)):
            if one[at:] + one[:at] == two:
                first = next(part for part in reading.parts if part.unit == one[0])
                return bool(first.joint)
    return False

"""Prepositions that exclude each other before what both titles tell.

تراجع النفط رغم قرار أوبك ≠ بسبب قراره         despite it, or for it
مظاهرة ضد الحرب ≠ لأجل الحرب                  against, or for
انسحاب قبل التصويت ≠ خلال التصويت              before, or while
محادثات مع إيران ≠ حول إيران                    with, or about
تفجير كنيسة ≠ تفجير قرب كنيسة                  it, or near it
جثة فوق الجسر ≠ تحت الجسر                      over or under

Asked last, of titles that else tell the same.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe.reading.neighbours import right_before
from workers.dedupe.reading.parts import acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.concepts import HAPPENS
from workers.dedupe.words.kinds import CONCEPT
from workers.dedupe.words.lists import folded, folded_words

_DESPITE: Final = folded_words("رغم برغم الرغم بالرغم despite malgré trotz rağmen although though")
_YET: Final = folded_words("لكن إلا مع but yet still mais aber ama")
_PROTEST: Final = CONCEPT + "protest"
_AGAINST: Final = folded_words("ضد against contre contra gegen karşı رافضة منددة")
_FOR: Final = folded_words("for pour für لصالح لأجل لدعم تأييدا دعما مؤيدة")
_NEAR: Final = frozenset(["قرب", "بالقرب من", "near", "close to"])
_LINES: Final = tuple(
    tuple(folded(group.split(", ")) for group in line)
    for line in (
        (
            "ضد, على, against, contre, contra, gegen, karşı, احتجاجا على, li dijî",
            "لصالح, لحساب, لأجل, من أجل, for, pour, für, para",
        ),
        (
            "قبل, قبيل, before, ahead of, prior to, avant, antes de, vor, önce, öncesi",
            "خلال, أثناء, during, pendant, lors d une, durante, während, sırasında",
        ),
        (
            "مع, with, avec, mit",
            "حول, بشأن, بخصوص, عن, حيال, قرب, بالقرب من, about, near, sur, über",
        ),
        ("فوق, فوق سماء, over, above", "تحت, under, beneath, sous, unter"),
        ("برئاسة", "بحضور, برعاية"),
    )
)


def opposed(later: Reading, earlier: Reading) -> str:
    """Why something stands behind another preposition, of which one excludes the other ("": nothing does)."""
    for one, other in ((later, earlier), (earlier, later)):
        spite = _DESPITE.intersection(one.words)
        if spite and (_DESPITE | _YET).isdisjoint(other.words) and later.tongue == earlier.tongue:
            return f"cause: only one says {min(spite)}"
        against = _PROTEST in later.told and not _AGAINST.isdisjoint(one.words)
        if against and _FOR.isdisjoint(one.words) and _for_alone(other):
            return "side: against ≠ for"
        if near := _struck(one, other):
            return f"place: only one is near {near}"
    before = {part.unit: part.joint for part in earlier.parts if part.joint}
    for part in later.parts if before else ():
        was = before.get(part.unit, "")
        if not was or was == part.joint or not part.joint:
            continue
        for left, right in _LINES:
            if (part.joint in left and was in right) or (part.joint in right and was in left):
                return f"preposition: {was} {part.unit} ≠ {part.joint} {part.unit}"
    return ""


def _for_alone(reading: Reading) -> bool:
    return _AGAINST.isdisjoint(reading.words) and not _FOR.isdisjoint(reading.words)


def _struck(one: Reading, other: Reading) -> str:
    """What is struck in `other`, and in `one` only near to what is: تفجير قرب كنيسة, تفجير كنيسة."""
    near = {part.unit for part in one.parts if part.joint in _NEAR}
    for part in other.parts if near else ():
        deed = right_before(part, other)
        if deed is None or part.joint or part.unit not in near or part.at in other.breaks:
            continue
        if acts(deed) or deed.unit in HAPPENS:
            return part.unit
    return ""

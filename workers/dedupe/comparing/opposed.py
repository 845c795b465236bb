"""Prepositions that exclude each other before what both titles tell.

تراجع النفط رغم قرار أوبك ≠ بسبب قراره         despite it, or for it
مظاهرة ضد الحرب ≠ لأجل الحرب                  against, or for
انسحاب قبل التصويت ≠ خلال التصويت              before, or while
محادثات مع إيران ≠ حول إيران                    with, or about
تفجير كنيسة ≠ تفجير قرب كنيسة                  it, or near it
جثة فوق الجسر ≠ تحت الجسر                      over or under
vols depuis Tunis ≠ vols vers Tunis             from or to, of a place also where a tongue says «of» or
vol de Tunis ≠ vol vers Tunis                   «after» for it: Flug aus Rom, Flug nach Rom

Asked last, of titles that else tell the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Final

from workers.dedupe.reading.neighbours import right_before
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.concepts import HAPPENS
from workers.dedupe.words.kinds import CONCEPT, PLACE, WORD
from workers.dedupe.words.lists import folded, folded_words

_DESPITE: Final = folded_words("رغم برغم الرغم بالرغم despite malgré trotz rağmen although though")
_YET: Final = folded_words("لكن إلا مع but yet still mais aber ama")
_PROTEST: Final = CONCEPT + "protest"
_AGAINST: Final = folded_words("ضد against contre contra gegen karşı رافضة منددة")
_FOR: Final = folded_words("for pour für لصالح لأجل لدعم تأييدا دعما مؤيدة")
_NEAR: Final = frozenset(["قرب", "بالقرب من", "near", "close to"])
_LEAVE: Final = frozenset([CONCEPT + "leave", CONCEPT + "flee"])
_MOVES: Final = _LEAVE | {CONCEPT + "arrive"}
_TOWARD: Final = folded_words("to into toward towards hacia vers")
_IN: Final = "في"
"""As every tongue's is read. Who flees the war in a land flees from there, unless whither is said."""
_BOUND: Final = folded_words("for para pour")
"""To a place behind «leaves», and in Romance tongues: un volo per Roma."""
_ROMANCE: Final = ("spanish", "italian", "portuguese", "french")
_FAR: Final = 2
_WAYS_IN: Final = folded_words("cruce cruces paso pasos acceso accesos frontera puerta puertas")
_OUT_OF: Final = folded_words("from desde depuis aus")
_OF: Final = frozenset(["of", "de", "d"])
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
        # What flies over an airport is in its way, and what flies near it may not be: no outlet's choice.
        ("فوق, فوق سماء, over, above", "near, close to"),
        (
            "فوق, فوق سماء, over, above, on, sur, sobre, ueber, über, sopra",
            "تحت, under, beneath, below, sous, bajo, unter, sotto, sob",
        ),
        (
            "from, out of, desde, depuis, aus",
            "to, into, toward, towards, on, against, for, hacia, vers, contra, contre, para",
        ),
        ("في", "frente a, devant"),
        ("برئاسة", "بحضور, برعاية"),
    )
)


def opposed(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why something stands behind another preposition, of which one excludes the other ("": nothing does).
    `twins`: units of `later` that `earlier` writes otherwise."""
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
    return _to_or_from(later, earlier, twins)


def _to_or_from(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Whether it goes to a place in one title and comes from it in the other, in European tongues."""
    if not (later.tongue and earlier.tongue):
        return ""
    both = (later.told & earlier.told) | twins.keys() | set(twins.values())
    was = {part.unit: _way(part, earlier, both) for part in earlier.parts if part.kind == PLACE}
    for part in later.parts:
        way = _way(part, later, both) if part.kind == PLACE else ""
        if way and was.get(part.unit, "") not in ("", way):
            return f"direction: {was[part.unit]} {part.unit[1:]} ≠ {way} {part.unit[1:]}"
    return ""


def _way(part: Part, reading: Reading, both: Set[str]) -> str:
    """Whether it goes to a place, comes from it, or neither (""), as far as a small word says so.
    `both`: what both titles tell, of which alone «of» may say whence it comes: vuelo de Cuba, not gobierno
    de Cuba."""
    word = reading.words[part.at - 1] if part.at else ""
    what = reading.ends.get(part.at - 1)
    leaves = any(one.unit in _LEAVE and 0 <= part.at - one.end < _FAR for one in reading.parts)
    bound = part.joint in _BOUND and (leaves or reading.tongue in _ROMANCE)
    bound = bound or (part.joint == "a" and reading.tongue == "spanish" and _goes(what, reading))
    if part.joint in _TOWARD or bound or (part.joint == "after" and reading.tongue == "german"):
        return "to"
    comes = word in _OF and (what is None or what.unit in both)
    if part.joint == _IN and CONCEPT + "flee" in reading.told and (what is None or not acts(what)):
        return "" if any(one.joint in _TOWARD for one in reading.parts) else "from"
    if part.joint in _OUT_OF or (not part.joint and (comes or leaves)):
        return "from"
    return ""


def _goes(what: Part | None, reading: Reading) -> bool:
    """Whether «a» behind it may say whither, in Spanish: vuelos a Cuba, vuelos suspendidos a Cuba; not
    of whom it is done to (critica a España), nor where one gets in (los cruces a Gaza)."""
    if what is None or reading.words[what.end - 1] in _WAYS_IN:
        return False
    if what.unit in _MOVES:
        return True  # huyen a Líbano, llegan a Grecia
    before = right_before(what, reading)
    if not acts(what) or before is None or acts(before):
        return True  # a noun, as is a deed behind an article, behind another deed, or first of all
    return reading.words[what.end - 1].endswith("ed") and before.kind == WORD


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

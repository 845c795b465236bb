"""Who did it to whom where a case says so, wherever the words stand: in Turkish, Persian, Russian, or a word.

Galatasaray'ı Fenerbahçe yendi  ≠  Galatasaray Fenerbahçe'yi yendi
استقلال را پرسپولیس شکست داد      ≠  استقلال پرسپولیس را شکست داد
Polisi asker vurdu              =  Asker polisi vurdu
A Petro acusa Noboa             ≠  Petro acusa a Noboa          Spanish has a word for it, German an article:
Den Kanzler lobt Söder          ≠  Der Kanzler lobt Söder       rendered, «of» is der, and «the» den
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from workers.dedupe.order.inert import inert
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.inflections import OBJECT
from workers.dedupe.words.kinds import CONCEPT, PLACE, WORD

_TWO: Final = 2
_BEFORE: Final = {
    "spanish": (("a", "al"), ((), ("the",))),
    "portuguese": (("the",), ((),)),
    "german": (("the",), (("of",),)),
}
"""Tongue → the first word of a title before whom it is done to, and what stands there before who does it.
Short Spanish titles are taken for Portuguese, of which «a» is an article: there the other name has it."""


def turned(
    marked: Mapping[str, Part],
    bare: Mapping[str, Part],
    order: Sequence[str],
    last: Collection[str],
) -> str:
    """Whether one to whom it is done in `marked`, as its case says, does it in `bare`, where he stands first
    of those without a case. `order`: of the units of both, as `marked` has them; `last`: with which
    the titles end, where a noun may be half of the verb (دریافت شد)."""
    rank = {unit: at for at, unit in enumerate(bare)}
    for unit in order:
        if marked[unit].joint != OBJECT or bare[unit].joint:
            continue
        for other in order:
            if other == unit or other in last or marked[other].joint or bare[other].joint:
                continue
            if inert(bare[other]):
                continue
            if rank[unit] < rank[other]:
                return f"roles: {unit} and {other} have changed places"
    return ""


def by_a_word(later: Reading, earlier: Reading) -> str:
    """Whether who stands first in both suffers it in one, as the word before him says, and does it in the
    other."""
    for one, other in ((later, earlier), (earlier, later)):
        if one.tongue not in _BEFORE or not (one.parts and other.parts):
            continue
        if (
            "nos" in one.words
            and "nos" not in other.words
            and one.tongue == other.tongue == "spanish"
        ):
            return "roles: it is done to us"
        if one.tongue == other.tongue == "spanish" and (why := _others(one, other)):
            return why
        if one.tongue == other.tongue == "german" and (why := _der(one, other)):
            return why
        first, same = one.parts[0], other.parts[0]
        deed = one.begins.get(first.end)
        if first.unit != same.unit or first.at != 1 or first.kind == PLACE or deed is None:
            continue
        before, instead = _BEFORE[one.tongue]
        if one.words[0] not in before or other.words[: same.at] not in instead or not acts(deed):
            continue
        if one.tongue != "portuguese" or (
            one.words[deed.end : deed.end + 1] != ("the",)
            and other.words[deed.end - 1 : deed.end] == ("the",)
        ):
            return f"roles: {first.unit} suffers it and does it"
    return ""


def _others(one: Reading, other: Reading) -> str:
    """Whether who speaks tells of others in one, and in the other of himself, or does it."""
    if "ellos" not in one.words or "ellos" in other.words:
        return ""
    first, deed = other.parts[0], other.begins.get(other.parts[0].end)
    does = not other.speaker and first.unit == one.parts[0].unit and deed is not None and acts(deed)
    return "roles: others do it" if "nosotros" in other.words or does else ""


def _der(one: Reading, other: Reading) -> str:
    """Whether a noun has «der» in one and another case in the other, at the same place of the sentence:
    Dem Kanzler dankt Söder; Söder lobt der Kanzler."""
    cases = {part.unit: part for part in other.parts if part.at}
    for part in one.parts:
        was = cases.get(part.unit)
        if was is None or not part.at or one.words[part.at - 1] != "of":
            continue
        if other.words[was.at - 1] != "the":
            continue
        before, then = one.words[: part.at - 1], other.words[: was.at - 1]
        verb = bool(before) and before[-1].endswith("s") and acts(one.ends.get(part.at - 1) or part)
        if before == then or (verb and not then):
            return f"roles: {part.unit} has another case"
    return ""


def crossed(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Whether one noun has in one title an ending that another has in the other: öğretmeni asker vurdu,
    öğretmen askeri vurdu."""
    if len(twins) < _TWO:
        return ""
    there = {part.unit: part for part in earlier.parts}
    longer: list[str] = []
    shorter: list[str] = []
    for unit, part in {part.unit: part for part in later.parts}.items():
        other = there.get(twins.get(unit, ""))
        if other is None or acts(part) or part.kind not in (WORD, CONCEPT, PLACE):
            continue
        word, was = later.words[part.at], earlier.words[other.at]
        if word != was and word.startswith(was):
            longer.append(unit)
        elif word != was and was.startswith(word):
            shorter.append(unit)
    if longer and shorter:
        return f"roles: {longer[0]} and {shorter[0]} have changed places"
    return ""

"""Whether two of a title have each other's place, while all else stands where it stood.

مسجدين بدمياط وأحد الأئمة بالجيزة  ≠  مسجدين بالجيزة وأحد الأئمة بدمياط
بين مصر وتركيا                     =  بين تركيا ومصر                     those of a list may
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from workers.dedupe import lexicon
from workers.dedupe.inert import inert
from workers.dedupe.lexicon import (
    CONCEPT,
    DAY,
    HOUR,
    MONTH,
    NATION,
    OFFICE,
    PLACE,
    SOFT,
    WEEKDAY,
    WORD,
    YEAR,
)
from workers.dedupe.parts import Part, acts
from workers.dedupe.reading import Reading

_AND: Final = frozenset(["and", "et", "ve", "و", "y", "e", "und", "û", "u", "и"])
_NOUNS: Final = (PLACE, NATION, WORD, CONCEPT, OFFICE)
_TIME: Final = (DAY, HOUR, WEEKDAY, MONTH, YEAR)


def exchanged(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Whether all of an Arabic title stands where it stood, but for two that have each other's place, behind
    the same prepositions, with something between them: دمياط … الجيزة. Those of a list may."""
    if not later.words or later.words[0][0].isascii() or later.tongue == "russian":
        return ""
    kept = {twins.get(part.unit, part.unit) for part in later.parts}
    now = [part for part in later.parts if part.kind != SOFT]
    before = [part for part in earlier.parts if part.kind != SOFT and part.unit in kept]
    a, b = [twins.get(part.unit, part.unit) for part in now], [part.unit for part in before]
    if len(a) != len(b) or a == b:
        return ""
    begin = next(at for at in range(len(a)) if a[at] != b[at])
    end = next(at for at in range(len(a), 0, -1) if a[at - 1] != b[at - 1])
    a, b, now, before = a[begin:end], b[begin:end], now[begin:end], before[begin:end]
    for one in range(1, len(a) - 1):
        for two in range(1, len(a) - one):
            if a[:one] == b[-one:] and a[-two:] == b[:two] and a[one:-two] == b[two:-one]:
                between = now[one:-two]
                does = any(map(acts, between))
                if any(part.kind in _TIME for part in (*now[:one], *now[-two:])):
                    return ""  # when it is stands where it likes
                if (listed(later, now[-two]) and not does) or any(
                    map(acts, (*now[:one], *now[-two:]))
                ):
                    return ""
                if now[0].joint != before[0].joint or now[-two].joint != before[-one].joint:
                    return ""
                states = {now[0].unit[0], now[-two].unit[0]} == {PLACE}
                if (
                    not does
                    and not states
                    and not any(part.joint for part in (*between, now[-two]))
                ):
                    return ""
                return f"roles: {a[0]} and {a[-two]} have changed places"
    return ""


def listed(reading: Reading, part: Part) -> bool:
    """Whether it hangs on what stands before it by و: the order of such tells nothing."""
    word = reading.words[part.at]
    before = reading.words[part.at - 1] if part.at else ""
    return before in _AND or (word[0] == "و" and "و" in lexicon.known(word).clitic)


def nouns_exchanged(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """The same in every other tongue, of what both titles tell: nouns stand where others of them stood,
    behind the same prepositions, and all else stays. Iran rejects deal, Israel accepts."""
    if not later.tongue:
        return ""
    kept = {twins.get(part.unit, part.unit) for part in later.parts} & {
        part.unit for part in earlier.parts
    }
    now = [part for part in later.parts if twins.get(part.unit, part.unit) in kept]
    before = [part for part in earlier.parts if part.unit in kept]
    now, before = _heavy(now), _heavy(before)
    a, b = [twins.get(part.unit, part.unit) for part in now], [part.unit for part in before]
    if len(a) != len(b):
        return ""
    apart = [at for at in range(len(a)) if a[at] != b[at]]
    if not apart or sorted(a[at] for at in apart) != sorted(b[at] for at in apart):
        return ""
    if any(now[at].kind not in _NOUNS or acts(now[at]) for at in apart):
        return ""
    if any(now[at].joint != before[at].joint for at in apart):
        return ""  # each has taken its case along
    if len({inert(now[at]) for at in apart}) > 1:
        return ""
    if apart[-1] - apart[0] < len(apart) and len({now[at].joint for at in apart}) == 1:
        return ""  # side by side, in whatever order
    return f"roles: {a[apart[0]]} and {b[apart[0]]} have changed places"


def _heavy(parts: Iterable[Part]) -> list[Part]:
    return [part for part in parts if part.kind != SOFT]

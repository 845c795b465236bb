"""Whether two of a title have each other's place, while all else stands where it stood.

مسجدين بدمياط وأحد الأئمة بالجيزة  ≠  مسجدين بالجيزة وأحد الأئمة بدمياط
بين مصر وتركيا                     =  بين تركيا ومصر                     those of a list may
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Final, NamedTuple

from workers.dedupe.order.doings import agreed
from workers.dedupe.order.inert import how
from workers.dedupe.order.involved import BY_NOBODY
from workers.dedupe.order.speakers import a_subject
from workers.dedupe.reading.neighbours import listed, right_before
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.concepts import HAPPENS, VERBS
from workers.dedupe.words.kinds import (
    CONCEPT,
    DAY,
    HOUR,
    MODIFIER,
    MONTH,
    NATION,
    OFFICE,
    PLACE,
    SOFT,
    WEEKDAY,
    WORD,
    YEAR,
)

_NOUNS: Final = (PLACE, NATION, WORD, CONCEPT, OFFICE)
_DOERS: Final = (
    "tant", "tants", "tester", "testers", "striker", "strikers", "greviste", "grevistes",
)  # fmt: skip
"""End a word for somebody, be the lists to tell of what he does."""
_SEVERAL: Final = 2
_TIME: Final = (DAY, HOUR, WEEKDAY, MONTH, YEAR)
_TIMES: Final = frozenset(CONCEPT + name for name in ("yearend", "yearstart", "weekend_"))


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
                if any(map(how, (now[0], now[-two]))):
                    return ""
                does = any(map(acts, between))
                if any(_when(part) for part in (*now[:one], *now[-two:])):
                    return ""  # when it is stands where it likes
                if (listed(now[-two], later) and not does) or any(
                    map(acts, (*now[:one], *now[-two:]))
                ):
                    return ""
                if now[0].joint != before[0].joint or now[-two].joint != before[-one].joint:
                    return ""
                firsts, lasts = (now[0], before[-one]), (now[-two], before[0])
                if all(_befell(p, later) == _befell(q, earlier) != "" for p, q in (firsts, lasts)):
                    return ""
                states = {now[0].unit[0], now[-two].unit[0]} == {PLACE}
                if (
                    not does
                    and not states
                    and not any(part.joint for part in (*between, now[-two]))
                ):
                    return ""
                if agreed(later, earlier, twins).issuperset((a[0], a[-two])):
                    return ""
                return f"roles: {a[0]} and {a[-two]} have changed places"
    return ""


def _befell(part: Part, reading: Reading) -> str:
    """What befell it, told by the word right before it: غرق 40 مهاجرا في انقلاب قارب, انقلاب قارب وغرق 40."""
    before = right_before(part, reading)
    return before.unit if before is not None and before.unit in BY_NOBODY else ""


def befell_another(later: Reading, earlier: Reading) -> str:
    """Why what befell one befell the other: زلزال بإيران وفيضان بتركيا, فيضان بإيران وزلزال بتركيا."""
    now, was = _whom(later), _whom(earlier)
    both = [event for event in now if event in was]
    for event in both:
        for other in both:
            if now[event] == was[other] != was[event] == now[other]:
                return f"roles: {event} and {other} befell each other's"
    return ""


def _whom(reading: Reading) -> dict[str, str]:
    """Each event that nobody does → what stands next behind it."""
    found: dict[str, str] = {}
    event = ""
    for part in reading.parts:
        if part.unit in BY_NOBODY:
            event = part.unit
        elif event and part.kind != SOFT and not acts(part):
            found.setdefault(event, part.unit)
            event = ""
    return found


def _when(part: Part) -> bool:
    return part.kind in _TIME or part.unit in _TIMES


def forms_exchanged(later: Reading, earlier: Reading) -> str:
    """Why two words that the lists take for one have each other's place: العاصفة تتحول إلى إعصار."""
    if len(later.told) == len(later.units) or later.tongue:
        return ""
    now, before = _written(later), _written(earlier)
    for unit, words in now.items():
        was = before.get(unit, [])
        if len(set(words)) > 1 and words != was and sorted(words) == sorted(was):
            return f"roles: {was[0]} and {words[0]} have changed places"
    return ""


def _written(reading: Reading) -> dict[str, list[str]]:
    """Unit → the words that tell it, in order, without their article."""
    found: dict[str, list[str]] = {}
    for part in reading.parts:
        if part.unit in HAPPENS:
            found.setdefault(part.unit, []).append(reading.words[part.at].removeprefix("ال"))
    return found


class _Chunk(NamedTuple):
    """A deed, or what stands together before or behind one: the former minister."""

    units: tuple[str, ...]
    joint: str
    does: bool
    happens: bool


def nouns_exchanged(
    later: Reading, earlier: Reading, twins: Mapping[str, str], *, whole: bool
) -> str:
    """The same in every other tongue, of what both titles tell: nouns stand where others of them stood,
    behind the same prepositions, and all else stays. Iran rejects deal, Israel accepts. `whole`: what stands
    together is one, as the former minister is."""
    if not later.tongue:
        return ""
    kept = {twins.get(part.unit, part.unit) for part in later.parts} & {
        part.unit for part in earlier.parts
    }
    a, b = _chunks(later, kept, twins, whole), _chunks(earlier, kept, {}, whole)
    if len(a) != len(b):
        return ""
    apart = [at for at in range(len(a)) if a[at].units != b[at].units]
    if not apart or sorted(a[at].units for at in apart) != sorted(b[at].units for at in apart):
        return ""
    if any(a[at].does or b[at].does or a[at].joint != b[at].joint for at in apart):
        return ""  # each has taken its case along
    if any(a_subject(one, reading) for reading in (later, earlier) for one in reading.parts[:1]):
        return ""
    deeds = sum(chunk.does for chunk in a)
    if deeds < _SEVERAL and len({a[at].happens for at in apart}) > 1:
        return ""
    if apart[-1] - apart[0] < len(apart) and len({a[at].joint for at in apart}) == 1:
        return ""  # side by side, in whatever order
    return f"roles: {a[apart[0]].units[0]} and {b[apart[0]].units[0]} have changed places"


def _chunks(
    reading: Reading, kept: Set[str], twins: Mapping[str, str], whole: bool
) -> list[_Chunk]:
    found: list[_Chunk] = []
    end = -1
    for part in reading.parts:
        unit = twins.get(part.unit, part.unit)
        if unit not in kept or part.kind == SOFT:
            continue
        does = acts(part) or part.kind not in (*_NOUNS, MODIFIER)
        if reading.tongue == "english" and reading.words[part.at].endswith("ing"):
            does = True  # charged with bribing judge
        before = found[-1] if found else None
        if whole and before and not (does or before.does or part.joint) and part.at == end:
            found[-1] = before._replace(
                units=(*before.units, unit), happens=before.happens and _happens(part, reading)
            )
        else:
            found.append(_Chunk((unit,), part.joint, does, _happens(part, reading)))
        end = part.end
    return found


def _happens(part: Part, reading: Reading) -> bool:
    """Whether it is an event, which has no side: protest hits Paris, Paris hit by protest; not who has a part
    in it, as a protester has."""
    if reading.words[part.at].endswith(_DOERS):
        return False
    return part.unit in HAPPENS and part.unit not in VERBS

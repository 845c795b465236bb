"""Clauses of two titles: whether both tell the same ones, in whatever order.

Oil prices jump as Iran threatens to close Hormuz   =  Iran threatens to close Hormuz; oil prices jump
Two injured after protest turns violent             =  Protest turns violent, two injured
Israel strikes, Iran retaliates                     ≠  Iran strikes, Israel retaliates
Prices fall after talks                             ≠  Talks after prices fall
Closure of the plant: the minister denies           =  The minister denies closure of the plant

A clause ends at a comma, a colon or a dash, or before a word that joins two. Within each everything stands
in the order in which the other title has it, so that who did it to whom is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from streamer.text import words
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, PLACE, SOFT

_JOINS: Final = frozenset(
    words(
        """as while when whilst and alors et pendant y mientras cuando und während als e mentre quando
        enquanto ve ise amid و"""
    )
)
"""Words that join two clauses, and say nothing of which came first."""
_ORDERS: Final = frozenset(
    words("after following before après avant tras antes nach vor sonra önce")
)
"""Those that do."""
_LEAST: Final = 2
_VERB_FIRST: Final = frozenset(["spanish", "italian", "portuguese"])
_BY_THEMSELVES: Final = frozenset(
    f" {CONCEPT}{deed}"
    for deed in (
        "open", "close", "begin", "end", "die", "rise", "fall", "collapse", "resign", "resume",
    )
)  # fmt: skip
Clause = tuple[str, ...]


def same_clauses(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> bool:
    """`twins`: units of `later` that `earlier` writes otherwise."""
    here, there = list(_clauses(later, twins)), list(_clauses(earlier, {}))
    if min(len(here), len(there)) < _LEAST:
        return False
    if sorted(clause for _, clause in here) != sorted(clause for _, clause in there):
        return False
    ordered = {clause for order, clause in here if order}
    were = {clause for order, clause in there if order}
    return not (ordered and were) or ordered == were


def _clauses(reading: Reading, twins: Mapping[str, str]) -> Iterator[tuple[str, Clause]]:
    """Each with the word that says when it was, or ""."""
    order, end = "", 0
    units: list[str] = []
    for part in reading.parts:
        between = reading.words[end : part.at]
        joined = next((word for word in between if word in _JOINS or word in _ORDERS), "")
        if units and (joined or not reading.breaks.isdisjoint(range(end, part.at + 1))):
            yield order, _verb_last(units, reading.tongue)
            units = []
        if not units:
            order = joined if joined in _ORDERS else ""
        if part.kind != SOFT:
            units.append(_unit(part, twins))
            end = part.end
    if units:
        yield order, _verb_last(units, reading.tongue)


def _verb_last(units: Sequence[str], tongue: str) -> Clause:
    """A clause with what somebody does by himself at its end, where a tongue may put it first: reabre el
    teatro, el teatro reabre."""
    if tongue in _VERB_FIRST and units[0] in _BY_THEMSELVES:
        return (*units[1:], units[0])
    return tuple(units)


def _unit(part: Part, twins: Mapping[str, str]) -> str:
    joint = "" if part.joint in _ORDERS or part.joint in _JOINS else part.joint
    return f"{joint} {twins.get(part.unit, part.unit)}"


_AFTER: Final = frozenset(words("after following après tras nach después بعد"))
_BECAUSE: Final = frozenset(
    [*words("بسبب نتيجة جراء إثر بفعل عقب خلال أثناء"), "علي اثر", "علي وقع", "في ظل", "علي هامش"]
)
_BEFORE: Final = frozenset(words("before avant antes vor قبل"))


def time_turned(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Whether in one title comes first what in the other comes last: ban after protest, protest after ban."""
    for joints in (_AFTER, _BEFORE, _AFTER | _BECAUSE):
        ahead, now = _cut(later, joints, twins)
        was_ahead, was = _cut(earlier, joints, {})
        if now and was and was[0] not in now and was[0] in ahead and now[0] in was_ahead:
            return f"time: {was[0]} ≠ {now[0]}, which came first"
        own, others = (
            {unit for unit in set(one) - set(other) if unit[0] != PLACE}
            for one, other in ((now, was), (was, now))
        )
        if own & set(was_ahead) and others & set(ahead):
            return f"time: {min(others)} ≠ {min(own)}, which came first"
    return ""


def _cut(
    reading: Reading, joints: frozenset[str], twins: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Units but those from one of the prepositions on to the end of its clause, and those."""
    ahead: list[str] = []
    behind: list[str] = []
    ended = False
    for part in reading.parts:
        ended = ended or (bool(behind) and part.at in reading.breaks)
        if part.kind != SOFT:
            into = behind if (behind or part.joint in joints) and not ended else ahead
            into.append(twins.get(part.unit, part.unit))
    return ahead, behind


def turned_round(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> bool:
    """Whether one is the other with its end put first: a phrase with its preposition, or all that stands
    behind a colon or dots."""
    now, before = ([part for part in side.parts if part.kind != SOFT] for side in (later, earlier))
    a, b = [twins.get(part.unit, part.unit) for part in now], [part.unit for part in before]
    if len(a) != len(b):
        return False
    for at in range(1, len(a)):
        if a[at:] + a[:at] != b:
            continue
        cut = _breaks(later, now, at), _breaks(earlier, before, len(b) - at)
        if (cut[0] and at > 1 and acts(now[-1])) or (
            cut[1] and len(b) - at > 1 and acts(before[-1])
        ):
            return True  # closure of the plant: the minister denies
        if all(cut) or now[0].joint or before[0].joint:
            return True
    return False


def _breaks(reading: Reading, parts: Sequence[Part], at: int) -> bool:
    """Whether something else begins between a part and the one before it."""
    return not reading.breaks.isdisjoint(range(parts[at - 1].end, parts[at].at + 1))

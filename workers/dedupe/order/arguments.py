"""Who does each deed and to whom, in English and French titles, by what stands before and behind its verb.

Lorry driver arrested after crash kills family  =  Family killed in crash; truck driver detained
Court rejects appeal by Kim                     =  Kim's appeal rejected
Equinor halts output after outage               =  Outage halts output at Equinor's field
Smith's lawyer sues Jones                       ≠  Jones's lawyer sues Smith

Only where that is plain of every deed which both tell; where one word may be noun or verb it is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from workers.dedupe.order.frames import BY
from workers.dedupe.order.involved import BY_NOBODY
from workers.dedupe.order.voices import suffered
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, NUMBER, PLACE, SOFT, WORD

_TONGUES: Final = ("english", "french")
_IN: Final = "في"
_CLAUSES: Final = ("after", "before", "as", "apres", "avant")
"""Before a noun, or before a clause of which it is the subject."""
_AFTER: Final = frozenset(["after", "apres", "following", "due to", "because of", "over", "amid"])
_SEVERAL: Final = 2
_NOBODY: Final[tuple[str, ...]] = ()
_MUTUAL: Final = frozenset(CONCEPT + deed for deed in ("sign", "agree_", "swap", "marry"))
_BETWEEN: Final = frozenset(["between", "entre"])


class _Sides(NamedTuple):
    """Units of who stands on either, in order."""

    does: tuple[str, ...]
    suffers: tuple[str, ...]


def mutual(reading: Reading) -> bool:
    """Whether all that is done is done by two to each other: who signs with whom has signed with him."""
    done = {part.unit for part in reading.parts if acts(part) and part.kind != SOFT}
    if reading.tongue not in _TONGUES or not _BETWEEN.isdisjoint(reading.words):
        return False
    return bool(done) and done <= _MUTUAL


def same_arguments(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> bool:
    """Whether each deed that both tell is plainly done by the same and to the same. `twins`: units of `later`
    that `earlier` writes otherwise."""
    if later.tongue not in _TONGUES or earlier.tongue not in _TONGUES:
        return False
    if _places(later) >= _SEVERAL and _places(earlier) >= _SEVERAL:
        return False  # of two events each has its own
    there = {part.unit: part for part in reversed(earlier.parts)}
    plain = False
    for part in later.parts:
        if not _is_deed(part):
            continue
        other = there.get(twins.get(part.unit, part.unit))
        if other is None or not _is_deed(other):
            return False
        now, was = _sides(part, later, twins), _sides(other, earlier, {})
        if now is None or was is None or not _agree(now, was):
            return False
        plain = True
    return plain


def same_cause(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> bool:
    """Whether by what somebody does the one deed of a title to his own, does it in the other: Equinor halts
    output after outage, outage halts output at Equinor's field."""
    if later.tongue not in _TONGUES or earlier.tongue not in _TONGUES:
        return False
    return _by_cause(later, twins, earlier, {}) or _by_cause(earlier, {}, later, twins)


def _by_cause(
    its: Reading, mine: Mapping[str, str], other: Reading, others: Mapping[str, str]
) -> bool:
    """Whether `its` says after what somebody does it, and `other` that this does it to what is his."""
    done = [part for part in its.parts if _is_deed(part) and part.unit not in BY_NOBODY]
    if len(done) != 1 or (sides := _sides(done[0], its, mine)) is None or not sides.does:
        return False
    units = [others.get(part.unit, part.unit) for part in other.parts]
    deed = mine.get(done[0].unit, done[0].unit)
    if deed not in units or not units.index(deed):
        return False
    at = units.index(deed)
    cause, suffers = units[at - 1], _behind(other.parts[at], other, others)
    after = {mine.get(one.unit, one.unit) for one in its.parts if one.joint in _AFTER}
    return (
        other.parts[at - 1].unit in BY_NOBODY
        and cause in after
        and not set(suffers).isdisjoint(sides.suffers)
        and any(
            unit == sides.does[-1] and (one.joint or other.words[one.end : one.end + 1] == ("s",))
            for unit, one in zip(units, other.parts, strict=True)
        )
    )


def _places(reading: Reading) -> int:
    return sum(part.joint == _IN and part.kind in (PLACE, WORD) for part in reading.parts)


def _is_deed(part: Part) -> bool:
    return acts(part) and part.kind != SOFT


def _agree(now: _Sides, was: _Sides) -> bool:
    if set(now.does) & set(was.suffers) or set(was.does) & set(now.suffers):
        return False
    if now.does and was.does and now.does[-1] != was.does[-1]:
        return False  # a verb that no list has may stand among them
    return not set(now.suffers).isdisjoint(was.suffers)


def _sides(deed: Part, reading: Reading, twins: Mapping[str, str]) -> _Sides | None:
    """Both sides of a deed; None where it may be a noun."""
    before, behind = _before(deed, reading, twins), _behind(deed, reading, twins)
    if reading.words[deed.at].endswith("ing"):
        return None
    if suffered(deed, reading):
        by = (part for part in reading.parts if part.at >= deed.end and part.joint in BY)
        agent = next(by, None)
        done = behind if behind and reading.tongue == "english" else _NOBODY
        if done:
            return _Sides(before, done) if before else None  # a past: police arrested man
        return _Sides(_row(agent, reading, twins) if agent else _NOBODY, before)
    return _Sides(before, behind) if before and behind else None


def _before(deed: Part, reading: Reading, twins: Mapping[str, str]) -> tuple[str, ...]:
    """What stands without a preposition before the deed in its clause."""
    found: list[str] = []
    hangs = False
    """Whether a preposition stands before what comes now."""
    for part in reading.parts:
        if part.at >= deed.at:
            break
        if part.at in reading.breaks or part.at == reading.speaker or _is_deed(part):
            found = []
            hangs = False
        if part.joint in _CLAUSES:
            found = []
            hangs = False
        elif part.joint:
            hangs = True
        if not (hangs or _is_deed(part) or part.kind in (SOFT, NUMBER)):
            found.append(twins.get(part.unit, part.unit))
    return tuple(found)


def _behind(deed: Part, reading: Reading, twins: Mapping[str, str]) -> tuple[str, ...]:
    """What stands behind the deed without a preposition."""
    first = next(
        (part for part in reading.parts if part.at >= deed.end and part.kind not in (SOFT, NUMBER)),
        None,
    )
    if first is None or first.joint or _is_deed(first) or first.at in reading.breaks:
        return _NOBODY
    return _row(first, reading, twins)


def _row(first: Part, reading: Reading, twins: Mapping[str, str]) -> tuple[str, ...]:
    """It and what is written on to it."""
    found = [first]
    for part in reading.parts:
        if part.at < first.end or part.kind in (SOFT, NUMBER):
            continue
        if part.joint or _is_deed(part) or part.at in reading.breaks:
            break
        found.append(part)
    return tuple(twins.get(part.unit, part.unit) for part in found)

"""Who did it to whom in two tongues: only where both tell it alike is it one piece of news.

Iran imposes sanctions on European Union  ≠  L'Union européenne impose des sanctions à l'Iran
Israele attacca l'Iran                    =  İsrail İran'a saldırdı      whom a case tells comes second
EU condemns Iran                          =  L'Iran condamné par l'UE    by whom it is done comes first

Each tongue has its own order, cases and prepositions, which no rule for one tongue compares with those of
another. So those whom both titles name must come in one order: first by whom it is done, then who stands
without a preposition or only behind «of», then all others. Whoever does it must be plain in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from workers.dedupe.order.frames import BY
from workers.dedupe.order.inert import inert
from workers.dedupe.order.involved import BY_NOBODY, TOLL, involved
from workers.dedupe.order.voices import BY_ITSELF, suffered
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, SOFT, WORD

_OF: Final = frozenset(["", "of", "de", "du", "di", "da", "do"])
_FROM: Final = frozenset(["from", "من", "depuis", "desde"])
"""Before who attacks: Iran under attack from Israel."""
_ATTACKS: Final = frozenset(
    CONCEPT + deed for deed in ("attack", "bomb", "hit", "target_", "threaten", "shoot")
)
_SANCTIONS: Final = CONCEPT + "sanctions"
_TWO: Final = 2
_NO_DOER: Final = "roles: who does it to whom is not told alike"


def across(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why two titles in two tongues do not plainly tell who did it to whom alike ("": they do). `twins`:
    units of `later` that `earlier` writes otherwise."""
    if later.tongue == earlier.tongue:
        return ""
    now = {twins.get(unit, unit): part for unit, part in _who(later)}
    before = dict(_who(earlier))
    here, there = [unit for unit in now if unit in before], [unit for unit in before if unit in now]
    listed = sum(before[unit].kind != WORD for unit in here)
    if len(here) < _TWO or (listed < _TWO and not (_done(later) and _done(earlier))):
        return ""
    here.sort(key=lambda unit: _rank(now[unit]))
    there.sort(key=lambda unit: _rank(before[unit]))
    if here != there or max(_rank(now[here[0]]), _rank(before[there[0]])) > 0:
        return _NO_DOER
    if not _ATTACKS.isdisjoint(later.told) and any(
        (now[unit].joint in _FROM) != (before[unit].joint in _FROM) for unit in here
    ):
        return _NO_DOER
    return _NO_DOER if _passive(later) != _passive(earlier) else ""


def _who(reading: Reading) -> Iterator[tuple[str, Part]]:
    """Whoever may do something or suffer it."""
    for unit, part in involved(reading).items():
        if not (inert(part) or part.kind == SOFT or unit == _SANCTIONS):
            yield unit, part


def _rank(part: Part) -> int:
    if part.joint in BY:
        return -1
    return 0 if part.joint in _OF else 1


def _passive(reading: Reading) -> bool:
    """Whether what is done is suffered by who stands before it, and nobody is said to do it."""
    if any(part.joint in BY for part in reading.parts):
        return False
    return any(
        part.unit not in BY_ITSELF | TOLL and suffered(part, reading) for part in _done(reading)
    )


def _done(reading: Reading) -> list[Part]:
    """What is done by somebody."""
    return [
        part
        for part in reading.parts
        if acts(part) and part.kind != SOFT and part.unit not in BY_NOBODY
    ]

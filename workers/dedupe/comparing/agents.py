"""What is left out where a body does something and a shorter title only tells that it was done.

Mahkeme davayı 24 Ekim'e erteledi → Dava 24 Ekim'e ertelendi
Court postpones trial of ex-minister → Trial of ex-minister postponed

Only of what nobody but a body can do: who kills, attacks or takes somebody is never left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.comparing.besides import NOWHERE, institution, turns
from workers.dedupe.order.voices import suffered
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, SOFT

_OFFICIAL: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "postpone", "cancel", "approve", "jail", "appoint", "dismiss", "close", "open", "lift", "extend_",
        "acquit", "release", "charge_", "convict_", "convict2_", "raise", "lower", "stable", "abolish_",
        "adjourn_", "amend_", "licence_", "halt", "distribute", "confiscate",
    )
)  # fmt: skip


def by_whom(drops: Sequence[Part], earlier: Reading, later: Reading) -> frozenset[int]:
    """Where the parts begin that say which body does what `later` only tells as done."""
    if not later.tongue or later.speaker:
        return NOWHERE
    gone = {part.at for part in drops}
    found: list[Part] = []
    for part in earlier.parts:
        if part.at not in gone and part.kind != SOFT:
            break
        found.append(part)
    if not found or not institution(found[0], earlier) or any(map(turns, found)):
        return NOWHERE
    done = any(part.unit in _OFFICIAL and suffered(part, later) for part in later.parts)
    return frozenset(part.at for part in found) if done else NOWHERE

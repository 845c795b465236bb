"""Who wins, in tongues whose order says it: Brighton beat Fulham is not Fulham win at Brighton."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workers.dedupe.lexicon import CONCEPT, PLACE, WORD
from workers.dedupe.parts import Part
from workers.dedupe.reading import Reading

_WIN: Final = CONCEPT + "win"
_VERBS: Final = frozenset(
    (
        "win", "wins", "won", "beat", "beats", "defeat", "defeats", "defeated", "edge", "edges",
        "edged", "thrash", "thrashes", "thrashed", "crush", "crushes", "crushed", "overcome",
        "overcomes", "overcame", "gagne", "bat", "battent", "remporte", "gana", "vence", "besiegt",
        "gewinnt", "siegt",
    )
)  # fmt: skip
"""Behind who wins; of other tongues, where he stands before it as well, it is seen by cases."""
_NAMES: Final = (WORD, PLACE, CONCEPT)


def winners(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Whether one wins in one title, and another of both in the other ("": not so)."""
    now, before = _winner(later), _winner(earlier)
    if not now or not before or twins.get(now, now) == before:
        return ""
    there = {twins.get(unit, unit) for unit in later.told}
    if before in there and twins.get(now, now) in earlier.told:
        return f"roles: {before} wins ≠ {now} wins"
    return ""


def _winner(reading: Reading) -> str:
    """Who stands right before the verb, without a preposition."""
    verb = next((one for one in reading.parts if _wins(one, reading)), None)
    if verb is None:
        return ""
    ahead = [one for one in reading.parts if one.end <= verb.at and one.kind in _NAMES]
    return ahead[-1].unit if ahead and not ahead[-1].joint else ""


def _wins(part: Part, reading: Reading) -> bool:
    return part.unit == _WIN and reading.words[part.at] in _VERBS

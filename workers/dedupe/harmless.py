"""What a shorter title of the same news does without, where nearly all else is told.

الجمارك تعلن إتلاف 22 طنا → إتلاف 22 طنا        who announces it
الفنان العراقي القدير كريم → الفنان كريم          a noun with its article: nothing hangs on it
رئيس المجلس فائق زيدان → زيدان                 a given name behind an office, before the name

Never a verb, a «no», or what makes another person of somebody.
"""

from __future__ import annotations

from typing import Final

from workers.dedupe import lexicon
from workers.dedupe.lexicon import CONCEPT, MODIFIER, NATION, NOT, OFFICE, PLACE, SOFT, WORD, YEAR
from workers.dedupe.parts import Part, acts
from workers.dedupe.reading import Reading

_SAYS: Final = frozenset([CONCEPT + "says", CONCEPT + "affirm"])
_SPEAKER: Final = 7
"""Words before what somebody says."""
_DEFINITE: Final = ("ال", "وال", "بال", "لل")
_NAME: Final = 0.7
_COMPASS: Final = frozenset(CONCEPT + side for side in ("north", "south", "east", "west"))


def harmless(part: Part, earlier: Reading, later: Reading, both: set[str]) -> bool:
    """Whether `later` says no less without a part of `earlier`, of which it tells nearly all."""
    if acts(part) or part.kind == MODIFIER or part.unit == NOT:
        return False
    after = next((one for one in earlier.parts if one.at >= part.end and one.kind != SOFT), None)
    return (
        _announces(part, earlier, later)
        or _definite(part, after, earlier)
        or _given(part, after, earlier, both)
        or (part.kind == PLACE and after is not None and after.unit in (*_COMPASS, NOT))
        or _year(part)
    )


def _announces(part: Part, earlier: Reading, later: Reading) -> bool:
    """Whether it is of those who say it, where the other title lets nobody else speak."""
    if later.speaker and earlier.words[part.at][0].isascii():
        return False  # Canal Plus, Canal Sur: no list has all small words of Latin tongues
    if later.speaker and all(one.unit not in earlier.told for one in later.parts[:1]):
        return False
    says = next((one for one in earlier.parts if one.unit in _SAYS), None)
    end = max(earlier.speaker, says.at if says is not None and says.at <= _SPEAKER else 0)
    return part.end <= end and not any(acts(one) for one in earlier.parts if one.end <= end)


def _year(part: Part) -> bool:
    """Whether it is a year by itself: what happens does so in this one."""
    return part.kind == YEAR and part.unit.removeprefix(YEAR).isdigit()


def _definite(part: Part, after: Part | None, earlier: Reading) -> bool:
    """Whether it has an article, so that no genitive hangs on it; but an adjective may."""
    if part.kind not in (WORD, CONCEPT) or not earlier.words[part.at].startswith(_DEFINITE):
        return False
    before = next((one for one in earlier.parts if one.end == part.at), None)
    if before is not None and acts(before):
        return False  # who does it, or to whom
    return after is None or after.kind != NATION


def _given(part: Part, after: Part | None, earlier: Reading, both: set[str]) -> bool:
    """Whether it is a given name before a name that both titles have; an unknown one behind an office or a
    people."""
    if after is None or part.joint or after.joint or part.kind != WORD or after.kind != WORD:
        return False
    if after.unit not in both or after.at != part.end or lexicon.weight(after.unit) < _NAME:
        return False
    before = next((one for one in earlier.parts if one.end == part.at), None)
    return part.unit in lexicon.GIVEN or (
        lexicon.weight(part.unit) >= _NAME
        and before is not None
        and before.kind in (OFFICE, NATION, MODIFIER)
    )

"""What a shorter title of the same news does without, where nearly all else is told.

الجمارك تعلن إتلاف 22 طنا → إتلاف 22 طنا        who announces it
الفنان العراقي القدير كريم → الفنان كريم          a noun with its article: nothing hangs on it
رئيس المجلس فائق زيدان → زيدان                 a given name behind an office, before the name

Never a verb, a «no», or what makes another person of somebody.
"""

from __future__ import annotations

from typing import Final

from streamer.text import stems
from workers.dedupe.comparing.besides import announcement
from workers.dedupe.reading.neighbours import next_told, right_before
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, offices, rarity
from workers.dedupe.words.kinds import (
    CONCEPT,
    MODIFIER,
    NATION,
    NOT,
    OFFICE,
    PLACE,
    WORD,
    YEAR,
)

_DEFINITE: Final = ("ال", "وال", "بال", "لل")
_NAME: Final = 0.7
_ENOUGH: Final = 2.6
"""Weight of what both tell, from which on even the head of a noun says little."""
_PARTS: Final = 5
SOMEBODY: Final = frozenset(
    CONCEPT + name + many
    for name in (
        "driver", "killer", "guardsman_", "doctor", "lawyer_", "journalist", "student", "child", "woman",
        "man", "employee", "worker", "teacher_", "policeman_", "soldier", "officer", "relative", "family_",
        "suspect_", "gunman", "prisoner", "member_", "activist", "leader", "judge_person", "passenger",
        "hostage_person", "civilians", "resident", "extremist_", "fugitive_", "tourist", "settler",
    )
    for many in ("", "_many", "many")
)  # fmt: skip
_TO_SOMEBODY: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "killed", "wounded", "arrest", "kidnap", "release", "drown", "jail", "executed", "die", "perish",
        "death_sentence", "missing_", "rescue", "trial_", "appoint", "dismiss", "resign", "accuse",
        "meet", "receive",
        "pardon_", "interrogate_", "summon", "expel", "marry", "assassinate", "acquit", "funeral_", "hit",
        "attack", "target_", "elect_", "visit",
    )
)  # fmt: skip
"""What is done to somebody or by him, so that a noun behind it may be he."""


def harmless(part: Part, earlier: Reading, later: Reading, both: set[str]) -> bool:
    """Whether `later` says no less without a part of `earlier`, of which it tells nearly all."""
    if acts(part) or part.kind == MODIFIER or part.unit == NOT:
        return False
    after = next_told(part, earlier)
    return (
        _announces(part, earlier, later, both)
        or _definite(part, after, earlier)
        or _given(part, after, earlier, both)
        or (part.kind == PLACE and after is not None and after.unit in (*concepts.COMPASS, NOT))
        or _year(part)
    )


def says_enough(part: Part, earlier: Reading, both: set[str], heavy: float) -> bool:
    """Whether so much is told besides that a noun may be missing on which another hangs (أمانة بغداد, حملة;
    مجلس وزاري), as long as it is nobody: whoever the title begins with, or is hit or arrested, may be."""
    if heavy < _ENOUGH or len(both) < _PARTS or part.kind not in (WORD, CONCEPT, PLACE):
        return False
    if earlier.words[part.at][0].isascii() or part.unit in SOMEBODY:
        return False
    if part.kind != WORD:
        return True
    if not offices.PERSONS.isdisjoint(stems(earlier.words[part.at])):
        return False
    before = right_before(part, earlier)
    return before is not None and part.at not in earlier.breaks and before.unit not in _TO_SOMEBODY


def _announces(part: Part, earlier: Reading, later: Reading, both: set[str]) -> bool:
    """Whether it is of those who say it, where the other title lets nobody else speak and tells what they
    say: not only what they speak of."""
    if later.speaker and earlier.words[part.at][0].isascii():
        return False  # Canal Plus, Canal Sur: no list has all small words of Latin tongues
    if later.speaker and all(one.unit not in earlier.told for one in later.parts[:1]):
        return False
    end = announcement(earlier)
    if part.end > end or any(acts(one) for one in earlier.parts if one.end <= end):
        return False
    missing = [one for one in earlier.content if one.at >= end and one.unit not in both]
    return len(missing) <= 1


def _year(part: Part) -> bool:
    """Whether it is a year by itself: what happens does so in this one."""
    return part.kind == YEAR and part.unit.removeprefix(YEAR).isdigit()


def _definite(part: Part, after: Part | None, earlier: Reading) -> bool:
    """Whether it has an article, so that no genitive hangs on it; but an adjective may."""
    if part.kind not in (WORD, CONCEPT) or not earlier.words[part.at].startswith(_DEFINITE):
        return False
    before = right_before(part, earlier)
    if before is not None and acts(before):
        return False  # who does it, or to whom
    return after is None or after.kind != NATION


def _given(part: Part, after: Part | None, earlier: Reading, both: set[str]) -> bool:
    """Whether it is a given name before a name that both titles have; an unknown one behind an office or a
    people."""
    if after is None or part.joint or after.joint or part.kind != WORD or after.kind != WORD:
        return False
    if after.unit not in both or after.at != part.end or rarity.weight(after.unit) < _NAME:
        return False
    before = right_before(part, earlier)
    return part.unit in offices.GIVEN or (
        rarity.weight(part.unit) >= _NAME
        and before is not None
        and before.kind in (OFFICE, NATION, MODIFIER)
    )

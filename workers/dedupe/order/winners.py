"""Who wins against whom.

العراق يخسر أمام كوريا      =  كوريا تهزم العراق
Brighton beat Fulham       ≠  Fulham win at Brighton
إشبيلية يفوز أمام برشلونة    ≠  برشلونة يفوز على إشبيلية
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workers.dedupe.order.speakers import SPEAKS
from workers.dedupe.reading.parts import acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.clubs import CONTESTS
from workers.dedupe.words.kinds import CONCEPT, MODIFIER, NATION, NUMBER, ORDINAL, PLACE, SOFT, WORD

WIN: Final = CONCEPT + "win"
LOSE: Final = CONCEPT + "lose"
_DECIDES: Final = frozenset([WIN, LOSE, CONCEPT + "topple"])
_WINS_OVER: Final = ("", "علي")
_BEATEN_BY: Final = ("امام", "من", "علي يد", "علي ايدي")
_NOBODY: Final = (SOFT, NUMBER, MODIFIER, ORDINAL)
_SIDES: Final = (WORD, PLACE, NATION, CONCEPT)
_BEAT: Final = "هزم"
_FACING: Final = "امام"
_AGAINST: Final = ("علي", _FACING)


def beaten(one: Reading, other: Reading) -> bool:
    """Whether in one title he wins to whom in the other somebody loses, and over the same."""
    if LOSE in one.told and WIN in other.told:
        one, other = other, one
    if WIN not in one.told or LOSE not in other.told or LOSE in one.told or WIN in other.told:
        return False
    winner, loser = _two_sides(one, WIN, _WINS_OVER)
    lost, won = _two_sides(other, LOSE, _BEATEN_BY)
    return "" not in (winner, loser) and (winner, loser) == (won, lost)


def _two_sides(reading: Reading, verb: str, joints: tuple[str, ...]) -> tuple[str, str]:
    """Who does it, before the verb or right behind its noun; and on the other side of it."""
    at = next(part for part in reading.parts if part.unit == verb)
    before = [
        part
        for part in reading.parts
        if part.at < at.at and part.kind not in _NOBODY and part.unit not in CONTESTS
    ]
    behind = [part for part in reading.parts if part.at >= at.end and part.kind not in _NOBODY]
    if before and not before[-1].joint:
        does = before[0] if not before[0].joint else before[-1]
        over = next((part for part in behind if part.joint in joints), None)
    else:
        does = behind[0] if behind and not behind[0].joint else at
        over = next((part for part in behind[1:] if part.joint in joints and part.joint), None)
    return (does.unit if does is not at else ""), (over.unit if over is not None else "")


_MATCHES: Final = frozenset([CONCEPT + "match_", CONCEPT + "meet"])
_VICTORY: Final = frozenset(["فوز", "انتصار", "تغلب"])
"""Nouns, behind which he stands who wins: تنتهي بفوز الزوراء."""


def wins_in_latin(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why in Latin letters he wins who in the other title stands behind the verb ("": nothing says so)."""
    sides: list[set[str]] = []
    for reading, names in ((later, twins), (earlier, {})):
        if not reading.words or not reading.words[0][0].isascii():
            return ""
        wins = next((part for part in reading.parts if part.unit in _DECIDES), None)
        if wins is None or reading.words[wins.end - 1].endswith(("en", "ed")):
            return ""  # beaten, defeated
        before = [part for part in reading.parts if part.end <= wins.at and part.kind in SPEAKS]
        if not before or before[0].joint:
            return ""
        sides.append({names.get(part.unit, part.unit) for part in before})
    now, was = sides
    told = {twins.get(unit, unit) for unit in later.told}
    if now.isdisjoint(was) and now & earlier.told and was & told:
        return f"roles: {min(was)} ≠ {min(now)}, who wins"
    return ""


def beats_the_winner(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why in Arabic one beats him by whom he is beaten in the other title ("": nothing says so)."""
    now, before = _beats(later), _beats(earlier)
    if not (all(now) and all(before)):
        return ""
    wins, loses = (twins.get(unit, unit) for unit in now)
    return f"roles: {loses} beats {wins} ≠ {wins} beats {loses}" if before == (loses, wins) else ""


def _beats(reading: Reading) -> tuple[str, str]:
    """Who wins, before the verb or behind it or its noun, and against whom; "": nobody is told. He wins
    before whom one is beaten (يهزم أمام)."""
    at = next((part for part in reading.parts if part.unit == WIN), None)
    if at is None or reading.tongue or reading.words[at.at][0].isascii():
        return "", ""
    sides = [part for part in reading.parts if part.kind in _SIDES]
    before = [
        part.unit
        for part in sides
        if part.end <= at.at and not (part.joint or acts(part) or part.unit in _MATCHES)
    ]
    behind = [part.unit for part in sides if part.at >= at.end and part.joint in ("", "ل")]
    over = [part.unit for part in sides if part.joint in _AGAINST]
    noun = reading.words[at.at].removeprefix("ب").removeprefix("ال") in _VICTORY
    one = (behind[:1] if noun else []) or before[-1:] or behind[:1]
    other = over[:1] or [unit for unit in (behind[:1], before)[noun] if unit not in one][:1]
    if not one or not other:
        return "", ""
    by_him = _BEAT in reading.words[at.at] and any(part.joint == _FACING for part in sides)
    return (other[0], one[0]) if by_him else (one[0], other[0])

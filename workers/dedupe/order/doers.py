"""Who does it, where nothing but the order of the words around one deed says so.

Doctor sues hospital ≠ Hospital sues doctor                        one verb, in one form
إقالة المحافظ لرئيس البلدية ≠ رئيس البلدية يقيل المحافظ                who does it stands behind a deed's noun
برشلونة يقيل مدربه أمام إشبيلية ≠ إشبيلية يقيل مدربه                who does it is left out, and another does
هزم المنتخب الياباني نظيره الأسترالي ≠ المنتخب الأسترالي يهزم نظيره الياباني   his like comes second
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from workers.dedupe.order.voices import suffered
from workers.dedupe.order.winners import beats_the_winner
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import offices
from workers.dedupe.words.kinds import CONCEPT, NATION, NUMBER, SOFT

_MUTUAL: Final = frozenset(
    CONCEPT + deed for deed in ("meet", "discuss", "draw", "clash", "swap", "marry", "divorce", "agree_")
)  # fmt: skip
"""What two do to each other."""
_TO_SOMEBODY: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "dismiss", "killed", "assassinate", "arrest", "bomb", "attack", "hit", "visit", "condemn",
        "criticize", "accuse", "target_", "kidnap", "support", "oppose", "win", "insult_", "threaten",
        "chase_", "expel", "stabbing", "wounded", "storm_in", "raid_", "thank_", "congratulate",
    )
)  # fmt: skip
"""Deeds of which the noun has behind ل whom it is done to: not what is given to him."""
_IN: Final = frozenset(["في", "ل", "امام", "علي", "of", "on", "against"])
_LIKE_HIM: Final = frozenset(
    clitic + word for word in (*offices.LIKE_HIM, "نظيرهم") for clitic in ("", "ب", "ل", "و")
)


def doers(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why who does it in one title suffers it in the other ("": nothing says so)."""
    return (
        _around_a_verb(later, earlier, twins)
        or _behind_a_noun(later, earlier)
        or _behind_a_noun(earlier, later)
        or _like_him(later, earlier)
        or beats_the_winner(later, earlier, twins)
        or _another_does(later, earlier, twins)
    )


def _another_does(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Whether who does it in `earlier` is left out, and in `later` one does it who stands there behind a
    preposition alone."""
    told = {twins.get(unit, unit) for unit in later.told}
    there = {part.unit: part for part in reversed(earlier.parts)}
    for verb in later.parts:
        who = later.ends.get(verb.at)
        other = there.get(twins.get(verb.unit, verb.unit))
        if who is None or other is None or not (_does(who, verb, later) and _is_deed(other)):
            continue
        did = earlier.ends.get(other.at)
        one = there.get(twins.get(who.unit, who.unit))
        if did is None or not _does(did, other, earlier) or did.unit in told or one is None:
            continue
        noun = earlier.ends.get(one.at, one) if not one.joint else one  # في مصنع إيرباص
        if noun.joint in _IN and noun.at > other.at:
            return f"roles: {did.unit} does it ≠ {who.unit} does"
    return ""


def _does(who: Part, verb: Part, reading: Reading) -> bool:
    """Whether he stands without a preposition right before a verb that tells what he does."""
    word = reading.words[verb.at]
    active = word[0] in "يت" or (word[0].isascii() and not suffered(verb, reading))
    return active and _is_deed(verb) and not (_passed(who) or who.joint or who.kind == NUMBER)


def _around_a_verb(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    before = set(_triples(earlier))
    if not before:
        return ""
    for verb, one, other in _triples(later):
        mine, its = twins.get(one, one), twins.get(other, other)
        if mine == its or (verb, mine, its) in before:
            continue  # told of both ways round
        if (verb, its, mine) in before:
            return f"roles: {one} and {other} have changed places"
    return ""


def _triples(reading: Reading) -> Iterator[tuple[str, str, str]]:
    """Each verb as written, with what stands right before it and right behind."""
    parts = reading.parts
    for one, verb, other in zip(parts, parts[1:], parts[2:], strict=False):
        beside = one.end == verb.at and verb.end == other.at and not other.joint and not one.joint
        if beside and _is_deed(verb) and not (_passed(one) or _passed(other)):
            yield " ".join(reading.words[verb.at : verb.end]), one.unit, other.unit


def _is_deed(part: Part) -> bool:
    return acts(part) and part.kind != SOFT and part.unit not in _MUTUAL


def _passed(part: Part) -> bool:
    return part.kind == SOFT or acts(part)


def _behind_a_noun(one: Reading, other: Reading) -> str:
    """Whether in `one` somebody stands right behind the noun of a deed, and whom he does it to behind ل;
    and in `other` he stands behind the latter."""
    parts = [part for part in one.parts if part.kind != SOFT]
    if len(parts) < 3 or parts[0].unit not in _TO_SOMEBODY or one.words[parts[0].at][0] in "يت":
        return ""
    deed, who, whom = parts[:3]
    if who.joint or whom.joint != "ل" or acts(whom) or whom.at - who.end > 1 or who.at != deed.end:
        return ""
    there = {part.unit: part for part in reversed(other.parts)}
    if deed.unit not in there or who.unit not in there or whom.unit not in there:
        return ""
    does, suffers = there[who.unit], there[whom.unit]
    if suffers.at < does.at and not (does.joint or suffers.joint):
        return f"roles: {who.unit} and {whom.unit} have changed places"
    return ""


def _like_him(later: Reading, earlier: Reading) -> str:
    """Whether the peoples around «his counterpart» have each other's place."""
    if _LIKE_HIM.isdisjoint(later.words) or _LIKE_HIM.isdisjoint(earlier.words):
        return ""
    now, before = _peoples(later), _peoples(earlier)
    if any((two, one) in pairwise(before) for one, two in pairwise(now)):
        return f"roles: {now[0]} and {now[1]} have changed places"
    return ""


def _peoples(reading: Reading) -> list[str]:
    return [part.unit for part in reading.parts if part.kind == NATION]

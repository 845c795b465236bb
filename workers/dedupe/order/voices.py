"""Whether the one who does it in one title is the one to whom it is done in the other.

Israel attacks Yemen       ≠  Israel attacked from Yemen      one noun stands before active and passive
Un policier tue            ≠  Un policier tué                 only the accent tells it, and a fold takes it
Polis tutukladı            ≠  Polis tutuklandı
Polîs hat kuştin           ≠  Polîs kuşt             Kurdish and Persian have a verb beside the participle,
پلیس کشته شد               ≠  پلیس کشت                or an ending of the passive
Bank raises rates          =  Bank raised rates               a past: what it is done to stands right behind
Two police officers shot   ≠  Man shot by police
Gunmen kill four officers  =  Four officers killed by gunmen  not the same noun before it

Arabic writes active and passive alike; who does it stands with the noun (passives.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from streamer import text
from workers.dedupe.order.frames import BY
from workers.dedupe.reading.neighbours import next_told
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.irregular import PARTICIPLES
from workers.dedupe.words.kinds import CONCEPT, NUMBER, SOFT

_DONE: Final = frozenset(
    [
        "shot", "struck", "beaten", "sold", "held", "sent", "sunk", "sworn", "stolen", "taken", "put",
        "blown", "thrown", "killed", "hurt", "caught", "fed", "led",
    ]
)  # fmt: skip
_TURKISH: Final = ("ndi", "ldi", "ndu", "ldu", "nildi")
"""Of a passive, folded: tutuklandı, öldürüldü."""
_PAST: Final = ("di", "du", "ti", "tu")
_ENGLISH: Final = "ed"
_KURMANJI: Final = frozenset(["hat", "hate", "hatin", "hatine", "hatiye", "te", "ten"])
"""Before the infinitive of a passive: hatin girtin."""
_EASTERN: Final = ("persian", "sorani")
_EASTERN_DONE: Final = tuple(
    text.fold(ending)
    for ending in (
        "شد", "شدند", "شده", "شود", "شوند", "گرفته شد",
        "را", "ران", "رێت", "رێن", "رێ", "رایەوە", "رانەوە", "رێتەوە", "رێنەوە", "رایە",
    )
)  # fmt: skip
_EASTERN_DOES: Final = tuple(
    text.fold(ending)
    for ending in (
        "کرد", "کردند", "کند", "کنند", "داد", "دادند", "کشت", "کشتند", "ربود", "ربودند",
        "دەکات", "دەکەن", "کوشت", "کوشتی", "کوشتیان", "دەکوژێت", "ڕفاند", "ڕفاندی", "گرت",
        "کردەوە", "دەکاتەوە",
    )
)  # fmt: skip
"""Of Persian and Sorani: what ends as neither is a noun or a participle, and says nothing of who did it."""
_OF_OR_BY: Final = frozenset(["au", "aux", "de", "d", "du"])
"""Behind a French passive; the lists pass them over."""
_IN: Final = "في"
_PREPOSED: Final = ("english", "french")
_HAVE: Final = frozenset(
    ["a", "ont", "avait", "ha", "hanno", "han", "has", "have", "had", "hat", "haben", "tem", "teve"]
)
BY_ITSELF: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "die", "perish", "resign", "rise", "fall", "stable", "arrive", "leave", "begin", "resume", "end",
        "win", "lose", "draw", "blast", "collapse", "crash", "drown", "withdraw", "exit", "enter",
        "join", "vote", "survive", "respond", "meet", "visit", "protest", "clash", "fail", "succeed",
        "continue", "participate", "flee", "swap", "discuss", "affirm", "deny", "advance",
        "retreat", "marry", "divorce", "slow_", "accelerate_", "improve", "worsen", "escalate_", "expand",
        "shrink", "spread_", "double_", "triple_", "halve_", "ease_", "exceed",
    )
) | frozenset(
    ["slowed", "slows", "eased", "eases", "rebounded", "rebounds", "stalled", "stalls", "widened", "narrowed"]
)  # fmt: skip
"""Deeds that are not done to anybody, or by both alike: died in Paris is dies in Paris."""


def voices(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Who does it in one title and suffers it in the other (""; nobody). `twins`: units of `later` that
    `earlier` writes otherwise."""
    there = {part.unit: part for part in reversed(earlier.parts)}
    for part in later.parts:
        other = there.get(twins.get(part.unit, part.unit))
        if other is None or part.unit in BY_ITSELF or other.unit in BY_ITSELF:
            continue
        word, was = _verb(part, later), _verb(other, earlier)
        if not (word[0].isascii() and was[0].isascii()):
            if _eastern(word, was) and _same_first(part, later, other, earlier, twins):
                return f"roles: {part.unit} is done by one and to one"
            continue
        now = _is_done(word, later) and not _has(part, later)
        before = _is_done(was, earlier) and not _has(other, earlier)
        if (
            now
            and before
            and (
                _suffers_from_itself(part, later, other, earlier, twins)
                or _suffers_from_itself(
                    other, earlier, part, later, {b: a for a, b in twins.items()}
                )
            )
        ):
            return f"roles: {part.unit} is done by one and to one"
        if now == before or (word == was and word not in later.done | earlier.done):
            continue
        done, does = (word, was) if now else (was, word)
        kurmanji = done in _KURMANJI
        turkish = done.endswith(_TURKISH) or kurmanji
        if turkish and not kurmanji and not does.endswith(_PAST):
            continue  # yaralı: no verb
        if not turkish and _same_object(part, later, other, earlier, twins):
            continue
        one, two = _who(part, later, turkish=turkish), _who(other, earlier, turkish=turkish)
        if one and one[0] != NUMBER and twins.get(one, one) == two:
            return f"roles: {one} does it and suffers it"
    return ""


def _suffers_from_itself(
    part: Part, its: Reading, other: Part, another: Reading, twins: Mapping[str, str]
) -> bool:
    """Whether he by whom it is done in `its` suffers it in `another`: shot by police, police shot in Rome;
    polisçe yakalandı, polis yakalandı."""
    if its.tongue == another.tongue == "turkish":
        told = {twins.get(one.unit, one.unit): one.joint for one in its.parts}
        if any(one.joint in BY for one in another.parts):
            return False
        return any(not one.joint and told.get(one.unit, "") in BY for one in another.parts)
    if another.tongue not in _PREPOSED or its.tongue not in _PREPOSED:
        return False
    by = next((one for one in its.parts if one.at >= part.end and one.joint in BY), None)
    behind = next_told(other, another)
    if by is None or (behind is not None and not behind.joint):
        return False
    if any(one.joint in BY for one in another.parts):
        return False
    return _who(other, another, turkish=False) == twins.get(by.unit, by.unit)


def _verb(part: Part, reading: Reading) -> str:
    """The word of a phrase that tells whether it is done or suffered: taken into custody, hat girtin."""
    words = reading.words[part.at : part.end]
    return next((word for word in words if _is_done(word, reading)), words[-1])


def suffered(part: Part, reading: Reading) -> bool:
    """Whether it is told as done to somebody: postponed, ertelendi, ثابت شد, دواخرا."""
    word = _verb(part, reading)
    after = reading.words[part.end] if part.end < len(reading.words) else ""
    if not word[0].isascii():  # an Arabic word may end like it: إيران
        eastern = reading.tongue in _EASTERN
        return eastern and (word.endswith(_EASTERN_DONE) or after.endswith(_EASTERN_DONE))
    return _is_done(word, reading) and not _has(part, reading)


def _eastern(one: str, other: str) -> bool:
    """Whether one is a passive of Persian or Sorani and the other an active."""
    return (one.endswith(_EASTERN_DONE) and other.endswith(_EASTERN_DOES)) or (
        other.endswith(_EASTERN_DONE) and one.endswith(_EASTERN_DOES)
    )


def _same_first(
    part: Part, later: Reading, other: Part, earlier: Reading, twins: Mapping[str, str]
) -> bool:
    one, two = _who(part, later, turkish=True), _who(other, earlier, turkish=True)
    return bool(one) and twins.get(one, one) == two


def _has(part: Part, reading: Reading) -> bool:
    """Whether a verb before the participle says that it is a past: ont signé, ha approvato, has killed."""
    return bool(part.at) and reading.words[part.at - 1] in _HAVE


def _is_done(word: str, reading: Reading) -> bool:
    return (
        word in reading.done
        or word in _KURMANJI
        or word in _DONE
        or (word in PARTICIPLES and reading.tongue == "english")
        or (len(word) > 4 and word.endswith((_ENGLISH, *_TURKISH)))
    )


def _same_object(
    part: Part, later: Reading, other: Part, earlier: Reading, twins: Mapping[str, str]
) -> bool:
    """Whether the same stands right behind both, without a preposition: raised rates, raises rates."""
    for one, reading in ((part, later), (other, earlier)):
        if reading.words[one.end : one.end + 1] and reading.words[one.end] in _OF_OR_BY:
            return False
    now, before = next_told(part, later), next_told(other, earlier)
    if now is None or before is None or now.joint or before.joint:
        return False
    return twins.get(now.unit, now.unit) == before.unit


def _who(part: Part, reading: Reading, *, turkish: bool) -> str:
    """Who stands before it: in Turkish, where what it is done to stands there too, who stands first."""
    found = [
        one
        for one in reading.parts
        if reading.speaker <= one.at
        and one.end <= part.at
        and one.kind != SOFT
        and one.joint not in BY
    ]
    if turkish:
        found = [one for one in found if not one.joint][:1]
    else:  # not where it is done: Reform im Bundestag beschlossen
        found = [one for one in found if one.joint != _IN] or found
        if reading.tongue in _PREPOSED:  # airspace over Pakistan reopened
            found = [one for one in found if not one.joint] or found
    return found[-1].unit if found else ""

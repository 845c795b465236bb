"""Whether the one who does it in one title is the one to whom it is done in the other.

Israel attacks Yemen       ≠  Israel attacked from Yemen      one noun stands before active and passive
Un policier tue            ≠  Un policier tué                 only the accent tells it, and a fold takes it
Polis tutukladı            ≠  Polis tutuklandı
Bank raises rates          =  Bank raised rates               a past: what it is done to stands right behind
Gunmen kill four officers  =  Four officers killed by gunmen  not the same noun before it

Arabic writes active and passive alike; who does it stands with the noun (roles.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workers.dedupe.lexicon import CONCEPT, PLACE, SOFT
from workers.dedupe.parts import Part
from workers.dedupe.reading import Reading

_DONE: Final = frozenset(
    [
        "shot",
        "struck",
        "beaten",
        "sold",
        "held",
        "sent",
        "sunk",
        "sworn",
        "stolen",
        "taken",
        "killed",
        "hurt",
        "caught",
        "fed",
        "led",
    ]
)
_TURKISH: Final = ("ndi", "ldi", "ndu", "ldu", "nildi")
"""Of a passive, folded: tutuklandı, öldürüldü."""
_PAST: Final = ("di", "du", "ti", "tu")
_ENGLISH: Final = "ed"
_OF_OR_BY: Final = frozenset(["au", "aux", "de", "d", "du"])
"""Behind a French passive; the lists pass them over."""
_BY_ITSELF: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "die", "perish", "resign", "rise", "fall", "stable", "arrive", "leave", "begin", "resume", "end",
        "win", "lose", "draw", "blast", "collapse", "crash", "drown", "withdraw", "exit", "enter",
        "join", "vote", "survive", "respond", "meet", "visit", "protest", "clash", "fail", "succeed",
        "continue", "participate", "flee", "swap", "discuss", "affirm", "deny", "advance",
        "retreat", "marry", "divorce",
    )
)  # fmt: skip
"""Deeds that are not done to anybody, or by both alike: died in Paris is dies in Paris."""


def voices(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Who does it in one title and suffers it in the other (""; nobody). `twins`: units of `later` that
    `earlier` writes otherwise."""
    there = {part.unit: part for part in reversed(earlier.parts)}
    for part in later.parts:
        other = there.get(twins.get(part.unit, part.unit))
        if other is None or part.unit in _BY_ITSELF:
            continue
        word, was = later.words[part.end - 1], earlier.words[other.end - 1]
        if not (word[0].isascii() and was[0].isascii()):
            continue
        now, before = _is_done(word, later), _is_done(was, earlier)
        if now == before or (word == was and word not in later.done | earlier.done):
            continue
        done, does = (word, was) if now else (was, word)
        turkish = done.endswith(_TURKISH)
        if turkish and not does.endswith(_PAST):
            continue  # yaralı: no verb
        if not turkish and _same_object(part, later, other, earlier, twins):
            continue
        one, two = _who(part, later, turkish), _who(other, earlier, turkish)
        if one and twins.get(one, one) == two:
            return f"roles: {one} does it and suffers it"
    return ""


def _is_done(word: str, reading: Reading) -> bool:
    return (
        word in reading.done
        or word in _DONE
        or (len(word) > 4 and word.endswith((_ENGLISH, *_TURKISH)))
    )


def _same_object(
    part: Part, later: Reading, other: Part, earlier: Reading, twins: Mapping[str, str]
) -> bool:
    """Whether the same stands right behind both, without a preposition: raised rates, raises rates."""
    for one, reading in ((part, later), (other, earlier)):
        if reading.words[one.end : one.end + 1] and reading.words[one.end] in _OF_OR_BY:
            return False
    now, before = _behind(part, later), _behind(other, earlier)
    if now is None or before is None or now.joint or before.joint:
        return False
    return twins.get(now.unit, now.unit) == before.unit


def _behind(part: Part, reading: Reading) -> Part | None:
    return next((one for one in reading.parts if one.at >= part.end and one.kind != SOFT), None)


def _who(part: Part, reading: Reading, turkish: bool) -> str:
    """Who stands before it: in Turkish, where what it is done to stands there too, who stands first."""
    found = [one for one in reading.parts if one.end <= part.at and one.kind != SOFT]
    if turkish:
        found = [one for one in found if one.kind != PLACE][:1]
    return found[-1].unit if found else ""

"""What a deed is done to, whichever way a title tells it: the noun right behind it.

إسرائيل تغتال قياديا بغارة      =  اغتيال قيادي بغارة إسرائيلية
غارة تقتل قائدا في الحرس       =  مقتل قائد في الحرس بغارة
هجوم إيران على إسرائيل         ≠  إسرائيل تهاجم إيران             who does it stands behind a على

Where every deed that two titles share is done to the same, the order of all else says nothing, as long as who
does it in one is nobody else in the other. A verb before its subject (تقصف إسرائيل إيران) is no such title.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from workers.dedupe.order.sentenced import sentenced
from workers.dedupe.reading.neighbours import following, joined, right_before
from workers.dedupe.reading.parts import Part, acts, in_the_present
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts
from workers.dedupe.words.kinds import CONCEPT, MODIFIER, NATION, NUMBER, OFFICE, PLACE, SOFT
from workers.dedupe.words.lists import FREQUENCY

BY: Final = frozenset(
    [
        "برصاص", "بنيران", "بامر من", "بامر", "بقرار من", "بتوجيه من", "بايعاز من", "علي يد", "علي ايدي",
        "من قبل", "من طرف", "بيد", "من جانب", "by", "par", "von", "از سوي",
        "توسط", "tarafindan", "لهلايهن", "له لايهن", "ji aliye", "ji hela",
    ]
)  # fmt: skip
"""Folded, what stands before who does it."""
_WITH: Final = frozenset(
    CONCEPT + name
    for name in (
        "bomb", "attack", "blast", "ied", "sticky_ied", "carbomb", "drone", "rocket", "shoot", "quake",
        "storm", "flood", "fire", "crash", "collapse", "drone_many", "rocket_many",
    )
)  # fmt: skip
"""By what something is done: it may stand before the deed, or behind a ب."""
_UPON: Final = frozenset(["علي", "ضد", "الي", "امام", "on", "against", "contre"])
_ON_IT: Final = [("عليه",), ("عليها",), ("عليهم",), ("عليهما",), ("اليه",), ("اليها",)]
"""Right behind a verb, of him who was told before it."""
_FOR_ONESELF: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "import", "arrive", "takeover", "receive", "enter", "return_", "join", "buy", "host_",
    )
)  # fmt: skip
_OWN: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "withdraw", "export", "raise", "lower", "amend_", "extend_", "cancel", "postpone", "open", "found_",
        "elect_", "launch", "produce_", "manufacture_", "build", "choose_",
    )
)  # fmt: skip
_COURT: Final = CONCEPT + "court"
_STATES: Final = {PLACE, NATION}
_NO_NOUN: Final = (SOFT, NUMBER, MODIFIER)
_DEED: Final = "_noun"
"""Ends the concept of the noun of a deed, where the lists keep it from its verb."""


def deed(part: Part) -> bool:
    """Whether it is what is done, a verb or its noun."""
    return acts(part) or (part.unit[:1] == CONCEPT and part.unit.endswith(_DEED))


def same_objects(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> bool:
    """Whether all deeds that both tell are done to the same, and nobody who does one suffers it, or the like,
    in the other. `twins`: units of `later` that `earlier` writes otherwise."""
    pairs = _deeds(later, earlier, twins)
    if any(joined(part, later) or joined(other, earlier) for part, other in pairs):
        return False  # of two clauses, each has its own
    return bool(pairs) and all(
        _same_behind(part, later, other, earlier, twins) for part, other in pairs
    )


def opposite(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Who does in one title what is done on or to him in the other, to the same ("": nobody): قطر تدعم تركيا,
    دعم تركيا لقطر."""
    back = {was: now for now, was in twins.items()}
    for part, other in _deeds(later, earlier, twins):
        now, was = behind(part, later), behind(other, earlier)
        if not (now and was and twins.get(now[0].unit, now[0].unit) == was[0].unit):
            continue
        if deed(now[0]):
            continue  # a deed may be done on anything
        if joined(part, later) or joined(other, earlier):
            continue  # who does the second thing stands before the first
        for does, did, its, reading, names in (
            (_before(part, later), _before(other, earlier), later, earlier, twins),
            (_before(other, earlier), _before(part, later), earlier, later, back),
        ):
            if not does or did:
                continue
            unit = names.get(does[0].unit, does[0].unit)
            one = next((one for one in reading.parts if one.unit == unit), None)
            if its.words[(part if its is later else other).end :][:1] in _ON_IT:
                continue  # جثة يعثر عليها الأهالي
            if one is None or (sentenced(one, reading) and sentenced(does[0], its)):
                continue
            if _does_it_too(one, other if reading is earlier else part, reading):
                continue
            if one.joint == "امام" and unit == _COURT:
                continue  # إدانته أمام محكمة
            if one.joint == "الي" and {part.unit, other.unit} & _FOR_ONESELF:
                continue  # to whoever imports it it comes
            alike = {now[0].kind, does[0].kind} <= _STATES
            if one.joint in _UPON or (one.joint == "ل" and alike):
                return f"roles: {unit} does it ≠ it is done {one.joint} {unit}"
    return ""


def _does_it_too(one: Part, done: Part, reading: Reading) -> bool:
    """Whether one to whom another deed is done stands before this one: القبض على مدير أثناء تسلمه رشوة."""
    return one.at < done.at and any(deed(it) and it.end <= one.at for it in reading.parts)


def _deeds(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> list[tuple[Part, Part]]:
    """What is done in both; by what it is done only where nothing else is."""
    done = {part.unit: part for part in reversed(earlier.parts) if part.kind != SOFT}
    pairs: list[tuple[Part, Part]] = []
    for part in later.parts:
        other = done.get(twins.get(part.unit, part.unit))
        if other is not None and part.kind != SOFT and (deed(part) or deed(other)):
            pairs.append((part, other))
    means = [pair for pair in pairs if _by_what(pair[0], later) and _by_what(pair[1], earlier)]
    return [pair for pair in pairs if pair not in means] or means


def _by_what(part: Part, reading: Reading) -> bool:
    """Whether it is the noun of that by which something is done, not the deed."""
    return part.unit in _WITH and bool(
        FREQUENCY.get("ال" + reading.words[part.at].removeprefix("ب").removeprefix("ال"))
    )


def _same_behind(
    part: Part, later: Reading, other: Part, earlier: Reading, twins: Mapping[str, str]
) -> bool:
    now, was = behind(part, later), behind(other, earlier)
    does, did = _before(part, later), _before(other, earlier)
    if not now and _ends(part, later):  # مياه الشرب تتلوث, تلوث مياه الشرب
        now, does = does, []
    if not was and _ends(other, earlier):
        was, did = did, []
    if not (now and was):
        return False
    a, b = [twins.get(one.unit, one.unit) for one in now], [one.unit for one in was]
    if a[0] != b[0] or (a[1:2] != b[1:2] and (now[0].kind == OFFICE or (a[1:] and b[1:]))):
        return False
    if does and did:
        return twins.get(does[0].unit, does[0].unit) == did[0].unit
    back = {was: now for now, was in twins.items()}
    own = {part.unit, other.unit} & _OWN != set()
    return _harmless(does, was, earlier, twins, own=own) and _harmless(
        did, now, later, back, own=own
    )


def behind(part: Part, reading: Reading) -> list[Part]:
    """The noun right behind it without a preposition, and what is written on to it."""
    found: list[Part] = []
    for one in reading.parts:
        if one.at < part.end or one.kind in _NO_NOUN:
            continue
        noun = not found and one.at == part.end and deed(one) and _done_noun(one, reading)
        stops = one.joint or (deed(one) and not noun) or one.at in reading.breaks
        if stops or (found and (one.at != found[-1].end or one.kind == NATION)):
            break
        found.append(one)
    return found


def _done_noun(part: Part, reading: Reading) -> bool:
    """Whether it is the noun of a deed, to which something else is done: تلغي حظر السفر."""
    word = reading.words[part.at]
    return word[0] != "س" and not in_the_present(word)


def _ends(part: Part, reading: Reading) -> bool:
    """Whether no noun at all stands right behind it."""
    after = following(part, reading)
    return after is None or bool(after.joint) or after.at in reading.breaks or after.at > part.end


def _before(part: Part, reading: Reading) -> list[Part]:
    """Who stands before it in its clause, who does it first."""
    found: list[Part] = []
    for one in reading.parts:
        if one.at >= part.at:
            break
        means = _by_what(one, reading)
        acted = one.unit in concepts.SAID or (deed(one) and not means)
        if one.at in reading.breaks or acted:
            found = []
        if not acted and (means or one.kind not in _NO_NOUN):
            found.append(one)
    return found if found and not found[0].joint else []


def _harmless(
    does: Sequence[Part],
    suffers: Sequence[Part],
    other: Reading,
    twins: Mapping[str, str],
    *,
    own: bool,
) -> bool:
    """Whether none of those who do it is in the other title, unless as who or by what it is done. `own`: what
    is done is done to his own: ينتخب زعيما, انتخاب زعيم له."""
    end = suffers[-1].end
    for part in does:
        unit = twins.get(part.unit, part.unit)
        one = next((one for one in other.parts if one.unit == unit), None)
        if one is None:
            continue
        joint = _joint(one, other)
        if joint in BY or (part.joint and part.joint == joint):
            continue
        if own and (
            (one.kind == NATION and not one.joint) or (one.joint == "ل" and does[0] is part)
        ):
            continue
        if one.kind == NATION and not one.joint and deed(suffers[0]) and one.at > suffers[0].at:
            continue  # his own: ألمانيا تلغي حظر السفر, حظر السفر الألماني
        if deed(suffers[0]) and one.kind == PLACE and joint in ("في", "الي"):
            continue  # يمنع دخول المركبات
        if one in suffers or (one.at <= end and one.end > suffers[0].at):
            return False  # of whom it is, to whom it is done
        if one.kind == NATION and not one.joint:
            continue
        place = part.kind == NATION and one.kind == PLACE
        if joint != "في" or not (place or one.unit in _WITH):
            return False
    return True


def _joint(part: Part, reading: Reading) -> str:
    """The preposition that it stands behind, be it before the noun that it is written on to."""
    if part.joint:
        return part.joint
    before = right_before(part, reading)
    return before.joint if before is not None else ""

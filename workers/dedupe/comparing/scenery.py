"""What belongs to an event that both titles tell of (words/scenes.py), so that one of them may say it alone.

حريق بسوق الشورجة = ألسنة اللهب تلتهم سوق الشورجة      what goes without saying there
الإعدام لقاتل زوجته = جنايات بابل: الإعدام لقاتل زوجته     who acts wherever there is such a thing
صرف رواتب آب = المباشرة بتوزيع رواتب آب      what is done, where each says it in its own way
ضبط كدس للعتاد = العثور على كدس عتاد                   what is one there

Not what stands where the other title has something else (الشرطة, الجيش; حملة أمنية, مسيرة أمنية), not what
makes another of who does it or suffers it (ضابط يعتقل متهما, اعتقال ضابط), and never a name, a number or a
place; nor an army where both tell of another side that fights: قصف الدعم السريع, قصف الجيش الدعم السريع; nor
one of no state that both tell of: قصف على الفاشر, قصف الجيش على الفاشر.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.comparing.hanging import VERBS
from workers.dedupe.comparing.tenses import is_future
from workers.dedupe.reading.neighbours import (
    following,
    preceding,
    right_before,
    right_behind,
    unit_of,
)
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, nations, offices
from workers.dedupe.words.kinds import CONCEPT, MODIFIER, NATION, NOT, NUMBER, OFFICE, PLACE, WORD
from workers.dedupe.words.likeness import heft
from workers.dedupe.words.numbers import TOLLS
from workers.dedupe.words.scenes import Scene, forms, scenes

_TELLING: Final = 1.1
_KINDS: Final = frozenset([WORD, CONCEPT, MODIFIER, OFFICE])
_STAGES: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "overturn_", "resume", "legalappeal_", "ransom_", "acquit", "release", "pardon_",
        "extinguish", "seize", "cancel", "postpone", "end", "halt", "deny", "reject", "confess",
        "claimresp_", "funeral_", "bury_", "apologize_", "threaten", "warn", "fail", "withdraw",
        "reveal_", "surrender_", "accuse", "survive", "cured_", "war_remnants", "ceasefire",
        "resign", "dismiss", "amend_", "raise", "lower", "delay_", "extend_",
    )
)  # fmt: skip
"""What comes of an event, or is said of it: news, of whatever it is a part of a name."""
_OF_NAMES: Final = (PLACE, NATION)
"""Of which none stands for an ornament: الفنانة السورية, الفنانة القديرة."""
_PARTS: Final = 3
"""Weight and number of what both tell, from which on it is of one event."""
_REFUSED: Final = frozenset(
    [NOT, *(CONCEPT + deed for deed in ("reject", "deny", "cancel", "ban"))]
)
"""Beside what is not done, a deed may be what is."""
_HEAD: Final = 1
"""Words before the ministry that a title begins with."""
_RISE: Final = CONCEPT + "rise"
_MEET: Final = CONCEPT + "meet"
_BY_PHONE: Final = frozenset(
    ["phone", "telephone", "téléphone", "هاتفيا", "هاتف", "الهاتف", "هاتفي"]
)
_AGREED: Final = frozenset([CONCEPT + "agree_", "accord", "deal"])
_TALKS: Final = frozenset(CONCEPT + deed for deed in ("discuss", "negotiate_"))
_FORCES: Final = frozenset(CONCEPT + name for name in ("army", "police", "secforces", "navy_"))
_BY: Final = ("من", "علي يد")
_COMBAT: Final = CONCEPT + "combat_noun"
_ARMY: Final = CONCEPT + "army"
_SIDES: Final = frozenset(
    CONCEPT + name
    for name in (
        "rsf", "houthi", "hamas", "hezbollah", "isis", "sdf", "pkk", "taliban", "qassam", "peshmerga",
        "hashd", "irgc", "militia", "militia_many",
    )
)  # fmt: skip
"""Each fights for itself."""
_COURTS: Final = frozenset(
    CONCEPT + name
    for name in ("cassation_court", "federal_court", "constitutional_court", "icc", "icj")
)
"""Each is another than that of assizes."""


def without_scenery(
    adds: list[Part],
    drops: list[Part],
    later: Reading,
    earlier: Reading,
    both: set[str],
    twins: dict[str, str],
) -> tuple[list[Part], list[Part]]:
    """`adds` and `drops` without it; what is one there is noted in `twins`, and in `both`."""
    if len(both) < _PARTS - 1 or heft(both) < _TELLING:
        return adds, drops
    found = scenes(later.told, earlier.told)
    if len(both) < _PARTS:  # what is done is a part that both tell, by whatever word
        found = [
            scene for scene in found if _tells(later, scene.deeds) and _tells(earlier, scene.deeds)
        ]
    if not found:
        return adds, drops
    if adds and drops:
        adds, drops = list(adds), list(drops)
        for part in tuple(adds):
            for one in drops:
                if _one(part, later, one, earlier, found):
                    adds.remove(part)
                    drops.remove(one)
                    twins[part.unit] = one.unit
                    both.add(one.unit)
                    break
    return (
        [part for part in adds if not _scenery(part, later, drops, earlier, found, both)],
        [part for part in drops if not _scenery(part, earlier, adds, later, found, both)],
    )


def _one(part: Part, later: Reading, other: Part, earlier: Reading, found: Sequence[Scene]) -> bool:
    return any(
        _is_of(part, later, group) and _is_of(other, earlier, group)
        for scene in found
        for group in scene.one
    )


def _scenery(
    part: Part,
    its: Reading,
    others: Sequence[Part],
    other: Reading,
    found: Sequence[Scene],
    both: set[str],
) -> bool:
    if part.kind not in _KINDS or part.unit == NOT or _fought(part, its):
        return False
    if part.unit in concepts.VERBS and not _REFUSED.isdisjoint(its.told | other.told):
        return False  # يستقبل الملك ويرفض لقاء الرئيس, يرفض لقاء الملك
    if part.unit == _MEET and not _BY_PHONE.isdisjoint(other.words):
        return False  # who has spoken on the phone may meet next
    if part.unit in _AGREED and not _TALKS.isdisjoint(other.told - its.told):
        return False  # what is talked of may be agreed next
    if part.unit == _RISE and not TOLLS.isdisjoint(its.words):
        return any(unit[0] == NUMBER for unit in both)  # of one number both say what it is
    alone = part.unit not in _FORCES or _SIDES.isdisjoint(both)
    if part.unit == _ARMY and nations.COUNTRIES.isdisjoint(both):
        alone = False
    for scene in found:
        if _is_of(part, its, scene.beside):
            if not (
                any(_instead(one, other, part, its, scene) for one in others)
                or _suffers_for(part, its, other)
            ):
                return True
        elif _is_done(part, its, other, scene) or (
            alone
            and _is_of(part, its, scene.by)
            and all(
                acts(one)
                or _is_of(one, other, scene.beside)
                or _where(one)
                or _for_us(one, part, its)
                for one in others
            )
            and not _done_by_another(other, its, scene)
            and _COURTS & its.told == _COURTS & other.told
        ):
            return True
    return False


def _fought(part: Part, its: Reading) -> bool:
    """Whether it says that something is fought, and is not the office that does: مشروع مكافحة الفساد."""
    if part.unit != _COMBAT or part.joint.startswith(_BY):
        return False
    office = {*its.words[max(0, part.at - 1) : part.at]} & offices.BODIES
    return part.at > 0 and part.at not in its.breaks and not office


def _is_done(part: Part, its: Reading, other: Reading, scene: Scene) -> bool:
    """Whether it is a deed of the scene that the other title tells by another word, and no less done."""
    return _is_of(part, its, scene.deeds) and any(
        _is_of(one, other, scene.deeds) and is_future(one, other) == is_future(part, its)
        for one in other.parts
    )


def _tells(reading: Reading, deeds: frozenset[str]) -> bool:
    return bool(deeds) and any(_is_of(part, reading, deeds) for part in reading.parts)


def _where(part: Part) -> bool:
    """Whether it is a place that acts for nobody."""
    return part.kind == PLACE and part.at > 0 and part.unit not in nations.COUNTRIES


def _for_us(one: Part, part: Part, its: Reading) -> bool:
    """Whether the part is the ministry through which the state acts that the other title names: العراق يصدر,
    وزارة النفط تصدر."""
    if one.unit != nations.HOME or one.joint:
        return False
    after = right_behind(part, its)
    return (
        its.words[part.at] in offices.PORTFOLIOS
        and (part.at <= _HEAD or part.joint == "بين")
        and (after is None or after.kind != NATION)
    )


def _is_of(part: Part, its: Reading, members: frozenset[str]) -> bool:
    if part.unit in members:
        return True
    if part.unit in _STAGES:
        return False  # نقض, of which a court has its name
    return part.size == 1 and not forms(its.words[part.at]).isdisjoint(members)


def _instead(one: Part, other: Reading, part: Part, its: Reading, scene: Scene) -> bool:
    """Whether `one` of the other title stands where the part does: beside the same word."""
    if one.kind in _OF_NAMES or _is_of(one, other, scene.beside) or _is_of(one, other, scene.deeds):
        return False
    before, after = _beside(part, its)
    was, will = _beside(one, other)
    return bool((before and before == was) or (after and after == will))


def _suffers_for(part: Part, its: Reading, other: Reading) -> bool:
    """Whether it stands right behind a deed that both tell, where the other title has somebody whom its own
    has elsewhere: ضابط يعتقل متهما, اعتقال ضابط."""
    deed = right_before(part, its)
    if deed is None or part.joint or not acts(deed):
        return False
    for one in other.parts:
        if one.unit == deed.unit:
            there = right_behind(one, other)
            if there is not None and not there.joint and there.unit in its.told:
                behind = right_behind(part, its)
                return behind is None or behind.unit != there.unit
    return False


def _done_by_another(other: Reading, its: Reading, scene: Scene) -> bool:
    """Whether the other title has somebody else before a verb that both tell."""
    for one in other.parts:
        if one.at and one.unit in its.told and acts(one) and other.words[one.at][0] in VERBS:
            before = right_before(one, other)
            if before is not None and not before.joint and not _is_of(before, other, scene.by):
                return not _is_of(before, other, scene.beside)
    return False


def _beside(part: Part, its: Reading) -> tuple[str, str]:
    """The units before and behind it, "" where there is none."""
    return unit_of(preceding(part, its)), unit_of(following(part, its))

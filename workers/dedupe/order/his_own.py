"""What is somebody's own, told behind him with a pronoun, or before him as his.

الأهلي يقيل مدربه            =  إقالة مدرب الأهلي
الجزائر تستدعي سفيرها         =  استدعاء السفير الجزائري
بورصة الكويت … لمؤشراتها     =  مؤشرات بورصة الكويت …
قطر ترفع إنتاج الغاز         =  رفع إنتاج قطر من الغاز
الأهلي يقيل مدرب الزمالك      ≠  الزمالك يقيل مدرب الأهلي        no pronoun says whose he is
الأهلي ينتقد مدرب الزمالك     ≠  الزمالك ينتقد مدربه            another does it to him
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from workers.dedupe.reading.parts import Two, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import nations
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE, SOFT

_HIS: Final = ("ه", "ها", "هم", "هما")
_BEFORE: Final = "وفبل"
"""Letters that may be written on to a noun."""
_SHORTEST: Final = 3
_OF: Final = ("", "ل")
_ACTIVE: Final = "يت"
"""Begin a verb of what somebody does."""


def his_own(now: Two, later: Reading, was: Two, earlier: Reading) -> bool:
    """Whether of two parts the one is the other's own in both titles. `now` and `was`: the two as each title
    has them, first the one that it names first."""
    return _owned(now, later, was, earlier) or _owned(was, earlier, now, later)


def _owned(two: Two, its: Reading, other: Two, another: Reading) -> bool:
    """Whether the second of `two` has a pronoun, where `another` has its owner right behind it."""
    own, owner = other
    if owner.at != own.end or owner.joint not in _OF or owner.at in another.breaks:
        return False
    behind = next((part for part in another.parts if part.at == owner.end), None)
    if behind is not None and acts(behind) and another.words[behind.at][0] in _ACTIVE:
        return False  # مدرب الأهلي يهاجم
    return with_pronoun(its.words[two[1].end - 1], another.words[own.end - 1])


def with_pronoun(his: str, noun: str) -> bool:
    """Whether folded words are a noun with a pronoun and without: مدربه, مدرب; شركتها, شركة."""
    if his.startswith("ال"):
        return False
    noun = noun.removeprefix("ال")
    for bare in (his, his[1:]) if his[0] in _BEFORE else (his,):
        for end in _HIS:
            if bare.endswith(end) and len(bare) - len(end) >= _SHORTEST:
                stem = bare[: -len(end)]
                if noun == (stem[:-1] + "ه" if stem.endswith("ت") else stem):
                    return True
    return False


_COACH: Final = "مدربه"


def of_another(later: Reading, earlier: Reading) -> str:
    """Why it is not done to his own coach, or by him, in both titles ("": it may be)."""
    return _another_does(later, earlier) or _another_does(earlier, later)


def _another_does(one: Reading, other: Reading) -> str:
    """Whether of `one`, who does it to his coach, another does it to that coach in `other`; or the coach
    does, who stands behind a preposition in `one`: يخسر بسبب مدربه, مدرب النصر يخسر."""
    if _COACH not in one.words:
        return ""
    at = one.words.index(_COACH)
    his = next((part for part in one.parts if part.at == at), None)
    owner = one.parts[0]
    if his is None or owner is his or acts(owner) or owner.kind == OFFICE:
        return ""
    theirs = next(
        (
            coach
            for coach, club in pairwise(other.parts)
            if coach.unit == his.unit and club.unit == owner.unit and club.at == coach.end
        ),
        None,
    )
    told = [part for part in other.parts if part.kind != SOFT]
    if theirs is None or len(told) < _SHORTEST:
        return ""
    does, deed, *_ = told
    if does is theirs:
        return f"roles: {owner.unit} ≠ his coach" if his.joint else ""
    if acts(does) or not acts(deed) or does.unit in one.told or does.unit == owner.unit:
        return ""
    return f"roles: {does.unit} ≠ {owner.unit}"


_OWN: Final = frozenset(
    CONCEPT + deed for deed in ("raise", "rise", "lower", "fall", "approve", "amend_", "export")
)
"""What a state does with its own: قطر ترفع إنتاج الغاز."""
_SENDS: Final = frozenset([CONCEPT + "send_", "يسير", "تسير", "سير", "تسيير"])
"""What a state does with a convoy of its own: الأردن يسير قافلة, قافلة أردنية."""


def its_own(now: Two, later: Reading, was: Two, earlier: Reading) -> bool:
    """Whether one of two is a state that does something with its own in one title, and whose it is in the
    other: الكويت تقر الموازنة, إقرار الموازنة الكويتية."""
    return _does(now, later, was) or _does(was, earlier, now)


def _does(two: Two, its: Reading, other: Two) -> bool:
    state, own = two
    thing, owner = other
    if state.unit not in nations.COUNTRIES or state.joint or owner.joint or owner.at < thing.end:
        return False
    between = [part for part in its.parts if state.end <= part.at < own.at]
    if between and owner.kind == NATION and between[0].unit in _SENDS:
        return not any(map(acts, between[1:])) and owner.at - thing.end <= 1
    if owner.at != thing.end:
        return False
    return own.joint == "" and any(part.unit in _OWN for part in between) and len(between) == 1

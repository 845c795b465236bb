"""What was told before of a thing that had not come about, or of another thing that hung on it.

محاولة اغتيال, then اغتيال              it was only tried, feared or planned
خادمة مادونا, then مادونا               nothing of it is new, but it is another thing
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.comparing.besides import WANTED, institution
from workers.dedupe.comparing.hanging import VERBS
from workers.dedupe.comparing.moments import ahead
from workers.dedupe.order.frames import deed
from workers.dedupe.reading.neighbours import right_behind
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, fillers
from workers.dedupe.words.kinds import CONCEPT, NUMBER, SOFT
from workers.dedupe.words.lists import FREQUENCY, folded_words

CALLS: Final = frozenset(CONCEPT + name for name in ("call", "demand"))
ASKED: Final = CALLS | {CONCEPT + "must_", CONCEPT + "need_"}
_MEANS_TO: Final = CONCEPT + "visitbid"
_BARGAIN: Final = CONCEPT + "negotiate_"
_TALK: Final = frozenset(CONCEPT + deed for deed in ("discuss", "meet", "agree_"))
_EXPECTED: Final = folded_words(
    "يتوقع تتوقع نتوقع أتوقع توقع توقعت يدرس تدرس ندرس يعتزم تعتزم نعتزم"
)
_MEANS: Final = folded_words("يعتزم تعتزم نعتزم")
_ANNOUNCED: Final = folded_words("يعلن تعلن أعلن أعلنت إعلان يقرر تقرر قرر قررت قرار")
_DEEDS: Final = 2
_NONE: Final[frozenset[str]] = frozenset()
_WITHIN: Final = ("خلال", "within")
_AFFIRM: Final = CONCEPT + "affirm"
_SETS_OUT: Final = folded_words("يتوجه تتوجه توجه توجهت يتحرك تتحرك تحرك تحركت يهرع تهرع هرع هرعت")
_DECIDED: Final = folded_words("قرار قرارا بقرار يقرر تقرر")
_EXECUTED: Final = CONCEPT + "executed"
_WARN: Final = CONCEPT + "warn"
_SHORTLY: Final = folded_words("وشيك وشيكا وشيكة الوشيك الوشيكة")
_THOUGHT: Final = "اشتباه"
_GERMAN: Final = frozenset(["will", "wollen", "soll", "sollen", "plant", "planen", "erwagt"])
_SUSPECTED: Final = folded_words(
    "suspected possible probable suspect suspecté مشتبه المشتبه اشتباه الاشتباه محتملة محتمل"
)


def only_maybe(drops: Sequence[Part], earlier: Reading, later: Reading) -> tuple[Part, ...]:
    """The deeds of `later` that `earlier` only tried, feared or planned: محاولة اغتيال, then اغتيال."""
    if not _SUSPECTED.isdisjoint(earlier.words) and _SUSPECTED.isdisjoint(later.words):
        sure = tuple(part for part in later.parts if part.unit == _AFFIRM)
        if sure:
            return sure  # what was suspected is confirmed
    if (there := _set_out(earlier, later)) is not None:
        return (there,)
    done = tuple(part for part in later.parts if part.unit == _EXECUTED)
    if done and _DECIDED.isdisjoint(later.words) and not _DECIDED.isdisjoint(earlier.words):
        return done  # قرار بإعدام, then إعدام
    if _doubted(earlier) and not _doubted(later):
        return later.parts[:1]
    soon = [part for part in earlier.parts if _is_soon(part)]
    if soon and not any(map(_is_soon, later.parts)) and NUMBER not in earlier.kinds:
        return tuple(one for one in later.parts if acts(one))[:_DEEDS] or later.parts[:1]
    if for_it(earlier) and not for_it(later) and ASKED.isdisjoint(later.told):
        return tuple(one for one in later.parts if acts(one))[:_DEEDS]
    for part in drops:
        if not concepts.IMPLIED.get(part.unit, _NONE).isdisjoint(later.told):
            continue
        if part.unit in CALLS and for_it(later):
            continue
        if part.unit == _MEANS_TO and ahead(later):
            continue  # يعتزم زيارة بكين الأسبوع المقبل, يزور بكين الأسبوع المقبل
        if _is_warned_of(part, earlier, later):
            continue
        maybe = part.unit in WANTED or not fillers.MODAL.isdisjoint(
            earlier.words[part.at : part.end]
        )
        if not (maybe or _bargains(part, earlier)):
            continue
        behind = {one.unit for one in earlier.parts if part.end <= one.at}
        return tuple(one for one in later.parts if one.unit in behind)[:_DEEDS] or later.parts[:1]
    return ()


def _is_warned_of(part: Part, earlier: Reading, later: Reading) -> bool:
    """Whether it only says when that comes of which both warn: تحذر من مجاعة وشيكة, تحذر من مجاعة."""
    if _WARN not in later.told or _SHORTLY.isdisjoint(earlier.words[part.at : part.end]):
        return False
    return any(one.unit == _WARN and one.end <= part.at for one in earlier.parts)


def _set_out(earlier: Reading, later: Reading) -> Part | None:
    """What is done in `later`, for which they only set out: فرق تتوجه لإخماد حريق, then تخمد حريقا."""
    if _SETS_OUT.isdisjoint(earlier.words) or not _SETS_OUT.isdisjoint(later.words):
        return None
    for_it = {part.unit for part in earlier.parts if acts(part) and _purpose(part, earlier)}
    return next(
        (part for part in later.parts if part.unit in for_it and not _purpose(part, later)), None
    )


def _purpose(part: Part, its: Reading) -> bool:
    return its.words[part.at][0] == "ل"


def _doubted(its: Reading) -> bool:
    """Whether it is thought to be so (اشتباه بإصابات), or meant (German: will schließen)."""
    return _THOUGHT in its.words or (its.tongue == "german" and not _GERMAN.isdisjoint(its.words))


def _bargains(part: Part, its: Reading) -> bool:
    """Whether it is a bargain about what is told behind it: يتفاوض للتعاقد."""
    after = right_behind(part, its)
    return part.unit == _BARGAIN and after is not None and after.joint == "ل"


def only_talked_of(earlier: Reading, later: Reading) -> tuple[Part, ...]:
    """The deed of `later` of which `earlier` only told that it was expected, discussed or agreed on:
    يتوقع خفض الفائدة, then يخفض الفائدة; يبحث رفع العقوبات, then يعلن رفع العقوبات."""
    expected = _EXPECTED.intersection(earlier.words)
    if _TALK.isdisjoint(earlier.told) and (not expected or (expected <= _MEANS and ahead(later))):
        return ()
    return tuple(
        part
        for part in later.parts
        if part.unit in earlier.told
        and acts(part)
        and part.unit not in _TALK
        and _is_told_of(part, later)
        and all(_talked(one, earlier) for one in earlier.parts if one.unit == part.unit)
    )[:1]


def _is_told_of(part: Part, its: Reading) -> bool:
    """Whether it is a verb, or what somebody announces."""
    if not 0 < part.at < len(its.words):
        return False
    before, word = its.words[part.at - 1], its.words[part.at]
    noun = word[0] != "ي" and "ال" + word in FREQUENCY  # نمو
    verb = word[0] in VERBS and not (noun or part.joint or before in _EXPECTED)
    return verb or before in _ANNOUNCED


def _talked(part: Part, its: Reading) -> bool:
    """Whether the deed before it is talk, or the word before it expects it."""
    if part.at and its.words[part.at - 1] in _EXPECTED:
        return True
    if _is_told_of(part, its):
        return False
    before = next((one for one in reversed(its.parts) if one.end <= part.at and acts(one)), None)
    return before is not None and before.unit in _TALK and its.words[before.at][:1] in VERBS


def for_it(reading: Reading) -> bool:
    """Whether what somebody says begins with a ل and what is to be done: الراعي: لتحييد لبنان."""
    first = next((one for one in reading.parts if one.at >= reading.speaker > 0), None)
    return first is not None and first.at == reading.speaker and first.joint == "ل" and deed(first)


def shorn(drops: Sequence[Part], earlier: Reading, later: Reading) -> tuple[Part, ...]:
    """What no longer hangs on what it hung on, where `later` has the words of `earlier` in their order and
    only lacks some before or between them: خادمة مادونا, then مادونا. Nothing else of it is new, but it is
    another thing. What is left out at the end, or told before a colon, or the body that does it, makes a
    title shorter."""
    gone = {part.at for part in drops}
    left = [part for part in earlier.parts if part.kind != SOFT and part.at not in gone]
    kept = [part for part in later.parts if part.kind != SOFT]
    if [part.unit for part in left] != [part.unit for part in kept]:
        return ()
    first = min((at for at in gone if at >= earlier.speaker), default=None)
    head = earlier.parts[0]
    if first is None or (head.at in gone and institution(head, earlier)):
        return ()
    return tuple(one for part, one in zip(left, kept, strict=True) if part.at > first)[:1]


def _is_soon(part: Part) -> bool:
    """Whether it says within what time something is to be: خلال ساعات."""
    return part.unit in concepts.SPANS and part.joint in _WITHIN

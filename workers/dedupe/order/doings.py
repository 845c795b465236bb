"""Who does every deed that two Arabic titles share, and to whom, whichever way each tells it.

الاحتلال يقتحم المخيم ويعتقل شبانا     =  اعتقال شبان خلال اقتحام الاحتلال المخيم    one subject of two verbs
عائلة حاصرتها الثلوج تنقذها البيشمركة  =  البيشمركة تنقذ عائلة حاصرتها الثلوج       a verb that says «her»
نجاة طاقم مروحية تحطمت            =  تحطم مروحية ونجاة طاقمها
هجوم إيران على إسرائيل             ≠  إسرائيل تهاجم إيران

Behind a verb whose subject stands before it stands whom it is done to; behind the noun of a deed, or a verb
that stands first, who does it and then to whom, or only the latter. Where all deeds agree, those who do and
suffer them may stand in any order.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from typing import Final, NamedTuple

from streamer.text import words
from workers.dedupe.order.frames import BY, behind, deed
from workers.dedupe.reading.neighbours import listed
from workers.dedupe.reading.parts import Part, in_the_present
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts
from workers.dedupe.words.kinds import CONCEPT, MODIFIER, NUMBER, PLACE, SOFT, WORD

_NOBODY: Final = (SOFT, NUMBER, MODIFIER)
_PRONOUNS: Final = ("ها", "هم", "هما", "ه")
_OF_ITS_OWN: Final = frozenset(
    words(
        "يتوجه تتوجه يوجه توجه يواجه تواجه يتجه تتجه ينبه تنبه يشبه تشبه يكره تكره ينزه يرفه ينتبه تنتبه"
    )
)
"""Verbs whose last letter is no pronoun."""
_PRESENT: Final = "يت"
_ACCUSED: Final = frozenset(words("متهمين متهما متهمون مطلوبين مطلوبا"))
_ON_HIM: Final = frozenset(["عليه", "عليها", "عليهم", "عليهما"])
_ON: Final = "علي"
"""Begins a phrase that says what is done, and before it to what: ملف التعيينات على طاولة الحكومة."""
_PERSONS: Final = "يتن"
_TO: Final = frozenset(["ل", "علي", "الي", "في", "ب", "مع"])
"""Before whom the noun of a deed is done to: زيارة السوداني إلى أنقرة."""
_EVENTS: Final = frozenset([CONCEPT + "crash", CONCEPT + "collapse"])
"""No deeds elsewhere, for nobody does them."""
_CAUSES: Final = frozenset(words("بسبب جراء نتيجة إثر بفعل")) | {"علي اثر"}
"""Before what does it in the other title: تعليق الرحلات بسبب العاصفة."""
_HITS: Final = frozenset([CONCEPT + "target_", CONCEPT + "hit"])
"""Deeds that say nothing beside what it is done with, but to whom: يستهدفها تفجير."""
_SEVERAL: Final = 2
_NONE: Final[frozenset[str]] = frozenset()


class _Doing(NamedTuple):
    does: tuple[str, ...]
    """Who does it, before the verb, with what is written on to him; () for the noun of a deed."""
    behind: tuple[str, ...]
    near: tuple[str, ...]
    """What stands right before it."""


def agreed(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> frozenset[str]:
    """The units, as `earlier` has them, of who does or suffers the deeds that both tell, where each does so
    in both; none, where somebody does not."""
    if not later.words or later.words[0][0].isascii() or later.tongue or earlier.tongue:
        return _NONE
    now, before = _doings(later, twins), _doings(earlier, {})
    shared = now.keys() & before.keys()
    if not shared:
        return _NONE
    here, there = _joints(later, twins), _joints(earlier, {})
    does = (
        {unit for one in now.values() for unit in one.does[:1] or one.behind[:1]},
        {unit for one in before.values() for unit in one.does[:1] or one.behind[:1]},
    )
    found: set[str] = set()
    for unit in shared:
        one, other = now[unit], before[unit]
        if not (_agree(one, other, there, does[1]) or _agree(other, one, here, does[0])):
            return _NONE
        found |= {*one.does, *one.behind, *one.near} & {*other.does, *other.behind, *other.near}
        if not (one.does and other.does):  # who does it stands elsewhere, as _agree has seen
            found |= {*one.does, *other.does}
    return frozenset(found)


def done_by_the_other(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why who does it in one title suffers it in the other ("": nothing says so), where a verb in one says
    that it is done to what was told before: إيران تقصفها إسرائيل, إيران تقصف إسرائيل."""
    if later.tongue:
        return ""
    if told := _on_him(later, earlier) or _on_him(earlier, later):
        return told
    if told := _the_accused(later, earlier) or _the_accused(earlier, later):
        return told
    if not (_says_of_it(later) or _says_of_it(earlier)):
        return ""
    now, before = _doings(later, twins), _doings(earlier, {})
    for unit in sorted(now.keys() & before.keys()):
        one, other = now[unit], before[unit]
        if not (one.does and one.behind and other.does and other.behind):
            continue
        if one.does[0] == other.behind[0] and one.behind[0] == other.does[0]:
            return f"roles: {other.does[0]} does it ≠ {one.does[0]} does it"
    return ""


def _on_him(one: Reading, other: Reading) -> str:
    """Whether in `one` somebody does it to him who was told before, and in `other` it is done to the former:
    طبيب يعتدي عليه مريض, طبيب يعتدي على مريض."""
    for at, word in enumerate(one.words):
        if word not in _ON_HIM:
            continue
        does = next((part for part in one.parts if part.at == at + 1), None)
        if does is not None and any(
            other.words[part.at - 1] == _ON and part.at and _same_stem(part, other, does, one)
            for part in other.parts
        ):
            return f"roles: {does.unit} does it ≠ it is done to {does.unit}"
    return ""


def _the_accused(one: Reading, other: Reading) -> str:
    """Whether in `one` it is done to the accused, and in `other` to him who stands before the verb, behind
    which a preposition does: ضابط يحاكم متهمين, ضابط يحاكم بتهمة."""
    if _ACCUSED.isdisjoint(one.words):
        return ""
    for part in one.parts:
        if not (part.end < len(one.words) and one.words[part.end] in _ACCUSED and part.at):
            continue
        verb = one.words[part.at]
        same = next((it for it in other.parts if it.at and other.words[it.at] == verb), None)
        if same is None or verb[0] not in _PRESENT:
            continue
        after = next((it for it in other.parts if it.at >= same.end), None)
        if after is None or after.joint:
            return f"roles: {part.unit} is done to the accused ≠ to him before it"
    return ""


def _same_stem(part: Part, its: Reading, other: Part, others: Reading) -> bool:
    """Whether they are one, or a plural in two cases: مرافقو, مرافقي."""
    return part.unit == other.unit or its.words[part.at][:-1] == others.words[other.at][:-1]


def _says_of_it(reading: Reading) -> bool:
    return any(map(_is_done_to_it, reading.words))


def _is_done_to_it(word: str) -> bool:
    """Whether it is a verb that says that it is done to what was told before."""
    verb = word.removeprefix("و")
    return verb.endswith(_PRONOUNS) and verb[0] in _PRESENT and verb not in _OF_ITS_OWN


def _agree(
    one: _Doing, other: _Doing, joints: Mapping[str, frozenset[str]], does: set[str]
) -> bool:
    """Whether both tell the same of one deed. `joints`: of the title of `other`, in which `does` do it."""
    if one.does and other.does:
        return _alike(one.does, other.does) and (
            not (one.behind and other.behind) or _alike(one.behind, other.behind)
        )
    if not (one.does or one.behind or other.does or other.behind):
        return True
    if not one.does:
        return not other.does and bool(one.behind) and _alike(one.behind, other.behind)
    if not other.behind:
        return False
    first, *rest = other.behind
    if not one.behind:  # مروحية تتحطم, تحطم مروحية
        return first in one.near or _alike(one.does, other.behind)
    if first == one.does[0]:  # اقتحام الاحتلال المخيم
        return one.behind[0] in rest or bool(joints.get(one.behind[0], _NONE) & _TO)
    if not _alike(one.behind, other.behind) or one.does[0] in rest:
        return False
    who = one.does[0]
    return who not in joints or who in does or not joints[who].isdisjoint(BY | _CAUSES)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the shorter is the beginning of the longer."""
    size = min(len(one), len(other))
    if bool(size) and one[:size] == other[:size]:
        return True
    states = len(one) == len(other) == _SEVERAL and all(unit[0] == PLACE for unit in one)
    return states and one == other[::-1]  # تركيا والعراق, العراق وتركيا


def _joints(reading: Reading, twins: Mapping[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for part in reading.parts:
        unit = twins.get(part.unit, part.unit)
        found[unit] = found.get(unit, _NONE) | {part.joint}
    return found


def _doings(reading: Reading, twins: Mapping[str, str]) -> dict[str, _Doing]:
    found: dict[str, _Doing] = {}
    clause: list[Part] = []
    """Nouns since the clause began, or since its last deed."""
    subject: list[Part] = []
    """Who does the verbs of the clause: its first noun, with what is written on to it."""
    verbs, told = 0, False
    for part in reading.parts:
        if part.at in reading.breaks or part.unit in concepts.SAID:
            clause, subject, verbs, told = [], [], 0, False
        unit = twins.get(part.unit, part.unit)
        if not (_is_deed(part) or _is_deed(part._replace(unit=unit))):
            if part.kind not in _NOBODY:
                if verbs and listed(part, reading) and not part.joint:
                    subject, told = [], False  # والشرطة تعتقل
                clause.append(part)
                if not subject and not part.joint:
                    subject = [part]
                elif subject and part.at == subject[-1].end and not part.joint and not told:
                    subject.append(part)
            continue
        run = tuple(
            twins.get(one.unit, one.unit)
            for one in takewhile(lambda one: one.unit not in _EVENTS, behind(part, reading))
        )
        does = [twins.get(one.unit, one.unit) for one in subject]
        near = tuple(twins.get(one.unit, one.unit) for one in clause[-3:])
        verb = bool(does) and _is_verb(part, reading)
        if reading.words[part.at] == _ON and subject and run:  # على طاولة الحكيم
            found.setdefault(unit, _Doing(run, tuple(does), near))
            continue
        if verb and run and _of_it(part, reading):
            does, run = list(run), tuple(does)
        found.setdefault(unit, _Doing(tuple(does) if verb else (), run, near))
        clause, told = [], True
        verbs += verb
    return found


def _is_deed(part: Part) -> bool:
    """Whether something is done; behind a preposition no verb is (قرب تبوك)."""
    if part.unit in _EVENTS:
        return True
    if part.kind == SOFT and part.unit not in _HITS:
        return False
    return deed(part) and not (part.kind == WORD and part.joint)


def _is_verb(part: Part, reading: Reading) -> bool:
    """Whether it is a verb, in the present or a past behind a noun; a noun of a deed is none."""
    word = reading.words[part.at].removeprefix("و")
    if word.startswith(("ال", "ل", "ب")) or part.joint:
        return False
    if in_the_present(word):
        return True
    future = word[:1] == "س" and len(word) > 4 and word[1] in _PERSONS
    return future or (word[-1:] == "ت" and word[-2:-1] not in ("", "ا"))


def _of_it(part: Part, reading: Reading) -> bool:
    """Whether the verb says that it is done to what was told before: تنقذها البيشمركة."""
    word = reading.words[part.at].removeprefix("و")
    return len(word) > 4 and _is_done_to_it(word)

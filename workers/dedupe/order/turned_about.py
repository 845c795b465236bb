"""Who stands before a verb in one title and behind it in the other, all else being told on his side too.

حماس ترد على فتح ≠ فتح ترد على حماس
كلب يعض شرطيا ≠ شرطي يعض كلبا
استقالة الوزير تفجر احتجاجات ≠ احتجاجات تفجر استقالة الوزير      what came of what
الأمل بالفوز ≠ أمل تفوز                                         what is hoped for
القاضي يستجوب النائب في قضية ≠ القاضي يستجوب في قضية النائب        whose case it is

In Arabic the verb behind a noun is done by it. It is asked of titles that else tell the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from workers.dedupe.reading.neighbours import listed
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import (
    CONCEPT,
    DAY,
    HOUR,
    MONTH,
    NUMBER,
    PLACE,
    SOFT,
    WEEKDAY,
    WORD,
    YEAR,
)
from workers.dedupe.words.lists import folded_words

_MUTUAL: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "meet", "discuss", "draw", "clash", "swap", "marry", "divorce", "agree_", "face_", "sign",
    )
)  # fmt: skip
_TO: Final = frozenset(["", "علي", "ل", "عن", "الي", "ضد", "من", "امام", "ب"])
_THEM: Final = ("ه", "ها", "هم", "هما", "هن")
"""End a verb that takes up with a pronoun what was told before it."""
_NOUN: Final = 5
"""Letters of the noun of a deed that begins as its verb does."""
_NO_DOERS: Final = (NUMBER, WEEKDAY, MONTH, DAY, HOUR, YEAR)
_WHEN: Final = folded_words("نهاية بداية مطلع منتصف أواخر مساء صباح فجر ليلة يوم غدا اليوم أمس")
_HIS: Final = folded_words("قضية ملف دعوى مكتب منزل بيت مقر قصر حفل مقتل اغتيال محاكمة حزب شركة")
"""What may be somebody's, behind a في."""
_HOPES: Final = folded_words(
    "أمل الأمل آمال الآمال حلم الحلم أحلام الأحلام طموح الطموح طموحات رجاء الرجاء أماني الأماني منى رغبة"
    " الرغبة نية فرصة الفرصة"
)


def turned_about(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why what stands before a verb is told behind it in the other, or is no doer there ("": it is not).
    `twins`: units of `later` that `earlier` writes otherwise."""
    if later.tongue or earlier.tongue:
        return ""
    back = {was: now for now, was in twins.items()}
    return (
        _around(later, earlier, twins)
        or _behind_a_noun(later, earlier, twins)
        or _hoped(later, earlier, twins)
        or _hoped(earlier, later, back)
        or _whose(later, earlier, twins)
        or _whose(earlier, later, back)
    )


def _around(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    for part in later.parts:
        if not _is_verb(part, later) or part.unit in _MUTUAL:
            continue
        unit = twins.get(part.unit, part.unit)
        other = next(
            (one for one in earlier.parts if one.unit == unit and _is_verb(one, earlier)), None
        )
        if other is None or other.unit in _MUTUAL:
            continue
        now, before = _sides(part, later, twins), _sides(other, earlier, {})
        if now is None or before is None:
            continue
        (does, suffers), (did, suffered) = now, before
        if not (does.keys() <= suffered.keys() and did.keys() <= suffers.keys()):
            continue
        who, was = next(iter(does)), next(iter(did))
        if who == was:
            continue
        mine, its = suffers[was], suffered[who]
        joint = _joint(mine, later)
        if joint == _joint(its, earlier) and joint in _TO and _one_side(mine, its, later, earlier):
            return f"roles: {was} and {who} have changed places"
    return ""


def _behind_a_noun(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Whether whose deed it is and on whom have changed places: رد حماس على فتح, رد فتح على حماس."""
    before = {(deed, who, whom, joint) for deed, who, whom, joint in _deeds(earlier, {})}
    for deed, who, whom, joint in _deeds(later, twins) if before else ():
        if who != whom and (deed, whom, who, joint) in before:
            return f"roles: {who} and {whom} have changed places"
    return ""


def _deeds(reading: Reading, twins: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Each noun with whose it is right behind it, and the next behind a preposition."""
    for deed, who, whom in zip(reading.parts, reading.parts[1:], reading.parts[2:], strict=False):
        beside = deed.end == who.at and not who.joint and whom.joint in _TO - {""}
        if beside and reading.words[deed.at][0] not in "يت" and deed.kind in (WORD, CONCEPT):
            unit, name, other = (twins.get(one.unit, one.unit) for one in (deed, who, whom))
            yield unit, name, other, whom.joint


_SHORTEST: Final = 3
"""Letters of a verb in the present: يرد; فيتامين ت has none."""


def _is_verb(part: Part, reading: Reading) -> bool:
    """Whether it may be a verb in the present that somebody stands before."""
    word = reading.words[part.at]
    if (
        not part.at
        or len(word) < _SHORTEST
        or word[0] not in "يت"
        or part.kind == SOFT
        or word.endswith(_THEM)
    ):
        return False
    if word[0] == "ت" and len(word) == _NOUN and word[-2] == "ي":
        return False  # تحذير
    return acts(part) or (part.kind in (WORD, CONCEPT) and not part.joint and word[-2] != "ي")


def _sides(
    verb: Part, reading: Reading, twins: Mapping[str, str]
) -> tuple[dict[str, Part], dict[str, Part]] | None:
    """What stands before it in its clause, and behind it, by unit; None where nobody stands right before."""
    begins = max((at for at in (reading.speaker, *reading.breaks) if at <= verb.at), default=0)
    parts = [part for part in reading.parts if part.kind != SOFT]
    before = [part for part in parts if begins <= part.at and part.end <= verb.at]
    after = [part for part in parts if part.at >= verb.end]
    if (
        not before
        or not after
        or before[0].joint
        or before[0].kind in _NO_DOERS
        or reading.words[before[0].at] in _WHEN
    ):
        return None
    return _by_unit(before, twins), _by_unit(after, twins)


def _by_unit(parts: list[Part], twins: Mapping[str, str]) -> dict[str, Part]:
    """Unit → the first part that tells it, in their order."""
    found: dict[str, Part] = {}
    for part in parts:
        found.setdefault(twins.get(part.unit, part.unit), part)
    return found


def _joint(part: Part, reading: Reading) -> str:
    """The preposition before it, or before what it is written on to; a ب apart from a في."""
    one: Part | None = part
    while one is not None and not one.joint and not (one is not part and acts(one)):
        one = reading.ends.get(one.at)
    if one is None or (one is not part and acts(one)):
        return ""
    return "ب" if one.joint == "في" and reading.words[one.at][0] == "ب" else one.joint


def _one_side(mine: Part, its: Part, later: Reading, earlier: Reading) -> bool:
    """Whether neither is only told together with another."""
    return not (listed(mine, later) or listed(its, earlier))


def _hoped(one: Reading, other: Reading, twins: Mapping[str, str]) -> str:
    """Whether `one` tells of the hope for a deed, and in `other` one of that name does it."""
    if _HOPES.isdisjoint(one.words) or _HOPES.isdisjoint(other.words):
        return ""
    for hope in one.parts:
        deed = one.begins.get(hope.end)
        if one.words[hope.at] not in _HOPES or deed is None or deed.joint not in ("في", "ل"):
            continue
        name = twins.get(hope.unit, hope.unit)
        unit = twins.get(deed.unit, deed.unit)
        for does in other.parts:
            who = other.ends.get(does.at)
            if does.unit == unit and who is not None and who.unit == name and _is_verb(does, other):
                return f"stage: a hope for {unit} ≠ {name} does it"
    return ""


def _whose(one: Reading, other: Reading, twins: Mapping[str, str]) -> str:
    """Whether he to whom it is done in `one` is in `other` only the one whose thing it is done in."""
    for verb in one.parts:
        whom = one.begins.get(verb.end)
        if (
            not _is_verb(verb, one)
            or whom is None
            or whom.joint
            or whom.kind in (SOFT, NUMBER, PLACE)
        ):
            continue
        unit, name = twins.get(verb.unit, verb.unit), twins.get(whom.unit, whom.unit)
        there = next((it for it in other.parts if it.unit == unit and _is_verb(it, other)), None)
        his = next((it for it in other.parts if it.unit == name), None)
        thing = other.ends.get(his.at) if his is not None else None
        if there is None or his is None or his.joint or thing is None or thing.at < there.end:
            continue
        if thing.joint == "في" and other.words[thing.at].removeprefix("ب") in _HIS:
            return f"roles: it is done to {name} ≠ in what is his"
    return ""

"""What words tell apart that say nothing, or much else, by themselves.

إصابات طفيفة ≠ إصابات خطيرة              how bad it is, where each title says so
جندي تركي شمال العراق ≠ جندي عراقي قرب تركيا    whose man it is, though both tell of both countries
أطلق النار على شرطي ≠ أطلق شرطي النار        who shoots
أحمد علي عبد الله صالح ≠ علي عبد الله صالح     a son, of whom his father's name stands behind
Northern Ireland ≠ Ireland              two of one name, of which one has a word more
Dollar falls against yen ≠ Yen falls against dollar
near deal ≠ deal                       what has not come about
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from streamer.text import fold
from workers.dedupe.comparing.of_lands import of_another_land
from workers.dedupe.comparing.peoples import of_another_people
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import offices
from workers.dedupe.words.kinds import CONCEPT, PLACE, SOFT
from workers.dedupe.words.lists import folded_words

_SLIGHT: Final = folded_words(
    """طفيف طفيفة طفيفا بسيط بسيطة محدود محدودة محدودا خفيف خفيفة slight slightly minor light mild
    léger légère légers hafif خفیف"""
)
_GREAT: Final = folded_words(
    """كبير كبيرة كبيرا حاد حادة حادا خطير خطيرة بليغة بالغة هائل هائلة ضخم ضخمة عنيف عنيفة شديد شديدة
    قياسي قياسية sharp sharply serious major massive huge heavy
    record severe grave graves ağır şiddetli شدید سنگین"""
)
_FIRE: Final = "نار"
_SHOOTS: Final = CONCEPT + "launch"
_AT: Final = frozenset(["علي", "تجاه", "باتجاه", "صوب"])
_PARTED: Final = {
    PLACE + "أيرلندا": frozenset(["northern", "الشماليه", "nord", "kuzey"]),
    PLACE + "الكونغو": frozenset(["brazzaville", "برازافيل"]),
}
_OF_A_PART: Final = {
    PLACE + "قبرص": folded_words(
        "التركية الشمالية الأتراك شمال turkish northern north turque turc kuzey nord"
    ),
}
"""What has a government of its own in a part of the place."""
_AGREE: Final = frozenset(CONCEPT + name for name in ("agree_", "ceasefire"))
_AGAINST: Final = frozenset(["against", "on", "امام", "مقابل", "face", "karsisinda"])
_MOVES: Final = frozenset(CONCEPT + name for name in ("rise", "fall", "gain", "improve", "worsen"))
_OWN: Final = frozenset(
    noun + whose
    for noun in map(fold, ("عناصر", "جنود", "مقاتلي", "قادت", "قيادي", "أعضائ", "ضباط"))
    for whose in ("ها", "ه", "هم")
)
"""Their own men."""
_SERVANT: Final = 6
"""Letters of the shortest name of a servant of God: عبد الله, عبد الرحمن."""
_NEAR: Final = frozenset(["near", "nears"])
_SITTING: Final = frozenset(["جلسه", "جلسات"])
_SETS: Final = frozenset(["يحدد", "تحدد", "حدد", "حددت", "تحديد", "موعد", "موعدا"])
_DOLLARS: Final = CONCEPT + "dollars"
_RATES: Final = frozenset(["الدولار", "للدولار", "الصرف", "السعر", "بالسعر"])
"""Behind which الرسمي is that of the central bank."""


def contrast(later: Reading, earlier: Reading) -> str:
    """Why one tells of something else than the other ("": nothing says so)."""
    return (
        of_another_people(later, earlier)
        or _degree(later, earlier)
        or _shoots(later, earlier)
        or _against(later, earlier)
        or _of_its_own(later, earlier)
        or _son_of(later, earlier)
        or _son_of(earlier, later)
        or _parted(later, earlier)
        or _near(later, earlier)
        or _rate(later, earlier)
        or _sitting(later, earlier)
        or of_another_land(later, earlier)
        or of_another_land(earlier, later)
    )


def _sitting(later: Reading, earlier: Reading) -> str:
    """Whether only one tells that a sitting was set, not held: يحدد جلسة منح الثقة, يمنح الثقة."""
    if _sets(later) == _sets(earlier):
        return ""
    other = earlier if _sets(later) else later
    if not _SETS.isdisjoint(other.words) or any("جلس" in word for word in other.words):
        return ""
    return "stage: a sitting set ≠ what is done there"


def _sets(reading: Reading) -> bool:
    return any(word in _SITTING and before in _SETS for before, word in pairwise(reading.words))


def _rate(later: Reading, earlier: Reading) -> str:
    """Whether only one tells the official rate of the dollar."""
    if _DOLLARS not in later.told or _DOLLARS not in earlier.told:
        return ""
    if _official(later) == _official(earlier):
        return ""
    return "rate: the official one ≠ that of the market"


def _official(reading: Reading) -> bool:
    return any(word == "الرسمي" and before in _RATES for before, word in pairwise(reading.words))


def _degree(later: Reading, earlier: Reading) -> str:
    now, before = _bad(later), _bad(earlier)
    return f"degree: {before} ≠ {now}" if now and before and now != before else ""


def _bad(reading: Reading) -> str:
    slight = not _SLIGHT.isdisjoint(reading.words)
    great = not _GREAT.isdisjoint(reading.words)
    return "" if slight == great else ("slight" if slight else "great")


def _shoots(later: Reading, earlier: Reading) -> str:
    """Whether who is shot at in one title shoots in the other."""
    if _FIRE not in later.told or _FIRE not in earlier.told:
        return ""
    for one, other in ((later, earlier), (earlier, later)):
        if found := {part.unit for part in one.parts if part.joint in _AT} & _who_shoots(other):
            return f"roles: {min(found)} shoots"
    return ""


def _who_shoots(reading: Reading) -> set[str]:
    """Who stands between the verb and the fire."""
    solid = [part for part in reading.parts if part.kind != SOFT]
    at = next((one for one, part in enumerate(solid) if part.unit == _SHOOTS), len(solid))
    to = next((one for one, part in enumerate(solid) if part.unit == _FIRE), 0)
    return {part.unit for part in solid[at + 1 : to] if not part.joint}


def _against(later: Reading, earlier: Reading) -> str:
    """Whether what rises against another is in the other title what that rises against."""
    if _MOVES.isdisjoint(later.told) or _MOVES.isdisjoint(earlier.told):
        return ""
    now, before = (
        {part.unit: bool(part.joint) for part in one.parts if part.joint in ("", *_AGAINST)}
        for one in (later, earlier)
    )
    turned = {unit for unit in now.keys() & before.keys() if now[unit] != before[unit]}
    if any(now[unit] for unit in turned) and any(before[unit] for unit in turned):
        return f"roles: {min(turned)} is what the other moves against"
    return ""


def _of_its_own(later: Reading, earlier: Reading) -> str:
    """Whether one tells of men of its own, where the other says whose else they are."""
    for one, other in ((later, earlier), (earlier, later)):
        own = next((part for part in one.parts if one.words[part.at] in _OWN), None)
        if own is None or not _OWN.isdisjoint(other.words):
            continue
        theirs = next((part for part in other.parts if part.unit == own.unit), None)
        behind = next(
            (part for part in other.parts if theirs is not None and part.at == theirs.end), None
        )
        if behind is not None and not behind.joint and behind.unit not in one.told:
            return f"person: {own.unit} of its own ≠ of {behind.unit}"
    return ""


def _son_of(one: Reading, other: Reading) -> str:
    """Whether `one` has a given name more before the given name with which somebody is told of in `other`:
    أحمد علي عبد الله صالح is not علي عبد الله صالح."""
    names = one.words
    for at in range(len(names) - 2):
        given, father, name = names[at : at + 3]
        if not (_is_given(given) and _is_given(father) and _may_be_name(name)):
            continue
        if given in other.words:
            continue
        for before, after in pairwise(enumerate(other.words)):
            if (before[1], after[1]) == (father, name):
                first = other.words[before[0] - 1] if before[0] else ""
                if not _is_given(first):
                    return f"person: {given} {father} ≠ {father}"
    return ""


def _may_be_name(word: str) -> bool:
    return _is_given(word) or word.startswith("ال") or (word[0] not in "يتس" and len(word) > 3)


def _is_given(word: str) -> bool:
    return word in offices.GIVEN or (word.startswith("عبدال") and len(word) > _SERVANT)


def _parted(later: Reading, earlier: Reading) -> str:
    for place, words in _OF_A_PART.items():
        both = place in later.told and place in earlier.told
        if both and _of_a_part(place, words, later) != _of_a_part(place, words, earlier):
            return f"place: a part of {place[1:]} by itself"
    for place, words in _PARTED.items():
        both = place in later.told and place in earlier.told
        if both and words.isdisjoint(later.words) != words.isdisjoint(earlier.words):
            return f"place: two of the name of {place[1:]}"
    return ""


def _of_a_part(place: str, words: frozenset[str], reading: Reading) -> bool:
    """Whether one of the words stands beside the place, as of a part of it: قبرص التركية."""
    beside = (
        reading.words[at]
        for part in reading.parts
        if part.unit == place
        for at in (part.at - 1, part.end)
        if 0 <= at < len(reading.words)
    )
    return not words.isdisjoint(beside)


def _near(later: Reading, earlier: Reading) -> str:
    for unit in sorted(_AGREE & later.told & earlier.told):
        now, before = (
            any(part.unit == unit and part.joint in _NEAR for part in one.parts)
            for one in (later, earlier)
        )
        if now != before:
            return f"tense: one is only near to {unit[1:]}"
    return ""

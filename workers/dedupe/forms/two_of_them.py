"""Words that are one though the lists have another form of them in each title.

إرهابيين اثنين = إرهابيين              a dual, with its number said again or not
وكر إرهابي = وكر للإرهابيين            what is theirs, by an adjective or a genitive
أول رحلة للحجاج = أولى رحلات الحجاج     the first one, and the first of several
متهمين بتجارة المخدرات = تجار المخدرات    who is accused of a deed, and who does it
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workers.dedupe.reading.neighbours import preceding, right_before, right_behind
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, MANY, NUMBER, OFFICE, ORDINAL
from workers.dedupe.words.lists import FREQUENCY
from workers.dedupe.words.offices import PERSONS

_TWO: Final = frozenset(["اثنين", "اثنان", "اثنتين", "اثنتان"])
_DUAL: Final = ("ين", "ان")
_NUMBER_TWO: Final = NUMBER + "2"
_FIRST: Final = ORDINAL + "1"
_MASDAR: Final = 5
"""Letters of a noun as تفعيل."""
_ACCUSED: Final = frozenset(
    clitic + word
    for word in (
        "متهم", "متهما", "متهمين", "متهمون", "مدان", "مدانا", "مدانين", "مشتبه", "مشتبها", "مشتبهين",
    )
    for clitic in ("", "ال", "ل", "ب", "لل")
)  # fmt: skip
_DEEDS: Final = {
    "تاجر": "تجاره", "تاجري": "تجاره", "تجار": "تجاره", "مروج": "ترويج", "مروجي": "ترويج", "مروجين": "ترويج",
    "مهرب": "تهريب", "مهربي": "تهريب", "مهربين": "تهريب", "قاتل": "قتل", "قتله": "قتل", "سارق": "سرقه",
    "سراق": "سرقه", "لصوص": "سرقه", "مزور": "تزوير", "مزوري": "تزوير", "مزورين": "تزوير",
    "محتال": "احتيال", "محتالين": "احتيال", "مبتز": "ابتزاز", "مبتزي": "ابتزاز", "مبتزين": "ابتزاز",
    "خاطف": "خطف", "خاطفي": "خطف", "خاطفين": "خطف", "مختلس": "اختلاس", "مختلسي": "اختلاس",
    "مخرب": "تخريب", "مخربين": "تخريب", "متاجر": "متاجره", "متاجرين": "متاجره", "مغتصب": "اغتصاب",
}  # fmt: skip
"""Who does it → the deed of which others say that he is accused."""
_WHO: Final = frozenset(
    [
        "شاب", "شابا", "رجل", "رجلا", "شخص", "شخصا", "شخصين", "سيده", "امراه", "فتاه", "مواطن", "مواطنا",
    ]
)  # fmt: skip
"""Behind whom a verb in the past says what he did: شاب قتل شقيقته is قاتل شقيقته."""


def same_by_neighbours(
    part: Part, later: Reading, other: Part, earlier: Reading, twins: Mapping[str, str]
) -> bool:
    """`twins`: units of `later` that `earlier` writes otherwise."""
    return (
        _theirs(part, later, other, earlier, twins)
        or _first_of(part, later, other, earlier)
        or _done_once_or_more(part, later, other, earlier)
        or _as_many(part, later, other, earlier)
    )


def _done_once_or_more(part: Part, later: Reading, other: Part, earlier: Reading) -> bool:
    """Whether they are the noun of a deed and its plural, right before the same thing: تحصين الحدود, تحصينات
    الحدود."""
    now, was = later.words[part.at], earlier.words[other.at]
    if not (now.endswith("ات") or was.endswith("ات")):
        return False
    one, two = sorted((_bare(now), _bare(was)), key=len)
    if len(one) != _MASDAR or one[0] != "ت" or one[-2] != "ي" or two != one + "ات":
        return False
    return _same_behind(part, later, other, earlier)


def _as_many(part: Part, later: Reading, other: Part, earlier: Reading) -> bool:
    """Whether they are one noun and its plural, right behind the same number: 5 آلاف متجاوز, خمسة آلاف من
    المتجاوزين."""
    one, two = sorted((_bare(later.words[part.at]), _bare(earlier.words[other.at])), key=len)
    if len(one) < _NOUN or two not in (one + "ين", one + "ون", one + "ات", one[:-1] + "ات"):
        return False
    if two == one + "ات" and one in PERSONS:  # معلم, معلمات
        return False
    now, was = _number_before(part, later), _number_before(other, earlier)
    return now is not None and was is not None and now.unit == was.unit


def _number_before(part: Part, reading: Reading) -> Part | None:
    """The number that counts it: 5 آلاف متجاوز, 5 آلاف من المتجاوزين."""
    number = preceding(part, reading)
    if number is None or number.kind != NUMBER or part.joint not in ("", "من"):
        return None
    return number if part.at - number.end <= (part.joint == "من") else None


_NOUN: Final = 4
"""Letters of a noun of which the plural is made."""
_OWN: Final = ("ها", "هم", "ه")


def take_twos(
    adds: list[Part], drops: list[Part], twins: dict[str, str], later: Reading, earlier: Reading
) -> None:
    """Takes out a dual whose number one of the titles says again, and the other does not."""
    for ours, others, its, other in (
        (adds, drops, later, earlier),
        (drops, adds, earlier, later),
    ):
        two = next(
            (one for one in ours if one.unit == _NUMBER_TWO and its.words[one.end - 1] in _TWO),
            None,
        )
        if two is None or any(one.kind == NUMBER for one in other.parts):
            continue
        noun = next(
            (one for one in ours if one is not two and (one.end == two.at or one.at == two.at)),
            None,
        )
        if noun is None or not its.words[noun.at].endswith(_DUAL):
            continue
        word = its.words[noun.at].removeprefix("ال")
        same = next((one for one in others if other.words[one.at].removeprefix("ال") == word), None)
        if same is None:
            continue
        ours.remove(two)
        ours.remove(noun)
        others.remove(same)
        now, was = (noun, same) if ours is adds else (same, noun)
        twins[now.unit] = was.unit
        return


def _theirs(
    part: Part, later: Reading, other: Part, earlier: Reading, twins: Mapping[str, str]
) -> bool:
    """One of a noun's singular and plural, right behind the same thing that is nobody's deed: the singular is
    the adjective there, the plural the genitive."""
    if part.kind != CONCEPT or other.kind != CONCEPT:
        return False
    if part.unit == other.unit + MANY:
        many, single, its, one_its = part, other, later, earlier
    elif other.unit == part.unit + MANY:
        many, single, its, one_its = other, part, earlier, later
    else:
        return False
    word = one_its.words[single.at].removeprefix("ال")
    if single.joint or many.joint not in ("", "ل") or not word.endswith(("ي", "يه")):
        return False
    head, had = right_before(many, its), right_before(single, one_its)
    if head is None or had is None or acts(head) or acts(had):
        return False
    if head.kind in (NUMBER, OFFICE):
        return False
    now, was = (head, had) if its is later else (had, head)
    return twins.get(now.unit, now.unit) == was.unit


def _first_of(part: Part, later: Reading, other: Part, earlier: Reading) -> bool:
    """Whether both stand right behind «the first», and one is the plural of the other."""
    if _FIRST not in later.told or _FIRST not in earlier.told:
        return False
    before, was = right_before(part, later), right_before(other, earlier)
    if before is None or was is None or not before.unit == was.unit == _FIRST:
        return False
    one, two = sorted((later.words[part.at], earlier.words[other.at]), key=len)
    if part.kind == CONCEPT == other.kind:
        return {part.unit + MANY, other.unit + MANY} & {part.unit, other.unit} != set()
    two = next((two.removesuffix(end) for end in _OWN if two.endswith(end)), two)  # أولى صالاتها
    return two.endswith("ات") and two[:-2] in (one, one.removesuffix("ه")) and two in FREQUENCY


def take_accused(
    adds: list[Part], drops: list[Part], twins: dict[str, str], later: Reading, earlier: Reading
) -> None:
    """Takes out who does it beside who is accused of it, with the word that says that he is."""
    for ours, others, its, other in (
        (adds, drops, later, earlier),
        (drops, adds, earlier, later),
    ):
        for doer in ours:
            of = _DEEDS.get(_bare(its.words[doer.at]))
            if of is None:
                continue
            for deed in others:
                at = deed.at - 1
                if at < 0 or _bare(other.words[deed.at]) != of:
                    continue
                if other.words[at] not in _ACCUSED and not (
                    other.words[at] in _WHO and _same_behind(doer, its, deed, other)
                ):
                    continue
                ours.remove(doer)
                others[:] = [one for one in others if one.at not in (at, deed.at)]
                now, was = (doer, deed) if ours is adds else (deed, doer)
                twins[now.unit] = was.unit
                return


def _same_behind(part: Part, its: Reading, other: Part, theirs: Reading) -> bool:
    """Whether the same stands right behind both."""
    mine, yours = right_behind(part, its), right_behind(other, theirs)
    return mine is not None and yours is not None and mine.unit == yours.unit


def _bare(word: str) -> str:
    return word.removeprefix("ب").removeprefix("ل").removeprefix("ال")

"""What a title may say of what both tell, and tell nothing by it.

شركة نفط البصرة: تشغيل = نفط البصرة تعلن تشغيل           the noun of a body that speaks
محافظتي مسندم والبريمي = مسندم والبريمي                that two are two
الحوثيون يتبنون استهداف سفينة = يعلنون استهدافها          whose own deed is announced
تحرير فتاة مختطفة = تحرير مختطفة                      a noun that the gender of its participle tells

شركة الأدوية is not الأدوية, مدينتي تونس والجزائر are no two countries, whoever is responsible for a fire does
not only announce it.
"""

from __future__ import annotations

from typing import Final

from streamer.text import words
from workers.dedupe.reading.neighbours import listed, right_before, right_behind
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, nations
from workers.dedupe.words.kinds import CONCEPT, NUMBER, PLACE, SOFT, WORD

_SPEAKING: Final = frozenset(words("شركة مفوضية هيئة مديرية دائرة مؤسسة"))
"""Nouns of bodies that are called without them where they speak."""
_CLAIM: Final = CONCEPT + "claimresp_"
_ADOPT: Final = "تبن"
_TARGETING: Final = "استهداف"
_ANNOUNCE: Final = "علن"
"""Of يتبنون استهداف and يعلنون استهداف, stems and what is announced: who confirms a deed, or what befell
somebody, may be its victim."""
_DUALS: Final = ("محافظت", "مدينت")
_HER: Final = frozenset(words("فتاة امرأة سيدة"))
_ANYBODY: Final = frozenset(words("شخص"))
_TWO: Final = f"{NUMBER}2"
_CONSTRUCT: Final = ("ي", "ا")
"""Ends a dual before what it is of: محافظتي, مدينتا."""


def only_says(part: Part, whole: Reading, other: Reading) -> bool:
    """Whether `part`, of `whole` alone, tells nothing beside what both tell."""
    return (
        _speaks(part, whole, other)
        or _both_named(part, whole, other)
        or _claims(part, whole, other)
        or _of_that_gender(part, whole, other)
    )


def _speaks(part: Part, whole: Reading, other: Reading) -> bool:
    """Whether it is the noun of a body that speaks first in both titles."""
    if part.at or part.size > 1 or whole.words[0] not in _SPEAKING or not other.parts:
        return False
    name, first = right_behind(part, whole), other.parts[0]
    if name is None or name.joint or first.at or first.unit != name.unit:
        return False
    if whole.words[name.at].startswith("ال") or name.kind not in (CONCEPT, WORD):
        return False
    of = right_behind(name, whole)  # نفط البصرة, not نفط alone
    if of is None or of.at != name.end or of.joint or acts(of) or of.unit in concepts.SAID:
        return False
    return _says_first(whole) and _says_first(other)


def _says_first(reading: Reading) -> bool:
    """Whether what stands first gives its word, by a colon or by a verb that only says something."""
    if reading.speaker:
        return True
    said = next((part for part in reading.parts if part.unit in concepts.SAID), None)
    return said is not None and not any(
        acts(part) or part.joint for part in reading.parts if part.at < said.at
    )


def _both_named(part: Part, whole: Reading, other: Reading) -> bool:
    """Whether it is the dual of a noun before two that are named in both titles: محافظتي مسندم والبريمي."""
    word = whole.words[part.at]
    if part.unit != _TWO or part.size > 1 or word[0].isdigit() or not word.endswith(_CONSTRUCT):
        return False
    one = right_behind(part, whole)
    two = None if one is None else right_behind(one, whole)
    if one is None or two is None or one.joint or not listed(two, whole):
        return False
    if not any(noun in word for noun in _DUALS) or not {one.unit, two.unit}.isdisjoint(
        nations.COUNTRIES
    ):
        return False  # مدينتي تونس والجزائر
    return _last_of_two(one, two, whole) and _last_of_two(one, two, other)


def _last_of_two(one: Part, two: Part, reading: Reading) -> bool:
    """Whether both stand there, with a third neither before nor behind them."""
    first = next((part for part in reading.parts if part.unit == one.unit), None)
    last = next((part for part in reading.parts if part.unit == two.unit), None)
    if first is None or last is None or listed(first, reading) or not listed(last, reading):
        return False
    if any(part.kind == PLACE for part in reading.parts if part.at >= last.end):
        return False
    third = reading.words[last.end : last.end + 1]  # be it a name that no list has: وظفار
    return last.at == first.end and not (third and third[0].startswith("و"))


def _claims(part: Part, whole: Reading, other: Reading) -> bool:
    """Whether he takes responsibility for what he announces himself in the other title."""
    what = right_behind(part, whole)
    if part.unit != _CLAIM or _ADOPT not in whole.words[part.at] or what is None:
        return False
    if whole.words[what.at] != _TARGETING or what.joint:
        return False
    does, told = right_before(part, whole), other.parts[0] if other.parts else None
    if does is None or told is None or told.at or does.unit != told.unit:
        return False
    says = right_behind(told, other)
    return says is not None and _ANNOUNCE in other.words[says.at] and says.end < len(other.words)


def _of_that_gender(part: Part, whole: Reading, other: Reading) -> bool:
    """Whether it only says that it is a woman, or anybody, which a participle tells anyway that stands
    in the other title as a noun."""
    word = whole.words[part.at]
    after = right_behind(part, whole)
    if part.size > 1 or after is None or after.joint or after.at != part.end:
        return False
    who = whole.words[after.at]
    if not who.startswith("م") or after.size > 1:
        return False
    hers = word in _HER and who.endswith("ه")
    if not hers and not (word in _ANYBODY and not who.endswith("ه")):
        return False
    there = next((one for one in other.parts if other.words[one.at] == who), None)
    if there is None or there.unit != after.unit:
        return False
    noun = right_before(there, other)
    return noun is None or noun.end != there.at or acts(noun) or noun.kind == SOFT

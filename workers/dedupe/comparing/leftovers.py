"""What may be left over in either title, where all else is told by both.

ملف المياه = المياه     باحات المسجد الأقصى = المسجد الأقصى     عشرات الرحلات الجوية = عشرات الرحلات

A noun that only holds what follows it, and an adjective that goes without saying beside its noun, are listed
in fillers.toml (`weak`, `narrower`). They say nothing only where hardly anything else is told by the same
words, and where nothing else stands in their place in the other title: التعاون الأمني is not التعاون المالي.

A country behind the body that acts for it says nothing either, where the other title names no country:
المخابرات العراقية, جهاز المخابرات.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streamer.text import stems
from workers.dedupe.comparing.at_home import at_home, names_a_country, of_our_office
from workers.dedupe.comparing.bodies import acting_body
from workers.dedupe.comparing.datelines import lies_abroad
from workers.dedupe.comparing.embassies import of_an_embassy
from workers.dedupe.comparing.for_the_state import does_it_for_us, its_ministry
from workers.dedupe.comparing.owners import of_others
from workers.dedupe.comparing.said_anyway import COMING, NEW, as_many, comes_once, is_grade, is_line
from workers.dedupe.comparing.seats import at_his_seat
from workers.dedupe.comparing.which import makes_a_name
from workers.dedupe.reading.neighbours import following, next_told, right_before, unit_of
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, fillers, nations, offices
from workers.dedupe.words.kinds import CONCEPT, NATION, NUMBER, OFFICE, PLACE
from workers.dedupe.words.likeness import heft
from workers.dedupe.words.remembered import remembered

_TELLING: Final = 1.8
"""Weight of what both tell, from which on a leftover says nothing."""
_PARTS: Final = 4
"""Parts that both tell then."""
_OF: Final = ("", "من")
_PUSHES: Final = frozenset(
    [
        "prompts", "prompted", "forces", "forced", "pushes", "leads", "drives", "contraint", "oblige",
        "pousse", "zwingt", "obliga", "fuerza", "يدفع", "تدفع", "دفع", "دفعت", "يجبر", "تجبر", "اجبر",
        "اجبرت", "يرغم", "ترغم", "ارغم", "ارغمت",
    ]
)  # fmt: skip
_CASES: Final = frozenset(
    [
        "اصابه", "وفاه", "حاله", "قتيل", "مصاب", "جريح", "ضحيه", "معتقل", "اسير", "رهينه", "مشتبه", "متهم",
        "شهيد",
    ]
)  # fmt: skip
"""Beside offices.PERSONS."""
_BECAUSE: Final = (
    "ل", "over", "after", "because of", "due to", "amid", "following", "a cause de", "en raison de", "apres",
    "wegen", "nach", "tras", "debido a", "por", "بسبب", "جراء", "اثر", "نتيجه", "بفعل", "علي اثر",
    "احتجاجا علي", "عقب", "بعد",
)  # fmt: skip
_WHY: Final = 4
"""Words of the noun by which somebody is pushed."""
_INSIDE: Final = CONCEPT + "inside"


def without_leftovers(
    adds: Sequence[Part],
    drops: Sequence[Part],
    later: Reading,
    earlier: Reading,
    both: set[str],
) -> tuple[list[Part], list[Part]]:
    """`adds` and `drops` without what says nothing beside what both tell."""
    if len(both) < _PARTS or heft(both) < _TELLING:
        return list(adds), list(drops)
    return (
        [part for part in adds if not _says_nothing(part, later, drops, earlier, both)],
        [part for part in drops if not _says_nothing(part, earlier, adds, later, both)],
    )


def _says_nothing(
    part: Part, its: Reading, others: Sequence[Part], other: Reading, both: set[str]
) -> bool:
    word = its.words[part.at]
    if part.unit == _INSIDE:
        behind = unit_of(next_told(part, its))
        return any(one.unit == behind and one.joint == "في" for one in other.parts)
    if word in _PUSHES:
        return _is_why(part, its, other)
    if is_line(part, its, other) or is_grade(part, its, both):
        return True
    if its_ministry(part, its, other, both):
        return True
    if part.kind == PLACE:
        return (
            at_home(part, its, other)
            or does_it_for_us(part, its, other, both)
            or at_his_seat(part, its, other)
            or (
                of_an_embassy(part, its, both)
                and not any(one.kind == PLACE and not _nested(one, part) for one in others)
            )
        )
    if part.size > 1 or part.kind == NUMBER:
        return False
    if part.kind == NATION:
        elsewhere = names_a_country(other) or lies_abroad(part.unit, other)
        ours = _behind_a_body(part, its, both) or of_our_office(part, its, both)
        return ours and not (elsewhere or of_others(part, its, other))
    narrower = _in(word, fillers.NARROWER) and not makes_a_name(part, its)
    if not narrower and _in(word, fillers.WEAK):
        if not _holds(part, its):
            return False
        behind = unit_of(next_told(part, its))
        return not any(
            unit_of(next_told(one, other)) == behind and not _weak(one, other) for one in others
        )
    if narrower:
        noun = _noun(part, its)
        if noun is not None and _in(word, NEW) and as_many(noun, its, other):
            return noun.unit in both
        if noun is not None and _in(word, COMING) and not comes_once(noun, its):
            return False
        if noun is None or noun.kind == OFFICE or acting_body(noun, its) or _somebody(noun, its):
            return False  # the new director; الأمن الوطني is not الأمن; شهيد جديد is one more
        return noun.unit in both and all(
            (one_noun := _noun(one, other)) is None or one_noun.unit != noun.unit for one in others
        )
    return False


def _is_why(part: Part, its: Reading, other: Reading) -> bool:
    """Whether what pushes somebody to it is in the other title why he does it: الجفاف يدفع عائلات للنزوح,
    نزوح عائلات بسبب الجفاف."""
    if part.at == 0:
        return False
    why = {one.unit for one in its.parts if part.at - _WHY <= one.at < part.at}
    return any(
        one.joint in _BECAUSE
        and (one.unit in why or not why.isdisjoint(concepts.ALIKE.get(one.unit, ())))
        for one in other.parts
    )


def _nested(one: Part, other: Part) -> bool:
    """Whether one of two places lies in the other: لدى العراق, في بغداد."""
    return one.unit in nations.WITHIN.get(other.unit, ()) or other.unit in nations.WITHIN.get(
        one.unit, ()
    )


def _holds(part: Part, its: Reading) -> bool:
    """Whether what it holds stands right behind it; an Arabic noun with its article holds nothing."""
    word = its.words[part.at]
    if not word[0].isascii() and ("ال" in word[:3] or word.startswith("لل")):
        return False
    after = following(part, its)
    return after is not None and after.joint in _OF and after.at - part.end <= 1


def _weak(part: Part, its: Reading) -> bool:
    return _in(its.words[part.at], fillers.WEAK)


def _in(word: str, listed: frozenset[str]) -> bool:
    return not _forms(word).isdisjoint(listed)


@remembered(20_000)
def _forms(word: str) -> frozenset[str]:
    """The folded word without small words before it, and without the ending of a feminine or a case."""
    bare = stems(word)
    return frozenset((*bare, *(form[:-1] for form in bare if form[-1] in "هاي" and len(form) > 3)))


def _noun(part: Part, its: Reading) -> Part | None:
    """What the adjective is of: what stands before it, passing over other adjectives that are listed."""
    found = None
    for one in its.parts:
        if one.at >= part.at:
            break
        if not _in(its.words[one.at], fillers.NARROWER):
            found = one
    if found is None or any(found.end <= at <= part.at for at in its.breaks):
        return None  # من أربيل.. التاريخي
    return found


def _somebody(noun: Part, its: Reading) -> bool:
    """Whether it is a person, or a case of somebody who is hurt."""
    forms = _forms(its.words[noun.at])
    return not (forms.isdisjoint(_CASES) and forms.isdisjoint(offices.PERSONS))


def _behind_a_body(part: Part, its: Reading, both: set[str]) -> bool:
    before = right_before(part, its)
    if before is None or part.joint:
        return False
    if before.unit not in both:  # النيابة المصرية تأمر بحبسه: the prosecution goes without saying
        return before.unit in concepts.ADDED and not concepts.IMPLIED[before.unit].isdisjoint(both)
    return before.unit in offices.PORTFOLIOS or acting_body(before, its)

"""Parts of two titles that are one: two spellings or forms of a word, one action told by its verb or noun,
two words written as one, who holds an office and the office.

    units alone          (here)         alike, a capital for its state, one noun in singular and plural
    one person           (one_person)   بوتين, الرئيس الروسي
                         (holders)      العباسي, وزير الدفاع
    called shortly       (short_names)  الإقليم, إقليم كردستان
    a capital's          (governments)  إلى دمشق, للحكومة السورية
    given and taken      (converse)     يسلم إلى, يتسلم من
    words as written     (as_written)   تجمد, تجميد
    what stands beside   (one_deed)     يسقط مسيرة, إسقاط مسيرة
                         (two_of_them)  إرهابيين اثنين, إرهابيين
    what is done         (by_deeds)     عمان, سلطنة عمان, where they play
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from streamer.text import fold
from workers.dedupe.forms.as_written import pair_off_written
from workers.dedupe.forms.by_deeds import one_by_deeds, others_by_deeds
from workers.dedupe.forms.goals import pair_off_goals
from workers.dedupe.forms.governments import pair_off_governments
from workers.dedupe.forms.of_a_force import of_its_force
from workers.dedupe.forms.one_deed import one_beside
from workers.dedupe.forms.one_person import one_given_name, pair_off_holders
from workers.dedupe.forms.short_names import pair_off_short
from workers.dedupe.forms.spellings import one_word
from workers.dedupe.forms.states import (
    WITH,
    capital,
    of_an_embassy,
    of_two,
    two_states,
    upon_its_capital,
)
from workers.dedupe.forms.two_of_them import same_by_neighbours, take_accused, take_twos
from workers.dedupe.order.converse import CONVERSE, converse
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts
from workers.dedupe.words.kinds import CONCEPT, MANY, NOT, PLACE, WORD
from workers.dedupe.words.remembered import remembered

DENY: Final = CONCEPT + "deny"
_PERISH: Final = CONCEPT + "perish"
_SYNDICS: Final = {CONCEPT + "syndic_", "نقابه"}
_NO: Final = (NOT, DENY, CONCEPT + "without")
_WORDS: Final = (WORD, CONCEPT, PLACE)
_COMES: Final = frozenset([CONCEPT + "return_", CONCEPT + "arrive"])
_ENTER: Final = CONCEPT + "enter"
_BROUGHT_IN: Final = frozenset([_ENTER, "ادخال"])
"""Goods that are brought in enter; people who enter (يدخلون) are brought in by nobody."""
_THEY: Final = ("ون", "وا")
_FROM: Final = frozenset(["from", "de", "du", "d", "ji", "از", "من", "von"])
"""Before the place that somebody comes back from; to come back to one is to arrive there."""
_PUNISHED: Final = frozenset(CONCEPT + name for name in ("sanctions", "sanction_", "tariff_many"))
_UPON: Final = (*WITH, "علي", "on", "contre", "sur")
_GIVEN: Final = frozenset(
    CONCEPT + name
    for name in (
        "sell", "export", "supply_", "supply_noun", "grant_", "handover", "extradite_", "aid_", "aid_many",
        "donate_", "provide_", "fund_", "fund_noun", "threaten", "warn", "demand",
    )
)  # fmt: skip
"""What one state does to another, so that its capital behind «to» is the state."""
_TO: Final = (*_UPON, "to", "ل", "الي", "an", "von", "from", "من", "de")
_THERE: Final = ("في", "لدي", "من", "to", "")
_FEW: Final = 5
"""Words from which on a title tells more, whatever one of them is."""


def pair_off(
    adds: list[Part], drops: list[Part], twins: dict[str, str], later: Reading, earlier: Reading
) -> None:
    """Takes out of `adds` and `drops` what is one thing, and notes in `twins` the unit of `later` for that of
    `earlier`."""
    _pair_off(adds, drops, twins, _by_units(later, earlier))
    if adds and drops:
        take_twos(adds, drops, twins, later, earlier)
        take_accused(adds, drops, twins, later, earlier)
    pair_off_holders(adds, drops, twins, later, earlier)
    pair_off_short(adds, drops, twins, later, earlier)
    pair_off_goals(adds, drops, twins)
    pair_off_governments(adds, drops, twins, later, earlier)
    _pair_off(adds, drops, twins, lambda part, one: one_given_name(part, later, one, earlier))
    if any(part.unit in CONVERSE for part in adds):
        _pair_off(adds, drops, twins, lambda part, one: converse(part, one, later, earlier))
    if len(adds) <= _FEW and all(part.kind in _WORDS for part in adds):
        pair_off_written(adds, drops, twins, later, earlier)
    if adds and drops and len(adds) <= _FEW:
        _pair_off(
            adds,
            drops,
            twins,
            lambda part, one: (
                one_beside(part, later, one, earlier, twins)
                or same_by_neighbours(part, later, one, earlier, twins)
            ),
        )


def _pair_off(
    adds: list[Part],
    drops: list[Part],
    twins: dict[str, str],
    one_thing: Callable[[Part, Part], bool],
) -> None:
    """Each of `adds` with the first of `drops` that is one thing with it."""
    for part in list(adds):
        for one in drops:
            if one_thing(part, one):
                adds.remove(part)
                drops.remove(one)
                twins[part.unit] = one.unit
                break


def _by_units(later: Reading, earlier: Reading) -> Callable[[Part, Part], bool]:
    """Whether two parts are one by their units alone, in titles that count these things."""
    numbered = bool(later.counts) and later.counts == earlier.counts
    as_many = _counted_alike(later, earlier)
    counted = bool(later.counts and earlier.counts)
    back = not _COMES.isdisjoint(later.told) and _from(later) != _from(earlier)
    they = _they_enter(later) or _they_enter(earlier)
    two = two_states(later) and two_states(earlier)
    done = later.told & earlier.told
    embassy = of_an_embassy(later) and of_an_embassy(earlier)
    punished = not _PUNISHED.isdisjoint(done)
    given = not _GIVEN.isdisjoint(done)
    by_deeds, other_members = one_by_deeds(later, earlier), others_by_deeds(later, earlier)

    def one_thing(part: Part, one: Part) -> bool:
        return (
            (
                _one(part, one)
                and not (back and {part.unit, one.unit} == _COMES)
                and not (they and {part.unit, one.unit} == _BROUGHT_IN)
                and not other_members(part, one)
            )
            or (two and of_two(part, one))
            or (punished and upon_its_capital(part, one, _UPON))
            or (given and upon_its_capital(part, one, _TO))
            or (embassy and part.kind == one.kind and upon_its_capital(part, one, _THERE))
            or by_deeds(part, one)
            or (numbered and _many(part, one))
            or (as_many and _several(part, one))
            or (counted and of_its_force(part, later, one, earlier))
            or (counted and part.counted != "" and part.counted == one.counted)
        )

    return one_thing


def _counted_alike(later: Reading, earlier: Reading) -> bool:
    """Whether both have the same numbers, of whatever: 20 Eurofighter jets, 20 Eurofighters."""
    return bool(later.counts) and [one.value for one in later.counts] == [
        one.value for one in earlier.counts
    ]


def _they_enter(reading: Reading) -> bool:
    """Whether people enter by themselves."""
    return _ENTER in reading.told and any(
        part.unit == _ENTER and reading.words[part.at].endswith(_THEY) for part in reading.parts
    )


def _from(reading: Reading) -> bool:
    """Whether a place stands behind «from»."""
    return any(
        part.unit[0] == PLACE and part.at and reading.words[part.at - 1] in _FROM
        for part in reading.parts
    )


def _one(one: Part, other: Part) -> bool:
    """Whether two words that no list knows are one word; مصرع is of those who die or are killed."""
    if one.at == other.at == 0 and {one.unit, other.unit} == _SYNDICS:
        return True  # نقيب المحامين يدعو, نقابة المحامين: ندعو
    if one.kind == WORD == other.kind:
        return one_word(one.unit, other.unit) or other.unit in concepts.ALIKE.get(one.unit, ())
    if one.unit in _NO and other.unit in _NO:
        return True
    if {one.kind, other.kind} == {PLACE, WORD} and _of_one_name(one, other):
        return True
    if PLACE == one.unit[0] == other.unit[0]:
        return capital(one, other) or capital(other, one)
    if _PERISH in (one.unit, other.unit):
        return {one.unit, other.unit} <= {_PERISH, CONCEPT + "die", CONCEPT + "killed"}
    return other.unit in concepts.ALIKE.get(one.unit, ())


@remembered(20_000)
def _bare_name(place: str) -> str:
    """The folded name of a place, without its article."""
    return fold(place[1:]).removeprefix("ال")


def _of_one_name(one: Part, other: Part) -> bool:
    """Whether a place known with its sort is called by its name alone: ناحية الحيدرية, الحيدرية."""
    place, word = (one, other) if one.kind == PLACE else (other, one)
    return place.size > 1 and _bare_name(place.unit) == word.unit


def _many(one: Part, other: Part) -> bool:
    """One noun in singular and plural: with a number beside them that tells nothing apart."""
    if not one.kind == CONCEPT == other.kind:
        return False
    return _noun_of(one.unit) == _noun_of(other.unit)


def _several(one: Part, other: Part) -> bool:
    """The same of two words in Latin letters that no list has."""
    if not (one.kind == WORD == other.kind and one.unit[0].isascii()):
        return False
    return other.unit in (one.unit + "s", one.unit.removesuffix("s"))


def _noun_of(unit: str) -> str:
    """The name of a concept whether it is one or several: boat_many, boat; taxi_many, taxi_."""
    return unit.removesuffix(MANY).removesuffix("_")

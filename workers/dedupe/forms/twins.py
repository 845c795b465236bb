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
from itertools import pairwise
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
from workers.dedupe.forms.two_of_them import same_by_neighbours, take_accused, take_twos
from workers.dedupe.order.converse import CONVERSE, converse
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, nations
from workers.dedupe.words.kinds import CONCEPT, MANY, NATION, NOT, OFFICE, PLACE, WORD
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
_WITH: Final = ("مع", "ضد", "with", "against")
_PUNISHED: Final = frozenset(CONCEPT + name for name in ("sanctions", "sanction_", "tariff_many"))
_BY: Final = ("by", "von", "par", "por", "da", "از سوي", "توسط")
"""Before whoever did what the other title says of him first: von Teheran ausgesetzt, Iran stoppt."""
_UPON: Final = (*_WITH, "علي", "on", "contre", "sur")
_GIVEN: Final = frozenset(
    CONCEPT + name
    for name in (
        "sell", "export", "supply_", "supply_noun", "grant_", "handover", "extradite_", "aid_", "aid_many",
        "donate_", "provide_", "fund_", "fund_noun", "threaten", "warn", "demand",
    )
)  # fmt: skip
"""What one state does to another, so that its capital behind «to» is the state."""
_TO: Final = (*_UPON, "to", "ل", "الي", "an", "von", "from", "من", "de")
_EMBASSIES: Final = frozenset(["سفاره", "قنصليه", OFFICE + "ambassador"])
_THERE: Final = ("في", "لدي", "من", "to", "")
_FIRST: Final = 4
"""Parts of a title of which one is the embassy."""
_BETWEEN: Final = "بين"
_TWO: Final = ("", _BETWEEN)
_STATES: Final = (PLACE, NATION)
_AT_HOME: Final = (PLACE + "بغداد", nations.HOME)
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
    two = _two_states(later) and _two_states(earlier)
    done = later.told & earlier.told
    embassy = _of_an_embassy(later) and _of_an_embassy(earlier)
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
            or (two and _of_two(part, one))
            or (punished and _upon_its_capital(part, one, _UPON))
            or (given and _upon_its_capital(part, one, _TO))
            or (embassy and part.kind == one.kind and _upon_its_capital(part, one, _THERE))
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


def _of_an_embassy(reading: Reading) -> bool:
    """Whether it tells of one, which is in the capital of where it is: سفارة المملكة في مانيلا, بالفلبين."""
    return any(part.unit in _EMBASSIES for part in reading.parts[:_FIRST])


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
        return _capital(one, other) or _capital(other, one)
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


def _capital(one: Part, other: Part) -> bool:
    """Whether one is the capital that speaks for the other: أنقرة: …, تركيا تعلن …; not where it happens."""
    if one.joint != other.joint:
        first, agent = (one, other) if not one.joint else (other, one)
        by_it = first.at == 0 and not first.joint and agent.joint in _BY
        return by_it and nations.CAPITALS.get(one.unit) == other.unit
    if one.joint in _WITH and (one.unit, other.unit) == _AT_HOME:
        return True  # مع بغداد
    if nations.CAPITALS.get(one.unit) != other.unit:
        return False
    if one.joint in _WITH:
        return True  # مع كييف
    return one.at == other.at == 0 or not (one.joint or not one.at or not other.at)


def _two_states(reading: Reading) -> bool:
    """Whether two states begin it or stand behind a «between», or the capitals that speak for them: كييف
    وموسكو تتبادلان, تبادل بين موسكو وكييف."""
    for one, other in pairwise(part for part in reading.parts if part.kind in _STATES):
        if one.joint not in _TWO or other.joint or other.at != one.end:
            continue
        if not reading.words[other.at].startswith("و") or (one.at and one.joint != _BETWEEN):
            continue
        return all(one.unit in nations.COUNTRIES | nations.CAPITALS.keys() for one in (one, other))
    return False


def _of_two(one: Part, other: Part) -> bool:
    return (
        one.joint in _TWO
        and other.joint in _TWO
        and one.unit[0] == other.unit[0] == PLACE
        and (
            nations.CAPITALS.get(one.unit) == other.unit
            or nations.CAPITALS.get(other.unit) == one.unit
        )
    )


def _upon_its_capital(one: Part, other: Part, joints: tuple[str, ...]) -> bool:
    """Whether both are upon one state, by its name or its capital's: ضد موسكو, على روسيا; to Ankara."""
    if not (one.joint in joints and other.joint in joints):
        return False
    return other.unit in (nations.CAPITALS.get(one.unit), one.unit) or (
        nations.CAPITALS.get(other.unit) == one.unit
    )


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

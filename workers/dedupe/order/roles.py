"""Who did it to whom: two titles that tell the same parts in another order.

الأهلي يهزم الزمالك  ≠  الزمالك يهزم الأهلي      nouns around a verb have changed places (changed_places)
من بغداد إلى الموصل  ≠  من الموصل إلى بغداد      nouns behind prepositions have (prepositions)
ترتفع الأسعار       =  الأسعار ترتفع           only the verb has moved
في كركوك انفجار     =  انفجار في كركوك         only a phrase with its preposition has (clauses, moved)
جندي يقتل ضابطا     =  مقتل ضابط على يد جندي    the passive says by whom (passives)
روسيا: أوكرانيا …   ≠  أوكرانيا: روسيا …         who speaks, and of whom (speakers)

Each module here knows one way in which an order tells, or tells nothing. They are asked one after the other:
first those that are sure of it whatever else stands there, last the mere place in the row of those involved.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from workers.dedupe.order.arguments import mutual, same_arguments, same_cause
from workers.dedupe.order.cases import by_a_word, crossed, turned
from workers.dedupe.order.changed_places import changed_places
from workers.dedupe.order.clauses import same_clauses, time_turned, turned_round
from workers.dedupe.order.converse import JOINS, SIGNS, sides_changed
from workers.dedupe.order.doings import agreed, done_by_the_other
from workers.dedupe.order.exchanged import (
    befell_another,
    exchanged,
    forms_exchanged,
    nouns_exchanged,
)
from workers.dedupe.order.frames import opposite, same_objects
from workers.dedupe.order.governed import governed
from workers.dedupe.order.involved import involved
from workers.dedupe.order.items import items_exchanged
from workers.dedupe.order.moved import span_first, without_moved
from workers.dedupe.order.passives import agents, by_another
from workers.dedupe.order.prepositions import against, despite, exchanged_joints
from workers.dedupe.order.qualified import qualified
from workers.dedupe.order.rises_falls import rose_for_fell
from workers.dedupe.order.speakers import speakers, where_first
from workers.dedupe.order.strikes import upon_its_own
from workers.dedupe.order.winners import LOSE, WIN, wins_in_latin
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import offices
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE, SOFT

_FACES: Final = frozenset([CONCEPT + "face_", "يلاقي", "يقابل", "يصطدم"])
_COMES_FROM: Final = frozenset(["from", "من", "de", "von"])
_OFFICES_CHANGE: Final = frozenset(CONCEPT + deed for deed in ("dismiss", "appoint"))
_MEET: Final = CONCEPT + "meet"
_HOSTED: Final = ({_MEET, CONCEPT + "host_"}, {_MEET, CONCEPT + "receive"})
_RENEWAL: Final = CONCEPT + "contract_renewal"
_ORDERS: Final = frozenset([CONCEPT + "buy", CONCEPT + "plane_order"])
_MAKERS: Final = frozenset([CONCEPT + "boeing_", CONCEPT + "airbus_"])
"""Of whom airliners are bought, whoever stands behind «from»."""
_DISCUSS: Final = CONCEPT + "discuss"
_RECEIVE: Final = CONCEPT + "receive"
_VERB_LAST: Final = ("persian", "sorani")


def roles(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why others did it, or to others ("": nothing says so); both titles tell the same. `twins`: units of
    `later` that `earlier` writes otherwise."""
    if {twins.get(WIN), twins.get(LOSE)} & {WIN, LOSE}:
        return ""  # winners.py has seen who wins
    if _joined(twins) and _from(later) == _from(earlier):
        return ""  # a club signs him who joins it
    if _RENEWAL in later.told and _RENEWAL in earlier.told:
        return ""  # a player renews with his club, and the club with him
    if _his_minister(later, earlier, twins) or _his_minister(earlier, later, twins):
        return ""  # السيسي يقيل وزير الدفاع, إقالة وزير الدفاع المصري
    if _face(later) and _face(earlier):
        return ""  # who plays against whom is played against
    if all(_bought(side) for side in (later, earlier)):
        return ""  # طلبية من طيران الإمارات, تطلب طائرات من بوينغ
    later, earlier = span_first(later), span_first(earlier)
    if told := (
        speakers(later, earlier, twins)
        or upon_its_own(later, earlier)
        or sides_changed(later, earlier, twins)
        or done_by_the_other(later, earlier, twins)
        or governed(later, earlier, twins)
        or by_a_word(later, earlier)
        or forms_exchanged(later, earlier)
        or befell_another(later, earlier)
        or items_exchanged(later, earlier, twins)
    ):
        return told
    if _hosted(twins) and OFFICE not in later.kinds | earlier.kinds:
        return ""  # whom one hosts he meets; of their offices each is of his country
    if (risen := rose_for_fell(later, earlier, twins)) is not None:
        return risen
    if bool(later.speaker) != bool(earlier.speaker):
        later, earlier = where_first(later, earlier), where_first(earlier, later)
    later, earlier = without_moved(later, earlier, twins)
    now, before = _first_of_each(later, twins), _first_of_each(earlier, {})
    if told := qualified(now, before, later, earlier) or crossed(later, earlier, twins):
        return told
    order, there = involved(later), involved(earlier)
    here = {twins.get(unit, unit): part for unit, part in order.items()}
    by = frozenset(twins.get(unit, unit) for unit in agents(later, order))
    was_by = agents(earlier, there)
    if by or was_by:
        told, settled = by_another(here, there, by, was_by)
        if told or settled:
            return told
    if _meets_or_receives(later, earlier):
        return ""  # يلتقي, يستقبل: of one meeting
    if told := (
        wins_in_latin(later, earlier, twins)
        or (
            not turned_round(later, earlier, twins)
            and not same_clauses(later, earlier, twins)
            and exchanged(later, earlier, twins)
        )
        or despite(now, before)
        or time_turned(later, earlier, twins)
    ):
        return told
    exchange = nouns_exchanged(later, earlier, twins, whole=False)
    if exchange and not same_arguments(later, earlier, twins):
        return exchange
    if (_meets(later) and _meets(earlier)) or (mutual(later) and mutual(earlier)):
        return ""  # who meets whom is met by him
    exchange = exchange or nouns_exchanged(later, earlier, twins, whole=True)
    if exchange and not same_arguments(later, earlier, twins):
        return exchange
    one = [unit for unit in here if unit in there]
    two = [unit for unit in there if unit in here]
    if one == two and all(here[unit].joint == there[unit].joint for unit in one):
        return ""
    if same_cause(later, earlier, twins):
        return ""
    last = _verbs_half(later, earlier)
    if told := (
        against(one, now, before, later, earlier)
        or exchanged_joints(one, here, there, later, earlier)
        or turned(here, there, one, last)
        or turned(there, here, two, last)
        or opposite(later, earlier, twins)
    ):
        return told
    if (
        turned_round(later, earlier, twins)
        or same_clauses(later, earlier, twins)
        or same_objects(later, earlier, twins)
    ):
        return ""
    sure = agreed(later, earlier, twins)
    told = changed_places(later, earlier, here, there, sure)
    return "" if told and same_arguments(later, earlier, twins) else told


def _first_of_each(reading: Reading, twins: Mapping[str, str]) -> dict[str, Part]:
    """Unit → the first part that tells it; المتظاهرين, of which التظاهر behind a preposition is another."""
    first = {part.unit: part for part in reversed(reading.parts)}
    return {twins.get(unit, unit): part for unit, part in first.items()}


def _hosted(twins: Mapping[str, str]) -> bool:
    """Whether one title says that two meet, and the other that one of them hosts the other."""
    return any({one, other} in _HOSTED for one, other in twins.items())


def _meets(reading: Reading) -> bool:
    """Whether all that is done is that two meet."""
    done = {part.unit for part in reading.parts if acts(part) and part.kind != SOFT}
    return bool(reading.tongue) and done == {_MEET}


def _meets_or_receives(later: Reading, earlier: Reading) -> bool:
    """Whether one tells that two meet or talk, and the other that one of them receives the other."""
    done = [
        {part.unit for part in reading.parts if acts(part) and part.kind != SOFT}
        for reading in (later, earlier)
    ]
    if later.tongue:
        return False
    return ({_MEET} in done and {_RECEIVE} in done) or (
        {_DISCUSS} in done and {_DISCUSS, _RECEIVE} in done  # يستقبل فلانا ويبحث معه
    )


def _joined(twins: Mapping[str, str]) -> bool:
    return any(
        (one in JOINS and other in SIGNS) or (one in SIGNS and other in JOINS)
        for one, other in twins.items()
    )


def _from(reading: Reading) -> set[str]:
    """From where he comes."""
    return {part.unit for part in reading.parts if part.joint in _COMES_FROM}


def _his_minister(one: Reading, other: Reading, twins: Mapping[str, str]) -> bool:
    """Whether the leader with whom `one` begins fills or empties an office, and `other` says in his place of
    which state it is."""
    if _OFFICES_CHANGE.isdisjoint(one.told & other.told) or not one.parts or other.parts[0].joint:
        return False
    leader = one.parts[0].unit
    state = twins.get(leader) or next((now for now, was in twins.items() if was == leader), "")
    return leader in offices.HOLDERS and any(
        part.unit == state and part.kind == NATION and before.at > 0
        for before, part in pairwise(other.parts)
    )


def _face(reading: Reading) -> bool:
    """Whether all that is done is that two play against each other."""
    done = {part.unit for part in reading.parts if acts(part) and part.kind != SOFT}
    return bool(done) and done <= _FACES


def _bought(reading: Reading) -> bool:
    """Whether somebody buys of a maker of airliners."""
    return not (_ORDERS.isdisjoint(reading.told) or _MAKERS.isdisjoint(reading.told))


def _verbs_half(later: Reading, earlier: Reading) -> set[str]:
    """With what the titles end in a tongue whose verbs do: it may be half of one (دریافت شد)."""
    return {
        side.parts[-1].unit for side in (later, earlier) if side.parts and side.tongue in _VERB_LAST
    }

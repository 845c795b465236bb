"""Who did it to whom in two tongues: only where both tell it alike is it one piece of news.

Iran imposes sanctions on European Union  ≠  L'Union européenne impose des sanctions à l'Iran
Israele attacca l'Iran                    =  İsrail İran'a saldırdı      whom a case tells comes second
EU condemns Iran                          =  L'Iran condamné par l'UE    by whom it is done comes first
Iran and US agree                         =  أميركا وإيران تتفقان         who is listed or meets: in any order

Each tongue has its own order, cases and prepositions, which no rule for one tongue compares with those of
another. So those whom both titles name must come in one order: first by whom it is done, then who stands
without a preposition or only behind «of», then all others. Whoever does it must be plain in both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations, pairwise
from typing import Final

from workers.dedupe.order.frames import BY
from workers.dedupe.order.inert import inert
from workers.dedupe.order.involved import BY_NOBODY, TOLL, involved
from workers.dedupe.order.voices import BY_ITSELF, suffered
from workers.dedupe.reading.neighbours import following, listed, preceding
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE, PLACE, SOFT, WORD

_Two = tuple[str, str]
_OF: Final = frozenset(["", "of", "de", "du", "di", "da", "do"])
_FROM: Final = frozenset(["from", "من", "depuis", "desde"])
"""Before who attacks, where nobody else does: Iran under attack from Israel."""
_IN: Final = "في"
_MEET: Final = CONCEPT + "meet"
_ATTACKS: Final = frozenset(
    CONCEPT + deed for deed in ("attack", "bomb", "hit", "target_", "threaten", "shoot")
)
_SANCTIONS: Final = CONCEPT + "sanctions"
_SOMEBODY: Final = (PLACE, NATION, CONCEPT)
_PEOPLE_BESIDE: Final = ("", "english", "french", "spanish", "italian", "portuguese")
_NISBA: Final = ("ي", "يه", "يا", "يين", "يون", "يات", "يان")
"""Ends an Arabic adjective of a people: not أميركا."""
_TWO: Final = 2
_NO_DOER: Final = "roles: who does it to whom is not told alike"


def across(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why two titles in two tongues do not plainly tell who did it to whom alike ("": they do). `twins`:
    units of `later` that `earlier` writes otherwise."""
    if later.tongue == earlier.tongue:
        return ""
    now = {twins.get(unit, unit): part for unit, part in _who(later)}
    before = dict(_who(earlier))
    here, there = [unit for unit in now if unit in before], [unit for unit in before if unit in now]
    known = sum(before[unit].kind != WORD for unit in here)
    if len(here) < _TWO or (known < _TWO and not (_done(later) and _done(earlier))):
        return ""
    beside, were_beside = _side_by_side(now, later), _side_by_side(before, earlier)
    ranks, were = _ranks(now, later, beside), _ranks(before, earlier, were_beside)
    here.sort(key=ranks.__getitem__)
    there.sort(key=were.__getitem__)
    alike = _alike(now, later, beside) & _alike(before, earlier, were_beside)
    if not _in_one_order(here, there, alike):
        return _NO_DOER
    if len(here) > _TWO and _lists(beside, here) != _lists(were_beside, here):
        return _NO_DOER  # US, Iran attack Israel; أميركا تهاجم إيران وإسرائيل
    if max(ranks[here[0]], were[there[0]]) > 0:
        return _NO_DOER
    return _NO_DOER if _passive(later, ranks) != _passive(earlier, were) else ""


def _who(reading: Reading) -> Iterator[tuple[str, Part]]:
    """Whoever may do something or suffer it."""
    for unit, part in involved(reading).items():
        if not (inert(part) or part.kind == SOFT or unit == _SANCTIONS):
            yield unit, part


def _ranks(who: Mapping[str, Part], reading: Reading, beside: Iterable[_Two]) -> dict[str, int]:
    """Unit → whether it stands with who does it (-1), with all others (1), or as only its place tells (0).
    `beside`: who is listed together."""
    ranks = {unit: _rank(part) for unit, part in who.items()}
    if not _ATTACKS.isdisjoint(reading.told) and list(ranks.values()).count(0) <= 1:
        ranks |= {unit: -1 for unit, part in who.items() if part.joint in _FROM}
    for one, other in beside:
        ranks[one] = ranks[other] = ranks[one] or ranks[other]  # İran ve Irak'a, on Iran and Iraq
    return ranks


def _rank(part: Part) -> int:
    if part.joint in BY:
        return -1
    return 0 if part.joint in _OF else 1


def _side_by_side(who: Mapping[str, Part], reading: Reading) -> list[_Two]:
    """Each two of one list, in which the second hangs on what is before it by «and», or in English headlines
    by a comma."""
    found: list[_Two] = []
    row: list[str] = []
    for one, part in who.items():
        before, after = preceding(part, reading), following(part, reading)
        of_it = bool(row) and before is not None and before.at == who[row[-1]].at
        if of_it and _does(after, reading) and any(map(acts, _up_to(who[row[0]], reading))):
            of_it = False  # Iran attacks Israel and Iraq condemns it
        if of_it and (_listed(part, reading) or _by_a_comma(who[row[-1]], part, reading)):
            found += ((other, one) for other in row)
            row.append(one)
        else:
            row = [one]
    return found


def _lists(beside: Iterable[_Two], both: Collection[str]) -> set[frozenset[str]]:
    """Each two of one list, of those whom both titles name."""
    return {frozenset(two) for two in beside if two[0] in both and two[1] in both}


def _listed(part: Part, reading: Reading) -> bool:
    """Whether it hangs on what is before it by «and», be its own preposition between: Suriye ve to İran."""
    behind = part._replace(at=part.at - 1)
    return listed(part, reading) or (bool(part.joint and part.at) and listed(behind, reading))


def _up_to(part: Part, reading: Reading) -> Iterator[Part]:
    return (one for one in reading.parts if reading.speaker <= one.at < part.at)


def _does(part: Part | None, reading: Reading) -> bool:
    """Whether it is a verb, not a noun with its article."""
    return part is not None and acts(part) and not reading.words[part.at].startswith("ال")


def _by_a_comma(first: Part, second: Part, reading: Reading) -> bool:
    """Whether both begin what is told, with a comma between and the verb right behind: Iran, US resume."""
    after = following(second, reading)
    return (
        reading.tongue == "english"
        and first.at == reading.speaker
        and first.end == second.at
        and second.at in reading.breaks
        and after is not None
        and acts(after)
        and not reading.words[after.at].endswith(("s", "ed", "ing"))
    )


def _alike(
    who: Mapping[str, Part], reading: Reading, beside: Iterable[_Two]
) -> set[frozenset[str]]:
    """Each two of whom it does not matter which is named first: who is listed beside whom, or meets him, and
    of which people he is: Iranian president, الرئيس الإيراني."""
    found = {frozenset(two) for two in beside}
    if reading.tongue in _PEOPLE_BESIDE:
        found |= {
            frozenset([one, other])
            for (one, first), (other, second) in pairwise(who.items())
            if first.end == second.at and _of_a_people(first, second, reading)
        }
    met = [unit for unit, part in who.items() if part.joint != _IN]
    if len(met) == _TWO and {part.unit for part in _done(reading)} == {_MEET}:
        found.add(frozenset(met))
    return found


def _of_a_people(first: Part, second: Part, reading: Reading) -> bool:
    """Whether one of two side by side is an adjective of a people, and the other who is of it, in the order
    of the tongue."""
    people, office = (second, first) if reading.tongue != "english" else (first, second)
    if people.kind != NATION or office.kind != OFFICE or second.joint:
        return False
    return bool(reading.tongue) or reading.words[people.at].endswith(_NISBA)


def _passive(reading: Reading, ranks: Mapping[str, int]) -> bool:
    """Whether what is done is suffered by who stands before it, and nobody is said to do it."""
    if -1 in ranks.values() or any(part.joint in BY for part in reading.parts):
        return False
    return any(
        part.unit not in BY_ITSELF | TOLL
        and suffered(part, reading)
        and not _to_somebody(part, reading)
        for part in _done(reading)
    )


def _to_somebody(part: Part, reading: Reading) -> bool:
    """Whether to whom it is done stands right behind an English verb, which is a past then: Iran attacked
    Israel."""
    after = reading.begins.get(part.end)
    return (
        reading.tongue == "english"
        and after is not None
        and after.kind in _SOMEBODY
        and not (after.joint or acts(after))
        and after.at not in reading.breaks
    )


def _done(reading: Reading) -> list[Part]:
    """What is done by somebody."""
    return [
        part
        for part in reading.parts
        if acts(part) and part.kind != SOFT and part.unit not in BY_NOBODY
    ]


def _in_one_order(here: Sequence[str], there: Sequence[str], alike: Set[frozenset[str]]) -> bool:
    """Whether any two stand in one order in both, but where that does not matter."""
    return all(
        there.index(one) < there.index(other) or frozenset([one, other]) in alike
        for one, other in combinations(here, _TWO)
    )

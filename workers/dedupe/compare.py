"""Two titles side by side: do they tell the same, does one tell more, or are they two pieces of news?

    what both tell ─► what the later one adds, what it leaves out ─► vetoes, each by itself ─► Relation

    OTHER   something tells them apart: place, person, number of anything but a toll, date, ordinal, polarity
            and direction, who did it to whom, or one name in the place of another
    FACTS   nothing does, and the later one has another toll
    MORE    nothing does, and the later one adds words
    SAME    nothing does, and it adds nothing; what it leaves out is no head of anything
    LESS    as SAME, but it leaves out something that may matter: a retelling, not a repeat

Only SAME makes a repeat. A word that no list knows counts like any other: where it is added, the titles are
not the same. So the lists can only err where they call two words one, or one a filler.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

from workers.dedupe import lexicon
from workers.dedupe.differences import DENY, differences
from workers.dedupe.lexicon import (
    CONCEPT,
    DAY,
    HOUR,
    MODIFIER,
    MONTH,
    NATION,
    NOT,
    NUMBER,
    OFFICE,
    ORDINAL,
    PLACE,
    SOFT,
    WEEKDAY,
    WORD,
    YEAR,
)  # fmt: skip
from workers.dedupe.likeness import heft, likeness
from workers.dedupe.parts import Part, acts
from workers.dedupe.reading import Reading
from workers.dedupe.roles import roles

Kind = Literal["same", "less", "more", "facts", "other"]

_NEVER_LEFT_OUT: Final = (MODIFIER, ORDINAL, NUMBER, OFFICE, MONTH, YEAR)
_DENIES: Final = 0.8
"""Likeness from which on a «not» in one of two titles is about the same."""
_MOST: Final = 0.7
"""Share of the earlier title's weight that a repeat tells at least."""
_LEAST_PARTS: Final = 3
_WITHOUT_PEOPLE: Final = 3
_WITHOUT_PLACE: Final = 5
"""Parts that both tell, where one of them leaves out where."""
_NAME: Final = 0.7
"""Weight of a word from which on it is more likely a name than not."""
_SLOT: Final = 2
"""Parts that may stand in one slot of a template."""
_TEMPLATE: Final = 0.4
"""Share of both titles from which on one name in the place of another is another piece of news."""
TURNED: Final = ": now the contrary"


class Relation(NamedTuple):
    kind: Kind
    why: str
    """In words."""
    adds: tuple[Part, ...] = ()
    """What the later title tells besides."""
    tolls: tuple[tuple[str, float, float], ...] = ()
    """(what is counted, before, now)"""


def compare(later: Reading, earlier: Reading) -> Relation:
    """What `later` is to `earlier`; both are taken to share a good deal."""
    tolls, number = _numbers(later, earlier)
    rival, turn, turned = _rivals(later, earlier)
    why = number or _places(later, earlier) or _calendar(later, earlier) or rival
    if why:  # the cheap ones first: most pairs end here
        return Relation("other", why)
    adds, drops, both = differences(later, earlier)
    why = _persons(later, earlier, adds, drops) or _substitution(later, earlier, adds, drops, both)
    if why:
        return Relation("other", why, adds, tolls)
    adds = tuple(part for part in adds if part.kind != NUMBER or not tolls)
    if tolls or turn:
        adds = tuple(sorted({*adds, *turned}, key=lambda part: part.at))
        return Relation("facts", turn or "another toll", adds, tolls)
    for _, when in _moments(later, earlier, _SOON):  # what was tomorrow may be today
        adds = (*adds, *when)
    if adds:
        return Relation("more", "it tells more", adds)
    if why := roles(later, earlier):
        return Relation("other", why)
    if why := _left_out(drops, earlier, both):
        return Relation("less", why)
    return Relation("same", "it tells the same")


# ── vetoes ────────────────────────────────────────────────────────────────────────────────────


def _numbers(later: Reading, earlier: Reading) -> tuple[tuple[tuple[str, float, float], ...], str]:
    """Tolls that changed, and why the numbers are of two pieces of news ("": they are not)."""
    if later.counts == earlier.counts or not (later.counts and earlier.counts):
        return (), ""
    now, before = Counter(later.counts), Counter(earlier.counts)
    left, gone = list((now - before).elements()), list((before - now).elements())
    kinds = {one.of for one in left} & {two.of for two in gone}
    for one in list(left):  # the same number, said of something that has another name
        twin = next(
            (
                two
                for two in gone
                if two.value == one.value
                and _alike(one.of, two.of)
                and not kinds & {one.of, two.of}
            ),
            None,
        )
        if twin is not None:
            left.remove(one)
            gone.remove(twin)
    daily = CONCEPT + "corona" in later.units
    tolls = []
    for one in left:
        for two in gone:
            if one.of == two.of or "anybody" in (one.of, two.of):
                if one.of in lexicon.TOLL and not daily:
                    tolls.append((one.of, two.value, one.value))
                    break
                return (), f"number: {two.value:g} ≠ {one.value:g}"
    if not tolls and left and gone:
        return (), f"number: {gone[0].value:g} ≠ {left[0].value:g}"
    return tuple(tolls), ""


def _alike(of: str, other: str) -> bool:
    """Whether two numbers may count the same: not the dead and the wounded."""
    return not (of in lexicon.TOLL and other in lexicon.TOLL and of != other)


def _places(later: Reading, earlier: Reading) -> str:
    """Where neither has a place of the other, nor one that lies in it. (Where they share one and not
    another, the other is something added, or a name in the place of another.)"""
    here = {unit for unit in later.told if unit[0] == PLACE}
    there = {unit for unit in earlier.told if unit[0] == PLACE}
    if not (here and there) or not here.isdisjoint(there):
        return ""
    around = {place for one in here for place in lexicon.WITHIN.get(one, ())}
    if not around.isdisjoint(there) or any(
        place in here for one in there for place in lexicon.WITHIN.get(one, ())
    ):
        return ""
    return f"place: {min(there)[1:]} ≠ {min(here)[1:]}"


_CALENDAR: Final = (
    (MONTH, "month"), (WEEKDAY, "weekday"), (YEAR, "date"), (ORDINAL, "ordinal"),
)  # fmt: skip
_SOON: Final = ((DAY, "day"), (HOUR, "hour"))


def _calendar(later: Reading, earlier: Reading) -> str:
    return next((why for why, _ in _moments(later, earlier, _CALENDAR)), "")


def _moments(
    later: Reading, earlier: Reading, marks: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """Why two titles are not of one time, and the later one's parts that say when."""
    for mark, name in marks:
        if mark not in later.kinds or mark not in earlier.kinds:
            continue
        here = {part.unit for part in later.parts if part.kind == mark}
        there = {part.unit for part in earlier.parts if part.kind == mark}
        if here and there and here.isdisjoint(there):
            why = f"{name}: {min(there)[len(mark) :]} ≠ {min(here)[len(mark) :]}"
            yield why, tuple(part for part in later.parts if part.kind == mark)


def _rivals(later: Reading, earlier: Reading) -> tuple[str, str, tuple[Part, ...]]:
    """Why one excludes the other; or in what the story has turned, and the parts that say so."""
    here, there = later.groups, earlier.groups
    turns: list[str] = []
    for line in sorted(here.keys() & there.keys()):
        (group, *more), (was, *others) = here[line], there[line]
        if line == "affirm" and (NOT in later.told or NOT in earlier.told):
            continue  # «no» and «denies» say the same
        if not more and not others and group != was:
            if line not in lexicon.TURNS:
                return f"{line}: one says the contrary of the other", "", ()
            turns.append(line)
    if (
        (NOT in later.told or NOT in earlier.told)
        and _denies(later) != _denies(earlier)
        and likeness(later.units, earlier.units) > _DENIES
    ):
        return "not: one denies what the other says", "", ()
    turned = tuple(part for line in turns for group in here[line].values() for part in group)
    return "", f"{turns[0]}{TURNED}" if turns else "", turned


def _denies(reading: Reading) -> bool:
    return NOT in reading.told or DENY in reading.told


def _persons(later: Reading, earlier: Reading, adds: Sequence[Part], drops: Sequence[Part]) -> str:
    """Another office in the place of one; a deputy or a former one is another person."""
    for kind, name in ((OFFICE, "office"), (MODIFIER, "person")):
        one = next((part for part in adds if part.kind == kind), None)
        two = next((part for part in drops if part.kind == kind), None)
        if one and two:
            return f"{name}: {two.unit[1:]} ≠ {one.unit[1:]}"
    for parts, whole in ((adds, later.parts), (drops, earlier.parts)):
        for part in parts:
            if part.kind == MODIFIER and _of_an_office(part, whole):
                return f"person: one says {part.unit[1:]}"
    return ""


def _of_an_office(part: Part, whole: Sequence[Part]) -> bool:
    at = whole.index(part)
    return any(one.kind == OFFICE for one in whole[max(0, at - 2) : at + 2])


def _substitution(
    later: Reading, earlier: Reading, adds: Sequence[Part], drops: Sequence[Part], both: set[str]
) -> str:
    """One name in the place of another in what is otherwise one title."""
    if not (adds and drops):
        return ""
    heavy = heft(both)
    if heavy < _TEMPLATE * max(heft(later.told), heft(earlier.told)):
        return ""
    come_new, gone_old = {part.at for part in adds}, {part.at for part in drops}
    a = [part for part in later.parts if part.unit in both or part.at in come_new]
    b = [part for part in earlier.parts if part.unit in both or part.at in gone_old]
    matcher = SequenceMatcher(
        None, [part.unit for part in b], [part.unit for part in a], autojunk=False
    )
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    template = len(changes) == 1 and max(len(adds), len(drops)) <= _SLOT
    for what, i, j, k, m in changes:
        if what == "replace":
            gone = next((part for part in b[i:j] if _names(part) and part.at in gone_old), None)
            come = next((part for part in a[k:m] if _names(part) and part.at in come_new), None)
            if gone and come and (template or (_rare(gone) and _rare(come))):
                return f"word: {gone.unit} ≠ {come.unit}"
    return ""


def _rare(part: Part) -> bool:
    return part.unit[:1] == PLACE or (part.kind == WORD and lexicon.weight(part.unit) >= _NAME)


def _names(part: Part) -> bool:
    """Whether it is a noun or a name: what somebody does may be told in many words."""
    return part.kind != NUMBER and not acts(part)


def _left_out(drops: Sequence[Part], earlier: Reading, both: set[str]) -> str:
    """What must not be left out in a repeat ("": nothing of the kind was)."""
    if not drops:
        return ""
    for part in drops:
        if acts(part):
            return f"it leaves out what is done: {part.unit}"
        speaks = part.at < earlier.speaker and part.kind == OFFICE
        if (part.kind in _NEVER_LEFT_OUT and not speaks) or part.unit in (NOT, DENY):
            return f"it leaves out {part.unit}"
        after = next(
            (one for one in earlier.parts if one.at >= part.end and one.kind != SOFT), None
        )
        hangs = after is not None and not after.joint and after.unit in both and not acts(after)
        if hangs and part.kind != NATION and not speaks:
            return f"it leaves out {part.unit}, on which {after.unit if after else ''} hangs"
        least = _WITHOUT_PEOPLE if part.kind == NATION else _WITHOUT_PLACE
        if part.unit[:1] == PLACE and len(both) < least:
            return f"it leaves out where: {part.unit[1:]}"
    heavy = heft(both)
    if len(both) < _LEAST_PARTS or heavy < _MOST * (heavy + heft(part.unit for part in drops)):
        return "it leaves out most"
    return ""

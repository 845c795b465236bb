"""Two titles side by side: do they tell the same, does one tell more, or are they two pieces of news?

    what both tell ─► what the later one adds, what it leaves out ─► vetoes, each by itself ─► Relation

    OTHER   something tells them apart: place, person, number of anything but a toll, month, the date of what
            comes again, an ordinal of no stage, polarity and direction, who did it to whom, or one name in
            the place of another
    FACTS   nothing does, and the later one has another toll or another date, says the contrary of what may
            turn, says that what was only tried, feared, planned or asked was done, or gives the
            official word on what was heard
    MORE    nothing does, and the later one adds words
    SAME    nothing does, and it adds nothing; what it leaves out is no head of anything
    LESS    as SAME, but it leaves out something that may matter, or only asks it: a retelling, not a repeat

Only SAME makes a repeat. A word that no list knows counts like any other: where it is added, the titles are
not the same. So the lists can only err where they call two words one, or one a filler.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from workers.dedupe.comparing.another import another, whose
from workers.dedupe.comparing.besides import institution
from workers.dedupe.comparing.committees import other_committee
from workers.dedupe.comparing.contrasts import contrast
from workers.dedupe.comparing.differences import differences
from workers.dedupe.comparing.elsewhere import of_another_place
from workers.dedupe.comparing.his_people import of_another
from workers.dedupe.comparing.how_many import how_many
from workers.dedupe.comparing.implied import added_unsaid
from workers.dedupe.comparing.last_look import last_look
from workers.dedupe.comparing.leaving_out import WHICH, WHO, left_out
from workers.dedupe.comparing.moments import SOON, WHEN, ahead, calendar, moments, undated
from workers.dedupe.comparing.namesakes import namesake
from workers.dedupe.comparing.official_word import official_word
from workers.dedupe.comparing.owners import another_of_his, of_the_region
from workers.dedupe.comparing.persons import persons, rare
from workers.dedupe.comparing.reversed_names import reversed_names
from workers.dedupe.comparing.slots import instead
from workers.dedupe.comparing.sorts import other_sort
from workers.dedupe.comparing.tenses import still_to_be, tenses
from workers.dedupe.comparing.tolls import numbers
from workers.dedupe.comparing.tried import only_maybe, only_talked_of, shorn
from workers.dedupe.forms.twins import DENY
from workers.dedupe.order.doers import doers
from workers.dedupe.order.roles import roles
from workers.dedupe.order.sides import other_people, other_side
from workers.dedupe.order.voices import voices
from workers.dedupe.order.winners import beaten
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.reading.vowel_signs import other_vowels
from workers.dedupe.words import concepts, nations
from workers.dedupe.words.kinds import CONCEPT, NOT, NUMBER, PLACE
from workers.dedupe.words.likeness import heft, likeness

Kind = Literal["same", "less", "more", "facts", "other"]

_WITHOUT: Final = CONCEPT + "without"
_DENIES: Final = 0.6
"""Likeness from which on a «not» in one of two titles is about the same."""
_SLOT: Final = 2
"""Parts that may stand in one slot of a template."""
_TEMPLATE: Final = 0.4
"""Share of both titles from which on one name in the place of another is another piece of news."""
TURNED: Final = ": now the contrary"
DONE: Final = "what was only tried, feared or planned"
OFFICIAL: Final = "the official word on what was heard"
OTHERS: Final = "one of them, or several"
_ASKS: Final = "it asks what was told"
ASKED: Final = "what was only asked"
_MOVED: Final = "another date"


class Relation(NamedTuple):
    kind: Kind
    why: str
    """In words."""
    adds: tuple[Part, ...] = ()
    """What the later title tells besides."""
    tolls: tuple[tuple[str, float, float], ...] = ()
    """(what is counted, before, now)"""
    all_told: bool = False
    """Whether each tells what the other does, for all its words: only who did it to whom is another."""


_SAME: Final = Relation("same", "it tells the same")


def compare(later: Reading, earlier: Reading) -> Relation:
    """What `later` is to `earlier`; both are taken to share a good deal."""
    if later.words == earlier.words and later == earlier:
        return _SAME  # the rules below take each word for once: women beat women
    tolls, number = numbers(later, earlier)
    rival, turn, turned = _rivals(later, earlier)
    vowels = later.signed and earlier.signed and other_vowels(later.signed, earlier.signed)
    why = (
        number
        or vowels
        or of_another_place(later, earlier)
        or other_people(later, earlier)
        or rival
    )
    dated, moved = ("", ()) if why else calendar(later, earlier)
    why = why or dated
    if why:  # the cheap ones first: most pairs end here
        return Relation("other", why)
    adds, drops, both, twins = differences(later, earlier)
    if moved:
        adds, drops = undated(adds), undated(drops)
    why = (
        persons(later, earlier, adds, drops)
        or namesake(later, earlier)
        or reversed_names(later, earlier)
        or of_another(later, earlier)
        or other_sort(later, earlier)
        or other_committee(later, earlier)
        or contrast(later, earlier)
        or another(later, earlier, adds, drops, both)
        or _substitution(later, earlier, adds, drops, both, tolls=bool(tolls))
    )
    if why:
        return Relation("other", why, adds, tolls)
    adds = tuple(
        part
        for part in adds
        if (part.kind != NUMBER or not tolls) and not added_unsaid(part, drops, earlier, both)
    )
    if moved and _another(adds, drops):
        return Relation("other", f"{moved[0].unit}, and more is another", adds)
    if tolls or turn or moved:
        adds = tuple(sorted({*adds, *turned, *moved}, key=lambda part: part.at))
        return Relation("facts", turn or ("another toll" if tolls else _MOVED), adds, tolls)
    for _, when in moments(later, earlier, SOON):  # what was tomorrow may be today
        adds = (*adds, *when)
    if adds:
        return Relation("more", "it tells more", adds)
    if why := (
        roles(later, earlier, twins)
        or voices(later, earlier, twins)
        or other_side(later, earlier)
        or doers(later, earlier, twins)
        or tenses(later, earlier, twins)
    ):
        return Relation("other", why, all_told=not drops)
    if done := (
        only_maybe(drops, earlier, later)
        or only_talked_of(earlier, later)
        or still_to_be(later, earlier, twins)
    ):
        return Relation("facts", DONE, done)
    if why := instead(drops, later, earlier):
        return Relation("other", why)
    if why := (
        whose(drops, earlier, later, both)
        or another_of_his(drops, earlier, later)
        or of_the_region(drops, earlier, later)
    ):
        return Relation("other", why)
    if why := left_out(drops, earlier, later, both, twins):
        if why.endswith((WHO, WHICH)):
            return Relation("other", why)
        if barely := shorn(drops, earlier, later):
            return Relation("facts", DONE, barely)
        return Relation("less", why)
    if ahead(earlier) and not ahead(later) and later.kinds.isdisjoint(WHEN):
        return Relation("less", "it leaves out when it is to be")
    if why := last_look(later, earlier, twins):
        return Relation("other", why)
    if others := how_many(later, earlier):
        return Relation("facts", OTHERS, others)
    if later.asks != earlier.asks:  # who asks says nothing for sure
        return Relation("less", _ASKS) if later.asks else Relation("facts", ASKED, later.parts[:1])
    if who := official_word(later, earlier):
        return Relation("facts", OFFICIAL, who)
    return _SAME


# ── vetoes ────────────────────────────────────────────────────────────────────────────────────


def _another(adds: Sequence[Part], drops: Sequence[Part]) -> bool:
    """Whether besides its date something of weight stands in the place of something else."""
    return any(map(_names, adds)) and any(map(_names, drops))


def _rivals(later: Reading, earlier: Reading) -> tuple[str, str, tuple[Part, ...]]:
    """Why one excludes the other; or in what the story has turned, and the parts that say so."""
    here, there = later.groups, earlier.groups
    turns: list[str] = []
    for line in sorted(here.keys() & there.keys()):
        (group, *more), (was, *others) = here[line], there[line]
        if line == "affirm" and (NOT in later.told or NOT in earlier.told):
            continue  # «no» and «denies» say the same
        if line == "win" and beaten(later, earlier):
            continue  # he wins to whom the other loses
        if not more and not others and group != was:
            if line not in concepts.TURNS:
                return f"{line}: one says the contrary of the other", "", ()
            turns.append(line)
    turned = tuple(part for line in turns for group in here[line].values() for part in group)
    if (
        (NOT in later.told or NOT in earlier.told)
        and _denies(later) != _denies(earlier)
        and not (_WITHOUT in later.told and _WITHOUT not in earlier.told and NOT in earlier.told)
        and not (_WITHOUT in earlier.told and _WITHOUT not in later.told and NOT in later.told)
        and likeness(later.units, earlier.units) > _DENIES
    ):
        turns.append("not")
        turned += _denied(later, earlier)
    return "", f"{turns[0]}{TURNED}" if turns else "", turned


def _denied(later: Reading, earlier: Reading) -> tuple[Part, ...]:
    """The parts of `later` that deny, or say what was denied."""
    found = tuple(part for part in later.parts if part.unit in (NOT, DENY))
    if found:
        return found
    behind = {after.unit for part, after in pairwise(earlier.parts) if part.unit in (NOT, DENY)}
    return tuple(part for part in later.parts if part.unit in behind) or later.parts[:1]


def _denies(reading: Reading) -> bool:
    return NOT in reading.told or DENY in reading.told


def _substitution(
    later: Reading,
    earlier: Reading,
    adds: Sequence[Part],
    drops: Sequence[Part],
    both: set[str],
    *,
    tolls: bool,
) -> str:
    """One name in the place of another in what is otherwise one title; where `tolls` changed, a rare one."""
    if not (adds and drops):
        return ""
    heavy = heft(both)
    if heavy < _TEMPLATE * max(heft(later.told), heft(earlier.told)):
        return ""
    come_new, gone_old = {part.at for part in adds}, {part.at for part in drops}
    a = [part for part in later.parts if part.unit in both or part.at in come_new]
    b = [part for part in earlier.parts if part.unit in both or part.at in gone_old]
    gone_names = [part for part in b if part.at in gone_old and _names(part)]
    come_names = [part for part in a if part.at in come_new and _names(part)]
    if not (gone_names and come_names):
        return ""
    if max(len(adds), len(drops)) > _SLOT and not (
        any(map(rare, gone_names)) and any(map(rare, come_names))
    ):
        return ""  # as below, before the dear part
    matcher = SequenceMatcher(
        None, [part.unit for part in b], [part.unit for part in a], autojunk=False
    )
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    template = not tolls and len(changes) == 1 and max(len(adds), len(drops)) <= _SLOT
    for what, i, j, k, m in changes:
        if what == "replace":
            gone = next((part for part in b[i:j] if _names(part) and part.at in gone_old), None)
            come = next((part for part in a[k:m] if _names(part) and part.at in come_new), None)
            if come and gone and _speaks(come, later) and not institution(gone, earlier):
                continue  # the word of an office on what was heard: دوي انفجارات
            if gone and come and (template or (rare(gone) and rare(come))):
                return f"word: {gone.unit} ≠ {come.unit}"
    return ""


def _speaks(part: Part, whole: Reading) -> bool:
    """Whether it is a body, an office or a capital, and the title gives its word first; a capital may be a
    given name besides: صوفيا."""
    says = whole.speaker or any(one.unit in concepts.SAID for one in whole.parts)
    body = PLACE + part.unit in nations.CAPITALS or institution(part, whole)
    return bool(says) and part is whole.parts[0] and body


def _names(part: Part) -> bool:
    """Whether it is a noun or a name: what somebody does may be told in many words."""
    return part.kind != NUMBER and not acts(part)

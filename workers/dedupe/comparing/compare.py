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
from typing import Final, Literal, NamedTuple

from workers.dedupe.comparing.another import another
from workers.dedupe.comparing.committees import other_committee
from workers.dedupe.comparing.contrasts import contrast
from workers.dedupe.comparing.differences import differences
from workers.dedupe.comparing.elsewhere import of_another_place
from workers.dedupe.comparing.his_people import of_another, of_his_people
from workers.dedupe.comparing.how_many import how_many
from workers.dedupe.comparing.implied import added_unsaid
from workers.dedupe.comparing.last_look import last_look
from workers.dedupe.comparing.leaving_out import WHICH, WHO, left_out
from workers.dedupe.comparing.moments import SOON, WHEN, ahead, calendar, moments, undated
from workers.dedupe.comparing.namesakes import namesake
from workers.dedupe.comparing.of_whom import whose
from workers.dedupe.comparing.official_word import official_word
from workers.dedupe.comparing.owners import another_of_his, of_the_region
from workers.dedupe.comparing.persons import persons
from workers.dedupe.comparing.reversed_names import reversed_names
from workers.dedupe.comparing.rivals import rivals
from workers.dedupe.comparing.slots import instead
from workers.dedupe.comparing.sorts import other_sort
from workers.dedupe.comparing.substitution import is_noun, substitution
from workers.dedupe.comparing.tenses import still_to_be, tenses
from workers.dedupe.comparing.tolls import numbers
from workers.dedupe.comparing.tomorrow import done_now
from workers.dedupe.comparing.tried import only_maybe, only_talked_of, shorn
from workers.dedupe.order.across import across
from workers.dedupe.order.doers import doers
from workers.dedupe.order.roles import roles
from workers.dedupe.order.sides import other_people, other_side
from workers.dedupe.order.voices import voices
from workers.dedupe.reading.parts import Part
from workers.dedupe.reading.reader import Reading
from workers.dedupe.reading.vowel_signs import other_vowels
from workers.dedupe.words.kinds import NUMBER

Kind = Literal["same", "less", "more", "facts", "other"]
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
    rival, turn, turned = rivals(later, earlier)
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
        or of_his_people(later, earlier)
        or other_sort(later, earlier)
        or other_committee(later, earlier)
        or contrast(later, earlier)
        or another(later, earlier, adds, drops, both)
        or substitution(later, earlier, adds, drops, both, tolls=bool(tolls))
    )
    if why:
        return Relation("other", why, adds, tolls)
    adds = tuple(
        part
        for part in adds
        if (part.kind != NUMBER or not tolls)
        and not added_unsaid(part, drops, later, earlier, both)
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
        or across(later, earlier, twins)
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
        if later.tongue or not (now := done_now(later)):
            return Relation("less", "it leaves out when it is to be")
        return Relation("facts", DONE, now)
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
    return any(map(is_noun, adds)) and any(map(is_noun, drops))

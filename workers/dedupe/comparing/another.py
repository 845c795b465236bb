"""What two titles that tell the same words may still tell of: another thing of the kind, another person,
or another place of the name.

عبوة لاصقة ≠ عبوة ناسفة          the kind of a thing, where a list knows one of the two as a phrase
بابل الإيرانية ≠ بابل            a place of the name in a country in which the known one does not lie
علي كاظم ≠ حسن كاظم            folded, the name علي is the preposition على
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from streamer.text import stems
from workers.dedupe.forms.spellings import one_word
from workers.dedupe.reading.ali import ALI
from workers.dedupe.reading.neighbours import right_before
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import fillers, lexicon, nations, offices
from workers.dedupe.words.kinds import CONCEPT, NATION, PLACE, WORD
from workers.dedupe.words.remembered import remembered

_TOWNS: Final = frozenset(["بلده", "مدينه", "منطقه", "قضا"])
_TIMED: Final = frozenset([CONCEPT + "before", CONCEPT + "after"])
_COURT: Final = CONCEPT + "court"
_BODIES: Final = frozenset([_COURT, CONCEPT + "central_bank"])
"""Of which a longer phrase is a concept of its own: المحكمة الاتحادية, المركزي الأوروبي."""
_LESSER: Final = {PLACE + "طرابلس": PLACE + "لبنان"}
"""Place of which there are two → where that one lies whom the name by itself does not mean."""


def another(
    later: Reading, earlier: Reading, adds: Sequence[Part], drops: Sequence[Part], both: set[str]
) -> str:
    """Why one tells of something else than the other, cheaply seen ("": nothing says so)."""
    return (
        _people(adds, drops)
        or _hangs(later, earlier)
        or _namesake(later, earlier, both)
        or _namesake(earlier, later, both)
        or _of_a_kind(later, earlier, adds, drops)
        or _of_a_people(later, earlier)
        or _named_after(later, earlier)
        or _ali(later, earlier)
        or _ali(earlier, later)
    )


def _hangs(later: Reading, earlier: Reading) -> str:
    """Whether all that `later` tells hangs on a before or after that `earlier` lacks: a torn title."""
    first = later.parts[0].unit if later.parts else ""
    if _torn(later) and not _torn(earlier):
        return f"torn: all of it is for {first.lstrip('=')}"
    if first not in _TIMED or later.breaks or later.parts[0].at or first in _units(earlier):
        return ""
    return f"time: all of it is {first[1:]} something"


def _torn(reading: Reading) -> bool:
    """Whether it begins with what something is for, and does not say what: للمشاركة في المليونية."""
    if not reading.parts or reading.breaks or reading.words[0][0].isascii():
        return False
    first, *others = reading.parts
    return (
        first.joint == "ل"
        and first.at == 0
        and acts(first)
        and not any(acts(part) and not part.joint for part in others)
    )


def _units(reading: Reading) -> set[str]:
    return {part.unit for part in reading.parts}


def _people(adds: Sequence[Part], drops: Sequence[Part]) -> str:
    """One people in the place of another: deux soldats français, deux soldats maliens."""
    come = next((part for part in adds if part.kind == NATION), None)
    gone = next((part for part in drops if part.kind == NATION), None)
    if come is None or gone is None:
        return ""
    return f"nation: {gone.unit[1:]} ≠ {come.unit[1:]}"


def _namesake(one: Reading, other: Reading, both: set[str]) -> str:
    """A place that `one` alone puts into a country in which the known place of that name does not lie."""
    if NATION not in one.kinds:
        return ""
    for place, people in pairwise(one.parts):
        if people.kind != NATION or people.joint or people.at != place.end:
            continue
        if place.kind != PLACE or place.unit not in both or people.unit in other.told:
            continue
        around = nations.WITHIN.get(place.unit)
        if _LESSER.get(place.unit) == people.unit or (
            around and people.unit not in around and people.unit != place.unit
        ):
            return f"place: {place.unit[1:]} ≠ {place.unit[1:]} of {people.unit[1:]}"
    return ""


def _of_a_kind(
    later: Reading, earlier: Reading, adds: Sequence[Part], drops: Sequence[Part]
) -> str:
    """Whether what stands behind a noun in one title has no part of its own in the other, where a longer
    phrase of a list swallows it, and is another word."""
    for mine, its, left in ((later, earlier, drops), (earlier, later, adds)):
        for part in left:
            if part.joint or part.kind not in (WORD, NATION):
                continue
            noun = right_before(part, its)
            if noun is None or noun.size > 1 or noun.kind != CONCEPT:
                continue
            phrase = next(
                (
                    one
                    for one in mine.parts
                    if one.size > 1
                    and (one.unit == noun.unit or noun.unit in _BODIES)
                    and _begins(one, mine, noun, its)
                ),
                None,
            )
            if phrase is not None:
                return f"kind: {' '.join(mine.words[phrase.at : phrase.end])} ≠ {part.unit}"
    return ""


def _of_a_people(later: Reading, earlier: Reading) -> str:
    """Whether somebody who is told of by the name of a people alone is a man in one title and a woman in the
    other: اعتقال سوري, اعتقال سورية."""
    if NATION not in later.kinds and NATION not in earlier.kinds:
        return ""
    now, before = _alone(later), _alone(earlier)
    for people in [one for one in now if one in before]:
        if now[people] != before[people]:
            return f"person: {people[1:]}, a man or a woman"
    return ""


_OF_STATES: Final = frozenset(
    CONCEPT + deed
    for deed in (
        "bomb", "attack", "target_", "incursion_", "storm_in", "launch", "condemn", "negotiate_", "discuss",
        "mediate", "blockade", "approve", "reject", "call", "demand", "welcome", "warn", "support",
        "threaten", "send_", "violate_", "intervene_", "invest_", "agree_", "deploy",
    )
)  # fmt: skip
"""Deeds of which a people is whose they are: غارة إسرائيلية, قصف إسرائيلي."""


def _alone(reading: Reading) -> dict[str, bool]:
    """People → whether its word is a feminine, where it stands first or behind what was done."""
    found: dict[str, bool] = {}
    before: Part | None = None
    for part in reading.parts:
        word = reading.words[part.at]
        bare = not word[0].isascii() and "ال" not in word[:3]
        people = part.kind == NATION or (part.kind == PLACE and word.endswith("يه"))  # سورية
        done = before is None or (acts(before) and before.unit not in _OF_STATES)
        if people and bare and not part.joint and done:
            found[part.unit] = word[-1] == "ه"
        before = part
    return found


def _named_after(later: Reading, earlier: Reading) -> str:
    """Whether behind بلدة, جسر, حي stands another name than in the other title; no list has all places."""
    now = _names(later.words)
    before = _names(earlier.words) if now else {}
    for sort in [one for one in now if one in before]:
        name, was = now[sort], before[sort]
        if name != was and not _told(name, earlier.words) and not _told(was, later.words):
            return f"place: {sort} {was} ≠ {sort} {name}"
    return ""


def _told(name: str, words: Sequence[str]) -> bool:
    return any(
        name in stems(word)
        or word in stems(name)
        or one_word(name, word)
        or one_word(name, word.removeprefix("ال"))
        for word in words
    )


def _names(words: Sequence[str]) -> dict[str, str]:
    """Noun of fillers.SORTS or of a kind of town → the word behind it, where it is a name."""
    found: dict[str, str] = {}
    for word, name in pairwise(words):
        sorts = _sorts(word)
        if sorts and not (name[0].isascii() or lexicon.known(name).phrases):
            for sort in sorts:
                found.setdefault(sort, name.removeprefix("ال"))
    return found


@remembered(40_000)
def _sorts(word: str) -> tuple[str, ...]:
    """Such a noun, where the word is one: hardly any is."""
    return tuple(
        form
        for form in stems(word)
        if form in _TOWNS or (form in fillers.SORTS and not form.startswith("ال"))
    )


def _begins(phrase: Part, mine: Reading, noun: Part, its: Reading) -> bool:
    return lexicon.known(mine.words[phrase.at]).stem == lexicon.known(its.words[noun.at]).stem


def _ali(one: Reading, other: Reading) -> str:
    """Whether `one` has another given name where `other` has علي, right before the same name."""
    if ALI not in other.words:
        return ""
    behind = {after for word, after in pairwise(other.words) if word == ALI}
    for given, name in pairwise(one.words):
        if given in offices.GIVEN and given != ALI and name in behind and given not in other.words:
            return f"person: {ALI} {name} ≠ {given} {name}"
    return ""

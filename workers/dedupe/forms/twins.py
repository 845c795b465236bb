"""Parts of two titles that are one: two spellings or forms of a word, one action told by its verb or noun,
two words written as one, who holds an office and the office.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from streamer.text import stems
from workers.dedupe.forms.actions import one_action
from workers.dedupe.forms.endings import one_ending
from workers.dedupe.forms.nisba import one_of_the_other
from workers.dedupe.forms.nouns import one_noun
from workers.dedupe.forms.romanized import one_name
from workers.dedupe.forms.roots import one_root, participle
from workers.dedupe.forms.spellings import (
    LONG,
    more_vowels,
    one_given,
    one_plural,
    one_word,
    same_letters,
)
from workers.dedupe.order.converse import converse
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts, fillers, nations, offices, rarity
from workers.dedupe.words.irregular import one_verb
from workers.dedupe.words.kinds import CONCEPT, MANY, NATION, NOT, OFFICE, PLACE, SOFT, WORD
from workers.dedupe.words.likeness import share_letters

PERISH: Final = CONCEPT + "perish"
DENY: Final = CONCEPT + "deny"
_WORDS: Final = (WORD, CONCEPT, PLACE)
_COMES: Final = frozenset([CONCEPT + "return_", CONCEPT + "arrive"])
_FROM: Final = frozenset(["from", "de", "du", "d", "ji", "از", "من", "von"])
"""Before the place that somebody comes back from; to come back to one is to arrive there."""
_WITH: Final = ("مع", "ضد", "with", "against")
_NAME: Final = 0.6
"""Weight of a word that may be a name."""
_FEW: Final = 5
"""Words from which on a title tells more, whatever one of them is."""


def pair_off(
    adds: list[Part], drops: list[Part], twins: dict[str, str], later: Reading, earlier: Reading
) -> None:
    """Takes out of `adds` and `drops` what is one thing, and notes in `twins` the unit of `later` for that of
    `earlier`."""
    numbered = bool(later.counts) and later.counts == earlier.counts
    counted = bool(later.counts and earlier.counts)
    back = not _COMES.isdisjoint(later.told) and _from(later) != _from(earlier)
    _pair_off(adds, drops, twins, numbered=numbered, counted=counted, back=back)
    _held(adds, drops, twins, later, earlier)
    _given(adds, drops, twins, later, earlier)
    _conversely(adds, drops, twins, later, earlier)
    holders: dict[str, str] = {}
    _held(drops, adds, holders, earlier, later)
    twins |= {now: was for was, now in holders.items()}
    _leader_of(adds, drops, twins, later, earlier)
    states: dict[str, str] = {}
    _leader_of(drops, adds, states, earlier, later)
    twins |= {now: was for was, now in states.items()}
    if len(adds) <= _FEW and all(part.kind in _WORDS for part in adds):
        _pair_off_words(adds, drops, twins, later, earlier)
    if adds and drops and len(adds) <= _FEW:
        _pair_off_roots(adds, drops, twins, later, earlier)


_OF: Final = frozenset([WORD, CONCEPT, PLACE, NATION])


def _pair_off_roots(
    adds: list[Part], drops: list[Part], twins: dict[str, str], later: Reading, earlier: Reading
) -> None:
    """The same for two words of one root behind which the same thing stands."""
    for part in list(adds):
        for one in drops:
            if (
                part.size == one.size == 1
                and part.kind in _SAID
                and one.kind in _SAID
                and one_root(later.words[part.at], earlier.words[one.at])
                and (_deed(part, later) and _deed(one, earlier))
                and _same_thing(part, later, one, earlier, twins)
            ) or (
                part.size == one.size == 1
                and {part.kind, one.kind} <= _OF
                and one_of_the_other(part, later, one, earlier, twins)
            ):
                adds.remove(part)
                drops.remove(one)
                twins[part.unit] = one.unit
                break


def _deed(part: Part, reading: Reading) -> bool:
    """Whether it may be what is done: no participle is, but one that hangs on what was told before it."""
    word = reading.words[part.at]
    if not participle(word):
        return True
    before = next((one for one in reading.parts if one.end == part.at), None)
    return before is not None and not part.joint and not acts(before)


def _same_thing(
    part: Part, later: Reading, other: Part, earlier: Reading, twins: dict[str, str]
) -> bool:
    """Whether the same stands right behind both, behind the same preposition; or behind one, and before the
    other, behind which nothing does."""
    now, was = _behind(part, later), _behind(other, earlier)
    here = now if now is not None and not now.joint else None
    there = was if was is not None and not was.joint else None
    if here is None and there is None:
        return (
            now is not None
            and was is not None
            and twins.get(now.unit, now.unit) == was.unit
            and now.joint == was.joint
        )
    ours = {here.unit} if here is not None else _right_before(part, later)  # يصعق, صعق متظاهر
    theirs = {there.unit} if there is not None else _right_before(other, earlier)
    return not {twins.get(unit, unit) for unit in ours}.isdisjoint(theirs)


def _behind(part: Part, reading: Reading) -> Part | None:
    return next((one for one in reading.parts if one.at >= part.end and one.kind != SOFT), None)


def _right_before(part: Part, reading: Reading) -> set[str]:
    """What stands right before it, and what that is written on to: شارع المطار مقطوع."""
    found: set[str] = set()
    at = part.at
    for one in reversed(reading.parts):
        if one.end == at and at not in reading.breaks and not acts(one):
            found.add(one.unit)
            at = one.at
            if one.joint:
                break
    return found


def _from(reading: Reading) -> bool:
    """Whether a place stands behind «from»."""
    return any(
        part.unit[0] == PLACE and part.at and reading.words[part.at - 1] in _FROM
        for part in reading.parts
    )


def _pair_off(
    adds: list[Part],
    drops: list[Part],
    twins: dict[str, str],
    *,
    numbered: bool,
    counted: bool,
    back: bool,
) -> None:
    """Takes out of `adds` and `drops` what is one word in two spellings. `back`: one of the titles tells from
    where somebody comes, so that he arrives elsewhere."""
    for part in list(adds):
        twin = next(
            (
                one
                for one in drops
                if (_one(part, one) and not (back and {part.unit, one.unit} == _COMES))
                or (numbered and _many(part, one))
                or (counted and part.counted and part.counted == one.counted)
            ),
            None,
        )
        if twin is not None:
            adds.remove(part)
            drops.remove(twin)
            twins[part.unit] = twin.unit


def _pair_off_words(
    adds: list[Part],
    drops: list[Part],
    twins: dict[str, str],
    later: Reading,
    earlier: Reading,
) -> None:
    """The same for what only the words as written tell: one action, or two words written as one."""
    now, before, tongue = later.words, earlier.words, later.tongue
    for part in list(adds):
        twin = next((one for one in drops if _as_written(part, one, now, before, tongue)), None)
        found = [twin] if twin else _glued(_written(part, now), drops, before)
        if found:
            adds.remove(part)
            twins[part.unit] = found[0].unit
            for one in found:
                drops.remove(one)
    for part in list(drops):
        if found := _glued(_written(part, before), adds, now):
            drops.remove(part)
            for one in found:
                adds.remove(one)
                twins[one.unit] = part.unit


_ENGLISH: Final = ("english", "")
_SAID: Final = (WORD, CONCEPT)


def _as_written(
    one: Part, other: Part, now: Sequence[str], before: Sequence[str], tongue: str
) -> bool:
    if not one.size == other.size == 1:
        return (
            _of_sort(one, now, other, before)
            or _of_sort(other, before, one, now)
            or _short_for(one, now, other, before)
            or _short_for(other, before, one, now)
        )
    word, was = now[one.at], before[other.at]
    if one.kind in _SAID and other.kind in _SAID:
        return (
            one_action(word, was)
            or (tongue in _ENGLISH and one_verb(word, was))
            or ((one.unit, other.unit) != (word, was) and one_action(one.unit, other.unit))
            or (
                share_letters(word, was)
                and (
                    one_plural(word, was)
                    or one_noun(word, one.joint, was, other.joint)
                    or one_ending(word, was, now, tongue)
                    or one_name(word, was)
                )
            )
        )
    return {one.kind, other.kind} == {WORD, PLACE} and (
        word in stems(was)
        or was in stems(word)
        or one_ending(word, was, now, tongue)
        or same_letters(word, was)
        or more_vowels(word, was)
    )


def _of_sort(place: Part, its: Sequence[str], word: Part, theirs: Sequence[str]) -> bool:
    """نهر الفرات and الفرات, where only the first is in a list."""
    return (
        place.kind == PLACE
        and place.size == 2
        and word.size == 1
        and its[place.at] in fillers.SORTS
        and its[place.at + 1] == theirs[word.at]
    )


def _short_for(one: Part, its: Sequence[str], long: Part, theirs: Sequence[str]) -> bool:
    """UN for UN Security Council, of bodies; مجلس الأمن is not الأمم المتحدة."""
    if one.unit not in concepts.ACTORS or long.kind != CONCEPT or one.size >= long.size:
        return False
    return tuple(theirs[long.at : long.at + one.size]) == tuple(its[one.at : one.end])


def _written(part: Part, words: Sequence[str]) -> str:
    return "".join(words[part.at : part.end])


def _glued(whole: str, parts: Sequence[Part], words: Sequence[str]) -> list[Part]:
    """One part, or two that stand side by side, that are written as `whole` but for spaces."""
    if len(whole) < LONG:
        return []
    for at, part in enumerate(parts):
        if not whole.startswith(words[part.at]):
            continue
        one = _written(part, words)
        after = parts[at + 1] if at + 1 < len(parts) else None
        if one == whole and part.size > 1:
            return [part]
        if after is not None and after.at == part.end and one + _written(after, words) == whole:
            return [part, after]
    return []


def _one(one: Part, other: Part) -> bool:
    """Whether two words that no list knows are one word; مصرع is of those who die or are killed."""
    if one.kind == WORD == other.kind:
        return one_word(one.unit, other.unit) or other.unit in concepts.ALIKE.get(one.unit, ())
    if one.unit in (NOT, DENY):
        return other.unit in (NOT, DENY)
    if PLACE == one.unit[0] == other.unit[0]:
        return _capital(one, other) or _capital(other, one)
    if PERISH in (one.unit, other.unit):
        return {one.unit, other.unit} <= {PERISH, CONCEPT + "die", CONCEPT + "killed"}
    return other.unit in concepts.ALIKE.get(one.unit, ())


def _capital(one: Part, other: Part) -> bool:
    """Whether one is the capital that speaks for the other: أنقرة: …, تركيا تعلن …; not where it happens."""
    if nations.CAPITALS.get(one.unit) != other.unit or one.joint != other.joint:
        return False
    if one.joint in _WITH:
        return True  # مع كييف
    return one.at == other.at == 0 or not (one.joint or not one.at or not other.at)


def _held(
    adds: list[Part], drops: list[Part], twins: dict[str, str], whole: Reading, other: Reading
) -> None:
    """Takes out of both who holds an office and the office itself: بوتين, الرئيس الروسي."""
    for office in [part for part in adds if part.kind == OFFICE]:
        of = next((one for one in whole.parts if one.at == office.end and one.kind == NATION), None)
        for leader in [part for part in drops if part.unit in offices.HOLDERS]:
            holds, country = offices.HOLDERS[leader.unit]
            if holds != office.unit or (of is not None and of.unit != country):
                continue
            if any(
                one.at in (leader.end, leader.at - 1) and one.kind == OFFICE for one in other.parts
            ):
                continue
            adds.remove(office)
            drops.remove(leader)
            if of in adds and of is not None:
                adds.remove(of)
            twins[office.unit] = leader.unit
            break


def _leader_of(
    adds: list[Part], drops: list[Part], twins: dict[str, str], whole: Reading, other: Reading
) -> None:
    """Takes out of both a leader, first in one title, and the people whose he is in the other: تبون يستقبل,
    الرئيس الجزائري يستقبل."""
    first = whole.parts[0] if whole.parts else None
    if first is None or first not in adds or first.unit not in offices.HOLDERS:
        return
    office, country = offices.HOLDERS[first.unit]
    state = next((one for one in drops if one.unit == country and one.kind == NATION), None)
    if state is None:
        return
    before = next((one for one in other.parts if one.end == state.at), None)
    if before is not None and (before.unit == office or _governs(before, other)):
        adds.remove(first)
        drops.remove(state)
        twins[first.unit] = state.unit


_OFFICES_CHANGE: Final = frozenset([CONCEPT + "appoint", CONCEPT + "dismiss"])


def _governs(part: Part, reading: Reading) -> bool:
    """Whether it is a government or an office of state that is told of at the end of an appointment."""
    if not _OFFICES_CHANGE.isdisjoint(reading.told):
        return OFFICE in reading.kinds
    return part.kind == OFFICE and not fillers.AS_WHOM.isdisjoint(reading.words)


def _given(
    adds: list[Part], drops: list[Part], twins: dict[str, str], later: Reading, earlier: Reading
) -> None:
    """Takes out of both a given name that stands beside one name in both titles, and is written otherwise."""
    for part in [part for part in adds if part.kind == WORD]:
        for one in [one for one in drops if one.kind == WORD]:
            if not one_given(part.unit, one.unit):
                continue
            beside = _beside(part, later) & _beside(one, earlier)
            if any(rarity.weight(unit) >= _NAME for unit in beside):
                adds.remove(part)
                drops.remove(one)
                twins[part.unit] = one.unit
                break


def _conversely(
    adds: list[Part], drops: list[Part], twins: dict[str, str], later: Reading, earlier: Reading
) -> None:
    """Takes out of both what one does who gives, and the other who takes."""
    for part in list(adds):
        one = next((one for one in drops if converse(part, one, later, earlier)), None)
        if one is not None:
            adds.remove(part)
            drops.remove(one)
            twins[part.unit] = one.unit


def _beside(part: Part, reading: Reading) -> set[str]:
    """The words that no list knows right before it and behind it."""
    return {
        one.unit
        for one in reading.parts
        if one.kind == WORD and (one.end == part.at or (one.at == part.end and not one.joint))
    }


def _many(one: Part, other: Part) -> bool:
    """One noun in singular and plural: with a number beside them that tells nothing apart."""
    return one.kind == CONCEPT == other.kind and other.unit in (
        one.unit + MANY,
        one.unit.removesuffix(MANY),
    )

"""What one title tells and another does not, part by part.

Two parts are one where they have the same unit; where one is the other with a clitic or a case ending that
no list knows (وعكاشات, عكاشات); where a foreign name is written with another letter (غوتيريش, جوتيريش).
Offices, and the given names behind them, before a name that both have, or names behind an office that both
have, are no difference either. A given name alone is one (جمال مبارك), and so is all that belongs to a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from streamer.text import stems
from workers.dedupe import lexicon
from workers.dedupe.actions import one_action
from workers.dedupe.endings import one_ending
from workers.dedupe.lexicon import (
    CONCEPT,
    MANY,
    MODIFIER,
    NATION,
    NOT,
    OFFICE,
    PLACE,
    SOFT,
    WORD,
)
from workers.dedupe.likeness import share_letters
from workers.dedupe.nouns import one_noun
from workers.dedupe.parts import Part, acts
from workers.dedupe.reading import Reading
from workers.dedupe.spellings import LONG, one_plural, one_word, same_letters

PERISH: Final = CONCEPT + "perish"
DENY: Final = CONCEPT + "deny"
_COMPANY: Final = CONCEPT + "company"
_NAME: Final = 0.6
"""Weight of a word that may be a name."""

_WORDS: Final = (WORD, CONCEPT, PLACE)
_HEADS: Final = frozenset(
    OFFICE + name for name in ("president", "premier", "king", "leader", "secretary")
)
"""Offices of which a state has one: who holds it is the leader of whom the title tells."""
_FEW: Final = 5
"""Words from which on a title tells more, whatever one of them is."""


def differences(
    later: Reading, earlier: Reading
) -> tuple[tuple[Part, ...], tuple[Part, ...], set[str], dict[str, str]]:
    """What `later` adds, what it leaves out, the units that both have (as `earlier` writes them), and those
    of `later` that are written otherwise there."""
    both = set(later.told & earlier.told)
    twins: dict[str, str] = {}
    adds = [part for part in later.content if part.unit not in earlier.told]
    drops = [part for part in earlier.content if part.unit not in later.told]
    if len(later.told) < len(later.units):
        adds += _twice(later, earlier)
    if adds and drops:
        numbered = bool(later.counts) and later.counts == earlier.counts
        counted = bool(later.counts and earlier.counts)
        _pair_off(adds, drops, twins, numbered=numbered, counted=counted)
        _held(adds, drops, twins, later, earlier)
        back: dict[str, str] = {}
        _held(drops, adds, back, earlier, later)
        twins |= {now: was for was, now in back.items()}
        if len(adds) <= _FEW and all(part.kind in _WORDS for part in adds):
            _pair_off_words(adds, drops, twins, later.words, earlier.words)
    both.update(twins.values())
    if adds and adds[0] is later.parts[0] and _speaks_for(adds[0], later, earlier):
        del adds[0]
    named = _without_names(adds, later, both), _without_names(drops, earlier, both)
    if _whose(named[0], later, both) or _whose(named[1], earlier, both):
        named = adds, drops  # وزير العدل is no وزير of whatever name
    if len(named[0]) == len(adds) or len(named[1]) == len(drops):
        adds, drops = named  # where both name somebody, they may name two
    if any(map(_sort, adds)) != any(map(_sort, drops)):
        adds = [part for part in adds if not (_sort(part) and _names(part, later, both))]
        drops = [part for part in drops if not (_sort(part) and _names(part, earlier, both))]
    adds = [part for part in adds if not _around(part, later, both, earlier)]
    drops = [part for part in drops if not _around(part, earlier, both, later)]
    return tuple(adds), tuple(drops), both, twins


def _around(part: Part, whole: Reading, both: set[str], other: Reading) -> bool:
    """Whether it only says in what country a place lies that both tell (إدلب السورية, Iran's Tabriz), or that
    those who act there are of that country."""
    if part.kind not in (PLACE, NATION) or part.joint not in ("", "في"):
        return False
    for place in whole.parts:
        if place.unit not in both or part.unit not in lexicon.WITHIN.get(place.unit, ()):
            continue
        if place.end == part.at or (
            part.end >= place.at - 1 and part.at < place.at and not place.joint
        ):
            return True
        if part.kind == NATION and NATION not in other.kinds and _of_a_body(part, whole):
            return True
    return False


def _of_a_body(part: Part, whole: Reading) -> bool:
    """Whether it says whose forces or ministry it is that stands before it: القوات العراقية."""
    before = next((one for one in whole.parts if one.end == part.at), None)
    if before is None or part.joint:
        return False
    return (
        before.unit in lexicon.ACTORS
        or before.unit in lexicon.PORTFOLIOS
        or not lexicon.BODIES.isdisjoint(whole.words[before.at : before.end])
    )


def _speaks_for(first: Part, later: Reading, earlier: Reading) -> bool:
    """Whether it is the ministry through which a state speaks that the other title names first."""
    body = first.unit in lexicon.ACTORS and bool(later.speaker)
    if not (body or first.unit in lexicon.PORTFOLIOS) or len(later.parts) < 2 or not earlier.parts:
        return False
    state = later.parts[1]
    return state.kind in (NATION, PLACE) and state.unit == earlier.parts[0].unit


def _twice(later: Reading, earlier: Reading) -> list[Part]:
    """Places that `later` names more often: محافظ كركوك يصل كركوك is not محافظ كركوك يصل الموصل."""
    return [
        part
        for at, part in enumerate(later.content)
        if part.unit[0] == PLACE
        and part.unit in earlier.told
        and sum(one.unit == part.unit for one in later.content[: at + 1])
        > earlier.units.count(part.unit)
    ]


def _pair_off(
    adds: list[Part], drops: list[Part], twins: dict[str, str], *, numbered: bool, counted: bool
) -> None:
    """Takes out of `adds` and `drops` what is one word in two spellings."""
    for part in list(adds):
        twin = next(
            (
                one
                for one in drops
                if _one(part, one)
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
    now: Sequence[str],
    before: Sequence[str],
) -> None:
    """The same for what only the words as written tell: one action, or two words written as one."""
    for part in list(adds):
        twin = next((one for one in drops if _as_written(part, one, now, before)), None)
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


def _as_written(one: Part, other: Part, now: Sequence[str], before: Sequence[str]) -> bool:
    if not one.size == other.size == 1:
        return _of_sort(one, now, other, before) or _of_sort(other, before, one, now)
    word, was = now[one.at], before[other.at]
    kinds = {one.kind, other.kind}
    if kinds <= {WORD, CONCEPT}:
        return (
            one_action(word, was)
            or one_action(one.unit, other.unit)
            or (
                share_letters(word, was)
                and (
                    one_plural(word, was)
                    or one_noun(word, one.joint, was, other.joint)
                    or one_ending(word, was, now)
                )
            )
        )
    return kinds == {WORD, PLACE} and (
        word in stems(was)
        or was in stems(word)
        or one_ending(word, was, now)
        or same_letters(word, was)
    )


def _of_sort(place: Part, its: Sequence[str], word: Part, theirs: Sequence[str]) -> bool:
    """نهر الفرات and الفرات, where only the first is in a list."""
    return (
        place.kind == PLACE
        and place.size == 2
        and word.size == 1
        and its[place.at] in lexicon.SORTS
        and its[place.at + 1] == theirs[word.at]
    )


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


def _sort(part: Part) -> bool:
    """Whether it says what kind of thing a name is of."""
    return (part.kind == WORD and part.unit in lexicon.SORTS) or part.unit == _COMPANY


def _names(part: Part, whole: Reading, both: set[str]) -> bool:
    """Whether the name behind it is told by both titles."""
    after = next((one for one in whole.parts if one.at == part.end), None)
    return (
        after is not None and not after.joint and after.unit in both and after.kind in (WORD, PLACE)
    )


def _one(one: Part, other: Part) -> bool:
    """Whether two words that no list knows are one word; مصرع is of those who die or are killed."""
    if one.unit in (NOT, DENY):
        return other.unit in (NOT, DENY)
    if PLACE == one.unit[0] == other.unit[0]:
        return _capital(one, other) or _capital(other, one)
    if PERISH in (one.unit, other.unit):
        return {one.unit, other.unit} <= {PERISH, CONCEPT + "die", CONCEPT + "killed"}
    if CONCEPT in (one.kind, other.kind):
        return frozenset((one.unit, other.unit)) in lexicon.ALIKE
    return one.kind == WORD == other.kind and one_word(one.unit, other.unit)


def _capital(one: Part, other: Part) -> bool:
    """Whether one is the capital that speaks for the other: أنقرة: …, تركيا تعلن …; not where it happens."""
    if lexicon.CAPITALS.get(one.unit) != other.unit or one.joint != other.joint:
        return False
    return one.at == other.at == 0 or not (one.joint or not one.at or not other.at)


def _held(
    adds: list[Part], drops: list[Part], twins: dict[str, str], whole: Reading, other: Reading
) -> None:
    """Takes out of both who holds an office and the office itself: بوتين, الرئيس الروسي."""
    for office in [part for part in adds if part.kind == OFFICE]:
        of = next((one for one in whole.parts if one.at == office.end and one.kind == NATION), None)
        for leader in [part for part in drops if part.unit in lexicon.HOLDERS]:
            holds, country = lexicon.HOLDERS[leader.unit]
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


def _many(one: Part, other: Part) -> bool:
    """One noun in singular and plural: with a number beside them that tells nothing apart."""
    return one.kind == CONCEPT == other.kind and other.unit in (
        one.unit + MANY,
        one.unit.removesuffix(MANY),
    )


def _without_names(parts: Iterable[Part], whole: Reading, both: set[str]) -> list[Part]:
    """The parts less what only says more fully who it is: رئيس الوزراء محمد شياع السوداني is السوداني, and is
    رئيس الوزراء."""
    left = list(parts)
    if not (left and whole.somebody):
        return left
    at = {part.at for part in left}
    chain: list[Part] = []
    anchored = False
    """Whether an office that both titles have stands right before, with what it is of."""
    end = 0
    given = False
    """Whether it is a given name that does; the name then ends as it does in the other title."""
    waits = False
    """Whether such an office does without it: وزير, which no name follows."""
    for part in [*(part for part in whole.parts if part.kind != SOFT), None]:
        if part is not None and not chain and "s" in whole.words[end : part.at]:
            anchored = False  # the leader's sons
        end = part.end if part is not None else end
        if part is not None and part.at in at and _goes_on(part, chain, anchored=anchored):
            chain.append(part)
            continue
        if chain and (
            _is_name(chain) and (not given or _ends_in(part, chain, both))
            if anchored
            else part is not None and _leads(chain, part, both, whole)
        ):
            left = [one for one in left if one not in chain]
        chain = []
        if part is None or part.unit not in both:
            anchored = waits = given = False
            continue
        bare = part.kind == OFFICE and part.size == 1 and _of_somebody(part, whole)
        anchored = (
            (part.kind == OFFICE and not bare)
            or part.unit in lexicon.GIVEN
            or ((anchored or waits) and _is_of(part))
        )
        waits, given = bare, part.unit in lexicon.GIVEN
    return left


def _whose(parts: Sequence[Part], whole: Reading, both: set[str]) -> bool:
    """Whether one of them stands right behind an office or a given name that both titles have."""
    if not (whole.somebody or not lexicon.PORTFOLIOS.isdisjoint(both)):
        return False
    behind = {part.at for part in parts if not part.joint}
    return bool(behind) and any(
        one.unit in both
        and (one.kind == OFFICE or one.unit in lexicon.GIVEN or one.unit in lexicon.PORTFOLIOS)
        for one, after in pairwise(part for part in whole.parts if part.kind != SOFT)
        if after.at in behind
    )


def _goes_on(part: Part, chain: list[Part], *, anchored: bool) -> bool:
    """Whether it may be part of a longer name: an office or a given name, and what follows those."""
    if part.kind == OFFICE:
        return all(one.kind == NATION for one in chain)
    if part.kind == NATION and not chain:
        return True
    if part.unit in lexicon.GIVEN:
        return True
    if part.kind == MODIFIER:  # الرئيس الأسبق جيمي كارتر
        return bool(chain) and chain[0].kind == OFFICE
    if part.kind not in (WORD, NATION, PLACE) or part.joint or acts(part):
        return False
    return bool(chain) or (anchored and _rare(part))


def _leads(chain: list[Part], to: Part, both: set[str], whole: Reading) -> bool:
    """Whether the chain leads to a name that both titles have."""
    if to.unit not in both or to.joint or to.kind not in (WORD, NATION, CONCEPT) or acts(to):
        return False
    if (
        to.kind == CONCEPT
    ):  # بلال أردوغان is another: what is one name with a leader's stands in the lists
        return to.unit in lexicon.LEADERS and all(
            part.kind == NATION or part.unit in _HEADS for part in chain
        )
    if chain[-1].kind == OFFICE and chain[-1].size == 1 and _of_somebody(chain[-1], whole):
        return False
    if any(_somebody_elses(part, whole) for part in chain):
        return False
    if to.unit in lexicon.GIVEN:
        return True
    if any(part.unit in lexicon.GIVEN for part in chain):  # جمال مبارك is not مبارك
        return any(part.kind == OFFICE for part in chain)
    return all(part.kind in (OFFICE, NATION, MODIFIER) or _rare(part) for part in chain) and (
        to.unit not in lexicon.PORTFOLIOS and (to.kind == NATION or _rare(to))
    )


def _somebody_elses(part: Part, whole: Reading) -> bool:
    """Whether it is a plain noun between an office and a name: مدير مكتب محمد صلاح."""
    if part.kind != WORD or part.unit in lexicon.GIVEN or part.unit in lexicon.PORTFOLIOS:
        return False
    return not _definite(whole.words[part.at])


def _definite(word: str) -> bool:
    return word[0].isascii() or "ال" in word[:3] or word.startswith("لل")


def _of_somebody(office: Part, whole: Reading) -> bool:
    """Whether the name behind it says whose it is: ناطقة ميركل, but المستشارة ميركل."""
    return not _definite(whole.words[office.at])


def _ends_in(part: Part | None, chain: list[Part], both: set[str]) -> bool:
    """Whether a name that both have follows: عباس جواد الزهيري is عباس الزهيري; محمد فؤاد is not محمد."""
    if part is None or part.unit not in both or part.joint or part.at != chain[-1].end:
        return False
    return part.kind in (WORD, NATION) and not acts(part)


def _is_name(chain: list[Part]) -> bool:
    return chain[0].unit in lexicon.GIVEN or all(map(_rare, chain))


def _rare(part: Part) -> bool:
    return part.kind == WORD and lexicon.weight(part.unit) >= _NAME


def _is_of(part: Part) -> bool:
    """Whether it says what an office is of: a country, a place, a portfolio."""
    return part.kind in (NATION, PLACE) or part.unit in lexicon.PORTFOLIOS

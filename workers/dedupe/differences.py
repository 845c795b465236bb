"""What one title tells and another does not, part by part.

Two parts are one where they have the same unit; where one is the other with a clitic or a case ending that
no list knows (وعكاشات, عكاشات); where a foreign name is written with another letter (غوتيريش, جوتيريش).
Offices, and the given names behind them, before a name that both have, or names behind an office that both
have, are no difference either. A given name alone is one (جمال مبارك), and so is all that belongs to a name.
"""

from __future__ import annotations

from typing import Final

from streamer.text import stems
from workers.dedupe import lexicon
from workers.dedupe.exchanged import listed
from workers.dedupe.leftovers import without_leftovers
from workers.dedupe.lexicon import (
    CONCEPT,
    MODIFIER,
    NATION,
    NUMBER,
    OFFICE,
    PLACE,
    SOFT,
    WORD,
)
from workers.dedupe.names import definite, whose_name, without_names
from workers.dedupe.parts import Part, acts
from workers.dedupe.persons import rare
from workers.dedupe.reading import Reading
from workers.dedupe.sorts import in_its_place
from workers.dedupe.twins import pair_off

_MINISTER: Final = OFFICE + "minister"
_ACCIDENT: Final = CONCEPT + "accident"
_DISCUSS: Final = CONCEPT + "discuss"
_ONE: Final = NUMBER + "1"
_APPOINTS: Final = frozenset(
    CONCEPT + deed for deed in ("appoint", "elect_", "choose_", "choose_noun")
)
_SAYS_SO: Final = frozenset([CONCEPT + "warn", CONCEPT + "accuse"])
"""What somebody does whom a title quotes: برلماني يحذر من أزمة, برلماني: أزمة."""
_NAME: Final = 0.55
_RARE_NAME: Final = 0.62
"""Weight of a word that may be a name; and of one that may be so without an article."""
_COMPANY: Final = CONCEPT + "company"
_BUREAU: Final = "مكتب"


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
        pair_off(adds, drops, twins, later, earlier)
    both.update(twins.values())
    adds = [part for part in adds if not _speaks_for(part, later, earlier)]
    named = without_names(adds, later, both), without_names(drops, earlier, both)
    if whose_name(named[0], later, both) or whose_name(named[1], earlier, both):
        named = adds, drops  # وزير العدل is no وزير of whatever name
    if len(named[0]) == len(adds) or len(named[1]) == len(drops):
        adds, drops = named  # where both name somebody, they may name two
    if any(map(_sort, adds)) != any(map(_sort, drops)):
        adds = [part for part in adds if not _only_sorts(part, later, both, earlier)]
        drops = [part for part in drops if not _only_sorts(part, earlier, both, later)]
    adds = [part for part in adds if not _goes_without(part, later, earlier, both)]
    drops = [part for part in drops if not _goes_without(part, earlier, later, both)]
    adds = [part for part in adds if not _around(part, later, both, earlier)]
    drops = [part for part in drops if not _around(part, earlier, both, later)]
    adds, drops = without_leftovers(adds, drops, later, earlier, both)
    return tuple(adds), tuple(drops), both, twins


def _around(part: Part, whole: Reading, both: set[str], other: Reading) -> bool:
    """Whether it only says in what country a place lies that both tell (إدلب السورية, Iran's Tabriz), or that
    those who act there are of that country."""
    if part.kind not in (PLACE, NATION) or part.joint not in ("", "في"):
        return False
    if part.kind == NATION and any(
        lexicon.HOLDERS[unit][1] == part.unit for unit in both & lexicon.HOLDERS.keys()
    ):
        return True  # Macron is of France
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


def _goes_without(part: Part, whole: Reading, other: Reading, both: set[str]) -> bool:
    """Whether the title without it tells it as well: the head of what has a name by its adjective, the
    minister of a ministry that acts, who appoints whom the title calls a chief."""
    word = whole.words[part.at].removeprefix("و")
    after = next((one for one in whole.parts if one.at == part.end), None)
    if after is not None and not after.joint and after.unit in both and part.size == 1:
        name = whole.words[after.at]
        heads = word in lexicon.HEADS or word.removeprefix("ب").removeprefix("ل") in lexicon.HEADS
        if heads and name.startswith("ال") and after.kind in (WORD, CONCEPT, MODIFIER):
            return not in_its_place(part, whole, other)
        if part.unit == _ACCIDENT and after.unit in lexicon.HAPPENS | lexicon.VERBS:
            return True  # حادث انقلاب
        if part.unit == _MINISTER and after.unit in lexicon.PORTFOLIOS:
            return _first(part, whole) and _first_unit(other) == after.unit
    if after is not None and part.unit in lexicon.GIVEN:
        return _first_name(part, after, whole, other, both)
    if part.unit in _SAYS_SO and other.speaker:
        said = {one.unit for one in whole.parts if one.at < part.at and one.kind != SOFT}
        return bool(said) and said == {
            one.unit for one in other.parts if one.at < other.speaker and one.kind != SOFT
        }
    if part.unit in _APPOINTS:
        return not lexicon.AS_WHOM.isdisjoint(whole.words) and not lexicon.AS_WHOM.isdisjoint(
            other.words
        )
    if part.unit == _DISCUSS and part.joint == "ل":  # جلسة لبحث الوضع, جلسة بشأن
        return any(
            not lexicon.EVENTS.isdisjoint(stems(word)) for word in whole.words[: part.at]
        ) and any(not lexicon.EVENTS.isdisjoint(stems(word)) for word in other.words)
    in_words = part.unit == _ONE and not word[-1].isdigit()  # شهر واحد, but not 1
    return in_words and bool(both) and len(other.counts) <= len(whole.counts)


def _first_name(part: Part, name: Part, whole: Reading, other: Reading, both: set[str]) -> bool:
    """Whether it is the given name before a name that the other title has without any: هادي العامري, العامري.
    Not a leader's: whoever has one name with him is another (سارة نتنياهو)."""
    if name.joint or name.kind != WORD or name.unit not in both or name.unit in lexicon.GIVEN:
        return False
    definite = whole.words[name.at].startswith("ال")
    if acts(name) or lexicon.weight(name.unit) < (_NAME if definite else _RARE_NAME):
        return False
    there = next((one for one in other.parts if one.unit == name.unit), None)
    if there is None or other.words[there.at] != whole.words[name.at]:
        return False
    before = (
        next((one for one in reading.parts if one.end == at), None)
        for reading, at in ((other, there.at), (whole, part.at))
    )
    return not any(
        one is not None and (one.kind == MODIFIER or one.unit in lexicon.GIVEN or rare(one))
        for one in before
    )


def _first(part: Part, whole: Reading) -> bool:
    return part is next((one for one in whole.parts if one.kind != SOFT), None)


def _first_unit(reading: Reading) -> str:
    return next((one.unit for one in reading.parts if one.kind != SOFT), "")


def _speaks_for(first: Part, later: Reading, earlier: Reading) -> bool:
    """Whether it is the ministry, or the office, through which a state or somebody speaks whom the other
    title names first."""
    if not earlier.parts or not (first.at == 0 or first.at in later.breaks):
        return False
    state = next((part for part in later.parts if part.at == first.end), None)
    if state is None or state.joint or state.unit != earlier.parts[0].unit:
        return False
    if first.unit == _BUREAU:
        return first.at == 0 and state.end <= later.speaker
    body = first.unit in lexicon.ACTORS and first.at == 0 and bool(later.speaker)
    return (body or first.unit in lexicon.PORTFOLIOS) and state.kind in (NATION, PLACE)


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


def _sort(part: Part) -> bool:
    """Whether it says what kind of thing a name is of."""
    return (part.kind == WORD and part.unit in lexicon.SORTS) or part.unit == _COMPANY


def _only_sorts(part: Part, whole: Reading, both: set[str], other: Reading) -> bool:
    return _sort(part) and _names(part, whole, both) and not in_its_place(part, whole, other)


def _names(part: Part, whole: Reading, both: set[str]) -> bool:
    """Whether the name behind it is told by both titles."""
    after = next((one for one in whole.parts if one.at == part.end), None)
    return (
        after is not None
        and not after.joint
        and not listed(whole, after)
        and after.unit in both
        and after.kind in (WORD, PLACE)
        and (lexicon.weight(after.unit) >= _NAME or not definite(whole.words[part.at]))
    )

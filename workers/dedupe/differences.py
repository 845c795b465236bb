"""What one title tells and another does not, part by part.

Two parts are one where they have the same unit; where one is the other with a clitic or a case ending that
no list knows (وعكاشات, عكاشات); where a foreign name is written with another letter (غوتيريش, جوتيريش). Given
names and offices before a name that both have, or names behind an office that both have, are no
difference either.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from streamer.text import stems
from workers.dedupe import lexicon
from workers.dedupe.lexicon import (
    CONCEPT,
    FREQUENCY,
    MANY,
    NATION,
    NOT,
    OFFICE,
    PLACE,
    SOFT,
    WORD,
)
from workers.dedupe.parts import Part, acts
from workers.dedupe.reading import Reading

PERISH: Final = CONCEPT + "perish"
DENY: Final = CONCEPT + "deny"
_SHORT: Final = 4
"""Letters of a word that may have another one before it."""
_LONG: Final = 6
"""Letters from which on a name may be written with another letter."""
_NAME: Final = 0.6
"""Weight of a word that may be a name."""
_LETTERS: Final = str.maketrans(
    {"غ": "ج", "ق": "ج", "ك": "ج", "گ": "ج", "ڤ": "ف", "پ": "ب", "چ": "ج"}
)


def differences(
    later: Reading, earlier: Reading
) -> tuple[tuple[Part, ...], tuple[Part, ...], set[str]]:
    """What `later` adds, what it leaves out, and the units that both have (as `earlier` writes them)."""
    both = set(later.told & earlier.told)
    adds = [part for part in later.content if part.unit not in earlier.told]
    drops = [part for part in earlier.content if part.unit not in later.told]
    if len(later.told) < len(later.units):
        adds += _twice(later, earlier)
    if adds and drops:
        _pair_off(adds, drops, both, numbered=bool(later.counts) and later.counts == earlier.counts)
    named = _without_names(adds, later, both), _without_names(drops, earlier, both)
    if len(named[0]) == len(adds) or len(named[1]) == len(drops):
        adds, drops = named  # where both name somebody, they may name two
    if any(map(_sort, adds)) != any(map(_sort, drops)):
        adds = [part for part in adds if not (_sort(part) and _names(part, later, both))]
        drops = [part for part in drops if not (_sort(part) and _names(part, earlier, both))]
    return tuple(adds), tuple(drops), both


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


def _pair_off(adds: list[Part], drops: list[Part], both: set[str], *, numbered: bool) -> None:
    """Takes out of `adds` and `drops` what is one word in two spellings."""
    for part in list(adds):
        twin = next(
            (one for one in drops if _one(part, one) or (numbered and _many(part, one))), None
        )
        if twin is not None:
            adds.remove(part)
            drops.remove(twin)
            both.add(twin.unit)


def _sort(part: Part) -> bool:
    """Whether it says what kind of thing a name is of."""
    return part.kind == WORD and part.unit in lexicon.SORTS


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
    if PERISH in (one.unit, other.unit):
        return {one.unit, other.unit} <= {PERISH, CONCEPT + "die", CONCEPT + "killed"}
    return one.kind == WORD == other.kind and _spelt(one.unit, other.unit)


@lru_cache(maxsize=50_000)
def _spelt(a: str, b: str) -> bool:
    if min(len(a), len(b)) < 3 or a[0].isascii() or b[0].isascii():
        return False
    if _same_stem(a, b):
        return True
    if len(a) < _LONG or len(b) < _LONG or (a in FREQUENCY and b in FREQUENCY):
        return False
    return a.translate(_LETTERS) == b.translate(_LETTERS)


def _many(one: Part, other: Part) -> bool:
    """One noun in singular and plural: with a number beside them that tells nothing apart."""
    return one.kind == CONCEPT == other.kind and other.unit in (
        one.unit + MANY,
        one.unit.removesuffix(MANY),
    )


def _same_stem(a: str, b: str) -> bool:
    """One is the other behind a clitic, with a case ending, before a genitive (متظاهري الميدان), or as the
    adjective of a feminine (نووي, نووية)."""
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    if short[1:-1] not in long or (len(short) < _SHORT and long in FREQUENCY):
        return False
    if short[-1] in "يو" and long in (short + "ن", short + "ه", short[:-1] + "ين"):
        return len(short) >= _SHORT
    forms = stems(long)
    bare = [form[:-1] for form in forms if form.endswith("ا") and len(form) > _SHORT]
    return short in forms or short in bare


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
    for part in [*(part for part in whole.parts if part.kind != SOFT), None]:
        if part is not None and part.at in at and _goes_on(part, chain, anchored=anchored):
            chain.append(part)
            continue
        if chain and (
            _is_name(chain) if anchored else part is not None and _leads(chain, part, both)
        ):
            left = [one for one in left if one not in chain]
        chain = []
        kept = part is not None and part.unit in both
        anchored = (
            kept and part is not None and (part.kind == OFFICE or (anchored and _is_of(part)))
        )
    return left


def _goes_on(part: Part, chain: list[Part], *, anchored: bool) -> bool:
    """Whether it may be part of a longer name: an office or a given name, and what follows those."""
    if part.kind == OFFICE:
        return not chain
    if part.unit in lexicon.GIVEN:
        return True
    if part.kind not in (WORD, NATION, PLACE) or part.joint or acts(part):
        return False
    return bool(chain) or (anchored and _rare(part))


def _leads(chain: list[Part], to: Part, both: set[str]) -> bool:
    """Whether the chain leads to a name that both titles have."""
    if to.unit not in both or to.joint or to.kind not in (WORD, NATION) or acts(to):
        return False
    if to.unit in lexicon.GIVEN or any(part.unit in lexicon.GIVEN for part in chain):
        return True
    return all(part.kind in (OFFICE, NATION) or _rare(part) for part in chain) and (
        to.unit not in lexicon.PORTFOLIOS and (to.kind == NATION or _rare(to))
    )


def _is_name(chain: list[Part]) -> bool:
    return chain[0].unit in lexicon.GIVEN or all(map(_rare, chain))


def _rare(part: Part) -> bool:
    return part.kind == WORD and lexicon.weight(part.unit) >= _NAME


def _is_of(part: Part) -> bool:
    """Whether it says what an office is of: a country, a place, a portfolio."""
    return part.kind in (NATION, PLACE) or part.unit in lexicon.PORTFOLIOS

"""Who holds what: offices, what makes another person of one, and the names beside them (offices.toml)."""

from __future__ import annotations

from typing import Final

from streamer.text import fold, words
from workers.dedupe.words.kinds import CONCEPT, MODIFIER, OFFICE, PLACE, Sense, Senses
from workers.dedupe.words.lists import folded, folded_words, toml, with_article

_LISTED: Final = toml("offices.toml")
_SAME: Final[dict[str, str]] = {fold(one): other for one, other in _LISTED["same"].items()}


def modifier(form: str) -> str:
    """The unit of a word of `deputies` or `formers`: سابق and سابقا are one."""
    bare = " ".join(word.removesuffix("ا") for word in words(form))
    return MODIFIER + _SAME.get(bare, bare)


DEPUTIES: Final = frozenset(map(modifier, _LISTED["deputies"]))
_HEADS: Final[dict[str, dict[str, list[str]]]] = toml("leaders.toml")
HOLDERS: Final = {
    CONCEPT + name: (OFFICE + office, PLACE + of)
    for name, (office, of) in _LISTED["holders"].items()
} | {
    CONCEPT + name: (OFFICE + office, PLACE + of)
    for office, heads in _HEADS.items()
    for name, (of, *_) in heads.items()
}
"""A leader → the office and the country of which it is."""
LEADERS: Final = {
    name: tuple(names) for heads in _HEADS.values() for name, (_, *names) in heads.items()
}
"""Name of a concept → what he is called."""
PORTFOLIOS: Final = with_article(_LISTED["portfolios"])
"""What ministers have: behind an office they are no name."""
BODIES: Final = with_article(_LISTED["bodies"])
"""Those that speak for what they are in charge of."""
HALVES: Final = with_article(_LISTED["halves"])
"""What the longer name of a ministry has besides: الإعمار والإسكان."""
OF_BODIES: Final = folded(_LISTED["of_bodies"])
CALLED: Final = folded(_LISTED["called"])
BEFORE_NAMES: Final = folded(_LISTED["before_names"])
"""Lists that say in offices.toml what they are."""
PERSONS: Final = folded(_LISTED["persons"])
"""Men, of whom a letter more makes women."""
LIKE_HIM: Final = frozenset(["نظيره", "نظيرها", "نظيرته", "نظيرتها"])
"""Before the people of whom he is what another is of his: نظيره الروسي لافروف."""
GIVEN: Final = folded(_LISTED["given"])
"""Names of which many have one: a leader's surname is none, for his dog has it before its own."""
WOMEN: Final = folded(_LISTED["women"])
"""Those of them that women have."""


def senses() -> Senses:
    for name, forms in _LISTED["offices"].items():
        yield from ((form, Sense(OFFICE + name, OFFICE)) for form in forms)
    for table in ("deputies", "formers"):
        yield from ((form, Sense(modifier(form), MODIFIER)) for form in _LISTED[table])


_OF_MANY: Final = frozenset(fold(family).removeprefix("ال") for family in _LISTED["families"])
_MEANS: Final = {
    fold(family).removeprefix("ال"): folded_words(given)
    for given, families in _LISTED["alone"].items()
    for family in families.split()
}
"""Family, without its article → the given name, in its spellings, of whom its name alone means."""


def of_many(family: str) -> bool:
    """Whether the family's name alone means nobody in particular."""
    return family.removeprefix("ال") in _OF_MANY


def means_another(given: str, family: str) -> bool:
    """Whether the family's name alone means somebody of another given name."""
    return given not in _MEANS.get(family.removeprefix("ال"), (given,))

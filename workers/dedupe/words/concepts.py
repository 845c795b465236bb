"""What the concepts of synonyms.toml are to each other: which are deeds, which stand for another or go
without saying beside it, and which exclude each other (rivals.toml).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations
from typing import Final

from streamer.text import fold
from workers.dedupe.words import offices
from workers.dedupe.words.doublets import with_doublets
from workers.dedupe.words.kinds import CONCEPT, MANY, MONTH, OFFICE, PLACE, Sense, Senses
from workers.dedupe.words.lists import toml
from workers.dedupe.words.numbers import counting
from workers.dedupe.words.stemming import stem

_LISTED: Final = with_doublets(toml("synonyms.toml"), toml("doublets.toml"))
_EXCLUDE: Final[dict[str, dict[str, list[list[str]]]]] = toml("rivals.toml")


def _concepts(names: Iterable[str]) -> frozenset[str]:
    return frozenset(CONCEPT + name for name in names)


VERBS: Final = _concepts(_LISTED["verbs"])
HAPPENS: Final = _concepts(_LISTED["happens"])
"""Those that are events."""
ACTORS: Final = _concepts(_LISTED["bodies"])
"""Those of bodies through which a state acts or speaks."""
LEADERS: Final = _concepts((*_LISTED["people"], *offices.LEADERS))
SINGULAR: Final = {
    CONCEPT + many: CONCEPT + one
    for many in _LISTED["concepts"]
    if many.endswith(MANY)
    for one in (many.removesuffix(MANY), many.removesuffix("many"))
    if one in _LISTED["concepts"]
}
"""Concept of several → that of one of them."""
SEVERAL: Final = {one: many for many, one in SINGULAR.items()}
SPANS: Final = _concepts(("days", "weeks", "months", "years", "hours"))
"""Nouns of time: beside a date they say nothing (يوم الأحد, شهر آذار)."""
SAID: Final = _concepts(("says", "affirm"))
COMPASS: Final = _concepts(("north", "south", "east", "west"))
ADDED: Final = _concepts(_LISTED["added"])
"""Those of IMPLIED that may be added as well."""


_WHOSE: Final = ("ه", "ها", "هم")


def _units(name: str) -> tuple[str, ...]:
    """Of a concept, or of a word, which may have kept its article or lost an ending, but not whose it is
    (مواطنيها is no مواطنون); what has its mark already (%mramadan, @الأردن, +prosecutor) is one."""
    if name[0] in (PLACE, OFFICE, MONTH[0]):
        return (name,)
    if name.isascii():
        return (CONCEPT + name,)
    word = fold(name)
    return (word, "ال" + word) if name.endswith(_WHOSE) else (word, "ال" + word, stem(word))


IMPLIED: Final = {
    CONCEPT + name: frozenset(unit for one in by for unit in _units(one))
    for name, by in _LISTED["implied"].items()
}
"""Concept → those, and the words, that say it as well, so that a title with one of them may leave it out."""


def _alike() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in _LISTED["alike"]:
        for one, other in permutations([_units(name) for name in pair]):
            for unit in one:
                found.setdefault(unit, set()).update(other)
    return {one: frozenset(others) for one, others in found.items()}


ALIKE: Final = _alike()
"""Concept → those, and the words, that may stand for it, or it for them."""


def one(unit: str, other: str) -> bool:
    """Whether the two are one, or one may stand for the other."""
    return unit == other or other in ALIKE.get(unit, ())


def _rivals() -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for line, groups in {**_EXCLUDE["rivals"], **_EXCLUDE["turns"]}.items():
        for at, group in enumerate(groups):
            for concept in group:
                found.setdefault(concept, []).append((line, at))
    return {concept: tuple(lines) for concept, lines in found.items()}


RIVALS: Final = _rivals()
"""Name of a concept → its lines of rivals.toml, each with its group there."""
TURNS: Final = frozenset(_EXCLUDE["turns"])
"""Lines of rivals.toml of which the contrary is a turn of the same story."""


def senses() -> Senses:
    for name, names in offices.LEADERS.items():
        yield from ((form, Sense(CONCEPT + name, CONCEPT)) for form in names)
    for name, forms in _LISTED["concepts"].items():
        for form in forms:
            yield form, Sense(CONCEPT + name, CONCEPT, counted=counting(form))

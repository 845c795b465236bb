"""Places: which are countries, which speak for one, and what lies in what (nations.toml, and the gazetteer of
workers.classify).
"""

from __future__ import annotations

from typing import Final

from workers.classify.lists import packaged
from workers.dedupe.words.kinds import CONCEPT, NATION, PLACE, Sense, Senses
from workers.dedupe.words.lists import toml

_LISTED: Final = toml("nations.toml")
HOME: Final = PLACE + "العراق"
"""Where most of what the desks read happens."""
COUNTRIES: Final = frozenset(PLACE + name for name in _LISTED["people"])
CAPITALS: Final[dict[str, str]] = {
    PLACE + one: PLACE + other for one, other in _LISTED["capitals"].items()
}
"""A capital → the country that it speaks for."""
CAPITAL_OF: Final = {HOME: PLACE + "بغداد"} | {country: one for one, country in CAPITALS.items()}
STRIKES: Final[dict[str, tuple[str, ...]]] = {
    PLACE + one: tuple(PLACE + name for name in names) for one, names in _LISTED["strikes"].items()
}
"""A state → where the arms are its own, first where it raids and arrests too."""
SEATS: Final[dict[str, str]] = {
    CONCEPT + one: PLACE + country for one, country in _LISTED["seats"].items()
}
"""A company or a bank → its country."""


def _within() -> dict[str, frozenset[str]]:
    pairs = list(CAPITALS.items())
    pairs += [
        (PLACE + one, PLACE + around)
        for around, names in _LISTED["within"].items()
        for one in names
    ]
    iraq = (name for part in packaged() for name in part.places.iraq if name != "العراق")
    pairs += [(PLACE + name, PLACE + "العراق") for name in iraq]
    found: dict[str, set[str]] = {}
    for one, around in pairs:
        found.setdefault(one, set()).add(around)
    return {one: frozenset(around) for one, around in found.items()}


WITHIN: Final = _within()
"""Place → those that it lies in."""


def senses() -> Senses:
    """The gazetteer first."""
    gazetteer = [part.places for part in packaged()]
    tables = [table for places in gazetteer for table in (places.iraq, places.abroad)]
    for table in (*tables, _LISTED["places"]):
        for name, forms in table.items():
            yield from ((form, Sense(PLACE + name, PLACE)) for form in forms)
    for name, forms in (*_LISTED["teams"].items(), *_LISTED["people"].items()):
        yield from ((form, Sense(PLACE + name, NATION)) for form in forms)

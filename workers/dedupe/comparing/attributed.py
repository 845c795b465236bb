"""Which body says it, where one title of another tongue than Arabic says so and the other tells all of it
without.

North Korea fires missile = Japan's coast guard: North Korea fires missile

In Arabic a body speaks first of all where it has something to say of what was told before, and there only
scenes know who speaks wherever it happens. What is denied, and what is only said of the other side, is not so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workers.dedupe.comparing.besides import institution, turns
from workers.dedupe.reading.parts import Part, acts
from workers.dedupe.reading.reader import Reading
from workers.dedupe.words import concepts
from workers.dedupe.words.kinds import CONCEPT, NATION, OFFICE, PLACE, SOFT, WORD
from workers.dedupe.words.likeness import heft

_TELLING: Final = 1.8
_PARTS: Final = 4
"""Weight and number of what both tell, from which on it is the same that is said."""
_BODIES: Final = frozenset(
    """usgs emsc ons insee eurostat cnn nhs fda cdc nasa faa ntsb noaa nhc met idf ministry ministère officials
    officiels authorities autorités parquet prosecutors prosecutor prefecture préfecture préfet mairie sncf edf
    spokesman spokesperson porte parole figures data chiffres union syndicat company navy firefighters pompiers
    police policiers coroner regulator watchdog agency agence operator exploitant survey office bureau guard
    ministere prefet autorites force air coast civil defence defense aviation weather forecasters météo france
    meteo secouristes rescuers""".split()
)
_OF: Final = frozenset([CONCEPT + "who", CONCEPT + "iaea", CONCEPT + "unhcr", CONCEPT + "un", CONCEPT + "imf"])
_STATE: Final = (PLACE, NATION)


def without_attribution(
    adds: list[Part], drops: Sequence[Part], later: Reading, earlier: Reading, both: set[str]
) -> list[Part]:
    """`adds` without who says it, where nothing else is told by one title alone."""
    end = later.speaker
    if not end or not later.tongue or earlier.speaker or drops or len(both) < _PARTS:
        return adds
    who = [part for part in later.parts if part.end <= end and part.kind != SOFT]
    if len(who) != len(adds) or who != adds or heft(both) < _TELLING:
        return adds
    if any(acts(part) or turns(part) for part in who) or _said(earlier):
        return adds
    bodies = [part for part in who if part.kind not in _STATE]
    return [] if bodies and all(_body(part, later) for part in bodies) else adds


def _said(earlier: Reading) -> bool:
    return any(part.unit in concepts.SAID and part.kind != SOFT for part in earlier.parts)


def _body(part: Part, later: Reading) -> bool:
    if part.kind == OFFICE or part.unit in _OF:
        return True
    if part.kind not in (WORD, CONCEPT):
        return False
    return later.words[part.at] in _BODIES or institution(part, later)

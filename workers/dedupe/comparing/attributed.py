"""Which body says it, where one title of another tongue than Arabic says so and the other tells all of it
without.

North Korea fires missile = Japan's coast guard: North Korea fires missile

In Arabic a body speaks first of all where it has something to say of what was told before, and there only
scenes know who speaks wherever it happens. What is denied is not so.
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
from workers.dedupe.words.lists import folded_words

_TELLING: Final = 1.8
_PARTS: Final = 4
"""Weight and number of what both tell, from which on it is the same that is said."""
_BODIES: Final = folded_words(
    """
    usgs emsc ons insee eurostat cnn nhs fda cdc nasa faa ntsb noaa nhc met idf ministry
    ministère officials officiels authorities autorités parquet prosecutors prosecutor
    prefecture préfecture préfet mairie sncf edf spokesman spokesperson porte parole figures
    data chiffres union syndicat company navy firefighters pompiers police policiers coroner
    regulator watchdog agency agence operator exploitant survey office bureau guard ministere
    prefet autorites force air coast civil defence defense aviation weather forecasters météo
    france meteo secouristes rescuers
    """
)
_OF: Final = frozenset(
    [CONCEPT + "who", CONCEPT + "iaea", CONCEPT + "unhcr", CONCEPT + "un", CONCEPT + "imf"]
)
_SUBJECTS: Final = folded_words(
    """
    cricket football rugby tennis golf boxing cycling athletics basketball mercato handball judo
    natation cyclisme athletisme boxe basket volley formula motogp gaming tech business economy
    economie politique justice sante meteo transfer news football ligue serie nba nfl mlb nhl
    espionage diplomacy
    """
)
"""What a headline is put under."""
_WHERE: Final = frozenset(["في", "near", "off", "pres de", "au large de", "outside", "from", "to"])
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
    if all(later.words[part.at] in _SUBJECTS for part in who):
        return []  # Cricket: …
    bodies = [part for part in who if part.kind not in _STATE and not _name(part, later)]
    if bodies:
        return [] if all(_body(part, later) for part in bodies) else adds
    return [] if later.words[0] in later.named | _first(later) and _placed(earlier, both) else adds


def _name(part: Part, later: Reading) -> bool:
    """Whether it may be the name of a place or of somebody."""
    word = later.words[part.at]
    return part.kind == WORD and (word in later.named or part.at == 0) and word not in _BODIES


def _first(later: Reading) -> frozenset[str]:
    return frozenset(later.words[:1]) if later.named else frozenset()


def _placed(earlier: Reading, both: set[str]) -> bool:
    """Whether it is told where it happened, so that a dateline says it once more: Norfolk, near Norwich."""
    return any(
        part.unit in both and part.joint in _WHERE and part.kind in (PLACE, WORD)
        for part in earlier.parts
    )


def _said(earlier: Reading) -> bool:
    return any(part.unit in concepts.SAID and part.kind != SOFT for part in earlier.parts)


def _body(part: Part, later: Reading) -> bool:
    if part.kind == OFFICE or part.unit in _OF:
        return True
    if part.kind not in (WORD, CONCEPT):
        return False
    return later.words[part.at] in _BODIES or institution(part, later)

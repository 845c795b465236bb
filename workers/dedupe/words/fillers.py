"""Words that say nothing new, or not everywhere (fillers.toml): prepositions, tags and names of sources that
are no part of what a title tells, and what goes without saying beside something else.
"""

from __future__ import annotations

from typing import Final

from streamer.text import fold, words
from workers.dedupe.words.kinds import CONCEPT, FILLER, JOINT, SAYS, SOFT, TAG, WORD, Sense, Senses
from workers.dedupe.words.lists import folded, toml, with_article
from workers.dedupe.words.numbers import counting

_LISTED: Final = toml("fillers.toml")
_AFFIRM: Final = frozenset(toml("synonyms.toml")["concepts"]["affirm"])

# Set apart from the rest of a title.
TAGS: Final = folded(_LISTED["tags"])
SOURCES: Final = folded(_LISTED["sources"])
SOURCES_LAST: Final = folded(_LISTED["sources_last"])
"""Behind a headline only: everyday words."""
OUTLET_STARTS: Final = folded(_LISTED["outlet_starts"])
OUTLET_STARTS_LAST: Final = folded(_LISTED["outlet_starts_last"])
"""Behind a headline only, as OUTLET_ENDS_LAST."""
OUTLET_ENDS: Final = folded(_LISTED["outlet_ends"])
OUTLET_ENDS_LAST: Final = folded(_LISTED["outlet_ends_last"])

# Verbs.
LIGHT: Final = folded(_LISTED["light"])
"""They say nothing beside the deed that follows: يشن هجوما is يهاجم."""
BEFORE_NUMBER: Final = folded(
    clitic + form for form in _LISTED["light_before_number"] for clitic in ("", "و")
)
OFFERS: Final = folded(_LISTED["offers"])
"""Light before the noun of a resignation or an attack."""
EVENTS: Final = folded(_LISTED["events"])
"""Nouns beside which a light verb says nothing too."""
MODAL: Final = frozenset(word for form in _LISTED["modal"] for word in words(form))
"""They make of a deed what is not done."""

# Nouns and adjectives.
SORTS: Final = with_article(_LISTED["sorts"])
"""They say nothing where a name that both titles have follows."""
HEADS: Final = with_article(_LISTED["heads"])
"""Heads of what is called by its adjective alone as well: القضاء الإداري is الإداري."""
AS_WHOM: Final = folded(_LISTED["as_whom"])
"""What somebody is appointed, elected or chosen as."""
WEAK: Final = folded(_LISTED["weak"])
"""They say nothing where hardly anything else is told by one title alone, as NARROWER."""
NARROWER: Final = folded(_LISTED["narrower"])


def themselves() -> Senses:
    """Words that are none of those that grammar would make of them."""
    yield from ((form, Sense(fold(form), WORD)) for form in _LISTED["itself"])


def senses() -> Senses:
    """What is no part of what a title tells."""
    for form in _LISTED["joints"]:
        yield form, Sense(fold(form), JOINT)
        if form.startswith("في ") and form.count(" ") == 1:  # بمحيط, في محيط
            yield f"ب{form[3:]}", Sense(fold(form), JOINT)
    for form in _LISTED["says"]:
        yield form, Sense(CONCEPT + ("affirm" if form in _AFFIRM else "says"), SAYS)
    for table, kind in (("tag_words", TAG), ("words", FILLER)):
        yield from ((form, Sense("", kind)) for form in _LISTED[table])


def soft() -> Senses:
    """What is passed over where something is left without it."""
    for form in _LISTED["soft"]:
        yield form, Sense(fold(form), SOFT, counted=counting(form))

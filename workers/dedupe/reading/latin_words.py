"""What a title in Latin letters tells by its accents and capitals, which a fold takes.

tué, tuées            a French participle, folded as the name of a deed may be; not sécurité, a noun
Louvre, Crete         names, where not every word of the title has a capital
"""

from __future__ import annotations

import re
from typing import Final

from streamer import text
from workers.dedupe.words.lists import folded_words

_NO_PARTICIPLES: Final = folded_words(
    """
    perpétuité sécurité liberté santé majorité minorité autorité autorités unité unités réalité
    qualité université activité activités communauté actualité égalité publicité électricité
    criminalité nationalité immunité vérité cité fierté pauvreté sûreté comité marché marchés
    congé café bébé côté été député députés clé clés blé thé musée musées armée armées année
    années journée soirée arrivée entrée durée lycée lycées idée fusée fusées marée rentrée
    montée vallée mortalité identité neutralité priorité légalité
    """
)
"""Nouns of French that end as participles do."""
_LATIN_WORD: Final = re.compile(r"[A-Za-zÀ-ž]{2,}")


def participles(title: str) -> frozenset[str]:
    """Folded, the words of a title that end as a French participle does."""
    if "é" not in title:
        return frozenset()
    found = [
        word
        for written in title.split()
        if (word := written.strip(".,;:!?»«\"'()")).endswith(("é", "és", "ée", "ées"))
        and text.fold(word) not in _NO_PARTICIPLES
    ]
    base = [word[: word.rindex("é") + 1] for word in found]  # tuée is told as tué
    return frozenset(map(text.fold, found + base))


def named(title: str) -> frozenset[str]:
    """Folded, the words in Latin letters that begin with a capital, behind the first of the title; none of a
    title that has hardly any other words."""
    told = _LATIN_WORD.findall(title)
    small = sum(word[0].islower() for word in told)
    if len(told) < 3 or small < 2:
        return frozenset()
    return frozenset(text.fold(word) for word in told[1:] if word[0].isupper())

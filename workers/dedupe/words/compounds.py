"""German nouns of two that no list knows, taken apart: Fluglotsenstreik → Streik, Fluglotsen.

The last of the two says what it is, so it comes first, as in Streik der Fluglotsen; what joins the two goes
(Regierungssprecher → Sprecher, Regierung). Only the nouns of headlines below end a compound.
"""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from typing import Final

from workers.dedupe.words import lexicon

_LISTED: Final = """
    streik streiks brand brande unfall ungluck explosion absturz einsturz angriff angriffe anschlag
    mord morder preis preise wahl wahlen minister ministerin ministerium chef chefin sprecher
    sprecherin prasident prasidentin polizei gericht gesetz steuer steuern verbot krise hilfe hilfen
    abbau reform vertrag abkommen gipfel treffen gesprache bank konzern hersteller spieler trainer
    verein stadion klinik schule brucke lager fabrik werk halle regierung partei behorde opfer
    fahrer piloten gewerkschaft protest proteste demonstration prozess verfahren urteil strafe
    warnung gebiet grenze lieferung lieferungen exporte importe produktion forderung anlage
    kraftwerk netz ausfall bericht markt handel industrie versicherung rente lohn lohne sperrung
    kontrolle kontrollen verkehr betrieb pflicht debatte abstimmung kandidat kandidatin gegner
    anhanger mitarbeiter beschaftigte arbeiter bomber rakete raketen drohne drohnen panzer schiff
    boot flugzeug zug bahn bus unternehmen
    tote toten einigung streit konflikt verhandlungen abschluss plan plane paket programm fonds defizit
    schulden rekord quote zahlen alarm sturm welle beben leiche suche rettung einsatz razzia entwurf
    beschluss vorschlag vorsitzender vorsitzende preistrager sieger siegerin turnier spiel finale
    verletzte verletzten raub diebstahl betrug skandal affare gefecht kampfe krise lucke bremse
"""
_HEADS: Final = tuple(sorted(_LISTED.split(), key=len, reverse=True))
_LEAST: Final = 3
"""Letters of the first noun."""
_JOINS: Final = ("ungs", "heits", "keits", "ions", "tats", "schafts", "lings", "ums")
"""Ends of nouns that an s joins to another."""


def parted(word: str, known: Container[str]) -> tuple[str, ...]:
    """A folded word, or the two that it is made of. `known`: words that are none of two."""
    if word in known or not word.endswith(_HEADS) or len(word) < _SHORTEST:
        return (word,)
    return _parted(word) if not lexicon.known(word).phrases else (word,)


_SHORTEST: Final = 8


@lru_cache(maxsize=4_000)
def _parted(word: str) -> tuple[str, ...]:
    head = next(head for head in _HEADS if word.endswith(head))
    first = word[: -len(head)]
    if len(first) < _LEAST:
        return (word,)
    if first.endswith(_JOINS):
        first = first[:-1]
    return (head, first)

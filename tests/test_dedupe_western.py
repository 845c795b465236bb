"""How English and French headlines differ in words alone: names, who says it, who does it to whom."""

from __future__ import annotations

import pytest

from workers.dedupe.comparing.compare import compare
from workers.dedupe.order.arguments import mutual, same_arguments
from workers.dedupe.reading.latin_words import named, participles
from workers.dedupe.reading.reader import read


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("Sinner beats Zverev in Turin", "Jannik Sinner beats Alexander Zverev in Turin", "same"),
        ("Serena Williams beats Osaka in Miami", "Venus Williams beats Osaka in Miami", "other"),
        ("Wife of Sarkozy questioned by police", "Sarkozy questioned by police", "other"),
        ("Ferry sinks off Crete, 40 missing", "Ferry sinks off Crete, 40 missing, coast guard says", "same"),
        ("Ferry sinks off Crete with 40 aboard", "Coast guard denies ferry sank off Crete", "more"),
        ("Sri Lanka beat Pakistan by six wickets", "Cricket: Sri Lanka beat Pakistan by six wickets", "same"),
        ("Peru declares emergency in Lima", "Peru's government declares emergency in Lima", "same"),
        ("Peru declares emergency in Lima", "Peru's parliament declares emergency in Lima", "more"),
        ("Court fines Gazprom over Opal pipeline", "Court fines Russia's Gazprom over Opal pipeline", "same"),
        ("Louvre closed after jewel heist", "Louvre museum closed after jewel heist", "same"),
        ("Louvre closed after jewel heist", "Louvre bookshop closed after jewel heist", "more"),
        ("Renault va supprimer 3 000 postes", "Renault : 3000 suppressions de postes", "same"),
        ("Renault va supprimer 3 000 postes", "Renault va supprimer 2 000 postes", "other"),
        ("WHO warns cholera could spread in Chad camps", "WHO: cholera is spreading in Chad camps", "facts"),
        ("WHO warns cholera is spreading in Chad camps", "WHO: cholera is receding in Chad camps", "more"),
        ("Israeli army kills two in Jenin", "Israeli forces kill two in Jenin", "same"),
        ("Israeli police kill two in Jenin", "Israeli forces kill two in Jenin", "other"),
        ("Cyber-attack shuts e-mail servers in Sana'a", "Cyberattack shuts email servers in Sanaa", "same"),
        ("Police seize 2 tons of cocaine in Antwerp", "2 tons of cocaine seized in Antwerp", "same"),
        ("Apple to open store in Riyadh", "Apple to open store in Riyadh - TechWire", "same"),
        ("Fans told to expect delays", "Fans told to expect delays: sometimes", "more"),
        ("Police find missing girl", "Police find missing girl: 1990024", "more"),
        ("Près de Dijon, un car verse, 4 blessés", "Un car verse près de Dijon, 4 blessés", "same"),
        ("Près de 200 migrants secourus à Calais", "Environ 200 migrants secourus à Calais", "same"),
        ("400 vols annulés en France par une grève", "400 vols retardés en France par une grève", "more"),
        ("La Camera approva la manovra", "Il Senato approva la manovra", "other"),
        ("La Camera approva la manovra", "Via libera della Camera alla manovra", "same"),
        ("Los médicos de Madrid irán a la huelga", "Huelga de médicos en Madrid", "same"),
        ("Los médicos de Madrid irán a la huelga", "Huelga de médicos en Irán", "other"),
        ("Asker terörist vurdu", "Askeri terörist vurdu", "other"),
        ("Askeri uçak Konya'da düştü", "Konya'da askeri uçak düştü", "same"),
        ("Petro: ganaron las elecciones", "Petro: ganamos las elecciones", "other"),
        ("Vuelos a Cuba suspendidos", "Vuelos de Cuba suspendidos", "other"),
        ("EE.UU. endurece sanciones a Cuba", "EE.UU. endurece sanciones al Gobierno de Cuba", "same"),
    ],
)  # fmt: skip
def test_in_other_words(first: str, second: str, kind: str) -> None:
    """Of titles that are no repeats, each says what the second is to the first: not that it is no repeat."""
    assert compare(read(second), read(first)).kind == kind


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Driver arrested after crash kills family", "Family killed in crash; driver arrested", True),
        ("Smith's lawyer sues Jones", "Jones's lawyer sues Smith", False),
        ("Police hold man in Nice after raid in Lyon", "Police hold man in Lyon after raid in Nice", False),
        ("Iran welcomes, Israel rejects deal", "Israel welcomes, Iran rejects deal", False),
    ],
)  # fmt: skip
def test_who_does_it_to_whom(first: str, second: str, same: bool) -> None:
    assert same_arguments(read(second), read(first), {}) is same


def test_what_is_done_with_each_other() -> None:
    assert mutual(read("Egypt signs farm deal with Norway"))
    assert not mutual(read("Egypt attacks Norway"))


def test_capitals_tell_names_only_where_not_all_words_have_them() -> None:
    assert named("Carlos Alcaraz beats Jannik Sinner in the final") == {
        "alcaraz",
        "jannik",
        "sinner",
    }
    assert named("Alcaraz Beats Sinner In The Final") == frozenset()
    assert named("زلزال يضرب شرق تركيا") == frozenset()


def test_nouns_are_no_participles() -> None:
    assert participles("Une femme tuée, la sécurité renforcée") == {
        "tuee",
        "tue",
        "renforcee",
        "renforce",
    }

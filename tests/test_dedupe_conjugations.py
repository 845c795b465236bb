"""What headlines make of a verb (workers/dedupe/words/conjugations.py, turkish_verbs.py)."""

from __future__ import annotations

from importlib.resources import files

import msgspec
import pytest

from workers.dedupe import words
from workers.dedupe.comparing.compare import compare
from workers.dedupe.reading.reader import read
from workers.dedupe.words.conjugations import verb
from workers.dedupe.words.renderings import rendered
from workers.dedupe.words.turkish_verbs import plain


@pytest.mark.parametrize(
    ("entry", "tongue", "active", "participle"),
    [
        ("aprobar ue", "spanish", "aprueba aprueban aprobó aprobaron aprobar aprobará", "aprobado"),
        ("poner pone ponen puso | puesto", "spanish", "pone ponen puso poner", "puesta"),
        ("vender", "portuguese", "vende vendem vendeu venderam vender", "vendidos"),
        ("uccidere uccide | ucciso", "italian", "uccide uccidere", "uccise"),
        ("ferire isc", "italian", "ferisce feriscono ferire", "feriti"),
        ("zerstören", "german", "zerstört zerstörten zerstören", "zerstörte"),
        ("ab|bauen", "german", "abbaut abbauen abzubauen", "abgebauten"),
        ("räumen", "german", "räumt räumte räumen", "geräumt"),
    ],
)
def test_an_infinitive_has_its_forms(entry: str, tongue: str, active: str, participle: str) -> None:
    made = verb(entry, tongue)
    assert set(active.split()) <= set(made.active)
    assert participle in made.participles


def test_a_german_verb_has_two_halves() -> None:
    assert ("baut", "ab") in verb("ab|bauen", "german").halves
    assert rendered(["vw", "baut", "stellen", "ab"], "german")[:2] == ["volkswagen", "cuts"]


@pytest.mark.parametrize(
    ("form", "past"),
    [
        ("devrilmesi", "devrildi"),
        ("devrilen", "devrildi"),
        ("destekliyoruz", "destekledi"),
        ("vermeyecek", "vermeyecek"),
        ("insan", "insan"),
    ],
)
def test_a_turkish_verb_is_its_past_where_that_is_known(form: str, past: str) -> None:
    assert plain(form, {"devrildi", "destekledi", "verdi"}) == past


def test_every_verb_of_the_list_is_told_in_two_times() -> None:
    listed: dict[str, dict[str, list[str]]] = msgspec.toml.decode(
        (files(words) / "tongues_verbs.toml").read_text("utf-8")
    )
    for tongue, lines in listed.items():
        for row, entries in lines.items():
            assert row.count("/") == 1, f"{tongue}: {row}"
            assert entries, f"{tongue}: {row}"
            assert len(entries) == len(set(entries)), f"{tongue}: {row}"


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("Vuelca un autobús en Jaén: diez heridos", "Diez heridos al volcar un autobús en Jaén", "same"),
        ("Leverkusen schlägt Porto mit 2:0", "Porto schlägt Leverkusen mit 2:0", "other"),
        ("Galatasaray, Trabzonspor'u 3-1 yendi", "Galatasaray 3-1 Trabzonspor", "same"),
        ("Galatasaray, Trabzonspor'u 3-1 yendi", "Trabzonspor 3-1 Galatasaray", "other"),
        ("MEB okullarda telefonu yasakladı", "Milli Eğitim Bakanlığı okullarda telefonu yasakladı", "same"),
        ("La Bce taglia i tassi", "La Bce alza i tassi", "other"),
    ],
)  # fmt: skip
def test_forms_of_one_verb_are_one_deed(first: str, second: str, kind: str) -> None:
    assert compare(read(second), read(first)).kind == kind

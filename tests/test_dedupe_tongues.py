"""Titles in other tongues than Arabic: in which one they are told, and what is read of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quality import pairs
from tests.quality.pairs import Pair
from workers.dedupe.reading.sayings import speaker_first
from workers.dedupe.words.british import american
from workers.dedupe.words.inflections import OBJECT, uninflected
from workers.dedupe.words.numerals import in_digits
from workers.dedupe.words.renderings import rendered
from workers.dedupe.words.spelt_out import spelt_out
from workers.dedupe.words.tongues import tongue

_PAIRS = next(path for path in pairs.DEVELOPMENT if path.stem == "pairs_tongues")
_FOUND = 0.8
"""Share of the repeats that are found."""
_RIGHT = 0.97
"""Share of all else that is told as it is."""


@pytest.mark.parametrize(
    ("title", "told_in"),
    [
        ("Iraqi parliament approves the budget after weeks of delay", "english"),
        ("Le Maroc bat l'Espagne en finale de la coupe", "french"),
        ("La policía detiene a dos sospechosos del atentado", "spanish"),
        ("Bundestag beschließt das Klimaschutz-Gesetz", "german"),
        ("Tre morti in un incidente sulla strada di Roma", "italian"),
        ("Polícia Federal prende dois suspeitos em São Paulo", "portuguese"),
        ("Kerkük'te bombalı saldırı: iki ölü", "turkish"),
        ("Li Qamişloyê sê kes di teqînekê de mirin", "kurmanji"),
        ("В Москве задержаны трое подозреваемых", "russian"),
        ("قیمت دلار در بازار تهران افزایش یافت", "persian"),
        ("حکومەتی هەرێم مووچە دابەش دەکات", "sorani"),
        ("البرلمان العراقي يصوت على الموازنة", ""),
        ("العراق یوقع اتفاقیة مع الصین", ""),
        ("12:30", ""),
    ],
)
def test_a_title_is_told_in_the_tongue_of_its_letters_and_small_words(
    title: str, told_in: str
) -> None:
    assert tongue(title) == told_in


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Iraq will not cut oil output, says oil minister", "oil minister: Iraq will not cut oil output"),
        ("Oil minister says Iraq will not cut output", "Oil minister: Iraq will not cut output"),
        ("Bombe in Mossul explodiert, laut Polizei", "Polizei: Bombe in Mossul explodiert"),
        (
            "Le président affirme que l'Iran ne cédera pas",
            "Le président: l'Iran ne cédera pas",
        ),
        (
            "Two killed in Hebron raid, ministry says - Reuters",
            "ministry: Two killed in Hebron raid - Reuters",
        ),
        ("Israel says it hit Iranian ship", "Israel says it hit Iranian ship"),
        ("Cinq morts à Alger", "Cinq morts à Alger"),
    ],
)  # fmt: skip
def test_who_says_it_stands_first_wherever_he_stood(title: str, first: str) -> None:
    assert speaker_first(title) == first


def test_a_case_is_said_before_its_word_or_its_phrase() -> None:
    assert spelt_out("Bağdat'a Ankara'dan heyet gitti", "turkish") == (
        "to Bağdat from Ankara heyet gitti"
    )
    assert spelt_out("Galatasaray'ı Fenerbahçe yendi", "turkish").startswith(
        f"{OBJECT} Galatasaray"
    )
    assert spelt_out("Askeri polis vurdu", "turkish") == f"{OBJECT} Asker polis vurdu"
    assert spelt_out("Askeri uçak düştü", "turkish") == "Askeri uçak düştü"
    assert spelt_out("polis tarafından vuruldu", "turkish") == "tarafından polis vuruldu"
    assert spelt_out("استقلال را شکست داد", "persian") == f"{OBJECT} استقلال شکست داد"


def test_an_ending_is_cut_where_a_list_knows_the_word_without() -> None:
    assert uninflected(["enflasyonun", "artacak"], "turkish")[0] == "enflasyon"
    assert uninflected(["blorptan"], "turkish") == ["from", "blorp"]
    assert uninflected(["بغداد"], "") == ["بغداد"]


def test_words_are_rendered_by_the_longest_form_and_in_place() -> None:
    assert rendered(["lehnt", "das", "gesetz", "ab"], "german")[0] == "rejects"
    assert rendered(["arrestati", "dalla", "polizia"], "italian") == ["arrested", "by", "police"]
    assert rendered(["per", "la", "polizia"], "english") == ["per", "la", "polizia"]
    assert american(["organisations", "labour", "rise", "killed"]) == [
        "organizations", "labor", "rise", "killed",
    ]  # fmt: skip


@given(
    st.text(max_size=200),
    st.sampled_from(["turkish", "persian", "german", "italian", "english", ""]),
)
def test_no_text_raises(title: str, told_in: str) -> None:
    assert isinstance(tongue(title), str)
    assert isinstance(speaker_first(title), str)
    assert isinstance(spelt_out(title, told_in), str)
    assert isinstance(rendered(title.split(), told_in), list)


def test_repeats_are_found_and_what_distinguishes_is_told_in_every_tongue() -> None:
    found = [(pair, pairs.judged(pair)) for pair in pairs.pairs(_PAIRS)]
    assert len(found) > 120
    precision, recall = pairs.repeats(found)
    assert precision.right == precision.all
    assert recall.share >= _FOUND
    others = [pairs.right(*one) for one in found if one[0].expect != "repeat"]
    assert sum(others) >= _RIGHT * len(others)


_DEEDS = tomllib.loads((_PAIRS.parent / "who_whom.toml").read_text("utf-8"))
_CASES = {"p_acc": _DEEDS.pop("accusative"), "p_dat": _DEEDS.pop("dative")}


def told(wording: str, does: str, suffers: str) -> str:
    cases = {case: forms.get(suffers, suffers) for case, forms in _CASES.items()}
    title = wording.format(a=does, p=suffers, **cases)
    return title[0].upper() + title[1:]


def wordings(tongue_: str) -> Iterator[tuple[str, str, str, str]]:
    """Two wordings of one deed, and two names."""
    for deed in _DEEDS[tongue_]["deeds"]:
        for one, other in product(deed, deed):
            for names in _DEEDS[tongue_]["names"]:
                for does, suffers in permutations(names):
                    yield one, other, does, suffers


@pytest.mark.parametrize("tongue_", sorted(_DEEDS))
def test_who_did_it_to_whom_is_told_in_whatever_words(tongue_: str) -> None:
    same = found = 0
    for one, other, does, suffers in wordings(tongue_):
        turned = Pair("", "apart", told(one, does, suffers), told(other, suffers, does))
        assert pairs.judged(turned).kind != "repeat", turned
        if one != other:
            pair = Pair("", "repeat", told(one, does, suffers), told(other, does, suffers))
            same += 1
            found += pairs.judged(pair).kind == "repeat"
    assert found > same / 2


@pytest.mark.parametrize("tongue_", sorted(one for one in _DEEDS if "turned" in _DEEDS[one]))
def test_titles_whose_states_change_places_are_never_one(tongue_: str) -> None:
    for title in _DEEDS[tongue_]["turned"]:
        size = 3 if "{2}" in title else 2
        for states in permutations(_DEEDS[tongue_]["states"], size):
            for others in permutations(states):
                if states != others and not ("between" in title and states[0] == others[0]):
                    pair = Pair("", "apart", title.format(*states), title.format(*others))
                    assert pairs.judged(pair).kind != "repeat", pair


@pytest.mark.parametrize(
    ("tongue_", "word", "digits"),
    [
        ("german", "zweitausend", "2000"),
        ("german", "hundertfunfzig", "150"),
        ("german", "dreiundzwanzig", "23"),
        ("german", "funfundvierzigtausend", "45000"),
        ("german", "jahrhundert", "jahrhundert"),
        ("german", "tausend", "tausend"),
        ("italian", "duemilacinquecento", "2500"),
        ("italian", "trentotto", "38"),
        ("italian", "incidenti", "incidenti"),
        ("spanish", "veintiseis", "26"),
        ("french", "zweitausend", "zweitausend"),
    ],
)
def test_a_number_in_one_word_is_read_as_its_digits(tongue_: str, word: str, digits: str) -> None:
    assert in_digits([word], tongue_) == [digits]

"""Doublets and forms of single words: names in two halves, numbers and a half, cases, and the list itself."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.text import fold, words
from workers.dedupe.forms.cases import one_case
from workers.dedupe.reading.reader import read
from workers.dedupe.words.compound_names import halves, joined
from workers.dedupe.words.doublets import with_doublets
from workers.dedupe.words.lists import toml

_NAME = st.sampled_from(words("عبد أبو صلاح نصر الدين الله الأمير ظبي رام محمد وزير في"))


@given(st.lists(_NAME, max_size=8))
def test_names_that_are_joined_stay_so(title: list[str]) -> None:
    once = joined(title)
    assert joined(once) == once
    assert "".join(once) == "".join(title).replace("ابي", "ابو")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عبدالأمير الشمري", "عبد الأمير الشمري"),
        ("ولأبي ظبي", "ولأبوظبي"),
        ("نورالدين", "نور الدين"),
        ("نصرالله", "نصر الله"),
    ],
)
def test_a_name_in_one_word_or_two_is_one(one: str, other: str) -> None:
    assert joined(words(one)) == joined(words(other))


@pytest.mark.parametrize("title", ["بابا الفاتيكان", "حزب الله", "علوم الدين", "عبدان"])
def test_no_other_words_are_joined(title: str) -> None:
    assert joined(words(title)) == words(title)


def test_what_was_joined_may_have_been_written_in_halves() -> None:
    assert halves(fold("عبدالأمير")) == tuple(words("عبد الأمير"))
    assert halves(fold("نصرالله")) == tuple(words("نصر الله"))
    assert halves(fold("وزير")) == ()


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("ضبط طن ونصف من الحشيش", 1.5),
        ("ضبط طنا ونصف الطن", 1.5),
        ("ضبط 3 أطنان ونصف", 3.5),
        ("هدنة لساعتين ونصف", 2.5),
        ("سجنه عاما ونصف", 1.5),
        ("سجنه 18 شهرا", 1.5),
        ("مليونان ونصف المليون زائر", 2_500_000),
        ("مليونين و500 ألف زائر", 2_500_000),
        ("ألفي مليار دينار", 2e12),
        ("خفض الفائدة 25 نقطة أساس", 0.25),
        ("خفض الفائدة ربع نقطة مئوية", 0.25),
        ("نصف طن من القات", 0.5),
    ],
)
def test_a_measure_and_a_half_is_a_number(title: str, value: float) -> None:
    assert [count.value for count in read(title).counts] == [value]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("خريجو", "خريجي", True),
        ("داينين", "داينون", True),
        ("جسران", "جسرين", True),
        ("يدعو", "يدعي", False),
        ("بحري", "بحرو", False),
        ("لبنان", "لبنون", False),
        ("عراقي", "عراقو", False),
    ],
)
def test_a_noun_is_one_in_each_case(one: str, other: str, *, same: bool) -> None:
    assert one_case(one, other) == one_case(other, one) == same


def test_no_form_is_a_doublet_of_two_things() -> None:
    """Else the order of the lines would decide what it is."""
    listed, doublets = toml("synonyms.toml"), toml("doublets.toml")
    concepts: dict[str, set[str]] = {}
    for names in (
        listed["concepts"],
        *(value for value in doublets.values() if isinstance(value, dict)),
    ):
        for name, forms in names.items():
            concepts.setdefault(name, set()).update(map(fold, forms))
    mine = {name for value in doublets.values() if isinstance(value, dict) for name in value}
    twice = [
        (one, other, concepts[one] & concepts[other])
        for one, other in combinations(concepts, 2)
        if (one in mine or other in mine) and concepts[one] & concepts[other]
    ]
    assert [row for row in twice if not _older(row, listed["concepts"])] == []


def _older(row: tuple[str, str, set[str]], listed: dict[str, list[str]]) -> bool:
    """Whether it is synonyms.toml itself that has the form twice."""
    one, other, forms = row
    return all(
        form in set(map(fold, listed.get(one, ()))) & set(map(fold, listed.get(other, ())))
        for form in forms
    )


def test_each_pair_alike_is_of_concepts_that_are_listed() -> None:
    whole = with_doublets(toml("synonyms.toml"), toml("doublets.toml"))
    names = {name for pair in toml("doublets.toml")["alike"] for name in pair if name.isascii()}
    unmarked = {name for name in names if name[0] not in "%@+"}
    assert unmarked - whole["concepts"].keys() == set()

"""Laws of workers/classify/model.py and of what trains it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.text import words
from workers.classify import model
from workers.classify.features import LONG, ROWS, rows, rows_of
from workers.classify.model import Model, packed, unpacked
from workers.classify.training import learn, texts
from workers.classify.training.learn import Corpus
from workers.story import TOPICS

WORDS = ["مباراة", "نهائي", "فوز", "بنك", "نفط", "دولار", "انفجار", "oil", "match", "2024"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=9)


def made() -> Model:
    """A model of two columns, of random numbers, the same every time."""
    dice = np.random.default_rng(1)
    return Model(
        columns=("one", "two", "urgency"),
        weights=dice.integers(-127, 128, (ROWS, 3), np.int8),
        scale=np.array([0.01, 0.02, 0.03], np.float32),
        bias=np.array([0.1, -0.2, 0.3], np.float32),
        settings={"a": 0.25},
    )


def test_rows_are_the_same_on_every_machine() -> None:
    assert rows("oil") == [188093, 20942, 163854, 44279, 47350, 221226, 46467]
    assert all(0 <= row < ROWS for row in rows("وبالمستشفيات"))


@given(st.text(max_size=60))
def test_a_word_has_a_bounded_number_of_rows(word: str) -> None:
    assert 1 <= len(rows(word)) <= 1 + 3 * (2 * LONG + 2)
    assert rows(word) == rows(word)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=30))
def test_the_rows_of_many_words_are_those_of_each(many: list[str]) -> None:
    found, begins = rows_of(many)
    parts = np.split(found, begins[1:])
    assert [sorted(part.tolist()) for part in parts] == [sorted(rows(word)) for word in many]


MADE = made()


@given(st.lists(TEXTS, max_size=12))
def test_texts_read_together_say_what_they_say_alone(texts: list[list[str]]) -> None:
    MADE.forget()
    numbers = [([MADE.learn(word) for word in text], text) for text in texts]
    together = MADE.read(numbers)
    for asked, said in zip(numbers, together, strict=True):
        [alone] = MADE.read([asked])
        assert (said is None) == (alone is None) == (not asked[0])
        if said is not None and alone is not None:
            assert said.shares == alone.shares
            assert said.urgency == alone.urgency
            assert said.word(1) == alone.word(1)


@given(TEXTS)
def test_what_is_read_is_what_was_learnt(text: list[str]) -> None:
    """The reader of headlines and the reader of training in bulk come to the same shares."""
    found = words(" ".join(text))
    MADE.forget()
    [said] = MADE.read([([MADE.learn(word) for word in found], found)])
    if not found:
        assert said is None
        return
    logits = Corpus([" ".join(found)]).logits(
        MADE._weights.astype(np.float32) * MADE._scale, MADE._bias
    )
    assert said is not None
    assert said.urgency == pytest.approx(float(logits[0, -1]), abs=1e-3)
    assert said.shares == pytest.approx(learn.softmax(logits[:, :-1])[0].tolist(), abs=1e-3)
    assert sum(said.shares) == pytest.approx(1)
    assert said.word(0) in found


def test_a_model_survives_its_file_and_the_file_is_the_same_each_time() -> None:
    data = packed(MADE)
    again = unpacked(data)
    assert packed(again) == data
    assert again.columns == MADE.columns
    assert again.settings == MADE.settings
    assert (again._weights == MADE._weights).all()


def test_a_file_that_is_no_model_is_refused() -> None:
    with pytest.raises(ValueError, match="malformed"):
        unpacked(b"PK nonsense")


def test_the_packaged_model_has_a_column_for_every_topic_and_urgency_last() -> None:
    assert model.packaged().columns == (*TOPICS, "urgency")


def test_learning_finds_what_tells_texts_apart_and_comes_out_the_same() -> None:
    lines = ["مباراة ونهائي", "فوز المنتخب", "سعر النفط", "البنك والدولار"] * 5
    targets = np.array([[1, 0], [1, 0], [0, 1], [0, 1]] * 5, np.float32)
    weight = np.ones(len(lines), np.float32)
    runs = [learn.learn(Corpus(lines), targets, weight, one_of=True, passes=30) for _ in range(2)]
    assert (runs[0][0] == runs[1][0]).all()
    strangers = Corpus(["مباريات المنتخبات", "اسعار للنفط"]).logits(*runs[0])
    assert strangers.argmax(axis=1).tolist() == [0, 1]


def test_a_bias_that_is_given_is_kept() -> None:
    lines = ["انفجار في السوق", "سعر النفط اليوم"] * 5
    targets, weight = np.array([[1], [0]] * 5, np.float32), np.ones(10, np.float32)
    weights, bias = learn.learn(Corpus(lines), targets, weight, one_of=False, passes=5, bias=-0.5)
    assert bias.tolist() == [-0.5]
    first, second = Corpus(lines).logits(weights, bias)[:2, 0]
    assert first > -0.5 > second


def test_the_invented_headlines_name_known_topics() -> None:
    seeds = texts.seeds()
    assert {topic for topics, _ in seeds for topic in topics} == set(TOPICS)
    assert len({text for _, text in seeds}) == len(seeds)

"""The labelled pairs of tests/data/pairs.tsv: what makes no difference, and what always does."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from itertools import cycle, islice, permutations
from pathlib import Path
from random import Random

import pytest

from tests.quality import pairs
from tests.quality.pairs import Pair
from workers.dedupe.reports import Match

VETOES = (
    "place", "person", "nation", "number", "month", "weekday", "date", "ordinal", "polarity",
    "direction", "roles", "nameless", "contrary",
)  # fmt: skip

_KIND_RIGHT = 0.95
_TRIED = 12
"""Words of one group that are tried with those of another."""


@pytest.fixture(scope="module")
def found() -> list[tuple[Pair, Match]]:
    return [(pair, pairs.judged(pair)) for pair in pairs.pairs(pairs.OWN)]


def wrong(found: Sequence[tuple[Pair, Match]]) -> str:
    return "\n".join(
        f"{pair.case}: {pair.first} | {pair.second} → {match.kind} ({match.why})"
        for pair, match in found
        if not pairs.right(pair, match)
    )


def test_nothing_that_distinguishes_is_ever_called_a_repeat(
    found: list[tuple[Pair, Match]],
) -> None:
    false = [pair for pair, match in found if match.kind == "repeat" != pair.expect]
    assert not false


@pytest.mark.parametrize("path", pairs.DEVELOPMENT, ids=lambda path: path.stem)
def test_no_pair_by_another_author_is_wrongly_called_a_repeat(path: Path) -> None:
    found = [(pair, pairs.judged(pair)) for pair in pairs.pairs(path)]
    assert not [pair for pair, match in found if match.kind == "repeat" != pair.expect]


def test_what_says_the_same_in_other_letters_is_a_repeat(found: list[tuple[Pair, Match]]) -> None:
    _, recall = pairs.repeats(found)
    assert recall.share >= 0.95, wrong([one for one in found if one[0].expect == "repeat"])


@pytest.mark.parametrize("case", VETOES)
def test_each_veto_holds(found: list[tuple[Pair, Match]], case: str) -> None:
    of_case = [one for one in found if one[0].case == case]
    assert len(of_case) >= 4
    assert pairs.by_case(of_case)[case].share >= 0.95, wrong(of_case)


@pytest.mark.parametrize("path", [pairs.VETOES], ids=lambda path: path.stem)
def test_each_kind_of_difference_is_told_as_it_is(path: Path) -> None:
    found = [(pair, pairs.judged(pair)) for pair in pairs.pairs(path)]
    apart = [one for one in found if one[0].case != "control" and one[0].expect != "repeat"]
    low = {case for case, ratio in pairs.by_case(apart).items() if ratio.share < _KIND_RIGHT}
    assert not low, wrong([one for one in apart if one[0].case in low])


@pytest.mark.parametrize("case", ["toll", "facts", "story"])
def test_new_facts_of_a_story_are_a_follow_that_tells_them(
    found: list[tuple[Pair, Match]], case: str
) -> None:
    of_case = [one for one in found if one[0].case == case]
    assert pairs.by_case(of_case)[case].share >= 0.8, wrong(of_case)


FORMS: dict[str, Callable[[str], str]] = {
    "urgent": "عاجل | {}".format,
    "with a film": "بالفيديو.. {}".format,
    "with pictures": "{} (صور)".format,
    "with a document": "بالوثيقة.. {}".format,
    "an agency behind it": "{} - السومرية نيوز".format,
    "an agency before it": "شفق نيوز | {}".format,
    "plain letters": lambda title: title.translate(str.maketrans("ةأإى", "هاا" + "ي")),
}
"""How another outlet marks and spells the same title."""


@pytest.mark.parametrize("form", FORMS)
def test_marks_sources_and_spellings_make_no_difference(form: str) -> None:
    titles = {pair.first for pair in pairs.pairs(pairs.OWN) if pair.first[0] > "\u0600"}
    named = [one for one in sorted(titles) if pairs.judged(Pair("", "", one, one)).kind == "repeat"]
    assert len(named) > 500
    missed = [
        title
        for title in named
        if pairs.judged(Pair("", "repeat", title, FORMS[form](title))).kind != "repeat"
    ]
    assert len(missed) <= 0.01 * len(named), missed


def excluding() -> Iterator[tuple[str, str]]:
    """Words of the lists that exclude each other, by twos: each line of rivals.toml, both ways round."""
    lists = files("workers.dedupe.words")
    concepts = tomllib.loads((lists / "synonyms.toml").read_text("utf-8"))["concepts"]
    for lines in tomllib.loads((lists / "rivals.toml").read_text("utf-8")).values():
        for one, other in (two for groups in lines.values() for two in permutations(groups, 2)):
            words = [
                [form for name in group for form in concepts.get(name, ()) if " " not in form]
                for group in (one, other)
            ]
            if all(words):
                yield from islice(zip(cycle(words[0]), words[1], strict=False), _TRIED)


def test_what_excludes_each_other_is_never_a_repeat() -> None:
    tried = 0
    for one, other in excluding():
        if one[0].isascii() != other[0].isascii():
            continue
        title = (
            "Minister {} dam project in Zakho"
            if one[0].isascii()
            else "الوزير {} مشروع سد زاخو الجديد"
        )
        pair = Pair("contrary", "apart", title.format(one), title.format(other))
        match = pairs.judged(pair)
        assert match.kind != "repeat", pair
        tried += 1
    assert tried > 500


STUBS = (
    "ال", "و", "ب", "ل", "لل", "وال", "ا", "ه", "ى", "ء", "-", "'", "’", "..", ":", "|", "«", "(", "%", "1",
    "٣", "3.5", "1-1", "1/2", "I", "l'", "d'", "the", "of", "من", "لم", "أن", "عبد", "ابن", "ابو", "ـ",
    "می", "\u200c",
)  # fmt: skip
"""What is left of words that a publisher broke."""


def garbled(title: str, dice: Random) -> str:
    words = title.split()
    for _ in range(dice.randint(0, 4)):
        at = dice.randrange(len(words))
        words[at : at + dice.randint(0, 1)] = [
            dice.choice((dice.choice(STUBS), dice.choice(STUBS) + words[at][dice.randint(0, 3) :]))
        ]
    return " ".join(words)


def test_whatever_is_left_of_two_titles_can_be_compared() -> None:
    dice = Random(7)
    written = [pair for path in pairs.DEVELOPMENT for pair in pairs.pairs(path)]
    for pair in dice.sample(written, 3000):
        pairs.judged(Pair("", "", garbled(pair.first, dice), garbled(pair.second, dice)))


def test_an_article_that_stands_alone_is_no_word() -> None:
    """It made comparing raise, on a real title."""
    pair = Pair("place", "apart", "انفجار قرب جسر الطابقين ال", "انفجار قرب جسر الصرافية ال")
    assert pairs.right(pair, pairs.judged(pair))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meta fined $5m over data leak in Ireland", "Meta fined €5m over data leak in Ireland"),
        ("Stocks: Dow +3% at close", "Stocks: Dow -3% at close"),
        ("Stocks: Dow +3% at close", "At close, Dow −3%"),
        ("أسهم أبوظبي +2% عند الإغلاق", "أسهم أبوظبي -2% عند الإغلاق"),
    ],
)
def test_a_sign_that_a_fold_takes_away_tells_two_titles_apart(one: str, other: str) -> None:
    assert pairs.judged(Pair("", "", one, other)).kind != "repeat"
    assert pairs.judged(Pair("", "", other, one)).kind != "repeat"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meta fined $5m over data leak in Ireland", "Meta fined 5m over data leak in Ireland"),
        ("الهلال 2-1 النصر: ملخص المباراة في جدة", "الهلال 2 - 1 النصر: ملخص المباراة في جدة"),
        ("Dow -3% at close in New York", "Dow −3% at close in New York"),
    ],
)
def test_a_sign_that_one_title_lacks_tells_nothing(one: str, other: str) -> None:
    assert pairs.judged(Pair("", "", one, other)).kind == "repeat"

"""The parts of the judge, one by one: reading, numbers, comparison, candidates, what names no story."""

from __future__ import annotations

import random
import string
import time
from collections import Counter, deque
from datetime import UTC, datetime, timedelta
from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workers.dedupe.comparing.at_home import at_home
from workers.dedupe.comparing.compare import compare
from workers.dedupe.comparing.datelines import only_where
from workers.dedupe.correction import corrected
from workers.dedupe.finding.candidates import Candidates, rarest, words_mark
from workers.dedupe.finding.sketch import sketch
from workers.dedupe.finding.stamp import Sought, sought, stamped, version
from workers.dedupe.fresh import word_diff
from workers.dedupe.reading.parts import Count, in_the_present
from workers.dedupe.reading.reader import read
from workers.dedupe.reading.unnamed import names_no_story
from workers.dedupe.reports import Match, Reports, look
from workers.dedupe.words.kinds import NATION, PLACE
from workers.dedupe.words.likeness import heft, likeness
from workers.dedupe.words.nations import WITHIN

DATA = Path(__file__).parent / "data"
NOW = datetime(2024, 3, 1, tzinfo=UTC)
WORDS = st.sampled_from(
    [
        "مقتل", "انفجار", "في", "كركوك", "ديالى", "5", "عشرة", "أشخاص", "الوزير", "يعلن", "تنفي", "لا",
        "رئيس", "الوزراء", "السوداني", "وزارة", "الصحة", "بغداد", "اليوم", "الأحد", "تشرين", "الأول",
        "الثاني", "من", "إلى", "|", ":", "..", "عاجل", "بالفيديو", "Iraq", "attacks", "killed", "the",
        "ل", "ب", "ت", "ي", "يرد", "على", "حماس", "فتح",
    ]
)  # fmt: skip
titles = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map(" ".join))


# ── reading ───────────────────────────────────────────────────────────────────────────────────


@given(titles)
@example("مقتل 5 جنود في كركوك وفقا ل")
def test_any_text_can_be_read(title: str) -> None:
    reading = read(title)
    assert all(0 <= part.at < part.end <= len(reading.words) for part in reading.parts)
    assert reading.told == frozenset(reading.units)
    names_no_story(reading)


@pytest.mark.parametrize(
    "title",
    [
        "Asker" + "ı" * 100_000,
        "Bakan" * 20_000 + "nı",
        "Bakan " * 9_000 + "kabul etti",
        "İstanbul'da " + "ş" * 50_000,
        "El " + "a" * 100_000,
        "را " * 20_000 + "گ",
        "1." * 20_000 + " jobs",
        "Police say" + " " * 50_000 + ", x",
        "(corrected " * 5_000,
        "ê" * 50_000,
    ],
    ids=lambda title: title[:12],
)
def test_a_title_without_end_takes_time_by_its_length_alone(title: str) -> None:
    begin = time.process_time()
    read(title)
    corrected(title)
    assert time.process_time() - begin < 3


@pytest.mark.parametrize(
    ("word", "verb"),
    [
        ("يؤجل", True), ("تؤجل", True), ("تأجيل", False), ("قصف", False), ("ت", False), ("ي", True),
        ("تي", True), ("", False),
    ],
)  # fmt: skip
def test_the_form_of_a_verb_in_the_present_is_asked_of_any_word(word: str, verb: bool) -> None:
    assert in_the_present(word) is verb


@pytest.mark.parametrize(
    ("title", "counts"),
    [
        ("مقتل خمسة وعشرين شخصا", [Count(25, "killed")]),
        ("مقتل 3 وإصابة عشرة بانفجار", [Count(3, "killed"), Count(10, "wounded")]),
        ("إصابة شخصين بحريق", [Count(2, "wounded")]),
        ("قتيلان في انهيار مبنى", [Count(2, "killed")]),
        ("تخصيص ألفي دينار", [Count(2000, "dinars")]),
        ("ارتفاع الأسعار 3.5%", [Count(3.5, "percent")]),
        ("1,250 قتيلا في الزلزال", [Count(1250, "killed")]),
        ("مئة وخمسون ألف دولار", [Count(150_000, "dollars")]),
        ("ارتفاع حصيلة حريق بغداد إلى 52", [Count(52, "victims")]),
        ("ارتفاع عدد ضحايا حادث الديوانية إلى 15", [Count(15, "victims")]),
        ("ارتفاع حصيلة المخالفات إلى 15", [Count(15, "مخالف")]),
        (
            "زلزال بقوة 6.2 يضرب أفغانستان ومقتل 200",
            [Count(6.2, "=strength"), Count(200, "killed")],
        ),
        ("12 killed, thirty wounded", [Count(12, "killed"), Count(30, "wounded")]),
        ("حبس 4 متهمين 15يوما", None),
        ("انتخابات عام 2024", []),
        ("اجتماع في 5 آذار", []),
    ],
)
def test_numbers_are_read_with_what_they_count(title: str, counts: list[Count] | None) -> None:
    found = read(title).counts
    if counts is None:
        assert [count.value for count in found] == [4, 15]
    else:
        assert list(found) == counts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عاجل | الوزير يصل بغداد", "الوزير يصل بغداد - بالفيديو"),
        ("السومرية نيوز/ الوزير يصل بغداد", "الوزير يصل بغداد (صور)"),
        ("في الأول من أيار", "في 1 مايو"),
        ("واشنطن تدين الهجوم", "الولايات المتحدة تدين الهجوم"),
    ],
)
def test_what_stands_around_a_headline_is_no_part_of_it(one: str, other: str) -> None:
    assert read(one).told == read(other).told


# ── comparison ────────────────────────────────────────────────────────────────────────────────


@given(titles)
@example("1قتل0قتل1")
@example("00B:ىB0ىB0:00B")
@example("0ىA00:0")
def test_a_title_tells_the_same_as_itself(title: str) -> None:
    assert compare(read(title), read(title)).kind == "same"
    units = read(title).units
    assert likeness(units, units) == pytest.approx(1.0) or not units


WEIGHED = ("قتيل", "انفجار", "بغداد", "سوق", "وزير", "حريق", "مدينه", "شرطه", "=blast", "@كركوك")


@given(st.lists(WORDS, min_size=1, max_size=9), WORDS, st.integers(0, 8))
@example(["فيتامين", "ت", "مفيد"], "جدا", 1)
def test_any_two_titles_that_are_nearly_alike_can_be_compared(
    title: list[str], word: str, place: int
) -> None:
    """With a word put in, and with one of its words moved to the front."""
    at = place % len(title)
    more, moved = [*title[:at], word, *title[at:]], [title[at], *title[:at], *title[at + 1 :]]
    for words in (more, moved):
        for first, second in permutations((read(" ".join(title)), read(" ".join(words)))):
            assert compare(first, second).kind in ("same", "less", "more", "facts", "other")


@given(data=st.data(), text=st.lists(st.sampled_from(WEIGHED), unique=True))
def test_the_weight_of_a_set_is_the_same_in_any_order(data: st.DataObject, text: list[str]) -> None:
    """To the last bit: which of two reports is the nearer may hang on it, and each process has an order of
    its own."""
    assert heft(text) == heft(data.draw(st.permutations(text)))


@given(titles, titles)
def test_likeness_has_no_direction(one: str, other: str) -> None:
    a, b = read(one).units, read(other).units
    assert 0.0 <= likeness(a, b) <= 1.0 + 1e-9
    assert (likeness(a, b) == 0.0) == (likeness(b, a) == 0.0)


@given(titles, titles)
@example("صحة بغداد", "")
@example("1", "")
@example("بغداد: العراق", "بغداد")
@example("ن00000A0آلسودآنى0", "0ن00000A0")
@example("0 عشر 100 ا 1 في iraq افجر", "0 نفجر 1 عشر 100 ا")
def test_what_adds_a_number_a_place_or_a_not_is_never_the_same(one: str, other: str) -> None:
    later, earlier = read(one), read(other)
    if compare(later, earlier).kind == "same":
        new = {unit for unit in later.told - earlier.told if unit[0] in "@#~" or unit == "=not"}
        # That Baghdad lies in Iraq goes without saying.
        around = {place for unit in earlier.told for place in WITHIN.get(unit, ())}
        if "=deny" in earlier.told:
            around.add("=not")  # and a «no» says what «denies» says
        both = later.told & earlier.told
        around.update(  # and of which country it is that both name, or that it is at home
            part.unit
            for part in later.parts
            if part.kind in (PLACE, NATION)
            and (
                at_home(part, later, earlier) or only_where(part, later, earlier, both, heft(both))
            )
        )
        assert new <= around


@given(titles, titles, st.sampled_from(["كركوك", "ديالى", "أربيل"]))
def test_another_place_is_never_a_repeat(one: str, other: str, place: str) -> None:
    elsewhere = "الموصل"
    assert compare(read(f"{one} في {place}"), read(f"{one} في {elsewhere}")).kind != "same"


# ── candidates ────────────────────────────────────────────────────────────────────────────────

kins = st.lists(st.sampled_from("abcdefghij"), max_size=8)


@given(st.lists(kins, max_size=30), st.data())
def test_candidates_are_those_that_share_a_pair_and_are_not_forgotten(
    added: list[list[str]], data: st.DataObject
) -> None:
    index, held = Candidates(), {}
    for number, kin in enumerate(added):
        held[number] = rarest(kin)
        index.add(number, held[number], words_mark(" ".join(sorted(kin))))
    oldest = data.draw(st.integers(0, len(added)))
    asked = data.draw(kins)
    for again in range(2):  # a pair that many share is found otherwise the second time
        if again:
            index.forget(oldest)
            held = {number: rare for number, rare in held.items() if number >= oldest}
        found = index.find(rarest(asked))
        sharing = {n for n, rare in held.items() if len(set(rare) & set(rarest(asked))) >= 2}
        assert set(found) <= sharing
        assert len(found) == min(len(sharing), 24)
        same = [number for number in held if sorted(added[number]) == sorted(asked)]
        newest = index.newest(words_mark(" ".join(sorted(asked))))
        assert newest == (max(same) if same else None)
        assert len(index) == len(held)


def test_candidates_stay_the_same_while_their_ring_turns_and_grows() -> None:
    """Beside a plain list; few words, so that pairs are shared by more reports than are looked at."""
    dice = random.Random(4)
    index = Candidates()
    held: deque[tuple[int, tuple[str, ...]]] = deque()
    for number in range(19_000):
        rare = rarest(dice.choices(string.ascii_lowercase, k=7))
        if number % (100 if number < 9_000 else 1_000) == 0:
            counts = Counter[int]()
            for pair in combinations(rare, 2):
                counts.update([n for n, other in held if set(pair) <= set(other)][-64:])
            ranked = sorted(counts, key=lambda one: (-counts[one], -one))[:24]
            assert sorted(index.find(rare)) == sorted(ranked)
        index.add(number, rare, number % 100)
        held.append((number, rare))
        while len(held) > (300 if number < 2_000 else 2_500 if number < 9_000 else 9_000):
            held.popleft()
            index.forget(held[0][0])
        assert index.newest(number % 100) == number
        assert len(index) == len(held)


def test_of_many_titles_that_differ_by_their_number_alone_none_joins_another() -> None:
    """More than are compared with any."""
    reports = Reports(timedelta(hours=48))
    for number in range(30):
        title = f"افتتاح جسر رقم {number} في المدينة"
        match = reports.match(title, "nahr.example", None, NOW, lambda item, now: True)
        assert match.kind == "new"
        reports.add(str(number), str(number), title, "nahr.example", None, NOW)


# ── stamps ────────────────────────────────────────────────────────────────────────────────────


@given(st.text(), st.none() | st.text() | titles)
def test_a_stamp_says_what_its_report_is_looked_up_by(title: str, summary: str | None) -> None:
    found = sought(Reports.stamp(title, summary))
    assert found is not None
    assert found.kin == (() if look(title).nameless else look(title).kin)
    assert found.fold == look(title).fold
    assert found.sketch == sketch(summary)


STAMP = stamped(Sought("زلزال", b"\x01", ("زلزال", "=quake")))


@pytest.mark.parametrize(
    "stamp",
    [
        b"", b"\xff", b"x", version().encode(), STAMP[1:], b"z" + STAMP[1:], STAMP + b"\t",
        STAMP.replace(b"\t01\t", b"\t0x\t"),
    ],
)  # fmt: skip
def test_a_stamp_that_is_damaged_or_of_other_lists_is_not_believed(stamp: bytes) -> None:
    assert sought(STAMP) == ("زلزال", b"\x01", ("زلزال", "=quake"))
    assert sought(stamp) is None
    reports = Reports(timedelta(hours=48))
    reports.add("a", "a", "مقتل 5 أشخاص بانفجار في كركوك", "nahr.example", None, NOW, stamp)
    match = reports.match(
        "انفجار في كركوك يقتل 5 أشخاص", "sawt.example", None, NOW, lambda item, now: True
    )
    assert match.kind == "repeat"


# ── titles that name no story ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "title",
    [
        "نشرة أخبار الثامنة",
        "أسعار الذهب اليوم",
        "بغداد - الأربعاء",
        "وجهة نظر",
        "☂",
        "Press review",
        "حالة الطقس",
    ],
)  # fmt: skip
def test_titles_of_any_article_name_no_story(title: str) -> None:
    assert names_no_story(read(title))


@pytest.mark.parametrize(
    "title",
    [
        "ارتفاع أسعار الذهب",
        "زلزال في اليابان",
        "استقالة الحكومة",
        "سعر الدولار يتجاوز 1500 دينار",
        "Government resigns",
    ],
)  # fmt: skip
def test_titles_in_which_something_happens_name_one(title: str) -> None:
    assert not names_no_story(read(title))


@pytest.mark.parametrize(
    ("story", "title"),
    [
        row.split("\t")
        for row in (DATA / "unnamed_titles.tsv").read_text("utf-8").splitlines()
        if not row.startswith(("#", "story"))
    ],
)
def test_it_is_known_which_titles_name_a_story(story: str, title: str) -> None:
    assert names_no_story(read(title)) == (story == "no")


def told(first: str, second: str, *summaries: str | None, outlet: str = "nahr.example") -> Match:
    reports = Reports(timedelta(hours=48))
    reports.add("a", "a", first, "nahr.example", summaries[0] if summaries else None, NOW)
    summary = summaries[1] if summaries else None
    return reports.match(second, outlet, summary, NOW, lambda item, now: True)


DAM = "افتتح وزير الموارد المائية صباح اليوم سدا جديدا على نهر دجلة بكلفة كبيرة بحضور الأهالي"
SCHOOL = "أعلنت مديرية التربية قبول دفعة جديدة من الطلبة في المدارس المهنية خلال العام الدراسي"
COLUMN = "كلام في المليان عن هموم الناس"


def test_an_outlet_s_title_for_another_article_is_no_repeat() -> None:
    assert told(COLUMN, COLUMN, DAM, SCHOOL).kind == "new"
    assert told(COLUMN, COLUMN, DAM, DAM).kind == "repeat"
    assert told(COLUMN, COLUMN).kind == "repeat"
    assert told(COLUMN, COLUMN, DAM, SCHOOL, outlet="sawt.example").kind == "repeat"


# ── corrections and edits ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("تصحيح: مقتل 5 لا 7", "مقتل 5 لا 7"),
        ("تنويه | الدوام غدا", "الدوام غدا"),
        ("Correction: Two killed", "Two killed"),
        ("Two killed in fire (corrects toll)", "Two killed in fire"),
        ("تصحيح أوراق امتحانات السادس", None),
        ("Corrections officer hurt", None),
    ],
)
def test_a_correction_is_known_by_its_mark(title: str, rest: str | None) -> None:
    assert corrected(title) == rest


def test_an_edit_is_told_word_by_word() -> None:
    assert word_diff("مقتل 5 في كركوك", "مقتل 7 في كركوك") == "−5 +7"
    assert word_diff("مقتلُ 5", "مقتل 5") == ""

"""Laws of workers/classify. Cases: tests/data/classify/NAME.json beside NAME.answer.json."""

from __future__ import annotations

import csv
import gzip
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.errors import SettingsError
from streamer.text import fold
from tests.absent import not_given
from workers.classify import ROOM, Classifier, Verdict, lists, model
from workers.classify.language import Ear, reading
from workers.classify.phrases import LONGEST, Hit, Phrases, Reader
from workers.classify.topics import IPTC, Desk, Found, Mix, votes
from workers.story import TOPICS, URGENCIES

CASES = sorted(
    path
    for path in (Path(__file__).parent / "data" / "classify").glob("*.json")
    if not path.name.endswith(".answer.json")
)
SHARED = Path(__file__).parents[1].parent / "shared" / "data"
CLASSIFIER = Classifier()
AHEAD = Classifier()
MIX = Mix.of(model.packaged().settings)
MIX_DESK = Desk(lists.packaged(), [], MIX)
NOTHING_FOUND = Found((), (), (), ())
EAR = Ear(lists.languages())


def judge(title: str, **more: Any) -> Verdict:
    given_ = {"summary": None, "section": None, "marked": False, "kind": "feed", **more}
    return CLASSIFIER.classify(title=title, **given_)


def names(verdict: Verdict) -> list[str]:
    return [topic.name for topic in verdict.topics]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_gets_its_answer(path: Path) -> None:
    asked = msgspec.json.decode(path.read_bytes())
    asked["always"] = tuple(asked.get("always", ()))
    answer = msgspec.json.decode(path.with_suffix(".answer.json").read_bytes())
    verdict = CLASSIFIER.classify(**asked)
    told = msgspec.json.decode(msgspec.json.encode(verdict)) | {"topics": names(verdict)}
    assert set(answer.pop("because")) <= set(told["because"])
    assert {key: told[key] for key in answer} == answer


# ── any text ──────────────────────────────────────────────────────────────────────────────────

PIECES = st.one_of(
    st.sampled_from(["داعش", "ديالى", "وبغداد", "المنتخب", "الوطني", "مجلس", "الأمن", "انفجار"]),
    st.sampled_from(["oil", "Kirkuk", "seçim", "دۆلار", "ـ", "|", "\u202e", "\ud800", "\x00"]),
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=12).map(" ".join))


@given(
    title=TEXTS,
    summary=st.none() | TEXTS,
    section=st.none() | TEXTS,
    marked=st.booleans(),
    always=st.lists(st.sampled_from([*TOPICS, "nonsense"]), max_size=4).map(tuple),
)
def test_any_text_gets_a_whole_verdict(
    title: str, summary: str | None, section: str | None, marked: bool, always: tuple[str, ...]
) -> None:
    """Topics are never empty, known, each once, best first; scores in (0, 1]; reasons are given."""
    verdict = judge(title, summary=summary, section=section, marked=marked, always=always)
    scores = [topic.score for topic in verdict.topics]
    assert scores
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in (*scores, verdict.urgency_score))
    assert len(set(names(verdict))) == len(scores)
    assert all(IPTC[topic.name] == topic.iptc for topic in verdict.topics)
    assert 1 <= len(verdict.because) <= 16
    assert set(always) - {"nonsense"} <= set(names(verdict))
    assert verdict.lang
    again = judge(title, summary=summary, section=section, marked=marked, always=always)
    assert again == verdict


@given(batch=st.lists(st.tuples(TEXTS, st.none() | TEXTS), max_size=9))
def test_reading_ahead_changes_no_verdict(batch: list[tuple[str, str | None]]) -> None:
    AHEAD.ahead(text for pair in batch for text in pair if text)
    for title, summary in batch:
        asked = {"title": title, "summary": summary, "section": None, "marked": False}
        assert AHEAD.classify(**asked, kind="feed") == judge(title, summary=summary)


def test_words_without_end_are_forgotten_in_time_and_change_no_verdict(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    classifier = Classifier()
    monkeypatch.setattr(model, "REMEMBERED", ROOM + 5)  # it holds six words before it forgets
    titles = [f"انفجار رقم{n} في بغداد كلمة{n}" for n in range(20)]
    for _ in range(2):
        classifier.ahead(titles)
        for title in titles:
            asked = {"title": title, "summary": None, "section": None, "marked": False}
            assert classifier.classify(**asked, kind="feed") == judge(title)
    assert len(classifier._reader) < 40


def test_sections_without_end_are_forgotten_in_time() -> None:
    """What 4,000 invented names leave in workers/classify, when more than it remembers went before; the
    fold, which is everybody's, has a bound of its own (streamer/text.py)."""
    desk = Desk(lists.packaged(), [], MIX)
    here = tracemalloc.Filter(inclusive=True, filename_pattern=f"{Path(lists.__file__).parent}/*")

    def held(numbers: range) -> int:
        for n in numbers:
            desk.judge(NOTHING_FOUND, None, section=f"رياضة ركن{n} قسم{n}", always=())
        traces = tracemalloc.take_snapshot().filter_traces([here])
        return sum(one.size for one in traces.statistics("filename"))

    tracemalloc.start()
    try:
        before = held(range(2_000))
        assert before > 0
        assert held(range(2_000, 6_000)) - before < 100_000  # 25 bytes a name
    finally:
        tracemalloc.stop()


def test_a_dateline_that_runs_into_the_next_word_harms_nothing() -> None:
    assert judge("بغداد اليومـديالى تشهد هدوءا").lang == "ar"


@given(title=TEXTS, kind=st.sampled_from(["ticker", "feed"]), outlets=st.integers(1, 9))
def test_a_mark_makes_urgent_and_nothing_lowers(title: str, kind: str, outlets: int) -> None:
    """A marked headline is urgent at least, above 0.6, and never below the same without its mark."""
    marked = judge(title, marked=True, kind=kind, outlets=outlets)
    plain = judge(title, kind=kind, outlets=outlets)
    assert marked.urgency != "routine"
    assert marked.urgency_score >= max(0.6, plain.urgency_score)
    assert "mark: the publisher's" in marked.because
    assert plain.urgency_score >= judge(title, kind=kind).urgency_score
    assert plain.urgency_score >= judge(title, kind="feed", outlets=outlets).urgency_score


URGENT = Path(__file__).parent / "data" / "classify" / "urgent.tsv"


@pytest.mark.parametrize(
    "case", [line.split("\t") for line in URGENT.read_text("utf-8").splitlines() if line[:1] != "#"]
)
def test_strong_words_make_urgent_unless_something_calms(case: list[str]) -> None:
    level, title = case
    assert judge(title).urgency == level


LEVELS = Path(__file__).parent / "data" / "classify" / "levels.tsv"


def test_levels_are_those_of_a_sober_desk() -> None:
    """Nearly all of them; none is two levels off, and of what is routine nothing interrupts a programme."""
    lines = LEVELS.read_text("utf-8").splitlines()
    cases = [line.split("\t") for line in lines if line[:1] != "#"]
    assert len(cases) > 150
    said = [(level, judge(title).urgency, title) for level, title in cases]
    wrong = [one for one in said if one[0] != one[1]]
    assert len(wrong) <= len(cases) // 30, wrong
    assert not [one for one in wrong if {"routine", "flash"} == set(one[:2])]


@pytest.mark.parametrize("number", ["99", "2011", "120"])
def test_a_hundred_dead_interrupt_a_programme_and_a_year_counts_nobody(number: str) -> None:
    level = judge(f"مقتل {number} شخصا في انفجار").urgency
    assert level == ("flash" if number == "120" else "urgent")


def test_what_may_be_a_match_is_urgent_only_beside_whom_it_befell() -> None:
    assert judge("إصابة سبعة أشخاص في هجوم").urgency == "urgent"
    assert judge("إصابة المدافع تبعده عن اللقاء").urgency == "routine"


def test_a_story_rises_when_outlets_tell_it_at_once() -> None:
    levels = [judge("حريق في سوق الشورجة", outlets=number).urgency for number in range(1, 6)]
    assert levels == sorted(levels, key=URGENCIES.index)
    assert levels[0] != levels[-1]
    prices = [judge("أسعار صرف الدولار صباح اليوم", outlets=number).urgency for number in (1, 9)]
    assert prices == ["routine", "routine"]


@pytest.mark.parametrize(
    "title", ["Zwqx vbnk", "Kjhgw pqrzt wvbx", "Bürgerfest verlegt", "Update 3"]
)
def test_a_title_of_unknown_words_says_nothing(title: str) -> None:
    """It is routine, on the ticker and with a second outlet too."""
    assert judge(title, kind="ticker", outlets=2).urgency == "routine"
    assert judge(title).urgency_score < 0.4


def test_the_learnt_part_adds_nothing_to_a_title_of_unknown_words() -> None:
    settings, bias = model.packaged().settings, float(model.packaged()._bias[-1])
    assert settings["ever"] + settings["learnt"] * bias == pytest.approx(bias, abs=1e-3)


def test_flash_is_rare() -> None:
    """A mark alone makes none, however strong the words; a grave word with a mark does."""
    assert judge("مقتل ثلاثة في انفجار بكركوك", marked=True).urgency == "urgent"
    assert judge("محاولة انقلاب عسكري في العاصمة", marked=True).urgency == "flash"
    assert judge("ذكرى محاولة الانقلاب العسكري", marked=True).urgency == "urgent"


def test_every_topic_has_an_iptc_code_of_its_own() -> None:
    assert list(IPTC) == list(TOPICS)
    assert len(set(IPTC.values())) == len(TOPICS)


# ── the lists ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", lists.PACKAGED)
def test_the_packaged_lists_have_no_fault(name: str) -> None:
    """They are not checked again when they are loaded."""
    text = (Path(lists.__file__).parent / name).read_text("utf-8")
    assert lists.parse(name, text) in lists.packaged()
    assert text.startswith("#")
    assert "To extend:" in text


def test_every_listed_section_leads_to_its_topic_in_other_spellings_too() -> None:
    dressings: list[Callable[[str], str]] = [
        str,
        str.upper,
        lambda s: f"  {s}ـ ",
        lambda s: f"# {s} |",
    ]
    for part in lists.packaged():
        for topic, sections in part.sections.items():
            for section in sections:
                for dress in dressings:
                    verdict = judge("", section=dress(section))
                    assert topic in names(verdict), dress(section)
                    assert verdict.topics[0].score == 0.97


def test_every_listed_word_is_found_and_raises_its_topic() -> None:
    """Beside the same model, the title with the listed word scores higher for its topic than without."""
    without = Desk([], [], MIX)
    reader = Reader([MIX_DESK.words])
    says = model.packaged()
    [said] = says.read([([says.learn("x")], ["x"])])
    for part in lists.packaged():
        for topic, phrases in part.words.items():
            for phrase in phrases:
                hits = reader.read(phrase).hits[0]
                assert any(topic in hit.values for hit in hits), phrase
                found = Found(hits, (), (), ())
                at = TOPICS.index(topic)
                higher = MIX_DESK.weighed(found, said)[at]
                assert higher > without.weighed(NOTHING_FOUND, said)[at], phrase


def test_every_spelling_of_a_place_gives_its_arabic_name() -> None:
    for part in lists.packaged():
        for name, spellings in (part.places.iraq | part.places.abroad).items():
            for spelling in spellings:
                assert name in judge(spelling).places, spelling


def test_a_spelling_stands_for_one_place() -> None:
    """But for the words that the lists settle by what stands beside them."""
    owner: dict[str, str] = {}
    for part in lists.packaged():
        for name, spellings in (part.places.iraq | part.places.abroad).items():
            for spelling in spellings:
                assert owner.setdefault(fold("x " + spelling), name) == name, spelling


PLACES = Path(__file__).parent / "data" / "classify" / "places.tsv"


@pytest.mark.parametrize(
    "case", [line.split("\t") for line in PLACES.read_text("utf-8").splitlines() if line[:1] != "#"]
)
def test_a_headline_names_these_places_and_no_other(case: list[str]) -> None:
    title, *places = case
    assert list(judge(title).places) == places


@pytest.mark.parametrize("clitic", ["و", "ف", "ب", "ك", "ل", "وب", "ول"])
@pytest.mark.parametrize("place", ["ديالى", "ميسان", "دهوك", "أربيل", "سنجار"])
def test_a_clitic_hides_no_place(clitic: str, place: str) -> None:
    assert judge(f"وفد رسمي {clitic}{place} غدا").places == (place,)


@pytest.mark.parametrize(
    "title", ["للموصل قصة أخرى", "وللموصل قصة أخرى", "بالموصل غدا", "والموصل أيضا", "في الموصل"]
)
def test_the_article_is_seen_behind_a_clitic(title: str) -> None:
    assert judge(title).places == ("الموصل",)


@pytest.mark.parametrize(
    "title", ["البغداديون يحتفلون", "ظهر بحلة جديدة", "الخلاف القائم", "مدارس حديثة"]
)
def test_part_of_a_word_or_an_ordinary_word_is_no_place(title: str) -> None:
    assert judge(title).places == ()


SORTED = Path(__file__).parent / "data" / "classify" / "topics.tsv"


def test_headlines_are_sorted_as_a_desk_would() -> None:
    """Nine in ten, in seven languages: the best topic is one of those that a desk would name."""
    lines = SORTED.read_text("utf-8").splitlines()
    cases = [line.split("\t") for line in lines if line[:1] != "#"]
    assert len(cases) > 400
    wrong = [(topics, title) for topics, title in cases if names(judge(title))[0] not in topics]
    assert len(wrong) <= len(cases) // 10, wrong


def test_a_headline_of_several_subjects_has_several_topics() -> None:
    assert {"economy", "politics"} <= set(names(judge("مجلس النواب يناقش سعر الصرف")))
    assert {"security", "world"} <= set(names(judge("غارات روسية على كييف ومقتل جنود أوكرانيين")))


def test_a_word_in_title_and_summary_counts_once() -> None:
    once = MIX_DESK.words.find(["داعش"])
    assert votes(Found(once, [*once, *once], (), ())) == votes(Found(once, (), (), ()))


# ── the user's own lists ──────────────────────────────────────────────────────────────────────


def test_the_users_own_lists_join_the_packaged_ones() -> None:
    own = """
    [sections]
    culture = ["ركن القراء"]
    [words]
    sports = ["سباق الهجن"]
    [places.iraq]
    "خان المخضر" = ["خان المخضر"]
    """
    classifier = Classifier([("own.toml", own)])
    verdict = classifier.classify(
        title="سباق الهجن في خان المخضر",
        summary=None,
        section="ركن القراء",
        marked=False,
        kind="feed",
    )
    assert names(verdict) == ["culture", "sports"]
    assert verdict.places == ("خان المخضر",)
    assert judge("سباق الهجن في خان المخضر").places == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[words]\nsport = ['x']", "words.sport: no such topic"),
        ("[words]\nsports = ['one two three four five']", "one to 4 words"),
        ("[words]\nsports = ['…']", "one to 4 words"),
        ("[words]\nsports = 'x'", "Expected `array`"),
        ("[[places.settled]]\nword = 'x'\nname = 'y'\nwith = ['a b']", "expected one word"),
        ("[places]\nnever = ['one two three four five']", "one to 4 words"),
        ("[wrods]\nsports = ['x']", "unknown field"),
        ("[words", "own.toml"),
    ],
)
def test_a_fault_in_a_users_list_is_told_with_its_file(text: str, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Classifier([("own.toml", text)])
    assert "own.toml" in str(caught.value)
    assert told in str(caught.value)


# ── phrases ───────────────────────────────────────────────────────────────────────────────────

LETTERS = st.sampled_from(["xa", "xb", "xc"])
PHRASES = st.lists(LETTERS, min_size=1, max_size=LONGEST).map(" ".join)


def found(phrases: Phrases[bool], text: str) -> list[Hit[bool]]:
    read = Reader([Phrases([]), phrases]).read(text)
    assert not read.hits[0]
    assert read.hits[1] == phrases.find(read.words)
    return read.hits[1]


def slowly(listed: list[str], text: list[str]) -> list[str]:
    """The same by trying every length at every word."""
    hits, at = [], 0
    while at < len(text):
        tries = [" ".join(text[at : at + n]) for n in range(LONGEST, 0, -1) if at + n <= len(text)]
        hit = next((phrase for phrase in tries if phrase in listed), None)
        hits += [hit] if hit else []
        at += len(hit.split()) if hit else 1
    return hits


@given(listed=st.lists(PHRASES, max_size=8), text=st.lists(LETTERS, max_size=10))
def test_the_longest_phrase_wins_and_spends_its_words(listed: list[str], text: list[str]) -> None:
    phrases = Phrases((phrase, True) for phrase in listed)
    assert [hit.phrase for hit in found(phrases, " ".join(text))] == slowly(listed, text)


def test_the_cost_of_finding_does_not_grow_with_the_list() -> None:
    """As many calls of built-in functions for a list of 3 as for one of 20,003."""
    title = "وزير النفط يصل إلى كربلاء غدا"

    def calls(phrases: Phrases[bool]) -> int:
        reader = Reader([phrases])
        reader.read(title)  # what is remembered of words is the same for both
        seen = 0

        def count(_frame: object, event: str, _arg: object) -> None:
            nonlocal seen
            seen += event in {"call", "c_call"}

        sys.setprofile(count)
        try:
            reader.read(title)
        finally:
            sys.setprofile(None)
        return seen

    few = [("وزير النفط", True), ("كربلاء", True), ("غدا", True)]
    many = few + [(f"word{n} next{n}", True) for n in range(20_000)]
    assert calls(Phrases(few)) == calls(Phrases(many))


# ── language ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("ar", "وزير الكهرباء يعلن خطة الصيف"),
        ("ar", "آبل تطلق iPhone 17 Pro Max في بغداد"),
        ("ar", "مصادر: گروپ جديد يظهر في البصرة"),
        ("ar", "عاجل"),
        ("ckb", "سەرۆکی هەرێم سەردانی بەغدا دەکات"),
        ("ckb", "نرخی دۆلار لە بازاڕەکانی سلێمانی"),
        ("fa", "وزیر امور خارجه ایران به عراق سفر می کند"),
        ("fa", "افزایش قیمت نفت در بازار جهانی"),
        ("ur", "وزیراعظم نے بڑے منصوبے کا اعلان کر دیا"),
        ("he", "ראש הממשלה נפגש עם שר החוץ"),
        ("tr", "Irak Başbakanı yarın Ankara'ya gelecek"),
        ("tr", "SON DAKİKA: İstanbul'da yangın"),
        ("ku", "Serokê Herêma Kurdistanê li Hewlêrê civiya"),
        ("en", "Baghdad airport to reopen after dust storm"),
        ("en", "Oil prices rise on supply fears"),
        ("fr", "Le ministre du pétrole est arrivé à Bassora"),
        ("es", "El presidente de Irak viaja a la capital"),
        ("de", "Der Präsident reist mit dem Minister nach Bagdad"),
        ("ar", "ڤيروس جديد"),
        ("en", "Iraq votes"),
        ("en", "Premier resigns"),
        ("fr", "Mort de Alain Delon"),
        ("fr", "Élections en Tunisie"),
        ("tr", "Ankara'da patlama"),
        ("ku", "Hewlêr: Civîna hikûmetê"),
        ("und", "2 - 1"),
        ("und", ""),
        ("und", "Ajil"),
        ("und", "Москва"),
    ],
)
def test_the_language_of_an_ordinary_headline_is_told(lang: str, title: str) -> None:
    assert EAR.tell(title) == lang


@pytest.mark.parametrize(
    ("lang", "title", "way"),
    [
        ("ar", "Update", "rtl"),
        ("ar-IQ", "Update", "rtl"),
        ("ckb", "Update", "rtl"),
        ("en", "Update", "ltr"),
        ("ku", "Hewlêr", "ltr"),
        ("ku", "هەولێر", "rtl"),
        ("und", "عاجل", "rtl"),
        ("und", "", "ltr"),
    ],
)
def test_the_way_of_reading_follows_the_language_then_the_letters(
    lang: str, title: str, way: str
) -> None:
    assert reading(lang, title) == way


def test_a_configured_language_is_believed() -> None:
    assert judge("Oil prices rise", lang="ar").lang == "ar"


@pytest.mark.shared
def test_real_arabic_headlines_are_told_to_be_arabic() -> None:
    """Of the Tunisian set at least 999 in 1,000, and none raises."""
    path = SHARED / "jawhara.tsv.gz"
    if not path.exists():
        not_given(f"THE REAL HEADLINES ARE NOT HERE: {path.name} is missing")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        told = [judge(row["title"]).lang for row in csv.DictReader(file, delimiter="\t")]
    assert told.count("ar") >= 0.999 * len(told) > 0

"""What a filter asks for: every key by itself, all together, and every way of writing them."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.settings import SubscriberSettings
from streamer.text import words
from workers.filters import EVENTS, Facts, check, from_query, from_settings
from workers.story import TOPICS, Event, Topic

EVENT = Event(
    id="k3v9", event="new", revision=1, story="s7", source="nahr-news", kind="ticker",
    sources=("sawt", "nahr-news"), outlet="nahr.example",
    title="انفجارات تهز حي العدل وسط بغداد", url=None,
    summary="الشرطة: لا ضحايا في الحادث", section=None, lang="ar-IQ", dir="rtl",
    published=None, published_raw=None, published_from=None,
    seen="2019-03-12T06:40:31Z", queued="2019-03-12T06:40:31Z", classified="2019-03-12T06:40:31Z",
    topics=(
        Topic(name="security", score=0.45, iptc="medtop:16000000"),
        Topic(name="local", score=0.4, iptc="medtop:03000000"),
    ),
    urgency="urgent", urgency_score=0.8, places=("بغداد",),
)  # fmt: skip


def wanted(event: Event = EVENT, **keys: Any) -> bool:
    subscriber = SubscriberSettings(name="desk", channel="redis", **keys)
    return from_settings(subscriber).wants(Facts.of(event))


def but(**changes: Any) -> Event:
    return msgspec.structs.replace(EVENT, **changes)


def titled(title: str, summary: str | None = None) -> Event:
    return but(title=title, summary=summary)


@pytest.mark.parametrize(
    ("keys", "meets"),
    [
        ({}, True),
        ({"topics": ("security",)}, True),  # below 0.5, but the best
        ({"topics": ("local",)}, False),  # below 0.5 and not the best
        ({"topics": ("sports", "security")}, True),
        ({"urgency": "urgent"}, True),
        ({"urgency": "flash"}, False),
        ({"sources": ("nahr-news",)}, True),
        ({"sources": ("sawt",)}, False),  # told the story earlier; this report is another's
        ({"places": ("بغداد", "البصرة")}, True),
        ({"places": ("البصرة",)}, False),
        ({"lang": ("ar",)}, True),
        ({"lang": ("AR-EG",)}, True),  # by primary subtag
        ({"lang": ("ckb",)}, False),
        ({"any": ("زلزال", "بغداد")}, True),
        ({"any": ("زلزال",)}, False),
        ({"all": ("بغداد", "ضحايا")}, True),  # one in the title, one in the summary
        ({"all": ("بغداد", "زلزال")}, False),
        ({"none": ("زلزال",)}, True),
        ({"none": ("زلزال", "ضحايا")}, False),
        ({"any": ("انفجار",)}, False),  # whole words only
        ({"any": ("انفجار*",)}, True),
        ({"topics": ("security",), "urgency": "flash"}, False),  # keys are ANDed
        ({"topics": ("security",), "any": ("بغداد",), "lang": ("ar",)}, True),
    ],
)
def test_keys_are_anded_and_values_are_ored(keys: dict[str, Any], meets: bool) -> None:
    assert wanted(**keys) is meets


@pytest.mark.parametrize("clitic", ["و", "ف", "ب", "ك", "ل", "ال", "لل", "وال", "بال", "ول"])
def test_what_is_written_to_the_front_of_an_arabic_word_is_ignored(clitic: str) -> None:
    event = titled(f"تحذير {clitic}محافظين الجدد")
    assert wanted(event, any=("محافظين",))
    assert wanted(event, any=("محافظين جدد",))
    assert wanted(event, any=("محافظ*",))
    assert not wanted(event, any=("حافظين",))


def test_the_article_that_a_filter_names_is_found_behind_other_clitics() -> None:
    for word in ("العراق", "والعراق", "بالعراق", "للعراق", "وللعراق"):
        assert wanted(titled(f"زيارة {word}"), any=("العراق",))
        assert wanted(titled(f"زيارة {word}"), any=("العر*",))


def test_both_sides_are_folded() -> None:
    assert wanted(titled("إنفِجـــار في الأنبار"), any=("انفجار",))
    assert wanted(titled("انفجار في الانبار"), any=("إِنفجار",), places=())
    assert wanted(titled("Blast in ERBIL"), any=("erbil",))
    assert wanted(but(places=("الأنبار",)), places=("الانبار",))


@pytest.mark.parametrize(
    ("phrase", "meets"),
    [
        ("حي العدل", True),
        ("العدل حي", False),
        ("حي وسط", False),
        ("تهز حي العدل وسط بغداد", True),
        ("انفجار* تهز", True),
        ("بغداد الشرطة", False),  # the end of the title and the start of the summary
        ("لا ضحايا", True),
        ("وسط بغداد الجديدة", False),
    ],
)
def test_a_phrase_is_words_one_behind_the_other_in_one_text(phrase: str, meets: bool) -> None:
    assert wanted(any=(phrase,)) is meets


def test_a_word_that_is_also_a_mark_of_urgency_is_a_word_within_a_headline() -> None:
    for phrase in ("عاجل", "اجتماع عاجل", "عاج*"):
        assert wanted(titled("اجتماع عاجل للحكومة"), any=(phrase,))
        assert not wanted(titled("اجتماع للحكومة"), any=(phrase,))


DEFAULT = [
    ("new", (), True), ("update", (), True), ("correction", (), True), ("withdrawn", (), True),
    ("follow", ("3 قتلى",), True), ("follow", (), False), ("repeat", (), False),
]  # fmt: skip


@pytest.mark.parametrize(("event", "fresh", "meets"), DEFAULT)
def test_unnamed_events_are_all_but_repeats_and_mere_retellings(
    event: str, fresh: tuple[str, ...], meets: bool
) -> None:
    assert wanted(but(event=event, fresh=fresh)) is meets


@given(st.sets(st.sampled_from(EVENTS), min_size=1), st.sampled_from(EVENTS))
def test_named_events_are_just_those_and_every_follow_among_them(
    names: set[str], event: str
) -> None:
    assert wanted(but(event=event), events=tuple(names)) is (event in names)


def test_late_events_go_only_where_late_is_set_and_tests_nowhere() -> None:
    assert not wanted(but(late=True))
    assert wanted(but(late=True), late=True)
    assert wanted(late=True)
    assert not wanted(but(test=True), late=True, events=EVENTS)


def test_a_query_asks_the_same_as_the_configuration() -> None:
    query = {
        "topics": ["security,local", "sports"],
        "urgency": ["urgent"],
        "any": ["انفجار*, حي العدل"],
        "lang": ["ar"],
        "late": ["true"],
        "places": [""],
    }
    settings = SubscriberSettings(
        name="desk", channel="redis", topics=("security", "local", "sports"), urgency="urgent",
        any=("انفجار*", "حي العدل"), lang=("ar",), late=True,
    )  # fmt: skip
    assert from_query(query) == from_settings(settings)
    assert from_query({}) == from_settings(SubscriberSettings(name="x", channel="redis"))


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ({"topic": ["sports"]}, 'filter: "topic" is unknown, expected one of '),
        ({"topics": ["secuirty"]}, "did you mean security?"),
        ({"urgency": ["hot"]}, 'urgency: "hot" is unknown'),
        ({"urgency": ["flash", "urgent"]}, "urgency: expected one of"),
        ({"events": ["nwe"]}, "did you mean new?"),
        ({"late": ["perhaps"]}, "late: expected true or false"),
        ({"late": ["true", "false"]}, "late: expected true or false"),
        ({"lang": ["عربي"]}, "lang: "),
        ({"any": ["*"]}, "any: "),
        ({"all": ["a*b"]}, "all: "),
        ({"none": ["!?"]}, "none: "),
    ],
)
def test_a_fault_in_a_query_is_named_with_its_key(query: dict[str, list[str]], fault: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        from_query(query)
    assert fault in str(caught.value)


def test_every_fault_is_listed_and_keys_of_others_are_none() -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        from_query({"token": ["x"], "topics": ["a", "b"], "late": ["no"]}, others=("token",))
    assert len(str(caught.value).splitlines()) == 3


def test_faults_of_a_subscriber_are_values_and_of_a_sound_one_none() -> None:
    assert check(SubscriberSettings(name="desk", channel="redis", topics=TOPICS)) == []
    wrong = SubscriberSettings(name="desk", channel="redis", topics=("x",), urgency="y", any=("*",))
    assert [fault.partition(":")[0] for fault in check(wrong)] == ["urgency", "topics", "any"]


@given(
    st.sampled_from(["any", "all", "none", "late", "topics", "lang", "places", "urgency"]),
    st.lists(st.text(max_size=20), max_size=3),
)
def test_no_query_whatever_raises_anything_but_a_fault(key: str, values: list[str]) -> None:
    try:
        asked = from_query({key: values})
    except ValueError:
        return
    asked.wants(Facts.of(EVENT))


@given(st.lists(st.text(max_size=20), max_size=3), st.text())
def test_a_headline_says_whatever_words_are_taken_from_it(parts: list[str], title: str) -> None:
    """A filter on a word of a headline, written as the headline has it, finds the headline."""
    event = titled(" ".join([title, *parts]))
    for word in words(event.title):
        assert wanted(event, any=(word,))
        assert wanted(event, all=(word[:1] + "*",))

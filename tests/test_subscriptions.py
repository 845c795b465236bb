"""Who is owed an event: the index finds what asking every filter would, and those told before."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamer.settings import SubscriberSettings
from workers.filters import EVENTS, Facts, from_settings
from workers.story import TOPICS, URGENCIES, Event, Topic
from workers.subscriptions import CARRIED_ON, Subscriptions

EVENT = Event(
    id="k3v9", event="new", revision=1, story="s7", source="nahr-news", kind="ticker",
    sources=("nahr-news",), outlet="nahr.example", title="فيضان يغمر طريق المطار", url=None,
    summary=None, section=None, lang="ar", dir="rtl",
    published=None, published_raw=None, published_from=None,
    seen="2019-03-12T06:40:31Z", queued="2019-03-12T06:40:31Z", classified="2019-03-12T06:40:31Z",
    topics=(Topic(name="local", score=0.9, iptc="medtop:03000000"),),
    urgency="routine", urgency_score=0.1,
)  # fmt: skip


def to(name: str, **keys: Any) -> SubscriberSettings:
    return SubscriberSettings(name=name, channel="redis", **keys)


VOCABULARY = (
    "فيضان",
    "الفيضان",
    "وفيضانات",
    "المطار",
    "مطار",
    "طريق",
    "بالطريق",
    "للطريق",
    "Erbil",
)
SOURCES = ("nahr-news", "sawt", "harbour-wire")
PLACES = ("بغداد", "البصرة", "أربيل")

some_words = st.lists(st.sampled_from(VOCABULARY), max_size=4).map(" ".join)
phrase = st.lists(
    st.tuples(st.sampled_from(VOCABULARY), st.sampled_from(["", "*"])).map("".join),
    min_size=1,
    max_size=2,
).map(" ".join)


def few(values: Any) -> Any:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


phrases = st.lists(phrase, max_size=2).map(tuple)
subscribers = st.lists(
    st.builds(
        SubscriberSettings,
        name=st.uuids(version=4).map(str),
        channel=st.just("redis"),
        topics=few(TOPICS),
        urgency=st.sampled_from(URGENCIES),
        sources=few(SOURCES),
        places=few(PLACES),
        lang=few(("ar", "en-GB")),
        any=phrases,
        all=phrases,
        none=phrases,
        events=few(EVENTS),
        late=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda one: one.name,
)
events = st.builds(
    lambda **fields: msgspec.structs.replace(EVENT, **fields),
    title=some_words,
    summary=st.none() | some_words,
    event=st.sampled_from(EVENTS),
    source=st.sampled_from(SOURCES),
    places=few(PLACES),
    lang=st.sampled_from(["ar-IQ", "en", "und"]),
    urgency=st.sampled_from(URGENCIES),
    topics=st.lists(
        st.builds(
            Topic, name=st.sampled_from(TOPICS), score=st.floats(0, 1), iptc=st.just("medtop:0")
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    fresh=few(("3 قتلى",)),
    late=st.sampled_from([True, msgspec.UNSET]),
    test=st.sampled_from([True, msgspec.UNSET, msgspec.UNSET]),
)


@given(subscribers, events, st.data())
def test_the_index_finds_whom_asking_every_filter_finds_and_all_who_were_told(
    desks: list[SubscriberSettings], event: Event, data: st.DataObject
) -> None:
    names = [desk.name for desk in desks]
    told = data.draw(st.sets(st.sampled_from([*names, "removed"])))
    owed = []
    for desk in sorted(desks, key=lambda desk: desk.name):
        asked = from_settings(desk)
        meets = event.event != "withdrawn" and asked.wants(Facts.of(event))
        again = event.event in CARRIED_ON and desk.name in told and asked.asks_for(event)
        if meets or again:
            owed.append(desk.name)
    assert Subscriptions(desks).match(event, told) == owed


@pytest.mark.parametrize("event", sorted(CARRIED_ON))
def test_who_was_told_hears_on_though_the_filter_no_longer_matches(event: str) -> None:
    changed = msgspec.structs.replace(EVENT, event=event, title="لا شيء")
    desks = Subscriptions([to("asks", any=("فيضان",)), to("asks-not", events=("new",))])
    assert desks.match(EVENT) == ["asks", "asks-not"]
    assert desks.match(changed) == []
    assert desks.match(changed, ("asks", "asks-not", "removed")) == ["asks"]


@pytest.mark.parametrize(
    ("event", "owed"), [("update", ["b"]), ("correction", ["b"]), ("withdrawn", [])]
)
def test_an_update_may_be_a_first_match_and_nobody_hears_first_of_a_withdrawal(
    event: str, owed: list[str]
) -> None:
    changed = msgspec.structs.replace(EVENT, event=event)
    assert Subscriptions([to("b", any=("فيضان",))]).match(changed) == owed


def test_who_was_told_hears_no_new_story_nor_repeat_for_that() -> None:
    desk = Subscriptions([to("desk", any=("زلزال",), events=EVENTS)])
    for event in ("new", "follow", "repeat"):
        assert desk.match(msgspec.structs.replace(EVENT, event=event), ["desk"]) == []


def test_names_are_sorted_and_each_stands_once() -> None:
    desks = [to(name, any=("فيضان", "مطار", "طر*")) for name in ("c", "a", "b")]
    assert Subscriptions(desks).match(EVENT, ("a", "c")) == ["a", "b", "c"]


def test_an_event_is_held_against_what_shares_something_with_it_and_nothing_else() -> None:
    """Of 3,000 filters on other words, other sources or other topics, none is looked at."""
    desks = Subscriptions(
        [to(f"w{n}", any=(f"كلمة{n}", f"بداية{n}*")) for n in range(1000)]
        + [to(f"s{n}", sources=(f"source-{n}",)) for n in range(1000)]
        + [to(f"t{n}", topics=("sports",)) for n in range(1000)]
        + [to("mine", any=("فيضان",))]
    )
    facts = Facts.of(EVENT)
    assert desks.candidates(facts) == {"mine"}
    assert desks.match(EVENT) == ["mine"]


def test_a_faulty_filter_is_refused_with_its_fault() -> None:
    with pytest.raises(ValueError, match="topics"):
        Subscriptions([to("desk", topics=("sprots",))])

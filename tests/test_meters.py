"""What is counted and measured: names, units, bounds."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from streamer.settings import SubscriberSettings
from workers.channels import webhook
from workers.delivery import Receiver
from workers.judged_log import Judged
from workers.meters import MOST_SOURCES, OTHER, Meters
from workers.story import Delivered, Event, GiveUp, Topic, TryAgain, encode

T0 = datetime(2024, 3, 12, 6, 40, tzinfo=UTC)
RECEIVER = Receiver(SubscriberSettings(name="desk", channel="webhook"), webhook, 60.0)


def an_event(**given: object) -> Event:
    values: dict[str, object] = {
        "id": "i1", "event": "new", "revision": 1, "story": "i1", "source": "nahrain",
        "kind": "ticker", "sources": ("nahrain",), "outlet": "nahrain.example",
        "title": "افتتاح جسر جديد", "url": None, "summary": None, "section": None, "lang": "ar",
        "dir": "rtl", "published": None, "published_raw": None, "published_from": None,
        "seen": T0.isoformat(), "queued": T0.isoformat(), "classified": T0.isoformat(),
        "topics": (Topic(name="local", score=0.9, iptc="medtop:0"),), "urgency": "routine",
        "urgency_score": 0.1,
    }  # fmt: skip
    return Event(**{**values, **given})  # type: ignore[arg-type]


def judged(event: Event) -> Judged:
    return Judged(event=event, data=encode(event), channel="", streams=(), others=())


def value(meters: Meters, name: str, **labels: str) -> float | None:
    return meters.registry.get_sample_value(name, labels)


def test_every_outcome_of_a_delivery_is_counted_by_channel() -> None:
    meters = Meters()
    for outcome in (Delivered(), TryAgain(why="503"), TryAgain(why="503"), GiveUp(why="404")):
        meters.delivered(RECEIVER, an_event(), outcome, T0)
    count = {
        outcome: value(meters, "ajil_deliveries_total", channel="webhook", outcome=outcome)
        for outcome in ("delivered", "try_again", "give_up")
    }
    assert count == {"delivered": 1, "try_again": 2, "give_up": 1}


def test_only_a_yes_measures_the_time_to_alert_and_publication_only_where_known() -> None:
    meters = Meters()
    published = (T0 - timedelta(seconds=40)).isoformat()
    meters.delivered(
        RECEIVER, an_event(published=published), Delivered(), T0 + timedelta(seconds=2)
    )
    meters.delivered(RECEIVER, an_event(), Delivered(), T0 + timedelta(seconds=3))
    meters.delivered(RECEIVER, an_event(published=published), TryAgain(why="x"), T0)
    labels = {"channel": "webhook", "source": "nahrain"}
    assert value(meters, "ajil_publication_to_alert_seconds_count", **labels) == 1
    assert value(meters, "ajil_publication_to_alert_seconds_sum", **labels) == 42
    assert value(meters, "ajil_sight_to_alert_seconds_count", **labels) == 2
    assert value(meters, "ajil_sight_to_alert_seconds_sum", **labels) == 5


def test_judgements_are_counted_by_event_and_measured_from_publication_and_arrival() -> None:
    meters = Meters()
    published = (T0 - timedelta(seconds=7)).astimezone().isoformat()
    later = (T0 + timedelta(seconds=1)).isoformat().replace("+00:00", "Z")
    meters.judged([judged(an_event(published=published, classified=later))])
    meters.judged([judged(an_event(event="repeat")), judged(an_event(event="repeat"))])
    assert value(meters, "ajil_events_total", event="new") == 1
    assert value(meters, "ajil_events_total", event="repeat") == 2
    assert value(meters, "ajil_publication_to_judgement_seconds_sum") == 8
    assert value(meters, "ajil_publication_to_judgement_seconds_count") == 1
    assert value(meters, "ajil_arrival_to_judgement_seconds_count") == 3


def test_visits_are_counted_by_source_and_outcome() -> None:
    meters = Meters()
    meters.visited("nahrain", "good", 0.2)
    meters.visited("nahrain", "failed", 20.0)
    assert value(meters, "ajil_visits_total", source="nahrain", outcome="good") == 1
    assert value(meters, "ajil_visit_duration_seconds_sum", outcome="failed") == 20


def test_sources_beyond_the_bound_share_one_label() -> None:
    meters = Meters()
    for number in range(MOST_SOURCES + 25):
        meters.visited(f"s{number}", "good", 0.1)
    assert value(meters, "ajil_visits_total", source=OTHER, outcome="good") == 25
    meters.visited("s3", "good", 0.1)
    assert value(meters, "ajil_visits_total", source="s3", outcome="good") == 2


ALL_EXAMPLES = Meters()


@given(st.text(), st.text(), st.datetimes(timezones=st.just(UTC)))
def test_nothing_that_an_event_holds_makes_a_meter_raise(
    seen: str, published: str, at: datetime
) -> None:
    """Clocks that differ give no negative time."""
    meters = ALL_EXAMPLES
    event = an_event(seen=seen, published=published, queued=seen, classified=at.isoformat())
    meters.delivered(RECEIVER, event, Delivered(), at)
    meters.delivered(RECEIVER, an_event(), Delivered(), at)
    meters.judged([judged(event), judged(an_event(classified=at.isoformat()))])
    assert (value(meters, "ajil_arrival_to_judgement_seconds_sum") or 0) >= 0


def test_the_text_is_prometheus_and_every_name_has_the_prefix_and_a_unit() -> None:
    meters = Meters()
    meters.waiting.set(7)
    meters.visited("nahrain", "good", 0.2)
    families = list(text_string_to_metric_families(meters.text().decode()))
    names = {family.name for family in families}
    assert {"ajil_headlines_waiting", "ajil_visits", "ajil_listeners_cut_off"} <= names
    assert all(re.fullmatch(r"ajil_[a-z_]+", name) for name in names)
    for family in families:
        if family.type == "histogram":
            assert family.name.endswith("_seconds")


def test_two_meters_in_one_process_do_not_meet() -> None:
    one, other = Meters(), Meters()
    one.visited("nahrain", "good", 0.1)
    assert value(other, "ajil_visits_total", source="nahrain", outcome="good") is None

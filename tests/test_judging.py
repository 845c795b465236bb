"""Laws of workers/judging: what several outlets say at once makes a story rise."""

from __future__ import annotations

from datetime import timedelta

from streamer.dates import utc
from streamer.headline import ENCODER
from streamer.keys import Keys
from streamer.stream import Entry
from tests.builders import BEGAN, a_headline, a_roster
from workers.classify import Classifier
from workers.dedupe import Index
from workers.judging import Judging
from workers.story import Event

TITLE = "حريق في سوق الشورجة"
CLASSIFIER = Classifier()


def told(*minutes: float, outlets: int = 9, title: str = TITLE) -> list[Event]:
    """The same title, told after so many minutes by one outlet after the other."""
    judging = Judging(
        index=Index(window=48 * 3600.0, keep=7 * 86400.0), classifier=CLASSIFIER,
        roster=a_roster(), keys=Keys("t"), stamps=None,
    )  # fmt: skip
    events = []
    for number, after in enumerate(minutes):
        seen = BEGAN + timedelta(minutes=after)
        name = f"outlet-{number % outlets}"
        headline = a_headline(number, title, source=name, outlet=f"{name}.example", seen=utc(seen))
        entry = Entry(b"%d-0" % number, ENCODER.encode(headline))
        judged, aside = judging.of([entry], seen)
        assert not aside
        events += [one.event for one in judged]
    return events


def test_outlets_that_tell_it_at_once_lift_a_story_once_for_each_level() -> None:
    events = told(0, 1, 2, 3, 4)
    assert events[0].urgency == "routine"
    risen = [event for event in events if event.event == "follow"]
    assert [event.urgency for event in risen] == ["urgent"]
    assert risen[0].fresh == ("urgency: routine → urgent",)
    assert any("outlets" in reason for reason in risen[0].because)


def test_reports_that_come_late_or_from_one_outlet_lift_nothing() -> None:
    for events in (told(0, 30, 60, 90, 120), told(0, 1, 2, 3, 4, outlets=1)):
        assert {event.event for event in events[1:]} == {"repeat"}
        assert {event.urgency for event in events} == {"routine"}


def test_prices_never_rise() -> None:
    events = told(0, 1, 2, 3, 4, title="أسعار صرف الدولار في بغداد صباح اليوم")
    assert {event.urgency for event in events} == {"routine"}

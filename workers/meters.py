"""What is counted and measured, for Prometheus: one registry a process, all names `ajil_…`.

Names carry their units (Prometheus, "Metric and label naming"); labels are bounded: outcomes, channels and
events are few by nature, and of sources so many are told apart as MOST_SOURCES, the rest is `other`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector

from workers.delivery import Receiver
from workers.judged_log import Judged
from workers.story import Delivered, Event, GiveUp, Outcome, TryAgain

MOST_SOURCES: Final = 1000
OTHER: Final = "other"

_OUTCOMES: Final[dict[type[Outcome], str]] = {
    Delivered: "delivered",
    TryAgain: "try_again",
    GiveUp: "give_up",
}
_VISIT: Final = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60)
_JUDGEMENT: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300)
_ALERT: Final = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20, 30, 60, 120, 300, 900, 3600, 21600)


class Meters:
    """The meters of one process. Everything may be called at any time, and raises nothing."""

    def __init__(self) -> None:
        self.registry: Final = CollectorRegistry()
        ProcessCollector(namespace="ajil", registry=self.registry)
        self._sources: set[str] = set()
        self._of_streamer()
        self._of_judge()
        self._of_delivery()
        self._of_console()

    # ── what others tell ──────────────────────────────────────────────────────────────────────

    def visited(self, source: str, outcome: str, seconds: float) -> None:
        """A visit to a source ended, `good` or `failed`."""
        self._visits.labels(self._known(source), outcome).inc()
        self._visit_seconds.labels(outcome).observe(max(0.0, seconds))

    def begun(self, late: float) -> None:
        """A visit began, `late` seconds after it was due."""
        self._visit_lag.observe(max(0.0, late))

    def judged(self, judged: Sequence[Judged]) -> None:
        """A batch was committed."""
        for one in judged:
            event = one.event
            self._events.labels(event.event).inc()
            classified = _moment(event.classified)
            _observe(self._published_to_judged, event.published, classified)
            _observe(self._queued_to_judged, event.queued, classified)

    def delivered(self, receiver: Receiver, event: Event, outcome: Outcome, at: datetime) -> None:
        """An attempt to deliver ended, at `at` (aware); a yes measures the time to alert."""
        channel = receiver.settings.channel
        self._deliveries.labels(channel, _OUTCOMES[type(outcome)]).inc()
        if isinstance(outcome, Delivered):
            source = self._known(event.source)
            _observe(self._published_to_alert.labels(channel, source), event.published, at)
            _observe(self._seen_to_alert.labels(channel, source), event.seen, at)

    def text(self) -> bytes:
        """Prometheus text format 0.0.4."""
        return generate_latest(self.registry)

    # ── the meters ────────────────────────────────────────────────────────────────────────────

    def _of_streamer(self) -> None:
        registry = self.registry
        self._visits = Counter(
            "ajil_visits", "Visits to sources", ("source", "outcome"), registry=registry
        )
        self._visit_seconds = Histogram(
            "ajil_visit_duration_seconds", "From the start of a visit to its end", ("outcome",),
            buckets=_VISIT, registry=registry,
        )  # fmt: skip
        self._visit_lag = Histogram(
            "ajil_visit_lag_seconds", "From the moment a visit is due to its begin",
            buckets=_JUDGEMENT, registry=registry,
        )  # fmt: skip
        self.waiting = Gauge(
            "ajil_headlines_waiting",
            "Headlines that no verdict is committed for",
            registry=registry,
        )

    def _of_judge(self) -> None:
        registry = self.registry
        self._events = Counter(
            "ajil_events", "Judged headlines, committed", ("event",), registry=registry
        )
        self._published_to_judged = Histogram(
            "ajil_publication_to_judgement_seconds",
            "From publication, where it is known, to judgement",
            buckets=_ALERT, registry=registry,
        )  # fmt: skip
        self._queued_to_judged = Histogram(
            "ajil_arrival_to_judgement_seconds",
            "From arrival on the headline stream to judgement",
            buckets=_JUDGEMENT, registry=registry,
        )  # fmt: skip

    def _of_delivery(self) -> None:
        registry = self.registry
        self._deliveries = Counter(
            "ajil_deliveries", "Attempts to deliver", ("channel", "outcome"), registry=registry
        )
        self._published_to_alert = Histogram(
            "ajil_publication_to_alert_seconds",
            "From publication, where it is known, to the receiver's yes",
            ("channel", "source"), buckets=_ALERT, registry=registry,
        )  # fmt: skip
        self._seen_to_alert = Histogram(
            "ajil_sight_to_alert_seconds",
            "From first sight to the receiver's yes",
            ("channel", "source"), buckets=_ALERT, registry=registry,
        )  # fmt: skip

    def _of_console(self) -> None:
        """Set by the console, when it is asked for the metrics."""

        def gauge(name: str, about: str, *labels: str) -> Gauge:
            return Gauge(name, about, labels, registry=self.registry)

        self.ready = gauge("ajil_ready", "1 while /readyz says yes")
        self.judging = gauge("ajil_judging", "1 while this process holds the judge's lease")
        self.failing = gauge("ajil_sources_failing", "Sources whose last visit here failed")
        self.owed = gauge("ajil_deliveries_owed", "Deliveries still owed", "subscriber")
        self.dead = gauge("ajil_dead_letters", "Deliveries that failed for good")
        self.listeners = gauge("ajil_listeners", "Readers of /events just now")
        self.cut_off = Counter(
            "ajil_listeners_cut_off",
            "Readers of /events that were too slow",
            registry=self.registry,
        )

    def _known(self, source: str) -> str:
        if source not in self._sources:
            if len(self._sources) >= MOST_SOURCES:
                return OTHER
            self._sources.add(source)
        return source


def _observe(histogram: Histogram, start: str | None, end: datetime | None) -> None:
    begun = _moment(start)
    if begun is not None and end is not None:
        # Clocks of different machines differ: what ended before it began took no time.
        histogram.observe(max(0.0, (end - begun).total_seconds()))


def _moment(text: str | None) -> datetime | None:
    """An aware moment, or None: unknown, or from an event that others wrote."""
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None

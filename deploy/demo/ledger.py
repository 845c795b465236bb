"""What was expected against what arrived, a way out at a time. Pure: times come in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from deploy.demo.afternoon import Alert
from streamer.text import fold


class Row(NamedTuple):
    """One way out in the summary; times in seconds, None where nothing arrived."""

    way: str
    expected: int
    welcome: int
    """Arrived beside those expected, as they may."""
    arrived: int
    missing: list[Alert]
    doubled: list[str]
    unexpected: list[str]
    p50: float | None
    p95: float | None


class Ledger:
    """`ways`: a way out → the alerts owed there. `welcome`: a way → alerts that may come there too, once
    (a better judge may find more to be urgent)."""

    def __init__(
        self, ways: Mapping[str, Sequence[Alert]], welcome: Mapping[str, Sequence[Alert]]
    ) -> None:
        self._owed = ways
        self._known = {way: [*ways[way], *welcome.get(way, ())] for way in ways}
        self._shown: dict[Alert, float] = {}
        self._got: dict[str, Counter[Alert]] = {way: Counter() for way in ways}
        self._unexpected: dict[str, list[str]] = {way: [] for way in ways}
        self._took: dict[str, list[float]] = {way: [] for way in ways}

    def shown(self, alert: Alert, at: float) -> None:
        """The site shows, from now on, what the alert is about."""
        self._shown[alert] = at

    def arrived(self, way: str, item: str, title: str, event: str, at: float) -> float | None:
        """Notes an alert; gives the seconds since the site showed it, where that is known."""
        alert = next(
            (
                one
                for one in self._known[way]
                if one.item == item and event in one.events and fold(one.title) == fold(title)
            ),
            None,
        )
        if alert is None:
            self._unexpected[way].append(f"{event} of {item}: {title}")
            return None
        self._got[way][alert] += 1
        if alert not in self._shown:
            return None
        took = at - self._shown[alert]
        self._took[way].append(took)
        return took

    def is_complete(self) -> bool:
        """Whether everything owed has arrived."""
        return not any(self._missing(way) for way in self._owed)

    def is_right(self) -> bool:
        """Whether everything owed has arrived once, and nothing else came."""
        return self.is_complete() and not any(row.doubled or row.unexpected for row in self.rows())

    def rows(self) -> list[Row]:
        return [self._row(way) for way in self._owed]

    def _missing(self, way: str) -> list[Alert]:
        return [alert for alert in self._owed[way] if not self._got[way][alert]]

    def _row(self, way: str) -> Row:
        got = self._got[way]
        doubled = [f"{one.item}: {one.title}" for one, count in got.items() if count > 1]
        took = sorted(self._took[way])
        return Row(
            way=way,
            expected=len(self._owed[way]),
            welcome=sum(alert not in self._owed[way] for alert in got),
            arrived=sum(got.values()) + len(self._unexpected[way]),
            missing=self._missing(way),
            doubled=doubled,
            unexpected=self._unexpected[way],
            p50=_quantile(took, 0.50),
            p95=_quantile(took, 0.95),
        )


def _quantile(ordered: Sequence[float], part: float) -> float | None:
    """Nearest rank."""
    if not ordered:
        return None
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]

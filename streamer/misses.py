"""What a ticker showed and its outlet's feed never did: a possible miss of the feed. Pure.

Items are told apart by their ids, which ticker and feed of one outlet share. What a ticker was the first to
show is waited for on the feed for LATE seconds; if the feed was well visited all the while and has not shown
it, it came and went between two visits, or never stood there. Since many tickers carry lines that no feed
has, nothing is counted before the feed has shown an item of the ticker at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

LATE: Final = 1800.0
MOST: Final = 500
"""Items of one outlet that are waited for."""


class _Outlet:
    def __init__(self) -> None:
        self.waited: dict[str, float] = {}
        self.shared = False


class Ledger:
    """Of all outlets of one process. Moments are epoch seconds."""

    def __init__(self) -> None:
        self._outlets: dict[str, _Outlet] = {}

    def ticker_told(self, outlet: str, ids: Iterable[str], at: float) -> None:
        """A ticker was the first to show these."""
        one = self._outlets.setdefault(outlet, _Outlet())
        for item in ids:
            if len(one.waited) < MOST:
                one.waited[item] = at

    def feed_shows(self, outlet: str, ids: Iterable[str], at: float) -> list[str]:
        """A good visit to a feed met `ids` for the first time; gives the ids that it never showed."""
        one = self._outlets.get(outlet)
        if one is None or not one.waited:
            return []
        for item in ids:
            one.shared |= one.waited.pop(item, None) is not None
        late = [item for item, since in one.waited.items() if at - since > LATE]
        for item in late:
            del one.waited[item]
        return late if one.shared else []

"""How much is measured."""

from __future__ import annotations

from typing import NamedTuple


class Sizes(NamedTuple):
    size: int = 20_000
    """Headlines on the stream."""
    rounds: int = 3
    seconds: float = 15.0
    """Of load that each row of the latency table gets, over all rounds."""
    rate: int = 200
    """Headlines a second, for the latency."""
    starts: int = 5
    sources: int = 10_000
    polling: float = 60.0
    """Seconds for which they are polled."""
    days: float = 28.0
    """Of publications that are replayed."""

"""What a ticker showed and the feed of its outlet did not."""

from __future__ import annotations

from streamer.misses import LATE, MOST, Ledger


def test_what_the_feed_never_showed_is_told_once_when_it_has_had_its_time() -> None:
    ledger = Ledger()
    ledger.ticker_told("nahr", ["a", "b"], 0.0)
    assert ledger.feed_shows("nahr", ["a"], 10.0) == []
    assert ledger.feed_shows("nahr", [], LATE) == []
    assert ledger.feed_shows("nahr", [], LATE + 1) == ["b"]
    assert ledger.feed_shows("nahr", [], 2 * LATE) == []


def test_a_ticker_that_has_its_own_lines_accuses_no_feed() -> None:
    ledger = Ledger()
    ledger.ticker_told("nahr", ["a", "b"], 0.0)
    assert ledger.feed_shows("nahr", ["c"], LATE + 1) == []


def test_outlets_know_nothing_of_each_other() -> None:
    ledger = Ledger()
    ledger.ticker_told("nahr", ["a", "b"], 0.0)
    assert ledger.feed_shows("bahr", ["a"], LATE + 1) == []


def test_what_is_waited_for_is_bounded() -> None:
    ledger = Ledger()
    ledger.ticker_told("nahr", [str(at) for at in range(2 * MOST)], 0.0)
    assert len(ledger.feed_shows("nahr", ["0"], LATE + 1)) == MOST - 1

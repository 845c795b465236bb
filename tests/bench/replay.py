"""How long after its publication a headline is discovered: learnt pace against one interval for all.

    publication times of 39 feeds (13 Egyptian outlets, 28 days) ─► visits by streamer.pace ─► delays
                                                                 └► one interval, as many requests

The pace learns as it goes, from how many headlines each of its own visits found, and from nothing else; both
rows see the same headlines and make the same number of requests, counted over all feeds and days. One
interval for all discovers after half of it in the mean, whatever comes. (Items that come independently, at
each feed's mean rate: intervals by the square root of it would give a mean of 0.71; by feed and hour of the
day 0.55.)
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from streamer import pace
from streamer.habit import Habit
from streamer.settings import SourceSettings
from tests.bench.sizes import Sizes
from tests.bench.table import Table, quantile

DATA: Final = Path(__file__).parents[3] / "shared/data/egypt2013.tsv.gz"
BEGIN: Final = datetime(2013, 1, 28, tzinfo=UTC)
"""The day on which all of the large feeds have begun."""
_AIMS: Final = (("median", 0.5), ("mean", 0.55), ("95th percentile", 1.0))


def measure(sizes: Sizes) -> Table:
    """Aims: median at most half, mean at most 0.55, 95th percentile no worse."""
    source = SourceSettings(name="feed", kind="feed", url="https://feed.example/")
    table = Table(
        f"replay: from publication to discovery, {sizes.days:g} days of real feeds, seconds",
        ("pace", "requests", "median", "mean", "95th percentile", "99th"),
    )
    if not DATA.exists():
        table.notes.append(f"NOT MEASURED: {DATA} is not there")
        return table
    begin, end = BEGIN.timestamp(), (BEGIN + timedelta(days=sizes.days)).timestamp()
    feeds = list(published(begin, end))
    delays: list[float] = []
    requests = sum(_learnt(source, feed, begin, end, delays) for feed in feeds)
    interval = len(feeds) * (end - begin) / requests
    fixed = [
        delay
        for at, feed in enumerate(feeds)
        for delay in _fixed(feed, begin + at / len(feeds) * interval, interval)
    ]
    ours, theirs = _figures(delays), _figures(fixed)
    wanted = f"learnt, every {source.every:g} s, at most {source.at_most:g} s"
    for name, figures in ((wanted, ours), (f"one interval for all, {interval:.1f} s", theirs)):
        table.rows.append((name, f"{requests:,.0f}", *(f"{one:.1f}" for one in figures)))
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    table.rows.append(("learnt, times one interval", "1", *(f"{one:.2f}" for one in ratios)))
    for (name, most), ratio in zip(_AIMS, ratios, strict=False):
        table.aim(f"{name} at most {most:g}: {ratio:.2f}", ratio <= most)
    table.notes.append(f"{len(feeds)} feeds, {len(delays):,} headlines; {DATA.name}")
    return table


def published(begin: float, end: float) -> Iterator[list[float]]:
    """The moments at which each feed published, in order, within the time that is replayed."""
    feeds: dict[tuple[str, str], list[float]] = defaultdict(list)
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            outlet, section, moment, _ = line.split("\t", 3)
            at = datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp()
            feed = feeds[outlet, section]
            if begin < at <= end:
                feed.append(at)
    for feed in feeds.values():
        yield sorted(feed)


def _learnt(
    source: SourceSettings, feed: Sequence[float], begin: float, end: float, delays: list[float]
) -> int:
    """Visits one feed as its habit says; gives the number of visits, and adds the delays."""
    habit, now, visits, seen = Habit(), begin, 0, 0
    while seen < len(feed) or now <= end:
        visits += now <= end
        found = seen
        while found < len(feed) and feed[found] <= now:
            delays.append(now - feed[found])
            found += 1
        habit.visited(now, found - seen)
        seen = found
        now += pace.after_good(source, habit, 0.5)
    return visits


def _fixed(feed: Sequence[float], first: float, interval: float) -> Iterator[float]:
    for at in feed:
        yield -(at - first) % interval


def _figures(delays: Sequence[float]) -> list[float]:
    mean = sum(delays) / len(delays)
    return [quantile(delays, 0.5), mean, quantile(delays, 0.95), quantile(delays, 0.99)]

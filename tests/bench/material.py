"""Real titles, as many as are asked for: egypt2013 beside this checkout, which is no part of the project."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from streamer import text
from streamer.dates import utc
from streamer.headline import Headline, identity
from workers.story import Event, Topic, encode

DATA: Final = Path(__file__).parents[3] / "shared/data/egypt2013.tsv.gz"
BEGAN: Final = datetime(2024, 3, 1, tzinfo=UTC)
_OPENING: Final = 11
"""Words of an article's first that are taken for a title."""


def titles(before: int, then: int) -> tuple[Iterator[str], list[str]]:
    """A window of so many titles, oldest first, and those that came `then`: the last of the material.

    Real titles are the newest of the window. Before them stand openings of articles, and, where more are
    asked for than there are, titles that begin as one and end as another.
    """
    csv.field_size_limit(1 << 24)
    with gzip.open(DATA, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows.sort(key=lambda row: row["published"])
    told = [row["title"] for row in rows if row["title"]]
    told, new = told[: len(told) - then], told[len(told) - then :]
    opened = [" ".join(row["lead"].split()[:_OPENING]) for row in rows if row["lead"]]
    mixed = max(0, before - len(told) - len(opened))

    def window() -> Iterator[str]:
        yield from islice(_mixed(told), mixed)
        yield from (*opened, *told)[-before + mixed :] if before > mixed else ()

    return window(), new


def _mixed(told: list[str]) -> Iterator[str]:
    """The first half of each with the second half of another: once with the next but 100, then 200, …"""
    for apart in range(100, len(told), 100):
        for at, title in enumerate(told):
            words, other = title.split(), told[at - apart].split()
            yield " ".join((*words[: len(words) // 2], *other[len(other) // 2 :]))


def shown(number: int, title: str) -> Headline:
    """As a poller publishes it; one each millisecond, so that all are in one window."""
    seen = utc(BEGAN + timedelta(milliseconds=number))
    return Headline(
        id=identity(f"n:{number}", BEGAN + timedelta(milliseconds=number)), source=f"desk-{number % 40}",
        kind="feed", outlet=f"desk-{number % 40}.example", title=text.title(title).text or "-", seen=seen,
        url=f"https://desk.example/{number}",
    )  # fmt: skip


def told(one: Headline) -> bytes:
    """As it stands on the log, the first report of a story of its own."""
    return encode(
        Event(
            id=one.id, event="new", revision=1, story=one.id, source=one.source, kind="feed",
            sources=(one.source,), outlet=one.outlet, title=one.title, url=one.url, summary=None,
            section=None, lang="ar", dir="rtl", published=None, published_raw=None, published_from=None,
            seen=one.seen, queued=one.seen, classified=one.seen,
            topics=(Topic(name="misc", score=0.5, iptc=""),), urgency="routine", urgency_score=0.1,
        )
    )  # fmt: skip

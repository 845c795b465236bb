"""Who wants a headline: the index of subscriptions, beside an Aho-Corasick automaton and asking everybody.

    words of egypt2013 ─► filters of ten words each, drawn evenly ─► index ─► real headlines

Each row is built and asked in a process of its own, for its memory. Times are what this thread computed
(CPU): other programs on the machine do not count.
"""

from __future__ import annotations

import gc
import gzip
import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final, NamedTuple

from streamer.settings import SubscriberSettings
from streamer.text import words
from tests.bench import headlines
from tests.bench.bodies import resident
from tests.bench.sizes import Sizes
from tests.bench.table import Table, quantile
from tests.builders import an_event
from workers.filters import Facts, Phrase, from_settings
from workers.story import Event
from workers.subscriptions import Subscriptions

DATA: Final = Path(__file__).parents[3] / "shared/data/egypt2013.tsv.gz"
WORDS: Final = 10
_MIB: Final = 1024 * 1024
_ASKED: Final = 2000
"""Headlines."""
_WIDE: Final = 0.3
"""Share of all who want one headline."""


class Row(NamedTuple):
    build: float
    """Seconds, as `took` and `wide`."""
    memory: int
    took: list[float]
    met: list[int]
    wide: float
    """For the one headline that very many want."""


Match = Callable[[Event], Sequence[object]]


def measure(sizes: Sizes) -> Table:
    """Aims: p99 under 1 ms, built in under 5 s, under 300 MiB."""
    count = sizes.size * 5
    table = Table(
        f"matching: one headline against {count:,} subscribers of {WORDS} words each, CPU",
        (
            "index",
            "built, s",
            "MiB",
            "p50, ms",
            "p99, ms",
            "meets, p50",
            f"{_WIDE:.0%} want it, ms",
        ),
        notes=[] if DATA.exists() else [f"INVENTED WORDS: {DATA} is not there"],
    )
    rows = {}
    for name, build in (
        ("Ajil", _ours),
        ("an Aho-Corasick automaton, sifted", _automaton),
        ("asking every filter", _each),
    ):
        # A process each: what one leaves behind in memory is not another's.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            rows[name] = row = alone.submit(
                _row, build, count, 3 if build is _each else _ASKED
            ).result()
        table.rows.append((
            name, f"{row.build:.2f}", f"{row.memory / _MIB:.0f}", f"{quantile(row.took, 0.5) * 1e3:.3f}",
            f"{quantile(row.took, 0.99) * 1e3:.3f}", f"{quantile(row.met, 0.5):.0f}", f"{row.wide * 1e3:.1f}",
        ))  # fmt: skip
    ours = rows["Ajil"]
    p99 = quantile(ours.took, 0.99) * 1e3
    table.aim(f"p99 under 1 ms: {p99:.2f} ms", p99 < 1)
    table.aim(f"built in under 5 s: {ours.build:.1f} s", ours.build < 5)
    table.aim(f"under 300 MiB: {ours.memory / _MIB:.0f}", ours.memory < 300 * _MIB)
    return table


def _row(build: Callable[[list[SubscriberSettings]], Match], count: int, asked: int) -> Row:
    titles = _titles()
    vocabulary = sorted({word for title in titles for word in words(title)})
    dice = random.Random(7)
    wide = "زلزال"
    subscribers = [
        SubscriberSettings(
            name=f"s{number}",
            channel="webhook",
            any=(
                *dice.sample(vocabulary, min(WORDS, len(vocabulary))),
                *((wide,) if number < count * _WIDE else ()),
            ),
        )
        for number in range(count)
    ]
    gc.collect()
    before, began = resident(), time.thread_time()
    match = build(subscribers)
    built = time.thread_time() - began
    gc.collect()
    memory = resident() - before
    events = [an_event(n, title=title) for n, title in enumerate(dice.choices(titles, k=asked))]
    took, met = [], []
    for event in events:
        began = time.thread_time()
        found = match(event)
        took.append(time.thread_time() - began)
        met.append(len(found))
    began = time.thread_time()
    assert len(match(an_event(0, title=f"{wide} يضرب"))) >= count * _WIDE
    return Row(built, memory, took, met, time.thread_time() - began)


def _titles() -> list[str]:
    if not DATA.exists():
        return list(headlines.titles(20_000))
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        next(lines)
        return [line.split("\t")[3] for line in lines]


def _ours(subscribers: list[SubscriberSettings]) -> Match:
    return Subscriptions(subscribers).match


def _each(subscribers: list[SubscriberSettings]) -> Match:
    known: dict[str, Phrase | None] = {}
    filters = [from_settings(one, known) for one in subscribers]

    def match(event: Event) -> list[int]:
        facts = Facts.of(event)
        return [number for number, one in enumerate(filters) if one.wants(facts)]

    return match


def _automaton(subscribers: list[SubscriberSettings]) -> Match:
    """All phrases in one automaton over the folded title; what it finds must begin at a word, or behind the
    prefix of one, and end with a word."""
    import ahocorasick_rs

    numbers: dict[str, int] = {}
    owners: defaultdict[int, list[int]] = defaultdict(list)
    folded: dict[str, str] = {}
    for place, one in enumerate(subscribers):
        for text in one.any:
            if text not in folded:
                folded[text] = " ".join(words("x " + text)[1:])
            owners[numbers.setdefault(folded[text], len(numbers))].append(place)
    patterns = list(numbers)
    automaton = ahocorasick_rs.AhoCorasick(patterns)

    def match(event: Event) -> list[int]:
        facts = Facts.of(event)
        title = f" {' '.join(words(event.title))} "
        said = set()
        for number, start, end in automaton.find_matches_as_indexes(title, overlapping=True):
            if title[end] == " " and number not in said:
                word = (
                    title.count(" ", 0, start)
                    - (title[start - 1] == " ")
                    - (title[start - 1] != " ")
                )
                first = patterns[number].partition(" ")[0]
                if title[start - 1] == " " or any(
                    first in forms for forms in facts.lines[0][word : word + 1]
                ):
                    said.add(number)
        return sorted({owner for number in said for owner in owners[number]})

    return match

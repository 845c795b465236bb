"""Labelled pairs of headlines, and what the judge makes of them.

A file of pairs is tab-separated: `case` (what distinguishes the two, or does not), `expect`, `first`,
`second`. The second is seen an hour after the first, by another outlet:

    repeat   it tells nothing new                      new      it is another story
    follow   new facts of the same story, told fresh   apart    either of the two
    retold   the same story in other words, nothing fresh

The files by people who had not read the judge begin with `class` and `expected`, and end with `minutes`
and `note`. There `follow` of the class `retelling` is `retold`, and a note that begins with `~` is a label
with a defensible neighbour: `follow` beside `new`, an empty `follow` beside `repeat`, fresh words or none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from streamer import text
from workers.dedupe.reports import Match, Meant, Reports

_DATA: Final = Path(__file__).parents[1] / "data"
OWN: Final = _DATA / "pairs.tsv"
DEVELOPMENT: Final = tuple(
    _DATA / name
    for name in (
        "pairs_heldback.tsv", "pairs_heldback2.tsv", "pairs_development3.tsv", "pairs_development4.tsv",
        "pairs_development5.tsv", "pairs_development6.tsv", "pairs_development7.tsv",
        "pairs_development8.tsv", "pairs_development9.tsv", "pairs_development10.tsv",
        "pairs_development11.tsv", "pairs_development12.tsv", "pairs_development13.tsv",
        "pairs_development14.tsv", "pairs_development15.tsv", "pairs_development16.tsv",
        "pairs_development17.tsv", "pairs_development18.tsv", "pairs_development19.tsv",
        "pairs_development20.tsv", "pairs_development21.tsv", "pairs_development22.tsv",
        "pairs_development23.tsv", "pairs_development24.tsv", "pairs_development25.tsv",
        "pairs_development26.tsv", "pairs_development27.tsv", "pairs_development28.tsv",
        "pairs_development29.tsv", "pairs_development30.tsv", "pairs_development31.tsv",
        "pairs_development32.tsv", "pairs_development33.tsv", "pairs_development34.tsv",
        "pairs_development35.tsv", "pairs_reworded.tsv", "pairs_tongues.tsv", "pairs_outlets.tsv",
        "pairs_styles.tsv", "pairs_vetoes.tsv", "pairs_scenes.tsv",
    )
)  # fmt: skip
"""By people who had not read the judge, each measured once before it was looked at; and `pairs_reworded`,
`pairs_outlets` and `pairs_styles`, as one outlet words what another has, by who mended the judge: half of
them were missed at first; `pairs_tongues`, in other tongues than Arabic, by who mended how they are read;
`pairs_vetoes`, what tells two titles apart, by who mended the vetoes; and `pairs_scenes`, with what goes
without saying of an event, by who listed it."""
VETOES: Final = _DATA / "pairs_vetoes.tsv"
"""Of which each kind of difference is measured by itself; those of scenes have few pairs of most kinds."""
HELD_BACK: Final = tuple(_DATA / f"pairs_heldback{which}.tsv" for which in range(3, 13))
"""By ten people who had read neither the judge nor its pairs; for measuring only."""
_BEGIN: Final = datetime(2024, 3, 1, 6, 0, tzinfo=UTC)
_WINDOW: Final = timedelta(hours=48)


class Pair(NamedTuple):
    case: str
    expect: str
    first: str
    second: str
    minutes: float = 60.0
    """From the first to the second."""
    near: bool = False
    """The label has a defensible neighbour."""


class Ratio(NamedTuple):
    right: int
    all: int

    @property
    def share(self) -> float:
        return self.right / self.all if self.all else 1.0


def pairs(path: Path) -> Iterator[Pair]:
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "case\t", "class\t")):
            case, expect, first, second, *more = line.split("\t")
            if more and (case, expect) == ("retelling", "follow"):
                expect = "retold"
            minutes = float(more[0]) if more else 60.0
            yield Pair(case, expect, first, second, minutes, "".join(more[1:]).startswith("~"))


def judged(pair: Pair, meant: Meant | None = None) -> Match:
    """What the second is in the light of the first; `meant`: as the extra `semantic` has it."""
    reports = Reports(_WINDOW, meant)
    reports.add("first", "first", text.title(pair.first).text, "nahr.example", None, _BEGIN)
    later = _BEGIN + timedelta(minutes=pair.minutes)
    return reports.match(
        text.title(pair.second).text, "sawt.example", None, later, lambda item, now: True
    )


def right(pair: Pair, match: Match) -> bool:
    tells_fresh = match.kind == "follow" and bool(match.fresh)
    return {
        "repeat": match.kind == "repeat",
        "new": match.kind == "new",
        "follow": tells_fresh,
        "apart": match.kind == "new" or tells_fresh,
        "retold": match.kind == "follow" and not match.fresh,
    }[pair.expect]


def defensible(pair: Pair, match: Match) -> bool:
    """Right, or what the note of the pair allows beside it. No note allows a wrong `repeat`."""
    empty = match.kind == "follow" and not match.fresh
    neighbour = {
        "repeat": empty,
        "new": match.kind == "follow",
        "follow": match.kind in ("new", "follow"),
        "apart": False,
        "retold": match.kind == "follow",
    }[pair.expect]
    return right(pair, match) or (pair.near and neighbour)


def repeats(found: list[tuple[Pair, Match]]) -> tuple[Ratio, Ratio]:
    """Precision and recall of `repeat`."""
    told = [pair for pair, match in found if match.kind == "repeat"]
    hits = sum(pair.expect == "repeat" for pair in told)
    there = sum(pair.expect == "repeat" for pair, _ in found)
    return Ratio(hits, len(told)), Ratio(hits, there)


def by_case(found: list[tuple[Pair, Match]]) -> dict[str, Ratio]:
    """Of each case, how many are right."""
    cases: dict[str, Ratio] = {}
    for pair, match in found:
        so_far = cases.get(pair.case, Ratio(0, 0))
        cases[pair.case] = Ratio(so_far.right + right(pair, match), so_far.all + 1)
    return cases

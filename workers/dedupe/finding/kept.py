"""The reports that were told within the window, and how those are found that a title may have to do with.

told ─► Report ─► candidates (two of its rarest units) · kindred (one) · its story · usual (how common its
                  units and words are just now)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

import msgspec

from workers.dedupe.finding.candidates import RAREST, Candidates, words_mark
from workers.dedupe.finding.kindred import Kindred
from workers.dedupe.finding.look import Look, sought_by
from workers.dedupe.finding.stamp import sought
from workers.dedupe.finding.usual import Usual, counts
from workers.dedupe.words import rarity
from workers.dedupe.words.likeness import Profile, kin_heft, marks, packed, quick, written

StillTold = Callable[[str, datetime], bool]
_TRIMMED: Final = 4096


class Report(msgspec.Struct, frozen=True, gc=False):
    """A title that was told."""

    item: str
    story: str
    title: str
    outlet: str
    summary: bytes
    kin: tuple[str, ...]
    """Of all its units, the six rarest first."""
    packed: bytes
    """Of its title: how much its kin weigh, and its words as they are written (words.likeness)."""
    at: datetime

    @property
    def heft(self) -> float:
        """The weight of its kin."""
        return kin_heft(self.packed)


Stands = Callable[[Report], bool]
"""Whether a report is of the window, and was not taken back."""
Alike = tuple[float, Report]
"""A report with its likeness by equal units."""


class Kept:
    def __init__(self, window: timedelta) -> None:
        self._window: Final = window
        self._kept: Final[list[Report | None]] = []
        """By number, less `_base`; what is forgotten is None until the list is trimmed."""
        self._base = 0
        self._oldest = 0
        """Number of the oldest that is not forgotten."""
        self._counted: Final = bytearray()
        """The same: 1 for those that say what is usual."""
        self._by_story: Final[dict[str, Report | tuple[Report, ...]]] = {}
        """Story → its report, or its reports in order; tuples, which the garbage collector passes by."""
        self._candidates: Final = Candidates()
        self._kindred: Final = Kindred()
        self.usual: Final = Usual[str]()
        self.usual_words: Final = Usual[int]()
        """By their marks."""

    def __len__(self) -> int:
        return self._base + len(self._kept) - self._oldest

    # ── finding ───────────────────────────────────────────────────────────────────────────────

    def standing(self, now: datetime, still_told: StillTold) -> Stands:
        oldest = now - self._window
        return lambda report: report.at >= oldest and still_told(report.item, now)

    def newest(self, fold: str, stands: Stands) -> Report | None:
        """The report that was last told in words of this mark; a title without any word has none."""
        number = self._candidates.newest(words_mark(fold)) if fold else None
        return self._get(number, stands) if number is not None else None

    def ranked(self, looked: Look, least: float, stands: Stands) -> Iterator[Alike]:
        """The candidates that are like a title at all, the likest first, of equals the newest. Whether one
        still stands is asked as far as they are looked at."""
        found: list[tuple[float, int]] = []
        kept, base, own = self._kept, self._base, looked.own
        for number in self._candidates.find(looked.kin[:RAREST]):
            report = kept[number - base]
            if report is not None:
                like = quick(own, report.kin, report.heft)
                if like >= least:
                    found.append((like, number))
        found.sort(reverse=True)
        for like, number in found:
            report = self._get(number, stands)
            if report is not None:
                yield like, report

    def related(self, looked: Look, own: Profile[str], least: float, stands: Stands) -> list[Alike]:
        """Reports that share a rare unit with a title and are somewhat like it. `own`: with the weights of
        just now."""
        found: list[Alike] = []
        for number in self._kindred.find(looked.kin[:RAREST], own.weights):
            report = self._get(number, stands)
            if report is not None:
                like = quick(own, report.kin, report.heft)
                if like >= least:
                    found.append((like, report))
        return found

    def of_story(self, story: str, newest: int = 0) -> tuple[Report, ...]:
        """Its reports, in order, whether they stand or not; of the `newest` so many only (0: of all)."""
        there = self._by_story.get(story, ())
        return there[-newest:] if isinstance(there, tuple) else (there,)

    def _get(self, number: int, stands: Stands) -> Report | None:
        report = self._kept[number - self._base] if number >= self._base else None
        return report if report is not None and stands(report) else None

    # ── keeping ───────────────────────────────────────────────────────────────────────────────

    def add(
        self,
        item: str,
        story: str,
        title: str,
        outlet: str,
        summary: str | None,
        at: datetime,
        stamp: bytes = b"",
    ) -> None:
        """A title was told; `stamp`: what it is looked up by, where that is known already."""
        fold, drawn, kin = (sought(stamp) if stamp else None) or sought_by(title, summary)
        if not kin:
            return
        number = self._base + len(self._kept)
        words = written(fold)
        heft = sum(map(rarity.weight, kin))
        report = Report(item, story, title, outlet, drawn, kin, packed(words, heft), at)
        there = self.of_story(story)
        counted = counts(len(there))
        self._kept.append(report)
        self._counted.append(counted)
        self._by_story[story] = (*there, report) if there else report
        self._candidates.add(number, kin[:RAREST], words_mark(fold))
        self._kindred.add(number, kin[:RAREST])
        if counted:
            self.usual.add(kin)
            self.usual_words.add(words.weights)

    def move(self, items: frozenset[str], story: str) -> None:
        """The reports of these items belong to `story` from now on. Costs a look at every report: people
        do this, not the stream."""
        for place, report in enumerate(self._kept):
            if report is not None and report.item in items and report.story != story:
                self._drop_from_story(report)
                self._kept[place] = msgspec.structs.replace(report, story=story)
        if there := tuple(one for one in self._kept if one is not None and one.story == story):
            self._by_story[story] = there

    def _drop_from_story(self, report: Report) -> None:
        if rest := tuple([one for one in self.of_story(report.story) if one is not report]):
            self._by_story[report.story] = rest
        else:
            del self._by_story[report.story]

    def forget(self, now: datetime) -> None:
        """What was told longer than the window ago."""
        end = self._base + len(self._kept)
        while self._oldest < end:
            report = self._kept[self._oldest - self._base]
            assert report is not None
            if now - report.at <= self._window:
                break
            self._kept[self._oldest - self._base] = None
            self._drop_from_story(report)
            if self._counted[self._oldest - self._base]:
                self.usual.forget(report.kin)
                self.usual_words.forget(marks(report.packed))
            self._oldest += 1
        self._candidates.forget(self._oldest)
        self._kindred.forget(self._oldest)
        gone = self._oldest - self._base
        if gone > _TRIMMED or gone == len(self._kept):
            del self._kept[:gone]
            del self._counted[:gone]
            self._base = self._oldest

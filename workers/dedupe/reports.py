"""The reports that a headline is compared with, and what comes of it: new, a repeat, or a follow.

title ─► exact words told before? ─► candidates ─► compare each ─► does one tell the same? a repeat
                                                   └► how near is it to each whole story? a follow, or new
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, Literal, NamedTuple

import msgspec

from streamer import text
from workers.dedupe import lexicon
from workers.dedupe.candidates import RAREST, Candidates, rarest
from workers.dedupe.compare import DONE, TURNED, Relation, compare, elsewhere
from workers.dedupe.differences import differences
from workers.dedupe.fresh import fresh_words
from workers.dedupe.likeness import Profile, likeness, profile, quick
from workers.dedupe.parts import Count
from workers.dedupe.reading import Reading, read
from workers.dedupe.segments import participles
from workers.dedupe.sketch import another_article, sketch
from workers.dedupe.unnamed import names_no_story

StillTold = Callable[[str, datetime], bool]
Meant = Callable[[str, str], float]

_NEAR: Final = 0.33
"""Likeness from which on two titles are compared part by part."""
_ALIKE: Final = 0.5
"""Likeness from which on what tells two titles apart keeps one out of the other's story; and from which on
they may tell the same: of thousands of repeats none is less alike."""
_STORY: Final = 0.36
"""Likeness to a whole story from which on a title belongs to it."""
_OF_TWINS: Final = ("number", "weekday", "date", "ordinal", "month")
"""What tells two titles apart that are otherwise alike; in quite other words it is one more fact."""
_FIRST: Final = 3
"""Reports that are compared however little alike they are."""
_COMPARED: Final = 5
"""Reports that a title is compared with part by part: the likest."""
_MEMBERS: Final = 8
"""Reports of a story that a title is compared with, the newest."""
_TRIMMED: Final = 4096
_NEAR_IF_MEANT: Final = 0.22
"""The same as _NEAR, where the large model is asked too: it knows other words for the same."""
_ASKED: Final = 4
"""Reports of a story that it is asked of."""
_LOUD: Final = 5.0
"""A step of its cosine counts like five of the likeness in words, which spreads over five times as much."""
_ONE_THEME: Final = 0.885
"""Its cosine of titles that share a theme and no more; those of one event lie above."""


class Report(msgspec.Struct, frozen=True, gc=False):
    """A title that was told."""

    item: str
    story: str
    title: str
    outlet: str
    summary: bytes
    kin: tuple[str, ...]
    """Of all its units, the six rarest first."""
    heft: float
    """The weight of its kin."""
    at: datetime


class Look(NamedTuple):
    """A title as it is looked up."""

    reading: Reading
    nameless: bool
    fold: str
    kin: tuple[str, ...]
    """Of all its units, the six rarest first."""
    own: Profile


@lru_cache(maxsize=1_000)
def look(title: str) -> Look:
    """Remembered, for a title is judged first, then told."""
    reading = read(title)
    kin = _kin(reading)
    return Look(reading, names_no_story(reading), text.fold(title), kin, profile(kin))


class Match(NamedTuple):
    kind: Literal["new", "repeat", "follow"]
    story: str
    item: str
    why: str
    fresh: tuple[str, ...] = ()


_Near = tuple[Report, float, Relation]
"""A report of a story, how near a title is to it, and what the title is to it."""


class Reports:
    def __init__(self, window: timedelta, meant: Meant | None = None) -> None:
        """`meant`: how near two titles are in meaning (workers.meaning), where that is asked."""
        self._window: Final = window
        self._meant: Final = meant
        self._from: Final = _NEAR if meant is None else _NEAR_IF_MEANT
        self._kept: Final[list[Report | None]] = []
        """By number, less `_base`; what is forgotten is None until the list is trimmed."""
        self._base = 0
        self._oldest = 0
        """Number of the oldest that is not forgotten."""
        self._by_story: Final[dict[str, int | tuple[int, ...]]] = {}
        """Story → its report, or its reports in order; tuples, which the garbage collector passes by."""
        self._candidates: Final = Candidates()

    def __len__(self) -> int:
        return self._base + len(self._kept) - self._oldest

    # ── looking ───────────────────────────────────────────────────────────────────────────────

    def match(
        self, title: str, outlet: str, summary: str | None, now: datetime, still_told: StillTold
    ) -> Match:
        """What the title is to those that were told within the window."""
        looked = look(title)
        if looked.nameless:
            return Match("new", "", "", "its title names no story")
        twin = self._twin(looked, now, still_told)
        if twin is not None:
            if twin.outlet == outlet and another_article(twin.summary, sketch(summary)):
                return Match("new", "", "", "the outlet's title for another article")
            return Match("repeat", twin.story, twin.item, f"the same words as {twin.item}")
        return self._near(title, looked, now, still_told)

    def nearest(
        self, title: str, outlet: str, now: datetime, still_told: StillTold
    ) -> Report | None:
        """The report of `outlet` that is most like `title`, whatever tells them apart."""
        looked = look(title)
        found = self._ranked(looked.kin, looked.own, now, still_told)
        return next((report for _, report in found if report.outlet == outlet), None)

    def _ranked(
        self, kin: tuple[str, ...], own: Profile, now: datetime, still_told: StillTold
    ) -> list[tuple[float, Report]]:
        """The candidates that are like a title at all, the likest first, of equals the newest."""
        found: list[tuple[float, int]] = []
        for number in self._candidates.find(kin[:RAREST]):
            report = self._kept[number - self._base] if number >= self._base else None
            if report is not None:
                like = quick(own, report.kin, report.heft)
                if like >= self._from and self._get(number, now, still_told) is not None:
                    found.append((like, number))
        found.sort(reverse=True)
        return [
            (like, report) for like, number in found if (report := self._kept[number - self._base])
        ]

    def _near(self, title: str, looked: Look, now: datetime, still_told: StillTold) -> Match:
        """Compares from the likest report on. What is too little alike to tell the same is compared only
        where its story may be the one that the title belongs to: most of it never is."""
        stories: dict[str, list[tuple[float, Report]]] = {}
        compared: dict[str, Relation] = {}
        for rank, found in enumerate(self._ranked(looked.kin, looked.own, now, still_told)):
            like, report = found
            if rank >= _COMPARED or (rank >= _FIRST and like < _ALIKE):
                break
            if like >= _ALIKE:
                compared[report.title] = relation = _relation(looked, like, report)
                if relation.kind == "same":
                    return _repeat(report)
            stories.setdefault(report.story, []).append(found)
        best: tuple[float, str] | None = None
        joined: list[_Near] = []
        for most, story, whole in self._promising(looked, stories, now, still_told):
            if best is not None and most < best[0]:
                break
            near: list[_Near] = []
            apart = False
            for like, report in stories[story]:
                relation = compared.get(report.title) or _relation(looked, like, report)
                if relation.kind == "same":
                    return _repeat(report)
                if relation.kind != "other":
                    near.append((report, likeness(looked.kin, report.kin), relation))
                apart = apart or (relation.kind == "other" and like >= _ALIKE)
            if apart or not near:
                continue
            score = _nearness(near, whole)
            if self._meant is not None:
                score += self._lift(title, story, near, now, still_told)
            if score >= _STORY and (best is None or (score, story) > best):
                best, joined = (score, story), near
        if best is None:
            return Match("new", "", "", "nothing like it was told")
        return self._follow(title, looked.reading, best[1], joined, now, still_told)

    def _promising(
        self,
        looked: Look,
        stories: dict[str, list[tuple[float, Report]]],
        now: datetime,
        still_told: StillTold,
    ) -> list[tuple[float, str, float]]:
        """The stories that a title may belong to: how near to one it is at most, and to all that was told
        of it in the mean; the nearest first. What the large model adds is known only when it is asked."""
        found: list[tuple[float, str, float]] = []
        for story, near in stories.items():
            told = self._members(story, now, still_told, _MEMBERS)
            likes = [quick(looked.own, report.kin, report.heft) for report in told]
            whole = sum(likes) / max(1, len(likes))
            nearest = max(likeness(looked.kin, report.kin) for _, report in near)
            most = max(nearest, (nearest + whole) / 2) if self._meant is None else math.inf
            if most >= _STORY:
                found.append((most, story, whole))
        return sorted(found, reverse=True)

    def _lift(
        self,
        title: str,
        story: str,
        near: list[_Near],
        now: datetime,
        still_told: StillTold,
    ) -> float:
        """What nearness in meaning adds to that in words, or takes away; new facts lose nothing by it."""
        assert self._meant is not None
        told = [report.title for report, _, _ in near]
        told += [report.title for report in self._members(story, now, still_told, _ASKED)]
        likes = [self._meant(title, one) for one in list(dict.fromkeys(told))[:_ASKED]]
        lift = _LOUD * ((max(likes) + sum(likes) / len(likes)) / 2 - _ONE_THEME)
        facts = any(relation.kind == "facts" for _, _, relation in near)
        return max(0.0, lift) if facts else lift

    def _follow(
        self,
        title: str,
        reading: Reading,
        story: str,
        near: list[_Near],
        now: datetime,
        still_told: StillTold,
    ) -> Match:
        known: set[str] = set()
        counts: set[Count] = set()
        for report in self._members(story, now, still_told):
            told = read(report.title)
            known.update(told.units)
            counts.update(told.counts)
        report, _, relation = max(
            near, key=lambda one: (one[2].kind == "facts", one[1], one[0].item)
        )
        adds = min((one[2].adds for one in near), key=len)
        if relation.kind == "facts":
            adds = relation.adds
        tolls = [toll for toll in relation.tolls if Count(toll[2], toll[0]) not in counts]
        turned = relation.why.endswith(TURNED) or relation.why == DONE
        adds = tuple(part for part in adds if turned or part.unit not in known)
        fresh = fresh_words(title, reading, adds, tolls)
        why = "new facts of a known story" if fresh else "tells a known story again"
        return Match("follow", story, report.item, f"{why}: {report.item}", fresh)

    def _twin(self, looked: Look, now: datetime, still_told: StillTold) -> Report | None:
        """The report that last told these words; a title without any word has none. An accent may be all that
        tells two apart (tue, tué)."""
        fold = looked.fold
        number = self._candidates.newest(fold) if fold else None
        report = self._get(number, now, still_told) if number is not None else None
        if report is None or participles(report.title) != looked.reading.done:
            return None
        return report if text.fold(report.title) == fold else None

    def _members(
        self, story: str, now: datetime, still_told: StillTold, newest: int = 0
    ) -> list[Report]:
        """The reports of a story that stand, in order; of the `newest` so many only (0: of all)."""
        numbers = self._of(story)[-newest:]
        return [report for number in numbers if (report := self._get(number, now, still_told))]

    def _get(self, number: int, now: datetime, still_told: StillTold) -> Report | None:
        report = self._kept[number - self._base] if number >= self._base else None
        if report is None or now - report.at > self._window or not still_told(report.item, now):
            return None
        return report

    @staticmethod
    def rare(title: str) -> tuple[str, ...]:
        """What `title` is looked up by: two titles that share two of these are compared."""
        return look(title).kin[:RAREST]

    # ── keeping ───────────────────────────────────────────────────────────────────────────────

    def add(
        self, item: str, story: str, title: str, outlet: str, summary: str | None, at: datetime
    ) -> None:
        _, nameless, fold, kin, own = look(title)
        if nameless:
            return
        number = self._base + len(self._kept)
        self._kept.append(Report(item, story, title, outlet, sketch(summary), kin, own.heft, at))
        self._by_story[story] = (*self._of(story), number) if story in self._by_story else number
        self._candidates.add(number, kin[:RAREST], fold)

    def move(self, items: frozenset[str], story: str) -> None:
        """The reports of these items belong to `story` from now on. Costs a look at every report: people
        do this, not the stream."""
        for place, report in enumerate(self._kept):
            if report is None or report.item not in items or report.story == story:
                continue
            number = self._base + place
            self._drop_from_story(report.story, number)
            self._kept[place] = msgspec.structs.replace(report, story=story)
            self._by_story[story] = tuple(sorted((*self._of(story), number)))

    def _of(self, story: str) -> tuple[int, ...]:
        """The numbers of its reports, in order."""
        numbers = self._by_story.get(story, ())
        return (numbers,) if isinstance(numbers, int) else numbers

    def _drop_from_story(self, story: str, number: int) -> None:
        numbers = self._of(story)
        at = numbers.index(number)  # the first, where it is forgotten
        if numbers := numbers[:at] + numbers[at + 1 :]:
            self._by_story[story] = numbers
        else:
            del self._by_story[story]

    def forget(self, now: datetime) -> None:
        """What was told longer than the window ago."""
        end = self._base + len(self._kept)
        while self._oldest < end:
            report = self._kept[self._oldest - self._base]
            assert report is not None
            if now - report.at <= self._window:
                break
            self._kept[self._oldest - self._base] = None
            self._drop_from_story(report.story, self._oldest)
            self._oldest += 1
        self._candidates.forget(self._oldest)
        gone = self._oldest - self._base
        if gone > _TRIMMED or gone == len(self._kept):
            del self._kept[:gone]
            self._base = self._oldest


def _nearness(near: list[_Near], whole: float) -> float:
    """How near a title is to a whole story: half to the nearest report, half to all of them."""
    nearest = max(like for _, like, _ in near)
    facts = any(relation.kind == "facts" for _, _, relation in near)
    return nearest if facts else (nearest + whole) / 2


def _relation(looked: Look, like: float, report: Report) -> Relation:
    reading = looked.reading
    # That it is of another place is seen without reading it, where numbers say nothing before.
    away = "" if like < _ALIKE and reading.counts else elsewhere(looked.kin, report.kin)
    if away:
        return Relation("other", away)
    relation = compare(reading, read(report.title))
    if relation.kind == "other" and like < _ALIKE and relation.why.startswith(_OF_TWINS):
        return Relation("more", relation.why, differences(reading, read(report.title))[0])
    return relation


def _repeat(report: Report) -> Match:
    return Match("repeat", report.story, report.item, f"tells the same as {report.item}")


def _kin(reading: Reading) -> tuple[str, ...]:
    kin = dict.fromkeys(map(lexicon.kin, reading.units))
    rare = rarest(kin)
    for one in rare:
        del kin[one]
    return (*rare, *kin)

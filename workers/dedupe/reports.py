"""The reports that a headline is compared with, and what comes of it: new, a repeat, or a follow.

title ─► exact words told before? ─► candidates ─► compare each ─► does one tell the same? a repeat
                                                   └► how near is it to each whole story? a follow, or new
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, Literal, NamedTuple

import msgspec

from streamer import text
from workers.dedupe import belonging, lexicon
from workers.dedupe.belonging import (
    ENOUGH,
    ENOUGH_IF_MEANT,
    FAR,
    NONE,
    chance,
    chance_if_meant,
    whole,
)
from workers.dedupe.candidates import RAREST, Candidates, rarest, words_mark
from workers.dedupe.compare import DONE, TURNED, Relation, compare, elsewhere
from workers.dedupe.differences import differences
from workers.dedupe.fresh import fresh_words
from workers.dedupe.kindred import Kindred
from workers.dedupe.lexicon import DAY
from workers.dedupe.likeness import Profile, full, in_words, lowered, profile, quick, written
from workers.dedupe.parts import Count
from workers.dedupe.reading import Reading, read
from workers.dedupe.segments import participles
from workers.dedupe.sketch import another_article, sketch
from workers.dedupe.stamp import Sought, sought, stamped
from workers.dedupe.unnamed import names_no_story
from workers.dedupe.usual import Usual, counts

StillTold = Callable[[str, datetime], bool]
Meant = Callable[[str, str, tuple[str, ...]], float]
"""How near two titles are in meaning, as seen from the middle of what was told last."""

_NEAR: Final = 0.33
"""Likeness from which on two titles are compared part by part."""
_ALIKE: Final = 0.5
"""Likeness from which on what tells two titles apart keeps one out of the other's story; and from which on
they may tell the same: of thousands of repeats none is less alike."""
_OWN: Final = 2
"""Units that a title has and a report has not, from which on it is no repeat, unless it belongs to the story:
of five thousand repeats eighty have as many, and all of those do."""
_OF_TWINS: Final = ("number", "weekday", "date", "ordinal", "month")
"""What tells two titles apart that are otherwise alike; in quite other words it is one more fact."""
_OF_A_TWIN: Final = "number"
"""What excludes a report only where it is all that tells two titles apart."""
_TWINS: Final = 0.7
"""Likeness from which on two titles are one but for what tells them apart."""
_OF_WORDS: Final = ("word", "roles")
"""What says little where the words around it are others too."""
_ADDED: Final = 2
"""Parts that a title adds where they are not."""
_FIRST: Final = 3
"""Reports that are compared however little alike they are."""
_COMPARED: Final = 5
"""Reports that a title is compared with part by part: the likest."""
_ALL_WORDS: Final = 1.000001
"""Likeness by words as written that none exceeds."""
_MEMBERS: Final = 8
"""Reports of a story that a title is compared with, the newest."""
_TRIMMED: Final = 4096
_A_DAY: Final = timedelta(hours=20)
"""From which on the today of a title is another one."""
_NEAR_IF_MEANT: Final = 0.22
"""The same as _NEAR, where the large model is asked too: it knows other words for the same."""
_RELATIVES: Final = 0.3
"""Likeness by equal units from which on relatives are looked for as well, which takes longer."""
_AT_ALL: Final = 0.17
"""Likeness by equal units that a report needs that was found by one of them."""
_STORIES: Final = 6
"""Stories that a title is weighed against: the likest."""
_LEAST: Final = belonging.least(ENOUGH)
"""Odds with one of its reports that a story needs."""
_LEAST_IF_MEANT: Final = -5.0
_AT_ALL_IF_MEANT: Final = 0.1
_AMID: Final = 32
"""Reports that were told last, from whose middle its answers are seen."""
_ASKED: Final = 4
"""Reports of a story that the large model is asked of, and the likest."""


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
    counted: bool
    """Among those that say what is usual."""


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
_Alike = tuple[float, Report]
"""A report with its likeness by equal units."""
_Likes = dict[str, tuple[Report, float]]
"""Title → its report, and the odds that a title tells of its event: of one story."""


class _Mine(NamedTuple):
    """A title with the weights of just now."""

    kin: Profile
    words: Profile
    at: datetime


class _Measured(NamedTuple):
    """How near a title is to a report by what is quickly seen."""

    report: Report
    units: float
    """Likeness by units."""
    hefts: float
    """The product of their weights."""
    at_best: float
    """The most that the odds may be."""


class Reports:
    def __init__(self, window: timedelta, meant: Meant | None = None) -> None:
        """`meant`: how near two titles are in meaning (workers.meaning), where that is asked."""
        self._window: Final = window
        self._meant: Final = meant
        self._from: Final = _NEAR if meant is None else _NEAR_IF_MEANT
        self._enough: Final = ENOUGH if meant is None else ENOUGH_IF_MEANT
        self._kept: Final[list[Report | None]] = []
        """By number, less `_base`; what is forgotten is None until the list is trimmed."""
        self._base = 0
        self._oldest = 0
        """Number of the oldest that is not forgotten."""
        self._by_story: Final[dict[str, int | tuple[int, ...]]] = {}
        """Story → its report, or its reports in order; tuples, which the garbage collector passes by."""
        self._candidates: Final = Candidates()
        self._kindred: Final = Kindred()
        self._usual: Final = Usual()
        self._usual_words: Final = Usual()

    def __len__(self) -> int:
        return self._base + len(self._kept) - self._oldest

    # ── looking ───────────────────────────────────────────────────────────────────────────────

    def match(
        self, title: str, outlet: str, summary: str | None, now: datetime, still_told: StillTold
    ) -> Match:
        """What the title is to those that were told within the window."""
        fold = text.fold(title)
        twin = self._newest(fold, now, still_told)
        if twin is None or twin.title != title:  # else all that is to be read was read of the twin
            looked = look(title)
            if looked.nameless:
                return Match("new", "", "", "its title names no story")
            if twin is None or not _same_words(looked, twin):
                return self._near(title, looked, now, still_told)
        if now - twin.at >= _A_DAY and _of_another_day(look(title), twin, now):
            return Match("new", "", "", "the same words, told of another day")
        if twin.outlet == outlet and another_article(twin.summary, sketch(summary)):
            return Match("new", "", "", "the outlet's title for another article")
        return Match("repeat", twin.story, twin.item, f"the same words as {twin.item}")

    def nearest(
        self, title: str, outlet: str, now: datetime, still_told: StillTold
    ) -> Report | None:
        """The report of `outlet` that is most like `title`, whatever tells them apart."""
        looked = look(title)
        found = self._ranked(looked.kin, looked.own, now, still_told)
        return next((report for _, report in found if report.outlet == outlet), None)

    def _ranked(
        self, kin: tuple[str, ...], own: Profile, now: datetime, still_told: StillTold
    ) -> Iterator[tuple[float, Report]]:
        """The candidates that are like a title at all, the likest first, of equals the newest. Whether one
        still stands is asked as far as they are looked at."""
        found: list[tuple[float, int]] = []
        kept, base, least = self._kept, self._base, self._from
        for number in self._candidates.find(kin[:RAREST]):
            report = kept[number - base]
            if report is not None:
                like = quick(own, report.kin, report.heft)
                if like >= least:
                    found.append((like, number))
        found.sort(reverse=True)
        for like, number in found:
            report = self._get(number, now, still_told)
            if report is not None:
                yield like, report

    def _near(self, title: str, looked: Look, now: datetime, still_told: StillTold) -> Match:
        """Compares from the likest report on, but only what decides: reports that it may repeat, then those
        of stories that it may belong to. Most of those that are found are neither."""
        own = self._usual.weighed(looked.own)
        words = self._usual_words.weighed(written(looked.fold))
        mine = _Mine(own, words, now)
        stories: dict[str, dict[str, _Alike]] = {}
        close: dict[str, Relation | None] = {}
        """Title → what it is to a report that may tell the same, as far as that was asked."""
        likest: dict[str, Report] = {}
        """Story → the likest of them, which lets the title in or keeps it out."""
        for rank, (like, report) in enumerate(
            self._ranked(looked.kin, looked.own, now, still_told)
        ):
            if rank >= _COMPARED or (rank >= _FIRST and like < _ALIKE):
                break
            relation = None
            if like >= _ALIKE:
                likest.setdefault(report.story, report)
                if _adds_little(looked, report):
                    relation = _relation(looked, like, report, now)
                    if relation.kind == "same":
                        return _repeat(report)
            close[report.title] = relation
            if own.cuts:
                like = quick(own, report.kin, report.heft)
            stories.setdefault(report.story, {})[report.title] = like, report
        for like, report in self._related(looked, own, now, still_told):
            stories.setdefault(report.story, {}).setdefault(report.title, (like, report))
        told_last = self._kept[-_AMID:] if self._meant is not None else ()
        amid = tuple(report.title for report in told_last if report is not None)
        best: tuple[float, str] | None = None
        joined: list[_Near] = []
        left = _STORIES

        def wins(odds: float) -> bool:
            return self._at_most(odds) >= (best[0] if best else self._enough)

        for _, story, likes in self._promising(mine, stories, wins):
            if not left:
                break
            if story in likest:
                relation = _asked(close, looked, likest[story], now)
                if relation.kind == "same":
                    return _repeat(likest[story])
            left -= 1
            for report in self._members(story, now, still_told, _MEMBERS):
                if report.title not in likes:
                    like = quick(own, report.kin, report.heft)
                    likes[report.title] = report, _odds(mine, _measured(mine, like, report))
            near: list[_Near] = []
            facts = 0.0
            asked = [one for one in likes if one in close]
            if not asked:  # to read a title again takes longer than all else here
                if self._whole(title, likes, amid, now) < (best[0] if best else self._enough):
                    continue
                asked = [_likest(likes)]
            for told in asked:
                report, like = likes[told]
                relation = _asked(close, looked, report, now)
                if relation.kind == "same" and told in close:
                    return _repeat(report)
                if relation.kind == "other" and _excludes(looked, report, relation):
                    likes[told] = report, NONE
                    continue
                if relation.kind == "facts":
                    facts = max(facts, chance(like))
                elif relation.why.startswith((*_OF_TWINS, *_OF_WORDS)):
                    likes[told] = report, like - FAR
                if relation.kind != "other":
                    near.append((report, like, relation))
            score = max(facts, self._whole(title, likes, amid, now))
            if score >= self._enough and (best is None or (score, story) > best):
                best, joined = (score, story), near or [_apart(looked, likes)]
        if best is None:
            return Match("new", "", "", "nothing like it was told")
        return self._follow(title, looked.reading, best[1], joined, now, still_told)

    def _related(
        self, looked: Look, own: Profile, now: datetime, still_told: StillTold
    ) -> list[_Alike]:
        """Reports that share a rare unit with a title and are somewhat like it, with their likeness."""
        found: list[_Alike] = []
        least = _AT_ALL if self._meant is None else _AT_ALL_IF_MEANT
        for number in self._kindred.find(looked.kin[:RAREST], own.weights):
            report = self._get(number, now, still_told)
            if report is not None:
                like = quick(own, report.kin, report.heft)
                if like >= least:
                    found.append((like, report))
        return found

    def _promising(
        self, mine: _Mine, stories: dict[str, dict[str, _Alike]], wins: Callable[[float], bool]
    ) -> Iterator[tuple[float, str, _Likes]]:
        """The stories that a title may belong to, with the odds of what was found of them: the likest first,
        for as long as one `wins`. Whatever takes long is asked only where the rest leaves a chance."""
        least = _LEAST if self._meant is None else _LEAST_IF_MEANT
        waiting: list[tuple[float, str, list[_Measured]]] = []
        """With the most that each may have, the likest last; and those of which the odds are known."""
        ready: list[tuple[float, str, _Likes]] = []
        for story, some in stories.items():
            measured = [_measured(mine, like, report) for like, report in some.values()]
            at_best = max([one.at_best for one in measured])
            if at_best >= least:
                waiting.append((at_best, story, measured))
        waiting.sort(key=_likeness_then_story)
        while True:
            while waiting and not (ready and ready[-1][0] > waiting[-1][0]):
                at_best, story, measured = waiting.pop()
                if not wins(at_best):
                    waiting.clear()
                    break
                likes = {one.report.title: (one.report, _odds(mine, one)) for one in measured}
                most = max(like for _, like in likes.values())
                if most >= least:
                    ready.append((most, story, likes))
                    ready.sort(key=_likeness_then_story)
            if not ready or not wins(ready[-1][0]):
                return
            yield ready.pop()

    def _at_most(self, like: float) -> float:
        """What a story can score whose likest report is so like. What the large model says is not known
        before it is asked."""
        return chance(like) if self._meant is None else 1.0

    def _whole(self, title: str, likes: _Likes, amid: tuple[str, ...], now: datetime) -> float:
        """How likely a title belongs to a story."""
        if self._meant is None:
            return whole([chance(like) for _, like in likes.values()])
        asked = sorted(likes.values(), key=lambda one: (one[0].at, one[0].item))[-_ASKED:]
        likest = likes[_likest(likes)]
        if likest not in asked:
            asked.append(likest)
        return whole(
            [
                chance_if_meant(like, self._meant(title, report.title, amid), _hours(report, now))
                for report, like in asked
            ]
        )

    def _follow(
        self,
        title: str,
        reading: Reading,
        story: str,
        near: list[_Near],
        now: datetime,
        still_told: StillTold,
    ) -> Match:
        report, _, relation = max(
            near, key=lambda one: (one[2].kind == "facts", one[1], one[0].item)
        )
        adds = min((one[2].adds for one in near), key=len)
        if relation.kind == "facts":
            adds = relation.adds
        turned = relation.why.endswith(TURNED) or relation.why == DONE
        asked = set() if turned else {part.unit for part in adds}
        known, counts = self._told(story, asked, relation.tolls, now, still_told)
        tolls = [toll for toll in relation.tolls if Count(toll[2], toll[0]) not in counts]
        adds = tuple(part for part in adds if part.unit not in known)
        fresh = fresh_words(title, reading, adds, tolls)
        why = "new facts of a known story" if fresh else "tells a known story again"
        return Match("follow", story, report.item, f"{why}: {report.item}", fresh)

    def _told(
        self,
        story: str,
        units: set[str],
        tolls: Sequence[tuple[str, float, float]],
        now: datetime,
        still_told: StillTold,
    ) -> tuple[set[str], set[Count]]:
        """Which of these units, and what numbers beside those of `tolls`, a story told already. Only
        those are read whose kin have them: a story may have very many."""
        known: set[str] = set()
        counts: set[Count] = set()
        wanted = {f"{lexicon.NUMBER}{toll[2]:g}" for toll in tolls}.union(map(lexicon.kin, units))
        for number in self._of(story) if wanted else ():
            report = self._kept[number - self._base]
            if report is None or wanted.isdisjoint(report.kin):
                continue
            if self._get(number, now, still_told) is None:
                continue
            reading = read(report.title)
            known |= units & reading.told
            counts.update(reading.counts)
            if not tolls and known == units:
                break
        return known, counts

    def _newest(self, fold: str, now: datetime, still_told: StillTold) -> Report | None:
        """The report that was last told in words of this mark; a title without any word has none."""
        number = self._candidates.newest(words_mark(fold)) if fold else None
        return self._get(number, now, still_told) if number is not None else None

    def _members(
        self, story: str, now: datetime, still_told: StillTold, newest: int = 0
    ) -> list[Report]:
        """The reports of a story that stand, in order; of the `newest` so many only (0: of all)."""
        numbers = self._of(story)[-newest:]
        return [report for number in numbers if (report := self._get(number, now, still_told))]

    def _get(self, number: int, now: datetime, still_told: StillTold) -> Report | None:
        report = self._kept[number - self._base] if number >= self._base else None
        if report is None or report.at < now - self._window or not still_told(report.item, now):
            return None
        return report

    @staticmethod
    def rare(title: str) -> tuple[str, ...]:
        """What `title` is looked up by: two titles that share two of these are compared."""
        return look(title).kin[:RAREST]

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
        words, kin = (sought(stamp) if stamp else None) or _sought(title)
        if not kin:
            return
        number = self._base + len(self._kept)
        heft = sum(map(lexicon.weight, kin))
        counted = counts(len(self._of(story)))
        self._kept.append(
            Report(item, story, title, outlet, sketch(summary), kin, heft, at, counted)
        )
        self._by_story[story] = (*self._of(story), number) if story in self._by_story else number
        self._candidates.add(number, kin[:RAREST], words)
        self._kindred.add(number, kin[:RAREST])
        if counted:
            self._usual.add(kin)
            self._usual_words.add(dict.fromkeys(text.words(title)))

    @staticmethod
    def stamp(title: str) -> bytes:
        """What `add` may be given with this title."""
        return stamped(_sought(title))

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
            if report.counted:
                self._usual.forget(report.kin)
                self._usual_words.forget(dict.fromkeys(text.words(report.title)))
            self._oldest += 1
        self._candidates.forget(self._oldest)
        self._kindred.forget(self._oldest)
        gone = self._oldest - self._base
        if gone > _TRIMMED or gone == len(self._kept):
            del self._kept[:gone]
            self._base = self._oldest


def _same_words(looked: Look, report: Report) -> bool:
    """Whether it was told in these words. An accent may be all that tells two apart (tue, tué)."""
    if participles(report.title) != looked.reading.done:
        return False
    return text.fold(report.title) == looked.fold


def _measured(mine: _Mine, like: float, report: Report) -> _Measured:
    """`like`: by equal units."""
    heft = lowered(mine.kin, report.kin, report.heft)
    if like >= _RELATIVES:
        like = full(mine.kin, report.kin, heft)
    hefts = mine.kin.heft * heft
    return _Measured(report, like, hefts, belonging.odds(like, _ALL_WORDS, hefts, 0.0))


def _odds(mine: _Mine, one: _Measured) -> float:
    """That a title tells of the event of a report."""
    report = one.report
    return belonging.odds(
        one.units,
        in_words(mine.words, report.title),
        one.hefts,
        _hours(report, mine.at),
        apart=bool(elsewhere(mine.kin.weights, report.kin)),
    )


def _likeness_then_story(one: tuple[float, str, object]) -> tuple[float, str]:
    return one[0], one[1]


def _hours(report: Report, now: datetime) -> float:
    """Since it was told."""
    return (now - report.at).total_seconds() / 3600


def _likest(likes: _Likes) -> str:
    return max(likes, key=lambda title: (likes[title][1], title))


def _apart(looked: Look, likes: _Likes) -> _Near:
    """What is told besides in a title that joins a story though something tells it apart from the nearest."""
    report, like = likes[_likest(likes)]
    return report, like, Relation("more", "", differences(looked.reading, read(report.title))[0])


def _adds_little(looked: Look, report: Report) -> bool:
    """Whether it may tell the same as the report, by how many units of its own it has."""
    weights = looked.own.weights
    return len(weights) - sum([unit in weights for unit in report.kin]) < _OWN


def _asked(
    close: dict[str, Relation | None], looked: Look, report: Report, now: datetime
) -> Relation:
    """What the title is to the report, kept in `close` where that has it."""
    relation = close.get(report.title)
    if relation is None:
        equal = quick(looked.own, report.kin, report.heft)
        relation = _relation(looked, equal, report, now)
        if report.title in close:
            close[report.title] = relation
    return relation


def _relation(looked: Look, like: float, report: Report, now: datetime) -> Relation:
    reading = looked.reading
    # That it is of another place is seen without reading it, where numbers say nothing before.
    away = "" if like < _ALIKE and reading.counts else elsewhere(looked.kin, report.kin)
    if away:
        return Relation("other", away)
    relation = compare(reading, read(report.title))
    if relation.kind == "same" and _of_another_day(looked, report, now):
        return Relation("other", "day: told of another day")
    if relation.kind == "other" and like < _ALIKE and relation.why.startswith(_OF_TWINS):
        return Relation("more", relation.why, differences(reading, read(report.title))[0])
    return relation


def _of_another_day(looked: Look, report: Report, now: datetime) -> bool:
    """Whether both say «today», and it is not the same day any more."""
    return (
        now - report.at >= _A_DAY
        and DAY in looked.reading.kinds
        and DAY in read(report.title).kinds
    )


def _excludes(looked: Look, report: Report, relation: Relation) -> bool:
    """Whether what tells a title apart from a report makes it another event. Another number does so in what
    is otherwise one title, another word where little else is added: two that tell much in other words are
    mostly of one event, of which they tell other things."""
    if relation.why.startswith(_OF_A_TWIN):
        return quick(looked.own, report.kin, report.heft) >= _TWINS
    few = relation.all_told or len(relation.adds) <= _ADDED
    return few or not relation.why.startswith(_OF_WORDS)


def _repeat(report: Report) -> Match:
    return Match("repeat", report.story, report.item, f"tells the same as {report.item}")


def _sought(title: str) -> Sought:
    looked = look(title)
    return Sought(words_mark(looked.fold), () if looked.nameless else looked.kin)


def _kin(reading: Reading) -> tuple[str, ...]:
    kin = dict.fromkeys(map(lexicon.kin, reading.units))
    rare = rarest(kin)
    for one in rare:
        del kin[one]
    return (*rare, *kin)

"""The fold of the judged log, and the verdicts that follow from it (the law stands in workers.dedupe).

items, stories   are kept for `keep` after they were last told
reports          titles that were told: they make a repeat or a follow for `window` after they were
                 told. A repeat tells nothing, so it makes no report, or what is posted daily would be
                 told once and never again; nor do the words of an item that was withdrawn make one
"""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from sys import intern
from typing import Any, Final

from streamer import text
from streamer.headline import Headline
from workers.dedupe.correction import corrected
from workers.dedupe.fresh import word_diff, words_left
from workers.dedupe.reports import Meant, Reports
from workers.dedupe.told import Match, Story, Told, Verdict
from workers.hand import Act, Hand
from workers.story import URGENCIES, Event, UrgencyName

_CHANGES: Final = {"edited": "the same item, edited", "marked": "the same item, now marked urgent"}
_REPORTED: Final = ("new", "follow", "update", "correction")
"""Events whose titles make reports."""
SOON: Final = timedelta(minutes=15)
"""Outlets that tell a story within it tell it at once: that makes it more urgent."""


class Index:
    """What the judge remembers: items and stories for `keep`, reports for `window` (seconds). `meant`: how
    near two titles are in meaning, where a large model is asked which story a title belongs to."""

    def __init__(self, *, window: float, keep: float, meant: Meant | None = None) -> None:
        self._keep: Final = timedelta(seconds=keep)
        self.items: Final[dict[str, Told]] = {}
        self.stories: Final[dict[str, Story]] = {}
        self._reports: Final = Reports(timedelta(seconds=window), meant)
        self._told_in_order: Final[deque[Any]] = deque()
        """When, item, story; when, item, story; and so on: flat, for a tuple each would be 64 bytes."""
        self._matched: tuple[object, Match] | None = None
        """What was looked up last, and since when nothing was told: a headline that many outlets tell is
        judged twice."""
        self.hand: Final = Hand()
        self.now: datetime | None = None

    def __len__(self) -> int:
        """Reports that a headline is compared with."""
        return len(self._reports)

    # ── judging ───────────────────────────────────────────────────────────────────────────────

    def judge(self, headline: Headline, urgency: UrgencyName) -> Verdict:
        """What `headline`, found to be of `urgency`, is in the light of all that was told before."""
        now = self._clock(headline.seen)
        known = self.items.get(headline.id)
        if known is not None and now - known.at > self._keep:
            known = None
        if headline.was == "withdrawn":
            return _withdrawn(headline, known)
        if known is not None:
            return self._shown_again(headline, known, urgency, now)
        if headline.was != "new":
            # It was learnt without a word (first visit of its source), and has changed since.
            same = headline.title if headline.was == "marked" else None
            return Verdict(
                "update", headline.id, 2, headline.id, _CHANGES[headline.was],
                headline.previous or same,
            )  # fmt: skip
        if correction := self._correction(headline, now):
            return correction
        match = self._match(headline, now)
        if match.kind == "repeat":
            return self._another_report(headline.id, 1, match, urgency)
        if match.kind == "follow":
            return Verdict("follow", headline.id, 1, match.story, match.why, None, match.fresh)
        return Verdict("new", headline.id, 1, headline.id, match.why)

    def sources_with(self, story: str, source: str) -> tuple[str, ...]:
        """All that told `story`, first first, `source` among them."""
        told = self.stories.get(story)
        if told is None:
            return (source,)
        return told.sources if source in told.sources else (*told.sources, source)

    def outlets_with(self, story: str, headline: Headline) -> int:
        """How many outlets, with that of `headline`, told `story` within SOON; 1 when it is older."""
        told = self.stories.get(story)
        if told is None or self._clock(headline.seen) - told.first > SOON:
            return 1
        return len(told.outlets | {headline.outlet})

    def owed(self, item_id: str, corrects: str | None) -> tuple[str, ...]:
        """Subscribers that were owed a revision of an item, or of the one that it corrects."""
        found = (self.items.get(one) for one in (item_id, corrects) if one)
        return tuple(dict.fromkeys(name for told in found if told for name in told.to))

    def _shown_again(
        self, headline: Headline, known: Told, urgency: UrgencyName, now: datetime
    ) -> Verdict:
        revision = known.revision + 1
        if known.event == "withdrawn":
            return Verdict(
                "update", headline.id, revision, known.story, "withdrawn, and there again", known.title
            )  # fmt: skip
        fold = text.fold(headline.title)
        edited = headline.was != "marked" and not (
            fold in known.earlier or fold == text.fold(known.title)
        )
        if not edited and (known.marked or not headline.marked):
            return Verdict(None, headline.id, known.revision, known.story, "shown unchanged")
        if edited and known.event != "repeat" and corrected(headline.title) is not None:
            return Verdict(
                "correction", headline.id, revision, known.story, "the publisher corrects it", known.title,
                corrects=headline.id,
            )  # fmt: skip
        if known.event != "repeat":
            change = _CHANGES["edited" if edited else "marked"]
            if edited and (diff := word_diff(known.title, headline.title)):
                change = f"{change}: {diff}"
            return Verdict("update", headline.id, revision, known.story, change, known.title)
        # Nobody was told of it as yet: it is judged afresh.
        if not edited:
            same = Match("repeat", known.story, known.story, "the same words, now marked")
            return self._another_report(headline.id, revision, same, urgency, known.title)
        match = self._match(headline, now)
        if match.kind == "repeat":
            return self._another_report(headline.id, revision, match, urgency, known.title)
        fresh = match.fresh if match.story == known.story else ()
        fresh = fresh or words_left(headline.title, (known.title, *known.earlier))
        return Verdict(
            "follow", headline.id, revision, known.story, "a repeat, edited", known.title, fresh
        )

    def _another_report(
        self,
        item_id: str,
        revision: int,
        match: Match,
        urgency: UrgencyName,
        previous: str | None = None,
    ) -> Verdict:
        """Another item that tells what was told: a repeat, unless it lifts the story's urgency."""
        story = match.story
        told = self.stories[story].urgency if story in self.stories else "routine"
        if URGENCIES.index(urgency) > URGENCIES.index(told):
            return Verdict(
                "follow", item_id, revision, story, f"the same, now {urgency}", previous,
                (f"urgency: {told} → {urgency}",),
            )  # fmt: skip
        return Verdict("repeat", item_id, revision, story, match.why, previous)

    def _correction(self, headline: Headline, now: datetime) -> Verdict | None:
        """The publisher corrects another item of its own: the one that is most like it."""
        rest = corrected(headline.title)
        if rest is None:
            return None
        report = self._reports.nearest(rest, headline.outlet, now, self._still_told)
        if report is None:
            return None
        return Verdict(
            "correction", headline.id, 1, report.story, "the publisher corrects another item",
            corrects=report.item,
        )  # fmt: skip

    def _match(self, headline: Headline, now: datetime) -> Match:
        asked = (headline.title, headline.outlet, headline.summary, now)
        if self._matched is None or self._matched[0] != asked:
            try:
                match = self._reports.match(*asked, self._still_told)
            except Exception as error:
                # Two titles that our rules break on: then it is told, not set aside.
                match = Match("new", "", "", f"not compared: {type(error).__name__}: {error}"[:200])
            self._matched = asked, match
        return self._matched[1]

    def _still_told(self, item_id: str, now: datetime) -> bool:
        """Whether what was told of an item stands: it was not taken back, and is not too old."""
        told = self.items.get(item_id)
        return told is not None and told.event != "withdrawn" and now - told.at <= self._keep

    # ── folding ───────────────────────────────────────────────────────────────────────────────

    def stamp(self, event: Event) -> bytes:
        """What spares those who fold the event the reading of its title."""
        if event.event not in _REPORTED:
            return b""
        return self._reports.stamp(event.title, event.summary)

    def fold(self, event: Event, to: tuple[str, ...], stamp: bytes = b"") -> None:
        """Takes one event of the log in; `to`: the subscribers it was owed to; `stamp`: as it was made."""
        self.now = now = self._clock(event.seen)
        self._matched = None
        self._forget(now)
        item = self.items.get(event.id)
        story_id = event.id if event.story == event.id else event.story  # one string for both
        if item is None:
            item = self.items[event.id] = Told.of(event, story_id, now)
        item.take(event, story_id, to, now)
        self.stories[story_id] = Story.after(event, self.stories.get(story_id), now)
        self._told_in_order.extend((now, event.id, story_id))
        if event.event in _REPORTED:
            outlet = intern(event.outlet)
            self._reports.add(event.id, story_id, event.title, outlet, event.summary, now, stamp)

    def obey(self, act: Act) -> None:
        """Takes an act of the desk in (workers.hand), where it stands among the events of the log."""
        self._matched = None
        self.hand.take(act)
        if act.act != "move":
            return
        for item in act.items:
            if item in self.items:
                self.items[item].story = act.story
        self._reports.move(frozenset(act.items), act.story)
        there = self.stories.get(act.story)
        if there is None:
            at = self.now or datetime.fromisoformat(act.at)
            there = Story(sources=(), outlets=frozenset(), urgency=act.urgency, first=at, at=at)
            self._told_in_order.extend((at, act.story, act.story))
        self.stories[act.story] = there.joined(act)

    def _clock(self, seen: str) -> datetime:
        """The clock goes on, never back."""
        moment = datetime.fromisoformat(seen)
        return moment if self.now is None else max(moment, self.now)

    def _forget(self, now: datetime) -> None:
        """What was not told again since it grew too old."""
        self._reports.forget(now)
        told = self._told_in_order
        while told and now - told[0] > self._keep:
            at, item_id, story_id = told.popleft(), told.popleft(), told.popleft()
            item, story = self.items.get(item_id), self.stories.get(story_id)
            if item is not None and item.at == at:
                del self.items[item_id]
            if story is not None and story.at == at:
                del self.stories[story_id]


def _withdrawn(headline: Headline, known: Told | None) -> Verdict:
    why = "taken back by the publisher"
    if known is None:
        return Verdict("withdrawn", headline.id, 2, headline.id, why)
    if known.event == "withdrawn":
        return Verdict(None, headline.id, known.revision, known.story, "withdrawn already")
    return Verdict("withdrawn", headline.id, known.revision + 1, known.story, why)

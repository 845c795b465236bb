"""Is it new? A repeat of something told, an edit of the same item, or another report of a known story?

The law: merging two different stories is the worse error. A reader who gets one item twice is annoyed;
a reader who never gets an item because it looked like another was failed. So a headline is a repeat only
where nothing at all distinguishes it.

The theory. The judged log is the database. An `Index` is nothing but the fold of that log: `fold` takes
one event after the other, `judge` only looks. What a verdict says depends on the order of the stream
alone, never on batches, workers or restarts. The clock is the headlines' own first sight, and never runs
back.

As yet titles are compared exactly, by their folded words (streamer.text): spelling, marks, punctuation
and digits of another script make no difference, any other word does.

Roads not taken: a hash of the title as the item's identity (an edit would be another item); one date
watermark a source (items come late and out of order); several judges with optimistic commits (no faster
at two, and verdicts in another order than the headlines).
"""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import msgspec

from streamer import text
from streamer.headline import Headline
from workers.story import MARK, URGENCIES, Event, EventName, UrgencyName

_CHANGES: Final = {"edited": "the same item, edited", "marked": "the same item, now marked urgent"}


class Verdict(NamedTuple):
    """`event` None: nothing is said (an unchanged showing, a return to an earlier title)."""

    event: EventName | None
    id: str
    revision: int
    story: str
    reason: str
    previous: str | None = None
    fresh: tuple[str, ...] = ()


class Told(msgspec.Struct, kw_only=True):
    """What the log says of one item."""

    story: str
    revision: int
    title: str
    folds: set[str]
    """Every title it has had, folded."""
    event: EventName
    urgency: UrgencyName
    marked: bool
    to: tuple[str, ...]
    """Subscribers owed any revision of it."""
    late: bool
    at: datetime


class Story(msgspec.Struct, kw_only=True):
    sources: tuple[str, ...]
    urgency: UrgencyName
    at: datetime


class Index:
    """What the judge remembers: items and stories for `keep`, titles for `window` (seconds)."""

    def __init__(self, *, window: float, keep: float) -> None:
        self._window: Final = timedelta(seconds=window)
        self._keep: Final = timedelta(seconds=keep)
        self.items: Final[dict[str, Told]] = {}
        self.stories: Final[dict[str, Story]] = {}
        self._by_title: Final[dict[str, tuple[str, datetime]]] = {}
        """Folded title → the item that last showed it, and when; within the window."""
        self._titles_in_order: Final[deque[tuple[datetime, str]]] = deque()
        self._items_in_order: Final[deque[tuple[datetime, str]]] = deque()
        self.now: datetime | None = None

    def judge(self, headline: Headline, urgency: UrgencyName) -> Verdict:
        """What `headline`, found to be of `urgency`, is in the light of all that was told before."""
        self._tick(datetime.fromisoformat(headline.seen))
        known = self.items.get(headline.id)
        if headline.was == "withdrawn":
            return _withdrawn(headline, known)
        fold = text.fold(headline.title)
        if known is not None:
            return self._shown_again(headline, known, fold, urgency)
        if headline.was != "new":
            # It was learnt without a word (first visit of its source), and has changed since.
            return Verdict(
                "update", headline.id, 2, headline.id, _CHANGES[headline.was], headline.previous
            )
        return self._first_report(headline, fold, urgency)

    def fold(self, event: Event, to: tuple[str, ...]) -> None:
        """Takes one event of the log in; `to`: the subscribers it was owed to."""
        at = self._tick(datetime.fromisoformat(event.seen))
        fold = text.fold(event.title)
        item = self.items.get(event.id)
        if item is None:
            self._items_in_order.append((at, event.id))
            item = self.items[event.id] = Told(
                story=event.story, revision=0, title=event.title, folds=set(), event=event.event,
                urgency=event.urgency, marked=False, to=(), late=event.late is True, at=at,
            )  # fmt: skip
        item.revision = event.revision
        item.title = event.title
        item.folds.add(fold)
        item.event = event.event
        item.urgency = event.urgency
        item.marked = item.marked or MARK in event.because
        if to:
            item.to = tuple(dict.fromkeys((*item.to, *to)))
        self._fold_story(event, at)
        if fold and event.event != "withdrawn":
            self._by_title[fold] = (event.id, at)
            self._titles_in_order.append((at, fold))

    def _fold_story(self, event: Event, at: datetime) -> None:
        story = self.stories.get(event.story)
        if story is None:
            self.stories[event.story] = Story(sources=event.sources, urgency=event.urgency, at=at)
            return
        story.sources = event.sources
        story.at = at
        story.urgency = max(story.urgency, event.urgency, key=URGENCIES.index)

    def sources_with(self, story: str, source: str) -> tuple[str, ...]:
        """All that told `story`, first first, `source` among them."""
        told = self.stories.get(story)
        if told is None:
            return (source,)
        return told.sources if source in told.sources else (*told.sources, source)

    def _first_report(self, headline: Headline, fold: str, urgency: UrgencyName) -> Verdict:
        twin = self._same_words(fold)
        if twin is None:
            return Verdict("new", headline.id, 1, headline.id, "nothing like it was told")
        return self._another_report(headline, 1, twin.story, urgency, None, ())

    def _another_report(
        self,
        headline: Headline,
        revision: int,
        story: str,
        urgency: UrgencyName,
        previous: str | None,
        fresh: tuple[str, ...],
    ) -> Verdict:
        """Another item with words that were told: a repeat, unless it lifts the story's urgency."""
        told = self.stories[story].urgency if story in self.stories else "routine"
        if URGENCIES.index(urgency) > URGENCIES.index(told):
            return Verdict(
                "follow", headline.id, revision, story, f"the same words, now {urgency}", previous,
                (f"urgency: {told} → {urgency}", *fresh),
            )  # fmt: skip
        return Verdict(
            "repeat", headline.id, revision, story, f"the same words as {story}", previous
        )

    def _shown_again(
        self, headline: Headline, known: Told, fold: str, urgency: UrgencyName
    ) -> Verdict:
        same = Verdict(None, headline.id, known.revision, known.story, "shown unchanged")
        revision = known.revision + 1
        if known.event == "withdrawn":
            return Verdict(
                "update",
                headline.id,
                revision,
                known.story,
                "withdrawn, and there again",
                known.title,
            )
        if headline.was == "marked" or fold in known.folds:
            if headline.marked and not known.marked:
                return Verdict(
                    "update", headline.id, revision, known.story, _CHANGES["marked"], known.title
                )
            return same
        if known.event != "repeat":
            return Verdict(
                "update", headline.id, revision, known.story, _CHANGES["edited"], known.title
            )
        twin = self._same_words(fold)
        if twin is not None and twin.story == known.story:
            return self._another_report(headline, revision, known.story, urgency, known.title, ())
        before = {word for old in known.folds for word in old.split()}
        fresh = tuple(word for word in headline.title.split() if text.fold(word) not in before)
        return Verdict(
            "follow", headline.id, revision, known.story, "a repeat, edited", known.title, fresh
        )

    def _same_words(self, fold: str) -> Told | None:
        """The item that last showed these words; titles without any word name nothing."""
        shown = self._by_title.get(fold) if fold else None
        return self.items.get(shown[0]) if shown else None

    def _tick(self, seen: datetime) -> datetime:
        """The clock goes on, never back, and what is too old is forgotten."""
        self.now = now = max(seen, self.now or seen)
        while self._titles_in_order and now - self._titles_in_order[0][0] > self._window:
            at, fold = self._titles_in_order.popleft()
            shown = self._by_title.get(fold)
            if shown and shown[1] == at:
                del self._by_title[fold]
        while self._items_in_order and now - self._items_in_order[0][0] > self._keep:
            self._forget(self._items_in_order.popleft()[1], now)
        return now

    def _forget(self, item_id: str, now: datetime) -> None:
        item = self.items.pop(item_id)
        story = self.stories.get(item.story)
        if story is not None and now - story.at > self._keep:
            del self.stories[item.story]


def _withdrawn(headline: Headline, known: Told | None) -> Verdict:
    if known is None:
        return Verdict("withdrawn", headline.id, 2, headline.id, "taken back by the publisher")
    if known.event == "withdrawn":
        return Verdict(None, headline.id, known.revision, known.story, "withdrawn already")
    return Verdict(
        "withdrawn", headline.id, known.revision + 1, known.story, "taken back by the publisher"
    )

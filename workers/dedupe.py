"""Is it new? A repeat of something told, an edit of the same item, or another report of a known story?

The law: merging two different stories is the worse error. A reader who gets one item twice is annoyed;
a reader who never gets an item because it looked like another was failed. So a headline is a repeat only
where nothing at all distinguishes it.

The theory. The judged log is the database. An `Index` is nothing but the fold of that log: `fold` takes
one event after the other, `judge` only looks: it changes nothing, so a headline that says nothing leaves no
trace either. What a verdict says depends on the order of the stream alone, never on batches, workers or
restarts. The clock is the first sight of what was told, and never runs back.

    items, stories   are kept for `keep` after they were last told
    words            make a repeat for `window` after they were last told: a repeat tells nothing, so it
                     does not lengthen that, or what is posted daily would be told once and never again;
                     nor do the words of an item that was withdrawn make one

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
    """What the log says of one item; `at`: when it last did."""

    story: str
    revision: int
    title: str
    folds: set[str]
    """Every title it has had, folded."""
    event: EventName
    marked: bool
    to: tuple[str, ...]
    """Subscribers owed any revision of it."""
    late: bool
    at: datetime


class Story(msgspec.Struct, kw_only=True):
    sources: tuple[str, ...]
    urgency: UrgencyName
    at: datetime


class Words(NamedTuple):
    """The item that last told these words, and when."""

    id: str
    at: datetime


class Index:
    """What the judge remembers: items and stories for `keep`, words for `window` (seconds)."""

    def __init__(self, *, window: float, keep: float) -> None:
        self._window: Final = timedelta(seconds=window)
        self._keep: Final = timedelta(seconds=keep)
        self.items: Final[dict[str, Told]] = {}
        self.stories: Final[dict[str, Story]] = {}
        self._by_words: Final[dict[str, Words]] = {}
        """By the folded title."""
        self._words_in_order: Final[deque[tuple[datetime, str]]] = deque()
        self._told_in_order: Final[deque[tuple[datetime, str, str]]] = deque()
        self.now: datetime | None = None

    # ── judging ───────────────────────────────────────────────────────────────────────────────

    def judge(self, headline: Headline, urgency: UrgencyName) -> Verdict:
        """What `headline`, found to be of `urgency`, is in the light of all that was told before."""
        now = self._clock(headline.seen)
        known = self.items.get(headline.id)
        if known is not None and now - known.at > self._keep:
            known = None
        if headline.was == "withdrawn":
            return _withdrawn(headline, known)
        fold = text.fold(headline.title)
        twin = self._twin(fold, now)
        if known is not None:
            return self._shown_again(headline, known, fold, twin, urgency)
        if headline.was != "new":
            # It was learnt without a word (first visit of its source), and has changed since.
            same = headline.title if headline.was == "marked" else None
            return Verdict(
                "update", headline.id, 2, headline.id, _CHANGES[headline.was],
                headline.previous or same,
            )  # fmt: skip
        if twin is None:
            return Verdict("new", headline.id, 1, headline.id, "nothing like it was told")
        return self._another_report(headline.id, 1, twin.story, urgency)

    def sources_with(self, story: str, source: str) -> tuple[str, ...]:
        """All that told `story`, first first, `source` among them."""
        told = self.stories.get(story)
        if told is None:
            return (source,)
        return told.sources if source in told.sources else (*told.sources, source)

    def _shown_again(
        self, headline: Headline, known: Told, fold: str, twin: Told | None, urgency: UrgencyName
    ) -> Verdict:
        revision = known.revision + 1
        if known.event == "withdrawn":
            return Verdict(
                "update", headline.id, revision, known.story, "withdrawn, and there again", known.title
            )  # fmt: skip
        edited = headline.was != "marked" and fold not in known.folds
        if not edited and (known.marked or not headline.marked):
            return Verdict(None, headline.id, known.revision, known.story, "shown unchanged")
        if known.event != "repeat":
            change = _CHANGES["edited" if edited else "marked"]
            return Verdict("update", headline.id, revision, known.story, change, known.title)
        # Nobody was told of it as yet: it is judged afresh.
        if not edited or twin is not None:
            story = twin.story if edited and twin is not None else known.story
            return self._another_report(headline.id, revision, story, urgency, known.title)
        fresh = _fresh(headline.title, known.folds)
        return Verdict(
            "follow", headline.id, revision, known.story, "a repeat, edited", known.title, fresh
        )

    def _another_report(
        self,
        item_id: str,
        revision: int,
        story: str,
        urgency: UrgencyName,
        previous: str | None = None,
    ) -> Verdict:
        """Another item with words that were told: a repeat, unless it lifts the story's urgency."""
        told = self.stories[story].urgency if story in self.stories else "routine"
        if URGENCIES.index(urgency) > URGENCIES.index(told):
            return Verdict(
                "follow", item_id, revision, story, f"the same words, now {urgency}", previous,
                (f"urgency: {told} → {urgency}",),
            )  # fmt: skip
        return Verdict("repeat", item_id, revision, story, f"the same words as {story}", previous)

    def _twin(self, fold: str, now: datetime) -> Told | None:
        """The item that last told these words; a title without any word has none."""
        words = self._by_words.get(fold) if fold else None
        twin = self.items.get(words.id) if words and now - words.at <= self._window else None
        if twin is None or twin.event == "withdrawn" or now - twin.at > self._keep:
            return None
        return twin

    # ── folding ───────────────────────────────────────────────────────────────────────────────

    def fold(self, event: Event, to: tuple[str, ...]) -> None:
        """Takes one event of the log in; `to`: the subscribers it was owed to."""
        self.now = now = self._clock(event.seen)
        self._forget(now)
        item = self.items.get(event.id)
        if item is None:
            item = self.items[event.id] = Told(
                story=event.story, revision=0, title=event.title, folds=set(), event=event.event,
                marked=False, to=(), late=event.late is True, at=now,
            )  # fmt: skip
        fold = text.fold(event.title)
        item.story = event.story
        item.revision = event.revision
        item.title = event.title
        item.folds.add(fold)
        item.event = event.event
        item.marked = item.marked or MARK in event.because
        item.to = tuple(dict.fromkeys((*item.to, *to)))
        item.at = now
        story = self.stories.get(event.story)
        urgency = max(story.urgency if story else "routine", event.urgency, key=URGENCIES.index)
        self.stories[event.story] = Story(sources=event.sources, urgency=urgency, at=now)
        self._told_in_order.append((now, event.id, event.story))
        if fold and event.event not in ("withdrawn", "repeat"):
            self._by_words[fold] = Words(event.id, now)
            self._words_in_order.append((now, fold))

    def _clock(self, seen: str) -> datetime:
        """The clock goes on, never back."""
        moment = datetime.fromisoformat(seen)
        return moment if self.now is None else max(moment, self.now)

    def _forget(self, now: datetime) -> None:
        """What was not told again since it grew too old."""
        while self._words_in_order and now - self._words_in_order[0][0] > self._window:
            at, fold = self._words_in_order.popleft()
            words = self._by_words.get(fold)
            if words is not None and words.at == at:
                del self._by_words[fold]
        while self._told_in_order and now - self._told_in_order[0][0] > self._keep:
            at, item_id, story_id = self._told_in_order.popleft()
            item, story = self.items.get(item_id), self.stories.get(story_id)
            if item is not None and item.at == at:
                del self.items[item_id]
            if story is not None and story.at == at:
                del self.stories[story_id]


def _fresh(title: str, folds: set[str]) -> tuple[str, ...]:
    """The words of `title`, as written, that no earlier title had. Words left out or in another order
    may turn the meaning round as well, so they are never passed over as nothing."""
    before = {word for fold in folds for word in fold.split()}
    words = (word for word in title.split() if not before.issuperset(text.words(word)))
    return tuple(dict.fromkeys(words)) or ("worded otherwise",)


def _withdrawn(headline: Headline, known: Told | None) -> Verdict:
    why = "taken back by the publisher"
    if known is None:
        return Verdict("withdrawn", headline.id, 2, headline.id, why)
    if known.event == "withdrawn":
        return Verdict(None, headline.id, known.revision, known.story, "withdrawn already")
    return Verdict("withdrawn", headline.id, known.revision + 1, known.story, why)

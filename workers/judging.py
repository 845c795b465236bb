"""Entries of the headline stream ─► verdicts, ready to be committed: decode ─► classify ─► judge ─► match.

What is no headline, or makes our own code raise every time, is set aside with the reason; it never stops
what comes behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

import msgspec

from streamer import dates, stream
from streamer.headline import Headline, first_sight
from streamer.keys import Keys
from streamer.stream import Entry
from workers.classify import Classifier
from workers.classify import Verdict as Classified
from workers.dedupe import Index
from workers.judged_log import Aside, Judged
from workers.story import Event, encode
from workers.subscriptions import Subscriptions

TRIES: Final = 3
"""Times that an entry may fail to be judged before it is set aside."""
_AT_ONCE: Final = 50
"""Headlines that are read together: their words are weighed at once."""
_AHEAD: Final = timedelta(minutes=10)
"""A first sight that lies further ahead comes from a wrong clock, and would put the index's clock wrong."""
_ID: Final = re.compile(r"[0-9A-Za-z-]{1,64}")
"""What may be part of a webhook-id and of our lists separated by spaces."""

Stamps = Callable[[Entry, Headline, str], tuple[str, str]]
"""When a headline was queued and when it was judged (given: now); a replay has its own time."""


class Roster(NamedTuple):
    """Who is served, as the newest configuration has it."""

    subscriptions: Subscriptions
    in_commit: frozenset[str]
    """Subscribers whose streams the commit writes."""
    off: frozenset[str]
    """Subscribers that were switched off (410)."""
    body_ms: int
    """Not read: an event is kept exactly as long as it is owed."""
    max_age: timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Judging:
    """All that a verdict depends on; `index` takes each verdict in as it falls."""

    index: Index
    classifier: Classifier
    roster: Roster
    keys: Keys
    stamps: Stamps | None
    """None: as it is."""

    def of(self, batch: Sequence[Entry], now: datetime) -> tuple[list[Judged], list[Aside]]:
        """The verdicts on a batch, in order, and what is set aside. Raises nothing."""
        found = list(self.each(batch, now))
        judged = [one for one in found if isinstance(one, Judged)]
        return judged, [one for one in found if isinstance(one, Aside)]

    def each(self, batch: Sequence[Entry], now: datetime) -> Iterator[Judged | Aside | None]:
        """What becomes of each entry, in order, as far as it is asked; None: nothing is said of it. Raises
        nothing."""
        for start in range(0, len(batch), _AT_ONCE):
            read = [(entry, _read(entry)) for entry in batch[start : start + _AT_ONCE]]
            self._ahead([headline for _, headline in read if isinstance(headline, Headline)])
            for entry, headline in read:
                yield self._become(entry, headline, now)

    def _become(
        self, entry: Entry, headline: Headline | Exception, now: datetime
    ) -> Judged | Aside | None:
        data = entry.data or b""
        if isinstance(headline, Exception):
            return Aside(entry.id, data, f"no headline: {_words(headline)}")
        for attempt in range(1, TRIES + 1):
            try:
                return self._one(entry, headline, now)
            except Exception as error:
                if attempt == TRIES:
                    reason = f"judging it raised {TRIES} times: {_words(error)}"
                    return Aside(entry.id, data, reason, error)
        return None

    def _ahead(self, headlines: Sequence[Headline]) -> None:
        texts = [text for one in headlines for text in (one.title, one.summary) if text]
        # What one of them makes raise is met again when that one is judged.
        with suppress(Exception):
            self.classifier.ahead(texts)

    def _one(self, entry: Entry, headline: Headline, now: datetime) -> Judged | None:
        stamp = dates.utc(now)
        if self.stamps is None and datetime.fromisoformat(headline.seen) - now > _AHEAD:
            headline = msgspec.structs.replace(headline, seen=stamp)
        found = self._classified(headline, 1)
        verdict = self.index.judge(headline, found.urgency)
        outlets = self.index.outlets_with(verdict.story, headline)
        if outlets > 1 and verdict.event in ("repeat", "follow"):
            found = self._classified(headline, outlets)  # told by many at once, it may have risen
            verdict = self.index.judge(headline, found.urgency)
        if verdict.event is None:
            return None
        queued, classified = (self.stamps or _stamps)(entry, headline, stamp)
        known = self.index.items.get(headline.id)
        # An item that is only marked, or taken back, keeps the words it was told in.
        keeps_words = known is not None and headline.was in ("marked", "withdrawn")
        event = Event(
            id=headline.id, event=verdict.event, revision=verdict.revision, story=verdict.story,
            source=headline.source, kind=headline.kind, outlet=headline.outlet,
            sources=self.index.sources_with(verdict.story, headline.source),
            title=known.title if known is not None and keeps_words else headline.title,
            url=headline.url, summary=headline.summary, section=headline.section,
            lang=found.lang, dir=found.dir,
            published=headline.published, published_raw=headline.published_raw,
            published_from=headline.published_from,
            seen=headline.seen, queued=queued, classified=classified,
            topics=found.topics, urgency=found.urgency, urgency_score=found.urgency_score,
            places=found.places, because=(*found.because, verdict.reason), fresh=verdict.fresh,
            previous=verdict.previous, corrects=verdict.corrects or msgspec.UNSET,
            late=self._late(headline, known.late if known else None) or msgspec.UNSET,
            truncated=headline.truncated or msgspec.UNSET,
        )  # fmt: skip
        muted = event.story in self.index.hand.muted
        names = tuple(
            name
            for name in self.roster.subscriptions.match(
                event, told=self.index.owed(headline.id, verdict.corrects)
            )
            if name not in self.roster.off and not muted
        )
        silent = event.event == "repeat" or event.late is True or muted
        one = Judged(
            event=event,
            data=encode(event),
            channel="" if silent else self.keys.channel(event.topics[0].name, event.urgency),
            streams=tuple(name for name in names if name in self.roster.in_commit),
            others=tuple(name for name in names if name not in self.roster.in_commit),
            trace=entry.traceparent,
            stamp=self.index.stamp(event),
        )
        # Last of all, so that what raises before leaves no trace.
        self.index.fold(event, names)
        return one

    def _classified(self, headline: Headline, outlets: int) -> Classified:
        return self.classifier.classify(
            title=headline.title, summary=headline.summary, section=headline.section,
            marked=headline.marked, kind=headline.kind, always=headline.topics, lang=headline.lang,
            outlets=outlets,
        )  # fmt: skip

    def _late(self, headline: Headline, known: bool | None) -> bool:
        """First seen longer than `max_age` after it was published. What is known stays as it was."""
        if known is not None:
            return known
        if headline.published is None:
            return False
        try:
            sight = first_sight(headline.id)
        except ValueError:
            sight = datetime.fromisoformat(headline.seen)
        published = datetime.fromisoformat(headline.published)
        if headline.day_only:  # no later than the end of its day
            published += timedelta(days=1)
        return sight - published > self.roster.max_age


def _read(entry: Entry) -> Headline | Exception:
    """What the entry holds, or why that is no headline."""
    try:
        headline = stream.decode(entry.data or b"")
        if not _ID.fullmatch(headline.id):
            raise ValueError("its id is none of ours")
        if datetime.fromisoformat(headline.seen).tzinfo is None:
            raise ValueError("its first sight has no zone")
    except Exception as error:
        return error
    return headline


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def _stamps(entry: Entry, headline: Headline, now: str) -> tuple[str, str]:
    ms = int(entry.id.partition(b"-")[0])
    return dates.utc(datetime.fromtimestamp(ms / 1000, tz=UTC)), now

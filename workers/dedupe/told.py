"""What the judge says of a headline, and what it keeps of items and stories that were told."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec

from streamer import text
from workers.hand import Act
from workers.story import MARK, URGENCIES, Event, EventName, UrgencyName


class Match(NamedTuple):
    """What a title is to those that were told: of which story, and for which item that is said."""

    kind: Literal["new", "repeat", "follow"]
    story: str
    item: str
    why: str
    fresh: tuple[str, ...] = ()


class Verdict(NamedTuple):
    """`event` None: nothing is said (an unchanged showing, a return to an earlier title)."""

    event: EventName | None
    id: str
    revision: int
    story: str
    reason: str
    previous: str | None = None
    fresh: tuple[str, ...] = ()
    corrects: str | None = None


class Told(msgspec.Struct, kw_only=True, gc=False):
    """What the log says of one item; `at`: when it last did."""

    story: str
    revision: int
    title: str
    earlier: tuple[str, ...]
    """Every title it had before, folded."""
    event: EventName
    marked: bool
    to: tuple[str, ...]
    """Subscribers owed any revision of it."""
    late: bool
    at: datetime

    @classmethod
    def of(cls, event: Event, story: str, now: datetime) -> Told:
        """An item of which `event` is the first that is told."""
        return cls(
            story=story, revision=0, title=event.title, earlier=(), event=event.event, marked=False,
            to=(), late=event.late is True, at=now,
        )  # fmt: skip

    def take(self, event: Event, story: str, to: tuple[str, ...], now: datetime) -> None:
        """What `event`, owed to `to`, tells of it."""
        if self.title != event.title:
            before = text.fold(self.title)
            if before not in self.earlier:
                self.earlier = (*self.earlier, before)
        self.story = story
        self.revision = event.revision
        self.title = event.title
        self.event = event.event
        self.marked = self.marked or MARK in event.because
        self.to = tuple(dict.fromkeys((*self.to, *to))) if to else self.to
        self.at = now


class Story(msgspec.Struct, kw_only=True, gc=False):
    sources: tuple[str, ...]
    outlets: frozenset[str]
    urgency: UrgencyName
    first: datetime
    at: datetime

    @classmethod
    def after(cls, event: Event, before: Story | None, now: datetime) -> Story:
        """The story that was `before`, when `event` has told of it."""
        return cls(
            sources=_one(event.sources),
            outlets=_with(before.outlets if before else frozenset(), event.outlet),
            urgency=max(
                before.urgency if before else "routine", event.urgency, key=URGENCIES.index
            ),
            first=before.first if before else now,
            at=now,
        )

    def joined(self, act: Act) -> Story:
        """The same with what the desk moved to it."""
        return msgspec.structs.replace(
            self,
            sources=tuple(dict.fromkeys((*self.sources, *act.sources))),
            outlets=self.outlets.union(act.outlets),
            urgency=max(self.urgency, act.urgency, key=URGENCIES.index),
        )


# What very many stories have is held once: a judge knows hundreds of thousands.


@lru_cache(maxsize=4_000)
def _one(sources: tuple[str, ...]) -> tuple[str, ...]:
    return sources


@lru_cache(maxsize=4_000)
def _with(outlets: frozenset[str], outlet: str) -> frozenset[str]:
    return outlets | {outlet}

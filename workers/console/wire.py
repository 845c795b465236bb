"""The wire as people read it: events gathered into stories, and an edit shown word by word. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from workers.console.entries import Told
from workers.hand import Hand
from workers.story import URGENCIES, Event, UrgencyName

MOST_WORDS: Final = 200
"""Of a title, that are compared word by word."""


class Card(NamedTuple):
    """A story on the page: what was last told of it, and all reports at hand, newest first."""

    story: str
    event: Event
    """The newest that is no repeat; where all are, the newest."""
    reports: tuple[Event, ...]

    @property
    def urgency(self) -> UrgencyName:
        """The highest of all reports: a story that was a flash stays one on the page."""
        return max((one.urgency for one in self.reports), key=URGENCIES.index)

    @property
    def withdrawn(self) -> bool:
        return self.event.event == "withdrawn"


class Piece(NamedTuple):
    """Some words of an edit. `what`: same, gone or new."""

    what: str
    text: str


def cards(news: Iterable[Told], hand: Hand | None = None) -> list[Card]:
    """Events, newest first, as stories: the one with the newest word first. A repeat lifts no story. `hand`:
    what the desk moved stands where it was moved to."""
    stories: dict[str, list[Event]] = {}
    places: dict[str, int] = {}
    for place, one in enumerate(news):
        event = one.event
        story = hand.story_of(event.id, event.story) if hand else event.story
        stories.setdefault(story, []).append(event)
        if event.event != "repeat":
            places.setdefault(story, place)
    made = [
        Card(
            story, next((one for one in events if one.event != "repeat"), events[0]), tuple(events)
        )
        for story, events in stories.items()
    ]
    last = len(places) + sum(map(len, stories.values()))
    return sorted(made, key=lambda card: places.get(card.story, last))


def edited(old: str, new: str) -> list[Piece]:
    """The edit from `old` to `new`, in words. What is not compared (too long) is gone and new."""
    before, after = old.split(), new.split()
    if max(len(before), len(after)) > MOST_WORDS:
        return [Piece("gone", old), Piece("new", new)]
    pieces: list[Piece] = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", " ".join(after[j1:j2])))
            continue
        if i1 < i2:
            pieces.append(Piece("gone", " ".join(before[i1:i2])))
        if j1 < j2:
            pieces.append(Piece("new", " ".join(after[j1:j2])))
    return pieces

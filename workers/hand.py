"""The desk's hand: what people decide about stories and subscribers, as entries of the judged log. Pure.

    mute, unmute    a story: what is told of it is judged and recorded, and owed to nobody
    move            items into another story: one item into a story of its own (a split), all of a story into
                    another (a merge). Moving them back undoes it
    hold, release   a subscriber: what it is owed waits

An act stands on the log between the verdicts, in a field of its own, so it is folded with them, in order:
it survives whatever the judge survives, and is undone by its opposite. What was told before stays as it was
told.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from workers.story import UrgencyName

Deed = Literal["mute", "unmute", "move", "hold", "release"]
MOST_ITEMS: Final = 500
"""Of one act."""


class Act(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`at`: RFC 3339. `story`: muted, or moved into; `of`: moved out of. `sources`, `outlets` and `urgency`
    are those of the items that are moved."""

    act: Deed
    at: str
    story: str = ""
    of: str = ""
    items: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    urgency: UrgencyName = "routine"
    subscriber: str = ""

    def undone(self, at: str) -> Act:
        """The act that takes this one back."""
        if self.act == "move":
            return msgspec.structs.replace(self, at=at, story=self.of, of=self.story)
        opposite: dict[Deed, Deed] = {
            "mute": "unmute", "unmute": "mute", "hold": "release", "release": "hold",
        }  # fmt: skip
        return msgspec.structs.replace(self, at=at, act=opposite[self.act])


class Hand:
    """All acts, folded."""

    def __init__(self) -> None:
        self.muted: Final[set[str]] = set()
        self.held: Final[set[str]] = set()
        self.moved: Final[dict[str, str]] = {}
        """Item → the story it was moved into."""

    def take(self, act: Act) -> None:
        """Takes one act in; twice is once."""
        if act.act == "mute":
            self.muted.add(act.story)
        elif act.act == "unmute":
            self.muted.discard(act.story)
        elif act.act == "hold":
            self.held.add(act.subscriber)
        elif act.act == "release":
            self.held.discard(act.subscriber)
        else:
            self.moved.update(dict.fromkeys(act.items, act.story))

    def story_of(self, item: str, story: str) -> str:
        """The story of an item that the log tells under `story`."""
        return self.moved.get(item, story)


def encode(act: Act) -> bytes:
    return msgspec.json.encode(act)


def decode(data: bytes) -> Act:
    """Raises msgspec.DecodeError on anything that is no act."""
    return msgspec.json.decode(data, type=Act)

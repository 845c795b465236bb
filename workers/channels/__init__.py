"""What a channel is: a module in this folder, found by its name.

A channel composes and judges; it sends nothing itself. `workers.delivery` carries the parcel through
the one guarded door (`workers.post`) and settles the outcome.

    News ─► compose() ─► Parcel ─► (workers.post) ─► Answer ─► judge() ─► Delivered | TryAgain | GiveUp

News is an event, or a digest of several. A channel with REMEMBERS has two more words (`Remembering`): what an
answer taught it of a story is kept, and handed to it with the next news of that story.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol, runtime_checkable

from streamer.settings import SubscriberSettings
from workers.story import Answer, News, Outcome, Parcel


class Channel(Protocol):
    """What a module in this folder offers."""

    IN_COMMIT: bool
    """True: written by the commit itself (redis); compose and judge are never called."""
    PER_SECOND: float
    """How many messages a second one URL may get; 0: no limit."""
    GIVE_UP: str
    """How long a delivery is tried when the subscriber names no `give_up`: a duration, as "75h"."""

    def check(self, subscriber: SubscriberSettings) -> list[str]:
        """Faults in the subscriber's settings that only this channel knows; empty: none."""

    def compose(self, news: News, subscriber: SubscriberSettings, now: datetime) -> Parcel:
        """The message, signed and ready. `now` is aware (UTC)."""

    def judge(self, answer: Answer, now: datetime) -> Outcome:
        """What the receiver's answer means."""


Memory = Mapping[str, Mapping[str, str]]
"""Story → what is kept of it, by names that the channel chose."""


@runtime_checkable
class Remembering(Protocol):
    """What a channel offers beside that which must know where a story stands at the receiver's."""

    REMEMBERS: bool

    def compose_with(
        self, news: News, subscriber: SubscriberSettings, now: datetime, memory: Memory
    ) -> Parcel:
        """As `compose`, knowing what is kept of the stories in it."""

    def learn(self, news: News, answer: Answer, parcel: Parcel) -> Memory:
        """What an answer, yes or no, taught. What is kept under a name stays as it was first learnt."""

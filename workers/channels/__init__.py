"""What a channel is: a module in this folder, found by its name.

A channel composes and judges; it sends nothing itself. `workers.delivery` carries the parcel through
the one guarded door (`workers.post`) and settles the outcome.

    Event ─► compose() ─► Parcel ─► (workers.post) ─► Answer ─► judge() ─► Delivered | TryAgain | GiveUp
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from streamer.settings import SubscriberSettings
from workers.story import Answer, Event, Outcome, Parcel


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

    def compose(self, event: Event, subscriber: SubscriberSettings, now: datetime) -> Parcel:
        """The message, signed and ready. `now` is aware (UTC)."""

    def judge(self, answer: Answer, now: datetime) -> Outcome:
        """What the receiver's answer means."""

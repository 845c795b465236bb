"""What the API answers, as types; the schemas of `/api/openapi.json` are made from these. Pure."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from workers.console.desk import ActOf, Acts, Letter, Waiting
from workers.console.figures import Quick
from workers.console.running import Tried
from workers.console.status import Source, Status, Subscriber
from workers.story import Event

__all__ = [
    "ActOf",
    "Acts",
    "Event",
    "Letter",
    "Quick",
    "Source",
    "Status",
    "Subscriber",
    "Tried",
    "Waiting",
]


class Events(msgspec.Struct, frozen=True, kw_only=True):
    """Newest first. `last_event_id` is where `/events` goes on; `older` where to look on (`before`)."""

    last_event_id: str
    older: str | None
    events: list[Event]


class ReceiptOf(msgspec.Struct, frozen=True, kw_only=True):
    """`state`: told, waiting, dead, done (long ago). `at`: RFC 3339."""

    delivery: str
    subscriber: str
    state: str
    at: str | None
    attempts: int
    why: str | None


class StoryOf(msgspec.Struct, frozen=True, kw_only=True):
    """All that is kept of a story, in order. `whole`: nothing was left out."""

    story: str
    whole: bool
    events: list[Event]
    receipts: list[ReceiptOf]


class Day(msgspec.Struct, frozen=True, kw_only=True):
    day: str
    fired: int


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """What a filter would have sent since `since`. `whole`: it was looked back so far as was asked."""

    fired: int
    looked_at: int
    since: str
    whole: bool
    days: list[Day]
    examples: list[Event]


class QueueSample(msgspec.Struct, frozen=True, kw_only=True):
    at: str
    waiting: int
    owed: int
    dead: int


class Charts(msgspec.Struct, frozen=True, kw_only=True):
    """`alerts`: from publication to the receiver's yes. `minutes`, `hours`: events in each of the last 60
    minutes and 24 hours, the oldest first."""

    alerts: list[Quick]
    by_channel: list[Quick]
    minutes: list[int]
    hours: list[int]
    queues: list[QueueSample]


class KeyOf(msgspec.Struct, frozen=True, kw_only=True):
    """A key that reads one filter; `key` is empty where no token is asked for."""

    key: str
    query: str
    paths: list[str]


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    sources: list[Source]


class Subscribers(msgspec.Struct, frozen=True, kw_only=True):
    subscribers: list[Subscriber]


class Letters(msgspec.Struct, frozen=True, kw_only=True):
    letters: list[Letter]


class Deliveries(msgspec.Struct, frozen=True, kw_only=True):
    deliveries: list[Waiting]


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """How many it was done to."""

    count: int


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """`error` None: the receiver took the test alert."""

    error: str | None


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """RFC 9457. `faults`: every one of them."""

    title: str
    status: int
    detail: str | msgspec.UnsetType = msgspec.UNSET
    faults: list[str] | msgspec.UnsetType = msgspec.UNSET


# ── what is sent in ───────────────────────────────────────────────────────────────────────────


class Which(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Dead letters: one, all of a subscriber, or (with neither) all."""

    subscriber: str = ""
    delivery: str = ""


class RangeOf(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the news stream: each end an id of it, a time (RFC 3339), or a lapse before now as `2h`.
    Without `until`: up to now."""

    since: str
    until: str = "0s"


class HandTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the desk does. mute, unmute: `story`. split: `item` out of `story`. merge: `story` into `into`.
    hold, release: `subscriber`. undo: `entry`, the id of an act."""

    act: Literal["mute", "unmute", "split", "merge", "hold", "release", "undo"]
    story: str = ""
    item: str = ""
    into: str = ""
    subscriber: str = ""
    entry: str = ""


class FilterOf(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A filter, in the words of the configuration."""

    topics: list[str] = []
    urgency: str = ""
    sources: list[str] = []
    places: list[str] = []
    lang: list[str] = []
    any: list[str] = []
    all: list[str] = []
    none: list[str] = []
    events: list[str] = []
    late: bool = False


def schemas(*types: type[msgspec.Struct]) -> dict[str, Any]:
    """Name → JSON Schema (2020-12), with all that they are made of."""
    _, parts = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    return parts

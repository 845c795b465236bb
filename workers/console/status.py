"""What page and API say of the service at one moment. Pure types, no secrets; times are RFC 3339."""

from __future__ import annotations

import msgspec

from workers.console.figures import Quick


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """`state`: good, failing, new (not asked yet), elsewhere (no process that we hear of asks it).
    `condition`: the same in one word for people (workers.console.condition). Times are RFC 3339;
    `published` counts since its poller began, `hours` are its events in each of the last 24 hours.
    `made`: through the API, not in the file."""

    name: str
    kind: str
    host: str
    state: str
    condition: str = "elsewhere"
    every: float = 0.0
    at_most: float = 0.0
    """Seconds between two visits: between these the pace is learnt."""
    pace: float | None = None
    """Seconds from the last visit to the next, as they are learnt now; None: not known."""
    status: int | None = None
    asked: str | None = None
    good: str | None = None
    next: str | None = None
    problem: str | None = None
    note: str | None = None
    answer: str | None = None
    """What the last visit met: items, label (one with nothing behind it), empty, absent or unchanged; None:
    nothing that could be read."""
    empty: str | None = None
    """Why nothing stands there, where that is no fault."""
    failures: int = 0
    published: int = 0
    misses: int = 0
    """Times that headlines may have come and gone between two visits; kept through restarts."""
    made: bool = False
    to_see: Quick | None = None
    hours: tuple[int, ...] = ()


class Subscriber(msgspec.Struct, frozen=True, kw_only=True):
    """`owed` and `dead` are None while Redis is away; `off`: why it was switched off. `failures`: in a row,
    where its circuit is open; then it is tried next, one delivery alone, at `probe` (RFC 3339). `delivered`:
    in the last 24 hours. `made`: through the API, not in the file."""

    name: str
    channel: str
    owed: int | None
    dead: int | None
    off: str | None
    failures: int = 0
    probe: str | None = None
    held: bool = False
    delivered: int = 0
    to_alert: Quick | None = None
    made: bool = False


class Judge(msgspec.Struct, frozen=True, kw_only=True):
    """`here`: this process judges; else it stands by. `foreign`: entries on the log that are not ours."""

    here: bool
    fence: int | None
    foreign: int


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """Everything at one moment. `judge` None: this process only polls; `redis`: why it cannot be
    asked; `held_back`: why the poller asks nobody. `events`: of the last 24 hours, of all
    sources, configured or not."""

    at: str
    ready: bool
    reason: str | None
    redis: str | None
    polls: bool
    held_back: str | None
    judge: Judge | None
    waiting: int | None
    backlog: int
    dead_letters: int | None
    listeners: int
    events: int
    sources: tuple[Source, ...]
    subscribers: tuple[Subscriber, ...]

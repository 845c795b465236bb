"""The types of a judged headline and of a delivery, and their wire forms."""

from __future__ import annotations

from typing import Any, Final, Literal

import msgspec

EventName = Literal["new", "update", "follow", "repeat", "correction", "withdrawn"]
UrgencyName = Literal["routine", "urgent", "flash"]
URGENCIES: Final[tuple[UrgencyName, ...]] = ("routine", "urgent", "flash")
TOPICS: Final = (
    "politics", "security", "economy", "sports", "world",
    "local", "culture", "technology", "health", "misc",
)  # fmt: skip


MARK: Final = "mark: the publisher's"
"""In `because` of every event whose urgency rests on the publisher's own mark."""


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """A topic with its score from 0 to 1 and its IPTC Media Topic code (`medtop:…`)."""

    name: str
    score: float
    iptc: str


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A judged headline, the same on every way out. Its fields are those of the contract."""

    v: int = 1
    id: str
    event: EventName
    revision: int
    story: str
    source: str
    kind: str
    sources: tuple[str, ...]
    outlet: str
    title: str
    url: str | None
    summary: str | None
    section: str | None
    lang: str
    dir: Literal["rtl", "ltr"]
    published: str | None
    published_raw: str | None
    published_from: str | None
    seen: str
    queued: str
    classified: str
    topics: tuple[Topic, ...]
    urgency: UrgencyName
    urgency_score: float
    places: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()
    previous: str | None = None
    corrects: str | msgspec.UnsetType | None = msgspec.UNSET
    late: bool | msgspec.UnsetType = msgspec.UNSET
    truncated: bool | msgspec.UnsetType = msgspec.UNSET
    test: bool | msgspec.UnsetType = msgspec.UNSET

    @property
    def delivery_id(self) -> str:
        """`{id}_{event}_{revision}`: the webhook-id, the same for every retry and subscriber."""
        return f"{self.id}_{self.event}_{self.revision}"


class Digest(msgspec.Struct, frozen=True, kw_only=True):
    """Several events that one subscriber is told of in one message."""

    id: str
    """`…_digest_1`: its delivery id, made of what it holds (fold.lua)."""
    stories: int
    items: int
    """How many deliveries it stands for: `events` may hold of each story the newest alone."""
    events: tuple[Event, ...]

    @property
    def delivery_id(self) -> str:
        return self.id


News = Event | Digest
"""What one message tells."""

ENCODER: Final = msgspec.json.Encoder()
DECODER: Final = msgspec.json.Decoder(Event)
_DIGESTS: Final = msgspec.json.Decoder(Digest)
_SEVERAL: Final = msgspec.json.Decoder(list[Event])


def encode(event: Event) -> bytes:
    """JSON, UTF-8, letters unescaped."""
    return ENCODER.encode(event)


def decode(data: bytes) -> Event:
    """Raises msgspec.DecodeError (ValidationError) on anything that is not an event."""
    return DECODER.decode(data)


def is_digest(delivery: str) -> bool:
    """By its id alone."""
    return delivery.rpartition("_")[0].endswith("_digest")


def decode_owed(delivery: str, data: bytes) -> News:
    """What a delivery is about. Raises as `decode` does."""
    return _DIGESTS.decode(data) if is_digest(delivery) else decode(data)


def decode_several(data: bytes) -> list[Event]:
    """A JSON array of events. Raises as `decode` does."""
    return _SEVERAL.decode(data)


def events_of(news: News) -> tuple[Event, ...]:
    return news.events if isinstance(news, Digest) else (news,)


# ── deliveries ────────────────────────────────────────────────────────────────────────────────


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """What a channel made of news for one subscriber: a POST, ready to be sent as it is; or, where
    `carrier` is named, what that one takes (workers.carriers)."""

    url: str
    headers: dict[str, str]
    body: bytes
    carrier: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came back from a POST: a status with headers (lower-case) and the start of the body,
    or no status and why."""

    status: int | None
    headers: dict[str, str] = {}
    body: bytes = b""
    error: str = ""
    """Without secrets: never the path or query of the address."""
    took: float = 0.0
    """Seconds."""


class Delivered(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The receiver said yes."""


class TryAgain(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """No for now. `after`: seconds that the receiver asked us to wait, if it did."""

    why: str
    after: float | None = None


class GiveUp(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """No for good. `gone`: the receiver wants no more at all (410): it is switched off."""

    why: str
    gone: bool = False


Outcome = Delivered | TryAgain | GiveUp


def to_builtins(event: Event) -> dict[str, Any]:
    """The event as plain dicts and lists, for templates and payloads."""
    built: dict[str, Any] = msgspec.to_builtins(event)
    return built

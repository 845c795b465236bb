"""What can be set, with every default. Durations are seconds, sizes are bytes.

A key of the file is a field of the same name; `streamer.settings.loading` holds a reader for each.
"""

from __future__ import annotations

from typing import Final

import msgspec

TOPICS: Final = (
    "politics", "security", "economy", "sports", "world",
    "local", "culture", "technology", "health", "misc",
)  # fmt: skip
URGENCIES: Final = ("routine", "urgent", "flash")
EVENTS: Final = ("new", "update", "follow", "repeat", "correction", "withdrawn")


class Secret:
    """A string that shows itself to nobody: `str`, `repr` and f-strings give `***`."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The string itself. Call it where it is used, and keep the result nowhere."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "***" if self._value else "''"

    __str__ = __repr__


class RedisSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the streams are kept."""

    url: Secret = Secret("")
    """redis, rediss, unix, redis+sentinel or redis+cluster; empty: the embedded Valkey."""
    prefix: str = "ajil"
    """What every key begins with; on a cluster in braces, so that all keys share one slot."""


class ServiceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The service itself."""

    data_dir: str = "data"
    """As written: relative to the working directory, as with every service manager."""
    listen: str = "127.0.0.1:8733"
    """host:port of console, API and metrics ([…] around IPv6); empty: none; port 0: a free one."""
    token: Secret = Secret("")
    """Asked of console and API; never empty where `listen` is not loopback."""
    public_url: str = ""
    timezone: str = "Asia/Baghdad"
    """IANA name, for dates without a zone."""
    keep: float = 7 * 86400.0
    """How long the news stream, revisions and aliases are kept."""
    max_age: float = 6 * 3600.0
    """Published longer ago than that when first seen: recorded as late, not pushed."""
    otlp: str = ""
    """Where traces go: a collector (OTLP over HTTP); empty: none are kept."""
    backlog: int = 100_000
    """Headlines waiting for workers at which pollers stop asking."""
    memory: int = 1024**3
    """maxmemory of the embedded Valkey."""


class NetworkSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How sources and receivers are reached."""

    allow: tuple[str, ...] = ()
    """Private or loopback networks (CIDR) that they may lie in."""
    per_host: int = 2
    proxy: Secret = Secret("")
    """http or https; may carry credentials."""
    ca_file: str = ""
    """Joined to the folder of the configuration file."""
    user_agent: str = ""


class DedupeSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How long a headline is remembered as something to repeat."""

    window: float = 48 * 3600.0
    semantic: bool = False
    """The large model (extra `semantic`) is asked too which story a title belongs to."""


class ClassifySettings(msgspec.Struct, frozen=True, kw_only=True):
    """The judge's own words."""

    extra: tuple[str, ...] = ()
    """Files with words, places, section names; joined to the folder of the configuration file."""
    semantic: bool = False
    """The large model (extra `semantic`) is heard on topics, where load allows."""


class KafkaSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Distributed running. Not part of this version: naming brokers is a fault."""

    brokers: tuple[str, ...] = ()


class AlarmSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Who hears that something is wrong with the service itself."""

    subscriber: str = ""
    """The name of a [[subscriber]]; empty: nobody."""
    silence: float = 1800.0
    """No headline at all for so long is an alarm."""


class SourceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """One [[source]]: a page, feed or channel that is asked again and again."""

    name: str
    kind: str
    url: str
    every: float = 15.0
    """The learnt pace is never quicker than this,"""
    at_most: float = 300.0
    """nor slower than this (Retry-After, robots and back-off may be)."""
    select: str = ""
    """CSS selector of a ticker's block; empty: found by itself."""
    outlet: str = ""
    """Identity is scoped to it. Once loaded never empty: the registrable domain of `url`."""
    id_pattern: str = ""
    """Regular expression that finds the site's own number in the URL of an item."""
    timezone: str = ""
    """Never empty once loaded: `service.timezone` by default."""
    lang: str = ""
    topics: tuple[str, ...] = ()
    """What it always carries."""
    articles: bool = False
    """Complete headlines from the article page."""
    first_run: str = "skip"
    """skip: the first visit only learns what is there; publish: it publishes it."""
    headers: dict[str, Secret] = {}
    max_bytes: int = 5 * 1024**2


class SubscriberSettings(msgspec.Struct, frozen=True, kw_only=True):
    """One [[subscriber]]: a way out and its filter. Keys are ANDed, values of a list ORed; an
    empty list asks for nothing, so it holds for everything."""

    name: str
    channel: str
    url: Secret = Secret("")
    """A secret as a whole: who knows a Slack or webhook address can post to it."""
    secret: Secret = Secret("")
    """webhook: `whsec_` and base64 (Standard Webhooks); several by blanks, while rotating."""
    topics: tuple[str, ...] = ()
    urgency: str = "routine"
    """At least."""
    sources: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    lang: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    """Empty: new, update, follow with something fresh, correction, withdrawn."""
    late: bool = False
    give_up: float | None = None
    """None: the channel's own."""
    token: Secret = Secret("")
    to: str = ""
    quiet: str = ""
    digest: float | None = None
    per_minute: int | None = None
    cooldown: float | None = None
    timezone: str = ""
    """Empty: `service.timezone`."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file."""

    redis: RedisSettings = RedisSettings()
    service: ServiceSettings = ServiceSettings()
    network: NetworkSettings = NetworkSettings()
    dedupe: DedupeSettings = DedupeSettings()
    classify: ClassifySettings = ClassifySettings()
    kafka: KafkaSettings = KafkaSettings()
    alarm: AlarmSettings = AlarmSettings()
    source: tuple[SourceSettings, ...] = ()
    subscriber: tuple[SubscriberSettings, ...] = ()

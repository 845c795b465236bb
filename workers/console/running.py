"""The service as the console sees it: what it may look at, and the few things it may ask for.

The console knows nothing of pollers, fetchers and channels; workers.cli, which puts both sides together,
hands it these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import msgspec

from streamer.settings import Settings, SourceSettings
from streamer.stream import HeadlineStream
from workers.made import What
from workers.meters import Meters
from workers.polled import SourceState
from workers.store import Store


class TriedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a source that was tried. `skipped`: why it would not be published."""

    title: str
    url: str | None
    published: str | None
    urgent: bool
    skipped: str | None


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """What a source answered, once. `status`: of HTTP; None: no answer."""

    status: int | None
    error: str | None
    note: str | None
    items: tuple[TriedItem, ...]


class PolledState(SourceState, Protocol):
    """A source as the poller of this process has it."""

    @property
    def settings(self) -> SourceSettings: ...


class Polling(Protocol):
    """The pollers' side of this process."""

    @property
    def states(self) -> Mapping[str, PolledState]: ...
    @property
    def held_back(self) -> str | None: ...


class Judging(Protocol):
    """The judge of this process; `fence` None: it stands by."""

    @property
    def fence(self) -> int | None: ...
    @property
    def foreign(self) -> int: ...


class Helm(Protocol):
    """What the console may ask the service to do; it reaches what the console may not import."""

    @property
    def kinds(self) -> Sequence[str]:
        """The kinds of source that there are."""

    async def try_source(self, table: Mapping[str, Any]) -> Tried:
        """Asks a source once; nothing is stored. Raises SettingsError."""

    async def send_test(self, subscriber: str) -> str | None:
        """What went wrong, or "": it was taken; None: nobody is called so."""

    async def make(self, what: What, table: Mapping[str, Any]) -> None:
        """Keeps a source or subscriber in Redis. Raises SettingsError, and what redis raises."""


class Running(Protocol):
    """The service as the console sees it."""

    @property
    def settings(self) -> Settings: ...
    @property
    def poller(self) -> Polling | None: ...
    @property
    def pipeline(self) -> Judging | None: ...
    @property
    def store(self) -> Store | None: ...
    @property
    def stream(self) -> HeadlineStream | None: ...
    @property
    def meters(self) -> Meters: ...
    @property
    def helm(self) -> Helm | None: ...
    def not_ready(self) -> str | None: ...

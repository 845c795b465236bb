"""The configuration in force: the file's or a newer one from Redis, what was made through the API, who is
switched off.

    file ─► {prefix}:config ─► every process that shares the Redis     the newest counts, whoever wrote it
                               + {prefix}:made, {prefix}:off
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Final

import structlog

from streamer.errors import SettingsError
from streamer.settings import Settings, duration, from_shared, shared
from workers import made
from workers.cli import wiring
from workers.delivery import Receiver
from workers.pacing import pace_of
from workers.pipeline import Roster
from workers.store import Store
from workers.subscriptions import Subscriptions

log = structlog.get_logger(__name__)

_DAY_MS: Final = 86_400_000
_LOCAL: Final = ("redis", "network", "service")
"""Sections that are of this process alone, from its start on."""


class Configured:
    """What one process knows of it. `look` reads what has changed; `in_force` says what counts."""

    def __init__(self, settings: Settings) -> None:
        self._base = settings
        """Without what was made through the API."""
        self._shared = shared(settings)
        self._refused: bytes | None = None
        """A configuration in Redis that cannot be used here."""
        self._newest: bytes | None = None
        self._made: made.Made = {}
        self._made_mark: tuple[bytes | None, int] = None, 0
        self._off: dict[str, tuple[str, str]] = {}

    @property
    def in_force(self) -> Settings:
        return made.merged(self._base, self._made)

    @property
    def is_newest(self) -> bool:
        """Whether the newest configuration of Redis is the one in force here."""
        return self._newest != self._refused

    async def publish(self, store: Store) -> None:
        """The file's becomes the newest. Raises what redis raises."""
        await store.publish_config(self._shared)

    async def read_made(self, store: Store) -> None:
        """What was made through the API. Raises what redis raises."""
        mark = await made.mark(store)
        if mark != self._made_mark:
            self._made, self._made_mark = await made.read(store), mark

    async def look(self, store: Store) -> bool:
        """Whether another configuration is in force than at the last look. Raises what redis raises."""
        newest, off, known = await store.config(), await store.switched_off(), self._made
        await self.read_made(store)
        self._newest = newest
        if newest is None:
            await self.publish(store)
            return False
        if newest in (self._shared, self._refused) and (off, self._made) == (self._off, known):
            return False
        self._off = off
        self._base = self._follow(newest)
        return True

    def _follow(self, data: bytes) -> Settings:
        """The settings with the configuration from Redis; as they are where that one cannot be used here
        (another version of Ajil wrote it), which is said once."""
        if data in (self._shared, self._refused):
            return self._base
        try:
            settings = from_shared(data, self._base)
            self.roster(settings)
        except Exception as error:
            self._refused = data
            log.error("settings.not_followed", reason=str(error) or type(error).__name__)
            return self._base
        self._shared = data
        log.info("settings.followed")
        return settings

    async def read_again(self, path: Path, store: Store) -> None:
        """SIGHUP: the file is read again and published; with faults, all stays as it is, which is said.
        Raises what redis raises."""
        try:
            settings = wiring.read_settings(path)
        except SettingsError as error:
            log.error("settings.refused", faults=error.faults)
            return
        wiring.hide_secrets(settings)
        await store.publish_config(shared(settings))
        old = from_shared(shared(settings), self._base)
        if changed := [name for name in _LOCAL if getattr(old, name) != getattr(settings, name)]:
            log.warning("settings.need_a_restart", sections=changed)
        log.info("settings.read_again")

    def roster(self, settings: Settings) -> Roster:
        """Who may want a headline, and who of them is switched off."""
        by_courier = receivers(settings)
        # Another URL than the one that said 410 switches on again.
        off = {
            name
            for name, (address, _) in self._off.items()
            if name in by_courier and by_courier[name].address == address
        }
        longest = max((one.give_up for one in by_courier.values()), default=0.0)
        return Roster(
            subscriptions=Subscriptions(settings.subscriber),
            in_commit=frozenset(one.name for one in settings.subscriber) - by_courier.keys(),
            off=frozenset(off),
            body_ms=int(longest * 1000) + _DAY_MS,
            max_age=timedelta(seconds=settings.service.max_age),
        )


def receivers(settings: Settings) -> dict[str, Receiver]:
    """Those whom couriers serve, by name."""
    found = {}
    for one in settings.subscriber:
        channel = wiring.channel(one.channel)
        if not channel.IN_COMMIT:
            give_up = one.give_up or duration(channel.GIVE_UP)
            found[one.name] = Receiver(
                one, channel, give_up, pace_of(one, settings.service.timezone)
            )
    return found

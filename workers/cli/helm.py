"""What the console may ask the running service to do: try a source, send a test alert, keep what is made
through the API. It needs both sides, so it stands here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import msgspec

import streamer.sources
from streamer import plugins
from streamer.errors import SettingsError
from streamer.log import hide
from streamer.reading import Readers
from streamer.settings import Settings, SourceSettings, SubscriberSettings, secret_values
from workers import made
from workers.cli import checking, sending, wiring
from workers.console.running import Tried, TriedItem
from workers.made import What
from workers.store import Store

MOST_ITEMS: Final = 200
"""Of a source that is tried, that are told."""


class Helm:
    """`settings` and `store` are asked anew each time."""

    def __init__(self, settings: Callable[[], Settings], store: Callable[[], Store]) -> None:
        self._settings = settings
        self._store = store

    @property
    def kinds(self) -> Sequence[str]:
        return sorted(plugins.names(streamer.sources))

    async def try_source(self, table: Mapping[str, Any]) -> Tried:
        """Asks once, stores nothing. Raises SettingsError."""
        settings = self._settings()
        source = wiring.made_section(SourceSettings, {"name": "tried", **table}, settings)
        fetcher, readers = wiring.fetcher(settings), Readers()
        try:
            checked = await checking.try_source(source, fetcher, readers)
        finally:
            await fetcher.close()
            await asyncio.to_thread(readers.close)
        items = tuple(
            TriedItem(
                title=item.title, url=item.url, published=item.published, urgent=item.urgent,
                skipped=None if item.skipped is msgspec.UNSET else item.skipped,
            )
            for item in checked.items[:MOST_ITEMS]
        )  # fmt: skip
        return Tried(status=checked.status, error=checked.error, note=checked.note, items=items)

    async def send_test(self, subscriber: str) -> str | None:
        """What went wrong, or "": it was taken; None: nobody is called so."""
        settings = self._settings()
        for one in settings.subscriber:
            if one.name == subscriber:
                return await sending.send_test(settings, one, self._store())
        return None

    async def make(self, what: What, table: Mapping[str, Any]) -> None:
        """Keeps it. Raises SettingsError, and what redis raises."""
        settings = self._settings()
        section: SourceSettings | SubscriberSettings
        existing: Sequence[SourceSettings | SubscriberSettings]
        if what == "source":
            section = wiring.made_section(SourceSettings, table, settings)
            existing = settings.source
        else:
            section = wiring.made_section(SubscriberSettings, table, settings)
            existing = settings.subscriber
        ours = made.names(await made.read(self._store()), what)
        if section.name in {one.name for one in existing} - ours:
            raise SettingsError([f"name: {section.name} stands in the file; expected another"])
        holder = msgspec.structs.replace(Settings(), **{what: (section,)})
        hide(secret_values(holder))
        await made.keep(self._store(), what, section)

"""What the commands share: the configuration, the guard, and the Redis that is meant."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar, cast

import streamer.sources
import workers.channels
from streamer import log, plugins, traces
from streamer.connect import AnyRedis, connect, inspect, is_not_now
from streamer.door import trusted
from streamer.embedded import attach
from streamer.errors import AjilError, SettingsError
from streamer.fetch import Fetcher
from streamer.guard import Guard
from streamer.keys import Keys
from streamer.settings import (
    Checks,
    Settings,
    SourceSettings,
    SubscriberSettings,
    load,
    one_section,
    secret_values,
)
from streamer.sources.ticker import selector_fault
from workers import filters
from workers.apprise_door import AppriseDoor
from workers.channels import Channel
from workers.classify import Classifier, opinion
from workers.cli import prefix
from workers.kafka_door import KafkaDoor
from workers.meaning import MISSING as MEANING_MISSING
from workers.meaning import Meaning
from workers.meaning import installed as meaning_installed
from workers.meaning import packaged as packaged_meaning
from workers.post import Poster
from workers.store import Store
from workers.story import Answer, Parcel
from workers.version import VERSION

if TYPE_CHECKING:
    from workers.dedupe import Index

USER_AGENT = f"Ajil/{VERSION} (+https://github.com/ajil-news/ajil; news monitor)"


_SectionT = TypeVar("_SectionT", SourceSettings, SubscriberSettings)


class Common(NamedTuple):
    """Options of every command."""

    config: Path
    level: str
    format: str | None
    named: bool = True
    """The file was asked for by name; otherwise it may be missing where none is needed."""


def channel(name: str) -> Channel:
    return cast(Channel, plugins.load(workers.channels, name))


def counted(number: int, what: str) -> str:
    """`1 source`, `2 sources`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def read_settings(path: Path, only: Collection[str] = ()) -> Settings:
    """`only`: these sections, where not all of them are needed. Raises SettingsError with every fault."""
    return load(path, os.environ, only=only, whole_faults=_faults_of_files, **_checks())


def made_section(kind: type[_SectionT], table: Mapping[str, Any], settings: Settings) -> _SectionT:
    """A source or subscriber that came through the API. Raises SettingsError with every fault."""
    return one_section(kind, table, settings, **_checks())


def _checks() -> Checks:
    """What the configuration is held against beside its own rules."""

    def address_fault(url: str, allow: tuple[str, ...]) -> str | None:
        return Guard(allow).fault(url)

    def subscriber_faults(subscriber: SubscriberSettings) -> list[str]:
        return [*filters.check(subscriber), *channel(subscriber.channel).check(subscriber)]

    return {
        "kinds": plugins.names(streamer.sources),
        "channels": plugins.names(workers.channels),
        "url_fault": address_fault,
        "css_fault": selector_fault,
        "subscriber_faults": subscriber_faults,
    }


def _faults_of_files(settings: Settings) -> Iterator[str]:
    """What is wrong inside the files that the configuration names."""
    if settings.classify.extra:
        try:
            classifier(settings)
        except SettingsError as error:
            yield from (f"classify.extra: {fault}" for fault in error.faults)
    for table in ("classify", "dedupe"):
        if getattr(settings, table).semantic and not meaning_installed():
            yield f"{table}.semantic: {MEANING_MISSING}"
    if settings.service.otlp and not traces.can_be_kept():
        yield f"service.otlp: {traces.MISSING}"
    try:
        trusted(settings.network.ca_file)
    except SettingsError as error:
        yield from error.faults


def settings_or_exit(common: Common, only: Collection[str] = ()) -> Settings:
    """The settings, with logging set up. Raises SettingsError: main tells every fault, and exits with 2."""
    configure_log(common)
    settings = read_settings(common.config, only)
    hide_secrets(settings)
    return settings


def settings_or_default(common: Common, only: Collection[str] = ()) -> Settings:
    """For commands that need no configuration: the defaults where none was named and there is none."""
    if not common.named and not common.config.exists():
        configure_log(common)
        return Settings()
    return settings_or_exit(common, only)


def configure_log(common: Common) -> None:
    form = common.format or ("console" if sys.stderr.isatty() else "json")
    log.configure(common.level, cast(Any, form))


def hide_secrets(settings: Settings) -> None:
    """No secret of the configuration stands in any line of the log from now on."""
    log.hide(secret_values(settings))


def classifier(
    settings: Settings, meaning: Meaning | None = None, *, live: bool = False
) -> Classifier:
    """With the user's own words. Raises SettingsError naming the file and what is wrong in it. `live`: the
    large model is heard of those titles alone for which it was asked in time (meaning.Beforehand)."""
    heard = None
    if meaning is not None and settings.classify.semantic:
        heard = opinion.Opinion(opinion.packaged(), meaning.known if live else meaning.vector)
    return Classifier(
        ((name, Path(name).read_text(encoding="utf-8")) for name in settings.classify.extra), heard
    )


def meaning(settings: Settings) -> Meaning | None:
    """The large model, where it is asked for. Raises AjilError where it cannot run."""
    if settings.classify.semantic or settings.dedupe.semantic:
        return packaged_meaning()
    return None


def new_index(settings: Settings, meaning: Meaning | None = None) -> Index:
    """What the judge remembers; of stories the large model is asked where that is configured."""
    from workers.dedupe import Index  # its lists take a second to read: only who judges does

    return Index(
        window=settings.dedupe.window,
        keep=settings.service.keep,
        meant=meaning.likeness if meaning is not None and settings.dedupe.semantic else None,
    )


def fetcher(settings: Settings) -> Fetcher:
    network = settings.network
    return Fetcher(
        Guard(network.allow),
        user_agent=network.user_agent or USER_AGENT,
        per_host=network.per_host,
        proxy=network.proxy.reveal(),
        ca_file=network.ca_file,
    )


def poster(settings: Settings) -> Poster:
    network = settings.network
    return Poster(
        Guard(network.allow),
        user_agent=network.user_agent or USER_AGENT,
        proxy=network.proxy.reveal(),
        ca_file=network.ca_file,
    )


def told_to_end() -> bool:
    """Whether this command was cancelled. Its loops ask, because before Python 3.12 `asyncio.wait_for` loses
    a cancellation that comes together with what it waited for (github.com/python/cpython/issues/86296)."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


class Door(Protocol):
    """What takes parcels where a POST of ours does not."""

    async def carry(self, parcel: Parcel) -> Answer: ...

    async def close(self) -> None: ...


def doors(settings: Settings) -> dict[str, Door]:
    """By the name that a parcel has. To be closed at the end."""
    network = settings.network
    return {
        "apprise": AppriseDoor(network.allow),
        "kafka": KafkaDoor(network.allow, network.ca_file),
    }


def redis_url(settings: Settings) -> str:
    """The Redis that is named, or the one that runs in data_dir. Raises AjilError where there is none."""
    if settings.redis.url:
        return settings.redis.url.reveal()
    url = attach(Path(settings.service.data_dir))
    if url is None:
        raise AjilError(
            f"no Redis is named (redis.url), and no `ajil run` runs in {settings.service.data_dir}"
        )
    return url


@asynccontextmanager
async def store_at_once(settings: Settings) -> AsyncIterator[Store]:
    """The store for a command that runs once: it fails where a service would wait."""
    url = redis_url(settings)
    client: AnyRedis = connect(url, name="ajil-command")
    keys = Keys(settings.redis.prefix)
    try:
        try:
            await inspect(client)
            await prefix.check(client, keys, [one.name for one in settings.subscriber])
        except Exception as error:
            if not is_not_now(error):
                raise
            raise AjilError(f"Redis cannot be reached: {error}") from None
        try:
            yield Store(client, keys, keep=settings.service.keep)
        except Exception as error:
            # An OSError here is another's: of a file, or of whoever reads our output.
            if isinstance(error, OSError) or not is_not_now(error):
                raise
            raise AjilError(f"Redis failed: {error}") from None
    finally:
        await client.aclose()

"""What the commands share: the configuration, the guard, and the Redis that is meant."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple, cast

import typer

import streamer.sources
import workers.channels
from streamer import log, plugins
from streamer.connect import AnyRedis, connect, inspect, is_not_now
from streamer.embedded import attach
from streamer.errors import AjilError, SettingsError
from streamer.fetch import Fetcher
from streamer.guard import Guard
from streamer.keys import Keys
from streamer.settings import Settings, SubscriberSettings, load, secret_values
from streamer.sources.ticker import selector_fault
from workers import filters
from workers.channels import Channel
from workers.classify import Classifier
from workers.post import Poster
from workers.store import Store
from workers.version import VERSION

USER_AGENT = f"Ajil/{VERSION} (+https://github.com/ajil-news/ajil; news monitor)"


class Common(NamedTuple):
    """Options of every command."""

    config: Path
    level: str
    format: str | None


def channel(name: str) -> Channel:
    return cast(Channel, plugins.load(workers.channels, name))


def read_settings(path: Path) -> Settings:
    """Raises SettingsError with every fault."""

    def address_fault(url: str, allow: tuple[str, ...]) -> str | None:
        return Guard(allow).fault(url)

    def subscriber_faults(subscriber: SubscriberSettings) -> list[str]:
        return [*filters.check(subscriber), *channel(subscriber.channel).check(subscriber)]

    return load(
        path,
        os.environ,
        kinds=plugins.names(streamer.sources),
        channels=plugins.names(workers.channels),
        url_fault=address_fault,
        css_fault=selector_fault,
        subscriber_faults=subscriber_faults,
    )


def settings_or_exit(common: Common) -> Settings:
    """The settings, with logging set up; exit status 2 and every fault on standard error otherwise."""
    configure_log(common)
    try:
        settings = read_settings(common.config)
    except SettingsError as error:
        for fault in error.faults:
            typer.echo(fault, err=True)
        raise typer.Exit(2) from None
    hide_secrets(settings)
    return settings


def configure_log(common: Common) -> None:
    form = common.format or ("console" if sys.stderr.isatty() else "json")
    log.configure(common.level, cast(Any, form))


def hide_secrets(settings: Settings) -> None:
    """No secret of the configuration stands in any line of the log from now on."""
    log.hide(secret_values(settings))


def classifier(settings: Settings) -> Classifier:
    """With the user's own words. Raises SettingsError naming the file and what is wrong in it."""
    return Classifier(
        (name, Path(name).read_text(encoding="utf-8")) for name in settings.classify.extra
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
    try:
        try:
            await inspect(client)
        except Exception as error:
            if not is_not_now(error):
                raise
            raise AjilError(f"Redis cannot be reached: {error}") from None
        yield Store(client, Keys(settings.redis.prefix), keep=settings.service.keep)
    finally:
        await client.aclose()

"""`ajil import FILE.opml` and `ajil export`: sources in and out as OPML (streamer.opml).

Coming in, each subscription becomes a `[[source]]` block behind what the configuration holds: its text,
comments and all, stays as it is. What cannot be a source is named and passed over; what is there already is
passed over. The blocks are printed too; with `>> ajil.toml` they are only printed.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
import typer

from streamer import opml
from streamer.errors import AjilError, SettingsError
from streamer.opml import Outline
from streamer.outlet import registrable
from streamer.settings import Settings, SourceSettings, duration, size
from streamer.settings.writing import block, name_of, plain
from workers.cli import wiring

_LARGEST: Final = 16 * 1024**2
_TELEGRAM: Final = re.compile(r"https?://(?:www\.)?(?:t|telegram)\.me/", re.I)


async def give_out(settings: Settings) -> int:
    """Prints the sources."""
    sources = [_without_what_follows(one, settings) for one in settings.source]
    typer.echo(opml.write(sources, datetime.now(UTC)), nl=False)
    return 0


async def take_in(settings: Settings, config: Path, file: str) -> int:
    """0, or 1 where a subscription could not be a source."""
    outlines = opml.read(await asyncio.to_thread(_bytes_of, file))
    known = {(one.kind, one.url) for one in settings.source}
    names = {one.name for one in settings.source}
    blocks: list[str] = []
    bad = there = 0
    for outline in outlines:
        try:
            source = _source(outline, names)
            if (source.kind, source.url) in known:
                there += 1
                continue
            text = block(source, (outline.title,) if outline.title not in ("", source.name) else ())
            wiring.made_section(SourceSettings, tomllib.loads(text)["source"][0], settings)
        except (SettingsError, ValueError) as error:
            bad += 1
            typer.echo(f"{plain(outline.url) or 'an outline'}: {_why(error)}", err=True)
            continue
        known.add((source.kind, source.url))
        names.add(source.name)
        blocks.append(text)
    _add(blocks, config)
    typer.echo(
        f"{wiring.counted(len(blocks), 'source')} added, {there} there already, {bad} left out",
        err=True,
    )
    return 1 if bad else 0


def _add(blocks: list[str], config: Path) -> None:
    if not blocks:
        return
    text = "\n".join(blocks)
    if not _is_output(config):
        try:
            before = config.read_text(encoding="utf-8") if config.exists() else ""
            gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
            with config.open("a", encoding="utf-8") as opened:
                opened.write(gap + text)
        except OSError as error:
            raise AjilError(f"{config} cannot be written: {error.strerror}") from None
    typer.echo(text, nl=False)


def _is_output(config: Path) -> bool:
    """Whether standard output goes into the configuration itself."""
    try:
        return os.path.samestat(os.fstat(sys.stdout.fileno()), config.stat())
    except (OSError, ValueError):
        return False


def _source(outline: Outline, names: set[str]) -> SourceSettings:
    """Raises ValueError where a key says nothing that can be meant."""
    url = re.sub(r"^feed:(//)?(?=https?:)", "", outline.url.strip())
    url = re.sub(r"^feed:/*", "http://", url)
    more = {key: _value(key, value) for key, value in outline.more.items()}
    more.setdefault("kind", "telegram" if _TELEGRAM.match(url) else "feed")
    host = registrable(urlsplit(url).hostname or "")
    wish = name_of(outline.title) or name_of(host.partition(".")[0]) or "source"
    numbered = (f"{wish}-{number}" for number in range(2, 100_000))
    name = next(one for one in (wish, *numbered) if one not in names) if wish in names else wish
    return SourceSettings(name=name, url=url, **more)


def _value(key: str, value: str) -> Any:
    kind = {field.name: field.type for field in msgspec.structs.fields(SourceSettings)}[key]
    if kind is bool:
        return value == "true"
    if kind is float:
        return duration(value)
    if kind is int:
        return size(value)
    return tuple(one for one in value.split(",") if one) if key == "topics" else value


def _without_what_follows(source: SourceSettings, settings: Settings) -> SourceSettings:
    """Without what loading fills in by itself."""
    host = registrable(urlsplit(source.url).hostname or "")
    usual: Mapping[str, str] = {"outlet": host, "timezone": settings.service.timezone}
    empty = {key: "" for key, value in usual.items() if getattr(source, key) == value}
    return msgspec.structs.replace(source, **empty)


def _why(error: Exception) -> str:
    if isinstance(error, SettingsError):
        return "; ".join(fault.partition(": ")[2] or fault for fault in error.faults)
    return str(error)


def _bytes_of(file: str) -> bytes:
    try:
        if file == "-":
            data = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with Path(file).open("rb") as opened:
                data = opened.read(_LARGEST + 1)
    except OSError as error:
        raise AjilError(f"{file} cannot be read: {error.strerror}") from None
    if len(data) > _LARGEST:
        raise AjilError(f"{file} is over 16 MiB")
    return data

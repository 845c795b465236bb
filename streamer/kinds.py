"""The kinds of source, found by their names, and what a source asks by its kind."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Protocol, cast, runtime_checkable

from streamer.settings import SourceSettings
from streamer.sources import Kind, Mark, Request


class Broken(Exception):
    """The code of a kind of source raised; the cause is in `__cause__`."""


@runtime_checkable
class Vouching(Protocol):
    """What a kind offers beside where the status of an item's page does not say whether it stands."""

    def item_page(self, url: str) -> str:
        """The address at which an item may be asked for; `url`: its own."""

    def stands(self, body: bytes, url: str) -> bool | None:
        """Whether the item of `url` stands in what was answered there with 200; None: it does not say."""


@lru_cache
def kind_of(name: str) -> Kind:
    """Raises whatever its import does."""
    return cast(Kind, import_module(f"streamer.sources.{name}"))


def request(source: SourceSettings, url: str, mark: Mark) -> Request:
    """What `source` asks at `url`, given what was kept from the last visit. Raises Broken."""
    try:
        return kind_of(source.kind).request(url, headers_for(source, url), mark)
    except Exception as error:
        # Under a name of its own: an OSError of a plug-in would be taken for one of Redis.
        raise Broken(f"{source.kind}: {type(error).__name__}") from error


def headers_for(source: SourceSettings, url: str) -> dict[str, str]:
    """The source's own headers, where `url` is of its origin; they may hold a password, which is nobody
    else's."""
    if _origin(url) != _origin(source.url):
        return {}
    return {name: value.reveal() for name, value in source.headers.items()}


def _origin(url: str) -> str:
    return "/".join(url.split("/")[:3]).lower()


def vouching(name: str) -> Vouching | None:
    """None: the status of an item's page is what counts."""
    kind = kind_of(name)
    return kind if isinstance(kind, Vouching) else None

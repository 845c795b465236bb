"""The kinds of source, found by their names."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Protocol, cast, runtime_checkable

from streamer.sources import Kind


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


def vouching(name: str) -> Vouching | None:
    """None: the status of an item's page is what counts."""
    kind = kind_of(name)
    return kind if isinstance(kind, Vouching) else None

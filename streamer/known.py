"""Of what Redis keeps of a source, as much as a visit to an unchanged page needs. Pure.

Ten thousand sources with thirty items each would fill 300 MB; what they showed is read again when a page has
changed, and the digest says whether it still is what this process knew.
"""

from __future__ import annotations

from hashlib import blake2b

import msgspec

from streamer.shown import Memory, unchanged
from streamer.sources import Mark


class Known(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The sketch of a Memory."""

    digest: bytes
    """Of the Memory as Redis holds it."""
    site: str
    mark: Mark
    note: str | None
    empty: str | None
    visited: float
    touched: float
    """Epoch seconds: the earliest at which the aliases of an item that is shown were written."""
    missing: bool
    """Whether an item was missing at the last visit."""


def decode(data: bytes | None) -> Memory | None:
    """What was kept; None: the source is to be learnt. Unreadable memory is no memory."""
    try:
        return msgspec.json.decode(data, type=Memory) if data else None
    except msgspec.DecodeError:
        return None


def encode(memory: Memory) -> bytes:
    """As it is kept."""
    return msgspec.json.encode(memory)


def sketch(data: bytes | None) -> Known | None:
    """None where `decode` gives None."""
    memory = decode(data)
    if data is None or memory is None:
        return None
    plan = unchanged(memory)
    return Known(
        digest=digest(data),
        site=memory.site,
        mark=memory.mark,
        note=memory.note,
        empty=memory.empty,
        visited=memory.visited,
        touched=min((one.touched for one in plan.same), default=float("inf")),
        missing=bool(plan.gone),
    )


def digest(data: bytes) -> bytes:
    """What tells one memory from another."""
    return blake2b(data, digest_size=16).digest()

"""What a kind of source is: a module in this folder, found by its name.

A kind only says what to ask and reads what came back. It is pure: it runs in a child process, under
a deadline, on bytes that anybody may have sent. Asking, waiting and remembering are done elsewhere.

    Request ─► (streamer.fetch) ─► Response ─► read() ─► Reading of Entries
                                        └────► (streamer.poller) keeps a Mark for the next visit
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import msgspec

from streamer.hints import NOTHING, Said


class Inner(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is kept of one of the documents that an index names."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    until: float = 0.0
    """Epoch seconds before which it is not asked again: the site said so, or it is unfit."""
    unfit: bool = False
    """Nothing could be read in it."""


class Mark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a source keeps for its next visit. Only the poller and the kind itself look into it."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    """blake2b of the body last read; the same body is not parsed again."""
    said: Said = NOTHING
    """When the feed says that it should be asked again, and who else would tell."""
    further: tuple[str, ...] = ()
    """As in the Reading,"""
    inner: dict[str, Inner] = {}
    """and what is kept of each."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A GET to be made. `headers` are sent as they are, over the client's own."""

    url: str
    headers: dict[str, str] = {}


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """An answer within limits. `headers` have lower-case names; `body` is decompressed."""

    status: int
    url: str
    """The address that answered, after redirects."""
    headers: dict[str, str] = {}
    body: bytes = b""


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One item as the publisher wrote it: nothing cleaned, nothing guessed."""

    title: str
    url: str | None = None
    """Absolute, or None."""
    guid: str | None = None
    summary: str | None = None
    section: str | None = None
    published: str | None = None
    """The publisher's own words for the date."""
    urgent: bool = False
    """Marked by the publisher beside the title (a class, a badge); a mark in the title is found later."""
    skipped: str | None = None
    """Why it would not be published (no title, an advertisement); None: it would be."""
    block: str | None = None
    """Which block of the page it stood in, where several were read; None: that of the Reading."""


class Block(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A block of a page, whether or not anything stood in it."""

    name: str
    bar: bool = False
    """A bar of breaking news: it comes up beside the rest when something happened."""
    read: bool = True
    """False: a list that stands there, and is not read beside the others."""
    same: bool = False
    """It was not read because it is as it was: what stood in it stands there."""


class Reading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a kind made of a Response."""

    entries: tuple[Entry, ...] = ()
    problem: str | None = None
    """Why nothing could be read; a Reading with a problem is a failed visit, not an empty one."""
    note: str | None = None
    """A warning that leaves the entries good: a repaired document, a selector that no longer fits."""
    empty: str | None = None
    """Why a good reading has no entries, or others than it would: a quiet hour, and no fault."""
    block: str | None = None
    """Where the entries stood (a ticker's block); None: a document is all one."""
    blocks: tuple[Block, ...] = ()
    """All that was read, where it is not `block` alone. What stands in a block that was not read before
    is learnt, not told."""
    lang: str | None = None
    further: tuple[str, ...] = ()
    """It is an index: the addresses where the entries stand, the most promising first. What is read there
    counts as a block of its own."""


class Kind(Protocol):
    """What a module in this folder offers."""

    def request(self, url: str, headers: Mapping[str, str], mark: Mark) -> Request:
        """What to ask, given what was kept from the last visit."""

    def read(self, response: Response, select: str) -> Reading:
        """The entries in an answer, in the order of the page. Raises nothing on any bytes."""


def conditional(url: str, headers: Mapping[str, str], mark: Mark, accept: str) -> Request:
    """A conditional GET (RFC 9110, 13.1) for `mark`; the source's own `headers` win."""
    asked = {"Accept": accept}
    if mark.etag:
        asked["If-None-Match"] = mark.etag
    if mark.last_modified:
        asked["If-Modified-Since"] = mark.last_modified
    return Request(url=url, headers={**asked, **headers})

"""Entries of the judged log as the console tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import msgspec

from workers import hand
from workers.filters import Facts
from workers.judged_log import LogEntry
from workers.log_place import Place, read, written
from workers.story import Event, decode, encode

LONGEST: Final = 256 * 1024
"""Bytes of an event; a longer entry is not ours."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """An entry of the log that is an event; `data` is its JSON in one line."""

    place: Place
    event: Event
    data: bytes

    @cached_property
    def facts(self) -> Facts:
        """Found once, for all who filter."""
        return Facts.of(self.event)

    @property
    def id(self) -> str:
        return written(self.place)


@dataclass(frozen=True, kw_only=True)
class Moved:
    """An entry of the log by which the desk moved reports from one story into another."""

    place: Place
    data: bytes
    """The two stories, as JSON in one line."""

    @property
    def id(self) -> str:
        return written(self.place)


def with_moves(entries: Sequence[LogEntry]) -> list[Told | Moved]:
    """The events among `entries`, and what the desk moved between them."""
    found: list[Told | Moved] = []
    for entry in entries:
        if entry.hand is None:
            found += told((entry,))
        elif len(entry.hand) <= LONGEST:
            try:
                act = hand.decode(entry.hand)
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue
            if act.act == "move":
                data = msgspec.json.encode({"act": "move", "of": act.of, "story": act.story})
                found.append(Moved(place=read(entry.id), data=data))
    return found


def told(entries: Sequence[LogEntry]) -> list[Told]:
    """The events among `entries`; what others wrote onto the log is passed over."""
    found = []
    for entry in entries:
        data = entry.data
        if data is None or len(data) > LONGEST:
            continue
        try:
            data.decode()  # fields that we do not know are not looked into by the decoder
            event = decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
        if b"\n" in data or b"\r" in data:
            data = encode(event)  # not ours, then: we write one line
        found.append(Told(place=read(entry.id), event=event, data=data))
    return found

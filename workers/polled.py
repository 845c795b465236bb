"""What every poller knows of its sources, told to all: so any console shows them, whoever asks them.

{prefix}:states   hash: source → how its last visit went, as JSON; written by who asked it, every few
                  seconds and only where it changed
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

import msgspec

from workers.store import Store

EVERY: Final = 3.0
"""Seconds between two tellings."""
_PORTION: Final = 500


class SourceState(Protocol):
    """What a poller knows of a source; times are epoch seconds."""

    @property
    def problem(self) -> str | None: ...
    @property
    def note(self) -> str | None: ...
    @property
    def answer(self) -> str | None: ...
    @property
    def empty(self) -> str | None: ...
    @property
    def asked_to_wait(self) -> bool: ...
    @property
    def status(self) -> int | None: ...
    @property
    def failures(self) -> int: ...
    @property
    def asked(self) -> float | None: ...
    @property
    def good(self) -> float | None: ...
    @property
    def next(self) -> float | None: ...
    @property
    def published(self) -> int: ...
    @property
    def misses(self) -> int: ...


class Polled(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One source; times are epoch seconds, `published` counts since its poller began."""

    problem: str | None = None
    note: str | None = None
    answer: str | None = None
    """What the last visit met (streamer.answers)."""
    empty: str | None = None
    asked_to_wait: bool = False
    status: int | None = None
    failures: int = 0
    asked: float | None = None
    good: float | None = None
    next: float | None = None
    published: int = 0
    misses: int = 0

    @classmethod
    def of(cls, state: SourceState) -> Polled:
        return cls(
            problem=state.problem, note=state.note, answer=state.answer, empty=state.empty,
            asked_to_wait=state.asked_to_wait, status=state.status, failures=state.failures,
            asked=state.asked, good=state.good, next=state.next, published=state.published,
            misses=state.misses,
        )  # fmt: skip


class Teller:
    """One poller's word about its sources."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._told: dict[str, bytes] = {}

    async def tell(self, states: Mapping[str, SourceState], mine: Mapping[str, bool]) -> None:
        """Writes what changed of those that are `mine`. Raises what redis raises."""
        news: dict[str, bytes] = {}
        for name, state in states.items():
            if mine.get(name) and state.asked is not None:
                data = msgspec.json.encode(Polled.of(state))
                if self._told.get(name) != data:
                    news[name] = data
        names = list(news)
        for start in range(0, len(names), _PORTION):
            part = {name: news[name] for name in names[start : start + _PORTION]}
            await self._store.redis.hset(self._store.keys.states, mapping=part)
        self._told.update(news)
        for name in self._told.keys() - states.keys():
            del self._told[name]
            await self._store.redis.hdel(self._store.keys.states, name)


async def polled(store: Store, names: list[str]) -> dict[str, Polled]:
    """What is known of these sources. Raises what redis raises."""
    found = {}
    for start in range(0, len(names), _PORTION):
        part = names[start : start + _PORTION]
        rows = await store.redis.hmget(store.keys.states, part)
        for name, data in zip(part, rows, strict=True):
            try:
                found[name] = msgspec.json.decode(data or b"", type=Polled)
            except msgspec.MsgspecError:
                continue  # nothing is known, or another version wrote it
    return found

"""What those who run the service should hear of, decided from what is known at one moment. Pure.

    dead letters became more · a source fails, is silent, or its selector is broken · the backlog is nearly
    full · no headline at all for `silence` seconds

Each is said once when it begins, and again only after it had ended: an alarm that repeats itself is not read.
A failure must have lasted for a while: a site that is restarted is no alarm.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

LASTS: Final = 300.0
"""Seconds that a source fails before it is said."""
FULL: Final = 0.8
"""Of the backlog, from which on it is nearly full."""
BAD: Final = ("failing", "silent", "selector")


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """`sources`: name → condition (workers.console.condition). `last`: when anything was last told, epoch
    seconds; None: never. None for a number: it is not known now."""

    now: float
    dead: int | None
    waiting: int | None
    backlog: int
    last: float | None
    sources: Mapping[str, str]


class Watch:
    """What was said already. `began`: when the watch began, epoch seconds."""

    def __init__(self, *, silence: float, began: float) -> None:
        self._silence = silence
        self._began = began
        self._dead: int | None = None
        self._bad: dict[str, tuple[str, float]] = {}
        self._said: set[str] = set()

    def look(self, facts: Facts) -> list[str]:
        """What is to be said now, each in one line."""
        found = [*self._letters(facts), *self._sources(facts)]
        if facts.waiting is not None:
            full = facts.waiting >= FULL * facts.backlog
            words = f"the backlog is nearly full: {facts.waiting} of {facts.backlog} headlines wait"
            found += self._once("backlog", words if full else None)
        if self._silence:
            quiet = facts.now - max(facts.last or self._began, self._began)
            words = f"no headline at all for {quiet / 60:.0f} minutes"
            found += self._once("silence", words if quiet >= self._silence else None)
        return found

    def _letters(self, facts: Facts) -> list[str]:
        before, self._dead = self._dead, facts.dead if facts.dead is not None else self._dead
        if before is None or facts.dead is None or facts.dead <= before:
            return []
        return [f"{facts.dead - before} more dead letters, {facts.dead} in all"]

    def _sources(self, facts: Facts) -> list[str]:
        found: list[str] = []
        for name, condition in facts.sources.items():
            bad, since = self._bad.get(name, ("", facts.now))
            if condition not in BAD:
                self._bad.pop(name, None)
                self._said.discard(f"source {name}")
                continue
            if bad != condition:
                since = facts.now
            self._bad[name] = condition, since
            if facts.now - since >= LASTS:
                found += self._once(f"source {name}", f"source {name}: {condition}")
        for gone in self._bad.keys() - facts.sources.keys():
            del self._bad[gone]
        return found

    def _once(self, key: str, words: str | None) -> list[str]:
        if words is None:
            self._said.discard(key)
            return []
        if key in self._said:
            return []
        self._said.add(key)
        return [words]

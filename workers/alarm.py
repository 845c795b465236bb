"""What those who run the service should hear of, decided from what is known at one moment. Pure.

    dead letters became more · a source fails, is silent, or its selector is broken · the backlog is nearly
    full · no headline at all for `silence` seconds

Each is said once when it begins and once when it is over: an alarm that repeats itself is not read. What was
said is kept (`Said`), so a restart neither repeats it nor forgets to say that it is over: only what is known
to be well is over, and right after a start little is known. A failure must have lasted for a while: a site
that is restarted is no alarm.
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
WELL: Final = "fresh"
MOST_WAITING: Final = 50


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """`sources`: name → condition (workers.console.condition). `last`: when anything was last told, epoch
    seconds; None: never. None for a number: it is not known now."""

    now: float
    dead: int | None
    waiting: int | None
    backlog: int
    last: float | None
    sources: Mapping[str, str]


class Said(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What was said already, and what is on its way there; moments are epoch seconds."""

    dead: int | None = None
    """Dead letters when they were last counted."""
    bad: dict[str, tuple[str, float]] = {}
    """Source → its condition, and since when."""
    began: dict[str, float] = {}
    """What is the matter (`backlog`, `silence`, `source …`) → when it was said."""
    waiting: list[str] = []
    """Words that were not taken yet, the newest MOST_WAITING."""


class Watch:
    """`began`: when this watch began, epoch seconds."""

    def __init__(self, *, silence: float, began: float, said: Said | None = None) -> None:
        self._silence = silence
        self._began = began
        self.said = said or Said()

    def look(self, facts: Facts) -> list[str]:
        """What is to be said now, each in one line; it waits in `said` from then on."""
        found = [*self._letters(facts), *self._sources(facts)]
        if facts.waiting is not None:
            full = facts.waiting >= FULL * facts.backlog
            words = f"the backlog is nearly full: {facts.waiting} of {facts.backlog} headlines wait"
            over = None if full else f"the backlog has room again: {facts.waiting} headlines wait"
            found += self._once(facts.now, "backlog", words if full else None, over)
        if self._silence:
            found += self._quiet(facts)
        self.said.waiting = [*self.said.waiting, *found][-MOST_WAITING:]
        return found

    def _letters(self, facts: Facts) -> list[str]:
        before = self.said.dead
        if facts.dead is None:
            return []
        self.said.dead = facts.dead
        if before is None or facts.dead <= before:
            return []
        return [f"{facts.dead - before} more dead letters, {facts.dead} in all"]

    def _quiet(self, facts: Facts) -> list[str]:
        quiet = facts.now - max(facts.last or self._began, self._began)
        words = f"no headline at all for {quiet / 60:.0f} minutes"
        spoke = facts.last is not None and facts.last > self.said.began.get("silence", facts.now)
        over = "headlines come again" if spoke else None
        return self._once(facts.now, "silence", words if quiet >= self._silence else None, over)

    def _sources(self, facts: Facts) -> list[str]:
        found: list[str] = []
        for name, condition in facts.sources.items():
            key = f"source {name}"
            if condition == WELL:
                self.said.bad.pop(name, None)
                found += self._once(facts.now, key, None, f"{key} is well again")
            if condition not in BAD:
                continue  # nothing is known of it just now
            bad, since = self.said.bad.get(name, ("", facts.now))
            if bad != condition:
                since = facts.now
            self.said.bad[name] = condition, since
            if facts.now - since >= LASTS:
                found += self._once(facts.now, key, f"{key}: {condition}", None)
        self._forget(facts)
        return found

    def _forget(self, facts: Facts) -> None:
        """Sources that are gone."""
        for gone in self.said.bad.keys() - facts.sources.keys():
            del self.said.bad[gone]
            self.said.began.pop(f"source {gone}", None)

    def _once(self, now: float, key: str, words: str | None, over: str | None) -> list[str]:
        """`words`: what is the matter, if it is; `over`: what is said once it is known to be no more."""
        if words is not None and key not in self.said.began:
            self.said.began[key] = now
            return [words]
        if words is None and over is not None and key in self.said.began:
            del self.said.began[key]
            return [over]
        return []

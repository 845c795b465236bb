"""What the console changes, for its forms and for the API alike: dead letters, subscribers, sources.

Methods raise what redis raises, and SettingsError with every fault of what was given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

import msgspec

from streamer.dates import utc
from streamer.errors import SettingsError
from workers import made, resending
from workers.console.receipts import time
from workers.console.running import Tried
from workers.console.view import View
from workers.deeds import write
from workers.hand import MOST_ITEMS, Act
from workers.letters import DeadLetter
from workers.made import What
from workers.store import Store
from workers.story import URGENCIES

MOST_SHOWN: Final = 500
"""Dead letters or deliveries in one answer."""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A dead letter as it is shown; times are RFC 3339."""

    subscriber: str
    delivery: str
    story: str
    title: str
    why: str
    attempts: int
    owed: str
    died: str


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery that is owed. `due` None: it waits for an earlier one of its story."""

    subscriber: str
    delivery: str
    story: str
    attempts: int
    owed: str
    due: str | None


class ActOf(msgspec.Struct, frozen=True, kw_only=True):
    entry: str
    act: Act


class Acts(msgspec.Struct, frozen=True, kw_only=True):
    """What the desk did, the oldest first; and what of it is in force."""

    acts: list[ActOf]
    muted: list[str]
    held: list[str]


class Desk:
    """The hands of the console; `clock` as everywhere."""

    def __init__(self, view: View, clock: Callable[[], datetime]) -> None:
        self._view = view
        self._clock = clock

    # ── dead letters, and what is owed ────────────────────────────────────────────────────────

    async def letters(self, subscriber: str = "", count: int = MOST_SHOWN) -> list[Letter]:
        """The oldest first."""
        return [_shown(one) for one in await self._some(subscriber, count)]

    async def retry(self, subscriber: str = "", delivery: str = "") -> int:
        """Owes them anew: this one, all of a subscriber, or all; gives how many."""
        now_ms = int(self._clock().timestamp() * 1000)
        store = self._store()
        return await self._each(subscriber, delivery, lambda one: store.revive(one, now_ms))

    async def drop(self, subscriber: str = "", delivery: str = "") -> int:
        """Forgets them."""
        return await self._each(subscriber, delivery, self._store().drop)

    async def waiting(self, subscriber: str = "", count: int = MOST_SHOWN) -> list[Waiting]:
        """What is owed, a subscriber after the other, the oldest first."""
        store = self._store()
        found: list[Waiting] = []
        for name in [subscriber] if subscriber else await store.owing():
            for one, due in await store.owed(name):
                if len(found) >= count:
                    return found
                found.append(
                    Waiting(
                        subscriber=name, delivery=one.delivery, story=one.story,
                        attempts=one.attempts, owed=time(one.owed_ms),
                        due=None if due is None else time(due),
                    )
                )  # fmt: skip
        return found

    async def resend(self, subscriber: str, since: str, until: str) -> int | None:
        """Owes it anew what the news stream holds between the two; gives how many events. None: nobody is
        called so. ValueError, its arguments the faults: they are no range (workers.resending)."""
        now = self._clock()
        start, end = resending.between(since, until or "0s", now)
        known = {one.name: one for one in self._view.settings.subscriber}
        if subscriber not in known:
            return None
        count = await resending.resend(
            self._store(), known[subscriber], in_commit=known[subscriber].channel == "redis",
            start=start, end=end, now_ms=int(now.timestamp() * 1000),
        )  # fmt: skip
        self._view.forget()
        return count

    # ── subscribers and sources ───────────────────────────────────────────────────────────────

    async def lift(self, subscriber: str) -> bool:
        """Switches on again what said 410; False: nobody is called so."""
        if subscriber not in self._view.channels():
            return False
        await self._store().switch_on(subscriber)
        return True

    async def test(self, subscriber: str) -> str | None:
        """What went wrong, or "": it was taken; None: nobody is called so."""
        return await self._view.helm.send_test(subscriber)

    async def try_source(self, table: Mapping[str, Any]) -> Tried:
        return await self._view.helm.try_source(table)

    async def make(self, what: What, table: Mapping[str, Any]) -> None:
        await self._view.helm.make(what, table)
        self._view.forget()

    async def remove(self, what: What, name: str) -> bool:
        """False: none of that name was made here. SettingsError: it stands in the file."""
        if not await made.remove(self._store(), what, name):
            settings = self._view.settings
            known = settings.source if what == "source" else settings.subscriber
            if name in {one.name for one in known}:
                raise SettingsError([f"name: {name} stands in the file; take it out there"])
            return False
        self._view.forget()
        return True

    # ── the desk's hand ───────────────────────────────────────────────────────────────────────

    async def mute(self, story: str, *, off: bool = False) -> bool:
        """Nobody is told more of this story; `off`: they are again. False: nobody knows it."""
        found = await self._view.history.story(story, await self._view.hand())
        if not found.entries:
            return False
        await self._do(Act(act="unmute" if off else "mute", at=self._at(), story=story))
        return True

    async def hold(self, subscriber: str, *, off: bool = False) -> bool:
        """What it is owed waits; `off`: it goes on. False: nobody is called so, or it reads a stream of its
        own, at its own pace."""
        if self._view.channels().get(subscriber, "redis") == "redis":
            return False
        await self._do(Act(act="release" if off else "hold", at=self._at(), subscriber=subscriber))
        return True

    async def split(self, story: str, item: str) -> bool:
        """Makes an item a story of its own. False: it is not there, or gives the story its name."""
        return item != story and await self._move(story, item, {item})

    async def merge(self, story: str, into: str) -> bool:
        """Moves all of a story into another. False: one of them is not there, or they are one."""
        there = await self._view.history.story(into, await self._view.hand())
        return story != into and bool(there.entries) and await self._move(story, into, None)

    async def undo(self, entry: str) -> bool:
        """Takes an act back; False: there is none of this id."""
        await self._view.hand()
        for known, act in self._view.deeds.acts:
            if known == entry:
                await self._do(act.undone(self._at()))
                return True
        return False

    async def acts(self) -> Acts:
        """What was done, and what of it is in force."""
        hand = await self._view.hand()
        return Acts(
            acts=[ActOf(entry=entry, act=act) for entry, act in self._view.deeds.acts],
            muted=sorted(hand.muted), held=sorted(hand.held),
        )  # fmt: skip

    async def _move(self, story: str, into: str, only: set[str] | None) -> bool:
        found = await self._view.history.story(story, await self._view.hand())
        events = [one.event for one, _ in found.entries if only is None or one.event.id in only]
        items = tuple(dict.fromkeys(one.id for one in events))[:MOST_ITEMS]
        if not items:
            return False
        await self._do(
            Act(
                act="move", at=self._at(), story=into, of=story, items=items,
                sources=tuple(dict.fromkeys(one.source for one in events)),
                outlets=tuple(dict.fromkeys(one.outlet for one in events)),
                urgency=max((one.urgency for one in events), key=URGENCIES.index),
            )
        )  # fmt: skip
        return True

    async def _do(self, act: Act) -> None:
        await write(self._store(), act)
        await self._view.hand()
        self._view.forget()

    def _at(self) -> str:
        return utc(self._clock())

    # ── small things ──────────────────────────────────────────────────────────────────────────

    def _store(self) -> Store:
        if self._view.store is None:
            raise ConnectionError("Redis is not known yet")
        return self._view.store

    async def _some(self, subscriber: str, count: int) -> list[DeadLetter]:
        found: list[DeadLetter] = []
        async for letter in self._store().dead(subscriber or None):
            if len(found) >= count:
                break
            found.append(letter)
        return found

    async def _each(self, subscriber: str, delivery: str, do: Any) -> int:
        store, count = self._store(), 0
        if delivery:
            data = await store.redis.hget(store.keys.dead_letters, f"{subscriber} {delivery}")
            letters = [msgspec.json.decode(data, type=DeadLetter)] if data else []
            count = sum([await do(one) for one in letters])
        else:
            # Those that are there now: there is an end, however fast new ones come.
            async for letter in store.dead(subscriber or None):
                count += await do(letter)
        self._view.forget()
        return count


def _shown(letter: DeadLetter) -> Letter:
    try:
        event = msgspec.json.decode(letter.event)
    except msgspec.DecodeError:
        event = None
    title = event.get("title") if isinstance(event, dict) else None
    return Letter(
        subscriber=letter.subscriber, delivery=letter.delivery, story=letter.story,
        title=title if isinstance(title, str) else letter.delivery, why=letter.why,
        attempts=letter.attempts, owed=time(letter.owed), died=time(letter.died),
    )  # fmt: skip

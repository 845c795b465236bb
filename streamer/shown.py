"""What a source shows now against what it showed at its last good visit. Pure.

A page is compared as a set: order, wrap-around and doubling are no news. A missing item alone means
nothing, for tickers are curated, pinned and shuffled, and feeds are short. It may have been withdrawn only
when it is gone on two good visits, while at least two that were first seen earlier (or on the same visit)
stay, for lists drop their oldest; more than three at once are a fault of the source. Whether its own page
is gone too must still be asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from streamer.headline import Headline, Item, title_alias
from streamer.settings import SourceSettings
from streamer.sources import Mark

GONE_VISITS: Final = 2
EARLIER_THAT_STAY: Final = 2
MOST_WITHDRAWN: Final = 3


class Shown(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True, array_like=True):
    """One item as a source showed it at its last good visit."""

    aliases: tuple[str, ...]
    id: str
    print: str
    title: str
    marked: bool
    url: str | None
    touched: float
    """Epoch seconds at which its aliases were last written."""
    missed: int = 0
    """Good visits since it was last there."""


class Memory(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """What is kept of a source between visits. It never expires while the source is configured."""

    site: str
    """Digest of url, kind and select: when they change, the source is learnt anew."""
    block: str | None = None
    """Where on the page the entries stood: when it moves, likewise."""
    mark: Mark = Mark()
    shown: tuple[Shown, ...] = ()
    visited: float = 0.0
    """Epoch seconds of the last good visit."""


class Published(NamedTuple):
    """`verdict`: new, edited, marked, withdrawn, known or learnt."""

    verdict: str
    id: str


class Plan(NamedTuple):
    """What a visit found."""

    changed: list[tuple[Item, Shown | None]]
    """To be published, each with what was shown of it before."""
    same: list[Shown]
    gone: list[Shown]
    """Missing now, with the number of visits they have been."""


def compare(shown: Sequence[Shown], items: Sequence[Item], now: float, touch: float) -> Plan:
    """`touch`: seconds after which an unchanged item is published again, so that what it is known by
    does not expire while it stands there."""
    changed: list[tuple[Item, Shown | None]] = []
    same: list[Shown] = []
    there: set[str] = set()
    for item, before in _recognised(shown, items):
        if before is not None:
            there.add(before.id)
        if before is None or _differs(item, before) or now - before.touched > touch:
            changed.append((item, before))
        else:
            same.append(msgspec.structs.replace(before, missed=0))
    gone = [
        msgspec.structs.replace(one, missed=one.missed + 1) for one in shown if one.id not in there
    ]
    return Plan(changed, same, gone)


def after(plan: Plan, published: Sequence[Published], now: float) -> tuple[Shown, ...]:
    """What is remembered for the next visit: what stands there, and what has been gone only once."""
    fresh = [
        Shown(
            aliases=item.aliases, id=result.id, print=item.print, title=item.headline.title,
            marked=item.headline.marked or bool(before and before.marked), url=item.headline.url,
            touched=now,
        )
        for (item, before), result in zip(plan.changed, published, strict=True)
    ]  # fmt: skip
    return (*plan.same, *fresh, *(one for one in plan.gone if one.missed < GONE_VISITS))


def withdrawn(plan: Plan) -> list[Shown]:
    """Items that may have been taken back: to be asked for at their own address."""
    missing = [one for one in plan.gone if one.missed == GONE_VISITS and one.print != "-"]
    stay = sorted({one.id for one in plan.same} | {b.id for _, b in plan.changed if b})
    candidates = [
        one
        for one in missing
        if one.url
        and len(stay) >= EARLIER_THAT_STAY
        and stay[EARLIER_THAT_STAY - 1][:9] <= one.id[:9]
    ]
    return candidates if len(missing) <= MOST_WITHDRAWN else []


def taken_back(source: SourceSettings, one: Shown, seen: str) -> Item:
    """The item that says so."""
    headline = Headline(
        was="withdrawn", source=source.name, kind=source.kind, outlet=source.outlet,
        title=one.title, url=one.url, seen=seen, lang=source.lang, topics=source.topics,
    )  # fmt: skip
    return Item(headline=headline, aliases=one.aliases, print="-")


def _recognised(shown: Sequence[Shown], items: Sequence[Item]) -> list[tuple[Item, Shown | None]]:
    """Each item with what was shown of it before: that with the same title, else that of its strongest
    alias. One shown item is not two items now: an alias that was another's, which is still there
    under its own title or a stronger alias, names nothing (guids that are places in the list wander
    from item to item), and is taken off."""
    by_alias = {alias: one for one in reversed(shown) for alias in one.aliases}
    known = [[by_alias.get(alias) for alias in item.aliases] for item in items]
    found: list[Shown | None] = [
        next((one for one in ones if one and one.print == item.print), None)
        for item, ones in zip(items, known, strict=True)
    ]
    taken = {one.id for one in found if one}
    for rank in range(max(map(len, known), default=0)):
        for at, ones in enumerate(known):
            one = ones[rank] if found[at] is None and rank < len(ones) else None
            if one and one.id not in taken:
                found[at] = one
                taken.add(one.id)
    return [
        (_only_known_as(item, before, by_alias), before)
        for item, before in zip(items, found, strict=True)
    ]


def _only_known_as(item: Item, before: Shown | None, by_alias: Mapping[str, Shown]) -> Item:
    own = before.id if before else None
    aliases = tuple(
        alias for alias in item.aliases if (one := by_alias.get(alias)) is None or one.id == own
    )
    if aliases == item.aliases:
        return item
    return msgspec.structs.replace(item, aliases=aliases or (title_alias(item.headline),))


def _differs(item: Item, before: Shown) -> bool:
    return (
        item.print != before.print
        or (item.headline.marked and not before.marked)
        or not set(item.aliases) <= set(before.aliases)
    )

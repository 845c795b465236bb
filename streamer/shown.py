"""What a source shows now against what it showed at its last good visit. Pure.

A page is compared as a set: order, wrap-around and doubling are no news. A missing item alone means
nothing, for tickers are curated, pinned and shuffled, and feeds are short. It may have been withdrawn only
when it is gone on two good visits, while at least two that were first seen earlier (or on the same visit)
stay, for lists drop their oldest; more than three at once are a fault of the source. Whether its own page
is gone too must still be asked.

A page may have several blocks (a bar of breaking news, a list of the latest), which come, go and move. One
that was not read for `max_age` is unknown: what stands in it may have stood there for days, so it is
learnt. One exception: a bar that comes up beside what is known is there because something happened. And
what a block that is not read now held is not gone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from streamer.headline import Headline, Item, title_alias
from streamer.publisher_clock import PublisherClock
from streamer.settings import SourceSettings
from streamer.sources import Block, Mark

GONE_VISITS: Final = 2
EARLIER_THAT_STAY: Final = 2
MOST_WITHDRAWN: Final = 3
LEAST: Final = 3
"""Items of a page that can be said to have turned over."""
MOST_LEFT: Final = 16
"""Blocks that are remembered though they are not there any more."""


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
    block: str = ""
    """Where on the page it stood."""


class Memory(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """What is kept of a source between visits. It never expires while the source is configured."""

    site: str
    """Digest of url, kind and select: when they change, the source is learnt anew."""
    blocks: tuple[str, ...] = ()
    """The blocks of the page that were read at the last good visit."""
    left: dict[str, float] = {}
    """Those that were read before, with the epoch seconds at which they were first missed."""
    note: str | None = None
    """What was wrong with the last reading, good as it was: said once, and shown until it is mended."""
    empty: str | None = None
    """Why nothing stood there at the last reading, where that was no fault."""
    mark: Mark = Mark()
    shown: tuple[Shown, ...] = ()
    visited: float = 0.0
    """Epoch seconds of the last good visit."""
    clock: PublisherClock = PublisherClock()


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
    elsewhere: Sequence[Shown] = ()
    """What stood in blocks that were not read now."""


def compare(
    shown: Sequence[Shown],
    items: Sequence[Item],
    now: float,
    touch: float,
    blocks: Collection[str] = (),
    same_blocks: Collection[str] = (),
) -> Plan:
    """`touch`: seconds after which an unchanged item is published again, so that what it is known by
    does not expire while it stands there. `blocks`: those that were read; `same_blocks`: those that are
    as they were."""
    changed: list[tuple[Item, Shown | None]] = []
    same: list[Shown] = []
    there: set[str] = set()
    for item, before in _recognised(shown, items):
        if before is not None:
            there.add(before.id)
        if before is None or _differs(item, before) or now - before.touched > touch:
            changed.append((item, before))
        else:
            same.append(msgspec.structs.replace(before, missed=0, block=item.block))
    rest = [one for one in shown if one.id not in there]
    same += [one for one in rest if one.block in same_blocks and not one.missed]
    rest = [one for one in rest if one.block not in same_blocks or one.missed]
    missing, elsewhere = _apart(rest, [*blocks, *same_blocks])
    gone = [msgspec.structs.replace(one, missed=one.missed + 1) for one in missing]
    return Plan(changed, same, gone, elsewhere)


def unchanged(memory: Memory) -> Plan:
    """What a visit finds that met the same page again: what was missing is so once more."""
    there = [one for one in memory.shown if not one.missed]
    missing = [one for one in memory.shown if one.missed]
    here, elsewhere = _apart(there, memory.blocks)
    missing, still = _apart(missing, memory.blocks)
    gone = [msgspec.structs.replace(one, missed=one.missed + 1) for one in missing]
    return Plan([], here, gone, elsewhere + still)


def turned_over(memory: Memory, plan: Plan) -> bool:
    """Whether of a page with some items none is left, and others stand in their place."""
    before = sum(not one.missed for one in memory.shown)
    left = plan.same or any(one is not None for _, one in plan.changed)
    return not left and before >= LEAST and len(plan.changed) >= LEAST


def after(plan: Plan, published: Sequence[Published], now: float) -> tuple[Shown, ...]:
    """What is remembered for the next visit: what stands there, and what has been gone only once."""
    fresh = [
        Shown(
            aliases=item.aliases, id=result.id, print=item.print, title=item.headline.title,
            marked=item.headline.marked or bool(before and before.marked), url=item.headline.url,
            touched=now, block=item.block,
        )
        for (item, before), result in zip(plan.changed, published, strict=True)
    ]  # fmt: skip
    gone = (one for one in plan.gone if one.missed < GONE_VISITS)
    return (*plan.same, *fresh, *gone, *plan.elsewhere)


def known_blocks(
    memory: Memory, blocks: Sequence[Block], now: float, max_age: float
) -> frozenset[str]:
    """Those of `blocks` whose items are told: read at the last good visit, or not long before it, and
    bars that came up beside them."""
    known = {*memory.blocks, *(name for name, at in memory.left.items() if now - at <= max_age)}
    if known & {one.name for one in blocks}:  # it is the page that was known
        known |= {one.name for one in blocks if one.bar}
    return frozenset(one.name for one in blocks if one.read and one.name in known)


def left_behind(
    memory: Memory, read: Collection[str], now: float, max_age: float
) -> dict[str, float]:
    """The blocks that were read before, without those that are read now and those long gone."""
    since = {name: memory.left.get(name, now) for name in (*memory.blocks, *memory.left)}
    kept = {name: at for name, at in since.items() if name not in read and now - at <= max_age}
    return dict(sorted(kept.items(), key=lambda one: -one[1])[:MOST_LEFT])


def only_moved(item: Item, before: Shown | None) -> bool:
    """Whether another title only comes of another block: short in the bar, long in the list."""
    if before is None or before.block == item.block or before.print in ("-", item.print):
        return False
    return before.marked or not item.headline.marked


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


def _apart(shown: Sequence[Shown], blocks: Collection[str]) -> tuple[list[Shown], list[Shown]]:
    """Those in blocks that were read, and those in others."""
    here = [one for one in shown if not one.block or one.block in blocks]
    return here, [one for one in shown if one.block and one.block not in blocks]


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

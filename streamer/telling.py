"""Which of the headlines that a visit found are told, and which are only learnt. Pure.

Told are those that came since we know the source. Nobody knows how old an item without a date is in a block
that was never read, or after a long absence: it is learnt, and so is what is dated before the last good visit
in such a block, and all of a source that is new, or that has moved to another address.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from streamer import headline, shown
from streamer.headline import Item
from streamer.settings import SourceSettings
from streamer.shown import Memory, Plan, Shown
from streamer.source_state import site
from streamer.sources import Block

TOUCH: Final = 8
"""What a source still shows is published again every eighth of `keep`, so that its aliases live on."""

_LATE: Final = timedelta(minutes=15)
"""So long behind its date an item may come into a document, which caches serve."""

Found = tuple[Item, Shown | None]
"""An item, and what the source showed of it before."""


class Decision(NamedTuple):
    """What a visit found, and what is to be done with it."""

    plan: Plan
    quiet: list[Found]
    """Of what changed, that which is only learnt,"""
    told: list[Found]
    """and that which is told."""
    learn: bool
    """The source is learnt anew: nothing that it shows is news."""
    strange: list[str]
    """Blocks that were read, and never before."""
    blocks: list[str]
    left: dict[str, float]
    """As in Memory."""


def decide(
    settings: SourceSettings,
    memory: Memory | None,
    items: Sequence[Item],
    blocks: Sequence[Block],
    now: datetime,
    *,
    visited: float,
    max_age: float,
    keep: float,
) -> Decision:
    """`memory`: of the last good visit; `visited`: when it was, epoch seconds; `blocks`: those of the page;
    `max_age` and `keep` in seconds."""
    at = now.timestamp()
    read = [one.name for one in blocks if one.read and not one.same]
    same = [one.name for one in blocks if one.same]
    plan = shown.compare(memory.shown if memory else (), items, at, keep / TOUCH, read, same)
    learn = _is_to_be_learnt(settings, memory)
    there = [*read, *same]
    left = shown.left_behind(memory, there, at, max_age) if memory and not learn else {}
    plan = plan._replace(
        # What stood at the old address is not gone because another one is looked at.
        gone=[] if learn else plan.gone,
        elsewhere=[one for one in plan.elsewhere if one.block in left],
    )
    if learn:
        return Decision(plan, list(plan.changed), [], learn, [], there, left)
    known = shown.known_blocks(memory, blocks, at, max_age) if memory else read
    strange = [name for name in read if name not in known]
    absent = memory is not None and at - visited > max_age
    oldest = headline.moment(now - timedelta(seconds=keep))
    quiet: list[Found] = []
    told: list[Found] = []
    for item, before in plan.changed:
        unsure = absent and not _is_dated_or_known(item, before, oldest)
        unsure = unsure or (item.block in strange and not _is_later(item, visited))
        unsure = unsure or shown.only_moved(item, before)
        (quiet if unsure else told).append((item, before))
    # In the order in which they are published, as `shown.after` wants it: the quiet ones first.
    return Decision(
        plan._replace(changed=[*quiet, *told]), quiet, told, learn, strange, there, left
    )


def _is_to_be_learnt(settings: SourceSettings, memory: Memory | None) -> bool:
    if memory is None:
        return settings.first_run != "publish"
    return memory.site != site(settings)


def _is_later(item: Item, visited: float) -> bool:
    """Whether it was published since the last good visit."""
    if item.headline.published is None:
        return False
    published = datetime.fromisoformat(item.headline.published)
    late = timedelta(days=1) if item.headline.day_only else _LATE
    return published.timestamp() > visited - late.total_seconds()


def _is_dated_or_known(item: Item, before: Shown | None, oldest: str) -> bool:
    """An edit of what is still kept is told whatever its date; `oldest`: the first id that is."""
    known = before is not None and before.id[: len(oldest)] >= oldest
    return known or item.headline.published is not None

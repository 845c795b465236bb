"""The afternoon as written in afternoon.toml, what happens when, and which alerts follow from it. Pure.

Expected is what the contract promises ("Events"), not what this version happens to say:
- a first report is `new` or, of a story known already, `follow`;
- other words under the same link, or the mark added, are an `update`; another spelling is nothing;
- what is taken back is `withdrawn`;
- the other outlet's same words are a repeat and pushed to nobody, but a `follow` if they lift the urgency.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal, NamedTuple

import msgspec

from streamer.text import fold

FILE: Final = Path(__file__).with_name("afternoon.toml")
FIRST: Final = frozenset({"new", "follow"})

Fault = Literal["500", "half", "html"]
FAULTS: Final[tuple[Fault, ...]] = ("500", "half", "html")
Place = Literal["ticker", "feed"]


class Outlet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    title: str
    place: str
    ticker: int
    """How many items its ticker holds."""


class Edit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    at: float
    title: str | None = None
    urgent: bool | None = None


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    key: str
    outlet: str
    number: int
    section: str
    title: str
    lead: str
    at: float | None = None
    """Part of the play; None: it stood there before."""
    ago: int = 0
    urgent: bool = False
    on: tuple[Place, ...] = ("ticker", "feed")
    edits: tuple[Edit, ...] = ()
    withdrawn: float | None = None
    copies: str | None = None
    follows: str | None = None

    @property
    def path(self) -> str:
        return f"/{self.number}-{self.key}.html"


class Trouble(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    outlet: str
    at: float
    lasts: float
    at_most: float


class WebhookTrouble(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    listens: float
    listens_at_most: float
    well: float
    well_at_most: float


class SlackTrouble(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    refused: tuple[int, ...]
    retry_after: int


class Afternoon(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    outlets: tuple[Outlet, ...]
    items: tuple[Item, ...]
    trouble: Trouble
    webhook: WebhookTrouble
    slack: SlackTrouble

    def item(self, key: str) -> Item:
        return next(item for item in self.items if item.key == key)

    @property
    def before(self) -> list[Item]:
        """What stands there when the service comes for the first time."""
        return [item for item in self.items if item.at is None]


class Act(NamedTuple):
    """Something that happens `at` so many seconds. `needs`: keys of items that must have been read
    by the service before, or the service could not know what this act is about."""

    at: float
    what: Literal["publish", "edit", "withdraw", "feed", "webhook"]
    item: Item | None = None
    edit: Edit | None = None
    fault: Fault | None = None
    """What is wrong with the feed from then on."""
    webhook: Literal["listens", "well"] = "well"
    needs: tuple[str, ...] = ()


class Alert(NamedTuple):
    """An alert that is expected, once: of this item, with this title, as one of these events."""

    item: str
    title: str
    events: frozenset[str]
    urgent: bool
    """Whether a subscriber to what is urgent is owed it."""


def load(path: Path = FILE) -> Afternoon:
    """Raises msgspec.ValidationError where the file does not have this shape."""
    return msgspec.toml.decode(path.read_bytes(), type=Afternoon)


def acts(afternoon: Afternoon, seconds: float) -> list[Act]:
    """All that happens in a play of `seconds`, in order."""
    trouble, webhook = afternoon.trouble, afternoon.webhook
    began, lasts = trouble.at * seconds, min(trouble.lasts * seconds, trouble.at_most)
    listens = min(webhook.listens * seconds, webhook.listens_at_most)
    well = min(webhook.well * seconds, webhook.well_at_most)
    found = [
        Act(listens, "webhook", webhook="listens"),
        Act(well, "webhook", webhook="well"),
        *(Act(began + lasts * at / 3, "feed", fault=fault) for at, fault in enumerate(FAULTS)),
        Act(began + lasts, "feed", fault=None),
    ]
    for item in afternoon.items:
        if item.at is None:
            continue
        of = item.copies or item.follows
        found.append(Act(item.at * seconds, "publish", item, needs=(of,) if of else ()))
        for edit in item.edits:
            found.append(Act(edit.at * seconds, "edit", item, edit, needs=(item.key,)))
        if item.withdrawn is not None:
            found.append(Act(item.withdrawn * seconds, "withdraw", item, needs=(item.key,)))
    return sorted(found, key=lambda act: act.at)


def on_publish(afternoon: Afternoon, item: Item) -> Alert | None:
    """What is expected when an item appears."""
    if item.copies is None:
        return Alert(item.key, item.title, FIRST, item.urgent)
    if item.urgent and not afternoon.item(item.copies).urgent:
        return Alert(item.key, item.title, frozenset({"follow"}), True)
    return None


def on_edit(item: Item, edit: Edit) -> Alert | None:
    """What is expected when an item changes. (An item of this file has one edit, or none.)"""
    title = edit.title or item.title
    lifted = bool(edit.urgent) and not item.urgent
    if fold(title) == fold(item.title) and not lifted:
        return None
    return Alert(item.key, title, frozenset({"update"}), item.urgent or lifted)


def on_withdrawal(item: Item) -> Alert:
    """What is expected when an item is taken back: it goes to all who were told of it."""
    title = next((edit.title for edit in reversed(item.edits) if edit.title), item.title)
    return Alert(item.key, title, frozenset({"withdrawn"}), item.urgent)


def expected(afternoon: Afternoon) -> list[Alert]:
    """All alerts of the afternoon that somebody who asks for everything is owed."""
    alerts: list[Alert | None] = []
    for item in afternoon.items:
        if item.at is None:
            continue
        alerts.append(on_publish(afternoon, item))
        alerts += [on_edit(item, edit) for edit in item.edits]
        if item.withdrawn is not None:
            alerts.append(on_withdrawal(item))
    return [alert for alert in alerts if alert]

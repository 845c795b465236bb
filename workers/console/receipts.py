"""Who was told when: of each event of a story, and each subscriber whom it was owed to.

the commit wrote it ─► his own stream            told with the commit
{prefix}:delivered  ─► the receiver said yes     told then
still owed          ─► waiting, with its attempts
a dead letter       ─► failed for good, and why
none of these       ─► long done: what was delivered is remembered for the last 10,000 only
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

import msgspec

from streamer.dates import utc
from workers.console.entries import Told
from workers.letters import DeadLetter
from workers.store import Store

MOST: Final = 1000
"""Receipts of one story."""


class Receipt(NamedTuple):
    """`state`: told, waiting, dead, done. `at`: when (RFC 3339), where it is known."""

    delivery: str
    subscriber: str
    state: str
    at: str | None
    attempts: int
    why: str | None


async def receipts(
    store: Store, entries: Sequence[tuple[Told, tuple[str, ...]]], in_commit: Collection[str]
) -> list[Receipt]:
    """For all `entries`, in order. Raises what redis raises."""
    pairs = [(one, name) for one, to in entries for name in to][:MOST]
    if not pairs:
        return []
    delivered = await _delivered(store, pairs)
    rest = [
        (one.event.delivery_id, name)
        for one, name in pairs
        if name not in in_commit and (name, one.event.delivery_id) not in delivered
    ]
    owed, dead = await _open(store, rest)
    found = []
    for one, name in pairs:
        delivery = one.event.delivery_id
        if name in in_commit:
            found.append(Receipt(delivery, name, "told", one.event.classified, 1, None))
        elif (name, delivery) in delivered:
            at, attempts = delivered[name, delivery]
            found.append(Receipt(delivery, name, "told", at, attempts, None))
        elif (state := owed.get((name, delivery))) is not None:
            found.append(Receipt(delivery, name, "waiting", None, int(state.split()[0]), None))
        elif (letter := dead.get((name, delivery))) is not None:
            found.append(
                Receipt(delivery, name, "dead", time(letter.died), letter.attempts, letter.why)
            )
        else:
            found.append(Receipt(delivery, name, "done", None, 0, None))
    return found


async def _delivered(
    store: Store, pairs: Sequence[tuple[Told, str]]
) -> dict[tuple[str, str], tuple[str, int]]:
    wanted = {one.event.delivery_id.encode() for one, _ in pairs}
    start = f"{min(one.place[0] for one, _ in pairs)}-0".encode()
    found = {}
    while rows := await store.redis.xrange(store.keys.delivered, min=start, count=1000):
        for entry, fields in rows:
            if fields.get(b"delivery") in wanted:
                key = fields[b"subscriber"].decode(), fields[b"delivery"].decode()
                ms = int(entry.partition(b"-")[0])
                found[key] = time(ms), int(fields.get(b"attempts", 1))
        start = b"(" + rows[-1][0]
    return found


async def _open(
    store: Store, pairs: Sequence[tuple[str, str]]
) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], DeadLetter]]:
    if not pairs:
        return {}, {}
    async with store.redis.pipeline(transaction=False) as pipe:
        for delivery, name in pairs:
            pipe.hget(store.keys.owed(name), delivery)
            pipe.hget(store.keys.dead_letters, f"{name} {delivery}")
        answers = await pipe.execute()
    owed, dead = {}, {}
    for (delivery, name), state, letter in zip(pairs, answers[::2], answers[1::2], strict=True):
        if state is not None:
            owed[name, delivery] = state.decode()
        if letter is not None:
            try:
                dead[name, delivery] = msgspec.json.decode(letter, type=DeadLetter)
            except ValueError:
                continue  # not written by us
    return owed, dead


def time(ms: int) -> str:
    """Epoch milliseconds as RFC 3339."""
    return utc(datetime.fromtimestamp(ms / 1000, UTC))

"""Every key that the service writes in Redis, and nothing else. All begin with the prefix.

On a cluster the prefix is a hash tag (`{ajil}`), so that the keys of one script lie in one slot.
What grows is bounded: the headline stream by the committing worker, the streams by age (`keep`),
alias buckets by expiry, dead letters by number.
"""

from __future__ import annotations

from typing import Final

GROUP: Final = "workers"
"""The consumer group of the headline stream."""
CONSUMER: Final = "judge"
"""Its one consumer: one judge at a time reads, and its successor finds what was pending there."""
ALIAS_BUCKETS: Final = 4
"""Aliases lie in buckets of a quarter of `keep`; a bucket dies as a whole."""


class Keys:
    """The names under one prefix."""

    def __init__(self, prefix: str) -> None:
        self.prefix: Final = prefix
        # the headline stream, pollers to workers
        self.headlines: Final = f"{prefix}:headlines"
        self.epoch: Final = f"{prefix}:epoch"
        self.pulse: Final = f"{prefix}:pulse"
        self.pollers: Final = f"{prefix}:pollers"
        self.shards: Final = f"{prefix}:shards"
        self.websub: Final = f"{prefix}:websub"
        self.websub_pushed: Final = f"{prefix}:websub:pushed"
        # what all processes follow
        self.config: Final = f"{prefix}:config"
        self.config_at: Final = f"{prefix}:config:at"
        self.made: Final = f"{prefix}:made"
        self.made_at: Final = f"{prefix}:made:at"
        self.states: Final = f"{prefix}:states"
        self.alarm: Final = f"{prefix}:alarm"
        # the judge and the judged log
        self.judge: Final = f"{prefix}:judge"
        self.fence: Final = f"{prefix}:fence"
        self.news: Final = f"{prefix}:news"
        self.hand: Final = f"{prefix}:hand"
        self.aside: Final = f"{prefix}:aside"
        self.suspects: Final = f"{prefix}:suspects"
        # what is owed
        self.todo: Final = f"{prefix}:todo"
        self.ready: Final = f"{prefix}:ready"
        self.off: Final = f"{prefix}:off"
        self.dead: Final = f"{prefix}:dead"
        self.dead_letters: Final = f"{prefix}:dead:letters"
        self.delivered: Final = f"{prefix}:delivered"

    def source(self, name: str) -> str:
        """What a source showed at its last good visit, and its mark."""
        return f"{self.prefix}:source:{name}"

    def learnt(self, name: str) -> str:
        """What was learnt of a source's pace."""
        return f"{self.prefix}:learnt:{name}"

    def standing(self, name: str) -> str:
        """How a source stands with us that is not plainly well."""
        return f"{self.prefix}:standing:{name}"

    def aliases(self, bucket: int) -> str:
        return f"{self.prefix}:alias:{bucket}"

    def channel(self, topic: str, urgency: str) -> str:
        """Pub/sub, for lookers-on."""
        return f"{self.news}:{topic}:{urgency}"

    def to(self, subscriber: str) -> str:
        """The durable stream of a `redis` subscriber."""
        return f"{self.news}:to:{subscriber}"

    def owed(self, subscriber: str) -> str:
        """Hash: delivery id → attempts, first due (ms), first tried (ms), its story or stories."""
        return f"{self.prefix}:owed:{subscriber}"

    def due(self, subscriber: str) -> str:
        """Sorted set: the delivery id that is first of its story → when it is due (ms)."""
        return f"{self.prefix}:due:{subscriber}"

    def chain(self, subscriber: str) -> str:
        """Hash: story → its owed delivery ids, in order."""
        return f"{self.prefix}:chain:{subscriber}"

    def body(self, delivery_id: str) -> str:
        """The event that is owed."""
        return f"{self.prefix}:body:{delivery_id}"

    def held(self, subscriber: str) -> str:
        """Set: delivery ids that wait because the subscriber wants peace."""
        return f"{self.prefix}:held:{subscriber}"

    def window(self, subscriber: str) -> str:
        """When what is held is told, as a digest (ms)."""
        return f"{self.prefix}:window:{subscriber}"

    def minute(self, subscriber: str) -> str:
        """List: when the last messages went, as many as it may have in a minute."""
        return f"{self.prefix}:minute:{subscriber}"

    def cooling(self, subscriber: str, story: str) -> str:
        """Until when (ms) little news of a story is not worth a message, and the urgency told last."""
        return f"{self.prefix}:cooling:{subscriber}:{story}"

    def thread(self, subscriber: str, story: str) -> str:
        """Hash: what a channel keeps of a story at the receiver's."""
        return f"{self.prefix}:thread:{subscriber}:{story}"

    def circuit(self, subscriber: str) -> str:
        """Hash: address, its failures in a row, since when, and until when nobody tries (ms)."""
        return f"{self.prefix}:circuit:{subscriber}"

    def pace(self, address: str) -> str:
        """When an address may next be spoken to (ms); `address` is a digest."""
        return f"{self.prefix}:pace:{address}"

"""What a process knows of a source: for its visits, the schedule and the console."""

from __future__ import annotations

from hashlib import blake2b

import msgspec

from streamer.answers import Answer
from streamer.habit import Habit
from streamer.known import Known
from streamer.settings import SourceSettings


class State(msgspec.Struct, kw_only=True):
    """Times are epoch seconds."""

    settings: SourceSettings
    known: Known | None = None
    site: tuple[SourceSettings, str] | None = None
    """Of which settings, and what `site` gives of them."""
    habit: Habit = msgspec.field(default_factory=Habit)
    """What the pace is learnt from."""
    kept: float = 0.0
    """When the habit was last kept."""
    loaded: bool = False
    """Whether `known` is what Redis holds; set to False, whenever that is in doubt."""
    failures: int = 0
    problem: str | None = None
    said: set[str] = set()
    """Causes that were logged since the last good visit."""
    note: str | None = None
    """What is wrong with good visits (a selector that fits nothing), until it is mended."""
    empty: str | None = None
    """Why the last reading was empty, where that is no fault."""
    answer: Answer | None = None
    """What the last visit met; None: nothing that could be read."""
    status: int | None = None
    good: float | None = None
    asked: float | None = None
    next: float | None = None
    published: int = 0
    misses: int = 0
    """Times that headlines may have come and gone between two visits."""
    until: float = 0.0
    """The site is to be left alone until then: it said so, or it failed."""
    asked_to_wait: bool = False
    """It said so itself (Retry-After)."""
    standing: bytes | None = None
    """As Redis holds it (streamer.standing)."""
    delay: float = 0.0
    """Seconds between two requests that robots.txt asks for."""
    hint: float = 0.0
    """Seconds from the last good visit until the site says that something new may come, if it is believed."""
    refuted: bool = False
    """News came sooner than the site said: it is believed no more."""
    helped: bool = False
    """A hub tells us when there is something new, so it may be asked less often."""
    hub_speaks: bool = True
    """The hub has spoken of the last news that was found."""
    pushed: float = 0.0
    """When the hub last spoke."""
    unchanged: int = 0
    """Answers of 304 in a row."""
    distrusted: bool = False
    """Its validators stayed the same while its page changed: they are sent no more."""

    def site_now(self, settings: SourceSettings) -> str:
        """`site` of these settings, worked out once."""
        if self.site is None or self.site[0] is not settings:
            self.site = settings, site(settings)
        return self.site[1]


def site(settings: SourceSettings) -> str:
    """Digest of what makes the source the one that was learnt: where it is, how it is read, and how its
    items are named."""
    parts = (settings.url, settings.kind, settings.select, settings.outlet, settings.id_pattern)
    return blake2b("\n".join(parts).encode(), digest_size=9).hexdigest()

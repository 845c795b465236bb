"""The subscriber's side of WebSub (w3.org/TR/websub, 5): told by a hub, a feed is looked at soon.

    feed names a hub ─► ask it (POST) ─► it asks back (the console's callback) ─► it pushes ─► a visit
                          └ again before the lease has run four fifths; after a no ever later

Of a source that is configured no more, or when `public_url` is taken away, the hub is asked to end it (5.1),
and told that we meant it when it asks back (5.3); where it does not, its lease ends by itself.

While a hub keeps its word the feed is polled only every `at_most`. A visit that finds news of which the hub
has not spoken says that it fell silent: from then on the feed is polled at its own pace, until the hub speaks
again.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final
from urllib.parse import quote, urljoin

import msgspec
import structlog

from streamer.fetch import Fetcher
from streamer.hints import Said
from streamer.pushes import Pact, Pushes
from streamer.settings import SourceSettings

log = structlog.get_logger(__name__)

LEASE: Final = 7 * 86_400
"""Seconds that are asked for; the hub decides."""
_FIRST_AGAIN: Final = 300.0
_LAST_AGAIN: Final = 6 * 3600.0
"""Seconds until a hub that gave no lease is asked again: doubled from the first to the last."""
_RENEW: Final = 0.8
_ASKS_BACK: Final = 3600.0
"""Seconds that a hub has to ask whether we meant to end it."""


class WebSub:
    """One for a process. `public_url`: where the world reaches the console; empty: no hub is asked."""

    def __init__(
        self, pushes: Pushes, fetcher: Fetcher, public_url: str, clock: Callable[[], datetime]
    ) -> None:
        self._pushes = pushes
        self._fetcher = fetcher
        self._public_url = public_url
        self._clock = clock

    async def keep_up(self, source: SourceSettings, said: Said) -> bool:
        """After a good visit to a feed that said this of itself: whether a hub has undertaken to tell of its
        news. Raises what redis raises."""
        if not self._public_url or not said.hub:
            return False
        now = self._clock().timestamp()
        hub, topic = urljoin(source.url, said.hub), urljoin(source.url, said.topic or source.url)
        pact = await self._pushes.pact(source.name)
        if pact is None or pact.ended or (pact.hub, pact.topic) != (hub, topic):
            await self._subscribe(source, Pact(
                hub=hub, topic=topic, key=secrets.token_urlsafe(24), secret=secrets.token_urlsafe(32),
                asked=now,
            ))  # fmt: skip
            return False
        wait = min(_LAST_AGAIN, _FIRST_AGAIN * 2.0 ** min(pact.tries, 10))
        due = pact.begun + (pact.until - pact.begun) * _RENEW
        if now >= due and now - pact.asked >= wait:
            tries = pact.tries + 1
            await self._subscribe(source, msgspec.structs.replace(pact, asked=now, tries=tries))
        return now < pact.until

    async def tidy(self, configured: Collection[str], mine: Callable[[str], bool]) -> None:
        """Ends what nobody wants any more, of those that are `mine`. Raises what redis raises."""
        now = self._clock().timestamp()
        for name, known in (await self._pushes.all()).items():
            wanted = bool(self._public_url) and name in configured
            if not mine(name) or (wanted and not known.ended):
                continue
            # Hubs may be slow: what was agreed meanwhile stands.
            pact = await self._pushes.pact(name)
            if pact is None:
                continue
            if pact.ended:  # if it is wanted again, the next visit subscribes anew
                if now - pact.ended > _ASKS_BACK:
                    await self._pushes.forget(name)
            elif not wanted:
                await self._unsubscribe(name, pact, now)

    async def _unsubscribe(self, name: str, pact: Pact, now: float) -> None:
        if not pact.callback or pact.until <= now:
            await self._pushes.forget(name)
            return
        # First, for the hub may ask back before it has answered.
        await self._pushes.keep(name, msgspec.structs.replace(pact, ended=now))
        form = {
            "hub.mode": "unsubscribe",
            "hub.topic": pact.topic,
            "hub.callback": pact.callback,
            "hub.secret": pact.secret,
        }
        failed = await self._fetcher.post(pact.hub, form)
        log.info("websub.ended", source=name, refused=failed.why if failed else None)

    async def _subscribe(self, source: SourceSettings, pact: Pact) -> None:
        """Asks the hub (5.1). It asks back before we trust it, perhaps before it has answered."""
        callback = f"{self._public_url.rstrip('/')}/websub/{quote(source.name)}/{pact.key}"
        pact = msgspec.structs.replace(pact, callback=callback)
        await self._pushes.keep(source.name, pact)
        form = {
            "hub.mode": "subscribe",
            "hub.topic": pact.topic,
            "hub.callback": callback,
            "hub.lease_seconds": str(LEASE),
            "hub.secret": pact.secret,
        }
        failed = await self._fetcher.post(pact.hub, form)
        if failed is None:
            log.info("websub.subscribed", renewed=pact.until > 0)
        else:
            log.warning("websub.refused", why=failed.why)

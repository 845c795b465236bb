"""Plays the afternoon: does every act when its time has come, on sites and receivers alone.

The service is told nothing. But an edit of an item that the service never read is no edit to it, and the
other outlet's copy of an unread item is the first report: so an act that is about an item waits until that
item was read, and a little longer, on however slow a machine.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from deploy.demo.afternoon import Act, Afternoon, acts, on_edit, on_publish, on_withdrawal
from deploy.demo.ledger import Ledger
from deploy.demo.receivers import WebhookReceiver
from deploy.demo.site import Site

_DIGESTED: Final = 1.0
"""Seconds that an item was read before anything more is made of it."""
_PATIENCE: Final = 15.0
"""Seconds beyond the play after which an act waits for nobody."""
_FAULTS: Final = {
    "500": "answers 500",
    "half": "breaks off in the middle",
    "html": "is a page of HTML",
    None: "is well again",
}


class Director:
    def __init__(
        self,
        afternoon: Afternoon,
        sites: Mapping[str, Site],
        webhook: WebhookReceiver,
        ledger: Ledger,
        *,
        clock: Callable[[], datetime],
        said: Callable[[str], None],
    ) -> None:
        self._afternoon = afternoon
        self._sites = sites
        self._webhook = webhook
        self._ledger = ledger
        self._clock = clock
        self._said = said

    def set_up(self) -> None:
        """What stands there before the play."""
        now = self._clock()
        for item in sorted(self._afternoon.before, key=lambda item: -item.ago):
            self._sites[item.outlet].publish(item, now - timedelta(minutes=item.ago))

    async def play(self, seconds: float) -> None:
        """All acts, in `seconds` or as long as the slowest takes."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        waiting = acts(self._afternoon, seconds)
        while waiting:
            now = loop.time() - began
            for act in [act for act in waiting if act.at <= now]:
                if now > seconds + _PATIENCE or self._is_known(act):
                    waiting.remove(act)
                    await self._do(act)
            await asyncio.sleep(0.05)
        await asyncio.sleep(max(0.0, began + seconds - loop.time()))

    def _is_known(self, act: Act) -> bool:
        items = [self._afternoon.item(key) for key in act.needs]
        return all(self._sites[one.outlet].read_for(one.key) >= _DIGESTED for one in items)

    async def _do(self, act: Act) -> None:
        if act.what == "feed":
            self._break_feed(act)
        elif act.what == "webhook":
            await self._raise_webhook(act)
        else:
            self._change(act)

    def _change(self, act: Act) -> None:
        item, edit = act.item, act.edit
        assert item
        site = self._sites[item.outlet]
        if act.what == "publish":
            alert = on_publish(self._afternoon, item)
            site.publish(item, self._clock())
        elif act.what == "edit":
            assert edit
            alert = on_edit(item, edit)
            site.edit(item.key, title=edit.title, urgent=edit.urgent)
        else:
            alert = on_withdrawal(item)
            site.withdraw(item.key)
        if alert:
            self._ledger.shown(alert, asyncio.get_running_loop().time())

    def _break_feed(self, act: Act) -> None:
        site = self._sites[self._afternoon.trouble.outlet]
        site.fault = act.fault
        self._said(f"the feed of {site.outlet.name} {_FAULTS[act.fault]}")

    async def _raise_webhook(self, act: Act) -> None:
        if act.webhook == "listens":
            await self._webhook.listen()
            self._said("the webhook receiver, which refused connections, answers 503")
        else:
            self._webhook.well = True
            self._said("the webhook receiver is well")

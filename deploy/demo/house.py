"""Puts the demo together: far ends, the service, the desk that listens; plays, waits, sums up, takes all
down again in the opposite order, however it ends.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from deploy.demo import afternoon as script
from deploy.demo import desk
from deploy.demo.director import Director
from deploy.demo.ledger import Ledger
from deploy.demo.receivers import Arrival, SlackReceiver, WebhookReceiver
from deploy.demo.screen import Screen
from deploy.demo.service import Service, configuration
from deploy.demo.site import Site

OPEN_ENDED: Final = 180.0
"""Seconds that the afternoon takes where nobody names a time."""
SHORTEST: Final = 5.0
OWED_WITHIN: Final = 30.0
"""Seconds after the play within which everything must have arrived."""
_SETTLES: Final = 1.5
"""Of these the last: what might arrive twice is waited for."""
_LEARNS_WITHIN: Final = 60.0
_DESK, _SLACK, _HOOKS = "desk", "slack-urgent", "hooks"
_T = TypeVar("_T")


class Stopped(Exception):
    """Ctrl-C, a signal like it, or nobody reads any more what is shown."""


class Failed(Exception):
    """The demo cannot go on; the text says why."""


class House:
    """One demo. `folder` is its own, and may be deleted afterwards."""

    def __init__(self, folder: Path, screen: Screen) -> None:
        self._folder = folder
        self._screen = screen
        self._afternoon = script.load()
        self._sites = {outlet.name: Site(outlet) for outlet in self._afternoon.outlets}
        alerts = script.expected(self._afternoon)
        urgent = [alert for alert in alerts if alert.urgent]
        self.ledger = Ledger(
            {_DESK: alerts, _SLACK: urgent, _HOOKS: alerts},
            {_SLACK: [alert for alert in alerts if not alert.urgent]},
        )
        moods = self._afternoon.slack
        self._slack = SlackReceiver(
            self._at_slack, refused=moods.refused, retry_after=moods.retry_after, said=screen.stage
        )
        self._webhook = WebhookReceiver(lambda arrival: self._note(_HOOKS, arrival))
        self._service: Service | None = None
        self._status = 0
        self._stop = asyncio.Event()

    async def run(self, seconds: float | None) -> int:
        """The whole demo; gives the exit status."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._stop.set)
        self._screen.when_torn(self._stop.set)
        status = 1
        async with AsyncExitStack() as stack:
            try:
                status = 0 if await self._perform(stack, seconds) else 1
            except Stopped:
                self._screen.say("stopping …")
                status = 0 if seconds is None else 130
            except Failed as failed:
                self._screen.say(str(failed))
        if self._status and self._service:
            self._screen.say(f"the service ended with status {self._status}; its last words:")
            self._screen.say(self._service.last_words())
            return 1
        return status

    async def _perform(self, stack: AsyncExitStack, seconds: float | None) -> bool:
        director = await self._build(stack)
        await self._unless_stopped(self._learnt(), within=_LEARNS_WITHIN)
        length = OPEN_ENDED if seconds is None else seconds
        self._screen.say(f"the afternoon begins, and takes {length:g} s")
        await self._unless_stopped(director.play(length))
        self._screen.say("the afternoon is over")
        right = await self._unless_stopped(self._all_arrived())
        self._screen.summary(self.ledger.rows())
        self._screen.say(f"Slack answered {_counted(self._slack.statuses)}, "
                         f"the webhook receiver {_counted(self._webhook.statuses)}")  # fmt: skip
        self._screen.say(f"{'every' if right else 'NOT every'} expected alert arrived once")
        if seconds is None:
            self._screen.say("sites and console stay until Ctrl-C")
            await self._unless_stopped(asyncio.Event().wait())
        return right

    async def _build(self, stack: AsyncExitStack) -> Director:
        sites = list(self._sites.values())
        parts: list[Site | SlackReceiver | WebhookReceiver] = [*sites, self._slack, self._webhook]
        for part in parts:
            await part.start()
            stack.push_async_callback(part.stop)
        director = Director(
            self._afternoon, self._sites, self._webhook, self.ledger,
            clock=lambda: datetime.now().astimezone(), said=self._screen.stage,
        )  # fmt: skip
        director.set_up()
        for site in sites:
            self._screen.say(f"site     {site.url}/  ({site.outlet.name})")
        webhook = self._webhook
        config = configuration(self._folder, sites, self._slack.url, webhook.url, webhook.secret)
        self._service = Service(self._folder, config, self._screen.say)
        await self._service.start()
        stack.push_async_callback(self._stop_service)
        reading = asyncio.create_task(desk.read(self._service.redis_url, self._at_desk))
        stack.push_async_callback(_cancelled, reading)
        return director

    async def _stop_service(self) -> None:
        assert self._service
        self._status = await self._service.stop()

    # ── what is waited for ────────────────────────────────────────────────────────────────────

    async def _learnt(self) -> None:
        """The first visit of a source only learns; its second begins when the first is over."""
        paths = ("/", "/rss.xml")
        while True:
            if all(site.asked[path] >= 2 for site in self._sites.values() for path in paths):
                return
            await asyncio.sleep(0.05)

    async def _all_arrived(self) -> bool:
        loop = asyncio.get_running_loop()
        until = loop.time() + OWED_WITHIN - _SETTLES
        while True:
            if self.ledger.is_complete() or loop.time() > until:
                break
            await asyncio.sleep(0.1)
        await asyncio.sleep(_SETTLES)
        return self.ledger.is_right()

    async def _unless_stopped(
        self, work: Coroutine[Any, Any, _T], within: float | None = None
    ) -> _T:
        """What `work` gives. Raises Stopped on a signal, Failed when the service ends or time is up."""
        assert self._service
        doing = asyncio.create_task(work)
        told = asyncio.create_task(self._stop.wait())
        ended = asyncio.create_task(self._service.ended())
        tasks: set[asyncio.Task[Any]] = {doing, told, ended}
        try:
            await asyncio.wait(tasks, timeout=within, return_when=asyncio.FIRST_COMPLETED)
            if told.done():
                raise Stopped
            if doing.done():
                return doing.result()
            raise Failed(
                "the service ended by itself" if ended.done()
                else f"the service did not visit every source twice within {within} s"
            )  # fmt: skip
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    # ── what arrives ──────────────────────────────────────────────────────────────────────────

    def _at_desk(self, event: dict[str, Any]) -> None:
        arrival = Arrival(event["url"] or "", event["title"], event["event"])
        self._screen.alert(event, self._note(_DESK, arrival))

    def _at_slack(self, arrival: Arrival) -> None:
        self._screen.slack(arrival, self._note(_SLACK, arrival))

    def _note(self, way: str, arrival: Arrival) -> float | None:
        now = asyncio.get_running_loop().time()
        return self.ledger.arrived(
            way, self._key_of(arrival.url), arrival.title, arrival.event, now
        )

    def _key_of(self, url: str) -> str:
        for item in self._afternoon.items:
            if self._sites[item.outlet].url + item.path == url:
                return item.key
        return url


def _counted(statuses: dict[int, int]) -> str:
    return ", ".join(f"{status} × {count}" for status, count in sorted(statuses.items())) or "-"


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
